"""The layers of tags -> the canonical tags of a job, each with its layer, its place and what it overrode."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from dativo_gen.errors import Problem, Rejected, Report, Span
from dativo_gen.model.asset import Asset, default_classification
from dativo_gen.node import Node
from dativo_gen.spelling import fold
from dativo_gen.tags.aliases import NO_ALIASES, Aliases
from dativo_gen.tags.tag import Layer, Tag, Tags, Value
from dativo_gen.tags.value import clean, has_stray_blanks, read_list, read_value, shown

_PROTECTED = ("tenant_id", "job_name")
_LISTS = ("finops.business_tags", "compliance.regulations")


@dataclass(frozen=True, slots=True)
class Extra:
    """What the settings add to the layers of a job.

    `layers` lie above the defaults and below the asset, lowest first, each with the name that messages call it;
    `aliases` say which keys are one tag beside those that fold alike.
    """

    layers: tuple[tuple[str, Node], ...] = ()
    aliases: Aliases = NO_ALIASES


NOTHING_EXTRA = Extra()


class _Stated(NamedTuple):
    """A key and its value as a layer gives them; `name` is the path that messages show."""

    key: str
    name: str
    node: Node


class _Read(NamedTuple):
    """The same, read; `value` is `()` where the layer unsets the tag. `one` is equal for two spellings of one tag."""

    stated: _Stated
    layer: Layer
    value: Value
    one: str

    @property
    def text(self) -> str:
        return Tag(self.stated.key, self.value, self.layer, self.stated.node).text


def merge_tags(
    identity: Mapping[str, Node],
    asset: Asset | None,
    job: Node,
    extra: Extra,
    report: Report,
) -> Tags:
    """The canonical tags of a job: identity < settings < asset < job < `infrastructure.tags` (contract, "Tags").

    `identity` holds `tenant_id`, `environment` and `job_name`; `job` is the whole job, layers merged and
    interpolated, in which `infrastructure.tags` has the author's keys, with `custom` already flattened into it.
    Everything wrong is reported; a tag that is wrong in one layer keeps its value of the layer below.
    """
    layers: Sequence[tuple[Layer, Iterable[_Stated]]] = (
        ("default", [_Stated(key, key, node) for key, node in identity.items()]),
        *(("settings", _block(node, name, "", report)) for name, node in extra.layers),
        ("asset", [_Stated(key, key, node) for key, node in asset.tags_source] if asset else []),
        ("job", _from_job(job, report)),
        ("infrastructure", _block(job.get("infrastructure", "tags"), "infrastructure.tags", "", report)),
    )
    if asset is not None:
        _same_tenant(asset, identity.get("tenant_id"), report)
    merge = _Merge(extra.aliases, report, frozenset(map(extra.aliases.one, _LISTS)))
    same: dict[str, list[_Read]] = {}
    for layer, stated in layers:
        for read in merge.read_layer(layer, stated):
            same.setdefault(read.one, []).append(read)
    settled = [merge.settle(merge.keep_identity(reads)) for reads in same.values()]
    tags = sorted((tag for tag in settled if tag is not None), key=attrgetter("key"))
    return Tags(tuple([tag for tag in tags if tag.value != ()]), tuple([tag for tag in tags if tag.value == ()]))


def is_list_tag(key: str, aliases: Aliases) -> bool:
    """Whether text of this tag is parted at its commas."""
    return aliases.one(key) in map(aliases.one, _LISTS)


def _from_job(job: Node, report: Report) -> Iterator[_Stated]:
    yield from _block(job.get("finops"), "finops", "finops.", report)
    for stated in _block(job.get("classification_overrides"), "classification_overrides", "", report):
        if stated.key == "default":  # the others are columns, which never become tags
            lower = tuple(map(default_classification, stated.node.overrode))
            node = default_classification(stated.node).over(*lower)
            yield _Stated("classification.default", stated.name, node)
    yield from _block(job.get("governance_overrides"), "governance_overrides", "governance.", report)


def _block(node: Node | None, name: str, prefix: str, report: Report) -> Iterator[_Stated]:
    if node is None or node.value is None:
        return
    if not node.is_mapping:
        message = f"`{name}` is {node.kind}, but it is a mapping of keys to values"
        report(Problem(node.span, "tag-block", message, f"write `{name}:` and below it `key: value` lines"))
    for key, child in node.items.items():
        yield _Stated(prefix + key, f"{name}.{key}", child)


@dataclass(frozen=True, slots=True)
class _Merge:
    """One merge: which keys are one tag, and where problems go."""

    aliases: Aliases
    report: Report
    lists: frozenset[str]

    def read_layer(self, layer: Layer, given: Iterable[_Stated]) -> Iterator[_Read]:
        """What a layer says, in the order of the places; of two keys that are one tag, the first one only."""
        first: dict[str, _Stated] = {}
        for stated in sorted(given, key=_order):
            key = _key(stated, self.report)
            one = self.aliases.one(key)
            read = self._read(layer, stated if key == stated.key else stated._replace(key=key), one)
            other = first.setdefault(one, stated)
            if other is not stated and fold(key):
                self.report(_twice(stated, other, self.aliases.known_as(key)))
            elif read is not None and fold(key):
                yield read

    def _read(self, layer: Layer, stated: _Stated, one: str) -> _Read | None:
        reader = read_list if one in self.lists else read_value
        try:
            return _Read(stated, layer, reader(stated.name, stated.node, self.report), one)
        except Rejected as error:
            for problem in error.problems:
                self.report(problem)
        return None

    def keep_identity(self, reads: Sequence[_Read]) -> Sequence[_Read]:
        """Without layers that give `tenant_id` or `job_name` another value: someone else would get the bill."""
        ours = reads[0]
        if ours.layer != "default" or ours.stated.key not in _PROTECTED:
            return reads
        for read in reads[1:]:
            if read.text != ours.text:
                self.report(_stolen(read, ours, ours.stated.key))
        return [read for read in reads if read.text == ours.text]

    def settle(self, reads: Sequence[_Read]) -> Tag | None:
        """The highest layer's tag; with the value `()` where that layer takes it away, None where none was there.

        `reads` go from low to high.
        """
        below: tuple[Tag, ...] = ()
        standing: Tag | None = None
        for read in reads:
            tag = self._tag(read, below)
            if read.value != ():
                standing, below = tag, (tag, *tag.overrode)
                continue
            # over a value of a lower YAML layer, null is how that is taken away: no surprise to speak of
            if (standing is not None and standing.value != ()) or not read.stated.node.overrode:
                self.report(_unset(read, standing if standing is not None and standing.value != () else None))
            standing = tag if tag.overrode else None
        return standing

    def _tag(self, read: _Read, below: tuple[Tag, ...]) -> Tag:
        key = self.aliases.spelled(read.stated.key)
        overrode = (*self._past(read), *below) if read.stated.node.overrode else below
        return Tag(key, read.value, read.layer, read.stated.node, overrode, self.aliases.known_as(key))

    def _past(self, read: _Read) -> Iterator[Tag]:
        """What lower YAML layers say in the same place; what is wrong there is nobody's concern any more."""
        quiet = _Merge(self.aliases, _unsaid, self.lists)
        for node in read.stated.node.overrode:
            past = quiet._read(read.layer, read.stated._replace(node=node.over()), read.one)
            if past is not None and past.value != ():
                yield quiet._tag(past, ())


