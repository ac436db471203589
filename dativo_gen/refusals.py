"""Why a job may not leave, move or come back as the settings stand, and the lines that would allow it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dativo_gen.clouds import CLOUDS
from dativo_gen.memory import RememberedJob
from dativo_gen.model.job import JobKey
from dativo_gen.shell import Shell

PLACES = ("region", "account_id", "project_id")
KEPT = "Terraform forgets its resources with the next apply; they stay in the cloud"
DESTROYED = "Terraform destroys its resources with the next apply, also those under prevent_destroy in its module"
APPLIED = "Terraform has applied it, nothing is left to do"


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """A change to what is deployed that nobody has asked for in the settings. `lines` are what to add there."""

    job: str
    reason: str
    lines: tuple[str, ...]


def left(job: RememberedJob, scope: str, plain: bool, newcomer: str | None) -> Refusal:
    """A job that had Terraform and has none now. `newcomer` is a line that makes it a renamed one."""
    is_now = "has no Terraform any more" if plain else "is no longer there"
    reason = f"had a stack (its state: {shown(job.shell)}) and {is_now}"
    lines = [f"{scope}: keep   # {KEPT}", f"{scope}: destroy   # {DESTROYED}"]
    return Refusal(str(job.key), reason, tuple(lines + ([newcomer] if newcomer else [])))


def line_gone(job: RememberedJob, scope: str) -> Refusal:
    """A job whose line was taken away before it was once rendered as `gone`."""
    end = f"{scope}: gone   # {APPLIED}"
    if job.to is not None and job.status == "moved":
        reason = f"was renamed to {job.to.name}, and nothing says so any more; it may not be applied everywhere"
        return Refusal(str(job.key), reason, (f"{job.to}: {{was: {job.key.name}}}   # as it was", end))
    reason = f"was removed with `{job.status}`, and nothing says so any more; it may not be applied everywhere"
    return Refusal(str(job.key), reason, (f"{scope}: {job.status}   # as it was", end))


def taken_over(job: RememberedJob, heir: JobKey) -> Refusal:
    """A job whose address in the same state belongs to a job of another tenant or environment now."""
    reason = f"is gone, and {heir} takes over its state {shown(job.shell)} and all that is in it"
    return Refusal(str(job.key), reason, (f"{job.key}: gone   # {heir} goes on with its resources",))


def state_changes(key: JobKey, changes: Sequence[str], words: str) -> Refusal:
    """A stack that would lose sight of its resources."""
    reason = f"would change {'; '.join(changes)}; Terraform would look for its resources there and create them anew"
    return Refusal(str(key), reason, (f"{key}: {{{words}}}   # once the state itself was migrated",))


def moved_again(key: JobKey, changes: Sequence[str]) -> Refusal:
    """A second change of state under a line that was there for the first one."""
    reason = (
        f"would change {'; '.join(changes)}; its line `{{state: moved}}` has been there since an earlier render and "
        "does not speak of this change: undo the change, take the line out and render, then change the state again"
    )
    return Refusal(str(key), reason, ())


def occupied(old: RememberedJob, new: JobKey) -> Refusal:
    """A rename onto a name that may be in the state already. Tried: Terraform only warns, and destroys the old one."""
    reason = (
        f"cannot become {new.name}: both were rendered, and if both are in the state, Terraform would destroy what "
        f"{old.key.name} has instead of moving it; take `was: {old.key.name}` out and say what becomes of it"
    )
    return Refusal(str(old.key), reason, (f"{old.key}: keep   # {KEPT}", f"{old.key}: destroy   # {DESTROYED}"))


def early_return(job: RememberedJob) -> Refusal:
    """A new job under the name of one that was renamed: until that is applied, the state holds the old one there."""
    to = job.to.name if job.to is not None else "another name"
    reason = (
        f"was renamed to {to}, and there is a job of the old name again; until the rename is applied, Terraform "
        f"would take one for the other: leave this job out, render with `{job.key}: gone` once it is applied, "
        "then bring it back"
    )
    return Refusal(str(job.key), reason, ())


def place_left(job: RememberedJob, changes: Sequence[str]) -> Refusal:
    """A removal that would be carried out with another provider configuration than the job had."""
    reason = (
        f"is removed from a stack that would change {'; '.join(changes)} at the same time; Terraform would look for "
        "its resources in the wrong place: apply the removal first, then change the stack"
    )
    return Refusal(str(job.key), reason, (f"{job.key}: gone   # {APPLIED}",))


def changes_of(before: Shell, now: Shell) -> list[str]:
    """What of a state's identity and its providers is different. What was not known before may become known."""
    state = [] if before.same_state(now) else [f"its state from {shown(before)} to {shown(now)}"]
    return state + place_changes(before, now)


def place_changes(before: Shell, now: Shell) -> list[str]:
    """What of the provider's configuration is different, in words."""
    if before.provider != now.provider:
        return [f"its provider from {before.provider} to {now.provider}"]
    old, new = before.place.texts(), now.place.texts()
    lost = "what Terraform's environment says"
    return [
        f"its {name} from {old[name]} to {new.get(name, lost)}"
        for name in PLACES
        if name in old and _normal(now, name, old[name]) != _normal(now, name, new.get(name, ""))
    ]


def _normal(shell: Shell, name: str, value: str) -> str:
    cloud = CLOUDS.get(shell.provider)
    return cloud.normal_region(value) if name == "region" and cloud is not None else value.lower()


def shown(shell: Shell) -> str:
    """A state's address for people; one that lies in the stack's folder is told by that folder."""
    return shell.state.shown if shell.state.shareable else f"{shell.state.shown} in {shell.key.folder}"
