"""Problems as JSON, GitHub annotations and SARIF: what a program reads of them is right."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from dativo_gen.cli.app import app
from dativo_gen.cli.problems import as_github, as_sarif, one_line, show_text
from dativo_gen.errors import Problem, Span

SCHEMA = Path(__file__).parent / "data" / "sarif-2.1.0.schema.json"
ODD = Problem(Span("job_configs/a b,é.yaml", 3, 7), "unknown-key", "100% wrong: a,\nb", "write\r\nit")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    jobs = tmp_path / "job_configs"
    jobs.mkdir()
    (jobs / "orders.yaml").write_text("tenant_id: acme\ninfrastructure:\n  provider: awz\n  tags: {Team: NO}\n")
    return jobs


def test_sarif_follows_its_schema_and_names_line_column_and_rule(broken: Path) -> None:
    result = CliRunner().invoke(app, ["validate", str(broken), "--format", "sarif"])
    log = json.loads(result.stdout)
    jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(log)
    first = next(each for each in log["runs"][0]["results"] if each["ruleId"] == "invalid-provider")
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "job_configs/orders.yaml"
    assert place["region"] == {"startLine": 3, "startColumn": 13}
    assert log["runs"][0]["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == "invalid-provider"
    assert result.exit_code == 1


def test_sarif_without_problems_follows_its_schema_too() -> None:
    jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(as_sarif([]))


def test_a_sarif_address_is_percent_encoded() -> None:
    result = as_sarif([(ODD, "error")])["runs"][0]["results"][0]
    address = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert address == "job_configs/a%20b%2C%C3%A9.yaml"


def test_a_github_annotation_stays_on_one_line_and_escapes_what_github_reads() -> None:
    expected = (
        "::warning file=job_configs/a b%2Cé.yaml,line=3,col=7,title=unknown-key"
        "::100%25 wrong: a,%0Ab%0Ahint: write%0D%0Ait"
    )
    assert as_github([(ODD, "warning")]) == [expected]


def test_json_goes_to_standard_output_alone(broken: Path) -> None:
    result = CliRunner().invoke(app, ["render", str(broken), "--format", "json"])
    problems = json.loads(result.stdout)["problems"]
    assert {(each["code"], each["line"], each["column"], each["severity"]) for each in problems} >= {
        ("invalid-provider", 3, 13, "error"),
        ("tag-value-yaml", 4, 16, "error"),
    }


def test_a_value_in_a_message_cannot_break_the_line_or_steer_the_terminal() -> None:
    assert one_line("a\nb\x1b[31mc") == "a\\nb\\x1b[31mc"


def test_a_terminal_sees_the_source_line_with_a_caret(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    show_text([(Problem(Span("f.yaml", 2, 6), "unknown-key", "wrong", "write x"), "error")], lambda *_: "\t  a: b")
    assert capsys.readouterr().err.splitlines() == [
        "f.yaml:2:6: unknown-key: wrong",
        "  2 |    a: b",
        "    |      ^",
        "hint: write x",
    ]
