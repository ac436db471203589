"""Templates of an attacker, each with one attack: nothing runs, nothing leaves the tenant, nothing leaks into it."""

from __future__ import annotations

import glob
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from dativo_gen.assets import root
from dativo_gen.scaffold import git, worker
from dativo_gen.scaffold.answers import ANSWERS_FILE
from dativo_gen.scaffold.guard import demands, odd_paths
from dativo_gen.scaffold.shield import shielded
from dativo_gen.scaffold.source import Wish, WrongSourceError, checked, chosen, is_allowed
from tests.scaffold.conftest import SECOND
from tests.scaffold.yard import FIRST, QUESTIONS, Texts, Yard, changed, template, texts

Begin = Callable[[Mapping[str, Texts]], Yard]
SECRET = "token-0123456789"


def attacked(begin: Begin, *news: tuple[str, str | None], trust: bool = False) -> tuple[Yard, str]:
    """A tenant of a good first version meets a second one; gives what was said of it. It is as it was if it failed."""
    made = begin({"v1.0.0": FIRST, "v2.0.0": changed(FIRST, *news)})
    before = texts(made.tenant("acme"))
    (result,) = made.update("acme", trust=trust)
    if result.status == "failed":
        assert texts(made.folder("acme")) == before
    return made, result.reason


DEMANDING = {
    "tasks": "_tasks: ['touch {canary}']",
    "tasks of one version": "_tasks: [{{command: 'touch {canary}', when: true}}]",
    "migrations": "_migrations: ['touch {canary}']",
    "extensions": "_jinja_extensions: [antigravity.X]",
    "links": "_preserve_symlinks: true",
    "files of the user": "_external_data: {{x: /etc/passwd}}",
    "tasks behind an anchor": "_x: &x ['touch {canary}']\n_tasks: *x",
    "tasks behind a merge": "x: &x {{_tasks: ['touch {canary}'], type: str, default: a}}\n<<: *x",
    "tasks in a second document": "---\n_tasks: ['touch {canary}']",
    "tasks in another file": "---\n!include more/*.yml",
}


@pytest.mark.parametrize("key", DEMANDING)
def test_code_in_a_template_is_refused_without_trust(yard: Begin, tmp_path: Path, key: str) -> None:
    text = DEMANDING[key].format(canary=tmp_path / "canary")
    _, reason = attacked(
        yard,
        ("copier.yml", f"{QUESTIONS}{text}\n"),
        ("more/tasks.yml", f"_tasks: ['touch {tmp_path / 'canary'}']\n"),
    )
    assert "--trust" in reason, reason
    assert not (tmp_path / "canary").exists()


def test_the_first_version_is_judged_too(yard: Begin, tmp_path: Path) -> None:
    evil = changed(FIRST, ("copier.yml", QUESTIONS + f"_tasks: ['touch {tmp_path}/x']\n"))
    made = yard({"v1.0.0": FIRST, "v1.1.0": evil, "v2.0.0": SECOND})
    answers = made.tenant("acme") / ANSWERS_FILE
    answers.write_text(answers.read_text().replace("v1.0.0", "v1.1.0"))
    (result,) = made.update("acme")
    assert "--trust" in result.reason and not (tmp_path / "x").exists()


def test_with_trust_tasks_run_in_a_folder_of_their_own(yard: Begin, tmp_path: Path) -> None:
    made, reason = attacked(yard, ("copier.yml", QUESTIONS + "_tasks: ['echo made > by_task.yaml']\n"), trust=True)
    assert not reason
    assert texts(made.folder("acme"))["by_task.yaml"] == "made\n"


