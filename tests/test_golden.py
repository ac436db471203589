"""What is rendered for every golden case is, byte for byte, what somebody has read and accepted."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from dativo_gen.terraform.format import format_hcl
from tests import nasty
from tests.goldens import (
    ACCEPT,
    OUTPUT,
    Case,
    Rendered,
    accept,
    case_of,
    cases,
    differences,
    files,
    lay_out,
    render,
    run,
)

EACH_CASE = pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in cases()])
HCL = (".tf", ".tfvars", ".tfbackend")

Render = Callable[[Case], Rendered]


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Render:
    """Case -> what it renders to, in a folder of its own, once for all tests of this file."""

    @cache
    def once(case: Case) -> Rendered:
        return render(case, tmp_path_factory.mktemp(case.name))

    return once


def test_the_nasty_job_is_what_the_list_of_strings_makes(request: pytest.FixtureRequest) -> None:
    file = case_of("nasty-strings").folder / "job_configs" / "edge" / "strings.yaml"
    if request.config.getoption("--update-golden"):
        file.write_bytes(nasty.job_text().encode("utf-8"))
    assert file.read_text("utf-8") == nasty.job_text(), ACCEPT


@EACH_CASE
def test_a_case_renders_to_what_is_expected(case: Case, rendered: Render, request: pytest.FixtureRequest) -> None:
    found = rendered(case)
    if request.config.getoption("--update-golden"):
        accept(case, found)
    unlike = [*differences(case.expected, found.files), *told_otherwise(case, found)]
    if unlike:
        pytest.fail("\n".join([*unlike, ACCEPT]), pytrace=False)


def told_otherwise(case: Case, found: Rendered) -> list[str]:
    name = "expected.stderr.txt"
    return list(differences({name: case.messages}, {name: found.messages}))


def test_every_folder_of_goldens_is_a_case() -> None:
    names = {path.name for path in case_of("examples").folder.parent.iterdir() if path.is_dir()}
    assert names == {case.name for case in cases()}


@EACH_CASE
def test_a_second_run_changes_nothing(case: Case, rendered: Render) -> None:
    first = rendered(case)
    before = stamps(first.output)
    again = run(first.output.parent)
    assert stamps(again.output) == before
    assert again.messages == first.messages


def stamps(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Content and identity of every file, so that one written anew with the same content would show."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".dativo-gen.lock"))
    return {str(path): (path.stat().st_ino, path.read_bytes()) for path in found}


ELSEWHERE = {"HOME": "/nowhere", "USER": "somebody", "LOGNAME": "somebody", "HOSTNAME": "elsewhere", "TZ": "Asia/Tokyo"}


@pytest.mark.parametrize("seed", ["0", "1"])
def test_neither_the_machine_nor_the_order_of_files_on_its_disk_matters(seed: str, tmp_path: Path) -> None:
    case = case_of("examples")
    laid_out, repository = tmp_path / "laid_out", tmp_path / "elsewhere" / "clone"
    lay_out(case.inputs, laid_out)
    copied = sorted((path for path in laid_out.rglob("*") if path.is_file()), reverse=seed == "1")
    for path in copied:
        target = repository / path.relative_to(laid_out)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    environment = {**os.environ, **ELSEWHERE, "PYTHONHASHSEED": seed, "LC_ALL": "C" if seed == "1" else "C.UTF-8"}
    command = [str(Path(sys.executable).with_name("dativo-gen")), "render", "job_configs", "--quiet"]
    subprocess.run(command, cwd=repository, env=environment, check=True, capture_output=True)
    assert list(differences(case.expected, files(repository / OUTPUT))) == []


@EACH_CASE
def test_nothing_of_this_machine_is_in_the_output(case: Case, rendered: Render) -> None:
    found = rendered(case)
    user = getpass.getuser()
    telling = {str(found.output.parents[1]), f"{Path.home()}/", f"/{user}/", f"{user}@", f"@{socket.gethostname()}"}
    for path, text in {**found.files, "standard error": found.messages}.items():
        assert not [each for each in telling if each in text], path


@EACH_CASE
def test_hcl_is_laid_out_as_the_formatter_has_it(case: Case) -> None:
    for path, text in case.expected.items():
        if path.endswith(HCL) and "/_modules/" not in path:  # copies, which Terraform itself has formatted
            assert format_hcl(text) == text, path


@EACH_CASE
def test_every_job_has_a_resolved_one_that_any_reader_of_yaml_loads(case: Case) -> None:
    for path, data in resolved(case).items():
        _, environment, tenant, name = Path(path).with_suffix("").parts
        assert (data["tenant_id"], data["environment"]) == (tenant, environment)
        assert data.get("name", name) == name


def resolved(case: Case) -> dict[str, Any]:
    """The data of each resolved job, as PyYAML's safe loader reads it."""
    found = {path: text for path, text in case.expected.items() if path.startswith("jobs/") and path.endswith(".yaml")}
    return {path: yaml.safe_load(text) for path, text in found.items()}


