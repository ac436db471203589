"""Who a job is, which layers it has and for whom it is rendered."""

from __future__ import annotations

from pathlib import Path

import pytest

from .reading import JOB, reading, shown

SCOPES = "environments: {dev: , prod: {vars: {size: big}}}\ntenants: {acme: , globex: }\n"
PLAIN = "tenant_id: acme\n"


def _keys(root: Path, files: dict[str, str]) -> list[str]:
    loaded = reading(root, files)
    assert not shown(loaded.findings.all())
    return sorted(str(job.key) for job in loaded.jobs)


def _wrong(root: Path, files: dict[str, str]) -> list[str]:
    return shown(reading(root, files).findings.all())


@pytest.mark.parametrize(
    ("files", "keys"),
    [
        ({"job_configs/acme/a.yaml": PLAIN}, ["acme/prod/a"]),
        ({"job_configs/acme/a.yml": PLAIN + "name: b\nenvironment: dev\n"}, ["acme/dev/b"]),
        ({"job_configs/acme/a.yaml": PLAIN + "name:\nenvironment:\n"}, ["acme/prod/a"]),
        ({"job_configs/acme/a.yaml": "", "job_configs/acme/_defaults.yaml": PLAIN}, ["acme/prod/a"]),
        ({"job_configs/acme/a.yaml": "", "dativo-gen.yaml": "defaults: {tenant_id: acme}\n"}, ["acme/prod/a"]),
        (
            {
                "job_configs/acme/a.yaml": "environment: null\n",
                "job_configs/acme/_defaults.yml": PLAIN + "environment: x\n",
            },
            ["acme/prod/a"],
        ),
        (
            {"job_configs/acme/a.yaml": "tenant_id: ${company}\n", "dativo-gen.yaml": "vars: {company: acme}\n"},
            ["acme/prod/a"],
        ),
        ({"job_configs/acme/a.yaml": PLAIN + "environment: ${tenant_id}-x\n"}, ["acme/acme-x/a"]),
        (
            {"job_configs/acme/.a.yaml": "x", "job_configs/acme/_a.yaml": "x", "job_configs/acme/a.yaml": PLAIN},
            ["acme/prod/a"],
        ),
        ({"job_configs/.x/a.yaml": "x", "job_configs/acme/a.yaml": PLAIN}, ["acme/prod/a"]),
    ],
)
def test_a_job_is_called_after_what_its_layers_say(tmp_path: Path, files: dict[str, str], keys: list[str]) -> None:
    assert _keys(tmp_path, files) == keys


@pytest.mark.parametrize("spelling", ["${environment}", "${ENVIRONMENT}", "$<environment>"])
def test_a_job_for_every_environment_is_rendered_for_each(tmp_path: Path, spelling: str) -> None:
    files = {"job_configs/acme/a.yaml": PLAIN + f"environment: {spelling}\n", "dativo-gen.yaml": SCOPES}
    assert _keys(tmp_path, files) == ["acme/dev/a", "acme/prod/a"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("job_configs/a.yaml", "tenant_id: ${tenant_id}\n"),
        ("job_configs/_shared/a.yaml", ""),
        ("job_configs/x/_shared/y/a.yaml", "tenant_id: $<TENANT_ID>\n"),
    ],
)
def test_a_shared_job_is_rendered_for_every_tenant(tmp_path: Path, path: str, text: str) -> None:
    assert _keys(tmp_path, {path: text, "dativo-gen.yaml": SCOPES}) == ["acme/prod/a", "globex/prod/a"]


def test_without_tenants_in_the_settings_the_other_jobs_tell_them(tmp_path: Path) -> None:
    others = {f"job_configs/{tenant}/b.yaml": f"tenant_id: {tenant}\n" for tenant in ("hooli", "acme")}
    keys = _keys(tmp_path, {"job_configs/_shared/a.yaml": "", **others})
    assert keys == ["acme/prod/a", "acme/prod/b", "hooli/prod/a", "hooli/prod/b"]


def test_a_job_may_be_for_every_tenant_and_every_environment(tmp_path: Path) -> None:
    files = {"job_configs/_shared/a.yaml": "environment: ${environment}\n", "dativo-gen.yaml": SCOPES}
    assert len(_keys(tmp_path, files)) == 4