def test_trusted_tasks_see_no_secret_either(yard: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEPLOY_TOKEN", SECRET)
    made, reason = attacked(yard, ("copier.yml", QUESTIONS + "_tasks: ['env > seen.txt']\n"), trust=True)
    assert not reason and "PATH=" in texts(made.folder("acme"))["seen.txt"]
    assert SECRET not in texts(made.folder("acme"))["seen.txt"]


@pytest.mark.parametrize("path", [
    "template/{{ '.git' }}/hooks/pre-commit",
    "template/{{ '.git' }}/config",
    "template/{{ '.GIT' }}/config",
    "template/{{ '.git ' }}/config",
    "template/{{ '.git.' }}/config",
    "template/{{ 'GIT~1' }}/config",
    "template/{{ '.g\\u200cit' }}/config",
    "template/sub/{{ '.git' }}/config",
    "template/{{ '.git' }}",
])  # fmt: skip
@pytest.mark.parametrize("exclude", ["", "_exclude: ['!.git']\n", "_exclude: [nothing]\n"])
def test_a_template_never_writes_what_git_takes_for_its_own(yard: Begin, path: str, exclude: str) -> None:
    made, _ = attacked(yard, (path, "[core]\nfsmonitor = touch /tmp/x\n"), ("copier.yml", QUESTIONS + exclude))
    assert not [each for each in made.root.rglob("*") if "git" in each.name.casefold()]


@pytest.mark.parametrize("path", ["{{ '../' * 6 }}escaped", "{{ '/tmp/dativo-gen-escaped' }}", "{{ '..' }}/escaped"])
def test_a_path_that_leads_out_is_refused(yard: Begin, tmp_path: Path, path: str) -> None:
    made = yard({"v1.0.0": FIRST, "v2.0.0": changed(FIRST, (f"template/{path}", "x\n"))})
    made.tenant("acme")
    made.update("acme")
    assert not list(tmp_path.rglob("escaped")) and not Path("/tmp/dativo-gen-escaped").exists()


def test_an_answer_that_leads_out_is_refused(yard: Begin, tmp_path: Path) -> None:
    made = yard({"v1.0.0": FIRST, "v2.0.0": changed(FIRST, ("template/{{ tenant }}.txt", "x\n"))})
    made.tenant("acme")
    (result,) = made.update("acme", data={"tenant": "../../../escaped"})
    assert result.status == "failed"
    assert not list(tmp_path.rglob("escaped*"))


@pytest.mark.parametrize("target", ["/etc/passwd", "../../../../etc/passwd", "sub/../../../copier.yml/../.."])
def test_a_link_that_leads_out_of_the_template_is_refused(tmp_path: Path, target: str) -> None:
    made = Yard(tmp_path / "repository", template(tmp_path / "template.git", {"v1.0.0": FIRST}))
    made.tenant("acme")
    link_in(tmp_path / "template.git", "template/passwd", target)
    before = texts(made.folder("acme"))
    (result,) = made.update("acme")
    assert "leads out of the template" in result.reason
    assert texts(made.folder("acme")) == before


def link_in(repository: Path, path: str, target: str) -> None:
    """Add a version with a link."""
    head = "commit refs/heads/main\ncommitter x <x@x> 9 +0000\ndata 0\nfrom refs/heads/main^0\n"
    stream = f"{head}M 120000 inline {path}\ndata {len(target)}\n{target}\n"
    git.run("fast-import", "--quiet", given=stream.encode(), repository=repository)
    git.run("tag", "v2.0.0", "main", repository=repository)


def test_a_link_is_never_made_in_a_tenant(tmp_path: Path) -> None:
    preserving = changed(FIRST, ("copier.yml", QUESTIONS + "_preserve_symlinks: true\n"))
    made = Yard(tmp_path / "repository", template(tmp_path / "template.git", {"v1.0.0": FIRST, "v1.1.0": preserving}))
    made.tenant("acme")
    link_in(tmp_path / "template.git", "template/{{ 'link' }}", "_defaults.yaml.jinja")
    (result,) = made.update("acme", trust=True)
    assert result.status == "failed" and "is a link" in result.reason
    assert not (made.folder("acme") / "link").is_symlink()


@pytest.mark.parametrize("text", [
    "{{ '$DEPLOY_TOKEN' | expandvars }}",
    "{{ '${DEPLOY_TOKEN}' | expandvars }}",
    "{{ '~/x' | expanduser }}",
    "{{ _copier_conf.settings.defaults | string }}",
])  # fmt: skip
def test_nothing_of_the_environment_gets_into_files(
    yard: Begin, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str
) -> None:
    monkeypatch.setenv("DEPLOY_TOKEN", SECRET)
    monkeypatch.setenv("HOME", str(tmp_path / SECRET))
    settings = tmp_path / SECRET / ".config" / "copier" / "settings.yml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"defaults: {{password: {SECRET}}}\ntrust: ['']\n")
    made, _ = attacked(yard, ("template/leak.yaml.jinja", text + "\n"))
    assert SECRET not in "".join(texts(made.folder("acme")).values())


def test_a_template_cannot_list_files_of_this_machine(yard: Begin) -> None:
    _, reason = attacked(yard, ("template/leak.yaml.jinja", "{{ '/etc/*' | fileglob }}\n"))
    assert "looks at files" in reason


def test_scaffolding_in_this_process_is_shielded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEPLOY_TOKEN", SECRET)
    with shielded():
        assert SECRET not in os.environ.values()
        with pytest.raises(PermissionError):
            glob.glob("/etc/*")  # noqa: PTH207  (what the filter of copier's calls)
    assert os.environ["DEPLOY_TOKEN"] == SECRET and glob.glob("/etc/*")  # noqa: PTH207


@pytest.mark.parametrize("text", [
    "{{ ''.__class__.__mro__ }}",
    "{% for each in range(1000000000) %}x{% endfor %}",
    "{% include '/etc/passwd' %}",
    "{% include '../../../../../../etc/passwd' %}",
])  # fmt: skip
def test_a_way_out_of_the_template_language_fails(yard: Begin, text: str) -> None:
    made, reason = attacked(yard, ("template/leak.yaml.jinja", text + "\n"))
    assert reason or "root:" not in texts(made.folder("acme"))["leak.yaml"]
    assert "<class" not in texts(made.folder("acme")).get("leak.yaml", "")


def test_a_template_that_runs_for_ever_is_ended(yard: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "SECONDS", 4)
    loop = "{% for a in range(99999) %}{% for b in range(99999) %}{{ a * b }}{% endfor %}{% endfor %}"
    _, reason = attacked(yard, ("template/loop.jinja", loop))
    assert "too much time or memory" in reason


def test_aliases_that_stand_for_millions_of_values_do_not_fill_this_machine(
    yard: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "SECONDS", 10)
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 9)}]\n" for number in range(1, 10)
    )
    _, reason = attacked(yard, ("copier.yml", QUESTIONS + bomb))
    assert reason


