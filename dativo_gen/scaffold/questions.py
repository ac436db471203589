"""What may be answered to each question of the tenant template: the judgements of the rooms that read jobs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from dativo_gen.clouds import CLOUDS, Cloud, Misfit, identifier_misfit, invalid_provider, region_misfit
from dativo_gen.errors import Span
from dativo_gen.model.infrastructure import RUNTIME_TYPES
from dativo_gen.model.job import name_problem
from dativo_gen.node import made
from dativo_gen.orchestrators.timing import cron_fault
from dativo_gen.suggest import nearest
from dativo_gen.terraform.source import SourceError, parse

CLASSIFICATIONS = ("public", "internal", "confidential", "restricted", "pii")

_PLACE = Span("answers")
_MOST = 256
"""Characters of a text answer: the longest tag value that a cloud takes."""

Others = Mapping[str, Any]
Checks = Mapping[str, Callable[[Any, Others], str]]


def checker(environments: Sequence[str], others_use: Collection[str], starters: Iterable[str]) -> Callable[..., str]:
    """A function that says what is wrong with an answer, or nothing: `check(question, answer, **other answers)`.

    `environments` are those of the settings; where there are none, `others_use` are those that jobs have already.
    `starters` are the sources that starter jobs are there for.
    """
    known = tuple(starters)
    checks: Checks = {
        **_CHECKS,
        "environments": lambda value, _: _environments(value, environments, others_use),
        "starters": lambda value, _: _listed(value, lambda each: _one_of(each, known)),
    }

    def check(question: str, answer: Any, **others: Any) -> str:
        return checks[question](answer, others) if question in checks else ""

    return check


def name_fault(name: str, what: str = "tenant_id") -> str:
    """Why a tenant, an environment or a job may not have this name."""
    problem = name_problem(made(name, _PLACE), what)
    return f"{problem.message}; {problem.hint}" if problem else ""


def _text(value: Any, _: Others) -> str:
    if not isinstance(value, str) or not value.strip():
        return "write a text"
    if not value.isprintable() or len(value) > _MOST:
        return f"write one line of at most {_MOST} characters"
    return "`${` and `$<` would fill in a name; write a plain text" if "${" in value or "$<" in value else ""


def _said(misfit: Misfit | None) -> str:
    return f"{misfit.message}; {misfit.hint}" if misfit else ""


def _listed(value: Any, check: Callable[[str], str], least: int = 0) -> str:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        return "write a list of texts, as in [one, two]"
    if len(value) < least or len(set(value)) < len(value):
        return "write at least one" if not value else "one of them is there twice"
    return next((fault for each in value if (fault := check(each))), "")


def _one_of(value: Any, known: Collection[str]) -> str:
    if value in known:
        return ""
    near = nearest(str(value), known)
    return f"`{value}` is none of {', '.join(known)}" + (f"; did you mean `{near}`?" if near else "")


def _environments(value: Any, settings: Sequence[str], others_use: Collection[str]) -> str:
    fault = _listed(value, lambda each: name_fault(each, "environment"), least=1)
    if fault:
        return fault
    if settings:
        unknown = [each for each in value if each not in settings]
        if unknown:
            return f"dativo-gen.yaml has no environment `{unknown[0]}`, but {', '.join(settings)}"
        if len(value) > 1 and set(value) != set(settings):
            return f"jobs are rendered for one environment or for all of dativo-gen.yaml: {', '.join(settings)}"
    elif len(value) > 1 and (left := sorted(set(others_use) - set(value))):
        return f"other jobs are in `{left[0]}`, which must be among them or stand in dativo-gen.yaml"
    return ""


def _cloud(others: Others) -> Cloud | None:
    return CLOUDS.get(str(others.get("provider", "aws")))


def _by_cloud(judge: Callable[[Cloud, str], str]) -> Callable[[Any, Others], str]:
    """A check of a text that depends on the cloud; an empty one leaves the answer open."""

    def check(value: Any, others: Others) -> str:
        cloud = _cloud(others)
        if not isinstance(value, str):
            return f'put it in quotes, as in "{value}"'
        return judge(cloud, value) if cloud is not None and value else ""

    return check


def _data_bucket(value: Any, others: Others) -> str:
    """Each environment has a bucket of its own where there are several."""
    environments = others.get("environments") or ["prod"]
    cloud = _cloud(others)
    if cloud is None or not isinstance(value, str) or not value:
        return _text(value, others)
    between = "" if cloud.provider == "azure" else "-"
    names = [f"{value}{between}{each}" for each in environments] if len(environments) > 1 else [value]
    return next((fault for name in names if (fault := _said(cloud.bucket_misfit(name)))), "")


def _state_bucket(cloud: Cloud, value: str) -> str:
    if cloud.provider == "azure" and ("/" in value or "-" in value):
        return f"{value} is no storage account; it takes 3 to 24 small letters and digits"
    return _said(cloud.bucket_misfit(value))


def _module(source: str, version: str | None) -> str:
    try:
        parse(source, version)
    except SourceError as error:
        return f"{error.message}; {error.hint}"
    return ""


def _cron(value: Any, _: Others) -> str:
    fault = cron_fault(value) if isinstance(value, str) else ("it takes text", 'write "0 3 * * *"')
    return f"{fault[0]}; {fault[1]}" if fault else ""


def _runtime(value: Any, others: Others) -> str:
    cloud = _cloud(others)
    known = [each for each in RUNTIME_TYPES if cloud is None or each in cloud.runtimes]
    return _one_of(value, known)


_CHECKS: Checks = {
    "tenant": lambda value, _: name_fault(str(value)),
    "provider": lambda value, _: "" if value in CLOUDS else invalid_provider(str(value)),
    "runtime": _runtime,
    "region": lambda value, others: _text(value, others) or _region(value, others),
    "account_id": _by_cloud(lambda cloud, value: _said(cloud.account_misfit(value))),
    "project_id": lambda value, others: _text(value, others) or _project(value, others),
    "resource_group": _text,
    "environments": lambda value, _: _environments(value, (), ()),
    "cluster_name": _text,
    "subnet_ids": lambda value, others: _listed(value, lambda each: _subnet(each, others), least=1),
    "image": _text,
    "data_bucket": _data_bucket,
    "state_bucket": _by_cloud(_state_bucket),
    "module_source": lambda value, _: _module(str(value), None) if value else "",
    "module_version": lambda value, others: (
        _module(str(others.get("module_source") or ""), str(value)) if value and others.get("module_source") else ""
    ),
    "cost_center": _text,
    "owner": _text,
    "classification": lambda value, _: _one_of(value, CLASSIFICATIONS),
    "regulations": lambda value, others: _listed(value, lambda each: _text(each, others) or _no_comma(each)),
    "cron": _cron,
    "container": lambda value, _: (
        "" if isinstance(value, str) and value.startswith("/") and value.isprintable() else "write a path as /app"
    ),
}


def _region(value: str, others: Others) -> str:
    cloud = _cloud(others)
    return _said(region_misfit(cloud.provider, value)) if cloud else ""


def _project(value: str, others: Others) -> str:
    cloud = _cloud(others)
    return _said(cloud.project_misfit(value)) if cloud else ""


def _subnet(value: str, others: Others) -> str:
    cloud = _cloud(others)
    return _text(value, others) or (_said(identifier_misfit(cloud.provider, value)) if cloud else "")


def _no_comma(value: str) -> str:
    return f"`{value}` has a comma in it; make two of it" if "," in value else ""
