"""Files in memory <-> folders and git's fast-import, byte for byte."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class File:
    """What stands in a plain file."""

    data: bytes
    executable: bool = False


Files = Mapping[str, File]
"""Files by their path from some folder, with `/`."""


class OddFileError(Exception):
    """A link, device or the like stands where only plain files may; the message names it."""


def read_folder(folder: Path) -> dict[str, File]:
    """All files below a folder but for `.git`. Raises OddFileError for anything else than files and folders."""
    found = {}
    for path, entry in _entries(folder, ""):
        if not entry.is_file(follow_symlinks=False):
            raise OddFileError(f"{path} is a link or no plain file")
        found[path] = _file(entry)
    return found


def plain_files(folder: Path, largest: int) -> dict[str, File]:
    """As `read_folder`, but passes over links, devices and files over `largest` bytes."""
    plain = ((path, entry) for path, entry in _entries(folder, "") if entry.is_file(follow_symlinks=False))
    return {path: _file(entry) for path, entry in plain if entry.stat(follow_symlinks=False).st_size <= largest}


def _entries(folder: Path, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        path = f"{prefix}{entry.name}"
        if entry.name == ".git":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(Path(entry.path), f"{path}/")
        else:
            yield path, entry


def _file(entry: os.DirEntry[str]) -> File:
    executable = bool(entry.stat(follow_symlinks=False).st_mode & stat.S_IXUSR)
    return File(Path(entry.path).read_bytes(), executable)


def import_stream(branches: Mapping[str, Files]) -> bytes:
    """Input for `git fast-import`: a first commit for each branch."""
    return b"".join(commit(ref, files, None, "") for ref, files in branches.items())


def commit(ref: str, files: Files, parent: str | None, message: str, seconds: int = 0) -> bytes:
    """Input for `git fast-import`: one commit that holds exactly these files; author and date never differ."""
    text = message.encode()
    head = [
        f"commit {ref}\n".encode(),
        f"author dativo-gen <dativo-gen@localhost> {seconds} +0000\n".encode(),
        f"committer dativo-gen <dativo-gen@localhost> {seconds} +0000\n".encode(),
        b"data %d\n%s\n" % (len(text), text),
    ]
    if parent is not None:
        head.append(f"from {parent}\ndeleteall\n".encode())
    return b"".join((*head, *_changes(files), b"\n"))


def _changes(files: Files) -> Iterator[bytes]:
    for path, file in sorted(files.items()):
        mode = b"100755" if file.executable else b"100644"
        yield b"M %s inline %s\ndata %d\n%s\n" % (mode, _quoted(path), len(file.data), file.data)


def _quoted(path: str) -> bytes:
    raw = os.fsencode(path).replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
    return b'"' + raw + b'"'
