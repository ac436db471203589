"""The local modules of the examples pass their own tests in real Terraform and are formatted."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.engines.find import find

MODULES = Path(__file__).resolve().parent.parent / "terraform" / "modules"


@pytest.mark.engine("terraform")
@pytest.mark.parametrize("name", sorted(path.name for path in MODULES.iterdir()))
def test_a_local_module_passes_its_own_tests(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = tmp_path / "module"
    shutil.copytree(MODULES / name, module, ignore=shutil.ignore_patterns(".terraform*"))
    settings = tmp_path / "terraform.rc"
    settings.touch()
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(settings))
    monkeypatch.setenv("CHECKPOINT_DISABLE", "1")
    for command in (["fmt", "-check", "-recursive", "-diff"], ["init"], ["test"]):
        terraform(module, *command)


def terraform(folder: Path, *arguments: str) -> None:
    engine = find("terraform")
    assert engine is not None
    command = [str(engine.path), *arguments]
    result = subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
