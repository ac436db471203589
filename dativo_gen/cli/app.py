"""The command line: which commands there are, and the exit code of everything that can go wrong."""

from __future__ import annotations

import gc
import sys
from typing import ClassVar

import typer

from dativo_gen import __version__
from dativo_gen.cli.lazy import Group

DONE, PROBLEMS, USAGE, DIFFERS, REFUSED, OUTSIDE, BUG = 0, 1, 2, 3, 4, 5, 70


class Commands(Group):
    """Every command by the first paragraph of its help, which stands in its file too: `--help` reads none of them."""

    purposes: ClassVar = {
        "render": "Render job configs into the generated tree.",
        "validate": "Check job configs: exit 0 if render would accept them, 1 if not.",
        "inventory": "List what the job configs describe.",
        "adopt": "Take existing files into the tree: the next render may overwrite them. No file changes now.",
        "explain": "Say where a value comes from and goes to, what made a generated line, "
        "or what a problem code means.",
        "tags": "Say where each tag of a job comes from and what a destination makes of it, "
        "or check the tags of all jobs.",
        "schema": "Print the JSON Schema of job configs, assets, settings or the runner's file.",
        "update": "Merge the news of a template into tenants, without losing an edit.",
        "templates": "Shipped templates and your own.",
        "modules": "The modules that jobs call: what they declare, whether they fit.",
        "scaffold": "Begin a tenant, a job or a repository.",
    }


app = typer.Typer(
    name="dativo-gen",
    cls=Commands,
    help="Job configs of many tenants in, a generated tree for Terraform and the orchestrators out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # importing rich takes longer than all the rest of `--help`
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
    gc.disable()  # a run makes no garbage that counting references does not free; looking for it took a quarter of one
    try:
        app()
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        typer.echo(f"dativo-gen: a bug in dativo-gen: {type(error).__name__}: {error}", err=True)
        typer.echo("hint: run again with `dativo-gen --debug ...` and report what it prints", err=True)
        sys.exit(BUG)
