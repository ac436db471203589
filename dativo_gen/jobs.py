"""Job files and layer files -> one input per job: who it is, its layers lowest first, the names it may use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from dativo_gen.dialect import Layer, one_model
from dativo_gen.errors import Problem, Rejected, Report, Span
from dativo_gen.interpolate import IDENTITY_NAMES, Names, interpolate, references
from dativo_gen.model.job import JobKey, name_problem, near_misses
from dativo_gen.model.settings import Settings
from dativo_gen.node import Node, made
from dativo_gen.suggest import nearest

SHARED = "_shared"
UNSTATED = "unstated"
"""The layer of an environment that nobody stated."""


@dataclass(frozen=True, slots=True)
class JobFile:
    """A parsed job file with the `_defaults.yaml` layers above it, lowest first."""

    path: str
    folder: PurePosixPath
    root: Node
    defaults: tuple[Node, ...]

    @property
    def shared(self) -> bool:
        return SHARED in PurePosixPath(self.path).parts


@dataclass(frozen=True, slots=True)
class JobInput:
    """One job to be. `identity` holds the nodes of tenant_id, environment and job_name."""

    key: JobKey
    file: str
    layers: tuple[Layer, ...]
    identity: Mapping[str, Node]
    names: Names


ReportFor = Callable[[str], Report]
"""Gives the report of one job file, so that problems of files that were not selected can be counted apart."""


@dataclass(frozen=True, slots=True)
class _Identity:
    """What a file says of itself before it is fanned out."""

    file: JobFile
    name: Node
    tenant: Node | None
    environment: Node
    over_tenants: bool
    over_environments: bool

    @property
    def fanned(self) -> bool:
        return self.over_tenants or self.over_environments


@dataclass(frozen=True, slots=True)
class FannedOut:
    """Every job of some files; `fanned` are those files that make one for each tenant, `named` the tenants that the
    others are for, also where no job came of them."""

    jobs: tuple[JobInput, ...]
    fanned: frozenset[str]
    named: tuple[str, ...]


def fan_out(
    files: Sequence[JobFile], settings: Settings, report_for: ReportFor, tenants: Sequence[str] | None = None
) -> FannedOut:
    """Every job of every file. A file with a problem in its identity gives none and says so.

    A job for every tenant is made for `tenants`; None: for those of the settings, else all that the files name.
    """
    identities = []
    for file in files:
        try:
            identities.append(_identity(file, settings))
        except Rejected as rejected:
            for problem in rejected.problems:
                report_for(file.path)(problem)
    named = _named_tenants(identities)
    known = tenants if tenants is not None else settings.tenants or named
    jobs = [job for identity in identities for job in _jobs(identity, known, settings, report_for(identity.file.path))]
    return FannedOut(tuple(jobs), frozenset(each.file.path for each in identities if each.over_tenants), named)


def _named_tenants(identities: Sequence[_Identity]) -> tuple[str, ...]:
    return tuple(sorted({each.tenant.text for each in identities if each.tenant and not each.over_tenants}))


def _identity(file: JobFile, settings: Settings) -> _Identity:
    problems = list(_misplaced_names(file, settings))
    stem = PurePosixPath(file.path).stem
    name = _given(file.root.get("name")) or made(stem, Span(file.path))
    tenant = _highest(file, settings, "tenant_id")
    environment = _highest(file, settings, "environment") or made("prod", Span(file.path), UNSTATED)
    over_tenants = file.shared or _uses(tenant, "tenant_id")
    over_environments = _uses(environment, "environment")
    names = Names({"job_name": name, **settings.vars(None, None)})
    if tenant is not None and not over_tenants:
        tenant, wrong = _filled_in(tenant, names)
        problems += wrong or filter(None, [name_problem(tenant, "tenant_id")])
        names = names.with_values({"tenant_id": tenant})
    if tenant is None and not over_tenants:
        hint = f"add `tenant_id: {_folder_name(file) or 'acme'}`"
        problems += near_misses(file.root) or [
            Problem(file.root.span, "missing-key", "`tenant_id` is missing", hint),
        ]
    if tenant is not None and file.shared and not _uses(tenant, "tenant_id"):
        said = tenant.text if tenant.is_scalar else tenant.kind
        message = f"a job under `{SHARED}` is rendered for every tenant, but this one says tenant_id `{said}`"
        problems.append(
            Problem(tenant.span, "shared-tenant", message, "write `tenant_id: ${tenant_id}`, or leave it out")
        )
    if not over_environments:
        environment, wrong = _filled_in(environment, names)
        problems += wrong or _environment_problems(environment, settings)
    problems += _parts_of_a_name(tenant if over_tenants else None, "tenant_id", "tenant")
    problems += _parts_of_a_name(environment if over_environments else None, "environment", "environment")
    problems += filter(None, [_job_name_problem(file, name)])
    if problems:
        raise Rejected(problems)
    return _Identity(file, name, tenant, environment, over_tenants, over_environments)


def _filled_in(node: Node, names: Names) -> tuple[Node, list[Problem]]:
    """The node with names filled in, and what is wrong with them (a name that is not known says all there is)."""
    problems: list[Problem] = []
    return interpolate(node, names, problems.append) if node.is_scalar else node, problems


def _parts_of_a_name(node: Node | None, key: str, what: str) -> Iterator[Problem]:
    """A job for every tenant is called like each of them: `${tenant_id}-eu` would be nobody's name."""
    whole = {f"${brackets}" for name in (key, key.upper()) for brackets in (f"{{{name}}}", f"<{name}>")}
    if node is not None and _uses(node, key) and node.text not in whole:
        message = f"`{key}` is `{node.text}`; a job for every {what} can have nothing beside the name"
        yield Problem(node.span, "fan-out-part", message, f"write `{key}: ${{{key}}}`")


