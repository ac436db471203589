"""The wanted tree in memory: which files a stack has, what its manifest remembers, what its tags page says."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

import pytest

from dativo_gen.build import TOP, Yard, build_tree, job_folder
from dativo_gen.plan import job_path

from .planned import TAGS, job, planned, s3, terraform

FILES = {
    "main.tf",
    "variables.tf",
    "outputs.tf",
    "providers.tf",
    "versions.tf",
    "backend.tf",
    "terraform.tfvars",
    "tags.json",
}


def test_a_stack_has_the_files_that_every_root_module_has(tmp_path: Path) -> None:
    found = planned(tmp_path, {"jobs/a.yaml": job(s3("a.tfstate"))})
    assert set(found.folder("acme/prod/a").files) == FILES


@pytest.mark.parametrize(
    ("backend", "more"),
    [
        ("backend: {type: s3, bucket: b-1, key: a, region: eu-west-1}", {"a.s3.tfbackend"}),
        ("backend: {type: cloud, organization: acme, workspaces: {name: a}}", set()),
        ("workspace: live", set()),
    ],
)
def test_a_partial_backend_has_a_file_where_terraform_reads_one(backend: str, more: set[str], tmp_path: Path) -> None:
    folder = planned(tmp_path, {"jobs/a.yaml": job(terraform(backend))}).folder("acme/prod/a", partial=True)
    assert set(folder.files) == FILES | more
    assert ("b-1" in folder.files["backend.tf"].text) is False


def test_every_file_that_can_hold_a_comment_says_who_made_it_from_what(tmp_path: Path) -> None:
    folder = planned(tmp_path, {"jobs/a.yaml": job(s3("a.tfstate"))}).folder("acme/prod/a", partial=True)
    for name, file in folder.files.items():
        if name != "tags.json":
            first, second, *_ = file.text.split("\n")
            assert first.startswith("# Made by dativo-gen. Do not edit"), name
            assert second == "# Source: jobs/a.yaml", name


def test_the_manifest_knows_every_file_that_a_stack_is_made_from(tmp_path: Path) -> None:
    files = {
        "dativo-gen.yaml": "state: {aws: {type: local, path: '${stack}'}}\nmodules: {aws: ./modules/m}\n",
        "modules/m/main.tf": TAGS,
        "assets/x.yaml": "name: x\n",
        "jobs/_defaults.yaml": "asset_path: /app/assets/x.yaml\n",
        "jobs/a.yaml": job("compute: {cpu: 2}"),
    }
    folder = planned(tmp_path, files).folder("acme/prod/a")
    assert set(folder.inputs) == set(files)
    assert set(folder.sources["main.tf"]) == set(files)


def test_the_manifest_remembers_what_a_removed_job_will_need(tmp_path: Path) -> None:
    body = "region: eu-west-1\n" + s3("pipe.tfstate", "workspace: live\nmodule_version: v1")
    record = planned(tmp_path, {"jobs/a.yaml": job(body)}).folder("acme/prod/pipe").record
    assert record is not None
    assert record["workspace"] == "live"
    assert record["place"] == {"region": "eu-west-1"}
    assert record["jobs"] == {
        "a": {
            "status": "present",
            "file": "jobs/a.yaml",
            "source": "git::https://github.com/acme/modules.git//etl?ref=v1",
        }
    }


def test_tags_are_listed_with_their_layer_and_place(tmp_path: Path) -> None:
    body = "finops: {cost_center: FIN-1}\n" + job("tags: {CostCenter: HR-1}\n" + s3("a.tfstate"))
    page = json.loads(planned(tmp_path, {"jobs/a.yaml": body}).text("acme/prod/a", "tags.json"))
    assert page["jobs"]["a"]["CostCenter"] == {"value": "HR-1", "layer": "infrastructure", "place": "jobs/a.yaml:5:22"}
    assert page["jobs"]["a"]["finops.cost_center"]["layer"] == "job"


def test_resolved_jobs_lie_by_environment_and_tenant(tmp_path: Path) -> None:
    files = {"jobs/a.yaml": job(s3("a.tfstate")), "jobs/b.yaml": "tenant_id: globex\nenvironment: dev\n"}
    found = planned(tmp_path, files)
    yard = Yard(found.loaded.output, {}, False)
    folders = [job_folder(job_path(each.key).parent, each, yard) for each in found.loaded.jobs]
    assert {str(folder.path / name) for folder in folders for name in folder.files} == {
        "jobs/prod/acme/a.yaml",
        "jobs/dev/globex/b.yaml",
    }


def test_the_top_of_the_tree_keeps_what_templates_of_others_ignore() -> None:
    top = build_tree([])[TOP].files
    lines = top[".gitignore"].text.split("\n")
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[:3] == ["!*/", "!*.tfvars", "!*.tfbackend"]
    assert not any("lock.hcl" in line for line in rules)
    assert "* -text" in top[".gitattributes"].text
    assert list(build_tree([])) == [PurePosixPath(".")]
