"""`states.yaml` as values: how a backend locks and encrypts its state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from dativo_gen.node import Node
from dativo_gen.tables import read_table
from dativo_gen.terraform.backend import Backend


@dataclass(frozen=True, slots=True)
class Care:
    """One way in which a backend takes care of a state; `never` says why it does not."""

    by: Mapping[str, object] = field(default_factory=dict)
    write: str = ""
    never: str = ""

    def taken(self, backend: Backend) -> bool:
        """Whether a backend does it, as it is written."""
        if not self.by:
            return not self.never
        return any(_says(backend.arguments.get(name), wanted) for name, wanted in self.by.items())


def care(backend: Backend, what: str) -> Care:
    """`what` is `lock` or `encryption`."""
    return _table()[backend.type, what]


@cache
def _table() -> Mapping[tuple[str, str], Care]:
    rows = read_table("policy/states.yaml")
    return {(name, what): _care(row[what]) for name, row in rows.items() for what in ("lock", "encryption")}


def _care(row: Any) -> Care:
    return Care() if row == "always" else Care(**row)


def _says(node: Node | None, wanted: object) -> bool:
    if node is None or node.value is None:
        return False
    return bool(node.text) if wanted == "any" else node.text == str(wanted).lower()
