"""The `infrastructure` block of a job after both dialects became one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, ConfigDict, Field, RootModel, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from dativo_gen.clouds import CLOUDS, invalid_provider
from dativo_gen.clouds.resource_types import resource_types
from dativo_gen.dialect import TERRAFORM_RENAMES, local_path
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


Provider = Annotated[str, BeforeValidator(_provider), WithJsonSchema({"enum": list(CLOUDS)})]
RuntimeType = Annotated[str, BeforeValidator(_runtime_type), WithJsonSchema({"enum": list(RUNTIME_TYPES)})]


def _of_the_table(schema: dict[str, Any]) -> None:
    """Name the resource types in the JSON Schema; a function, so that nobody else reads the table for it."""
    schema["enum"] = sorted({name for _, name in resource_types()})


class InfrastructureRuntimeModel(Model):
    """Where the job runs."""

    type: RuntimeType | None = Field(None, description="What runs the job.", examples=["ecs"])
    cluster_name: Text | None = Field(None, description="The cluster it runs in.", examples=["dativo-prod"])
    namespace: Text | None = Field(None, description="The Kubernetes namespace.", examples=["etl-jobs"])
    service_account: Text | None = Field(
        None,
        description="The role, service account or identity that the job acts as.",
        examples=["arn:aws:iam::123456789012:role/dativo"],
    )


class InfrastructureComputeModel(Model):
    """What the job needs; its units are judged by what the runtime offers."""

    cpu: Text | None = Field(None, description="Processors, or ECS units.", examples=["2", "500m", "2048"])
    memory: Text | None = Field(None, description="Memory; a bare number is MiB.", examples=["4Gi", "4096"])
    instance_type: Text | None = Field(
        None, description="The kind of machine.", examples=["t3.medium", "e2-medium", "Standard_B2s"]
    )
    max_runtime_seconds: Annotated[Whole | None, Field(gt=0)] = Field(
        None, description="After how many seconds the job is ended.", examples=[3600]
    )


class InfrastructureNetworkingModel(Model):
    """The network the job runs in; ids stay opaque."""

    vpc_id: Text | None = Field(None, description="The network.", examples=["vpc-0123456789abcdef0"])
    subnet_ids: list[Text] | None = Field(None, description="The subnets.", examples=[["subnet-0123456789abcdef0"]])
    security_group_ids: list[Text] | None = Field(
        None, description="The security groups.", examples=[["sg-0123456789abcdef0"]]
    )
    private_networking: bool | None = Field(None, description="Without public addresses.", examples=[True])


class InfrastructureStorageModel(Model):
    """Where the job's data lies."""

    bucket: Text | None = Field(None, description="The bucket's name, no address.", examples=["acme-data-lake"])
    prefix: Text | None = Field(None, description="The folder in the bucket.", examples=["raw/orders"])
    kms_key_id: Text | None = Field(None, description="The key that encrypts the data.", examples=["alias/acme-data"])


class InfrastructureResourceModel(Model):
    """A cloud resource that exists and that the job uses."""

    resource_type: Text = Field(
        description="What it is; each provider has its own types.",
        examples=["s3_bucket"],
        json_schema_extra=_of_the_table,
    )
    resource_id: Text = Field(
        description="Its id, in a form that its type has.", examples=["arn:aws:s3:::acme-data-lake"]
    )
    region: Text | None = Field(None, description="Its region, where it is not the job's.", examples=["us-east-1"])
    tags: dict[str, Text] | None = Field(None, description="Tags of this resource.", examples=[{"team": "data"}])


_REGION = Field(None, description="The region or location.", examples=["us-east-1", "europe-west4", "westeurope"])
_ACCOUNT = Field(
    None, description="The AWS account or, on Azure, the subscription. Quote it.", examples=["123456789012"]
)
_PROJECT = Field(None, description="The Google Cloud project.", examples=["acme-prod"])
_GROUP = Field(None, description="The Azure resource group.", examples=["rg-acme-data"])


class InfrastructureProviderModel(Model):
    """The provider in the referenced dialect (`provider: {provider: aws, region: us-east-1}`)."""

    provider: Provider = Field(description="The cloud.", examples=["aws"])
    region: Text | None = _REGION
    account_id: Text | None = _ACCOUNT
    project_id: Text | None = _PROJECT
    resource_group: Text | None = _GROUP
    resources: list[InfrastructureResourceModel] = Field(
        default_factory=list, description="Existing cloud resources that the job uses."
    )


