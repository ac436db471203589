"""Which module a job calls: its own, else the settings' for its provider and runtime."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.planned import TAGS, Planned, job, planned, terraform

M = {"modules/m/main.tf": TAGS}


def _source(found: Planned) -> str:
    return found.text(next(iter(found.stacks)), "main.tf").partition('source = "')[2].partition('"')[0]


@pytest.mark.parametrize(
    ("modules", "infrastructure", "source"),
    [
        ("{aws: ./modules/m}", "compute: {cpu: 2}", "../../../../../modules/m"),
        ("{aws: {ecs: acme/ecs/aws, default: acme/any/aws}}", "runtime: {type: ecs}", "acme/ecs/aws"),
        ("{aws: {ecs: acme/ecs/aws, default: acme/any/aws}}", "runtime: {type: dagster}", "acme/any/aws"),
        ("{aws: {ecs: acme/ecs/aws, default: acme/any/aws}}", "compute: {cpu: 2}", "acme/any/aws"),
        ("{aws: acme/any/aws}", "terraform: {module_source: ./modules/m}", "../../../../../modules/m"),
    ],
)
def test_a_job_without_a_module_gets_the_settings(
    modules: str, infrastructure: str, source: str, tmp_path: Path
) -> None:
    files = {**M, "dativo-gen.yaml": f"modules: {modules}", "jobs/acme/a.yaml": job(infrastructure)}
    assert _source(planned(tmp_path, files)) == source


@pytest.mark.parametrize(
    ("default", "version"),
    [("{source: acme/etl/aws, version: '1.0'}", "2.0"), ("acme/etl/aws", "2.0")],
)
def test_a_job_may_choose_another_version_of_the_settings_module(default: str, version: str, tmp_path: Path) -> None:
    body = job(f"terraform: {{module_version: '{version}'}}")
    found = planned(tmp_path, {"dativo-gen.yaml": f"modules: {{aws: {default}}}", "jobs/a.yaml": body})
    assert f'version = "{version}"' in found.text("acme/prod/a", "main.tf")


@pytest.mark.parametrize("modules", ["{}", "{gcp: ./modules/m}", "{aws: {ecs: ./modules/m}}"])
def test_a_job_for_which_nobody_names_a_module_gets_the_bundled_one(modules: str, tmp_path: Path) -> None:
    files = {**M, "dativo-gen.yaml": f"modules: {modules}", "jobs/a.yaml": job("compute: {cpu: 2}")}
    assert _source(planned(tmp_path, files)) == "../../../_modules/aws/dativo-etl"


def test_a_folder_without_terraform_files_is_no_module(tmp_path: Path) -> None:
    files = {"modules/m/README.md": "soon", "jobs/a.yaml": job(terraform("module_source: ./modules/m"))}
    (problem,) = planned(tmp_path, files).of("module-not-found")
    assert "modules/m" in problem.message


def test_an_empty_folder_beside_the_job_hides_no_module_of_the_root(tmp_path: Path) -> None:
    files = {
        **M,
        "jobs/acme/modules/m/README.md": "soon",
        "jobs/acme/a.yaml": job(terraform("module_source: ./modules/m")),
    }
    assert _source(planned(tmp_path, files)) == "../../../../../modules/m"


def test_a_linked_module_is_read_where_it_leads_inside_the_repository(tmp_path: Path) -> None:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules/m").symlink_to("../shared/m")
    files = {"shared/m/main.tf": TAGS, "jobs/a.yaml": job(terraform("module_source: ./modules/m"))}
    found = planned(tmp_path, files)
    assert found.job("a").provision.call.interface is not None
    assert _source(found) == "../../../../../modules/m"


def test_a_module_that_leads_out_of_the_repository_is_refused(tmp_path: Path) -> None:
    (tmp_path / "away").mkdir()
    (tmp_path / "away/main.tf").write_text(TAGS)
    (tmp_path / "here/modules").mkdir(parents=True)
    (tmp_path / "here/modules/m").symlink_to("../../away")
    found = planned(tmp_path / "here", {"jobs/a.yaml": job(terraform("module_source: ./modules/m"))})
    assert len(found.of("file-outside")) == 1


def test_a_version_beside_a_local_module_is_refused_at_the_version(tmp_path: Path) -> None:
    files = {**M, "jobs/a.yaml": job(terraform("module_source: ./modules/m\nmodule_version: '1.0'"))}
    (problem,) = planned(tmp_path, files).of("module-version")
    assert problem.span.line == 6
