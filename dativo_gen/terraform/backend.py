"""A job's backend: its arguments, checked against what Terraform takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dativo_gen.errors import Problem, Rejected, Report, Span
from dativo_gen.node import Node
from dativo_gen.suggest import nearest
from dativo_gen.terraform.backend_rules import BackendRules, Choice, Fields, backend_types, rules_of
from dativo_gen.terraform.backend_values import misfits

_PASSWORD_IN_URL = re.compile(r"[a-z][a-z0-9+.-]*://[^/@\s:]*:[^/@\s]+@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Backend:
    """Where a state is kept. `arguments` lacks `type`; `span` is the place of the key above them."""

    type: str
    arguments: Mapping[str, Node]
    span: Span

    def text(self, *path: str) -> str:
        """A scalar argument as written, by its name or path of names; empty where it is not stated."""
        node = self.arguments.get(path[0])
        node = node.get(*path[1:]) if node else None
        return node.text if node and node.is_scalar else ""

    @property
    def rules(self) -> BackendRules:
        """The table's entry for this type. Raises KeyError for a type that `read_backend` would refuse."""
        if found := rules_of(self.type):
            return found
        raise KeyError(self.type)

    @property
    def blocks(self) -> frozenset[str]:
        """The arguments that HCL writes as blocks (`workspaces {}`), not as `name = value`."""
        return frozenset(name for name in self.arguments if self.rules.fields.kinds.get(name) == "block")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the backend the reader stands; `prefix` is empty or ends in a dot."""

    rules: BackendRules
    fields: Fields
    prefix: str
    report: Report

    def say(self, span: Span, code: str, message: str, hint: str = "") -> None:
        self.report(Problem(span, code, message, hint))


def read_backend(node: Node, default_type: str | None, report: Report) -> Backend:
    """Reads the mapping under `backend` or `backend_config`; `type` in it wins over `default_type`.

    Null arguments are left out, and so are those that Terraform does not take or that hold a secret (each is
    reported). Raises Rejected where no backend can be named: no mapping, no type, an unknown type.
    """
    rules = _rules_for(node, default_type)
    stated = node.with_items({name: each for name, each in node.items.items() if name != "type"})
    place = _Place(rules, rules.fields, "", report)
    arguments = _read_fields(place, stated)
    for problem in (*_exclusive(rules, stated), *_unchosen(rules, stated)):
        report(problem)
    return Backend(rules.type, arguments, node.key_span)


def required_terraform(backend: Backend) -> str | None:
    """The lowest Terraform version that takes this backend, where 1.9 is too old for it; `1.10`."""
    versions = [version for name, version in backend.rules.since.items() if name in backend.arguments]
    return max(versions, key=lambda version: tuple(map(int, version.split("."))), default=None)


def _rules_for(node: Node, default_type: str | None) -> BackendRules:
    if not node.is_mapping:
        message = f"the backend is {node.kind}, where a mapping of its arguments belongs"
        raise Rejected([Problem(node.span, "backend-value", message, "write `bucket: ...` and so on below it")])
    stated = node.items.get("type")
    known = ", ".join(backend_types())
    if stated is None or stated.value is None:
        if default_type and (rules := rules_of(default_type)):
            return rules
        message = "the backend has no `type`, and no provider gives it one"
        raise Rejected([Problem(node.key_span, "backend-type", message, f"add `type:` with one of: {known}")])
    if rules := rules_of(stated.text):
        return rules
    meant = nearest(stated.text, backend_types())
    hint = f"did you mean `{meant}`? The backend types are: {known}" if meant else f"write one of: {known}"
    said = f"`{stated.text}` is no backend type" if stated.is_scalar else f"`type` of the backend is {stated.kind}"
    raise Rejected([Problem(stated.span, "backend-type", said, hint)])


def _read_fields(place: _Place, node: Node) -> dict[str, Node]:
    stated = {name: each for name, each in node.items.items() if each.value is not None}
    meant = {_unknown(place, name, each) for name, each in stated.items() if name not in place.fields.kinds}
    known = {name: each for name, each in stated.items() if name in place.fields.kinds}
    for name in place.fields.required:
        if name not in known and name not in meant:
            _missing(place, name, node)
    kept = {name: _read_argument(place, name, each) for name, each in known.items()}
    return {name: each for name, each in kept.items() if each is not None}


def _unknown(place: _Place, name: str, node: Node) -> str | None:
    """Reports an argument that is not taken; gives the name meant, which is not to be called missing too."""
    path = place.prefix + name
    if advice := place.rules.removed.get(path):
        message = f"Terraform no longer takes `{path}` in the {place.rules.type} backend"
        place.say(node.key_span, "backend-argument", message, advice)
        return None
    meant = nearest(name, place.fields.kinds)
    owner = f"`{place.prefix[:-1]}` of " if place.prefix else ""
    message = f"`{name}` is no argument of {owner}the {place.rules.type} backend"
    hint = f"did you mean `{meant}`?" if meant else _offer(place)
    place.say(node.key_span, "backend-argument", message, hint)
    return meant


def _offer(place: _Place) -> str:
    """The arguments there are, or the page that lists them where they are many."""
    names = sorted(place.fields.kinds)
    return f"its arguments are: {', '.join(names)}" if len(names) <= 12 else f"see {place.rules.source}"


def _missing(place: _Place, name: str, node: Node) -> None:
    path = place.prefix + name
    message = f"the {place.rules.type} backend lacks `{path}`, which it requires"
    place.say(node.key_span, "backend-missing", message, f"add `{name}: ...`")


def _read_argument(place: _Place, name: str, node: Node) -> Node | None:
    path = place.prefix + name
    if secret := _secret(place.rules, path, node):
        place.say(
            node.key_span,
            "backend-credentials",
            f"`{path}` of the {place.rules.type} backend {secret[0]}",
            secret[1],
        )
        return None
    if path in place.rules.deprecated:
        message = f"`{path}` of the {place.rules.type} backend is deprecated; it still works"
        place.say(node.key_span, "backend-deprecated", message, f"write `{place.rules.deprecated[path]}` instead")
    if inner := place.fields.nested.get(name):
        return _read_nested(_Place(place.rules, inner, f"{path}.", place.report), node)
    found = tuple(misfits(place.fields.kinds[name], path, node)) or tuple(_misformed(place, path, node))
    for problem in found:
        place.report(problem)
    return node


def _read_nested(place: _Place, node: Node) -> Node | None:
    if node.is_mapping:
        return node.with_items(_read_fields(place, node))
    path = place.prefix[:-1]
    message = f"`{path}` of the {place.rules.type} backend is {node.kind}, where a mapping belongs"
    place.say(node.span, "backend-value", message, _offer(place))
    return None


def _secret(rules: BackendRules, path: str, node: Node) -> tuple[str, str] | None:
    """What to say of an argument that gives a secret away; the secret itself is never repeated."""
    if variable := rules.credentials.get(path):
        said = "is a credential, and the generated files are committed"
        return said, f"take it out and set {variable} in the environment that runs Terraform"
    if isinstance(node.value, str) and _PASSWORD_IN_URL.match(node.value):
        said = "has a user name and a password in its address, and the generated files are committed"
        return said, "take `user:password@` out; Terraform reads them from its environment"
    return None


def _misformed(place: _Place, path: str, node: Node) -> Iterator[Problem]:
    name = path.removeprefix(place.prefix)
    if name in place.fields.required and not node.text.strip() and node.is_scalar:
        message = f"`{path}` of the {place.rules.type} backend is empty"
        yield Problem(node.span, "backend-value", message, f"write `{name}: ...`")
        return
    for form in place.rules.forms.get(path, ()):
        if not form.fits(node.text):
            message = f"`{path}: {node.text}` of the {place.rules.type} backend {form.says}"
            yield Problem(node.span, "backend-value", message, form.hint)


def _exclusive(rules: BackendRules, stated: Node) -> Iterator[Problem]:
    for kept, other in rules.exclusive:
        first, second = _stated(stated, kept), _stated(stated, other)
        if first and second:
            message = f"`{kept}` and `{other}` of the {rules.type} backend exclude each other"
            yield Problem(max(first.key_span, second.key_span), "backend-argument", message, f"keep `{kept}` alone")


def _unchosen(rules: BackendRules, stated: Node) -> Iterator[Problem]:
    for choice in rules.needs_one:
        if not any(_stated(stated, name) for name in choice.of):
            yield _left_to_environment(rules, choice, stated.key_span)


def _left_to_environment(rules: BackendRules, choice: Choice, span: Span) -> Problem:
    offered = [name for name in choice.of if name not in rules.credentials]
    names, variables = " or ".join(f"`{name}`" for name in offered), " or ".join(choice.environment)
    message = f"the {rules.type} backend states no {names}; Terraform will look for {variables} in its environment"
    return Problem(span, "backend-environment", message, f"add {names}, or set the variable where Terraform runs")


def _stated(node: Node, path: str) -> Node | None:
    found = node.get(*path.split(".")) if "." in path else node.items.get(path)
    return found if found and found.value not in (None, False) else None
