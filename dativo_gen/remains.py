"""What stays in folders that are no longer wanted: whose it is, and which state its stack had. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from dativo_gen.manifest import MANIFEST
from dativo_gen.memory import is_stack
from dativo_gen.plan import StackKey
from dativo_gen.refusals import shown
from dativo_gen.shell import shell_from_record
from dativo_gen.tree import ManifestChange, TreeDiff

RemainKind = Literal["state", "lock", "terraform", "plan", "other"]

_TOLD: Mapping[RemainKind, str] = {
    "state": "a Terraform state, which dativo-gen never deletes",
    "lock": "Terraform's lock file of providers",
    "terraform": "Terraform's working folder, which `terraform init` makes again",
    "plan": "a plan of Terraform",
    "other": "not written by dativo-gen",
}
_STATE_ENDS = (".tfstate", ".tfstate.backup")


@dataclass(frozen=True, slots=True)
class Remain:
    """A file, or a folder that is not looked into. `state` is what its stack's manifest named, if it has a stack."""

    path: PurePosixPath
    kind: RemainKind
    state: str = ""


def kind_of(path: PurePosixPath) -> RemainKind:
    """Whose a file is that dativo-gen did not write, by the names that Terraform gives."""
    if path.name == ".terraform":
        return "terraform"
    if path.name == ".terraform.lock.hcl":
        return "lock"
    if path.name.endswith(_STATE_ENDS) or "terraform.tfstate.d" in path.parts:
        return "state"
    return "plan" if path.suffix == ".tfplan" else "other"


def told(path: PurePosixPath) -> str:
    """The same in words."""
    return _TOLD[kind_of(path)]


def remains(diff: TreeDiff) -> tuple[Remain, ...]:
    """What others put into the folders that a run gives up."""
    states = left_states(diff)
    return tuple(
        Remain(path, kind_of(path), next((states[each] for each in path.parents if each in states), ""))
        for path in diff.remaining
    )


def left_states(diff: TreeDiff) -> dict[PurePosixPath, str]:
    """The stack folders that a run gives up, and the state that each one's manifest named."""
    left = ((change.folder, _state(change)) for change in diff.manifests if change.after is None)
    return {folder: state for folder, state in left if state is not None}


def line(remain: Remain) -> str:
    """What is said of it, behind its path."""
    if remain.kind == "state" and remain.state:
        return f"{_TOLD['state']}, left in place; the manifest beside it named {remain.state}"
    return f"{_TOLD[remain.kind]}, left in place"


def _state(change: ManifestChange) -> str | None:
    """None for a folder that is no stack, and for a record that says nothing of use."""
    if change.before is None or not is_stack(change.folder):
        return None
    file = str(change.folder / MANIFEST)
    try:
        return shown(shell_from_record(StackKey(*change.folder.parts[1:]), change.record or {}, file))
    except (KeyError, TypeError, AttributeError, ValueError):
        return None
