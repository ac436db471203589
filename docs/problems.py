"""Writes problems.md beside it from `dativo_gen.codes`; a test fails where the two differ."""

from __future__ import annotations

from pathlib import Path

from dativo_gen.codes import CODES

_HEAD = """\
<!-- Made by `.venv/bin/python docs/problems.py` from dativo_gen/codes.py. Do not edit. -->
# Problem codes

Everything that is wrong is said as `file:line:column: code: message`, with what to write instead in a line `hint:`
below it. All problems of a run are shown at once, sorted by place. A warning has `warning:` behind its code and stops
nothing; an error means that nothing is written. `--format json` gives the same as data.

Codes keep their meaning between versions. How bad each one is can be set with [`rules`](settings.md#rules) in
`dativo-gen.yaml`.

| code | is | meaning |
|---|---|---|
"""


def page() -> str:
    """The whole page, codes in alphabetical order."""
    rows = (f"| `{name}` | {code.severity} | {code.meaning} |\n" for name, code in sorted(CODES.items()))
    return _HEAD + "".join(rows)


if __name__ == "__main__":
    Path(__file__).with_suffix(".md").write_text(page(), encoding="utf-8")
