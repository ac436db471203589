"""`render --since` on the command line: what it writes, what it leaves alone, and how it ends."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dativo_gen.cli.app import app

from .past import Project, project

JOB = """\
tenant_id: {tenant}
infrastructure:
  provider: aws
  region: eu-west-1
  runtime: {{type: dagster}}
  dagster: {{code_location: {location}}}
  terraform: {{module_source: ./modules/etl}}
"""
ORDERS = JOB.format(tenant="acme", location="shop")
EVENTS = JOB.format(tenant="globex", location="web")
FRESH = "  tags: {kind: fresh}\n"
LAYER = "infrastructure: {compute: {memory: 4Gi}}\n"
SETTINGS = """\
state: {aws: {bucket: states, key: "${tenant_id}/${environment}/${stack}.tfstate", region: eu-west-1}}
"""
FILES = {
    "dativo-gen.yaml": SETTINGS,
    "jobs/acme/_defaults.yaml": LAYER,
    "jobs/acme/orders.yaml": ORDERS,
    "jobs/acme/returns.yaml": ORDERS,
    "jobs/globex/events.yaml": EVENTS,
    "modules/etl/variables.tf": 'variable "tags" {\n  type = map(string)\n}\n',
}


def render(root: Path, *arguments: str, jobs: str = "jobs") -> Result:
    return CliRunner().invoke(app, ["render", str(root / jobs), *arguments], catch_exceptions=False)


def since(made: Project, *arguments: str, jobs: str = "jobs") -> Result:
    return render(made.root, "--since", "HEAD", *arguments, jobs=jobs)


def files(root: Path) -> dict[str, bytes]:
    output = root / "generated"
    found = (path for path in output.rglob("*") if path.is_file() and not path.name.startswith(".dativo-gen.lock"))
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in found}


def rendered(root: Path, more: dict[str, str] | None = None) -> Project:
    made = project(root, {**FILES, **(more or {})})
    assert render(made.root).exit_code == 0
    made.commit()
    return made


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    return rendered(tmp_path / "platform")


def changed(made: Project, code: int = 0) -> set[str]:
    """Render everything in a copy and what changed here; gives the paths that differ from before.

    Both must end with the `code`, and with the same bytes.
    """
    copy = made.root.with_name("whole")
    shutil.copytree(made.root, copy)
    before = files(made.root)
    assert (render(copy).exit_code, since(made).exit_code) == (code, code)
    after = files(made.root)
    assert after == files(copy)
    shutil.rmtree(copy)
    return {path for path in before.keys() | after if before.get(path) != after.get(path)}


def folders(paths: set[str]) -> set[str]:
    return {path.rsplit("/", 1)[0] for path in paths}


def test_where_nothing_changed_nothing_is_written(shop: Project) -> None:
    times = {path: path.stat().st_mtime_ns for path in (shop.root / "generated").rglob("*.json")}
    assert changed(shop) == set()
    assert since(shop, "--check").exit_code == 0
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_what_nobody_changed_in_the_jobs_is_not_looked_at(shop: Project) -> None:
    left = shop.root / "generated/terraform/globex/prod/events/main.tf"
    left.unlink()
    shop.write({"jobs/acme/orders.yaml": ORDERS + FRESH})
    assert since(shop).exit_code == 0
    assert not left.exists()
    assert render(shop.root, "--check").exit_code == 3


def test_a_layer_reaches_the_jobs_below_it(shop: Project) -> None:
    shop.write({"jobs/acme/_defaults.yaml": LAYER.replace("4Gi", "8Gi")})
    found = changed(shop)
    assert "jobs/prod/acme/orders.yaml" in found
    assert not [path for path in found if "globex" in path]


def test_the_settings_reach_everyone(shop: Project) -> None:
    shop.write({"dativo-gen.yaml": SETTINGS + "defaults: {infrastructure: {tags: {team: core}}}\n"})
    found = folders(changed(shop))
    assert {"terraform/acme/prod/orders", "terraform/globex/prod/events", "dagster/prod/shop"} <= found


def test_a_removed_job_is_refused_until_the_settings_say_what_is_meant(shop: Project) -> None:
    (shop.root / "jobs/acme/returns.yaml").unlink()
    assert changed(shop, code=4) == set()
    shop.write({"dativo-gen.yaml": SETTINGS + "removed: {acme/prod/returns: gone}\n"})
    found = changed(shop)
    assert {"jobs/prod/acme/returns.yaml", "terraform/acme/prod/returns/main.tf"} <= found
    assert "dagster/prod/shop" in folders(found)
    assert not (shop.root / "generated/terraform/acme/prod/returns").exists()


def test_a_line_that_is_taken_back_is_refused_although_its_job_left_long_ago(shop: Project) -> None:
    (shop.root / "jobs/acme/returns.yaml").unlink()
    shop.write({"dativo-gen.yaml": SETTINGS + "removed: {acme/prod/returns: keep}\n"})
    assert "terraform/acme/prod/returns/main.tf" in changed(shop)
    shop.commit()
    assert changed(shop) == set()
    shop.write({"dativo-gen.yaml": SETTINGS})
    assert changed(shop, code=4) == set()


def test_a_setting_reaches_the_stacks_that_only_have_a_past(shop: Project) -> None:
    lines = SETTINGS + "removed: {acme/prod/returns: keep}\n"
    (shop.root / "jobs/acme/returns.yaml").unlink()
    shop.write({"dativo-gen.yaml": lines})
    changed(shop)
    shop.commit()
    shop.write({"dativo-gen.yaml": lines.replace("state: {", "state: {partial: true, ")})
    assert "terraform/acme/prod/returns" in folders(changed(shop))


def test_all_jobs_of_a_tenant_may_go_at_once(shop: Project) -> None:
    shutil.rmtree(shop.root / "jobs/acme")
    assert changed(shop, code=4) == set()
    shop.write({"dativo-gen.yaml": SETTINGS + "removed: {acme: gone}\n"})
    assert "dagster/prod/workspace.yaml" in changed(shop)
    assert not [path for path in files(shop.root) if "acme" in path or "shop" in path]


def test_the_last_job_of_all_may_go(shop: Project) -> None:
    shutil.rmtree(shop.root / "jobs/acme")
    (shop.root / "jobs/globex/events.yaml").unlink()
    shop.write({"dativo-gen.yaml": SETTINGS + "removed: {acme: gone, globex: gone}\n"})
    assert "dagster/prod/workspace.yaml" in changed(shop)


def test_a_job_that_moves_leaves_its_code_location_to_those_that_stay(shop: Project) -> None:
    shop.write({"jobs/acme/orders.yaml": ORDERS.replace("shop", "tills")})
    found = changed(shop)
    assert {"dagster/prod/shop", "dagster/prod/tills"} <= folders(found)
    assert "dagster/prod/workspace.yaml" in found
    shop.commit()
    shop.write({"jobs/acme/returns.yaml": ORDERS.replace("shop", "tills")})
    changed(shop)
    assert not (shop.root / "generated/dagster/prod/shop").exists()


def test_a_job_that_leaves_a_code_location_of_several_tenants_is_taken_out_of_it(tmp_path: Path) -> None:
    made = rendered(tmp_path / "platform", {"jobs/globex/events.yaml": EVENTS.replace("web", "shop")})
    made.write({"jobs/globex/events.yaml": EVENTS})
    assert "dagster/prod/shop" in folders(changed(made))


def test_the_other_jobs_of_a_file_stay_where_only_one_of_them_changed(tmp_path: Path) -> None:
    more = {
        "dativo-gen.yaml": SETTINGS + "environments: {prod: {}, dev: {}}\n",
        "jobs/acme/both.yaml": "tenant_id: acme\nenvironment: ${environment}\n"
        "asset_path: assets/${environment}.yaml\n" + ORDERS.split("\n", 1)[1],
        "assets/prod.yaml": "name: a\ndomain: x\n",
        "assets/dev.yaml": "name: a\ndomain: x\n",
    }
    made = rendered(tmp_path / "platform", more)
    made.write({"assets/dev.yaml": "name: a\nfinops: {project: y}\n"})
    found = changed(made)
    assert "terraform/acme/dev/both/tags.json" in found
    assert not [path for path in found if "prod" in path]


def test_a_copy_of_a_module_goes_with_the_last_stack_that_calls_it(tmp_path: Path) -> None:
    bundled = ORDERS.replace("  terraform: {module_source: ./modules/etl}\n", "")
    made = rendered(tmp_path / "platform", {f"jobs/acme/{name}.yaml": bundled for name in ("orders", "returns")})
    assert (made.root / "generated/terraform/_modules").exists()
    made.write({"jobs/acme/orders.yaml": ORDERS})
    assert not [path for path in changed(made) if "_modules" in path]
    made.commit()
    made.write({"jobs/acme/returns.yaml": ORDERS})
    assert [path for path in changed(made) if "_modules" in path]


def test_a_job_with_errors_that_nobody_changed_stops_nobody(tmp_path: Path) -> None:
    made = rendered(tmp_path / "platform")
    made.write({"jobs/globex/events.yaml": EVENTS + "  compute: {cpu: nonsense}\n"})
    made.commit()
    made.write({"jobs/acme/orders.yaml": ORDERS + FRESH})
    assert since(made).exit_code == 0
    assert b"kind: fresh" in files(made.root)["jobs/prod/acme/orders.yaml"]


@pytest.mark.parametrize("text", ["a: [", EVENTS + "  compute: {cpu: nonsense}\n"])
def test_a_job_with_errors_that_was_changed_stops_the_run(shop: Project, text: str) -> None:
    shop.write({"jobs/globex/events.yaml": text})
    assert changed(shop, code=1) == set()


def test_both_what_changed_and_what_is_selected_must_mean_a_job(shop: Project) -> None:
    for tenant, text in (("acme/orders", ORDERS), ("acme/returns", ORDERS), ("globex/events", EVENTS)):
        shop.write({f"jobs/{tenant}.yaml": text + FRESH})
    before = files(shop.root)
    assert since(shop, "--tenant", "acme", jobs="jobs/acme/orders.yaml").exit_code == 0
    after = files(shop.root)
    found = {path for path in before if before[path] != after[path]}
    assert "jobs/prod/acme/orders.yaml" in found
    assert not found & {"jobs/prod/acme/returns.yaml", "jobs/prod/globex/events.yaml"}
    assert since(shop, "--tenant", "globex").exit_code == 0
    assert b"kind: fresh" in files(shop.root)["jobs/prod/globex/events.yaml"]
    assert b"kind: fresh" not in files(shop.root)["jobs/prod/acme/returns.yaml"]


def test_a_removed_job_of_another_tenant_is_left_alone(shop: Project) -> None:
    (shop.root / "jobs/globex/events.yaml").unlink()
    shop.write({"jobs/acme/orders.yaml": ORDERS + FRESH})
    assert since(shop, "--tenant", "acme").exit_code == 0
    assert "jobs/prod/globex/events.yaml" in files(shop.root)
    assert since(shop, "--tenant", "globex").exit_code == 4


def test_check_and_diff_are_about_what_changed(shop: Project) -> None:
    shop.write({"jobs/acme/orders.yaml": ORDERS + FRESH})
    before = files(shop.root)
    assert since(shop, "--check").exit_code == 3
    assert since(shop, "--check", "--tenant", "globex").exit_code == 0
    shown = since(shop, "--diff").stdout
    assert "fresh" in shown
    assert "globex" not in shown
    assert files(shop.root) == before


@pytest.mark.parametrize("ref", ["nonsense", ""])
def test_a_commit_that_git_does_not_know_is_wrong_usage(shop: Project, ref: str) -> None:
    found = render(shop.root, "--since", ref)
    assert found.exit_code == 2
    assert "git knows no such commit" in found.stderr


def test_a_folder_without_git_is_wrong_usage(shop: Project) -> None:
    shutil.rmtree(shop.root / ".git")
    assert since(shop).exit_code == 2


def test_without_git_itself_it_cannot_be_told(shop: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert since(shop).exit_code == 5


def test_watching_and_looking_back_are_two_things(shop: Project) -> None:
    assert since(shop, "--watch").exit_code == 2
