"""Every line of every golden has an answer; the place of a value is where it is written; the command and codes."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any
from unicodedata import normalize

import pytest
import yaml
from typer.testing import CliRunner, Result

from dativo_gen.cli.app import app
from dativo_gen.codes import CODES
from dativo_gen.desk import assemble
from dativo_gen.dialect import as_spoken, referenced_place
from dativo_gen.drawing import draw
from dativo_gen.errors import Span
from dativo_gen.explain.facts import dotted, tell
from dativo_gen.explain.origins import makers, origins
from dativo_gen.explain.texts import explanations
from dativo_gen.explain.trace import Line, file_told
from dativo_gen.manifest import MANIFEST
from dativo_gen.node import Node
from dativo_gen.node import Path as KeyPath
from dativo_gen.pipeline import Request, Whole, plan, with_places
from dativo_gen.plan import JOBS, TERRAFORM, default_tags
from dativo_gen.tags_file import emissions
from dativo_gen.tree import RenderedFile, contents
from tests.goldens import Case, cases, clear, lay_out, run

EACH_CASE = pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("golden")


def repository(case: Case, below: Path) -> Path:
    """A golden case laid out where its earlier states were rendered, as `render` would find it."""
    root = below / case.name
    if not root.exists():
        root.mkdir()
        for inputs in case.earlier:
            lay_out(inputs, root)
            run(root)
            clear(root)
        lay_out(case.inputs, root)
    return root


@cache
def planned(root: Path) -> Whole:
    return with_places(plan(Request((root / "job_configs",)), lambda step: None))


@cache
def lines(root: Path) -> tuple[tuple[PurePosixPath, Line], ...]:
    """Every line of what is rendered."""
    drawing = draw(planned(root))
    found: list[tuple[PurePosixPath, Line]] = []
    for path in contents(drawing.tree):
        told = file_told(planned(root), drawing, path, None)
        assert told is not None
        assert [line.text for line in told.lines] == told.text.removesuffix("\n").split("\n"), path
        found += ((path, line) for line in told.lines)
    return tuple(found)


def source(root: Path, span: Span) -> str:
    """What stands at a place of an input, from there to the end of the file."""
    rows = (root / span.file).read_text("utf-8").split("\n")
    assert len(rows) >= span.line, span
    assert len(rows[span.line - 1]) + 1 >= span.column, span
    return "\n".join([rows[span.line - 1][span.column - 1 :], *rows[span.line :]])


@EACH_CASE
def test_every_line_of_a_golden_has_an_answer_whose_places_are_there(case: Case, places: Path) -> None:
    root = repository(case, places)
    seen = {"value": 0, "around": 0, "template": 0}
    expected = {path for path in case.expected if not path.endswith(MANIFEST)}
    found = set()
    for path, line in lines(root):
        found.add(str(path))
        seen[line.origin.how] += 1
        assert bool(line.origin.spans) == (line.origin.how != "template"), (path, line)
        for span in line.origin.spans:
            assert (root / span.file).is_file() or span.file.endswith(MANIFEST), (path, line)
            source(root, span)
    assert found == expected
    assert seen["value"] > 10


@EACH_CASE
def test_a_line_that_holds_a_value_of_a_job_never_falls_to_its_template(case: Case, places: Path) -> None:
    wrong = [
        (str(path), line.text)
        for path, line in lines(repository(case, places))
        if line.origin.how == "template" and _must_have_a_place(path, line.text)
    ]
    assert wrong == [], "\n".join(map(str, wrong))


def _must_have_a_place(path: PurePosixPath, text: str) -> bool:
    """Values of jobs stand in tfvars, in backends' arguments, resolved jobs and tags; elsewhere they are named."""
    text = text.strip()
    if text in ("", "{", "}") or text.startswith("#"):
        return False
    if path.parts[0] == str(JOBS) or path.name == "terraform.tfvars":
        return True
    if path.name in ("backend.tf", "tags.json") or path.suffix == ".tfbackend":
        return text not in ("terraform {", '"jobs": {', '"jobs": {}')
    return (
        path.parts[0] == str(TERRAFORM)
        and bool(re.match(r"module \"|source\s+= \"[.a-z]|\w+\s+= var\.job", text))
        and (path.name == "main.tf")
    )


