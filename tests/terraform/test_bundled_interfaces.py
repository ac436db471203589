"""What bundled modules declare is written down beforehand, and read again where a module is another one since."""

from __future__ import annotations

import subprocess
import sys

import pytest

from dativo_gen.terraform.bundled import bundled_interface, bundled_modules, parsed_interface, terraform_texts
from dativo_gen.terraform.bundled_interfaces import AGAIN, FILE, known_interface
from tools.freeze_interfaces import frozen

READ_ALL = """\
import sys
from dativo_gen.terraform.bundled import bundled_interface, bundled_modules
assert all(bundled_interface(name).variables for name in bundled_modules())
print(*sorted({"hcl2", "lark"} & sys.modules.keys()))
"""


def test_the_file_says_what_the_modules_declare_now() -> None:
    assert FILE.read_text("utf-8") == frozen(), f"write it anew: {AGAIN}"


@pytest.mark.parametrize("name", bundled_modules())
def test_what_is_written_down_is_what_is_read_in_the_same_order(name: str) -> None:
    known, read = bundled_interface(name), parsed_interface(name)
    assert known == read
    assert [*known.variables] == [*read.variables]
    assert [*known.outputs] == [*read.outputs]


def test_a_module_that_somebody_changed_is_not_taken_from_the_file() -> None:
    texts = terraform_texts("aws/etl-job")
    assert known_interface("aws/etl-job", texts) is not None
    assert known_interface("aws/etl-job", {**texts, "more.tf": 'variable "more" {}\n'}) is None
    assert known_interface("aws/another", texts) is None


def test_no_parser_is_loaded_for_bundled_modules() -> None:
    ran = subprocess.run([sys.executable, "-c", READ_ALL], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == ""
