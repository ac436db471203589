"""What all models share: exact types for YAML's values, and pydantic's errors turned into problems with places."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema
from pydantic_core import ErrorDetails, PydanticCustomError

from dativo_gen.errors import Problem, Span
from dativo_gen.node import Node, WrittenFloat, WrittenInt, locate, locate_key, plain
from dativo_gen.suggest import nearest


class Model(BaseModel):
    """A frozen model in which an unknown key is an error.

    Its validator is built at its first use: most runs need few of the models that they import.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


def _text(value: Any) -> Any:
    """Text as written; a number only if YAML keeps it exactly."""
    if isinstance(value, bool):
        raise PydanticCustomError("yaml-boolean", "YAML reads this as true or false")
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


NAME_RULE = "a name is a-z, then a-z, 0-9, _ or -, at most 63 in all"
Text = Annotated[str, BeforeValidator(_text), WithJsonSchema({"type": ["string", "number"]})]
Whole = Annotated[int, BeforeValidator(_whole)]
_SLUG = r"^[a-z][a-z0-9_-]{0,62}$"
Slug = Annotated[
    str,
    BeforeValidator(_text),
    Field(pattern=_SLUG),
    WithJsonSchema({"type": "string", "pattern": _SLUG, "patternErrorMessage": NAME_RULE}),
]


def without_nulls(node: Node, keep: frozenset[str] = frozenset()) -> Node:
    """A mapping whose null entries are left out, at every depth but below the keys in `keep`."""
    value = node.value
    if not isinstance(value, dict):
        return node
    items = {
        key: without_nulls(child, keep) if isinstance(child.value, dict) and key not in keep else child
        for key, child in value.items()
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
    name = _dotted((*path, *_existing(node, loc)))
    if error["type"] == "extra_forbidden":
        return _unknown_key(model, node, path, loc)
    span = locate(node, loc)
    if error["type"] == "missing":
        name = _dotted((*path, *(part for part in loc[:-1] if part in _existing(node, loc)), loc[-1]))
        return Problem(locate_key(node, loc), "missing-key", f"`{name}` is missing", _example(model, loc))
    context = error.get("ctx", {})
    value = node
    for part in loc:
        value = value.get(part) or value
    if error["type"] == "yaml-boolean":
        message = f"`{name}`: YAML reads `{value.text}` as {str(value.value).lower()}, not as text"
        return Problem(span, "yaml-number", message, f'quote it: "{value.text}"')
    if error["type"] in ("yaml-number", "invalid-value", "invalid-provider"):
        prefix = "" if error["type"] == "invalid-provider" else f"`{name}`: "
        return Problem(span, error["type"], f"{prefix}{error['msg']}", str(context.get("hint", "")))
    return _wrong_type(span, name, value, error)


def _existing(node: Node, loc: Sequence[str | int]) -> Iterator[str | int]:
    for part in loc:
        child = node.get(part)
        if child is not None:
            node = child
            yield part


def _dotted(path: Iterable[str | int]) -> str:
    """`resources[0].region`"""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


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


def _wrong_type(span: Span, name: str, value: Node, error: ErrorDetails) -> Problem:
    context = error.get("ctx", {})
    wanted = _WANTED.get(error["type"])
    if wanted:
        return Problem(span, "wrong-type", f"`{name}` is {said(value)}, but takes {wanted}", _type_hint(wanted, value))
    if error["type"] == "literal_error":
        expected = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        near = nearest(value.text, expected.split(", ")) if value.is_scalar else None
        hint = f"did you mean `{near}`?" if near else f"write one of: {expected}"
        shown = f"`{value.text}`" if value.is_scalar else value.kind
        return Problem(span, "invalid-value", f"`{name}` is {shown}; it must be one of: {expected}", hint)
    if error["type"] == "string_pattern_mismatch":
        hint = "write a name such as `orders`"
        return Problem(span, "invalid-value", f"`{name}` is `{value.text}`; {NAME_RULE}", hint)
    bound = next((key for key in _BOUNDS if key in context), None)
    if bound:
        words, better = _BOUNDS[bound]
        message = f"`{name}` is {value.text}; it must be {words} {context[bound]}"
        return Problem(span, "invalid-value", message, f"write a {better} number")
    message = error["msg"][0].lower() + error["msg"][1:]
    return Problem(span, "invalid-value", f"`{name}` is {said(value)}: {message.removeprefix('input ')}", "")


_BOUNDS = {
    "gt": ("more than", "larger"),
    "ge": ("at least", "larger"),
    "lt": ("less than", "smaller"),
    "le": ("at most", "smaller"),
}


def said(value: Node) -> str:
    """A value as the words of a sentence."""
    words = {"text": f"the text `{value.text}`", "a number": f"the number {value.text}", "true/false": value.text}
    return words.get(value.kind, value.kind) if value.is_scalar else value.kind


def _type_hint(wanted: str, value: Node) -> str:
    if wanted == "a list":
        return f"write [{value.text}]" if value.is_scalar else "begin each item with `- `"
    if wanted == "a mapping":
        return "write `key: value` lines below it"
    if wanted == "text":
        return "write one text, without `-`, `[` and `{`"
    if wanted == "true or false":
        return "take the quotes away" if value.text.lower() in _BOOLEANS else "write true or false"
    return "take the quotes away" if value.kind == "text" and value.text.isdecimal() else f"write {wanted}"


_BOOLEANS = ("true", "false", "yes", "no", "on", "off")


def _unknown_key(model: type[BaseModel], node: Node, path: tuple[str, ...], loc: Sequence[str | int]) -> Problem:
    fields = sorted(_fields(model, loc[:-1]))
    key = str(loc[-1])
    near = nearest(key, fields)
    parent = _dotted((*path, *_existing(node, loc[:-1])))
    hint = f"did you mean `{near}`?" if near else f"it takes {', '.join(fields)}"
    said = f"`{parent}` does not take `{key}`" if parent else f"`{key}` is no key of this file"
    return Problem(locate_key(node, loc), "unknown-key", said, hint)


def _example(model: type[BaseModel], loc: Sequence[str | int]) -> str:
    owner = _model_at(model, loc[:-1])
    field = owner.model_fields.get(str(loc[-1])) if owner else None
    examples = field.examples if field else None
    return f"add `{loc[-1]}: {examples[0]}`" if examples else f"add `{loc[-1]}`"


def _fields(model: type[BaseModel], loc: Sequence[str | int]) -> Iterator[str]:
    owner = _model_at(model, loc)
    if owner:
        yield from owner.model_fields
        yield from getattr(owner, "OTHER_SPELLINGS", ())


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
