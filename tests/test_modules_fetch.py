"""`dativo-gen modules fetch` without network, and what render makes of the lock (engines/test_fetch.py loads)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dativo_gen.cli.app import app
from dativo_gen.terraform.fetch import reason, what_to_check
from dativo_gen.terraform.lockfile import LOCK_FILE, Entry, Lock, dump, read_lock
from dativo_gen.terraform.module import read_interface
from dativo_gen.terraform.source import parse

GIT = "git::https://git.example/etl.git"
REGISTRY = "acme/etl/aws"
MODULE = """\
variable "job_name" {
  type = string
}
variable "runtime_cluster_name" {
  type = string
}
variable "tags" {
  type = map(string)
}
output "bucket" {
  description = "Where it writes"
  value       = "a"
  sensitive   = true
}
"""


def entry(more: str = "") -> Entry:
    return Entry(read_interface({"main.tf": MODULE + more}))


def job(name: str, source: str, version: str) -> str:
    return f"""\
tenant_id: acme
infrastructure:
  provider: aws
  region: us-east-1
  account_id: "123456789012"
  runtime: {{type: ecs, cluster_name: etl}}
  storage: {{bucket: acme-lake}}
  terraform:
    module_source: {source}
    module_version: {version}
    backend_config: {{bucket: acme-states, key: acme/{name}.tfstate, region: us-east-1}}
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two jobs, one with a module in git, one with one in a registry."""
    folder = tmp_path / "job_configs" / "acme"
    folder.mkdir(parents=True)
    (folder / "orders.yaml").write_text(job("orders", GIT, "v1"), encoding="utf-8")
    (folder / "refunds.yaml").write_text(job("refunds", REGISTRY, "1.2.0"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def record(repository: Path, entries: Mapping[str, Entry]) -> None:
    (repository / LOCK_FILE).write_text(dump(Lock(entries)), encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), catch_exceptions=False)


def fetch(*options: str) -> Result:
    """Without a Terraform: what would be loaded fails."""
    return run("modules", "fetch", "--terraform", "./no-terraform", *options)


BOTH = {f"{GIT}?ref=v1": entry(), f"{REGISTRY} 1.2.0": entry()}


def test_a_full_lock_needs_no_terraform_and_no_network(repository: Path) -> None:
    record(repository, BOTH)
    before = (repository / LOCK_FILE).stat().st_mtime_ns
    assert fetch().exit_code == 0
    assert fetch("--check").exit_code == 0
    assert (repository / LOCK_FILE).stat().st_mtime_ns == before


def test_what_no_job_calls_is_dropped(repository: Path) -> None:
    record(repository, {**BOTH, f"{GIT}?ref=v0": entry()})
    assert fetch("--check").exit_code == 3
    ran = fetch()
    assert (ran.exit_code, ran.stdout.splitlines()[0]) == (0, f"- {GIT}?ref=v0")
    assert read_lock((repository / LOCK_FILE).read_text("utf-8")).entries.keys() == BOTH.keys()


def test_a_job_that_cannot_be_read_may_call_anything(repository: Path) -> None:
    record(repository, {**BOTH, f"{GIT}?ref=v0": entry()})
    (repository / "job_configs/acme/broken.yaml").write_text("tenant_id: [", encoding="utf-8")
    ran = fetch("--check")
    assert ran.exit_code == 0
    assert "1 job file could not be read, so nothing was dropped" in ran.stderr


def test_a_check_says_what_is_missing_without_loading_it(repository: Path) -> None:
    ran = fetch("--check")
    assert ran.exit_code == 3
    assert ran.stdout.splitlines()[:2] == [f"+ {REGISTRY} 1.2.0", f"+ {GIT}?ref=v1"]
    assert not (repository / LOCK_FILE).exists()


def test_without_terraform_nothing_can_be_loaded(repository: Path) -> None:
    ran = fetch()
    assert (ran.exit_code, ran.stdout) == (5, "")
    assert "install Terraform" in ran.stderr
    assert not (repository / LOCK_FILE).exists()


def test_one_job_file_stands_for_the_whole_repository(repository: Path) -> None:
    record(repository, BOTH)
    assert fetch("job_configs/acme/orders.yaml", "--check").exit_code == 0


def test_the_result_is_shown_as_data(repository: Path) -> None:
    record(repository, {f"{GIT}?ref=v1": entry(), "acme/etl/gcp": entry()})
    data = json.loads(fetch("--check", "--format", "json").stdout)
    assert (data["added"], data["removed"], data["problems"]) == ([f"{REGISTRY} 1.2.0"], ["acme/etl/gcp"], [])


def test_a_repository_without_such_modules_gets_no_lock(repository: Path) -> None:
    for path in (repository / "job_configs/acme").iterdir():
        path.write_text("tenant_id: acme\n", encoding="utf-8")
    assert fetch().exit_code == 0
    assert not (repository / LOCK_FILE).exists()


def generated(repository: Path) -> dict[str, str]:
    ran = run("render", "job_configs")
    assert ran.exit_code == 0, ran.output
    found = (repository / "generated").rglob("*")
    return {str(path.relative_to(repository)): path.read_text("utf-8") for path in found if path.is_file()}


def test_a_recorded_module_decides_what_it_gets(repository: Path) -> None:
    record(repository, BOTH)
    ran = run("validate", "job_configs")
    assert (ran.exit_code, "module-unread" in ran.stderr) == (0, False)
    files = generated(repository)
    main = files["generated/terraform/acme/prod/orders/main.tf"]
    assert "runtime_cluster_name = var.job_orders.runtime_cluster_name" in main
    assert "storage_bucket" not in main
    outputs = files["generated/terraform/acme/prod/orders/outputs.tf"]
    assert 'output "orders_bucket"' in outputs
    assert "sensitive   = true" in outputs


def test_the_manifest_names_the_entry_and_not_the_whole_lock(repository: Path) -> None:
    record(repository, BOTH)
    before = generated(repository)
    manifest = json.loads(before["generated/terraform/acme/prod/orders/.dativo-gen.json"])
    name = f"{LOCK_FILE}#{GIT}?ref=v1"
    assert manifest["inputs"][name] == entry().sha256
    assert name in manifest["files"]["main.tf"]["from"]
    record(
        repository, {**BOTH, f"{REGISTRY} 1.2.0": entry('variable "team" {\n  default = null\n}\n'), "a/b/c": entry()}
    )
    after = generated(repository)
    changed = {path for path in before if after[path] != before[path]}
    assert changed == {"generated/terraform/acme/prod/refunds/.dativo-gen.json"}


def test_a_lock_that_nobody_needs_is_not_read(repository: Path) -> None:
    (repository / LOCK_FILE).write_text("<<<<<<<", encoding="utf-8")
    for path in (repository / "job_configs/acme").iterdir():
        path.write_text("tenant_id: acme\n", encoding="utf-8")
    assert run("validate", "job_configs").exit_code == 0


SAID = [
    (
        """
