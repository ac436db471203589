"""Every problem of a run, and which of them stand in the way of what was selected."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace

from dativo_gen.codes import Severity
from dativo_gen.errors import Problem, Rejected, Report


@dataclass(slots=True)
class Findings:
    """Problems by the job file that they were found for; those of no job stand under None.

    `fatal` are those that left nothing to go on with: no setting can make less of them, or a job would be lost unseen.
    `rated` are those whose severity hangs on more than their code.
    """

    by_file: dict[str | None, list[Problem]] = field(default_factory=dict)
    fatal: set[Problem] = field(default_factory=set)
    rated: dict[Problem, Severity] = field(default_factory=dict)

    def report_for(self, file: str | None) -> Report:
        """Where the problems of one job file go."""
        return self.by_file.setdefault(file, []).append

    def reject(self, file: str | None, rejected: Rejected) -> None:
        """Take in what stopped a room."""
        self.by_file.setdefault(file, []).extend(rejected.problems)
        self.fatal.update(rejected.problems)

    def all(self) -> tuple[Problem, ...]:
        return tuple(sorted({problem for problems in self.by_file.values() for problem in problems}))


@dataclass(frozen=True, slots=True)
class Judged:
    """Problems after the settings decided how bad each one is. `others` are errors of jobs that were not selected."""

    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    others: int = 0


def judge_findings(
    findings: Findings,
    severity: Callable[[Problem], Severity],
    selected: Callable[[str], bool],
    inputs: Collection[str],
) -> Judged:
    """Part what was found. A problem counts if its job is `selected`, or if it stands in one of their `inputs`.

    What one line of a layer breaks in many jobs is said once, with the jobs that it was found for.
    """
    mine: dict[Problem, set[str]] = {}
    others: set[Problem] = set()
    for file, problems in findings.by_file.items():
        counts = file is not None and selected(file)
        for problem in problems:
            if counts or (file is None and problem.span.file in inputs):
                mine.setdefault(problem, set()).update([file] if file is not None else [])
            else:
                others.add(problem)
    errors = [_for_jobs(problem, files) for problem, files in mine.items() if severity(problem) == "error"]
    warnings = [_for_jobs(problem, files) for problem, files in mine.items() if severity(problem) == "warning"]
    return Judged(tuple(sorted(errors)), tuple(sorted(warnings)), _errors(others - mine.keys(), severity))


def _for_jobs(problem: Problem, files: Collection[str]) -> Problem:
    """A problem that stands in another file than its jobs names the first of them."""
    if not files or problem.span.file in files:
        return problem
    first, *more = sorted(files)
    rest = f" and {len(more)} more" if more else ""
    return replace(problem, message=f"{problem.message} (for {first}{rest})")


def _errors(problems: Iterable[Problem], severity: Callable[[Problem], Severity]) -> int:
    return sum(1 for problem in problems if severity(problem) == "error")
