"""Stubs in the tree: where they lie, what a selection writes, keeps and prunes, what a broken job stops."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dativo_gen.cli.app import app

ACME = "tenant_id: acme\ninfrastructure: {dagster: {code_location: shared}}\n"
GLOBEX = "tenant_id: globex\ninfrastructure: {dagster: {code_location: shared}}\n"
ALONE = "tenant_id: initech\ninfrastructure: {dagster: {}}\n"
PLAIN = "tenant_id: hooli\n"
BOTH = "targets: [dagster, airflow, jobs]\n"
BROKEN = "schedule: never\n"


class Repository:
    """A folder with jobs, and the command in it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            place = self.root / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")

    def job(self, name: str, text: str) -> None:
        self.write({f"job_configs/{name}.yaml": text})

    def run(self, *arguments: str) -> tuple[int, str]:
        ran = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
        return ran.exit_code, ran.stderr + ran.stdout

    def render(self, *arguments: str) -> str:
        code, said = self.run("render", *(arguments or ["job_configs"]))
        assert code == 0, said
        return said

    def tree(self, top: str) -> list[str]:
        found = (self.root / "generated" / top).rglob("*")
        return sorted(
            path.relative_to(self.root / "generated").as_posix()
            for path in found
            if path.is_file() and not path.name.startswith(".dativo-gen")
        )

    def text(self, path: str) -> str:
        return (self.root / "generated" / path).read_text(encoding="utf-8")

    def jobs(self, location: str) -> list[str]:
        return [job["name"] for job in json.loads(self.text(f"dagster/{location}/jobs.json"))["jobs"]]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.chdir(tmp_path)
    found = Repository(tmp_path)
    found.job("acme/a", ACME)
    found.job("globex/b", GLOBEX)
    found.job("initech/c", ALONE)
    found.job("hooli/d", PLAIN)
    return found


LOCATIONS = [
    "dagster/prod/dagster.yaml",
    "dagster/prod/initech/definitions.py",
    "dagster/prod/initech/jobs.json",
    "dagster/prod/shared/definitions.py",
    "dagster/prod/shared/jobs.json",
    "dagster/prod/workspace.yaml",
]


def test_jobs_of_several_tenants_share_a_code_location_and_others_have_their_own(repository: Repository) -> None:
    repository.render()
    assert repository.tree("dagster") == LOCATIONS
    assert repository.tree("airflow") == []
    assert repository.jobs("prod/shared") == ["acme/prod/a", "globex/prod/b"]


def test_targets_give_stubs_to_plain_jobs_and_limit_what_is_written(repository: Repository) -> None:
    repository.write({"dativo-gen.yaml": BOTH})
    repository.render()
    assert repository.tree("airflow") == ["airflow/prod/dags/hooli/d.py", "airflow/prod/pools.json"]
    assert repository.jobs("prod/hooli") == ["hooli/prod/d"]
    repository.write({"dativo-gen.yaml": "targets: [airflow]\n"})
    repository.render()
    assert repository.tree("airflow") == [
        "airflow/prod/dags/acme/a.py",
        "airflow/prod/dags/globex/b.py",
        "airflow/prod/dags/hooli/d.py",
        "airflow/prod/dags/initech/c.py",
        "airflow/prod/pools.json",
    ]


def test_a_target_on_the_command_line_writes_that_folder_alone(repository: Repository) -> None:
    repository.render("job_configs", "--target", "dagster")
    assert repository.tree(".") == [".gitattributes", ".gitignore", *LOCATIONS]


def test_layout_tenant_has_a_file_for_each_tenant(repository: Repository) -> None:
    repository.write({"dativo-gen.yaml": "targets: [airflow]\nairflow: {layout: tenant}\n"})
    repository.job("acme/z", ACME)
    repository.render()
    assert repository.tree("airflow/prod/dags") == [
        f"airflow/prod/dags/{tenant}.py" for tenant in ("acme", "globex", "hooli", "initech")
    ]
    repository.job("acme/z", f'{ACME}schedule: "@daily"\n')
    repository.job("globex/b", f'{GLOBEX}schedule: "@daily"\n')
    before = repository.text("airflow/prod/dags/globex.py")
    repository.render("job_configs", "--tenant", "acme")
    assert repository.text("airflow/prod/dags/globex.py") == before
    assert "0 0 * * *" in repository.text("airflow/prod/dags/acme.py")


