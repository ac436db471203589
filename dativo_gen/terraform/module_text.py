"""The text of one `.tf` or `.tf.json` file -> the declarations in it, with their arguments as written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from textwrap import dedent
from typing import Any

from dativo_gen.errors import Problem, Rejected, Span

_DECLARING = {"variable": 1, "output": 1, "terraform": 0}
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|\\(.)|\$\$\{|%%\{")
_SIMPLE = {"n": "\n", "r": "\r", "t": "\t"}
_HEREDOC = re.compile(r"<<(-?)[^\n]+\n(.*?)\n?[ \t]*[\w.-]+\s*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Declared:
    """A `variable`, `output` or `terraform` block; `arguments` are HCL, `providers` are (source, version)."""

    kind: str
    name: str
    span: Span
    arguments: Mapping[str, str] = field(default_factory=dict)
    providers: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def text(self, argument: str) -> str:
        """A string argument's value, empty where there is none."""
        return unquoted(self.arguments.get(argument, '""'))

    def flag(self, argument: str, *, otherwise: bool) -> bool:
        written = self.arguments.get(argument)
        return otherwise if written is None else unquoted(written) == "true"


def unquoted(expression: str) -> str:
    """The value of an HCL string or heredoc; any other expression as it is."""
    if expression.startswith('"'):
        return _ESCAPE.sub(_unescape, expression[1:-1])
    heredoc = _HEREDOC.match(expression)
    if heredoc is None:
        return expression
    return dedent(heredoc[2]) if heredoc[1] else heredoc[2]


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code:
        return _character(int(code, 16))
    return _SIMPLE.get(match[3], match[3]) if match[3] else match[0][1:]


def _character(code: int) -> str:
    """The character of an escape; what is none (half a surrogate pair, too large) shows as the usual sign."""
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)


def read_hcl(file: str, text: str) -> list[Declared]:
    """The declarations of a `.tf` file. Raises Rejected with the place where the text stops being HCL."""
    # Imported here, as it is slow. Its parse trees keep places and have one shape in the 7th and 8th release,
    # which differ in the data that they make of them.
    from hcl2.parser import parser  # noqa: PLC0415 - 0.16 s, paid only here
    from lark.exceptions import LarkError  # noqa: PLC0415 - comes with hcl2

    try:
        tree = parser().parse(text + "\n")
    except LarkError as error:
        raise Rejected([_syntax(file, text, error)]) from error
    return list(_Reader(file, text).declarations(tree))


def _syntax(file: str, text: str, error: Any) -> Problem:
    line = getattr(error, "line", None)
    if not isinstance(line, int) or line < 1:
        return Problem(
            Span(file, text.count("\n") + 1),
            "module-unreadable",
            "the module's file ends too early",
            "close every block, list and string",
        )
    found = "".join(text.split("\n")[line - 1 : line]).strip()
    if not found:
        message = "the module's file ends inside a block"
        return Problem(Span(file, line, error.column), "module-unreadable", message, "close every `{`, `[` and `(`")
    message = f"the module's file is not HCL from here on: `{found}`"
    return Problem(Span(file, line, error.column), "module-unreadable", message, "try `terraform validate` there")


class _Reader:
    """Walks a parse tree and cuts expressions out of the text they came from."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text

    def declarations(self, tree: Any) -> Iterator[Declared]:
        for block in self._parts(tree, "block"):
            labels = [unquoted(self._cut(each)) for each in self._labels(block)]
            kind = labels[0]
            if _DECLARING.get(kind) != len(labels) - 1:
                continue
            span = Span(self.file, block.meta.line, block.meta.column)
            arguments = {name: self._cut(value) for name, value in self._attributes(block)}
            yield Declared(kind, labels[-1] if labels[1:] else "", span, arguments, self._providers(block))

    def _parts(self, tree: Any, rule: str) -> list[Any]:
        """The blocks or attributes directly in a file or block."""
        body = next(each for each in tree.children if getattr(each, "data", "") == "body")
        return [each for each in body.children if getattr(each, "data", "") == rule]

    def _labels(self, block: Any) -> list[Any]:
        words = ("identifier", "string", "keyword", "literal_value")
        return [
            each
            for each in block.children
            if getattr(each, "data", "") in words or getattr(each, "type", "").startswith("STRING")
        ]

    def _attributes(self, block: Any) -> Iterator[tuple[str, Any]]:
        for attribute in self._parts(block, "attribute"):
            yield self._cut(attribute.children[0]), attribute.children[-1]

    def _providers(self, block: Any) -> dict[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        for inner in self._parts(block, "block"):
            if self._cut(self._labels(inner)[0]) == "required_providers":
                found |= {name: self._need(value) for name, value in self._attributes(inner)}
        return found

    def _need(self, value: Any) -> tuple[str, str]:
        """Source and version; Terraform 0.12 wrote the version alone."""
        if self._cut(value).startswith('"'):
            return "", unquoted(self._cut(value))
        elements = {unquoted(self._cut(each.children[0])): each for each in value.find_data("object_elem")}
        source, version = (
            unquoted(self._cut(elements[name].children[-1])) if name in elements else ""
            for name in ("source", "version")
        )
        return source, version

    def _cut(self, part: Any) -> str:
        meta = getattr(part, "meta", part)
        return self.text[meta.start_pos : meta.end_pos].strip()


def read_json(file: str, text: str) -> list[Declared]:
    """The declarations of a `.tf.json` file. Raises Rejected where the text is not JSON or not an object."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, thousands of brackets
        place = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (1, 1)
        message = f"the module's file is not JSON: {getattr(error, 'msg', 'too large a number or nesting')}"
        hint = "look for a comma, a quote or a bracket that is missing or too many there"
        raise Rejected([Problem(Span(file, *place), "module-unreadable", message, hint)]) from error
    return [
        Declared(kind, name, _found(file, text, kind, name), _arguments(body), _json_providers(body))
        for kind, name, body in _json_blocks(data)
    ]


def _json_blocks(data: Any) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for kind, labels in _DECLARING.items():
        for group in _objects(data.get(kind) if isinstance(data, dict) else None):
            if not labels:
                yield kind, "", group
                continue
            for name, bodies in group.items():
                yield from ((kind, name, body) for body in _objects(bodies))


def _objects(value: Any) -> list[dict[str, Any]]:
    """A block's body may be written alone or in a list; `//` is a comment."""
    several = value if isinstance(value, list) else [value]
    return [{k: v for k, v in each.items() if k != "//"} for each in several if isinstance(each, dict)]


def _arguments(body: dict[str, Any]) -> dict[str, str]:
    """Arguments as HCL: JSON's literals are HCL's too, except the type, which JSON quotes."""
    return {name: value if name == "type" and isinstance(value, str) else _json(value) for name, value in body.items()}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


def _json_providers(body: dict[str, Any]) -> dict[str, tuple[str, str]]:
    needs = {name: need for group in _objects(body.get("required_providers")) for name, need in group.items()}
    return {
        name: (str(need.get("source", "")), str(need.get("version", ""))) if isinstance(need, dict) else ("", str(need))
        for name, need in needs.items()
    }


def _found(file: str, text: str, kind: str, name: str) -> Span:
    """Where a name stands as a key behind its kind; JSON's reader keeps no places."""
    start = text.find(json.dumps(kind))
    at = next(
        (m.start() for m in re.finditer(rf"{re.escape(json.dumps(name))}\s*:", text) if m.start() > start),
        start,
    )
    return Span(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
