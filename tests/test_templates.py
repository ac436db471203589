"""A folder of the user's templates shadows shipped ones and adds files; what is wrong in it is told at its place."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dativo_gen.cli.app import app
from dativo_gen.manifest import digest
from dativo_gen.template_errors import fields
from dativo_gen.templates import shipped_templates

from .planned import job, terraform

BACKEND = "backend: {type: s3, bucket: b-1, key: %s, region: eu-west-1}"
SETTINGS = "templates: mine\n"
ALARMS = "{% for job in stack.jobs %}\n{% include 'stack/_alarm' %}\n{% endfor %}\n"
STACK = Path("generated/terraform/acme/prod")


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


def render() -> str:
    """Render, and give everything that is said on the way; raises for a bug."""
    return run("render", "jobs", "--quiet").stderr


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two stacks with a job each."""
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b"):
        put({f"jobs/{name}.yaml": job("region: eu-west-1\n" + terraform(BACKEND % name))})
    put({"dativo-gen.yaml": SETTINGS})
    return tmp_path


def put(files: Mapping[str, str]) -> None:
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")


def inputs_of(stack: str, file: str) -> set[str]:
    manifest = json.loads((STACK / stack / ".dativo-gen.json").read_text())
    assert all(name in manifest["inputs"] for name in manifest["files"][file]["from"] if name.startswith("mine/"))
    return {name for name in manifest["files"][file]["from"] if name.startswith("mine/")}


def test_a_shadow_takes_the_place_of_one_shipped_template(repository: Path) -> None:
    body = 'provider "aws" {\nregion = {{ stack.place.region | hcl }}\nmax_retries = 5\n}\n'
    put({"mine/clouds/aws/provider.tf.j2": body})
    render()
    text = (STACK / "a/providers.tf").read_text()
    assert 'provider "aws" {\n  region      = "eu-west-1"\n  max_retries = 5\n}' in text
    assert inputs_of("a", "providers.tf") == {"mine/clouds/aws/provider.tf.j2"}
    assert inputs_of("a", "main.tf") == set()


def test_a_new_template_adds_a_file_and_one_without_suffix_is_copied(repository: Path) -> None:
    put(
        {
            "mine/stack/__stack__.alarms.tf.j2": ALARMS,
            "mine/stack/_alarm": "locals {\nalarm = {{ job.label | hcl }}\n}\n",
            "mine/stack/notes.txt": "kept  as { it is\t\n\n",
        }
    )
    render()
    assert (STACK / "a/a.alarms.tf").read_text() == 'locals {\n  alarm = "a"\n}\n'
    assert (STACK / "b/b.alarms.tf").exists()
    assert (STACK / "a/notes.txt").read_text() == "kept  as { it is\t\n\n"
    assert not (STACK / "a/_alarm").exists()
    assert inputs_of("a", "a.alarms.tf") == {"mine/stack/__stack__.alarms.tf.j2", "mine/stack/_alarm"}


def test_a_changed_template_shows_in_a_check(repository: Path) -> None:
    put({"mine/stack/more.tf.j2": "# one\n"})
    render()
    assert run("render", "jobs", "--check", "-q").exit_code == 0
    put({"mine/stack/more.tf.j2": "{# said anew, to the same effect #}\n# one\n"})
    assert run("render", "jobs", "--check", "-q").exit_code == 3


def test_the_shipped_template_can_be_included_by_its_shadow(repository: Path) -> None:
    put({"mine/stack/main.tf.j2": '{% include "shipped/stack/main.tf.j2" %}\n\n# more\n'})
    render()
    text = (STACK / "a/main.tf").read_text()
    assert text.startswith("# Made by dativo-gen.")
    assert 'module "a" {' in text
    assert text.endswith("\n\n# more\n")


