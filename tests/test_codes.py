"""The codes of problems: what the program says is registered, and what is registered is said in some case."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dativo_gen.codes import CODES

ROOT = Path(__file__).parent.parent
UNREACHED = {
    "file-unreadable": "tests may run as root, whom no permission stops",
    "module-fetch-failed": "it takes Terraform: see engines/test_fetch.py",
    "path-collision": "names are lower case; a net under `tree.collisions`, which has tests of its own",
    "tag-not-applied": "said of a plan, see tests/tags/test_planned.py",
    "tag-not-handed-on": "said of a plan, see tests/tags/test_planned.py",
    "tag-block": "the model says `wrong-type` first; a net for callers of `merge_tags`",
}
"""Codes that no case reaches, with the reason."""


MAKERS = ("Problem", "problem", "say", "SourceError", "Warn", "PydanticCustomError", "ResourceMisfit")
"""What is called with a code as its first or second argument."""


def _source() -> Iterator[ast.AST]:
    for path in (ROOT / "dativo_gen").rglob("*.py"):
        if path.name != "codes.py":
            yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def _constants() -> set[object]:
    """Every constant of the source."""
    return {node.value for node in _source() if isinstance(node, ast.Constant)}


def _used() -> set[str]:
    """Every text that stands where a code stands."""
    calls = (node for node in _source() if isinstance(node, ast.Call))
    makers = (call for call in calls if getattr(call.func, "id", getattr(call.func, "attr", "")) in MAKERS)
    given = (each.value for call in makers for each in call.args[:2] if isinstance(each, ast.Constant))
    return {text for text in given if isinstance(text, str) and re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)+", text)}


def _told() -> set[str]:
    texts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "errors").glob("*.txt"))
    return set(re.findall(r"^\S+:\d+:\d+: ([a-z0-9-]+): ", texts, re.MULTILINE))


def test_every_code_that_is_used_is_registered() -> None:
    assert _used() - {"yaml-boolean"} <= set(CODES)


def test_every_registered_code_is_used() -> None:
    assert set(CODES) <= _constants()


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_is_said_in_a_case_or_has_a_reason_not_to_be(code: str) -> None:
    assert (code in _told()) != (code in UNREACHED)


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_is_kebab_case_and_explained_in_one_sentence(code: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)+", code)
    assert re.fullmatch(r"(?s)[A-Z`.].*\.", CODES[code].meaning)