def test_every_kind_of_placeholder_is_resolved_or_left_as_the_contract_says() -> None:
    job = resolved(case_of("interpolation"))["jobs/prod/humongous/claims.yaml"]
    assert job["source"]["query"].endswith("day = '${RUN_DATE}' AND tenant = 'humongous' AND note <> '$${kept}'")
    assert job["source"]["options"]["shell"] == "${HOME:-/root}"
    assert job["source"]["options"]["lambda"] == "$<run_id>"
    block = job["infrastructure"]
    assert block["networking"]["subnet_ids"] == ["subnet-a", "subnet-b"]
    assert block["compute"] == {"cpu": 16, "memory": "16Gi"}
    assert block["storage"]["prefix"] == "humongous/claims/aws/us-east-1/${date}/$<hour>"


def test_a_plain_job_is_resolved_and_makes_no_terraform() -> None:
    case = case_of("no-settings")
    assert sorted(resolved(case)) == ["jobs/prod/graphic/covers.yaml", "jobs/prod/graphic/posters.yaml"]
    assert not [path for path in case.expected if path.startswith("terraform/")]


def test_a_resolved_job_says_what_its_author_wrote_in_numbers_and_dates() -> None:
    window = yaml.load(case_of("no-settings").expected["jobs/prod/graphic/covers.yaml"], Loader=yaml.BaseLoader)
    assert window["source"]["window"] == {
        "from": "{{ ds }}", "days": "07", "strict": "on", "ratio": "1.10", "code": "0x1F"
    }  # fmt: skip


def test_the_strings_of_the_resolved_job_are_those_of_the_nasty_one() -> None:
    variables = resolved(case_of("nasty-strings"))["jobs/prod/edge/strings.yaml"]["infrastructure"]["terraform"][
        "variables"
    ]
    assert variables["strings"] == list(nasty.STRINGS)
    assert variables["by_key"] == nasty.keys()


LAYERS = ("defaults", "environments", "tenants")


def alone(case: Case) -> dict[str, str]:
    """Job config -> resolved job, for jobs below no layer and with nothing to fill in."""
    settings = case.inputs / "dativo-gen.yaml"
    layered = settings.exists() and any(yaml.safe_load(settings.read_text("utf-8")).get(key) for key in LAYERS)
    if layered or case.name == "examples" or list(case.inputs.rglob("_defaults.yaml")):
        return {}
    found = {}
    for file in sorted((case.inputs / "job_configs").rglob("*.yaml")):
        text = file.read_text("utf-8")
        if "$" not in text:
            data = yaml.safe_load(text)
            name, environment = data.get("name", file.stem), data.get("environment", "prod")
            found[text] = f"jobs/{environment}/{data['tenant_id']}/{name}.yaml"
    return found


@EACH_CASE
def test_a_job_without_layers_and_names_is_resolved_to_itself(case: Case) -> None:
    for text, path in alone(case).items():
        spelled = text.replace("module_path: terraform/", "module_path: ./terraform/")  # as Terraform needs it
        assert resolved(case)[path] == {"environment": "prod", **yaml.safe_load(spelled)}, path


def test_there_are_jobs_without_layers_and_names_in_both_dialects() -> None:
    texts = [text for case in cases() for text in alone(case)]
    assert len(texts) > 15
    assert any("provider: {" in text or "provider:\n" in text for text in texts)


def test_a_tenant_of_whom_the_settings_say_no_more_than_the_name_gets_its_jobs() -> None:
    found = {tuple(Path(path).parts[1:3]) for path in resolved(case_of("fan-out"))}
    assert found == {(env, tenant) for env in ("prod", "staging") for tenant in ("fabrikam", "tailspin")}
