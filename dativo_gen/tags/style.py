"""Keys in the style that a policy asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

_BORDER = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BETWEEN = re.compile(r"[\W_]+")


def _pascal(words: list[str]) -> str:
    return "".join(word[:1].upper() + word[1:] for word in words)


def _kebab(words: list[str]) -> str:
    return "-".join(words).lower()


def _snake(words: list[str]) -> str:
    return "_".join(words).lower()


_JOINS: Mapping[str, Callable[[list[str]], str]] = MappingProxyType(
    {"PascalCase": _pascal, "kebab-case": _kebab, "snake_case": _snake}
)
STYLES = (*_JOINS, "as-written")


def styled(key: str, style: str) -> str:
    """`finops.cost_center` is `FinopsCostCenter` or `finops-cost-center`; `style` is one of `STYLES`.

    A key without words, and one that has the style, is left as it is.
    """
    join = _JOINS.get(style)
    parted = key if join is None or join is _pascal else _BORDER.sub(" ", key)
    words = [word for word in _BETWEEN.split(parted) if word]
    return join(words) if join and words else key
