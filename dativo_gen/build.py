"""Resolved jobs and planned stacks -> the wanted tree, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from dativo_gen.dialect import as_spoken
from dativo_gen.manifest import JSON, digest
from dativo_gen.memory import Past, is_stack, present
from dativo_gen.orchestrators.base import Site
from dativo_gen.plan import MODULES, PlannedJob, Stack, job_path
from dativo_gen.render import Renderer, Rendering, shipped_plain_renderer
from dativo_gen.resolve import ResolvedJob
from dativo_gen.resolved_yaml import job_yaml
from dativo_gen.shell import Shell
from dativo_gen.tags_file import TAGS, tags_json
from dativo_gen.terraform.bundled import bundled_modules, copied_text, needed_files
from dativo_gen.terraform.source import bundled_name, source_argument, version_argument
from dativo_gen.tree import Folder, RenderedFile, Tree
from dativo_gen.view import Frame, header, stack_view

TOP = PurePosixPath(".")
NOTHING = Past()

_ATTRIBUTES = "# Made by dativo-gen. The files below are compared byte by byte: no line ends may change.\n* -text\n"
_IGNORE = """\
# Made by dativo-gen. What is generated is committed, also where a template above ignores it.
!*/
!*.tfvars
!*.tfbackend
# What Terraform leaves behind is not. Its lock file is: it pins the providers.
.terraform/
*.tfstate
*.tfstate.*
*.tfplan
crash.log
crash.*.log
# A run that was killed leaves these.
.dativo-gen.json.next
.dativo-gen.tmp-*
.dativo-gen.lock*
"""


@dataclass(frozen=True, slots=True)
class Yard:
    """What every folder needs to know: the output folder, the bytes of all inputs, `state.partial`."""

    output: PurePosixPath
    inputs: Mapping[str, bytes]
    partial: bool
    renderer: Renderer = field(default_factory=shipped_plain_renderer)
    _hashes: dict[str, str] = field(default_factory=dict)

    def hashes(self, files: Iterable[str]) -> dict[str, str]:
        return {name: self._hash(name) for name in files if name in self.inputs}

    def _hash(self, name: str) -> str:
        if name not in self._hashes:
            self._hashes[name] = digest(self.inputs[name])
        return self._hashes[name]


def build_tree(folders: Iterable[Folder]) -> Tree:
    """The tree of some folders and of what lies at its top."""
    top = {".gitattributes": RenderedFile(_ATTRIBUTES), ".gitignore": RenderedFile(_IGNORE)}
    return {TOP: Folder(TOP, top), **{folder.path: folder for folder in folders}}


def stack_folder(stack: Stack, shell: Shell, past: Past, yard: Yard) -> Folder:
    """The root module of a stack with jobs."""
    files = sorted({name for member in stack.jobs for name in _files_of(member)})
    frame = Frame(yard.output, tuple(sorted({member.job.file for member in stack.jobs})), yard.partial)
    view = stack_view(shell, stack.jobs, past, frame)
    rendering = yard.renderer.stack(_names(shell), (TAGS,), stack=view)
    rendered = {**rendering.files, TAGS: RenderedFile(tags_json(stack.jobs))}
    sources = _sources(rendered, files, rendering)
    recorded = {name: value for member in stack.jobs for name, value in member.provision.call.recorded.items()}
    entries = {member.key.name: past.entry(member.key.name, _entry(member, yard)) for member in stack.jobs}
    record = _record(shell, entries, past)
    inputs = yard.hashes(sorted({name for each in sources.values() for name in each})) | recorded
    return Folder(shell.key.folder, rendered, sources, inputs, record)


def ghost_folder(shell: Shell, past: Past, yard: Yard) -> Folder:
    """What is left of a stack whose jobs are all gone: it only tells Terraform what to do with them."""
    files = tuple(sorted({str(each.entry.get("file", "")) for each in past.leaving} - {""}))
    view = stack_view(shell, (), past, Frame(yard.output, files, yard.partial))
    rendering = yard.renderer.stack(_names(shell), (TAGS,), stack=view)
    rendered = {**rendering.files, TAGS: RenderedFile(tags_json(()))}
    inputs = yard.hashes(sorted({name for each in rendering.templates.values() for name in each}))
    return Folder(shell.key.folder, rendered, _sources(rendered, files, rendering), inputs, _record(shell, {}, past))


def module_folders(folders: Iterable[Folder]) -> list[Folder]:
    """Copies of the bundled modules that these stacks call, or called in what is left of them."""
    names = {name for folder in folders if is_stack(folder.path) for name in bundled_names(folder.record or {})}
    return [_module_folder(name) for name in bundled_modules() if name in names]


def bundled_names(record: Mapping[str, Any]) -> set[str | None]:
    """The bundled modules that a stack's record names, also for jobs that left."""
    return {bundled_name(str(entry.get("source", ""))) for entry in record["jobs"].values()}