def _job_name_problem(file: JobFile, name: Node) -> Problem | None:
    problem = name_problem(name, "name")
    if problem is None or _given(file.root.get("name")) is not None:
        return problem
    message = problem.message.replace("`name` is", "the job's name is", 1) + " (taken from the file's name)"
    return replace(problem, message=message, hint="rename the file, or add `name: ...` to it")


def _environment_problems(environment: Node, settings: Settings) -> Iterator[Problem]:
    problem = name_problem(environment, "environment")
    if problem:
        yield problem
    elif settings.environments and environment.text not in settings.environments:
        near = nearest(environment.text, settings.environments)
        known = ", ".join(settings.environments)
        hint = f"did you mean `{near}`?" if near else "add it to `environments` in the settings"
        unstated = " where none is stated" if environment.layer == UNSTATED else ""
        message = f"`environment` is `{environment.text}`{unstated}; the settings know {known}"
        yield Problem(environment.span, "environment-unknown", message, hint)


def _misplaced_names(file: JobFile, settings: Settings) -> Iterator[Problem]:
    """`name` belongs to a job alone: a layer that gave one would give it to every job below."""
    for layer in (settings.layer("defaults"), *file.defaults):
        node = layer.get("name") if layer else None
        if node is not None:
            message = "`name` stands in a layer, which would give every job the same name"
            yield Problem(node.key_span, "identity-in-layer", message, "move it into the job")


def scope_problems(settings: Settings) -> Iterator[Problem]:
    """Identity inside `environments.X.job` or `tenants.X.job`, where it would contradict the X."""
    for kind in ("environments", "tenants"):
        scopes = settings.root.get(kind)
        for name, scope in (scopes.items if scopes else {}).items():
            problem = name_problem(made(name, scope.key_span), f"{kind}.{name}")
            if problem:
                yield problem
            for key in ("tenant_id", "environment", "name"):
                node = scope.get("job", key)
                if node is not None:
                    message = (
                        f"`{key}` may not stand in `{kind}.{name}.job`: a job's identity is read before this layer"
                    )
                    yield Problem(node.key_span, "identity-in-layer", message, "take it away")


def _highest(file: JobFile, settings: Settings, key: str) -> Node | None:
    layers = (file.root, *reversed(file.defaults), settings.layer("defaults"))
    nodes = (layer.get(key) for layer in layers if layer is not None)
    return _given(next((node for node in nodes if node is not None), None))


