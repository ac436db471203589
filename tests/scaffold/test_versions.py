"""Versions of the shipped template: bundle, list and folder agree, old tenants move on, plain copier follows."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from dativo_gen.assets import root
from dativo_gen.scaffold import git
from dativo_gen.scaffold.answers import ANSWERS_FILE
from dativo_gen.scaffold.store import materialise
from dativo_gen.scaffold.versions import KIND, SOURCE, Shelf, shipped
from tests.scaffold.installed import Installed, install
from tests.scaffold.yard import FIRST, Yard, texts
from tools.freeze_template import FreezeError, faults, forget_newest, freeze

FOLDER = root() / "templates" / KIND


def test_bundle_list_and_folder_of_the_shipped_template_agree() -> None:
    assert list(faults(shipped(), FOLDER)) == [], "release it: make template-release"


@pytest.mark.parametrize("version", [each.name for each in shipped().versions()])
def test_every_released_version_updates_cleanly(version: str, tmp_path: Path) -> None:
    made = Yard(tmp_path, SOURCE)
    made.tenant("acme", version)
    made.tenant("fresh", shipped().versions()[-1].name)
    (result,) = made.update("acme")
    assert result.status in ("updated", "up to date") and not result.notes
    fresh = {path: text.replace("fresh", "acme") for path, text in texts(made.folder("fresh")).items()}
    assert texts(made.folder("acme")) == fresh


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    (tmp_path / "shelf").mkdir()
    return Shelf(tmp_path / "shelf")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in FIRST.items():
        place = tmp_path / "tenant" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    return tmp_path / "tenant"


def test_a_version_has_the_same_hash_wherever_it_is_made(shelf: Shelf, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert freeze(shelf, folder, "v1.0.0") == freeze(Shelf(tmp_path / "other"), folder, "v1.0.0")


def test_a_later_version_leaves_the_hashes_of_the_earlier_ones(shelf: Shelf, folder: Path) -> None:
    first = freeze(shelf, folder, "v1.0.0")
    (folder / "new").write_text("x")
    second = freeze(shelf, folder, "v1.1.0")
    assert shelf.versions() == (first, second)
    assert list(faults(shelf, folder)) == []


def test_a_version_that_is_out_stays_as_it_is(shelf: Shelf, folder: Path) -> None:
    freeze(shelf, folder, "v1.0.0")
    with pytest.raises(FreezeError, match="nothing changed"):
        freeze(shelf, folder, "v1.1.0")
    (folder / "new").write_text("x")
    with pytest.raises(FreezeError, match="was released"):
        freeze(shelf, folder, "v1.0.0")
    with pytest.raises(FreezeError, match="is older"):
        freeze(shelf, folder, "v0.9.0")


def test_the_newest_version_can_be_taken_back(shelf: Shelf, folder: Path) -> None:
    first = freeze(shelf, folder, "v1.0.0")
    (folder / "new").write_text("x")
    freeze(shelf, folder, "v1.1.0")
    forget_newest(shelf)
    assert shelf.versions() == (first,)
    forget_newest(shelf)
    assert shelf.versions() == () and not shelf.bundle.exists()


def test_a_template_that_changed_since_its_release_is_seen(shelf: Shelf, folder: Path) -> None:
    freeze(shelf, folder, "v1.0.0")
    (folder / "new").write_text("x")
    assert [fault.split(";")[0] for fault in faults(shelf, folder)] == ["tenant/ is not what v1.0.0 holds"]


def test_a_list_that_does_not_fit_the_bundle_is_seen(shelf: Shelf, folder: Path) -> None:
    freeze(shelf, folder, "v1.0.0")
    shelf.list.write_text(shelf.list.read_text().replace("v1.0.0", "v1.0.1"))
    assert list(faults(shelf, folder)) == ["tenant.versions does not list the tags that tenant.bundle holds"]


def test_a_cache_that_cannot_be_written_is_done_without(shelf: Shelf, folder: Path, tmp_path: Path) -> None:
    freeze(shelf, folder, "v1.0.0")
    (tmp_path / "cache").write_text("a file")
    made = materialise(shelf, tmp_path / "cache" / "below")
    assert git.run("tag", repository=made) == b"v1.0.0\n"
    shutil.rmtree(made.parent)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Version 0.1.0 is the template of today, 0.2.0 changes a line and adds a file."""
    made = install(tmp_path_factory.mktemp("installed"))

    def change(folder: Path) -> None:
        first_line(folder / "template" / "README.md.jinja", "# News")
        (folder / "template" / "NEWS.md").write_text("new\n")

    made.release("v0.2.0", change)
    return made


def first_line(file: Path, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{new}\n{text.partition(chr(10))[2]}", encoding="utf-8")


def tenant(installed: Installed, repository: Path, home: Path) -> Path:
    """A committed repository with the tenant acme as version 0.1.0 made it, one line of it edited."""
    home.mkdir()
    repository.mkdir()
    (repository / "dativo-gen.yaml").write_text("jobs: job_configs\n")
    folder = repository / "job_configs" / "acme"
    given = ("--defaults", "--quiet", "--data", "tenant=acme", "--vcs-ref", "v0.1.0", SOURCE, str(folder))
    made = installed.run(sys.executable, "-m", "copier", "copy", *given, cwd=repository, home=home)
    assert made.returncode == 0, made.stderr
    text = (folder / "_defaults.yaml").read_text(encoding="utf-8")
    (folder / "_defaults.yaml").write_text(f"{text}# mine\n", encoding="utf-8")
    for arguments in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "-m", "x")):
        assert installed.run("git", *arguments, cwd=repository, home=home).returncode == 0
    return folder


