"""Writes problems.md beside it from the codes and their explanations; a test fails where the two differ."""

from __future__ import annotations

from pathlib import Path

from dativo_gen.codes import CODES
from dativo_gen.explain.texts import explanations

_HEAD = """\
<!-- Made by `.venv/bin/python docs/problems.py` from dativo_gen/codes.py
and dativo_gen/explain/codes/. Do not edit. -->
# Problem codes

Everything that is wrong is said as `file:line:column: code: message`, with what to write instead in a line `hint:`
below it. All problems of a run are shown at once, sorted by place. A warning has `warning:` behind its code and stops
nothing; an error means that nothing is written. `--format json` gives the same as data.

Codes keep their meaning between versions. How bad each one is can be set with [`rules`](settings.md#rules) in
`dativo-gen.yaml`. `dativo-gen explain --code CODE` shows on a terminal what stands here.

| code | is | meaning |
|---|---|---|
"""


def page() -> str:
    """The whole page, codes in alphabetical order."""
    rows = (f"| [`{name}`](#{name}) | {code.severity} | {code.meaning} |\n" for name, code in sorted(CODES.items()))
    return _HEAD + "".join(rows) + "".join(map(_section, sorted(CODES)))


def _section(code: str) -> str:
    text = explanations()[code]
    examples = "\n".join(f"{name}:\n{_indented(each)}" for name, each in (("wrong", text.wrong), ("right", text.right)))
    return f"\n## {code}\n{text.why}\n{text.instead}\n\n```text\n{examples}\n```\n"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in text.splitlines())


if __name__ == "__main__":
    Path(__file__).with_suffix(".md").write_text(page(), encoding="utf-8")
