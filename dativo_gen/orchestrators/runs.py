"""A resolved job -> what an orchestrator's stub must know to run it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath

from dativo_gen.checks import read_compute, read_requirements, runtime_type
from dativo_gen.errors import Span
from dativo_gen.model.infrastructure import Target
from dativo_gen.model.job import JobKey
from dativo_gen.model.settings import FILE, Settings
from dativo_gen.node import Node, made, plain
from dativo_gen.orchestrators.run import Command, Needs, OnPartial, Run, Where
from dativo_gen.orchestrators.timing import timings
from dativo_gen.paths import stem, to_container
from dativo_gen.plan import job_path
from dativo_gen.resolve import ResolvedJob
from dativo_gen.tags.emit import otel_attributes
from dativo_gen.tags.tag import Tags

ORCHESTRATORS: tuple[Target, ...] = ("dagster", "airflow")
_STATED = ("command", "image", "on_partial", "dagster", "airflow")
"""Settings that have a part in every stub."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is the same for all jobs: where resolved jobs lie, how Dativo is started, which settings had a part."""

    output: PurePosixPath
    path_map: Mapping[str, str]
    program: tuple[str, ...] = ("dativo",)
    on_partial: OnPartial = "succeed"
    inputs: frozenset[str] = field(default_factory=frozenset)


def frame_of(settings: Settings, output: PurePosixPath) -> Frame:
    """The frame of a repository's jobs."""
    model = settings.model
    program = shlex.split(model.command) if isinstance(model.command, str) else model.command
    stated = any(settings.root.get(key) is not None for key in _STATED)
    return Frame(output, model.path_map, tuple(program), model.on_partial, frozenset([FILE] if stated else []))


def run_by(target: Target, jobs: Iterable[ResolvedJob], targets: Iterable[Target] | None) -> list[ResolvedJob]:
    """The jobs that an orchestrator runs, by their keys. `targets` is the setting, None where it is not given."""
    chosen = frozenset(targets) if targets is not None else None
    return sorted((job for job in jobs if target in orchestrators_of(job, chosen)), key=lambda job: job.key)


def orchestrators_of(job: ResolvedJob, targets: frozenset[Target] | None) -> frozenset[Target]:
    """What runs a job: what it asks for itself; else (or where that is no target) those that the setting names."""
    own = frozenset(_asked_for(job))
    if targets is None:
        return own
    return own & targets or targets & frozenset(ORCHESTRATORS)


def _asked_for(job: ResolvedJob) -> Iterator[Target]:
    block = _block(job)
    runtime, stated = runtime_type(block), block.get("dagster")
    if runtime == "dagster" or (stated is not None and stated.value is not None):
        yield "dagster"
    if runtime == "airflow":
        yield "airflow"


def run_of(job: ResolvedJob, frame: Frame) -> Run:
    """One job as orchestrators see it."""
    block, name = _block(job), job.root.get("name")
    path = config_path(job.key, frame.output, frame.path_map)
    return Run(
        key=job.key,
        file=job.file,
        name=made(job.key.name, name.span if name is not None else Span(job.file)),
        config_path=path,
        command=Command(
            frame.program, ("run", "--config", path), _environment(job), _text(job.image), frame.on_partial
        ),
        where=_where(job, block),
        needs=_needs(block),
        timings=timings(job.schedules, job.key.name),
        outlets=job.outlets,
        owner=_owner(job.tags),
        kinds=tuple(_kinds(job.root)),
        code_location=_given(block.get("dagster", "code_location")),
        repository=_given(block.get("dagster", "repository")),
        metadata=_metadata(job, block),
        inputs=tuple(sorted({*job.inputs, *frame.inputs})),
        objects=_objects(job.root),
    )


def config_path(key: JobKey, output: PurePosixPath, path_map: Mapping[str, str]) -> str:
    """Where the resolved job lies in the container; its path from the root if no entry of `path_map` says so."""
    path = resolved_path(key, output)
    return to_container(path, path_map) or path


@lru_cache(1 << 14)
def resolved_path(key: JobKey, output: PurePosixPath) -> str:
    """Where the resolved job lies, from the repository's root; asked three times for each job."""
    return str(output / job_path(key))


