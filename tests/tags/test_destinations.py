"""The table of destinations, and how a policy tunes one."""

from __future__ import annotations

import re

import pytest

from dativo_gen.tags.destination import destination, destinations
from tests.tags.emitting import emitted

NAMES = (
    "aws aws_iam aws_s3_object aws_cur gcp gcp_dataproc azure azure_storage azure_15 kubernetes_label "
    "kubernetes_annotation dagster_asset dagster_run airflow iceberg glue_parameters unity_catalog bigquery otel"
)


def test_every_destination_of_the_contract_is_in_the_table() -> None:
    assert sorted(destinations()) == sorted(NAMES.split())


@pytest.mark.parametrize("name", sorted(destinations()))
def test_a_destination_says_where_its_rule_is_from_and_how_messages_call_it(name: str) -> None:
    to = destination(name)
    assert re.match(r"(?:an?|the) [A-Za-z]", to.what)
    assert to.source
    assert (to.kept != "") or to.reserved is None


@pytest.mark.parametrize("name", sorted(destinations()))
def test_what_the_table_writes_itself_is_legal_there(name: str) -> None:
    to = destination(name)
    assert to.value.charset.holds(to.separator + to.value.fill + "x-0")
    assert to.key.charset.holds(to.key.fill)
    assert all(to.value.charset.holds(new) for _, new in to.value.rewrites)
    assert all(to.key.charset.holds(new) for _, new in to.key.rewrites)


@pytest.mark.parametrize(
    ("name", "room"), [("aws", 40), ("gcp", 63), ("aws_s3_object", 10), ("azure_15", 15), ("gcp_dataproc", 28)]
)
def test_the_room_of_a_resource_is_its_limit_less_what_others_add(name: str, room: int) -> None:
    assert destination(name).room == room


def test_a_separator_of_the_policy_joins_lists_and_is_replaced_in_items() -> None:
    to = destination("aws").tuned(separator="+")
    assert emitted({"k": ["a+b", "c"]}, to).tags == {"k": "a-b+c"}
    assert emitted({"k": "a,c"}, to).tags == {"k": "a+c"}


def test_a_prefix_of_the_policy_acts_where_keys_have_one() -> None:
    assert emitted({"team": "x"}, destination("kubernetes_label").tuned(prefix="acme.example")).tags == {
        "acme.example/team": "x"
    }
    assert emitted({"team": "x"}, destination("aws").tuned(prefix="acme.example")).tags == {"team": "x"}


def test_a_reserve_of_the_policy_acts_where_there_is_a_limit() -> None:
    assert destination("aws").tuned(reserve=0).room == 50
    assert destination("iceberg").tuned(reserve=3).room is None


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("aws", {"key_style": "camelCase"}),
        ("aws", {"separator": ","}),
        ("aws", {"separator": "x"}),
        ("aws", {"separator": ""}),
        ("gcp", {"separator": "/"}),
        ("aws", {"reserve": 50}),
        ("aws", {"reserve": -1}),
        ("kubernetes_label", {"prefix": "Acme/"}),
        ("kubernetes_label", {"prefix": ""}),
    ],
)
def test_a_policy_that_the_destination_cannot_follow_is_refused(name: str, wanted: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"^(?:`.*`|a reserve of -?\d+) "):
        destination(name).tuned(**wanted)  # type: ignore[arg-type]  # a parameter


def test_nothing_tuned_is_the_destination_itself() -> None:
    assert destination("aws").tuned() is destination("aws")
