"""Every job before every rule of the policy: what is wrong, and how bad that is where the job runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dativo_gen.claims import Claims
from dativo_gen.codes import CODES, Severity
from dativo_gen.errors import Problem
from dativo_gen.model.job import JobKey
from dativo_gen.model.settings import Settings
from dativo_gen.node import Node
from dativo_gen.plan import Stack
from dativo_gen.policy.allow import instance_types, module_sources, module_versions, providers, regions
from dativo_gen.policy.exceptions import excused, expired, read_exceptions, unused
from dativo_gen.policy.isolate import isolated, isolated_names
from dativo_gen.policy.names import well_named
from dativo_gen.policy.require import required
from dativo_gen.policy.subject import Finding, Subject

JOB_RULES: tuple[Callable[[Subject, Node], Iterator[Problem]], ...] = (
    providers,
    regions,
    instance_types,
    module_sources,
    module_versions,
    required,
    well_named,
)
"""What is asked of one job."""

FLEET_RULES: tuple[Callable[[Sequence[Subject], Node], Iterator[Finding]], ...] = (isolated,)
"""What is asked of all together."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A problem of the job in `file`, and how bad it is there."""

    file: str
    problem: Problem
    severity: Severity


Used = Mapping[int, frozenset[JobKey]]
"""By the number of an exception in the policy, the jobs that need it."""


@dataclass(frozen=True, slots=True)
class PolicyVerdict:
    """What is broken, and the exceptions without which more would be."""

    breaches: tuple[Breach, ...] = ()
    used: Used = field(default_factory=dict)


def judge_policy(stacks: Sequence[Stack], settings: Settings, today: date | None) -> PolicyVerdict:
    """Hold the jobs of all stacks against `policy`. `today` ends exceptions; None ends none."""
    policy = settings.layer("policy")
    if policy is None:
        return PolicyVerdict()
    subjects = [Subject(member, stack.place) for stack in stacks for member in stack.jobs]
    exceptions = read_exceptions(policy)
    breaches = []
    for subject, problem in _findings(subjects, policy):
        if not excused(exceptions, problem.code, subject.key, today):
            severity = _severity(settings, problem.code, subject.key.environment)
            breaches.append(Breach(subject.file, _told(problem, subject, policy), severity))
    used = {number: frozenset(each.used) for number, each in enumerate(exceptions) if each.used}
    return PolicyVerdict(tuple(breaches), used)


def judge_exceptions(settings: Settings, used: Used, today: date | None, whole: bool) -> Iterator[Problem]:
    """Exceptions that ran out, and if the `whole` fleet was read, those that nobody needs."""
    policy = settings.layer("policy")
    exceptions = read_exceptions(policy) if policy is not None else []
    for number, each in enumerate(exceptions):
        each.used.update(used.get(number, ()))
    yield from expired(exceptions, today)
    yield from unused(exceptions, today) if whole else ()


def policy_claims(stacks: Sequence[Stack], settings: Settings) -> Claims:
    """What may not be shared, of all that these stacks use."""
    policy = settings.layer("policy")
    if policy is None or policy.get("isolate") is None:
        return Claims()
    return isolated_names([Subject(member, stack.place) for stack in stacks for member in stack.jobs], policy)


def _findings(subjects: Sequence[Subject], policy: Node) -> Iterator[Finding]:
    for subject in subjects:
        for rule in JOB_RULES:
            yield from (Finding(subject, problem) for problem in rule(subject, policy))
    for fleet_rule in FLEET_RULES:
        yield from fleet_rule(subjects, policy)


def _severity(settings: Settings, code: str, environment: str) -> Severity:
    """The nearest word counts: of the environment, of `rules`, of the policy's `default`, of the code itself."""
    model = settings.model.policy
    ratings = (model.severity if model is not None else None) or {}
    here, default = (_rating(ratings.get(name), code) for name in (environment, "default"))
    return here or settings.model.rules.get(code) or default or CODES[code].severity


def _rating(ratings: Severity | dict[str, Severity] | None, code: str) -> Severity | None:
    return ratings.get(code) if isinstance(ratings, dict) else ratings


def _told(problem: Problem, subject: Subject, policy: Node) -> Problem:
    """With the environment, where one line may be an error in one and a warning in another."""
    severity = policy.get("severity")
    if severity is None or not severity.items.keys() - {"default"}:
        return problem
    return replace(problem, message=f"{problem.message} (in {subject.key.environment})")
