"""One key, one value or one list of values -> what a destination takes; kept for the next job that says the same."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from dativo_gen.tags.destination import Destination
from dativo_gen.tags.rule import (
    CUT,
    HASHED,
    JOINED,
    REPLACED,
    SEPARATED,
    Fitted,
    fit,
    hash_of,
    legible,
    says_something,
    shortened,
)
from dativo_gen.tags.style import styled

_LOSSES = frozenset({CUT, HASHED, SEPARATED})
RESERVED = Fitted(None, ("reserved",))
_MOST = 1 << 13
_ROUNDS = 4  # what is rewritten may want the style once more


class Pair(NamedTuple):
    """Key and value as a destination takes them, None where they cannot be; `changes` are those of both, in words.

    `same` is what two keys have in common that are one there. `loss` says that more was done than the author would
    expect, which is told.
    """

    key: str | None
    value: str | None
    changes: tuple[str, ...]
    same: str | None
    loss: tuple[Fitted, Fitted] | None = None


class Pairs(dict[tuple[str, str | tuple[str, ...]], Pair]):
    """The pairs of one destination by key and value (or items of its list), made when they are first asked for."""

    def __init__(self, to: Destination) -> None:
        super().__init__()
        self._to = to

    def __missing__(self, said: tuple[str, str | tuple[str, ...]]) -> Pair:
        if len(self) == _MOST:
            self.clear()
        self[said] = pair = _fit_pair(self._to, *said)
        return pair


@cache
def pairs_of(to: Destination) -> Pairs:
    """What is known of a destination; a dict of its own, since nothing else is asked so often."""
    return Pairs(to)


def _fit_pair(to: Destination, key: str, value: str | tuple[str, ...]) -> Pair:
    """A key with its value, or with the items of its list, as the destination takes them."""
    own = _fit_key(to, key)
    said = _fit_list(to, value) if isinstance(value, tuple) else _fit_value(to, value)
    if to.form and own.text is not None and said.text is not None:
        canonical = ",".join(value) if isinstance(value, tuple) else value
        said = _formed(to, own.text, said, f"{key}:{canonical}")
    same = to.same(own.text) if own.text is not None else None
    changes = (*(f"key: {each}" for each in own.changes), *(f"value: {each}" for each in said.changes))
    lost = own.text is None or said.text is None or not _LOSSES.isdisjoint((*own.changes, *said.changes))
    return Pair(own.text, said.text, changes, same, (own, said) if lost else None)


def _fit_key(to: Destination, key: str) -> Fitted:
    """None as its text where the key is reserved (`RESERVED`) or nothing of it can be kept."""
    if to.reserved and to.reserved.match(key):
        return RESERVED
    own = key[len(to.prefix) :] if to.prefix and key.startswith(to.prefix) else key
    fitted = fit(to.key, own, key) if to.style == "as-written" else _styled(to, own, key)
    if fitted.text is None:
        return fitted
    if to.reserved and to.reserved.match(fitted.text):
        return RESERVED
    return Fitted(f"{to.prefix}{fitted.text}", fitted.changes) if to.prefix else fitted


def _fit_value(to: Destination, text: str) -> Fitted:
    """None as its text where it is blank."""
    if not text.strip():
        return Fitted(None)
    if "," not in text or "," in to.value.charset or to.value.fits(text):
        fitted = fit(to.value, text, text)
        return fitted if fitted.text is not None else _or_hash(fitted, text, ())
    changes: dict[str, None] = {REPLACED: None}  # commas part a list in a text too
    said = [_piece(to, item.strip(), changes) for item in text.split(",") if item.strip()]
    return _or_hash(fit(to.value, to.separator.join(said), text), text, changes)


def _fit_list(to: Destination, items: tuple[str, ...]) -> Fitted:
    """The items in one text, each as the destination takes it; None as its text where all are blank."""
    changes: dict[str, None] = {}
    said = [_item(to, item, changes) for item in items if item.strip()]
    if not said:
        return Fitted(None)
    if len(said) > 1 and to.separator != ",":
        changes[JOINED] = None
    whole = ",".join(items)
    return _or_hash(fit(to.value, to.separator.join(said), whole), whole, changes)


def _formed(to: Destination, key: str, said: Fitted, original: str) -> Fitted:
    """Key and value in the one text that the destination takes in their place."""
    head, text = to.form.format(key=key), said.text or ""
    if len(head) + len(text) <= to.form_max:
        return Fitted(head + text, said.changes)
    return Fitted(head + shortened(text, original, to.form_max - len(head)), (*said.changes, CUT))


def _styled(to: Destination, own: str, key: str) -> Fitted:
    changes: dict[str, None] = {}
    text = own
    for _ in range(_ROUNDS):
        wanted = styled(text, to.style)
        if wanted != text:
            changes[f"in {to.style}"] = None
        fitted = fit(to.key, wanted, key)
        changes.update(dict.fromkeys(fitted.changes))
        if fitted.text is None or fitted.text == text:
            break
        text = fitted.text
    return Fitted(fitted.text, tuple(changes) if fitted.text != own else ())


def _or_hash(fitted: Fitted, text: str, before: Iterable[str]) -> Fitted:
    """A hash where nothing of a value can be kept: it is still told apart from others."""
    if fitted.text is None:
        return Fitted(f"x-{hash_of(text)}", (HASHED,))
    return Fitted(fitted.text, tuple(dict.fromkeys((*before, *fitted.changes))))


def _item(to: Destination, item: str, changes: dict[str, None]) -> str:
    """An item of a list, in which nothing may read as the end of it."""
    whole = item
    if "," not in to.value.charset:
        whole = whole.replace(", ", to.separator).replace(",", to.separator)
    whole = _in_one_piece(to, whole, changes)
    return _in_one_piece(to, _piece(to, whole, changes), changes)


def _piece(to: Destination, text: str, changes: dict[str, None]) -> str:
    """A part of a value in characters that may stand there; a hash where none of its own may."""
    plain, replaced = legible(to.value, text)
    if says_something(plain) or plain == text:
        changes.update(replaced)
        return plain.strip()
    changes[HASHED] = None
    return f"x-{hash_of(text)}"


def _in_one_piece(to: Destination, item: str, changes: dict[str, None]) -> str:
    """An item without the separator; commas are kept where they part, since a list of texts reads alike anyway."""
    separator = to.separator
    if separator == "," or separator not in item:
        return item
    changes[SEPARATED] = None
    while separator in item:
        item = item.replace(separator, _instead(to))
    return item


def _instead(to: Destination) -> str:
    """What takes the place of a separator inside an item: a half of a double one, else what fills gaps."""
    if len(to.separator) > 1:
        return to.separator[0]
    return to.value.fill if to.value.fill != to.separator else "_"
