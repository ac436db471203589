"""A command run as a user runs it, and what a folder holds before and after."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from typer.testing import CliRunner, Result

from dativo_gen.cli.app import app

MODULES = "modules: {aws: ./modules/etl, gcp: ./modules/etl, azure: ./modules/etl}\n"
MODULE = "".join(
    f'variable "{name}" {{ default = null }}\n'
    for name in ("tags", "labels", "job_name", "tenant_id", "region", "compute_cpu", "compute_memory", "storage_bucket")
)
PLACES = [
    (provider, runtime)
    for provider, own in (("aws", "ecs"), ("gcp", "cloud_run"), ("azure", "container_apps"))
    for runtime in ("dagster", "airflow", "kubernetes", own)
]


def run(*words: str) -> Result:
    """`dativo-gen` with these words; a bug is raised."""
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


def tenant(name: str, *more: str, answers: Sequence[str] = ()) -> Result:
    """`dativo-gen scaffold tenant` that asks nothing."""
    data = [word for answer in answers for word in ("--data", answer)]
    return run("scaffold", "tenant", name, "--no-input", *data, *more)


def snapshot(folder: Path) -> dict[str, str]:
    """Every entry below a folder, with the text of files and the target of links."""
    return {
        each.relative_to(folder).as_posix(): str(each.readlink())
        if each.is_symlink()
        else each.read_bytes().decode()
        if each.is_file()
        else "folder"
        for each in sorted(folder.rglob("*"))
    }