def test_what_a_macro_writes_is_code_since_all_in_it_was_filtered(repository: Path) -> None:
    put({"mine/stack/more.tf.j2": "{% macro one(x) %}a = {{ x | hcl }}\n{% endmacro %}\n{{ one('b') }}"})
    render()
    assert (STACK / "a/more.tf").read_text() == 'a = "b"\n'


def test_hidden_files_are_no_templates(repository: Path) -> None:
    put({"mine/stack/.notes.j2": "{{ broken", "mine/.base/stack/main.tf.j2": "{{ broken", "mine/stack/x.tf": ""})
    assert "template" not in render()


def _shipped_parts() -> list[str]:
    """What shipped templates include, by name or by a name that they are given."""
    return [name for name in shipped_templates() if re.search(r"(^|/)_(?!_)", name) or name.startswith("clouds/aws/")]


@pytest.mark.parametrize("part", _shipped_parts())
def test_a_part_of_the_users_runs_in_the_sandbox_also_where_a_shipped_template_includes_it(
    part: str, repository: Path
) -> None:
    put({f"mine/{part}": "{{ ''.__class__ | hcl }}"})
    assert f"mine/{part}:1:1: template-error: access to attribute '__class__' of 'str' object is unsafe" in render()
    assert not list(Path("generated").rglob("*.tf"))


def test_a_shadow_is_seen_through_a_shipped_template_that_is_included_by_its_other_name(repository: Path) -> None:
    put(
        {
            "mine/stack/more.tf.j2": '{% include "shipped/stack/backend.tf.j2" %}\n',
            "mine/stack/_backend_arguments": 'bucket = "another"\n',
        }
    )
    render()
    assert 'bucket = "another"' in (STACK / "a/more.tf").read_text()
    assert 'bucket = "another"' in (STACK / "a/backend.tf").read_text()
    assert inputs_of("a", "backend.tf") == {"mine/stack/_backend_arguments"}


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("{{ stack.header", 1, "unexpected end of template", "jinja"),
        ("\n{# no end", 2, "Missing end of comment tag", "jinja"),
        ("\n{{ stack.key.tenant | hlc }}", 2, "there is no filter `hlc`", "did you mean `hcl`?"),
        (
            "\n\n{{ nothing }}",
            3,
            "nothing is called `nothing` here (for the stack acme/prod/a and 1 more stack)",
            "stack",
        ),
        ("{{ stack.hedaer }}", 1, "a StackView has no `hedaer`", "did you mean `header`?"),
        (
            "{% for job in stack.jobs %}\n{{ job.lable | hcl }}\n{% endfor %}",
            2,
            "a JobView has no `lable` (for the job a of the stack acme/prod/a and 1 more stack)",
            "did you mean `label`?",
        ),
        ("{{ stack.key.tenant }}", 1, "a template writes 'acme' without a filter", "write `{{ value | hcl }}`"),
        ("{{ stack.header ~ stack.key.tenant }}", 1, "without a filter", "hcl"),
        ("{{ stack | hcl }}", 1, "a StackView is no value, but has some", "docs/templates.md"),
        ("{{ 'a b' | identifier }}", 1, "'a b' is no HCL identifier", "docs/templates.md"),
        ("{{ (1 / 0) | hcl }}", 1, "division by zero", "docs/templates.md"),
        ("{{ ''.__class__ | hcl }}", 1, "access to attribute '__class__' of 'str' object is unsafe", "public"),
        ("{{ [1] | random | hcl }}", 1, "there is no filter `random`", ""),
        ("{{ lipsum() }}", 1, "nothing is called `lipsum` here", ""),
        ("{% filter upper %}x{% endfilter %}", 1, "a `filter` block writes text that nothing checks", "hcl"),
        (
            "{% call stack.key.tenant.upper() %}{% endcall %}",
            1,
            "a `call` block writes text that nothing checks",
            "hcl",
        ),
        ("{% include 'stack/nope' %}", 1, "there is no template `stack/nope`", "stack/_part"),
        ("{% include 'stack/more.tf.j2' %}", 1, "this template includes itself", "shipped/"),
        ("a = 1\n\nb = <<X\n", 3, "a heredoc is not understood here", "without `.j2`"),
        ("{% for x in range(1000000) %}{% endfor %}", 1, "Range too big", ""),
        ("a = \ue000\ue001", 1, "U+E000", "leave them out"),
    ],
)
def test_an_error_in_a_template_names_its_line_and_the_stack(
    text: str, line: int, message: str, hint: str, repository: Path
) -> None:
    put({"mine/stack/more.tf.j2": text})
    ran = run("render", "jobs", "-q")
    assert ran.exit_code == 1
    said = re.findall(r"^(.*): template-error: (.*)\nhint: (.*)$", ran.stderr, re.M)
    assert [place for place, _, _ in said] == [f"mine/stack/more.tf.j2:{line}:1"]
    assert message in said[0][1]
    assert hint in said[0][2]
    assert not list(Path("generated").rglob("*.tf"))


