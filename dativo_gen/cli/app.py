"""The command line: which commands there are, and the exit code of everything that can go wrong."""

from __future__ import annotations

import sys

import typer

from dativo_gen import __version__
from dativo_gen.cli.explain import explain
from dativo_gen.cli.inventory import inventory
from dativo_gen.cli.modules import app as modules
from dativo_gen.cli.render import render
from dativo_gen.cli.scaffold import app as scaffold
from dativo_gen.cli.schema import schema
from dativo_gen.cli.tags import tags
from dativo_gen.cli.templates import app as templates
from dativo_gen.cli.update import update
from dativo_gen.cli.validate import validate

DONE, PROBLEMS, USAGE, DIFFERS, REFUSED, OUTSIDE, BUG = 0, 1, 2, 3, 4, 5, 70

app = typer.Typer(
    name="dativo-gen",
    help="Job configs of many tenants in, a generated tree for Terraform and the orchestrators out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(render)
app.command()(validate)
app.command()(inventory)
app.command()(explain)
app.command()(tags)
app.command()(schema)
app.command()(update)
app.add_typer(templates, name="templates")
app.add_typer(modules, name="modules")
app.add_typer(scaffold, name="scaffold")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dativo-gen {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
    debug: bool = typer.Option(False, "--debug", help="Print a traceback for a bug in dativo-gen."),
) -> None:
    """Options that stand before the command."""
    del version, debug


def main() -> None:
    """Run a command. A bug ends with 70 and one line, or with its traceback under `--debug`."""
    try:
        app()
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        typer.echo(f"dativo-gen: a bug in dativo-gen: {type(error).__name__}: {error}", err=True)
        typer.echo("hint: run again with `dativo-gen --debug ...` and report what it prints", err=True)
        sys.exit(BUG)
