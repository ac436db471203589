"""The layers of one job -> every value of it: its place, its layer, what it overrode, which names were filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dativo_gen.desk import assemble
from dativo_gen.dialect import referenced_place, spelled
from dativo_gen.errors import Problem, Rejected, Span
from dativo_gen.interpolate import Names, references
from dativo_gen.jobs import UNSTATED, JobInput
from dativo_gen.model.job import JobKey
from dativo_gen.model.settings import FILE, Settings
from dativo_gen.node import Node, Path
from dativo_gen.suggest import nearest

Layers = Mapping[Span, str]


@dataclass(frozen=True, slots=True)
class Written:
    """A value with its place, and the layer that wrote it there."""

    node: Node
    layer: str

    @property
    def span(self) -> Span:
        return self.node.span


@dataclass(frozen=True, slots=True)
class Step:
    """A name that was filled in, and what it stands for; `steps` are the names used there in turn."""

    name: str
    value: Written
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of a job. `key` is dotted, as its author spells it; `keys` has the other spellings too.

    `overrode` are the values of lower layers, the nearest first. `places` are those that a line of the tree may
    name for it: its own, and those of the lists that it is an item of.
    """

    key: str
    keys: frozenset[str]
    value: Written
    overrode: tuple[Written, ...]
    steps: tuple[Step, ...]
    places: frozenset[Span]


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that is known of the values of one job, in the order in which they are written."""

    key: JobKey
    file: str
    facts: tuple[Fact, ...]

    def find(self, key: str) -> tuple[Fact, ...]:
        """The values at or below a dotted key, in any spelling. Raises Rejected for a key that the job has not."""
        exact = [fact for fact in self.facts if _covers(key, fact.key)]
        found = exact or [fact for fact in self.facts if any(_covers(key, each) for each in fact.keys)]
        if not found:
            raise Rejected([self._unknown(key)])
        return tuple(found)

    def at(self, spans: Iterable[Span]) -> tuple[Fact, ...]:
        """The values that are written at one of the places."""
        wanted = frozenset(spans)
        return tuple(fact for fact in self.facts if fact.value.span in wanted)

    def on_line(self, line: int) -> tuple[Fact, ...]:
        """The values that stand on a line of the job's own file, or whose keys do."""
        here = {(self.file, line)}
        return tuple(
            fact
            for fact in self.facts
            if here & {(span.file, span.line) for span in (fact.value.span, fact.value.node.key_span)}
        )

    def _unknown(self, key: str) -> Problem:
        near = nearest(key, {part for fact in self.facts for part in _with_parents(fact.key)})
        hint = f"did you mean `{near}`?" if near else "without a key, `dativo-gen explain` lists all of them"
        return Problem(Span(self.file), "unknown-key", f"the job {self.key} has no `{key}`", hint)


def tell(job: JobInput, settings: Settings) -> Story:
    """What is known of a job's values; what is wrong with them is said by `validate`."""
    merged, root, names = assemble(job, _silent)
    layers = _layers(job, settings)
    root = root.with_items({**root.items, **_identity(merged, root)})
    referenced = referenced_place(job.layers) is not None
    leaves = (fact for path, trail in _leaves(root, (), (root,)) for fact in [_fact(path, trail, names, layers)])
    return Story(job.key, job.file, tuple(_as_author(fact, referenced) for fact in leaves))


@dataclass(frozen=True, slots=True)
class _Leaf:
    path: Path
    fact: Fact


def _as_author(leaf: _Leaf, referenced: bool) -> Fact:
    spellings = (dotted(leaf.path), *(dotted(spelled(leaf.path, each)) for each in (True, False)))
    return replace(leaf.fact, key=dotted(spelled(leaf.path, referenced)), keys=frozenset(spellings))


def _leaves(node: Node, path: Path, trail: tuple[Node, ...]) -> Iterator[tuple[Path, tuple[Node, ...]]]:
    """Each value that has no parts, with the nodes that lead to it, itself the last."""
    children: Sequence[tuple[str | int, Node]] = [*node.items.items()] or [*enumerate(node.elements)]
    for part, child in children:
        yield from _leaves(child, (*path, part), (*trail, child))
    if not children and path:
        yield path, trail


def _fact(path: Path, trail: tuple[Node, ...], names: Names, layers: Layers) -> _Leaf:
    node = trail[-1]
    value = Written(node, _layer(node, layers))
    lower = tuple(Written(each, _layer(each, layers)) for each in _overrode(path, trail))
    places = frozenset((node.span, *(each.span for each in trail if each.is_list)))
    return _Leaf(path, Fact("", frozenset(), value, lower, tuple(_steps(node, names, layers)), places))


def _overrode(path: Path, trail: tuple[Node, ...]) -> Iterator[Node]:
    """What the value replaced; and where a whole mapping above it replaced something, what stood there."""
    for depth in range(len(trail) - 1, -1, -1):
        for lower in trail[depth].overrode:
            found = lower.get(*path[depth:])
            if found is not None:
                yield found
            elif lower.value is None:
                yield lower


def _steps(node: Node, names: Names, layers: Layers) -> Iterator[Step]:
    if node.template is None:
        return
    used = references(Node(node.template, node.span, node.key_span))
    for name in sorted(used, key=node.template.find):
        found = names.find(name)
        if found is not None and found.span != node.span:
            yield Step(name, Written(found, _layer(found, layers)), tuple(_steps(found, names, layers)))


def _identity(merged: Node, root: Node) -> dict[str, Node]:
    """Tenant and environment with what was written for them, as a fan-out gives each job its own, and overrode."""
    found = {}
    for key in ("tenant_id", "environment"):
        node, stated = root.items[key], merged.get(key)
        if stated is not None and stated.value is not None and stated.is_scalar:
            template = stated.text if stated.text != node.text else None
            node = replace(node, template=template, overrode=stated.overrode)
        found[key] = node
    return found


def _layers(job: JobInput, settings: Settings) -> Layers:
    """The name of the layer by each place that it wrote."""
    found = {span: _settings_part(path) for path, span in _places(settings.root, ())}
    for layer in job.layers:
        name = {"settings": "defaults", "defaults": layer.root.layer}.get(layer.name, layer.name)
        found |= {span: name for _, span in _places(layer.root, ())}
    return found


def _places(node: Node, path: Path) -> Iterator[tuple[Path, Span]]:
    yield path, node.span
    children: Sequence[tuple[str | int, Node]] = [*node.items.items()] or [*enumerate(node.elements)]
    for part, child in children:
        yield from _places(child, (*path, part))


def _settings_part(path: Path) -> str:
    """`environments.prod.vars` for what stands in there, else the key at the top."""
    return dotted(path[:3] if path[:1] in (("environments",), ("tenants",)) else path[:1])


def _layer(node: Node, layers: Layers) -> str:
    if node.layer == UNSTATED:
        return "default"
    named = layers.get(node.span)
    return named or ("settings" if node.span.file == FILE else "default")


def dotted(path: Path) -> str:
    """A path as people write it: `a.b[0].c`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def _covers(key: str, other: str) -> bool:
    return other == key or other.startswith((f"{key}.", f"{key}["))


def _with_parents(key: str) -> Iterator[str]:
    yield key
    for index, each in enumerate(key):
        if each in ".[":
            yield key[:index]


def _silent(problem: Problem) -> None:
    """The problems of a job are told by those who judge it."""
