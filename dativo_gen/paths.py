"""Paths as the container sees them <-> paths from the repository's root (the settings' `path_map`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from posixpath import join, normpath

SETTINGS_FILE = "dativo-gen.yaml"


def from_container(path: str, path_map: Mapping[str, str]) -> str | None:
    """Where a path in the container lies in the repository; a relative one starts at the root. None: nowhere."""
    if not path.startswith("/"):
        return _inside(normpath(path))
    found = _longest(normpath(path), path_map.items())
    return _inside(found) if found is not None else None


def to_container(path: str, path_map: Mapping[str, str]) -> str | None:
    """Where a path from the root lies in the container. None: nowhere."""
    return _longest(normpath(path), ((inner, outer) for outer, inner in path_map.items()))


@lru_cache(1 << 10)
def stem(path: str) -> str:
    """The name of a file without its last ending; connectors are named over and over."""
    return PurePosixPath(path).stem


def leads_outside(path: str) -> bool:
    """Whether a path that should lie in the repository is absolute or climbs out of it."""
    return path.startswith("/") or _inside(normpath(path)) is None


def _longest(path: str, pairs: Iterable[tuple[str, str]]) -> str | None:
    """The normal path with its longest known beginning replaced."""
    best: tuple[int, str] | None = None
    for given, end in pairs:
        begin = normpath(given)
        rest = _behind(begin, path)
        length = len(begin) if begin != "." else 0
        if rest is not None and (best is None or length > best[0]):
            best = length, normpath(join(end, rest))
    return best[1] if best is not None else None


def _behind(begin: str, path: str) -> str | None:
    """What follows a beginning in a path; None if it does not begin so. Text, not PurePath: six times as quick."""
    if begin == ".":
        return path if not path.startswith("/") else None
    if path == begin:
        return ""
    head = begin if begin.endswith("/") else f"{begin}/"
    rest = path[len(head) :] if path.startswith(head) else None
    return rest if rest is None or not rest.startswith("/") else None  # `//a` lies elsewhere than `/a` (POSIX)


def _inside(path: str) -> str | None:
    return None if path == ".." or path.startswith("../") else path
