"""Regions, instance types, accounts, projects, buckets and keys: what each cloud takes for one."""

from __future__ import annotations

import pytest

from dativo_gen.clouds import cloud, instance_type_misfit, region_misfit

SUB = "12345678-1234-1234-1234-123456789012"
KEY = "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012"


@pytest.mark.parametrize(
    ("provider", "regions"),
    [
        (
            "aws",
            "us-east-1 us-gov-west-1 ap-southeast-2 us-isob-east-1 eusc-de-east-1 mx-central-1",
        ),
        (
            "gcp",
            "us-central1 europe-west12 northamerica-northeast1 asia-southeast2 me-central2 africa-south1",
        ),
        ("azure", "westeurope eastus2 germanywestcentral usgovvirginia uaenorth brazilus"),
    ],
)
def test_regions_are_known_by_their_form(provider: str, regions: str) -> None:
    assert [region for region in regions.split() if region_misfit(provider, region)] == []


@pytest.mark.parametrize(
    ("provider", "region", "words", "hint"),
    [
        ("aws", "us-central1", "gcp's regions", "write a region as us-east-1, or `provider: gcp`"),
        ("aws", "westeurope", "azure's regions", "write a region as us-east-1, or `provider: azure`"),
        ("gcp", "us-east-1", "aws's regions", "write a region as us-central1, or `provider: aws`"),
        ("azure", "us-east-1", "aws's regions", "write a region as westeurope, or `provider: aws`"),
        ("aws", "us-east-1a", "not the form of aws's", "write `region: us-east-1`"),
        ("aws", "US-EAST-1", "not the form of aws's", "write `region: us-east-1`"),
        ("aws", "us_gov_west_1", "not the form of aws's", "write `region: us-gov-west-1`"),
        ("aws", "us-eats-1", "not the form of aws's", "write a region as us-east-1"),
        ("gcp", "us-central1-a", "not the form of gcp's", "write `region: us-central1`"),
        ("gcp", "US", "not the form of gcp's", "write a region as us-central1"),
        ("azure", "west-europe", "not the form of azure's", "write `region: westeurope`"),
        ("azure", "", "not the form of azure's", "write a region as westeurope"),
    ],
)
def test_a_region_of_the_wrong_form_is_told_which_was_meant(provider: str, region: str, words: str, hint: str) -> None:
    misfit = region_misfit(provider, region)
    assert misfit
    assert words in misfit.message
    assert misfit.hint == hint


def test_azures_display_names_of_regions_are_the_same_regions() -> None:
    assert region_misfit("azure", "West Europe") is None
    assert cloud("azure").normal_region("East US 2") == "eastus2"
    assert cloud("aws").normal_region("us-east-1") == "us-east-1"


@pytest.mark.parametrize(
    ("provider", "types"),
    [
        (
            "aws",
            "t3.micro t3.medium m5.xlarge c7gn.16xlarge u-6tb1.112xlarge m7i-flex.large i4i.metal",
        ),
        (
            "gcp",
            "n1-standard-1 n1-standard-4 e2-medium a2-highgpu-1g n2-custom-4-8192 custom-4-8192 f1-micro",
        ),
        (
            "azure",
            "Standard_B1s Standard_B2s Standard_D2s_v3 Standard_NC24ads_A100_v4 Standard_E4-2s_v5 Basic_A1",
        ),
    ],
)
def test_instance_types_are_known_by_their_form(provider: str, types: str) -> None:
    assert [each for each in types.split() if instance_type_misfit(provider, each)] == []


@pytest.mark.parametrize(
    ("provider", "instance_type", "message", "hint"),
    [
        (
            "gcp",
            "t3.medium",
            "t3.medium is an instance type of aws, but the provider is gcp",
            "write one as n1-standard-1, e2-medium",
        ),
        (
            "aws",
            "Standard_B2s",
            "Standard_B2s is an instance type of azure, but the provider is aws",
            "write one as t3.medium, m5.xlarge",
        ),
        ("aws", "T3.Medium", "T3.Medium has not the form of aws's instance types", "write t3.medium"),
        ("aws", "db.t3.medium", "db.t3.medium has not the form of aws's instance types", "write t3.medium"),
        (
            "aws",
            "large",
            "large has not the form of aws's instance types",
            "write one as t3.medium, m5.xlarge",
        ),
        (
            "gcp",
            "N1_Standard_1",
            "N1_Standard_1 has not the form of gcp's instance types",
            "write n1-standard-1",
        ),
        (
            "azure",
            "standard_d2s_v3",
            "standard_d2s_v3 has not the form of azure's instance types",
            "write Standard_D2s_v3",
        ),
        ("azure", "D2s v3", "D2s v3 has not the form of azure's instance types", "write Standard_D2s_v3"),
    ],
)
def test_an_instance_type_of_the_wrong_form_is_told_what_was_meant(
    provider: str, instance_type: str, message: str, hint: str
) -> None:
    assert instance_type_misfit(provider, instance_type) == (message, hint)


@pytest.mark.parametrize(
    ("provider", "account", "hint"),
    [
        ("aws", "123456789012", None),
        ("aws", "1234-5678-9012", 'write `account_id: "123456789012"`'),
        ("aws", "12345670123", 'is it `account_id: "012345670123"`?'),
        ("aws", "acme", "write the 12 digits"),
        ("azure", SUB, None),
        ("azure", SUB.upper(), None),
        ("azure", "acme", "write the subscription's id"),
        ("gcp", "123456789012", "write `project_id`"),
    ],
)
def test_an_account_id_is_what_its_cloud_calls_one(provider: str, account: str, hint: str | None) -> None:
    misfit = cloud(provider).account_misfit(account)
    assert (hint in misfit.hint) if hint and misfit else (misfit is None and hint is None)


