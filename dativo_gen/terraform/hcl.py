"""A value -> the HCL text that means it, with an invisible mark that says where the value was written."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, wraps
from typing import Any
from urllib.parse import quote, unquote

from dativo_gen.errors import Span
from dativo_gen.node import Node

# A fixed table and not `str.isprintable`, whose answer depends on the Unicode version of the running Python:
# controls, odd spaces, invisible and direction-changing characters, surrogates, private use, tags.
UNSAFE = (
    "\x00-\x1f\x7f-\xa0\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u1680\u180e"
    "\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\uf8ff\ufeff\ufff0-\ufffc\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff"
)
_ESCAPE_IN_VALUE = re.compile(rf'[$%]\{{|[\\"{UNSAFE}]')
_ESCAPE_IN_KEY = re.compile(r'[$%]\{|[\\"]|[^ -~]')
_ESCAPE_IN_COMMENT = re.compile(f"[{UNSAFE}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BARE_KEY = re.compile(r"(?!for\Z)[A-Za-z_][A-Za-z0-9_-]*\Z")
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
_NAMED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "${": "$${", "%{": "%%{"}

_BEGIN, _END = "\ue000", "\ue001"
_MARK = re.compile(f"{_BEGIN}([^{_BEGIN}{_END}\n]*){_END}")
_INLINE_LIMIT = 100
_KEPT, _SHORT = 1 << 14, 300
"""How many texts are remembered as they were written, since tenants and jobs say much the same; and how long ones."""

Mark = Callable[[Span], str]
Lines = tuple[tuple[Span, ...], ...]
"""For each line of a text, the places that it came from."""


def mark(span: Span) -> str:
    """The invisible mark of a place, between two private-use characters, which data never holds raw."""
    return f"{_BEGIN}{_quoted(span.file)}:{span.line}:{span.column}{_END}"


def no_mark(span: Span) -> str:
    """Nothing, where nobody will ask for places: marking and reading marks takes as long as all else."""
    del span
    return ""


def strip_marks(text: str) -> tuple[str, Lines]:
    """The text without marks, and for each of its lines the places named on it: in order, without doubles."""
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    spans = tuple(tuple(dict.fromkeys(map(_span, _MARK.findall(line)))) for line in lines)
    return drop_marks(text), spans


def drop_marks(text: str) -> str:
    """The text without marks."""
    return _MARK.sub("", text) if _BEGIN in text else text


def kept(write: Callable[[str], str]) -> Callable[[str], str]:
    """The same function, which remembers what it made of short texts; long ones would fill the memory."""
    known = lru_cache(_KEPT)(write)

    @wraps(write)
    def written(text: str) -> str:
        return known(text) if len(text) <= _SHORT else write(text)

    return written


def literal(value: object, mark: Mark = mark) -> str:
    """The HCL literal of a node or of plain data; a node's scalars and containers carry provenance marks.

    Every string stays on one line. Mappings with entries, and lists that hold one or are longer than 100
    characters, take several lines, which `format_hcl` indents. Raises ValueError for what HCL cannot say:
    NaN, infinity, lone surrogates, keys that are equal after NFC, types other than YAML's.
    """
    if isinstance(value, Node):
        return _literal_of_node(value, mark)
    if isinstance(value, str):
        return string(value)
    if isinstance(value, list | tuple):
        return _sequence([literal(each, mark) for each in value])
    if isinstance(value, Mapping):
        return _mapping((name, literal(child, mark)) for name, child in value.items())
    return _scalar(value)


@kept
def string(text: str) -> str:
    """A quoted one-line HCL string, the same in `.tf`, `.tfvars` and `.tfbackend` files."""
    return f'"{_escaped(_ESCAPE_IN_VALUE, text)}"'


@lru_cache(_KEPT)
def key(name: str) -> str:
    """A mapping's key: bare where HCL allows it, else quoted and pure ASCII (its width is its length)."""
    if not isinstance(name, str):
        raise ValueError(f"the key {name!r} is not text")
    return str(name) if _BARE_KEY.match(name) else f'"{_escaped(_ESCAPE_IN_KEY, name)}"'


def identifier(name: str) -> bool:
    """Whether `name` can name a variable, an output, a module or an attribute (ASCII only, our choice)."""
    return _IDENTIFIER.match(name) is not None


def comment(text: str) -> str:
    """A one-line comment; line breaks become spaces, other unprintable characters `\\uXXXX`."""
    words = _SURROGATE.sub("\ufffd", " ".join(text.split()))
    return f"# {_ESCAPE_IN_COMMENT.sub(_escape, words)}".rstrip()


def _literal_of_node(node: Node, mark: Mark) -> str:
    """A leaf is marked with its value's place; what opens lines, with its key's: no leaf is on that line."""
    text = literal(node.value, mark)
    if "\n" in text:
        return mark(node.key_span) + text
    return text if node.items or node.elements else mark(node.span) + text


def _mapping(entries: Iterable[tuple[str, str]]) -> str:
    lines = [f"{name} = {text}" for name, text in _distinct(entries)]
    return "\n".join(["{", *lines, "}"]) if lines else "{}"


def _distinct(entries: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Keys as HCL; of keys that are equal after NFC, Terraform would silently keep the last."""
    seen: set[str] = set()
    for name, text in entries:
        written = key(name)
        normal = name if name.isascii() else unicodedata.normalize("NFC", name)
        if normal in seen:
            raise ValueError(f"the key {name!r} is given twice")
        seen.add(normal)
        yield written, text


def _sequence(items: list[str]) -> str:
    inline = f"[{', '.join(items)}]"
    if "\n" not in inline and len(drop_marks(inline)) <= _INLINE_LIMIT:
        return inline
    return "\n".join(["[", *(f"{item}," for item in items), "]"])


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float) and math.isfinite(value):
        return float.__repr__(value)
    raise ValueError(f"HCL has no literal for {value!r}")


def _escaped(pattern: re.Pattern[str], text: str) -> str:
    if _SURROGATE.search(text):
        raise ValueError(f"{text!r} holds half of a surrogate pair, which is no character")
    return pattern.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    found = match.group()
    if found in _NAMED:
        return _NAMED[found]
    code = ord(found)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


@lru_cache(1 << 10)
def _quoted(file: str) -> str:
    return quote(file)


@lru_cache(1 << 12)
def _span(text: str) -> Span:
    file, line, column = text.rsplit(":", 2)
    return Span(unquote(file), int(line), int(column))
