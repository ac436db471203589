"""What every orchestrator answers: which jobs it runs, what it refuses, and what it writes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import ClassVar

from dativo_gen.errors import Problem
from dativo_gen.model.infrastructure import Target
from dativo_gen.orchestrators.run import Run

Finding = tuple[str, Problem]
"""A problem, after the file of the job that it is told to."""


@dataclass(frozen=True, slots=True)
class Site:
    """A folder of the tree that an orchestrator writes, and the jobs in it.

    `views` are what the templates in `templates/orchestrators/<folder>/` see; `names` replace parts such as
    `__job__` in their file names. A template set is rendered once for each pair of `names` and `views`.
    """

    path: PurePosixPath
    templates: str
    names: Mapping[str, str]
    views: Mapping[str, object]
    runs: tuple[Run, ...]


class Orchestrator(ABC):
    """One orchestrator. Its fields come from the settings; it never sees the disk."""

    target: ClassVar[Target]

    @abstractmethod
    def problems(self, runs: Sequence[Run]) -> Iterator[Finding]:
        """What this orchestrator could not load or would run wrongly; all runs of the repository that it gets."""

    @abstractmethod
    def file_of(self, run: Run) -> PurePosixPath:
        """The longest path of a file that is written for a run."""

    @abstractmethod
    def sites(self, runs: Sequence[Run]) -> Iterator[Site]:
        """What to write, in the order of the paths. Several sites may share a path; they make different files."""
