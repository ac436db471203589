"""What each problem code means at length: why it is looked for, what to write instead, an example of both."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Explanation:
    """`why` says what would happen without the check, `instead` what to do; `wrong` and `right` are small examples."""

    why: str
    instead: str
    wrong: str
    right: str


@cache
def explanations() -> dict[str, Explanation]:
    """The explanation of every code."""
    folder = files("dativo_gen").joinpath("explain/codes")
    texts = (each.read_text(encoding="utf-8") for each in folder.iterdir() if each.name.endswith(".yaml"))
    return {code: _read(parts) for text in texts for code, parts in yaml.safe_load(text).items()}


def _read(parts: dict[str, str]) -> Explanation:
    return Explanation(**{name: str(text).strip("\n") for name, text in parts.items()})
