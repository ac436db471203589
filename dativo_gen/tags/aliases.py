"""Keys that the settings declare to be one tag -> what is equal for all of them, and how the tag is spelled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dativo_gen.errors import Problem
from dativo_gen.node import Node
from dativo_gen.spelling import fold

_OF_A_JOB = ("tenant_id", "environment", "job_name")


@dataclass(frozen=True, slots=True)
class Aliases:
    """`names` leads from each folded key to the registered name; tags in `canonical` are always spelled so."""

    names: Mapping[str, str] = field(default_factory=dict)
    canonical: frozenset[str] = frozenset()

    def known_as(self, key: str) -> str | None:
        """The registered name of a tag, None if the settings say nothing of it."""
        return self.names.get(fold(key))

    def one(self, key: str) -> str:
        """What is equal for two spellings of one tag."""
        return fold(self.known_as(key) or key) if self.names else fold(key)

    def spelled(self, key: str) -> str:
        """The key of the tag: the author's own, but the registered name where the settings ask for that."""
        name = self.known_as(key)
        return name if name is not None and name in self.canonical else key


NO_ALIASES = Aliases()


def read_aliases(node: Node | None) -> Aliases:
    """The registry of `tags.aliases`, which `alias_problems` found in order."""
    entries = node.items if node is not None else {}
    names = {fold(key): name for name, entry in entries.items() for key, _ in _keys(name, entry)}
    flags = {name: entry.get("canonical") for name, entry in entries.items()}
    return Aliases(names, frozenset(name for name, flag in flags.items() if flag is not None and flag.value is True))


def alias_problems(node: Node | None) -> Iterator[Problem]:
    """Keys that stand in two entries, have no name, or would make two of a job's own tags one."""
    first: dict[str, tuple[str, Node]] = {}
    for name, entry in (node.items if node is not None else {}).items():
        own = [key for key, _ in _keys(name, entry) if fold(key) in map(fold, _OF_A_JOB)]
        if len({fold(key) for key in own}) > 1:
            message = f"`tags.aliases` makes one tag of {' and '.join(f'`{key}`' for key in own)}"
            hint = "keep them apart: every job has a value for each"
            yield Problem(entry.key_span, "tag-alias", message, hint)
        for key, place in _keys(name, entry):
            yield from _misplaced(key, (name, place), first)


def _misplaced(key: str, here: tuple[str, Node], first: dict[str, tuple[str, Node]]) -> Iterator[Problem]:
    name, place = here
    span = place.key_span if key == name else place.span
    if not fold(key):
        message = f"`{key}` in `tags.aliases` is no name for a tag"
        yield Problem(span, "tag-alias", message, "write a key with letters or digits")
        return
    owner, other = first.setdefault(fold(key), here)
    if owner != name:
        message = f"`{key}` is said to be `{name}`, but also `{owner}`, at {other.span}"
        yield Problem(span, "tag-alias", message, "let one of the two have it")


def _keys(name: str, entry: Node) -> Iterator[tuple[str, Node]]:
    """The registered name and the keys that are the same tag, each with its place."""
    yield name, entry
    names = entry.get("names") if entry.is_mapping else entry
    for each in names.elements if names is not None else ():
        yield each.text, each
