"""The helpers for Dagster code written by hand, and the component, in the real Dagster."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dativo_gen.errors import Rejected
from dativo_gen.orchestrators.dagster import Dagster
from tests.orchestrators.runs_for_tests import lay_out, run, timing

from .find import REPOSITORY

pytestmark = pytest.mark.engine("dagster")

JOB = """\
tenant_id: acme
environment: prod
name: orders
source_connector_path: /app/connectors/postgres.yaml
infrastructure:
  provider:
    provider: aws
    region: us-east-1
  runtime: {type: dagster}
  storage: {bucket: acme-lake}
  tags:
    cost_center: DATA 001
    owner: data@acme.com
    compliance: [SOC2, GDPR]
    custom: {Team: lake}
  terraform:
    module_path: ./terraform/aws/dativo-etl
    outputs: {bucket_name: target.connection.s3.bucket}
finops: {cost_center: OPS-001}
governance_overrides: {retention_days: 90}
"""


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A job as its author wrote it, and a `dativo` that runs well."""
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    program = tmp_path / "bin" / "dativo"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    place = tmp_path / "acme" / "orders.yaml"
    place.parent.mkdir()
    place.write_text(JOB)
    return place


@pytest.fixture
def state(tmp_path: Path) -> Path:
    place = tmp_path / "terraform.tfstate"
    place.write_text(
        json.dumps({"version": 4, "terraform_version": "1.11.4", "outputs": {"bucket_name": {"value": "b"}}})
    )
    return place


def helpers() -> Any:
    from dativo_gen import dagster  # noqa: PLC0415 - not on every machine, or slow

    return dagster


def test_cost_allocation_tags_are_what_dagster_takes(job: Path) -> None:
    import dagster as dg  # noqa: PLC0415 - not on every machine, or slow

    tags = helpers().get_cost_allocation_tags(job)
    assert tags["dativo/tenant_id"] == "acme"
    assert tags["dativo/cost_center"] == "DATA-001"
    assert tags["dativo/owner"] == "data_at_acme.com"
    assert "dativo/Team" not in tags
    assert dg.AssetSpec("x", tags=tags).tags == tags


def test_compliance_is_metadata_that_keeps_lists_whole(job: Path) -> None:
    found = helpers().get_compliance_metadata(job)
    assert found["dativo/compliance"] == ["SOC2", "GDPR"]
    assert str(found["dativo/governance.retention_days"]) == "90"


def test_the_resource_is_configured_by_the_job_and_by_what_terraform_made(job: Path, state: Path) -> None:
    config = helpers().get_infrastructure_resource_config(job, state)
    resource = helpers().dativo_infrastructure_resource(job, state)
    assert isinstance(resource, helpers().DativoInfrastructureResource)
    assert (resource.tenant_id, resource.region, resource.bucket) == ("acme", "us-east-1", "acme-lake")
    assert resource.outputs == config["outputs"] == {"target.connection.s3.bucket": "b"}
    assert resource.tags["Team"] == "lake"


def test_a_job_is_taken_as_a_file_or_as_data(job: Path) -> None:
    from dativo_gen.node import plain  # noqa: PLC0415 - not on every machine, or slow
    from dativo_gen.source import read_yaml  # noqa: PLC0415 - not on every machine, or slow

    data = plain(read_yaml("orders.yaml", JOB.encode(), ""))
    for helper in ("get_cost_allocation_tags", "get_compliance_metadata", "get_infrastructure_resource_config"):
        named = getattr(helpers(), helper)
        assert named(data) == named(job) == named(str(job))


def test_data_without_a_name_is_called_as_its_asset() -> None:
    asset = helpers().create_dativo_asset_with_infrastructure({"tenant_id": "acme"}, "orders")
    assert asset.key.path == ["acme", "orders"]
    table = {"tenant_id": "acme", "name": "orders", "source": {"objects": ["one", "two"]}}
    tables = helpers().create_dativo_asset_with_infrastructure(table, "daily")
    assert sorted(key.to_user_string() for key in tables.keys) == ["acme/daily", "acme/daily/one", "acme/daily/two"]


