"""`dativo-gen schema`: the JSON Schema of one kind of file."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Kind(StrEnum):
    """The files that have a schema; `settings` is dativo-gen.yaml, `runner` runner.yaml."""

    job = "job"
    asset = "asset"
    settings = "settings"
    runner = "runner"


def schema(kind: Annotated[Kind, typer.Argument(help="The kind of file.", metavar="KIND")]) -> None:
    """Print the JSON Schema of job configs, assets, settings or the runner's file."""
    from dativo_gen.schema import schema_text

    typer.echo(schema_text(kind.value), nl=False)
