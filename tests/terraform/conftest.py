"""Gives tests the real Terraform, without providers, and the strings that break careless writers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.engines.find import MISSING, find
from tests.engines.terraform import Terraform

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="session")
def plain_terraform(tmp_path_factory: pytest.TempPathFactory) -> Terraform:
    engine = find("terraform")
    if engine is None:
        pytest.skip(f"engine terraform is not on this machine: {MISSING['terraform']}")
    config = tmp_path_factory.mktemp("cli") / "empty.rc"
    config.write_text("")
    return Terraform(engine.path, config)


def nasty_strings() -> list[str]:
    """Recorded strings that have been lost, changed or evaluated by one writer or another."""
    return [str(each) for each in json.loads((DATA / "nasty-strings.json").read_text())]
