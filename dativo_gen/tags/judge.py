"""The tags of one job, held against the policy: what is missing, what may not be, what was taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dativo_gen.errors import Problem, Span
from dativo_gen.model.job import JobKey
from dativo_gen.node import Node
from dativo_gen.spelling import fold
from dativo_gen.suggest import nearest
from dativo_gen.tags.policy import RequiredTag, TagPolicy, ValueRule
from dativo_gen.tags.ratchet import downgrades
from dativo_gen.tags.tag import Tag, Tags, item_text
from dativo_gen.tags.value import shown

_REGULATIONS = ("compliance.regulations", "compliance")


@dataclass(frozen=True, slots=True)
class Bearer:
    """The job that has the tags: `file` is its own, `root` all of it, `provider` its cloud, None if it has none."""

    key: JobKey
    file: str
    root: Node
    provider: str | None


def judge_tags(tags: Tags, bearer: Bearer, policy: TagPolicy) -> Iterator[Problem]:
    """Every breach of the policy, and regulations that nobody knows."""
    yield from _missing(tags, bearer, policy)
    for tag in tags.items:
        rule = policy.rules.get(tag.one)
        if rule is not None:
            yield from _not_allowed(tag, rule)
    yield from _unknown_regulations(tags, policy)
    if policy.ratchet is not None and not policy.ratchet.excuses(bearer.key):
        yield from downgrades(tags, policy.vocabulary, policy.ratchet.node.key_span)


def _missing(tags: Tags, bearer: Bearer, policy: TagPolicy) -> Iterator[Problem]:
    have = {tag.one for tag in tags.items}
    for required in policy.required:
        one = policy.aliases.one(required.key)
        if one not in have and required.concerns(bearer.provider, bearer.key.environment):
            have.add(one)
            yield _lacks(required, next((tag for tag in tags.removed if tag.one == one), None), bearer)


def _lacks(required: RequiredTag, removed: Tag | None, bearer: Bearer) -> Problem:
    rule = f"{required.whom} needs it, by {required.node.span}"
    if removed is not None:
        message = f"the tag `{required.key}` is taken away here, and {rule}"
        return Problem(removed.span, "tag-required", message, "give it a value, or take the line out")
    block, key = _home(required.key)
    place = _place(bearer, *block.split("."))
    message = f"the tag `{required.key}` is missing: {rule}"
    return Problem(place, "tag-required", message, f"add `{key}` under `{block}`")


def _home(key: str) -> tuple[str, str]:
    """Where a job says a tag: the block, and the key in it."""
    first, _, rest = key.partition(".")
    blocks = {"finops": "finops", "governance": "governance_overrides"}
    if key == "classification.default":
        return "classification_overrides", "default"
    return (blocks[first], rest) if rest and first in blocks else ("infrastructure.tags", key)


def _place(bearer: Bearer, *path: str) -> Span:
    """Where the tag would go in the job's own file; all of the file if nothing of that is there."""
    for length in range(len(path), 0, -1):
        node = bearer.root.get(*path[:length])
        if node is not None and node.key_span.file == bearer.file:
            return node.key_span
    return Span(bearer.file)


def _not_allowed(tag: Tag, rule: ValueRule) -> Iterator[Problem]:
    for item in tag.value if isinstance(tag.value, tuple) else (tag.value,):
        text = item_text(item)
        if rule.allows(text):
            continue
        if rule.pattern is not None:
            wanted, hint = f"does not fit `{rule.pattern.pattern}`", "write a value that fits"
        else:
            near = nearest(text, rule.values)
            wanted = f"is none of {', '.join(rule.values)}"
            hint = f"did you mean `{near}`?" if near else "write one of these"
        message = f"the tag `{shown(tag.key)}` has the value `{shown(text)}`, which {wanted}, by {rule.node.span}"
        yield Problem(tag.span, "tag-value-not-allowed", message, hint)


def _unknown_regulations(tags: Tags, policy: TagPolicy) -> Iterator[Problem]:
    wanted = {policy.aliases.one(key) for key in _REGULATIONS}
    for tag in (each for each in tags.items if each.one in wanted):
        for word in tag.text.split(","):
            if not fold(word) or policy.vocabulary.regulation(word) is not None:
                continue
            near = policy.vocabulary.near(word)
            known = ", ".join(policy.vocabulary.tokens())
            hint = f"did you mean `{near}`?" if near else f"known are {known}; add others to `tags.regulations`"
            message = f"the tag `{shown(tag.key)}` names `{shown(word.strip())}`, which is no known regulation"
            yield Problem(tag.span, "tag-regulation-unknown", message, hint)
