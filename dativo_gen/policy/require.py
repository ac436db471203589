"""`policy.require`: what each job must state, and how its state must be kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from dativo_gen.errors import Problem, Span
from dativo_gen.node import Node
from dativo_gen.policy.kinds import BY_NAME, uses
from dativo_gen.policy.line import Line, items_at
from dativo_gen.policy.states import Care, care
from dativo_gen.policy.subject import Subject


def required(subject: Subject, policy: Node) -> Iterator[Problem]:
    """Everything of the list that a job lacks."""
    lines = dict(items_at(policy, "require"))
    if subject.backend.type == "local" and "remote_state" in lines:  # another backend mends the rest, too
        lines = {name: line for name, line in lines.items() if name not in ("state_lock", "state_encryption")}
    for name, line in lines.items():
        yield from REQUIREMENTS[name](subject, line)


def _kms_key(subject: Subject, line: Line) -> Iterator[Problem]:
    """A key of one's own can be taken away; asked of jobs that say where their data lies."""
    data = next(uses(subject, BY_NAME["bucket"]), None)
    if data is not None and next(uses(subject, BY_NAME["kms_key"]), None) is None:
        message = f"no KMS key is given for the bucket {data.text}, and {line} asks for `kms_key`"
        example = _KEYS[subject.cloud.provider]
        hint = f"add `storage: {{kms_key_id: ...}}`, as in {example}"
        yield Problem(_storage(subject, data), "policy-kms-key", message, hint)


_KEYS = {
    "aws": "arn:aws:kms:us-east-1:123456789012:alias/etl-data",
    "gcp": "projects/acme-project/locations/us-central1/keyRings/dativo/cryptoKeys/etl-data",
    "azure": "https://acme-vault.vault.azure.net/keys/etl-data",
}


def _storage(subject: Subject, data: Node) -> Span:
    storage = subject.block.get("storage")
    return storage.key_span if storage is not None else data.span


def _private_networking(subject: Subject, line: Line) -> Iterator[Problem]:
    """A job in a public network can be reached."""
    path = ("networking", "private_networking")
    node = subject.fact(*path)
    if node is None:
        message = f"`infrastructure.networking.private_networking` is missing, and {line} asks for it"
        hint = "add `networking: {private_networking: true}`"
        yield Problem(subject.parent(*path), "policy-private-networking", message, hint)
    elif node.text != "true":
        message = f"private networking is {node.text}, and {line} asks for it"
        yield Problem(node.span, "policy-private-networking", message, "write `private_networking: true`")


def _max_runtime(subject: Subject, line: Line) -> Iterator[Problem]:
    """A run that hangs costs until somebody looks."""
    path = ("compute", "max_runtime_seconds")
    if subject.fact(*path) is None:
        message = f"`infrastructure.compute.max_runtime_seconds` is missing, and {line} asks for it"
        hint = "add `compute: {max_runtime_seconds: 3600}`, in seconds"
        yield Problem(subject.parent(*path), "policy-max-runtime", message, hint)


def _cpu_and_memory(subject: Subject, line: Line) -> Iterator[Problem]:
    """A job without a size takes what it gets, or all there is."""
    for name, example in (("cpu", '"2"'), ("memory", "4Gi")):
        asked = subject.fact("compute", name) or subject.block.get("dagster", "resource_requirements", f"limit_{name}")
        if asked is None:
            message = f"`infrastructure.compute.{name}` is missing, and {line} asks for cpu and memory"
            hint = f"add `compute: {{{name}: {example}}}`"
            yield Problem(subject.parent("compute", name), "policy-compute", message, hint)


def _remote_state(subject: Subject, line: Line) -> Iterator[Problem]:
    """A state on one machine is lost with it, and unknown to everybody else."""
    if subject.backend.type == "local":
        message = f"the state lies on one machine, and {line} asks for `remote_state`"
        hint = "add `terraform: {backend_config: ...}`, or a default under `state` in the settings"
        yield Problem(subject.backend.span, "policy-remote-state", message, hint)


def _state_lock(subject: Subject, line: Line) -> Iterator[Problem]:
    """Two runs at once spoil a state."""
    kept = care(subject.backend, "lock")
    if not kept.taken(subject.backend):
        message, hint = _careless(subject, kept, "locks", line)
        yield Problem(_careless_place(subject, kept), "policy-state-lock", message, hint)


def _state_encryption(subject: Subject, line: Line) -> Iterator[Problem]:
    """A state holds every secret that its resources have."""
    kept = care(subject.backend, "encryption")
    if not kept.taken(subject.backend):
        message, hint = _careless(subject, kept, "encrypts", line)
        yield Problem(_careless_place(subject, kept), "policy-state-encryption", message, hint)


def _careless(subject: Subject, kept: Care, verb: str, line: Line) -> tuple[str, str]:
    asked = f"{line} asks for `{line.node.text}`"
    if kept.never:
        return f"{kept.never}, and {asked}", "keep the state in s3, gcs, azurerm or cloud"
    hint = f"add `{kept.write}` to the backend"
    return f"nothing {verb} the state in {subject.backend.type}, and {asked}", hint


def _careless_place(subject: Subject, kept: Care) -> Span:
    stated = (subject.backend.arguments.get(name) for name in kept.by)
    return next((node.span for node in stated if node is not None), subject.backend.span)


REQUIREMENTS: Mapping[str, Callable[[Subject, Line], Iterator[Problem]]] = {
    "kms_key": _kms_key,
    "private_networking": _private_networking,
    "max_runtime": _max_runtime,
    "cpu_and_memory": _cpu_and_memory,
    "remote_state": _remote_state,
    "state_lock": _state_lock,
    "state_encryption": _state_encryption,
}
