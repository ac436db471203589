"""`tags` of the settings -> what the tags of a job are held against, and how destinations are tuned."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from dativo_gen.errors import Problem, Rejected, Report
from dativo_gen.interpolate import Names, interpolate
from dativo_gen.model.job import JobKey
from dativo_gen.model.settings import Settings
from dativo_gen.model.tags_settings import KeyStyle
from dativo_gen.node import Node
from dativo_gen.suggest import nearest
from dativo_gen.tags.aliases import NO_ALIASES, Aliases, alias_problems, read_aliases
from dativo_gen.tags.destination import Destination, destination, destinations
from dativo_gen.tags.merge import Extra
from dativo_gen.tags.vocabulary import Vocabulary, shipped_vocabulary

CLOUDS = ("aws", "gcp", "azure")
_LABELS = ("kubernetes_label", "kubernetes_annotation")


@dataclass(frozen=True, slots=True)
class RequiredTag:
    """A tag that jobs on `provider` or of `environment` (None: any) must have; `node` is where it is said."""

    key: str
    node: Node
    provider: str | None = None
    environment: str | None = None

    def concerns(self, provider: str | None, environment: str) -> bool:
        return self.provider in (None, provider) and self.environment in (None, environment)

    @property
    def whom(self) -> str:
        if self.provider:
            return f"every job on {self.provider}"
        return f"every job of {self.environment}" if self.environment else "every job"


@dataclass(frozen=True, slots=True)
class ValueRule:
    """Which values a tag may take: some `values`, or what fits the whole `pattern`."""

    key: str
    node: Node
    values: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None

    def allows(self, text: str) -> bool:
        return self.pattern.fullmatch(text) is not None if self.pattern is not None else text in self.values


@dataclass(frozen=True, slots=True)
class RatchetRule:
    """What a job may not take back; `allow` are patterns of the jobs that may, `node` is where it is said."""

    node: Node
    allow: tuple[str, ...] = ()

    def excuses(self, key: JobKey) -> bool:
        return any(_names(pattern, key) for pattern in self.allow)


def _names(pattern: str, key: JobKey) -> bool:
    """Whether a pattern of a tenant, environment and job, or of the first of them, names a job."""
    parts = (key.tenant, key.environment, key.name)
    wanted = pattern.split("/")
    return all(
        re.fullmatch(".*".join(map(re.escape, each.split("*"))), part)
        for each, part in zip(wanted, parts, strict=False)
    )


@dataclass(frozen=True, slots=True)
class TagPolicy:
    """What the settings say of tags. `rules` go by what is equal for two spellings of one tag (`Aliases.one`)."""

    required: tuple[RequiredTag, ...] = ()
    rules: Mapping[str, ValueRule] = field(default_factory=dict)
    aliases: Aliases = NO_ALIASES
    ratchet: RatchetRule | None = None
    vocabulary: Vocabulary = field(default_factory=shipped_vocabulary)
    layers: Node | None = None
    styles: Mapping[str, KeyStyle] = field(default_factory=dict)
    separators: Mapping[str, str] = field(default_factory=dict)
    reserve: int | None = None
    prefix: str | None = None
    enforced_for: tuple[str, ...] = ()

    def destination(self, name: str, provider: str | None) -> Destination:
        """A destination as the settings tune it, for a job on a cloud (None: on none). Raises KeyError."""
        found = destination(name)
        style = self.styles.get(name)
        if style is None and provider is not None and _is_of(name, provider):
            style = self.styles.get(provider)
        shared = _is_of(name, "aws") and found.reserve
        return found.tuned(
            key_style=style,
            separator=self.separators.get(found.over.name if found.over is not None else name),
            reserve=self.reserve if shared else None,
            prefix=self.prefix if name in _LABELS else None,
        )

    def extra(self, key: JobKey, names: Names, report: Report) -> Extra:
        """What the settings add to the layers of a job's tags, with names filled in."""
        found = tuple((name, interpolate(node, names, report)) for name, node in self.layers_of(key))
        return Extra(found, self.aliases)

    def layers_of(self, key: JobKey) -> list[tuple[str, Node]]:
        """The settings' layers of a job's tags, lowest first, each with its name."""
        found = []
        for path in (("all",), ("environments", key.environment), ("tenants", key.tenant)):
            node = self.layers.get(*path) if self.layers is not None else None
            if node is not None and node.value is not None:
                found.append((f"tags.layers.{'.'.join(path)}", node))
        return found


