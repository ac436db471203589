"""Changes as text for people: unified diffs, and a line for each path."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from dativo_gen.manifest import MANIFEST
from dativo_gen.remains import left_states, line, remains
from dativo_gen.states import State
from dativo_gen.tree import TreeDiff, order

_NO_STATES: Mapping[PurePosixPath, State] = {}


def unified(old: str | None, new: str | None, path: PurePosixPath | str) -> str:
    """A diff that `patch -p1` and `git apply` understand; None: there is no file. Empty if equal."""
    return between((old, f"a/{path}"), (new, f"b/{path}"))


def between(old: tuple[str | None, str], new: tuple[str | None, str]) -> str:
    """The same for two texts with a name each."""
    before, after = ("/dev/null" if text is None else name for text, name in (old, new))
    changes = difflib.unified_diff(_lines(old[0]), _lines(new[0]), before, after)
    return "".join(text if text.endswith("\n") else f"{text}\n\\ No newline at end of file\n" for text in changes)


def summary(diff: TreeDiff, states: Mapping[PurePosixPath, State] = _NO_STATES) -> list[str]:
    """One line a path, by path: `+` created, `~` changed, `-` deleted, `=` not ours, `!` refused and why.

    `states` adds a word where it tells more than the mark (`states.told_states`).
    """
    lines = [(path, f"{mark} {shown(path)}{_aside(path, diff, states)}") for mark, path in _marked(diff)]
    lines += [(each.path, f"! {shown(each.path)}: {each.reason}") for each in diff.refused]
    return _sorted([*lines, *_left(diff)])


def left(diff: TreeDiff) -> list[str]:
    """What stays of the folders that a run gives up, of `summary` these lines alone."""
    return _sorted(_left(diff))


def shown(path: PurePosixPath | str) -> str:
    """A name that others gave may hold bytes that are no text, or line ends."""
    text = str(path).encode(errors="surrogateescape").decode(errors="backslashreplace")
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def _sorted(lines: Iterable[tuple[PurePosixPath, str]]) -> list[str]:
    return [text for _, text in sorted((order(path), text) for path, text in lines)]


def _left(diff: TreeDiff) -> Iterator[tuple[PurePosixPath, str]]:
    for folder, state in left_states(diff).items():
        yield folder, f"= {shown(folder)}: its state stays ({shown(state)}); dativo-gen never deletes one"
    for each in remains(diff):
        yield each.path, f"= {shown(each.path)}: {shown(line(each))}"


def _aside(path: PurePosixPath, diff: TreeDiff, states: Mapping[PurePosixPath, State]) -> str:
    if path in diff.forced:
        word = f"{states[path]}: " if path in states else ""
        return f" ({word}also what others changed in it)"
    return " (missing)" if states.get(path) == "missing" else ""


def _marked(diff: TreeDiff) -> Iterator[tuple[str, PurePosixPath]]:
    yield from (("+", path) for path in diff.created)
    yield from (("~", path) for path in diff.changed)
    yield from (("-", path) for path in diff.deleted)
    for each in diff.manifests:
        mark = "+" if each.before is None else "-" if each.after is None else "~"
        yield mark, each.folder / MANIFEST


def _lines(text: str | None) -> list[str]:
    """Not `splitlines`, which also parts at form feeds and other characters that end no line in a file."""
    parts = (text or "").split("\n")
    return [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
