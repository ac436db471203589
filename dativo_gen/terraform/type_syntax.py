"""The text of a Terraform type expression -> its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(
    r"""[ \t\r]+|\#[^\n]*|//[^\n]*|/\*.*?\*/"""
    r"""|(?P<token>"(?:\\.|[^"\\])*"|[A-Za-z_][\w-]*|\d[\w.]*|=>|\.\.\.|[-\n(){}\[\],=:.+*/%!<>?&|])""",
    re.DOTALL,
)
_LEGACY = ("list", "map")


@dataclass(frozen=True, slots=True)
class Type:
    """`name` is any, string, number, bool, list, set, map, tuple or object; `parts` are the types inside.

    An object's parts are its attributes, in order, with their names in `names`, optional ones in `optional`.
    """

    name: str
    parts: tuple[Type, ...] = ()
    names: tuple[str, ...] = ()
    optional: frozenset[str] = frozenset()


@lru_cache(1 << 12)
def parse(text: str) -> Type:
    """A type expression as declared, with its comments; `list` alone is `list(any)`, as for Terraform.

    Raises ValueError for anything else.
    """
    words = [match["token"] for match in _matches(text) if match["token"]]
    if len(words) == 1 and words[0] in _LEGACY:
        return Type(words[0], (Type("any"),))
    reader = _Reader(words)
    found = reader.type()
    reader.skip_newlines()
    if reader.peek():
        raise ValueError(f"not a type: {text!r}")
    return found


def _matches(text: str) -> Iterator[re.Match[str]]:
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise ValueError(f"not a type: {text!r}")
        yield match
        position = match.end()


class _Reader:
    """Reads a type out of its tokens, by recursive descent."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.position = 0

    def peek(self) -> str:
        return self.words[self.position] if self.position < len(self.words) else ""

    def take(self, wanted: str = "") -> str:
        word = self.peek()
        if not word or (wanted and word != wanted):
            raise ValueError(f"{wanted or 'a word'} expected, not {word!r}")
        self.position += 1
        return word

    def skip_newlines(self) -> None:
        while self.peek() == "\n":
            self.position += 1

    def type(self) -> Type:
        self.skip_newlines()
        name = self.take()
        if name in ("any", "string", "number", "bool"):
            return Type(name)
        if name not in ("list", "set", "map", "tuple", "object"):
            raise ValueError(f"{name!r} is no type")
        self.take("(")
        self.skip_newlines()
        inner = {"tuple": self._tuple, "object": self._object}.get(name, self._collection)(name)
        self.skip_newlines()
        if self.peek() == ",":
            self.take()
            self.skip_newlines()
        self.take(")")
        return inner

    def _collection(self, name: str) -> Type:
        return Type(name, (self.type(),))

    def _tuple(self, name: str) -> Type:
        parts: list[Type] = []
        self.take("[")
        self.skip_newlines()
        while self.peek() != "]":
            parts.append(self.type())
            self._separator("]")
        self.take("]")
        return Type(name, tuple(parts))

    def _object(self, name: str) -> Type:
        attributes: dict[str, Type] = {}
        optional: set[str] = set()
        self.take("{")
        self.skip_newlines()
        while self.peek() != "}":
            attribute = self.take()
            self.take(self.peek() if self.peek() in ("=", ":") else "=")
            if self.peek() == "optional":
                optional.add(attribute)
            attributes[attribute] = self._attribute_type()
            self._separator("}")
        self.take("}")
        return Type(name, tuple(attributes.values()), tuple(attributes), frozenset(optional))

    def _attribute_type(self) -> Type:
        if self.peek() != "optional":
            return self.type()
        self.take()
        self.take("(")
        inner = self.type()
        self._skip_default()
        self.take(")")
        return inner

    def _skip_default(self) -> None:
        """Any expression, up to the bracket that ends `optional(`."""
        depth = 0
        while depth or self.peek() != ")":
            word = self.take()
            depth += (word in ("(", "[", "{")) - (word in (")", "]", "}"))

    def _separator(self, end: str) -> None:
        if self.peek() not in (",", "\n", end):
            raise ValueError(f"a comma expected, not {self.peek()!r}")
        while self.peek() in (",", "\n"):
            self.take()
