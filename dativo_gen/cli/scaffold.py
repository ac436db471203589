"""`dativo-gen scaffold`: begin a tenant, a job or a repository; take up a tenant that was made by hand."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from dativo_gen.cli import completion, edge, problems
from dativo_gen.cli.problems import Format
from dativo_gen.errors import Rejected
from dativo_gen.findings import Judged

if TYPE_CHECKING:
    from dativo_gen.scaffold.adopt import Adopted
    from dativo_gen.scaffold.home import Home
    from dativo_gen.scaffold.job import Scaffolded
    from dativo_gen.scaffold.place import Addition
    from dativo_gen.scaffold.tenant import Origin, Run

HERE = Path()
FIRST = "acme"
"""The first tenant of a repository, if nobody says another."""

app = typer.Typer(help="Begin a tenant, a job or a repository.", no_args_is_help=True)

NoInput = Annotated[bool, typer.Option("--no-input", help="Ask nothing: what is not given is as proposed.")]
Data = Annotated[list[str] | None, typer.Option("--data", "-d", metavar="K=V", help="An answer; repeatable.")]
DataFile = Annotated[Path | None, typer.Option("--data-file", metavar="F", help="A YAML file of answers.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Write nothing: print the files and what would change.")]
Template = Annotated[
    str | None,
    typer.Option("--template", metavar="URL", help="A template of your own, as git+https://HOST/PATH.git."),
]
Ref = Annotated[str | None, typer.Option("--ref", metavar="R", help="Its tag, branch or commit.")]
Trust = Annotated[bool, typer.Option("--trust", help="Let that template run commands and load code.")]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="The repository's root, if it is not the one around here.")
]


@app.command()
def tenant(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new tenant, as `tenant_id` will have it.")],
    data: Data = None,
    data_file: DataFile = None,
    no_input: NoInput = False,
    dry_run: DryRun = False,
    template: Template = None,
    ref: Ref = None,
    trust: Trust = False,
    out: Out = None,
) -> None:
    """Begin a tenant: its layer, starter jobs, and what they need."""
    with _exit_codes():
        from dativo_gen.scaffold.home import find_home
        from dativo_gen.scaffold.tenant import NewTenant, scaffold_tenant

        home = find_home(out or Path.cwd(), out is not None)
        with _origin(home, template, ref, trust) as origin:
            wish = NewTenant(name, tuple(data or ()), _read(data_file), origin)
            found = scaffold_tenant(home, wish, _runner(no_input))
        if _finish(found, dry_run):
            _next_steps(home, home.jobs / name)


@app.command()
def job(
    tenant: Annotated[str, typer.Argument(metavar="TENANT", autocompletion=completion.tenants)],
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new job; its file is NAME.yaml.")],
    source: Annotated[str, typer.Option("--source", metavar="S", help="Where the data comes from, such as stripe.")],
    target: Annotated[str, typer.Option("--target", metavar="T", help="Where it goes.")] = "iceberg",
    object: Annotated[
        str | None,
        typer.Option("--object", metavar="O", help="What is read; the usual one if not given."),
    ] = None,
    cron: Annotated[str | None, typer.Option("--cron", help="When it runs; a schedule in the runner's file.")] = None,
    dry_run: DryRun = False,
    out: Out = None,
) -> None:
    """Add a job to a tenant, with the asset and the connectors that are missing."""
    with _exit_codes():
        from dativo_gen.scaffold.home import find_home
        from dativo_gen.scaffold.job import NewJob, scaffold_job

        home = find_home(out or Path.cwd(), out is not None)
        found = scaffold_job(home, NewJob(tenant, name, source, target, object, cron))
        if _finish(found, dry_run):
            _next_steps(home, home.jobs / tenant)


@app.command()
def workspace(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="The new repository's root; made if missing.")
    ] = Path(),
    tenant: Annotated[str | None, typer.Option("--tenant", metavar="NAME", help="Its first tenant.")] = None,
    data: Data = None,
    data_file: DataFile = None,
    no_input: NoInput = False,
    dry_run: DryRun = False,
) -> None:
    """Begin a repository: settings, a first tenant, checks for git and GitHub, schemas for editors."""
    with _exit_codes():
        from dativo_gen.scaffold.home import find_home
        from dativo_gen.scaffold.tenant import NewTenant
        from dativo_gen.scaffold.workspace import scaffold_workspace

        asking = not no_input and sys.stdin.isatty()
        name = tenant or (typer.prompt("The first tenant's name", default=FIRST) if asking else FIRST)
        wish = NewTenant(name, tuple(data or ()), _read(data_file))
        found = scaffold_workspace(Path(os.path.abspath(folder)), wish, _runner(no_input))
        if _finish(found, dry_run):
            home = find_home(folder, stated=True)
            _next_steps(home, home.jobs / name)


@app.command()
def adopt(
    tenant: Annotated[str, typer.Argument(metavar="TENANT", autocompletion=completion.tenants)],
    data: Data = None,
    data_file: DataFile = None,
    dry_run: DryRun = False,
    template: Template = None,
    ref: Ref = None,
    trust: Trust = False,
    out: Out = None,
) -> None:
    """Take up a tenant that was made by hand: infer its answers, write them down, show where the template differs."""
    with _exit_codes():
        from dativo_gen.scaffold.adopt import adopt as adopt_tenant
        from dativo_gen.scaffold.home import find_home
        from dativo_gen.scaffold.place import write
        from dativo_gen.scaffold.tenant import NewTenant

        home = find_home(out or Path.cwd(), out is not None)
        with _origin(home, template, ref, trust) as origin:
            found = adopt_tenant(home, NewTenant(tenant, tuple(data or ()), _read(data_file), origin))
        if not dry_run:
            write(found.addition)
        _show_adopted(found)


@contextmanager
def _origin(home: Home, template: str | None, ref: str | None, trust: bool) -> Iterator[Origin]:
    """The template that is asked for, as long as it lasts."""
    from dativo_gen.repository import WrongUsage
    from dativo_gen.scaffold.source import Wish, chosen
    from dativo_gen.scaffold.tenant import Origin, shipped_origin

    if template is None:
        if ref or trust:
            raise WrongUsage("--ref and --trust belong to --template")
        yield shipped_origin()
        return
    with tempfile.TemporaryDirectory(prefix="dativo-gen-") as folder:
        place = Path(folder) / "template"
        found = chosen(Wish(template, ref, trust), home.settings.update.sources, place, _note)
        yield Origin(str(found.place), found.url, found.version, found.trusted)


def _note(text: str) -> None:
    typer.echo(f"note: {text}", err=True)


def _show_adopted(found: Adopted) -> None:
    """The diff from what is there to what the template would write, then what was learned."""
    from dativo_gen.difftext import unified

    for path, (before, after) in found.compared.items():
        typer.echo(unified(before, after, path), nl=False)
    for path in found.addition.files:
        typer.echo(f"+ {path}")
    for doubt in found.doubts:
        _note(doubt)
    typer.echo("The diff is what the template would write in place of what is there; none of it was changed.")
    typer.echo("An answer that is wrong: remove the file, and adopt again with `--data NAME=VALUE`.")


def _runner(no_input: bool) -> Run:
    """Questions are asked where somebody can answer."""
    from dativo_gen.scaffold import copier_run

    return copier_run.render if no_input or not sys.stdin.isatty() else copier_run.ask


def _read(file: Path | None) -> tuple[str, bytes] | None:
    from dativo_gen.repository import WrongUsage

    if file is None:
        return None
    try:
        return str(file), file.read_bytes()
    except OSError as error:
        raise WrongUsage(f"{file}: cannot be read: {error.strerror}") from error


@contextmanager
def _exit_codes() -> Iterator[None]:
    from dativo_gen.cli.app import OUTSIDE, PROBLEMS, USAGE

    with edge.exit_codes(Format.text, (Path.cwd(),)):
        from dativo_gen.scaffold.answers import WrongAnswerError
        from dativo_gen.scaffold.copier_run import TemplateFailedError
        from dativo_gen.scaffold.git import GitError
        from dativo_gen.scaffold.source import WrongSourceError

        try:
            yield
        except Rejected as rejected:  # here, since `edge` would look for a repository around the current folder
            problems.show_text(problems.rated(Judged(rejected.problems)), lambda file, line: None)
            raise typer.Exit(PROBLEMS) from rejected
        except (WrongAnswerError, WrongSourceError) as error:
            for line in str(error).splitlines():
                typer.echo(f"dativo-gen: {problems.one_line(line)}", err=True)
            raise typer.Exit(USAGE) from error
        except TemplateFailedError as error:
            typer.echo(f"dativo-gen: the template cannot be rendered: {error}", err=True)
            raise typer.Exit(PROBLEMS) from error
        except GitError as error:
            typer.echo(f"dativo-gen: {error}", err=True)
            raise typer.Exit(OUTSIDE) from error


def _finish(found: Scaffolded, dry_run: bool) -> bool:
    """Write, or under `--dry-run` say what would be written. Gives whether it was written."""
    from dativo_gen.scaffold.place import refuse, write

    addition = found.addition
    if dry_run:
        refuse(addition)
        typer.echo(_shown(addition), nl=False)
    else:
        write(addition)
    for path in sorted({*addition.outside(), *addition.files}):
        mark = "~" if path in addition.changed and addition.changed[path][0] is not None else "+"
        typer.echo(f"{mark} {path}")
    for note in found.notes:
        _note(note)
    return not dry_run


def _shown(addition: Addition) -> str:
    """Every change as a diff that `patch -p1` takes."""
    from dativo_gen.difftext import unified

    files = {**{path: (None, text) for path, text in addition.files.items()}, **addition.changed}
    return "".join(unified(before, after, path) for path, (before, after) in sorted(files.items()))


def _next_steps(home: Home, folder: PurePosixPath) -> None:
    """Say what `validate` says of it, and the commands that come next. Exits with 1 if there are errors."""
    from dativo_gen.cli.app import PROBLEMS
    from dativo_gen.pipeline import Request, plan

    place = home.root / folder
    if not home.repository.job_files(folder, folder)[0]:
        typer.echo(f"It has no job yet: dativo-gen scaffold job {folder.name} NAME --source SOURCE")
        return
    planned = plan(Request((place,), today=edge.today()), lambda step: None)
    edge.show_judged(planned.judged, Format.text, (place,))
    if planned.judged.errors:
        typer.echo(f"{folder} was written; put right what is said above, then: dativo-gen validate {_here(place)}")
        raise typer.Exit(PROBLEMS)
    for line in _steps(home, folder):
        typer.echo(line)


def _steps(home: Home, folder: PurePosixPath) -> list[str]:
    jobs = _here(home.root / home.jobs)
    return [
        "",
        "It is valid as it stands. Next:",
        f"1. Read {_here(home.root / folder)}: names of clusters, buckets and addresses were proposed, not looked up.",
        f"2. dativo-gen render {jobs}",
        f"3. Commit what is new here and in {home.settings.output}/.",
    ]


def _here(place: Path) -> str:
    """A path as it is typed from here."""
    return os.path.relpath(place)
