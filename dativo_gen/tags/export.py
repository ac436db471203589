"""The tag policy of the settings -> the same rules in the language of a cloud: AWS tag policy, Azure Policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dativo_gen.errors import Span
from dativo_gen.node import made
from dativo_gen.tags.emit import Entry, emit
from dativo_gen.tags.merge import is_list_tag
from dativo_gen.tags.policy import TagPolicy, ValueRule
from dativo_gen.tags.tag import Tag, Tags, Value

_NOWHERE = made("", Span("dativo-gen.yaml"))


@dataclass(frozen=True, slots=True)
class Exported:
    """A document, and what of the policy is not in it."""

    document: dict[str, Any]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """One tag as the cloud spells it; `values` is None where any value goes."""

    key: str
    values: tuple[str, ...] | None
    required: bool


def aws_tag_policy(policy: TagPolicy, environment: str | None) -> Exported:
    """A tag policy of AWS Organizations (its guide, "Tag policy syntax").

    `environment` adds what is asked for there only. A key of the policy is the tag's in lower case; what
    `tags.enforced_for` names is enforced for tags with values, and reported where a required tag is missing.
    """
    notes: list[str] = []
    lines = _lines(policy, "aws", environment, notes.append)
    kinds = list(policy.enforced_for)
    if any(line.required for line in lines) and not kinds:
        notes.append("AWS reports a missing tag for resource types that are named only: name them in tags.enforced_for")
    return Exported({"tags": {line.key.lower(): _aws(line, kinds) for line in lines}}, tuple(notes))


def _aws(line: _Line, kinds: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {"tag_key": {"@@assign": line.key}}
    if line.values is not None:
        found["tag_value"] = {"@@assign": list(line.values)}
        if kinds:
            found["enforced_for"] = {"@@assign": kinds}
    if line.required and kinds:
        found["report_required_tag_for"] = {"@@assign": kinds}
    return found


def azure_policy(policy: TagPolicy, environment: str | None) -> Exported:
    """One definition for Azure Policy ("Azure Policy definition structure"): mode Indexed, audit unless assigned
    with `deny`. `environment` adds what is asked for there only.
    """
    notes: list[str] = []
    lines = _lines(policy, "azure", environment, notes.append)
    wrong = [condition for line in lines for condition in _azure(line)]
    effect = {
        "type": "String",
        "metadata": {"displayName": "Effect", "description": "What happens to a resource that breaks the policy."},
        "allowedValues": ["audit", "deny", "disabled"],
        "defaultValue": "audit",
    }
    properties = {
        "displayName": "Tags of Dativo jobs",
        "policyType": "Custom",
        "mode": "Indexed",
        "description": "Required tags and their allowed values, from the settings of dativo-gen.",
        "metadata": {"category": "Tags"},
        "parameters": {"effect": effect},
        "policyRule": {"if": {"anyOf": wrong}, "then": {"effect": "[parameters('effect')]"}},
    }
    if not wrong:
        notes.append("nothing in the settings asks for a tag or limits its values: the definition matches nothing")
        properties["policyRule"] = {"if": {"value": True, "equals": False}, "then": {"effect": "disabled"}}
    return Exported({"properties": properties}, tuple(notes))


def _azure(line: _Line) -> Iterator[dict[str, Any]]:
    """When a resource breaks a line."""
    field = "tags['" + line.key.replace("'", "''") + "']"
    if line.required:
        yield {"field": field, "exists": "false"}
    if line.values is not None:
        yield {"allOf": [{"field": field, "exists": "true"}, {"field": field, "notIn": list(line.values)}]}


EXPORTS: Mapping[str, Callable[[TagPolicy, str | None], Exported]] = {
    "aws-tag-policy": aws_tag_policy,
    "azure-policy": azure_policy,
}


def _lines(policy: TagPolicy, cloud: str, environment: str | None, note: Callable[[str], None]) -> list[_Line]:
    """Every tag that the policy speaks of for a cloud, in the order of its keys."""
    keys: dict[str, str] = {}
    required = set()
    for each in policy.required:
        if each.provider not in (None, cloud):
            continue
        if each.environment not in (None, environment):
            note(f"`{each.key}` is asked for in {each.environment} only: --env {each.environment} adds it")
            continue
        one = policy.aliases.one(each.key)
        keys.setdefault(one, policy.aliases.spelled(each.key))
        required.add(one)
    for one, rule in policy.rules.items():
        keys.setdefault(one, policy.aliases.spelled(rule.key))
    lines = {}
    for one, key in keys.items():
        entry = _emitted(policy, cloud, key, "x")
        if entry is None:
            note(f"`{key}` cannot be a tag on {cloud}")
            continue
        lines[entry.key] = _Line(entry.key, _values(policy, cloud, policy.rules.get(one), note), one in required)
    return [lines[key] for key in sorted(lines)]


def _values(
    policy: TagPolicy, cloud: str, rule: ValueRule | None, note: Callable[[str], None]
) -> tuple[str, ...] | None:
    if rule is None:
        return None
    if rule.pattern is not None:
        note(f"the pattern of `{rule.key}` is not exported: there are no regular expressions in policies of {cloud}")
        return None
    if is_list_tag(rule.key, policy.aliases):
        note(f"the values of `{rule.key}` are not exported: it is a list, and a policy compares the whole text")
        return None
    entries = (_emitted(policy, cloud, rule.key, value) for value in rule.values)
    return tuple(dict.fromkeys(entry.value for entry in entries if entry is not None))


def _emitted(policy: TagPolicy, cloud: str, key: str, value: Value) -> Entry | None:
    """A tag as the cloud gets it from `render`."""
    tag = Tag(key, value, "settings", _NOWHERE)
    return next(iter(emit(Tags((tag,)), policy.destination(cloud, cloud)).entries), None)
