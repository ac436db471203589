"""`policy.names`: what buckets, roles, clusters and other resources must be called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dativo_gen.errors import Problem
from dativo_gen.interpolate import Names, interpolate
from dativo_gen.node import Node, made
from dativo_gen.policy.kinds import BY_NAME, bare_name, resource_ids, uses
from dativo_gen.policy.line import Line, matches, texts
from dativo_gen.policy.subject import Subject

PRESETS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "dativo": {
        "bucket": ("${tenant_id}-*-${environment}",),
        "service_account": ("dativo-${tenant_id}-*",),
        "cluster": (
            "dativo-${environment}",
            "dativo-${environment}-*",
            "dativo-*-${environment}",
            "dativo-*-${environment}-*",
        ),
    }
}
"""The names of Dativo's own guides: `acme-data-lake-prod`, `dativo-acme-etl-role`, `dativo-acme-prod`. A preset's
pattern gives way to the same key beside it."""


def well_named(subject: Subject, policy: Node) -> Iterator[Problem]:
    """A name that tells tenant and environment shows at once what belongs to whom."""
    for key, line in _lines(policy).items():
        kind = BY_NAME.get(key)
        patterns = _filled(line, subject)
        for node in uses(subject, kind) if kind is not None else resource_ids(subject, frozenset((key,))):
            name = bare_name(node.text)
            if not any(matches(_folded(pattern), _folded(name)) for pattern in patterns):
                word = kind.word if kind is not None else key
                message = f"the {word} {name} is not called as {line} asks for"
                hint = f"a name here looks like {' or '.join(f'`{pattern}`' for pattern in patterns)}"
                yield Problem(node.span, "policy-name", message, hint)


def _lines(policy: Node) -> dict[str, Line]:
    names = policy.get("names")
    stated: Mapping[str, Node] = names.items if names is not None else {}
    preset = stated.get("preset")
    found = PRESETS[preset.text] if preset is not None else {}
    lines = {key: Line("names.preset", preset, patterns) for key, patterns in found.items() if preset is not None}
    own = {key: Line(f"names.{key}", node, texts(node)) for key, node in stated.items() if key != "preset"}
    return {**lines, **own}


def _filled(line: Line, subject: Subject) -> tuple[str, ...]:
    key, span = subject.key, line.node.span
    known = {
        "tenant_id": key.tenant,
        "environment": key.environment,
        "job_name": key.name,
        "provider": subject.cloud.provider,
    }
    names = Names({name: made(text, span) for name, text in known.items()})
    return tuple(interpolate(made(pattern, span), names, _silent).text for pattern in line.patterns)


def _silent(problem: Problem) -> None:
    """The settings were refused already if a pattern cannot be filled in."""


def _folded(name: str) -> str:
    """Buckets take no `_` and datasets no `-`, so a tenant that has one is spelled in both ways."""
    return name.replace("_", "-")
