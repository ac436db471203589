"""What a key or a value of one destination may be, and how a text is made one."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from dativo_gen.tags.charset import MEASURES, Charset, ascii_set, brackets

LOWER, REPLACED, CUT, HASHED = "in lower case", "characters replaced", "cut and hashed", "hashed"
JOINED, SEPARATED = "items joined", "separator inside an item replaced"
_HASH = 8
LONGEST = 1 << 20


class Fitted(NamedTuple):
    """What a text became; None where nothing of it can be kept. `changes` are some of the words above."""

    text: str | None
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Rule:
    """One row `key` or `value` of destinations.yaml; compared by identity, which makes looking things up cheap."""

    charset: Charset
    first: frozenset[str]
    last: frozenset[str]
    fill: str
    max: int = LONGEST
    unit: str = "chars"
    case: str = "as-written"
    rewrites: tuple[tuple[str, str], ...] = ()
    reserved: re.Pattern[str] | None = None

    @cached_property
    def ready(self) -> re.Pattern[str]:
        """What an ASCII text that may stay as it is looks like; its length is the same in every unit."""
        not_reserved = f"(?!{_inline(self.reserved)})" if self.reserved else ""
        no_column = "(?!.*__)" if self.case == "column" else ""
        first = f"(?={brackets(self.first)})" if self.first else "(?! )"
        last = f"(?<={brackets(self.last)})" if self.last else "(?<! )"
        return re.compile(f"{not_reserved}{no_column}{first}{brackets(self.charset.ascii)}{{1,{self.max}}}{last}")

    def fits(self, text: str) -> bool:
        """Whether a text may stand there as it is; an empty one may not."""
        if text.isascii():
            return self.ready.fullmatch(text) is not None
        cased = self.cased(text) == text and not (self.reserved and self.reserved.match(text))
        short = self.measure(text) <= self.max
        return cased and short and text == text.strip() and self._ends(text) and self.charset.holds(text)

    def _ends(self, text: str) -> bool:
        starts = not self.first or text[0] in self.first or not text[0].isascii()
        return starts and (not self.last or text[-1] in self.last or not text[-1].isascii())

    def measure(self, text: str) -> int:
        """The length of a text in the unit of this rule."""
        return MEASURES[self.unit](text)

    def cased(self, text: str) -> str:
        """The text in the case of this rule."""
        if self.case == "column":
            return cost_column(text)
        return text.lower() if self.case == "lower" else text


@lru_cache(maxsize=1 << 15)
def fit(rule: Rule, text: str, original: str) -> Fitted:
    """A text as the rule allows it; one that fits is left as it is. `original` is what a hash is made of."""
    if rule.fits(text):
        return Fitted(text)
    plain, changes = legible(rule, text)
    kept = _without_reserved(rule, _with_ends(rule, plain.strip())).strip()
    if kept != plain:
        changes[REPLACED] = None
    if not says_something(kept):
        return Fitted(None, tuple(changes))
    if rule.measure(kept) > rule.max:
        return Fitted(cut(rule, kept, original), (*changes, CUT))
    return Fitted(kept, tuple(changes))


def legible(rule: Rule, text: str) -> tuple[str, dict[str, None]]:
    """The text in case and characters of the rule, whatever its ends and its length; with what was changed."""
    if rule.case == "as-written" and rule.charset.holds(text):
        return text, {}
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    cased = rule.cased(composed)
    changes: dict[str, None] = {LOWER: None} if cased != composed else {}
    replaced = cased
    for old, new in rule.rewrites:
        replaced = replaced.replace(old, new)
    replaced = rule.cased(rule.charset.without_accents(replaced))
    replaced = rule.charset.filled(replaced, rule.fill)
    if replaced != cased:
        changes[REPLACED] = None
    return replaced, changes


def cut(rule: Rule, text: str, original: str) -> str:
    """A text shortened to what the rule allows."""
    joint = "-" if "-" in rule.charset else rule.fill
    return shortened(text, original, rule.max, joint, rule.measure)


def shortened(text: str, original: str, most: int, joint: str = "-", measure: Callable[[str], int] = len) -> str:
    """The beginning of a text and a hash of the original, which tells apart what begins alike (null-label does so)."""
    room = most - _HASH - len(joint)
    head = text[:room]
    while measure(head) > room:
        head = head[:-1]
    while head and not says_something(head[-1]):
        head = head[:-1]
    return f"{head or 'x'}{joint}{hash_of(original)}"


def hash_of(text: str) -> str:
    """Eight hexadecimal digits of a text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH]


def cost_column(key: str) -> str:
    """The column that the AWS cost and usage report makes of a key: `TenantId` and `tenant.id` are `tenant_id`.

    Rule: https://docs.aws.amazon.com/cur/latest/userguide/resource-tags-columns.html
    """
    parted = "".join(f"_{char}" if char.isupper() else char for char in key).lower()
    plain = "".join(char if char.isalnum() else "_" for char in parted)
    return re.sub("_+", "_", plain).strip("_")


def read_rule(row: Mapping[str, Any]) -> Rule:
    """A rule as destinations.yaml writes it; one and the same for rows that say the same."""
    return _read_rule(json.dumps(row, sort_keys=True))


@cache
def _read_rule(written: str) -> Rule:
    row = json.loads(written)
    return Rule(
        Charset(ascii_set(row["ascii"]), _categories(row.get("beyond"))),
        ascii_set(row["first"]) if row.get("first") else frozenset(),
        ascii_set(row["last"]) if row.get("last") else frozenset(),
        row["fill"],
        row.get("max") or LONGEST,
        row.get("unit", "chars"),
        row.get("case", "as-written"),
        tuple(row.get("rewrites", {}).items()),
        re.compile(row["reserved"]) if row.get("reserved") else None,
    )


def _categories(written: str | list[str] | None) -> tuple[str, ...]:
    return (written,) if isinstance(written, str) else tuple(written or ())


def _inline(pattern: re.Pattern[str]) -> str:
    """A pattern as a group of another one; only `(?i)` is asked of its flags."""
    text = pattern.pattern
    return f"(?i:{text.removeprefix('(?i)')})" if text.startswith("(?i)") else f"(?:{text})"


def _with_ends(rule: Rule, text: str) -> str:
    if rule.first:
        while text and text[0].isascii() and text[0] not in rule.first:
            text = f"x{rule.fill}{text}" if text[0].isalnum() else text[1:]
    if rule.last:
        while text and text[-1].isascii() and text[-1] not in rule.last:
            text = text[:-1]
    return text


def _without_reserved(rule: Rule, text: str) -> str:
    found = rule.reserved.match(text) if rule.reserved else None
    return f"{text[: found.end() - 1]}{rule.fill}{text[found.end() :]}" if found else text


def says_something(text: str) -> bool:
    """Whether anything is left but punctuation; what is beyond ASCII and allowed counts, an emoji too."""
    return any(char.isalnum() or not char.isascii() for char in text)
