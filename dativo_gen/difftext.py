"""Changes as text for people: unified diffs, and a line for each path."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import PurePosixPath

from dativo_gen.manifest import MANIFEST
from dativo_gen.tree import TreeDiff


def unified(old: str | None, new: str | None, path: PurePosixPath | str) -> str:
    """A diff that `patch -p1` and `git apply` understand; None: there is no file. Empty if equal."""
    before, after = _lines(old), _lines(new)
    names = ("/dev/null" if old is None else f"a/{path}", "/dev/null" if new is None else f"b/{path}")
    changes = difflib.unified_diff(before, after, *names)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in changes)


def summary(diff: TreeDiff) -> list[str]:
    """One line a path, by path: `+` created, `~` changed, `-` deleted, `=` not ours, `!` refused and why."""
    forced = " (also what others changed in it)"
    lines = [(path, f"{mark} {_shown(path)}") for mark, path in _marked(diff)]
    lines = [(path, line + forced if path in diff.forced else line) for path, line in lines]
    lines += [(path, f"= {_shown(path)}: not written by dativo-gen, left in place") for path in diff.remaining]
    lines += [(each.path, f"! {_shown(each.path)}: {each.reason}") for each in diff.refused]
    return [line for _, line in sorted(lines)]


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


def _shown(path: PurePosixPath) -> str:
    """A name that others gave may hold bytes that are no text, or line ends."""
    text = str(path).encode(errors="surrogateescape").decode(errors="backslashreplace")
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)
