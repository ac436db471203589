"""What the jobs call, what the lock holds and what was fetched -> the next lock, and how it differs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from dativo_gen.errors import Span
from dativo_gen.terraform.call import ModuleCall
from dativo_gen.terraform.lockfile import Entry, Lock, entry_name, is_remote
from dativo_gen.terraform.module import Interface
from dativo_gen.terraform.source import ModuleSource


@dataclass(frozen=True, slots=True)
class Wanted:
    """A module that jobs call, and the first place that says so."""

    source: ModuleSource
    span: Span


@dataclass(frozen=True, slots=True)
class Update:
    """The next lock, and by name what is new in it, what has changed (with how), and what is gone."""

    lock: Lock
    added: tuple[str, ...] = ()
    changed: Mapping[str, str] = field(default_factory=dict)
    removed: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def wanted(calls: Iterable[ModuleCall]) -> dict[str, Wanted]:
    """The modules from elsewhere, by the names of their entries, sorted; each once."""
    found: dict[str, Wanted] = {}
    for call in calls:
        if is_remote(call.source):
            name = entry_name(call.source)
            earlier = found.get(name)
            if earlier is None or call.span < earlier.span:
                found[name] = Wanted(call.source, call.span)
    return {name: found[name] for name in sorted(found)}


def update(old: Lock, fetched: Mapping[str, Entry], used: Collection[str]) -> Update:
    """The lock with what was fetched, and without what is not `used`."""
    entries = {**old.entries, **fetched}
    new = {name: entries[name] for name in sorted(entries) if name in used}
    both = [name for name in new if name in old.entries and new[name] is not old.entries[name]]
    changes = {name: difference(old.entries[name], new[name]) for name in both}
    return Update(
        Lock(new),
        tuple(name for name in new if name not in old.entries),
        {name: words for name, words in changes.items() if words},
        tuple(sorted(old.entries.keys() - new.keys())),
    )


def difference(old: Entry, new: Entry) -> str:
    """How a module differs from what was recorded of it, in words; empty if in nothing."""
    words = []
    for before, after in ((old.chosen, new.chosen), (old.commit[:12], new.commit[:12])):
        if before != after:
            words.append(f"{before or 'unknown'} -> {after or 'unknown'}")
    if old.sha256 != new.sha256:
        words += _declared("variables", *(_variables(each.interface) for each in (old, new)))
        words += _declared("outputs", *(_outputs(each.interface) for each in (old, new)))
        words = words or ["its providers or descriptions"]
    return "; ".join(words)


def _variables(interface: Interface) -> dict[str, object]:
    return {name: (each.type, each.default) for name, each in interface.variables.items()}


def _outputs(interface: Interface) -> dict[str, object]:
    return {name: each.sensitive for name, each in interface.outputs.items()}


def _declared(what: str, old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    signs = [f"+{name}" for name in new if name not in old]
    signs += [f"-{name}" for name in old if name not in new]
    signs += [f"~{name}" for name in new if name in old and new[name] != old[name]]
    return [f"{what} {' '.join(signs)}"] if signs else []
