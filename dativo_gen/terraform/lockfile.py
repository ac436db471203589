"""The text of `dativo-gen.lock` <-> what is known of the modules that lie elsewhere, each by source and version."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from dativo_gen.errors import Problem, Rejected, Span
from dativo_gen.terraform.module import Interface, Output, RequiredProvider, Variable
from dativo_gen.terraform.source import ModuleSource, SourceError, parse, source_argument, version_argument

LOCK_FILE = "dativo-gen.lock"
FORMAT = 1

_HEAD = "Made by `dativo-gen modules fetch`: what modules from elsewhere declare. Do not edit; commit it."
_AGAIN = "make it anew: `dativo-gen modules fetch --update`"
_REMOTE = ("git", "hg", "registry", "archive", "s3", "gcs")
_KEY = re.compile(r'(?P<indent> {4}| {6}| {8})(?P<key>"(?:\\.|[^"\\])*"): \{')
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A module as it was read. `chosen` is the version that a registry took, `commit` that of git; empty: unknown."""

    interface: Interface
    chosen: str = ""
    commit: str = ""

    @property
    def sha256(self) -> str:
        """The hash of the interface alone: a commit that declares nothing else is the same."""
        return _digest(_interface_data(self.interface))


@dataclass(frozen=True, slots=True)
class Lock:
    """Entries by name; see `entry_name`."""

    entries: Mapping[str, Entry] = field(default_factory=dict)

    def find(self, source: ModuleSource) -> Entry | None:
        return self.entries.get(entry_name(source))

    def other_versions(self, source: ModuleSource) -> tuple[str, ...]:
        """The versions in which a module is recorded, sorted; the default branch of git is `(none)`."""
        wanted = replace(source, ref=None, version=None)
        known = (_source(name) for name in self.entries)
        found = {each.ref or each.version or "(none)" for each in known if each and _same(each, wanted)}
        return tuple(sorted(found))


def is_remote(source: ModuleSource) -> bool:
    """Whether a module lies elsewhere, so that only the lock can tell what it declares."""
    return source.kind in _REMOTE


def entry_name(source: ModuleSource) -> str:
    """The source as a stack writes it, and behind a blank the version that it asks a registry for."""
    version = version_argument(source)
    text = source_argument(source, PurePosixPath())
    return f"{text} {version}" if version is not None else text


def dump(lock: Lock) -> str:
    """The text of the lock: sorted, ASCII, no clock and nothing of this machine."""
    modules = {name: _entry_data(lock.entries[name]) for name in sorted(lock.entries)}
    return json.dumps({"//": _HEAD, "format": FORMAT, "modules": modules}, indent=2) + "\n"


def read_lock(text: str) -> Lock:
    """The lock that `dump` wrote; every variable and output has its place there.

    Raises Rejected: `module-lock-newer`, and `module-lock-unreadable` for anything else that `dump` does not write,
    changes by hand among them.
    """
    data = _object(text)
    places = dict(_places(text))
    modules = _mapping(data, "modules")
    problems: list[Problem] = []
    entries: dict[str, Entry] = {}
    for name, each in modules.items():
        place = places.get((name,), Span(LOCK_FILE))
        try:
            entries[name] = _entry(name, each, places)
        except ValueError as error:
            problems.append(_unreadable(place, f"the entry of {name} is not one that dativo-gen writes ({error})"))
            continue
        if entries[name].sha256 != each["sha256"]:
            problems.append(_unreadable(place, f"the entry of {name} was changed since it was fetched"))
    if problems:
        raise Rejected(problems)
    return Lock(entries)


def _same(one: ModuleSource, other: ModuleSource) -> bool:
    return replace(one, ref=None, version=None) == other


def _source(name: str) -> ModuleSource | None:
    """The source of an entry, None if its name is no source that this dativo-gen knows."""
    text, _, version = name.partition(" ")
    try:
        return parse(text, version or None)
    except SourceError:
        return None


def _unreadable(span: Span, message: str) -> Problem:
    return Problem(span, "module-lock-unreadable", message, _AGAIN)


