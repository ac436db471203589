"""What Terraform made in a cloud and an orchestrator starts: its name, the same for every orchestrator."""

from __future__ import annotations

from collections.abc import Mapping

from dativo_gen.orchestrators.run import Run

CONTAINER = "dativo"
"""The container of an ECS task definition in which Dativo runs, where no other is stated."""


def launched(run: Run, key: str) -> str:
    """`infrastructure.metadata.<key>`, else `<tenant>-<environment>-<job>` with hyphens."""
    return stated(run, key) or f"{run.key.tenant}-{run.key.environment}-{run.key.name}".replace("_", "-")


def stated(run: Run, key: str) -> str | None:
    """A text under `infrastructure.metadata`, None if there is none."""
    block = run.metadata.get("metadata")
    found = block.get(key) if isinstance(block, Mapping) else None
    return found if isinstance(found, str) and found else None
