"""The edge that gathers, for each file that others changed, what was generated, what stands there, what is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from dativo_gen.drawing import Outcome
from dativo_gen.head import kept_texts
from dativo_gen.look import current_text
from dativo_gen.manifest import digest
from dativo_gen.states import State, states_of
from dativo_gen.three_way import ThreeTexts
from dativo_gen.tree import contents

_WANTED = "the same as is wanted now"


def refused_edits(outcome: Outcome) -> tuple[ThreeTexts, ...]:
    """The refused files of a run, sorted; what is no plain file has no texts and is left out."""
    paths = sorted(each.path for each in outcome.diff.refused)
    states = states_of(paths, outcome.tree, outcome.existing) if paths else {}
    return tuple(_texts(outcome, [path for path in paths if outcome.existing.found[path].kind == "file"], states))


def _texts(
    outcome: Outcome, paths: Sequence[PurePosixPath], states: Mapping[PurePosixPath, State]
) -> Iterator[ThreeTexts]:
    wanted, shown = contents(outcome.tree), outcome.planned.output
    edited = [path for path in paths if states[path] == "edited"]
    kept = kept_texts(outcome.planned.repository.root, [shown / path for path in edited])
    for path in paths:
        new = wanted[path].text if path in wanted else None
        texts = ({_WANTED: new} if new is not None else {}) | kept.get(shown / path, {})
        generated, source = _generated(outcome.existing.hashes(path), texts)
        standing = current_text(outcome.output, path)
        yield ThreeTexts(str(shown / path), states[path], generated, standing, new, source)


def _generated(ours: frozenset[str] | None, texts: Mapping[str, str]) -> tuple[str | None, str]:
    """The first text that a manifest says was written, and where it is from."""
    found = ((text, source) for source, text in texts.items() if digest(text) in (ours or ()))
    return next(found, (None, ""))
