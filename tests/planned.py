"""Takes a small repository through the rooms up to its stacks, for tests of what the rooms say and make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent, indent

from dativo_gen.build import NOTHING, Yard, stack_folder
from dativo_gen.errors import Problem
from dativo_gen.load import Loaded, load
from dativo_gen.node import plain
from dativo_gen.plan import PlannedJob, Stack, plan_stacks
from dativo_gen.render import shipped_renderer
from dativo_gen.repository import open_repository
from dativo_gen.rules import Fleet, check_fleet
from dativo_gen.shell import Shell, shell_of
from dativo_gen.tree import Folder

TAGS = 'variable "tags" {\n  type = map(string)\n}\n'
"""The least that a module must declare to be usable."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A repository's stacks by their key, and what was found wrong on the way."""

    loaded: Loaded
    stacks: Mapping[str, Stack]

    def of(self, code: str) -> list[Problem]:
        """The problems with a code, in order."""
        return [problem for problem in self.loaded.findings.all() if problem.code == code]

    def job(self, name: str) -> PlannedJob:
        return next(each for stack in self.stacks.values() for each in stack.jobs if each.key.name == name)

    def arguments(self, name: str) -> dict[str, object]:
        """What a job's module receives, as plain data, in the order in which it is written."""
        return {each.name: plain(each.value) for each in self.job(name).arguments}

    def type_of(self, name: str, argument: str) -> str:
        return next(each.type for each in self.job(name).arguments if each.name == argument)

    def shell(self, stack: str) -> Shell:
        return shell_of(self.stacks[stack], self.loaded.settings.layer("modules", "providers"))

    def folder(self, stack: str, *, partial: bool = False) -> Folder:
        """What is rendered for a stack."""
        yard = Yard(self.loaded.output, self.loaded.repository.inputs(), partial, shipped_renderer())
        return stack_folder(self.stacks[stack], self.shell(stack), NOTHING, yard)

    def text(self, stack: str, file: str) -> str:
        return self.folder(stack).files[file].text


def planned(root: Path, files: Mapping[str, str]) -> Planned:
    """Write files by their path and plan the jobs in `jobs/`."""
    for path, text in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(dedent(text), "utf-8")
    loaded = load(open_repository((root / "jobs",)), None)
    stacks = plan_stacks(loaded.jobs, loaded.findings.report_for)
    for problem in check_fleet(Fleet(loaded.jobs, stacks, loaded.output)):
        loaded.findings.report_for(None)(problem)
    return Planned(loaded, {str(stack.key): stack for stack in stacks})


def job(infrastructure: str, tenant: str = "acme", provider: str = "aws") -> str:
    """The text of a job with the provider and what else is given of its `infrastructure`."""
    block = indent(dedent(infrastructure).strip("\n"), "  ")
    return f"tenant_id: {tenant}\ninfrastructure:\n  provider: {provider}\n{block}\n"


def terraform(body: str) -> str:
    """An `infrastructure.terraform` with a module that cannot be read, unless `body` names one."""
    source = "" if "module_source" in body else "  module_source: git::https://github.com/acme/modules.git//etl\n"
    return f"terraform:\n{source}" + indent(dedent(body).strip("\n"), "  ") + "\n"


def s3(key: str, more: str = "") -> str:
    """`terraform` with a state in s3."""
    return terraform(f"backend_config: {{bucket: acme-state, key: {key}, region: eu-west-1}}\n{dedent(more)}")
