"""Words of compliance: which regulation is meant by a spelling, and which classification is above which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dativo_gen.spelling import fold
from dativo_gen.suggest import nearest
from dativo_gen.tables import read_table


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`regulations` and `levels` by folded word; a level's number is higher the less it may be shown around."""

    regulations: Mapping[str, str]
    levels: Mapping[str, int]

    def regulation(self, word: str) -> str | None:
        """The token of a regulation in any spelling (`SOC 2` is SOC2), None for one that is not known."""
        return self.regulations.get(fold(word))

    def near(self, word: str) -> str | None:
        """The regulation that was probably meant."""
        letters = sorted(fold(word))
        swapped = next((each for each in self.regulations if sorted(each) == letters), None)
        found = swapped or nearest(fold(word), self.regulations)
        return self.regulations[found] if found is not None else None

    def tokens(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.regulations.values())))

    def level(self, word: str) -> int | None:
        return self.levels.get(fold(word))

    def with_words(self, regulations: Iterable[str], levels: Iterable[str]) -> Vocabulary:
        """With more regulations, and other levels (lowest first) if any are given."""
        own = {fold(each): number for number, each in enumerate(levels)}
        return Vocabulary({**self.regulations, **{fold(each): each for each in regulations}}, own or self.levels)


@cache
def shipped_vocabulary() -> Vocabulary:
    """What compliance.yaml says."""
    data: dict[str, Any] = read_table("tags/compliance.yaml")
    regulations = {fold(word): token for token, others in data["regulations"].items() for word in (token, *others)}
    levels = {fold(word): number for number, words in enumerate(data["levels"]) for word in words}
    return Vocabulary(regulations, levels)
