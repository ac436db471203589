"""`policy.exceptions`: who need not keep to a rule, and which exceptions have run out or were never needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from dativo_gen.errors import Problem, Span
from dativo_gen.model.job import JobKey
from dativo_gen.node import Node
from dativo_gen.policy.line import matches, texts


@dataclass(slots=True)
class PolicyException:
    """One entry; `used` are the jobs that broke the rule that it excuses."""

    code: str
    jobs: tuple[str, ...]
    until: date
    node: Node
    used: set[JobKey] = field(default_factory=set)

    def covers(self, code: str, key: JobKey) -> bool:
        return code == self.code and any(self._names(pattern, key) for pattern in self.jobs)

    @staticmethod
    def _names(pattern: str, key: JobKey) -> bool:
        """Part by part, so that a `*` never reaches over a slash; what is left out is anything."""
        parts = (key.tenant, key.environment, key.name)
        return all(map(matches, pattern.split("/"), parts))

    def ended(self, today: date | None) -> bool:
        """Whether its last day lies before today; never where no day is given."""
        return today is not None and self.until < today


def read_exceptions(policy: Node) -> list[PolicyException]:
    """The exceptions of a policy that the model accepted."""
    node, found = policy.get("exceptions"), []
    for each in node.elements if node is not None else ():
        code, jobs, until = each.get("code"), each.get("jobs"), each.get("until")
        if code is not None and jobs is not None and until is not None:
            found.append(PolicyException(code.text, texts(jobs), date.fromisoformat(until.text), each))
    return found


def excused(exceptions: Iterable[PolicyException], code: str, key: JobKey, today: date | None) -> bool:
    """Whether a job may break a rule today; every exception that names it has been used then."""
    found = [each for each in exceptions if each.covers(code, key)]
    for each in found:
        each.used.add(key)
    return any(not each.ended(today) for each in found)


def unused(exceptions: Sequence[PolicyException], today: date | None) -> Iterator[Problem]:
    """Exceptions that hold but that no job needs, once every breach was held against them."""
    for each in exceptions:
        if not each.used and not each.ended(today):
            message = f"no job that this exception names breaks {each.code}"
            hint = "take it out, or mend its `jobs`"
            yield Problem(_span(each, "code"), "policy-exception-unused", message, hint)


def expired(exceptions: Sequence[PolicyException], today: date | None) -> Iterator[Problem]:
    """Exceptions that no longer hold."""
    yield from (_expired(each) for each in exceptions if each.ended(today))


def _expired(exception: PolicyException) -> Problem:
    message = f"this exception from {exception.code} ended on {exception.until.isoformat()}"
    if not exception.used:
        return Problem(_span(exception, "until"), "policy-exception-expired", message, "nobody needs it: take it out")
    first, *more = sorted(exception.used)
    rest = f" and {len(more)} more" if more else ""
    message = f"{message}, and {first}{rest} still needs it"
    return Problem(
        _span(exception, "until"), "policy-exception-expired", message, "mend the job, or agree on a new day"
    )


def _span(exception: PolicyException, key: str) -> Span:
    node = exception.node.get(key)
    return node.span if node is not None else exception.node.span
