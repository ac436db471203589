"""Every wrong value that a module's own tests name is refused, with a message that says what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines.terraform import Terraform

from .harness import MODULES, modules
from .refusals import answers, messages, refusals

ENGINES = {"aws": "aws-newest", "azure": "azurerm", "gcp": "google", "kubernetes": "kubernetes"}
EACH = pytest.mark.parametrize(
    "module",
    [pytest.param(name, marks=pytest.mark.engine("terraform", ENGINES[name.split("/")[0]])) for name in modules()],
)
NOT_HERE = {
    "gcp/etl-job: Write region, as in us-central1",  # a provider that is a schema only makes a region up
    "kubernetes/etl-job: Two keys of tags become one label",  # judged once the other values of its run are right
    "aws/etl-job: No task definition is made for",  # warnings, not refusals
    "kubernetes/etl-job: container_image is not set",
}
"""Messages that the modules' own tests get at (the long ones) and a plan of all refusals together does not."""


@EACH
def test_every_value_is_refused_and_every_message_said(
    module: str, newest_terraform: Terraform, tmp_path: Path
) -> None:
    found = answers(newest_terraform, module, tmp_path)
    taken = [each.name for each in refusals(MODULES / module) if len(found.said[each.name]) < len(each.expected)]
    # a condition of a resource, and a value that is not there, are told without the call they are about
    assert len(taken) <= len(found.others) + sum(each.startswith(f"{module}: ") for each in NOT_HERE), taken
    unsaid = {parts[0] for parts in messages(MODULES / module) if not all(part in found.text for part in parts)}
    expected = {each.removeprefix(f"{module}: ") for each in NOT_HERE if each.startswith(f"{module}: ")}
    assert {each for each in unsaid if not each.startswith(tuple(expected))} == set()


@pytest.mark.parametrize("module", modules())
def test_a_message_says_what_to_write(module: str) -> None:
    telling = ("Write ", "write ", "Leave ", "leave ", "Use ", "spell ")
    assert [
        text for text in map("…".join, messages(MODULES / module)) if not any(word in text for word in telling)
    ] == []
