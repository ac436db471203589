"""The JSON Schemas: what is committed is what the models say, takes what they take and refuses what they refuse."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from typer.testing import CliRunner

from dativo_gen.cli.app import app
from dativo_gen.cli.schema import Kind
from dativo_gen.dialect import NAMED_TAGS
from dativo_gen.model.asset import COMPLIANCE, GOVERNANCE
from dativo_gen.schema import SCHEMAS, asset_schema, job_schema, schema_text
from tests.goldens import ROOT, cases
from tests.schemas import kind_of, refused, schema_file
from tests.test_errors import CASES, FOLDER, play

KINDS = sorted(SCHEMAS)
ACCEPT = "if this is meant: .venv/bin/pytest tests/test_schema.py --update-golden"
_MODELINE = re.compile(r"# yaml-language-server: \$schema=(?P<path>\S+)\n")


@pytest.mark.parametrize("kind", KINDS)
def test_the_committed_schema_is_what_the_models_say(kind: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        schema_file(kind).write_bytes(schema_text(kind).encode("utf-8"))
    if schema_file(kind).read_bytes().decode("utf-8") != schema_text(kind):
        pytest.fail(f"{schema_file(kind).relative_to(ROOT)} is not what the models say; {ACCEPT}", pytrace=False)


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_prints_the_committed_schema(kind: str) -> None:
    ran = CliRunner().invoke(app, ["schema", kind])
    assert (ran.exit_code, ran.stdout) == (0, schema_file(kind).read_text(encoding="utf-8"))


def test_every_schema_can_be_printed_and_every_committed_one_is_made() -> None:
    assert [kind.value for kind in Kind] == list(SCHEMAS)
    assert sorted((ROOT / "schemas").iterdir()) == sorted(schema_file(kind) for kind in SCHEMAS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one_of_draft_7(kind: str) -> None:
    Draft7Validator.check_schema(json.loads(schema_text(kind)))


@pytest.mark.parametrize("kind", KINDS)
def test_no_list_of_values_has_one_twice(kind: str) -> None:
    """The YAML language server takes no schema in which one has; the draft leaves it open."""
    lists = [each for each in _below(json.loads(schema_text(kind)), "enum") if isinstance(each, list)]
    assert lists or kind in ("asset", "runner")
    assert [each for each in lists if len({repr(value) for value in each}) < len(each)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_example_is_a_mapping(kind: str) -> None:
    """Editors offer each example as a value, and label a mapping `[object Object]`."""
    examples = [each for found in _below(json.loads(schema_text(kind)), "examples") for each in found]
    assert [each for each in examples if isinstance(each, dict)] == []


def _below(value: Any, key: str) -> Iterator[Any]:
    """What stands at a key, at any depth."""
    if isinstance(value, dict):
        yield from (inner for name, inner in value.items() if name == key)
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from _below(inner, key)


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_described_in_one_line(kind: str) -> None:
    found = dict(_keys(json.loads(schema_text(kind)), ""))
    described = {path: schema.get("description", "") for path, schema in found.items()}
    assert [path for path, text in described.items() if not text or "\n" in text or len(text) > 160] == []


OUTER = ("runner", "runner.orchestrator", "orchestrator")
"""Keys of the runner's own file, which are not described here."""


