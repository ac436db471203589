"""`dativo-gen.lock`: what is written comes back, with its places; what was changed since is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dativo_gen.errors import Rejected, Span
from dativo_gen.terraform.lock_update import Update, difference, update
from dativo_gen.terraform.lockfile import LOCK_FILE, Entry, Lock, dump, entry_name, is_remote, read_lock
from dativo_gen.terraform.module import Interface, Output, RequiredProvider, Variable, read_interface
from dativo_gen.terraform.source import parse

ROOT = Path(__file__).parents[1]
NOWHERE = Span("")
SIMPLE = 'variable "team" {\n  type = string\n}\n\noutput "bucket" {\n  value = "a"\n}\n'


def entry(text: str = SIMPLE, chosen: str = "", commit: str = "") -> Entry:
    return Entry(read_interface({"main.tf": text}), chosen, commit)


def bare(interface: Interface) -> object:
    """What an interface says, without the places where it says it."""
    return (
        [(v.name, v.type, v.default, v.nullable, v.sensitive, v.description) for v in interface.variables.values()],
        [(o.name, o.description, o.sensitive) for o in interface.outputs.values()],
        list(interface.required_providers.values()),
        interface.required_version,
    )


SOURCES = [
    ("git::https://github.com/acme/etl.git//job", "v1.2.0", "git::https://github.com/acme/etl.git//job?ref=v1.2.0"),
    ("git::https://github.com/acme/etl.git", None, "git::https://github.com/acme/etl.git"),
    ("git@github.com:acme/etl.git", "a/b", "git@github.com:acme/etl.git?ref=a/b"),
    ("acme/etl/aws", "~> 1.2, < 2", "acme/etl/aws ~> 1.2, < 2"),
    ("modules.acme.example/acme/etl/aws//job", None, "modules.acme.example/acme/etl/aws//job"),
    ("https://acme.example/etl.zip", None, "https://acme.example/etl.zip"),
    ("s3::https://s3.amazonaws.com/acme/etl.zip", None, "s3::https://s3.amazonaws.com/acme/etl.zip"),
]


@pytest.mark.parametrize(("source", "version", "name"), SOURCES)
def test_an_entry_is_named_by_what_a_stack_writes(source: str, version: str | None, name: str) -> None:
    parsed = parse(source, version)
    assert is_remote(parsed)
    assert entry_name(parsed) == name
    assert Lock({name: entry()}).find(parsed) == entry()


@pytest.mark.parametrize("source", ["./etl", "dativo://aws/etl-job"])
def test_what_lies_here_needs_no_entry(source: str) -> None:
    assert not is_remote(parse(source, None))


@pytest.mark.parametrize("module", sorted(path.parent for path in ROOT.glob("terraform_templates/modules/*/*/main.tf")))
def test_a_real_module_comes_back_as_it_was_read(module: Path) -> None:
    read = Entry(read_interface({path.name: path.read_text("utf-8") for path in module.glob("*.tf")}), "1.2.3", "abc")
    text = dump(Lock({"acme/etl/aws 1.2.3": read}))
    back = read_lock(text).entries["acme/etl/aws 1.2.3"]
    assert (bare(back.interface), back.chosen, back.commit) == (bare(read.interface), "1.2.3", "abc")
    assert dump(read_lock(text)) == text


TEXT = st.text(max_size=12)
NAMES = st.text(min_size=1, max_size=6)
VARIABLES = st.builds(
    Variable,
    NAMES,
    st.just(NOWHERE),
    type=TEXT,
    default=st.none() | TEXT,
    nullable=st.booleans(),
    sensitive=st.booleans(),
    description=TEXT,
)
OUTPUTS = st.builds(Output, NAMES, st.just(NOWHERE), description=TEXT, sensitive=st.booleans())
PROVIDERS = st.builds(RequiredProvider, NAMES, TEXT, TEXT)
INTERFACES = st.builds(
    lambda variables, outputs, providers, version: Interface(
        {each.name: each for each in variables},
        {each.name: each for each in outputs},
        {each.name: each for each in providers},
        version,
    ),
    st.lists(VARIABLES, max_size=3),
    st.lists(OUTPUTS, max_size=3),
    st.lists(PROVIDERS, max_size=2),
    TEXT,
)


@given(INTERFACES, TEXT, TEXT)
def test_whatever_a_module_declares_comes_back(interface: Interface, chosen: str, commit: str) -> None:
    text = dump(Lock({"a": Entry(interface, chosen, commit)}))
    assert text.isascii()
    assert "\r" not in text
    back = read_lock(text).entries["a"]
    assert (bare(back.interface), back.chosen, back.commit) == (bare(interface), chosen, commit)


@given(INTERFACES)
def test_every_name_has_the_place_where_its_key_stands(interface: Interface) -> None:
    text = dump(Lock({"a b": Entry(interface)}))
    read = read_lock(text).entries["a b"].interface
    lines = text.splitlines()
    declared: list[Variable | Output] = [*read.variables.values(), *read.outputs.values()]
    for each in declared:
        assert lines[each.span.line - 1][each.span.column - 1 :].startswith(f"{json.dumps(each.name)}: {{")
        assert each.span.file == LOCK_FILE


def test_the_order_in_which_modules_were_fetched_shows_nowhere() -> None:
    one, two = entry(), entry("")
    assert dump(Lock({"b": one, "a": two})) == dump(Lock({"a": two, "b": one}))


def test_line_ends_of_a_checkout_do_not_matter() -> None:
    lock = Lock({"a": entry()})
    assert dump(read_lock(dump(lock).replace("\n", "\r\n"))) == dump(lock)


def test_a_commit_that_declares_the_same_has_the_same_hash() -> None:
    assert entry(commit="a").sha256 == entry(commit="b").sha256
    assert entry(commit="a").sha256 != entry("").sha256


DAMAGES = {
    "a type": ('"type": "string"', '"type": "number"'),
    "a name": ('"team"', '"crew"'),
    "an output": ('"bucket": {}', '"bucket": {"sensitive": true}'),
    "a hash": ('"sha256": "', '"sha256": "0'),
    "an unknown key": ('"variables"', '"colour": 1, "variables"'),
    "half a merge": ('"format"', '=======\n"format"'),
    "a key twice": ('"a": {', '"a": {}, "a": {'),
    "no object": ('{\n          "type": "string"\n        }', "[]"),
    "a wrong type": ('"type": "string"', '"type": 1'),
    "a format": ('"format": 1', '"format": true'),
    "no modules": ('"modules"', '"moduls"'),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_lock_that_was_changed_is_refused(damage: str) -> None:
    text = dump(Lock({"a": entry()}))
    old, new = DAMAGES[damage]
    assert old in text
    with pytest.raises(Rejected) as caught:
        read_lock(text.replace(old, new, 1))
    assert {problem.code for problem in caught.value.problems} == {"module-lock-unreadable"}


@given(st.text() | st.recursive(st.none() | st.booleans() | st.integers() | TEXT, st.lists).map(json.dumps))
def test_no_text_at_all_ends_in_anything_but_a_problem(text: str) -> None:
    with pytest.raises(Rejected):
        read_lock(text)


def test_other_versions_of_a_module_are_known_and_other_modules_are_not() -> None:
    names = ["acme/etl/aws 1.2.0", "acme/etl/aws", "acme/etl/gcp 2.0.0", "git::https://a.example/b.git?ref=v1", "!?"]
    lock = Lock({name: entry() for name in names})
    assert lock.other_versions(parse("acme/etl/aws", "1.3.0")) == ("(none)", "1.2.0")
    assert lock.other_versions(parse("git::https://a.example/b.git", "v2")) == ("v1",)
    assert lock.other_versions(parse("git::https://a.example/b.git//c", "v2")) == ()


def test_an_update_keeps_what_is_used_and_says_what_is_new_and_gone() -> None:
    old = Lock({"kept": entry(), "gone": entry()})
    found = update(old, {"new": entry()}, {"kept", "new", "failed"})
    assert found == Update(Lock({"kept": entry(), "new": entry()}), ("new",), {}, ("gone",))
    assert found.differs


def test_an_update_that_finds_the_same_again_differs_in_nothing() -> None:
    assert not update(Lock({"a": entry()}), {"a": entry()}, {"a"}).differs


DIFFERENCES = [
    (entry(chosen="1.2.0"), entry(chosen="1.2.1"), "1.2.0 -> 1.2.1"),
    (entry(commit="a" * 40), entry(), "aaaaaaaaaaaa -> unknown"),
    (entry(), entry(SIMPLE.replace("string", "number")), "variables ~team"),
    (
        entry(),
        entry(SIMPLE.replace("team", "crew").replace("bucket", "lake")),
        "variables +crew -team; outputs +lake -bucket",
    ),
    (entry(), entry(SIMPLE.replace("= string", '= string\n  description = "Who"')), "its providers or descriptions"),
    (entry(), entry(), ""),
]


@pytest.mark.parametrize(("old", "new", "words"), DIFFERENCES)
def test_what_changed_in_a_module_is_said(old: Entry, new: Entry, words: str) -> None:
    assert difference(old, new) == words
