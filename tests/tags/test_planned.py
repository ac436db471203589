"""Plans as Terraform prints them are judged by the tags of their jobs (real ones: engines/test_tags_planned.py)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dativo_gen.cli.app import app
from dativo_gen.tags.planned import Coverage, coverage

TAGS = {"orders": [{"tenant_id": "acme", "team": "data"}]}
WHOLE = {"tenant_id": "acme", "team": "data"}


def _plan(kind: str, values: Mapping[str, Any], unknown: Mapping[str, Any] | None = None) -> dict[str, Any]:
    address = f"module.orders.{kind}.this"
    resource = {"address": address, "mode": "managed", "type": kind, "values": values}
    inner = {"address": "module.orders.module.inner", "resources": [resource]}
    return {
        "planned_values": {"root_module": {"child_modules": [{"address": "module.orders", "child_modules": [inner]}]}},
        "resource_changes": [{"address": address, "change": {"after_unknown": unknown or {}}}],
    }


def _judged(kind: str, values: Mapping[str, Any], unknown: Mapping[str, Any] | None = None) -> Coverage:
    return coverage(_plan(kind, values, unknown), TAGS)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("aws_sqs_queue", {"tags": WHOLE, "tags_all": {**WHOLE, "more": "x"}}),
        ("aws_sqs_queue", {"tags": None, "tags_all": WHOLE}),
        ("google_storage_bucket", {"labels": WHOLE, "effective_labels": WHOLE}),
        ("google_monitoring_alert_policy", {"user_labels": WHOLE}),
        ("google_compute_instance", {"tags": ["network"], "labels": WHOLE}),
        ("kubernetes_namespace_v1", {"metadata": [{"labels": WHOLE}]}),
        ("aws_autoscaling_group", {"tag": [{"key": key, "value": value} for key, value in WHOLE.items()]}),
    ],
)
def test_a_resource_with_all_tags_is_right(kind: str, values: Mapping[str, Any]) -> None:
    assert _judged(kind, values) == Coverage((), 1, (), ())


@pytest.mark.parametrize(
    ("kind", "values", "missing"),
    [
        ("aws_sqs_queue", {"tags": None, "tags_all": {}}, ("tenant_id", "team")),
        ("aws_sqs_queue", {"tags": None}, ("tenant_id", "team")),
        ("aws_sqs_queue", {"tags": {"team": "other"}, "tags_all": {**WHOLE, "team": "other"}}, ("team",)),
        ("kubernetes_namespace_v1", {"metadata": [{"labels": {"team": "data"}}]}, ("tenant_id",)),
    ],
)
def test_a_resource_without_them_is_named_with_what_it_lacks(
    kind: str, values: Mapping[str, Any], missing: tuple[str, ...]
) -> None:
    (bare,) = _judged(kind, values).bare
    assert (bare.job, bare.lack, bare.missing) == ("orders", "untagged", missing)
    assert bare.address == f"module.orders.{kind}.this"


def test_types_that_take_none_are_listed_apart() -> None:
    found = _judged("aws_s3_bucket_versioning", {"bucket": "acme"})
    assert found == Coverage((), 0, ("module.orders.aws_s3_bucket_versioning.this",), ())
    assert _judged("google_monitoring_notification_channel", {"labels": {}}).taggable == 0


def test_what_only_apply_knows_is_no_fault() -> None:
    found = _judged("aws_sqs_queue", {"tags_all": None}, {"tags": True, "tags_all": True})
    assert found.bare == ()
    assert len(found.unknown) == 1


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("aws_ecs_service", {"tags": WHOLE, "propagate_tags": None}),
        ("aws_ecs_service", {"tags": WHOLE, "propagate_tags": "NONE"}),
        ("aws_scheduler_schedule", {"target": [{"ecs_parameters": [{"propagate_tags": None}]}]}),
    ],
)
def test_tags_that_stop_at_a_service_are_told(kind: str, values: Mapping[str, Any]) -> None:
    assert [bare.lack for bare in _judged(kind, values).bare] == ["not handed on"]


def test_a_schedule_without_tasks_hands_nothing_on() -> None:
    assert _judged("aws_scheduler_schedule", {"target": [{"ecs_parameters": []}]}).bare == ()


def test_resources_of_no_job_are_not_judged() -> None:
    plan = _plan("aws_sqs_queue", {"tags": None})
    assert coverage(plan, {"others": [WHOLE]}) == Coverage((), 0, (), ())


def test_what_is_no_plan_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tags.json").write_text('{"jobs": {}}')
    for text, said in (("[]", "holds no object"), ("{", "is not JSON"), ('{"values": {}}', "this is no plan")):
        (tmp_path / "plan.json").write_text(text)
        result = CliRunner().invoke(app, ["tags", "--plan", str(tmp_path / "plan.json")])
        assert result.exit_code == 2
        assert said in result.output


def test_the_command_says_what_to_do_at_the_call_of_the_module(tmp_path: Path) -> None:
    tags = {
        "tenant_id": {"value": "acme"},
        "lists": {"value": ["a", "b"], "emitted": {"aws": {"key": "lists", "value": "a/b"}}},
    }
    (tmp_path / "tags.json").write_text(json.dumps({"jobs": {"orders": tags}}))
    (tmp_path / "main.tf").write_text('# header\n\nmodule "orders" {\n}\n')
    (tmp_path / "plan.json").write_text(
        json.dumps(_plan("aws_sqs_queue", {"tags": {"tenant_id": "acme", "lists": "a,b"}}))
    )
    result = CliRunner().invoke(app, ["tags", "--plan", str(tmp_path / "plan.json")])
    assert result.exit_code == 1
    assert (
        "main.tf:3:1: tag-not-applied: module.orders.aws_sqs_queue.this would be made without `lists`" in result.output
    )
    assert "0 resources with all tags; 1 without" in result.output
