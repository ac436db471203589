"""A pydantic model -> a JSON Schema without references, in which a null and a name to fill in stand where they may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import yaml
from pydantic import BaseModel

Schema = dict[str, Any]

_NAME = "[A-Za-z_][A-Za-z0-9_]*"
ONE_NAME = rf"^\$(\{{{_NAME}\}}|<{_NAME}>)$"
"""A value that is one name takes the type of what the name stands for."""
SOME_NAME = r"\$[{<]"
"""Text with a name in it."""

_KEPT = (
    "description", "type", "format", "enum", "oneOf", "pattern", "minimum", "exclusiveMinimum", "maximum",
    "exclusiveMaximum", "patternErrorMessage", "default", "examples", "properties", "required", "items",
    "additionalProperties",
)  # fmt: skip
_WORDS = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "object": "a mapping",
}
_BOUNDS = {"gt": "exclusiveMinimum", "ge": "minimum", "lt": "exclusiveMaximum", "le": "maximum"}


@dataclass(frozen=True, slots=True)
class _Drawing:
    """`nulls`: a null takes the key away. `references`: names are filled in before the model sees the value."""

    models: Mapping[str, Schema]
    nulls: bool
    references: bool


def drawn(model: type[BaseModel], nulls: bool, references: bool) -> Schema:
    """The schema of a model's mappings.

    `nulls` says that keys with null count as absent, below lists too only where the model has None itself;
    `references` that `${x}` may stand for a value of any type. No `anyOf` where several types in one schema do: editors
    complete better, and messages name what is wrong.
    """
    schema = model.model_json_schema()
    drawing = _Drawing(schema.get("$defs", {}), nulls, references)
    found = _mapping(_simple(schema, drawing), drawing)
    return {key: value for key, value in found.items() if key != "default"}


def _simple(schema: Schema, drawing: _Drawing) -> Schema:
    """One level of pydantic's schema: its reference followed, `X | None` as one schema with null among its types."""
    if "$ref" in schema:
        target = drawing.models[schema["$ref"].rpartition("/")[2]]
        return {
            **_simple(target, drawing),
            **{key: schema[key] for key in ("description", "examples") if key in schema},
        }
    branches = schema.get("anyOf", ())
    one: Schema = next((branch for branch in branches if branch.get("type") != "null"), {})
    told = {**_simple(one, drawing), **schema} if one else dict(schema)
    if "const" in told:
        told["enum"] = [told["const"]]
    found = {key: told[key] for key in _KEPT if key in told}
    found |= {word: told[key] for key, word in _BOUNDS.items() if key in told}
    if found.get("default", 0) in (None, {}, []):
        del found["default"]
    return _or_null(_told(found)) if one else _told(found)


def _told(schema: Schema) -> Schema:
    """Mappings among the examples as words: editors offer each as a value, and a mapping as `[object Object]`."""
    examples = schema.get("examples", ())
    words = [_flow(each) for each in examples if isinstance(each, dict)]
    if not words:
        return schema
    found = {**schema, "examples": [each for each in examples if not isinstance(each, dict)]}
    found["description"] = f"{schema.get('description', '')} Such as {', '.join(words)}.".strip()
    return {key: value for key, value in found.items() if value != []}


def _flow(example: Schema) -> str:
    return f"`{yaml.safe_dump(example, default_flow_style=True, sort_keys=False, width=1000).strip()}`"


def _or_null(schema: Schema) -> Schema:
    if "enum" in schema:
        values = schema["enum"]
        rest = {key: value for key, value in schema.items() if key != "type"}
        return {**rest, "enum": values if None in values else [*values, None]}
    if "type" in schema:
        types = _types(schema)
        return {**schema, "type": types if "null" in types else [*types, "null"]}
    null: Schema = {"type": "null"}
    if "oneOf" not in schema or null in schema["oneOf"]:
        return schema
    return {**schema, "oneOf": [*schema["oneOf"], null]}


def _types(schema: Schema) -> list[str]:
    found = schema["type"]
    return list(found) if isinstance(found, list) else [found]


def _mapping(schema: Schema, drawing: _Drawing) -> Schema:
    """The inside of a mapping or a list."""
    found = dict(schema)
    if "properties" in schema:
        found["properties"] = {key: _value(each, drawing) for key, each in schema["properties"].items()}
    if isinstance(schema.get("additionalProperties"), dict):
        found["additionalProperties"] = _value(schema["additionalProperties"], drawing)
    if "items" in schema:
        found["items"] = _value(schema["items"], replace(drawing, nulls=False))
    if "oneOf" in schema:
        found["oneOf"] = [_mapping(_simple(each, drawing), drawing) for each in schema["oneOf"]]
    if schema.get("additionalProperties") is True and "properties" not in schema:
        del found["additionalProperties"]
    return found


def _value(schema: Schema, drawing: _Drawing) -> Schema:
    simple = _mapping(_simple(schema, drawing), drawing)
    simple = _or_null(simple) if drawing.nulls else simple
    return _or_name(simple) if drawing.references else simple


def _or_name(schema: Schema) -> Schema:
    """Names are filled in first: into text, or in place of a value of any type."""
    if "enum" in schema:
        rest = {key: value for key, value in schema.items() if key not in ("enum", "type")}
        return {**rest, "anyOf": [{"enum": schema["enum"]}, {"type": "string", "pattern": SOME_NAME}]}
    if "type" not in schema:
        return schema
    types = _types(schema)
    if "string" not in types:
        said = " or ".join(_WORDS[each] for each in types if each != "null")
        message = f"write {said}, or one name to fill in, such as ${{x}}"
        return {**schema, "type": [*types, "string"], "pattern": ONE_NAME, "patternErrorMessage": message}
    return {**schema, "pattern": f"{schema['pattern']}|{SOME_NAME}"} if "pattern" in schema else schema
