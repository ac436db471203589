"""The real Terraform, cut off from the network, from the user's settings and from anyone's credentials."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

_FOREIGN = ("TF_", "AWS_", "AZURE_", "ARM_", "GOOGLE_", "GCLOUD_", "CLOUDSDK_", "KUBE", "GIT_")
_NOWHERE = "http://127.0.0.1:9"  # the discard port: whatever would leave this machine fails at once
_NO_HOME = "/nonexistent"
_OFFLINE = {
    "CHECKPOINT_DISABLE": "1",
    "TF_IN_AUTOMATION": "1",
    "TF_INPUT": "0",
    "HOME": _NO_HOME,  # no ~/.aws, ~/.kube, ~/.netrc
    "HTTP_PROXY": _NOWHERE,
    "HTTPS_PROXY": _NOWHERE,
    "NO_PROXY": "",
    "AWS_EC2_METADATA_DISABLED": "true",
    "GOOGLE_CREDENTIALS": "{}",
    "GIT_ALLOW_PROTOCOL": "file",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
}


@dataclass(frozen=True, slots=True)
class Result:
    """What one run said: `output` is both streams as printed, `code` the exit code."""

    command: tuple[str, ...]
    code: int
    output: str

    @property
    def ok(self) -> bool:
        return self.code == 0

    @property
    def said(self) -> str:
        """The output on one line, free of the frames and line breaks that Terraform puts into messages."""
        bare = "".join(" " if char in "│╷╵├─" else char for char in self.output)
        return " ".join(bare.split())

    def __str__(self) -> str:
        return f"{' '.join(self.command)}: exit code {self.code}\n{self.output}"


@dataclass(frozen=True, slots=True)
class Terraform:
    """A Terraform executable with the one CLI configuration and the variables it is run with."""

    binary: Path
    cli_config: Path
    env: Mapping[str, str] = field(default_factory=dict)

    def with_env(self, **variables: str) -> Terraform:
        """The same Terraform with more environment variables."""
        return replace(self, env={**self.env, **variables})

    def in_workspace(self, name: str) -> Terraform:
        """The same Terraform with that workspace selected; it needs not exist yet."""
        return self.with_env(TF_WORKSPACE=name)

    def run(self, folder: Path, *arguments: str, stdin: str = "") -> Result:
        """Run any command in a folder."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(_FOREIGN)}
        lower = {key.lower(): value for key, value in _OFFLINE.items() if key.endswith("PROXY")}
        env = kept | _OFFLINE | lower | {"TF_CLI_CONFIG_FILE": str(self.cli_config)} | dict(self.env)
        done = subprocess.run(
            [str(self.binary), *arguments],
            cwd=folder,
            env=env,
            input=stdin,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=600,
            check=False,
        )
        return Result(("terraform", *arguments), done.returncode, done.stdout)

    def fmt_check(self, folder: Path) -> Result:
        """Fails, and shows the difference, where `terraform fmt` would change a file in the folder tree."""
        return self.run(folder, "fmt", "-check", "-recursive", "-diff", "-no-color")

    def formatted(self, folder: Path, text: str) -> str:
        """The text as `terraform fmt` writes it, for files that fmt itself passes by (`.tfbackend`)."""
        return self.run(folder, "fmt", "-no-color", "-", stdin=text).output

    def init(self, folder: Path, *options: str) -> Result:
        return self.run(folder, "init", "-no-color", *options)

    def validate(self, folder: Path) -> Result:
        """Checks references and arguments; looks at no `.tfvars` file and at no argument of the backend."""
        return self.run(folder, "validate", "-no-color")

    def plan(self, folder: Path, *options: str) -> Result:
        return self.run(folder, "plan", "-no-color", *options)

    def apply(self, folder: Path, *options: str) -> Result:
        return self.run(folder, "apply", "-no-color", "-auto-approve", *options)

    def destroy(self, folder: Path, *options: str) -> Result:
        return self.run(folder, "destroy", "-no-color", "-auto-approve", *options)

    def addresses(self, folder: Path) -> list[str]:
        """What the state holds."""
        return self.run(folder, "state", "list").output.split()


def cli_config(file: Path, mirrors: Mapping[str, Path], hosts: Mapping[str, str]) -> Path:
    """Write a CLI configuration: hashicorp's providers by name from mirrors, module registries by host name.

    Nothing is ever taken from anywhere else (no `direct` block).
    """
    empty = file.parent / "no-providers"
    empty.mkdir(parents=True, exist_ok=True)
    blocks = [_mirror(folder, name) for name, folder in sorted(mirrors.items())] + [_mirror(empty, "none")]
    services = [f'host "{host}" {{\n  services = {{ "modules.v1" = "{url}" }}\n}}\n' for host, url in hosts.items()]
    text = "disable_checkpoint = true\n\nprovider_installation {\n" + "".join(blocks) + "}\n\n" + "\n".join(services)
    file.write_text(text, "utf-8")
    return file


def _mirror(folder: Path, name: str) -> str:
    include = f"registry.terraform.io/hashicorp/{name}"
    return f'  filesystem_mirror {{\n    path    = "{folder}"\n    include = ["{include}"]\n  }}\n'
