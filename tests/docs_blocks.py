"""The blocks of a page of documentation, and the repository in which they are tried."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXAMPLES = ("job_configs", "assets", "connectors", "terraform", "runner.yaml", "dativo-gen.yaml")
PARTS = {"# part of a job": "job", "# part of dativo-gen.yaml": "settings"}
CHECKED = ("yaml", "hcl", "console")
"""Languages of which no block may go unchecked."""

_BLOCK = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$|^<!-- repository: (?P<start>\w+) -->$", re.M | re.S)
_PATH = re.compile(r"# (?P<path>[\w./-]+\.(?:yaml|hcl|tf|tfvars|tfbackend|j2)|generated/[\w./-]+)\n")

_PART_SETTINGS = """\
modules:
  aws: git::https://git.example/modules.git//job?ref=1.0.0
  gcp: git::https://git.example/modules.git//job?ref=1.0.0
  azure: git::https://git.example/modules.git//job?ref=1.0.0
state:
  default: {type: local, path: "/var/lib/states/${stack}.tfstate"}
environments: {dev: {}, staging: {}, prod: {}}
assets: optional
"""
_PART_LAYER = "tenant_id: acme\ninfrastructure: {provider: aws, region: us-east-1, storage: {bucket: acme-data-lake}}\n"
_PLAIN_JOB = "tenant_id: acme\nenvironment: prod\n"


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block, or (`start`) a comment that says which repository begins here: empty or examples."""

    place: str
    language: str = ""
    text: str = ""
    start: str = ""

    @property
    def path(self) -> str | None:
        """The file that the block's first line names."""
        found = _PATH.match(self.text)
        return found["path"] if found else None

    @property
    def part(self) -> str | None:
        return PARTS.get(self.text.partition("\n")[0])

    @property
    def body(self) -> str:
        """What follows the first line."""
        return self.text.partition("\n")[2]


def blocks(page: Path) -> Iterator[Block]:
    """Every block of a page, in order."""
    text = page.read_text(encoding="utf-8")
    for found in _BLOCK.finditer(text):
        place = f"{page.relative_to(ROOT)}:{text.count(chr(10), 0, found.start()) + 1}"
        if found["start"]:
            yield Block(place, start=found["start"])
        else:
            yield Block(place, found["language"], found["text"])


@dataclass(slots=True)
class Sandbox:
    """A user's repository, and the exit code of the command that ran last in it."""

    folder: Path
    code: int = 0
    home: Path = field(init=False)

    def __post_init__(self) -> None:
        self.home = self.folder.parent / f"{self.folder.name}-home"
        for each in (self.folder, self.home):
            each.mkdir(parents=True)

    def put_examples(self) -> None:
        for name in EXAMPLES:
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy2)(source, self.folder / name)

    def write(self, path: str, text: str) -> None:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")

    def run(self, command: str) -> str:
        """Everything that a shell command prints, errors too."""
        path = os.pathsep.join((sysconfig.get_path("scripts"), os.environ.get("PATH", "/usr/bin:/bin")))
        done = subprocess.run(
            ["sh", "-c", f"(exit {self.code}); {command}"],
            cwd=self.folder,
            env={"PATH": path, "HOME": str(self.home), "COLUMNS": "100", "LC_ALL": "C.UTF-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        self.code = done.returncode
        return done.stdout

    def put_part(self, part: Block) -> None:
        """A minimal repository with a part of a job or of the settings in it, whole otherwise."""
        is_job = part.part == "job"
        self.write("dativo-gen.yaml", _PART_SETTINGS if is_job else part.body)
        if is_job:
            self.write("job_configs/_defaults.yaml", _PART_LAYER)
        self.write("job_configs/acme/orders.yaml", part.body if is_job else _PLAIN_JOB)


def commands(text: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with the output that is shown below it."""
    found: list[tuple[str, str]] = []
    for line in text.splitlines(keepends=True):
        if line.startswith("$ "):
            found.append((line[2:].rstrip("\n"), ""))
        else:
            command, shown = found[-1]
            found[-1] = (command, shown + line)
    return found


def fits(shown: str, real: str) -> bool:
    """Whether an output is what is shown, where a line `...` stands for any lines."""
    pattern = "".join(r"(?:.*\n)*" if line == "...\n" else re.escape(line) for line in shown.splitlines(keepends=True))
    return re.fullmatch(pattern, real) is not None
