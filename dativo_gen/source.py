"""The bytes of one YAML file -> its data with the place of every key and value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from sys import intern
from typing import Any

import yaml
from yaml.nodes import MappingNode, ScalarNode

from dativo_gen.errors import Problem, Rejected, Span
from dativo_gen.node import Node, PlainKey, Scalar
from dativo_gen.yaml_loader import Loader

MAX_BYTES = 1024 * 1024
MAX_NODES = 100_000
"""How many values a file may stand for once its aliases are written out; a tenth of this is already a very long job."""
MAX_DEPTH = 60
MAX_BITS = 512
"""Terraform keeps this much of a number ("Types and Values" in its documentation)."""

SURELY_FLAT = 4096
"""Characters of a file that cannot nest deep enough to harm the composer, which is recursive C without a guard."""

_TAG = "tag:yaml.org,2002:"
_STR, _MAP, _SEQ, _MERGED = f"{_TAG}str", f"{_TAG}map", f"{_TAG}seq", f"{_TAG}merge"
_span = partial(tuple.__new__, Span)
_MERGE = "write `<<: *name`, with `&name` behind the key of the mapping that is meant"
_FLATTER = "give each level a name of its own instead of nesting lists and mappings"
_CONSTRUCT = yaml.constructor.SafeConstructor()


def read_yaml(file: str, data: bytes, layer: str) -> Node:
    """Read one YAML document whose root is a mapping (an empty file is an empty mapping).

    `file` is the name for messages; `layer` is put on every node. Raises Rejected with every problem of the file.
    """
    if len(data) > MAX_BYTES:
        hint = "job configs are small; is this a data file?"
        raise Rejected([Problem(Span(file), "file-too-large", f"{len(data)} bytes is over 1 MiB", hint)])
    root = _compose(file, _decode(file, data))
    if root is None or (root.tag == _TAG + "null" and not root.value):
        return Node({}, Span(file), Span(file), layer)
    reader = _Reader(file, layer)
    node = reader.read(root, ())
    if not reader.problems and not node.is_mapping:
        reader.problem(
            root, "yaml-not-mapping", f"the file holds {node.kind}, not a mapping of keys", "write `key: value` lines"
        )
    if reader.problems:
        raise Rejected(reader.problems)
    return node


def _decode(file: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        span = Span(file, before.count(b"\n") + 1, len(before) - before.rfind(b"\n"))
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        raise Rejected([Problem(span, "file-not-utf8", message, "save the file as UTF-8")]) from error


def _compose(file: str, text: str) -> yaml.Node | None:
    loader = Loader(text)
    try:
        if len(text) > SURELY_FLAT:
            _judge_depth(file, text)
        root: yaml.Node | None = loader.get_single_node()
    except yaml.composer.ComposerError as error:
        raise Rejected([_composer_problem(file, error)]) from error
    except yaml.reader.ReaderError as error:
        raise Rejected([_character_problem(file, text)]) from error
    except yaml.MarkedYAMLError as error:
        raise Rejected([_syntax_problem(file, text, error)]) from error
    except RecursionError as error:
        raise Rejected([_too_deep(Span(file))]) from error
    finally:
        loader.dispose()
    return root


def _judge_depth(file: str, text: str) -> None:
    """Count the nesting without recursion. (Tried: 60,000 open brackets end the whole process in `compose`.)"""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise Rejected([_too_deep(_place(file, event.start_mark))])
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _too_deep(span: Span) -> Problem:
    return Problem(span, "yaml-depth", f"values are nested over {MAX_DEPTH} deep", _FLATTER)


def _place(file: str, mark: Any) -> Span:
    return Span(file, mark.line + 1, mark.column + 1) if mark else Span(file)


def _composer_problem(file: str, error: yaml.composer.ComposerError) -> Problem:
    span = _place(file, error.problem_mark)
    if "single document" in f"{error.context}{error.problem}":
        hint = "put each job into a file of its own"
        return Problem(span, "yaml-documents", "a second document begins here (`---`)", hint)
    if error.problem and error.problem.startswith("found undefined alias"):
        hint = "write the `&name` before the `*name`"
        return Problem(span, "yaml-alias", "this alias names an anchor that is not defined above it", hint)
    return Problem(span, "yaml-syntax", f"this is not YAML: {error.problem}", "")


def _character_problem(file: str, text: str) -> Problem:
    bad = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if bad is None:
        return Problem(Span(file), "yaml-character", "a character that YAML does not allow", "")
    before = text[: bad.start()]
    span = Span(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
    code = ord(bad.group())
    hint = f'take it out, or write it as an escape in double quotes: "\\U{code:08x}"'
    return Problem(span, "yaml-character", f"character U+{code:04X} is not allowed in YAML", hint)


def _syntax_problem(file: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    span = _place(file, mark)
    lines = text.splitlines()
    before, line = (_line(lines, mark.line - 1), _line(lines, mark.line)) if mark else ("", "")
    if line[: len(line) - len(line.lstrip())].count("\t") or "\t" in str(error.problem):
        return Problem(span, "yaml-tab", "a tab stands where YAML wants spaces", "indent with spaces")
    if error.context in _OPENED and error.context_mark is not None:
        what, hint = _OPENED[error.context]
        message = f"{what} begins here and is not closed before line {span.line}"
        return Problem(_place(file, error.context_mark), "yaml-syntax", message, hint)
    if "could not find expected ':'" in str(error.problem) and error.context_mark is not None:
        hint = "write `key: value`, with a space after the `:`; an item of a list begins with `- `"
        place = _place(file, error.context_mark)
        return Problem(place, "yaml-syntax", "this is not YAML: a key that begins here has no `: ` behind it", hint)
    said = ", ".join(str(part) for part in (error.context, error.problem) if part)
    return Problem(span, "yaml-syntax", f"this is not YAML: {said}", _syntax_hint(before, said))


_OPENED = {
    "while parsing a flow sequence": ("a list `[`", "write `, ` between its items and `]` behind the last"),
    "while parsing a flow mapping": ("a mapping `{`", "write `, ` between its entries and `}` behind the last"),
    "while scanning a quoted scalar": ("a text in quotes", "write the closing quote"),
}
"""What was open when the parser gave up; its beginning tells more than the place where the parser noticed."""


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number] if 0 <= number < len(lines) else ""


def _syntax_hint(before: str, said: str) -> str:
    if "mapping values are not allowed" in said and _COLON_ALONE.match(before):
        return "write a space after the `:` in the line above"
    found = next((hint for words, hint in _SYNTAX_HINTS if words in said), "")
    return found or "look at the indentation and the quotes of this line and the one above it"


_COLON_ALONE = re.compile(r"\s*[A-Za-z_-]+:\S")
_SYNTAX_HINTS = (
    ("mapping values are not allowed", "a value that holds `: ` must stand in quotes; or the line is indented too far"),
    ("cannot start any token", "a value that begins with @ or ` must stand in quotes"),
    ("flow node", "write the value that is missing here, or close the `[` or `{` before it"),
    ("directive", "what begins with % must stand in quotes"),
    ("escape", "a backslash in double quotes begins an escape: write it twice, or use single quotes"),
)


_KINDS = {"int": "whole number", "float": "number", "bool": "true or false", "timestamp": "date"}


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}..."


def _integer(node: yaml.ScalarNode) -> int:
    """Raises ValueError for what is no number, or one too long to be kept."""
    value = int(_CONSTRUCT.construct_yaml_int(node))
    if value.bit_length() > MAX_BITS:
        raise ValueError(value.bit_length())
    return value


class _Reader:
    """Turns the nodes of one file into ours and collects what is wrong with them."""

    def __init__(self, file: str, layer: str) -> None:
        self.file = file
        self.layer = layer
        self.problems: list[Problem] = []
        self.count = 0

    def problem(self, at: yaml.Node, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(_place(self.file, at.start_mark), code, message, hint))

    def read(self, node: yaml.Node, parents: tuple[int, ...], key_span: Span | None = None) -> Node:
        mark = node.start_mark
        span = _span((self.file, mark.line + 1, mark.column + 1))
        self.count += 1
        if (len(parents) >= MAX_DEPTH or self.count >= MAX_NODES or id(node) in parents) and self._stop(node, parents):
            return Node(None, span, key_span or span, self.layer)
        value: Scalar | tuple[Node, ...] | dict[str, Node]
        if isinstance(node, ScalarNode):
            if node.tag == _STR:
                return Node(node.value, span, key_span or span, self.layer)
            value, written = self._scalar(node, node.value)
            return Node(value, span, key_span or span, self.layer, (), written)
        if isinstance(node, MappingNode):
            self._check_tag(node, _MAP)
            value = self._mapping(node, (*parents, id(node)))
        else:
            self._check_tag(node, _SEQ)
            value = tuple([self.read(item, (*parents, id(node))) for item in node.value])
        return Node(value, span, key_span or span, self.layer)

    def _stop(self, node: yaml.Node, parents: tuple[int, ...]) -> bool:
        if id(node) in parents:
            self.problem(node, "yaml-recursion", "this value contains itself through an alias", "write it out")
        elif len(parents) >= MAX_DEPTH:
            self.problems.append(_too_deep(_place(self.file, node.start_mark)))
        elif self.count == MAX_NODES:
            message = f"written out, the aliases of this file stand for over {MAX_NODES} values"
            self.problem(node, "yaml-aliases", message, "write out what is needed instead of nesting aliases")
        return id(node) in parents or len(parents) >= MAX_DEPTH or self.count >= MAX_NODES

    def _check_tag(self, node: yaml.Node, expected: str) -> None:
        if node.tag != expected:
            shown = node.tag.replace(_TAG, "!!")
            self.problem(node, "yaml-tag", f"the YAML tag `{shown}` is not understood", "take the tag away")

    def _mapping(self, node: yaml.MappingNode, inside: tuple[int, ...]) -> dict[str, Node]:
        own: dict[str, Node] = {}
        merged: dict[str, Node] = {}
        for key_node, value_node in node.value:
            if key_node.tag == _MERGED:
                for key, child in self._merged(value_node, inside):
                    merged.setdefault(key, child)
                continue
            name = self._key(key_node)
            if name is None:
                continue
            mark = key_node.start_mark
            key_span = _span((self.file, mark.line + 1, mark.column + 1))
            if name in own:
                message = f"`{name}` is given twice, first at line {own[name].key_span.line}"
                hint = "keep one of them (YAML would silently take the last)"
                self.problem(key_node, "yaml-key-twice", message, hint)
            own[name] = self.read(value_node, inside, key_span)
        return {**{key: child for key, child in merged.items() if key not in own}, **own} if merged else own

    def _merged(self, node: yaml.Node, inside: tuple[int, ...]) -> Iterator[tuple[str, Node]]:
        """The entries that `<<` brings in; they keep the places where they were written, at the anchor."""
        sources = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for source in sources:
            if not isinstance(source, yaml.MappingNode):
                self.problem(source, "yaml-merge", "`<<` takes a mapping or a list of mappings", _MERGE)
                continue
            yield from self.read(source, inside).items.items()

    def _key(self, node: yaml.Node) -> str | None:
        if not isinstance(node, ScalarNode):
            hint = "a value that begins with `{` or `[` must stand in quotes where it is meant as text"
            self.problem(node, "yaml-key", "a key must be text, not a list or a mapping", hint)
            return None
        if node.tag == _STR:
            return intern(node.value)
        return PlainKey(node.value or "null")

    def _scalar(self, node: yaml.ScalarNode, text: str) -> tuple[Scalar, str | None]:
        """The value of a scalar that is no plain text, and its text where that may be another."""
        kind = node.tag.removeprefix(_TAG)
        if kind == "value":
            return text, None
        try:
            if kind == "int":
                return _integer(node), text
            if kind == "float":
                return _CONSTRUCT.construct_yaml_float(node), text
            if kind == "bool":
                return _CONSTRUCT.construct_yaml_bool(node), text
            if kind == "timestamp":
                return text, text
            if kind != "null":
                self._check_tag(node, _STR)
        except (ValueError, KeyError):
            self.problem(
                node,
                "yaml-number",
                f"`{_short(text)}` cannot be read as the {_KINDS.get(kind, kind)} that YAML takes it for",
                f'quote it: "{text}"' if _short(text) == text else "quote it",
            )
        return None, text
