"""Which jobs share a root module, what it is called, and what its jobs do for each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from dativo_gen.plan import output_names

from .planned import TAGS, job, planned, s3, terraform


def test_jobs_that_name_the_same_state_share_a_stack(tmp_path: Path) -> None:
    files = {f"jobs/{name}.yaml": job(s3("dativo/pipe.tfstate")) for name in ("b", "a")}
    stacks = planned(tmp_path, files).stacks
    assert list(stacks) == ["acme/prod/pipe"]
    assert [member.key.name for member in stacks["acme/prod/pipe"].jobs] == ["a", "b"]


def test_every_other_job_has_a_stack_of_its_own(tmp_path: Path) -> None:
    files = {"jobs/a.yaml": job(s3("x/a.tfstate")), "jobs/b.yaml": job(s3("x/b.tfstate"))}
    assert list(planned(tmp_path, files).stacks) == ["acme/prod/a", "acme/prod/b"]


@pytest.mark.parametrize(
    ("state", "name"),
    [
        ("backend_config: {bucket: b-1, key: dativo/stripe-customers.tfstate, region: eu-west-1}", "stripe-customers"),
        ("backend_config: {bucket: b-1, key: dativo/stripe/terraform.tfstate, region: eu-west-1}", "stripe"),
        ("backend: {type: gcs, bucket: b-1, prefix: dativo/orders/default}", "orders"),
        ("backend: {type: gcs, bucket: b-1, prefix: dativo/orders/}", "orders"),
        ("backend: {type: kubernetes, secret_suffix: orders, config_path: ~/k}", "orders"),
        ("backend: {type: http, address: 'https://state.acme.com/dativo/orders'}", "orders"),
        ("backend: {type: cloud, organization: acme, workspaces: {name: orders-prod}}", "orders-prod"),
        ("backend_config: {bucket: b-1, key: Orders.tfstate, region: eu-west-1}", "the_job"),
        ("backend_config: {bucket: b-1, key: terraform.tfstate, region: eu-west-1}", "the_job"),
        ("backend: {type: local, path: orders.tfstate}", "the_job"),
        ("workspace: prod", "the_job"),
        ("stack: mine\nbackend_config: {bucket: b-1, key: x/orders.tfstate, region: eu-west-1}", "mine"),
    ],
)
def test_a_stack_is_called_by_its_state_unless_the_job_says_otherwise(state: str, name: str, tmp_path: Path) -> None:
    assert list(planned(tmp_path, {"jobs/the_job.yaml": job(terraform(state))}).stacks) == [f"acme/prod/{name}"]


def test_a_default_state_names_no_stack(tmp_path: Path) -> None:
    settings = (
        "state: {aws: {bucket: b-1, region: eu-west-1, key: 'x/${tenant_id}/${environment}/${stack}/main.tfstate'}}"
    )
    files = {
        "dativo-gen.yaml": settings,
        "jobs/a.yaml": job(terraform("workspace: prod")),
        "jobs/b.yaml": job(terraform("stack: both")),
        "jobs/c.yaml": job(terraform("stack: both")),
    }
    found = planned(tmp_path, files)
    assert {key: len(stack.jobs) for key, stack in found.stacks.items()} == {"acme/prod/a": 1, "acme/prod/both": 2}
    assert found.stacks["acme/prod/both"].backend.text("key") == "x/acme/prod/both/main.tfstate"
    assert not found.of("stack-name")


def test_a_default_state_without_a_name_per_stack_is_refused(tmp_path: Path) -> None:
    settings = "state: {aws: {bucket: b-1, region: eu-west-1, key: 'x/${tenant_id}.tfstate'}}"
    files = {"dativo-gen.yaml": settings, "jobs/a.yaml": job(terraform("workspace: prod"))}
    (problem,) = planned(tmp_path, files).of("state-unnamed")
    assert "${stack}" in problem.hint
    assert problem.span.file == "dativo-gen.yaml"


def test_a_local_state_is_never_shared_by_its_path(tmp_path: Path) -> None:
    files = {f"jobs/{name}.yaml": job(terraform("backend: {type: local, path: state.tfstate}")) for name in "ab"}
    found = planned(tmp_path, files)
    assert list(found.stacks) == ["acme/prod/a", "acme/prod/b"]
    assert not found.of("state-shared")


def test_jobs_without_a_backend_meet_in_the_stack_that_both_name(tmp_path: Path) -> None:
    files = {f"jobs/{name}.yaml": job(terraform("stack: both")) for name in "ab"}
    assert [len(stack.jobs) for stack in planned(tmp_path, files).stacks.values()] == [2]


MODULE = {"modules/m/main.tf": TAGS + 'variable "region" {\n  type = string\n}\n'}


def test_a_region_that_one_job_states_serves_the_others_of_its_stack(tmp_path: Path) -> None:
    shared = s3("x/pipe.tfstate", "module_source: ./modules/m")
    files = {**MODULE, "jobs/a.yaml": job(shared), "jobs/b.yaml": job("region: eu-west-1\n" + shared)}
    found = planned(tmp_path, files)
    assert found.arguments("a")["region"] == "eu-west-1"
    region = next(each.value for each in found.job("a").arguments if each.name == "region")
    assert region.span.file == "jobs/b.yaml"
    assert not found.of("module-argument-missing")
    assert found.stacks["acme/prod/pipe"].place.region is not None


def test_a_region_does_not_serve_another_stack(tmp_path: Path) -> None:
    alone = s3("x/a.tfstate", "module_source: ./modules/m")
    files = {
        **MODULE,
        "jobs/a.yaml": job(alone),
        "jobs/b.yaml": job("region: eu-west-1\n" + s3("x/b.tfstate", "module_source: ./modules/m")),
    }
    (problem,) = planned(tmp_path, files).of("module-argument-missing")
    assert problem.span.file == "jobs/a.yaml"


def test_a_stated_account_goes_before_one_that_an_arn_tells(tmp_path: Path) -> None:
    role = "runtime: {service_account: 'arn:aws:iam::111111111111:role/x'}\n"
    shared = s3("x/pipe.tfstate")
    files = {"jobs/a.yaml": job(role + shared), "jobs/b.yaml": job("account_id: '222222222222'\n" + shared)}
    place = planned(tmp_path, files).stacks["acme/prod/pipe"].place
    assert place.account_id is not None
    assert place.stated_account is not None
    assert (place.account_id.text, place.stated_account.text) == ("222222222222", "222222222222")


def test_outputs_are_those_of_a_module_that_was_read_else_those_named(tmp_path: Path) -> None:
    files = {
        "modules/m/main.tf": TAGS + 'output "z" {\n  value = 1\n}\noutput "a" {\n  value = 1\n}\n',
        "jobs/read.yaml": job(terraform("module_source: ./modules/m\noutputs: {a: target.bucket}")),
        "jobs/unread.yaml": job(terraform("outputs: {bucket_name: target.bucket}")),
    }
    found = planned(tmp_path, files)
    assert output_names(found.job("read")) == ["a", "z"]
    assert output_names(found.job("unread")) == ["bucket_name"]
