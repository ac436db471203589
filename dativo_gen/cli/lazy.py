"""Commands that are read when they are called: until then each is its name and one line of help.

Types of click are `Any` here: newer versions of typer bring a click of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup


class Group(TyperGroup):
    """Commands that convert no word while a shell completes them: with typer's own, each Tab would import pydantic."""

    purposes: ClassVar[Mapping[str, str]] = {}
    """Commands that stand in a file of their own in `cli/`, and the first paragraph of their help."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for name, purpose in self.purposes.items():
            self.add_command(TyperCommand(name, short_help=purpose))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that the first word names."""
        name, command, rest = super().resolve_command(ctx, args)
        if name is not None and name in self.purposes:
            command = _read(name)
        if ctx.resilient_parsing and command is not None and not isinstance(command, TyperGroup):
            command = _Words(command.name, params=command.params)
        return name, command, rest

    def get_params(self, ctx: Any) -> list[Any]:
        """The options before the command. Those of typer itself are off by None, which pydantic would convert."""
        params = super().get_params(ctx)
        for each in params:
            if each.default is None and getattr(each, "is_flag", False):
                each.default = False
        return params

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands, each with the whole first paragraph of its help, which click would cut."""
        for each in self.commands.values():
            each.short_help = each.short_help or paragraph(each.help)
        super().format_commands(ctx, formatter)


class _Words(TyperCommand):
    """A command whose words are told apart and not converted, which is all that a shell needs."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        found, ctx.args, _ = self.make_parser(ctx).parse_args(args=list(args))
        for each in self.params:
            ctx.params[each.name], source = each.consume_value(ctx, found)
            ctx.set_parameter_source(str(each.name), source)
        return list(ctx.args)


def _read(name: str) -> Any:
    """The command, or the group of commands, of the file that has its name."""
    module = import_module(f"dativo_gen.cli.{name}")
    holder = typer.Typer(rich_markup_mode=None)
    if hasattr(module, "app"):
        holder.add_typer(module.app, name=name, cls=Group)
    else:
        holder.command(name)(getattr(module, name))
    return typer.main.get_group(holder).commands[name]


def paragraph(text: str | None) -> str:
    """The first paragraph of a help text, as one line."""
    return " ".join((text or "").split("\n\n")[0].split())