def test_update_moves_a_tenant_on_without_network_and_home(installed: Installed, tmp_path: Path) -> None:
    repository, home = tmp_path / "repository", tmp_path / "home"
    folder = tenant(installed, repository, home)
    done = installed.run("dativo-gen", "update", "--all", cwd=repository, home=home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "acme    updated  v0.1.0  v0.2.0  3" in done.stdout
    assert texts(folder)["NEWS.md"] == "new\n" and "# mine" in texts(folder)["_defaults.yaml"]
    again = installed.run("dativo-gen", "update", "acme", "--format", "json", cwd=repository, home=home)
    assert yaml.safe_load(again.stdout)["counts"]["up to date"] == 1


def test_plain_copier_moves_a_tenant_on_in_another_home_without_network(installed: Installed, tmp_path: Path) -> None:
    repository, home = tmp_path / "repository", tmp_path / "another-home"
    folder = tenant(installed, repository, home)
    command = (sys.executable, "-m", "copier", "update", "--defaults", "--quiet")
    done = installed.run(*command, cwd=folder, home=home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert texts(folder)["NEWS.md"] == "new\n" and "# mine" in texts(folder)["_defaults.yaml"]
    assert yaml.safe_load(texts(folder)[ANSWERS_FILE])["_commit"] == "v0.2.0"
    assert yaml.safe_load(texts(folder)[ANSWERS_FILE])["_src_path"] == SOURCE


def test_our_update_and_copiers_own_write_the_same(installed: Installed, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for place in (ours, theirs):
        tenant(installed, place, tmp_path / f"{place.name}-home")
    installed.run("dativo-gen", "update", "acme", cwd=ours, home=tmp_path / "ours-home")
    command = (sys.executable, "-m", "copier", "update", "--defaults", "--quiet")
    installed.run(*command, cwd=theirs / "job_configs" / "acme", home=tmp_path / "theirs-home")
    assert texts(ours) == texts(theirs)


def test_git_reads_the_shipped_template_and_nothing_else(installed: Installed, tmp_path: Path) -> None:
    listed = installed.run("git", "ls-remote", "--tags", "dativo://tenant", cwd=tmp_path, home=tmp_path)
    assert [line.split("/")[-1] for line in listed.stdout.splitlines()] == ["v0.1.0", "v0.2.0"]
    other = installed.run("git", "ls-remote", "dativo://../../etc", cwd=tmp_path, home=tmp_path)
    assert other.returncode != 0 and "ships no template" in other.stderr
    pushed = installed.run("git", "clone", "--quiet", "dativo://tenant", "copy", cwd=tmp_path, home=tmp_path)
    assert pushed.returncode == 0
    pushed = installed.run("git", "push", "--quiet", "origin", "HEAD:evil", cwd=tmp_path / "copy", home=tmp_path)
    assert pushed.returncode != 0


def test_a_conflict_is_shown_and_is_one_of_git(installed: Installed, tmp_path: Path) -> None:
    repository, home = tmp_path / "repository", tmp_path / "home"
    folder = tenant(installed, repository, home)
    first_line(folder / "README.md", "# Ours")
    before = texts(folder)
    shown = installed.run("dativo-gen", "update", "acme", "--dry-run", cwd=repository, home=home)
    assert shown.returncode == 1 and "+<<<<<<< yours" in shown.stdout
    assert texts(folder) == before
    done = installed.run("dativo-gen", "update", "acme", cwd=repository, home=home)
    assert done.returncode == 1
    assert "conflict: job_configs/acme/README.md" in done.stderr
    status = installed.run("git", "status", "--porcelain", cwd=repository, home=home).stdout
    assert "UU job_configs/acme/README.md" in status.splitlines()


def test_settings_that_are_wrong_stop_the_update(installed: Installed, tmp_path: Path) -> None:
    repository, home = tmp_path / "repository", tmp_path / "home"
    tenant(installed, repository, home)
    (repository / "dativo-gen.yaml").write_text("update: {ring: {}}\n")
    done = installed.run("dativo-gen", "update", "--all", cwd=repository, home=home)
    assert done.returncode == 1 and "dativo-gen.yaml:1:10: unknown-key" in done.stderr


def test_a_machine_without_git_is_told_what_it_lacks(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "dativo-gen.yaml").touch()
    (tmp_path / "bin").mkdir()
    variables = {"PATH": str(tmp_path / "bin"), "PYTHONPATH": str(installed.library)}
    command = [sys.executable, str(installed.bin / "dativo-gen"), "update", "--all"]
    done = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        5,
        "dativo-gen: git is not installed or not on PATH; updates are merged with it\n",
    )


def test_rings_of_the_settings_choose_tenants(installed: Installed, tmp_path: Path) -> None:
    repository, home = tmp_path / "repository", tmp_path / "home"
    tenant(installed, repository, home)
    shutil.copytree(repository / "job_configs" / "acme", repository / "job_configs" / "globex")
    (repository / "dativo-gen.yaml").write_text("update: {rings: {canary: [globex]}}\n")
    done = installed.run("dativo-gen", "update", "--ring", "canary", "--format", "json", cwd=repository, home=home)
    assert [each["tenant"] for each in yaml.safe_load(done.stdout)["tenants"]] == ["globex"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name tenants, or say --ring R or --all"),
        (("--ring", "canary"), "the settings know the rings none"),
        (("nobody",), "there is no such tenant"),
        (("../acme",), "a name is a-z"),
        (("acme", "--data", "x"), "write it as NAME=VALUE"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(
    installed: Installed, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    repository, home = tmp_path / "repository", tmp_path / "home"
    tenant(installed, repository, home)
    done = installed.run("dativo-gen", "update", *arguments, cwd=repository, home=home)
    assert done.returncode == 2 and said in done.stderr, done.stderr
