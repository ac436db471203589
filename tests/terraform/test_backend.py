"""Reading backends: what is refused, and how it is said."""

from __future__ import annotations

import re

import pytest

from dativo_gen.errors import Rejected
from dativo_gen.terraform.backend import required_terraform
from dativo_gen.terraform.backend_rules import backend_types, default_type
from tests.terraform.backend_samples import AZURE, GOOD, K8S, S3, backend, read


def test_the_table_has_a_good_example_of_every_type() -> None:
    assert tuple(sorted(GOOD)) == backend_types()


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_a_plain_backend_of_every_type_has_no_problem(text: str) -> None:
    assert read(text)[1] == []


@pytest.mark.parametrize(("provider", "expected"), [("aws", "s3"), ("gcp", "gcs"), ("azure", "azurerm"), ("x", None)])
def test_a_provider_has_a_backend_of_its_own(provider: str, expected: str | None) -> None:
    assert default_type(provider) == expected


def test_null_arguments_are_left_out_at_every_depth_and_spans_are_kept() -> None:
    found, problems = read(f"{{{S3}, key: k, profile: null, assume_role: {{role_arn: r, policy: null}}}}")
    assert problems == []
    assert sorted(found.arguments) == ["assume_role", "bucket", "key", "region"]
    assert sorted(found.arguments["assume_role"].items) == ["role_arn"]
    assert found.arguments["bucket"].span.column == 42


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("just-text", "the backend is text, where a mapping"),
        ("{bucket: b}", "the backend has no `type`"),
        ("{type: azure}", "`azure` is no backend type"),
        ("{type: [s3]}", "`type` of the backend is a list"),
    ],
)
def test_what_names_no_backend_is_rejected(text: str, said: str) -> None:
    with pytest.raises(Rejected, match=re.escape(said)):
        read(text)


def test_an_unknown_type_is_answered_with_a_suggestion_and_all_types() -> None:
    with pytest.raises(Rejected) as caught:
        read("{type: azure}")
    expected = "did you mean `azurerm`? The backend types are: "
    assert caught.value.problems[0].hint == expected + ", ".join(backend_types())