def test_an_error_of_syntax_is_found_without_rendering(repository: Path) -> None:
    put({"mine/stack/more.tf.j2": "{{ stack.header"})
    assert "template-error" in run("validate", "jobs").stderr


def test_a_shadow_that_breaks_a_shipped_template_is_to_blame(repository: Path) -> None:
    put({"mine/clouds/aws/provider.tf.j2": "\nx = {{ job.label | hcl }}\n"})
    assert "mine/clouds/aws/provider.tf.j2:2:1: template-error: nothing is called `job` here" in render()


@pytest.mark.parametrize(
    ("file", "message", "hint"),
    [
        ("stak/main.tf.j2", "no template is looked for in `stak/`", "did you mean `stack/`?"),
        ("clouds/asw/provider.tf.j2", "no template is looked for in `clouds/asw/`", "did you mean `clouds/aws/`?"),
        ("main.tf.j2", "`main.tf.j2` lies in no folder of templates", "`stack/`"),
        ("stack/deeper/main.tf", "no template is looked for in `stack/deeper/`", "`stack/`"),
    ],
)
def test_a_file_where_no_template_is_looked_for_is_told(file: str, message: str, hint: str, repository: Path) -> None:
    put({f"mine/{file}": ""})
    said = render()
    assert f"mine/{file}:1:1: template-folder: {message}" in said
    assert hint in said


@pytest.mark.parametrize(
    ("files", "place"),
    [
        (("stack/x.tf", "stack/x.tf.j2"), "stack/x.tf.j2"),
        (("stack/main.tf",), "stack/main.tf"),
        (("stack/tags.json",), "stack/tags.json"),
        (("stack/__stack__.tf", "stack/a.tf"), "stack/a.tf"),
    ],
)
def test_two_templates_for_one_file_are_an_error(files: tuple[str, ...], place: str, repository: Path) -> None:
    put({f"mine/{file}": "# x\n" for file in files})
    assert f"mine/{place}:1:1: template-error: this template makes the file" in render()


def test_a_setting_that_leads_to_no_template_is_told(repository: Path) -> None:
    assert "dativo-gen.yaml:1:12: template-folder: there is no template in `mine`" in render()


def test_a_template_that_is_no_text_is_told(repository: Path) -> None:
    put({"mine/stack/x.tf": ""})
    Path("mine/stack/y.tf").write_bytes(b"\xff\xfe")
    assert "mine/stack/y.tf:1:1: file-not-utf8" in render()


def state_of(name: str) -> str:
    return next(line.split("  ", 1)[1].strip() for line in run("templates", "list").stdout.splitlines() if name in line)


def test_a_copy_renders_the_same_and_remembers_what_it_was_made_from(repository: Path) -> None:
    Path("dativo-gen.yaml").unlink()
    render()
    before = (STACK / "a/main.tf").read_text()
    ran = run("templates", "copy", "stack/main.tf.j2")
    assert ran.stdout == "+ my_templates/stack/main.tf.j2\n"
    assert "add this line to dativo-gen.yaml: `templates: my_templates`" in ran.stderr
    put({"dativo-gen.yaml": "templates: my_templates\n"})
    render()
    assert (STACK / "a/main.tf").read_text() == before
    assert state_of("stack/main.tf.j2") == "same as shipped"


