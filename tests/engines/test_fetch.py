"""`dativo-gen modules fetch` with the real Terraform: modules in git and in a registry on this machine."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dativo_gen.cli.app import app
from dativo_gen.terraform.existing_module import Existing, from_state
from dativo_gen.terraform.lockfile import LOCK_FILE, Lock, read_lock
from dativo_gen.terraform.new_module import new_module

from .offline import offline
from .sources import Call
from .terraform import Terraform

GIT = "git::https://git.example/platform/terraform-landing.git"
REGISTRY = "modules.acme.example/acme/dativo-etl/aws"
CALLS = [
    Call("a", f"{GIT}//job?ref=v1.2.0"),
    Call("b", REGISTRY, "~> 2.1"),
    Call("c", "git@git.example:platform/terraform-labels.git?ref=main"),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Terraform, Path]]:
    """Terraform that finds the modules, and the folder with their git repositories."""
    folder = tmp_path_factory.mktemp("fetch")
    with offline(folder, CALLS, []) as found:
        yield found, folder / "git"


@dataclass(slots=True)
class Repository:
    root: Path
    terraform: Terraform
    env: dict[str, str] = field(default_factory=dict)

    def job(self, name: str, source: str, version: str | None) -> None:
        place = self.root / "job_configs" / "acme" / f"{name}.yaml"
        place.parent.mkdir(parents=True, exist_ok=True)
        pin = f"    module_version: '{version}'\n" if version is not None else ""
        place.write_text(
            "tenant_id: acme\ninfrastructure:\n  provider: aws\n  region: us-east-1\n"
            f"  terraform:\n    module_source: {source}\n{pin}"
            f"    backend_config: {{bucket: acme-states, key: acme/{name}.tfstate, region: us-east-1}}\n",
            encoding="utf-8",
        )

    def fetch(self, *options: str) -> Result:
        known = {"TF_CLI_CONFIG_FILE": str(self.terraform.cli_config), **self.terraform.env}
        command = ["modules", "fetch", "job_configs", "--terraform", str(self.terraform.binary), *options]
        return CliRunner(env={**known, **self.env}).invoke(app, command, catch_exceptions=False)

    @property
    def lock(self) -> Lock:
        return read_lock((self.root / LOCK_FILE).read_text("utf-8"))


@pytest.fixture
def repository(engine: tuple[Terraform, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.chdir(tmp_path)
    # nothing of the person who runs the tests: no git configuration, no proxy
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    return Repository(tmp_path, engine[0])


def everything(repository: Repository) -> None:
    repository.job("landing", f"{GIT}//job", "v1.2.0")
    repository.job("orders", REGISTRY, "~> 2.1")
    repository.job("refunds", REGISTRY, "~> 2.1")
    repository.job("labels", "git@git.example:platform/terraform-labels.git", "main")


def test_modules_of_every_kind_are_recorded_once(repository: Repository, engine: tuple[Terraform, Path]) -> None:
    everything(repository)
    ran = repository.fetch()
    assert ran.exit_code == 0, ran.output
    lock = repository.lock
    assert sorted(lock.entries) == [
        "git::https://git.example/platform/terraform-landing.git//job?ref=v1.2.0",
        "git@git.example:platform/terraform-labels.git?ref=main",
        f"{REGISTRY} ~> 2.1",
    ]
    assert lock.entries[f"{REGISTRY} ~> 2.1"].chosen == "2.1.1"
    bare = engine[1] / "git.example" / "platform" / "terraform-landing.git"
    command = ["git", f"--git-dir={bare}", "rev-parse", "v1.2.0"]
    head = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert lock.entries[f"{GIT}//job?ref=v1.2.0"].commit == head
    assert "labels" in lock.entries["git@git.example:platform/terraform-labels.git?ref=main"].interface.variables


def test_nothing_of_this_machine_and_no_clock_is_in_the_lock(repository: Repository) -> None:
    everything(repository)
    assert repository.fetch().exit_code == 0
    text = (repository.root / LOCK_FILE).read_bytes()
    (repository.root / LOCK_FILE).unlink()
    assert repository.fetch("--update").exit_code == 0
    assert (repository.root / LOCK_FILE).read_bytes() == text
    assert not [part for part in (b"/tmp", b"dativo-gen-", b"127.0.0.1", b"\r") if part in text]
    assert sorted(path.name for path in repository.root.iterdir()) == [LOCK_FILE, "job_configs"]


def test_a_module_that_fails_hides_no_other_and_is_told_at_its_job(repository: Repository) -> None:
    repository.job("landing", f"{GIT}//job", "v1.2.0")
    repository.job("orders", f"{GIT}//job", "v9.9.9")
    repository.job("refunds", REGISTRY, "9.9.9")
    ran = repository.fetch()
    assert ran.exit_code == 5
    assert list(repository.lock.entries) == [f"{GIT}//job?ref=v1.2.0"]
    lines = [line for line in ran.stderr.splitlines() if "module-fetch-failed" in line]
    assert [line.partition(":")[0] for line in lines] == [
        "job_configs/acme/orders.yaml",
        "job_configs/acme/refunds.yaml",
    ]
    said = f"job_configs/acme/orders.yaml:6:20: module-fetch-failed: Failed to load Terraform module from source: {GIT}"
    assert lines[0].startswith(said)
    assert "pathspec 'v9.9.9' did not match" in lines[0]
    assert f"hint: check that git on this machine may read the repository: `git ls-remote {GIT[5:]}`" in ran.stderr
    assert lines[1].endswith("The newest available version is 2.1.1")


def test_what_is_recorded_is_not_loaded_again_unless_asked(
    repository: Repository, engine: tuple[Terraform, Path]
) -> None:
    source = "git@git.example:platform/terraform-labels.git"
    repository.job("labels", source, "main")
    assert repository.fetch().exit_code == 0
    before = (repository.root / LOCK_FILE).read_text("utf-8")
    with _Commit(engine[1] / "git.example/platform/terraform-labels.git"):
        assert repository.fetch("--check").exit_code == 0
        assert repository.fetch("--check", "--update").exit_code == 3
        assert (repository.root / LOCK_FILE).read_text("utf-8") == before
        ran = repository.fetch("--update")
    assert ran.exit_code == 0
    assert f"~ {source}?ref=main: " in ran.stdout
    assert "variables +crew" in ran.stdout
    assert repository.fetch("--update").exit_code == 0


@dataclass(slots=True)
class _Commit:
    """A commit on `main` that declares one more variable, for as long as it is entered."""

    bare: Path
    before: str = ""

    def __enter__(self) -> None:
        self.before = self._git("rev-parse", "main")
        blob = self._git("hash-object", "-w", "--stdin", stdin='variable "crew" {\n  default = "a"\n}\n')
        tree = self._git("ls-tree", "main") + f"\n100644 blob {blob}\tcrew.tf\n"
        made = self._git("mktree", stdin=tree)
        commit = self._git("commit-tree", made, "-p", "main", "-m", "more")
        self._git("update-ref", "refs/heads/main", commit)

    def __exit__(self, *error: object) -> None:
        self._git("update-ref", "refs/heads/main", self.before)

    def _git(self, *arguments: str, stdin: str = "") -> str:
        who = ["-c", "user.name=t", "-c", "user.email=t@example.com"]
        command = ["git", f"--git-dir={self.bare}", *who, *arguments]
        return subprocess.run(command, input=stdin, capture_output=True, text=True, check=True).stdout.strip()


def test_what_git_says_in_a_hook_leads_nowhere_else(repository: Repository) -> None:
    repository.job("landing", f"{GIT}//job", "v1.2.0")
    repository.env = {"GIT_DIR": str(repository.root / "none"), "TF_WORKSPACE": "prod", "TF_DATA_DIR": "/nowhere"}
    ran = repository.fetch()
    assert ran.exit_code == 0, ran.output


def test_a_module_that_is_not_hcl_is_told_with_its_place(
    repository: Repository, engine: tuple[Terraform, Path]
) -> None:
    broken = engine[1] / "git.example" / "platform" / "broken.git"
    if not broken.exists():
        _Commit(broken)._git("init", "--quiet", "--bare", "--initial-branch=main", str(broken))
        blob = _Commit(broken)._git("hash-object", "-w", "--stdin", stdin='variable "a" {\n  type = \n')
        made = _Commit(broken)._git("mktree", stdin=f"100644 blob {blob}\tmain.tf\n")
        _Commit(broken)._git("update-ref", "refs/heads/main", _Commit(broken)._git("commit-tree", made, "-m", "one"))
    repository.job("orders", "git::https://git.example/platform/broken.git", None)
    ran = repository.fetch()
    assert ran.exit_code == 5
    assert "Failed to load Terraform module from source: git::https://git.example/platform/broken.git: " in ran.stderr
    assert not (repository.root / LOCK_FILE).exists()


STATE = {
    "version": 4,
    "resources": [
        {
            "mode": "managed",
            "type": "terraform_data",
            "name": "lake",
            "provider": 'provider["terraform.io/builtin/terraform"]',
            "instances": [{"attributes": {"id": "3f0c"}}],
        }
    ],
}


@pytest.mark.parametrize("existing", [Existing(), from_state(json.dumps(STATE))], ids=["nothing", "a state"])
def test_a_new_module_is_valid_and_formatted(existing: Existing, bare_terraform: Terraform, tmp_path: Path) -> None:
    for name, text in new_module(existing, "orders").items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for step in (bare_terraform.init, bare_terraform.validate, bare_terraform.fmt_check):
        result = step(tmp_path)
        assert result.ok, result


def test_what_the_guide_says_moves_a_resource_without_destroying_it(bare_terraform: Terraform, tmp_path: Path) -> None:
    """The old root module is applied; then the job's stack with the new module in the same state plans no change."""
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    (old / "main.tf").write_text('resource "terraform_data" "lake" {\n  input = "a"\n}\n', encoding="utf-8")
    assert bare_terraform.init(old).ok
    assert bare_terraform.apply(old).ok
    ran = CliRunner().invoke(app, ["modules", "new", str(new), "--from", str(old), "--job", "orders"])
    assert ran.exit_code == 0, ran.output
    values = {"job_name": '"orders"', "tenant_id": '"acme"', "environment": '"prod"', "runtime_type": '"ecs"'}
    values |= {name: '"a"' for name in ("networking_vpc_id", "storage_bucket", "storage_prefix")}
    given = "".join(f"  {name} = {value}\n" for name, value in values.items())
    call = f'module "orders" {{\n  source = "../new"\n{given}  networking_subnet_ids = []\n}}\n'
    guide = (new / "MIGRATE.md").read_text("utf-8")
    moved = guide.partition("```hcl\nmoved")[2].partition("```")[0]
    (old / "main.tf").write_text(f"{call}\nmoved{moved}", encoding="utf-8")
    assert bare_terraform.init(old).ok
    plan = bare_terraform.plan(old, "-detailed-exitcode")
    assert "has moved to module.orders.terraform_data.lake" in plan.output, plan
    assert "0 to add, 0 to change, 0 to destroy" in plan.output, plan
