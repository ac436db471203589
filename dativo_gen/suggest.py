"""The word that was probably meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

_SEPARATORS = re.compile(r"[\W_]+")


def _folded(word: str) -> str:
    return _SEPARATORS.sub("", word.casefold())


def nearest(word: str, known: Iterable[str], likeness: float = 0.65) -> str | None:
    """The known word that is most like `word`, or None if none comes near.

    Case and separators do not count, so `dynamoDbTable` finds `dynamodb_table`.
    `likeness` runs from 0 (anything) to 1 (equal); ask for much where the answer makes an error of a word.
    """
    by_fold = {_folded(each): each for each in sorted(known, reverse=True)}
    found = difflib.get_close_matches(_folded(word), sorted(by_fold), n=1, cutoff=likeness)
    return by_fold[found[0]] if found else None
