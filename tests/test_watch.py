"""`--watch` of `validate` and `render` tells anew what is wrong after every change, until Ctrl-C."""

from __future__ import annotations

import signal
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dativo_gen.cli.app import app

from .planned import job, terraform

LONG = 60.0
"""Seconds after which something is surely wrong; a test waits no longer than it must."""

GOOD = job("region: eu-west-1\n" + terraform("backend: {type: s3, bucket: b-1, key: a, region: eu-west-1}"))


def _hear_ctrl_c() -> None:
    """A shell starts what it sends to the background deaf to Ctrl-C, and its children inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Watched:
    """A running `validate --watch`, or another command with it, whose output goes to a file."""

    def __init__(self, root: Path, command: str = "validate") -> None:
        self.root, self.log = root, root.parent / "log"
        words = [str(Path(sysconfig.get_path("scripts"), "dativo-gen")), command, "jobs", "--watch"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                words,
                cwd=root,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=_hear_ctrl_c,  # noqa: PLW1509 - the test starts no threads
            )

    def turns(self, number: int) -> list[str]:
        """What was said in each turn, as soon as there are so many that are done."""
        end = time.monotonic() + LONG
        while time.monotonic() < end and self.process.poll() is None:
            found = [turn for turn in self.log.read_text().split("---\n")[1:] if "waiting for changes" in turn]
            if len(found) >= number:
                return found
            time.sleep(0.05)
        pytest.fail(f"no turn {number} (exit {self.process.poll()}):\n{self.log.read_text()}")

    def interrupt(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(LONG)


@pytest.fixture(params=["validate"])
def watched(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Watched]:
    root = tmp_path / "repository"
    (root / "jobs").mkdir(parents=True)
    (root / "jobs/a.yaml").write_text(GOOD)
    running = Watched(root, request.param)
    yield running
    if running.process.poll() is None:
        running.process.kill()
        running.process.wait()


def test_a_change_is_checked_and_ctrl_c_ends_quietly(watched: Watched) -> None:
    assert "1 job, 1 stack: 0 errors" in watched.turns(1)[0]
    (watched.root / "jobs/a.yaml").write_text(GOOD.replace("provider: aws", "provider: awz"))
    assert "jobs/a.yaml:3:13: invalid-provider: Invalid provider: awz." in watched.turns(2)[1]
    (watched.root / "dativo-gen.yaml").write_text("nonsense: 1\n")
    assert "nothing could be checked" in watched.turns(3)[2]
    (watched.root / "dativo-gen.yaml").unlink()
    (watched.root / "jobs/a.yaml").write_text(GOOD)
    assert watched.turns(4)
    assert watched.interrupt() == 0
    assert "Traceback" not in watched.log.read_text()
    assert "Aborted" not in watched.log.read_text()


def test_the_generated_tree_and_what_terraform_leaves_are_not_watched(watched: Watched) -> None:
    watched.turns(1)
    for ignored in ("generated/x.tf", ".terraform/x", ".git/x"):
        (watched.root / ignored).parent.mkdir()
        (watched.root / ignored).write_text("x")
    time.sleep(1)
    (watched.root / "jobs/b.yaml").write_text(GOOD)
    assert "jobs/b.yaml" in watched.turns(2)[1]


def test_a_watch_shows_text_only(tmp_path: Path) -> None:
    ran = CliRunner().invoke(app, ["validate", str(tmp_path), "--watch", "--format", "json"])
    assert ran.exit_code == 2
    assert "--watch" in ran.stderr


@pytest.mark.parametrize("watched", ["render"], indirect=True)
def test_render_writes_what_a_save_touches_and_says_what_is_wrong_with_it(watched: Watched) -> None:
    assert "1 job, 1 stack" in watched.turns(1)[0]
    variables = next(watched.root.rglob("terraform.tfvars"))
    (watched.root / "jobs/a.yaml").write_text(GOOD + "  tags: {team: loaders}\n")
    assert "~ terraform/acme/prod/a/terraform.tfvars" in watched.turns(2)[1]
    assert "loaders" in variables.read_text()
    (watched.root / "jobs/a.yaml").write_text(GOOD.replace("provider: aws", "provider: awz"))
    assert "invalid-provider" in watched.turns(3)[2]
    assert "loaders" in variables.read_text()
    (watched.root / "jobs/b.yaml").write_text(GOOD.replace("key: a", "key: b"))
    (watched.root / "jobs/a.yaml").write_text(GOOD)
    watched.turns(4)
    assert watched.interrupt() == 0


@pytest.mark.parametrize(
    ("more", "said"), [("--check", "--check"), ("--format=json", "--format"), ("--diff", "--diff")]
)
def test_render_watches_only_where_it_writes_and_tells_people(tmp_path: Path, more: str, said: str) -> None:
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs/a.yaml").write_text(GOOD)
    ran = CliRunner().invoke(app, ["render", str(tmp_path / "jobs"), "--watch", more])
    assert ran.exit_code == 2
    assert more.split("=", maxsplit=1)[0] in ran.stderr
