"""Four layers of tags -> the canonical tags of a job, each with its layer, its place and what it overrode."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dativo_gen.errors import Problem, Rejected, Report
from dativo_gen.model.asset import Asset, default_classification
from dativo_gen.node import Node
from dativo_gen.tags.tag import Layer, Tag, Tags, Value, fold
from dativo_gen.tags.value import clean, has_stray_blanks, read_list, read_value, shown

_PROTECTED = {"tenantid": "tenant_id", "jobname": "job_name"}
_LISTS = frozenset({fold("finops.business_tags"), fold("compliance.regulations")})


@dataclass(frozen=True, slots=True)
class _Stated:
    """A key and its value as a layer gives them; `name` is the path that messages show."""

    key: str
    name: str
    node: Node


@dataclass(frozen=True, slots=True)
class _Read:
    """The same, read; `value` is `()` where the layer unsets the tag."""

    stated: _Stated
    layer: Layer
    value: Value

    @property
    def text(self) -> str:
        return Tag(self.stated.key, self.value, self.layer, self.stated.node).text


def merge_tags(
    identity: Mapping[str, Node],
    asset: Asset | None,
    job: Node,
    infrastructure_tags: Node | None,
    report: Report,
) -> Tags:
    """The canonical tags of a job: identity < asset < job < `infrastructure.tags` (contract, "Tags").

    `identity` holds `tenant_id`, `environment` and `job_name`; `job` is the whole job, layers merged and
    interpolated; `infrastructure_tags` has the author's keys, with `custom` already flattened into it.
    Everything wrong is reported; a tag that is wrong in one layer keeps its value of the layer below.
    """
    layers: Sequence[tuple[Layer, Iterable[_Stated]]] = (
        ("default", [_Stated(key, key, node) for key, node in identity.items()]),
        ("asset", [_Stated(key, key, node) for key, node in asset.tags_source] if asset else []),
        ("job", _from_job(job, report)),
        ("infrastructure", _block(infrastructure_tags, "infrastructure.tags", "", report)),
    )
    if asset is not None:
        _same_tenant(asset, identity.get("tenant_id"), report)
    same: dict[str, list[_Read]] = {}
    for layer, stated in layers:
        for read in _read_layer(layer, stated, report):
            same.setdefault(fold(read.stated.key), []).append(read)
    settled = [_settle(_keep_identity(folded, reads, report), report) for folded, reads in same.items()]
    return Tags(tuple(sorted((tag for tag in settled if tag is not None), key=lambda tag: tag.key)))


def _from_job(job: Node, report: Report) -> Iterator[_Stated]:
    yield from _block(job.get("finops"), "finops", "finops.", report)
    for stated in _block(job.get("classification_overrides"), "classification_overrides", "", report):
        if stated.key == "default":  # the others are columns, which never become tags
            yield _Stated("classification.default", stated.name, default_classification(stated.node))
    yield from _block(job.get("governance_overrides"), "governance_overrides", "governance.", report)


def _block(node: Node | None, name: str, prefix: str, report: Report) -> Iterator[_Stated]:
    if node is None or node.value is None:
        return
    if not node.is_mapping:
        message = f"`{name}` is {node.kind}, but it is a mapping of keys to values"
        report(Problem(node.span, "tag-block", message, f"write `{name}:` and below it `key: value` lines"))
    for key, child in node.items.items():
        yield _Stated(prefix + key, f"{name}.{key}", child)


def _read_layer(layer: Layer, given: Iterable[_Stated], report: Report) -> Iterator[_Read]:
    """What a layer says, in the order of the places; of two keys that are one tag, the first one only."""
    first: dict[str, _Stated] = {}
    for stated in sorted(given, key=lambda each: (each.node.key_span, each.key, each.name)):
        key = _key(stated, report)
        read = _read(layer, _Stated(key, stated.name, stated.node), report)
        other = first.setdefault(fold(key), stated)
        if other is not stated and fold(key):
            report(_twice(stated, other))
        elif read is not None and fold(key):
            yield read


def _key(stated: _Stated, report: Report) -> str:
    key, place = clean(stated.key), stated.node.key_span
    if not fold(key):
        message = f"`{shown(stated.name)}` has no name for the tag, only blanks and separators"
        report(Problem(place, "tag-key-empty", message, "give the tag a name, or take the line out"))
    elif has_stray_blanks(stated.key):
        message = f"the key `{shown(stated.name)}` has spaces at an end or in a row; the tag is `{shown(key)}`"
        report(Problem(place, "tag-whitespace", message, f"write `{shown(key)}`"))
    return key


def _read(layer: Layer, stated: _Stated, report: Report) -> _Read | None:
    reader = read_list if fold(stated.key) in _LISTS else read_value
    try:
        return _Read(stated, layer, reader(stated.name, stated.node, report))
    except Rejected as error:
        for problem in error.problems:
            report(problem)
    return None


def _keep_identity(folded: str, reads: Sequence[_Read], report: Report) -> Sequence[_Read]:
    """Without layers that give `tenant_id` or `job_name` another value: someone else would get the bill."""
    ours = reads[0]
    if folded not in _PROTECTED or ours.layer != "default":
        return reads
    for read in reads[1:]:
        if read.text != ours.text:
            report(_stolen(read, ours, _PROTECTED[folded]))
    return [read for read in reads if read.text == ours.text]


def _settle(reads: Sequence[_Read], report: Report) -> Tag | None:
    """The highest layer's tag, or None where that layer unsets it; `reads` go from low to high."""
    below: tuple[Tag, ...] = ()
    standing: Tag | None = None
    for read in reads:
        if read.value == ():
            # over a value of a lower YAML layer, null is how that is taken away: no surprise to speak of
            if standing is not None or not read.stated.node.overrode:
                report(_unset(read, standing))
            standing = None
        else:
            standing = Tag(read.stated.key, read.value, read.layer, read.stated.node, below)
            below = (standing, *below)
    return standing


def _same_tenant(asset: Asset, tenant: Node | None, report: Report) -> None:
    # the data contract standard compares tenants without case; its `tenant` need not be Dativo's, so no error
    if asset.tenant is None or tenant is None or asset.tenant.text.casefold() == tenant.text.casefold():
        return
    message = f"the asset is for tenant `{shown(asset.tenant.text)}`, but the job's tenant_id is `{tenant.text}`"
    report(Problem(asset.tenant.span, "asset-tenant", message, "let `asset_path` point at this tenant's asset"))


def _twice(stated: _Stated, other: _Stated) -> Problem:
    message = f"`{shown(stated.name)}` is the same tag as `{shown(other.name)}` at {other.node.key_span}"
    hint = "keep one of the two; case and the separators . _ - : / and space make no difference"
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
