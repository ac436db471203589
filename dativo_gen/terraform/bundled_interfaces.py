"""What bundled modules declare, parsed beforehand: the parser of HCL alone takes longer than to render a tenant."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from dativo_gen.errors import Span
from dativo_gen.terraform.module import Interface, Output, RequiredProvider, Variable

FILE = Path(__file__).with_name("bundled_interfaces.json")
AGAIN = "make interfaces"
"""The command that writes the file anew, after a change of a bundled module or of how modules are read."""


def known_interface(name: str, texts: Mapping[str, str]) -> Interface | None:
    """What a module of these texts declares, None if it was parsed from others (somebody changed it since)."""
    row = _rows().get(name)
    return _interface(row["interface"]) if row and row["sha256"] == _digest(texts) else None


def dump(modules: Mapping[str, tuple[Mapping[str, str], Interface]]) -> str:
    """The text of the file: each module by its name, of these texts."""
    rows = {
        name: {"sha256": _digest(texts), "interface": asdict(interface)}
        for name, (texts, interface) in sorted(modules.items())
    }
    return json.dumps(rows, indent=1) + "\n"


@cache
def _rows() -> Mapping[str, Any]:
    rows: Mapping[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return rows


def _digest(texts: Mapping[str, str]) -> str:
    return sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()


def _interface(data: Mapping[str, Any]) -> Interface:
    return Interface(
        {name: Variable(**_placed(row)) for name, row in data["variables"].items()},
        {name: Output(**_placed(row)) for name, row in data["outputs"].items()},
        {name: RequiredProvider(**row) for name, row in data["required_providers"].items()},
        data["required_version"],
    )


def _placed(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "span": Span(*row["span"])}