def test_metadata_is_added_to_what_a_step_makes(job: Path) -> None:
    import dagster as dg  # noqa: PLC0415 - not on every machine, or slow

    @dg.asset
    def table(context: dg.AssetExecutionContext, dativo: dg.ResourceParam[Any]) -> dg.MaterializeResult:  # type: ignore[type-arg]
        helpers().add_infrastructure_metadata(context, job)
        return dg.MaterializeResult(metadata={"bucket": dativo.bucket})

    result = dg.materialize([table], resources={"dativo": helpers().dativo_infrastructure_resource(job)})
    (event,) = result.get_asset_materialization_events()
    metadata = {key: value.value for key, value in event.materialization.metadata.items()}
    assert metadata["dativo/region"] == "us-east-1"
    assert metadata["bucket"] == "acme-lake"


def test_an_asset_of_a_job_runs_it(job: Path) -> None:
    import dagster as dg  # noqa: PLC0415 - not on every machine, or slow

    asset = helpers().create_dativo_asset_with_infrastructure(job)
    assert asset.key == dg.AssetKey(["acme", "orders"])
    assert asset.op.pool == "dativo_acme"
    assert dg.materialize([asset]).success
    named = helpers().create_dativo_asset_with_infrastructure(str(job), "daily")
    assert named.key == dg.AssetKey(["acme", "daily"])


def test_a_job_that_is_wrong_is_told_before_anything_runs(job: Path) -> None:
    job.write_text(JOB.replace("tenant_id: acme\n", "").replace("type: dagster", "type: dagstr"))
    with pytest.raises(Rejected, match="`tenant_id` is missing"):
        helpers().create_dativo_asset_with_infrastructure(job)


def test_the_assets_of_several_tenants_come_from_files_folders_and_lists(job: Path) -> None:
    other = job.parent.parent / "globex" / "items.yaml"
    other.parent.mkdir()
    other.write_text(JOB.replace("acme", "globex").replace("name: orders", "name: items"))
    (other.parent / "_defaults.yaml").write_text("{}\n")
    found = helpers().create_multi_tenant_assets({"acme": job, "globex": [other.parent]})
    assert [asset.key.to_user_string() for asset in found] == ["acme/orders", "globex/items"]


def test_a_job_under_the_name_of_another_tenant_is_refused(job: Path) -> None:
    with pytest.raises(Rejected, match="this job belongs to acme, but was given for globex"):
        helpers().create_multi_tenant_assets({"globex": job})


def test_components_of_several_code_locations_load_side_by_side(tmp_path: Path) -> None:
    import dagster as dg  # noqa: PLC0415 - not on every machine, or slow

    from dativo_gen.dagster.component import TenantJobs  # noqa: PLC0415 - not on every machine, or slow

    tree = lay_out(tmp_path, Dagster(), [run(tenant=tenant, timings=(timing(),)) for tenant in ("acme", "globex")])
    places = [tree / "dagster" / "prod" / tenant for tenant in ("acme", "globex")]
    defs = [TenantJobs().build_defs(_Context(place)) for place in places]  # type: ignore[arg-type]  # a parameter
    merged = dg.Definitions.merge(*defs)
    dg.Definitions.validate_loadable(merged)
    names = merged.get_repository_def().job_names
    assert {"acme__orders_job", "globex__orders_job"} <= set(names)


class _Context:
    """What a component asks of its context."""

    def __init__(self, path: Path) -> None:
        self.path = path


def test_the_example_project_is_valid_and_runs(tmp_path: Path) -> None:
    example = REPOSITORY / "examples" / "infrastructure"
    stand_in = f"{example / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"DAGSTER_HOME": str(tmp_path), "PATH": stand_in}
    dagster = [sys.executable, "-m", "dagster"]
    told = subprocess.run(
        [*dagster, "definitions", "validate", "-w", "workspace.yaml"],
        cwd=example, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stdout + told.stderr
    told = subprocess.run(
        [*dagster, "asset", "materialize", "-f", "definitions.py", "--select", "*"],
        cwd=example, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stdout + told.stderr
    assert "Dativo would now run" in told.stdout + told.stderr
