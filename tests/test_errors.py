"""Broken inputs and every word that is said about them: tests/errors/<case>.case against <case>.txt.

A case is a script. `--- path` begins a file, which goes on to the next such line; `$ dativo-gen ...` runs a command
on the files that stand by then. Words in brackets after a path: `(latin-1)` writes it in that encoding, `(escaped)`
reads `\\x07` in it as that character, `(times 9)` writes its text so often, `(link)` makes it a symbolic link to what
its text names, `(gone)` takes it away. Every case begins with the files of tests/errors/base/, which would be fine.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dativo_gen.cli.app import app

FOLDER = Path(__file__).parent / "errors"
CASES = sorted(path.stem for path in FOLDER.glob("*.case"))
_STEP = re.compile(r"^(?:--- (?P<path>\S+)(?: \((?P<how>[^)]+)\))?|\$ dativo-gen (?P<command>.+))\n", re.MULTILINE)


def play(case: Path, root: Path) -> Iterator[str]:
    """Carry out a case in an empty folder, the current one; what each command says, and how it ends."""
    shutil.copytree(FOLDER / "base", root, dirs_exist_ok=True)
    script = case.read_text(encoding="utf-8")
    steps = list(_STEP.finditer(script))
    ends = [*(step.start() for step in steps[1:]), len(script)]
    for step, end in zip(steps, ends, strict=True):
        if step["command"]:
            yield _run(step["command"])
        else:
            _write(root / step["path"], step["how"] or "", script[step.end() : end])


def _write(path: Path, how: str, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if how == "gone":
        path.unlink()
    elif how == "link":
        path.symlink_to(text.strip())
    elif how == "escaped":
        path.write_text(text.encode().decode("unicode_escape"), encoding="utf-8")
    elif how.startswith("times "):
        path.write_text(text * int(how.removeprefix("times ")), encoding="utf-8")
    else:
        path.write_bytes(text.encode(how or "utf-8"))


def _run(command: str) -> str:
    ran = CliRunner().invoke(app, shlex.split(command), catch_exceptions=False)
    return f"$ dativo-gen {command}\n{ran.stderr}{ran.stdout}exit {ran.exit_code}\n"


def _entered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one name for every run, since messages may show it, as the current one."""
    root = folder / "repository"
    root.mkdir()
    monkeypatch.chdir(root)
    return root


@pytest.mark.parametrize("name", CASES)
def test_a_broken_input_is_told_word_for_word_with_places_that_are_there(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    root, expected, said = _entered(tmp_path, monkeypatch), FOLDER / f"{name}.txt", ""
    for part in play(FOLDER / f"{name}.case", root):
        said += part
        for file, line, column in re.findall(r"^([^\s:]+):(\d+):(\d+): ", part, re.MULTILINE):
            assert _is_place(root / file, int(line), int(column)), f"{file}:{line}:{column}"
    if request.config.getoption("--update-golden"):
        expected.write_text(said, encoding="utf-8")
    accept = f"pytest tests/test_errors.py -k {name} --update-golden"
    assert said == expected.read_text(encoding="utf-8"), f"if this is meant: {accept}"


def test_every_expected_output_has_its_case() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == CASES


def _is_place(file: Path, line: int, column: int) -> bool:
    """Whether there is such a character; 1:1 stands for a whole file, and an end may be the line after the last."""
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.is_file() else []
    return (line, column) == (1, 1) or (*map(len, lines), 0)[line - 1] + 1 >= column


def test_nothing_is_written_for_broken_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = _entered(tmp_path, monkeypatch)
    said = "".join(play(FOLDER / "one-bad-among-ten.case", root))
    assert said.endswith("exit 1\n")
    assert not (root / "generated").exists()
