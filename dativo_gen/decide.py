"""What stands at one path and what is wanted there -> what is done to it, or why it is refused. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal, TypeAlias

from dativo_gen.existing import MISSING, Existing, Found, Kind

Chosen: TypeAlias = Callable[[PurePosixPath], bool]
Act = Literal["create", "change", "same", "delete", "gone", "keep", "refuse"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is done to a path; `reason` and `hint` if it is refused."""

    act: Act
    forced: bool = False
    reason: str = ""
    hint: str = ""


_CREATE, _SAME, _KEEP, _GONE = Verdict("create"), Verdict("same"), Verdict("keep"), Verdict("gone")
_IN_THE_WAY: Mapping[Kind, str] = {
    "folder": "a folder stands where this file belongs",
    "special": "neither a file nor a folder stands where this file belongs",
    "below-symlink": "a folder above it is a symlink",
    "below-file": "a file stands where a folder above it belongs",
}
_MOVE_AWAY = "move away what stands there and render again"
_OVERWRITE = "move it away, or overwrite it with `--force-path`"


@dataclass(frozen=True, slots=True)
class Judge:
    """Decides for one path at a time."""

    existing: Existing
    prunable: Chosen
    forced: Chosen

    def wanted(self, path: PurePosixPath, sha256: str) -> Verdict:
        """Of a file that is to have this hash."""
        found = self.existing.found.get(path, MISSING)
        if found.kind == "missing":
            return _CREATE
        if found.kind == "file" and found.sha256 == sha256:
            return _SAME
        return self._others("change", path, found)

    def unwanted(self, path: PurePosixPath) -> Verdict:
        """Of a file that some manifest names and that is no longer wanted."""
        found = self.existing.found.get(path, MISSING)
        if not self.prunable(path):
            return _KEEP
        if found.kind not in ("file", "symlink"):
            return _GONE
        return self._others("delete", path, found)

    def _others(self, act: Act, path: PurePosixPath, found: Found) -> Verdict:
        """`act` if what stands there is ours or may be forced; refused if not."""
        if found.kind in _IN_THE_WAY:
            return Verdict("refuse", reason=_IN_THE_WAY[found.kind], hint=_MOVE_AWAY)
        ours = self.existing.hashes(path)
        if found.kind == "file" and ours is not None and found.sha256 in ours:
            return Verdict(act)
        if self.forced(path):
            return Verdict(act, forced=True)
        if found.kind == "symlink":
            return Verdict("refuse", reason="a symlink stands where this file belongs", hint=_OVERWRITE)
        if ours is not None:
            hint = f"undo the edit, or {_OVERWRITE}"
            return Verdict("refuse", reason="edited since dativo-gen wrote it", hint=hint)
        return Verdict("refuse", reason="not written by dativo-gen", hint=_OVERWRITE)
