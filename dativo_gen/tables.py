"""The tables that come along in the package, as plain data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from dativo_gen.yaml_loader import Loader

_PACKAGE = Path(__file__).parent


def read_table(path: str) -> Any:
    """A YAML file of the package, such as `tags/destinations.yaml`, with libyaml: some are read at every start."""
    return yaml.load((_PACKAGE / path).read_text(encoding="utf-8"), Loader)
