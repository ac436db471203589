"""Which Terraform workspace a backend can keep apart, and where the workspace's name is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dativo_gen.errors import Problem, Report
from dativo_gen.node import Node, made
from dativo_gen.terraform.backend import Backend

DEFAULT = "default"
_PATH_SAFE = re.compile(r"[A-Za-z0-9_.~$&+=:@-]+")


def workspace_misfit(name: str) -> str | None:
    """Why Terraform, or we, cannot take this workspace name; None for a good one.

    Terraform's rule: what Go's `url.PathEscape` leaves as it is, tried with 1.11. Its command line takes `-x`
    for an option. `.` and `..` pass there, yet lead the state's path into another workspace's.
    """
    if not name:
        return "is empty"
    if name in (".", ".."):
        return "names a folder, not a workspace"
    if name.startswith("-"):
        return "begins with a hyphen, which Terraform takes for an option"
    if wrong := [char for char in name if not _PATH_SAFE.fullmatch(char)]:
        return f"holds `{wrong[0]}`; a workspace's name has letters, digits and `-_.~$&+=:@` only"
    return None


def with_workspace(backend: Backend, workspace: Node | None, report: Report) -> Backend:
    """The backend for a job that states this `terraform.workspace` (None: it states none).

    For `cloud` and `remote`, the name goes into `workspaces.name`; others come back unchanged. Reports a name
    that cannot be, a workspace with `http`, and a `cloud` or `remote` that does not name exactly one.
    """
    for problem in (*_name_problems(backend, workspace), *_choice_problems(backend, workspace)):
        report(problem)
    if backend.rules.workspaces != "named" or workspace is None or workspace.value is None:
        return backend
    stated = backend.arguments.get("workspaces") or made({}, workspace.span)
    if stated.get("name") or _selector(backend):
        return backend
    named = stated.with_items({"name": workspace, **stated.items})
    return replace(backend, arguments={**backend.arguments, "workspaces": named})


def _name_problems(backend: Backend, workspace: Node | None) -> Iterator[Problem]:
    if workspace is None or workspace.value is None:
        return
    name, form = workspace.text, backend.rules.workspace_form
    if misfit := workspace_misfit(name):
        hint = "write letters, digits and hyphens, such as `prod`"
        yield Problem(workspace.span, "backend-workspace", f"the workspace `{name}` {misfit}", hint)
    elif form and not form.fits(name):
        message = f"the workspace `{name}` {form.says}"
        yield Problem(workspace.span, "backend-workspace", message, form.hint)


def _choice_problems(backend: Backend, workspace: Node | None) -> Iterator[Problem]:
    name = workspace.text if workspace and workspace.value is not None else ""
    match backend.rules.workspaces:
        case "none" if workspace and name not in ("", DEFAULT):
            message = f"the {backend.type} backend knows no workspaces, and `workspace: {name}` names one"
            hint = f"take `workspace` out and give each state its own `{backend.rules.naming}`"
            yield Problem(workspace.span, "backend-workspace", message, hint)
        case "named":
            yield from _named_problems(backend, name)


def _named_problems(backend: Backend, name: str) -> Iterator[Problem]:
    stated = backend.text("workspaces", "name")
    if selector := _selector(backend):
        key, node = selector
        wanted = (node.text if key == "prefix" else "") + (name or stated or "...")
        message = f"`workspaces.{key}` stands for many workspaces, and a stack has one state"
        yield Problem(node.key_span, "backend-workspace", message, f"write `workspaces: {{name: {wanted}}}`")
    elif not stated and not name:
        message = f"the {backend.type} backend names no workspace"
        hint = "add `workspaces: {name: ...}` to it, or `workspace: ...` beside it"
        yield Problem(backend.span, "backend-missing", message, hint)
    elif stated and name and stated != name:
        span = backend.arguments["workspaces"].items["name"].span
        message = f"`workspaces.name: {stated}` of the {backend.type} backend and `workspace: {name}` disagree"
        yield Problem(span, "backend-workspace", message, "write the name in one of the two places")


def _selector(backend: Backend) -> tuple[str, Node] | None:
    stated = backend.arguments.get("workspaces")
    return next(((key, stated.items[key]) for key in ("prefix", "tags") if stated and key in stated.items), None)
