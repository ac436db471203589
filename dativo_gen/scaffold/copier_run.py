"""The one caller of copier: its public API, with all switched off that runs code or looks at this machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from copier import Settings, run_copy

from dativo_gen.scaffold.answers import ANSWERS_FILE
from dativo_gen.scaffold.shield import shielded

CHECK = "dativo_check"
"""The name under which validators of a template call `Rendering.check`; it is no question, so it is never stored."""

_NEVER = (".[gG][iI][tT]",)
"""A path that a template names `.git` would run code when git is next called."""


class TemplateFailedError(Exception):
    """The template or an answer is wrong, or git failed; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """One run of copier. `source` is what its answers file will call `_src_path`; `version` a tag or commit.

    `answers` are not asked again, `defaults` are proposed. `check(question, answer, answers so far)` gives what is
    wrong with an answer, or nothing. `trusted` lets the template run its tasks and extensions. `extra` are names that
    templates may use and that are no questions.
    """

    source: str
    target: Path
    answers: Mapping[str, Any] = field(default_factory=dict)
    version: str | None = None
    defaults: Mapping[str, Any] = field(default_factory=dict)
    check: Callable[..., str] | None = None
    trusted: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)


def render(wanted: Rendering) -> None:
    """Render into `target`, made if missing; what is not answered is as the template proposes.

    Prints nothing, changes nothing of a folder that it did not make when it fails. Not for several threads at once:
    copier changes the current folder. Raises TemplateFailedError.
    """
    _copy(wanted, asking=False)


def ask(wanted: Rendering) -> None:
    """As `render`, but asks on the terminal. Raises KeyboardInterrupt too, when the user breaks off."""
    _copy(wanted, asking=True)


def _copy(wanted: Rendering, asking: bool) -> None:
    names = {**wanted.extra, **wanted.answers}
    if wanted.check is not None:
        names[CHECK] = wanted.check
    try:
        with nullcontext() if wanted.trusted else shielded():
            run_copy(
                wanted.source,
                wanted.target,
                names,
                answers_file=ANSWERS_FILE,
                vcs_ref=wanted.version,
                settings=Settings(),  # else the user's own settings would trust templates and change answers
                exclude=_NEVER,
                defaults=not asking,
                user_defaults=dict(wanted.defaults),
                overwrite=True,
                quiet=True,
                unsafe=wanted.trusted,
                skip_tasks=not wanted.trusted,
            )
    except KeyboardInterrupt:
        raise KeyboardInterrupt from None  # copier's own is an Exception too
    except Exception as error:  # its failures have no common class: ValueError, jinja2's, plumbum's, OSError
        raise TemplateFailedError(_words(error)) from error


def _words(error: Exception) -> str:
    """One line of what went wrong; of a failed git command the last line that git printed."""
    printed = str(getattr(error, "stderr", "") or "").strip()
    text = printed.splitlines()[-1] if printed else " ".join(str(error).split())
    return text or type(error).__name__
