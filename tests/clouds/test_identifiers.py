"""What identifiers tell, and what is said of broken and misplaced ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dativo_gen.clouds import (
    CLOUDS,
    Facts,
    cloud,
    identifier_misfit,
    instance_type_misfit,
    invalid_provider,
    region_misfit,
)

SUB = "12345678-1234-1234-1234-123456789012"
KEY = "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012"


def test_an_unknown_provider_is_named_in_the_words_of_the_guide() -> None:
    assert invalid_provider("xyz") == "Invalid provider: xyz. Must be one of: aws, gcp, azure"
    with pytest.raises(ValueError, match="Invalid provider: xyz"):
        cloud("xyz")


@pytest.mark.parametrize(
    ("provider", "names", "runtime"),
    [
        ("aws", ("aws", "hashicorp/aws", "s3", "tags"), "ecs"),
        ("gcp", ("google", "hashicorp/google", "gcs", "labels"), "cloud_run"),
        ("azure", ("azurerm", "hashicorp/azurerm", "azurerm", "tags"), "container_apps"),
    ],
)
def test_each_cloud_has_its_names_in_terraform_and_one_runtime_of_its_own(
    provider: str, names: tuple[str, ...], runtime: str
) -> None:
    it = cloud(provider)
    assert (it.terraform_provider, it.provider_source, it.default_backend, it.tags_argument) == names
    assert it.runtimes == {"dagster", "airflow", "kubernetes", runtime}


AWS_FACTS = {
    KEY: Facts(region="us-east-1", account_id="123456789012"),
    "arn:aws-cn:kms:cn-north-1:123456789012:key/k": Facts(region="cn-north-1", account_id="123456789012"),
    "arn:aws-us-gov:ecs:us-gov-west-1:123456789012:cluster/c": Facts(region="us-gov-west-1", account_id="123456789012"),
    "arn:aws:iam::123456789012:role/dativo-etl-role": Facts(account_id="123456789012"),
    "arn:aws:iam::aws:policy/ReadOnlyAccess": Facts(),
    "arn:aws:s3:::acme-data-lake": Facts(),
    "arn:aws-cn:s3:::acme-data-lake": Facts(),
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:acme/a:b-AbCdEf": Facts("eu-west-1", "123456789012"),
    "arn:aws:kms:us-east-1:12345:key/k": Facts(),
    "arn:aws:kms": Facts(),
    "vpc-acme": Facts(),
    "subnet-0123456789abcdef0": Facts(),
    "dativo-etl-sa": Facts(),
    "": Facts(),
}
GCP_FACTS = {
    "projects/acme-project/regions/us-central1/subnetworks/s": Facts("us-central1", None, "acme-project"),
    "projects/acme-project/global/networks/dativo-vpc": Facts(project_id="acme-project"),
    "projects/acme-project/zones/europe-west1-b/instances/i": Facts("europe-west1", None, "acme-project"),
    "projects/acme-project/locations/us-central1/keyRings/d/cryptoKeys/k": Facts("us-central1", None, "acme-project"),
    "projects/acme-project/locations/us/keyRings/d/cryptoKeys/k": Facts(project_id="acme-project"),
    "projects/acme-project/locations/eu/keyRings/d/cryptoKeys/k": Facts(project_id="acme-project"),
    "projects/acme-project/locations/global/keyRings/d/cryptoKeys/k": Facts(project_id="acme-project"),
    "projects/acme-project/locations/nam4/keyRings/d/cryptoKeys/k": Facts(project_id="acme-project"),
    "projects/example.com:acme-project/global/networks/n": Facts(project_id="example.com:acme-project"),
    "projects/123456789012/global/networks/n": Facts(),
    "projects/_/buckets/acme-data-lake": Facts(),
    "https://www.googleapis.com/compute/v1/projects/acme-project/regions/us-east1/subnetworks/s": Facts(
        "us-east1", None, "acme-project"
    ),
    "//container.googleapis.com/projects/acme-project/locations/us-east1-b/clusters/c": Facts(
        "us-east1", None, "acme-project"
    ),
    "dativo-etl@acme-project.iam.gserviceaccount.com": Facts(project_id="acme-project"),
    "serviceAccount:dativo-etl@acme-project.iam.gserviceaccount.com": Facts(project_id="acme-project"),
    "dativo-etl@acme-project.example.com.iam.gserviceaccount.com": Facts(project_id="example.com:acme-project"),
    "acme-project@appspot.gserviceaccount.com": Facts(project_id="acme-project"),
    "123456-compute@developer.gserviceaccount.com": Facts(),
    "service-123@gcp-sa-pubsub.iam.gserviceaccount.com": Facts(),
    "service-123@compute-system.iam.gserviceaccount.com": Facts(),
    "projects/Acme/global/networks/n": Facts(),
    "dativo-vpc": Facts(),
    "gs://acme-data-lake": Facts(),
}
AZURE_FACTS = {
    f"/subscriptions/{SUB}/resourceGroups/acme-data/providers/Microsoft.Storage/storageAccounts/a": Facts(
        account_id=SUB, resource_group="acme-data"
    ),
    f"/Subscriptions/{SUB}/resourcegroups/acme-data": Facts(account_id=SUB, resource_group="acme-data"),
    f"/subscriptions/{SUB}": Facts(account_id=SUB),
    f"/subscriptions/{SUB}/providers/Microsoft.Authorization/roleDefinitions/r": Facts(account_id=SUB),
    "/subscriptions/mine/resourceGroups/g": Facts(),
    "vnet-acme": Facts(),
}
FACTS = [
    (provider, identifier, facts)
    for provider, table in (("aws", AWS_FACTS), ("gcp", GCP_FACTS), ("azure", AZURE_FACTS))
    for identifier, facts in table.items()
]


@pytest.mark.parametrize(("provider", "identifier", "facts"), FACTS)
def test_an_identifier_says_where_it_lives_and_an_opaque_one_says_nothing(
    provider: str, identifier: str, facts: Facts
) -> None:
    assert cloud(provider).facts(identifier) == facts


@pytest.mark.parametrize(
    ("provider", "identifier"), [(p, i) for p, i, facts in FACTS if facts != Facts()] + [("aws", "vpc-acme")]
)
def test_an_identifier_that_says_something_is_not_malformed(provider: str, identifier: str) -> None:
    assert cloud(provider).malformed(identifier) is None


@pytest.mark.parametrize(
    ("provider", "identifier", "words"),
    [
        ("aws", "arn:aws:s3::acme-data-lake", "has 5 of an ARN's 6 parts"),
        ("aws", "arn:aws:kms", "has 3 of an ARN's 6 parts"),
        ("aws", "ARN:aws:s3:::acme", "small letters"),
        ("aws", "arn:amazon:s3:::acme", "`amazon` is no partition"),
        ("aws", "arn:aws::us-east-1:123456789012:x", "`` is no service"),
        ("aws", "arn:aws:kms:us-east1:123456789012:key/k", "`us-east1` is no region"),
        ("aws", "arn:aws:kms:us-east-1a:123456789012:key/k", "`us-east-1a` is no region"),
        ("aws", "arn:aws:iam::12345678901:role/r", "`12345678901` is no account id"),
        ("aws", "arn:aws:iam::ACCOUNT:role/r", "`ACCOUNT` is no account id"),
        ("aws", "arn:aws:iam:us-east-1:123456789012:role/r", "iam has no regions"),
        ("aws", "arn:aws:kms:cn-north-1:123456789012:key/k", "not in partition aws"),
        ("aws", "arn:aws-cn:kms:us-east-1:123456789012:key/k", "not in partition aws-cn"),
        ("aws", "arn:aws:s3:::", "names no resource"),
        ("aws", "arn:aws:s3:::acme data", "has a space"),
        ("gcp", "/projects/acme-project/global/networks/n", "begins with a slash"),
        ("gcp", "projects//global/networks/n", "a part between two slashes is empty"),
        ("gcp", "projects/acme-project/", "a part between two slashes is empty"),
        ("gcp", "projects/Acme/global/networks/n", "`Acme` is no project id"),
        ("gcp", "projects/acme-project/global/networks", "ends with `networks`"),
        ("gcp", "projects/acme-project/regions/us-east-1/subnetworks/s", "`us-east-1` is no region"),
        ("gcp", "projects/acme-project/zones/us-central1/instances/i", "`us-central1` is no zone"),
        ("gcp", "projects/acme-project/locations/us-east-1/keyRings/r", "`us-east-1` is no location"),
        ("gcp", "dativo@.iam.gserviceaccount.com", "is not a service account"),
        ("gcp", "dativo@Acme.iam.gserviceaccount.com", "`Acme` is no project id"),
        ("azure", f"subscriptions/{SUB}/resourceGroups/g", "lacks the slash"),
        ("azure", "/subscriptions/mine/resourceGroups/g", "`mine` is no subscription id"),
        ("azure", f"/subscriptions/{SUB}/resourceGroups", "names no resource group"),
        ("azure", f"/subscriptions/{SUB}/resourceGroups/g.", "`g.` is no resource group"),
        ("azure", f"/subscriptions/{SUB}/resourceGroup/g", "`resourceGroup` stands where"),
        ("azure", f"/subscriptions/{SUB}/resourceGroups/g/providers/Storage/a/b", "a namespace such as"),
        (
            "azure",
            f"/subscriptions/{SUB}/resourceGroups/g/providers/Microsoft.Storage/storageAccounts",
            "`storageAccounts` has no name",
        ),
        ("azure", f"/subscriptions/{SUB}//g", "a part between two slashes is empty"),
    ],
)
def test_a_broken_identifier_is_told_what_breaks_it(provider: str, identifier: str, words: str) -> None:
    misfit = cloud(provider).malformed(identifier)
    assert misfit
    assert words in misfit.message
    assert identifier in misfit.message
    assert misfit.hint


@pytest.mark.parametrize(
    ("provider", "identifier", "owner"),
    [
        ("aws", "projects/acme-project/global/networks/n", "gcp"),
        ("aws", "x@acme-project.iam.gserviceaccount.com", "gcp"),
        ("aws", f"/subscriptions/{SUB}/resourceGroups/g", "azure"),
        ("gcp", KEY, "aws"),
        ("azure", "arn:aws:s3:::broken", "aws"),
        ("azure", "gs://acme", "gcp"),
        ("gcp", "https://acme-vault.vault.azure.net/keys/k", "azure"),
    ],
)
def test_an_identifier_of_another_cloud_is_named_as_such(provider: str, identifier: str, owner: str) -> None:
    misfit = identifier_misfit(provider, identifier)
    assert misfit
    assert f"is an identifier of {owner}, but the provider is {provider}" in misfit.message


@pytest.mark.parametrize("provider", CLOUDS)
@pytest.mark.parametrize("opaque", ["vpc-acme", "subnet-acme-1", "sg-0123", "dativo-etl-sa", "etl", ""])
def test_opaque_names_fit_every_cloud(provider: str, opaque: str) -> None:
    assert identifier_misfit(provider, opaque) is None
    assert cloud(provider).facts(opaque) == Facts()


@given(
    st.text(max_size=40),
    st.sampled_from(["", "arn:", "projects/", "/subscriptions/", "a@b.iam.gserviceaccount.com"]),
)
def test_no_text_breaks_the_readers(text: str, start: str) -> None:
    for each in CLOUDS.values():
        for identifier in (start + text, text + start):
            each.facts(identifier)
            identifier_misfit(each.provider, identifier)
        region_misfit(each.provider, text)
        instance_type_misfit(each.provider, text)
        for judge in (each.account_misfit, each.project_misfit, each.bucket_misfit, each.kms_key_misfit):
            judge(start + text)
