"""Runs programs beside it with an Airflow of their own: nothing of the user's, nothing left behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PROVIDERS = HERE / "airflow_providers"
_CLUSTER = """\
apiVersion: v1
kind: Config
clusters: [{name: none, cluster: {server: "https://localhost:1"}}]
users: [{name: none, user: {token: none}}]
contexts: [{name: none, context: {cluster: none, user: none}}]
current-context: none
"""


def told(home: Path, program: str, *arguments: str, **variables: str) -> Any:
    """The last line that a program prints, read as JSON."""
    command = [sys.executable, str(HERE / program), *arguments]
    ran = subprocess.run(command, env=environment(home) | variables, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-5000:]
    return json.loads(ran.stdout.splitlines()[-1])


def environment(home: Path) -> dict[str, str]:
    """Variables for an Airflow in `home`, which asks nobody and tells nobody."""
    home.mkdir(parents=True, exist_ok=True)
    cluster = home / "cluster.yaml"
    cluster.write_text(_CLUSTER)
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "LANG") if name in os.environ}
    return kept | {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__UNIT_TEST_MODE": "False",
        "AIRFLOW__DAG_PROCESSOR__DAG_VERSION_INFLATION_CHECK_LEVEL": "error",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        "KUBECONFIG": str(cluster),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
