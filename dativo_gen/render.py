"""Views -> files, by walking a folder of templates; knows no file by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from dativo_gen.assets import root
from dativo_gen.errors import Span
from dativo_gen.node import Node
from dativo_gen.terraform.format import format_hcl
from dativo_gen.terraform.hcl import identifier, literal, mark, strip_marks
from dativo_gen.tree import RenderedFile
from dativo_gen.view import ArgumentView, Code, OutputView

SUFFIX = ".j2"


def render_stack(names: Mapping[str, str], **context: object) -> dict[str, RenderedFile]:
    """Every file of a root module, by name.

    `names` replaces parts such as `__stack__` in the templates' file names; `context` is what templates see. A
    template that renders to nothing makes no file.
    """
    files = {}
    for path, template in _templates("stack"):
        name = path
        for part, value in names.items():
            name = name.replace(f"__{part}__", value)
        text, lines = strip_marks(template.render(**context))
        if text.strip():
            files[name] = RenderedFile(format_hcl(_one_end(text)), lines)
    return files


def _one_end(text: str) -> str:
    return text.rstrip("\n") + "\n"


@cache
def _templates(folder: str) -> tuple[tuple[str, Template], ...]:
    """The templates right in a folder, by the name of the file that each makes."""
    environment = _environment(root() / "terraform_templates")
    found = sorted((root() / "terraform_templates" / folder).glob(f"*{SUFFIX}"))
    return tuple((path.name.removesuffix(SUFFIX), environment.get_template(f"{folder}/{path.name}")) for path in found)


def _environment(folder: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        finalize=_only_code,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    filters: dict[str, Callable[..., Code]] = {
        "hcl": _hcl,
        "place": _place,
        "identifier": _identifier,
        "reference": _reference,
        "type": _type,
        "module": _module,
    }
    environment.filters.update(filters)
    return environment


def _only_code(value: Any) -> Any:
    """Text from a job cannot become code: whatever did not pass a filter stops the rendering."""
    if isinstance(value, Code):
        return value
    raise TypeError(f"a template writes {value!r} without a filter")


def _hcl(value: object) -> Code:
    """The HCL literal of data, marked with where it was written."""
    return Code(literal(value))


def _place(span: Span | None) -> Code:
    """Nothing but the mark of one more place that the line came from."""
    return Code(mark(span) if span is not None else "")


def _identifier(name: str | Node) -> Code:
    text = name.text if isinstance(name, Node) else name
    if not identifier(text):
        raise ValueError(f"{text!r} is no HCL identifier")
    return Code(text)


def _reference(view: ArgumentView | OutputView) -> Code:
    span = view.value.span if isinstance(view, ArgumentView) else view.span
    return Code(mark(span) + view.reference)


def _type(view: ArgumentView) -> Code:
    return Code(mark(view.value.span) + view.type)


def _module(name: str) -> Code:
    return Code(f"module.{_identifier(name)}")
