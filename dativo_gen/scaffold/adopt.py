"""A tenant that was made by hand -> the answers that would have made it, so that templates can be merged into it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any, TypeVar

from dativo_gen.model.settings import FILE
from dativo_gen.pipeline import Request, plan
from dativo_gen.repository import WrongUsage
from dativo_gen.resolve import ResolvedJob
from dativo_gen.scaffold.answers import ANSWERS_FILE
from dativo_gen.scaffold.copier_run import render
from dativo_gen.scaffold.home import Home
from dativo_gen.scaffold.job import catalog
from dativo_gen.scaffold.place import Addition, read_text, refuse
from dativo_gen.scaffold.questions import checker, name_fault
from dativo_gen.scaffold.tenant import STARTERS, NewTenant, drawn, rendering_for

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Adopted:
    """The answers file to be written, what was inferred, and the tenant's files beside those of the template.

    `compared` has, by path from the root, the text that is there (None: nothing) and what the template would write.
    """

    addition: Addition
    answers: Mapping[str, Any]
    compared: Mapping[PurePosixPath, tuple[str | None, str]]
    doubts: tuple[str, ...] = field(default=())


def adopt(home: Home, wish: NewTenant) -> Adopted:
    """Infer a tenant's answers from its jobs; `wish.data` has the last word.

    Raises WrongUsage where there is no such tenant or where it has answers already, WrongAnswerError, and
    TemplateFailedError.
    """
    fault = name_fault(wish.name, "TENANT")
    folder = home.jobs / wish.name
    if fault or not (home.root / folder).is_dir():
        raise WrongUsage(fault or f"{folder}: there is no such folder, so no tenant to adopt")
    refuse(Addition(home.root, {folder / ANSWERS_FILE: ""}))
    found = dict(infer(home, wish.name, _jobs(home, folder)))
    answers, doubts = _usable(home, found)
    rendering = rendering_for(home, wish)
    rendering = replace(rendering, answers={**answers, **rendering.answers})
    files = {folder / path: text for path, text in drawn(rendering, wish.origin, render).items()}
    file = folder / ANSWERS_FILE
    compared = {path: (read_text(home.root / path), text) for path, text in sorted(files.items()) if path != file}
    return Adopted(Addition(home.root, {file: files[file]}), answers, compared, doubts)


def _jobs(home: Home, folder: PurePosixPath) -> Sequence[ResolvedJob]:
    """The sound jobs in a folder. Raises WrongUsage if there are none."""
    planned = plan(Request((home.root / folder,)), lambda step: None)
    found = [job for job in planned.loaded.jobs if PurePosixPath(job.file).is_relative_to(folder)]
    if not found:
        raise WrongUsage(f"{folder}: holds no job without errors to learn from; see `dativo-gen validate {folder}`")
    return found


def _usable(home: Home, found: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What the questions take, and a line on each value that they do not; the template proposes another for it."""
    check = checker(home.environments, home.used_environments(), STARTERS)
    others = {"provider": "aws", **found}
    faults = {
        name: fault
        for name, value in found.items()
        if (fault := check(name, value, **{key: each for key, each in others.items() if key != name}))
    }
    doubts = tuple(f"{name}: {found[name]} is not taken over: {fault}" for name, fault in sorted(faults.items()))
    return {name: value for name, value in found.items() if name not in faults}, doubts


def infer(home: Home, tenant: str, jobs: Sequence[ResolvedJob]) -> Iterator[tuple[str, Any]]:
    """Each answer that the jobs on the most used cloud give: what most of them say."""
    provider = _most(job.config.infrastructure.provider for job in jobs)
    jobs = [job for job in jobs if job.config.infrastructure.provider == provider]
    yield "tenant", tenant
    yield "environments", _environments(home, jobs)
    module = _most(map(_module, jobs))
    for name, ask in _SAID.items():
        told = [job for job in jobs if _module(job) == module] if name == "module_version" else jobs
        value = _most(ask(job) for job in told)
        if value is not None:
            yield name, list(value) if isinstance(value, tuple) else value
    if bucket := _data_bucket(jobs):
        yield "data_bucket", bucket
    yield "starters", _starters(home, tenant)
    yield "container", home.container(".")


