"""Writes down what the bundled modules declare, so that no run has to parse them: `python -m tools.freeze_interfaces`.

Needed after a change of a module's `.tf` files and of how modules are read; a test notices what is old.
"""

from __future__ import annotations

from dativo_gen.terraform.bundled import bundled_modules, parsed_interface, terraform_texts
from dativo_gen.terraform.bundled_interfaces import FILE, dump


def frozen() -> str:
    """The text that the file should have now."""
    return dump({name: (terraform_texts(name), parsed_interface(name)) for name in bundled_modules()})


if __name__ == "__main__":
    FILE.write_text(frozen(), encoding="utf-8")