def _keys(schema: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each key that a schema names, with its own schema; those that a condition or `false` names are left out."""
    if not isinstance(schema, dict):
        return
    for key, inner in schema.get("properties", {}).items():
        at = f"{path}.{key}".lstrip(".")
        if isinstance(inner, dict) and inner.keys() != {"$ref"} and at not in OUTER:
            yield at, inner
        yield from _keys(inner, at)
    for word in ("items", "additionalProperties", "then", "else"):
        yield from _keys(schema.get(word), f"{path}[]" if word == "items" else path)
    for word in ("anyOf", "oneOf", "allOf"):
        for each in schema.get(word, ()):
            yield from _keys(each, path)
    for name, inner in schema.get("definitions", {}).items():
        yield from _keys(inner, f"{path}({name})")


EXAMPLES = [
    *sorted((ROOT / "job_configs").rglob("*.yaml")), *sorted((ROOT / "assets").rglob("*.yaml")),
    ROOT / "runner.yaml", ROOT / "dativo-gen.yaml",
]  # fmt: skip


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: str(file.relative_to(ROOT)))
def test_an_example_leads_editors_to_its_schema(file: Path) -> None:
    found = _MODELINE.match(file.read_text(encoding="utf-8"))
    assert found, "the first line names no schema"
    kind = kind_of(file.relative_to(ROOT).as_posix())
    assert kind is not None
    assert Path(os.path.normpath(file.parent / found["path"])) == schema_file(kind)


def _inputs(kind: str) -> list[Path]:
    """Every file of one kind in the examples and in the golden cases."""
    folders = [case.folder for case in cases() if case.name != "examples"]
    folders += [earlier for case in cases() for earlier in case.earlier]
    found = [
        path
        for folder in folders
        for path in sorted(folder.rglob("*.yaml"))
        if not {"expected", "earlier"} & set(path.relative_to(folder).parts)
        and kind_of(path.relative_to(folder).as_posix()) == kind
    ]
    return [path for path in EXAMPLES if kind_of(path.relative_to(ROOT).as_posix()) == kind] + found


def _check(kind: str, files: list[Path]) -> subprocess.CompletedProcess[str]:
    program = Path(sysconfig.get_path("scripts")) / "check-jsonschema"
    command = [str(program), "--schemafile", str(schema_file(kind)), *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("kind", KINDS)
def test_check_jsonschema_takes_every_example_and_every_golden_input(kind: str) -> None:
    files = _inputs(kind)
    ran = _check(kind, files)
    assert files
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_check_jsonschema_refuses_a_misspelt_key(tmp_path: Path) -> None:
    file = tmp_path / "orders.yaml"
    file.write_text("tenant_id: acme\ninfrastructure: {provider: aws, regoin: us-east-1}\n", encoding="utf-8")
    ran = _check("job", [file])
    assert ran.returncode == 1
    assert "regoin" in ran.stdout + ran.stderr


JUDGED = ("unknown-key", "wrong-type", "invalid-value", "invalid-provider", "missing-key", "both-spellings",
          "name-invalid", "name-reserved", "rule-unknown", "var-name", "resource-type", "asset-shape")  # fmt: skip
"""What a schema can see: it reads one file, and neither layers nor names nor how a number was written."""

UNSEEN = {
    r"`tenant_id` is missing": "a layer may give it",
    r"`infrastructure\.provider(\.\w+)?` is missing": "a layer may give it",
    r"\(taken from the file's name\)": "a schema sees what is in the file",
    r"is not a key that Dativo or this program knows": "keys outside `infrastructure` are Dativo's own",
    r"`infrastructure\.tags\.custom\.\S+` and `\S+` say the same": "the keys are the author's own",
    r"`environment` is null": "it is a name, and what the name stands for is not in the file",
    r"names no tenant, environment or job|this exception is for no job": "the jobs of an exception are free text",
    r"`tags\.values\.\S+` is no regular expression": "schemas have another dialect of them",
    r"cannot part the items of|is no DNS name": "what a destination can be tuned to is told by the destination",
    r"`tags\.(required|layers)\.environments` names": "whether there is one stands elsewhere in the file",
    r"`command` is (empty|`.*`: a quote is not closed)": "how a shell would part it is in no schema",
    r"the retention under `slaProperties` is": "all else in a contract's lists is the contract's own",
}
"""What no schema sees (a pattern of the problem's message), with the reason."""

_TOLD = re.compile(r"^(?P<file>[^\s:]+):(?P<line>\d+):\d+: (?P<code>[a-z0-9-]+): (?P<message>.*)", re.MULTILINE)


@pytest.mark.parametrize("case", CASES)
def test_a_schema_refuses_the_lines_that_the_models_refuse(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    unseen = []
    for said in play(FOLDER / f"{case}.case", tmp_path):
        for told in _TOLD.finditer(said):
            kind = kind_of(told["file"])
            if kind is not None and told["code"] in JUDGED and not _sees(kind, tmp_path, told):
                unseen.append(told[0])
    assert [each for each in unseen if not any(re.search(words, each) for words in UNSEEN)] == []


def _sees(kind: str, root: Path, told: re.Match[str]) -> bool:
    text = (root / told["file"]).read_text(encoding="utf-8")
    other = re.search(r"the other is at line (\d+)", told["message"])
    places = {int(told["line"]), int(other[1]) if other else 0}
    return not places.isdisjoint(each.line for each in refused(kind, text))


@pytest.mark.parametrize("case", CASES)
def test_a_schema_refuses_no_file_in_which_nothing_is_wrong(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for said in play(FOLDER / f"{case}.case", tmp_path):
        wrong = {told["file"] for told in _TOLD.finditer(said)}
        for file in sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.yaml")):
            kind = kind_of(file)
            if kind is None or file in wrong or not _all_was_judged(said, file):
                continue
            assert refused(kind, (tmp_path / file).read_text(encoding="utf-8")) == [], file


def _all_was_judged(said: str, file: str) -> bool:
    """What is wrong in a layer may be said elsewhere, and nothing is said of jobs that were not asked for."""
    is_layer = file.endswith(("dativo-gen.yaml", "_defaults.yaml"))
    whole = said.startswith("$ dativo-gen validate job_configs\n")
    return whole and said.endswith("exit 0\n" if is_layer else ("exit 0\n", "exit 1\n"))


@pytest.mark.parametrize(
    ("block", "taken"),
    [
        ("compute: {cpu: 2, memory: 4096}", True),
        ("compute: {cpu: true}", False),
        ("compute: {max_runtime_seconds: '${seconds}'}", True),
        ("compute: {max_runtime_seconds: $<seconds>}", True),
        ("compute: {max_runtime_seconds: '1${seconds}'}", False),
        ("compute: {max_runtime_seconds: '${a b}'}", False),
        ("compute: {max_runtime_seconds: 0}", False),
        ("compute: {max_runtime_seconds: null, cpu: null}", True),
        ("compute: null", True),
        ("compute: '${sizes}'", True),
        ("networking: {subnet_ids: '${subnets}', private_networking: '${private}'}", True),
        ("networking: {subnet_ids: ['${subnet}', subnet-1]}", True),
        ("networking: {subnet_ids: [null]}", False),
        ("runtime: {type: 'e${rest}'}", True),
        ("runtime: {type: lambda}", False),
        ("terraform: {stack: 'lake-${environment}'}", True),
        ("terraform: {stack: Lake}", False),
        ("terraform: {variables: {a: null, b: [1, {c: d}]}}", True),
        ("terraform: {backend: {type: s3, bucket: a, kye: b}}", False),
        ("terraform: {backend_config: {type: gcs, bucket: a, prefix: b}}", True),
        ("terraform: {backend: {type: s3, secret_key: a}}", False),
        ("terraform: {backend: {type: ftp}}", False),
        ("terraform: {module_path: ./a, backend_config: {}}", True),
        ("provider: '${provider}'", True),
        ("provider: {provider: gcp, project_id: acme}", True),
        ("provider: {region: us-east-1}", True),
        ("tags: {custom: {a: b}, compliance: [SOC2], mine: 1}", True),
        ("resources: [{resource_type: vnet, resource_id: a, region: null}]", True),
        ("resources: [{resource_type: null, resource_id: a}]", False),
    ],
)
def test_what_may_stand_in_infrastructure(block: str, taken: bool) -> None:
    assert (refused("job", f"infrastructure: {{{block}}}\n") == []) is taken


def test_the_schema_of_assets_knows_every_key_that_is_read() -> None:
    block = asset_schema()["definitions"]["block"]["properties"]
    assert {*COMPLIANCE} == set(block["compliance"]["properties"])
    assert {*COMPLIANCE, *GOVERNANCE} == set(block["governance"]["properties"])


def test_the_schema_knows_every_tag_that_the_referenced_dialect_names() -> None:
    tags = job_schema()["properties"]["infrastructure"]["properties"]["tags"]["properties"]
    assert set(tags) == NAMED_TAGS | {"custom"}
