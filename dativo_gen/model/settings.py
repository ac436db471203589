"""`dativo-gen.yaml` -> the settings of a repository."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import normpath
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, WithJsonSchema

from dativo_gen.codes import CODES, Severity
from dativo_gen.errors import Problem, Rejected, Report, Span
from dativo_gen.interpolate import IDENTITY_NAMES, STATED_NAMES
from dativo_gen.model.base import Model, Slug, Text, validate, without_nulls
from dativo_gen.model.infrastructure import Target
from dativo_gen.model.orchestrators_settings import AirflowModel, DagsterModel, Program
from dativo_gen.model.policy import PolicyModel, policy_problems
from dativo_gen.model.rating import Rating, unknown_code
from dativo_gen.model.tags_settings import TagsSettingsModel, tags_problems
from dativo_gen.node import Node
from dativo_gen.paths import SETTINGS_FILE, leads_outside

FILE = SETTINGS_FILE

LATER_KEYS = ("outputs", "imports")
"""Keys that are settled but that no command of this version acts on; giving one is a warning, never silence."""


class ScopeModel(Model):
    """What holds for one environment or one tenant: names to fill in and a layer of every job."""

    vars: dict[str, Any] = Field(default_factory=dict, description="Names to fill in, over those of the top level.")
    job: dict[str, Any] = Field(default_factory=dict, description="A layer of every job.")


class MovedModel(Model):
    """A job's new name, or the statement that its state was migrated."""

    was: Slug | None = Field(None, description="The name that the job had.", examples=["orders_old"])
    state: Literal["moved"] | None = Field(None, description="The state was migrated by hand.")


def _shape(value: Any) -> str:
    return "move" if isinstance(value, dict | MovedModel) else "word"


Removal = Annotated[
    Annotated[Literal["keep", "destroy", "gone"], Tag("word")] | Annotated[MovedModel, Tag("move")],
    Discriminator(_shape),
]
"""One line of `removed`."""


class StateModel(Model):
    """The backend of a job that states none, by provider; its arguments are judged where a job uses it."""

    aws: dict[str, Any] | None = Field(None, description="The backend for aws; `type` is s3 if not given.")
    gcp: dict[str, Any] | None = Field(None, description="The backend for gcp; `type` is gcs if not given.")
    azure: dict[str, Any] | None = Field(None, description="The backend for azure; `type` is azurerm if not given.")
    default: dict[str, Any] | None = Field(None, description="The backend for all other providers.")
    partial: bool = Field(False, description="Write the arguments into `<stack>.<type>.tfbackend`, not `backend.tf`.")


class ProvidersModel(Model):
    """Version constraints of the providers that stacks require."""

    aws: Text | None = Field(None, description="A version constraint.", examples=["~> 5.0"])
    google: Text | None = Field(None, description="A version constraint.", examples=["~> 6.0"])
    azurerm: Text | None = Field(None, description="A version constraint.", examples=["~> 4.0"])
    kubernetes: Text | None = Field(None, description="A version constraint.", examples=["~> 2.30"])


DefaultModule = Annotated[Any, WithJsonSchema({"type": ["string", "number", "object"]})]


class ModulesModel(Model):
    """The module of a job that names none: a source, `{source, version}`, or either by runtime type."""

    aws: DefaultModule = Field(None, description="The module of a job on aws that names none.")
    gcp: DefaultModule = Field(None, description="The module of a job on gcp that names none.")
    azure: DefaultModule = Field(None, description="The module of a job on azure that names none.")
    bundled: DefaultModule = Field(
        None,
        description="Where bundled modules are called from instead of copies in the tree: a source whose folders have "
        "their names.",
        examples=["git::https://github.com/acme/modules.git?ref=v1.2.0"],
    )
    providers: ProvidersModel | None = None


class UpdateModel(Model):
    """How `dativo-gen update` goes through tenants, and which templates it and `scaffold` may use."""

    rings: dict[str, list[Slug]] = Field(
        default_factory=dict,
        description="Groups of tenants, in the order in which they are updated; all others come last.",
        examples=[{"canary": ["acme"]}],
    )
    sources: list[Text] = Field(
        default_factory=list,
        description="Addresses of templates of your own; `/*` at the end allows all that begin so.",
        examples=[["git+https://git.example/platform/tenant-template.git"]],
    )


