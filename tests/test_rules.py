"""What may not be true of a whole fleet, each rule by a small fleet that breaks it."""

from __future__ import annotations

from pathlib import Path

import pytest

from .planned import Planned, job, planned, s3, terraform

SETTINGS = "environments: {dev: {}, prod: {}}\n"


def _jobs(root: Path, **bodies: str) -> Planned:
    return planned(root, {f"jobs/{name}.yaml": body for name, body in bodies.items()})


def test_two_tenants_on_one_state_are_told_what_to_add(tmp_path: Path) -> None:
    found = _jobs(tmp_path, a=job(s3("pipe.tfstate")), b=job(s3("pipe.tfstate"), tenant="globex"))
    (problem,) = found.of("state-shared")
    assert str(problem.span).startswith("jobs/b.yaml:")
    assert "at jobs/a.yaml:" in problem.message
    assert "`${tenant_id}`" in problem.hint
    assert "environment" not in problem.hint


def test_one_source_line_is_blamed_once_for_all_environments(tmp_path: Path) -> None:
    files = {
        "dativo-gen.yaml": "environments: {dev: {}, staging: {}, prod: {}}",
        "jobs/a.yaml": "environment: ${environment}\n" + job(s3("pipe.tfstate")),
    }
    (problem,) = planned(tmp_path, files).of("state-shared")
    assert "`${environment}`" in problem.hint


def test_workspaces_keep_environments_apart(tmp_path: Path) -> None:
    files = {
        "dativo-gen.yaml": SETTINGS,
        "jobs/a.yaml": "environment: ${environment}\n" + job(s3("pipe.tfstate", "workspace: ${environment}")),
    }
    assert not planned(tmp_path, files).of("state-shared")


@pytest.mark.parametrize(
    ("paths", "shared"),
    [
        (("../state.tfstate", "../state.tfstate"), True),
        (("state.tfstate", "../a/state.tfstate"), True),
        (("/var/state.tfstate", "/var/state.tfstate"), False),  # one stack: the rule sees no second
        (("state.tfstate", "state.tfstate"), False),
    ],
)
def test_a_local_state_may_not_lie_where_another_stack_keeps_its_own(
    paths: tuple[str, str], shared: bool, tmp_path: Path
) -> None:
    first, second = (job(terraform(f"backend: {{type: local, path: {path}}}")) for path in paths)
    found = _jobs(tmp_path, a=first, b=second)
    assert bool(found.of("state-shared")) is shared
    assert len(found.stacks) == (1 if paths[0].startswith("/") else 2)


def test_one_absolute_local_file_for_two_tenants_is_one_state(tmp_path: Path) -> None:
    body = terraform("backend: {type: local, path: /var/state.tfstate}")
    (problem,) = _jobs(tmp_path, a=job(body), b=job(body, tenant="globex")).of("state-shared")
    assert "`${tenant_id}`" in problem.hint
    assert "`path`" in problem.hint


def test_jobs_of_one_state_agree_on_every_backend_argument(tmp_path: Path) -> None:
    other = terraform("backend_config: {bucket: acme-state, key: pipe.tfstate, region: eu-west-1, encrypt: true}")
    (problem,) = _jobs(tmp_path, a=job(s3("pipe.tfstate")), b=job(other)).of("stack-backend")
    assert "`encrypt`" in problem.message
    assert "jobs/a.yaml:" in problem.message


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("region: eu-west-1", "region: eu-west-2", "region"),
        ("account_id: '111111111111'", "account_id: '222222222222'", "account_id"),
        ("region: eu-west-1", "storage: {kms_key_id: 'arn:aws:kms:us-east-1:123456789012:alias/x'}", "region"),
    ],
)
def test_jobs_of_one_state_lie_in_one_place(first: str, second: str, name: str, tmp_path: Path) -> None:
    state = s3("pipe.tfstate")
    found = _jobs(tmp_path, a=job(f"{first}\n{state}"), b=job(f"{second}\n{state}"))
    (problem,) = found.of("stack-place")
    assert f"`{name}`" in problem.message
    assert "jobs/a.yaml:" in problem.message
    assert problem.span.file == "jobs/b.yaml"


