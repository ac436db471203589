"""What a shell proposes behind the words of a command line. Never fails: without a proposal the shell shows files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dativo_gen.names import Names

Complete = Callable[[str], list[str]]


def _completing(propose: Callable[[Names, Path], Iterable[str]]) -> Complete:
    def complete(incomplete: str) -> list[str]:
        from dativo_gen.names import find_names

        try:
            names = find_names(Path.cwd())
            found = propose(names, Path.cwd()) if names is not None else ()
            return sorted({each for each in found if each.startswith(incomplete)})
        except OSError:
            return []

    return complete


def _files(names: Names, start: Path) -> set[str]:
    """Job files and the folders that hold them, as seen from the current folder."""
    from dativo_gen.names import here

    files = {here(file, names.root, start) for file in names.files}
    return files | {f"{folder}/" for file in files for folder in Path(file).parents if folder.name not in ("", "..")}


def _folders_of_stacks(names: Names, start: Path) -> set[str]:
    from dativo_gen.names import here

    return {here(f"{names.output}/terraform/{stack}", names.root, start) for stack in names.stacks}


tenants = _completing(lambda names, _: names.tenants)
environments = _completing(lambda names, _: names.environments)
job_files = _completing(_files)
stack_folders = _completing(_folders_of_stacks)
jobs = _completing(lambda names, start: {*names.jobs, *_files(names, start), *_folders_of_stacks(names, start)})


def codes(incomplete: str) -> list[str]:
    """Problem codes."""
    from dativo_gen.codes import CODES

    return [code for code in CODES if code.startswith(incomplete)]


def shipped_templates(incomplete: str) -> list[str]:
    """Names of templates that can be copied."""
    from dativo_gen.templates import shipped_templates as shipped

    return [name for name in shipped() if name.startswith(incomplete)]


def bundled_modules(incomplete: str) -> list[str]:
    """Names of the modules that come along."""
    from dativo_gen.terraform.bundled import bundled_modules as bundled

    return [name for name in bundled() if name.startswith(incomplete)]


def destinations(incomplete: str) -> list[str]:
    """Places that tags go to."""
    from dativo_gen.tags.destination import destinations as known

    return [name for name in known() if name.startswith(incomplete)]
