"""What a run about changed jobs does not want -> what of it those jobs left behind, so that it may go."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from dativo_gen.build import bundled_names
from dativo_gen.existing import Existing, Recorded
from dativo_gen.memory import is_stack
from dativo_gen.plan import MODULES
from dativo_gen.tree import Tree


@dataclass(frozen=True)
class Left:
    """Asked about paths of the output folder that are not in the `tree`, and in none of the `folders` of its stacks.

    `files` are the job files that changed or are gone. What others wrote is not wanted either, since nobody drew it.
    """

    existing: Existing
    tree: Tree
    folders: Collection[PurePosixPath]
    files: frozenset[str]

    def behind(self, path: PurePosixPath) -> bool:
        """Whether nobody but jobs that changed had a part in what stands at a path, or still calls it."""
        if path.is_relative_to(MODULES):
            return self._called.isdisjoint(path.parents)
        return not self.files.isdisjoint(self.existing.sources(path))

    @cached_property
    def _called(self) -> frozenset[PurePosixPath]:
        """The copies of modules that the stacks call which this run does not write."""
        others = (found for path, found in self.existing.folders.items() if is_stack(path) and path not in self.folders)
        names = {name for found in others for record in _records(found) for name in bundled_names(record)}
        return frozenset(MODULES / name for name in names if name is not None) - self.tree.keys()


def _records(found: Recorded) -> Iterator[Mapping[str, Any]]:
    for manifest in (found.manifest, *((found.journal.planned,) if found.journal is not None else ())):
        if manifest.record is not None:
            yield manifest.record
