"""`dativo-gen templates`: list the shipped templates, copy one to change it, see what changed in ours since."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from dativo_gen.cli import completion, edge, problems
from dativo_gen.cli.problems import Format

if TYPE_CHECKING:
    from dativo_gen.repository import Repository
    from dativo_gen.templates import UserTemplates

FOLDER = "my_templates"
"""What is proposed to someone who has no folder of templates yet."""

Names = Annotated[
    list[str],
    typer.Argument(
        help="Names as `templates list` shows them.", metavar="NAME...", autocompletion=completion.shipped_templates
    ),
]

app = typer.Typer(help="Shipped templates and your own.", no_args_is_help=True)


@app.command(name="list")
def list_templates(format: edge.FormatOption = Format.text) -> None:
    """List the shipped templates, and which of them are yours."""
    from dativo_gen.templates import shipped_templates, states

    with edge.exit_codes(format, (Path.cwd(),)):
        _, yours = _yours(_repository())
        found = [(state.name, state.words) for state in states(shipped_templates(), yours.texts)]
    if format is Format.json:
        problems.print_json({"templates": [{"name": name, "state": words} for name, words in found]})
        return
    width = max(len(name) for name, _ in found)
    for name, words in found:
        typer.echo(f"{name.ljust(width)}  {words}")


@app.command()
def copy(
    names: Names,
    rebase: Annotated[
        bool, typer.Option("--rebase", help="Keep your text; remember the shipped one of now as its origin.")
    ] = False,
) -> None:
    """Copy shipped templates into your folder; nothing is overwritten."""
    from dativo_gen.repository import WrongUsage
    from dativo_gen.templates import shipped_templates, with_head, without_head

    with edge.exit_codes(Format.text, (Path.cwd(),)):
        repository, shipped = _repository(), shipped_templates()
        folder, yours = _yours(repository)
        for name in _known(names, shipped):
            if not rebase and (repository.root / (folder or FOLDER) / name).exists():
                raise WrongUsage(f"{folder or FOLDER}/{name} exists; remove it first, or take its text over: --rebase")
            if rebase and name not in yours.texts:
                raise WrongUsage(f"{folder or FOLDER}/{name}: there is no copy to rebase")
        for name in names:
            text = without_head(yours.texts[name])[0] if rebase else shipped[name]
            _save(repository.root / (folder or FOLDER), name, with_head(name, text, shipped[name]), shipped[name])
            typer.echo(f"{'~' if rebase else '+'} {folder or FOLDER}/{name}")
        if not folder:
            typer.echo(f"hint: add this line to dativo-gen.yaml: `templates: {FOLDER}`", err=True)


@app.command()
def diff(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            help="All of yours if none is named.", metavar="[NAME...]", autocompletion=completion.shipped_templates
        ),
    ] = None,
    yours: Annotated[bool, typer.Option("--yours", help="Show what you changed instead.")] = False,
) -> None:
    """Show what changed in the shipped templates since you copied them."""
    from dativo_gen.difftext import unified
    from dativo_gen.repository import WrongUsage
    from dativo_gen.templates import BASE, shipped_templates, without_head

    with edge.exit_codes(Format.text, (Path.cwd(),)):
        repository, shipped = _repository(), shipped_templates()
        folder, found = _yours(repository)
        wanted = _known(names, shipped) if names else sorted(found.texts.keys() & shipped.keys())
        missing = [name for name in wanted if name not in found.texts]
        if missing:
            raise WrongUsage(f"{missing[0]}: you have no copy of it")
        for name in wanted:
            base = repository.read(str(PurePosixPath(folder, BASE, name)))
            if base is None:
                typer.echo(f"note: {folder}/{BASE}/{name} is not there, so yours is compared with ours", err=True)
            body = without_head(found.texts[name])[0]
            old = base.decode("utf-8", errors="replace") if base is not None else body if not yours else shipped[name]
            typer.echo(unified(old, body if yours else shipped[name], name), nl=False)


def _repository() -> Repository:
    """The repository around the current folder. Raises WrongUsage."""
    from dativo_gen.repository import Repository, WrongUsage, find_root

    root = find_root(Path.cwd())
    if root is None:
        raise WrongUsage("there is no dativo-gen.yaml and no folder of jobs here or above")
    return Repository(root, ())


def _yours(repository: Repository) -> tuple[str, UserTemplates]:
    """The folder that the settings name (empty: none), and the templates in it."""
    from posixpath import normpath

    from dativo_gen.findings import Findings
    from dativo_gen.ground import load_settings
    from dativo_gen.templates import UserTemplates, user_templates

    setting = load_settings(repository, Findings()).model.templates
    if not setting:
        return "", UserTemplates()
    folder = normpath(setting)
    return folder, user_templates(folder, repository.files_below(PurePosixPath(folder)), lambda problem: None)


def _known(names: list[str], shipped: dict[str, str]) -> list[str]:
    """The names. Raises WrongUsage for one that is not shipped."""
    from dativo_gen.repository import WrongUsage
    from dativo_gen.suggest import nearest

    for name in names:
        if name not in shipped:
            near = nearest(name, shipped)
            hint = f"did you mean {near}?" if near else "`dativo-gen templates list` shows all"
            raise WrongUsage(f"{name}: no such template is shipped; {hint}")
    return names


def _save(folder: Path, name: str, text: str, base: str) -> None:
    """Write a copy and the shipped text beside it. Raises DiskError."""
    from dativo_gen.lock import DiskError
    from dativo_gen.templates import BASE

    for place, content in ((folder / BASE / name, base), (folder / name, text)):
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(content, encoding="utf-8", newline="\n")
        except OSError as error:
            raise DiskError(f"{place}: cannot be written: {error.strerror}") from error
