"""One job -> what a change must touch to reach it: its files, the paths that it looks at, its place in the settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from posixpath import normpath

from dativo_gen.clouds import CLOUDS
from dativo_gen.desk import assemble
from dativo_gen.dialect import Layer
from dativo_gen.errors import Problem, Rejected
from dativo_gen.jobs import JobInput
from dativo_gen.model.job import JobKey
from dativo_gen.model.settings import Settings
from dativo_gen.node import Node
from dativo_gen.paths import from_container
from dativo_gen.resolve import Provision, ResolvedJob
from dativo_gen.terraform.call import ModuleCall
from dativo_gen.terraform.lockfile import entry_name, is_remote

ANY = ""
"""The provider, or the entry of the lock, of a job that has problems: it may be any."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of one job. Paths count from the root.

    `inputs` are the files that it was made from, `looks_at` those that it names, be they there or not, `modules` the
    folders in which its module may lie. `provider` is None without Terraform; `locked` is the name of its module in
    the lock, None for a module that lies in the repository. `own` are the settings' defaults that it has no need of:
    `modules`, `state`.
    """

    key: JobKey
    file: str
    inputs: frozenset[str]
    layers: tuple[Layer, ...] = ()
    looks_at: frozenset[str] = frozenset()
    modules: frozenset[str] = frozenset()
    provider: str | None = None
    locked: str | None = None
    own: frozenset[str] = field(default_factory=frozenset)


def traits_of(job: JobInput, resolved: ResolvedJob | None, settings: Settings) -> Traits:
    """The facts of a job; `resolved` is None for one with problems, of which less is known, so that more reaches it."""
    root = resolved.root if resolved is not None else _root(job)
    layers = {layer.root.span.file for layer in job.layers}
    inputs = {job.file, *layers, *(resolved.inputs if resolved is not None else ())}
    looks_at = frozenset(_named_files(root, settings))
    if root is None or (resolved is None and root.get("infrastructure") is None):
        return Traits(job.key, job.file, frozenset(inputs), job.layers, looks_at, provider=ANY, locked=ANY)
    if resolved is not None and resolved.provision is None:
        return Traits(job.key, job.file, frozenset(inputs), job.layers, looks_at)
    found = Traits(job.key, job.file, frozenset(inputs), job.layers, looks_at, own=frozenset(_own(root)))
    return _with_module(found, resolved.provision) if resolved is not None else _with_guess(found, root)


def _with_module(found: Traits, provision: Provision | None) -> Traits:
    assert provision is not None
    call = provision.call
    folders = {*_folders(call.node.text, found.file), *([normpath(call.source.address)] if _is_local(call) else ())}
    locked = entry_name(call.source) if is_remote(call.source) else None
    return replace(found, modules=frozenset(folders), provider=provision.cloud.provider, locked=locked)


def _is_local(call: ModuleCall) -> bool:
    return call.source.kind == "local"


def _with_guess(found: Traits, root: Node) -> Traits:
    """What a job with problems has for module and provider, as far as it says so."""
    module = root.get("infrastructure", "terraform", "module_source")
    folders = frozenset(_folders(module.text, found.file)) if module is not None else frozenset()
    return replace(found, modules=folders, provider=_provider(root), locked=ANY)


def _root(job: JobInput) -> Node | None:
    """The merged layers of a job that has problems."""
    try:
        return assemble(job, _silent)[1]
    except Rejected:
        return None


def _silent(problem: Problem) -> None:
    """What is wrong with the job is said where it is resolved."""


def _provider(root: Node) -> str:
    node = root.get("infrastructure", "provider")
    return node.text if node is not None and node.text in CLOUDS else ANY


def _named_files(root: Node | None, settings: Settings) -> Iterator[str]:
    for key in ("asset_path", "target_connector_path"):
        node = root.get(key) if root is not None else None
        path = node.value if node is not None else None
        found = from_container(path, settings.model.path_map) if isinstance(path, str) else None
        if found is not None:
            yield found


def _folders(source: str, file: str) -> Iterator[str]:
    """Where a local module may lie: below the job's folder, or below the root."""
    if source.startswith(("./", "../")):
        for base in (PurePosixPath(file).parent, PurePosixPath()):
            yield normpath(str(base / source))


def _own(root: Node) -> Iterator[str]:
    terraform = root.get("infrastructure", "terraform")
    if terraform is not None and terraform.get("module_source") is not None:
        yield "modules"
    backend = terraform.get("backend") if terraform is not None else None
    if backend is not None and (backend.items or not backend.is_mapping):
        yield "state"
