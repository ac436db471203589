"""What manifests remember of stacks and their jobs, and what a stack must still say of jobs that it had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Literal, TypeAlias

from dativo_gen.errors import Problem, Rejected, Span
from dativo_gen.model.job import NAME, JobKey
from dativo_gen.plan import TERRAFORM, StackKey
from dativo_gen.shell import Shell, shell_from_record

Status = Literal["present", "keep", "destroy", "moved"]
Record: TypeAlias = Mapping[str, Any]
STATUSES = ("present", "keep", "destroy", "moved")


@dataclass(frozen=True, slots=True)
class RememberedJob:
    """A job that once had Terraform, and how it was rendered last."""

    key: JobKey
    status: Status
    shell: Shell
    entry: Record

    @property
    def file(self) -> str:
        return str(self.entry.get("file", ""))

    @property
    def to(self) -> JobKey | None:
        """The new name of a job that was renamed."""
        name = self.entry.get("to")
        return JobKey(self.key.tenant, self.key.environment, name) if name is not None else None

    @property
    def said_moved(self) -> bool:
        """Whether `{state: moved}` stood in the settings already, so that it speaks of an earlier move."""
        return self.entry.get("state") == "moved"


@dataclass(frozen=True, slots=True)
class Leaving:
    """A `removed` block: the module call `name` leaves the state, with or without its resources."""

    name: str
    destroy: bool
    entry: Record = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Renaming:
    """A `moved` block."""

    old: str
    new: str
    entry: Record = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Past:
    """What a stack must still say of jobs that it had. `moved` are its jobs with the line `{state: moved}`."""

    leaving: tuple[Leaving, ...] = ()
    renamed: tuple[Renaming, ...] = ()
    moved: frozenset[str] = frozenset()

    def entry(self, name: str, entry: Record) -> Record:
        """What the manifest says of a job that is there."""
        return {**entry, "state": "moved"} if name in self.moved else entry


def present(file: str, source: str, version: str | None) -> dict[str, Any]:
    """The entry of a job that is there, for its stack's manifest."""
    entry = {"status": "present", "file": file, "source": source}
    return entry | ({"version": version} if version is not None else {})


PRESENT = frozenset(("status", "file", "source", "version"))
"""All that an entry may say of a job that is there and never was elsewhere."""


def is_stack(folder: PurePosixPath) -> bool:
    """Whether a folder of the output is one of a stack; modules and what has no state are not."""
    parts = folder.parts
    return len(parts) == 4 and parts[0] == str(TERRAFORM) and not parts[1].startswith("_")


def read_memory(records: Mapping[PurePosixPath, Sequence[Record | None]], output: str) -> list[RememberedJob]:
    """The jobs in the manifests' records, by folder from the output folder.

    A folder has a second record where a run was killed: what it meant to write. Of that one only counts what the
    first does not say: jobs that were new, and renames. Raises Rejected if a record cannot be read.
    """
    jobs: list[RememberedJob] = []
    problems = []
    for folder, (first, *later) in sorted((each for each in records.items() if is_stack(each[0])), key=_by_folder):
        file = f"{output}/{folder}/.dativo-gen.json"
        key = StackKey(*folder.parts[1:])
        try:
            found = list(_jobs_of(key, first, file))
            names = {job.key for job in found}
            meant = [job for record in later for job in _jobs_of(key, record, file)]
            jobs += found + [job for job in meant if job.key not in names or job.status == "moved"]
        except (KeyError, TypeError, AttributeError, ValueError):
            message = "the manifest's record of this stack's state is damaged"
            hint = "restore it from version control; it says which state belongs to which job"
            problems.append(Problem(Span(file), "manifest-unreadable", message, hint))
    if problems:
        raise Rejected(problems)
    return jobs


def _by_folder(item: tuple[PurePosixPath, object]) -> PurePosixPath:
    return item[0]


def _jobs_of(key: StackKey, record: Record | None, file: str) -> Iterator[RememberedJob]:
    if record is None:
        raise ValueError("a stack without a record")
    _check_values(record)
    shell = shell_from_record(key, record, file)
    _ = shell.backend.rules  # KeyError for a type that is none
    for name, entry in record["jobs"].items():
        tenant, environment = entry.get("of", (key.tenant, key.environment))
        if entry["status"] not in STATUSES or not _are_names(name, tenant, environment, entry.get("to", name)):
            raise ValueError("job")
        yield RememberedJob(JobKey(tenant, environment, name), entry["status"], shell, entry)


def _check_values(record: Record) -> None:
    """What becomes text in Terraform must be text."""
    texts = [record["provider"], *record["place"].values()]
    texts += [text for text in (record["workspace"], record["cluster"]) if text is not None]
    for each in record["providers"]:
        texts += [each["name"], each["source"], each["version"] or ""]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("text")


def _are_names(*names: object) -> bool:
    return all(isinstance(name, str) and NAME.fullmatch(name) for name in names)
