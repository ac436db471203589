"""Every string of a job comes out of real Terraform as it went in, up to NFC, which Terraform applies itself."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.nasty import PREFIX, STRINGS, keys, long_keys, tags

from .cases import GOLDEN, Stack, stacks
from .terraform import Terraform

pytestmark = pytest.mark.engine("terraform")


@pytest.fixture(scope="module")
def outputs(terraform: Terraform, plannable: Callable[[Stack], Path]) -> dict[str, Any]:
    """The outputs of the case's stack, applied: it has outputs only, which say what its module was given."""
    (stack,) = stacks(GOLDEN / "nasty-strings")
    applied = terraform.apply(plannable(stack))
    assert applied.ok, applied
    found = json.loads(terraform.run(plannable(stack), "output", "-json").output)
    return {name.removeprefix("strings_"): output["value"] for name, output in found.items()}


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def test_there_are_enough_strings_to_prove_something() -> None:
    assert len(STRINGS) > 90
    assert len(keys()) + len(long_keys()) > 90
    assert long_keys()
    assert len(tags()) > 15


def test_values_come_out_as_they_went_in(outputs: dict[str, Any]) -> None:
    assert outputs["strings"] == [nfc(text) for text in STRINGS]
    assert [each["is"] for each in outputs["nested"]["inside"]] == [nfc(text) for text in STRINGS]
    assert outputs["storage_prefix"] == nfc(PREFIX)


def test_keys_of_maps_come_out_as_they_went_in(outputs: dict[str, Any]) -> None:
    assert outputs["by_key"] == {nfc(key): number for key, number in keys().items()}
    assert outputs["by_long_key"] == dict(long_keys())


def test_tags_come_out_as_they_went_in(outputs: dict[str, Any]) -> None:
    identity = {"tenant_id": "edge", "environment": "prod", "job_name": "strings"}
    assert outputs["tags"] == {key: nfc(text) for key, text in tags().items()} | identity
