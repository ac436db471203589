"""Where the outside tools of these tests are on this machine, and what to do where one is missing."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from .standins import install, provider_versions

REPOSITORY = Path(__file__).resolve().parents[2]
CACHE = REPOSITORY / ".cache"

_SHARED = "a `shared` folder beside the repository or one of its ancestors (or in DATIVO_GEN_SHARED)"
_STANDIN = (
    "put a provider mirror that has it into DATIVO_GEN_PROVIDER_MIRROR, "
    f"or have {_SHARED} with tools/terraform-standins in it"
)
MISSING = {
    "terraform": "install Terraform 1.11 or newer on PATH, or name it in DATIVO_GEN_TERRAFORM",
    "git": "install git",
    "aws": (
        "put a provider mirror that has hashicorp/aws into DATIVO_GEN_PROVIDER_MIRROR "
        f"or ~/.terraform.d/plugins, or have {_SHARED} with tools/find-provider-mirror in it"
    ),
    "google": _STANDIN,
    "azurerm": _STANDIN,
    "kubernetes": _STANDIN,
}
"""What to do to have each engine; its keys are the engines that there are."""


@dataclass(frozen=True, slots=True)
class Engine:
    """`path` is an executable, for a provider the folder of a Terraform filesystem mirror that holds it."""

    name: str
    version: str
    path: Path


@cache
def find(name: str) -> Engine | None:
    """The engine of that name, None where there is none (then see `MISSING`); looked for once a process."""
    return _FINDERS[name]()


def shared() -> Path | None:
    """The folder of tools that several projects share, if there is one."""
    stated = os.environ.get("DATIVO_GEN_SHARED")
    candidates = [Path(stated)] if stated else [folder / "shared" for folder in REPOSITORY.parents]
    return next((folder for folder in candidates if (folder / "tools").is_dir()), None)


def _terraform() -> Engine | None:
    binary = shutil.which(os.environ.get("DATIVO_GEN_TERRAFORM", "terraform"))
    if binary is None:
        return None
    quiet = os.environ | {"CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": os.devnull}
    told = subprocess.run([binary, "version", "-json"], env=quiet, capture_output=True, text=True, check=True)
    return Engine("terraform", json.loads(told.stdout)["terraform_version"], Path(binary))


def _git() -> Engine | None:
    binary = shutil.which("git")
    if binary is None:
        return None
    told = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True)
    number = re.search(r"\d+(\.\d+)+", told.stdout)
    return Engine("git", number[0] if number else told.stdout.strip(), Path(binary))


def _provider(name: str, last_resort: Callable[[str], Engine | None]) -> Engine | None:
    for mirror in _mirrors():
        if versions := provider_versions(mirror, name):
            return Engine(name, versions[-1], mirror)
    return last_resort(name)


def _mirrors() -> Iterator[Path]:
    """Folders where Terraform itself looks for providers (docs: CLI configuration, implied local mirrors)."""
    if stated := os.environ.get("DATIVO_GEN_PROVIDER_MIRROR"):
        yield Path(stated)
    yield Path.home() / ".terraform.d" / "plugins"
    own = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    common = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    for folder in [own, *common.split(":")]:
        yield Path(folder) / "terraform" / "plugins"


def _searched(name: str) -> Engine | None:
    """What the shared script finds; it walks the whole disk, so its answer is kept for the next process."""
    kept = CACHE / f"provider-mirror-{name}"
    mirror = Path(kept.read_text("utf-8")) if kept.is_file() else None
    versions = provider_versions(mirror, name) if mirror else []
    if not versions and (mirror := _search()):
        CACHE.mkdir(exist_ok=True)
        kept.write_text(str(mirror), "utf-8")
        versions = provider_versions(mirror, name)
    return Engine(name, versions[-1], mirror) if mirror and versions else None


def _search() -> Path | None:
    folder = shared()
    script = folder / "tools" / "find-provider-mirror" if folder else None
    if script is None or not script.is_file():
        return None
    told = subprocess.run(["bash", str(script)], capture_output=True, text=True, check=False)
    return Path(told.stdout.strip()) if told.returncode == 0 else None


def _standin(name: str) -> Engine | None:
    folder = shared()
    tools = folder / "tools" / "terraform-standins" if folder else None
    if tools is None or not tools.is_dir():
        return None
    mirror = install(tools, CACHE)
    versions = provider_versions(mirror, name) if mirror else []
    return Engine(name, f"{versions[-1]} (schema only)", mirror) if mirror and versions else None


_FINDERS: dict[str, Callable[[], Engine | None]] = {
    "terraform": _terraform,
    "git": _git,
    "aws": partial(_provider, "aws", _searched),
    "google": partial(_provider, "google", _standin),
    "azurerm": partial(_provider, "azurerm", _standin),
    "kubernetes": partial(_provider, "kubernetes", _standin),
}
