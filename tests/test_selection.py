"""What one run is about: its jobs, its files, and the part of the tree that it may prune."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from dativo_gen.model.job import JobKey
from dativo_gen.pipeline import Request, plan
from dativo_gen.selection import Selection

from .reading import JOB, write

FOLDER = PurePosixPath("job_configs")
KEY = JobKey("acme", "prod", "a")
STACK = PurePosixPath("terraform/acme/prod/a/main.tf")


def _selection(named: str = "job_configs", tenants: str = "", environments: str = "") -> Selection:
    return Selection((PurePosixPath(named),), FOLDER, frozenset(tenants.split()), frozenset(environments.split()))


@pytest.mark.parametrize(
    ("selection", "job", "covers"),
    [
        (_selection(), True, True),
        (_selection("."), True, True),
        (_selection("job_configs/acme"), True, False),
        (_selection("job_configs/acme/a.yaml"), True, False),
        (_selection("job_configs/globex"), False, False),
        (_selection(tenants="acme"), True, True),
        (_selection(tenants="globex"), False, False),
        (_selection(environments="prod"), True, True),
        (_selection(environments="dev"), False, False),
        (_selection(tenants="acme", environments="dev"), False, False),
        (_selection("job_configs/acme", tenants="acme"), True, False),
    ],
)
def test_a_selection_means_jobs_and_prunes_only_where_it_means_all_of_them(
    selection: Selection, job: bool, covers: bool
) -> None:
    assert selection.job(KEY, "job_configs/acme/a.yaml") is job
    assert selection.covers(STACK) is covers


BROKEN = "  compute: {cpu: nonsense}\n"
SHARED = JOB.replace("{type: local}", "{bucket: b-1, key: x/s.tfstate, region: us-east-1}")


@pytest.mark.parametrize(
    ("files", "request_", "errors", "others"),
    [
        ({"acme/a.yaml": JOB, "acme/b.yaml": JOB + BROKEN}, {"named": "acme/a.yaml"}, 0, 1),
        ({"acme/a.yaml": SHARED, "acme/b.yaml": SHARED + BROKEN}, {"named": "acme/a.yaml"}, 1, 0),
        ({"acme/a.yaml": JOB, "acme/a.yml": JOB}, {"named": "acme/a.yaml"}, 1, 0),
        ({"team/a.yaml": JOB + BROKEN}, {"tenants": "acme"}, 1, 0),
        ({"acme/a.yaml": JOB.replace("acme", "globex") + BROKEN}, {"tenants": "acme"}, 0, 1),
        ({"acme/a.yaml": JOB + BROKEN, "acme/b.yaml": JOB + "environment: dev\n"}, {"environments": "dev"}, 0, 1),
        ({"acme/a.yaml": "a: [", "globex/b.yaml": JOB}, {"tenants": "globex"}, 0, 1),
        ({"acme/a.yaml": "a: [", "globex/b.yaml": JOB}, {"tenants": "acme"}, 1, 0),
        ({"_defaults.yaml": "a: [", "globex/a.yaml": ""}, {"tenants": "globex"}, 1, 0),
    ],
)
def test_every_selected_job_must_be_valid_and_those_that_share_its_stack(
    tmp_path: Path, files: dict[str, str], request_: dict[str, str], errors: int, others: int
) -> None:
    write(tmp_path, {f"job_configs/{name}": text for name, text in files.items()})
    request = Request(
        (tmp_path / "job_configs" / request_.get("named", ""),),
        tenants=frozenset(request_.get("tenants", "").split()),
        environments=frozenset(request_.get("environments", "").split()),
    )
    judged = plan(request, lambda step: None).judged
    assert (len(judged.errors), judged.others) == (errors, others)
