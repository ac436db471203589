"""Outputs of Terraform become the fields of the job that the job names."""

from __future__ import annotations

from typing import Any

import pytest

from dativo_gen import InfrastructureModel, resolve_terraform_outputs
from dativo_gen.model.infrastructure import InfrastructureTerraformModel

FIELD = "target.connection.s3.bucket"
VALUE = {"value": "acme-lake", "type": "string", "sensitive": False}


def infrastructure(**outputs: str) -> InfrastructureModel:
    return InfrastructureModel(terraform=InfrastructureTerraformModel(outputs=outputs))


@pytest.mark.parametrize(
    "state",
    [
        {"version": 4, "terraform_version": "1.11.4", "outputs": {"bucket_name": VALUE}, "resources": []},
        {"outputs": {"bucket_name": VALUE}},
        {"bucket_name": VALUE},
        {"format_version": "1.0", "terraform_version": "1.11.4", "values": {"outputs": {"bucket_name": VALUE}}},
        {"orders_bucket_name": VALUE},
    ],
    ids=["state file", "its outputs", "output -json", "show -json", "named as dativo-gen's stacks do"],
)
def test_every_form_of_outputs_is_read(state: dict[str, Any]) -> None:
    assert resolve_terraform_outputs(infrastructure(bucket_name=FIELD), state) == {FIELD: "acme-lake"}


def test_nothing_comes_of_nothing() -> None:
    assert resolve_terraform_outputs(None, {"bucket_name": VALUE}) == {}
    assert resolve_terraform_outputs(infrastructure(bucket_name=FIELD), None) == {}
    assert resolve_terraform_outputs(infrastructure(), {"bucket_name": VALUE}) == {}


def test_what_is_not_made_yet_is_left_out() -> None:
    assert resolve_terraform_outputs(infrastructure(bucket_name=FIELD, role="x.y"), {"bucket_name": VALUE}) == {
        FIELD: "acme-lake"
    }


def test_values_keep_their_types() -> None:
    outputs = {"subnets": {"value": ["a", "b"], "sensitive": False}, "size": {"value": 3, "sensitive": True}}
    found = resolve_terraform_outputs(infrastructure(subnets="x", size="y"), outputs)
    assert found == {"x": ["a", "b"], "y": 3}


def test_an_output_of_its_own_name_goes_before_that_of_a_job() -> None:
    outputs = {"bucket_name": VALUE, "orders_bucket_name": {"value": "other"}}
    assert resolve_terraform_outputs(infrastructure(bucket_name=FIELD), outputs) == {FIELD: "acme-lake"}


def test_of_several_jobs_in_a_stack_one_must_be_named() -> None:
    outputs = {"orders_bucket_name": VALUE, "order_items_bucket_name": {"value": "other"}}
    block = infrastructure(bucket_name=FIELD)
    with pytest.raises(ValueError, match="may be any of order_items_bucket_name, orders_bucket_name"):
        resolve_terraform_outputs(block, outputs)
    assert resolve_terraform_outputs(block, outputs, job="order-items") == {FIELD: "other"}
    assert resolve_terraform_outputs(block, outputs, job="elsewhere") == {}


@pytest.mark.parametrize("state", [{"bucket_name": "acme-lake"}, {"outputs": []}, {"version": 4, "resources": []}, []])
def test_other_data_is_refused_in_plain_words(state: Any) -> None:
    with pytest.raises(ValueError, match="output"):
        resolve_terraform_outputs(infrastructure(bucket_name=FIELD), state)
