"""One run after another in one process: what the last one wrote -> what this one must draw and look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from dativo_gen.census import Facts
from dativo_gen.fleet import Fleet
from dativo_gen.removed import Lines
from dativo_gen.shares import Made


@dataclass(frozen=True, slots=True)
class Narrow:
    """A fleet of which only some tenants are drawn, and the folders of the tree (from its top) that need no look."""

    planned: Fleet
    skip: Callable[[str], bool]


def narrow(before: Fleet, now: Fleet) -> Narrow | None:
    """What is left to do after `before` was written, or None where everything must be looked at.

    A job that comes or goes, a stack or a code location that changes its name or its jobs may leave something behind
    elsewhere; a save does so rarely, and then a whole run is right.
    """
    if Lines(now.ground.settings).values or before.made.keys() != now.made.keys():
        return None
    changed = {tenant for tenant, made in now.made.items() if made.key != before.made[tenant].key}
    if not all(_fits(before.made[tenant], now.made[tenant]) for tenant in changed):
        return None
    wanted = changed & now.selection.tenants if now.selection.tenants else changed
    groups = {notice.group for tenant in wanted for some in now.made[tenant].facts.notices.values() for notice in some}
    selection = replace(now.selection, tenants=frozenset(wanted) or frozenset([""]))
    return Narrow(replace(now, selection=selection), _Skip(frozenset(wanted), frozenset(groups)))


def _fits(before: Made, now: Made) -> bool:
    """Whether a tenant's jobs lie in the same folders as before, at least one of them in a stack."""
    return bool(now.facts.stacks) and _places(before.facts) == _places(now.facts)


def _places(facts: Facts) -> Mapping[str, object]:
    return {
        "jobs": sorted(job.key for job in facts.jobs),
        "stacks": [(stack.key, stack.jobs, stack.bundled) for stack in facts.stacks],
        "groups": {
            target: sorted((notice.key, notice.group) for notice in some) for target, some in facts.notices.items()
        },
    }


@dataclass(frozen=True, slots=True)
class _Skip:
    """Whether nothing in a folder is for these tenants; `groups` are the folders that they share with others."""

    tenants: frozenset[str]
    groups: frozenset[str]

    def __call__(self, folder: str) -> bool:
        parts = folder.split("/")
        match parts:
            case ["terraform", tenant]:
                return not tenant.startswith("_") and tenant not in self.tenants
            case ["jobs", _, tenant] | ["airflow", _, "dags", tenant]:
                return tenant not in self.tenants
            case ["dagster", _, group]:
                return group not in self.groups
        return False
