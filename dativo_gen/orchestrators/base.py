"""What every orchestrator answers: which jobs it runs, what it refuses, and what it writes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, ClassVar

from dativo_gen.claims import Claims
from dativo_gen.errors import Problem, Span
from dativo_gen.model.infrastructure import Target
from dativo_gen.model.job import JobKey
from dativo_gen.orchestrators.run import Run

Finding = tuple[str, Problem]
"""A problem, after the file of the job that it is told to."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What files that several jobs share must know of each: who it is, what it was made from, what it adds to them.

    `group` is the folder that it shares with others, if it does (a code location); `limits` are the most runs at once.
    """

    key: JobKey
    file: str
    inputs: tuple[str, ...]
    group: str = ""
    limits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One job's part of a file that it shares with others: `record` is data, which stands at `place`."""

    notice: Notice
    place: Span
    record: Mapping[str, Any]


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
    runs: tuple[Notice, ...]


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
    def claims(self, runs: Sequence[Run]) -> Claims:
        """The names that no two jobs may have, so that jobs which meet can be found without looking at all again."""

    @abstractmethod
    def notice(self, run: Run) -> Notice:
        """What the files that it shares must know of a run."""

    @abstractmethod
    def sites(self, runs: Sequence[Run]) -> Iterator[Site]:
        """What to write for each tenant, in the order of the paths. Several sites may share a path: they make
        different files."""

    @abstractmethod
    def environment(self, environment: str, notices: Sequence[Notice]) -> Site:
        """What all tenants of an environment share."""

    def everything(self, runs: Sequence[Run]) -> Iterator[Site]:
        """What to write where these are all runs that there are."""
        environments: dict[str, list[Notice]] = {}
        for run in sorted(runs, key=lambda run: run.key):
            environments.setdefault(run.key.environment, []).append(self.notice(run))
        yield from (self.environment(name, notices) for name, notices in sorted(environments.items()))
        yield from self.sites(runs)

    def parts(self, runs: Sequence[Run]) -> Iterator[Part]:
        """The runs' parts of folders that several tenants may share (`Notice.group`)."""
        del runs
        yield from ()

    def group(self, environment: str, name: str, parts: Sequence[Part]) -> Site:
        """A folder that several tenants may share. Raises LookupError where there is no such thing."""
        raise LookupError(f"{environment}/{name}: {len(parts)} parts")
