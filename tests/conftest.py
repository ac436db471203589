"""Options of the whole test run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

# What engines compile on the way would lie among the golden files, and be compared with them.
sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(Path(__file__).resolve().parent.parent / ".cache/pycache")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="accept what is rendered today as tests/golden")
