"""What may not be true of the whole fleet: checks across jobs and stacks, listed in RULES."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath
from posixpath import normpath

from dativo_gen.claims import Claims
from dativo_gen.errors import Problem, Span
from dativo_gen.node import Node, plain
from dativo_gen.plan import PlannedJob, Stack, job_path, output_names
from dativo_gen.resolve import ResolvedJob
from dativo_gen.tags.fleet import Spelling, spellings

LONGEST_PATH = 180
"""Characters of an output path beyond which checkouts on Windows begin to fail (its limit is 260 in all)."""


@dataclass(frozen=True, slots=True)
class Fleet:
    """Every job and every stack of a repository."""

    jobs: Sequence[ResolvedJob]
    stacks: Sequence[Stack]
    output: PurePosixPath


def _by(stacks: Iterable[Stack], key: Callable[[Stack], object]) -> Mapping[object, list[Stack]]:
    groups: dict[object, list[Stack]] = {}
    for stack in stacks:
        groups.setdefault(key(stack), []).append(stack)
    return groups


def one_owner_per_state(fleet: Fleet) -> Iterator[Problem]:
    """Two stacks on one state destroy each other's resources with every apply."""
    told: set[Span] = set()
    for first, *others in _by(fleet.stacks, _home).values():
        for other in others:
            mine, theirs = other.jobs[0], first.jobs[0]
            if mine.place in told:
                continue
            told.add(mine.place)
            message = f"the state {other.state.shown} of {mine.key} is also that of {theirs.key}, at {theirs.place}"
            yield Problem(mine.place, "state-shared", message, _separate(mine, theirs))


def _home(stack: Stack) -> object:
    """What is the same for two stacks with one state: its id, or the file, which may lie in another stack's folder."""
    if stack.state.shareable:
        return stack.state
    return normpath(stack.key.folder / dict(stack.state.identity)["path"])


def _separate(mine: PlannedJob, theirs: PlannedJob) -> str:
    names = [
        f"`${{{name}}}`"
        for name, differs in (
            ("tenant_id", mine.key.tenant != theirs.key.tenant),
            ("environment", mine.key.environment != theirs.key.environment),
        )
        if differs
    ] or ["`${job_name}`"]
    if mine.provision.backend.type == "local":
        return f"add {' and '.join(names)} to its `path`, or leave `path` out: each stack has a folder of its own"
    return f"add {' and '.join(names)} to the state's {mine.provision.backend.rules.naming}, or to its bucket"


def one_backend_per_stack(fleet: Fleet) -> Iterator[Problem]:
    """A root module has one backend block, so jobs that share a state must agree on every argument of it."""
    for stack in fleet.stacks:
        first = stack.jobs[0]
        wanted = _arguments(first)
        for other in stack.jobs[1:]:
            mine = _arguments(other)
            for name in sorted(name for name in {*wanted, *mine} if wanted.get(name) != mine.get(name)):
                node = other.provision.backend.arguments.get(name)
                message = (
                    f"{other.key} and {first.key} share a state, but not the backend's `{name}` "
                    f"(the other backend is at {first.place})"
                )
                span = node.span if node is not None else other.place
                yield Problem(span, "stack-backend", message, "write the same backend in both, best in a layer")


def _arguments(member: PlannedJob) -> dict[str, object]:
    return {name: plain(node) for name, node in member.provision.backend.arguments.items()}


def one_place_per_stack(fleet: Fleet) -> Iterator[Problem]:
    """A root module configures each provider once: jobs of one state agree on cloud, region, account, project."""
    for stack in fleet.stacks:
        for name in ("provider", "region", "account_id", "project_id"):
            known = [(member, node) for member in stack.jobs if (node := _fact(member, name)) is not None]
            for (first, mine), (second, theirs) in pairwise(known):
                if mine.text != theirs.text:
                    message = (
                        f"{second.key} and {first.key} share a state, but the `{name}` of one is `{theirs.text}` "
                        f"and that of the other `{mine.text}`, at {mine.span}"
                    )
                    hint = "give each a state of its own, or state one value for both"
                    yield Problem(theirs.span, "stack-place", message, hint)


def _fact(member: PlannedJob, name: str) -> Node | None:
    if name == "provider":
        return member.provision.block.get("provider")
    node: Node | None = getattr(member.provision.place, name)
    return node


