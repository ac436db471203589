"""A copy of dativo-gen as a wheel leaves it, with a version of the shipped template that was released later."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dativo_gen.scaffold.versions import KIND, Shelf
from tools.freeze_template import freeze

ROOT = Path(__file__).parents[2]
SHIPPED = ("templates", "terraform_templates")
MAIN = "import sys; from dativo_gen.{module} import main; sys.exit(main())"


@dataclass(frozen=True, slots=True)
class Installed:
    """Packages below `library`, commands below `bin`."""

    library: Path
    bin: Path

    @property
    def shelf(self) -> Shelf:
        return Shelf(self.library / "dativo_gen" / "_assets" / "templates", KIND)

    @property
    def template(self) -> Path:
        return self.shelf.folder / KIND

    def release(self, name: str, change: Callable[[Path], None]) -> None:
        """Another version of the template: `change` edits its folder."""
        change(self.template)
        freeze(self.shelf, self.template, name)

    def run(self, *command: str, cwd: Path, home: Path) -> subprocess.CompletedProcess[str]:
        """One of its commands, or git, with nothing of this machine's user and no way to a network."""
        path = os.pathsep.join((str(self.bin), os.environ["PATH"]))
        variables = {"PATH": path, "HOME": str(home), "PYTHONPATH": str(self.library), "LC_ALL": "C.UTF-8",
                     "GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@x.example", "GIT_COMMITTER_NAME": "x",
                     "GIT_COMMITTER_EMAIL": "x@x.example", "https_proxy": "http://127.0.0.1:9",
                     "http_proxy": "http://127.0.0.1:9"}  # fmt: skip
        alone = ("unshare", "--net", "--map-root-user") if _can_unshare() else ()
        return subprocess.run((*alone, *command), cwd=cwd, env=variables, capture_output=True, text=True, check=False)


def _can_unshare() -> bool:
    if shutil.which("unshare") is None:
        return False
    return (
        subprocess.run(["unshare", "--net", "--map-root-user", "true"], capture_output=True, check=False).returncode
        == 0
    )


def install(folder: Path) -> Installed:
    """Copy the package and its templates; the commands are scripts as pip writes them."""
    library, place = folder / "library", folder / "bin"
    shutil.copytree(ROOT / "dativo_gen", library / "dativo_gen", ignore=shutil.ignore_patterns("__pycache__"))
    for name in SHIPPED:
        shutil.copytree(ROOT / name, library / "dativo_gen" / "_assets" / name)
    made = Installed(library, place)
    for old in (made.shelf.bundle, made.shelf.list):
        old.unlink(missing_ok=True)
    freeze(made.shelf, made.template, "v0.1.0")
    place.mkdir()
    for command, module in (("dativo-gen", "cli.app"), ("git-remote-dativo", "scaffold.remote_helper")):
        script = place / command
        script.write_text(f"#!{sys.executable}\n{MAIN.format(module=module)}\n")
        script.chmod(0o755)
    return made
