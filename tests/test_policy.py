"""What the policy of the settings asks of jobs, each line by jobs that keep to it and jobs that do not."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from textwrap import indent

import pytest

from dativo_gen.codes import CODES
from dativo_gen.errors import Problem
from dativo_gen.findings import Judged
from dativo_gen.model.policy import BREACHES, NAMED_KINDS, Isolated, Requirement
from dativo_gen.pipeline import Request, plan
from dativo_gen.policy.isolate import CODES as SHARED
from dativo_gen.policy.kinds import BY_NAME, BY_PLURAL, bare_name
from dativo_gen.policy.line import matches
from dativo_gen.policy.require import REQUIREMENTS
from dativo_gen.policy.states import care
from dativo_gen.terraform.backend import Backend
from dativo_gen.terraform.backend_rules import backend_types

from .planned import job, s3, terraform

TODAY = date(2026, 6, 1)
STATE = "region: eu-west-1\n" + s3("pipe.tfstate")


def judged(root: Path, policy: str, jobs: Mapping[str, str], settings: str = "") -> Judged:
    """What is said of jobs under a policy; the settings have only the policy and what else is given."""
    files = {"dativo-gen.yaml": f"{settings}policy:\n{indent(policy, '  ')}\n"}
    files |= {f"jobs/{name}.yaml": body for name, body in jobs.items()}
    for path, text in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return plan(Request((root / "jobs",), today=TODAY), lambda step: None).judged


def breaches(found: Judged) -> list[Problem]:
    return [problem for problem in (*found.errors, *found.warnings) if problem.code.startswith("policy-")]


def module(source: str, version: str | None = None) -> str:
    stated = f"  module_version: '{version}'\n" if version else ""
    return f"region: eu-west-1\nterraform:\n  module_source: {source}\n{stated}"


GIT = "git::https://git.example/team/etl.git"
LAKE = "storage: {bucket: lake-1"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/12345678-1234-1234-1234-123456789012"
CASES = [
    ("allow: {providers: [aws]}", STATE, None),
    ("allow: {providers: [gcp]}", STATE, "policy-provider"),
    ("allow: {providers: []}", STATE, "policy-provider"),
    ("allow: {regions: [eu-west-1]}", STATE, None),
    ("allow: {regions: [eu-*]}", STATE, None),
    ("allow: {regions: [us-*]}", STATE, "policy-region"),
    ("allow: {regions: {aws: [us-*]}}", STATE, "policy-region"),
    ("allow: {regions: {gcp: [us-*]}}", STATE, None),
    ("allow: {regions: [eu-west-1]}", s3("pipe.tfstate"), "policy-region"),
    ("allow: {regions: [eu-west-1]}", f"{LAKE}, kms_key_id: '{KEY}'}}\n{s3('a.tfstate')}", None),
    ("allow: {regions: [us-east-1]}", f"{LAKE}, kms_key_id: '{KEY}'}}\n{s3('a.tfstate')}", "policy-region"),
    ("allow: {regions: [us-east-1]}", f"region: us-east-1\n{LAKE}, kms_key_id: '{KEY}'}}\n{s3('a')}", "policy-region"),
    ("allow: {regions: [eu-west-1]}", STATE + "  variables: {region: us-east-1}\n", "policy-region"),
    ("allow: {instance_types: ['m5.*']}", STATE + "compute: {instance_type: m5.large}\n", None),
    ("allow: {instance_types: ['m5.*']}", STATE + "compute: {instance_type: p4d.24xlarge}\n", "policy-instance-type"),
    ("allow: {instance_types: ['m5.*']}", STATE, None),
    (
        "allow: {instance_types: {aws: ['m5.*']}}",
        STATE + "  variables: {compute_instance_type: p4d.24xlarge}\n",
        "policy-instance-type",
    ),
    ("allow: {module_sources: ['git::https://git.example/*']}", module(GIT, "1.0.0"), None),
    ("allow: {module_sources: ['git::https://git.example/team/etl.git//aws']}", module(f"{GIT}//aws"), None),
    (
        "allow: {module_sources: ['git::https://git.example/team/*']}",
        module("git::https://git.example/team/../evil/etl.git"),
        "policy-module-source",
    ),
    ("allow: {module_sources: ['git::https://git.example/*']}", module("acme/etl/aws"), "policy-module-source"),
    ("allow: {module_sources: ['acme/*']}", module("acme/etl/aws", "1.0.0"), None),
    ("allow: {module_sources: ['github.com/acme/*']}", module("github.com/acme/etl"), None),
    ("allow: {module_sources: ['git::https://github.com/acme/*']}", module("github.com/acme/etl"), None),
    ("allow: {module_versions: required}", module(GIT), "policy-module-version"),
    ("allow: {module_versions: required}", module(GIT, "main"), None),
    ("allow: {module_versions: required}", module(f"{GIT}?ref=main"), None),
    ("allow: {module_versions: required}", module("acme/etl/aws"), "policy-module-version"),
    ("allow: {module_versions: exact}", module(GIT, "main"), "policy-module-version"),
    ("allow: {module_versions: exact}", module(GIT, "v1.2.3"), None),
    ("allow: {module_versions: exact}", module(GIT, "etl-v1.2.3"), None),
    ("allow: {module_versions: exact}", module(GIT, "release-1"), "policy-module-version"),
    ("allow: {module_versions: exact}", module(GIT, "0123456789abcdef0123456789abcdef01234567"), None),
    ("allow: {module_versions: exact}", module("acme/etl/aws", "1.2.3"), None),
    ("allow: {module_versions: exact}", module("acme/etl/aws", "~> 1.2"), "policy-module-version"),
    ("allow: {module_versions: ['v2.*']}", module(GIT, "v2.1.0"), None),
    ("allow: {module_versions: ['v2.*']}", module(GIT, "v1.2.0"), "policy-module-version"),
    ("require: [kms_key]", STATE + f"{LAKE}}}\n", "policy-kms-key"),
    ("require: [kms_key]", STATE + f"{LAKE}, kms_key_id: '{KEY}'}}\n", None),
    ("require: [kms_key]", STATE + f"  variables: {{storage_kms_key_id: '{KEY}'}}\n{LAKE}}}\n", None),
    ("require: [kms_key]", STATE, None),
    (
        "require: [kms_key]",
        STATE + "resources: [{resource_type: s3_bucket, resource_id: lake-1}]\n",
        "policy-kms-key",
    ),
    (
        "require: [kms_key]",
        STATE
        + "resources: [{resource_type: s3_bucket, resource_id: lake-1}, "
        + f"{{resource_type: kms_key, resource_id: '{KEY}'}}]\n",
        None,
    ),
    ("require: [private_networking]", STATE, "policy-private-networking"),
    ("require: [private_networking]", STATE + "networking: {private_networking: true}\n", None),
    ("require: [private_networking]", STATE + "networking: {private_networking: false}\n", "policy-private-networking"),
    (
        "require: [private_networking]",
        STATE + "  variables: {networking_private_networking: false}\nnetworking: {private_networking: true}\n",
        "policy-private-networking",
    ),
    ("require: [max_runtime]", STATE, "policy-max-runtime"),
    ("require: [max_runtime]", STATE + "compute: {max_runtime_seconds: 60}\n", None),
    ("require: [cpu_and_memory]", STATE + "compute: {cpu: '2'}\n", "policy-compute"),
    ("require: [cpu_and_memory]", STATE + "compute: {cpu: '2', memory: 4Gi}\n", None),
    ("require: [remote_state]", "region: eu-west-1\n" + terraform("workspace: x"), "policy-remote-state"),
    ("require: [remote_state]", STATE, None),
    ("require: [state_lock]", STATE, "policy-state-lock"),
    ("require: [state_encryption]", STATE, "policy-state-encryption"),
    ("names: {bucket: '${tenant_id}-*'}", STATE + "storage: {bucket: acme-lake}\n", None),
    ("names: {bucket: '${tenant_id}-*'}", STATE + "storage: {bucket: globex-lake}\n", "policy-name"),
    ("names: {bucket: ['x', '*-${ENVIRONMENT}']}", STATE + "storage: {bucket: acme-lake-prod}\n", None),
    (
        "names: {s3_bucket: '${tenant_id}-*'}",
        STATE + "resources: [{resource_type: s3_bucket, resource_id: 'arn:aws:s3:::globex-lake'}]\n",
        "policy-name",
    ),
    (
        "names: {preset: dativo}",
        STATE
        + "storage: {bucket: acme-data-lake-prod}\n"
        + "runtime: {cluster_name: dativo-acme-prod, "
        + "service_account: 'arn:aws:iam::123456789012:role/dativo-acme-etl-role'}\n",
        None,
    ),
    ("names: {preset: dativo}", STATE + "storage: {bucket: acme-data-lake}\n", "policy-name"),
    ("names: {preset: dativo, bucket: '${tenant_id}-*'}", STATE + "storage: {bucket: acme-data-lake}\n", None),
]  # fmt: skip


@pytest.mark.parametrize(("policy", "block", "code"), CASES)
def test_a_job_breaks_a_line_of_the_policy_or_keeps_to_it(
    policy: str, block: str, code: str | None, tmp_path: Path
) -> None:
    found = breaches(judged(tmp_path, policy, {"a": job(block)}))
    assert [problem.code for problem in found] == ([code] if code else [])
    for problem in found:
        assert problem.span.file == "jobs/a.yaml"
        assert "(dativo-gen.yaml:2:" in problem.message
        assert problem.hint


def test_the_tables_and_the_models_have_the_same_words() -> None:
    assert set(REQUIREMENTS) == set(typing.get_args(Requirement))
    assert set(BY_PLURAL) == set(typing.get_args(Isolated)) == set(SHARED)
    assert set(BY_NAME) == set(NAMED_KINDS)
    assert set(CODES) >= BREACHES


def test_every_backend_says_how_it_locks_and_encrypts() -> None:
    for name in backend_types():
        for what in ("lock", "encryption"):
            found = care(Backend(name, {}, None), what)  # type: ignore[arg-type]  # the place is not looked at
            assert bool(found.by) == bool(found.write)
            assert not (found.by and found.never)


@pytest.mark.parametrize(
    ("backend", "lock", "encryption"),
    [
        ("{bucket: acme-state, key: a, region: eu-west-1, use_lockfile: true, encrypt: true}", True, True),
        ("{bucket: acme-state, key: a, region: eu-west-1, dynamodb_table: locks, encrypt: false}", True, False),
        ("{bucket: acme-state, key: a, region: eu-west-1, kms_key_id: alias/x, use_lockfile: false}", False, False),
        ("{type: gcs, bucket: acme-state}", True, True),
        ("{type: http, address: 'https://x.example/a'}", False, False),
        ("{type: http, address: 'https://x.example/a', lock_address: 'https://x.example/l'}", True, False),
        ("{type: local}", False, False),
    ],
)
def test_a_state_is_locked_and_encrypted_as_its_backend_can(
    backend: str, lock: bool, encryption: bool, tmp_path: Path
) -> None:
    body = job("region: eu-west-1\n" + terraform(f"backend: {backend}"))
    codes = {
        problem.code for problem in breaches(judged(tmp_path, "require: [state_lock, state_encryption]", {"a": body}))
    }
    assert codes == {
        *(() if lock else ("policy-state-lock",)),
        *(() if encryption else ("policy-state-encryption",)),
    }


ROLE = "arn:aws:iam::123456789012:role/etl"
ASSET = "{resource_type: s3_bucket, resource_id: 's3://lake-1'}"
SHARING = [
    ("buckets", "storage: {bucket: lake-1, prefix: a}", "storage: {bucket: lake-1, prefix: b}", True),
    ("buckets", "storage: {bucket: lake-1}", f"resources: [{ASSET}]", True),
    ("buckets", "storage: {bucket: lake-1}", "storage: {bucket: lake-2}", False),
    ("service_accounts", f"runtime: {{service_account: '{ROLE}'}}", f"runtime: {{service_account: '{ROLE}'}}", True),
    (
        "service_accounts",
        "runtime: {type: kubernetes, service_account: etl, namespace: a}",
        "runtime: {type: kubernetes, service_account: etl, namespace: b}",
        False,
    ),
    ("networks", "networking: {vpc_id: vpc-1}", "networking: {vpc_id: vpc-1}", True),
    ("networks", "networking: {subnet_ids: [subnet-1, subnet-2]}", "networking: {subnet_ids: [subnet-2]}", True),
    (
        "networks",
        "account_id: '111111111111'\nnetworking: {vpc_id: vpc-1}",
        "account_id: '222222222222'\nnetworking: {vpc_id: vpc-1}",
        False,
    ),
    ("clusters", "runtime: {cluster_name: shared}", "runtime: {cluster_name: shared}", True),
    ("kms_keys", f"storage: {{kms_key_id: '{KEY}'}}", f"storage: {{kms_key_id: '{KEY}'}}", True),
]  # fmt: skip


@pytest.mark.parametrize(("what", "first", "second", "shared"), SHARING)
def test_what_two_tenants_share_is_told_to_both(
    what: str, first: str, second: str, shared: bool, tmp_path: Path
) -> None:
    jobs = {
        "a": job(f"region: eu-west-1\n{first}\n" + s3("a.tfstate")),
        "b": job(f"region: eu-west-1\n{second}\n" + s3("b.tfstate"), tenant="globex"),
    }
    found = breaches(judged(tmp_path, f"isolate: [{what}]", jobs))
    assert [problem.code for problem in found] == [SHARED[what]] * (2 if shared else 0)
    assert {problem.span.file for problem in found} == ({"jobs/a.yaml", "jobs/b.yaml"} if shared else set())


def test_one_tenant_may_share_with_itself(tmp_path: Path) -> None:
    body = "region: eu-west-1\nstorage: {bucket: lake-1}\n"
    jobs = {"a": job(body + s3("a.tfstate")), "b": job(body + s3("b.tfstate"))}
    assert not breaches(judged(tmp_path, "isolate: [buckets]", jobs))


def exception(**keys: str) -> str:
    entry = {"code": "policy-max-runtime", "jobs": "acme", "reason": "agreed", "until": "2026-06-01"} | keys
    return "require: [max_runtime]\nexceptions:\n- {" + ", ".join(f"{key}: {text}" for key, text in entry.items()) + "}"


@pytest.mark.parametrize(
    ("keys", "codes"),
    [
        ({}, []),
        ({"jobs": "[globex, acme/prod/a]"}, []),
        ({"jobs": "acme/*/a"}, []),
        ({"jobs": "'*'"}, []),
        ({"jobs": "acme/dev"}, ["policy-exception-unused", "policy-max-runtime"]),
        ({"jobs": "acm"}, ["policy-exception-unused", "policy-max-runtime"]),
        ({"code": "policy-kms-key"}, ["policy-exception-unused", "policy-max-runtime"]),
        ({"until": "2026-05-31"}, ["policy-exception-expired", "policy-max-runtime"]),
        ({"until": "2026-05-31", "jobs": "globex"}, ["policy-exception-expired", "policy-max-runtime"]),
    ],
)
def test_an_exception_holds_for_its_jobs_until_its_last_day(
    keys: dict[str, str], codes: list[str], tmp_path: Path
) -> None:
    found = judged(tmp_path, exception(**keys), {"a": job(STATE)})
    assert sorted(problem.code for problem in breaches(found)) == codes
    assert [problem.code for problem in found.errors] == [code for code in codes if code == "policy-max-runtime"]


def test_an_exception_for_one_tenant_does_not_excuse_the_others(tmp_path: Path) -> None:
    body = "region: eu-west-1\nstorage: {bucket: lake-1}\n" + terraform("workspace: x")
    jobs = {name: job(body, tenant=name) for name in ("acme", "globex", "initech")}
    excuse = "{code: policy-shared-bucket, jobs: [acme], reason: moves, until: 2027-01-31}"
    policy = f"isolate: [buckets]\nexceptions:\n- {excuse}"
    found = breaches(judged(tmp_path, policy, jobs))
    assert [problem.span.file for problem in found] == ["jobs/globex.yaml", "jobs/initech.yaml"]


def test_an_exception_of_a_job_that_cannot_be_read_is_not_called_unused(tmp_path: Path) -> None:
    found = judged(
        tmp_path, exception(jobs="globex"), {"a": job(STATE), "b": "tenant_id: globex\ninfrastructure: {provider: awz}"}
    )
    assert "policy-exception-unused" not in {problem.code for problem in breaches(found)}


FANNED = "environment: ${environment}\n" + job("region: eu-west-1\n" + s3("'${environment}/pipe.tfstate'"))
ENVIRONMENTS = "environments: {dev: {}, prod: {}}\n"


@pytest.mark.parametrize(
    ("severity", "errors", "warnings"),
    [
        ("{prod: error, default: warning}", ["prod"], ["dev"]),
        ("{prod: {policy-max-runtime: error}, default: off}", ["prod"], []),
        ("{prod: {policy-kms-key: off}, default: warning}", [], ["dev", "prod"]),
        ("{dev: off}", ["prod"], []),
    ],
)
def test_an_environment_decides_how_bad_a_breach_is(
    severity: str, errors: list[str], warnings: list[str], tmp_path: Path
) -> None:
    policy = f"require: [max_runtime]\nseverity: {severity}"
    found = judged(tmp_path, policy, {"a": FANNED}, ENVIRONMENTS)
    said = [
        [p.message.rpartition("(in ")[2][:-1] for p in level if p in breaches(found)]
        for level in (found.errors, found.warnings)
    ]
    assert said == [errors, warnings]


@pytest.mark.parametrize(
    ("severity", "level"),
    [("", "warning"), ("severity: {default: error}", "warning"), ("severity: {prod: error}", "error")],
)
def test_rules_of_the_fleet_stand_between_the_environment_and_the_default(
    severity: str, level: str, tmp_path: Path
) -> None:
    found = judged(
        tmp_path, f"require: [max_runtime]\n{severity}", {"a": job(STATE)}, "rules: {policy-max-runtime: warning}\n"
    )
    assert bool(found.errors) is (level == "error")
    assert len(breaches(found)) == 1


def test_one_line_of_a_layer_that_breaks_many_jobs_is_told_once(tmp_path: Path) -> None:
    jobs = {name: "tenant_id: acme\n" for name in ("a", "b", "c")}
    layer = job("region: eu-west-1\nnetworking: {private_networking: false}\n" + terraform("workspace: x"))
    jobs["_defaults"] = layer.replace("tenant_id: acme\n", "")
    (problem,) = breaches(judged(tmp_path, "require: [private_networking]", jobs))
    assert (problem.span.file, problem.span.line) == ("jobs/_defaults.yaml", 4)
    assert problem.message.endswith("(for jobs/a.yaml and 2 more)")


def test_a_job_without_terraform_is_not_held_against_the_policy(tmp_path: Path) -> None:
    policy = "require: [kms_key, private_networking, max_runtime, remote_state]\nallow: {providers: []}"
    assert not breaches(judged(tmp_path, policy, {"a": "tenant_id: acme\n"}))


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [("*", "", True), ("a*c", "abc", True), ("a*c", "abcd", False), ("a.c", "abc", False), ("[ab]", "a", False)],
)
def test_a_star_is_all_that_a_pattern_knows(pattern: str, text: str, fits: bool) -> None:
    assert matches(pattern, text) is fits


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("acme-lake", "acme-lake"),
        ("arn:aws:s3:::acme-lake", "acme-lake"),
        ("arn:aws:iam::123456789012:role/team/etl", "etl"),
        ("arn:aws:glue:us-east-1:123456789012:database/acme_raw", "acme_raw"),
        ("arn:aws:secretsmanager:us-east-1:123456789012:secret:acme/stripe-AbCdEf", "acme/stripe-AbCdEf"),
        ("arn:aws:lambda:us-east-1:123456789012:function:orders", "orders"),
        ("arn:aws:sns:us-east-1:123456789012:alerts", "alerts"),
        ("etl@acme-project.iam.gserviceaccount.com", "etl"),
        ("projects/acme/serviceAccounts/etl@acme.iam.gserviceaccount.com", "etl"),
        ("projects/acme-project/datasets/acme_raw", "acme_raw"),
        ("gs://acme-lake/", "acme-lake"),
        ("abfss://raw@acmelake.dfs.core.windows.net", "raw"),
        ("/subscriptions/1/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/acmelake", "acmelake"),
    ],
)
def test_the_name_of_a_thing_is_what_people_gave_it(text: str, name: str) -> None:
    assert bare_name(text) == name
