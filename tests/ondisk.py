"""Runs on a real output folder, for the tests of the disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

import pytest

from dativo_gen.disk import apply, scan
from dativo_gen.lock import locked
from dativo_gen.tree import Folder, RenderedFile, Tree, TreeDiff, diff

P = PurePosixPath
Files = Mapping[str, str]


def yes(_: PurePosixPath) -> bool:
    return True


def no(_: PurePosixPath) -> bool:
    return False


def tree(folders: Mapping[str, Files]) -> Tree:
    return {
        P(path): Folder(P(path), {name: RenderedFile(text) for name, text in files.items()}, {}, {}, {"n": len(files)})
        for path, files in folders.items()
    }


def compare(output: Path, wanted: Tree, forced: Callable[[PurePosixPath], bool] = no) -> TreeDiff:
    return diff(wanted, scan(output, wanted, "generated"), yes, forced)


def render(output: Path, wanted: Tree, forced: Callable[[PurePosixPath], bool] = no) -> TreeDiff:
    with locked(output, pytest.fail) as held:
        change = compare(output, wanted, forced)
        apply(held, change, wanted)
    return change


def standing(output: Path) -> dict[str, bytes]:
    """All files but the lock, which stays after a run."""
    files = (path for path in output.rglob("*") if path.is_file() and path.name != ".dativo-gen.lock")
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


def empty_folders(output: Path) -> set[str]:
    folders = (path for path in output.rglob("*") if path.is_dir() and not any(path.iterdir()))
    return {path.relative_to(output).as_posix() for path in folders}


def put(output: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_text(text)
