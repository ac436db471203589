"""A new repository: settings, checks, schemas for editors, and a first tenant."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path, PurePosixPath

from dativo_gen import __version__
from dativo_gen.assets import root
from dativo_gen.scaffold.copier_run import Rendering, render
from dativo_gen.scaffold.home import find_home
from dativo_gen.scaffold.job import Changes, Scaffolded
from dativo_gen.scaffold.place import Addition, read_own, texts_below, write
from dativo_gen.scaffold.shield import shielded
from dativo_gen.scaffold.tenant import NewTenant, Run, scaffold_tenant
from dativo_gen.schema import schema_text

TEMPLATE = "templates/workspace"
SCHEMAS = {
    "job": "job-config",
    "asset": "asset",
    "settings": "settings",
    "runner": "runner",
}
"""Kinds of files, and what their schemas are called in a repository."""

_IGNORED, _README = PurePosixPath(".gitignore"), PurePosixPath("README.md")


def scaffold_workspace(folder: Path, first: NewTenant, run: Run) -> Scaffolded:
    """Everything of a new repository in `folder`, which may hold other files already.

    An older README stays, `.gitignore` gets the lines that it lacks; whatever else is there already is refused when
    this is written. Raises as `scaffold_tenant`.
    """
    files = _of_template()
    files |= {PurePosixPath(f"schemas/{name}.schema.json"): schema_text(kind) for kind, name in SCHEMAS.items()}
    with tempfile.TemporaryDirectory(prefix="dativo-gen-") as place:
        trial = Path(place) / "workspace"
        write(Addition(trial, files))
        tenant = scaffold_tenant(find_home(trial, stated=True), first, run)
    files |= tenant.addition.files
    files |= {path: after for path, (_, after) in tenant.addition.changed.items()}
    changed = _kept(folder, files)
    notes = [*tenant.notes]
    if (folder / _README).exists():
        files.pop(_README)
        notes.append("README.md is there already and stays as it is")
    new = {path: text for path, text in files.items() if path not in changed}
    return replace(tenant, addition=Addition(folder, new, None, changed), notes=tuple(notes))


def _of_template() -> dict[PurePosixPath, str]:
    with tempfile.TemporaryDirectory(prefix="dativo-gen-") as place:
        target = Path(place) / "workspace"
        with shielded():
            render(Rendering(str(root() / TEMPLATE), target, extra={"version": __version__}))
        return texts_below(target)


def _kept(folder: Path, files: dict[PurePosixPath, str]) -> Changes:
    """A `.gitignore` that is there, with the lines that it lacks."""
    before = read_own(folder / _IGNORED)
    if before is None:
        return {}
    known = {line.strip() for line in before.splitlines()}
    lacking = [line for line in files[_IGNORED].splitlines() if line not in known]
    after = before + ("" if before.endswith("\n") or not before else "\n") + "".join(f"{line}\n" for line in lacking)
    return {_IGNORED: (before, after)}
