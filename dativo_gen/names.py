"""The edge that guesses: names of tenants, environments, jobs and stacks, read lightly for a shell's completion.

Nothing here parses a job: that would take longer than a person waits between two keys. What is proposed may be more or
less than what `inventory` would list.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import yaml

from dativo_gen.paths import SETTINGS_FILE
from dativo_gen.repository import DEFAULTS_FILES, JOBS_FOLDERS, find_root

_LINE = re.compile(
    r"^(?P<key>tenant_id|environment|name)[ \t]*:[ \t]*[\"']?(?:(?P<value>[\w-]+)|\$[{<]\w+[}>])[\"']?[ \t]*(?:#.*)?$",
    re.MULTILINE,
)
_EACH = "${}"
_ENOUGH = 4096
"""Bytes: who a job is stands at its top."""


@dataclass(frozen=True, slots=True)
class Names:
    """What can be named. `files` are job files from the root; `jobs` and `stacks` are `tenant/environment/name`."""

    root: Path
    output: str = "generated"
    tenants: tuple[str, ...] = ()
    environments: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    stacks: tuple[str, ...] = ()


def find_names(start: Path) -> Names | None:
    """The names of the repository around a folder; None if there is none."""
    root = find_root(start)
    if root is None:
        return None
    settings = _settings(root)
    stated, output = settings.get("jobs"), str(settings.get("output") or "generated")
    folders = (stated,) if isinstance(stated, str) else JOBS_FOLDERS
    folder = next((root / each for each in folders if (root / each).is_dir()), root)
    written = f"{root / output}/"  # texts, no Paths: there may be ten thousand
    found = [(path, who) for path, who in _job_files(str(folder), {}) if not path.startswith(written)]
    tenants = _keys(settings, "tenants") | {who.get("tenant_id", _EACH) for _, who in found} - {_EACH}
    environments = _keys(settings, "environments") | {who.get("environment", _EACH) for _, who in found} - {_EACH}
    jobs = {
        f"{tenant}/{environment}/{who.get('name') or PurePosixPath(path).stem}"
        for path, who in found
        for tenant in _each(who.get("tenant_id", _EACH), tenants)
        for environment in _each(who.get("environment", "prod"), environments)
    }
    stacks = [place for place in (root / output / "terraform").glob("*/*/*") if place.is_dir()]
    return Names(
        root,
        output,
        tuple(sorted(tenants)),
        tuple(sorted(environments)),
        tuple(sorted(path.removeprefix(f"{root}/") for path, _ in found)),
        tuple(sorted(jobs)),
        tuple(sorted("/".join(place.parts[-3:]) for place in stacks)),
    )


def _each(value: str, known: set[str]) -> set[str]:
    """A job that fills in its own tenant or environment is there for each of them."""
    return known if value == _EACH else {value}


def _settings(root: Path) -> dict[str, object]:
    try:
        data = yaml.load((root / SETTINGS_FILE).read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, yaml.YAMLError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _keys(settings: dict[str, object], name: str) -> set[str]:
    found = settings.get(name)
    return {str(key) for key in found} if isinstance(found, dict) else set()


def _job_files(folder: str, above: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each job file below a folder with what it or a layer above it says of its identity."""
    entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    for name in DEFAULTS_FILES:
        above = {**above, **_said(f"{folder}/{name}")} if any(each.name == name for each in entries) else above
    for entry in entries:
        if entry.name.startswith((".", "_")) and entry.name != "_shared":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _job_files(entry.path, above)
        elif entry.name.endswith((".yaml", ".yml")):
            yield entry.path, {**above, **_said(entry.path)}


def _said(path: str) -> dict[str, str]:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a Path would double the time
            text = file.read(_ENOUGH).decode("utf-8", errors="replace")
    except OSError:
        return {}
    return {found["key"]: found["value"] or _EACH for found in _LINE.finditer(text)}


def here(path: str, root: Path, start: Path) -> str:
    """A path from the root as seen from a folder."""
    return PurePosixPath(os.path.relpath(root / path, start)).as_posix()
