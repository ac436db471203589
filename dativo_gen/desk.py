"""One job's layers -> the resolved job, or every problem of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from dativo_gen.checks import judge
from dativo_gen.clouds import CLOUDS
from dativo_gen.dialect import referenced_place
from dativo_gen.errors import Problem, Rejected, Report, Span
from dativo_gen.interpolate import STATED_NAMES, Names, interpolate, interpolate_job, references
from dativo_gen.jobs import JobInput
from dativo_gen.layers import merge_layers
from dativo_gen.model.asset import Asset
from dativo_gen.model.job import JobConfig, JobKey, near_misses, read_job
from dativo_gen.model.runner import Schedule, job_schedules
from dativo_gen.model.settings import Settings
from dativo_gen.node import Node
from dativo_gen.orchestrators.offers import with_offers
from dativo_gen.orchestrators.runs import resolved_path
from dativo_gen.orchestrators.timing import distinct_schedules, sound_schedules
from dativo_gen.paths import SETTINGS_FILE, from_container, to_container
from dativo_gen.resolve import ResolvedJob, Sources, resolve_job
from dativo_gen.tags.judge import Bearer, judge_tags
from dativo_gen.tags.merge import merge_tags
from dativo_gen.tags.policy import NO_POLICY, TagPolicy
from dativo_gen.terraform.call import Shelf


def _no_connector(path: str) -> Node | None:
    del path
    return None


@dataclass(frozen=True, slots=True)
class Desk:
    """Takes one job after the other from its layers to the end.

    `find_asset` gives the asset at a path from the root, None if there is no such file; it raises Rejected.
    `find_connector` gives the content of a connector's file, None if it cannot be read.
    """

    settings: Settings
    shelf: Shelf
    find_asset: Callable[[str], Asset | None]
    schedules: Mapping[str, tuple[Schedule, ...]]
    output: PurePosixPath
    tag_policy: TagPolicy = NO_POLICY
    find_connector: Callable[[str], Node | None] = _no_connector

    def resolve(self, job: JobInput, report: Report) -> ResolvedJob:
        """The job. Raises Rejected, after all else was looked at, if what the author wrote cannot be read as one."""
        unclear: list[Problem] = []
        merged, root, names = assemble(job, unclear.append)
        hushed = {problem.span for problem in unclear}
        later = _beside(hushed, report)
        wrong = near_misses(merged)
        asset, path = self._asset(root, later, wrong)
        self._check_container_path(job, report)
        connector, connector_path = self._connector(root)
        schedules = self.schedules.get(job.file, ())
        inputs = _input_files(job, path, connector_path, *self._settings_files(job, bool(schedules)))
        own = sound_schedules(job_schedules(root, later), later)
        schedules = distinct_schedules((*schedules, *own), later)
        sources = Sources(job.file, asset, schedules, inputs, job.identity, names, self.tag_policy, connector)
        resolved = self._resolved(job, root, sources, later, wrong)
        if resolved is None or wrong or unclear:
            raise Rejected([*unclear, *(problem for problem in wrong if problem.span not in hushed)])
        return resolved

    def _settings_files(self, job: JobInput, scheduled: bool) -> Iterator[str]:
        """The files beside its layers and what it names that reach a job."""
        if scheduled:
            yield self.settings.model.runner
        if self.tag_policy.layers_of(job.key):
            yield SETTINGS_FILE

    def _resolved(
        self, job: JobInput, root: Node, sources: Sources, report: Report, wrong: list[Problem]
    ) -> ResolvedJob | None:
        config: JobConfig | None = None
        try:
            config = read_job(job.key, root, referenced_place(job.layers))
            resolved = resolve_job(config, sources, self.settings, self.shelf, report)
            return with_offers(resolved, self.settings, self.output, report)
        except Rejected as rejected:
            wrong += rejected.problems
        if config is None:
            known = {problem.span for problem in wrong}
            _look_further(root, sources, known, _beside(known, report))
        return None

    def _asset(self, root: Node, report: Report, wrong: list[Problem]) -> tuple[Asset | None, str | None]:
        node = root.get("asset_path")
        if node is None or not isinstance(node.value, str):
            return None, None
        path = from_container(node.value, self.settings.model.path_map)
        if path is None:
            known = ", ".join(sorted(self.settings.model.path_map))
            message = f"no entry of `path_map` covers the asset path {node.text}"
            report(Problem(node.span, "path-uncovered", message, f"it covers {known}; add the path's beginning to it"))
            return None, None
        try:
            found = self.find_asset(path)
        except Rejected as rejected:
            wrong += rejected.problems
            return None, None
        if found is None:
            message = f"there is no asset at {node.text}: tried {path}"
            report(Problem(node.span, "asset-missing", message, "mend the path, or set `assets: optional`"))
        return found, path if found is not None else None

    def _connector(self, root: Node) -> tuple[Node | None, str | None]:
        """The target's connector with its path. It is Dativo's own: one that is not there or not YAML is not judged."""
        node = root.get("target_connector_path")
        if node is None or not isinstance(node.value, str):
            return None, None
        path = from_container(node.value, self.settings.model.path_map)
        found = self.find_connector(path) if path is not None else None
        return found, path if found is not None else None

    def _check_container_path(self, job: JobInput, report: Report) -> None:
        path = resolved_path(job.key, self.output)
        if to_container(path, self.settings.model.path_map) is None:
            message = f"no entry of `path_map` covers the resolved job {path}, so no container could run it"
            report(Problem(job.identity["job_name"].span, "path-uncovered", message, "add the output folder to it"))


def assemble(job: JobInput, report: Report) -> tuple[Node, Node, Names]:
    """A job's layers merged; the same with its identity written out and names filled in; and those names."""
    merged = merge_layers(job.layers, report)
    names = _with_stated(job, merged)
    return merged, interpolate_job(_with_identity(merged, job), names, report), names


