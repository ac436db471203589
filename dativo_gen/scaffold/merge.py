"""Three versions of a folder -> one: git's merge in a throw-away repository, with renames followed on both sides."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from dativo_gen.scaffold import git
from dativo_gen.scaffold.objects import Objects, blob_hash
from dativo_gen.scaffold.trees import File, Files, commit

YOURS = "yours"
_MARKERS = re.compile(rb"^<{7,} [^\n]*\n(?:[^\n]*\n)*?={7,}\n(?:[^\n]*\n)*?>{7,} ", re.MULTILINE)
_SOLVABLE = frozenset(
    {
        "Auto-merging",
        "CONFLICT (contents)",
        "CONFLICT (binary)",
        "CONFLICT (modify/delete)",
        "CONFLICT (rename/delete)",
        "CONFLICT (rename/rename)",
    }
)
"""What `git merge-tree` may say of a merge whose result can be written as files."""

Stages = tuple[File | None, File | None, File | None]
"""Of a file in conflict: the old template's, the user's, the new template's; None where there is none."""


class MergeFailedError(Exception):
    """The versions meet in a way that no marker in a file can show; the message says how."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The folder after the merge. `conflicts` are paths that hold markers or, where it is no text, the user's side."""

    files: dict[str, File]
    conflicts: dict[str, Stages] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def has_markers(data: bytes) -> bool:
    """Whether a file holds a conflict that nobody solved."""
    return b"<<<<<<< " in data and _MARKERS.search(data.replace(b"\r\n", b"\n")) is not None


def merge(base: Files, yours: Files, theirs: Files, label: str) -> Merged:
    """`yours` with what changed from `base` to `theirs`. `label` names the new version in conflict markers.

    A file of the user's whose lines all end in CRLF is merged as if they ended in LF, and keeps its CRLF.
    Raises MergeFailedError, git.GitError.
    """
    touched = {path for path in base.keys() | theirs.keys() if base.get(path) != theirs.get(path)}
    wide = {path for path, file in yours.items() if _is_crlf(file.data)} - _wide_in(base) - _wide_in(theirs)
    mine = {path: _narrow(file) if path in wide else file for path, file in yours.items()}
    if all(mine.get(path) == base.get(path) for path in touched):
        merged = Merged(_taken(mine, theirs, touched))
    else:
        merged = _git_merge({"base": base, YOURS: mine, _branch(label): theirs})
    if wide and wide >= {path for path, file in yours.items() if b"\n" in file.data}:
        wide |= merged.files.keys() - yours.keys()
    return replace(merged, files={path: _widened(path, file, wide) for path, file in merged.files.items()})


def _is_crlf(data: bytes) -> bool:
    return 0 < data.count(b"\n") == data.count(b"\r\n") and b"\0" not in data


def _wide_in(files: Files) -> set[str]:
    return {path for path, file in files.items() if b"\r\n" in file.data}


def _narrow(file: File) -> File:
    return replace(file, data=file.data.replace(b"\r\n", b"\n"))


def _widened(path: str, file: File, wide: Collection[str]) -> File:
    return replace(file, data=file.data.replace(b"\n", b"\r\n")) if path in wide else file


def _taken(yours: Files, theirs: Files, touched: set[str]) -> dict[str, File]:
    """The user edited nothing of what the template changed: its files as they are."""
    rest = {path: file for path, file in yours.items() if path not in touched}
    return rest | {path: theirs[path] for path in touched if path in theirs}


def _branch(label: str) -> str:
    """A name for a branch, which git then writes behind the markers."""
    name = re.sub(r"[^\w.-]+|\.\.+", "-", label, flags=re.ASCII).strip(".-").removesuffix(".lock")
    return f"template-{name or 'new'}"


