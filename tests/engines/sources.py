"""Module calls of a stack: which source each names, and which stand-in module answers for it."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

MODULES = Path(__file__).parent / "modules"

STANDINS = (
    ("terraform-k8s-dativo", "kubernetes"),
    ("terraform-labels", "labels"),
    ("terraform-landing", "landing"),
)
"""(part of a source, folder below `modules/`): the first that fits answers, else `contract`."""

EXTRAS = {
    "terraform-dativo-infrastructure": {"enable_monitoring": "bool", "retention_days": "number"},
    "terraform-variables": {
        "annotations": "map(string)",
        "banner": "string",
        "debug": "bool",
        "first_day": "string",
        "huge": "number",
        "matrix": "list(list(number))",
        "mixed": "any",
        "multi_line": "string",
        "nobody": "list(string)",
        "nothing": "map(string)",
        "replicas": "number",
        "settings": "object({ retries = map(string), steps = list(object({ name = string, after = string })) })",
        "started_at": "string",
        "tiny": "number",
        "zones": "list(string)",
    },
}
"""Part of a source -> that module's own variables (name to type), set under a job's `terraform.variables`."""

Kind = Literal["local", "git", "registry", "archive"]

_BLOCK = re.compile(r'^module "(?P<label>[^"]+)" \{\n(?P<body>.*?)^\}', re.MULTILINE | re.DOTALL)
_SOURCE = re.compile(r'^  source += "(.*)"$', re.MULTILINE)
_VERSION = re.compile(r'^  version += "(.*)"$', re.MULTILINE)
_GIT = re.compile(
    r"^(?:git::)?(?P<prefix>(?:\w+://)?(?:[^@/]+@)?(?P<host>[^/:@]+(?::\d+)?)[/:])"
    r"(?P<path>.+?)(?://(?P<folder>[^?]*))?(?:\?(?P<query>.*))?$"
)
_REGISTRY = re.compile(r"^(?:(?P<host>[\w-]+(?:\.[\w-]+)+)/)?(?P<name>[\w-]+/[\w-]+/[\w-]+)(?://(?P<folder>.*))?$")


@dataclass(frozen=True, slots=True)
class Call:
    """One `module` block; `version` is empty where it has none."""

    label: str
    source: str
    version: str = ""

    @property
    def kind(self) -> Kind:
        if self.source.startswith(("./", "../")):
            return "local"
        if self.source.startswith(("git::", "git@", "github.com/")):
            return "git"
        return "registry" if _REGISTRY.match(self.source) else "archive"


@dataclass(frozen=True, slots=True)
class GitSource:
    """`prefix` is what stands before the repository's path (`https://github.com/`), `folder` follows `//`."""

    prefix: str
    host: str
    repository: str
    folder: str
    ref: str


@dataclass(frozen=True, slots=True)
class RegistrySource:
    host: str
    name: str
    folder: str


def calls(stack: Path) -> list[Call]:
    """Every module call in a stack folder, as `terraform fmt` lays it out."""
    text = "\n".join(path.read_text("utf-8") for path in sorted(stack.glob("*.tf")))
    return [_call(block["label"], block["body"]) for block in _BLOCK.finditer(text)]


def _call(label: str, body: str) -> Call:
    source, version = _SOURCE.search(body), _VERSION.search(body)
    if source is None:
        raise ValueError(f'module "{label}" has no source on a line of its own')
    return Call(label, source[1], version[1] if version else "")


def git_source(source: str) -> GitSource:
    """The parts of a git source; ValueError where it is none."""
    found = _GIT.match(source)
    if found is None:
        raise ValueError(f"no git source: {source}")
    pairs = [pair.partition("=") for pair in (found["query"] or "").split("&")]
    ref = next((value.replace("%2F", "/") for key, _, value in pairs if key == "ref"), "")
    # `github.com/acme/modules` is short for https
    prefix = found["prefix"] if re.search("[@:]", found["prefix"]) else f"https://{found['prefix']}"
    return GitSource(prefix, found["host"], found["path"].removesuffix(".git"), found["folder"] or "", ref)


def registry_source(source: str) -> RegistrySource:
    """The parts of a registry source; ValueError where it is none."""
    found = _REGISTRY.match(source)
    if found is None:
        raise ValueError(f"no registry source: {source}")
    return RegistrySource(found["host"] or "registry.terraform.io", found["name"], found["folder"] or "")


def place_standin(source: str, folder: Path) -> None:
    """Write the stand-in module that answers for a source into a folder."""
    name = next((name for part, name in STANDINS if part in source), "contract")
    shutil.copytree(MODULES / name, folder, dirs_exist_ok=True)
    own = [variables for part, variables in EXTRAS.items() if part in source]
    (folder / "extra.tf").write_text("\n".join(map(_declarations, own)), "utf-8")


def _declarations(variables: dict[str, str]) -> str:
    return "".join(
        f'variable "{name}" {{\n  type    = {kind}\n  default = null\n}}\n' for name, kind in variables.items()
    )


def without_archives(stack: Path, folder: Path) -> None:
    """Lead archives (https, s3, gcs), which no rewriting leads here, to stand-ins, in a copy of a stack."""
    for number, call in enumerate(each for each in calls(stack) if each.kind == "archive"):
        place = folder / str(number)
        place_standin(call.source, place)
        for file in stack.glob("*.tf"):
            text = file.read_text("utf-8")
            file.write_text(text.replace(f'"{call.source}"', f'"{place.as_uri()}"'), "utf-8")
