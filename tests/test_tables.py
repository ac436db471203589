"""Tables of the package: the same data from libyaml as from PyYAML's own reader."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import dativo_gen
from dativo_gen.tables import read_table

PACKAGE = Path(dativo_gen.__file__).parent
TABLES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.yaml") if "_assets" not in path.parts)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_reads_as_it_does_without_libyaml(table: str) -> None:
    assert read_table(table) == yaml.safe_load((PACKAGE / table).read_text("utf-8"))
