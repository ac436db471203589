"""The job of the golden case `nasty-strings`, written from the strings in data/nasty-strings.json."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from dativo_gen.tags.destination import destination
from dativo_gen.tags.value import has_stray_blanks

STRINGS: tuple[str, ...] = tuple(json.loads((Path(__file__).parent / "data" / "nasty-strings.json").read_text("utf-8")))
PREFIX = 'a"b\\c/${not.a.name}/%{ if x }/$<nor.this>/\u202e\u00e9\U0001f680'
MOST_TAGS = 36
"""With the three that every job has, fewer than AWS has room for."""
LONGEST_IMPLICIT_KEY = 100
"""A key on one line with its value may have 1024 characters (YAML 1.1, 10.2); far fewer read better."""

HEAD = """\
# Written by tests/nasty.py: `pytest tests/test_golden.py --update-golden` writes it again.
# A literal `${` is `$${` here; what YAML cannot hold as it is, is escaped.
tenant_id: edge
infrastructure:
  provider: aws
  region: us-east-1
"""


def keys() -> Mapping[str, str]:
    """Each string once as a key, with its number; Terraform takes two that NFC makes equal for one.

    The endless ones are left to `long_keys`: `terraform fmt` pads all keys of a map to the longest.
    """
    distinct = {unicodedata.normalize("NFC", text): (text, str(number)) for number, text in enumerate(STRINGS)}
    return {text: number for text, number in distinct.values() if len(text) <= LONGEST_IMPLICIT_KEY}


def long_keys() -> Mapping[str, str]:
    """The strings that are too long for `keys`, with their numbers."""
    return {text: str(number) for number, text in enumerate(STRINGS) if len(text) > LONGEST_IMPLICIT_KEY}


def tags() -> Mapping[str, str]:
    """The strings that AWS takes as values of tags as they are, so that none of them is rewritten on the way."""
    holds = destination("aws").value.charset.holds
    legal = (
        (number, text)
        for number, text in enumerate(STRINGS)
        if 0 < len(text) < 200 and not has_stray_blanks(text) and holds(unicodedata.normalize("NFC", text))
    )
    return {f"s{number}": text for number, text in islice(legal, MOST_TAGS)}


def job_text() -> str:
    """The job config."""
    return "".join([HEAD, *_lines()])


def _lines() -> Iterator[str]:
    yield f"  storage: {{prefix: {quoted(PREFIX)}}}\n  tags:\n"
    yield from _entries(tags(), "    ")
    yield "  terraform:\n    module_source: ./terraform/modules/echo\n    variables:\n      strings:\n"
    yield from (f"        - {quoted(text)}\n" for text in STRINGS)
    yield "      by_key:\n"
    yield from _entries(keys(), "        ")
    yield "      by_long_key:\n"
    yield from _entries(long_keys(), "        ")
    yield "      nested:\n        inside:\n"
    yield from (f"          - {{is: {quoted(text)}}}\n" for text in STRINGS)


def _entries(values: Mapping[str, str], indent: str) -> Iterator[str]:
    for key, value in values.items():
        parts = (f"? {quoted(key)}\n{indent}" if len(key) > LONGEST_IMPLICIT_KEY else quoted(key), quoted(value))
        yield f"{indent}{parts[0]}: {parts[1]}\n"


def quoted(text: str) -> str:
    """A double-quoted YAML scalar, ASCII only, that the job's interpolation turns into the text."""
    return '"' + "".join(map(_escaped, text.replace("${", "$${").replace("$<", "$$<"))) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if " " <= char <= "~":
        return char
    return f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"
