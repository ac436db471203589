"""All that a module's own tests expect it to refuse, put to Terraform in a few plans instead of one for each value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

from tests.engines.terraform import Terraform

from .harness import copied, ready

_RUN = re.compile(r'^run "(\w+)" \{\n(.*?)^\}', re.MULTILINE | re.DOTALL)
_VARIABLES = re.compile(r"^( *)variables \{\n(.*?)^\1\}", re.MULTILINE | re.DOTALL)
_EXPECTED = re.compile(r"expect_failures\s*= \[([^\]]*)\]")
_ENTRY = re.compile(r"^(?=\w+ *=)", re.MULTILINE)
_MESSAGE = re.compile(r'^ *error_message = "(?P<text>.*)"$', re.MULTILINE)
_FILLED_IN = re.compile(r"\$\{(?:[^{}]|\{[^{}]*\})*\}")
_PROVIDERS = 'provider "azurerm" {\n  features {}\n}\n'
_MOST = 5
"""Plans at most: what needs other variables is judged only once all else is right, conditions of resources after it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One run of a module's own tests: what it expects to fail, and the module's arguments as HCL."""

    name: str
    expected: tuple[str, ...]
    arguments: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What Terraform said: texts by the name of the refusal, and those that no call of the module could be given."""

    said: dict[str, list[str]]
    others: list[str]

    @property
    def text(self) -> str:
        """Everything, blanks made one."""
        texts = [text for each in self.said.values() for text in each] + self.others
        return " ".join(" ".join(texts).split())


def refusals(folder: Path) -> list[Refusal]:
    """Those of a module, in the order in which its tests have them."""
    (file,) = folder.glob("tests/refus*.tftest.hcl")
    text = file.read_text("utf-8")
    shared = _entries(_RUN.sub("", text))
    return [_refusal(name, body, shared) for name, body in _RUN.findall(text)]


def answers(terraform: Terraform, module: str, place: Path) -> Answer:
    """Call a module once for each refusal, all in one root module, and plan until nobody complains any more."""
    left = {each.name: each for each in refusals(copied(module, place))}
    found = Answer({name: [] for name in left}, [])
    for _ in range(_MOST):
        calls = _calls(module, place, list(left.values()))
        ready(terraform, place)
        told = terraform.run(place, "plan", "-json", "-input=false").output
        news = {name for each in _diagnostics(told) if (name := _hear(each, calls, found))}
        if not news:
            return found
        left = {name: each for name, each in left.items() if name not in news}
    return found


def messages(folder: Path) -> Iterator[tuple[str, ...]]:
    """The fixed parts of every message of a validation, a check or a condition."""
    for file in sorted(folder.glob("*.tf")):
        for text in _MESSAGE.findall(file.read_text("utf-8")):
            plain = [part.replace('\\"', '"').replace("\\\\", "\\") for part in _FILLED_IN.split(text)]
            yield tuple(" ".join(part.split()) for part in plain)


def _refusal(name: str, body: str, shared: dict[str, str]) -> Refusal:
    expected = _EXPECTED.search(body)
    assert expected is not None, name
    arguments = {**shared, **_entries(body)}
    return Refusal(name, tuple(re.findall(r"[\w.]+", expected[1])), "\n".join(arguments.values()))


def _entries(text: str) -> dict[str, str]:
    """The assignments of a block of variables by name."""
    block = _VARIABLES.search(text)
    parts = _ENTRY.split(dedent(block[2])) if block else []
    return {part.split("=", 1)[0].strip(): part.strip() for part in parts if re.match(r"\w+ *=", part)}


def _calls(module: str, place: Path, wanted: list[Refusal]) -> list[tuple[str, range]]:
    """Write the root module; the name of each call with its lines."""
    text, lines = _PROVIDERS if module.startswith("azure/") else "", []
    for each in wanted:
        block = f'module "{each.name}" {{\nsource = "./{module}"\n{each.arguments}\n}}\n'
        first = text.count("\n") + 1
        lines.append((each.name, range(first, first + block.count("\n"))))
        text += block
    (place / "main.tf").write_text(text, "utf-8")
    return lines


def _diagnostics(told: str) -> Iterator[dict[str, Any]]:
    for line in told.splitlines():
        if line.startswith("{") and (found := json.loads(line).get("diagnostic")):
            yield found


def _hear(told: dict[str, Any], calls: list[tuple[str, range]], found: Answer) -> str | None:
    """Note one diagnostic; the call that it is about, if it is about one."""
    text, place = told["detail"] or told["summary"], told.get("range") or {}
    address = told.get("address", "").split(".")
    name = address[1] if address[0] == "module" else None
    if place.get("filename") == "main.tf":
        name = next((call for call, lines in calls if place["start"]["line"] in lines), name)
    if name is None:
        found.others.append(text)
    else:
        found.said[name].append(text)
    return name
