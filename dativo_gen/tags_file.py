"""The jobs of a stack -> `tags.json`: their canonical tags, lossless, and what each destination gets instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from dativo_gen.orchestrators.json_text import json_as_dumped
from dativo_gen.plan import PlannedJob, default_tags
from dativo_gen.tags.emit import Emitted
from dativo_gen.tags.outlets import changes, left_out
from dativo_gen.tags.tag import Tag
from dativo_gen.terraform.tag_inputs import tag_inputs

TAGS = "tags.json"


def tags_json(members: Sequence[PlannedJob]) -> str:
    """Of each tag its value, layer and place, what it overrode, and its form where that is another one."""
    shared = frozenset(default_tags(members))
    jobs = {member.key.name: _tags_of(member, shared) for member in members}
    return json_as_dumped({"jobs": jobs}) + "\n"


def _tags_of(member: PlannedJob, shared: frozenset[str]) -> dict[str, Any]:
    shown = {tag.key: _tag(tag) for tag in member.job.tags.items}
    outlets = member.provision.given.outlets
    for emitted in emissions(member, shared):
        name = emitted.destination.name
        for key, change in changes(emitted).items():
            shown[key].setdefault("emitted", {})[name] = change
        for key in left_out(emitted, outlets.tags):
            shown[key].setdefault("emitted", {})[name] = {"left_out": True}
    return shown


def emissions(member: PlannedJob, shared: frozenset[str]) -> Iterator[Emitted]:
    """The tags of a job wherever they go from its stack and its resolved job, in the order of the names.

    `shared` are the keys that the stack's provider adds; it knows no tag that only one of the jobs has.
    """
    provision = member.provision
    inputs = tag_inputs(provision.cloud, provision.runtime, provision.call.interface)
    added = (provision.cloud.provider,) if shared else ()
    for name in sorted({*inputs.values(), *member.job.tables.destinations, *added}):
        emitted = provision.given.outlets.emitted(name)
        if name in added:
            yield replace(emitted, entries=tuple(entry for entry in emitted.entries if entry.key in shared))
        else:
            yield emitted


def _tag(tag: Tag) -> dict[str, Any]:
    shown: dict[str, Any] = {"value": list(tag.value) if isinstance(tag.value, tuple) else tag.value}
    shown |= {"layer": tag.layer, "place": str(tag.span)}
    if tag.overrode:
        shown["overrode"] = [
            {"key": lower.key, "value": lower.text, "layer": lower.layer, "place": str(lower.span)}
            for lower in tag.overrode
        ]
    return shown
