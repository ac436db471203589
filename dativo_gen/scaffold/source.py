"""Where a template comes from: the shipped one, or an address that the settings allow; fetched once, then offline."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.version import InvalidVersion
from packaging.version import Version as Number

from dativo_gen.scaffold import git, guard
from dativo_gen.scaffold.objects import LINK, MODULE, Objects
from dativo_gen.scaffold.store import cache_folder, materialise
from dativo_gen.scaffold.versions import SOURCE, Shelf, shipped

_ADDRESS = re.compile(r"git\+(?P<scheme>https|http|ssh|file)://(?:(?P<user>[\w.-]+)@)?(?P<rest>[\w.~:/+-]+)", re.ASCII)
_REF = re.compile(r"[\w][\w./+-]*", re.ASCII)
_LARGEST = 64 * 1024**2
_OF_A_REPOSITORY = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_PREFIX"),
    *("GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_CONFIG_PARAMETERS"),
)
"""What git sets while a hook runs, and what would make it work in the user's own repository."""


class WrongSourceError(Exception):
    """A template that may not or cannot be used; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A version of a template: its tag, else git's description of it, and its commit."""

    name: str
    commit: str


@dataclass(frozen=True, slots=True)
class Template:
    """A template's repository. `url` is what answers files call it; `shelf` is there if it is the shipped one."""

    url: str
    repository: Path
    shelf: Shelf | None = None

    def newest(self) -> Revision:
        """The highest release; where no tag is one, what the address shows first. Raises WrongSourceError."""
        if self.shelf is not None:
            newest = self.shelf.newest()
            if newest is None:
                raise WrongSourceError("this dativo-gen ships no version of the template")
            return Revision(newest.name, newest.commit)
        tags = git.run("tag", "--list", repository=self.repository).decode().split()
        numbers = [(number, tag) for tag in tags if (number := released(tag)) is not None]
        return self.revision(max(numbers)[1] if numbers else "HEAD")

    def revision(self, ref: str) -> Revision:
        """The version that a tag, a branch, a commit or what an answers file calls `_commit` is. Raises as above."""
        if self.shelf is not None:
            found = next((each for each in self.shelf.versions() if each.name == ref), None)
            if found is None:
                known = ", ".join(each.name for each in self.shelf.versions())
                hint = "upgrade dativo-gen" if self._is_newer(ref) else f"it ships {known}"
                raise WrongSourceError(f"this dativo-gen does not know the version {ref} of its template; {hint}")
            return Revision(found.name, found.commit)
        return self._foreign(ref)

    def _is_newer(self, ref: str) -> bool:
        number, newest = released(ref), self.newest()
        return number is not None and number > Number(newest.name)

    def _foreign(self, ref: str) -> Revision:
        if not _REF.fullmatch(ref) or ".." in ref:
            raise WrongSourceError(f"`{ref}` is no tag, branch or commit")
        try:
            asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
            commit = git.run(*asked, repository=self.repository).decode().strip()
        except git.GitError as error:
            raise WrongSourceError(f"{self.url} has no version {ref}") from error
        tags = git.run("tag", "--points-at", commit, repository=self.repository).decode().split()
        if ref in tags:
            return Revision(ref, commit)
        described = git.run("describe", "--tags", "--always", commit, repository=self.repository)
        return Revision(described.decode().strip(), commit)

    def is_current(self, stated: str, wanted: Revision) -> bool:
        """Whether what an answers file calls `_commit` is that version."""
        if stated == wanted.name:
            return True
        return self.shelf is None and self.revision(stated).commit == wanted.commit

    def checkout(self, wanted: Revision, folder: Path) -> None:
        """Write a version into a folder, made here. Raises WrongSourceError, git.GitError."""
        objects = Objects(self.repository)
        entries = objects.entries(wanted.commit)
        faults = guard.odd_paths(each.path for each in entries)
        if faults:
            raise WrongSourceError(f"the template has a file named {faults[0]!r}")
        if sum(len(data) for data in objects.known.values()) > _LARGEST or len(entries) > guard.MOST_FILES:
            raise WrongSourceError("the template is too large")
        folder.mkdir(parents=True)
        links = []
        for entry in entries:
            if entry.mode == MODULE:
                raise WrongSourceError(f"the template has a submodule ({entry.path}), which is not followed")
            place = folder / entry.path
            place.parent.mkdir(parents=True, exist_ok=True)
            if entry.mode == LINK:
                links.append((place, os.fsdecode(objects.known[entry.hash])))
            else:
                place.write_bytes(objects.known[entry.hash])
                place.chmod(0o755 if objects.file(entry.mode, entry.hash).executable else 0o644)
        _link(folder, links)


def _link(folder: Path, links: Sequence[tuple[Path, str]]) -> None:
    """Links last, so that no file is written through one."""
    top = folder.resolve()
    for place, target in links:
        place.symlink_to(target)
    for place, target in links:
        if Path(target).is_absolute() or not place.resolve().is_relative_to(top):
            raise WrongSourceError(f"the link {place.relative_to(folder)} leads out of the template")


