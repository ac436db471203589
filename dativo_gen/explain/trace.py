"""A planned repository -> the story of a job with where its values end up, or of the lines of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from dativo_gen.drawing import Drawing, draw
from dativo_gen.errors import Problem, Span
from dativo_gen.explain.facts import Fact, Story, tell
from dativo_gen.explain.origins import Origin, makers, origins
from dativo_gen.jobs import JobInput
from dativo_gen.manifest import MANIFEST
from dativo_gen.model.job import JobKey
from dativo_gen.pipeline import Whole, with_places
from dativo_gen.plan import MODULES, job_path
from dativo_gen.render import SUFFIX
from dativo_gen.selection import Selection
from dativo_gen.templates import shipped_templates
from dativo_gen.terraform.bundled import SCHEME
from dativo_gen.tree import Tree, WantedFile, contents

Lines = tuple[tuple[PurePosixPath, int], ...]


@dataclass(frozen=True, slots=True)
class Landing:
    """Which lines of the tree each place of a job's values made. Empty where nothing can be rendered."""

    lines: Mapping[Span, Lines]

    def of(self, fact: Fact) -> Lines:
        return tuple(sorted({line for place in fact.places for line in self.lines.get(place, ())}))


NOWHERE = Landing({})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file, what made it, and the values of jobs that stand at those places."""

    number: int
    text: str
    origin: Origin
    facts: tuple[tuple[JobKey, Fact], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A job, those of its values that were asked for, and where all of them end up."""

    story: Story
    facts: tuple[Fact, ...]
    landing: Landing


@dataclass(frozen=True, slots=True)
class FileTold:
    """Some lines of a file of the tree; `template` made what no value did. A file without lines has a note.

    `count` and `text` are those of the whole file as it would be rendered now. Paths are from the root.
    """

    path: PurePosixPath
    note: str
    template: str | None
    lines: tuple[Line, ...]
    count: int
    text: str = ""


_MANIFEST_NOTE = (
    "the manifest of its folder: which files dativo-gen wrote there, with their hashes and inputs, and which state "
    "belongs to the folder; no line of it is a value to change"
)


def jobs_of(planned: Whole, key: JobKey | None) -> list[JobInput]:
    """The selected jobs, or the one of that name, also those with problems."""
    every = planned.loaded.inputs
    if key is not None:
        return [job for job in every if job.key == key]
    return sorted((job for job in every if planned.selection.job(job.key, job.file)), key=lambda job: job.key)


def problems_of(planned: Whole, jobs: list[JobInput]) -> list[Problem]:
    """The errors that concern some jobs: found for their files, or standing in a file that they are made from."""
    found = planned.bench.findings.by_file
    files = {job.file for job in jobs}
    inputs = files | {layer.root.span.file for job in jobs for layer in job.layers}
    own = {problem for file in files for problem in found.get(file, ())}
    return [each for each in planned.judged.errors if each in own or each.span.file in inputs]


def story(planned: Whole, job: JobInput) -> Story:
    """What is known of a job's values."""
    return tell(job, planned.loaded.settings)


def landing(planned: Whole, job: JobInput) -> Landing:
    """Where a job's values end up. Raises Rejected if its part of the tree cannot be rendered."""
    loaded = planned.loaded
    narrow = Selection((PurePosixPath(job.file),), loaded.folder, targets=planned.selection.targets)
    drawing = draw(with_places(replace(planned, selection=narrow)))
    folders = {stack.key.folder for stack in planned.stacks if any(each.key == job.key for each in stack.jobs)}
    known = makers(loaded.jobs, planned.stacks)
    found: dict[Span, list[tuple[PurePosixPath, int]]] = {}
    for path, file in contents(drawing.tree).items():
        if path.parent in folders or path == job_path(job.key):
            for number, origin in enumerate(origins(path, file, known), start=1):
                for span in origin.spans if origin.how == "value" else ():
                    found.setdefault(span, []).append((loaded.output / path, number))
    return Landing({span: tuple(lines) for span, lines in found.items()})


def file_told(planned: Whole, drawing: Drawing, path: PurePosixPath, line: int | None) -> FileTold | None:
    """The lines of a file of the tree, or the one asked for; None if nothing makes this file."""
    shown = planned.loaded.output / path
    if path.name == MANIFEST and path.parent in drawing.tree:
        return FileTold(shown, _MANIFEST_NOTE, None, (), 0)
    file = contents(drawing.tree).get(path)
    if file is None:
        return None
    lines = _lines_of(planned, path, file)
    chosen = tuple(each for each in lines if line in (None, each.number))
    return FileTold(shown, "", _template(drawing.tree, planned, path), chosen, len(lines), file.text)


def _lines_of(planned: Whole, path: PurePosixPath, file: WantedFile) -> list[Line]:
    made = origins(path, file, makers(planned.loaded.jobs, planned.stacks))
    stories = _stories(planned, path)
    texts = file.text.split("\n")
    return [
        Line(number, texts[number - 1], origin, _facts(stories, origin)) for number, origin in enumerate(made, start=1)
    ]


def _facts(stories: list[Story], origin: Origin) -> tuple[tuple[JobKey, Fact], ...]:
    if origin.how != "value":
        return ()
    return tuple((each.key, fact) for each in stories for fact in each.at(origin.spans))


def _stories(planned: Whole, path: PurePosixPath) -> list[Story]:
    """Those of the jobs that a file is made from."""
    keys = {job.key for job in planned.loaded.jobs if job_path(job.key) == path}
    keys |= {each.key for stack in planned.stacks if stack.key.folder == path.parent for each in stack.jobs}
    return [story(planned, job) for job in planned.loaded.inputs if job.key in keys]


def _template(tree: Tree, planned: Whole, path: PurePosixPath) -> str | None:
    """The template that made a file of a stack, the user's with its path; the file of a bundled module; None else."""
    if path.is_relative_to(MODULES):
        return f"{SCHEME}{path.relative_to(MODULES)}"
    record = tree[path.parent].record
    if record is None:
        return None
    backend = record["backend"]
    names = {"__stack__": path.parent.name, "__backend__": str(backend["type"]) if isinstance(backend, dict) else ""}
    user = planned.loaded.renderer.user
    for name in (*user.texts, *shipped_templates()):
        made = PurePosixPath(name).name.removesuffix(SUFFIX)
        for part, value in names.items():
            made = made.replace(part, value)
        if made == path.name and name.startswith("stack/"):
            return user.path(name) if name in user.texts else name
    return None
