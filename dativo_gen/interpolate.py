"""`${name}` and `$<name>` in a job's keys and values -> what they stand for, from a closed set of names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from operator import is_

from dativo_gen.errors import Problem, Report, Span
from dativo_gen.node import Node, PlainKey
from dativo_gen.suggest import nearest

STRICT_KEYS = frozenset(
    (
        "tenant_id",
        "environment",
        "asset_path",
        "source_connector_path",
        "target_connector_path",
        "finops",
        "classification_overrides",
        "governance_overrides",
        "schedule",
        "infrastructure",
    )
)
"""Parts of a job that this program reads: an unknown name in them is an error. All else is for Dativo's run time."""

STATED_NAMES = ("provider", "region", "account_id", "project_id")
IDENTITY_NAMES = ("tenant_id", "environment", "job_name")

_REFERENCE = re.compile(r"\$\$(?P<literal>[{<])|\$\{(?P<brace>[^}$]*)(?P<end>\}?)|\$<(?P<angle>[^>$]*)(?P<close>>?)")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Names:
    """What may stand between the braces. `unstated` holds names that exist but have no value for this job."""

    values: Mapping[str, Node]
    unstated: frozenset[str] = frozenset()

    def find(self, name: str) -> Node | None:
        if name in self.values:
            return self.values[name]
        lower = name.lower()
        reserved = lower in IDENTITY_NAMES or lower in STATED_NAMES
        return self.values.get(lower) if reserved and name == name.upper() else None

    def with_values(self, more: Mapping[str, Node], unstated: frozenset[str] = frozenset()) -> Names:
        return Names({**self.values, **more}, unstated)


def references(node: Node | None) -> frozenset[str]:
    """The names used anywhere in a value, as written."""
    if node is None:
        return _NOTHING
    value = node.value
    if isinstance(value, str):
        return _used(value)
    if isinstance(value, dict):
        return _used("".join(value)).union(*map(references, value.values()))
    return _NOTHING.union(*map(references, value)) if isinstance(value, tuple) else _NOTHING


_NOTHING: frozenset[str] = frozenset()


def _used(text: str) -> frozenset[str]:
    if "$" not in text:
        return _NOTHING
    found = (match["brace"] or match["angle"] for match in _REFERENCE.finditer(text) if not match["literal"])
    return frozenset(name for name in found if name)


def interpolate_job(root: Node, names: Names, report: Report) -> Node:
    """Interpolate a whole job: strictly in what this program reads, leniently in what Dativo resolves at run time."""
    strict, lenient = _Walk(names, report), _LenientWalk(names, report)
    items = {key: (strict if key in STRICT_KEYS else lenient).node(node) for key, node in root.items.items()}
    return root.with_items(items)


def interpolate(node: Node, names: Names, report: Report) -> Node:
    """Interpolate one value strictly."""
    return _Walk(names, report).node(node)


class _Walk:
    """Replaces names; says `interpolation-unknown`, `interpolation-syntax`, `interpolation-type` at the value."""

    def __init__(self, names: Names, report: Report) -> None:
        self.names = names
        self.report = report

    def node(self, node: Node) -> Node:
        value = node.value
        if isinstance(value, str):
            return self._filled(node, value) if "$" in value else node
        if isinstance(value, dict):
            items = self._items(value)
            return node if items is value else node.with_value(items)
        if isinstance(value, tuple):
            elements = tuple(map(self.node, value))
            return node if all(map(is_, elements, value)) else node.with_value(elements)
        return node

    def _filled(self, node: Node, value: str) -> Node:
        whole = _REFERENCE.fullmatch(value)
        target = self._whole(whole) if whole else None
        if target is not None:
            return Node(target.value, *_place(node), target.written, value)
        text = self._text(value, node.span)
        return node if text == value else Node(text, *_place(node), node.written, value)

    def _items(self, given: dict[str, Node]) -> dict[str, Node]:
        """The entries with names filled in; `given` itself where there are none."""
        items: dict[str, Node] = {}
        for key, child in given.items():
            name = key if "$" not in key or isinstance(key, PlainKey) else self._text(key, child.key_span)
            if name in items:
                other = items[name].key_span
                message = f"`{key}` becomes `{name}`, which stands at {other} already"
                message = message if key != name else f"the key at {other} becomes `{name}` too"
                self.report(Problem(child.key_span, "interpolation-key", message, "keep one of them"))
            items[name] = child if type(child.value) is str and "$" not in child.value else self.node(child)
        same = all(map(is_, items.values(), given.values())) and all(map(is_, items, given))
        return given if same and len(items) == len(given) else items

    def _whole(self, match: re.Match[str]) -> Node | None:
        name = match["brace"] or match["angle"]
        complete = match["end"] or match["close"]
        return self.names.find(name) if name and complete and _NAME.fullmatch(name) else None

    def _text(self, text: str, at: Span) -> str:
        return _REFERENCE.sub(lambda match: self._one(match, at), text)

    def _one(self, match: re.Match[str], at: Span) -> str:
        if match["literal"]:
            return f"${match['literal']}"
        name = match["brace"] if match["brace"] is not None else match["angle"]
        if not (match["end"] or match["close"]) or not _NAME.fullmatch(name):
            return self._not_a_name(match[0], at)
        found = self.names.find(name)
        if found is None:
            return self._unknown(name, match[0], at)
        if not found.is_scalar or found.value is None:
            message = f"`{match[0]}` is {found.kind} (at {found.span}) and cannot stand inside text"
            self.report(Problem(at, "interpolation-type", message, f"let `{match[0]}` be the whole value"))
            return match[0]
        return found.text

    def _not_a_name(self, shown: str, at: Span) -> str:
        opening = shown[:2]
        message = f"`{shown}` is no name to fill in"
        closing = "}" if opening == "${" else ">"
        if shown.endswith(closing):
            hint = f"write `${shown}` to keep the text; a name has letters, digits and _ only"
        else:
            hint = f"close it with `{closing}`, or write `${opening}` to keep the text"
        self.report(Problem(at, "interpolation-syntax", message, hint))
        return shown

    def _unknown(self, name: str, shown: str, at: Span) -> str:
        if name.lower() in self.names.unstated:
            message = f"`{shown}` has no value: this job states no `infrastructure.{name.lower()}`"
            hint = f"state `infrastructure.{name.lower()}` in the job or a layer"
        else:
            near = nearest(name, self.names.values)
            message = f"`{shown}` is not a known name"
            known = f"did you mean `${{{near}}}`?" if near else f"names are {', '.join(sorted(self.names.values))}."
            hint = f"{known} Write `${shown}` to keep the text"
        self.report(Problem(at, "interpolation-unknown", message, hint))
        return shown


def _place(node: Node) -> tuple[Span, Span, str, tuple[Node, ...]]:
    return node.span, node.key_span, node.layer, node.overrode


class _LenientWalk(_Walk):
    """For what Dativo resolves at run time: known names are filled in, all else stays as it stands."""

    def _one(self, match: re.Match[str], at: Span) -> str:
        name = match["brace"] or match["angle"]
        complete = match["end"] or match["close"]
        found = self.names.find(name) if name and complete else None
        return found.text if found is not None and found.is_scalar and found.value is not None else match[0]
