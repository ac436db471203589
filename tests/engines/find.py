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
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from .newest_aws import install_newest_aws
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
    "aws-newest": f"have {_SHARED} with tools/terraform-standins in it",
    "google": _STANDIN,
    "azurerm": _STANDIN,
    "kubernetes": _STANDIN,
    "airflow": "install the extra `test-airflow`",
    "botocore": "install the extra `test-aws`",
    "checkov": "`make engines`, or put checkov on PATH or name it in DATIVO_GEN_CHECKOV",
    "dagster": "install the extra `test-dagster`",
    "moto": "install the extra `test-aws`",
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


def _checkov() -> Engine | None:
    """In an environment of its own, since it pins what Airflow pins otherwise."""
    own = CACHE / "engines" / "checkov" / "bin" / "checkov"
    stated = os.environ.get("DATIVO_GEN_CHECKOV") or (str(own) if own.is_file() else "checkov")
    binary = shutil.which(stated)
    if binary is None:
        return None
    told = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True)
    return Engine("checkov", told.stdout.strip(), Path(binary))


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


def _newest_aws() -> Engine | None:
    """The schema of the newest aws provider, apart from the real one: no mirror that Terraform knows may hold both."""
    folder = shared()
    tools = folder / "tools" / "terraform-standins" if folder else None
    if tools is None or not tools.is_dir() or find("terraform") is None:
        return None
    mirror = install_newest_aws(tools, CACHE)
    versions = provider_versions(mirror, "aws") if mirror else []
    return Engine("aws-newest", f"{versions[-1]} (schema only)", mirror) if mirror and versions else None


def _package(name: str, distribution: str = "") -> Engine | None:
    """A package of this Python, with its version; `distribution` where that has another name."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Engine(name, version(distribution or name), Path(spec.submodule_search_locations[0]))


_FINDERS: dict[str, Callable[[], Engine | None]] = {
    "terraform": _terraform,
    "git": _git,
    "aws": partial(_provider, "aws", _searched),
    "aws-newest": _newest_aws,
    "google": partial(_provider, "google", _standin),
    "azurerm": partial(_provider, "azurerm", _standin),
    "kubernetes": partial(_provider, "kubernetes", _standin),
    "airflow": partial(_package, "airflow", "apache-airflow"),
    "botocore": partial(_package, "botocore"),
    "checkov": _checkov,
    "dagster": partial(_package, "dagster"),
    "moto": partial(_package, "moto"),
}
