"""Schema-only Terraform providers, installed once into the repository's cache; what a mirror holds."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

from filelock import FileLock


def provider_versions(mirror: Path, name: str) -> list[str]:
    """Versions of `hashicorp/<name>` in a filesystem mirror, packed or unpacked, oldest first."""
    home = mirror / "registry.terraform.io" / "hashicorp" / name
    unpacked = {path.parent.parent.name for path in home.glob(f"*/*/terraform-provider-{name}_v*")}
    packed = {path.name.split("_")[1] for path in home.glob(f"terraform-provider-{name}_*.zip")}
    return sorted(unpacked | packed, key=_by_number)


def _by_number(version: str) -> list[int]:
    return [int(part) for part in version.split("-", maxsplit=1)[0].split(".") if part.isdigit()]


def install(tools: Path, cache: Path) -> Path | None:
    """Install what `tools` (with its install.py and requirements.txt) offers; the mirror, None if it fails.

    Takes about ten seconds once; later calls, and workers that wait for each other, find the work done.
    """
    cache.mkdir(parents=True, exist_ok=True)
    home, stamp = cache / "standins", cache / "standins.made-from"
    with FileLock(cache / "standins.lock"):
        wanted = _fingerprint(tools, home)
        if not stamp.is_file() or stamp.read_text("utf-8") != wanted:
            try:
                _install(tools, cache / "standins-venv", home)
            except (OSError, subprocess.CalledProcessError) as error:
                warnings.warn(f"stand-in providers cannot be installed: {_told(error)}", stacklevel=2)
                return None
            stamp.write_text(wanted, "utf-8")
    return home / "providers"


def _install(tools: Path, venv: Path, home: Path) -> None:
    own = venv / "bin" / "python"
    _run(sys.executable, "-m", "venv", "--clear", str(venv))
    _run(str(own), "-m", "pip", "install", "--quiet", "-r", str(tools / "requirements.txt"))
    _run(str(own), str(tools / "install.py"), str(home))
    # the real aws provider is the judge: a search for it, from any checkout, must not end at a stand-in
    for folder in (home / "providers").glob("*/hashicorp/aws"):
        shutil.rmtree(folder)


def _run(*command: str) -> None:
    # the tools may lie in a folder that is not ours to write into
    quiet = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(command, env=quiet, capture_output=True, text=True, check=True)


def _told(error: OSError | subprocess.CalledProcessError) -> str:
    return error.stderr.strip() if isinstance(error, subprocess.CalledProcessError) else str(error)


def _fingerprint(tools: Path, home: Path) -> str:
    """Changes with the tools, and when the checkout moves: the launchers hold absolute paths."""
    files = [path for path in tools.glob("*") if path.is_file()]
    schemas = [f"{path.name} {path.stat().st_size}" for path in sorted(tools.glob("schemas/*"))]
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(files)]
    return "\n".join([str(home), "without aws", *schemas, *digests])