@pytest.mark.parametrize(
    ("files", "wrong"),
    [
        ({"job_configs/a.yaml": ""}, ["a.yaml:1 missing-key"]),
        ({"job_configs/a.yaml": "tenantid: acme\n"}, ["a.yaml:1 unknown-key"]),
        ({"job_configs/a.yaml": "tenant_id: ../x\n"}, ["a.yaml:1 name-invalid"]),
        ({"job_configs/a.yaml": "tenant_id: ${oops}\n"}, ["a.yaml:1 interpolation-unknown"]),
        ({"job_configs/a.yaml": "tenant_id: 12\n"}, ["a.yaml:1 name-invalid"]),
        ({"job_configs/a.yaml": "tenant_id: no\n"}, ["a.yaml:1 yaml-number"]),
        ({"job_configs/a.yaml": "tenant_id: aux\n"}, ["a.yaml:1 name-reserved"]),
        ({"job_configs/A b.yaml": PLAIN}, ["A b.yaml:1 name-invalid"]),
        ({"job_configs/a.yaml": PLAIN + "enviroment: dev\n"}, ["a.yaml:2 unknown-key"]),
        ({"job_configs/globex/a.yaml": PLAIN}, ["a.yaml:1 tenant-folder"]),
        ({"job_configs/_shared/a.yaml": PLAIN, "dativo-gen.yaml": SCOPES}, ["a.yaml:1 shared-tenant"]),
        ({"job_configs/_shared/a.yaml": ""}, ["a.yaml:1 fan-out-empty"]),
        ({"job_configs/a.yaml": PLAIN + "environment: ${environment}\n"}, ["a.yaml:2 fan-out-empty"]),
        (
            {"job_configs/a.yaml": PLAIN + "environment: eu-${environment}\n", "dativo-gen.yaml": SCOPES},
            ["a.yaml:2 fan-out-part"],
        ),
        (
            {"job_configs/a.yaml": PLAIN + "environment: prd\n", "dativo-gen.yaml": SCOPES},
            ["a.yaml:2 environment-unknown"],
        ),
        (
            {"job_configs/acme/a.yaml": PLAIN, "job_configs/_defaults.yaml": "name: x\n"},
            ["_defaults.yaml:1 identity-in-layer"],
        ),
        (
            {"job_configs/a.yaml": PLAIN, "dativo-gen.yaml": "tenants: {acme: {job: {environment: dev}}}\n"},
            ["dativo-gen.yaml:1 identity-in-layer"],
        ),
        ({"job_configs/a.yaml": PLAIN, "job_configs/x/a.yml": PLAIN}, ["a.yml:1 job-twice", "a.yml:1 tenant-folder"]),
    ],
)
def test_a_wrong_identity_is_told_once(tmp_path: Path, files: dict[str, str], wrong: list[str]) -> None:
    assert _wrong(tmp_path, files) == wrong


def test_layers_lie_above_each_other_in_the_order_of_the_contract(tmp_path: Path) -> None:
    files = {
        "dativo-gen.yaml": (
            "defaults: {x: {a: 0, b: 0, c: 0, d: 0, e: 0, f: 0}}\n"
            "environments: {prod: {job: {x: {b: 1, c: 1, d: 1, e: 1, f: 1}}}}\n"
            "tenants: {acme: {job: {x: {c: 2, d: 2, e: 2, f: 2}}}}\n"
        ),
        "job_configs/_defaults.yaml": "x: {d: 3, e: 3, f: 3}\n",
        "job_configs/acme/_defaults.yaml": "x: {e: 4, f: 4}\n",
        "job_configs/acme/a.yaml": PLAIN + "x: {f: 5}\n",
    }
    (job,) = reading(tmp_path, files).jobs
    assert [job.root.items["x"].items[key].value for key in "abcdef"] == [0, 1, 2, 3, 4, 5]


def test_a_fanned_out_job_is_below_the_layers_of_its_environment_and_tenant(tmp_path: Path) -> None:
    files = {
        "dativo-gen.yaml": (
            "environments: {dev: {job: {x: dev}}, prod: }\ntenants: {acme: {job: {y: acme}}, globex: }\n"
        ),
        "job_configs/acme/_defaults.yaml": "z: acme\n",
        "job_configs/_shared/a.yaml": "environment: ${environment}\nx: own\ny: own\nz: own\n",
    }
    found = {str(job.key): [str(job.root.items[key].value) for key in "xyz"] for job in reading(tmp_path, files).jobs}
    assert found == {
        "acme/dev/a": ["dev", "acme", "own"],
        "acme/prod/a": ["own", "acme", "own"],
        "globex/dev/a": ["dev", "own", "own"],
        "globex/prod/a": ["own", "own", "own"],
    }


def test_vars_of_the_tenant_win_over_those_of_the_environment_and_may_use_the_identity(tmp_path: Path) -> None:
    files = {
        "dativo-gen.yaml": (
            "vars: {a: all, b: all, c: '${tenant_id}-${job_name}'}\n"
            "environments: {prod: {vars: {a: env, b: env}}}\ntenants: {acme: {vars: {b: ten}}}\n"
        ),
        "job_configs/acme/a.yaml": JOB + '  tags: {x: "${a} ${b} ${c}"}\n',
    }
    (job,) = reading(tmp_path, files).jobs
    tag = job.root.get("infrastructure", "tags", "x")
    assert tag is not None and tag.value == "env ten acme-a"


def test_a_var_that_uses_another_var_is_told_where_it_stands(tmp_path: Path) -> None:
    files = {"dativo-gen.yaml": 'vars: {a: x}\ntenants: {acme: {vars: {b: "${a}"}}}\n', "job_configs/a.yaml": PLAIN}
    assert _wrong(tmp_path, files) == ["dativo-gen.yaml:2 interpolation-unknown"]
