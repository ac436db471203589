"""What is known of a fleet -> how bad each problem is here, and whether it concerns what was selected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from dativo_gen.census import Facts
from dativo_gen.codes import FIXED, Severity
from dativo_gen.errors import Problem
from dativo_gen.findings import Findings, Judged, judge_findings
from dativo_gen.ground import Ground
from dativo_gen.model.job import JobKey
from dativo_gen.policy.judge import judge_exceptions
from dativo_gen.repository import DEFAULTS_FILES
from dativo_gen.selection import Selection
from dativo_gen.tags.fleet import fleet_spelling


@dataclass(slots=True)
class Bench:
    """Where a fleet is judged: what it stands on, what is known of it, and everything that was found."""

    ground: Ground
    facts: Facts
    findings: Findings = field(default_factory=Findings)

    def severity(self, problem: Problem) -> Severity:
        """How bad a problem is in this repository."""
        if problem in self.findings.fatal or problem.code in FIXED:
            return "error"
        if problem in self.findings.rated:
            return self.findings.rated[problem]
        settings = self.ground.settings
        chosen = settings.severity(problem.code)
        optional = problem.code == "asset-missing" and settings.model.assets == "optional"
        return "warning" if optional and chosen == "error" else chosen

    def broken_files(self) -> frozenset[str]:
        """The job files with errors."""
        found = self.findings.by_file.items()
        wrong = {file for file, problems in found if any(self.severity(each) == "error" for each in problems)}
        return frozenset(file for file in wrong if file is not None)


def take_in(ground: Ground, facts: Facts, today: date | None) -> Bench:
    """All that was found: on the ground, in each job, between jobs, and in the fleet as a whole."""
    bench = Bench(ground, facts)
    findings, report = bench.findings, bench.findings.report_for(None)
    for file, problems in ground.findings.by_file.items():
        findings.by_file.setdefault(file, []).extend(problems)
    for file, problem in (*facts.own, *facts.mutual.problems):
        findings.report_for(file)(problem)
    findings.fatal |= ground.findings.fatal | facts.fatal
    findings.rated |= facts.mutual.rated
    for problem in fleet_spelling(facts.spellings):
        report(problem)
    read = {job.key for job in facts.jobs}
    whole = all(facts.keys.get(file, frozenset()) and facts.keys[file] <= read for file in facts.files)
    for problem in judge_exceptions(ground.settings, facts.mutual.used, today, whole):
        report(problem)
    return bench


def judge(bench: Bench, selection: Selection) -> Judged:
    """The findings that concern the selected jobs, and how many others there are."""
    ground, facts = bench.ground, bench.facts
    inputs = {"dativo-gen.yaml", ground.settings.model.runner, *ground.templates}
    for job in facts.jobs:
        if selection.job(job.key, job.file):
            inputs.update(job.inputs)
    mates = _stack_mates(facts, selection)

    def selected(file: str) -> bool:
        return selected_file(facts, selection, file) or file in mates

    inputs |= {file for file in facts.files if selected(file)}
    inputs |= {problem.span.file for problem in _of_layers(bench) if selection.file(problem.span.file)}
    return judge_findings(bench.findings, bench.severity, selected, inputs)


def selected_file(facts: Facts, selection: Selection, file: str) -> bool:
    """Whether any job of a job file is meant."""
    keys = facts.keys.get(file)
    return any(selection.job(key, file) for key in keys) if keys else selection.file(file)


def _stack_mates(facts: Facts, selection: Selection) -> frozenset[str]:
    """The files of the jobs that are written because they share a stack with a selected one."""
    shared = (stack for stack in facts.stacks if len(stack.jobs) > 1)
    return frozenset(file for stack in shared if _any(stack.jobs, selection) for _, file in stack.jobs)


def _any(jobs: Sequence[tuple[JobKey, str]], selection: Selection) -> bool:
    return any(selection.job(key, file) for key, file in jobs)


def _of_layers(bench: Bench) -> Sequence[Problem]:
    """A layer that cannot be read is told to each job below it; here for those that have no job there."""
    return [each for each in bench.findings.by_file.get(None, ()) if each.span.file.endswith(DEFAULTS_FILES)]
