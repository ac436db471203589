"""checkov finds nothing to complain of in the shipped modules and in a stack that calls each; skips have a reason."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from .find import REPOSITORY, find

pytestmark = pytest.mark.engine("checkov")

MODULES = REPOSITORY / "terraform_templates" / "modules"
FOLDERS = sorted(file.parent for file in MODULES.glob("*/*/versions.tf"))
GOLDEN = REPOSITORY / "tests" / "golden"
SKIP = re.compile(r"#\s*checkov:skip=(\w+)(?::\s*(.*))?")


@cache
def scanned(folder: Path) -> dict[str, Any]:
    """What checkov says of a folder, with the modules that it calls by path; empty where it knows no check."""
    engine = find("checkov")
    assert engine is not None
    asked = ["-d", str(folder), "--framework", "terraform", "--output", "json", "--skip-download"]
    asked += ["--skip-path", "/examples/", "--skip-path", "/tests/"]
    told = subprocess.run([str(engine.path), *asked], capture_output=True, text=True, check=False)
    found = json.loads(told.stdout)
    return found if "results" in found else {"results": {"failed_checks": [], "parsing_errors": []}}


def complaints(found: dict[str, Any]) -> list[str]:
    results = found["results"]
    failed = [f"{each['check_id']} {each['resource']} ({each['file_path']})" for each in results["failed_checks"]]
    return failed + [f"{file} cannot be read" for file in results["parsing_errors"]]


def test_no_check_of_a_shipped_module_fails_and_every_file_is_read() -> None:
    found = scanned(MODULES)
    assert complaints(found) == []
    assert found["summary"]["passed"] > 100


@pytest.mark.parametrize("case", sorted(GOLDEN.glob("bundled*/expected/terraform")), ids=lambda case: case.parts[-3])
def test_no_check_of_a_rendered_stack_fails(case: Path) -> None:
    """One that calls shipped modules, as it lies beside its copies of them."""
    assert complaints(scanned(case)) == []


def test_checkov_would_notice_an_open_bucket(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('resource "aws_s3_bucket" "this" {\n  bucket = "acme"\n}\n', "utf-8")
    failed = {each["check_id"] for each in scanned(tmp_path)["results"]["failed_checks"]}
    assert {"CKV2_AWS_6", "CKV_AWS_21"} <= failed


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: "/".join(folder.parts[-2:]))
def test_a_skip_has_its_reason_beside_it(folder: Path) -> None:
    skips = [found for file in folder.glob("*.tf") for found in SKIP.finditer(file.read_text("utf-8"))]
    assert all(found[2] and len(found[2].split()) > 3 for found in skips), [found[0] for found in skips]