class SettingsModel(Model):
    """The keys of the settings file."""

    jobs: Text | None = Field(
        None, description="The folder of all jobs; `job_configs` or `jobs` if not given.", examples=["job_configs"]
    )
    output: Text = Field("generated", description="The folder that the tree is written to.")
    targets: list[Target] | None = Field(
        None, description="Which top folders of the tree are rendered.", examples=[["terraform", "jobs"]]
    )
    path_map: dict[str, Text] = Field(
        default_factory=lambda: {"/app": "."},
        description="Paths in the container, each with the path here.",
        examples=[{"/app": "."}],
    )
    defaults: dict[str, Any] = Field(default_factory=dict, description="The lowest layer of every job.")
    vars: dict[str, Any] = Field(default_factory=dict, description="Names to fill in.", examples=[{"retention": 30}])
    environments: dict[str, ScopeModel | None] = Field(
        default_factory=dict, description="Every environment there may be, with its vars and layer."
    )
    tenants: dict[str, ScopeModel | None] = Field(
        default_factory=dict, description="Tenants with their vars and layers."
    )
    rules: dict[str, Rating] = Field(default_factory=dict, description="How bad a problem is, by its code.")
    policy: PolicyModel | None = Field(None, description="What every job with Terraform must keep to.")
    state: StateModel = Field(default_factory=StateModel)
    modules: ModulesModel = Field(default_factory=ModulesModel)
    runner: Text = Field("runner.yaml", description="The file of schedules.")
    assets: Literal["required", "optional"] = Field(
        "required", description="Whether a missing asset is an error or a warning."
    )
    removed: dict[str, Removal] = Field(
        default_factory=dict,
        description="What left or got another name: `tenant`, `tenant/env` or `tenant/env/job`.",
        examples=[{"acme/prod/orders": "keep"}],
    )
    tags: TagsSettingsModel | None = Field(None, description="Which tags jobs must have, and how tags are spelled.")
    templates: Text | None = Field(
        None, description="A folder of templates that replace or add to the shipped ones.", examples=["templates"]
    )
    command: Program = Field("dativo", description="How Dativo is started, without its arguments.", examples=["dativo"])
    image: Text | None = Field(
        None,
        description="The image that containers run; may use `${...}` as jobs do.",
        examples=["registry.example/dativo:1.4"],
    )
    on_partial: Literal["succeed", "fail"] = Field(
        "succeed", description="What becomes of a run that loaded a part of the data."
    )
    dagster: DagsterModel = Field(default_factory=DagsterModel)
    airflow: AirflowModel = Field(default_factory=AirflowModel)
    outputs: dict[str, Any] | None = Field(None, description="Nothing acts on it yet.")
    imports: dict[str, Any] | None = Field(None, description="Nothing acts on it yet.")
    update: UpdateModel = Field(default_factory=UpdateModel)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one repository: `model` for plain values, `root` for layers and places."""

    model: SettingsModel
    root: Node

    def layer(self, *path: str) -> Node | None:
        """The mapping at a path, or None; an empty key (`prod:`) is no layer."""
        node = self.root.get(*path)
        return node if node is not None and node.is_mapping else None

    def severity(self, code: str) -> Severity:
        chosen = self.model.rules.get(code)
        return chosen if chosen else CODES[code].severity

    @property
    def environments(self) -> tuple[str, ...]:
        return tuple(sorted(self.model.environments))

    @property
    def tenants(self) -> tuple[str, ...]:
        return tuple(sorted(self.model.tenants))

    def vars(self, environment: str | None, tenant: str | None) -> dict[str, Node]:
        """The names that may be filled in, lowest layer first: settings, then environment, then tenant."""
        found: dict[str, Node] = {}
        for path in (("vars",), ("environments", environment, "vars"), ("tenants", tenant, "vars")):
            keys = [key for key in path if key is not None]
            node = self.layer(*keys) if len(keys) == len(path) else None
            found.update(node.items if node else {})
        return found


def read_settings(root: Node, report: Report) -> Settings:
    """Check the settings. Raises Rejected when they cannot be used."""
    stated = without_nulls(_with_empty_scopes(root), frozenset(("defaults", "job", "vars", "layers")))
    model, problems = validate(SettingsModel, stated, ())
    problems += [*_unusable_vars(root), *_unknown_rules(root), *_outside(root)]
    problems += [*policy_problems(root), *tags_problems(root)]
    problems += _unusable_command(root)
    if model is None or problems:
        raise Rejected(problems)
    for key in LATER_KEYS:
        node = root.get(key)
        if node is not None and node.value is not None:
            message = f"nothing acts on the setting `{key}` yet"
            report(
                Problem(
                    node.key_span,
                    "setting-unused",
                    message,
                    "it may stay; it takes effect in a later version",
                )
            )
    return Settings(model, root)


def _with_empty_scopes(root: Node) -> Node:
    """An environment or a tenant of which nothing more is said (`prod:`) is there all the same."""
    items = dict(root.items)
    for kind in ("environments", "tenants"):
        scopes = root.get(kind)
        if scopes is not None and scopes.is_mapping:
            filled = {
                name: scope.with_items({}) if scope.value is None else scope for name, scope in scopes.items.items()
            }
            items[kind] = scopes.with_items(filled)
    return root.with_items(items) if root.is_mapping else root


def default_settings() -> Settings:
    """What holds where there is no settings file."""
    span = Span(FILE)
    return Settings(SettingsModel(), Node({}, span, span, "settings"))


def _outside(root: Node) -> list[Problem]:
    """Folders and files of the settings that do not lie in the repository."""
    problems = []
    for key in ("jobs", "output", "runner", "templates"):
        node = root.get(key)
        if node is None or not isinstance(node.value, str):
            continue
        if leads_outside(node.value) or (key in ("output", "templates") and normpath(node.value) == "."):
            message = f"`{key}` is `{node.value}`, which is no path inside the repository"
            hint = f"write a path from the repository's root, such as `{_INSIDE[key]}`"
            problems.append(Problem(node.span, "setting-path", message, hint))
    return problems


def _unusable_command(root: Node) -> list[Problem]:
    """A command with no word in it, or with a quote that nobody closes."""
    node = root.get("command")
    if node is None or node.value is None or node.is_mapping:
        return []
    try:
        words = shlex.split(node.text) if node.is_scalar else node.elements
    except ValueError:
        return [Problem(node.span, "invalid-value", f"`command` is `{node.text}`: a quote is not closed", "close it")]
    if words:
        return []
    return [Problem(node.span, "invalid-value", "`command` is empty", "write how Dativo is started: `dativo`")]


_INSIDE = {"jobs": "job_configs", "output": "generated", "runner": "runner.yaml", "templates": "templates"}


def _unusable_vars(root: Node) -> list[Problem]:
    problems = []
    for node in _all_vars(root):
        for name, child in node.items.items():
            if name.lower() in (*IDENTITY_NAMES, *STATED_NAMES):
                message = f"`{name}` always means the job's own {name.lower()}; no var may have this name"
                problems.append(Problem(child.key_span, "var-name", message, "choose another name"))
            elif not name.isidentifier() or not name.isascii():
                message = f"`{name}` cannot be written between braces"
                hint = "use letters, digits and _, and begin with a letter"
                problems.append(Problem(child.key_span, "var-name", message, hint))
    return problems


def _all_vars(root: Node) -> list[Node]:
    scopes = [root]
    for key in ("environments", "tenants"):
        node = root.get(key)
        scopes += node.items.values() if node else ()
    return [found for scope in scopes if (found := scope.get("vars")) is not None]


def _unknown_rules(root: Node) -> list[Problem]:
    rules: Mapping[str, Node] = node.items if (node := root.get("rules")) else {}
    return [problem for code, child in rules.items() if (problem := unknown_code(code, child, CODES))]
