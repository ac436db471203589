"""The modules that come along: which there are, what a copy holds, which job gets which, where else they may lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from dativo_gen.clouds import CLOUDS
from dativo_gen.clouds.base import Cloud
from dativo_gen.model.infrastructure import RUNTIME_TYPES
from dativo_gen.terraform.bundled import (
    NO_RUNTIME,
    bundled_interface,
    bundled_modules,
    copied_text,
    default_module,
    default_modules,
    needed_files,
    purpose,
    whole_module,
)
from dativo_gen.terraform.contract import contract
from dativo_gen.terraform.satisfies import judge_contract
from tests.planned import TAGS, Planned, job, planned

EACH = pytest.mark.parametrize("name", bundled_modules())
VALUES = """\
runtime: {type: RUNTIME, cluster_name: dativo, namespace: etl, service_account: etl}
compute: {cpu: "2", memory: 4Gi, max_runtime_seconds: 60}
networking: {vpc_id: vpc, subnet_ids: [one], security_group_ids: [two], private_networking: false}
storage: {bucket: lake, prefix: raw}
"""


def _source(found: Planned) -> str:
    return found.text(next(iter(found.stacks)), "main.tf").partition('source = "')[2].partition('"')[0]


def test_there_are_a_foundation_and_a_job_for_each_cloud_and_a_job_for_clusters() -> None:
    clouds = [f"{cloud}/{kind}" for cloud in CLOUDS for kind in ("dativo-etl", "etl-job")]
    assert list(bundled_modules()) == sorted([*clouds, "kubernetes/etl-job"])


@EACH
def test_a_copy_holds_what_terraform_reads_and_the_readme_and_nothing_else(name: str) -> None:
    files = needed_files(name)
    assert {"README.md", "main.tf", "variables.tf", "outputs.tf", "versions.tf"} <= files.keys()
    assert not [path for path in files if path.startswith(("tests/", "examples/", "."))]
    assert whole_module(name).keys() - files.keys() == {
        path for path in whole_module(name) if path.startswith(("tests/", "examples/"))
    }


@EACH
def test_every_file_of_a_copy_says_who_made_it(name: str) -> None:
    for path, text in needed_files(name).items():
        first = copied_text(name, path, text).splitlines()[0]
        assert first.startswith(("# Made by dativo-gen", "<!-- Made by dativo-gen")), path
        assert name in first


@EACH
def test_a_module_says_what_it_is_for(name: str) -> None:
    assert 10 < len(purpose(name)) < 250


@EACH
def test_places_in_a_module_name_the_module(name: str) -> None:
    spans = [each.span for each in bundled_interface(name).variables.values()]
    assert all(span.file == f"dativo://{name}/variables.tf" for span in spans)


def test_every_runtime_of_every_cloud_has_a_module_and_no_other_has() -> None:
    wanted = {
        (name, runtime)
        for name, cloud in CLOUDS.items()
        for runtime in (NO_RUNTIME, *RUNTIME_TYPES)
        if runtime == NO_RUNTIME or _offers(cloud, runtime)
    }
    assert {(provider, runtime) for provider, rows in default_modules().items() for runtime in rows} == wanted
    assert {module for rows in default_modules().values() for module in rows.values()} == {*bundled_modules()}


def _offers(cloud: Cloud, runtime: str) -> bool:
    own = {"ecs": "aws", "cloud_run": "gcp", "container_apps": "azure"}
    return own.get(runtime, cloud.provider) == cloud.provider


def test_an_unknown_pair_has_none() -> None:
    assert default_module("aws", "cloud_run") is None
    assert default_module("hetzner", None) is None


@pytest.mark.parametrize("name", [each for each in bundled_modules() if each.endswith("etl-job")])
def test_a_module_for_jobs_satisfies_the_contract(name: str) -> None:
    interface = bundled_interface(name)
    span = next(iter(interface.variables.values())).span
    wrong = [each for each in judge_contract(interface, span) if each.code in ("contract-required", "contract-type")]
    assert wrong == []


@pytest.mark.parametrize(("provider", "runtime"), [(p, r) for p, rows in default_modules().items() for r in rows])
def test_a_job_gets_every_variable_that_its_module_declares_and_it_has_a_value_for(
    provider: str, runtime: str, tmp_path: Path
) -> None:
    body = VALUES.replace("RUNTIME", runtime) if runtime != NO_RUNTIME else "storage: {bucket: lake, prefix: raw}\n"
    place = {
        "aws": "region: eu-west-1\naccount_id: '123456789012'\n",
        "gcp": "region: europe-west3\nproject_id: acme-project\n",
        "azure": "region: westeurope\naccount_id: 00000000-1111-2222-3333-444444444444\nresource_group: acme\n",
    }
    found = planned(tmp_path, {"jobs/a.yaml": job(body + place[provider], provider=provider)})
    passed, declared = found.arguments("a"), bundled_interface(default_modules()[provider][runtime]).variables
    block = found.job("a").provision.block
    wanted = {row.name for row in contract() if row.name in declared and row.path and block.get(*row.path)}
    assert wanted <= passed.keys()
    assert {"tenant_id", "environment"} <= passed.keys()
    assert {"tags", "labels"} & passed.keys()
    assert _source(found) == f"../../../_modules/{default_modules()[provider][runtime]}"


def test_on_kubernetes_a_module_gets_labels_and_annotations_beside_tags(tmp_path: Path) -> None:
    found = planned(tmp_path, {"jobs/a.yaml": job("runtime: {type: kubernetes}\nregion: eu-west-1")}).arguments("a")
    assert found["tags"] == {"environment": "prod", "job_name": "a", "tenant_id": "acme"}
    for name in ("labels", "annotations"):
        assert found[name] == {f"dativo.io/{key}": value for key, value in dict(found["tags"]).items()}


@pytest.mark.parametrize(
    ("bundled", "source"),
    [
        (
            "git::https://github.com/acme/modules.git?ref=v1.2.0",
            "git::https://github.com/acme/modules.git//aws/dativo-etl?ref=v1.2.0",
        ),
        (
            "{source: git::https://github.com/acme/modules.git//terraform/modules, version: v2}",
            "git::https://github.com/acme/modules.git//terraform/modules/aws/dativo-etl?ref=v2",
        ),
        ("https://files.example/modules-1.0.zip", "https://files.example/modules-1.0.zip//aws/dativo-etl"),
        ("./vendored", "../../../../../vendored/aws/dativo-etl"),
    ],
)
@pytest.mark.parametrize("stated", ["", "terraform: {module_source: dativo://aws/dativo-etl}"])
def test_a_setting_takes_bundled_modules_from_elsewhere(bundled: str, source: str, stated: str, tmp_path: Path) -> None:
    files = {"vendored/aws/dativo-etl/main.tf": TAGS, "dativo-gen.yaml": f"modules: {{bundled: '{bundled}'}}"}
    if bundled.startswith("{"):
        files["dativo-gen.yaml"] = f"modules: {{bundled: {bundled}}}"
    found = planned(tmp_path, {**files, "jobs/a.yaml": job(f"region: eu-west-1\n{stated}")})
    assert _source(found) == source


def test_a_job_may_choose_another_version_where_bundled_modules_lie_in_git(tmp_path: Path) -> None:
    settings = "modules: {bundled: {source: git::https://github.com/acme/modules.git, version: v1}}"
    body = "terraform: {module_source: dativo://aws/etl-job, module_version: v2}"
    assert _source(planned(tmp_path, {"dativo-gen.yaml": settings, "jobs/a.yaml": job(body)})).endswith("?ref=v2")


def test_a_default_of_the_settings_goes_before_the_bundled_module(tmp_path: Path) -> None:
    files = {"modules/m/main.tf": TAGS, "dativo-gen.yaml": "modules: {aws: {ecs: ./modules/m}}"}
    found = planned(tmp_path, {**files, "jobs/a.yaml": job("runtime: {type: ecs}")})
    assert _source(found) == "../../../../../modules/m"
