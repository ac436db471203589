"""What a root module is besides its module calls: backend, workspace, providers; also kept in its manifest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dativo_gen.clouds import CLOUDS
from dativo_gen.errors import Span
from dativo_gen.node import Node, from_plain, made, plain
from dativo_gen.place import Place
from dativo_gen.plan import Stack, StackKey
from dativo_gen.terraform.backend import Backend, required_terraform
from dativo_gen.terraform.module import RequiredProvider
from dativo_gen.terraform.state_id import StateId

LOWEST_TERRAFORM = "1.9"
"""Validation of a variable may look beyond the variable from here on (release notes of Terraform 1.9)."""

_SOURCES = {"kubernetes": "hashicorp/kubernetes"} | {
    cloud.terraform_provider: cloud.provider_source for cloud in CLOUDS.values()
}
_TEMPLATES = {"kubernetes": "kubernetes"} | {cloud.terraform_provider: name for name, cloud in CLOUDS.items()}


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider that the root module requires; `version` is a constraint or None."""

    name: str
    source: str
    version: str | None = None

    @property
    def template(self) -> str | None:
        """The template of its configuration, None if it needs none."""
        folder = _TEMPLATES.get(self.name)
        return f"clouds/{folder}/provider.tf.j2" if folder else None


@dataclass(frozen=True, slots=True)
class Shell:
    """A root module without its calls. `cluster` is the Kubernetes context, if there is one."""

    key: StackKey
    provider: str
    place: Place
    backend: Backend
    workspace: Node | None
    state: StateId
    providers: tuple[Provider, ...]
    cluster: Node | None

    @property
    def required_version(self) -> str:
        """The lowest Terraform that takes what is written."""
        found = (LOWEST_TERRAFORM, required_terraform(self.backend) or LOWEST_TERRAFORM)
        return f">= {max(found, key=lambda text: tuple(map(int, text.split('.'))))}"

    def same_state(self, other: Shell) -> bool:
        """Whether both keep the same state; one that lies in the stack's folder is the same only there."""
        if self.state != other.state:
            return False
        return self.state.shareable or self.key.folder == other.key.folder

    def record(self) -> dict[str, Any]:
        """What the stack's manifest remembers of it."""
        return {
            "backend": {"type": self.backend.type, "arguments": _plain_arguments(self.backend)},
            "workspace": self.workspace.text if self.workspace is not None else None,
            "state": self.state.record(),
            "provider": self.provider,
            "place": self.place.texts() | _stated_account(self.place),
            "providers": [{"name": p.name, "source": p.source, "version": p.version} for p in self.providers],
            "cluster": self.cluster.text if self.cluster is not None else None,
        }


def _plain_arguments(backend: Backend) -> dict[str, Any]:
    return {name: plain(node) for name, node in backend.arguments.items()}


def _stated_account(place: Place) -> dict[str, str]:
    return {"stated_account": place.stated_account.text} if place.stated_account is not None else {}


def shell_from_record(key: StackKey, record: Mapping[str, Any], file: str) -> Shell:
    """The shell that a manifest remembers. Raises KeyError, TypeError or AttributeError for another shape."""
    span = Span(file)
    node = from_plain(record["backend"]["arguments"], span)
    place = {name: made(text, span) for name, text in record["place"].items()}
    return Shell(
        key=key,
        provider=record["provider"],
        place=Place(**place),
        backend=Backend(record["backend"]["type"], node.items, span),
        workspace=_optional(record["workspace"], span),
        state=StateId.from_record(record["state"]),
        providers=tuple(Provider(**each) for each in record["providers"]),
        cluster=_optional(record["cluster"], span),
    )


def _optional(text: str | None, span: Span) -> Node | None:
    return made(text, span) if text is not None else None


def shell_of(stack: Stack, versions: Node | None) -> Shell:
    """The shell of a planned stack. `versions` are the settings' constraints by provider name."""
    return Shell(
        key=stack.key,
        provider=stack.cloud.provider,
        place=stack.place,
        backend=stack.backend,
        workspace=stack.first.workspace,
        state=stack.state,
        providers=tuple(_providers(stack, versions)),
        cluster=_cluster(stack),
    )


def _providers(stack: Stack, versions: Node | None) -> Iterable[Provider]:
    interfaces = [member.provision.call.interface for member in stack.jobs]
    read = [interface for interface in interfaces if interface is not None]
    required = [found for interface in read for found in interface.required_providers.values()]
    names = {stack.cloud.terraform_provider}
    names |= {found.name for found in required if found.name in _SOURCES}
    if len(read) < len(interfaces) and any(member.provision.runtime == "kubernetes" for member in stack.jobs):
        names.add("kubernetes")
    for name in sorted(names):
        stated = versions.get(name) if versions is not None else None
        known = _constraint(name, required) if len(read) == len(interfaces) else None
        source = next((found.source for found in required if found.name == name and found.source), _SOURCES[name])
        yield Provider(name, source, stated.text if stated is not None else known)


def _constraint(name: str, required: Iterable[RequiredProvider]) -> str | None:
    """All constraints of the modules at once; the root must satisfy each."""
    parts = [part.strip() for found in required if found.name == name for part in found.version.split(",")]
    return ", ".join(dict.fromkeys(part for part in parts if part)) or None


def _cluster(stack: Stack) -> Node | None:
    for member in stack.jobs:
        if member.provision.runtime == "kubernetes":
            return member.provision.block.get("runtime", "cluster_name")
    return None
