"""Outputs of Terraform -> the values of the job that they become."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dativo_gen.model.infrastructure import InfrastructureModel


def resolve_terraform_outputs(
    infrastructure: InfrastructureModel | None,
    terraform_state: dict[str, Any] | None,
    *,
    job: str | None = None,
) -> dict[str, object]:
    """The field of the job (`target.connection.s3.bucket`) -> the value of the output that it is to have.

    `terraform_state` is a state file (version 4), what `terraform show -json` or `terraform output -json` prints, or
    None. `infrastructure.terraform.outputs` says which output becomes which field. An output is looked for by its
    own name, then as `<job>_<name>`, as the root modules of dativo-gen call it; without `job`, as the only output
    that ends in `_<name>`. What Terraform has not made yet is left out. Sensitive values are in it, as in the state.
    Raises ValueError for data of another form, and if several outputs could be meant.
    """
    if infrastructure is None or terraform_state is None:
        return {}
    outputs = output_values(terraform_state)
    fields: dict[str, object] = {}
    for name, field in infrastructure.terraform.outputs.items():
        found = _named(name, outputs, job)
        if found is not None:
            fields[field] = outputs[found]
    return fields


def output_values(terraform_state: Mapping[str, Any]) -> dict[str, object]:
    """Each output with its value. Raises ValueError for what is neither a state nor printed outputs."""
    entries = _entries(terraform_state)
    wrong = next((name for name, each in entries.items() if not isinstance(each, Mapping) or "value" not in each), None)
    if wrong is not None:
        raise ValueError(f"`{wrong}` is no output with a `value`; give a state or what `terraform output -json` prints")
    return {name: each["value"] for name, each in entries.items()}


def _entries(data: Mapping[str, Any]) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise ValueError("Terraform's outputs are a mapping; give a state or what `terraform output -json` prints")
    if "terraform_version" in data or "format_version" in data:
        held = data.get("values", data)
        entries = held.get("outputs", {}) if isinstance(held, Mapping) else None
    elif _is_state_without_version(data):
        entries = data["outputs"]
    else:
        entries = data
    if not isinstance(entries, Mapping):
        raise ValueError("`outputs` of the state is no mapping")
    return entries


def _is_state_without_version(data: Mapping[str, Any]) -> bool:
    """A state cut down to its outputs, and not printed outputs of which one is called `outputs`."""
    held = data.get("outputs")
    return isinstance(held, Mapping) and not {"value", "type"} <= held.keys()


def _named(name: str, outputs: Mapping[str, object], job: str | None) -> str | None:
    if name in outputs:
        return name
    if job is not None:
        own = (f"{job}_{name}", f"{job.replace('-', '_')}_{name}")
        return next((each for each in own if each in outputs), None)
    found = [each for each in outputs if each.endswith(f"_{name}")]
    if len(found) > 1:
        raise ValueError(f"`{name}` may be any of {', '.join(sorted(found))}; say which by `job=`")
    return found[0] if found else None