def one_name_per_stack(fleet: Fleet) -> Iterator[Problem]:
    """A stack's folder must not depend on which of its jobs is looked at first."""
    for stack in fleet.stacks:
        first = stack.jobs[0].provision
        for other in stack.jobs[1:]:
            if other.provision.stack_name != first.stack_name:
                message = (
                    f"{other.key} and {stack.jobs[0].key} share a state, but one stack is called "
                    f"`{other.provision.stack_name}` and the other `{first.stack_name}`, at {first.stack_span}"
                )
                hint = f"add `terraform: {{stack: {first.stack_name}}}` to both"
                yield Problem(other.provision.stack_span, "stack-name", message, hint)


def one_stack_per_name(fleet: Fleet) -> Iterator[Problem]:
    """Two stacks of one name would be written into one folder."""
    for first, *others in _by(fleet.stacks, lambda stack: stack.key).values():
        for other in others:
            mine, theirs = other.jobs[0], first.jobs[0]
            message = (
                f"the stack {other.key} of the job {mine.key.name} has the name of another stack, "
                f"that of the job {theirs.key.name} at {theirs.provision.stack_span}"
            )
            hint = f"add `terraform: {{stack: {_free_name(mine)}}}` to one of them"
            yield Problem(mine.provision.stack_span, "stack-clash", message, hint)


def _free_name(member: PlannedJob) -> str:
    name = member.key.name
    return name if name != member.provision.stack_name else f"{name}-{member.provision.cloud.provider}"[:63]


def one_meaning_per_output(fleet: Fleet) -> Iterator[Problem]:
    """Root outputs are called `<job>_<output>`, which two pairs of names can both make."""
    for stack in fleet.stacks:
        owners: dict[str, PlannedJob] = {}
        for member in stack.jobs:
            for name in output_names(member):
                first = owners.setdefault(f"{member.key.name}_{name}", member)
                if first.key != member.key:
                    message = f"{member.key} and {first.key} would both make the output `{member.key.name}_{name}`"
                    hint = "rename one of the jobs, or give it a state of its own"
                    yield Problem(member.place, "output-clash", message, hint)


def a_place_is_known(fleet: Fleet) -> Iterator[Problem]:
    """What is not stated is taken from the environment of whoever runs Terraform, which may differ."""
    wanted = {"aws": ("region",), "gcp": ("project_id", "region"), "azure": ("account_id",)}
    for stack in fleet.stacks:
        for name in wanted[stack.cloud.provider]:
            if getattr(stack.place, name) is None:
                member = stack.jobs[0]
                message = f"no `{name}` is stated for {member.key}, and no identifier tells one"
                hint = f"add `infrastructure.{name}`; else Terraform takes it from its environment"
                yield Problem(member.provision.block.key_span, "place-unknown", message, hint)


def tenants_have_separate_data(fleet: Fleet) -> Iterator[Problem]:
    """Tenants on one bucket are apart only if no prefix lies inside another's."""
    users: dict[tuple[str, str], list[_Use]] = {}
    for member in _members(fleet):
        for home, use in _uses_of(member):
            users.setdefault(home, []).append(use)
    for found in users.values():
        yield from _overlaps(sorted(found, key=lambda use: (use.path, use.member.key)))


@dataclass(frozen=True, slots=True)
class _Use:
    """A job's use of a bucket; `path` ends in a slash, or is empty for the whole bucket."""

    path: str
    member: PlannedJob
    bucket: Node


def _uses_of(member: PlannedJob) -> Iterator[tuple[tuple[str, str], _Use]]:
    """The bucket of a job, after its cloud and name."""
    bucket = member.provision.block.get("storage", "bucket")
    if bucket is not None:
        prefix = member.provision.block.get("storage", "prefix")
        path = prefix.text.strip("/") + "/" if prefix is not None and prefix.text.strip("/") else ""
        yield (member.provision.cloud.provider, bucket.text), _Use(path, member, bucket)


