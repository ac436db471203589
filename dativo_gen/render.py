"""Views -> files, by walking folders of templates; knows no file by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    FunctionLoader,
    PrefixLoader,
    StrictUndefined,
    meta,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dativo_gen.assets import root
from dativo_gen.errors import Span
from dativo_gen.filters import filters, only_code
from dativo_gen.template_errors import Failure, TemplateFailed, failure_of, not_hcl, unchecked_text
from dativo_gen.templates import FOLDERS, UserTemplates, shipped_templates
from dativo_gen.terraform.format import format_hcl
from dativo_gen.terraform.hcl import Lines, Mark, drop_marks, mark, no_mark, strip_marks
from dativo_gen.tree import RenderedFile
from dativo_gen.view import Code

SUFFIX = ".j2"
HCL = (".tf", ".tfvars", ".tfbackend", ".hcl")
"""Files that are laid out as `terraform fmt` would; any other stays as its template writes it."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """The files of one folder by name, and for each the user's templates that had a part in it."""

    files: dict[str, RenderedFile] = field(default_factory=dict)
    templates: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Renderer:
    """All templates, the user's before the shipped ones, each compiled once. Renders one folder after the other."""

    _mark = staticmethod(mark)

    def __init__(self, user: UserTemplates) -> None:
        self.user = user
        folders = [root() / base for base in dict.fromkeys(FOLDERS.values())]
        self._environment = _environment(folders, user, self._mark)
        self._unguarded = _environment(folders, UserTemplates(), self._mark) if user.texts else self._environment
        self._parted: dict[str, bool] = {}
        self._outputs = _outputs({*shipped_templates(), *user.texts})

    def check(self) -> Iterator[Failure]:
        """What is wrong with the user's templates before any stack is known: their syntax, and two for one file."""
        for name in self.user.texts:
            if name in self._made and not name.endswith(SUFFIX):
                continue
            try:
                self._environment.get_template(name)
            except Exception as error:
                yield self._failure(name, error)
                continue
            found = unchecked_text(self.user, name, self._environment.parse(self.user.texts[name]))
            if found is not None:
                yield found
        for outputs in self._outputs.values():
            made: dict[str, str] = {}
            for name, output in sorted(outputs.items(), key=lambda pair: pair[0] in self.user.texts):
                other = made.setdefault(output, name)
                if other != name:
                    yield Failure(*_twice(self.user.path(name), output, other))

    @property
    def _made(self) -> frozenset[str]:
        """The templates that make a file of their own."""
        return frozenset(name for outputs in self._outputs.values() for name in outputs)

    def stack(self, names: Mapping[str, str], taken: Iterable[str] = (), **context: object) -> Rendering:
        """Every file of a root module; see `folder`."""
        return self.folder("stack", names, taken, **context)

    def folder(
        self, templates: str, names: Mapping[str, str], taken: Iterable[str] = (), **context: object
    ) -> Rendering:
        """Every file that the templates right in one folder make, such as `stack` or `orchestrators/airflow/job`.

        `names` replaces parts such as `__stack__` in the templates' file names, `taken` are files that others make,
        `context` is what templates see. A template that renders to nothing makes no file. Raises TemplateFailed for
        what is wrong in the user's templates; an error in a shipped one is a bug.
        """
        rendering, failures, made = Rendering(), [], dict.fromkeys(taken, "dativo-gen itself")
        for name, pattern in self._outputs.get(templates, {}).items():
            output = _named(pattern, names)
            try:
                file = self._file(name, output, context)
            except Exception as error:
                failures.append(self._failure(name, error))
                continue
            if file is None:
                continue
            if made.setdefault(output, name) != name:
                failures.append(Failure(*_twice(self.user.path(name), output, made[output])))
            rendering.files[output] = file
            rendering.templates[output] = self._used(name)
        if failures:
            raise TemplateFailed(failures)
        return rendering

    def with_places(self) -> Renderer:
        """The renderer of the same templates whose lines know where they came from."""
        return self

    def made_by(self, templates: str, names: Mapping[str, str]) -> tuple[str, ...]:
        """The names of the files that one folder's templates make."""
        return tuple(_named(output, names) for output in self._outputs.get(templates, {}).values())

    def _file(self, name: str, output: str, context: Mapping[str, object]) -> RenderedFile | None:
        """What one template makes; None if that is nothing. Files without `.j2` are copied."""
        self._environment.used.clear()
        if not name.endswith(SUFFIX):
            return RenderedFile(self._environment.source(name))
        environment = self._environment if self._has_part(name) else self._unguarded
        text, lines = self._read(environment.get_template(name).render(context))
        if not text.strip():
            return None
        text = text.rstrip("\n") + "\n"
        if not output.endswith(HCL):
            return RenderedFile(text, lines)
        try:
            return RenderedFile(format_hcl(text), lines)
        except ValueError as error:
            mine = [each for each in (name, *sorted(self._environment.used)) if each in self.user.texts]
            if not mine:
                raise
            raise TemplateFailed([not_hcl(self.user, mine, text, str(error))]) from error

    def _read(self, text: str) -> tuple[str, Lines]:
        """What was rendered, and the places of its lines."""
        return strip_marks(text)

    def _has_part(self, name: str) -> bool:
        """Whether a template is the user's or may include one; any other needs no sandbox, and cannot reach theirs."""
        if not self.user.texts:
            return False
        if name not in self._parted:
            self._parted[name] = True  # also the answer for one that includes itself
            self._parted[name] = name in self.user.texts or any(map(self._leads_to_part, self._included(name)))
        return self._parted[name]

    def _leads_to_part(self, name: str | None) -> bool:
        return name is None or self._has_part(name)

    def _included(self, name: str) -> Iterator[str | None]:
        """The templates that one includes or imports; None for a name that is only known when it is rendered."""
        return meta.find_referenced_templates(self._environment.parse(self._environment.source(name)))

    def _used(self, name: str) -> tuple[str, ...]:
        if not self.user.texts:
            return ()
        return tuple(sorted(self.user.path(each) for each in {name, *self._environment.used} & self.user.texts.keys()))

    def _failure(self, name: str, error: Exception) -> Failure:
        """What is wrong in a user's template; raises the error again if none had a part in it."""
        if isinstance(error, TemplateFailed):
            return error.failures[0]
        found = failure_of(error, self.user, name, tuple(self._environment.filters))
        if found is None:
            raise error
        return found


