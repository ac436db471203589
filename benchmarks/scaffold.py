"""Prints what updating tenants costs, as a ratio to two bare renders of copier and a `git merge` in the same run.

`python -m benchmarks.scaffold [TENANTS]` (100) makes tenants with one edit each from the shipped template, releases a
second version of it, and updates them with one worker. Per tenant, in milliseconds, each the median of all tenants:
`bare` is two `copier copy` from git, of the old and the new version, and `git merge` of them with the edited tenant;
`update` is ours; `nothing new` is ours once more. The two are timed by turns, so that a busy machine slows down both.
Exits 1 where update is over 2 bare, or nothing new over 0.03 update.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from copier import Settings, run_copy

from dativo_gen.assets import root
from dativo_gen.scaffold import git
from dativo_gen.scaffold.rounds import Bench, Order, Workshop
from dativo_gen.scaffold.trees import File, Files, commit
from dativo_gen.scaffold.update import Tenant, update
from dativo_gen.scaffold.worker import Worker
from tools.freeze_template import template_files

MOST_UPDATE, MOST_NOTHING = 2.0, 0.03
OLD, NEW = "v1.0.0", "v2.0.0"


def milliseconds(work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return (perf_counter() - begin) * 1000


def released(place: Path) -> None:
    """Today's shipped template as one version, and the same with a line more in each file as the next."""
    files = template_files(root() / "templates" / "tenant")
    news = {
        path: File(file.data + b"# news\n") if path.endswith("yaml.jinja") else file for path, file in files.items()
    }
    git.run("init", "--quiet", "--bare", "--template=", str(place))
    for number, (name, version) in enumerate({OLD: files, NEW: news}.items()):
        parent = "refs/heads/main^0" if number else None
        git.run("fast-import", "--quiet", given=commit("refs/heads/main", version, parent, name), repository=place)
        git.run("tag", name, "main", repository=place)


def bare(url: str, edited: Path, folder: Path, answers: dict[str, str]) -> None:
    """What cannot be done without: copier twice, and git."""

    def call(*arguments: str) -> None:
        given = ("git", "-c", "user.name=x", "-c", "user.email=x@x", *arguments)
        subprocess.run(given, cwd=folder, check=True, capture_output=True)

    def draw(version: str) -> None:
        run_copy(url, folder, answers, vcs_ref=version, settings=Settings(), defaults=True, overwrite=True, quiet=True)
        call("add", "--all")
        call("commit", "--quiet", "-m", version)

    folder.mkdir()
    call("init", "--quiet", "--initial-branch=main")
    draw(OLD)
    call("branch", "yours")
    draw(NEW)
    call("checkout", "--quiet", "yours")
    for path in edited.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / ".copier-answers.yml").unlink()
    call("commit", "--quiet", "--all", "-m", "edited")
    subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@x", "merge", "--quiet", "main"], cwd=folder,
                   check=False, capture_output=True)  # fmt: skip


def _costs(url: str, tenant: Tenant, bench: Bench, folder: Path) -> tuple[float, float, float]:
    layer = tenant.folder / "_defaults.yaml"
    layer.write_text(f"# an edit\n{layer.read_text()}")
    alone = milliseconds(lambda: bare(url, tenant.folder, folder, {"tenant": tenant.name}))
    whole = milliseconds(lambda: update(tenant, bench, {}))
    return alone, whole, milliseconds(lambda: update(tenant, bench, {}))


def write(folder: Path, files: Files) -> None:
    for path, file in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(file.data)


def measure(count: int, place: Path) -> tuple[float, float, float]:
    """Medians of bare, update and nothing new."""
    released(place / "template.git")
    url = f"git+file://{place}/template.git"
    costs = []
    worker = Worker(place)
    first = Bench(Workshop(place / "first", Order((url,), OLD), print), place / "one", worker)
    second = Bench(Workshop(place / "second", Order((url,), NEW), print), place / "two", worker)
    for number in range(count + 1):
        name = f"tenant{number}"
        tenant = Tenant(name, place / "job_configs" / name, f"job_configs/{name}")
        write(tenant.folder, first.render(*first.target(url), {"tenant": name}))
        costs.append(_costs(url, tenant, second, place / f"bare{number}"))
    worker.close()
    alone, whole, nothing = (median(column) for column in zip(*costs[1:], strict=True))  # the first one imports copier
    return alone, whole, nothing


def main() -> int:
    """Print the figures; 1 if one is over its bound."""
    logging.disable()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["XDG_CACHE_HOME"] = os.environ["COPIER_CACHE_DIR"] = f"{temporary}/cache"
        alone, whole, nothing = measure(count, Path(temporary))
    print(f"{count} tenants, ms each: bare {alone:.0f}, update {whole:.0f}, nothing new {nothing:.2f}")
    print(f"update / bare        {whole / alone:6.3f}  (at most {MOST_UPDATE})")
    print(f"nothing new / update {nothing / whole:6.3f}  (at most {MOST_NOTHING})")
    return int(whole > MOST_UPDATE * alone or nothing > MOST_NOTHING * whole)


if __name__ == "__main__":
    sys.exit(main())
