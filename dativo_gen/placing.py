"""Job files -> shares, a tenant each. Whose a file is, is guessed first; what was loaded tells, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from dativo_gen.census import Facts
from dativo_gen.ground import Ground
from dativo_gen.jobs import SHARED
from dativo_gen.load import Share

EVERYBODY = ""
"""Whose files are that make a job for every tenant, and layers that no job lies below."""

_TENANT = re.compile(rb"^tenant_id:[ \t]*[\"']?([A-Za-z0-9_-]+)[\"']?[ \t\r]*(?:#.*)?$", re.MULTILINE)


@dataclass(slots=True)
class Placing:
    """The tenant of each job file. A wrong guess costs a second round, and no more."""

    ground: Ground
    owners: dict[str, str] = field(default_factory=dict)
    named: frozenset[str] | None = None
    """The tenants that job files name, once they were loaded: a file that is broken names none."""

    def __post_init__(self) -> None:
        for file in self.ground.files:
            self.owners[file] = self._guess(file)

    def _guess(self, file: str) -> str:
        parts = file.split("/")
        if SHARED in parts:
            return EVERYBODY
        try:
            found = _TENANT.search(self.ground.repository.read(file) or b"")
        except Exception:  # loading says it well
            found = None
        below = parts[len(self.ground.folder.parts) :]
        return found[1].decode() if found else below[0] if len(below) > 1 else EVERYBODY

    def shares(self) -> dict[str, Share]:
        """The share of each tenant."""
        own: dict[str, list[str]] = {}
        for file, tenant in self.owners.items():
            own.setdefault(tenant, []).append(file)
        common = own.pop(EVERYBODY, [])
        known = self._known(own)
        above = {file: self.ground.defaults_above(file) for file in self.ground.files}
        found = {}
        for tenant in sorted({*own, *known}):
            files = sorted([*own.get(tenant, ()), *(common if tenant in known else ())])
            if files:
                found[tenant] = _share(files, above, (tenant,) if tenant in known else ())
        used = {layer for share in found.values() for layer in share.layers}
        rest = [] if known else common
        unused = tuple(layer for layer in self.ground.layers if layer not in used)
        if rest or unused:
            found[EVERYBODY] = Share(tuple(rest), unused, ())
        return found

    def _known(self, guessed: Collection[str]) -> tuple[str, ...]:
        """For whom a job for every tenant is made."""
        return self.ground.settings.tenants or tuple(sorted(guessed if self.named is None else self.named))

    def learn(self, found: Sequence[Facts]) -> bool:
        """Take in what was loaded of all shares; False if any does not hold just what it should."""
        right = all([self._learn_owners(facts) for facts in found])
        before = self._known({*self.owners.values()} - {EVERYBODY})
        self.named = frozenset(tenant for facts in found for tenant in facts.named)
        return right and (before == self._known(()) or EVERYBODY not in self.owners.values())

    def _learn_owners(self, facts: Facts) -> bool:
        right = True
        for file in facts.files:
            tenants = {key.tenant for key in facts.keys.get(file, ())}
            owner = self.owners[file]
            if file in facts.fanned:
                real = EVERYBODY
            elif tenants:
                real = min(tenants)
            else:
                continue  # nobody knows; its problems are told wherever it is
            if real != owner:
                self.owners[file] = real
                right = False
        return right


def _share(files: list[str], above: Mapping[str, list[str]], tenants: tuple[str, ...]) -> Share:
    layers = dict.fromkeys(layer for file in files for layer in above[file])
    return Share(tuple(files), tuple(sorted(layers)), tenants)