def _git_merge(branches: Mapping[str, Files]) -> Merged:
    """Merge the second branch with the third, both made from the first."""
    known = {blob_hash(file.data): file.data for files in branches.values() for file in files.values()}
    with tempfile.TemporaryDirectory(prefix="dativo-gen-merge-") as temporary:
        repository = Path(temporary)
        base, yours, theirs = branches
        stream = commit(f"refs/heads/{base}", branches[base], None, "")
        for name in (yours, theirs):
            stream += commit(f"refs/heads/{name}", branches[name], f"refs/heads/{base}", "")
        git.run("init", "--quiet", "--bare", "--template=", str(repository))
        git.run("fast-import", "--quiet", given=stream, repository=repository)
        told = git.run(
            "merge-tree", "--write-tree", "--messages", "-z", yours, theirs, repository=repository, passes=(0, 1)
        )
        return _read(told, Objects(repository, known))


def _read(told: bytes, objects: Objects) -> Merged:
    """What `git merge-tree -z` printed: a tree, the stages of each file in conflict, and messages."""
    tree, *parts = told.split(b"\0")
    end = parts.index(b"") if b"" in parts else len(parts)
    stages: dict[str, list[File | None]] = {}
    files = {entry.path: objects.file(entry.mode, entry.hash) for entry in objects.entries(tree.decode())}
    for part in parts[:end]:
        head, _, path = part.partition(b"\t")
        mode, hash, stage = head.decode().split(" ")
        objects.fetch([hash])
        stages.setdefault(os.fsdecode(path), [None, None, None])[int(stage) - 1] = objects.file(mode, hash)
    said = list(_messages(parts[end + 1 :]))
    unsolvable = [message for _, kind, message in said if kind not in _SOLVABLE]
    if unsolvable:
        raise MergeFailedError(unsolvable[0].removeprefix("CONFLICT "))
    result = _Solved(files, {path: (each[0], each[1], each[2]) for path, each in stages.items()})
    for paths, kind, _ in said:
        if kind == "CONFLICT (rename/rename)":
            result.renamed_twice(paths)
    result.removed_once()
    return Merged(result.files, result.conflicts, tuple(result.notes))


def _messages(parts: list[bytes]) -> Iterator[tuple[list[str], str, str]]:
    """Each: the paths it is about, a fixed word for its kind, the text."""
    while len(parts) > 2:
        count = int(parts[0])
        paths = [os.fsdecode(path) for path in parts[1 : 1 + count]]
        kind, message = (part.decode(errors="replace").strip() for part in parts[1 + count : 3 + count])
        yield paths, kind, message
        parts = parts[3 + count :]


@dataclass(slots=True)
class _Solved:
    """Git's result, with what is no question for the user decided: an edit is kept, a removal stays."""

    files: dict[str, File]
    conflicts: dict[str, Stages]
    notes: list[str] = field(default_factory=list)

    def removed_once(self) -> None:
        for path, (_, mine, new) in sorted(self.conflicts.items()):
            if mine is not None and new is not None:
                continue
            del self.conflicts[path]
            if mine is not None:
                self.notes.append(f"kept {path}: the template no longer has it, and you changed it")
            elif self.files.pop(path, None) is not None:
                self.notes.append(f"left out {path}: you removed it, and the template changed it")

    def renamed_twice(self, paths: list[str]) -> None:
        """The user's name wins; git has put what it merged under both."""
        found: dict[int, str] = {}
        for path in paths:
            for stage, file in enumerate(self.conflicts.get(path, (None, None, None))):
                if file is not None:
                    found[stage] = path
        if len(found) < 3 or len(set(found.values())) < 3:
            raise MergeFailedError(f"you and the template renamed {paths[0]} to different names")
        stages = [self.conflicts.pop(found[stage])[stage] for stage in range(3)]
        old, mine, new = (found[stage] for stage in range(3))
        self.files.pop(new, None)
        self.notes.append(f"kept {mine}: the template renamed {old} to {new}, you to {mine}")
        if has_markers(self.files[mine].data):
            self.conflicts[mine] = (stages[0], stages[1], stages[2])