def test_a_second_run_changes_nothing(repository: Repository) -> None:
    repository.write({"dativo-gen.yaml": BOTH})
    repository.render()
    assert repository.run("render", "job_configs", "--check")[0] == 0


@pytest.mark.parametrize("selection", [["job_configs", "--tenant", "acme"], ["job_configs/acme/a.yaml"]])
def test_a_selection_writes_shared_files_with_all_jobs_and_prunes_nothing_else(
    repository: Repository, selection: list[str]
) -> None:
    repository.render()
    whole = {path: repository.text(path) for path in repository.tree(".")}
    repository.job("hooli/e", ALONE.replace("initech", "hooli"))
    repository.render(*selection)
    assert repository.jobs("prod/shared") == ["acme/prod/a", "globex/prod/b"]
    assert "hooli" in repository.text("dagster/prod/workspace.yaml")
    unchanged = {path for path in repository.tree(".") if repository.text(path) == whole.get(path)}
    assert set(whole) - unchanged <= {"dagster/prod/workspace.yaml", "dagster/prod/dagster.yaml"}


def test_stubs_of_a_job_that_is_gone_are_pruned_without_a_line(repository: Repository) -> None:
    repository.write({"dativo-gen.yaml": BOTH})
    repository.render()
    for name in ("initech/c", "hooli/d", "globex/b"):
        (repository.root / f"job_configs/{name}.yaml").unlink()
    repository.render()
    assert repository.tree("airflow") == []
    assert repository.jobs("prod/shared") == ["acme/prod/a"]
    assert "dagster/prod/initech/jobs.json" not in repository.tree("dagster")
    assert "initech" not in repository.text("dagster/prod/workspace.yaml")


def test_a_location_that_a_selected_tenant_left_alone_is_pruned(repository: Repository) -> None:
    repository.render()
    repository.job("initech/c", ALONE.replace("{}", "{code_location: moved}"))
    repository.render("job_configs", "--tenant", "acme")
    assert "dagster/prod/initech/jobs.json" in repository.tree("dagster")
    repository.render("job_configs", "--tenant", "initech")
    assert "dagster/prod/initech/jobs.json" not in repository.tree("dagster")
    assert repository.jobs("prod/moved") == ["initech/prod/c"]


def test_environments_have_folders_of_their_own(repository: Repository) -> None:
    repository.write({"dativo-gen.yaml": "environments: {dev: {}, prod: {}}\n"})
    repository.job("acme/a", ACME + "environment: ${environment}\n")
    repository.render()
    assert repository.jobs("dev/shared") == ["acme/dev/a"]
    repository.job("acme/a", ACME)
    repository.render("job_configs", "--env", "prod")
    assert repository.jobs("dev/shared") == ["acme/dev/a"]
    repository.render("job_configs", "--env", "dev")
    assert [path for path in repository.tree("dagster") if path.startswith("dagster/dev")] == []


def test_a_broken_job_stops_its_own_location_and_no_other(repository: Repository) -> None:
    repository.render()
    before = {path: repository.text(path) for path in repository.tree("dagster")}
    repository.job("globex/b", GLOBEX + BROKEN)
    code, said = repository.run("render", "job_configs", "--tenant", "acme")
    assert code == 1
    assert "job_configs/globex/b.yaml:1:1: stub-incomplete" in said
    repository.job("initech/c", f'{ALONE}schedule: "@daily"\n')
    said = repository.render("job_configs", "--tenant", "initech")
    assert "note: generated/dagster/prod is left as it is: job_configs/globex/b.yaml has problems" in said
    after = {path: repository.text(path) for path in repository.tree("dagster")}
    assert {path for path in after if after[path] != before[path]} == {"dagster/prod/initech/jobs.json"}


def test_a_job_that_never_had_a_stub_stops_nobody(repository: Repository) -> None:
    repository.job("globex/b", GLOBEX + BROKEN)
    repository.render("job_configs", "--tenant", "acme")
    assert repository.jobs("prod/shared") == ["acme/prod/a"]