class InfrastructureTerraformModel(Model):
    """The module that provisions the job and the state that remembers it."""

    OTHER_SPELLINGS: ClassVar[Mapping[str, str]] = TERRAFORM_RENAMES

    module_source: Text | None = Field(
        None,
        description="Where the module comes from: a git address, a registry address or a path.",
        examples=["git::https://git.example/modules.git//etl-job", "./terraform/modules/etl-job"],
    )
    module_version: Text | None = Field(None, description="The module's version. Quote it.", examples=["1.2.0"])
    workspace: Text | None = Field(None, description="The Terraform workspace.", examples=["prod"])
    backend: dict[str, Any] | None = Field(
        None,
        description="Where the state lies: the backend's `type` and its arguments.",
        examples=[{"type": "s3", "bucket": "acme-state", "key": "orders.tfstate"}],
    )
    variables: dict[str, Any] = Field(default_factory=dict, description="What else the module receives.")
    outputs: dict[str, Text] = Field(
        default_factory=dict,
        description="Outputs of the module, each with the value of the job that it becomes.",
        examples=[{"bucket_name": "target.connection.s3.bucket"}],
    )
    stack: Slug | None = Field(None, description="The stack's name, if it is not the job's.", examples=["lake"])

    @model_validator(mode="before")
    @classmethod
    def _other_spellings(cls, data: Any) -> Any:
        """Programs may use either spelling of a key; of both, the other one stays and is refused as unknown."""
        if not isinstance(data, dict) or cls.OTHER_SPELLINGS.keys().isdisjoint(data):
            return data
        path = data.get("module_path")
        given = {**data, "module_path": local_path(path)} if isinstance(path, str) else data
        new = {old: name for old, name in cls.OTHER_SPELLINGS.items() if name not in data}
        return {new.get(key, key): value for key, value in given.items()}


_NAMED_TAGS = {
    "cost_center": "Who pays.",
    "business_unit": "The part of the company it belongs to.",
    "project": "The project it belongs to.",
    "environment": "The environment, as the cost report calls it.",
    "owner": "Who answers for it.",
    "compliance": "The rules it stands under, such as `[SOC2, GDPR]`.",
    "custom": "Further tags, in the referenced dialect.",
}


def _named(schema: dict[str, Any]) -> None:
    schema["properties"] = {key: {"description": text} for key, text in _NAMED_TAGS.items()}


class InfrastructureTagsModel(RootModel[dict[str, Any]]):
    """Tags with the author's own keys; the referenced dialect's `custom` is flattened into them."""

    model_config = ConfigDict(json_schema_extra=_named, defer_build=True)


class DagsterOpConfigModel(Model):
    """Retries of the Dagster op."""

    max_retries: Annotated[Whole | None, Field(ge=0)] = Field(
        None, description="How often a failed op is tried again.", examples=[3]
    )
    retry_delay_seconds: Annotated[Whole | None, Field(ge=0)] = Field(
        None, description="Seconds between two tries.", examples=[60]
    )


class ResourceRequirementsModel(Model):
    """Requests and limits of the container that Dagster starts."""

    request_cpu: Text | None = Field(None, description="Processors it asks for.", examples=["2"])
    request_memory: Text | None = Field(None, description="Memory it asks for.", examples=["4Gi"])
    limit_cpu: Text | None = Field(None, description="Processors it may use at most.", examples=["4"])
    limit_memory: Text | None = Field(None, description="Memory it may use at most.", examples=["8Gi"])


class InfrastructureDagsterModel(Model):
    """Where the job stands in Dagster."""

    code_location: Text | None = Field(None, description="The code location.", examples=["dativo-etl"])
    repository: Text | None = Field(None, description="The repository in it.", examples=["etl_jobs"])
    op_config: DagsterOpConfigModel | None = None
    resource_requirements: ResourceRequirementsModel | None = None


class InfrastructureModel(Model):
    """The cloud that the job runs in. `provider` may be left out where there are only tags, dagster and metadata."""

    provider: Provider | None = Field(None, description="The cloud.", examples=["aws"])
    region: Text | None = _REGION
    account_id: Text | None = _ACCOUNT
    project_id: Text | None = _PROJECT
    resource_group: Text | None = _GROUP
    resources: list[InfrastructureResourceModel] = Field(
        default_factory=list, description="Existing cloud resources that the job uses."
    )
    runtime: InfrastructureRuntimeModel = Field(default_factory=InfrastructureRuntimeModel)
    compute: InfrastructureComputeModel = Field(default_factory=InfrastructureComputeModel)
    networking: InfrastructureNetworkingModel = Field(default_factory=InfrastructureNetworkingModel)
    storage: InfrastructureStorageModel = Field(default_factory=InfrastructureStorageModel)
    tags: InfrastructureTagsModel = Field(default_factory=lambda: InfrastructureTagsModel({}))
    terraform: InfrastructureTerraformModel = Field(default_factory=InfrastructureTerraformModel)
    dagster: InfrastructureDagsterModel | None = None
    metadata: dict[str, Any] = Field(default_factory=dict, description="Anything; it stays in the resolved job.")

    @model_validator(mode="before")
    @classmethod
    def _either_dialect(cls, data: Any) -> Any:
        """Programs may give the provider as a mapping; what stands inside and beside it is refused."""
        block = data.get("provider") if isinstance(data, dict) else None
        if isinstance(block, InfrastructureProviderModel):
            block = block.model_dump(exclude_unset=True)
        if not isinstance(block, dict) or len(block.keys() & data.keys()) > 1:
            return data
        return {**data, "provider": None, **block}


Target = Literal["terraform", "dagster", "airflow", "jobs"]