COMPUTED = frozenset(
    (
        "compute_cpu",  # and memory: respelled in the units of the runtime
        "compute_memory",
        "region",  # and the others: read out of ARNs and paths
        "account_id",
        "project_id",
        "resource_group",
        "tenant_id",  # and the others: from a fan-out, a file's name or a default
        "environment",
        "job_name",
        "dativo.io/environment",
        "cron",  # of a schedule: a shorthand is written out; the others may be left out
        "timezone",
        "enabled",
        "classification.default",  # in small letters, the first of several; so as a label
        "classification_default",
        "compliance.classification",  # several, which may lie apart, are joined
        "compliance.retention_days",  # a contract may say years
        "module_path",  # gets `./` in front
        "tiny",  # 1.0e-7, as Terraform writes it
    )
)
"""What is written otherwise than where it comes from; its place is still checked to be there."""


@EACH_CASE
def test_the_place_of_a_value_is_where_that_value_or_its_template_is_written(case: Case, places: Path) -> None:
    root = repository(case, places)
    checked, wrong = 0, []
    for path, line in lines(root):
        text = _literal(path, line.text)
        if line.origin.how != "value" or text is None or len(line.origin.spans) != 1:
            continue
        (span,) = line.origin.spans
        if span.file.endswith(MANIFEST):
            continue
        checked += 1
        key = source(root, Span(span.file, span.line)).split("\n", 1)[0].split('": ')[0].strip(' "')
        in_key = text in _rows(key.replace("\\u000a", "\n"))  # of several lines; its value is the entry's place
        if (
            not in_key
            and not any(
                _is_written(each, source(root, span), span)
                for each in (text, _before_emission(root, path).get(text, text))
            )
            and line.text.split()[0].strip('":') not in COMPUTED
        ):
            wrong.append((str(path), line.text, str(span)))
    assert wrong == [], "\n".join(map(str, wrong))
    assert checked > 5


@cache
def _before_emission(root: Path, path: PurePosixPath) -> dict[str, str]:
    """The values of tags that a cloud or a table gets, each with what it is made from."""
    everything = planned(root)
    members = [each for stack in everything.stacks for each in stack.jobs if stack.key.folder == path.parent]
    return {
        change.value: change.tag.text
        for member in members
        for emitted in emissions(member, frozenset(default_tags(members)))
        for change in emitted.entries
        if change.value != change.tag.text
    }


def _literal(path: PurePosixPath, line: str) -> str | None:
    """The one scalar that a line of tfvars, a backend or a resolved job gives, as plain text."""
    if path.suffix in (".tfvars", ".tfbackend") or path.name == "backend.tf":
        found = re.fullmatch(r'\s*\S+\s+= ("(?:[^"\\]|\\.)*"|[\w.-]+)', line)
        return _plain(found[1].replace("$${", "${").replace("%%{", "%{")) if found else None
    if path.parts[0] == str(JOBS) and not line.lstrip().startswith("#"):
        try:
            data = yaml.load(line.strip().removeprefix("- "), Loader=yaml.BaseLoader)
        except yaml.YAMLError:
            return None
        value = next(iter(data.values())) if isinstance(data, dict) and len(data) == 1 else data
        return value if isinstance(value, str) and value not in ("", "|", "|-", "|+") else None
    return None


def _plain(literal: str) -> str:
    try:
        astral = re.sub(r"\\U([0-9a-f]{8})", lambda found: chr(int(found[1], 16)), literal)
        return str(json.loads(astral)) if literal.startswith('"') else literal
    except ValueError:
        return literal


def _rows(text: str) -> list[str]:
    return [row.strip() for row in text.split("\n")]