BAD = [
    (f"{{{S3}, key: k, zebra: 1}}", ["backend-argument `zebra` is no argument | see https://developer"]),
    ("{type: local, zebra: 1}", ["backend-argument `zebra` is no argument | are: path, workspace_dir"]),
    (f"{{{S3}, ky: k}}", ["backend-argument `ky` is no argument of the s3 backend | did you mean `key`?"]),
    (
        f"{{{S3}, key: k, dynamoDbTable: t}}",
        ["backend-argument `dynamoDbTable` is no | did you mean `dynamodb_table`?"],
    ),
    (
        f"{{{S3}, key: k, role_arn: r}}",
        ["backend-argument Terraform no longer takes `role_arn` | assume_role: {role_arn"],
    ),
    (
        f"{{{S3}, key: k, assume_role: {{}}}}",
        ["backend-missing lacks `assume_role.role_arn` | add `role_arn"],
    ),
    (
        f"{{{S3}, key: k, assume_role: r}}",
        ["backend-value `assume_role` of the s3 backend is text | policy_arns"],
    ),
    (
        f"{{{S3}, key: k, endpoints: {{S3: x}}}}",
        ["backend-argument `S3` is no argument of `endpoints` of | `s3`"],
    ),
    ("{type: s3, region: r}", ["backend-missing lacks `bucket` | add", "backend-missing lacks `key` | add"]),
    (
        "{type: s3, bucket: b, key: k}",
        ["backend-environment no `region`; Terraform will look for AWS_REGION | add"],
    ),
    (f"{{{S3}, key: /k}}", ["backend-value `key: /k` of the s3 backend begins or ends with `/` | slash"]),
    (f"{{{S3}, key: k/}}", ["backend-value begins or ends with `/` | slash"]),
    (f"{{{S3}, key: a//k}}", ["backend-value has an empty folder name | one slash"]),
    (f"{{{S3}, key: ''}}", ["backend-value `key` of the s3 backend is empty | write"]),
    (f"{{{S3}, key: 0123}}", ['backend-value is 0123, which YAML reads as 83 | write "0123"']),
    (f"{{{S3}, key: NO}}", ['backend-value is NO, which YAML reads as false | write "NO"']),
    (
        f"{{{S3}, key: k, encrypt: maybe}}",
        ["backend-value `encrypt` of the backend is `maybe` | true or false"],
    ),
    (f"{{{S3}, key: k, max_retries: many}}", ["backend-value is `many`, where a number | a number"]),
    (f"{{{S3}, key: k, allowed_account_ids: '1'}}", ["backend-value is `1`, where a list | [1]"]),
    (
        f"{{{S3}, key: k, allowed_account_ids: [012345670123]}}",
        ['backend-value `allowed_account_ids[0]` of the backend is 012345670123 | "012345670123"'],
    ),
    (f"{{{S3}, key: k, kms_key_id: nonsense}}", ["backend-value `kms_key_id: nonsense` | a real UUID"]),
    (
        f"{{{S3}, key: k, dynamodb_table: t}}",
        ["backend-deprecated `dynamodb_table` | write `use_lockfile: true`"],
    ),
    (f"{{{S3}, key: k, secret_key: x}}", ["backend-credentials `secret_key` | AWS_SECRET_ACCESS_KEY"]),
    (
        f"{{{S3}, key: k, https_proxy: 'http://u:hush@p:80'}}",
        ["backend-credentials `https_proxy` | user:password@"],
    ),
    (
        f"{{{S3}, key: k, endpoint: 'https://a', endpoints: {{s3: 'https://b'}}}}",
        ["backend-argument `endpoints.s3` and `endpoint` | keep", "backend-deprecated `endpoint` | s3"],
    ),
    (
        "{type: gcs, bucket: b, kms_encryption_key: k, encryption_key: hush}",
        [
            "backend-argument exclude each other | keep `kms",
            "backend-credentials `encryption_key` | GOOGLE_ENC",
        ],
    ),
    ("{type: gcs, bucket: b, path: p}", ["backend-argument no longer takes `path` | `prefix"]),
    (
        "{type: azurerm, storage_account_name: acct, container_name: states, key: k}",
        ["backend-environment states no `use_azuread_auth` or `resource_group_name` | set the variable"],
    ),
    (
        "{type: azurerm, storage_account_name: Ac_ct, container_name: states, key: k, access_key: hush}",
        [
            "backend-credentials `access_key` | ARM_ACCESS_KEY",
            "backend-value `storage_account_name: Ac_ct` | 3 to 24",
        ],
    ),
    (f"{{{K8S}, secret_suffix: state-3}}", ["backend-value ends with a hyphen and a number | word"]),
    (f"{{{K8S}, secret_suffix: A_b}}", ["backend-value cannot be part of a Kubernetes secret | lower-case"]),
    (
        f"{{{K8S}, secret_suffix: s, labels: {{a: NO}}}}",
        ["backend-value `labels.a` of the backend is NO | NO"],
    ),
    ("{type: http, address: 'ftp://x'}", ["backend-value is no address on the web | https://"]),
    ("{type: http, address: 'https://u:hush@x'}", ["backend-credentials `address` | user:password@"]),
    ("{type: local, path: ''}", ["backend-value is empty | name a place"]),
    (
        "{type: remote, workspaces: {name: a b}}",
        ["backend-missing lacks `organization` | add", "backend-value HCP | 90"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), BAD, ids=[text for text, _ in BAD])
def test_each_thing_wrong_is_said_once_with_what_to_write(text: str, expected: list[str]) -> None:
    problems = sorted(read(text)[1], key=lambda problem: (problem.code, problem.message))
    assert len(problems) == len(expected), problems
    for problem, wanted in zip(problems, expected, strict=True):
        start, hint = wanted.split(" | ")
        code, message = start.split(" ", 1)
        assert problem.code == code
        assert message in problem.message
        assert hint in problem.hint


@pytest.mark.parametrize("text", [text for text, _ in BAD if "hush" in text])
def test_a_secret_is_neither_repeated_nor_kept(text: str) -> None:
    found, problems = read(text)
    assert "hush" not in repr((found, problems))


def test_problems_stand_at_the_key_for_names_and_at_the_value_for_values() -> None:
    _, problems = read("\n  type: s3\n  bucket: b\n  region: r\n  key: /k\n  lock_table: t\n")
    assert {(each.span.line, each.span.column) for each in problems} == {(5, 8), (6, 3)}


@pytest.mark.parametrize("text", ["'true'", "true", "yes"])
def test_a_truth_value_may_be_quoted_as_terraform_allows(text: str) -> None:
    assert read(f"{{{S3}, key: k, encrypt: {text}}}")[1] == []


def test_only_workspaces_and_exec_are_blocks() -> None:
    assert backend(GOOD["cloud"]).blocks == {"workspaces"}
    assert backend(f"{{{S3}, key: k, assume_role: {{role_arn: r}}}}").blocks == frozenset()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{{{S3}, key: k}}", None),
        (f"{{{S3}, key: k, dynamodb_table: t}}", None),
        (f"{{{S3}, key: k, use_lockfile: true}}", "1.10"),
        (f"{{{AZURE}, key: k, use_cli: true}}", "1.11"),
    ],
)
def test_a_backend_knows_the_terraform_it_needs(text: str, expected: str | None) -> None:
    assert required_terraform(backend(text)) == expected
