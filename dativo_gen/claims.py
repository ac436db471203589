"""What jobs claim of names that all tenants share -> the tenants that meet in one, so that only they are looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claims:
    """`names` may have one tenant only; what is `spelled` (key, spelling) must be spelled alike by all; no tenant's
    `paths` (space, path that ends in a slash or is empty) may hold another's.

    A claim too many costs time, one too few loses a problem: the rules that know the reasons look at whoever meets.
    """

    names: frozenset[str] = frozenset()
    spelled: frozenset[tuple[str, str]] = frozenset()
    paths: frozenset[tuple[str, str]] = frozenset()


def together(claims: Iterable[Claims]) -> Claims:
    """All that is claimed by any."""
    every = list(claims)
    spelled = frozenset(pair for each in every for pair in each.spelled)
    names = frozenset(name for each in every for name in each.names)
    return Claims(names, spelled, frozenset(path for each in every for path in each.paths))


def meeting(claims: Iterable[tuple[str, Claims]]) -> frozenset[str]:
    """The tenants of whom any two meet."""
    owners: dict[str, str] = {}
    spelled: dict[str, dict[str, set[str]]] = {}
    paths: dict[str, list[tuple[str, str]]] = {}
    found: set[str] = set()
    for tenant, each in claims:
        for name in each.names:
            owner = owners.setdefault(name, tenant)
            if owner != tenant:
                found |= {owner, tenant}
        for what, said in each.spelled:
            spelled.setdefault(what, {}).setdefault(said, set()).add(tenant)
        for space, path in each.paths:
            paths.setdefault(space, []).append((path, tenant))
    for tenants in (each.values() for each in spelled.values() if len(each) > 1):
        found = found.union(*tenants)
    for uses in paths.values():
        found |= _nested(uses)
    return frozenset(found)


def _nested(uses: list[tuple[str, str]]) -> set[str]:
    """The tenants with a path inside another's. In order of paths, whatever holds a path stands before it."""
    found: set[str] = set()
    around: list[tuple[str, str]] = []
    for path, tenant in sorted(set(uses)):
        while around and not path.startswith(around[-1][0]):
            around.pop()
        others = {each for _, each in around} - {tenant}
        found |= others | ({tenant} if others else set())
        around.append((path, tenant))
    return found