def _is_written(text: str, at: str, span: Span) -> bool:
    """Whether a YAML text begins with the value, a template for it, or a list that it joins."""
    if (span.line, span.column) == (1, 1):
        return PurePosixPath(span.file).stem == text
    if at.startswith(("[", "- ")):
        return all(part in at or "$" in at for part in text.split(","))
    if not at.startswith(('"', "'", "|", ">")):
        return at.startswith(text) or "$" in at.split("\n", 1)[0]
    written = next(token.value for token in yaml.scan(at) if isinstance(token, yaml.ScalarToken))
    return normalize("NFC", written) == normalize("NFC", text) or "$" in written or text in _rows(written)


@EACH_CASE
def test_a_resolved_job_and_the_keys_of_explain_spell_alike(case: Case, places: Path) -> None:
    for job in planned(repository(case, places)).loaded.inputs:
        _, root, _ = assemble(job, lambda problem: None)
        spoken = as_spoken(root, referenced_place(job.layers) is not None)
        story = tell(job, planned(repository(case, places)).loaded.settings)
        assert sorted(fact.key for fact in story.facts) == sorted(map(dotted, _leaves(spoken, ()))), job.key


def _leaves(node: Node, path: KeyPath) -> Iterator[KeyPath]:
    children: list[tuple[str | int, Node]] = [*node.items.items()] or [*enumerate(node.elements)]
    for part, child in children:
        yield from _leaves(child, (*path, part))
    if not children and path:
        yield path


@EACH_CASE
def test_every_value_that_is_rendered_is_known_to_its_job(case: Case, places: Path) -> None:
    """What a tfvars line is made by is a value of the job, its asset, its name, or in the settings."""
    root = repository(case, places)
    for path, line in lines(root):
        if path.name != "terraform.tfvars" or line.origin.how != "value" or line.facts:
            continue
        for span in line.origin.spans:
            outside = span.file.startswith("assets/") or span.file == "dativo-gen.yaml"
            opened = line.text.endswith(("{", "[", "{}", "[]")) or line.text.startswith("#")
            assert outside or opened or (span.line, span.column) == (1, 1) or _is_list_or_key(root, span), (path, line)


def _is_list_or_key(root: Path, span: Span) -> bool:
    text = source(root, span)
    return text.startswith(("[", "- ", "{")) or re.match(r"\S+:(\s|$)", text) is not None


def test_a_file_without_places_is_made_by_its_template_alone() -> None:
    known = makers((), ())

    assert [each.how for each in origins(PurePosixPath(".gitignore"), RenderedFile("a\nb\n"), known)] == [
        "template"
    ] * 2


# The command line


SETTINGS = """\
defaults: {infrastructure: {region: us-east-1, compute: {cpu: 1}}}
vars: {lake: "lake-of-${tenant_id}"}
environments:
  prod:
    vars: {place: eu-west-1}
    job: {infrastructure: {region: eu-central-1}}
"""
DEFAULTS = "infrastructure: {compute: {memory: 4Gi}, tags: {team: data}}\n"
JOB = """\
tenant_id: acme
infrastructure:
  provider: aws
  region: ${place}
  runtime: {type: ecs}
  storage: {bucket: "${lake}"}
  terraform:
    module_source: ./modules/etl
    backend_config: {bucket: acme-state, key: stripe.tfstate, region: eu-west-1}
"""
MODULE = """\
variable "tags" {
  type = map(string)
}
variable "region" {
  type = string
}
variable "storage_bucket" {
  type = string
}
"""


def at_home(monkeypatch: pytest.MonkeyPatch, root: Path, **changes: str) -> None:
    files = {
        "dativo-gen.yaml": SETTINGS,
        "job_configs/_defaults.yaml": DEFAULTS,
        "job_configs/acme/stripe.yaml": JOB,
        "modules/etl/main.tf": MODULE,
    }
    for path, text in (files | changes).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    monkeypatch.chdir(root)


def explain(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["explain", *arguments], catch_exceptions=False)


def data(*arguments: str) -> Any:
    return json.loads(explain(*arguments, "--format", "json").stdout)


