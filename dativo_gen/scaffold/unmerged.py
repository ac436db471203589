"""Tells the user's git which files are in conflict, as a merge of git's own would."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from dativo_gen.scaffold.merge import Stages


def mark(folder: Path, conflicts: Mapping[str, Stages]) -> str:
    """Record the three versions of each file in the index, if git tracks the folder. Gives what went wrong, or ""."""
    if not conflicts or not _git(folder, "ls-files", "-z", "--", ".")[1]:
        return ""
    code, prefix = _git(folder, "rev-parse", "--show-prefix")
    lines = b"".join(_lines(folder, prefix.rstrip(b"\n"), conflicts)) if code == 0 else b""
    if lines and _git(folder, "update-index", "--index-info", given=lines)[0] == 0:
        return ""
    return "git could not be told of the conflicts; the markers stand in the files all the same"


def _lines(folder: Path, prefix: bytes, conflicts: Mapping[str, Stages]) -> Iterator[bytes]:
    """Input for `git update-index --index-info`; mode 0 takes the entry without conflict away."""
    for path, stages in conflicts.items():
        whole = prefix + os.fsencode(path)
        if b"\n" in whole:
            continue
        yield b"0 %s\t%s\n" % (b"0" * 40, _quoted(whole))
        for number, file in enumerate(stages, 1):
            if file is not None:
                code, hash = _git(folder, "hash-object", "-w", "--stdin", f"--path={path}", given=file.data)
                mode = b"100755" if file.executable else b"100644"
                if code == 0:
                    yield b"%s %s %d\t%s\n" % (mode, hash.strip(), number, _quoted(whole))


def _quoted(path: bytes) -> bytes:
    return b'"' + path.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def _git(folder: Path, *arguments: str, given: bytes = b"") -> tuple[int, bytes]:
    """The user's own git, with the user's configuration, but not in the index of a hook that runs us."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", "--literal-pathspecs", *arguments],
            cwd=folder,
            input=given,
            env=variables,
            capture_output=True,
            check=False,
        )
    except OSError:
        return 1, b""
    return done.returncode, done.stdout
