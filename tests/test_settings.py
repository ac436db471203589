"""The settings: what they may say, and what each line means."""

from __future__ import annotations

from pathlib import Path

import pytest

from dativo_gen.errors import Problem, Rejected
from dativo_gen.model.settings import Settings, default_settings, read_settings
from dativo_gen.source import read_yaml

from .reading import JOB, reading


def _settings(text: str) -> tuple[Settings, list[str]]:
    problems: list[Problem] = []
    found = read_settings(read_yaml("dativo-gen.yaml", text.encode(), "settings"), problems.append)
    return found, [problem.code for problem in problems]


def _wrong(text: str) -> list[str]:
    with pytest.raises(Rejected) as caught:
        _settings(text)
    return [f"{problem.span.line}:{problem.span.column} {problem.code}" for problem in caught.value.problems]


def test_without_a_file_the_defaults_hold() -> None:
    model = default_settings().model
    assert (model.output, model.path_map, model.runner, model.assets) == (
        "generated",
        {"/app": "."},
        "runner.yaml",
        "required",
    )


@pytest.mark.parametrize("text", ["environments: {dev: , prod: }", "environments: {prod: {}, dev: {vars: {a: 1}}}"])
def test_an_environment_without_anything_is_an_environment(text: str) -> None:
    assert _settings(text)[0].environments == ("dev", "prod")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("outptu: x", ["1:1 unknown-key"]),
        ("environments: [dev]", ["1:15 wrong-type"]),
        ("environments: {dev: {var: {}}}", ["1:22 unknown-key"]),
        ("rules: {no-modul: off}", ["1:9 rule-unknown"]),
        ("rules: {no-module: fatal}", ["1:20 invalid-value"]),
        ("removed: {acme: kep}", ["1:17 invalid-value"]),
        ("removed: {acme/prod/a: {was: A}}", ["1:30 invalid-value"]),
        ("vars: {region: x}", ["1:8 var-name"]),
        ("vars: {Tenant_ID: x}", ["1:8 var-name"]),
        ("tenants: {acme: {vars: {a-b: x}}}", ["1:25 var-name"]),
        ("output: ../x", ["1:9 setting-path"]),
        ("output: .", ["1:9 setting-path"]),
        ("output: /tmp/x", ["1:9 setting-path"]),
        ("jobs: ..\nrunner: /etc/runner.yaml", ["1:7 setting-path", "2:9 setting-path"]),
        ("assets: maybe\noutput: [a]", ["1:9 invalid-value", "2:9 wrong-type"]),
    ],
)
def test_what_the_settings_may_not_say_is_told_with_its_place(text: str, wrong: list[str]) -> None:
    assert _wrong(text) == wrong


@pytest.mark.parametrize("written", ["off", "'off'"])
def test_a_rule_may_be_off_with_and_without_quotes(written: str) -> None:
    assert _settings(f"rules: {{no-module: {written}}}")[0].severity("no-module") == "off"


def test_a_setting_that_nothing_acts_on_yet_is_told() -> None:
    assert _settings("imports: {style: x}")[1] == ["setting-unused"]


@pytest.mark.parametrize("output", ["job_configs", "job_configs/.."])
def test_the_output_may_not_hold_the_jobs(tmp_path: Path, output: str) -> None:
    with pytest.raises(Rejected) as caught:
        reading(tmp_path, {"job_configs/a.yaml": JOB, "dativo-gen.yaml": f"output: {output}\n"})
    assert [problem.code for problem in caught.value.problems] == ["setting-path"]


def test_vars_of_a_tenant_win_over_those_of_an_environment() -> None:
    found, _ = _settings(
        "vars: {a: 1, b: 1, c: 1}\nenvironments: {e: {vars: {b: 2, c: 2}}}\ntenants: {t: {vars: {c: 3}}}"
    )
    assert {name: node.value for name, node in found.vars("e", "t").items()} == {"a": 1, "b": 2, "c": 3}
    assert {name: node.value for name, node in found.vars(None, "x").items()} == {"a": 1, "b": 1, "c": 1}
