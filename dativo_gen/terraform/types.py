"""Terraform's type expressions: the one that follows a value, and why a value does not fit one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from dativo_gen.node import WrittenFloat, WrittenInt
from dativo_gen.terraform.hcl import identifier
from dativo_gen.terraform.type_syntax import Type, parse

_INLINE_LIMIT = 90
_CHANGED = (WrittenInt, WrittenFloat)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\Z")


def type_of(value: object) -> str:
    """The type expression that keeps plain data as it is; null follows nothing, so it is `any`.

    A mapping whose keys are all identifiers is an object, any other one a map; scalars of several kinds in a
    map become strings. Raises ValueError, naming the key, where no one type covers the values of a map.
    """
    if value is None:
        return "any"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, Mapping):
        return _type_of_mapping(value)
    if isinstance(value, list | tuple):
        return f"tuple([{', '.join(map(type_of, value))}])"
    return "string"


def misfit(value: object, type_text: str) -> str | None:
    """Why plain data does not fit a declared type, as the end of a sentence ("is a list where ..."), or None.

    Follows Terraform's conversions ("Type Constraints" in its documentation). Beyond them it names attributes
    that an object type would silently drop, and numbers that YAML has changed where text is declared. None
    too for a type that is not understood.
    """
    try:
        wanted = parse(type_text)
    except (ValueError, RecursionError):
        return None
    if type(value) is str and wanted.name == "string":  # nearly every value of every job
        return None
    return next(_misfits(value, wanted, ""), None)


def _type_of_mapping(value: Mapping[str, object]) -> str:
    if not all(identifier(key) and key != "for" for key in value):
        return f"map({_common(value)})"
    if not value:
        return "object({})"
    attributes = [f"{key} = {type_of(child)}" for key, child in value.items()]
    inline = f"object({{ {', '.join(attributes)} }})"
    if len(inline) <= _INLINE_LIMIT and "\n" not in inline:
        return inline
    return "\n".join(["object({", *attributes, "})"])


def _common(value: Mapping[str, object]) -> str:
    types = dict.fromkeys(type_of(child) for child in value.values() if child is not None)
    if len(types) == 1:
        return next(iter(types))
    if all(child is None or isinstance(child, str | int | float) for child in value.values()):
        return "string"
    odd = next(key for key in value if not identifier(key) or key == "for")
    raise ValueError(f"the key {odd!r} is no identifier, and the values beside it are of different types")


def _misfits(value: object, wanted: Type, path: str) -> Iterator[str]:
    if value is None:
        return
    if wanted.name in ("string", "number", "bool"):
        yield from _scalar_misfits(value, wanted.name, path)
    elif wanted.name in ("list", "set"):
        yield from _list_misfits(value, wanted, path)
    elif wanted.name == "tuple":
        yield from _tuple_misfits(value, wanted, path)
    elif wanted.name == "map":
        yield from _map_misfits(value, wanted, path)
    elif wanted.name == "object":
        yield from _object_misfits(value, wanted, path)


def _scalar_misfits(value: object, wanted: str, path: str) -> Iterator[str]:
    if not _fits(value, wanted):
        yield _sentence(value, wanted, path)


def _fits(value: object, wanted: str) -> bool:
    if wanted == "string":
        return isinstance(value, str | int | float) and not isinstance(value, _CHANGED)
    if wanted == "number":
        return _is_number(value) or (isinstance(value, str) and bool(_NUMBER.match(value)))
    return isinstance(value, bool) or value in ("true", "false", "1", "0")


def _list_misfits(value: object, wanted: Type, path: str) -> Iterator[str]:
    if not isinstance(value, list | tuple):
        yield _sentence(value, f"a {wanted.name}", path)
        return
    for index, child in enumerate(value):
        yield from _misfits(child, wanted.parts[0], f"{path}[{index}]")
    if wanted.parts[0].name == "any":
        yield from _mixed(value, wanted.name, path)


def _tuple_misfits(value: object, wanted: Type, path: str) -> Iterator[str]:
    length = len(wanted.parts)
    if not isinstance(value, list | tuple):
        yield _sentence(value, f"a list of {length}", path)
    elif len(value) != length:
        yield f"has {len(value)} items{_at(path)} where a list of {length} is declared"
    else:
        for index, (child, part) in enumerate(zip(value, wanted.parts, strict=True)):
            yield from _misfits(child, part, f"{path}[{index}]")


def _map_misfits(value: object, wanted: Type, path: str) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield _sentence(value, "a map", path)
        return
    for key, child in value.items():
        if not (type(child) is str and wanted.parts[0].name == "string"):
            yield from _misfits(child, wanted.parts[0], _deeper(path, key))
    if wanted.parts[0].name == "any":
        yield from _mixed(value.values(), "map", path)


def _object_misfits(value: object, wanted: Type, path: str) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield _sentence(value, "an object", path)
        return
    declared = dict(zip(wanted.names, wanted.parts, strict=True))
    for name in declared:
        if name not in value and name not in wanted.optional:
            yield f"lacks the attribute `{_deeper(path, name)}`"
    for key, child in value.items():
        if key in declared:
            yield from _misfits(child, declared[key], _deeper(path, key))
        else:
            names = ", ".join(declared) or "none"
            yield f"has an attribute `{_deeper(path, key)}` that the declared type drops (it has: {names})"


def _mixed(values: Any, collection: str, path: str) -> Iterator[str]:
    """Elements of one collection become one type; scalars do, but not beside lists or mappings."""
    shapes = {_shape(each) for each in values if each is not None}
    if len(shapes) > 1:
        yield f"mixes {' and '.join(sorted(shapes))}{_at(path)} where a {collection} of one type is declared"


def _shape(value: object) -> str:
    if isinstance(value, Mapping):
        return "mappings"
    return "lists" if isinstance(value, list | tuple) else "scalars"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _sentence(value: object, wanted: str, path: str) -> str:
    return f"is {_words(value)}{_at(path)} where {wanted} is declared"


def _words(value: object) -> str:
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, _CHANGED):
        return f"the number {value.written}, which YAML reads as {json.dumps(value)},"
    if isinstance(value, str):
        return f"the text {json.dumps(value, ensure_ascii=False)}"
    return json.dumps(value)


def _deeper(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _at(path: str) -> str:
    return f" at `{path}`" if path else ""
