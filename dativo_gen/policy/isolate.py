"""`policy.isolate`: what two tenants may not share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dativo_gen.claims import Claims
from dativo_gen.errors import Problem
from dativo_gen.node import Node
from dativo_gen.policy.kinds import BY_PLURAL, Kind, identity, qualified, uses
from dativo_gen.policy.line import Line, items_at
from dativo_gen.policy.subject import Finding, Subject

CODES = {
    "buckets": "policy-shared-bucket",
    "service_accounts": "policy-shared-role",
    "networks": "policy-shared-network",
    "clusters": "policy-shared-cluster",
    "kms_keys": "policy-shared-kms-key",
}


def isolated(subjects: Sequence[Subject], policy: Node) -> Iterator[Finding]:
    """What a tenant shares, another can reach. Each tenant is told at its own lines."""
    for plural, line in items_at(policy, "isolate"):
        yield from _shared(subjects, BY_PLURAL[plural], line)


def isolated_names(subjects: Sequence[Subject], policy: Node) -> Claims:
    """What of all that is used no other tenant may use, where it lies as a path: one that is not known holds all."""
    found = set()
    for plural, _ in items_at(policy, "isolate"):
        kind = BY_PLURAL[plural]
        for subject in subjects:
            for node in uses(subject, kind):
                space = f"policy {kind.name} {' '.join(identity(subject, kind, node))}"
                found.add((space, "" if kind.name == "bucket" or qualified(node.text) else _account(subject)))
    return Claims(paths=frozenset(found))


def _account(subject: Subject) -> str:
    place = subject.place.account_id or subject.place.project_id
    return f"{place.text}/" if place is not None else ""


_Use = tuple[Subject, Node]


def _shared(subjects: Sequence[Subject], kind: Kind, line: Line) -> Iterator[Finding]:
    groups: dict[tuple[str, str], list[_Use]] = {}
    for subject in subjects:
        for node in uses(subject, kind):
            groups.setdefault(identity(subject, kind, node), []).append((subject, node))
    for found in groups.values():
        for together in _by_account(found, kind):
            tenants = sorted({subject.key.tenant for subject, _ in together})
            if len(tenants) > 1:
                yield from (_finding(use, tenants, kind, line) for use in together)


def _by_account(found: Sequence[_Use], kind: Kind) -> Iterable[Sequence[_Use]]:
    """A plain name means one thing in each account or project; where an account is not known, it may be any."""
    if kind.name == "bucket" or qualified(found[0][1].text):
        return (found,)
    accounts: dict[str, list[_Use]] = {}
    for subject, node in found:
        accounts.setdefault(_account(subject), []).append((subject, node))
    return (found,) if "" in accounts else accounts.values()


def _finding(use: _Use, tenants: Sequence[str], kind: Kind, line: Line) -> Finding:
    subject, node = use
    shown = " and ".join(tenants) if len(tenants) < 4 else f"{', '.join(tenants[:3])} and {len(tenants) - 3} more"
    message = f"the tenants {shown} share the {kind.word} {node.text}, which {line} forbids"
    hint = f"give each tenant a {kind.word} of its own"
    return Finding(subject, Problem(node.span, CODES[kind.plural], message, hint))
