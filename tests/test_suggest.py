"""The word that was probably meant."""

from __future__ import annotations

import pytest

from dativo_gen.suggest import nearest


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Bucket", "bucket"),
        ("dynamoDbTable", "dynamodb_table"),
        ("dynamodb-table", "dynamodb_table"),
        ("bukcet", "bucket"),
        ("zebra", None),
        ("", None),
    ],
)
def test_the_nearest_word_is_found_whatever_its_case_and_separators(word: str, expected: str | None) -> None:
    assert nearest(word, ["bucket", "dynamodb_table", "region"]) == expected
    assert nearest(word, ["region", "dynamodb_table", "bucket"]) == expected
