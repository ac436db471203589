"""`dativo-gen modules`: the modules that jobs call."""

from __future__ import annotations

import typer

from dativo_gen.cli.modules_bundled import list_modules, show, vendor
from dativo_gen.cli.modules_contract import contract
from dativo_gen.cli.modules_fetch import fetch
from dativo_gen.cli.modules_new import new

app = typer.Typer(help="The modules that jobs call: what they declare, whether they fit.", no_args_is_help=True)
app.command(name="list")(list_modules)
app.command()(show)
app.command()(vendor)
app.command()(fetch)
app.command()(contract)
app.command()(new)