def _block(job: ResolvedJob) -> Node:
    """The infrastructure of a job, also one without a provider; an empty mapping if there is none."""
    block = job.root.get("infrastructure")
    return block if block is not None and block.is_mapping else made({}, Span(job.file))


def _environment(job: ResolvedJob) -> Mapping[str, str]:
    return {
        "TENANT_ID": job.key.tenant,
        "ENVIRONMENT": job.key.environment,
        "OTEL_RESOURCE_ATTRIBUTES": otel_attributes(job.tags),
    }


def _where(job: ResolvedJob, block: Node) -> Where:
    """What the job states; its region, account and project also where they follow from its resources."""
    place = job.provision.place if job.provision is not None else None
    network = block.get("networking")
    private = _given(block.get("networking", "private_networking"))

    def known(key: str) -> Node | None:
        return _given(block.get(key)) or (getattr(place, key) if place is not None else None)

    return Where(
        runtime=runtime_type(block),
        provider=_text(block.get("provider")),
        cluster=_given(block.get("runtime", "cluster_name")),
        namespace=_given(block.get("runtime", "namespace")),
        service_account=_given(block.get("runtime", "service_account")),
        region=known("region"),
        account_id=known("account_id"),
        project_id=known("project_id"),
        resource_group=known("resource_group"),
        subnets=_list(network, "subnet_ids"),
        security_groups=_list(network, "security_group_ids"),
        private_networking=private.value if private is not None and isinstance(private.value, bool) else None,
    )


def _needs(block: Node) -> Needs:
    compute, ops = read_compute(block), ("dagster", "op_config")
    return Needs(
        cpu_millicores=compute.cpu_millicores,
        memory_bytes=compute.memory_bytes,
        max_runtime_seconds=compute.max_runtime_seconds,
        requirements=read_requirements(block),
        max_retries=_whole(block.get(*ops, "max_retries")),
        retry_delay_seconds=_whole(block.get(*ops, "retry_delay_seconds")),
    )


def _owner(tags: Tags) -> Node | None:
    """Who answers for the job: the tag `owner` in any spelling, else the data's owner."""
    found = (tag.node for key in ("owner", "governance.owner") if (tag := tags.get(key)) is not None)
    return next((node for node in found if node.is_scalar and node.text), None)


def _kinds(root: Node) -> Iterator[str]:
    """The source's and the target's connector: the stem of its file, else what the job calls it or its type."""
    seen = set()
    for end in ("source", "target"):
        path = _text(root.get(f"{end}_connector_path"))
        kind = stem(path) if path else _text(root.get(f"{end}_connector")) or _text(root.get(end, "type"))
        if kind and kind not in seen:
            seen.add(kind)
            yield kind


def _objects(root: Node) -> tuple[Node, ...]:
    """What `source.objects` names, each once; nothing if one is no name, since that part is Dativo's own."""
    found = root.get("source", "objects")
    objects = found.elements if found is not None else ()
    if not all(each.is_scalar and each.text for each in objects):
        return ()
    return tuple({each.text: each for each in objects}.values())


def _metadata(job: ResolvedJob, block: Node) -> Mapping[str, object]:
    """What is worth reading beside a run and is too long or too free for tags; nothing is changed or left out."""
    found: dict[str, object] = {"tags": {tag.key: _tag_value(tag.value) for tag in job.tags.items}}
    asset = job.asset
    if asset is not None and asset.classifications:
        found["classifications"] = list(asset.classifications)
    if asset is not None and asset.column_classifications:
        found["column_classifications"] = {key: list(each) for key, each in asset.column_classifications.items()}
    for key in ("compute", "metadata"):
        node = block.get(key)
        if node is not None and node.items:
            found[key] = plain(node)
    return found


def _tag_value(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _given(node: Node | None) -> Node | None:
    return node if node is not None and node.value is not None else None


def _text(node: Node | None) -> str | None:
    return node.text if node is not None and node.is_scalar and node.value is not None else None


def _list(node: Node | None, key: str) -> tuple[Node, ...]:
    found = node.get(key) if node is not None else None
    return found.elements if found is not None else ()


def _whole(node: Node | None) -> int:
    return node.value if node is not None and isinstance(node.value, int) else 0
