"""What stays of a job that is gone or has another name: named, with the state it holds, and never deleted."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

import pytest

from dativo_gen.existing import Existing, Found, Recorded
from dativo_gen.manifest import JSON, Entry, Manifest, digest, dump
from dativo_gen.remains import kind_of, left_states
from dativo_gen.tree import diff
from tests.removals import Repository, repository

STACK = "terraform/acme/prod/orders"
STATE = {"aws": {"type": "s3", "bucket": "acme-state", "key": "${tenant_id}/${stack}.tfstate", "region": "eu-west-1"}}
LEFT = (".terraform.lock.hcl", "extra.tf", "terraform.tfstate", "terraform.tfstate.backup", "x.tfplan", ".terraform/x")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("s/.terraform", "terraform"),
        ("s/.terraform.lock.hcl", "lock"),
        ("s/terraform.tfstate", "state"),
        ("s/terraform.tfstate.backup", "state"),
        ("s/old.tfstate", "state"),
        ("s/terraform.tfstate.d/live/terraform.tfstate", "state"),
        ("s/apply.tfplan", "plan"),
        ("s/extra.tf", "other"),
    ],
)
def test_whose_a_file_is(path: str, kind: str) -> None:
    assert kind_of(PurePosixPath(path)) == kind


def used(root: Path, **settings: object) -> Repository:
    """A rendered stack in which Terraform was at work; its job is gone."""
    made = repository(root)
    made.settings(**settings)
    made.job("orders")
    made.job("lanes", tenant="globex")
    made.done()
    for name in LEFT:
        made.write(f"generated/{STACK}/{name}", name)
    made.without("orders")
    made.settings("acme/prod/orders: gone", **settings)
    return made


def said(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("= ")]


SAID = [
    f"= {STACK}: its state stays (s3://acme-state/acme/orders.tfstate); dativo-gen never deletes one",
    f"= {STACK}/.terraform: Terraform's working folder, which `terraform init` makes again, left in place",
    f"= {STACK}/.terraform.lock.hcl: Terraform's lock file of providers, left in place",
    f"= {STACK}/extra.tf: not written by dativo-gen, left in place",
    f"= {STACK}/terraform.tfstate: a Terraform state, which dativo-gen never deletes, left in place; "
    "the manifest beside it named s3://acme-state/acme/orders.tfstate",
    f"= {STACK}/terraform.tfstate.backup: a Terraform state, which dativo-gen never deletes, left in place; "
    "the manifest beside it named s3://acme-state/acme/orders.tfstate",
    f"= {STACK}/x.tfplan: a plan of Terraform, left in place",
]


def test_what_a_removed_job_leaves_is_named_with_its_state(tmp_path: Path) -> None:
    made = used(tmp_path, state=STATE)
    assert said(made.render("--check").stdout) == SAID
    assert said(made.render("--diff").stderr) == SAID
    assert said(made.done().stdout) == SAID
    for name in LEFT:
        assert (made.output / STACK / name).read_text() == name
    assert said(made.done().stdout) == []


def test_a_state_in_the_folder_itself_is_told_by_that_folder(tmp_path: Path) -> None:
    made = used(tmp_path)
    text = made.done().stdout
    assert f"= {STACK}: its state stays (local file terraform.tfstate in {STACK}); dativo-gen" in text
    assert (made.output / STACK / "terraform.tfstate").read_text() == "terraform.tfstate"


def test_what_remains_as_json(tmp_path: Path) -> None:
    made = used(tmp_path, state=STATE)
    data = json.loads(made.done("--format", "json").stdout)
    state = "s3://acme-state/acme/orders.tfstate"
    assert data["states_left"] == {STACK: state}
    assert {"path": f"{STACK}/terraform.tfstate", "kind": "state", "state": state} in data["remaining"]
    assert {each["kind"] for each in data["remaining"]} == {"terraform", "lock", "other", "state", "plan"}


def test_what_a_renamed_stack_leaves_is_named(tmp_path: Path) -> None:
    made = repository(tmp_path)
    backend = {"type": "s3", "bucket": "acme-state", "key": "orders.tfstate", "region": "eu-west-1"}
    made.job("orders", backend)
    made.done()
    made.write(f"generated/{STACK}/.terraform/x", "")
    made.job("orders", backend, terraform={"stack": "sales"})
    text = made.done().stdout
    assert f"= {STACK}: its state stays (s3://acme-state/orders.tfstate); dativo-gen never deletes one" in text
    assert f"= {STACK}/.terraform: Terraform's working folder" in text


@pytest.mark.parametrize("record", [None, {}, {"state": 1}, {"backend": {"arguments": []}}])
def test_a_record_that_says_nothing_of_use_names_no_state(record: dict[str, JSON] | None) -> None:
    manifest = Manifest({"a.tf": Entry("0" * 64)}, {}, record)
    recorded = Recorded(manifest, digest(dump(manifest)))
    existing = Existing({PurePosixPath(STACK): recorded}, {PurePosixPath(STACK) / "a.tf": Found("file", "0" * 64)})
    assert left_states(diff({}, existing, lambda _: True, lambda _: False)) == {}
