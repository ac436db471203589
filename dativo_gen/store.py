"""The edge to the cache: what was made of some inputs, by a hash of them; whatever is wrong with it is as not there."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import time
from typing import Any

FOLDER = ".dativo-gen-cache"
KEPT_DAYS = 30
"""What nobody asked for so long is removed."""
_LOOKED_AT_DAYS = 1
_DAY = 86_400
_KEPT = re.compile(r"[0-9a-f]{64}(\.[0-9a-f]+)?")
"""The name of a kept thing, or of one that a killed run was writing."""
_IGNORED = "# Made by dativo-gen. Safe to delete at any time: what is missing is made again.\n*\n"


def key_of(*parts: object) -> str:
    """A name for what is made of these parts (JSON), in hex. Each part has its own place, so that none runs into
    the next."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Store:
    """Folders to look into, in order; the first takes what is new, unless it is None."""

    writes: Path | None
    reads: Sequence[Path] = ()

    def get(self, kind: str, key: str) -> Any:
        """The data kept under a key, None if there is none or it is damaged."""
        data = self.get_bytes(kind, key)
        return json.loads(data) if data is not None else None

    def get_bytes(self, kind: str, key: str) -> bytes | None:
        """What was kept under a key, exactly, or None. A hash before it tells a damaged file."""
        for folder in self.reads:
            path = _path(folder, kind, key)
            with suppress(OSError), open(path, "rb") as file:
                head, _, data = file.read().partition(b"\n")
                if head == sha256(data).hexdigest().encode():
                    _look_at(path, os.fstat(file.fileno()).st_mtime)
                    return data
        return None

    def has(self, kind: str, key: str) -> bool:
        """Whether something is kept under a key; it may turn out to be damaged."""
        return any(os.path.exists(_path(folder, kind, key)) for folder in self.reads)

    def put(self, kind: str, key: str, data: bytes) -> bool:
        """Keep bytes under a key. Says whether they are kept: a full disk or a read-only folder costs time only."""
        if self.writes is None:
            return False
        path = _path(self.writes, kind, key)
        beside = f"{path}.{os.urandom(8).hex()}"  # two machines may have processes of one number
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(beside, "wb") as file:
                file.write(sha256(data).hexdigest().encode() + b"\n" + data)
            os.replace(beside, path)
        except OSError:
            with suppress(OSError):
                os.unlink(beside)
            return False
        return True

    def slice(self, kind: str, key: str, start: int, length: int) -> bytes | None:
        """A part of what was kept; whoever asks knows its hash. None if it is not there."""
        for folder in self.reads:
            with suppress(OSError), open(_path(folder, kind, key), "rb") as file:
                return os.pread(file.fileno(), length, start + 65)
        return None


def open_store(folder: Path) -> Store:
    """A store in a folder, which is made if it is missing. One that has other things in it is not hidden from git."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            (folder / ".gitignore").write_text(_IGNORED, encoding="utf-8")
    return Store(folder, (folder,))


def sweep(folder: Path) -> None:
    """Remove what nobody asked for in `KEPT_DAYS`, once a day; nothing but what a store has put there."""
    mark = folder / ".swept"
    now = time()
    with suppress(OSError):
        if mark.exists() and now - mark.stat().st_mtime < _DAY:
            return
        mark.touch()
        for path in folder.glob("*/[0-9a-f][0-9a-f]/*"):
            if _KEPT.fullmatch(path.name) and path.name.startswith(path.parent.name):
                with suppress(OSError):  # another process sweeps too
                    if now - path.stat().st_mtime > KEPT_DAYS * _DAY:
                        path.unlink()


def _look_at(path: str, changed: float) -> None:
    """Keep it young, but do not write to the disk each time."""
    if time() - changed > _LOOKED_AT_DAYS * _DAY:
        with suppress(OSError):
            os.utime(path)


def _path(folder: Path, kind: str, key: str) -> str:
    return f"{folder}/{kind}/{key[:2]}/{key}"