def _object(text: str) -> dict[str, Any]:
    try:
        data: Any = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        span = Span(LOCK_FILE, error.lineno, error.colno)
        raise Rejected([_unreadable(span, f"this is not the JSON that dativo-gen writes: {error.msg}")]) from error
    except (ValueError, RecursionError) as error:
        raise Rejected([_unreadable(Span(LOCK_FILE), f"the file cannot be read: {error}")]) from error
    written = data.get("format") if isinstance(data, dict) else None
    if type(written) is int and written > FORMAT:
        message = f"the lock has format {written}, this dativo-gen knows format {FORMAT}"
        hint = "use the version of dativo-gen that wrote it, or a later one"
        raise Rejected([Problem(Span(LOCK_FILE), "module-lock-newer", message, hint)])
    whole = isinstance(data, dict) and isinstance(data.get("modules"), dict)
    if not whole or type(written) is not int or written != FORMAT:
        raise Rejected([_unreadable(Span(LOCK_FILE), "this is not a lock that dativo-gen writes")])
    return dict(data)


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """A merge can leave one key twice."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {json.dumps(key)} is given twice")
        found[key] = value
    return found


def _places(text: str) -> Iterator[tuple[tuple[str, ...], Span]]:
    """Where modules, and what they declare, begin; `dump` gives each a line, and depth is indentation."""
    path: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        found = _KEY.match(line)
        if found is not None:
            depth = len(found["indent"]) // 2 - 2
            path[depth:] = [json.loads(found["key"])]
            yield tuple(path), Span(LOCK_FILE, number, len(found["indent"]) + 1)


def _entry_data(entry: Entry) -> dict[str, Any]:
    told = {"version": entry.chosen, "commit": entry.commit, "sha256": entry.sha256}
    return {**{key: value for key, value in told.items() if value}, **_interface_data(entry.interface)}


def _interface_data(interface: Interface) -> dict[str, Any]:
    """What a caller sees of a module; what is as usual is left out."""
    data: dict[str, Any] = {
        "required_version": interface.required_version,
        "providers": {
            name: _without_usual({"source": each.source, "version": each.version}, {"source": "", "version": ""})
            for name, each in interface.required_providers.items()
        },
        "variables": {name: _variable_data(each) for name, each in interface.variables.items()},
        "outputs": {name: _output_data(each) for name, each in interface.outputs.items()},
    }
    return {key: value for key, value in data.items() if value}


_USUAL_VARIABLE = {"type": "any", "default": None, "nullable": True, "sensitive": False, "description": ""}
_USUAL_OUTPUT = {"description": "", "sensitive": False}


def _without_usual(data: Mapping[str, Any], usual: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value != usual[key]}


def _variable_data(variable: Variable) -> dict[str, Any]:
    return _without_usual({key: getattr(variable, key) for key in _USUAL_VARIABLE}, _USUAL_VARIABLE)


def _output_data(output: Output) -> dict[str, Any]:
    return _without_usual({key: getattr(output, key) for key in _USUAL_OUTPUT}, _USUAL_OUTPUT)


def _digest(data: Mapping[str, Any]) -> str:
    return sha256(json.dumps(data, separators=(",", ":")).encode()).hexdigest()


def _entry(name: str, data: object, places: Mapping[tuple[str, ...], Span]) -> Entry:
    """Raises ValueError for another shape."""
    if not isinstance(data, dict):
        raise ValueError("it is no object")
    if unknown := sorted(data.keys() - {"version", "commit", "sha256", *_SECTIONS, "required_version"}):
        raise ValueError(f"the key `{unknown[0]}` is unknown")
    if not _SHA256.fullmatch(_text(data, "sha256")):
        raise ValueError("`sha256` is not 64 hexadecimal digits")

    def place(section: str, item: str) -> Span:
        return places.get((name, section, item), Span(LOCK_FILE))

    variables, outputs, providers = (_mapping(data, section) for section in _SECTIONS)
    interface = Interface(
        {
            key: Variable(key, place("variables", key), **_known(each, _USUAL_VARIABLE))
            for key, each in variables.items()
        },
        {key: Output(key, place("outputs", key), **_known(each, _USUAL_OUTPUT)) for key, each in outputs.items()},
        {key: RequiredProvider(key, **_known(each, {"source": "", "version": ""})) for key, each in providers.items()},
        _text(data, "required_version"),
    )
    return Entry(interface, _text(data, "version"), _text(data, "commit"))


_SECTIONS = ("variables", "outputs", "providers")


def _mapping(data: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, dict):
        raise ValueError(f"`{key}` is not an object")
    return value


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise ValueError(f"`{key}` is not text")
    return value


def _known(data: object, usual: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a declaration. Raises ValueError for others, and for those of another type."""
    if not isinstance(data, dict):
        raise ValueError("a declaration is no object")
    for key, value in data.items():
        if key not in usual:
            raise ValueError(f"the key `{key}` is unknown")
        if not isinstance(value, bool if isinstance(usual[key], bool) else str):
            raise ValueError(f"`{key}` has the wrong type")
    return dict(data)
