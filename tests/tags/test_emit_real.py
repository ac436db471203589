"""What is emitted, held against the rules of the real services: AWS's service models, Dagster, Airflow."""

from __future__ import annotations

import re
import unicodedata
import warnings
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings

from dativo_gen.tags.destination import destination
from tests.tags.emitting import emitted
from tests.tags.test_emit_properties import TAGS

AWS_SHAPES = {
    "athena": ("TagKey", "TagValue"),
    "batch": ("TagKey", "TagValue"),
    "cloudfront": ("TagKey", "TagValue"),
    "dynamodb": ("TagKeyString", "TagValueString"),
    "ecs": ("TagKey", "TagValue"),
    "efs": ("TagKey", "TagValue"),
    "eks": ("TagKey", "TagValue"),
    "events": ("TagKey", "TagValue"),
    "firehose": ("TagKey", "TagValue"),
    "glue": ("TagKey", "TagValue"),
    "iam": ("tagKeyType", "tagValueType"),
    "kms": ("TagKeyType", "TagValueType"),
    "lambda": ("TagKey", "TagValue"),
    "logs": ("TagKey", "TagValue"),
    "mwaa": ("TagKey", "TagValue"),
    "s3control": ("TagKeyString", "TagValueString"),
    "sagemaker": ("TagKey", "TagValue"),
    "scheduler": ("TagKey", "TagValue"),
    "secretsmanager": ("TagKeyType", "TagValueType"),
    "ssm": ("TagKey", "TagValue"),
    "stepfunctions": ("TagKey", "TagValue"),
    "sts": ("tagKeyType", "tagValueType"),
}
FEW = settings(max_examples=100, deadline=None)


def _plain(text: str) -> str:
    """The text with ASCII stand-ins for what Java's `\\p{L}` and so on take, which Python's patterns have not."""
    stand_ins = {"L": "a", "N": "0", "Z": " "}
    return "".join(c if c.isascii() else stand_ins.get(unicodedata.category(c)[0], "\a") for c in text)


def _allowed(rule: dict[str, Any], text: str) -> bool:
    pattern = rule.get("pattern", "[^\a]*")
    for category, characters in (("L", "a-zA-Z"), ("N", "0-9"), ("Z", " ")):
        pattern = pattern.replace(f"\\p{{{category}}}", characters)
    length = len(text.encode("utf-16-le")) // 2
    in_range = rule.get("min", 0) <= length <= rule.get("max", 256)
    return in_range and (not rule.get("pattern") or re.fullmatch(pattern, _plain(text)) is not None)


def _shapes(service: str) -> tuple[dict[str, Any], dict[str, Any]]:
    model = import_module("botocore.session").get_session().get_service_model(service)
    key, value = (dict(model.shape_for(name).metadata) for name in AWS_SHAPES[service])
    return key, value


@pytest.mark.engine("botocore")
def test_the_models_refuse_a_comma_and_a_text_that_is_too_long() -> None:
    key, value = _shapes("iam")
    assert _allowed(value, "a/b é日²")
    assert not _allowed(value, "a,b")
    assert not _allowed(value, "a" * 257)
    assert not _allowed(key, "हिन्दी")


@pytest.mark.engine("botocore")
@pytest.mark.parametrize("service", sorted(AWS_SHAPES))
def test_every_service_of_aws_takes_what_the_safe_profile_lets_through(service: str) -> None:
    key_rule, value_rule = _shapes(service)

    @FEW
    @given(TAGS)
    def holds(data: dict[str, object]) -> None:
        for name in ("aws", "aws_iam") if service in ("iam", "sts", "ecs") else ("aws",):
            for key, value in emitted(data, name).tags.items():
                assert _allowed(key_rule, key), (name, key)
                assert _allowed(value_rule, value), (name, key, value)
                assert not re.match("(?i)aws:", key) and not re.match("(?i)aws:", value)

    holds()


@pytest.mark.engine("dagster")
@FEW
@given(TAGS)
def test_dagster_takes_the_tags_of_assets_and_runs(data: dict[str, object]) -> None:
    normalize_tags = import_module("dagster._utils.tags").normalize_tags
    tags = emitted(data, "dagster_asset").tags
    assert normalize_tags(tags, strict=True, allow_private_system_tags=False) == tags
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        runs = emitted(data, "dagster_run").tags
        assert normalize_tags(runs, strict=False, allow_private_system_tags=False) == runs


@pytest.mark.engine("dagster")
def test_dagster_takes_them_on_an_asset() -> None:
    dagster = import_module("dagster")
    tags = emitted({"Owner": "data@acme.com", "finops.business_tags": ["a", "b.c"]}, "dagster_asset").tags
    assert dagster.AssetSpec("orders", tags=tags).tags == tags
    with pytest.raises(Exception, match="Invalid tag value"):
        dagster.AssetSpec("orders", tags={"Owner": "data@acme.com"})


@pytest.mark.engine("airflow")
@settings(max_examples=30, deadline=None)
@given(TAGS)
def test_airflow_takes_the_tags_of_dags(data: dict[str, object]) -> None:
    dag = import_module("airflow.sdk").DAG
    tags = list(emitted(data, "airflow").tags.values())
    assert dag("orders", tags=tags, schedule=None).tags == set(tags)


@pytest.mark.engine("airflow")
def test_the_limit_of_airflow_is_the_one_of_the_table() -> None:
    assert destination("airflow").form_max == import_module("airflow.sdk.definitions.dag").TAG_MAX_LEN
