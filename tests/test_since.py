"""Which jobs what changed since a commit reaches, and why."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from dativo_gen.repository import WrongUsage

from .past import Project, git, project

MODULE = 'variable "tags" {\n  type = map(string)\n}\n'
ORDERS = """\
tenant_id: acme
asset_path: /app/assets/orders.yaml
target_connector_path: /app/connectors/lake.yaml
infrastructure:
  provider: aws
  region: eu-west-1
  compute: {memory: 4Gi}
  terraform: {module_source: ./modules/etl}
"""
EVENTS = """\
tenant_id: globex
environment: dev
infrastructure:
  provider: gcp
  region: europe-west1
  project_id: globex-data
"""
SETTINGS = """\
defaults: {infrastructure: {tags: {team: data}}}
environments: {prod: {}, dev: {}}
tenants: {acme: {}, globex: {}}
"""
ASSET = "name: orders\nfinops: {project: warehouse}\n"
FILES = {
    "dativo-gen.yaml": SETTINGS,
    "jobs/_defaults.yaml": "infrastructure: {compute: {memory: 2Gi}, tags: {division: commerce}}\n",
    "jobs/acme/orders.yaml": ORDERS,
    "jobs/globex/events.yaml": EVENTS,
    "assets/orders.yaml": ASSET,
    "connectors/lake.yaml": "type: iceberg\n",
    "modules/etl/variables.tf": MODULE,
}
BOTH = ["acme/prod/orders", "globex/dev/events"]


@pytest.fixture
def two(tmp_path: Path) -> Project:
    return project(tmp_path / "platform", FILES)


def test_where_nothing_changed_no_job_is_affected(two: Project) -> None:
    assert not two.touched().jobs


def test_the_key_that_changed_in_a_job_is_named(two: Project) -> None:
    two.write({"jobs/acme/orders.yaml": ORDERS.replace("4Gi", "8Gi")})
    assert two.reasons() == {"acme/prod/orders": ["jobs/acme/orders.yaml: infrastructure.compute.memory"]}


@pytest.mark.parametrize("path", ["jobs/acme/orders.yaml", "assets/orders.yaml", "connectors/lake.yaml"])
def test_comments_reach_nobody_but_the_tree_tells_their_lines(two: Project, path: str) -> None:
    two.write({path: f"# said\n{FILES[path]}"})
    touched = two.touched()
    assert not touched.reasons
    assert [str(key) for key in touched.jobs] == ["acme/prod/orders"]


def test_line_ends_reach_nobody(two: Project) -> None:
    for path, text in FILES.items():
        (two.root / path).write_bytes(text.replace("\n", "\r\n").encode())
    assert not two.touched().jobs


def test_what_was_committed_with_crlf_is_the_same_in_lf(tmp_path: Path) -> None:
    made = project(tmp_path / "platform", {path: text.replace("\n", "\r\n") for path, text in FILES.items()})
    made.write(FILES)
    assert not made.touched().jobs


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("assets/orders.yaml", ASSET.replace("warehouse", "lake"), "assets/orders.yaml: finops.project"),
        ("connectors/lake.yaml", "type: delta\n", "connectors/lake.yaml: type"),
        ("modules/etl/variables.tf", MODULE + "\n", "modules/etl/variables.tf"),
        ("modules/etl/versions.tf", "terraform {}\n", "modules/etl/versions.tf (new file)"),
        (
            "runner.yaml",
            "schedules: [{config: /app/jobs/acme/orders.yaml, cron: '0 1 * * *'}]",
            "runner.yaml: schedules",
        ),
    ],
)
def test_a_file_that_a_job_reads_reaches_that_job(two: Project, path: str, text: str, expected: str) -> None:
    two.write({path: text})
    assert two.reasons() == {"acme/prod/orders": [expected]}


@pytest.mark.parametrize("path", ["assets/orders.yaml", "connectors/lake.yaml", "modules/etl/variables.tf"])
def test_a_file_that_is_gone_reaches_the_job_that_names_it(two: Project, path: str) -> None:
    (two.root / path).unlink()
    assert two.reasons() == {"acme/prod/orders": [f"{path} (file gone)"]}


def test_a_file_that_no_job_names_reaches_nobody(two: Project) -> None:
    two.write({"assets/other.yaml": "name: other\n", "modules/other/main.tf": "", "README.md": "said\n"})
    assert not two.touched().jobs


@pytest.mark.parametrize(
    ("old", "new", "jobs", "key"),
    [
        ("{acme: {}, ", "{acme: {job: {infrastructure: {tags: {a: b}}}}, ", BOTH[:1], "tenants.acme.job"),
        ("dev: {}", "dev: {vars: {a: b}}", BOTH[1:], "environments.dev.vars (added)"),
        ("team: data", "team: core", BOTH, "defaults.infrastructure.tags.team"),
        (SETTINGS, f"{SETTINGS}modules: {{gcp: ./modules/etl}}\n", BOTH[1:], "modules.gcp (added)"),
        (SETTINGS, f"{SETTINGS}modules: {{aws: ./modules/etl}}\n", [], ""),
        (SETTINGS, SETTINGS + "state: {aws: {bucket: b, key: '${stack}'}}\n", BOTH[:1], "state.aws (added)"),
        (SETTINGS, f"{SETTINGS}state: {{default: {{path: '${{stack}}'}}}}\n", BOTH, "state.default (added)"),
        (SETTINGS, f"{SETTINGS}image: registry.example/d:1\n", BOTH, "image (added)"),
        (SETTINGS, f"{SETTINGS}update: {{rings: {{canary: [acme]}}}}\n", [], ""),
        ("{acme: {}, globex: {}}", "{globex: {}, acme: {}}", [], ""),
        (SETTINGS, f"# said\n{SETTINGS}", [], ""),
    ],
)
def test_a_setting_reaches_the_jobs_that_it_is_for(two: Project, old: str, new: str, jobs: list[str], key: str) -> None:
    two.write({"dativo-gen.yaml": SETTINGS.replace(old, new)})
    found = two.reasons()
    assert list(found) == jobs
    assert all(why[0].startswith(f"dativo-gen.yaml: {key.partition(' ')[0]}") for why in found.values())
    assert len(two.touched().jobs) == len(BOTH), "the manifests tell the hash of the settings"


def test_a_layer_reaches_the_jobs_below_it(two: Project) -> None:
    two.write({"jobs/globex/_defaults.yaml": "infrastructure: {tags: {owner: x}}\n"})
    assert two.reasons() == {"globex/dev/events": ["jobs/globex/_defaults.yaml (new file)"]}
    two.commit()
    (two.root / "jobs/globex/_defaults.yaml").unlink()
    assert two.reasons() == {"globex/dev/events": ["jobs/globex/_defaults.yaml (file gone)"]}


def test_a_value_of_a_layer_that_the_job_states_anew_does_not_reach_it(two: Project) -> None:
    two.write({"jobs/_defaults.yaml": FILES["jobs/_defaults.yaml"].replace("2Gi", "1Gi")})
    assert two.reasons() == {"globex/dev/events": ["jobs/_defaults.yaml: infrastructure.compute.memory"]}


def test_jobs_that_are_new_and_jobs_that_are_gone_are_said(two: Project) -> None:
    two.write({"jobs/acme/invoices.yaml": "tenant_id: acme\n"})
    (two.root / "jobs/acme/orders.yaml").unlink()
    touched = two.touched()
    assert two.reasons() == {"acme/prod/invoices": ["jobs/acme/invoices.yaml (new file)"]}
    assert {str(key): file for key, file in touched.gone.items()} == {"acme/prod/orders": "jobs/acme/orders.yaml"}
    assert all(map(touched.concerns, touched.gone))
    assert touched.files == {"jobs/acme/orders.yaml", "jobs/acme/invoices.yaml"}


def test_a_job_in_a_renamed_file_says_where_it_was(two: Project) -> None:
    two.write({"jobs/acme/orders.yaml": f"name: orders\n{ORDERS}"})
    two.commit()
    (two.root / "jobs/acme/orders.yaml").rename(two.root / "jobs/acme/loads.yaml")
    touched = two.touched()
    assert not touched.gone
    assert two.reasons() == {
        "acme/prod/orders": ["jobs/acme/loads.yaml (new file)", "jobs/acme/loads.yaml (was jobs/acme/orders.yaml)"]
    }


def test_another_tenant_in_a_layer_takes_the_jobs_below_it_away(two: Project) -> None:
    two.write({"jobs/acme/_defaults.yaml": "tenant_id: acme\n", "jobs/acme/plain.yaml": "source: {type: csv}\n"})
    two.commit()
    two.write({"jobs/acme/_defaults.yaml": "tenant_id: initech\n"})
    touched = two.touched()
    assert [str(key) for key in touched.gone] == ["acme/prod/plain"]
    assert [str(key) for key in touched.reasons] == ["initech/prod/plain"]


def test_a_job_for_every_tenant_comes_and_goes_with_the_tenants(tmp_path: Path) -> None:
    files = {
        "jobs/_shared/audit.yaml": "source: {type: csv}\n",
        "jobs/acme/a.yaml": "tenant_id: acme\n",
        "jobs/globex/b.yaml": "tenant_id: globex\n",
    }
    made = project(tmp_path / "platform", files)
    (made.root / "jobs/globex/b.yaml").unlink()
    assert [str(key) for key in made.touched().gone] == ["globex/prod/audit", "globex/prod/b"]
    made.write({"jobs/hooli/c.yaml": "tenant_id: hooli\n"})
    assert made.reasons()["hooli/prod/audit"] == ["jobs/_shared/audit.yaml (new job)"]


def test_a_new_environment_brings_new_jobs_only(tmp_path: Path) -> None:
    files = {
        "dativo-gen.yaml": "environments: {dev: {}, prod: {}}\n",
        "jobs/acme/a.yaml": "tenant_id: acme\nenvironment: ${environment}\n",
    }
    made = project(tmp_path / "platform", files)
    made.write({"dativo-gen.yaml": "environments: {prod: {}, test: {}}\n"})
    touched = made.touched()
    assert "jobs/acme/a.yaml (new job)" in made.reasons()["acme/test/a"]
    assert [str(key) for key in touched.reasons] == ["acme/test/a"]
    assert [str(key) for key in touched.gone] == ["acme/dev/a"]


def test_a_changed_line_under_removed_concerns_the_jobs_that_it_names(two: Project) -> None:
    two.write({"dativo-gen.yaml": SETTINGS + "removed: {acme/prod/old: keep}\n"})
    touched = two.touched()
    assert touched.lines == {"acme/prod/old"}
    assert not touched.reasons


def test_files_that_git_does_not_know_yet_count(two: Project) -> None:
    two.write({".gitignore": "jobs/acme/\n", "jobs/acme/new.yaml": "tenant_id: acme\n"})
    assert list(two.reasons()) == ["acme/prod/new"]


def test_what_git_is_told_not_to_look_at_is_looked_at(two: Project) -> None:
    git(two.root, "update-index", "--assume-unchanged", "jobs/acme/orders.yaml")
    two.write({"jobs/acme/orders.yaml": ORDERS.replace("4Gi", "8Gi")})
    assert list(two.reasons()) == ["acme/prod/orders"]


def test_the_root_of_the_jobs_may_lie_below_the_one_of_git(tmp_path: Path) -> None:
    made = project(tmp_path / "mono" / "data platform" / "etl", FILES, tmp_path / "mono")
    assert not made.touched().jobs
    made.write({"jobs/acme/orders.yaml": ORDERS.replace("4Gi", "8Gi")})
    assert list(made.reasons()) == ["acme/prod/orders"]


def test_in_a_commit_without_the_folder_every_job_was_not_there(tmp_path: Path) -> None:
    made = project(tmp_path / "mono" / "etl", {}, tmp_path / "mono")
    made.write(FILES)
    found = made.reasons()
    assert list(found) == BOTH
    assert "jobs/acme/orders.yaml (new file)" in found["acme/prod/orders"]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_what_a_link_leads_to_counts(two: Project) -> None:
    (two.root / "assets/orders.yaml").rename(two.root / "assets/real.yaml")
    (two.root / "assets/orders.yaml").symlink_to("real.yaml")
    assert not two.touched().jobs
    two.commit()
    two.write({"assets/real.yaml": ASSET.replace("warehouse", "lake")})
    assert two.reasons() == {"acme/prod/orders": ["assets/orders.yaml: finops.project"]}


def test_a_job_with_problems_is_reached_as_any_other(two: Project) -> None:
    two.write({"jobs/acme/orders.yaml": ORDERS + "  runtime: {type: nonsense}\n"})
    two.commit()
    assert not two.touched().jobs
    two.write({"assets/orders.yaml": ASSET.replace("warehouse", "lake")})
    assert list(two.reasons()) == ["acme/prod/orders"]


@pytest.mark.parametrize("text", ["a: [", "tenant_id: 1_0!\n", "infrastructure: 5\n"])
def test_a_job_that_cannot_be_read_any_more_is_among_the_files(two: Project, text: str) -> None:
    two.write({"jobs/acme/orders.yaml": text})
    touched = two.touched()
    assert "jobs/acme/orders.yaml" in touched.files


@pytest.mark.parametrize("path", ["jobs/acme/orders.yaml", "jobs/_defaults.yaml", "dativo-gen.yaml"])
def test_what_could_not_be_read_in_the_commit_reaches_all_that_it_is_for(two: Project, path: str) -> None:
    two.write({path: "a: ["})
    two.commit()
    two.write({path: FILES[path]})
    assert set(two.reasons()) == ({"acme/prod/orders"} if "orders" in path else set(BOTH))


TEMPLATES: Mapping[str, str] = {
    "dativo-gen.yaml": f"{SETTINGS}templates: mine\n",
    "jobs/acme/plain.yaml": "tenant_id: acme\ninfrastructure: null\n",
}


def test_a_template_reaches_the_jobs_that_it_is_for(two: Project) -> None:
    two.write({**TEMPLATES, "mine/stack/extra.tf.j2": "# one\n"})
    two.commit()
    two.write({"mine/stack/extra.tf.j2": "# two\n", "mine/.base/x.j2": "\n"})
    assert list(two.reasons()) == BOTH
    (two.root / "mine/stack/extra.tf.j2").unlink()
    assert two.reasons()["globex/dev/events"] == ["mine/stack/extra.tf.j2 (file gone)"]


def test_a_ref_that_is_none_is_said(two: Project) -> None:
    for ref in ("nowhere", "--all", "HEAD:jobs", "", "HEAD~7"):
        with pytest.raises(WrongUsage, match="git knows no such commit, branch or tag"):
            two.touched(ref)


def test_a_branch_of_the_remote_alone_is_hinted_at(two: Project, tmp_path: Path) -> None:
    git(two.root, "branch", "release")
    git(tmp_path, "clone", "--quiet", str(two.root), "clone")
    clone = Project(tmp_path / "clone", tmp_path / "clone")
    with pytest.raises(WrongUsage, match="did you mean `origin/release`"):
        clone.touched("release")


def test_a_shallow_clone_says_how_to_get_more(two: Project, tmp_path: Path) -> None:
    two.commit()
    git(tmp_path, "clone", "--quiet", "--depth=1", two.root.as_uri(), "clone")
    clone = Project(tmp_path / "clone", tmp_path / "clone")
    with pytest.raises(WrongUsage, match="git fetch --deepen"):
        clone.touched("HEAD~1")


def test_a_folder_without_git_is_said(tmp_path: Path) -> None:
    made = Project(tmp_path, tmp_path)
    made.write(FILES)
    with pytest.raises(WrongUsage, match="lies in no git repository"):
        made.touched()


def test_a_tag_is_a_ref_too(two: Project) -> None:
    git(two.root, "tag", "-a", "-m", "said", "v1")
    two.write({"jobs/acme/orders.yaml": ORDERS.replace("4Gi", "8Gi")})
    two.commit()
    assert list(two.reasons("v1")) == ["acme/prod/orders"]


def test_a_hook_of_git_does_not_lead_astray(two: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    two.write({"jobs/acme/orders.yaml": ORDERS.replace("4Gi", "8Gi")})
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert list(two.reasons()) == ["acme/prod/orders"]
