"""One job file or mapping, as written or resolved -> its Run, without the repository around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from os import PathLike, fspath
from pathlib import Path, PurePosixPath
from typing import Any

from dativo_gen.dialect import one_model
from dativo_gen.errors import Problem, Rejected, Span
from dativo_gen.model.infrastructure import InfrastructureModel
from dativo_gen.model.job import JobConfig, JobKey, name_problem, read_job
from dativo_gen.node import Node, from_plain, made
from dativo_gen.orchestrators.run import Command, Run
from dativo_gen.orchestrators.runs import Frame, run_of
from dativo_gen.resolve import ResolvedJob
from dativo_gen.source import read_yaml
from dativo_gen.tags.merge import NOTHING_EXTRA, merge_tags
from dativo_gen.tags.outlets import Outlets
from dativo_gen.tags.tables import Tables

JobLike = str | PathLike[str] | Mapping[str, Any] | JobConfig
"""A job: its file, its data, or what was read of it."""

_DATA = "job"


@dataclass(frozen=True, slots=True)
class OneJob:
    """What a job says by itself: tags of its asset and layers of a repository are not in it.

    `path` is the job's file, None for data.
    """

    run: Run
    infrastructure: InfrastructureModel
    path: Path | None = None


def one_job(job: JobLike, command: Command | None = None) -> OneJob:
    """Read a job. Names such as `${environment}` stay as they are written.

    `command` replaces `dativo run --config <file>`. Raises Rejected with everything that is wrong, OSError if
    there is no such file.
    """
    path = Path(fspath(job)) if isinstance(job, str | PathLike) else None
    config = job if isinstance(job, JobConfig) else _config(_root(job, path), path)
    problems: list[Problem] = []
    tags = merge_tags(_identity(config.key), None, config.root, NOTHING_EXTRA, problems.append)
    file = str(path) if path is not None else _DATA
    frame = Frame(PurePosixPath("generated"), {"/": "."})
    resolved = ResolvedJob(
        key=config.key,
        file=file,
        config=config,
        outlets=Outlets(tags, config.provider),
        tables=Tables(),
        asset=None,
        schedules=(),
        inputs=(file,),
        provision=None,
    )
    run = run_of(resolved, frame)
    where = str(path) if path is not None else run.config_path
    stated = command or replace(run.command, arguments=("run", "--config", where))
    return OneJob(replace(run, config_path=where, command=stated), config.infrastructure, path)


def _root(job: Any, path: Path | None) -> Node:
    if path is not None:
        return read_yaml(str(path), path.read_bytes(), str(path))
    return from_plain(job, Span(_DATA))


def _config(root: Node, path: Path | None) -> JobConfig:
    problems: list[Problem] = []
    layer = one_model("the job", root, problems.append)
    key = _key(layer.root, path, problems)
    if key is None:
        raise Rejected(problems)
    config = read_job(key, layer.root, layer.referenced)
    if problems:
        raise Rejected(problems)
    return config


def _key(root: Node, path: Path | None, problems: list[Problem]) -> JobKey | None:
    """Who the job is; an environment that nobody states is `prod`."""
    stem = made(path.stem, root.span) if path is not None else None
    nodes = {
        "tenant_id": root.get("tenant_id"),
        "environment": root.get("environment") or made("prod", root.span),
        "name": root.get("name") or stem,
    }
    for name, node in nodes.items():
        if node is None:
            hint = f"add `{name}: acme`" if name == "tenant_id" else f"add `{name}: orders`"
            problems.append(Problem(root.span, "missing-key", f"`{name}` is missing", hint))
        elif (problem := name_problem(node, name)) is not None:
            problems.append(problem)
    if problems:
        return None
    return JobKey(*(node.text for node in nodes.values() if node is not None))


def _identity(key: JobKey) -> dict[str, Node]:
    place = Span(_DATA)
    named = {"tenant_id": key.tenant, "environment": key.environment, "job_name": key.name}
    return {name: made(value, place) for name, value in named.items()}
