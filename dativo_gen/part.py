"""Loaded jobs -> their stacks, who runs them, what is wrong between them, and the facts that the fleet needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dativo_gen import claims
from dativo_gen.census import Facts, JobFact, StackFact, Told, as_text
from dativo_gen.claims import Claims
from dativo_gen.errors import Problem
from dativo_gen.load import Loaded
from dativo_gen.orchestrators.registry import Crew, crews
from dativo_gen.plan import Stack, plan_stacks
from dativo_gen.policy.judge import judge_policy, policy_claims
from dativo_gen.rules import Fleet, check_fleet, claims_of, spellings_of
from dativo_gen.shell import shell_of


@dataclass(frozen=True, slots=True)
class Part:
    """Some jobs with all that hangs on them: those of a tenant, of several, or of all."""

    loaded: Loaded
    stacks: tuple[Stack, ...]
    crews: tuple[Crew, ...]
    today: date | None = None

    @property
    def fleet(self) -> Fleet:
        return Fleet(self.loaded.jobs, self.stacks, self.loaded.output)


def open_part(loaded: Loaded, today: date | None) -> Part:
    """Plan the stacks of jobs. What their modules refuse is put among the findings."""
    stacks = plan_stacks(loaded.jobs, loaded.findings.report_for)
    return Part(loaded, tuple(stacks), crews(loaded.jobs, loaded.settings, loaded.output), today)


def facts_of(part: Part) -> Facts:
    """What the rest of the fleet must know of these jobs."""
    loaded = part.loaded
    found = loaded.findings.by_file.items()
    modules = loaded.settings.layer("modules", "providers")
    return Facts(
        files=loaded.files,
        named=loaded.named,
        keys=loaded.keys,
        fanned=loaded.fanned,
        jobs=tuple(JobFact(job.key, job.file, job.inputs) for job in loaded.jobs),
        stacks=tuple(_stack(stack, shell_of(stack, modules).record()) for stack in part.stacks),
        own=tuple((file, problem) for file, problems in found for problem in dict.fromkeys(problems)),
        fatal=frozenset(loaded.findings.fatal),
        mutual=mutual(part),
        claims=_claims(part),
        spellings=tuple(spellings_of(loaded.jobs)),
        notices={crew.orchestrator.target: tuple(map(crew.orchestrator.notice, crew.runs)) for crew in part.crews},
    )


def _stack(stack: Stack, record: dict[str, object]) -> StackFact:
    sources = [member.provision.call.source for member in stack.jobs]
    bundled = sorted({source.address for source in sources if source.kind == "bundled"})
    jobs = tuple((member.key, member.job.file) for member in stack.jobs)
    return StackFact(stack.key, jobs, as_text(record), tuple(bundled))


def mutual(part: Part) -> Told:
    """What these jobs break together, or of the policy."""
    verdict = judge_policy(part.stacks, part.loaded.settings, part.today)
    problems = [*_of_fleet(part), *((breach.file, breach.problem) for breach in verdict.breaches)]
    problems += [each for crew in part.crews for each in crew.problems()]
    rated = {breach.problem: breach.severity for breach in verdict.breaches}
    return Told(tuple(dict.fromkeys(problems)), rated, verdict.used)


def _of_fleet(part: Part) -> Iterator[tuple[str | None, Problem]]:
    yield from ((None, problem) for problem in check_fleet(part.fleet))


def _claims(part: Part) -> Claims:
    own: Sequence[Claims] = [crew.orchestrator.claims(crew.runs) for crew in part.crews]
    return claims.together([claims_of(part.fleet), policy_claims(part.stacks, part.loaded.settings), *own])
