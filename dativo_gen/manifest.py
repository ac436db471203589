"""The text of a folder's manifest (what was written there last, from which inputs) to a value and back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from json.encoder import encode_basestring_ascii as _quoted
from math import isfinite
from sys import intern
from typing import Any, TypeAlias

from dativo_gen.errors import Problem, Rejected, Span

JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"

MANIFEST = ".dativo-gen.json"
JOURNAL = ".dativo-gen.json.next"
TEMPORARY = ".dativo-gen.tmp-"
LOCK = ".dativo-gen.lock"
EMPTIED = f"{TEMPORARY}emptied"
HOLDER = ".dativo-gen.lock.holder"
FORMAT = 1

IGNORED = (JOURNAL, f"{TEMPORARY}*", f"{LOCK}*")
"""What a running or killed run leaves beside the output; patterns for `.gitignore`."""

_HEXADECIMAL = "0123456789abcdef"
_SURROGATE = re.compile("[\ud800-\udfff]")
_PARTS_THAT_LEAD_ELSEWHERE = frozenset({"", ".", ".."})
_DEEPEST = 100
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
    return sha256(data.replace(b"\r\n", b"\n") if b"\r" in data else data).hexdigest()


def dump(manifest: Manifest) -> str:
    """The text of `.dativo-gen.json`."""
    return _text(manifest, {})


def dump_journal(journal: Journal) -> str:
    """The text of `.dativo-gen.json.next`."""
    return _text(journal.planned, {"earlier": {name: sorted(hashes) for name, hashes in journal.earlier.items()}})


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


def is_cut_off(journal: str) -> bool:
    """Whether the power was lost before this unreadable journal reached the disk: then no file had been touched yet."""
    return not journal or "\0" in journal or journal.count("{") > journal.count("}")


def dump_paths(paths: Iterable[str]) -> str:
    """The text of `.dativo-gen.tmp-emptied`: the folders that a run may leave empty."""
    return json.dumps([*paths], indent=0) + "\n"


def parse_paths(text: str) -> tuple[str, ...]:
    """What `dump_paths` wrote; nothing if the text is anything else, for losing it leaves an empty folder at worst."""
    try:
        return tuple(_name(path) for path in json.loads(text))
    except (ValueError, TypeError, AttributeError, RecursionError, _BadShapeError):
        return ()


def unreadable(span: Span, what: str) -> Problem:
    """The problem of a manifest that cannot be used; `what` is wrong with it."""
    return Problem(span, "manifest-unreadable", what, _RESTORE)


class _BadShapeError(Exception):
    """JSON, but not of the shape that `dump` writes."""


def _text(manifest: Manifest, more: Mapping[str, JSON]) -> str:
    parts: dict[str, str] = {key: _json(value, "\n  ") for key, value in more.items()}
    parts |= {"files": _files(manifest.files), "format": str(FORMAT), "inputs": _json(manifest.inputs, "\n  ")}
    if manifest.record is not None:
        parts["record"] = _json(manifest.record, "\n  ")
    return "{\n  " + ",\n  ".join(f'"{key}": {parts[key]}' for key in sorted(parts)) + "\n}\n"


def _files(files: Mapping[str, Entry]) -> str:
    """As `_json` would write them: there are many, and all of one shape."""
    items = []
    for name in sorted(files):
        sources = ",\n        ".join(map(_quoted, sorted(set(files[name].sources))))
        made_from = f"[\n        {sources}\n      ]" if sources else "[]"
        items.append(f'{_quoted(name)}: {{\n      "from": {made_from},\n      "sha256": "{files[name].sha256}"\n    }}')
    return "{\n    " + ",\n    ".join(items) + "\n  }" if items else "{}"


def _json(value: JSON, line: str) -> str:
    """As `json.dumps(value, indent=2, sort_keys=True)`, whose indenting has no C and takes three times as long."""
    if isinstance(value, str):
        return _quoted(value)
    inside = line + "  "
    if isinstance(value, dict | Mapping):  # `dict` first: asking an abstract class takes ten times as long
        items = [f"{_quoted(key)}: {_json(value[key], inside)}" for key in sorted(value)]
        return f"{{{inside}{f',{inside}'.join(items)}{line}}}" if items else "{}"
    if isinstance(value, list | tuple | Sequence):
        items = [_json(each, inside) for each in value]
        return f"[{inside}{f',{inside}'.join(items)}{line}]" if items else "[]"
    return json.dumps(value, allow_nan=False)


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


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A merge can leave one key twice; reading either alone would forget a file that we wrote."""
    data = dict(pairs)
    if len(data) != len(pairs):
        keys = [key for key, _ in pairs]
        raise _BadShapeError(f"the key `{next(key for key in keys if keys.count(key) > 1)}` is given twice")
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
        _record(_mapping(data, "record")) if "record" in data else None,
    )


def _mapping(data: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key)
    if not isinstance(value, dict):
        raise _BadShapeError(f"`{key}` is not an object")
    return value


def _record(record: Mapping[str, Any]) -> Mapping[str, JSON]:
    """It is written again one day: what JSON can hold and `dump` cannot write must not get past here."""
    level: list[object] = [record]
    for _ in range(_DEEPEST):
        for value in level:
            if isinstance(value, float) and not isfinite(value):
                raise _BadShapeError("`record` has a number that is none")
        level = [each for value in level for each in _inside(value)]
        if not level:
            return record
    raise _BadShapeError(f"`record` is more than {_DEEPEST} levels deep")


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _name(name: str) -> str:
    """Deleting follows these names, so one that leaves its folder must never get past here."""
    if not _PARTS_THAT_LEAD_ELSEWHERE.isdisjoint(name.split("/")) or "\0" in name:
        raise _BadShapeError(f"the file name {json.dumps(name)} leads out of its folder")
    if not name.isascii() and _SURROGATE.search(name):
        raise _BadShapeError(f"the file name {json.dumps(name)} is no text")
    return name


def _entry(value: object) -> Entry:
    if not isinstance(value, dict) or len(value) != 2 or "sha256" not in value or "from" not in value:
        raise _BadShapeError("a file has other keys than `from` and `sha256`")
    sources = value["from"]
    if not isinstance(sources, list) or [each for each in sources if not isinstance(each, str)]:
        raise _BadShapeError("`from` is not a list of paths")
    return Entry(_hash(value["sha256"]), tuple(map(intern, sources)))


def _hash(value: object) -> str:
    if not isinstance(value, str) or len(value) != 64 or value.strip(_HEXADECIMAL):
        raise _BadShapeError("a SHA-256 is not 64 hexadecimal digits")
    return intern(value)  # three places know the hash of each of a hundred thousand files


def _hashes(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _BadShapeError("`earlier` has something else than lists")
    return tuple(_hash(each) for each in value)
