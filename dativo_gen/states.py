"""What stands in the output folder, file by file, held against what is wanted and what manifests say. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from dativo_gen.existing import MISSING, Existing, Found, Kind
from dativo_gen.remains import told
from dativo_gen.tree import Tree, TreeDiff, WantedFile, contents, order

State = Literal["fresh", "stale", "edited", "foreign", "missing"]
"""fresh: stands as wanted; stale: as written last, but something else is wanted now, or nothing; edited: written by
dativo-gen and changed since; foreign: never written by it; missing: wanted or written, and nothing stands there."""
STATES: tuple[State, ...] = ("fresh", "stale", "edited", "foreign", "missing")

_UNWANTED = "no longer wanted"
_INSTEAD: Mapping[Kind, str] = {
    "symlink": "a symlink",
    "folder": "a folder",
    "special": "neither a file nor a folder",
    "below-symlink": "below a symlink",
    "below-file": "below a file",
}


@dataclass(frozen=True, slots=True)
class FileState:
    """A path of the output folder with its state; `note` says more where there is more to say."""

    path: PurePosixPath
    state: State
    note: str = ""


def state_of(found: Found, wanted: str | None, ours: Collection[str] | None) -> State:
    """The state of one file. `wanted` is the hash that is wanted, if any; `ours` those with which it is ours.

    `ours` is None if no manifest names the file, which is not the same as a manifest that knows other hashes.
    """
    if found.kind == "missing":
        return "missing"
    if found.kind == "file" and found.sha256 == wanted:
        return "fresh"
    if ours is None:
        return "foreign"
    return "stale" if found.kind == "file" and found.sha256 in ours else "edited"


def states_of(paths: Iterable[PurePosixPath], tree: Tree, existing: Existing) -> dict[PurePosixPath, State]:
    """The states of some wanted or recorded paths."""
    wanted = contents(tree)
    return {path: _state(path, wanted.get(path), existing) for path in paths}


def told_states(diff: TreeDiff, tree: Tree, existing: Existing) -> dict[PurePosixPath, State]:
    """The states that say more than what a run does.

    That is of what it makes anew though a manifest names it, what it is forced to overwrite or delete, what it refuses.
    """
    known = existing.folders  # none on a first run, which makes everything anew
    created = [path for path in diff.created if existing.hashes(path) is not None] if known else []
    paths = [*created, *diff.forced, *(each.path for each in diff.refused)]
    return states_of(paths, tree, existing) if paths else {}


def touched_states(diff: TreeDiff, tree: Tree, existing: Existing) -> dict[PurePosixPath, State]:
    """The same, and the states of all else that a run changes or deletes: unforced, that is only what is stale."""
    stale: dict[PurePosixPath, State] = dict.fromkeys((*diff.changed, *diff.deleted), "stale")
    return stale | told_states(diff, tree, existing)


def file_states(
    tree: Tree, existing: Existing, diff: TreeDiff, chosen: Callable[[PurePosixPath], bool]
) -> tuple[FileState, ...]:
    """Every file that a run is about, sorted by path.

    `chosen` says whether this run is about a path that is not wanted and that nobody judged: a file that others put
    there, or one that a manifest names and that is gone.
    """
    wanted = contents(tree)
    judged = {*diff.deleted, *(each.path for each in diff.refused)}
    recorded = {folder / name for folder, each in existing.folders.items() for name in each.names()}
    found = [FileState(path, _state(path, file, existing), _instead(path, existing)) for path, file in wanted.items()]
    for path in recorded - wanted.keys():
        state = _state(path, None, existing)
        if path in judged or (state == "missing" and chosen(path)):
            found.append(FileState(path, state, _UNWANTED))
    others = (path for path in existing.entries if path not in wanted and path not in recorded and chosen(path))
    found += [FileState(path, "foreign", told(path)) for path in others]
    return tuple(sorted(found, key=lambda each: order(each.path)))


def counted_states(files: Iterable[FileState]) -> dict[State, int]:
    """How many files are in each state."""
    counts: dict[State, int] = dict.fromkeys(STATES, 0)
    for each in files:
        counts[each.state] += 1
    return counts


def _state(path: PurePosixPath, wanted: WantedFile | None, existing: Existing) -> State:
    found = existing.found.get(path, MISSING)
    return state_of(found, wanted.sha256 if wanted is not None else None, existing.hashes(path))


def _instead(path: PurePosixPath, existing: Existing) -> str:
    """What stands where a file belongs, if that is none."""
    return _INSTEAD.get(existing.found.get(path, MISSING).kind, "")
