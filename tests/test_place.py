"""Region, account and project are stated, or what all identifiers of a job agree on."""

from __future__ import annotations

import pytest

from dativo_gen.clouds import CLOUDS
from dativo_gen.errors import Problem
from dativo_gen.node import Node
from dativo_gen.place import Place, find_place, identifiers
from dativo_gen.source import read_yaml

ROLE = "arn:aws:iam::123456789012:role/etl"
KEY = "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012"
SUBNET = "projects/acme-project/regions/us-central1/subnetworks/dativo"


def _block(text: str) -> Node:
    return read_yaml("a.yaml", text.encode(), "job")


def _place(provider: str, text: str) -> tuple[Place, list[str]]:
    problems: list[Problem] = []
    place = find_place(CLOUDS[provider], _block(text), problems.append)
    return place, [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("provider", "text", "texts"),
    [
        ("aws", f"storage: {{kms_key_id: '{KEY}'}}", {"region": "us-east-1", "account_id": "123456789012"}),
        ("aws", f"runtime: {{service_account: '{ROLE}'}}", {"account_id": "123456789012"}),
        (
            "aws",
            f"region: eu-west-1\nstorage: {{kms_key_id: '{KEY}'}}",
            {"region": "eu-west-1", "account_id": "123456789012"},
        ),
        ("gcp", f"networking: {{subnet_ids: ['{SUBNET}']}}", {"region": "us-central1", "project_id": "acme-project"}),
        ("gcp", "runtime: {service_account: etl@acme-project.iam.gserviceaccount.com}", {"project_id": "acme-project"}),
        ("aws", "networking: {vpc_id: vpc-acme, subnet_ids: [subnet-1]}", {}),
        ("aws", "terraform: {backend: {bucket: b, key: k, region: us-east-1}}", {}),
        ("aws", "networking: {subnet_ids: []}", {}),
    ],
)
def test_what_is_not_stated_is_read_from_identifiers_but_never_from_the_backend(
    provider: str, text: str, texts: dict[str, str]
) -> None:
    place, problems = _place(provider, text)
    assert (place.texts(), problems) == (texts, [])


def test_identifiers_that_disagree_are_an_error_unless_the_job_states_the_value() -> None:
    other = KEY.replace("us-east-1", "eu-west-1")
    text = f"storage: {{kms_key_id: '{KEY}'}}\nresources: [{{resource_type: kms_key, resource_id: '{other}'}}]\n"
    assert _place("aws", text)[1] == ["place-disagrees"]
    place, problems = _place("aws", text + "region: us-east-1\n")
    assert (place.texts()["region"], problems) == ("us-east-1", [])


def test_only_a_stated_account_counts_as_stated() -> None:
    assert _place("aws", f"runtime: {{service_account: '{ROLE}'}}")[0].stated_account is None
    assert _place("aws", "account_id: '123456789012'")[0].stated_account is not None


def test_an_empty_list_holds_no_identifiers() -> None:
    assert not list(identifiers(_block("networking: {subnet_ids: [], security_group_ids: []}")))
