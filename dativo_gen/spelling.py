"""Spellings of one name: what is left of it without case and separators."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_SEPARATORS = str.maketrans("", "", "._-:/ ")


@lru_cache(1 << 14)
def fold(key: str) -> str:
    """What is left of a key without case and separators; tags whose keys fold alike are one (contract, "Tags").

    IAM, Azure, GCP labels and the cost and usage report each merge some of such keys, in different ways.
    """
    folded = unicodedata.normalize("NFC", key).casefold().translate(_SEPARATORS)
    return unicodedata.normalize("NFC", folded)
