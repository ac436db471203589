"""A Terraform for which every provider and every remote module of some stacks is on this machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .find import MISSING, find
from .registry import registries
from .repositories import git_modules
from .sources import Call
from .terraform import Terraform, cli_config

PROVIDERS = ("aws", "google", "azurerm", "kubernetes")


@contextmanager
def offline(folder: Path, calls: Iterable[Call], providers: Iterable[str] = PROVIDERS) -> Iterator[Terraform]:
    """Terraform with the modules that `calls` name and the providers that are here; it lives in `folder`.

    LookupError where there is no Terraform.
    """
    binary, made = find("terraform"), list(calls)
    if binary is None:
        raise LookupError(MISSING["terraform"])
    mirrors = {name: engine.path for name in providers if (engine := find(name))}
    with registries(made, folder / "registry") as hosts:
        config = cli_config(folder / "terraform.rc", mirrors, hosts)
        yield Terraform(binary.path, config, git_modules(made, folder / "git"))
