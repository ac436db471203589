"""Paths as the container sees them <-> paths from the repository's root (the settings' `path_map`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from posixpath import normpath

SETTINGS_FILE = "dativo-gen.yaml"


def from_container(path: str, path_map: Mapping[str, str]) -> str | None:
    """Where a path in the container lies in the repository; a relative one starts at the root. None: nowhere."""
    if not path.startswith("/"):
        return _inside(normpath(path))
    found = _longest(PurePosixPath(normpath(path)), path_map.items())
    return _inside(found) if found is not None else None


def to_container(path: str, path_map: Mapping[str, str]) -> str | None:
    """Where a path from the root lies in the container. None: nowhere."""
    pairs = [(inner, outer) for outer, inner in path_map.items()]
    return _longest(PurePosixPath(normpath(path)), pairs)


def leads_outside(path: str) -> bool:
    """Whether a path that should lie in the repository is absolute or climbs out of it."""
    return path.startswith("/") or _inside(normpath(path)) is None


def _longest(path: PurePosixPath, pairs: Iterable[tuple[str, str]]) -> str | None:
    """The path with its longest known beginning replaced."""
    known = [(PurePosixPath(normpath(begin)), end) for begin, end in pairs]
    fits = [(begin, end) for begin, end in known if path.is_relative_to(begin)]
    if not fits:
        return None
    begin, end = max(fits, key=lambda pair: len(pair[0].parts))
    return normpath(str(PurePosixPath(end) / path.relative_to(begin)))


def _inside(path: str) -> str | None:
    return None if path == ".." or path.startswith("../") else path
