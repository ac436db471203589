"""The module contract as data: which variables of a module receive which values of a job."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dativo_gen.tables import read_table

IDENTITY = ("job_name", "tenant_id", "environment")
"""Variables that `terraform.variables` may repeat but not change; tags and labels are the same."""


@dataclass(frozen=True, slots=True)
class ContractVariable:
    """One variable of the contract; see `contract.yaml` for what its fields mean."""

    name: str
    group: str
    type: str
    path: tuple[str, ...] = ()
    known: bool = False
    required: bool = False
    configures: tuple[str, ...] = ()


@cache
def contract() -> tuple[ContractVariable, ...]:
    """Every variable, in the order in which arguments are written."""
    return tuple(
        ContractVariable(
            name,
            group,
            row["type"],
            tuple(row.get("path", ())),
            row.get("known", False),
            row.get("required", False),
            tuple(row.get("configures", ())),
        )
        for group, rows in read_table("terraform/contract.yaml").items()
        for name, row in rows.items()
    )
