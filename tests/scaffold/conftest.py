"""What the tests of this folder share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.scaffold.yard import FIRST, Texts, Yard, changed, template


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is kept in the cache of whoever runs the tests."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def yard(tmp_path: Path) -> Callable[[Mapping[str, Texts]], Yard]:
    """Begins a repository and a template with these versions."""

    def begin(versions: Mapping[str, Texts]) -> Yard:
        return Yard(tmp_path / "repository", template(tmp_path / "template.git", versions))

    return begin


SECOND = changed(
    FIRST,
    ("template/orders.yaml", FIRST["template/orders.yaml"].replace("key15: 15", "key15: new")),
    ("template/new.yaml", "a: 1\n"),
)
"""The second version that most tests take: one line changed, one file added."""


@pytest.fixture
def two(yard: Callable[[Mapping[str, Texts]], Yard]) -> Iterator[Yard]:
    """Two versions, and the tenant acme made from the first."""
    made = yard({"v1.0.0": FIRST, "v2.0.0": SECOND})
    made.tenant("acme")
    yield made
