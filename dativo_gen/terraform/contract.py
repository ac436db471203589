"""The module contract as data: which variables of a module receive which values of a job."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

PROTECTED = ("job_name", "tenant_id", "environment", "tags", "labels")
"""Variables that `terraform.variables` may repeat but not change."""


@dataclass(frozen=True, slots=True)
class ContractVariable:
    """One variable of the contract; see `contract.yaml` for what its fields mean."""

    name: str
    group: str
    type: str
    path: tuple[str, ...] = ()
    known: bool = False
    required: bool = False


@cache
def contract() -> tuple[ContractVariable, ...]:
    """Every variable, in the order in which arguments are written."""
    text = files("dativo_gen").joinpath("terraform/contract.yaml").read_text(encoding="utf-8")
    return tuple(
        ContractVariable(
            name,
            group,
            row["type"],
            tuple(row.get("path", ())),
            row.get("known", False),
            row.get("required", False),
        )
        for group, rows in yaml.safe_load(text).items()
        for name, row in rows.items()
    )
