"""Something else stands where the tree belongs: refused before anything is written, and named."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.small import VERSIONS, Small, small
from tests.ondisk import standing


def folder_for_a_file(repository: Small) -> Path:
    (repository.stack() / "main.tf").unlink()
    (repository.stack() / "main.tf").mkdir()
    return repository.stack() / "main.tf"


def file_for_a_folder(repository: Small) -> Path:
    shutil.rmtree(repository.stack())
    repository.stack().write_text("mine")
    return repository.stack()


def pipe_for_a_file(repository: Small) -> Path:
    (repository.stack() / "main.tf").unlink()
    os.mkfifo(repository.stack() / "main.tf")
    return repository.stack() / "main.tf"


def link(place: Path, target: Path) -> Path:
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink()
    place.symlink_to(target)
    return place


def file_link_in(repository: Small) -> Path:
    return link(repository.stack() / "main.tf", repository.stack() / "outputs.tf")


def file_link_out(repository: Small) -> Path:
    (repository.root / "mine.tf").write_text("mine")
    return link(repository.stack() / "main.tf", repository.root / "mine.tf")


def file_link_dangling(repository: Small) -> Path:
    return link(repository.stack() / "main.tf", repository.root / "nowhere.tf")


def folder_link_in(repository: Small) -> Path:
    return link(repository.stack(), repository.stack().with_name("customers"))


def folder_link_out(repository: Small) -> Path:
    (repository.root / "mine").mkdir()
    return link(repository.stack(), repository.root / "mine")


def folder_link_dangling(repository: Small) -> Path:
    return link(repository.stack(), repository.root / "nowhere")


def link_in_a_circle(repository: Small) -> Path:
    return link(repository.stack(), repository.stack())


@pytest.mark.parametrize(
    "obstacle",
    [
        *[folder_for_a_file, file_for_a_folder, pipe_for_a_file],
        *[file_link_in, file_link_out, file_link_dangling],
        *[folder_link_in, folder_link_out, folder_link_dangling, link_in_a_circle],
    ],
)
def test_what_stands_in_the_way_is_refused_and_stays(tmp_path: Path, obstacle: Callable[[Small], Path]) -> None:
    repository = small(tmp_path / "r")
    repository.done()
    place = obstacle(repository)
    before, mine = everything(repository), {path.name for path in repository.root.iterdir()}
    repository.become(VERSIONS[1])
    ran = repository.render()
    assert ran.code == 4, ran
    assert place.relative_to(repository.root).as_posix() in ran.stderr, ran
    assert "move" in ran.stderr or "--force-path" in ran.stderr
    assert everything(repository) == before
    assert {path.name for path in repository.root.iterdir()} == mine
    if place.is_dir() and not place.is_symlink():
        place.rmdir()
    else:
        place.unlink()
    repository.is_repaired()


def everything(repository: Small) -> dict[str, str]:
    """What stands there: of links where they lead, of folders that they are."""
    found = {}
    for top, folders, files in os.walk(repository.output):
        for path in (Path(top, name) for name in (*folders, *files) if not name.startswith(".dativo-gen.lock")):
            kind = str(path.readlink()) if path.is_symlink() else str(path.is_dir())
            found[str(path)] = path.read_text() if path.is_file() and not path.is_symlink() else kind
    return found


def test_an_output_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    repository = small(tmp_path / "r")
    repository.output.write_text("mine")
    ran = repository.render()
    assert ran.code in (1, 5), ran
    assert "generated" in ran.stderr
    assert repository.output.read_text() == "mine"
    repository.output.unlink()
    repository.is_repaired()


def test_an_output_folder_that_is_a_link_to_another_disk_is_written_to(tmp_path: Path) -> None:
    repository = small(tmp_path / "r")
    (tmp_path / "big").mkdir()
    repository.output.symlink_to(tmp_path / "big")
    repository.done()
    assert standing(tmp_path / "big") == repository.from_scratch()


def test_simulated_names_that_differ_only_in_case_are_refused_on_every_disk(tmp_path: Path) -> None:
    """No disk here ignores case, so that two jobs are rendered which such a disk would hold as one."""
    repository = small(tmp_path / "r")
    orders = next((repository.root / "jobs").glob("*/orders.yaml"))
    text = orders.read_text().replace("name: orders", "name: Orders").replace("objects: [orders]", "objects: [x]")
    orders.with_name("upper.yaml").write_text(text)
    ran = repository.render()
    assert ran.code == 1, ran
    assert not repository.output.exists()


def test_a_symlink_planted_in_the_place_of_a_note_is_not_followed(tmp_path: Path) -> None:
    repository = small(tmp_path / "r")
    repository.done()
    (tmp_path / "mine").write_text("[]")
    (repository.output / ".dativo-gen.tmp-emptied").symlink_to(tmp_path / "mine")
    repository.become(VERSIONS[1])
    repository.is_repaired()
    assert (tmp_path / "mine").read_text() == "[]"


@pytest.mark.parametrize(
    "text", ["", "{", '["../../mine", "/mine", "mine"]', '{"mine": 1}', "[1]", "[" * 100_000, "\0"]
)
def test_a_note_of_emptied_folders_never_leads_out(tmp_path: Path, text: str) -> None:
    repository = small(tmp_path / "r")
    repository.done()
    (tmp_path / "mine").mkdir()
    (repository.output / "mine").mkdir()
    (repository.output / ".dativo-gen.tmp-emptied").write_text(text)
    repository.done()
    assert (tmp_path / "mine").is_dir()
    assert not (repository.output / ".dativo-gen.tmp-emptied").exists()