def released(tag: str) -> Number | None:
    """The number of a release; None for what is no number or a trial before one."""
    try:
        number = Number(tag)
    except InvalidVersion:
        return None
    return None if number.is_prerelease else number


def checked(url: str) -> str:
    """An address as answers files have it. Raises WrongSourceError for one that is none."""
    if url == SOURCE:
        return url
    found = _ADDRESS.fullmatch(url)
    if found is None:
        bare = url.startswith(("https://", "http://", "ssh://", "file://"))
        hint = (
            f"write git+{url.rsplit('@', maxsplit=1)[-1] if '@' in url else url}"
            if bare
            else "write git+https://HOST/PATH.git"
        )
        if re.match(r"git\+\w+://[^/@]*:[^/@]*@", url):
            hint = "leave the password to git's credential helper: what stands here is kept in every tenant"
            raise WrongSourceError(f"the address of a template holds a password; {hint}")
        raise WrongSourceError(f"`{url}` is no address of a template; {hint}")
    if any(part in ("..", ".") for part in found["rest"].split("/")) or found["rest"].startswith("-"):
        raise WrongSourceError(f"`{url}` is no address of a template: write it without `..`")
    if found["user"] and found["scheme"] != "ssh":
        raise WrongSourceError(f"`{url}` names a user; leave that to git's credential helper")
    return url


def is_allowed(url: str, sources: Sequence[str]) -> bool:
    """Whether `update.sources` names an address, itself or by a beginning that ends in `/*`."""
    return url == SOURCE or any(
        url.startswith(source[:-1]) and len(url) >= len(source) if source.endswith("/*") else url == source
        for source in sources
    )


def open_template(url: str, sources: Sequence[str], note: Callable[[str], None]) -> Template:
    """A template's repository, up to date; `note` is told where only what was fetched before is there.

    Raises WrongSourceError, git.GitError.
    """
    checked(url)
    if url == SOURCE:
        shelf = shipped()
        return Template(url, materialise(shelf, cache_folder()) if shelf.bundle.is_file() else Path(), shelf)
    if not is_allowed(url, sources):
        hint = f"if you trust it, add it to dativo-gen.yaml: `update: {{sources: [{url}]}}`"
        raise WrongSourceError(f"the settings do not allow templates from {url}; {hint}")
    return Template(url, _mirror(url, note))


def _mirror(url: str, note: Callable[[str], None]) -> Path:
    """Everything of a repository, fetched with the user's own configuration, since that has the credentials."""
    address = url.removeprefix("git+")
    place = cache_folder() / "mirrors" / f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.git"
    variables = {name: value for name, value in os.environ.items() if name not in _OF_A_REPOSITORY}
    variables |= {"GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": "https:http:ssh:file"}
    checks = ("-c", "transfer.fsckObjects=true", "-c", f"core.hooksPath={os.devnull}", "-c", "gc.auto=0")
    if (place / "HEAD").is_file():
        try:
            git.run(*checks, "fetch", "--quiet", "--tags", "--force", "--end-of-options", address,
                    "+refs/*:refs/*", repository=place, variables=variables)  # fmt: skip
        except git.GitError as error:
            note(f"{address} cannot be reached ({error}); taken as it was when it was last fetched")
        return place
    place.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".new-", dir=place.parent))
    new = staging / "new.git"
    try:
        git.run(*checks, "clone", "--quiet", "--mirror", "--template=", "--end-of-options", address, str(new),
                variables=variables)  # fmt: skip
    except git.GitError as error:
        raise WrongSourceError(f"{address} cannot be fetched: {error}") from error
    if not (place / "HEAD").is_file():
        new.rename(place)
    return place


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line says of a template: `--template`, `--ref` and `--trust`."""

    url: str
    ref: str | None = None
    trust: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """A template ready to be rendered: the folder it lies in, what answers files call it, and its version."""

    place: Path
    url: str
    version: str
    trusted: bool


def chosen(wish: Wish, sources: Sequence[str], folder: Path, note: Callable[[str], None]) -> Chosen:
    """Fetch a template for `scaffold` and check it out into a new `folder`.

    `sources` is the settings' `update.sources`. Render it inside `shield.shielded()` unless it is trusted.
    Raises WrongSourceError, git.GitError.
    """
    template = open_template(wish.url, sources, note)
    revision = template.revision(wish.ref) if wish.ref else template.newest()
    template.checkout(revision, folder)
    try:
        wants = tuple(guard.demands(folder))
    except Exception as error:  # whatever its YAML makes of the parser
        raise WrongSourceError(f"{wish.url}: {error}") from error
    if wants and not wish.trust:
        raise WrongSourceError(distrusted(wish.url, wants))
    return Chosen(folder, wish.url, revision.name, wish.trust)


def distrusted(url: str, wants: Sequence[str]) -> str:
    """Why a template is not rendered."""
    return f"the template {url} {' and '.join(wants)}; read it, then say --trust"
