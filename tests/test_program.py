"""The hash of the program changes with every file that has a part in what is generated."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

import dativo_gen
from dativo_gen.assets import root

ASK = "from dativo_gen.program import program; print(program())"
CHANGED = (
    "dativo_gen/tree.py",
    "dativo_gen/tags/destinations.yaml",
    "dativo_gen/terraform/bundled_interfaces.json",
    "terraform_templates/stack/main.tf.j2",
    "terraform_templates/modules/aws/etl-job/main.tf",
)


def asked(place: Path) -> str:
    """The hash of the copy in a folder."""
    command = [sys.executable, "-c", ASK]
    return subprocess.run(
        command, cwd=place, env={**os.environ, "PYTHONPATH": str(place)}, capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program in a folder of its own, as a checkout has it."""
    place = tmp_path_factory.mktemp("checkout")
    skipped = ignore_patterns("__pycache__", "_assets")
    copytree(Path(dativo_gen.__file__).parent, place / "dativo_gen", ignore=skipped)
    for name in ("templates", "terraform_templates"):
        copytree(root() / name, place / name, ignore=skipped)
    return place


@pytest.fixture(scope="module")
def known(copy: Path) -> str:
    """Its hash."""
    return asked(copy)


@pytest.mark.parametrize("name", CHANGED)
def test_other_bytes_are_another_program_even_of_the_same_length_and_time(copy: Path, known: str, name: str) -> None:
    file = copy / name
    kept, times = file.read_bytes(), file.stat()
    file.write_bytes(kept.swapcase())
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    found = asked(copy)
    file.write_bytes(kept)
    assert found != known


def test_what_machines_leave_in_folders_is_no_part_of_it(copy: Path, known: str) -> None:
    (copy / "dativo_gen" / "__pycache__").mkdir(exist_ok=True)
    (copy / "dativo_gen" / "__pycache__" / "left.py").write_text("left\n", "utf-8")
    (copy / "dativo_gen" / "notes.txt").write_text("left\n", "utf-8")
    assert asked(copy) == known
