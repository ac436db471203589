"""What every bundled module keeps to, as its text shows: described, typed, validated, documented, no provider."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from dativo_gen.terraform.contract import contract
from tests.engines.find import REPOSITORY

from .harness import MODULES, modules

PAGE = runpy.run_path(str(REPOSITORY / "docs" / "modules.py"))
EACH = pytest.mark.parametrize("module", modules())
_TYPE_ANY = re.compile(r"\bany\b")
_VALIDATED = re.compile(r'^variable "(\w+)" \{(?:(?!^\}).)*?^  validation \{', re.MULTILINE | re.DOTALL)
_REFUSED = re.compile(r"expect_failures\s*= \[([^\]]*)\]")


def text_of(folder: Path, pattern: str) -> str:
    return "\n".join(file.read_text("utf-8") for file in sorted(folder.glob(pattern)))


@EACH
def test_the_tables_of_a_readme_are_of_today(module: str) -> None:
    folder = MODULES / module
    shown = (folder / "README.md").read_text("utf-8")
    assert shown == PAGE["readme"](folder), "run .venv/bin/python docs/modules.py"


@EACH
def test_inputs_and_outputs_are_described_and_typed(module: str) -> None:
    found = PAGE["interface"](MODULES / module)
    assert [each.name for each in (*found.variables.values(), *found.outputs.values()) if not each.description] == []
    assert [each.name for each in found.variables.values() if _TYPE_ANY.search(each.type)] == []


@EACH
def test_a_variable_of_the_contract_has_its_type(module: str) -> None:
    declared = PAGE["interface"](MODULES / module).variables
    wrong = {each.name: declared[each.name].type for each in contract() if each.name in declared}
    assert wrong == {each.name: each.type for each in contract() if each.name in declared}


@EACH
def test_every_validation_has_a_test_that_it_fails(module: str) -> None:
    folder = MODULES / module
    refused = set(re.findall(r"var\.(\w+)", " ".join(_REFUSED.findall(text_of(folder, "tests/*.tftest.hcl")))))
    assert set(_VALIDATED.findall(text_of(folder, "*.tf"))) - refused == set()


@EACH
def test_a_module_configures_no_provider(module: str) -> None:
    assert not re.search(r'^provider "', text_of(MODULES / module, "*.tf"), re.MULTILINE)


@EACH
def test_a_module_has_examples_and_tests(module: str) -> None:
    assert list((MODULES / module).glob("examples/*/main.tf"))
    assert list((MODULES / module).glob("tests/*.tftest.hcl"))
