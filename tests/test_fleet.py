"""A fleet planned tenant by tenant, from what was kept, against the same fleet planned as a whole, from nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dativo_gen.errors import Rejected
from dativo_gen.fleet import Means, plan_fleet
from dativo_gen.pipeline import Planned, Request, draw, plan
from dativo_gen.repository import WrongUsage
from dativo_gen.store import Store, open_store
from tests import test_errors
from tests.goldens import Case, cases, lay_out

Seen = dict[str, Any]


def _silent(step: str) -> None:
    del step


def seen(request: Request, planner: Callable[[Request], Planned]) -> Seen:
    """All that a run could show or write: problems, or the tree with what its manifests say."""
    try:
        planned = planner(request)
        found: Seen = {"errors": planned.judged.errors, "warnings": planned.judged.warnings}
        found["others"] = planned.judged.others
        if planned.judged.errors:
            return found
        drawing = draw(planned)
    except (Rejected, WrongUsage) as error:
        return {"stopped": str(error)}
    found["notes"], found["refusals"] = drawing.notes, drawing.verdict.refusals
    found["tree"] = {
        str(path): (
            {name: file.text for name, file in sorted(folder.files.items())},
            dict(sorted(folder.sources.items())),
            dict(sorted(folder.inputs.items())),
            folder.record,
        )
        for path, folder in drawing.tree.items()
    }
    return found


def whole(request: Request) -> Planned:
    """From nothing, with all jobs in memory."""
    return plan(request, _silent)


def kept(store: Store, workers: int = 1) -> Callable[[Request], Planned]:
    """From what a store has."""
    return lambda request: plan_fleet(request, Means(store, workers), _silent)


def same(root: Path, store: Store, request: Request | None = None) -> Seen:
    """Holds the two against each other, cold and warm; gives what they say."""
    asked = request or Request((root / "job_configs",))
    wanted = seen(asked, whole)
    for run in ("first", "again"):
        assert seen(asked, kept(store)) == wanted, run
    return wanted


@pytest.mark.parametrize("case", cases(), ids=lambda case: str(case.name))
def test_a_golden_case_is_the_same_tenant_by_tenant(case: Case, tmp_path: Path) -> None:
    lay_out(case.inputs, tmp_path / "repository")
    assert "tree" in same(tmp_path / "repository", open_store(tmp_path / "store"))


@pytest.mark.parametrize("case", test_errors.CASES)
def test_what_is_wrong_is_the_same_tenant_by_tenant(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "shop"
    root.mkdir()
    monkeypatch.chdir(root)
    list(test_errors.play(test_errors.FOLDER / f"{case}.case", root))
    for folder in ("jobs", "job_configs"):
        if (root / folder).is_dir():
            same(root, open_store(tmp_path / "store"), Request((root / folder,)))


JOB = """\
tenant_id: {tenant}
name: {name}
asset_path: /app/assets/{asset}.yaml
infrastructure:
  provider: aws
  region: eu-central-1
  account_id: "123456789012"
  runtime: {{type: ecs, cluster_name: etl}}
  compute: {{cpu: "1", memory: {memory}Gi}}
  storage: {{bucket: lake, prefix: {prefix}}}
  networking: {{subnet_ids: [subnet-1]}}
  tags: {{{tag}: x}}
  dagster: {{code_location: {location}}}
  terraform:
    module_source: ./modules/etl
    backend: {{type: s3, bucket: states, key: {key}.tfstate, region: eu-central-1}}
"""
MODULE = 'variable "tags" {{\n  type = map(string)\n}}\n# {word}\n'
SETTINGS = """\
jobs: job_configs
path_map: {{/app: .}}
targets: [terraform, dagster, airflow, jobs]
tenants: {tenants}
policy:
  isolate: {isolated}
  exceptions:
  - {{code: policy-shared-cluster, jobs: "acme/{word}*", until: "2030-01-01", reason: x}}
  severity: {{default: warning}}
defaults:
  infrastructure:
    tags: {{platform: {word}}}