def test_nothing_is_overwritten_by_a_copy(repository: Path) -> None:
    put({"mine/stack/main.tf.j2": "# mine\n"})
    ran = run("templates", "copy", "stack/versions.tf.j2", "stack/main.tf.j2")
    assert ran.exit_code == 2
    assert Path("mine/stack/main.tf.j2").read_text() == "# mine\n"
    assert not Path("mine/stack/versions.tf.j2").exists()


def test_a_template_that_is_not_shipped_cannot_be_copied(repository: Path) -> None:
    ran = run("templates", "copy", "stack/mian.tf.j2")
    assert ran.exit_code == 2
    assert "did you mean stack/main.tf.j2?" in ran.stderr


def _copied_from_an_older_one() -> None:
    """As if the shipped template had been shorter when it was copied."""
    run("templates", "copy", "stack/main.tf.j2")
    shipped = shipped_templates()["stack/main.tf.j2"]
    old = shipped.partition("\n")[0] + "\n"
    for name, text in (("mine/stack/main.tf.j2", old), ("mine/.base/stack/main.tf.j2", old)):
        head = "" if ".base" in name else f"{{# copied from dativo-gen stack/main.tf.j2 sha256:{digest(old)} #}}\n"
        put({name: head + text})


def _add_a_line() -> None:
    with Path("mine/stack/main.tf.j2").open("a", encoding="utf-8") as file:
        file.write("# mine\n")


def test_each_state_of_a_template_is_told(repository: Path) -> None:
    put({"mine/stack/versions.tf.j2": "# mine\n", "mine/stack/new.tf": "# new\n"})
    assert state_of("stack/backend.tf.j2") == "shipped"
    assert state_of("stack/versions.tf.j2") == "yours, not made by `templates copy`"
    assert state_of("stack/new.tf") == "added by you"
    _copied_from_an_older_one()
    assert state_of("stack/main.tf.j2") == "shipped one changed since your copy"
    _add_a_line()
    assert state_of("stack/main.tf.j2") == "changed by you; shipped one changed since your copy"
    assert run("templates", "copy", "--rebase", "stack/main.tf.j2").exit_code == 0
    assert state_of("stack/main.tf.j2") == "changed by you"


def test_a_diff_shows_what_changed_in_the_shipped_one_and_in_yours(repository: Path) -> None:
    _copied_from_an_older_one()
    _add_a_line()
    ours, yours = run("templates", "diff").stdout, run("templates", "diff", "--yours", "stack/main.tf.j2").stdout
    assert "+{% for job in stack.jobs %}\n" in ours
    assert "# mine" not in ours
    assert yours.endswith("+# mine\n")
    assert "for job" not in yours
    assert run("templates", "diff", "stack/backend.tf.j2").exit_code == 2


def test_states_are_listed_for_programs_too(repository: Path) -> None:
    found = json.loads(run("templates", "list", "--format", "json").stdout)
    assert {"name": "clouds/aws/provider.tf.j2", "state": "shipped"} in found["templates"]


def test_templates_need_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("templates", "list").exit_code == 2


def test_every_field_that_templates_see_is_documented() -> None:
    page = (Path(__file__).parents[1] / "docs/templates.md").read_text(encoding="utf-8")
    views = ("StackView", "StackKey", "JobView", "ArgumentView", "OutputView", "BackendView", "BlockView", "Attribute")
    known = {each for view in (*views, "Provider", "Place", "Leaving", "Renaming") for each in fields(view)}
    assert {each for each in known if f"`{each}`" not in page} == {"entry"}, "`entry` is what a manifest remembers"