class PlainRenderer(Renderer):
    """Gives the same texts, but no line knows where it came from: for whoever only writes them, in half the time."""

    _mark = staticmethod(no_mark)

    def with_places(self) -> Renderer:
        return Renderer(self.user) if self.user.texts else shipped_renderer()

    def _read(self, text: str) -> tuple[str, Lines]:
        return drop_marks(text), ()


@cache
def shipped_renderer() -> Renderer:
    """The renderer of whoever has no templates of their own."""
    return Renderer(UserTemplates())


@cache
def shipped_plain_renderer() -> PlainRenderer:
    """The same without places."""
    return PlainRenderer(UserTemplates())


def _outputs(names: Iterable[str]) -> dict[str, dict[str, str]]:
    """By folder, the templates right in it that make a file, and its name. `_name` is only there to be included.

    What lies below `clouds` is included too.
    """
    found: dict[str, dict[str, str]] = {}
    for name in sorted(names):
        path = PurePosixPath(name)
        if path.parts[0] != "clouds" and (not path.name.startswith("_") or path.name.startswith("__")):
            found.setdefault(str(path.parent), {})[name] = path.name.removesuffix(SUFFIX)
    return found


def _named(output: str, names: Mapping[str, str]) -> str:
    """A file's name with its parts such as `__stack__` filled in."""
    for part, value in names.items():
        output = output.replace(f"__{part}__", value)
    return output


def _twice(path: str, output: str, other: str) -> tuple[Span, str, str]:
    return Span(path), f"this template makes the file {output}, as {other} does", "give it another name"


class _Environment(Environment):
    """Remembers in `used` which templates were included. Blocks and macros are code, as all that is written in them."""

    concat = staticmethod(lambda parts: Code("".join(parts)))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.used: set[str] = set()

    def join_path(self, template: str, parent: str) -> str:
        self.used.add(template)
        return template

    def source(self, name: str) -> str:
        """The text of a template."""
        assert self.loader is not None
        return self.loader.get_source(self, name)[0]


class _Sandbox(_Environment, ImmutableSandboxedEnvironment):
    """For templates that are not ours; each attribute costs a check, about a third more time in all."""


def _environment(folders: Sequence[Path], user: UserTemplates | None = None, mark: Mark = mark) -> _Environment:
    texts = user.texts if user is not None else {}

    def find(name: str) -> tuple[str, str | None, None] | None:
        return (texts[name], user.path(name), None) if user is not None and name in texts else None

    shipped = FileSystemLoader(folders)
    environment = (_Sandbox if texts else _Environment)(
        loader=ChoiceLoader([FunctionLoader(find), shipped, PrefixLoader({"shipped": shipped})]),
        undefined=StrictUndefined,
        finalize=only_code,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
        auto_reload=False,
    )
    environment.filters.update(filters(mark))
    del environment.filters["random"], environment.globals["lipsum"]  # the same input gives the same bytes
    return environment
