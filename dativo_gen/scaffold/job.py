"""One more job of a tenant, and whatever assets and connectors jobs name that are not there yet."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from dativo_gen.assets import root
from dativo_gen.dialect import one_model
from dativo_gen.errors import Problem
from dativo_gen.layers import merge_layers
from dativo_gen.node import plain
from dativo_gen.orchestrators.timing import cron_fault
from dativo_gen.paths import from_container
from dativo_gen.repository import DEFAULTS_FILES, WrongUsage
from dativo_gen.scaffold.copier_run import Rendering, render
from dativo_gen.scaffold.home import Home
from dativo_gen.scaffold.place import Addition, read_own
from dativo_gen.scaffold.questions import name_fault
from dativo_gen.scaffold.shared import with_schedules
from dativo_gen.scaffold.shield import shielded
from dativo_gen.source import read_yaml

TEMPLATE = "templates/job"
STORES: Mapping[str, str] = {"aws": "s3", "gcp": "gcs", "azure": "azure"}
Changes = dict[PurePosixPath, tuple[str | None, str]]
_GENERIC: Mapping[str, Any] = {"about": "Fill in how to connect.", "connection": {}, "columns": {"id": "string"}}
_PATHS = {"source_connector_path": "source", "target_connector_path": "target"}


@dataclass(frozen=True, slots=True)
class NewJob:
    """What is asked for; `cron` begins a schedule in the runner's file."""

    tenant: str
    name: str
    source: str
    target: str = "iceberg"
    object: str | None = None
    cron: str | None = None


@dataclass(frozen=True, slots=True)
class Scaffolded:
    """What will be written, and notes for the user on what must be done by hand."""

    addition: Addition
    notes: tuple[str, ...] = ()


def catalog() -> dict[str, dict[str, Any]]:
    """What is known of sources and targets, by name."""
    text = (root() / TEMPLATE / "catalog.yaml").read_text(encoding="utf-8")
    data: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return data


def scaffold_job(home: Home, wish: NewJob) -> Scaffolded:
    """A job in its tenant's folder. Raises WrongUsage for names that cannot be, and where there is no such tenant."""
    _judge(wish)
    folder = home.jobs / wish.tenant
    if not (home.root / folder).is_dir():
        raise WrongUsage(f"{folder}: there is no such tenant; `dativo-gen scaffold tenant {wish.tenant}` begins it")
    path = folder / f"{wish.name}.yaml"
    text = made("job", _job_answers(home, folder, wish))
    files = {path: text, **supplies(home, {path: text})}
    changed, notes = _schedule(home, path, wish) if wish.cron else ({}, ())
    return Scaffolded(Addition(home.root, files, None, changed), notes)


def _judge(wish: NewJob) -> None:
    named = {"TENANT": wish.tenant, "NAME": wish.name, "--source": wish.source, "--target": wish.target}
    named |= {"--object": wish.object} if wish.object is not None else {}
    faults = [fault for what, name in named.items() if (fault := name_fault(name, what))]
    if wish.cron is not None and (wrong := cron_fault(wish.cron)):
        faults.append(f"--cron {wish.cron}: {wrong[0]}; {wrong[1]}")
    if faults:
        raise WrongUsage("\n".join(faults))


def _job_answers(home: Home, folder: PurePosixPath, wish: NewJob) -> dict[str, Any]:
    layers, given = layers_above(home, folder)
    block = given.get("infrastructure") or {}
    provider = block.get("provider")
    connection = (given.get("target") or {}).get("connection")
    stated = next(iter(connection), None) if isinstance(connection, dict) else None
    source = catalog()["sources"].get(wish.source, {})
    name = wish.object or source.get("object", "records")
    return {
        "tenant": wish.tenant,
        "environment": "prod" if "prod" in home.environments or not home.environments else home.environments[0],
        "name": wish.name,
        "source": wish.source,
        "target": wish.target,
        "object": name,
        "container": home.container("."),
        "layers": layers,
        "given": given,
        "provider": provider,
        "store": stated or STORES.get(str(provider)),
        "bucket": None if stated else (block.get("storage") or {}).get("bucket"),
        "known": {"tables": source.get("tables", False), **_object(wish.source, name)},
    }


