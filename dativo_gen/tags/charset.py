"""Which characters may stand in a text, and how long it is in the unit of a destination."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from types import MappingProxyType

MEASURES: Mapping[str, Callable[[str], int]] = MappingProxyType(
    {
        "chars": len,
        "utf16": lambda text: len(text.encode("utf-16-le", "surrogatepass")) // 2,
        "bytes": lambda text: len(text.encode("utf-8", "surrogatepass")),
    }
)
"""Length by unit: AWS counts UTF-16 units, azurerm bytes, all others characters."""

_NO_TEXT = ("Cc", "Cs", "Cn")  # control characters, halves of a pair, what is no character (yet)


@dataclass(frozen=True)
class Charset:
    """`ascii` holds single characters; `beyond` Unicode categories (`L`, `Nd`), or `any` for all but controls."""

    ascii: frozenset[str]
    beyond: tuple[str, ...] = ()

    def __contains__(self, char: str) -> bool:
        if char.isascii():
            return char in self.ascii
        category = unicodedata.category(char)
        return category not in _NO_TEXT if self.beyond == ("any",) else category.startswith(self.beyond)

    def holds(self, text: str) -> bool:
        """Whether every character of a text is one of these."""
        if text.isascii():
            return self._gaps.search(text) is None
        return all(char in self for char in text)

    def filled(self, text: str, fill: str) -> str:
        """The text with `fill` for each run of other characters, none at its ends."""
        if text.isascii():
            parts = self._gaps.split(text)
            return fill.join(filter(None, parts))
        runs = groupby(text, self.__contains__)
        return fill.join("".join(run) for allowed, run in runs if allowed)

    def without_accents(self, text: str) -> str:
        """The text without the combining marks that may not stand here; letters lose accents that they cannot keep."""
        if text.isascii():
            return text
        parts = text if self.beyond else unicodedata.normalize("NFKD", text)
        return "".join(char for char in parts if char in self or not unicodedata.category(char).startswith("M"))

    @cached_property
    def _gaps(self) -> re.Pattern[str]:
        """Runs of ASCII characters that may not stand here."""
        return re.compile(brackets(frozenset(map(chr, range(128))) - self.ascii) + "+")


def brackets(characters: frozenset[str]) -> str:
    """One of some characters, as a part of a regular expression."""
    return f"[{''.join(map(re.escape, sorted(characters)))}]" if characters else "(?!)"


def ascii_set(written: str) -> frozenset[str]:
    """`A-Za-z_` or `^<>` as inside the brackets of a regular expression -> the printable ASCII characters it means."""
    one = re.compile(f"[{written}]")
    return frozenset(char for char in map(chr, range(32, 127)) if one.fullmatch(char))
