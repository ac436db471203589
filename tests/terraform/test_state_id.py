"""Which state a backend means, and what it is called."""

from __future__ import annotations

import json

import pytest

from dativo_gen.terraform.state_id import StateId, stack_name_hint, state_location
from tests.terraform.backend_samples import AZURE, GOOD, K8S, S3, backend, read, state


def test_a_backend_without_a_type_takes_the_default_and_a_stated_type_wins() -> None:
    assert read("{bucket: b, key: k, region: r}", "s3")[0].type == "s3"
    assert read("{type: local}", "s3")[0].type == "local"


SAME = [
    (f"{{{S3}, key: k}}", None, "{type: s3, region: us-east-1, bucket: b, key: k, encrypt: true}", "default"),
    (f"{{{S3}, key: k, workspace_key_prefix: x}}", None, f"{{{S3}, key: k}}", None),
    (f"{{{S3}, key: 'env:/prod/k'}}", None, f"{{{S3}, key: k}}", "prod"),
    (
        f"{{{S3}, key: k, endpoints: {{s3: 'https://M:443/'}}}}",
        None,
        f"{{{S3}, key: k, endpoint: https://m}}",
        None,
    ),
    (f"{{{S3}, key: k, endpoint: 'https://s3.eu-west-1.amazonaws.com'}}", None, f"{{{S3}, key: k}}", None),
    ("{type: gcs, bucket: b, prefix: /a/b/}", None, "{type: gcs, bucket: b, prefix: a/b}", "default"),
    ("{type: gcs, bucket: b, prefix: ''}", "x", "{type: gcs, bucket: b}", "x"),
    (f"{{{AZURE}, key: 'k'}}", "dev", f"{{{AZURE}, key: 'kenv:dev'}}", None),
    (f"{{{AZURE}, key: k, environment: public}}", None, f"{{{AZURE}, key: k, subscription_id: s}}", None),
    (f"{{{K8S}, secret_suffix: s, namespace: default}}", None, f"{{{K8S}, secret_suffix: s}}", None),
    ("{type: local}", None, "{type: local, path: ./terraform.tfstate}", None),
    ("{type: http, address: 'HTTPS://H:443/a'}", None, "{type: http, address: 'https://h/a'}", None),
    (
        GOOD["cloud"],
        None,
        "{type: remote, organization: acme, hostname: App.Terraform.io, workspaces: {name: orders}}",
        None,
    ),
]


@pytest.mark.parametrize(("one", "first", "other", "second"), SAME)
def test_one_state_in_two_spellings_is_one(one: str, first: str | None, other: str, second: str | None) -> None:
    assert state(one, first) == state(other, second)
    assert hash(state(one, first)) == hash(state(other, second))


DIFFERENT = [
    (f"{{{S3}, key: k}}", "prod", f"{{{S3}, key: k}}", "dev"),
    (f"{{{S3}, key: k, workspace_key_prefix: x}}", "prod", f"{{{S3}, key: k}}", "prod"),
    (f"{{{S3}, key: k}}", None, f"{{{S3}, key: K}}", None),
    (f"{{{S3}, key: k}}", None, f"{{{S3}, key: k, endpoint: https://minio}}", None),
    ("{type: gcs, bucket: b, prefix: a}", None, "{type: gcs, bucket: b, prefix: a}", "prod"),
    (f"{{{AZURE}, key: k}}", None, f"{{{AZURE}, key: k, environment: china}}", None),
    (f"{{{K8S}, secret_suffix: s, namespace: a}}", None, f"{{{K8S}, secret_suffix: s}}", None),
    (
        f"{{{K8S}, secret_suffix: s, config_context: a}}",
        None,
        f"{{{K8S}, secret_suffix: s, config_context: b}}",
        None,
    ),
    (GOOD["cloud"], None, "{type: cloud, organization: acme, workspaces: {name: x}}", None),
]


@pytest.mark.parametrize(("one", "first", "other", "second"), DIFFERENT)
def test_two_states_are_two(one: str, first: str | None, other: str, second: str | None) -> None:
    assert state(one, first) != state(other, second)


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_a_state_survives_its_record(text: str) -> None:
    before = state(text, "prod")
    after = StateId.from_record(json.loads(json.dumps(before.record())))
    assert (after, after.shown, after.workspace) == (before, before.shown, before.workspace)


def test_a_local_path_is_shared_only_when_it_is_absolute() -> None:
    assert not state("{type: local, path: ../all.tfstate}").shareable
    assert state("{type: local, path: /mnt/all.tfstate}").shareable
    assert state(GOOD["s3"]).shareable


@pytest.mark.parametrize(
    ("text", "workspace", "shown", "location"),
    [
        (
            GOOD["s3"],
            "prod",
            "s3://b/etl/orders.tfstate (workspace prod)",
            "s3://b/env:/prod/etl/orders.tfstate",
        ),
        (GOOD["s3"], None, "s3://b/etl/orders.tfstate", "s3://b/etl/orders.tfstate"),
        (GOOD["gcs"], "prod", "gs://b/etl/orders (workspace prod)", "gs://b/etl/orders/prod.tfstate"),
        (GOOD["gcs"], None, "gs://b/etl/orders", "gs://b/etl/orders/default.tfstate"),
        (
            GOOD["azurerm"],
            "dev",
            "azurerm://acct/states/etl/orders.tfstate (workspace dev)",
            "https://acct.blob.core.windows.net/states/etl/orders.tfstateenv:dev",
        ),
        (
            GOOD["kubernetes"],
            "dev",
            "kubernetes://cluster/default/orders (workspace dev)",
            "secret tfstate-dev-orders in namespace default",
        ),
        (GOOD["local"], None, "local file state/orders.tfstate", "state/orders.tfstate"),
        (
            GOOD["local"],
            "dev",
            "local file state/orders.tfstate (workspace dev)",
            "terraform.tfstate.d/dev/terraform.tfstate",
        ),
        (
            GOOD["http"],
            None,
            "https://states.example.com/etl/orders",
            "https://states.example.com/etl/orders",
        ),
        (
            GOOD["cloud"],
            "orders",
            "app.terraform.io/acme/orders",
            "https://app.terraform.io/app/acme/workspaces/orders",
        ),
    ],
)
def test_people_read_where_a_state_lies(text: str, workspace: str | None, shown: str, location: str) -> None:
    assert state(text, workspace).shown == shown
    assert state_location(backend(text), workspace) == location


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{{{S3}, key: dativo/etl-jobs/stripe-customers.tfstate}}", "stripe-customers"),
        (f"{{{S3}, key: acme/orders/terraform.tfstate}}", "orders"),
        (f"{{{S3}, key: acme/orders/terraform/default.tfstate}}", "orders"),
        (f"{{{S3}, key: terraform.tfstate}}", None),
        (f"{{{S3}, key: acme/Orders.tfstate}}", None),
        (f"{{{S3}, key: acme/nul.tfstate}}", None),
        ("{type: gcs, bucket: b, prefix: etl/orders/}", "orders"),
        ("{type: gcs, bucket: b}", None),
        (GOOD["azurerm"], "orders"),
        (GOOD["kubernetes"], "orders"),
        ("{type: http, address: 'https://h/etl/orders?x=/y'}", "orders"),
        ("{type: http, address: 'https://h'}", None),
        (GOOD["remote"], "orders"),
        (GOOD["local"], None),
    ],
)
def test_a_stated_state_names_its_stack(text: str, expected: str | None) -> None:
    assert stack_name_hint(backend(text)) == expected