def test_a_program_for_transport_is_not_started(tmp_path: Path) -> None:
    for url in (f"git+ext::sh -c touch% {tmp_path}/x", f"ext::touch {tmp_path}/x", "git+fd://3", "--upload-pack=x",
                "git+https://-oProxyCommand=x/y", "git+ssh://-oProxyCommand=touch/x", "git+file://../x"):  # fmt: skip
        with pytest.raises(WrongSourceError):
            checked(url)
            if "file" not in url:
                chosen(Wish(url), (url,), tmp_path / "place", lambda note: None)
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("https://git.example/x.git", "git+https://git.example/x.git"),
        ("git+https://me:pass@git.example/x.git", "password"),
        ("git+https://token@git.example/x.git", "credential helper"),
        ("gh:acme/x", "git+https://"),
        ("../templates", "git+https://"),
        ("git+https://git.example/a/../../b.git", "without `..`"),
    ],
)
def test_an_address_that_is_none_is_told_how_to_be_one(url: str, hint: str) -> None:
    with pytest.raises(WrongSourceError, match=hint.replace("+", r"\+").replace(".", r"\.")):
        checked(url)


def test_only_addresses_in_the_settings_are_used() -> None:
    sources = ("git+https://git.example/templates/*", "git+https://other.example/one.git")
    assert is_allowed("git+https://git.example/templates/tenant.git", sources)
    assert is_allowed("git+https://other.example/one.git", sources)
    assert not is_allowed("git+https://git.example/templates-of-mine/x.git", sources)
    assert not is_allowed("git+https://other.example/one.git.evil", sources)
    assert not is_allowed("git+https://git.example/templates/", sources)
    assert not is_allowed("git+https://evil.example/git.example/templates/x", sources)


def test_a_tenant_that_names_a_foreign_template_is_refused(two: Yard, tmp_path: Path) -> None:
    evil = template(tmp_path / "evil.git", {"v1.0.0": FIRST, "v2.0.0": SECOND})
    answers = two.folder("acme") / ANSWERS_FILE
    answers.write_text(answers.read_text().replace(two.url, evil))
    (result,) = two.update("acme")
    assert "do not allow templates" in result.reason and evil in result.reason


def test_a_template_for_scaffold_is_judged_as_one_for_updates(tmp_path: Path) -> None:
    url = template(
        tmp_path / "t.git", {"v1.0.0": FIRST, "v2.0.0": changed(FIRST, ("copier.yml", QUESTIONS + "_tasks: [x]\n"))}
    )
    with pytest.raises(WrongSourceError, match="do not allow"):
        chosen(Wish(url), (), tmp_path / "a", pytest.fail)
    with pytest.raises(WrongSourceError, match="--trust"):
        chosen(Wish(url), (url,), tmp_path / "b", pytest.fail)
    assert chosen(Wish(url, trust=True), (url,), tmp_path / "c", pytest.fail).trusted
    found = chosen(Wish(url, "v1.0.0"), (url,), tmp_path / "d", pytest.fail)
    assert (found.version, found.url) == ("v1.0.0", url) and (found.place / "copier.yml").is_file()


def test_the_shipped_template_needs_no_trust() -> None:
    assert list(demands(root() / "templates" / "tenant")) == []


def test_odd_names_are_told_from_even_ones() -> None:
    assert odd_paths(["a/.git/b", ".GIT", ".git. /x", "git~1", "a/../b", "a//b", "x/.git:stream", "a\\b"]) != []
    assert odd_paths([".github/x", ".gitignore", "a.git/b", "git", "digit", ".gitattributes"]) == []


def test_a_template_of_your_own_begins_a_tenant_and_sees_no_secret(tmp_path: Path) -> None:
    leaking = changed(FIRST, ("template/leak.yaml.jinja", "leak: \"{{ '$DEPLOY_TOKEN' | expandvars }}\"\n"))
    url = template(tmp_path / "t.git", {"v1.0.0": leaking})
    repository = tmp_path / "repository"
    repository.mkdir()
    (repository / "dativo-gen.yaml").write_text(f"jobs: job_configs\nupdate: {{sources: ['{url}']}}\n")
    (repository / "job_configs").mkdir()
    command = [sys.executable, "-c", "from dativo_gen.cli.app import main; main()"]
    asked = [*command, "scaffold", "tenant", "acme", "--no-input", "--template", url]
    subprocess.run(asked, cwd=repository, env={**os.environ, "DEPLOY_TOKEN": SECRET}, check=False)
    found = texts(repository / "job_configs" / "acme")
    assert "_commit: v1.0.0" in found[ANSWERS_FILE] and f"_src_path: {url}" in found[ANSWERS_FILE]
    assert found["leak.yaml"] == 'leak: "$DEPLOY_TOKEN"\n'