Error: Failed to download module

  on main.tf line 1:
   1: module "this" {

Could not download module "this" (main.tf:1) source code from
"git::https://a.example/b.git?ref=v9": error downloading
'https://a.example/b.git?ref=v9': /usr/bin/git exited with 1: error: pathspec
'v9' did not match any file(s) known to git

""",
        "/usr/bin/git exited with 1: error: pathspec 'v9' did not match any file(s) known to git",
    ),
    (
        "\n╷\n│ Error: Unreadable module subdirectory\n│ \n│ The directory is not there.\n╵\n",
        "The directory is not there",
    ),
    ('\nError: Failed to expand subdir globs\n\nsubdir "none" not found\n', 'subdir "none" not found'),
    ("Error: Something odd\n", "Something odd"),
    ("no such command", "no such command"),
    ("", ""),
]


@pytest.mark.parametrize(("said", "words"), SAID)
def test_the_reason_is_what_terraform_says_without_its_frame(said: str, words: str) -> None:
    assert reason(said) == words


CHECKS = [
    (GIT + "//job", "v1", ["`git ls-remote https://git.example/etl.git`", "holds `job`", "`v1` is one of its tags"]),
    ("github.com/acme/etl", None, ["`git ls-remote https://github.com/acme/etl`"]),
    ("git@github.com:acme/etl.git", None, ["`git ls-remote git@github.com:acme/etl.git`"]),
    (REGISTRY, "9.0.0", ["registry.terraform.io is reached", "a version `9.0.0`"]),
    ("modules.example.com/acme/etl/aws", None, ["`terraform login modules.example.com`"]),
    ("s3::https://s3.amazonaws.com/a/b.zip", None, ["credentials"]),
    ("https://a.example/b.zip", None, ["https://a.example/b.zip can be downloaded"]),
]


@pytest.mark.parametrize(("source", "version", "words"), CHECKS)
def test_the_hint_names_what_this_kind_of_source_needs(source: str, version: str | None, words: list[str]) -> None:
    hint = what_to_check(parse(source, version))
    assert [each for each in words if each not in hint] == []
