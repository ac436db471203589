"""Appends a version of a shipped template to its bundle, or checks that bundle, list and folder agree.

`python -m tools.freeze_template` makes `templates/tenant/` the version of this package (`v0.1.0`); `--version` gives
another name, `--again` makes the newest version anew (only before anybody has it). `--check` writes nothing and exits
1 with what does not agree.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from packaging.version import Version as Number

from dativo_gen import __version__
from dativo_gen.scaffold import git
from dativo_gen.scaffold.trees import File, commit, import_stream, read_folder
from dativo_gen.scaffold.versions import KIND, Shelf, Version

TEMPLATES = Path(__file__).parents[1] / "templates"
HEAD = "# Made by tools/freeze_template.py: version, commit and tree of each release, oldest first.\n"
_SKIPPED = ("__pycache__", ".DS_Store")


class FreezeError(Exception):
    """The version cannot be made; the message says why."""


def freeze(shelf: Shelf, folder: Path, name: str) -> Version:
    """Add the files of `folder` as version `name`. Raises FreezeError, git.GitError."""
    known = shelf.versions()
    if name in (each.name for each in known):
        raise FreezeError(f"{name} was released; raise the version of the package, or --again if nobody has it yet")
    if known and Number(name) < Number(known[-1].name):
        raise FreezeError(f"{name} is older than {known[-1].name}")
    with tempfile.TemporaryDirectory() as temporary:
        repository = Path(temporary) / "new.git"
        version = _append(repository, shelf, folder, name)
        if known and version.tree == known[-1].tree:
            raise FreezeError(f"nothing changed since {known[-1].name}")
        tags = [f"refs/tags/{each.name}" for each in (*known, version)]
        git.run("bundle", "create", "--quiet", str(shelf.bundle), "HEAD", *tags, repository=repository)
    _write_list(shelf, (*known, version))
    return version


def _append(repository: Path, shelf: Shelf, folder: Path, name: str) -> Version:
    """One commit more in a repository with all versions; same files and history, same hashes everywhere."""
    known = shelf.versions()
    if known:
        git.run("clone", "--quiet", "--bare", "--template=", str(shelf.bundle), str(repository))
    else:
        git.run("init", "--quiet", "--bare", "--template=", str(repository))
    parent = known[-1].commit if known else None
    number = len(known)
    git.run(
        "fast-import", "--quiet", "--force",
        given=commit("refs/heads/main", template_files(folder), parent, f"{name}\n", seconds=number),
        repository=repository,
    )  # fmt: skip
    git.run("symbolic-ref", "HEAD", "refs/heads/main", repository=repository)
    git.run("update-ref", f"refs/tags/{name}", "refs/heads/main", repository=repository)
    return Version(name, _hash(repository, "refs/heads/main"), _hash(repository, "refs/heads/main^{tree}"))


def _hash(repository: Path, ref: str) -> str:
    return git.run("rev-parse", "--verify", ref, repository=repository).decode().strip()


def _write_list(shelf: Shelf, versions: tuple[Version, ...]) -> None:
    lines = "".join(f"{each.name} {each.commit} {each.tree}\n" for each in versions)
    shelf.list.write_text(HEAD + lines, encoding="utf-8")


def template_files(folder: Path) -> dict[str, File]:
    """A template's files, without what a machine leaves in folders."""
    found = read_folder(folder)
    return {path: file for path, file in found.items() if not set(_SKIPPED) & set(path.split("/"))}


def forget_newest(shelf: Shelf) -> None:
    """Take the newest version away. Raises git.GitError."""
    kept = shelf.versions()[:-1]
    with tempfile.TemporaryDirectory() as temporary:
        repository = Path(temporary) / "old.git"
        git.run("clone", "--quiet", "--mirror", "--template=", str(shelf.bundle), str(repository))
        if kept:
            git.run("update-ref", "refs/heads/main", kept[-1].commit, repository=repository)
            tags = [f"refs/tags/{each.name}" for each in kept]
            git.run("bundle", "create", "--quiet", str(shelf.bundle), "HEAD", *tags, repository=repository)
            _write_list(shelf, kept)
        else:
            shelf.bundle.unlink()
            shelf.list.unlink()


def faults(shelf: Shelf, folder: Path) -> Iterator[str]:
    """What does not agree: the list with the bundle's tags, the newest version with the folder."""
    known = shelf.versions()
    if not known:
        yield f"{shelf.list.name} lists no version"
        return
    with tempfile.TemporaryDirectory() as temporary:
        repository = Path(temporary) / "all.git"
        git.run("clone", "--quiet", "--mirror", "--template=", str(shelf.bundle), str(repository))
        shown = git.run("for-each-ref", "--format=%(refname:strip=2) %(objectname) %(tree)", "refs/tags",
                        repository=repository).decode().splitlines()  # fmt: skip
        if sorted(shown) != sorted(f"{each.name} {each.commit} {each.tree}" for each in known):
            yield f"{shelf.list.name} does not list the tags that {shelf.bundle.name} holds"
        git.run("init", "--quiet", "--bare", "--template=", str(repository / "now"))
        git.run("fast-import", "--quiet", repository=repository / "now",
                given=import_stream({"refs/heads/now": template_files(folder)}))  # fmt: skip
        if _hash(repository / "now", "refs/heads/now^{tree}") != known[-1].tree:
            yield f"{folder.name}/ is not what {known[-1].name} holds; release it: make template-release"


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--version", default=f"v{__version__}")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--again", action="store_true")
    wanted = parser.parse_args()
    shelf, folder = Shelf(TEMPLATES, KIND), TEMPLATES / KIND
    if wanted.check:
        found = list(faults(shelf, folder))
        sys.stderr.writelines(f"{fault}\n" for fault in found)
        return int(bool(found))
    try:
        if wanted.again and shelf.newest() is not None:
            forget_newest(shelf)
        version = freeze(shelf, folder, wanted.version)
    except (FreezeError, git.GitError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{version.name} {version.commit}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
