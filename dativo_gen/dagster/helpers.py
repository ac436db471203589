"""Helpers for Dagster code written by hand: metadata, tags and whole assets from job configs."""

from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

import dagster as dg

from dativo_gen.codes import CODES
from dativo_gen.dagster.definitions import asset_from
from dativo_gen.dagster.resource import resource_config
from dativo_gen.errors import Problem, Rejected
from dativo_gen.orchestrators.dagster_record import bare, record_of
from dativo_gen.orchestrators.one_job import JobLike, one_job
from dativo_gen.orchestrators.run import Run
from dativo_gen.orchestrators.runtimes import lacks
from dativo_gen.spelling import fold
from dativo_gen.tags.destination import destination
from dativo_gen.tags.emit import emit
from dativo_gen.tags.tag import Tags

_COST = frozenset(map(fold, ("tenant_id", "environment", "cost_center", "business_unit", "project", "owner")))
_COMPLIANCE = ("compliance", "regulations", "classification", "retention")

Context = dg.AssetExecutionContext | dg.OpExecutionContext


def infrastructure_metadata(job: JobLike) -> dict[str, Any]:
    """What a job says of its infrastructure, as metadata of an asset's definition: `dativo/region`, ..."""
    config = resource_config(job)
    return {f"dativo/{key}": value for key, value in config.items()}


def add_infrastructure_metadata(context: Context, job: JobLike) -> dict[str, Any]:
    """Add a job's infrastructure to each asset that the running step makes; returns what was added.

    It goes together with a `MaterializeResult(metadata=...)`. Raises Rejected for a job that cannot be read.
    """
    metadata = infrastructure_metadata(job)
    running = context if isinstance(context, dg.AssetExecutionContext) else None
    if running is None:
        context.add_output_metadata(metadata)
        return metadata
    for key in sorted(running.selected_asset_keys):
        running.add_asset_metadata(metadata, asset_key=key)
    return metadata


def get_infrastructure_resource_config(
    job: JobLike, terraform_state: str | PathLike[str] | Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The arguments of `DativoInfrastructureResource` as plain data, without secrets; also for `configured`."""
    return resource_config(job, terraform_state)


def get_cost_allocation_tags(job: JobLike) -> dict[str, str]:
    """Who pays: tags that Dagster takes on assets, jobs, runs and results.

    They are tenant, environment, cost centre, business unit, project and owner, and all of `finops`, with names in
    `dativo/` and values cut to what Dagster allows. The values as written are in `infrastructure_metadata`.
    """
    tags = one_job(job).run.tags
    chosen = tuple(tag for tag in tags.items if fold(tag.key) in _COST or tag.key.startswith("finops."))
    return {f"dativo/{key}": value for key, value in emit(Tags(chosen), destination("dagster_asset")).tags.items()}


def get_compliance_metadata(job: JobLike) -> dict[str, Any]:
    """What rules a job stands under: classification, regulations, retention and governance.

    As metadata and not as tags: lists and addresses stay whole.
    """
    found: dict[str, Any] = {}
    for tag in one_job(job).run.tags.items:
        words = tag.key.lower()
        if words.startswith("governance.") or any(word in words for word in _COMPLIANCE):
            found[f"dativo/{tag.key}"] = list(tag.value) if isinstance(tag.value, tuple) else tag.value
    return found


def create_dativo_asset_with_infrastructure(job: JobLike, name: str | None = None) -> dg.AssetsDefinition:
    """The asset `<tenant>/<name>` that runs a job where its infrastructure says; `name` is the job's if not given.

    The job is read here and not in the asset's body, so a file that is wrong is told when Dagster loads. Raises
    Rejected with everything that is wrong.
    """
    run = one_job(_called(job, name)).run
    problems = [each for each in lacks(run, "Dagster", "dagster-incomplete") if CODES[each.code].severity == "error"]
    if problems:
        raise Rejected(problems)
    record = bare(record_of(run))
    if name is not None:
        key = dg.AssetKey([run.key.tenant, name])
        tables = [{**each, "key": [*key.path, each["key"][-1]]} for each in record["objects"]]
        record |= {"key": [*key.path], "op": key.to_python_identifier(), "objects": tables}
    return asset_from(record)


def _called(job: JobLike, name: str | None) -> JobLike:
    """Data of a job that has no name of its own, as a file has one, by the name that its asset gets."""
    return {"name": name, **job} if isinstance(job, Mapping) and name is not None else job


def create_multi_tenant_assets(tenants: Mapping[str, JobLike | Sequence[JobLike]]) -> list[dg.AssetsDefinition]:
    """The assets of several tenants: each with a job, a folder of jobs, or a list of these.

    Raises Rejected for a job that cannot be read or belongs to another tenant than its key says.
    """
    problems: list[Problem] = []
    assets = []
    for tenant, stated in tenants.items():
        for job in _jobs(stated):
            try:
                run = one_job(job).run
                _check_tenant(tenant, run)
                assets.append(create_dativo_asset_with_infrastructure(job))
            except Rejected as error:
                problems += error.problems
    if problems:
        raise Rejected(problems)
    return assets


def _check_tenant(tenant: str, run: Run) -> None:
    if run.key.tenant != tenant:
        message = f"this job belongs to {run.key.tenant}, but was given for {tenant}"
        raise Rejected([Problem(run.name.span, "tenant-folder", message, f"give it for {run.key.tenant}")])


def _jobs(stated: JobLike | Sequence[JobLike]) -> list[JobLike]:
    """The jobs named; of a folder all files that hold one, as `render` sees them."""
    if isinstance(stated, Sequence) and not isinstance(stated, str):
        return [job for each in stated for job in _jobs(each)]
    if isinstance(stated, str | PathLike) and Path(stated).is_dir():
        found = sorted(each for each in Path(stated).rglob("*") if each.suffix in (".yaml", ".yml"))
        return [each for each in found if not each.name.startswith((".", "_"))]
    return [stated]
