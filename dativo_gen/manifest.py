"""The text of a folder's manifest (what was written there last, from which inputs) to a value and back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any, TypeAlias

from dativo_gen.errors import Problem, Rejected, Span

JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"

MANIFEST = ".dativo-gen.json"
JOURNAL = ".dativo-gen.json.next"
TEMPORARY = ".dativo-gen.tmp-"
LOCK = ".dativo-gen.lock"
HOLDER = ".dativo-gen.lock.holder"
FORMAT = 1

IGNORED = (JOURNAL, f"{TEMPORARY}*", f"{LOCK}*")
"""What a running or killed run leaves beside the output; patterns for `.gitignore`."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_RESTORE = "restore the manifest from version control; after a merge, take the whole folder from one side and render"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file that was written: the hash of its content and the input files that it was made from."""

    sha256: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was written into one folder. `inputs`: path -> hash; `record`: what the next run must know."""

    files: Mapping[str, Entry] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    record: Mapping[str, JSON] | None = None


@dataclass(frozen=True, slots=True)
class Journal:
    """What a run means to write into one folder, saved before it starts.

    A file whose hash stands in `planned` or `earlier` is ours, even if the run is killed before the manifest
    is written and the inputs change before the next one.
    """

    planned: Manifest
    earlier: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def digest(content: str | bytes) -> str:
    """The SHA-256 of a text with LF line ends, in lower-case hex: a checkout with CRLF has the same one."""
    data = content.encode() if isinstance(content, str) else content
    return sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def dump(manifest: Manifest) -> str:
    """The text of `.dativo-gen.json`."""
    return _text(_plain(manifest))


def dump_journal(journal: Journal) -> str:
    """The text of `.dativo-gen.json.next`."""
    earlier = {name: sorted(hashes) for name, hashes in journal.earlier.items()}
    return _text({**_plain(journal.planned), "earlier": earlier})


def parse(text: str, file: str) -> Manifest:
    """The manifest in `text`, which stands in `file`.

    Raises `Rejected` with `manifest-unreadable` or `manifest-newer`: never the same as having no manifest.
    """
    data = _object(text, file)
    try:
        return _manifest(data, {"format", "files", "inputs", "record"})
    except _BadShapeError as error:
        raise Rejected([unreadable(Span(file), f"the manifest is not one that dativo-gen writes: {error}")]) from None


def parse_journal(text: str, file: str) -> Journal:
    """The journal in `text`, which stands in `file`. Raises `Rejected` like `parse`."""
    data = _object(text, file)
    try:
        planned = _manifest(data, {"format", "files", "inputs", "record", "earlier"})
        earlier = {_name(name): _hashes(each) for name, each in _mapping(data, "earlier").items()}
    except _BadShapeError as error:
        raise Rejected([unreadable(Span(file), f"the journal is not one that dativo-gen writes: {error}")]) from None
    return Journal(planned, earlier)


def unreadable(span: Span, what: str) -> Problem:
    """The problem of a manifest that cannot be used; `what` is wrong with it."""
    return Problem(span, "manifest-unreadable", what, _RESTORE)


class _BadShapeError(Exception):
    """JSON, but not of the shape that `dump` writes."""


def _text(data: Mapping[str, Any]) -> str:
    return json.dumps(data, indent=2, sort_keys=True, allow_nan=False) + "\n"


def _plain(manifest: Manifest) -> dict[str, Any]:
    files = {
        name: {"sha256": entry.sha256, "from": sorted(set(entry.sources))} for name, entry in manifest.files.items()
    }
    data = {"format": FORMAT, "files": files, "inputs": dict(manifest.inputs)}
    return data if manifest.record is None else {**data, "record": manifest.record}


def _object(text: str, file: str) -> Mapping[str, Any]:
    try:
        data = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        span = Span(file, error.lineno, error.colno)
        raise Rejected([unreadable(span, f"the manifest is not JSON ({error.msg})")]) from None
    except (ValueError, RecursionError, _BadShapeError) as error:
        raise Rejected([unreadable(Span(file), f"the manifest cannot be read ({error})")]) from None
    if not isinstance(data, dict):
        raise Rejected([unreadable(Span(file), "the manifest is not a JSON object")])
    _not_newer(data, file)
    return data


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """A merge can leave one key twice; reading either alone would forget a file that we wrote."""
    data: dict[str, Any] = {}
    for key, value in pairs:
        if key in data:
            raise _BadShapeError(f"the key `{key}` is given twice")
        data[key] = value
    return data


def _not_newer(data: Mapping[str, Any], file: str) -> None:
    version = data.get("format")
    if isinstance(version, int) and version > FORMAT:
        message = f"the manifest has format {version}, this dativo-gen knows format {FORMAT}"
        hint = "use the version of dativo-gen that rendered this tree last, or a later one"
        raise Rejected([Problem(Span(file), "manifest-newer", message, hint)])


def _manifest(data: Mapping[str, Any], known: set[str]) -> Manifest:
    if type(data.get("format")) is not int or data["format"] != FORMAT:
        raise _BadShapeError(f"`format` is not {FORMAT}")
    if unknown := sorted(data.keys() - known):
        raise _BadShapeError(f"the key `{unknown[0]}` is unknown")
    return Manifest(
        {_name(name): _entry(each) for name, each in _mapping(data, "files").items()},
        {path: _hash(each) for path, each in _mapping(data, "inputs").items()},
        _mapping(data, "record") if "record" in data else None,
    )


def _mapping(data: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key)
    if not isinstance(value, dict):
        raise _BadShapeError(f"`{key}` is not an object")
    return value


def _name(name: str) -> str:
    """Deleting follows these names, so one that leaves its folder must never get past here."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.name or str(path) != name or "\0" in name:
        raise _BadShapeError(f"the file name {json.dumps(name)} leads out of its folder")
    return name


def _entry(value: object) -> Entry:
    if not isinstance(value, dict) or value.keys() != {"sha256", "from"}:
        raise _BadShapeError("a file has other keys than `from` and `sha256`")
    sources = value["from"]
    if not isinstance(sources, list) or not all(isinstance(each, str) for each in sources):
        raise _BadShapeError("`from` is not a list of paths")
    return Entry(_hash(value["sha256"]), tuple(sources))


def _hash(value: object) -> str:
    if not isinstance(value, str) or not _SHA256.fullmatch(value):
        raise _BadShapeError("a SHA-256 is not 64 hexadecimal digits")
    return value


def _hashes(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _BadShapeError("`earlier` has something else than lists")
    return tuple(_hash(each) for each in value)
