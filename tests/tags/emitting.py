"""Plain data -> canonical tags with places, for the tests of emission."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dativo_gen.errors import Span
from dativo_gen.tags.destination import Destination, destination
from dativo_gen.tags.emit import Emitted, emit
from dativo_gen.tags.tag import Tag, Tags
from dativo_gen.tags.value import read_value
from tests.tags.merging import node


def tags_of(data: Mapping[str, object]) -> Tags:
    """Tags as the merge would read each value, one on a line, but with any keys and with empty values too."""
    made = []
    for line, (key, value) in enumerate(data.items(), 1):
        place = replace(node(value, line), span=Span("job.yaml", line, 9))
        made.append(Tag(key, read_value(key, place, lambda problem: None), "infrastructure", place))
    return Tags(tuple(made))


def emitted(data: Mapping[str, object], to: str | Destination) -> Emitted:
    return emit(tags_of(data), destination(to) if isinstance(to, str) else to)


def codes(said: Emitted) -> list[str]:
    return [each.code for each in said.problems]


def again(said: Emitted) -> Emitted:
    """What was emitted, emitted once more; one text for key and value is parted first."""
    form = said.destination.form
    plain = {key: value.removeprefix(f"{key}:") if form else value for key, value in said.tags.items()}
    return emitted(plain, said.destination)