@pytest.mark.parametrize(
    ("project", "fits"),
    [
        ("acme-project", True),
        ("my-project", True),
        ("example.com:acme-project", True),
        ("a12345", True),
        ("acme", False),
        ("Acme-Project", False),
        ("acme-project-", False),
        ("1acme-project", False),
        ("123456789012", False),
        ("acme_project", False),
        ("a" * 31, False),
    ],
)
def test_a_project_id_follows_the_rules_of_google(project: str, fits: bool) -> None:
    assert (cloud("gcp").project_misfit(project) is None) is fits


@pytest.mark.parametrize("provider", ["aws", "azure"])
def test_clouds_without_projects_say_so(provider: str) -> None:
    misfit = cloud(provider).project_misfit("acme-project")
    assert misfit
    assert f"{provider} has no projects" in misfit.message


@pytest.mark.parametrize(
    ("provider", "bucket"),
    [
        ("aws", "acme-data-lake"),
        ("aws", "acme.data.lake"),
        ("aws", "logs--use1-az4--x-s3"),
        ("gcp", "acme-data-lake"),
        ("gcp", "acme_data_lake"),
        ("gcp", "data.acme.example.com"),
        ("azure", "acmedatalake"),
        ("azure", "raw-data"),
        ("azure", "acmedatalake/raw-data"),
        ("azure", "$web"),
    ],
)
def test_a_bucket_may_have_any_name_its_cloud_takes(provider: str, bucket: str) -> None:
    assert cloud(provider).bucket_misfit(bucket) is None


@pytest.mark.parametrize(
    ("provider", "bucket", "words"),
    [
        ("aws", "Acme", "small letters"),
        ("aws", "ab", "3 to 63"),
        ("aws", "a" * 64, "3 to 63"),
        ("aws", "acme_data", "small letters"),
        ("aws", "-acme", "first and last a letter or digit"),
        ("aws", "acme..data", "two dots"),
        ("aws", "192.168.5.4", "IP address"),
        ("aws", "xn--acme", "`xn--` is reserved"),
        ("aws", "acme-s3alias", "`-s3alias` is reserved"),
        ("aws", "s3://acme-data-lake/raw", "is an address"),
        ("aws", "acme-data-lake/raw", "is an address"),
        ("aws", "arn:aws:s3:::acme-data-lake", "is an ARN"),
        ("gcp", "googacme", "`goog` in front"),
        ("gcp", "acme-google-lake", "`google` in it"),
        ("gcp", "10.0.0.1", "IP address"),
        ("gcp", "Acme", "small letters"),
        ("gcp", "acme..data", "small letters"),
        ("gcp", "gs://acme-data-lake", "is an address"),
        ("azure", "Acme", "small letters"),
        ("azure", "raw--data", "single hyphens"),
        ("azure", "abfss://raw@acme.dfs.core.windows.net", "is an address"),
        ("azure", "", "3 to 63"),
    ],
)
def test_a_bucket_that_cannot_exist_is_told_why(provider: str, bucket: str, words: str) -> None:
    misfit = cloud(provider).bucket_misfit(bucket)
    assert misfit
    assert words in misfit.message


def test_an_address_is_taken_apart_into_bucket_and_prefix() -> None:
    misfit = cloud("aws").bucket_misfit("s3://acme-data-lake/raw/stripe")
    assert misfit
    assert misfit.hint == "write `bucket: acme-data-lake` and `prefix: raw/stripe`"


GCP_KEY = "projects/acme-project/locations/us-central1/keyRings/dativo/cryptoKeys/etl-data"


@pytest.mark.parametrize(
    ("provider", "key"),
    [
        ("aws", KEY),
        ("aws", "arn:aws-us-gov:kms:us-gov-west-1:123456789012:alias/etl"),
        ("aws", "alias/etl-data"),
        ("aws", SUB),
        ("aws", "mrk-1234abcd12ab34cd56ef1234567890ab"),
        ("gcp", GCP_KEY),
        ("azure", "https://acme-vault.vault.azure.net/keys/etl-data"),
        ("azure", "https://acme-vault.vault.azure.net/keys/etl-data/0123456789abcdef0123456789abcdef"),
        ("azure", f"/subscriptions/{SUB}/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v/keys/k"),
    ],
)
def test_a_key_may_have_any_form_its_cloud_takes(provider: str, key: str) -> None:
    assert cloud(provider).kms_key_misfit(key) is None


@pytest.mark.parametrize(
    ("provider", "key", "hint"),
    [
        ("aws", "etl-data", "alias/<name>"),
        ("aws", "arn:aws:kms:us-east-1:12345:key/k", "123456789012"),
        ("aws", "arn:aws:s3:::acme", "write the key's ARN"),
        ("aws", "arn:aws:kms:cn-north-1:123456789012:key/k", "arn:aws-cn"),
        ("gcp", KEY, "write its path"),
        ("gcp", "projects/acme-project/locations/us-central1/keyRings/dativo", "write its path"),
        ("gcp", f"{GCP_KEY}/cryptoKeyVersions/1", f"write {GCP_KEY}"),
        ("azure", "etl-data", "write its address"),
        (
            "azure",
            "/subscriptions/x/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v/keys/k",
            "/subscriptions/",
        ),
    ],
)
def test_a_key_of_the_wrong_form_is_told_what_to_write(provider: str, key: str, hint: str) -> None:
    misfit = cloud(provider).kms_key_misfit(key)
    assert misfit
    assert hint in misfit.hint