def _overlaps(uses: Sequence[_Use]) -> Iterator[Problem]:
    """Uses in the order of their paths: whatever holds a path stands before it, so one pass is enough."""
    around: list[_Use] = []
    told: set[Span] = set()
    for use in uses:
        while around and not use.path.startswith(around[-1].path):
            around.pop()
        other = next((each for each in around if each.member.key.tenant != use.member.key.tenant), None)
        if other is not None and use.bucket.span not in told:
            told.add(use.bucket.span)
            tenants = " and ".join(sorted((other.member.key.tenant, use.member.key.tenant)))
            message = f"the tenants {tenants} share the bucket {use.bucket.text} without own prefixes"
            hint = f"give each its own `storage.prefix`, as `${{tenant_id}}/raw`; the other job is {other.member.key}"
            yield Problem(use.bucket.span, "bucket-shared", message, hint)
        if not around or around[-1].path != use.path or around[-1].member.key.tenant != use.member.key.tenant:
            around.append(use)


def tenants_have_separate_identities(fleet: Fleet) -> Iterator[Problem]:
    """One service account for two tenants can read both tenants' data."""
    first: dict[str, PlannedJob] = {}
    told: set[Span] = set()
    for member in _members(fleet):
        node = member.provision.block.get("runtime", "service_account")
        if node is None or not _global(node.text):
            continue
        other = first.setdefault(node.text, member)
        if other.key.tenant != member.key.tenant and node.span not in told:
            told.add(node.span)
            message = f"the tenants {other.key.tenant} and {member.key.tenant} share the service account {node.text}"
            hint = f"give each tenant its own; the other job is {other.key}"
            yield Problem(node.span, "service-account-shared", message, hint)


def _global(account: str) -> bool:
    """Whether the name means one account everywhere; a bare Kubernetes name means one in each namespace."""
    return any(mark in account for mark in (":", "/", "@"))


def _members(fleet: Fleet) -> Iterator[PlannedJob]:
    return (member for stack in fleet.stacks for member in stack.jobs)


def paths_are_short(fleet: Fleet) -> Iterator[Problem]:
    """Long paths cannot be checked out everywhere."""
    for stack in fleet.stacks:
        longest = f"{fleet.output / stack.key.folder}/terraform.tfvars"
        yield from too_long(stack.jobs[0].provision.stack_span, longest)
    for job in fleet.jobs:
        yield from too_long(Span(job.file), str(fleet.output / job_path(job.key)))


def too_long(span: Span, path: str) -> Iterator[Problem]:
    """A path that some disks and programs do not take; nothing if it is short enough."""
    if len(path) > LONGEST_PATH:
        message = f"the output path {path} has {len(path)} characters, over {LONGEST_PATH}"
        yield Problem(span, "path-long", message, "choose shorter names of tenant, stack and job")


def spellings_of(jobs: Sequence[ResolvedJob]) -> list[Spelling]:
    """How these jobs spell their tags. Each cloud has its own report, and its own style of keys."""
    clouds: dict[str, list[ResolvedJob]] = {}
    for job in jobs:
        if job.provision is not None:
            clouds.setdefault(job.provision.cloud.provider, []).append(job)
    return [
        each for cloud, some in clouds.items() for each in spellings(cloud, ((str(job.key), job.tags) for job in some))
    ]


def claims_of(fleet: Fleet) -> Claims:
    """What the rules below that look across tenants compare."""
    names = {f"state {_home(stack)}" for stack in fleet.stacks}
    names |= {f"state told at {problem.span}" for problem in one_owner_per_state(fleet)}  # a place is told once
    uses = [each for member in _members(fleet) for each in _uses_of(member)]
    for member in _members(fleet):
        account = member.provision.block.get("runtime", "service_account")
        if account is not None and _global(account.text):
            names.add(f"account {account.text}")
    return Claims(frozenset(names), paths=frozenset((f"bucket {' '.join(home)}", use.path) for home, use in uses))


RULES: tuple[Callable[[Fleet], Iterator[Problem]], ...] = (
    one_owner_per_state,
    one_backend_per_stack,
    one_place_per_stack,
    one_name_per_stack,
    one_stack_per_name,
    one_meaning_per_output,
    a_place_is_known,
    tenants_have_separate_data,
    tenants_have_separate_identities,
    paths_are_short,
)


def check_fleet(fleet: Fleet) -> Iterator[Problem]:
    """Every problem of every rule."""
    for rule in RULES:
        yield from rule(fleet)
