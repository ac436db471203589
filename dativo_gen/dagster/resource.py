"""A Dagster resource that knows a job's infrastructure, and what Terraform made for it."""

import json
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any

import dagster as dg
from pydantic import Field

from dativo_gen.orchestrators.one_job import JobLike, one_job
from dativo_gen.outputs import resolve_terraform_outputs


class DativoInfrastructureResource(dg.ConfigurableResource):  # type: ignore[type-arg]  # Dagster's own generics
    """The infrastructure of one job; holds no secrets that the job's file does not hold.

    `outputs` maps a field of the job to the value that Terraform gave it.
    """

    tenant_id: str = Field(description="Whose job it is.")
    environment: str = Field(description="Where it runs.")
    job_name: str = Field(description="The job's name.")
    provider: str | None = Field(default=None, description="The cloud.")
    region: str | None = Field(default=None, description="The region or location.")
    account_id: str | None = Field(default=None, description="The AWS account or Azure subscription.")
    project_id: str | None = Field(default=None, description="The Google Cloud project.")
    runtime: str | None = Field(default=None, description="What runs the job.")
    cluster_name: str | None = Field(default=None, description="The cluster it runs in.")
    namespace: str | None = Field(default=None, description="The Kubernetes namespace.")
    service_account: str | None = Field(default=None, description="Whom it acts as.")
    bucket: str | None = Field(default=None, description="The bucket of its data.")
    prefix: str | None = Field(default=None, description="The folder in the bucket.")
    tags: dict[str, str] = Field(default_factory=dict, description="The job's tags, as they were written.")
    outputs: dict[str, Any] = Field(default_factory=dict, description="Fields of the job that Terraform gives.")

    @classmethod
    def from_job(
        cls, job: JobLike, terraform_state: str | PathLike[str] | Mapping[str, Any] | None = None
    ) -> "DativoInfrastructureResource":
        """The resource of a job. A state, or a file with one or with `terraform output -json`, fills `outputs`.

        Raises Rejected for a job that cannot be read, ValueError for a state of another form.
        """
        return cls(**resource_config(job, terraform_state))


def resource_config(
    job: JobLike, terraform_state: str | PathLike[str] | Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The arguments of the resource; what the job does not say is left out."""
    read = one_job(job)
    run, block, where = read.run, read.infrastructure, read.run.where
    texts = {
        "tenant_id": run.key.tenant,
        "environment": run.key.environment,
        "job_name": run.key.name,
        "provider": block.provider,
        "region": block.region,
        "account_id": block.account_id,
        "project_id": block.project_id,
        "runtime": where.runtime,
        "cluster_name": block.runtime.cluster_name,
        "namespace": block.runtime.namespace,
        "service_account": block.runtime.service_account,
        "bucket": block.storage.bucket,
        "prefix": block.storage.prefix,
    }
    config: dict[str, Any] = {key: value for key, value in texts.items() if value is not None}
    config["tags"] = run.tags.plain()
    config["outputs"] = resolve_terraform_outputs(block, _state(terraform_state), job=run.key.name)
    return {key: value for key, value in config.items() if value not in ({}, None)}


def dativo_infrastructure_resource(
    job: JobLike, terraform_state: str | PathLike[str] | Mapping[str, Any] | None = None
) -> DativoInfrastructureResource:
    """The resource of a job, by its old name: `resources={"dativo": dativo_infrastructure_resource(path)}`."""
    return DativoInfrastructureResource.from_job(job, terraform_state)


def _state(state: str | PathLike[str] | Mapping[str, Any] | None) -> dict[str, Any] | None:
    if state is None or isinstance(state, Mapping):
        return None if state is None else dict(state)
    found = json.loads(Path(state).read_text(encoding="utf-8"))
    if not isinstance(found, dict):
        raise ValueError(f"{state} holds no state of Terraform")
    return found
