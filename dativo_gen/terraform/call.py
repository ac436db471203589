"""Which module a job calls, and what is known of that module."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

from dativo_gen.errors import Problem, Rejected, Report, Span
from dativo_gen.node import Node, made
from dativo_gen.suggest import nearest
from dativo_gen.terraform.bundled import SCHEME, default_module
from dativo_gen.terraform.bundled_home import bundled_home, taken_from
from dativo_gen.terraform.local import resolve_local
from dativo_gen.terraform.lockfile import LOCK_FILE, Entry, Lock, entry_name, is_remote
from dativo_gen.terraform.module import Interface
from dativo_gen.terraform.source import ModuleSource, SourceError, parse


class Shelf(Protocol):
    """What can be known of modules without network: those that come with dativo-gen, the repository's folders."""

    bundled: Collection[str]

    def bundled_interface(self, name: str) -> Interface:
        """What a bundled module declares."""

    def exists(self, folder: PurePosixPath) -> bool:
        """Whether a folder with a module's files is there."""

    def interface(self, folder: PurePosixPath) -> Interface:
        """What the module in a folder declares. Raises Rejected if it cannot be read."""

    def lock(self) -> Lock:
        """What is recorded of modules from elsewhere. Raises Rejected if it cannot be read."""


@dataclass(frozen=True, slots=True)
class ModuleCall:
    """The module of one job; `interface` is None where it could not be read. `node` and `version` state it.

    `entry` is there if the lock tells the interface.
    """

    source: ModuleSource
    interface: Interface | None
    node: Node
    version: Node | None
    entry: Entry | None = None

    @property
    def span(self) -> Span:
        return self.node.span

    @property
    def recorded(self) -> dict[str, str]:
        """What is used of the lock as an input with its hash: one entry, so that others may come and go beside it."""
        return {f"{LOCK_FILE}#{entry_name(self.source)}": self.entry.sha256} if self.entry is not None else {}


def choose_module(block: Node, job_file: str, defaults: Node | None, shelf: Shelf, report: Report) -> ModuleCall:
    """The module that the job names, else the default of the settings, else the bundled one for it.

    Raises Rejected: `no-module` and what is wrong with a source.
    """
    stated, version, base = _stated(block, job_file, defaults)
    stated, home = stated or _bundled_default(block), bundled_home(defaults)
    for node in (stated, version):
        if node is not None and not node.is_scalar:
            message = f"a module's source or version is {node.kind}, but takes text"
            raise Rejected([Problem(node.span, "wrong-type", message, "write one text, as in `./modules/etl`")])
    try:
        takes_version = version is not None and not (home is not None and stated.text.startswith(SCHEME))
        source = parse(stated.text, version.text if version is not None and takes_version else None)
        if source.kind == "local":
            resolved = resolve_local(source.address, base, shelf.exists, shelf.bundled)
            source = resolved.source
            if resolved.warning:
                report(Problem(stated.span, *resolved.warning))
    except SourceError as error:
        place = version if error.code == "module-version" and version is not None else stated
        raise Rejected([Problem(place.span, error.code, error.message, error.hint)]) from error
    if source.kind == "bundled":
        _judge_bundled(source.address, stated.span, shelf)
        if home is not None:
            source, version = taken_from(home, source.address, version)
            _judge_folder(source, home.span, shelf)
    if is_remote(source):
        entry = _recorded(source, version or stated, shelf.lock(), report)
        return ModuleCall(source, entry.interface if entry is not None else None, stated, version, entry)
    if source.kind == "bundled":
        return ModuleCall(source, shelf.bundled_interface(source.address), stated, version)
    return ModuleCall(source, shelf.interface(PurePosixPath(source.address)), stated, version)


def _bundled_default(block: Node) -> Node:
    """The bundled module for the job's provider and runtime, told to stand where the job would name one."""
    place = (block.get("terraform") or block).key_span
    provider, runtime = block.get("provider"), block.get("runtime", "type")
    name = default_module(provider.text if provider else "", runtime.text if runtime and runtime.value else None)
    if name is None:
        hint = "add `terraform: {module_source: ...}` to the job, or a default under `modules` in the settings"
        raise Rejected([Problem(place, "no-module", "no Terraform module is named for this job", hint)])
    return made(f"{SCHEME}{name}", place)


def _judge_bundled(name: str, place: Span, shelf: Shelf) -> None:
    if name not in shelf.bundled:
        message = f"there is no bundled module `{name}`"
        near = nearest(name, shelf.bundled)
        hint = f"did you mean `{SCHEME}{near}`?" if near else f"there are {', '.join(sorted(shelf.bundled))}"
        raise Rejected([Problem(place, "no-module", message, hint)])


def _judge_folder(source: ModuleSource, place: Span, shelf: Shelf) -> None:
    if source.kind == "local" and not shelf.exists(PurePosixPath(source.address)):
        message = f"`modules.bundled` leads to {source.address}, and there is no module"
        hint = "make a copy there with `dativo-gen modules vendor`, or take the setting away"
        raise Rejected([Problem(place, "module-not-found", message, hint)])


def _recorded(source: ModuleSource, place: Node, lock: Lock, report: Report) -> Entry | None:
    """What the lock holds of a module. Reports an entry for other versions alone: the author expects it to be read."""
    found = lock.find(source)
    if found is None and (others := lock.other_versions(source)):
        message = f"{LOCK_FILE} knows this module in the version {', '.join(others)} only, so it is not read"
        report(Problem(place.span, "module-lock-outdated", message, "run `dativo-gen modules fetch`"))
    return found


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
