"""What a call loads before it does anything: help, the version and misuse need no library but typer."""

from __future__ import annotations

import subprocess
import sys

import pytest
import typer

from dativo_gen.cli.app import Commands, app
from dativo_gen.cli.lazy import Group, paragraph

HEAVY = ("copier", "croniter", "hcl2", "jinja2", "pydantic", "rich", "watchfiles", "yaml")
CALL = f"""\
import sys
from dativo_gen.cli.app import main
sys.argv[0] = "dativo-gen"
try:
    main()
finally:
    print("loaded:", *sorted({HEAVY} & sys.modules.keys()))
    print("read:", *sorted(name for name in sys.modules if name.startswith("dativo_gen.") and name.count(".") > 1))
"""
HELD = {"dativo_gen.cli.app", "dativo_gen.cli.lazy"}


def group() -> Group:
    found = typer.main.get_group(app)
    assert isinstance(found, Group)
    return found


def resolved(name: str) -> typer.core.TyperCommand | Group:
    """The command as it is when it is called."""
    holder = group()
    with holder.make_context("dativo-gen", ["schema", "job"], resilient_parsing=False) as ctx:
        found = holder.resolve_command(ctx, [name])[1]
    assert isinstance(found, typer.core.TyperCommand | Group)
    return found


def call(*words: str) -> tuple[list[str], set[str], int]:
    """What a call prints, the modules of dativo-gen that it reads, its exit code; nothing heavy is loaded."""
    command = [sys.executable, "-c", CALL, *words]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    *said, loaded, read = (ran.stdout).splitlines()
    assert loaded == "loaded:", f"{words} needs none of these"
    return [*said, *ran.stderr.splitlines()], set(read.split()[1:]), ran.returncode


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["-h"], []])
def test_a_call_without_a_command_reads_no_command(words: list[str]) -> None:
    said, read, _ = call(*words)
    assert said
    assert read == HELD


def test_a_misspelled_command_is_answered_without_reading_one() -> None:
    said, read, code = call("rendr")
    assert said[-1] == "Error: No such command 'rendr'. Did you mean 'render'?"
    assert (read, code) == (HELD, 2)


@pytest.mark.parametrize("name", Commands.purposes)
def test_the_help_of_a_command_loads_no_heavy_library(name: str) -> None:
    said, _, code = call(name, "--help")
    assert said[0].startswith(f"Usage: dativo-gen {name} [OPTIONS]")
    assert code == 0


def test_the_help_of_a_command_in_a_group_loads_no_heavy_library() -> None:
    assert call("scaffold", "tenant", "--help")[2] == 0


def test_a_wrong_option_loads_no_heavy_library() -> None:
    said, _, code = call("render", "job_configs", "--chekc")
    assert said[-1].startswith("Error: No such option: --chekc")
    assert code == 2


@pytest.mark.parametrize("name", Commands.purposes)
def test_the_list_says_of_a_command_what_its_own_help_begins_with(name: str) -> None:
    assert paragraph(resolved(name).help) == Commands.purposes[name]


def test_help_shows_the_purpose_of_every_command_whole() -> None:
    shown = " ".join(" ".join(call("--help")[0]).split())
    for name, purpose in Commands.purposes.items():
        assert f"{name} {purpose}" in shown


def test_a_group_shows_the_purpose_of_its_commands_whole() -> None:
    modules = resolved("modules")
    assert isinstance(modules, Group)
    shown = " ".join(" ".join(call("modules", "--help")[0]).split())
    for name, command in modules.commands.items():
        assert f"{name} {paragraph(command.help)}" in shown
