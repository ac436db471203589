"""The edge to git: which files a commit holds below a folder, and their bytes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha1, sha256
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import NamedTuple

from dativo_gen.head import LOCAL
from dativo_gen.repository import WrongUsage

_LINK = "120000"
_LINKS = 8
"""So many links in a row are followed; more go round in a circle."""


class GitFailedError(Exception):
    """Git is missing or failed; the message is for the user."""


class Blob(NamedTuple):
    """One file of a commit: its mode as git writes it (`100644`; `120000` is a link) and the name of its content."""

    mode: str
    name: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What lies below `root` in a commit. Paths count from `root`, which may lie below git's own root."""

    root: Path
    ref: str
    blobs: Mapping[str, Blob]
    _read: dict[str, bytes] = field(default_factory=dict)

    def holds(self, path: str, data: bytes) -> bool:
        """Whether the commit has this content at a path, with the same line ends or with LF."""
        blob = self.blobs.get(path)
        if blob is None or blob.mode == _LINK:
            return False
        return any(_blob_name(each, len(blob.name)) == blob.name for each in dict.fromkeys((data, with_lf(data))))

    def read(self, paths: Iterable[str]) -> dict[str, bytes]:
        """The contents of those of the paths that the commit has, by one process of git; links are followed.

        Raises GitFailedError.
        """
        wanted = {path: path for path in paths if path in self.blobs}
        self._fetch(wanted.values())
        for _ in range(_LINKS):
            links = {path: at for path, at in wanted.items() if at in self.blobs and self.blobs[at].mode == _LINK}
            if not links:
                break
            wanted |= {path: self._target(at) for path, at in links.items()}
            self._fetch(wanted[path] for path in links)
        at_files = {path: at for path, at in wanted.items() if at in self.blobs and self.blobs[at].mode != _LINK}
        return {path: self._read[at] for path, at in at_files.items()}

    def _target(self, link: str) -> str:
        return normpath(join(dirname(link), self._read[link].decode("utf-8", errors="surrogateescape")))

    def _fetch(self, paths: Iterable[str]) -> None:
        missing = [path for path in dict.fromkeys(paths) if path in self.blobs and path not in self._read]
        if missing:
            found = _contents(self.root, [self.blobs[path].name for path in missing])
            self._read.update(zip(missing, found, strict=True))


def with_lf(data: bytes) -> bytes:
    """A text with LF line ends, as manifests hash it."""
    return data.replace(b"\r\n", b"\n")


def snapshot(root: Path, ref: str) -> Snapshot:
    """What a branch, tag or commit holds below `root`, links and files alone.

    Raises WrongUsage for a ref that is none or a folder without git, GitFailedError where git cannot answer.
    """
    commit = _commit(root, ref)
    listed = _git(root, "ls-tree", "-r", "-z", commit).decode("utf-8", errors="surrogateescape")
    return Snapshot(root, ref, dict(_listed(listed)))


def _listed(listed: str) -> Iterator[tuple[str, Blob]]:
    """`mode type object<TAB>path`, each ended by NUL; what is no blob is the commit of a submodule."""
    for line in filter(None, listed.split("\0")):
        about, _, path = line.partition("\t")
        mode, kind, name = about.split()
        if kind == "blob":
            yield path, Blob(mode, name)


def _commit(root: Path, ref: str) -> str:
    _git_or_usage(root, "rev-parse", "--is-inside-work-tree")
    commit = _named(root, ref)
    if commit is None:
        raise WrongUsage(f"{ref}: git knows no such commit, branch or tag{_advice(root, ref)}")
    return commit


def _advice(root: Path, ref: str) -> str:
    if _named(root, f"origin/{ref}") is not None:
        return f"; did you mean `origin/{ref}`?"
    if _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        return (
            "; this clone is shallow: `git fetch --deepen=100` (or `git fetch origin REF`) brings more of the history"
        )
    return ""


def _named(root: Path, ref: str) -> str | None:
    """The full name of a commit; None if there is none. An option is no ref."""
    if not ref or ref.startswith("-") or "\0" in ref:
        return None
    done = _run(root, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    return done.stdout.decode().strip() if done.returncode == 0 else None


def _contents(root: Path, names: Collection[str]) -> list[bytes]:
    """The contents of objects: `cat-file --batch` answers `object type size`, content, LF."""
    answer = _git(root, "cat-file", "--batch", stdin="".join(f"{name}\n" for name in names).encode())
    found, start = [], 0
    for name in names:
        end = answer.index(b"\n", start)
        said = answer[start:end].split()
        if len(said) != 3:
            raise GitFailedError(f"git has lost the object {name}: `git fsck` says more")
        size = int(said[2])
        found.append(answer[end + 1 : end + 1 + size])
        start = end + 1 + size + 1
    return found


def _blob_name(data: bytes, digits: int) -> str:
    """The name that git gives to a content, by the hash that a repository uses."""
    text = b"blob %d\0" % len(data) + data
    return sha256(text).hexdigest() if digits == 64 else sha1(text, usedforsecurity=False).hexdigest()


def _git_or_usage(root: Path, *arguments: str) -> None:
    done = _run(root, *arguments)
    said = done.stderr.decode("utf-8", errors="replace")
    if done.returncode != 0 and "dubious ownership" in said:
        raise GitFailedError("git does not trust this repository; see `git config safe.directory`")
    if done.returncode != 0 or done.stdout.strip() != b"true":
        raise WrongUsage(f"{root.name}/ lies in no git repository, so nothing can be said of what changed")


def _git(root: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    done = _run(root, *arguments, stdin=stdin)
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", errors="replace").strip().splitlines()
        raise GitFailedError(f"git {arguments[0]} failed: {said[-1] if said else f'exit code {done.returncode}'}")
    return done.stdout


def _run(root: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    env = {name: value for name, value in os.environ.items() if name not in LOCAL} | {"LC_ALL": "C"}
    try:
        return subprocess.run(
            ["git", "-C", str(root), *arguments], env=env, input=stdin, capture_output=True, check=False
        )
    except OSError as error:
        raise GitFailedError(f"git cannot be called: {error.strerror}") from error
