"""Which module a job calls, and what is known of that module."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

from dativo_gen.errors import Problem, Rejected, Report, Span
from dativo_gen.node import Node
from dativo_gen.terraform.local import resolve_local
from dativo_gen.terraform.module import Interface
from dativo_gen.terraform.source import ModuleSource, SourceError, parse


class Shelf(Protocol):
    """What can be known of modules without network: the folders of the repository."""

    bundled: Collection[str]

    def exists(self, folder: PurePosixPath) -> bool:
        """Whether a folder with a module's files is there."""

    def interface(self, folder: PurePosixPath) -> Interface:
        """What the module in a folder declares. Raises Rejected if it cannot be read."""


@dataclass(frozen=True, slots=True)
class ModuleCall:
    """The module of one job; `interface` is None where it could not be read. `node` and `version` state it."""

    source: ModuleSource
    interface: Interface | None
    node: Node
    version: Node | None

    @property
    def span(self) -> Span:
        return self.node.span


def choose_module(block: Node, job_file: str, defaults: Node | None, shelf: Shelf, report: Report) -> ModuleCall:
    """The module that the job names, else the default of the settings. Raises Rejected: `no-module` and what is
    wrong with a source."""
    stated, version, base = _stated(block, job_file, defaults)
    if stated is None:
        place = block.get("terraform") or block
        hint = "add `terraform: {module_source: ...}` to the job, or a default under `modules` in the settings"
        raise Rejected([Problem(place.key_span, "no-module", "no Terraform module is named for this job", hint)])
    for node in (stated, version):
        if node is not None and not node.is_scalar:
            message = f"a module's source or version is {node.kind}, but takes text"
            raise Rejected([Problem(node.span, "wrong-type", message, "write one text, as in `./modules/etl`")])
    try:
        source = parse(stated.text, version.text if version is not None else None)
        if source.kind == "local":
            resolved = resolve_local(source.address, base, shelf.exists, shelf.bundled)
            source = resolved.source
            if resolved.warning:
                report(Problem(stated.span, *resolved.warning))
    except SourceError as error:
        place = version if error.code == "module-version" and version is not None else stated
        raise Rejected([Problem(place.span, error.code, error.message, error.hint)]) from error
    if source.kind == "bundled" and source.address not in shelf.bundled:
        message = f"there is no bundled module `{source.address}`"
        hint = "name a module of your own: a git, registry or local source"
        raise Rejected([Problem(stated.span, "no-module", message, hint)])
    interface = shelf.interface(PurePosixPath(source.address)) if source.kind == "local" else None
    return ModuleCall(source, interface, stated, version)


def _stated(block: Node, job_file: str, defaults: Node | None) -> tuple[Node | None, Node | None, PurePosixPath]:
    """The nodes of source and version, and the folder that a local path starts from.

    A job may choose another version of the settings' module.
    """
    source = block.get("terraform", "module_source")
    version = block.get("terraform", "module_version")
    if source is not None:
        return source, version, PurePosixPath(job_file).parent
    found = _default(block, defaults)
    if found is not None and found.is_mapping:
        return found.get("source"), version or found.get("version"), PurePosixPath()
    return found, version, PurePosixPath()


def _default(block: Node, defaults: Node | None) -> Node | None:
    """`modules.<provider>`: one source for all runtimes, or a mapping of runtime type (or `default`) to source."""
    provider, runtime = block.get("provider"), block.get("runtime", "type")
    found = defaults.get(provider.text) if defaults is not None and provider is not None else None
    if found is None or not found.is_mapping or "source" in found.items:
        return found
    by_runtime: Mapping[str, Node] = found.items
    return by_runtime.get(runtime.text if runtime is not None else "default") or by_runtime.get("default")