@pytest.mark.parametrize("job", ["acme/prod/stripe", "job_configs/acme/stripe.yaml"])
def test_a_value_is_told_with_its_layers_its_names_and_where_it_ends_up(
    job: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_home(monkeypatch, tmp_path)
    told = explain(job, "infrastructure.region")
    assert told.exit_code == 0
    assert (
        told.stdout
        == """\
# acme/prod/stripe, from job_configs/acme/stripe.yaml
infrastructure.region = "eu-west-1"
  written at job_configs/acme/stripe.yaml:4:11 (job)
             4 |   region: ${place}
  filled in  ${place} = "eu-west-1" from dativo-gen.yaml:5:19 (environments.prod.vars)
  overrides  "eu-central-1" at dativo-gen.yaml:6:36 (environments.prod.job)
  overrides  "us-east-1" at dativo-gen.yaml:1:37 (defaults)
  becomes    generated/jobs/prod/acme/stripe.yaml:6
  becomes    generated/terraform/acme/prod/stripe/main.tf:9
  becomes    generated/terraform/acme/prod/stripe/providers.tf:5
  becomes    generated/terraform/acme/prod/stripe/terraform.tfvars:8
  becomes    generated/terraform/acme/prod/stripe/variables.tf:20
"""
    )


def test_names_in_a_var_are_told_in_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_home(monkeypatch, tmp_path)
    (value,) = data("acme/prod/stripe", "infrastructure.storage.bucket")["jobs"][0]["values"]
    (lake,) = value["filled_in"]
    assert (value["value"], value["written"], lake["value"]) == ("lake-of-acme", "${lake}", "lake-of-acme")
    (tenant,) = lake["filled_in"]
    assert (tenant["name"], tenant["value"], tenant["place"]["file"]) == (
        "tenant_id", "acme", "job_configs/acme/stripe.yaml",
    )  # fmt: skip


def test_where_a_value_ends_up_is_what_explain_says_of_that_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_home(monkeypatch, tmp_path)
    for value in data("acme/prod/stripe")["jobs"][0]["values"]:
        for line in value["lines"]:
            back = data(f"{line['file']}:{line['line']}")["lines"][0]
            assert value["key"] in [each["key"] for each in back["values"]]


def test_without_a_key_every_value_has_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_home(monkeypatch, tmp_path)
    rows = [line.split() for line in explain("acme/prod/stripe").stdout.splitlines()[1:]]
    assert ["environment", '"prod"', "job_configs/acme/stripe.yaml:1:1", "default"] in rows
    assert ["infrastructure.compute.cpu", "1", "dativo-gen.yaml:1:63", "defaults"] in rows
    assert [
        "infrastructure.tags.team",
        '"data"',
        "job_configs/_defaults.yaml:1:55",
        "job_configs/_defaults.yaml",
    ] in rows


@pytest.mark.parametrize(
    "key",
    [
        "infrastructure.terraform.backend_config.key",
        "infrastructure.terraform.backend.key",
        "infrastructure.terraform.backend",
        "infrastructure.provider.region",
        "infrastructure.terraform.module_path",
        "infrastructure.tags.custom.team",
    ],
)
def test_a_key_may_be_spelled_in_either_dialect(key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_home(monkeypatch, tmp_path)
    assert explain("acme/prod/stripe", key).exit_code == 0


def test_an_unknown_key_is_a_problem_with_a_suggestion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_home(monkeypatch, tmp_path)
    told = explain("acme/prod/stripe", "infrastructure.regoin")
    assert told.exit_code == 1
    assert "the job acme/prod/stripe has no `infrastructure.regoin`" in told.stderr
    assert "hint: did you mean `infrastructure.region`?" in told.stderr


def test_a_job_with_errors_is_explained_as_far_as_it_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_home(monkeypatch, tmp_path, **{"job_configs/acme/stripe.yaml": JOB.replace("ecs", "lambda")})
    told = explain("acme/prod/stripe", "infrastructure.region")
    assert told.exit_code == 1
    assert "invalid-value" in told.stderr
    assert 'infrastructure.region = "eu-west-1"' in told.stdout
    assert "becomes" not in told.stdout


def test_one_broken_job_of_a_folder_takes_nothing_from_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_home(monkeypatch, tmp_path, **{"job_configs/acme/other.yaml": JOB.replace("ecs", "lambda")})
    told = data("job_configs", "tenant_id")
    assert [bool(job["values"][0]["lines"]) for job in told["jobs"]] == [False, True]
    assert [problem["code"] for problem in told["problems"]] == ["invalid-value"]


def test_settings_that_cannot_be_used_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_home(monkeypatch, tmp_path, **{"dativo-gen.yaml": "jobs: [\n"})
    told = explain("acme/prod/stripe")
    assert told.exit_code == 1
    assert told.stderr.startswith("dativo-gen.yaml:2:1: yaml-syntax: ")


@pytest.mark.parametrize("format", ["github", "sarif"])
def test_other_formats_tell_the_problems_alone(format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_home(monkeypatch, tmp_path, **{"job_configs/acme/stripe.yaml": JOB.replace("ecs", "lambda")})
    told = explain("acme/prod/stripe", "--format", format)
    assert "invalid-value" in told.stdout
    assert "infrastructure.region =" not in told.stdout


def test_the_template_of_a_line_is_the_users_where_one_shadows_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = "{{ stack.header }}\n# of the platform team\n"
    changes = {"dativo-gen.yaml": f"{SETTINGS}templates: mine\n", "mine/stack/outputs.tf.j2": template}
    at_home(monkeypatch, tmp_path, **changes)
    told = explain("generated/terraform/acme/prod/stripe/outputs.tf:3").stdout
    assert "# of the platform team" in told
    assert "made by the template mine/stack/outputs.tf.j2" in told


def test_problems_of_other_jobs_do_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_home(monkeypatch, tmp_path, **{"job_configs/acme/other.yaml": JOB.replace("ecs", "lambda")})
    told = explain("acme/prod/stripe", "infrastructure.region")
    assert (told.exit_code, told.stderr) == (0, "")
    assert "becomes" in told.stdout


def test_a_null_in_a_layer_between_is_told_as_what_took_the_rest_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = {
        "job_configs/_defaults.yaml": "infrastructure: {compute: null, tags: {team: data}}\n",
        "job_configs/acme/stripe.yaml": f"{JOB}  compute: {{cpu: 2}}\n",
    }
    at_home(monkeypatch, tmp_path, **changes)
    (value,) = data("acme/prod/stripe", "infrastructure.compute.cpu")["jobs"][0]["values"]
    assert [(each["value"], each["layer"]) for each in value["overrode"]] == [
        (None, "job_configs/_defaults.yaml"),
        (1, "defaults"),
    ]


def test_every_job_of_a_fanned_out_file_is_told_unless_one_is_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = JOB.replace("tenant_id: acme", "tenant_id: acme\nenvironment: ${environment}").replace(
        "${place}", "eu-west-1"
    )
    settings = f"{SETTINGS}  dev: {{}}\n"
    job = job.replace("stripe.tfstate", '"${environment}.tfstate"')
    at_home(monkeypatch, tmp_path, **{"dativo-gen.yaml": settings, "job_configs/acme/stripe.yaml": job})
    file = "job_configs/acme/stripe.yaml"
    assert [each["environment"] for each in data(file, "environment")["jobs"]] == ["dev", "prod"]
    (only,) = data(file, "environment", "--env", "dev")["jobs"]
    (value,) = only["values"]
    assert (value["value"], value["written"], value["place"]["line"]) == ("dev", "${environment}", 2)


def test_a_line_of_a_job_file_is_told_by_its_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_home(monkeypatch, tmp_path)
    assert [each["key"] for each in data("job_configs/acme/stripe.yaml:5")["jobs"][0]["values"]] == [
        "infrastructure.runtime.type"
    ]


def test_a_generated_line_is_told_with_its_source_line_and_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_home(monkeypatch, tmp_path)
    CliRunner().invoke(app, ["render", "job_configs"])
    told = explain("generated/terraform/acme/prod/stripe/main.tf:9")
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.startswith("""\
generated/terraform/acme/prod/stripe/main.tf:9
  9 |   region = var.job_stripe.region
infrastructure.region = "eu-west-1" (acme/prod/stripe)
  written at job_configs/acme/stripe.yaml:4:11 (job)
             4 |   region: ${place}
""")


def test_the_lines_of_templates_name_the_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_home(monkeypatch, tmp_path)
    folder = "generated/terraform/acme/prod/stripe"
    assert "made by the template stack/main.tf.j2" in explain(f"{folder}/main.tf:1").stdout
    assert "made by dativo-gen itself" in explain("generated/.gitignore:1").stdout
    assert "is the manifest of its folder" in explain(f"{folder}/.dativo-gen.json").stdout


def test_a_tree_that_is_not_what_would_be_rendered_is_warned_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_home(monkeypatch, tmp_path)
    file = "generated/terraform/acme/prod/stripe/main.tf"
    assert "has not been rendered yet" in explain(file).stderr
    CliRunner().invoke(app, ["render", "job_configs"])
    assert explain(file).stderr == ""
    (tmp_path / file).write_text("# mine\n")
    assert "is not what would be rendered now" in explain(file).stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("generated/terraform/acme/prod/stripe/gone.tf",), "nothing that would be rendered now makes this file"),
        (("generated/terraform/acme/prod/stripe/main.tf:999",), "so there is no 999"),
        (("generated/terraform/acme/prod/stripe",), "is a folder; name one of backend.tf, main.tf"),
        (("acme/prod/strip",), "did you mean acme/prod/stripe?"),
        (("nowhere",), "is no file, and no job either"),
        (("--code", "unknown-kee"), "did you mean `unknown-key`?"),
        ((), "name a job or a generated file"),
        (("generated/.gitignore", "tenant_id"), "a key belongs to a job"),
    ],
)
def test_what_cannot_be_explained_is_wrong_usage(
    arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_home(monkeypatch, tmp_path)
    told = explain(*arguments)
    assert told.exit_code == 2
    assert said in told.stderr


def test_a_repository_without_settings_is_found_from_inside_the_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_home(monkeypatch, tmp_path, **{"job_configs/acme/stripe.yaml": JOB.replace("${place}", "eu-west-1")})
    (tmp_path / "dativo-gen.yaml").unlink()
    job = tmp_path / "job_configs/acme/stripe.yaml"
    job.write_text(job.read_text().replace("${lake}", "lake"))
    shutil.move(tmp_path / "job_configs", tmp_path / "jobs")
    assert CliRunner().invoke(app, ["render", "jobs"]).exit_code == 0
    monkeypatch.chdir(tmp_path / "generated/jobs/prod")
    told = explain("acme/stripe.yaml:3")
    assert told.exit_code == 0
    assert "jobs/acme/stripe.yaml" in told.stdout


def test_explaining_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_home(monkeypatch, tmp_path)
    before = sorted(tmp_path.rglob("*"))
    explain("acme/prod/stripe")
    explain("generated/terraform/acme/prod/stripe/main.tf")
    assert sorted(tmp_path.rglob("*")) == before


# Codes


def test_every_code_has_an_explanation_and_nothing_else_has() -> None:
    assert set(explanations()) == set(CODES)


@pytest.mark.parametrize("code", sorted(CODES))
def test_an_explanation_says_why_what_to_write_and_shows_both(code: str) -> None:
    text = explanations()[code]
    assert re.fullmatch(r"(?s)\S.{20,}\.", text.why), text.why
    assert re.fullmatch(r"(?s)\S.{10,}\.", text.instead), text.instead
    assert text.why != CODES[code].meaning
    assert text.wrong != text.right
    assert max(map(len, (*text.wrong.splitlines(), *text.right.splitlines()))) <= 120


def test_a_code_is_explained() -> None:
    told = explain("--code", "state-unnamed")
    assert told.exit_code == 0
    assert told.stdout.startswith("state-unnamed (error): The settings' backend gives every job the same state.\n\n")
    assert data("--code", "state-unnamed")["right"] in told.stdout.replace("\n  ", "\n")
