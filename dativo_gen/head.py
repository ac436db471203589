"""The edge to git: the manifests of the last commit, for a check that needs what the disk no longer has."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from dativo_gen.manifest import MANIFEST, parse


def committed_records(root: Path, output: PurePosixPath) -> Mapping[PurePosixPath, Mapping[str, Any] | None] | None:
    """The records of the manifests in HEAD, by folder from the output folder. None without git or a commit.

    Raises Rejected for a manifest that cannot be read.
    """
    names = _git(root, "ls-tree", "-r", "-z", "--name-only", "HEAD", "--", f"{output}/")
    if names is None:
        return None
    found = {}
    for name in names.split("\0"):
        path = PurePosixPath(name)
        if path.name == MANIFEST:
            text = _git(root, "show", f"HEAD:./{name}")
            found[path.parent.relative_to(output)] = parse(text or "", name).record
    return found


def _git(root: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout.decode("utf-8", errors="replace") if done.returncode == 0 else None