def test_jobs_of_one_state_are_of_one_cloud(tmp_path: Path) -> None:
    shared = terraform("backend: {type: s3, bucket: acme-state, key: pipe.tfstate, region: eu-west-1}")
    found = _jobs(tmp_path, a=job(shared), b=job(shared, provider="gcp"))
    assert [problem.message for problem in found.of("stack-place") if "`provider`" in problem.message]


def test_jobs_of_one_state_call_their_stack_alike(tmp_path: Path) -> None:
    found = _jobs(tmp_path, a=job(s3("pipe.tfstate")), b=job(s3("pipe.tfstate", "stack: other")))
    (problem,) = found.of("stack-name")
    assert problem.hint == "add `terraform: {stack: pipe}` to both"


def test_two_stacks_of_one_name_get_the_line_to_add(tmp_path: Path) -> None:
    found = _jobs(tmp_path, a=job(s3("x/pipe.tfstate")), b=job(s3("y/pipe.tfstate")))
    (problem,) = found.of("stack-clash")
    assert problem.hint == "add `terraform: {stack: b}` to one of them"
    assert "jobs/a.yaml:" in problem.message


def test_two_names_that_make_one_output_are_refused(tmp_path: Path) -> None:
    found = _jobs(
        tmp_path,
        a=job(s3("pipe.tfstate", "outputs: {b_c: target.x}")),
        a_b=job(s3("pipe.tfstate", "outputs: {c: target.x}")),
    )
    (problem,) = found.of("output-clash")
    assert "`a_b_c`" in problem.message


@pytest.mark.parametrize(
    ("provider", "unknown"), [("aws", ["region"]), ("gcp", ["project_id", "region"]), ("azure", ["account_id"])]
)
def test_a_place_that_nothing_tells_is_warned_of(provider: str, unknown: list[str], tmp_path: Path) -> None:
    found = _jobs(tmp_path, a=job("runtime: {type: dagster}\n" + terraform("workspace: x"), provider=provider))
    assert sorted(problem.message.split("`")[1] for problem in found.of("place-unknown")) == unknown


def test_a_state_in_a_region_tells_no_region(tmp_path: Path) -> None:
    assert len(_jobs(tmp_path, a=job(s3("a.tfstate"))).of("place-unknown")) == 1


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ("{bucket: lake-1}", "{bucket: lake-1, prefix: b}", True),
        ("{bucket: lake-1, prefix: a}", "{bucket: lake-1, prefix: a/b}", True),
        ("{bucket: lake-1, prefix: a}", "{bucket: lake-1, prefix: ab}", False),
        ("{bucket: lake-1, prefix: /a/}", "{bucket: lake-1, prefix: a}", True),
        ("{bucket: lake-1}", "{bucket: lake-2}", False),
    ],
)
def test_tenants_on_one_bucket_need_prefixes_of_their_own(
    first: str, second: str, shared: bool, tmp_path: Path
) -> None:
    state = terraform("workspace: x")
    found = _jobs(tmp_path, a=job(f"storage: {first}\n{state}"), b=job(f"storage: {second}\n{state}", tenant="globex"))
    assert bool(found.of("bucket-shared")) is shared


@pytest.mark.parametrize(("account", "shared"), [("arn:aws:iam::123456789012:role/etl", True), ("etl", False)])
def test_tenants_need_identities_of_their_own(account: str, shared: bool, tmp_path: Path) -> None:
    body = f"runtime: {{service_account: '{account}'}}\n" + terraform("workspace: x")
    found = _jobs(tmp_path, a=job(body), b=job(body, tenant="globex"))
    assert bool(found.of("service-account-shared")) is shared


def test_a_long_output_path_is_warned_of(tmp_path: Path) -> None:
    name = "x" * 60
    found = _jobs(tmp_path, **{name: job(s3("a.tfstate", f"stack: {name}"), tenant="t" * 60)})
    assert not found.of("path-long")
    settings = "output: some/folder/that/is/rather/deep/for/what/it/holds/generated\n"
    files = {"dativo-gen.yaml": settings, f"jobs/{name}.yaml": job(s3("a.tfstate", f"stack: {name}"), tenant="t" * 60)}
    assert len(planned(tmp_path, files).of("path-long")) == 2
