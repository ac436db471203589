"""The JSON Schemas as somebody else's validator reads them: the lines of a file that they refuse."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError

from dativo_gen.node import Node, plain
from dativo_gen.source import read_yaml
from tests.goldens import ROOT

FILES = {"job": "job-config", "asset": "asset", "settings": "settings", "runner": "runner"}
FOLDERS = {"job_configs": "job", "jobs": "job", "assets": "asset"}


def schema_file(kind: str) -> Path:
    """The committed schema of one kind of file."""
    return ROOT / "schemas" / f"{FILES[kind]}.schema.json"


def kind_of(path: str) -> str | None:
    """The kind of a file of a repository, by its path in it."""
    names = {"dativo-gen.yaml": "settings", "runner.yaml": "runner"}
    return names.get(path) or FOLDERS.get(PurePosixPath(path).parts[0]) if path.endswith((".yaml", ".yml")) else None


@cache
def validator(kind: str) -> Draft7Validator:
    """A validator for one kind of file, with the committed schema."""
    schema = json.loads(schema_file(kind).read_text(encoding="utf-8"))
    return Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that a schema refuses, with the validator's words."""

    line: int
    message: str


def refused(kind: str, text: str) -> list[Refused]:
    """What the schema refuses in a file; YAML is read as dativo-gen reads it. Raises Rejected for what is no YAML."""
    root = read_yaml("file.yaml", text.encode("utf-8"), "job")
    errors = validator(kind).iter_errors(plain(root))
    return [Refused(line, error.message) for error in errors for each in _flat(error) for line in _lines(root, each)]


def _flat(error: ValidationError) -> Iterator[ValidationError]:
    """An error with those of the branches below it."""
    yield error
    for inner in error.context or ():
        yield from _flat(inner)


def _lines(root: Node, error: ValidationError) -> Iterator[int]:
    """The lines of the key and the value that an error is about, and of each key that is too many."""
    node = root.get(*error.absolute_path) or root
    yield from (node.key_span.line, node.span.line)
    if error.validator is None:  # the schema `false`, for which the path ends at the mapping
        yield from (child.key_span.line for child in node.items.values() if plain(child) == error.instance)
    if error.validator == "additionalProperties":
        known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        yield from (child.key_span.line for key, child in node.items.items() if key not in known)
    if "propertyNames" in error.absolute_schema_path:
        yield from (child.key_span.line for key, child in node.items.items() if key == error.instance)