def layers_above(home: Home, folder: PurePosixPath) -> tuple[list[str], dict[str, Any]]:
    """The layers that a job in `folder` gets: their files, from the root, and what they say together.

    Raises Rejected for one that cannot be read.
    """
    folders = [home.jobs, *(each for each in reversed((folder, *folder.parents)) if each.is_relative_to(home.jobs))]
    wanted = dict.fromkeys(str(each / name) for each in folders for name in DEFAULTS_FILES)
    found = {name: data for name in wanted if (data := home.repository.read(name)) is not None}
    if not found:
        return [], {}
    read = [one_model(name, read_yaml(name, data, name), _later) for name, data in found.items()]
    given: dict[str, Any] = plain(merge_layers(read, _later))
    return list(found), given


def _later(_: Problem) -> None:
    """`validate` says it at the end."""


def _object(source: str, name: str) -> dict[str, Any]:
    """What is known of an object of a source; nothing is invented but an id."""
    known = catalog()["sources"].get(source, {}).get("objects", {}).get(name, {})
    return {"as": name, "columns": _GENERIC["columns"], **known}


def made(part: str, answers: Mapping[str, Any]) -> str:
    """The one file of a part of the job template. Raises TemplateFailedError."""
    with tempfile.TemporaryDirectory(prefix="dativo-gen-") as folder:
        target = Path(folder) / "made"
        with shielded():
            render(Rendering(str(root() / TEMPLATE), target, extra={"dativo_part": part, **answers}))
        (file,) = (each for each in target.rglob("*") if each.is_file())
        return file.read_text(encoding="utf-8")


def supplies(home: Home, texts: Mapping[PurePosixPath, str]) -> dict[PurePosixPath, str]:
    """The assets and connectors that these jobs and layers name and that the repository has not."""
    found: dict[PurePosixPath, str] = {}
    for text in texts.values():
        data = yaml.safe_load(text)
        for key, stated in data.items() if isinstance(data, dict) else ():
            path = from_container(stated, home.settings.path_map) if isinstance(stated, str) else None
            if path is not None and PurePosixPath(path) not in found and not (home.root / path).exists():
                found |= _supply(key, PurePosixPath(path))
    return found


def _supply(key: str, path: PurePosixPath) -> dict[PurePosixPath, str]:
    if key in _PATHS:
        known = catalog()[f"{_PATHS[key]}s"].get(path.stem, {})
        answers = {"connector": path.stem, "role": _PATHS[key], "known": {**_EMPTY, **known}}
        return {path: made("connector", answers)}
    if key == "asset_path" and len(path.parts) >= 3:
        source = path.parts[-3]
        return {path: made("asset", {"source": source, "object": path.stem, "known": _object(source, path.stem)})}
    return {}


_EMPTY: Mapping[str, Any] = {**_GENERIC, "credentials": None, "more": None}


def _schedule(home: Home, job: PurePosixPath, wish: NewJob) -> tuple[Changes, tuple[str, ...]]:
    item = {"name": f"{wish.tenant}_{wish.name}", "config": home.container(str(job)), "cron": wish.cron}
    return schedule_change(home, yaml.safe_dump([{**item, "timezone": "UTC", "enabled": True}], sort_keys=False))


def schedule_change(home: Home, items: str) -> tuple[Changes, tuple[str, ...]]:
    """The runner's file before and after, or a note where it has a form that nothing is safely added to."""
    runner = PurePosixPath(home.settings.runner)
    before = read_own(home.root / runner)
    after = with_schedules(before, items)
    if after is None:
        return {}, (f"add to the schedules of {runner}, which has a form that is not changed here:\n{items}",)
    return {runner: (before, after)} if after != before else {}, ()
