"""A small repository of job configs whose jobs come, go and move, for the tests of removal."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from dativo_gen.cli.app import app

MODULE = """\
variable "job_name" {
  type = string
}

variable "tags" {
  type = map(string)
}

resource "terraform_data" "this" {
  input = var.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "terraform_data" "each" {
  for_each = toset(["a", "b"])
  input    = each.key
}
"""
SHARED = {"type": "s3", "bucket": "acme-state", "key": "lake.tfstate", "region": "eu-west-1"}


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run of dativo-gen ended and what it said."""

    code: int
    stdout: str
    stderr: str

    @property
    def lines(self) -> list[str]:
        """What it says to add under `removed`, without the comments."""
        _, _, rest = self.stderr.partition("\nremoved:\n")
        return [line.strip().partition("   #")[0] for line in rest.splitlines() if line.startswith("  ")]

    @property
    def refused(self) -> list[str]:
        return [line.split()[1] for line in self.stderr.splitlines() if line.startswith("refused: ")]


@dataclass(frozen=True, slots=True)
class Repository:
    """`root` holds the jobs of `job`, the settings of `settings`, one module, and `generated`."""

    root: Path

    @property
    def output(self) -> Path:
        return self.root / "generated"

    def job(self, name: str, backend: Mapping[str, Any] | None = None, **more: Any) -> None:
        """Write `job_configs/<tenant>/<name>.yaml`. `terraform` and `tenant` are taken out of `more`."""
        more = dict(more)
        tenant, terraform = more.pop("tenant", "acme"), dict(more.pop("terraform", {}))
        job = {"tenant_id": tenant, **more.pop("top", {})}
        terraform = (
            {"module_source": "./modules/etl"} | ({"backend_config": dict(backend)} if backend else {}) | terraform
        )
        job["infrastructure"] = {"provider": "aws", "region": "eu-west-1", "terraform": terraform} | more
        self.write(f"job_configs/{tenant}/{name}.yaml", yaml.safe_dump(job))

    def plain_job(self, name: str) -> None:
        self.write(f"job_configs/acme/{name}.yaml", "tenant_id: acme\n")

    def without(self, *names: str, tenant: str = "acme") -> None:
        for name in names:
            (self.root / "job_configs" / tenant / f"{name}.yaml").unlink()

    def rename(self, old: str, new: str) -> None:
        folder = self.root / "job_configs" / "acme"
        (folder / f"{old}.yaml").rename(folder / f"{new}.yaml")

    def settings(self, *removed: str, **more: Any) -> None:
        """Write the settings; `removed` are lines as they are printed."""
        text = yaml.safe_dump(more) if more else ""
        lines = "".join(f"  {line}\n" for line in removed)
        self.write("dativo-gen.yaml", text + (f"removed:\n{lines}" if removed else ""))

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, "utf-8")

    def render(self, *arguments: str, jobs: str = "job_configs") -> Ran:
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.root)
            result = CliRunner().invoke(app, ["render", *jobs.split(), *arguments], catch_exceptions=False)
        return Ran(result.exit_code, result.stdout, result.stderr)

    def done(self, *arguments: str, jobs: str = "job_configs") -> Ran:
        """Render, and be sure that it was done."""
        ran = self.render(*arguments, jobs=jobs)
        assert ran.code == 0, ran
        return ran

    def refused(self, *arguments: str, jobs: str = "job_configs") -> Ran:
        """Render, and be sure that it was refused and that not a byte has changed, also by `--check` and `--diff`."""
        before = self.bytes()
        for flag in ("--check", "--diff"):
            looked = self.render(*arguments, flag, jobs=jobs)
            assert looked.code == 4, looked
        ran = self.render(*arguments, jobs=jobs)
        assert ran.code == 4, ran
        assert self.bytes() == before
        return ran

    def bytes(self) -> dict[str, bytes]:
        """Everything in the output but the lock, which stays after a run."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.output.rglob("*"))
            if path.is_file() and not path.name.startswith(".dativo-gen.lock")
        }

    def main(self, stack: str) -> str:
        return (self.output / "terraform" / stack / "main.tf").read_text("utf-8")

    def manifest(self, stack: str) -> Path:
        return self.output / "terraform" / stack / ".dativo-gen.json"

    def record(self, stack: str) -> dict[str, Any]:
        record: dict[str, Any] = json.loads(self.manifest(stack).read_text("utf-8"))["record"]
        return record

    def statuses(self, stack: str) -> dict[str, str]:
        return {name: entry["status"] for name, entry in self.record(stack)["jobs"].items()}

    def stacks(self) -> list[str]:
        base = self.output / "terraform"
        return sorted(path.parent.relative_to(base).as_posix() for path in base.glob("*/*/*/main.tf"))

    def delete_output(self) -> None:
        shutil.rmtree(self.output)

    def git(self, *arguments: str, at: Path | None = None) -> str:
        env = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        own = env | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        name = ["-c", "user.name=t", "-c", "user.email=t@example.com"]
        done = subprocess.run(
            ["git", *name, *arguments], cwd=at or self.root, env=own, check=True, capture_output=True, text=True
        )
        return done.stdout

    def commit(self, at: Path | None = None) -> None:
        if not ((at or self.root) / ".git").exists():
            self.git("init", "--quiet", at=at)
        self.git("add", "--all", at=at)
        self.git("commit", "--quiet", "-m", "rendered", at=at)


def repository(root: Path) -> Repository:
    """An empty repository with its module."""
    made = Repository(root)
    made.write("modules/etl/main.tf", MODULE)
    made.settings()
    (root / "job_configs").mkdir()
    return made
