"""Shipped templates and the folder of a user's own: what there is, what shadows what, what changed since a copy."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from dativo_gen.assets import root
from dativo_gen.errors import Problem, Report, Span
from dativo_gen.manifest import digest
from dativo_gen.suggest import nearest

FOLDERS: Mapping[str, str] = {
    "stack": "terraform_templates",
    "clouds": "terraform_templates",
    "orchestrators": "templates",
}
"""Top folders of templates, and where each is shipped."""

BASE = ".base"
"""Below the user's folder: the shipped text that each copy was made from."""

_HEAD = re.compile(r"\A\{# copied from dativo-gen (?P<name>\S+) sha256:(?P<sha256>[0-9a-f]{64}) #\}\n")


@dataclass(frozen=True, slots=True)
class UserTemplates:
    """A user's templates by their name in `folder` (`stack/main.tf.j2`); `folder` is a path from the root."""

    folder: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)

    def path(self, name: str) -> str:
        """Where a template stands, from the repository's root."""
        return str(PurePosixPath(self.folder, name))

    @property
    def paths(self) -> frozenset[str]:
        return frozenset(self.path(name) for name in self.texts)


@dataclass(frozen=True, slots=True)
class State:
    """How a template stands to the shipped one of its name; `origin` is the sha256 that its first line remembers."""

    name: str
    ours: str | None = None
    yours: str | None = None
    origin: str | None = None

    @property
    def words(self) -> str:
        if self.yours is None:
            return "shipped"
        if self.ours is None:
            return "added by you" if self.origin is None else "yours; no longer shipped"
        if self.yours == self.ours:
            return "same as shipped"
        if self.origin is None:
            return "yours, not made by `templates copy`"
        changes = ["changed by you"] if digest(self.yours) != self.origin else []
        changes += ["shipped one changed since your copy"] if digest(self.ours) != self.origin else []
        return "; ".join(changes)


def shipped_templates() -> dict[str, str]:
    """The text of every template that can be shadowed, by name."""
    bases = {folder: root() / base for folder, base in FOLDERS.items()}
    places = {
        place.relative_to(base).as_posix(): place
        for folder, base in bases.items()
        for place in (base / folder).rglob("*")
        if place.is_file()
        and "__pycache__" not in place.parts  # whoever installs a wheel compiles templates of Python too
    }
    return {name: place.read_text(encoding="utf-8") for name, place in sorted(places.items())}


def user_templates(folder: str, files: Mapping[str, bytes], report: Report) -> UserTemplates:
    """The templates in `files` (by path from the root), all below `folder`. Files in unknown folders are left out."""
    folders = sorted({str(PurePosixPath(name).parent) for name in shipped_templates()})
    texts = {}
    for path, data in files.items():
        name = str(PurePosixPath(path).relative_to(folder))
        if str(PurePosixPath(name).parent) not in folders:
            report(_misplaced(path, name, folders))
            continue
        try:
            texts[name] = data.decode("utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError:
            report(Problem(Span(path), "file-not-utf8", "this template is not UTF-8 text", "save it as UTF-8"))
    return UserTemplates(folder, texts)


def _misplaced(path: str, name: str, folders: Collection[str]) -> Problem:
    place = str(PurePosixPath(name).parent)
    near = nearest(place, folders)
    message = f"no template is looked for in `{place}/`" if place != "." else f"`{name}` lies in no folder of templates"
    hint = f"did you mean `{near}/`?" if near else f"move it to one of {', '.join(f'`{each}/`' for each in folders)}"
    return Problem(Span(path), "template-folder", message, hint)


def without_head(text: str) -> tuple[str, str | None]:
    """A copy without its first line, and the sha256 which that remembers (None: it has no such line)."""
    found = _HEAD.match(text)
    return (text[found.end() :], found["sha256"]) if found else (text, None)


def with_head(name: str, text: str, origin: str) -> str:
    """A copy that remembers the shipped text `origin` it was made from."""
    return f"{{# copied from dativo-gen {name} sha256:{digest(origin)} #}}\n{text}"


def states(shipped: Mapping[str, str], yours: Mapping[str, str]) -> Iterator[State]:
    """Every template, shipped or not, by name."""
    for name in sorted(shipped.keys() | yours.keys()):
        body, origin = without_head(yours[name]) if name in yours else (None, None)
        yield State(name, shipped.get(name), body, origin)
