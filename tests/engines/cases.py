"""Golden cases as Terraform sees them: which stacks there are, what each needs, and a copy to run them in."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .find import REPOSITORY
from .sources import Call, calls

GOLDEN = REPOSITORY / "tests" / "golden"
EXPECTED = "expected"
OUTPUT = "generated"

PROBES = {
    "aws": 'data "aws_partition" "probe" {\n}\n',
    "google": 'data "google_client_config" "probe" {\n}\n',
    "azurerm": 'data "azurerm_client_config" "probe" {\n}\n',
    "kubernetes": 'data "kubernetes_all_namespaces" "probe" {\n}\n',
}
"""Something of each provider that needs no arguments."""

_PROVIDER = re.compile(r'source += "(?:registry\.terraform\.io/)?hashicorp/(\w+)"')
_WORKSPACE = re.compile(r'^variable "workspace" \{.*?^  default += "(.*?)"$', re.MULTILINE | re.DOTALL)
_BACKEND = re.compile(r'^  (?:backend "(?P<type>\w+)"|(?P<cloud>cloud)) \{', re.MULTILINE)
_REAL = re.compile(r'^(?:resource|data) "(?!terraform_data)', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Stack:
    """`path` is relative to the output folder: terraform/<tenant>/<environment>/<stack>."""

    case: Path
    path: str

    @property
    def folder(self) -> Path:
        return self.case / EXPECTED / self.path

    @property
    def name(self) -> str:
        return f"{self.case.name}/{self.path.removeprefix('terraform/')}"

    @property
    def calls(self) -> list[Call]:
        return calls(self.folder)


def cases(golden: Path = GOLDEN) -> list[Path]:
    """Every golden case that has Terraform in it."""
    return sorted(path.parent.parent for path in golden.glob(f"*/{EXPECTED}/terraform"))


def stacks(case: Path) -> list[Stack]:
    """Every root module of a case; bundled modules lie equally deep, below `_modules`."""
    expected = case / EXPECTED
    found = sorted(path.parent for path in expected.glob("terraform/[!_]*/*/*/main.tf"))
    return [Stack(case, folder.relative_to(expected).as_posix()) for folder in found]


def all_stacks() -> list[Stack]:
    """Every root module of every golden case."""
    return [stack for case in cases() for stack in stacks(case)]


def providers(folder: Path) -> list[str]:
    """The providers of hashicorp that a stack folder requires."""
    return sorted(set(_PROVIDER.findall(_text(folder))))


def workspace(folder: Path) -> str:
    """The workspace that a stack folder belongs to."""
    found = _WORKSPACE.search(_text(folder))
    return found[1] if found else "default"


def backend(folder: Path) -> str:
    """The type of a stack folder's backend, `cloud` for a cloud block, empty for none."""
    found = _BACKEND.search(_text(folder))
    return (found["type"] or found["cloud"]) if found else ""


def talks_to_a_cloud(folder: Path) -> bool:
    """Whether a plan needs more than `terraform_data`: a stack or a local module of it has real resources."""
    near = [folder, *(folder / call.source for call in calls(folder) if call.kind == "local")]
    return any(_REAL.search(_text(each)) for each in near)


@contextmanager
def probed(folder: Path, names: Iterable[str]) -> Iterator[None]:
    """Use these providers in a copied stack for a while.

    Without it nothing is said of `providers.tf`: Terraform drops the block of a provider that no resource
    uses, and stand-in modules use none.
    """
    file = folder / "zz_probe.tf"
    file.write_text("\n".join(PROBES[name] for name in names), "utf-8")
    try:
        yield
    finally:
        file.unlink()


def use_local_backend(folder: Path) -> None:
    """Keep a copied stack's state beside it, whatever its backend or cloud block says."""
    (folder / "backend_override.tf").write_text('terraform {\n  backend "local" {}\n}\n', "utf-8")


def lay_out(case: Path, place: Path) -> Path:
    """Copy a case as a user's repository, with its inputs; the path of the output folder in it.

    The case `examples` is this repository's own job configs, so its inputs are the repository's.
    """
    if case.name == "examples":
        for entry in REPOSITORY.iterdir():
            if not entry.name.startswith(".") and entry.name != OUTPUT:
                (place / entry.name).symlink_to(entry)
    else:
        shutil.copytree(case, place, dirs_exist_ok=True, ignore=shutil.ignore_patterns(EXPECTED, "earlier"))
    return Path(shutil.copytree(case / EXPECTED, place / OUTPUT))


def beside(stack: Path) -> Path:
    """A copy of a laid out stack for `plan`, equally deep, so that its local modules are where they were.

    Its state is a local one, and it does without its provider: a plan would only load it, for seconds. Where
    modules have real resources, which would ask a cloud, the variables and their values are all there is.
    """
    copied = stack.with_name(f"{stack.name}-plan")
    if talks_to_a_cloud(stack):
        copied.mkdir()
        for file in [stack / "variables.tf", *stack.glob("*.tfvars")]:
            shutil.copy(file, copied)
    else:
        left_out = (".terraform", ".terraform.lock.hcl", "providers.tf", "versions.tf")
        shutil.copytree(stack, copied, ignore=shutil.ignore_patterns(*left_out))
    use_local_backend(copied)
    return copied


def _text(folder: Path) -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.tf")))
