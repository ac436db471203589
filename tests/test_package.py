"""The wheel, installed elsewhere: it carries the templates, and it renders what the checkout renders."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ("job_configs", "assets", "connectors", "terraform", "runner.yaml", "dativo-gen.yaml")
SHIPPED = ("templates", "terraform_templates")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without a network: hatchling is among our own packages."""
    folder = tmp_path_factory.mktemp("wheel")
    run(
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        folder,
        ROOT,
        cwd=folder,
    )
    (built,) = folder.glob("dativo_gen-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of a fresh environment that holds the wheel and borrows its dependencies from this one."""
    home = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(home, symlinks=True, with_pip=False)
    packages = site_packages(home)
    run(sys.executable, "-m", "pip", "--python", home, "install", "--quiet", "--no-deps", wheel, cwd=home)
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return home / "bin"


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    """A copy of the example repository, without anything that was rendered."""
    for name in EXAMPLES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns(".terraform*"))
        else:
            shutil.copy(source, tmp_path / name)
    return tmp_path


def test_the_wheel_holds_every_template_of_the_checkout(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {f"dativo_gen/_assets/{path}" for path in templates()}
    assert wanted
    assert not wanted - inside


def test_the_wheel_holds_every_data_file_and_no_test(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    data = {path.relative_to(ROOT).as_posix() for path in (ROOT / "dativo_gen").rglob("*.yaml")}
    assert not (data | {"dativo_gen/py.typed"}) - inside
    assert not [name for name in inside if name.startswith(("tests/", "job_configs/"))]


def test_the_installed_wheel_is_what_the_other_environment_imports(installed: Path, tmp_path: Path) -> None:
    found = run(installed / "python", "-c", "import dativo_gen; print(dativo_gen.__file__)", cwd=tmp_path)
    assert Path(found.strip()).is_relative_to(installed.parent)


def test_the_installed_command_renders_what_the_checkout_renders(
    installed: Path, examples: Path, tmp_path: Path
) -> None:
    run(installed / "dativo-gen", "render", "job_configs", cwd=examples)
    elsewhere = tree(examples / "generated")
    shutil.rmtree(examples / "generated")
    run(Path(sys.executable).with_name("dativo-gen"), "render", "job_configs", cwd=examples)
    assert len(elsewhere) > len(list((ROOT / "job_configs").rglob("*.yaml")))
    assert elsewhere == tree(examples / "generated")


def templates() -> Iterator[str]:
    """Paths, from the root, of the template files that git would keep."""
    for folder in SHIPPED:
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts and ".terraform" not in path.parts:
                yield path.relative_to(ROOT).as_posix()


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".lock" not in path.name)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def site_packages(home: Path) -> Path:
    return Path(sysconfig.get_path("purelib", "venv", vars={"base": str(home), "platbase": str(home)}))


def run(*command: str | Path, cwd: Path) -> str:
    """What a command printed; fails the test with its whole output if it fails."""
    clean = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")}
    result = subprocess.run(
        [str(part) for part in command], check=False, cwd=cwd, env=clean, capture_output=True, text=True
    )
    assert result.returncode == 0, f"{command[0]} exited {result.returncode}\n{result.stdout}{result.stderr}"
    return result.stdout
