"""`dativo-gen modules list`, `show` and `vendor`: the modules that come with dativo-gen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from dativo_gen.cli import completion, edge, problems
from dativo_gen.cli.problems import Format

FOLDER = "modules"
"""Where copies are put if nobody says otherwise."""

Name = Annotated[
    str,
    typer.Argument(
        help="A module as `modules list` shows it.", metavar="NAME", autocompletion=completion.bundled_modules
    ),
]
Names = Annotated[
    list[str],
    typer.Argument(
        help="Modules as `modules list` shows them.", metavar="NAME...", autocompletion=completion.bundled_modules
    ),
]


def list_modules(format: edge.FormatOption = Format.text) -> None:
    """List the modules that come with dativo-gen, and which jobs get them that name none."""
    from dativo_gen.terraform.bundled import NO_RUNTIME, bundled_modules, default_modules, purpose

    served: dict[str, list[str]] = {name: [] for name in bundled_modules()}
    for provider, by_runtime in default_modules().items():
        for runtime, name in by_runtime.items():
            served[name].append(provider if runtime == NO_RUNTIME else f"{provider} on {runtime}")
    if format is Format.json:
        found = [{"name": name, "purpose": purpose(name), "default_for": rows} for name, rows in served.items()]
        problems.print_json({"modules": found})
        return
    for name, rows in served.items():
        typer.echo(f"{name}\n  {purpose(name)}\n  default for {', '.join(rows) or 'no job'}")


def show(name: Name, format: edge.FormatOption = Format.text) -> None:
    """Show what a bundled module takes and gives."""
    from dativo_gen.terraform.bundled import bundled_interface, purpose

    with edge.exit_codes(format, (Path.cwd(),)):
        known = _known(name)
        interface = bundled_interface(known)
    if format is Format.json:
        problems.print_json({"name": known, "purpose": purpose(known), **_data(known)})
        return
    typer.echo(f"dativo://{known}\n  {purpose(known)}")
    needs = [f"{each.source} {each.version}" for each in interface.required_providers.values()]
    typer.echo(f"  needs Terraform {interface.required_version}, {', '.join(needs)}\n\nvariables")
    for variable in interface.variables.values():
        state = "required" if variable.default is None else f"default {' '.join(variable.default.split())}"
        typer.echo(f"  {variable.name}: {' '.join(variable.type.split())}, {state}\n    {variable.description}")
    typer.echo("\noutputs")
    for output in interface.outputs.values():
        typer.echo(f"  {output.name}\n    {output.description}")


def vendor(
    names: Names,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="DIR", help=f"The folder to put them into; `{FOLDER}` beside the settings."),
    ] = None,
    quiet: edge.Quiet = False,
) -> None:
    """Copy bundled modules into the repository, whole, to change them; nothing is overwritten."""
    from dativo_gen.repository import WrongUsage, find_root
    from dativo_gen.terraform.bundled import whole_module

    with edge.exit_codes(Format.text, (Path.cwd(),)):
        root = find_root(Path.cwd())
        if root is None and to is None:
            raise WrongUsage("there is no dativo-gen.yaml and no folder of jobs here or above; say where: --to DIR")
        home = to if to is not None else (root or Path.cwd()) / FOLDER
        chosen = {name: home / name for name in dict.fromkeys(_known(each) for each in names)}
        for place in chosen.values():
            if place.exists() or place.is_symlink():
                raise WrongUsage(f"{_shown(place, root)} exists; move it away first, or name another folder: --to DIR")
        for name, place in chosen.items():
            _save(place, whole_module(name))
            if not quiet:
                typer.echo(f"+ {_shown(place, root)}")
    if root is not None and not quiet:
        typer.echo(f"hint: {_hint(chosen, home, root)}", err=True)


def _hint(chosen: Mapping[str, Path], home: Path, root: Path) -> str:
    """How jobs come to call the copies."""
    shown = _shown(home, root)
    if not home.resolve().is_relative_to(root.resolve()):
        return f"jobs call modules inside of {root.name}/ only"
    first = next(iter(chosen))
    every = f"; with copies of all, `modules: {{bundled: ./{shown}}}` in dativo-gen.yaml leads every job to them"
    return f"name it in a job, or under `modules` in dativo-gen.yaml: `./{shown}/{first}`{every}"


def _shown(place: Path, root: Path | None) -> str:
    inside = root is not None and place.resolve().is_relative_to(root.resolve())
    return place.resolve().relative_to(root.resolve()).as_posix() if inside and root is not None else str(place)


def _known(name: str) -> str:
    """The name, also of one that is written as a source. Raises WrongUsage for what is not bundled."""
    from dativo_gen.repository import WrongUsage
    from dativo_gen.suggest import nearest
    from dativo_gen.terraform.bundled import SCHEME, bundled_modules

    bare = name.removeprefix(SCHEME)
    if bare not in bundled_modules():
        near = nearest(bare, bundled_modules())
        hint = f"did you mean {near}?" if near else "`dativo-gen modules list` shows all"
        raise WrongUsage(f"{name}: no such module is bundled; {hint}")
    return bare


def _data(name: str) -> dict[str, Any]:
    from dativo_gen.terraform.bundled import bundled_interface

    interface = bundled_interface(name)
    variables = [
        {
            "name": each.name,
            "type": " ".join(each.type.split()),
            "required": each.required,
            "default": each.default,
            "description": each.description,
        }
        for each in interface.variables.values()
    ]
    outputs = [{"name": each.name, "description": each.description} for each in interface.outputs.values()]
    providers = {each.name: each.version for each in interface.required_providers.values()}
    return {"providers": providers, "variables": variables, "outputs": outputs}


def _save(folder: Path, texts: Mapping[str, str]) -> None:
    """Write a module's files. Raises DiskError."""
    from dativo_gen.lock import DiskError

    for path, text in texts.items():
        place = folder / path
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise DiskError(f"{place}: cannot be written: {error.strerror}") from error