def _is_of(name: str, provider: str) -> bool:
    """Whether a destination is one of a cloud's own: there its tags and labels are searched and counted."""
    return name == provider or name.startswith(f"{provider}_") or (name, provider) == ("bigquery", "gcp")


NO_POLICY = TagPolicy()


def read_tag_policy(settings: Settings) -> TagPolicy:
    """The policy of settings that the model accepted. Raises Rejected for names that nobody knows."""
    tags = settings.layer("tags")
    if tags is None:
        return NO_POLICY
    problems = [*alias_problems(tags.get("aliases")), *_unknown_destinations(tags), *_tuning_problems(tags)]
    if problems:
        raise Rejected(problems)
    aliases = read_aliases(tags.get("aliases"))
    reserve, prefix = tags.get("reserve"), tags.get("label_prefix")
    return TagPolicy(
        required=tuple(_required(tags.get("required"))),
        rules={aliases.one(rule.key): rule for rule in _rules(tags.get("values"))},
        aliases=aliases,
        ratchet=_ratchet(tags.get("ratchet")),
        vocabulary=shipped_vocabulary().with_words(
            _texts(tags.get("regulations")), _texts(tags.get("ratchet", "levels"))
        ),
        layers=tags.get("layers"),
        styles=_styles(settings),
        separators={name: node.text for name, node in _items(tags.get("separators"))},
        reserve=reserve.value if reserve is not None and isinstance(reserve.value, int) else None,
        prefix=prefix.text if prefix is not None and prefix.value is not None else None,
        enforced_for=_texts(tags.get("enforced_for")),
    )


def _items(node: Node | None) -> Iterator[tuple[str, Node]]:
    """The entries of a mapping that are not null."""
    items = node.items if node is not None else {}
    yield from ((key, child) for key, child in items.items() if child.value is not None)


def _texts(node: Node | None) -> tuple[str, ...]:
    return tuple(each.text for each in (node.elements if node is not None else ()))


def _required(node: Node | None) -> Iterator[RequiredTag]:
    if node is None:
        return
    for each in node.elements or (node.get("all") or node).elements:
        yield RequiredTag(each.text, each)
    for name, listed in _items(node.get("providers")):
        yield from (RequiredTag(each.text, each, provider=name) for each in listed.elements)
    for name, listed in _items(node.get("environments")):
        yield from (RequiredTag(each.text, each, environment=name) for each in listed.elements)


def _rules(node: Node | None) -> Iterator[ValueRule]:
    for key, rule in _items(node):
        pattern = rule.get("pattern")
        yield ValueRule(key, rule, _texts(rule), re.compile(pattern.text) if pattern is not None else None)


def _ratchet(node: Node | None) -> RatchetRule | None:
    if node is None or node.value in (None, False):
        return None
    return RatchetRule(node, _texts(node.get("allow")))


def _styles(settings: Settings) -> Mapping[str, KeyStyle]:
    model = settings.model.tags
    found = model.key_style if model is not None else None
    if found is None:
        return {}
    return found if isinstance(found, dict) else dict.fromkeys(CLOUDS, found)


def _unknown_destinations(tags: Node) -> Iterator[Problem]:
    known = sorted(destinations())
    for key in ("key_style", "separators"):
        for name, node in _items(tags.get(key)):
            if name not in known:
                near = nearest(name, known)
                hint = f"did you mean `{near}`?" if near else f"destinations are {', '.join(known)}"
                message = f"`tags.{key}` names `{name}`, which is no destination of tags"
                yield Problem(node.key_span, "unknown-key", message, hint)


def _tuning_problems(tags: Node) -> Iterator[Problem]:
    """What a destination cannot be tuned to, in its own words."""
    known = destinations()
    for name, node in _items(tags.get("separators")):
        if name in known:
            yield from _refused(node, partial(known[name].tuned, separator=node.text))
    prefix = tags.get("label_prefix")
    if prefix is not None and prefix.value is not None:
        yield from _refused(prefix, partial(known[_LABELS[0]].tuned, prefix=prefix.text))


def _refused(node: Node, tune: Callable[[], object]) -> Iterator[Problem]:
    try:
        tune()
    except ValueError as error:
        yield Problem(node.span, "invalid-value", str(error), _TUNING_HINT)


_TUNING_HINT = "see the table of destinations in docs/tags.md"