def _given(node: Node | None) -> Node | None:
    """A node unless it is null, which unsets what lies below it."""
    return node if node is not None and node.value is not None else None


def _uses(node: Node | None, name: str) -> bool:
    return node is not None and node.is_scalar and bool(references(node) & {name, name.upper()})


def _folder_name(file: JobFile) -> str | None:
    parts = PurePosixPath(file.path).relative_to(file.folder).parts
    return parts[0] if len(parts) > 1 else None


def _jobs(identity: _Identity, tenants: Sequence[str], settings: Settings, report: Report) -> Iterator[JobInput]:
    nothing = _nothing_to_fan_out(identity, tenants, settings)
    if nothing:
        report(nothing)
        return
    place = identity.tenant or made("", Span(identity.file.path))
    for tenant in tenants if identity.over_tenants else [place.text]:
        for environment in settings.environments if identity.over_environments else [identity.environment.text]:
            nodes = {
                "tenant_id": replace(place, value=tenant, written=None),
                "environment": replace(identity.environment, value=environment, written=None),
                "job_name": identity.name,
            }
            yield _job(identity, nodes, settings, report)
    _check_folder(identity, report)


def _nothing_to_fan_out(identity: _Identity, tenants: Sequence[str], settings: Settings) -> Problem | None:
    if identity.over_tenants and not tenants:
        span = identity.tenant.span if identity.tenant else Span(identity.file.path)
        message = "this job is for every tenant, but no tenant is known"
        return Problem(span, "fan-out-empty", message, "list the tenants under `tenants` in the settings")
    if identity.over_environments and not settings.environments:
        message = "this job is for every environment, but none is known"
        hint = "list them under `environments` in the settings"
        return Problem(identity.environment.span, "fan-out-empty", message, hint)
    return None


def _check_folder(identity: _Identity, report: Report) -> None:
    folders = PurePosixPath(identity.file.path).relative_to(identity.file.folder).parts[:-1]
    tenant = identity.tenant
    if folders and tenant is not None and not identity.over_tenants and tenant.text not in folders:
        message = f"this job lies in the folder `{folders[0]}`, but its tenant is `{tenant.text}`"
        report(Problem(tenant.span, "tenant-folder", message, f"move the file to {tenant.text}/, or change tenant_id"))


def _job(identity: _Identity, nodes: Mapping[str, Node], settings: Settings, report: Report) -> JobInput:
    key = JobKey(nodes["tenant_id"].text, nodes["environment"].text, identity.name.text)
    scopes = [("environments", key.environment, "job"), ("tenants", key.tenant, "job")]
    own = [("defaults", node) for node in identity.file.defaults] + [("job", identity.file.root)]
    outer = [(".".join(path), node) for path in scopes if (node := settings.layer(*path))]
    ordered = [*own, *outer] if identity.fanned else [*outer, *own]
    defaults = settings.layer("defaults")
    everything = [("settings", defaults), *ordered] if defaults else ordered
    layers = tuple(one_model(name, node, report) for name, node in everything)
    return JobInput(key, identity.file.path, layers, nodes, _names(nodes, key, settings, report))


def _names(identity: Mapping[str, Node], key: JobKey, settings: Settings, report: Report) -> Names:
    """Identity names and vars; a var may use the identity names and nothing else."""
    base = Names({name: identity[name] for name in IDENTITY_NAMES})
    given = settings.vars(key.environment, key.tenant)
    return base.with_values({name: interpolate(node, base, report) for name, node in given.items()})


def duplicate_jobs(jobs: Iterable[JobInput]) -> Iterator[tuple[str, Problem]]:
    """Two files that make one job. Yields (file, problem) for each of them: neither can be rendered alone."""
    first: dict[JobKey, JobInput] = {}
    for job in jobs:
        other = first.setdefault(job.key, job)
        if other is not job:
            message = f"the job {job.key} is made twice, first by {other.file}"
            hint = "give one of them another `name`"
            problem = Problem(_name_place(job), "job-twice", message, hint)
            yield job.file, problem
            yield other.file, problem


def _name_place(job: JobInput) -> Span:
    return job.identity["job_name"].span
