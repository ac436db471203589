"""What all models share: exact types for YAML's values, and pydantic's errors turned into problems with places."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from dativo_gen.errors import Problem
from dativo_gen.node import Node, WrittenFloat, WrittenInt, locate, locate_key, plain
from dativo_gen.suggest import nearest


class Model(BaseModel):
    """A frozen model in which an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _text(value: Any) -> Any:
    """Text as written; a number only if YAML keeps it exactly."""
    if isinstance(value, bool):
        message = "YAML reads this as {value}, not as text"
        raise PydanticCustomError("yaml-boolean", message, {"value": str(value).lower(), "hint": "quote it"})
    if isinstance(value, WrittenInt | WrittenFloat):
        message = "YAML reads `{written}` as the number {value}"
        context = {
            "written": value.written,
            "value": repr(_bare(value)),
            "hint": f'quote it: "{value.written}"',
        }
        raise PydanticCustomError("yaml-number", message, context)
    return str(value) if isinstance(value, int | float) else value


def _bare(value: int | float) -> int | float:
    return int(value) if isinstance(value, int) else float(value)


def _whole(value: Any) -> Any:
    if isinstance(value, WrittenInt):
        message = "YAML reads `{written}` as the number {value}"
        context = {
            "written": value.written,
            "value": int(value),
            "hint": "write it without leading zeros or signs",
        }
        raise PydanticCustomError("yaml-number", message, context)
    return value


Text = Annotated[str, BeforeValidator(_text)]
Whole = Annotated[int, BeforeValidator(_whole)]
Slug = Annotated[str, BeforeValidator(_text), Field(pattern=r"^[a-z][a-z0-9_-]{0,62}$")]


def without_nulls(node: Node, keep: frozenset[str] = frozenset()) -> Node:
    """A mapping whose null entries are left out, at every depth but below the keys in `keep`."""
    if not node.is_mapping:
        return node
    items = {
        key: child if key in keep else without_nulls(child, keep)
        for key, child in node.items.items()
        if child.value is not None
    }
    return node.with_items(items)


M = TypeVar("M", bound=BaseModel)


def validate(model: type[M], node: Node, path: tuple[str, ...]) -> tuple[M | None, list[Problem]]:
    """Check a node against a model. `path` is what the node is called in messages."""
    try:
        return model.model_validate(plain(node)), []
    except ValidationError as error:
        return None, [_problem(model, node, path, each) for each in error.errors(include_url=False)]


def _problem(model: type[BaseModel], node: Node, path: tuple[str, ...], error: ErrorDetails) -> Problem:
    loc = error["loc"]
    name = ".".join((*path, *_existing(node, loc)))
    if error["type"] == "extra_forbidden":
        return _unknown_key(model, node, path, loc)
    span = locate(node, loc)
    if error["type"] == "missing":
        name = ".".join((*path, *(str(part) for part in loc)))
        return Problem(locate_key(node, loc), "missing-key", f"`{name}` is missing", _example(model, loc))
    context = error.get("ctx", {})
    value = node
    for part in loc:
        value = value.get(part) or value
    if error["type"] in ("yaml-boolean", "yaml-number", "invalid-value", "invalid-provider"):
        prefix = "" if error["type"] == "invalid-provider" else f"`{name}`: "
        code = "yaml-number" if error["type"] == "yaml-boolean" else error["type"]
        return Problem(span, code, f"{prefix}{error['msg']}", str(context.get("hint", "")))
    return _wrong_type(span, name, value, error)


def _existing(node: Node, loc: Sequence[str | int]) -> Iterator[str]:
    for part in loc:
        child = node.get(part)
        if child is not None:
            node = child
            yield str(part)


_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}


def _wrong_type(span: Any, name: str, value: Node, error: ErrorDetails) -> Problem:
    context = error.get("ctx", {})
    wanted = _WANTED.get(error["type"])
    if wanted:
        return Problem(span, "wrong-type", f"`{name}` is {_said(value)}, but takes {wanted}", _type_hint(wanted, value))
    if error["type"] == "literal_error":
        expected = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        near = nearest(value.text, expected.split(", "))
        hint = f"did you mean `{near}`?" if near else ""
        return Problem(span, "invalid-value", f"`{name}` is `{value.text}`; it must be one of: {expected}", hint)
    if error["type"] == "string_pattern_mismatch":
        message = f"`{name}` is `{value.text}`, which does not match {context['pattern']}"
        return Problem(span, "invalid-value", message, "")
    message = error["msg"][0].lower() + error["msg"][1:]
    return Problem(span, "invalid-value", f"`{name}` is {_said(value)}: {message.removeprefix('input ')}", "")


def _said(value: Node) -> str:
    return f"the text `{value.text}`" if value.kind == "text" else value.kind


def _type_hint(wanted: str, value: Node) -> str:
    if wanted == "a list" and value.is_scalar:
        return f"write [{value.text}]"
    if wanted in ("a whole number", "a number", "true or false") and value.kind == "text":
        return "take the quotes away" if value.text.strip() else ""
    return ""


def _unknown_key(model: type[BaseModel], node: Node, path: tuple[str, ...], loc: Sequence[str | int]) -> Problem:
    fields = sorted(_fields(model, loc[:-1]))
    key = str(loc[-1])
    near = nearest(key, fields)
    parent = ".".join((*path, *_existing(node, loc[:-1]))) or "the file"
    hint = f"did you mean `{near}`?" if near else f"it takes {', '.join(fields)}"
    return Problem(locate_key(node, loc), "unknown-key", f"`{parent}` does not take `{key}`", hint)


def _example(model: type[BaseModel], loc: Sequence[str | int]) -> str:
    owner = _model_at(model, loc[:-1])
    field = owner.model_fields.get(str(loc[-1])) if owner else None
    examples = field.examples if field else None
    return f"add `{loc[-1]}: {examples[0]}`" if examples else f"add `{loc[-1]}`"


def _fields(model: type[BaseModel], loc: Sequence[str | int]) -> Iterator[str]:
    owner = _model_at(model, loc)
    if owner:
        yield from owner.model_fields


def _model_at(model: type[BaseModel], loc: Sequence[str | int]) -> type[BaseModel] | None:
    """The model that `loc` leads to, through lists, mappings and optional fields."""
    current: type[BaseModel] | None = model
    annotation: Any = model
    for part in loc:
        field = current.model_fields.get(str(part)) if current else None
        annotation = field.annotation if field else annotation
        current = next(_models_in(annotation), None)
    return current


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        if issubclass(annotation, BaseModel):
            yield annotation
        return
    for argument in typing.get_args(annotation):
        yield from _models_in(argument)
