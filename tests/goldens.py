"""Golden cases as repositories: laid out, rendered, and compared with what each is expected to be."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dativo_gen.cli.app import app
from dativo_gen.difftext import unified

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
EXAMPLES = ("job_configs", "assets", "connectors", "terraform", "runner.yaml", "dativo-gen.yaml")
OUTPUT = "generated"
NO_INPUTS = ("expected", "expected.stderr.txt", "earlier")
ACCEPT = "if this is what it should be: .venv/bin/pytest tests/test_golden.py --update-golden"
DIFF_LINES = 60


@dataclass(frozen=True, slots=True)
class Case:
    """A folder of `tests/golden`: a repository, its output in `expected`, its messages in `expected.stderr.txt`.

    Folders in `earlier` are the same repository as it was before; they are rendered first, in order of name. The
    case `examples` has no inputs of its own: it is the repository of the examples, which is this one.
    """

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def inputs(self) -> Path:
        return ROOT if self.name == "examples" else self.folder

    @property
    def earlier(self) -> list[Path]:
        return sorted(self.folder.glob("earlier/*"))

    @property
    def expected(self) -> dict[str, str]:
        return files(self.folder / "expected")

    @property
    def messages(self) -> str:
        file = self.folder / "expected.stderr.txt"
        return file.read_text("utf-8") if file.exists() else ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What one run left in the output folder, and the problems that it named."""

    output: Path
    messages: str

    @property
    def files(self) -> dict[str, str]:
        return files(self.output)


def cases() -> list[Case]:
    """Every golden case."""
    folders = {path.parent for path in GOLDEN.glob("*/job_configs")} | {GOLDEN / "examples"}
    return [Case(folder) for folder in sorted(folders)]


def case_of(name: str) -> Case:
    """The golden case of that name."""
    return Case(GOLDEN / name)


def render(case: Case, place: Path) -> Rendered:
    """Render a case in a copy below `place`, after what it was earlier."""
    repository = place / "repository"
    for inputs in case.earlier:
        lay_out(inputs, repository)
        run(repository)
        clear(repository)
    lay_out(case.inputs, repository)
    return run(repository)


def clear(repository: Path) -> None:
    """Take the inputs away, and leave what was rendered."""
    for entry in repository.iterdir():
        if entry.name != OUTPUT:
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def lay_out(inputs: Path, repository: Path) -> None:
    """Copy the inputs of a repository, and nothing that was rendered."""
    repository.mkdir(exist_ok=True)
    names = EXAMPLES if inputs == ROOT else sorted(each.name for each in inputs.iterdir())
    for name in names:
        source = inputs / name
        if name in NO_INPUTS:
            continue
        if source.is_dir():
            ignored = shutil.ignore_patterns(".terraform*")
            shutil.copytree(source, repository / name, dirs_exist_ok=True, ignore=ignored)
        else:
            shutil.copy(source, repository / name)


def run(repository: Path) -> Rendered:
    """`dativo-gen render` in a repository; fails the test if it does not end well."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(repository)
        result = CliRunner().invoke(app, ["render", "job_configs"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    told = [line for line in result.stderr.splitlines(keepends=True) if not line.startswith("note: ")]
    return Rendered(repository / OUTPUT, "".join(told))


def files(folder: Path) -> dict[str, str]:
    """Every file below a folder by its path, without the locks of runs."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8")
        for path in found
        if not path.name.startswith(".dativo-gen.lock")
    }


def accept(case: Case, rendered: Rendered) -> None:
    """Make what was rendered the expectation."""
    expected, messages = case.folder / "expected", case.folder / "expected.stderr.txt"
    if expected.exists():
        shutil.rmtree(expected)
    for path, text in rendered.files.items():
        (expected / path).parent.mkdir(parents=True, exist_ok=True)
        (expected / path).write_bytes(text.encode("utf-8"))
    messages.unlink(missing_ok=True)
    if rendered.messages:
        messages.write_bytes(rendered.messages.encode("utf-8"))


def differences(wanted: Mapping[str, str], found: Mapping[str, str]) -> Iterator[str]:
    """How two trees differ, in lines to print: files by name, and the beginning of what changed in them."""
    yield from (f"missing: {path}" for path in sorted(wanted.keys() - found.keys()))
    yield from (f"not expected: {path}" for path in sorted(found.keys() - wanted.keys()))
    for path in sorted(wanted.keys() & found.keys()):
        if wanted[path] != found[path]:
            lines = unified(wanted[path], found[path], path).splitlines()
            yield from lines[:DIFF_LINES]
            if len(lines) > DIFF_LINES:
                yield f"... and {len(lines) - DIFF_LINES} more lines"