def _most(values: Iterable[T | None]) -> T | None:
    """The value that most give; of equally many the first."""
    counted = Counter(value for value in values if value is not None)
    return counted.most_common(1)[0][0] if counted else None


def _environments(home: Home, jobs: Sequence[ResolvedJob]) -> list[str]:
    """What most files are in: one environment, or all of the settings."""
    files: dict[str, set[str]] = {}
    for job in jobs:
        files.setdefault(job.file, set()).add(job.key.environment)
    most = _most(tuple(sorted(each)) for each in files.values()) or ()
    return (
        list(most) if len(most) == 1 or most == home.environments else [str(_most(job.key.environment for job in jobs))]
    )


def _data_bucket(jobs: Sequence[ResolvedJob]) -> str | None:
    """The bucket without its environment, where each environment has its own."""
    storages = [(job.key.environment, job.config.infrastructure.storage) for job in jobs]
    several = len({environment for environment, _ in storages}) > 1
    named = ((environment, storage.bucket) for environment, storage in storages if storage and storage.bucket)
    return _most(
        bucket.removesuffix(environment).removesuffix("-") if several else bucket for environment, bucket in named
    )


def _starters(home: Home, tenant: str) -> list[str]:
    """The sources whose starter job is there, by the name of its file."""
    known = catalog()["sources"]
    files = {source: f"{source}_{known[source]['object']}.yaml" for source in STARTERS}
    return [source for source, file in files.items() if (home.root / home.jobs / tenant / file).is_file()]


def _place(name: str) -> Callable[[ResolvedJob], str | None]:
    """Where a job's resources are: stated, else as its identifiers say."""

    def ask(job: ResolvedJob) -> str | None:
        stated = getattr(job.config.infrastructure, name)
        return stated or (job.provision.place.texts().get(name) if job.provision else None)

    return ask


def _runtime(name: str) -> Callable[[ResolvedJob], str | None]:
    return lambda job: getattr(job.config.infrastructure.runtime, name, None)


def _tag(*keys: str) -> Callable[[ResolvedJob], str | None]:
    """The first of these tags that a job has."""
    return lambda job: next((tag.text for key in keys if (tag := job.tags.get(key)) is not None), None)


def _state_bucket(job: ResolvedJob) -> str | None:
    """Empty where the settings say where states are."""
    if job.provision is None:
        return None
    backend = job.provision.backend
    return "" if backend.span.file == FILE else backend.text("bucket") or backend.text("storage_account_name") or None


def _module(job: ResolvedJob) -> str | None:
    if job.provision is None:
        return None
    node = job.provision.block.get("terraform", "module_source")
    return node.text if node is not None else ""


def _module_version(job: ResolvedJob) -> str | None:
    node = job.provision.block.get("terraform", "module_version") if job.provision else None
    return node.text if node is not None else None


def _subnets(job: ResolvedJob) -> tuple[str, ...] | None:
    networking = job.config.infrastructure.networking
    return tuple(networking.subnet_ids) if networking and networking.subnet_ids else None


def _regulations(job: ResolvedJob) -> tuple[str, ...] | None:
    text = _tag("compliance.regulations", "compliance")(job)
    return tuple(each.strip() for each in text.split(",")) if text else None


def _cron(job: ResolvedJob) -> str | None:
    return next((each.model.cron for each in job.schedules if each.model.cron), None)


_SAID: Mapping[str, Callable[[ResolvedJob], Any]] = {
    "provider": lambda job: job.config.infrastructure.provider,
    "runtime": _runtime("type"),
    "region": _place("region"),
    "account_id": _place("account_id"),
    "project_id": _place("project_id"),
    "resource_group": _place("resource_group"),
    "cluster_name": _runtime("cluster_name"),
    "subnet_ids": _subnets,
    "state_bucket": _state_bucket,
    "module_source": _module,
    "module_version": _module_version,
    "cost_center": _tag("cost_center", "finops.cost_center"),
    "owner": _tag("owner", "governance.owner"),
    "classification": _tag("classification.default"),
    "regulations": _regulations,
    "cron": _cron,
}
