"""What holds for any two layers of tags."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from dativo_gen.codes import CODES
from dativo_gen.node import Node
from dativo_gen.spelling import fold
from tests.tags.merging import merge_data, node

KEYS = st.text("aA.-_ bß", max_size=4) | st.sampled_from(["TenantId", "environment", "Environment", "job-name"])
SCALARS = st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["", " ", "x", "a  b", "acme", "p,q"])
VALUES = SCALARS | st.lists(SCALARS, max_size=3) | st.just({"deep": "x"})
LAYER = st.dictionaries(KEYS, VALUES, max_size=6)


@settings(max_examples=150, deadline=None)
@given(LAYER, LAYER, st.randoms(use_true_random=False))
def test_the_order_of_keys_within_a_layer_does_not_matter(
    finops: dict[str, object], tags: dict[str, object], random: Random
) -> None:
    def shuffled(block: Node) -> Node:
        entries = list(block.items.items())
        random.shuffle(entries)
        return block.with_items(dict(entries))

    job, infrastructure = node(finops), node(tags, 100)
    one, other = merge_data(job, infrastructure), merge_data(shuffled(job), shuffled(infrastructure))
    assert one[0].plain() == other[0].plain()
    assert sorted(one[1]) == sorted(other[1])


@settings(max_examples=150, deadline=None)
@given(LAYER, LAYER)
def test_every_key_is_in_the_result_or_overridden_or_reported(
    finops: dict[str, object], tags: dict[str, object]
) -> None:
    job, infrastructure = node(finops), node(tags, 100)
    merged, problems = merge_data(job, infrastructure)
    kept = {id(tag.node) for top in merged.items for tag in (top, *top.overrode)}
    said = {each.span for each in problems}
    for block in (job, infrastructure):
        for key, child in block.items.items():
            assert id(child) in kept or child.span in said, key


@settings(max_examples=150, deadline=None)
@given(LAYER, LAYER)
def test_keys_of_the_result_are_sorted_and_unique_under_the_fold(
    finops: dict[str, object], tags: dict[str, object]
) -> None:
    merged, problems = merge_data(node(finops), node(tags, 100))
    keys = [tag.key for tag in merged.items]
    assert keys == sorted(keys)
    assert len({fold(key) for key in keys}) == len(keys)
    assert all(text for text in merged.plain().values())
    assert {each.code for each in problems} <= CODES.keys()
