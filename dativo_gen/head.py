"""The edge to git: the manifests of the last commit, for a check that needs what the disk no longer has."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from dativo_gen.errors import Problem, Rejected
from dativo_gen.manifest import MANIFEST, parse

# A hook of git runs with these set for its own repository and working folder, which need not be ours.
LOCAL = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY")

_OBJECT = re.compile(rb"[0-9a-f]{40,64} (?P<type>[a-z]+) (?P<size>[0-9]+)")
_KEPT = {"git's last commit": "HEAD", "git's index": ""}
"""Where a text may be kept, and how git calls that."""


@dataclass(frozen=True, slots=True)
class Committed:
    """The records of the manifests in HEAD, by folder from the output folder; `silent` is why git cannot tell."""

    records: Mapping[PurePosixPath, Mapping[str, Any] | None] = field(default_factory=dict)
    silent: str = ""


def committed_records(root: Path, output: PurePosixPath) -> Committed:
    """What the last commit holds under `output`, which is relative to `root`; `root` may lie below git's own.

    Raises Rejected with all manifests that cannot be read.
    """
    listed = _git(root, "ls-tree", "-r", "-z", "HEAD", "--", f"{output}/")
    if isinstance(listed, str):
        return Committed(silent=listed)
    found = dict(_manifests(listed.decode("utf-8", errors="surrogateescape")))
    if not found:
        ignored = isinstance(_git(root, "check-ignore", "-q", "--", str(output)), bytes)
        return Committed(silent="git ignores this folder" if ignored else "")
    texts = _blobs(root, list(found.values()))
    return Committed(_parsed({path: text for path, text in zip(found, texts, strict=True)}, output))


def kept_texts(root: Path, paths: Sequence[PurePosixPath]) -> dict[PurePosixPath, dict[str, str]]:
    """What the last commit and the index hold of files, with LF line ends, by path from `root` and by where it is.

    Without git or a commit there is nothing; a name with a line end cannot be asked for.
    """
    asked = [(path, where) for path in paths if "\n" not in str(path) for where in _KEPT]
    names = "".join(f"{_KEPT[where]}:./{path}\n" for path, where in asked)
    answer = _git(root, "cat-file", "--batch", stdin=names.encode(errors="surrogateescape")) if asked else b""
    found: dict[PurePosixPath, dict[str, str]] = {}
    rest = answer if isinstance(answer, bytes) else b""
    for path, where in asked:
        about, _, rest = rest.partition(b"\n")
        there = _OBJECT.fullmatch(about)
        if there is None:  # `HEAD:./name missing`, which has no content behind it
            continue
        size = int(there["size"])
        if there["type"] == b"blob":
            text = rest[:size].decode("utf-8", errors="replace").replace("\r\n", "\n")
            found.setdefault(path, {})[where] = text
        rest = rest[size + 1 :]
    return found


def _manifests(listed: str) -> Iterator[tuple[PurePosixPath, str]]:
    """Path and object of each manifest in what `ls-tree -z` gave: `mode type object<TAB>path`."""
    for line in listed.split("\0"):
        about, _, name = line.partition("\t")
        path = PurePosixPath(name)
        if path.name == MANIFEST and about.split()[1] == "blob":
            yield path, about.split()[2]


def _blobs(root: Path, objects: Sequence[str]) -> list[str]:
    """The contents of objects, by one process: `cat-file --batch` answers `object type size`, content, LF."""
    answer = _git(root, "cat-file", "--batch", stdin="".join(f"{each}\n" for each in objects).encode())
    texts, rest = [], answer if isinstance(answer, bytes) else b""
    for _ in objects:
        about, _, rest = rest.partition(b"\n")
        size = int(about.split()[-1]) if about.split()[-1:] and about.split()[-1].isdigit() else 0
        texts.append(rest[:size].decode("utf-8", errors="replace").replace("\r\n", "\n"))
        rest = rest[size + 1 :]
    return texts


def _parsed(texts: Mapping[PurePosixPath, str], output: PurePosixPath) -> dict[PurePosixPath, Mapping[str, Any] | None]:
    found: dict[PurePosixPath, Mapping[str, Any] | None] = {}
    problems: list[Problem] = []
    for path, text in texts.items():
        try:
            found[path.parent.relative_to(output)] = parse(text, str(path)).record
        except Rejected as rejected:
            problems += rejected.problems
    if problems:
        raise Rejected(problems)
    return found


def _git(root: Path, *arguments: str, stdin: bytes = b"") -> bytes | str:
    """What git answers, or why it gives no answer."""
    env = {name: value for name, value in os.environ.items() if name not in LOCAL} | {"LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], env=env, input=stdin, capture_output=True, check=False
        )
    except OSError:
        return "there is no git to ask"
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode("utf-8", errors="replace").strip().splitlines()
    if not (said and "dubious ownership" in said[0]):
        return "there is no git commit to ask"
    return "git does not trust this repository (detected dubious ownership; see `git config safe.directory`)"
