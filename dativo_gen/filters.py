"""What templates may write: values become code by the filter of the language that they are written in."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from functools import lru_cache, partial
from typing import Any

from jinja2 import Undefined

from dativo_gen.errors import Span
from dativo_gen.node import Node
from dativo_gen.orchestrators import python
from dativo_gen.orchestrators.json_text import json_literal
from dativo_gen.terraform.hcl import Mark, comment, identifier, literal
from dativo_gen.view import ArgumentView, Code, OutputView


def only_code(value: Any) -> Any:
    """Text from a job cannot become code: whatever did not pass a filter stops the rendering."""
    if isinstance(value, Code):
        return value
    _defined(value)
    raise TypeError(f"a template writes {value!r} without a filter")


def _defined(value: object) -> None:
    """Raises UndefinedError for what is not there, which says more than that no filter takes it."""
    if isinstance(value, Undefined):
        str(value)


def _hcl(mark: Mark, value: object) -> Code:
    """The HCL literal of data, marked with where it was written."""
    if not isinstance(value, Node):
        _defined(value)
        if is_dataclass(value):
            raise ValueError(f"a {type(value).__name__} is no value, but has some")
    return Code(literal(value, mark))


def _py(mark: Mark, value: object, indent: int = 0) -> Code:
    """The Python literal of data, marked; `indent` is the number of spaces before the line it begins on."""
    _defined(value)
    return Code(python.literal(value, indent, mark))


def _json(mark: Mark, value: object, indent: int = 0) -> Code:
    """The JSON of data, marked; a scalar's is good YAML too."""
    _defined(value)
    return Code(json_literal(value, indent, mark))


def _python_name(name: str | Node) -> Code:
    _defined(name)
    text = name.text if isinstance(name, Node) else str(name)
    if not text.isidentifier() or not text.isascii() or keyword.iskeyword(text):
        raise ValueError(f"{text!r} is no name in Python")
    return Code(text)


def _comment(value: str | Node) -> Code:
    """A comment of one line, whatever the text holds."""
    _defined(value)
    return Code(comment(value.text if isinstance(value, Node) else str(value)))


def _place(mark: Mark, span: Span | None) -> Code:
    """Nothing but the mark of one more place that the line came from."""
    _defined(span)
    return Code(mark(span) if span is not None else "")


def _identifier(name: str | Node) -> Code:
    _defined(name)
    return _as_identifier(name.text if isinstance(name, Node) else str(name))


@lru_cache(1 << 12)
def _as_identifier(text: str) -> Code:
    if not identifier(text):
        raise ValueError(f"{text!r} is no HCL identifier")
    return Code(text)


def _reference(mark: Mark, view: ArgumentView | OutputView) -> Code:
    span = view.value.span if isinstance(view, ArgumentView) else view.span
    return Code(mark(span) + view.reference)


def _type(mark: Mark, view: ArgumentView) -> Code:
    return Code(mark(view.value.span) + view.type)


def _module(name: str) -> Code:
    return Code(f"module.{_identifier(name)}")


def filters(mark: Mark) -> Mapping[str, Callable[..., Code]]:
    """The filters that templates have; what they write is marked with its places by `mark`."""
    return {
        "hcl": partial(_hcl, mark),
        "py": partial(_py, mark),
        "json": partial(_json, mark),
        "python_name": _python_name,
        "comment": _comment,
        "place": partial(_place, mark),
        "identifier": _identifier,
        "reference": partial(_reference, mark),
        "type": partial(_type, mark),
        "module": _module,
    }