def _beside(spans: Collection[Span], report: Report) -> Report:
    """A report that hears nothing more of values of which it is known already that they are not what was meant."""

    def later(problem: Problem) -> None:
        if problem.span not in spans:
            report(problem)

    return later


def _look_further(root: Node, sources: Sources, wrong: Collection[Span], report: Report) -> None:
    """What can be said of the tags and values of a job beside those that are wrong in themselves."""
    block = root.get("infrastructure")
    whole = block is not None and block.is_mapping
    _look_at_tags(root, sources, report)
    provider = block.get("provider") if block and whole else None
    cloud = CLOUDS.get(provider.text) if provider is not None and provider.is_scalar else None
    if block is not None and cloud is not None:
        for problem in judge(cloud, _pruned(block, wrong)):
            report(problem)


def _look_at_tags(root: Node, sources: Sources, report: Report) -> None:
    key = JobKey(*(sources.identity[name].text for name in ("tenant_id", "environment", "job_name")))
    policy, provider = sources.tag_policy, root.get("infrastructure", "provider")
    tags = merge_tags(sources.identity, sources.asset, root, policy.extra(key, sources.names, report), report)
    known = provider.text if provider is not None and provider.text in CLOUDS else None
    for problem in judge_tags(tags, Bearer(key, sources.file, root, known), policy):
        report(problem)


def _pruned(node: Node, wrong: Collection[Span]) -> Node:
    """A value without the parts that stand at `wrong` places, and without nulls."""
    if node.is_list:
        return replace(node, value=tuple(_pruned(item, wrong) for item in node.elements if item.span not in wrong))
    if not node.is_mapping:
        return node
    kept = {
        key: _pruned(child, wrong)
        for key, child in node.items.items()
        if child.value is not None and child.span not in wrong and child.key_span not in wrong
    }
    return node.with_items(kept)


def _with_identity(root: Node, job: JobInput) -> Node:
    """The job with its own tenant and environment written out, also if a layer or nobody stated them."""
    known = {"tenant_id": job.identity["tenant_id"], "environment": job.identity["environment"]}
    rest = {key: node for key, node in root.items.items() if key not in known}
    return root.with_items({**known, **rest})


def _with_stated(job: JobInput, merged: Node) -> Names:
    """The job's names and what its infrastructure states; a stated value may itself use the others, but not itself."""
    block = merged.get("infrastructure")
    found = {name: block.get(name) if block is not None else None for name in STATED_NAMES}
    waiting = {name: node for name, node in found.items() if node is not None and node.is_scalar and node.value}
    stated: dict[str, Node] = {}
    while ready := [name for name, node in waiting.items() if not _uses(node) & waiting.keys()]:
        names = job.names.with_values(stated)
        stated |= {name: interpolate(waiting.pop(name), names, _silent) for name in ready}
    return job.names.with_values(stated, frozenset(STATED_NAMES) - stated.keys())


def _uses(node: Node) -> set[str]:
    return {name.lower() for name in references(node)}


def _silent(problem: Problem) -> None:
    """What is wrong with a stated value is said where the whole job is interpolated."""


def _input_files(job: JobInput, *others: str | bool | None) -> tuple[str, ...]:
    """The files that a job is made from. The settings count where a layer of theirs reaches it."""
    found = {job.file, *(layer.root.span.file for layer in job.layers)}
    found |= {name for name in others if isinstance(name, str)}
    return tuple(sorted(found))
