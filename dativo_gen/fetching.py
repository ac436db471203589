"""A repository's jobs -> which modules from elsewhere they call, and what is to be recorded of those."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from dativo_gen.errors import Problem, Rejected
from dativo_gen.load import Loaded, load, load_lock
from dativo_gen.repository import Repository
from dativo_gen.terraform.fetch import Failed, fetch, find_terraform
from dativo_gen.terraform.lock_update import Wanted, wanted
from dativo_gen.terraform.lockfile import LOCK_FILE, Entry, Lock, dump


@dataclass(frozen=True, slots=True)
class Needs:
    """The modules from elsewhere that jobs call, by the names of their entries; `broken` job files told nothing."""

    modules: Mapping[str, Wanted]
    broken: int = 0

    def missing(self, lock: Lock) -> tuple[str, ...]:
        return tuple(name for name in self.modules if name not in lock.entries)

    def used(self, lock: Lock) -> frozenset[str]:
        """The entries that must stay: all, as long as some job may call them."""
        return frozenset(self.modules) | (lock.entries.keys() if self.broken else frozenset())


def find_needs(repository: Repository) -> Needs:
    """What all jobs of a repository call, also those that were not named.

    Raises Rejected for settings that cannot be used, WrongUsage. The lock itself is left out of sight: one that
    cannot be read must not hide a job.
    """
    blind = replace(repository, _seen={**repository.inputs(), LOCK_FILE: dump(Lock()).encode()})
    loaded = load(blind, None)
    calls = (job.provision.call for job in loaded.jobs if job.provision is not None)
    return Needs(wanted(calls), _broken(loaded))


def _broken(loaded: Loaded) -> int:
    read = {job.key for job in loaded.jobs}
    return sum(1 for file in loaded.files if not loaded.keys.get(file) or not loaded.keys[file] <= read)


def salvaged_lock(repository: Repository) -> Lock:
    """The lock, empty if it cannot be read. Raises Rejected for one that a newer dativo-gen wrote."""
    try:
        return load_lock(repository)
    except Rejected as rejected:
        if any(problem.code == "module-lock-newer" for problem in rejected.problems):
            raise
        return Lock()


def load_modules(needs: Needs, names: Collection[str], terraform: str) -> tuple[dict[str, Entry], tuple[Problem, ...]]:
    """Load modules; what came, and a problem at its job's place for each that did not.

    Raises NoTerraformError, but only if there is something to load.
    """
    if not names:
        return {}, ()
    found = fetch({name: needs.modules[name].source for name in names}, find_terraform(terraform))
    entries = {name: each for name, each in found.items() if isinstance(each, Entry)}
    failed = {name: each for name, each in found.items() if isinstance(each, Failed)}
    return entries, tuple(sorted(_problem(name, needs.modules[name], each) for name, each in failed.items()))


def _problem(name: str, module: Wanted, failed: Failed) -> Problem:
    message = f"Failed to load Terraform module from source: {name}: {failed.reason}"
    return Problem(module.span, "module-fetch-failed", message, failed.hint)
