"""The modules that come with dativo-gen: their files, what they declare, and which serves a job that names none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from dativo_gen.assets import root
from dativo_gen.tables import read_table
from dativo_gen.terraform.bundled_interfaces import known_interface
from dativo_gen.terraform.module import Interface, read_interface

SCHEME = "dativo://"
NO_RUNTIME = "none"
"""The row of a job that states no runtime type."""

_LEFT_OUT = ("examples", "tests")
"""Folders of a module that nobody needs who calls it."""
_NEEDED = (".tf", ".tf.json", ".tftpl", ".md")
_MODULE = ".tf"


@cache
def bundled_modules() -> tuple[str, ...]:
    """The names of all, as `aws/etl-job`, sorted."""
    home = _home()
    folders = {file.parent for file in home.glob(f"*/*/*{_MODULE}")}
    return tuple(sorted(folder.relative_to(home).as_posix() for folder in folders))


@cache
def whole_module(name: str) -> Mapping[str, str]:
    """The texts of all files of a module by their path in it, with tests and examples, without what tools leave."""
    folder = _home() / name
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in _files(folder)}


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        known = path.name.endswith((*_NEEDED, ".hcl"))
        if known and path.is_file() and not any(part.startswith(".") for part in parts):
            yield path


def needed_files(name: str) -> dict[str, str]:
    """What a copy for the generated tree holds: all that Terraform reads of a module, and what people do."""
    found = whole_module(name).items()
    return {path: text for path, text in found if path.split("/")[0] not in _LEFT_OUT and path.endswith(_NEEDED)}


@cache
def bundled_interface(name: str) -> Interface:
    """What a bundled module declares; its places begin with `dativo://`."""
    return known_interface(name, terraform_texts(name)) or parsed_interface(name)


def terraform_texts(name: str) -> dict[str, str]:
    """The texts of all files that declare something, by their names."""
    found = whole_module(name).items()
    return {path: text for path, text in found if "/" not in path and path.endswith((_MODULE, ".tf.json"))}


def parsed_interface(name: str) -> Interface:
    """What a bundled module declares, read from its files."""
    return read_interface({f"{SCHEME}{name}/{path}": text for path, text in terraform_texts(name).items()})


@cache
def default_modules() -> Mapping[str, Mapping[str, str]]:
    """Provider -> runtime type, or `NO_RUNTIME` -> the name of the module that serves by default."""
    table: Mapping[str, Mapping[str, str]] = read_table("terraform/bundled.yaml")
    return table


def default_module(provider: str, runtime: str | None) -> str | None:
    """The module of a job that names none, None if there is none for it."""
    return default_modules().get(provider, {}).get(runtime or NO_RUNTIME)


def copied_text(name: str, path: str, text: str) -> str:
    """A file of a module as it lies in the generated tree: with a word on who made it and how to own it."""
    said = f"Made by dativo-gen: its module {name}. Do not edit; `dativo-gen modules vendor {name}` copies it for you."
    if path.endswith(".md"):
        return f"<!-- {said} -->\n\n{text}"
    return f"# {said}\n\n{text}" if path.endswith(_MODULE) else text


def purpose(name: str) -> str:
    """What a module is for, in a sentence: the first one of its README."""
    lines = whole_module(name).get("README.md", "").splitlines()
    paragraph: list[str] = []
    for line in lines[1:]:
        if not line.strip() and paragraph:
            break
        if line.strip():
            paragraph.append(line.strip())
    return " ".join(paragraph).partition(". ")[0].rstrip(".")


def _home() -> Path:
    return root() / "terraform_templates" / "modules"
