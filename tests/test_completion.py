"""A shell is told tenants, environments, jobs and stacks, quickly, and without reading a whole fleet."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FILES = {
    "dativo-gen.yaml": "tenants: {hooli: {}, acme: {}}\nenvironments: {dev: {}, prod: {}}\n",
    "job_configs/acme/_defaults.yaml": "tenant_id: acme\n",
    "job_configs/acme/orders.yaml": "environment: '${environment}'  # each\n",
    "job_configs/acme/customers.yaml": 'tenant_id: "acme"\nenvironment: staging\nname: people\n',
    "job_configs/_shared/ads.yaml": "tenant_id: $<tenant_id>\n",
    "job_configs/broken.yaml": "tenant_id: umbrella\n  : [\n",
    "generated/terraform/acme/prod/orders/main.tf": "",
    "generated/jobs/prod/acme/orders.yaml": "tenant_id: nobody\n",
}
ACME_JOBS = [
    "acme/dev/orders",
    "acme/prod/ads",
    "acme/prod/orders",
    "acme/staging/orders",
    "acme/staging/people",
]
COMPLETE = """\
import sys
sys.argv = ["dativo-gen"]
from dativo_gen.cli.app import main
try:
    main()
finally:
    heavy = ("copier", "dativo_gen.model", "hcl2", "jinja2", "pydantic", "rich")
    print("loaded:", *sorted(name for name in sys.modules if name.startswith(heavy)))
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def propose(folder: Path, words: str) -> list[str]:
    """What bash would show behind the words."""
    env = {**os.environ, "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    env |= {"_DATIVO_GEN_COMPLETE": "complete_bash"}
    ran = subprocess.run(
        [sys.executable, "-c", COMPLETE], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    assert ran.stderr == ""
    *found, loaded = ran.stdout.splitlines()
    assert loaded == "loaded:", "completion must not load what it does not need"
    return [each for each in found if each]


@pytest.mark.parametrize(
    ("words", "proposed"),
    [
        ("dativo-gen validate --tenant ", ["acme", "hooli", "umbrella"]),
        ("dativo-gen render job_configs --tenant h", ["hooli"]),
        ("dativo-gen inventory --env ", ["dev", "prod", "staging"]),
        ("dativo-gen render job_configs/acme/o", ["job_configs/acme/orders.yaml"]),
        ("dativo-gen validate job_configs/_", ["job_configs/_shared/", "job_configs/_shared/ads.yaml"]),
        ("dativo-gen render --force-path ", ["generated/terraform/acme/prod/orders"]),
        ("dativo-gen explain acme/", ACME_JOBS),
        ("dativo-gen explain acme/staging/", ["acme/staging/orders", "acme/staging/people"]),
        ("dativo-gen explain gen", ["generated/terraform/acme/prod/orders"]),
        ("dativo-gen explain acme/prod/orders i", []),
        ("dativo-gen re", ["render"]),
        ("dativo-gen modules v", ["vendor"]),
        ("dativo-gen render --nothing job_configs --tenant h", ["hooli"]),
        ("dativo-gen validate --format g", ["github"]),
        ("dativo-gen validate --w", ["--watch"]),
        ("dativo-gen explain --code job-t", ["job-twice"]),
        ("dativo-gen templates copy clouds/a", ["clouds/aws/provider.tf.j2", "clouds/azure/provider.tf.j2"]),
    ],
)
def test_a_shell_is_told_what_can_stand_there(words: str, proposed: list[str], repository: Path) -> None:
    found = propose(repository, words)
    assert found == proposed


def test_paths_are_those_seen_from_the_current_folder(repository: Path) -> None:
    assert propose(repository / "job_configs/acme", "dativo-gen validate o") == ["orders.yaml"]


def test_nothing_is_proposed_outside_of_a_repository(tmp_path: Path) -> None:
    assert propose(tmp_path, "dativo-gen validate --tenant ") == []


def test_settings_that_cannot_be_read_do_not_disturb(repository: Path) -> None:
    (repository / "dativo-gen.yaml").write_text("a: [\n")
    assert propose(repository, "dativo-gen validate --tenant ") == ["acme", "umbrella"]
