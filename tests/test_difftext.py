"""Diffs as text."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dativo_gen.difftext import unified


@settings(deadline=None, max_examples=40)
@given(*[st.text("ab\n\r\f\u2028 -+@", max_size=12)] * 2)
def test_a_diff_can_be_applied_by_git(old: str, new: str) -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is missing")
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "f").write_text(old, newline="")
        change = unified(old, new, "f")
        if change:
            command = [git, "apply", "--whitespace=nowarn", "-"]
            subprocess.run(command, input=change.encode(), cwd=name, check=True, capture_output=True)
        assert (Path(name) / "f").read_bytes() == new.encode()


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        (None, "a\n", "--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+a\n"),
        ("a\n", None, "--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"),
        ("a", "a\n", "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"),
        ("a\n", "a\n", ""),
    ],
)
def test_a_diff_as_text(old: str | None, new: str | None, text: str) -> None:
    assert unified(old, new, "x") == text
