"""`dativo-gen modules contract`: the integration guide's module satisfies it; every way not to is named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dativo_gen.cli.app import app
from dativo_gen.codes import CODES
from dativo_gen.errors import Span
from dativo_gen.terraform.contract import contract
from dativo_gen.terraform.module import read_interface
from dativo_gen.terraform.satisfies import OUTPUTS, judge_contract

ROOT = Path(__file__).parents[1]
MODULE = Span("variables.tf")


def guide() -> dict[str, str]:
    """The variables of the integration guide's module, with its one name that Terraform does not take changed."""
    found = {row.name: row.type for row in contract() if row.known}
    required = {row.name for row in contract() if row.required}
    texts = {name: f"type = {kind}" + ("" if name in required else "\ndefault = null") for name, kind in found.items()}
    return {**texts, "tags": "type = map(string)\ndefault = {}"}


def judged(
    variables: dict[str, str], *, outputs: tuple[str, ...] = OUTPUTS, more: str = ""
) -> Iterator[tuple[str, str]]:
    """Code and message of each problem but the warnings on variables that the guide does not have."""
    text = "".join(f'variable "{name}" {{\n{body}\n}}\n' for name, body in variables.items())
    text += "".join(f'output "{name}" {{\nvalue = 1\n}}\n' for name in outputs) + more
    for problem in judge_contract(read_interface({"variables.tf": text}), MODULE):
        if problem.code != "contract-optional":
            yield problem.code, problem.message


def test_the_guide_s_module_serves_every_job() -> None:
    assert list(judged(guide())) == []


@pytest.mark.parametrize("module", ["aws", "azure", "gcp", "kubernetes"])
def test_every_bundled_job_module_serves_every_job(module: str) -> None:
    folder = ROOT / "terraform_templates/modules" / module / "etl-job"
    texts = {path.name: path.read_text("utf-8") for path in folder.glob("*.tf")}
    assert judge_contract(read_interface(texts), MODULE) == []


@pytest.mark.parametrize("name", sorted(guide()))
def test_a_variable_that_is_missing_is_named(name: str) -> None:
    variables = guide()
    del variables[name]
    found = list(judged(variables))
    assert [code for code, _ in found] == ["contract-variable"]
    assert f"`{name}`" in found[0][1]


@pytest.mark.parametrize("name", sorted({row.name for row in contract()} - guide().keys()))
def test_a_variable_that_only_we_have_is_a_warning(name: str) -> None:
    problems = judge_contract(read_interface({"variables.tf": ""}), MODULE)
    said = {problem.message.split("`")[1]: problem.code for problem in problems}
    assert CODES[said[name]].severity == "warning"


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_output_that_is_missing_is_a_warning(name: str) -> None:
    found = list(judged(guide(), outputs=tuple(each for each in OUTPUTS if each != name)))
    assert found == [("contract-output", f"the module has no output `{name}`")]


WRONG = {
    "compute_cpu": "number",
    "networking_subnet_ids": "string",
    "storage_bucket": "object({ name = string })",
    "job_name": "bool",
    "tags": "list(string)",
}


@pytest.mark.parametrize("name", WRONG)
def test_a_type_that_the_values_do_not_fit_is_named(name: str) -> None:
    found = list(judged({**guide(), name: f"type = {WRONG[name]}\ndefault = null"}))
    assert [code for code, _ in found] == ["contract-type"]


FITTING = {"compute_cpu": "any", "networking_subnet_ids": "set(string)", "compute_max_runtime_seconds": "string"}


@pytest.mark.parametrize("name", FITTING)
def test_a_type_that_terraform_converts_to_is_fine(name: str) -> None:
    assert list(judged({**guide(), name: f"type = {FITTING[name]}\ndefault = null"})) == []


@pytest.mark.parametrize("name", ["compute_cpu", "dagster_repository", "region", "team"])
def test_what_a_job_may_leave_out_must_have_a_default(name: str) -> None:
    assert [code for code, _ in judged({**guide(), name: "type = string"})] == ["contract-required"]


@pytest.mark.parametrize("name", ["tags", "labels", "kubernetes_labels"])
def test_tags_may_come_under_each_of_their_names(name: str) -> None:
    variables = {each: body for each, body in guide().items() if each != "tags"}
    assert list(judged({**variables, name: "type = map(string)"})) == []


def test_tags_of_another_kind_beside_labels_are_network_tags() -> None:
    more = {"labels": "type = map(string)", "tags": "type = list(string)\ndefault = []"}
    assert list(judged({**guide(), **more})) == []


def test_the_guide_s_own_word_for_the_provider_is_refused_as_terraform_refuses_it() -> None:
    assert [code for code, _ in judged({**guide(), "provider": "type = string"})] == ["contract-variable"]


@pytest.mark.parametrize(
    ("provider", "mute"), [("aws", "project_id"), ("google", "account_id"), ("azurerm", "project_id")]
)
def test_a_module_is_not_asked_for_what_its_cloud_does_not_have(provider: str, mute: str) -> None:
    more = f'terraform {{\nrequired_providers {{\n{provider} = {{ source = "hashicorp/{provider}" }}\n}}\n}}\n'
    problems = judge_contract(read_interface({"variables.tf": more}), MODULE)
    assert not any(f"`{mute}`" in problem.message for problem in problems)
    assert any("`region`" in problem.message for problem in problems)


def test_the_result_is_shown_as_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main.tf").write_text('variable "compute_cpu" {\n  type = number\n}\n', encoding="utf-8")
    ran = CliRunner().invoke(app, ["modules", "contract", ".", "--format", "json"])
    assert ran.exit_code == 1
    places = {
        (each["file"], each["line"]) for each in json.loads(ran.stdout)["problems"] if each["code"] == "contract-type"
    }
    assert places == {("main.tf", 1)}
