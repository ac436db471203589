"""A template of the tests' own with its versions, and tenants that were made from it."""

from __future__ import annotations

import atexit
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from dativo_gen.scaffold import git
from dativo_gen.scaffold.rounds import Bench, Order, Round, Workshop
from dativo_gen.scaffold.trees import File, commit
from dativo_gen.scaffold.update import Result, Tenant
from dativo_gen.scaffold.worker import Worker
from dativo_gen.scaffold.writeback import PEN, Pen

QUESTIONS = """\
_subdirectory: template
_envops: {undefined: jinja2.StrictUndefined}
tenant: {type: str}
region: {type: str, default: us-east-1, choices: [us-east-1, eu-west-1]}
"""
ANSWERS = "template/{{ _copier_conf.answers_file }}.jinja"
LINES = "".join(f"key{number}: {number}\n" for number in range(20))
FIRST = {
    "copier.yml": QUESTIONS,
    ANSWERS: "# answers\n{{ _copier_answers | to_nice_yaml -}}\n",
    "template/_defaults.yaml.jinja": "tenant_id: {{ tenant }}\nregion: {{ region }}\n" + LINES,
    "template/orders.yaml": LINES,
    "template/README.md": "# Orders\n",
}
Texts = Mapping[str, str]


def template(folder: Path, versions: Mapping[str, Texts]) -> str:
    """A repository with a tag for each version; gives its address."""
    git.run("init", "--quiet", "--bare", "--template=", str(folder))
    parent = None
    for number, (name, files) in enumerate(versions.items()):
        made = {path: File(text.encode()) for path, text in files.items()}
        stream = commit("refs/heads/main", made, parent, name, seconds=number)
        git.run("fast-import", "--quiet", "--force", given=stream, repository=folder)
        git.run("tag", "--force", name, "main", repository=folder)
        parent = git.run("rev-parse", "main", repository=folder).decode().strip()
    return f"git+file://{folder}"


@cache
def _worker() -> Worker:
    """One process for all tenants of a test run."""
    worker = Worker(Path(tempfile.mkdtemp()))
    atexit.register(worker.close)
    return worker


@dataclass(slots=True)
class Yard:
    """A repository of tenants at `root`, made from the template at `url`."""

    root: Path
    url: str
    notes: list[str] = field(default_factory=list)

    def folder(self, name: str) -> Path:
        return self.root / "job_configs" / name

    def tenant(self, name: str, version: str = "v1.0.0", **answers: Any) -> Path:
        """A tenant as a version of the template makes it."""
        with tempfile.TemporaryDirectory() as temporary:
            bench = Bench(self._workshop(Path(temporary), Order((self.url,), version)), Path(temporary), _worker())
            files = bench.render(*bench.target(self.url), {"tenant": name, **answers})
        for path, file in files.items():
            place = self.folder(name) / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.data)
        return self.folder(name)

    def tenants(self, names: Sequence[str]) -> list[Tenant]:
        return [Tenant(name, self.folder(name), f"job_configs/{name}") for name in names]

    def update(self, *names: str, pen: Pen = PEN, workers: int = 1, **order: Any) -> list[Result]:
        with tempfile.TemporaryDirectory() as temporary:
            workshop = self._workshop(Path(temporary), Order(**{"sources": (self.url,), **order}))
            return Round(workshop, workers, pen).run([self.tenants(names)])

    def _workshop(self, folder: Path, order: Order) -> Workshop:
        return Workshop(folder, order, self.notes.append)

    def git(self, *arguments: str) -> str:
        """What the user's own git says in the repository."""
        given = ("git", "-c", "user.name=x", "-c", "user.email=x@x.example", *arguments)
        return subprocess.run(given, cwd=self.root, check=True, capture_output=True, text=True).stdout

    def commit(self) -> None:
        self.git("init", "--quiet")
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", "all")


def texts(folder: Path) -> dict[str, str]:
    """Every file below a folder but for git's own."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in found}


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def changed(files: Texts, *pairs: tuple[str, str | None]) -> dict[str, str]:
    """A version with other texts; None takes a file away."""
    found = {**files, **{path: text for path, text in pairs if text is not None}}
    return {path: text for path, text in found.items() if (path, None) not in pairs}
