"""`policy.allow`: providers, regions, instance types, module sources and versions that jobs may choose from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dativo_gen.clouds import Cloud
from dativo_gen.errors import Problem
from dativo_gen.node import Node
from dativo_gen.place import identifiers
from dativo_gen.policy.line import Line, line_at, matches
from dativo_gen.policy.subject import Subject
from dativo_gen.terraform.source import ModuleSource


def providers(subject: Subject, policy: Node) -> Iterator[Problem]:
    """Who runs a platform knows some clouds and not others."""
    line, node = line_at(policy, "allow", "providers"), subject.block.get("provider")
    if line is not None and node is not None and not line.accepts(node.text):
        message = f"the provider {node.text} is not among those that {line} allows"
        yield Problem(node.span, "policy-provider", message, line.choice)


def regions(subject: Subject, policy: Node) -> Iterator[Problem]:
    """Data may have to stay in some countries: the job's region, and those of what it uses."""
    line = _by_provider(subject, policy, "regions")
    if line is None:
        return
    known = {node.span: (node.text, region) for node, region in _regions(subject)}
    for span, (text, region) in known.items():
        if not _accepts_region(subject.cloud, line, region):
            shown = f"the region {region}" if text == region else f"the region {region} of {text}"
            yield Problem(span, "policy-region", f"{shown} is not among those that {line} allows", line.choice)
    if not known and subject.cloud.provider != "azure":  # there the resource group has a region
        message = f"no region is known, and {line} allows only some"
        yield Problem(subject.block.key_span, "policy-region", message, f"add `infrastructure.region`; {line.choice}")


def _regions(subject: Subject) -> Iterator[tuple[Node, str]]:
    """What says where something lies, and the region that it says."""
    for node in identifiers(subject.block):
        region = subject.cloud.facts(node.text).region if isinstance(node.value, str) else None
        if region is not None:
            yield node, region
    stated = (subject.variable("region"), subject.block.get("region"))
    resources = (each.get("region") for each in subject.resources())
    for each in (*stated, *resources, subject.place.region):
        if each is not None and each.value is not None:
            yield each, each.text


def _accepts_region(cloud: Cloud, line: Line, region: str) -> bool:
    wanted = cloud.normal_region(region)
    return any(matches(cloud.normal_region(pattern), wanted) for pattern in line.patterns)


def instance_types(subject: Subject, policy: Node) -> Iterator[Problem]:
    """Large machines cost much."""
    line, node = _by_provider(subject, policy, "instance_types"), subject.fact("compute", "instance_type")
    if line is not None and node is not None and not line.accepts(node.text):
        message = f"the instance type {node.text} is not among those that {line} allows"
        yield Problem(node.span, "policy-instance-type", message, line.choice)


def _by_provider(subject: Subject, policy: Node, name: str) -> Line | None:
    node = policy.get("allow", name)
    below = (subject.cloud.provider,) if node is not None and node.is_mapping else ()
    return line_at(policy, "allow", name, *below)


def module_sources(subject: Subject, policy: Node) -> Iterator[Problem]:
    """A module runs with the rights of whoever applies it."""
    line, call = line_at(policy, "allow", "module_sources"), subject.member.provision.call
    if line is None:
        return
    shown = shown_source(call.source)
    if _climbs(shown) or not any(matches(_normal(pattern), _normal(shown)) for pattern in line.patterns):
        message = f"the module source {shown} is not among those that {line} allows"
        yield Problem(call.span, "policy-module-source", message, line.choice)


def _climbs(source: str) -> bool:
    """Whether an address goes up again from the folder that it begins with (`https://host/ours/../theirs`)."""
    return ".." in source.lower().replace("%2e", ".").split("/") and not source.startswith("./")


def shown_source(source: ModuleSource) -> str:
    """A source without version and query, as it is written; a local path from the root."""
    kinds = {"local": f"./{source.address}", "bundled": f"dativo://{source.address}"}
    return kinds.get(source.kind, source.address) + (f"//{source.subdir}" if source.subdir else "")


def _normal(source: str) -> str:
    """One spelling of a source or of a pattern of one: GitHub's and Bitbucket's short forms are written out."""
    short = source.removeprefix("git::")
    return f"git::https://{short}" if short.startswith(("github.com/", "bitbucket.org/")) else source


_EXACT_REF = re.compile(r"(?:[\w./-]*[-/])?v?\d+(?:\.\d+)+(?:[-+.][0-9A-Za-z.+-]+)?|[0-9a-f]{40}|[0-9a-f]{64}")
_EXACT_VERSION = re.compile(r"=?\s*v?\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?")


def module_versions(subject: Subject, policy: Node) -> Iterator[Problem]:
    """A branch, or no version at all, is another module tomorrow. A local module's version is the repository's."""
    line, call = line_at(policy, "allow", "module_versions"), subject.member.provision.call
    if line is None or call.source.kind not in ("git", "registry"):
        return
    version = call.source.ref if call.source.kind == "git" else call.source.version
    node, shown = call.version or call.node, shown_source(call.source)
    if version is None:
        message = f"the module {shown} has no version, and {line} asks for one"
        yield Problem(call.span, "policy-module-version", message, f"add `module_version: {_example(line)}`")
    elif line.node.is_list and not line.accepts(version):
        message = f"the module version {version} is not among those that {line} allows"
        yield Problem(node.span, "policy-module-version", message, line.choice)
    elif line.patterns == ("exact",) and not line.node.is_list and not _exact(call.source, version):
        message = f"the module version {version} may mean another module tomorrow, and {line} asks for an exact one"
        hint = f"name a release or a whole commit: `module_version: {_example(line)}`"
        yield Problem(node.span, "policy-module-version", message, hint)


def _exact(source: ModuleSource, version: str) -> bool:
    return (_EXACT_REF if source.kind == "git" else _EXACT_VERSION).fullmatch(version) is not None


def _example(line: Line) -> str:
    return line.patterns[0] if line.node.is_list and line.patterns else "1.2.0"