def _module_folder(name: str) -> Folder:
    files = {path: RenderedFile(copied_text(name, path, text)) for path, text in needed_files(name).items()}
    return Folder(MODULES / name, files)


def _sources(names: Iterable[str], files: Sequence[str], rendering: Rendering) -> dict[str, tuple[str, ...]]:
    """What each file of a stack is made from: the files of its jobs, and templates that are not ours."""
    return {name: tuple(sorted({*files, *rendering.templates.get(name, ())})) for name in names}


def site_folder(site: Site, yard: Yard) -> Folder:
    """What a site makes in a folder of an orchestrator, which may have others."""
    made_from = sorted({name for run in site.runs for name in run.inputs})
    context = {"header": header(run.file for run in site.runs), **site.views}
    rendering = yard.renderer.folder(templates_of(site), site.names, (), **context)
    sources = _sources(rendering.files, made_from, rendering)
    inputs = yard.hashes(sorted({name for each in sources.values() for name in each}))
    return Folder(site.path, rendering.files, sources, inputs)


def templates_of(site: Site) -> str:
    """The folder of templates that make a site."""
    return f"orchestrators/{site.templates}"


def _names(shell: Shell) -> dict[str, str]:
    return {"stack": shell.key.name, "backend": shell.backend.type}


def _files_of(member: PlannedJob) -> Iterable[str]:
    yield from member.job.inputs
    yield from (member.provision.call.span.file, member.provision.backend.span.file)
    yield from (argument.value.span.file for argument in member.arguments if argument.group == "run")
    interface = member.provision.call.interface
    yield from member.provision.call.recorded
    if interface is not None and member.provision.call.source.kind == "local":
        yield from (each.span.file for each in interface.variables.values())
        yield from (each.span.file for each in interface.outputs.values())


def _entry(member: PlannedJob, yard: Yard) -> dict[str, Any]:
    call = member.provision.call
    folder = yard.output / PurePosixPath("terraform") / member.key.tenant / member.key.environment / "-"
    return present(member.job.file, source_argument(call.source, folder), version_argument(call.source))


def _record(shell: Shell, entries: Mapping[str, Any], past: Past) -> Mapping[str, JSON]:
    gone = {each.name: dict(each.entry) for each in past.leaving} | {
        each.old: dict(each.entry) for each in past.renamed
    }
    return {**shell.record(), "jobs": {**gone, **entries}}


def job_folder(path: PurePosixPath, job: ResolvedJob, yard: Yard) -> Folder:
    """A resolved job, in the folder of its tenant's jobs in an environment."""
    name = job_path(job.key).name
    return Folder(path, {name: RenderedFile(_job_text(job))}, {name: job.inputs}, yard.hashes(job.inputs))


def joined(folders: Iterable[Folder]) -> list[Folder]:
    """Folders, with what several say of one path as one."""
    groups: dict[PurePosixPath, list[Folder]] = {}
    for folder in folders:
        groups.setdefault(folder.path, []).append(folder)
    return [some[0] if len(some) == 1 else _joined(path, some) for path, some in groups.items()]


def _joined(path: PurePosixPath, some: Sequence[Folder]) -> Folder:
    files = {name: file for each in some for name, file in each.files.items()}
    sources = {name: found for each in some for name, found in each.sources.items()}
    return Folder(path, files, sources, {name: found for each in some for name, found in each.inputs.items()})


def _job_text(job: ResolvedJob) -> str:
    return job_yaml(as_spoken(job.written, job.config.referenced), header([job.file]))
