"""The table of resource types: every example fits, and what does not fit is told what would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dativo_gen.clouds import CLOUDS
from dativo_gen.clouds.resource_types import ResourceType, resource_misfit, resource_types
from dativo_gen.codes import CODES

ROWS = list(resource_types().values())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.provider}-{row.name}")
def test_every_example_of_the_table_fits_its_own_form(row: ResourceType) -> None:
    for example, form in row.forms.items():
        assert form.fullmatch(example), f"{example} against {form.pattern}"
        assert resource_misfit(row.name, example, row.provider) is None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.provider}-{row.name}")
def test_every_row_names_a_terraform_type_of_its_cloud(row: ResourceType) -> None:
    assert row.terraform.startswith(CLOUDS[row.provider].terraform_provider + "_")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.provider}-{row.name}")
def test_no_type_takes_an_empty_id_or_one_with_spaces(row: ResourceType) -> None:
    for wrong in ("", " ", "two words", "${name}", "a\nb", next(iter(row.forms)) + "\n"):
        assert resource_misfit(row.name, wrong, row.provider) is not None


@pytest.mark.parametrize(
    ("resource_type", "resource_id", "provider"),
    [
        ("s3_bucket", "arn:aws:s3:::acme-data-lake-prod", "aws"),
        ("iam_role", "arn:aws:iam::123456789012:role/service/DativoETLRole", "aws"),
        ("iam_role", "arn:aws-cn:iam::123456789012:role/r", "aws"),
        ("glue_database", "acme_data_catalog", "aws"),
        ("gcs_bucket", "acme-data-lake", "gcp"),
        ("bigquery_dataset", "example.com:acme-project.raw", "gcp"),
        (
            "vpc_network",
            "https://www.googleapis.com/compute/v1/projects/acme-project/global/networks/n",
            "gcp",
        ),
        (
            "storage_account",
            "/SUBSCRIPTIONS/12345678-1234-1234-1234-123456789012/resourcegroups/g"
            "/providers/microsoft.storage/storageaccounts/acme",
            "azure",
        ),
    ],
)
def test_real_ids_fit(resource_type: str, resource_id: str, provider: str) -> None:
    assert resource_misfit(resource_type, resource_id, provider) is None


@pytest.mark.parametrize(
    ("resource_type", "resource_id", "provider", "found"),
    [
        (
            "s3_buckt",
            "acme",
            "aws",
            ("resource-type", "s3_buckt is not a known", "`resource_type: s3_bucket`"),
        ),
        (
            "S3Bucket",
            "acme",
            "aws",
            ("resource-type", "S3Bucket is not a known", "`resource_type: s3_bucket`"),
        ),
        ("aws_db_instance", "x", "aws", ("resource-type", "not a known", "`resource_type: rds_instance`")),
        ("teapot", "acme", "gcp", ("resource-type", "teapot is not a known", "gcp has artifact_registry")),
        (
            "s3_bucket",
            "acme",
            "gcp",
            (
                "resource-provider",
                "s3_bucket is a resource type of aws, but the provider is gcp",
                "`resource_type: gcs_bucket`",
            ),
        ),
        (
            "s3_bucket",
            "arn:aws:iam::123456789012:role/r",
            "aws",
            (
                "resource-id",
                "is not the id of a resource of type s3_bucket",
                "`resource_type: iam_role`",
            ),
        ),
        ("s3_bucket", "arn:aws:s3::acme", "aws", ("resource-id", "5 of an ARN's 6 parts", "`:::`")),
        ("s3_bucket", "gs://acme", "aws", ("resource-id", "an identifier of gcp", "`provider: gcp`")),
        ("s3_bucket", "Acme", "aws", ("resource-id", "Acme is not the id", "arn:aws:s3:::acme-data-lake")),
        (
            "kms_key",
            "arn:aws:kms:cn-north-1:123456789012:key/k",
            "aws",
            (
                "resource-id",
                "not in partition aws",
                "aws-cn",
            ),
        ),
        ("state_machine", "etl", "aws", ("resource-id", "etl is not the id", "arn:aws:states:")),
        (
            "gcs_bucket",
            "projects/acme-project/datasets/raw",
            "gcp",
            (
                "resource-id",
                "is not the id of a resource of type gcs_bucket",
                "`resource_type: bigquery_dataset`",
            ),
        ),
    ],
)
def test_a_resource_that_does_not_fit_is_told_what_would(
    resource_type: str, resource_id: str, provider: str, found: tuple[str, str, str]
) -> None:
    code, words, hint = found
    misfit = resource_misfit(resource_type, resource_id, provider)
    assert misfit
    assert misfit.code == code
    assert misfit.code in CODES
    assert words in misfit.message
    assert hint in misfit.hint


@given(st.sampled_from(ROWS), st.text(max_size=30))
def test_no_id_breaks_the_table(row: ResourceType, resource_id: str) -> None:
    for provider in CLOUDS:
        misfit = resource_misfit(row.name, resource_id, provider)
        assert misfit is None or (misfit.message and misfit.hint)
