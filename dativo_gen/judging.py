"""The findings of a run -> how bad each is here, and whether it concerns what was selected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dativo_gen.codes import FIXED, Severity
from dativo_gen.errors import Problem
from dativo_gen.findings import Judged, judge_findings
from dativo_gen.load import Loaded
from dativo_gen.plan import Stack
from dativo_gen.policy.judge import judge_policy
from dativo_gen.repository import DEFAULTS_FILES
from dativo_gen.selection import Selection


def hold_policy(loaded: Loaded, stacks: Sequence[Stack], today: date | None) -> None:
    """Put what breaks the policy among the findings, each rated as the policy says."""
    verdict = judge_policy(stacks, loaded.settings, today)
    for breach in verdict.breaches:
        loaded.findings.report_for(breach.file)(breach.problem)
        loaded.findings.rated[breach.problem] = breach.severity
    read = {job.key for job in loaded.jobs}
    whole = all(loaded.keys.get(file, frozenset()) and loaded.keys[file] <= read for file in loaded.files)
    for problem in (*verdict.expired, *(verdict.unused if whole else ())):
        loaded.findings.report_for(None)(problem)


def judge(loaded: Loaded, stacks: Sequence[Stack], selection: Selection) -> Judged:
    """The findings that concern the selected jobs, and how many others there are."""
    inputs = {"dativo-gen.yaml", loaded.settings.model.runner, *loaded.templates}
    for job in loaded.jobs:
        if selection.job(job.key, job.file):
            inputs |= set(job.inputs)
    mates = _stack_mates(stacks, selection)

    def selected(file: str) -> bool:
        keys = loaded.keys.get(file)
        meant = any(selection.job(key, file) for key in keys) if keys else selection.file(file)
        return meant or file in mates

    inputs |= {file for file in loaded.files if selected(file)}
    inputs |= {problem.span.file for problem in _of_layers(loaded) if selection.file(problem.span.file)}
    return judge_findings(loaded.findings, lambda problem: severity(loaded, problem), selected, inputs)


def _stack_mates(stacks: Sequence[Stack], selection: Selection) -> frozenset[str]:
    """The files of the jobs that are written because they share a stack with a selected one."""
    written = (stack for stack in stacks if any(selection.job(m.key, m.job.file) for m in stack.jobs))
    return frozenset(member.job.file for stack in written for member in stack.jobs)


def _of_layers(loaded: Loaded) -> Sequence[Problem]:
    """A layer that cannot be read is told to each job below it; here for those that have no job there."""
    return [each for each in loaded.findings.by_file.get(None, ()) if each.span.file.endswith(DEFAULTS_FILES)]


def severity(loaded: Loaded, problem: Problem) -> Severity:
    """How bad a problem is in this repository."""
    if problem in loaded.findings.fatal or problem.code in FIXED:
        return "error"
    if problem in loaded.findings.rated:
        return loaded.findings.rated[problem]
    chosen = loaded.settings.severity(problem.code)
    optional = problem.code == "asset-missing" and loaded.settings.model.assets == "optional"
    return "warning" if optional and chosen == "error" else chosen


def broken_files(loaded: Loaded) -> frozenset[str]:
    """The job files with errors."""
    findings = loaded.findings.by_file.items()
    wrong = {file: any(severity(loaded, each) == "error" for each in problems) for file, problems in findings}
    return frozenset(file for file, is_wrong in wrong.items() if file is not None and is_wrong)
