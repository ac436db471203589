"""What holds for any tags at any destination."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dativo_gen.errors import Span
from dativo_gen.tags.destination import destination, destinations
from dativo_gen.tags.emit import Emitted, emit
from dativo_gen.tags.style import STYLES
from dativo_gen.tags.tag import Tags
from tests.tags.emitting import again, codes, emitted, tags_of

TEXT = st.text("aAz019 _.:/=+@-,%é日ि🎉", min_size=1, max_size=6) | st.text(min_size=1, max_size=9)
LONG = st.builds(lambda text, times: text * times, TEXT, st.sampled_from([20, 70, 300]))
KEYS = (
    TEXT
    | LONG
    | st.sampled_from(
        ["Owner", "owner", "OWNER", "aws:x", "goog-x", "dativo.io/a", "TenantId", "tenant_id", "classification"]
    )
)
VALUES = TEXT | LONG | st.booleans() | st.integers(-9, 9) | st.lists(TEXT, max_size=4) | st.just("")
TAGS = st.dictionaries(KEYS.map(str.strip).filter(bool), VALUES, max_size=8)
EVERYWHERE = settings(max_examples=100, deadline=None)

FORMS = {
    "gcp": (r"[a-z][a-z0-9_-]{0,62}", r"[a-z0-9_-]{1,63}"),
    "gcp_dataproc": (r"[a-z]([-a-z0-9]{0,61}[a-z0-9])?", r"[a-z]([-a-z0-9]{0,61}[a-z0-9])?"),
    "azure": (r"(?s)[^<>%&\\?/\x00-\x1f]{1,128}", r"(?s).{1,256}"),
    "kubernetes_label": (
        r"[a-z0-9]([-a-z0-9.]*[a-z0-9])?/([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]",
        r"([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]",
    ),
    "unity_catalog": (r"(?! )[^.,=/:\x00-\x1f-]{1,255}(?<! )", r"(?s).{1,1000}"),
    "otel": (r"[^ ,;=%\"\\\x00-\x1f]+", r"(?s).+"),
    "airflow": (r"(?s).+", r"(?s)[^:]{1,60}:.{1,100}"),
    "glue_parameters": (r"[^\x00-\x1f]{1,255}", r"(?s).{1,512000}"),
}
"""Keys and values as the pages and validators say that `source` names; others are in test_emit_real.py."""


@pytest.mark.parametrize("name", sorted(FORMS))
@EVERYWHERE
@given(data=TAGS)
def test_what_comes_out_is_legal(name: str, data: dict[str, object]) -> None:
    key_form, value_form = FORMS[name]
    said = emitted(data, name)
    for key, value in said.tags.items():
        assert re.fullmatch(key_form, key), (name, key)
        assert re.fullmatch(value_form, value), (name, key, value)
        assert not said.destination.reserved or not said.destination.reserved.match(key)
    assert name != "airflow" or all(len(value) <= 100 for value in said.tags.values())
    assert name != "azure" or all(len(key.encode()) <= 128 and len(v.encode()) <= 256 for key, v in said.tags.items())


@pytest.mark.parametrize("name", sorted(destinations()))
@EVERYWHERE
@given(data=TAGS, style=st.sampled_from(STYLES), random=st.randoms(use_true_random=False))
def test_order_makes_no_difference_and_a_second_time_changes_nothing(
    name: str, data: dict[str, object], style: str, random: Random
) -> None:
    to = destination(name).tuned(key_style=style)
    tags = tags_of(data)
    items = list(tags.items)
    random.shuffle(items)
    first = emit(tags, to)
    assert emit(Tags(tuple(items)), to) == first
    if to.over is not None:  # a column of a report is written nowhere, so it is never emitted again
        return
    second = again(first)
    assert (second.tags, codes(second)) == (first.tags, [])


@pytest.mark.parametrize("name", sorted(destinations()))
@EVERYWHERE
@example(data={"OWNER": True, "OwNER": True, "oWNER": "0"})  # the second has the value of the first, and is lost too
@given(data=TAGS)
def test_no_two_keys_are_one_and_every_key_is_emitted_or_named(name: str, data: dict[str, object]) -> None:
    said = emitted(data, name)
    keys = [said.destination.same(entry.key) for entry in said.entries]
    assert len(set(keys)) == len(keys) == len(said.tags)
    assert all(entry.value for entry in said.entries)
    places = {tag.key: (tag.node.key_span, tag.span) for tag in tags_of(data).items}
    under = said.destination.over
    before = _named(emitted(data, under), places) if under is not None else set()
    assert {entry.tag.key for entry in said.entries} | _named(said, places) | before == set(data)


def _named(said: Emitted, places: Mapping[str, tuple[Span, Span]]) -> set[str]:
    """Keys whose place a problem stands at, or is said in one."""
    texts = (f"{each.span} {each.message}" for each in said.problems)
    told = set(chain.from_iterable(re.findall(r"job\.yaml:\d+:\d+", text) for text in texts))
    return {key for key, spans in places.items() if told.intersection(map(str, spans))}


@EVERYWHERE
@given(TAGS)
def test_what_is_emitted_without_a_change_is_the_canonical_text(data: dict[str, object]) -> None:
    for name in destinations():
        to = destination(name)
        for entry in emit(tags_of(data), to).entries:
            if not entry.changes and not to.form:
                assert (entry.key.removeprefix(to.prefix), entry.value) == (
                    entry.tag.key.removeprefix(to.prefix),
                    entry.tag.text,
                )


@given(st.lists(st.text("ab,/", min_size=1, max_size=4).filter(str.strip), min_size=1, max_size=4, unique=True))
def test_the_items_of_a_list_can_be_told_apart_again(items: list[str]) -> None:
    said = emitted({"k": items}, "aws")
    assert len(said.tags["k"].split("/")) == len(items)
