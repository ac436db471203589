"""The disk fills up, or may not be written: a clear refusal, the old tree, and the next run repairs."""

from __future__ import annotations

import os
import resource
import subprocess
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import gettempdir

import pytest

from tests.faults.small import VERSIONS, Small, exit_code, in_a_fork, mounted, small
from tests.ondisk import standing


def files(repository: Small) -> dict[str, bytes]:
    """What stands there but for a run's own notes."""
    return {path: data for path, data in standing(repository.output).items() if not _is_note(path)}


def _is_note(path: str) -> bool:
    return path.endswith((".next", ".tmp-emptied"))


@pytest.mark.parametrize("limit", [0, 300, 1000, 2000, 4000])
def test_a_file_that_may_not_grow_leaves_the_old_tree(tmp_path: Path, limit: int) -> None:
    """The limit of a process on the size of its files (RLIMIT_FSIZE) fails as a full disk does, amid a file."""
    repository = small(tmp_path / "r")
    repository.done()
    before = files(repository)
    repository.become(VERSIONS[1])

    def limited() -> int:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        ran = repository.render()
        return ran.code if "cannot write" in ran.stderr and "File too large" in ran.stderr else 98

    assert exit_code(in_a_fork(limited)) == 5
    assert files(repository) == before
    repository.is_repaired()


@pytest.mark.parametrize("size", (4, 12, 40, 90, 140, 200, 260, 300, 340))
def test_a_disk_that_is_full_leaves_what_the_next_run_repairs(tmp_path: Path, size: int) -> None:
    repository = small(tmp_path / "r")
    repository.from_scratch()
    with mounted(repository.output, ("-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(repository.output))) as why:
        if why:
            pytest.skip(f"no disk of {size} KiB can be mounted: {why}")
        ran = repository.render()
        assert ran.code in (0, 5), ran
        if ran.code:
            assert "No space left on device" in ran.stderr
            assert not [path for path in standing(repository.output) if path.endswith((".tf", ".dativo-gen.json"))]
        before = files(repository)
        repository.become(VERSIONS[1])
        ran = repository.render()
        assert ran.code in (0, 5), ran
        assert ran.code == 0 or files(repository) == before
        _room(repository.output)
        repository.is_repaired()


def read_only(place: Path) -> AbstractContextManager[str]:
    """The folder, mounted over itself so that nobody can write to it."""
    return mounted(place, ("--bind", str(place), str(place)), ("-o", "remount,ro,bind", str(place)))


def _room(place: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=8m", str(place)], check=True)


def test_a_folder_that_may_only_be_read_is_named(tmp_path: Path) -> None:
    repository = small(tmp_path / "r")
    repository.done()
    before = files(repository)
    repository.become(VERSIONS[1])
    with read_only(repository.output) as why:
        if why:
            pytest.skip(f"no folder can be made read-only here: {why}")
        ran = repository.render()
        assert ran.code == 5
        assert "cannot write" in ran.stderr
        assert "Read-only file system" in ran.stderr
        assert files(repository) == before
    repository.is_repaired()


def test_one_stack_that_may_only_be_read_leaves_the_old_tree(tmp_path: Path) -> None:
    repository = small(tmp_path / "r")
    repository.done()
    before = files(repository)
    repository.become(VERSIONS[1])
    with read_only(repository.stack()) as why:
        if why:
            pytest.skip(f"no folder can be made read-only here: {why}")
        ran = repository.render()
        assert ran.code == 5
        assert f"{repository.stack()}/" in ran.stderr
        assert files(repository) == before
    repository.is_repaired()


def test_a_folder_of_somebody_else_is_named(tmp_path: Path) -> None:
    """Run as a user without rights; root, whom no right stops, becomes one in a process of its own."""
    repository = small(tmp_path / "r")
    repository.done()
    before = files(repository)
    repository.become(VERSIONS[1])
    for folder in (repository.output, *(path for path in repository.output.rglob("*") if path.is_dir())):
        folder.chmod(0o555)

    def powerless() -> int:
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        ran = repository.render()
        return ran.code if "cannot write" in ran.stderr and "Permission denied" in ran.stderr else 98

    top = Path(gettempdir())
    for folder in (tmp_path, *(each for each in tmp_path.parents if each.is_relative_to(top) and each != top)):
        folder.chmod(0o755)
    assert exit_code(in_a_fork(powerless)) == 5
    assert files(repository) == before
    for folder in (repository.output, *(path for path in repository.output.rglob("*") if path.is_dir())):
        folder.chmod(0o755)
    repository.is_repaired()
