"""Paths in the container and paths from the root lead to each other by the longest beginning that is known."""

from __future__ import annotations

import pytest

from dativo_gen.paths import from_container, leads_outside, to_container

MAP = {"/app": ".", "/app/shared": "platform/assets", "/data": "local/data"}


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("/app/assets/a.yaml", "assets/a.yaml"),
        ("/app/shared/a.yaml", "platform/assets/a.yaml"),
        ("/app/sharedx/a.yaml", "sharedx/a.yaml"),
        ("/data/a.yaml", "local/data/a.yaml"),
        ("/app/./x/../a.yaml", "a.yaml"),
        ("assets/a.yaml", "assets/a.yaml"),
        ("./assets/a.yaml", "assets/a.yaml"),
        ("/application/a.yaml", None),
        ("/app/../etc/passwd", None),
        ("../a.yaml", None),
    ],
)
def test_a_path_in_the_container_lies_here(path: str, here: str | None) -> None:
    assert from_container(path, MAP) == here


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("generated/jobs/a.yaml", "/app/generated/jobs/a.yaml"),
        ("platform/assets/a.yaml", "/app/shared/a.yaml"),
        ("platform/other/a.yaml", "/app/platform/other/a.yaml"),
        ("local/data/x", "/data/x"),
    ],
)
def test_a_path_here_lies_in_the_container(path: str, there: str) -> None:
    assert to_container(path, MAP) == there
    assert from_container(there, MAP) == path


def test_a_path_that_no_entry_covers_lies_nowhere() -> None:
    assert to_container("generated/a.yaml", {"/app/assets": "assets"}) is None


@pytest.mark.parametrize(
    ("path", "outside"),
    [("a/b", False), (".", False), ("a/../b", False), ("..", True), ("a/../../b", True), ("/a", True)],
)
def test_a_path_of_the_settings_may_not_leave_the_repository(path: str, outside: bool) -> None:
    assert leads_outside(path) is outside