def test_problems_of_orchestrators_are_told_by_validate(repository: Repository) -> None:
    repository.job("acme/x-1", ACME)
    repository.job("acme/x_1", ACME)
    code, said = repository.run("validate", "job_configs")
    assert code == 1
    assert "job_configs/acme/x-1.yaml:1:1: orchestrator-name" in said
    assert "job_configs/acme/x_1.yaml:1:1: orchestrator-name" in said


@pytest.mark.parametrize(
    "path",
    [
        "airflow/prod/dags/hooli/d.py",
        "airflow/prod/pools.json",
        "dagster/prod/workspace.yaml",
        "dagster/prod/dagster.yaml",
        "dagster/prod/shared/definitions.py",
        "dagster/prod/shared/jobs.json",
    ],
)
def test_every_line_of_a_stub_can_be_explained(repository: Repository, path: str) -> None:
    repository.write({"dativo-gen.yaml": BOTH})
    repository.render()
    code, said = repository.run("explain", f"generated/{path}")
    assert code == 0
    assert said.count("\n") >= repository.text(path).count("\n")
    assert repository.run("explain", f"generated/{path}:3")[0] == 0


@pytest.mark.parametrize("style", ["jobs", "explicit"])
def test_what_a_job_says_is_told_to_stand_in_its_file_in_code_and_in_data(repository: Repository, style: str) -> None:
    repository.write({"dativo-gen.yaml": f"targets: [dagster]\ndagster: {{style: {style}}}\n"})
    repository.job(
        "acme/a",
        "tenant_id: acme\nschedule: {cron: '5 * * * *'}\ninfrastructure:\n  tags: {Team: lake}\n"
        "  dagster: {code_location: shared, repository: nightly}\nsource: {objects: [one, two]}\n",
    )
    repository.render()
    name = "jobs.json" if style == "jobs" else "definitions.py"
    _, said = repository.run("explain", f"generated/dagster/prod/shared/{name}")
    tag = '"dativo/Team": "lake"'
    for text, place in (('"5 * * * *"', "2:11"), (tag, "4:16"), ('"nightly"', "5:48"), ('"one"', "6:20")):
        lines = [line for line in said.splitlines() if text in line]
        assert lines, text
        assert all(line.endswith(f"<- job_configs/acme/a.yaml:{place}") for line in lines), lines


def test_a_users_template_replaces_a_shipped_one_and_is_among_the_sources(repository: Repository) -> None:
    repository.write(
        {
            "dativo-gen.yaml": f"{BOTH}templates: mine\n",
            "mine/orchestrators/airflow/pools/pools.json.j2": "{{ pools | json }}\n{# mine #}",
            "mine/orchestrators/airflow/pools/README.md": "Import with `airflow pools import`.\n",
        }
    )
    repository.render()
    assert repository.text("airflow/prod/README.md").startswith("Import")
    manifest = json.loads(repository.text("airflow/prod/.dativo-gen.json"))
    assert "mine/orchestrators/airflow/pools/pools.json.j2" in manifest["files"]["pools.json"]["from"]


def test_data_cannot_become_code_in_a_template_for_an_orchestrator(repository: Repository) -> None:
    repository.write(
        {
            "dativo-gen.yaml": f"{BOTH}templates: mine\n",
            "mine/orchestrators/airflow/pools/pools.json.j2": "{{ pools }}\n",
        }
    )
    code, said = repository.run("render", "job_configs")
    assert code == 1
    assert "without a filter (for the folder airflow/prod)\nhint: write `{{ value | json }}`" in said


def test_inventory_lists_schedules_of_both_kinds(repository: Repository) -> None:
    repository.job("hooli/d", f'{PLAIN}schedule: [{{cron: "@daily"}}, {{name: often, interval_seconds: 60}}]\n')
    code, said = repository.run("inventory", "job_configs", "--tenant", "hooli", "--format", "json")
    assert code == 0
    assert json.loads(said)["jobs"][0]["schedules"] == ["@daily", "every 60 s"]