def _unsaid(problem: Problem) -> None:
    del problem


def _order(stated: _Stated) -> tuple[Span, str, str]:
    return stated.node.key_span, stated.key, stated.name


def _key(stated: _Stated, report: Report) -> str:
    key, place = clean(stated.key), stated.node.key_span
    if key == stated.key and fold(key):
        return key
    if not fold(key):
        message = f"`{shown(stated.name)}` has no name for the tag, only blanks and separators"
        report(Problem(place, "tag-key-empty", message, "give the tag a name, or take the line out"))
    elif has_stray_blanks(stated.key):
        message = f"the key `{shown(stated.name)}` has spaces at an end or in a row; the tag is `{shown(key)}`"
        report(Problem(place, "tag-whitespace", message, f"write `{shown(key)}`"))
    return key


def _same_tenant(asset: Asset, tenant: Node | None, report: Report) -> None:
    # the data contract standard compares tenants without case; its `tenant` need not be Dativo's, so no error
    if asset.tenant is None or tenant is None or asset.tenant.text.casefold() == tenant.text.casefold():
        return
    message = f"the asset is for tenant `{shown(asset.tenant.text)}`, but the job's tenant_id is `{tenant.text}`"
    report(Problem(asset.tenant.span, "asset-tenant", message, "let `asset_path` point at this tenant's asset"))


def _twice(stated: _Stated, other: _Stated, alias: str | None) -> Problem:
    message = f"`{shown(stated.name)}` is the same tag as `{shown(other.name)}` at {other.node.key_span}"
    hint = "keep one of the two; case and the separators . _ - : / and space make no difference"
    if fold(stated.key) != fold(other.key):
        hint = f"keep one of the two; `tags.aliases` in the settings makes both `{alias}`"
    return Problem(stated.node.key_span, "tag-key-twice", message, hint)


def _stolen(read: _Read, ours: _Read, key: str) -> Problem:
    value = f"`{shown(read.text)}`" if read.text else "unset"
    message = f"`{shown(read.stated.name)}` is {value}, but the job's {key} is `{shown(ours.text)}`"
    return Problem(read.stated.node.span, "tag-identity", message, f"take the line out; {key} is set by the job")


def _unset(read: _Read, standing: Tag | None) -> Problem:
    empty = "null" if read.stated.node.value is None else "empty"
    does = f"removes the tag `{shown(standing.key)}: {shown(standing.text)}` of {standing.span}" if standing else ""
    message = f"`{shown(read.stated.name)}` is {empty}, which {does or 'sets no tag: no lower layer has it either'}"
    return Problem(read.stated.node.span, "tag-unset", message, "give it a value, or take the line out")
