"""What a git repository holds, read without a working copy: no filter, hook or attribute has a say."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from dativo_gen.scaffold import git
from dativo_gen.scaffold.trees import File

EXECUTABLE, LINK, MODULE = "100755", "120000", "160000"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a tree: a path from its top, git's mode, and the hash of what stands there."""

    path: str
    mode: str
    hash: str


@dataclass(slots=True)
class Objects:
    """Reads a repository; git is not asked for contents that are `known` by their hash."""

    repository: Path
    known: dict[str, bytes] = field(default_factory=dict)

    def entries(self, tree: str) -> list[Entry]:
        """All entries below a tree or commit, their contents fetched. Raises git.GitError."""
        listed = git.run("ls-tree", "-r", "-z", "--full-tree", tree, repository=self.repository)
        found = [_entry(each) for each in listed.split(b"\0") if each]
        self.fetch(each.hash for each in found if each.mode != MODULE)
        return found

    def file(self, mode: str, hash: str) -> File:
        """A fetched file."""
        return File(self.known[hash], mode == EXECUTABLE)

    def fetch(self, hashes: Iterable[str]) -> None:
        """Have the contents of these blobs at hand. Raises git.GitError."""
        wanted = sorted(set(hashes) - self.known.keys())
        if not wanted:
            return
        asked = "".join(f"{hash}\n" for hash in wanted).encode()
        printed = memoryview(git.run("cat-file", "--batch", given=asked, repository=self.repository))
        start = 0
        for hash in wanted:
            head = start + bytes(printed[start : start + 200]).index(b"\n")
            size = int(bytes(printed[start:head]).split(b" ")[2])
            self.known[hash] = bytes(printed[head + 1 : head + 1 + size])
            start = head + size + 2


def blob_hash(data: bytes) -> str:
    """Git's name of a file's content."""
    return hashlib.sha1(b"blob %d\0%s" % (len(data), data), usedforsecurity=False).hexdigest()


def _entry(line: bytes) -> Entry:
    """Of `<mode> blob <hash>\\t<path>`."""
    head, _, path = line.partition(b"\t")
    mode, _, hash = head.decode().split(" ")
    return Entry(os.fsdecode(path), mode, hash)
