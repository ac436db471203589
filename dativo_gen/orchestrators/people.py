"""Who a job belongs to, where an orchestrator would show something else than is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dativo_gen.errors import Problem, Span
from dativo_gen.orchestrators.base import Finding
from dativo_gen.orchestrators.naming import op_safe
from dativo_gen.orchestrators.run import Run

_ADDRESS = re.compile(r"[^@\s]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_TEAM = "team:"


def owner_problems(run: Run) -> Iterator[Problem]:
    """An owner to whom nobody can write, unless it is said to be a team (Dagster's own form)."""
    owner = run.owner
    if owner is None or owner.text.startswith(_TEAM) or _ADDRESS.fullmatch(owner.text.strip()):
        return
    message = f"the owner `{owner.text}` is no e-mail address, so it is shown as a team that nobody can write to"
    yield Problem(owner.span, "owner-email", message, "write an address such as `data@acme.com`, or `team:data`")


def reserved_tenants(runs: Sequence[Run]) -> Iterator[Finding]:
    """Tenants that are called like a word of Python or Dagster; each is told once."""
    told: set[str] = set()
    for run in runs:
        tenant = run.key.tenant
        if tenant in told or op_safe(tenant) != f"{tenant}_":
            continue
        told.add(tenant)
        tag = run.tags.get("tenant_id")
        message = f"the tenant `{tenant}` is called like a word of Python or Dagster, so no code can go by it alone"
        hint = "stubs use it with the job's name behind it; call the tenant otherwise if you write code for it"
        yield run.file, Problem(tag.span if tag is not None else Span(run.file), "tenant-reserved", message, hint)
