"""The edge that loads modules from elsewhere: Terraform gets each into a folder that is thrown away."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from dativo_gen.errors import Rejected
from dativo_gen.terraform.hcl import string
from dativo_gen.terraform.lockfile import Entry
from dativo_gen.terraform.module import read_interface
from dativo_gen.terraform.source import ModuleSource, source_argument, version_argument

SECONDS = 600
"""How long one module may take to come."""

_AT_ONCE = 4
_MODULES = Path(".terraform", "modules")
_FOREIGN = re.compile(
    r"TF_(?:WORKSPACE|DATA_DIR|INPUT|CLI_ARGS.*|VAR_.*)\Z"
    r"|GIT_(?:DIR|WORK_TREE|INDEX_FILE|COMMON_DIR|PREFIX|NAMESPACE|(?:ALTERNATE_)?OBJECT_DIRECTOR(?:Y|IES))\Z"
)
"""Variables that mean another folder: a user's habits, and what git sets in a hook."""
_OWN = {"CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1", "TF_INPUT": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}

_PLACE = re.compile(r"^\s+on .* line \d+.*:\n(?:\s+\d+: .*\n)?", re.MULTILINE)
_NOISE = re.compile(
    r"""Could\ not\ download\ module\ "this"\ \(main\.tf:\d+\)\ source\ code\ from\ "[^"]*":\s
      | error\ downloading\ '[^']*':\s | Cloning\ into\ '[^']*'\.\.\.\s | \ \(main\.tf:\d+\)""",
    re.VERBOSE,
)


class NoTerraformError(Exception):
    """There is no Terraform to ask; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a module did not come, and what its author may look at."""

    reason: str
    hint: str


def find_terraform(name: str) -> str:
    """The path of an executable, named as on a command line. Raises NoTerraformError."""
    found = shutil.which(name)
    if found is None:
        raise NoTerraformError(f"there is no `{name}` to load modules with: install Terraform, or name it: --terraform")
    return os.path.abspath(found)


def fetch(sources: Mapping[str, ModuleSource], terraform: str) -> dict[str, Entry | Failed]:
    """Load modules, each apart from the others, so that one that fails hides no other."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = pool.map(lambda source: _fetched(source, terraform), sources.values())
        return dict(zip(sources, found, strict=True))


def _fetched(source: ModuleSource, terraform: str) -> Entry | Failed:
    with TemporaryDirectory(prefix="dativo-gen-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "main.tf").write_text(_call(source), encoding="utf-8")
        told = _get(folder, terraform)
        if told is not None:
            return Failed(told, what_to_check(source))
        try:
            return _read(folder)
        except Rejected as rejected:
            first = rejected.problems[0]
            return Failed(f"{first.span}: {first.message}", "mend the module, or take another version")
        except (OSError, ValueError, StopIteration) as error:
            return Failed(f"what Terraform downloaded cannot be read: {error}", what_to_check(source))


def _call(source: ModuleSource) -> str:
    version = version_argument(source)
    lines = [f"  source = {string(source_argument(source, PurePosixPath()))}"]
    lines += [f"  version = {string(version)}"] if version is not None else []
    return "\n".join(['module "this" {', *lines, "}", ""])


def _get(folder: Path, terraform: str) -> str | None:
    """Let Terraform load the module. Gives the reason if it does not."""
    # `-chdir`: a CLI configuration that the environment names by a relative path is found where the user is
    command = [terraform, f"-chdir={folder}", "get", "-no-color"]
    try:
        done = subprocess.run(
            command, env=_environment(), stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return f"nothing came for {SECONDS} seconds"
    except OSError as error:
        raise NoTerraformError(f"{terraform} cannot be run: {error.strerror or error}") from error
    if done.returncode == 0:
        return None
    said = (done.stderr if b"Error" in done.stderr else done.stdout + done.stderr).decode("utf-8", errors="replace")
    return reason(said).replace(str(folder), ".") or f"Terraform ended with exit code {done.returncode}"


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not _FOREIGN.match(name)} | _OWN


def reason(said: str) -> str:
    """What Terraform prints about a module that does not come, on one line, without its own file and frames."""
    frameless = re.sub(r"^[│╷╵ ]?[│╷╵] ?", "", said, flags=re.MULTILINE)
    errors = frameless.partition("Error: ")[2] or frameless
    title, _, body = _PLACE.sub("", errors).partition("\n")
    text = " ".join((body.strip() or title).split())
    return _NOISE.sub("", text).rstrip(".")


def what_to_check(source: ModuleSource) -> str:
    """What can be wrong with a module that does not come, by the kind of its source."""
    if source.kind == "git":
        url = source.address.removeprefix("git::")
        url = url if ":" in url else f"https://{url}"
        ref = f", and that `{source.ref}` is one of its tags, branches or commits" if source.ref else ""
        folder = f", that it holds `{source.subdir}`" if source.subdir else ""
        return f"check that git on this machine may read the repository: `git ls-remote {url}`{folder}{ref}"
    if source.kind == "registry":
        host = source.address.split("/")[0] if source.address.count("/") > 2 else "registry.terraform.io"
        version = f", and that it has a version `{source.version}`" if source.version else ""
        return f"check that {host} is reached and knows the module (private: `terraform login {host}`){version}"
    if source.kind in ("s3", "gcs"):
        return "check the bucket and the key, and that this machine's credentials may read them"
    return f"check that {source.address} can be downloaded from this machine"


def _read(folder: Path) -> Entry:
    """The module that Terraform put into a folder; its list of modules says where."""
    listed = json.loads((folder / _MODULES / "modules.json").read_text(encoding="utf-8"))
    row: dict[str, Any] = next(each for each in listed["Modules"] if each["Key"] == "this")
    module = folder / row["Dir"]
    interface = read_interface(_texts(module, folder.resolve()))
    return Entry(interface, row.get("Version", ""), _commit(folder / _MODULES / "this"))


def _texts(module: Path, folder: Path) -> dict[str, str]:
    """The module's files by name, without links that lead to something of this machine."""
    files = [each for each in sorted(module.iterdir()) if each.name.endswith((".tf", ".tf.json")) and each.is_file()]
    inside = [each for each in files if each.resolve().is_relative_to(folder)]
    return {each.name: each.read_text(encoding="utf-8", errors="replace") for each in inside}


def _commit(package: Path) -> str:
    """The commit of a package that came by git, else empty."""
    if not (package / ".git").exists():
        return ""
    command = ["git", "-C", str(package), "rev-parse", "HEAD"]
    try:
        done = subprocess.run(command, env=_environment(), capture_output=True, check=False)
    except OSError:
        return ""
    return done.stdout.decode("ascii", errors="replace").strip() if done.returncode == 0 else ""
