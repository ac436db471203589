"""What Python and Jinja raise in a user's template -> its place in the template, what is wrong, what to write."""

from __future__ import annotations

import dataclasses
import re
import traceback
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError

from dativo_gen import view
from dativo_gen.errors import Problem, Rejected, Span
from dativo_gen.suggest import nearest
from dativo_gen.templates import UserTemplates
from dativo_gen.terraform.format import tokens

_LONGEST = 160
_NO_ATTRIBUTE = re.compile(r"'(?:[\w.]+\.)?(?P<type>\w+) object' has no attribute '(?P<name>\w+)'")
_NO_NAME = re.compile(r"'(?P<name>\w+)' is undefined")
_NO_FILTER = re.compile(r"No (?P<kind>filter|test) named '(?P<name>\w+)'")
_PAGE = "docs/templates.md lists what templates see"
_HINTS: Mapping[type[Exception], str] = {
    TemplateNotFound: "name it from the folder of templates: `stack/_part`",
    SecurityError: "a template may only ask for public fields",
    RecursionError: 'to include the shipped one write `{% include "shipped/..." %}`',
}


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that is wrong in a user's template; `job` is the one that was being written, if any."""

    span: Span
    reason: str
    hint: str
    job: str | None = None


class TemplateFailed(Exception):
    """A folder cannot be rendered; carries every failure."""

    def __init__(self, failures: Iterable[Failure]) -> None:
        self.failures = tuple(failures)
        super().__init__("\n".join(f"{each.span}: {each.reason}" for each in self.failures))


def failure_of(error: Exception, user: UserTemplates, name: str, filters: Collection[str]) -> Failure | None:
    """What is wrong, if it happened in a template of the user; `name` is the template that was being rendered."""
    found = _place(error, user, name)
    if found is None:
        return None
    reason, hint = _said(error, filters, _filter_for(name))
    span, job = found
    short = reason if len(reason) <= _LONGEST else f"{reason[:_LONGEST]}..."
    return Failure(span, short, hint, job)


def _place(error: Exception, user: UserTemplates, name: str) -> tuple[Span, str | None] | None:
    """The innermost line of a user's template, and the job that stands under `job` there."""
    if isinstance(error, TemplateSyntaxError):
        # Jinja's lexer gives the file as `name` for some errors (a comment without an end)
        file = error.filename or error.name or ""
        return (Span(file, error.lineno), None) if file in user.paths else None
    frames = [each for each in traceback.walk_tb(error.__traceback__) if each[0].f_code.co_filename in user.paths]
    if frames:
        frame, line = frames[-1]
        job = frame.f_locals.get("job")
        return Span(frame.f_code.co_filename, line), job.label.text if isinstance(job, view.JobView) else None
    return (Span(user.path(name)), None) if name in user.texts else None


def _filter_for(name: str) -> str:
    """The filter that most values of a template want, by the file that it makes."""
    if not name.startswith("orchestrators/"):
        return "hcl"
    return "py" if ".py" in name else "json"


def _said(error: Exception, filters: Collection[str], wanted: str) -> tuple[str, str]:
    text = str(error) or type(error).__name__
    if isinstance(error, TemplateSyntaxError):
        return _syntax(error.message or text, filters)
    if isinstance(error, UndefinedError):
        return _undefined(text)
    if isinstance(error, TemplateNotFound):
        text = f"there is no template `{error.name}`"
    if isinstance(error, RecursionError):
        text = "this template includes itself"
    unfiltered = f"write `{{{{ value | {wanted} }}}}`" if "without a filter" in text else None
    return text.rstrip("."), unfiltered or next(
        (hint for kind, hint in _HINTS.items() if isinstance(error, kind)), _PAGE
    )


def _syntax(text: str, filters: Collection[str]) -> tuple[str, str]:
    found = _NO_FILTER.match(text)
    if found is None:
        return text.rstrip("."), "the syntax is that of Jinja: https://jinja.palletsprojects.com/templates/"
    near = nearest(found["name"], filters) if found["kind"] == "filter" else None
    return f"there is no {found['kind']} `{found['name']}`", f"did you mean `{near}`?" if near else _PAGE


def _undefined(text: str) -> tuple[str, str]:
    if found := _NO_ATTRIBUTE.search(text):
        near = nearest(found["name"], fields(found["type"]))
        return f"a {found['type']} has no `{found['name']}`", f"did you mean `{near}`?" if near else _PAGE
    if found := _NO_NAME.search(text):
        return f"nothing is called `{found['name']}` here", "a template sees `stack`, and what it sets itself"
    return text, _PAGE


def fields(name: str) -> list[str]:
    """The fields of a class that templates see, by the class's name; empty if there is none."""
    found = getattr(view, name, None)
    if not isinstance(found, type) or not dataclasses.is_dataclass(found):
        return []
    properties = [each for each, value in vars(found).items() if isinstance(value, property)]
    return [*(each.name for each in dataclasses.fields(found)), *properties]


def unchecked_text(user: UserTemplates, name: str, parsed: nodes.Template) -> Failure | None:
    """What would pass the checks: blocks that write what a filter or function gives, and the marks of places."""
    lines = user.texts[name].split("\n")
    marked = [number for number, line in enumerate(lines, start=1) if "\ue000" in line or "\ue001" in line]
    if marked:
        reason = "the characters U+E000 and U+E001 mark places here, and cannot be written"
        return Failure(Span(user.path(name), marked[0]), reason, "leave them out")
    found = next(iter(parsed.find_all((nodes.FilterBlock, nodes.CallBlock))), None)
    if found is None:
        return None
    block = "filter" if isinstance(found, nodes.FilterBlock) else "call"
    reason = f"a `{block}` block writes text that nothing checks"
    return Failure(Span(user.path(name), found.lineno), reason, "write `{{ value | hcl }}` for each value")


def not_hcl(user: UserTemplates, names: Sequence[str], text: str, reason: str) -> Failure:
    """The result is not laid out as HCL; the place is that line of a user's template which holds the same text."""
    hint = "write one line, or let a file without `.j2` hold it, which is copied as it is"
    bad = next((line.strip() for line in text.split("\n") if not _is_hcl(line)), "")
    for name in names:
        for number, line in enumerate(user.texts[name].split("\n"), start=1):
            if bad and line.strip() == bad:
                return Failure(Span(user.path(name), number), reason, hint)
    return Failure(Span(user.path(names[0])), reason, hint)


def _is_hcl(line: str) -> bool:
    try:
        tokens(line)
    except ValueError:
        return False
    return True


T = TypeVar("T")


K = TypeVar("K")


def gather(makers: Mapping[K, Callable[[], T]], what: str = "stack") -> list[T]:
    """What is made for each stack, or for each of something else (`what`).

    Raises Rejected with one problem for each place in a template that fails.
    """
    made, failed = [], []
    for key, make in makers.items():
        try:
            made.append(make())
        except TemplateFailed as error:
            failed += [(failure, key) for failure in error.failures]
    if failed:
        raise Rejected(_grouped(failed, what))
    return made


def _grouped(failed: Iterable[tuple[Failure, K]], what: str) -> Iterable[Problem]:
    places: dict[Span, list[tuple[Failure, K]]] = {}
    for failure, key in failed:
        places.setdefault(failure.span, []).append((failure, key))
    for span, found in places.items():
        first, key = found[0]
        more = len({key for _, key in found}) - 1
        where = f"for the job {first.job} of the {what} {key}" if first.job else f"for the {what} {key}"
        others = f" and {more} more {what}{'s' if more > 1 else ''}" if more else ""
        yield Problem(span, "template-error", f"{first.reason} ({where}{others})", first.hint)
