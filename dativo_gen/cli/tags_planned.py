"""`dativo-gen tags --plan`: which resources of a plan would be made without the tags of their job."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from dativo_gen.cli import problems
from dativo_gen.cli.problems import Format
from dativo_gen.errors import Problem, Span
from dativo_gen.findings import Judged

if TYPE_CHECKING:
    from dativo_gen.tags.planned import Bare, Coverage

_FORMS = ("aws", "gcp", "azure", "kubernetes_label")
_TAGS = "tags.json"


def check_plan(plan: Path, stack: Path | None, format: Format) -> Judged:
    """Judge a plan's JSON against the `tags.json` of its stack. Raises WrongUsage for files that cannot be read."""
    from dativo_gen.repository import WrongUsage
    from dativo_gen.tags.planned import coverage

    folder = stack if stack is not None else plan.parent
    tags = _forms(_json(folder / _TAGS, f"name the stack's folder, which holds {_TAGS}, behind the plan"))
    try:
        found = coverage(_json(plan, "write it with `terraform show -json PLAN > plan.json`"), tags)
    except ValueError as error:
        raise WrongUsage(f"{plan}: {error}") from error
    errors: list[Problem] = []
    warnings: list[Problem] = []
    for bare in found.bare:
        (errors if bare.lack == "untagged" else warnings).append(_problem(bare, folder))
    if format is Format.text:
        typer.echo(_summary(found))
    return Judged(tuple(sorted(errors)), tuple(sorted(warnings)))


def _json(file: Path, hint: str) -> Mapping[str, Any]:
    from dativo_gen.repository import WrongUsage

    try:
        data = json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise WrongUsage(f"{file}: cannot be read ({error.strerror or error}); {hint}") from error
    except ValueError as error:
        raise WrongUsage(f"{file}: is not JSON; {hint}") from error
    if not isinstance(data, dict):
        raise WrongUsage(f"{file}: holds no object; {hint}")
    return data


def _forms(written: Mapping[str, Any]) -> dict[str, Sequence[Mapping[str, str]]]:
    """Of each job the forms of its tags that a resource may carry: its cloud's, and labels of Kubernetes."""
    return {job: list(_forms_of(tags)) for job, tags in written.get("jobs", {}).items()}


def _forms_of(tags: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    named = {name for tag in tags.values() for name in tag.get("emitted", {})}
    if not named & set(_FORMS[:-1]):
        yield {key: _text(tag["value"]) for key, tag in tags.items()}
    for name in (each for each in _FORMS if each in named):
        changed = {key: tag.get("emitted", {}).get(name, {}) for key, tag in tags.items()}
        yield {
            changed[key].get("key", key): changed[key].get("value", _text(tag["value"]))
            for key, tag in tags.items()
            if not changed[key].get("left_out")
        }


def _text(value: object) -> str:
    if isinstance(value, list):
        return ",".join(map(_text, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _problem(bare: Bare, folder: Path) -> Problem:
    place = _call(folder / "main.tf", bare.job)
    if bare.lack == "untagged":
        shown = ", ".join(f"`{key}`" for key in bare.missing[:4])
        more = f" and {len(bare.missing) - 4} more" if len(bare.missing) > 4 else ""
        message = f"{bare.address} would be made without {shown}{more}: its `{bare.argument}` lacks them"
        return Problem(place, "tag-not-applied", message, "pass the module's `tags` on to this resource, in the module")
    message = f"what {bare.address} starts has no tags, so its cost is nobody's: `{bare.argument}` is not set"
    return Problem(place, "tag-not-handed-on", message, f"set `{bare.argument}` in the module")


def _call(file: Path, job: str) -> Span:
    """Where the job's module is called; the file alone if it cannot be read."""
    try:
        lines = file.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return Span(str(file))
    number = next((index for index, line in enumerate(lines, 1) if line.startswith(f'module "{job}"')), 1)
    return Span(str(file), number)


def _summary(found: Coverage) -> str:
    bare = len({each.address for each in found.bare if each.lack == "untagged"})
    parts = [f"{problems.counted(found.taggable - bare, 'resource')} with all tags", f"{bare} without"]
    if found.untaggable:
        parts.append(f"{len(found.untaggable)} that can have none")
    if found.unknown:
        parts.append(f"{len(found.unknown)} known after apply ({', '.join(found.unknown)})")
    return "; ".join(parts)
