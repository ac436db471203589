"""Writes the tables of inputs and outputs into each bundled module's README; a test fails where one is stale."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dativo_gen.terraform.module import Interface, Variable, read_interface

MODULES = Path(__file__).resolve().parents[1] / "terraform_templates" / "modules"
BEGIN = "<!-- Made by `.venv/bin/python docs/modules.py`. Do not edit. -->\n"
END = "<!-- end -->\n"
_BLOCK = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)


def folders() -> list[Path]:
    """The folder of every bundled module."""
    return sorted(file.parent for file in MODULES.glob("*/*/variables.tf"))


def interface(folder: Path) -> Interface:
    """What the module in a folder declares."""
    return read_interface({file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.tf")})


def readme(folder: Path) -> str:
    """The module's README as it should be; the tables come last where there are none yet."""
    file = folder / "README.md"
    text = file.read_text(encoding="utf-8") if file.is_file() else f"# {folder.relative_to(MODULES).as_posix()}\n"
    block = BEGIN + tables(interface(folder)) + END
    return _BLOCK.sub(lambda _: block, text) if _BLOCK.search(text) else f"{text.rstrip()}\n\n{block}"


def tables(found: Interface) -> str:
    """Requirements, inputs (those without default first) and outputs, in Markdown."""
    by_need = sorted(found.variables.values(), key=lambda each: not each.required)
    needs = {need.source: need.version for need in found.required_providers.values()}
    return "\n".join(
        [
            *_table(("needs", "version"), {"Terraform": found.required_version, **needs}.items()),
            "\n## Inputs\n",
            *_table(("input", "type", "default", "is"), map(_input, by_need)),
            "\n## Outputs\n",
            *_table(("output", "is"), ((name, each.description) for name, each in found.outputs.items())),
            "",
        ]
    )


def _input(variable: Variable) -> tuple[str, str, str, str]:
    return variable.name, _code(variable.type), _code(variable.default or ""), variable.description


def _code(hcl: str) -> str:
    flat = re.sub(r"(?<![({\[,])\s*\n\s*(?!\s*[)}\]])", ", ", hcl.strip())
    flat = re.sub(r"\s+", " ", flat)
    return f"`{flat}`" if flat else "required"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield _row(head)
    yield _row(("---",) * len(head))
    yield from map(_row, rows)


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    for each in folders():
        (each / "README.md").write_text(readme(each), encoding="utf-8")
