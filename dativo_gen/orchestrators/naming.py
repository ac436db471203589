"""Names of jobs and tenants -> names that an orchestrator takes."""

from __future__ import annotations

import keyword
import re

from dativo_gen.orchestrators.run import Run

_OTHER = re.compile(r"[^A-Za-z0-9_]")
_RESERVED = frozenset(
    (
        "context", "conf", "config", "meta", "arg_dict", "dict", "input_arg_dict", "output_arg_dict",
        "int", "str", "float", "bool", "input", "output", "type",
    )
)  # fmt: skip
"""Names that Dagster refuses (`dagster/_core/definitions/utils.py`, DISALLOWED_NAMES of 1.13), beside Python's own."""


def op_safe(name: str) -> str:
    """A name of letters, digits and `_` that is no word of Dagster or Python; idempotent, but not reversible."""
    safe = _OTHER.sub("_", name)
    return f"{safe}_" if safe in _RESERVED or keyword.iskeyword(safe) or keyword.issoftkeyword(safe) else safe


def dag_id(run: Run) -> str:
    """The id of a job's DAG; each environment is a deployment of its own, so it is not in there."""
    return f"dativo__{run.key.tenant}__{run.key.name}"


def pool_name(tenant: str) -> str:
    """The pool that bounds how much of one tenant runs at once, in Dagster and in Airflow."""
    return f"dativo_{tenant}"
