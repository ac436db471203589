"""Gives tests of the modules a Terraform that is cut off from the network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engines.find import find
from tests.engines.offline import PROVIDERS, offline
from tests.engines.terraform import Terraform, cli_config


@pytest.fixture(scope="session")
def terraform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terraform]:
    """Terraform with the providers of `tests/engines`: the real aws, the schemas of the others."""
    with offline(tmp_path_factory.mktemp("modules"), []) as found:
        yield found


@pytest.fixture(scope="session")
def newest_terraform(tmp_path_factory: pytest.TempPathFactory) -> Terraform:
    """Terraform with the schema of the newest aws provider: it plans fast, and checks names and types only."""
    binary, newest = find("terraform"), find("aws-newest")
    assert binary is not None
    assert newest is not None
    folder = tmp_path_factory.mktemp("newest-aws")
    others = {name: engine.path for name in PROVIDERS if name != "aws" and (engine := find(name))}
    return Terraform(binary.path, cli_config(folder / "terraform.rc", {**others, "aws": newest.path}, {}))
