"""Which versions of the shipped templates there are: the list that lies beside each template's git bundle."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dativo_gen.assets import root

KIND = "tenant"
"""The template that is versioned. What `scaffold job` and `scaffold workspace` make is never updated."""

SCHEME = "dativo"
SOURCE = f"git+{SCHEME}://{KIND}"
"""What the answers file of a tenant calls the shipped template, the same on every machine.

Plain copier follows it too: git asks `git-remote-dativo` (see `remote_helper`), which is installed with dativo-gen.
"""


@dataclass(frozen=True, slots=True)
class Version:
    """One release of a template: its tag, and git's hashes of the commit and of what is in it."""

    name: str
    commit: str
    tree: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder with `<kind>.bundle`, which holds every version of a template, and the list `<kind>.versions`."""

    folder: Path
    kind: str = KIND

    @property
    def bundle(self) -> Path:
        return self.folder / f"{self.kind}.bundle"

    @property
    def list(self) -> Path:
        return self.folder / f"{self.kind}.versions"

    def versions(self) -> tuple[Version, ...]:
        """All versions, oldest first; none before the first release."""
        if not self.list.is_file():
            return ()
        lines = self.list.read_text(encoding="utf-8").splitlines()
        return tuple(Version(*line.split()) for line in lines if line and not line.startswith("#"))

    def newest(self) -> Version | None:
        """The last version, None before the first release."""
        return (self.versions() or (None,))[-1]


def shipped(kind: str = KIND) -> Shelf:
    """The shelf that came with this dativo-gen."""
    return Shelf(root() / "templates", kind)