rules: {{stack-place: warning}}
"""
ASSET = "name: {asset}\nversion: '1.0'\nsource_type: x\nobject: {asset}\nfinops: {{project: {word}}}\n"
TENANTS, NAMES, WORDS = ("acme", "globex", "hooli"), ("orders", "leads"), ("a", "b", "c")


def edit(root: Path, dice: Random) -> str:
    """One change that somebody might make; says which."""
    tenant, name, word = dice.choice(TENANTS), dice.choice(NAMES), dice.choice(WORDS)
    job = root / "job_configs" / tenant / f"{name}.yaml"
    values = {"tenant": dice.choice((tenant, tenant, tenant, "globex")), "asset": word, "memory": dice.choice((2, 4))}
    values |= {"name": dice.choice((name, name, "leads")), "prefix": dice.choice((f"{tenant}/{name}", tenant, "x"))}
    values |= {"tag": dice.choice(("Team", "team")), "location": dice.choice((tenant, "shared", "Shared"))}
    values |= {"key": dice.choice((f"{tenant}/{name}", f"{tenant}/all", "all"))}
    changes: Mapping[str, Callable[[], object]] = {
        "job": lambda: write(job, JOB.format(**values)),
        "another": lambda: write(job, JOB.format(**values)),
        "gone": lambda: job.unlink(missing_ok=True),
        "broken": lambda: write(job, "tenant_id: [\n" if word == "a" else f"tenant_id: {tenant}\ninfrastructure: 3\n"),
        "shared": lambda: write(root / "job_configs/_shared/all.yaml", f"source: {{type: {word}}}\n"),
        "unshared": lambda: (root / "job_configs/_shared/all.yaml").unlink(missing_ok=True),
        "layer": lambda: write(job.parent / "_defaults.yaml", f"finops: {{cost_center: {word}}}\n"),
        "top layer": lambda: write(root / "job_configs/_defaults.yaml", f"description: {word}\n"),
        "asset": lambda: write(root / f"assets/{word}.yaml", ASSET.format(asset=word, word=dice.choice(WORDS))),
        "no asset": lambda: (root / f"assets/{word}.yaml").unlink(missing_ok=True),
        "module": lambda: write(root / "modules/etl/variables.tf", MODULE.format(word=word)),
        "more module": lambda: write(root / f"modules/etl/{word}.tf", f'output "{word}" {{\n  value = 1\n}}\n'),
        "settings": lambda: write(root / "dativo-gen.yaml", settings_text(dice, word)),
    }
    chosen = dice.choice(sorted(changes))
    changes[chosen]()
    return f"{chosen} {tenant}/{name} {word}"


def settings_text(dice: Random, word: str) -> str:
    """Settings as they may be: with tenants or without, with a policy that forbids sharing or that does not."""
    tenants = dice.choice(("{}", "{acme: {}, umbrella: {}}"))
    return SETTINGS.format(tenants=tenants, isolated=dice.choice(("[clusters]", "[]")), word=word)


def write(path: Path, text: str) -> None:
    """Write a file, and its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def begin(root: Path) -> None:
    """A repository of three tenants with two jobs each."""
    shutil.rmtree(root, ignore_errors=True)
    write(root / "dativo-gen.yaml", SETTINGS.format(tenants="{}", isolated="[clusters]", word="a"))
    write(root / "modules/etl/variables.tf", MODULE.format(word="a"))
    for word in WORDS[:2]:
        write(root / f"assets/{word}.yaml", ASSET.format(asset=word, word=word))
    for tenant in TENANTS:
        for name in NAMES:
            values = {"tenant": tenant, "name": name, "asset": "a", "memory": 2, "tag": "Team", "location": tenant}
            text = JOB.format(prefix=f"{tenant}/{name}", key=f"{tenant}/{name}", **values)
            write(root / "job_configs" / tenant / f"{name}.yaml", text)


def trial(place: Path, seed: int, edits: int) -> list[bool]:
    """After each of some edits, the fleet is what it is from nothing; for each, whether a tree came of it."""
    dice, root = Random(seed), place / "repository"
    begin(root)
    shutil.rmtree(place / "store", ignore_errors=True)
    store, done, drawn = open_store(place / "store"), [], []
    for _ in range(edits):
        done.append(edit(root, dice))
        asked = Request((root / "job_configs",), tenants=frozenset(dice.choice(((), (), (), ("acme",)))))
        wanted = seen(asked, whole)
        assert seen(asked, kept(store)) == wanted, done
        drawn.append("tree" in wanted)
    return drawn


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_after_any_edits_the_fleet_is_what_it_is_from_nothing(tmp_path_factory: Any, seed: int) -> None:
    trial(tmp_path_factory.mktemp("fleet"), seed, edits=5)


@pytest.mark.long
def test_after_many_edits_the_fleet_is_what_it_is_from_nothing(tmp_path: Path) -> None:
    drawn = [each for seed in range(100) for each in trial(tmp_path, seed, edits=20)]
    assert sum(drawn) > len(drawn) // 5


def test_the_number_of_workers_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dativo_gen.workers.WORTH_A_PROCESS", 1)  # a fleet so small would have no workers
    begin(tmp_path / "repository")
    asked = Request((tmp_path / "repository" / "job_configs",))
    wanted = seen(asked, whole)
    assert "tree" in wanted
    for number in (1, 2, 5):
        assert seen(asked, kept(open_store(tmp_path / f"store{number}"), number)) == wanted


@pytest.mark.parametrize("damage", [b"", b"{}", b"\x00" * 200, b"0" * 64 + b"\n{}"])
def test_a_broken_store_costs_time_only(tmp_path: Path, damage: bytes) -> None:
    begin(tmp_path / "repository")
    store = open_store(tmp_path / "store")
    asked = Request((tmp_path / "repository" / "job_configs",))
    wanted = seen(asked, kept(store))
    for path in [each for each in (tmp_path / "store").rglob("*") if each.is_file()]:
        path.write_bytes(damage)
    assert seen(asked, kept(store)) == wanted
    shutil.rmtree(tmp_path / "store")
    assert seen(asked, kept(store)) == wanted


def test_a_store_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    begin(tmp_path / "repository")
    write(tmp_path / "file", "")
    asked = Request((tmp_path / "repository" / "job_configs",))
    assert seen(asked, kept(Store(tmp_path / "file" / "store", ()))) == seen(asked, whole)


def test_a_store_serves_another_checkout(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    for name in ("one", "two"):
        begin(tmp_path / name)
        seen(Request((tmp_path / name / "job_configs",)), kept(store))
        found = set((tmp_path / "store").rglob("*"))
        if name == "one":
            first = found
    assert found == first
