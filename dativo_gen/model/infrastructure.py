"""The `infrastructure` block of a job after both dialects became one."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, RootModel
from pydantic_core import PydanticCustomError

from dativo_gen.clouds import CLOUDS, invalid_provider
from dativo_gen.model.base import Model, Slug, Text, Whole
from dativo_gen.suggest import nearest

RUNTIME_TYPES = ("dagster", "airflow", "kubernetes", "ecs", "cloud_run", "container_apps")


def _provider(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float):
        if value in CLOUDS:
            return value
        near = nearest(str(value), CLOUDS)
        context = {"hint": f"did you mean `{near}`?" if near else ""}
        raise PydanticCustomError("invalid-provider", "{said}", {"said": invalid_provider(str(value)), **context})
    return value


def _runtime_type(value: Any) -> Any:
    if value in RUNTIME_TYPES or isinstance(value, list | dict):
        return value
    near = nearest(str(value), RUNTIME_TYPES)
    said = f"Invalid runtime type: {value}. Must be one of: {', '.join(RUNTIME_TYPES)}"
    hint = f"did you mean `{near}`?" if near else ""
    raise PydanticCustomError("invalid-value", "{said}", {"said": said, "hint": hint})


class InfrastructureRuntimeModel(Model):
    """Where the job runs."""

    type: Annotated[str | None, BeforeValidator(_runtime_type)] = Field(None, examples=["ecs"])
    cluster_name: Text | None = None
    namespace: Text | None = None
    service_account: Text | None = None


class InfrastructureComputeModel(Model):
    """What the job needs; units are judged per runtime (`units.py`)."""

    cpu: Text | None = None
    memory: Text | None = None
    instance_type: Text | None = None
    max_runtime_seconds: Annotated[Whole | None, Field(gt=0)] = None


class InfrastructureNetworkingModel(Model):
    """The network the job runs in; ids stay opaque."""

    vpc_id: Text | None = None
    subnet_ids: list[Text] | None = None
    security_group_ids: list[Text] | None = None
    private_networking: bool | None = None


class InfrastructureStorageModel(Model):
    """Where the job's data lies."""

    bucket: Text | None = None
    prefix: Text | None = None
    kms_key_id: Text | None = None


class InfrastructureResourceModel(Model):
    """A cloud resource that exists and that the job uses."""

    resource_type: Text = Field(examples=["s3_bucket"])
    resource_id: Text = Field(examples=["arn:aws:s3:::acme-data-lake"])
    region: Text | None = None
    tags: dict[str, Text] | None = None


class InfrastructureProviderModel(Model):
    """The provider in the referenced dialect (`provider: {provider: aws, region: us-east-1}`)."""

    provider: Annotated[str, BeforeValidator(_provider)]
    region: Text | None = None
    account_id: Text | None = None
    project_id: Text | None = None
    resource_group: Text | None = None
    resources: list[InfrastructureResourceModel] = Field(default_factory=list)


class InfrastructureTerraformModel(Model):
    """The module that provisions the job and the state that remembers it."""

    OTHER_SPELLINGS: ClassVar[tuple[str, ...]] = ("module_path", "backend_config")

    module_source: Text | None = None
    module_version: Text | None = None
    workspace: Text | None = None
    backend: dict[str, Any] | None = None
    variables: dict[str, Any] = Field(default_factory=dict)
    outputs: dict[str, Text] = Field(default_factory=dict)
    stack: Slug | None = None


class InfrastructureTagsModel(RootModel[dict[str, Any]]):
    """Tags with the author's own keys; the referenced dialect's `custom` is flattened into them."""


class DagsterOpConfigModel(Model):
    """Retries of the Dagster op."""

    max_retries: Annotated[Whole | None, Field(ge=0)] = None
    retry_delay_seconds: Annotated[Whole | None, Field(ge=0)] = None


class ResourceRequirementsModel(Model):
    """Requests and limits of the container that Dagster starts."""

    request_cpu: Text | None = None
    request_memory: Text | None = None
    limit_cpu: Text | None = None
    limit_memory: Text | None = None


class InfrastructureDagsterModel(Model):
    """Where the job stands in Dagster."""

    code_location: Text | None = None
    repository: Text | None = None
    op_config: DagsterOpConfigModel | None = None
    resource_requirements: ResourceRequirementsModel | None = None


class InfrastructureModel(Model):
    """The whole block. `provider` may be left out where there are only tags, Dagster settings or metadata."""

    provider: Annotated[str | None, BeforeValidator(_provider)] = None
    region: Text | None = None
    account_id: Text | None = None
    project_id: Text | None = None
    resource_group: Text | None = None
    resources: list[InfrastructureResourceModel] = Field(default_factory=list)
    runtime: InfrastructureRuntimeModel = Field(default_factory=InfrastructureRuntimeModel)
    compute: InfrastructureComputeModel = Field(default_factory=InfrastructureComputeModel)
    networking: InfrastructureNetworkingModel = Field(default_factory=InfrastructureNetworkingModel)
    storage: InfrastructureStorageModel = Field(default_factory=InfrastructureStorageModel)
    tags: InfrastructureTagsModel = Field(default_factory=lambda: InfrastructureTagsModel({}))
    terraform: InfrastructureTerraformModel = Field(default_factory=InfrastructureTerraformModel)
    dagster: InfrastructureDagsterModel | None = None
    metadata: dict[str, Any] = Field(default_factory=dict)


Target = Literal["terraform", "dagster", "airflow", "jobs"]
