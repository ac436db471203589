"""How bad the settings may say a problem is, and whether the code that they rate exists."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, WithJsonSchema

from dativo_gen.errors import Problem
from dativo_gen.node import Node
from dativo_gen.suggest import nearest


def _rating(value: Any) -> Any:
    return "off" if value is False else value  # YAML 1.1 reads a bare `off` as false


Rating = Annotated[
    Literal["error", "warning", "off"],
    BeforeValidator(_rating),
    WithJsonSchema({"enum": ["error", "warning", "off", False]}),
]


def unknown_code(code: str, node: Node, known: Collection[str]) -> Problem | None:
    """Why `code`, written at `node`'s key or value, rates nothing; None if it is one of `known`."""
    if code in known:
        return None
    near = nearest(code, known)
    hint = f"did you mean `{near}`?" if near else "look the code up in what `dativo-gen validate` prints"
    return Problem(node.key_span, "rule-unknown", f"there is no problem code `{code}`", hint)
