"""A job's tags against those below it: a classification that was lowered, a regulation that was dropped."""

from __future__ import annotations

from collections.abc import Iterator

from dativo_gen.errors import Problem, Span
from dativo_gen.spelling import fold
from dativo_gen.tags.tag import Tag, Tags
from dativo_gen.tags.value import shown
from dativo_gen.tags.vocabulary import Vocabulary

_CLASSIFICATION, _REGULATIONS = fold("classification.default"), fold("compliance.regulations")
_ABOVE = ("job", "infrastructure")


def downgrades(tags: Tags, vocabulary: Vocabulary, rule: Span) -> Iterator[Problem]:
    """What the job takes back of what its asset says, or the settings where the asset says nothing of it.

    `rule` is where the settings forbid it. A classification that is no known level cannot be compared, so another
    value in its place counts as lower.
    """
    for tag in (*tags.items, *tags.removed):
        stated = _stated_below(tag)
        if stated is None:
            continue
        if tag.one == _CLASSIFICATION and not _as_high(tag, stated, vocabulary):
            yield _lowered(tag, stated, vocabulary, rule)
        elif tag.one == _REGULATIONS:
            dropped = [word for word in _words(stated) if _token(word, vocabulary) not in _tokens(tag, vocabulary)]
            if dropped:
                yield _dropped(tag, stated, dropped, rule)


def _stated_below(tag: Tag) -> Tag | None:
    """What lies highest of all that is not the job's own, if the job put something else in its place."""
    if tag.layer not in _ABOVE:
        return None
    return next((each for each in tag.overrode if each.layer not in _ABOVE), None)


def _as_high(tag: Tag, stated: Tag, vocabulary: Vocabulary) -> bool:
    if fold(tag.text) == fold(stated.text):
        return True
    now, before = vocabulary.level(tag.text), vocabulary.level(stated.text)
    return now is not None and before is not None and now >= before


def _words(tag: Tag) -> list[str]:
    return [word.strip() for word in tag.text.split(",") if fold(word)]


def _token(word: str, vocabulary: Vocabulary) -> str:
    return vocabulary.regulation(word) or fold(word)


def _tokens(tag: Tag, vocabulary: Vocabulary) -> set[str]:
    return {_token(word, vocabulary) for word in _words(tag)}


def _lowered(tag: Tag, stated: Tag, vocabulary: Vocabulary, rule: Span) -> Problem:
    value = f"`{shown(tag.text)}`" if tag.text else "taken away"
    below = f"the {stated.layer} {_verb(stated, 'say')} `{shown(stated.text)}`, at {stated.span}"
    message = f"the tag `{shown(tag.key)}` is {value}, but {below}; {rule} lets no job lower it"
    unknown = [each.text for each in (tag, stated) if each.text and vocabulary.level(each.text) is None]
    hint = f"keep `{shown(stated.text)}` or go higher, or list the job under `tags.ratchet.allow`"
    if unknown:
        hint = f"`{shown(unknown[0])}` is no known level: list all levels, lowest first, under `tags.ratchet.levels`"
    return Problem(tag.span, "tag-downgrade", message, hint)


def _dropped(tag: Tag, stated: Tag, dropped: list[str], rule: Span) -> Problem:
    words = ", ".join(f"`{shown(word)}`" for word in dropped)
    below = f"the {stated.layer} {_verb(stated, 'name')}, at {stated.span}"
    message = f"the tag `{shown(tag.key)}` is without {words}, which {below}; {rule} lets no job drop it"
    return Problem(tag.span, "tag-downgrade", message, "add it, or list the job under `tags.ratchet.allow`")


def _verb(stated: Tag, verb: str) -> str:
    return verb if stated.layer == "settings" else f"{verb}s"
