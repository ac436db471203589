"""A small repository in which everything may reach everything, and random edits of it."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from dativo_gen.errors import Rejected
from dativo_gen.pipeline import Request, Whole, plan

from .past import Project

FILES = {
    "dativo-gen.yaml": """\
defaults:
  infrastructure:
    tags: {team: data}
vars: {days: 30}
environments:
  dev: {vars: {size: 1Gi}}
  prod: {vars: {size: 4Gi}, job: {infrastructure: {tags: {tier: gold}}}}
tenants:
  acme: {vars: {zone: eu-west-1}, job: {infrastructure: {tags: {cost_center: CC-1}}}}
  globex: {vars: {zone: eu-north-1}}
state:
  aws: {bucket: states, key: "${tenant_id}/${environment}/${stack}.tfstate", region: eu-west-1}
modules:
  gcp: ./modules/other
assets: optional
""",
    "jobs/_defaults.yaml": """\
infrastructure:
  tags: {division: commerce}
""",
    "jobs/acme/_defaults.yaml": """\
finops: {cost_center: CC-1}
infrastructure:
  compute: {memory: "${size}", cpu: "1"}
  tags: {owner: a@example.com}
""",
    "jobs/acme/orders.yaml": """\
tenant_id: acme
asset_path: /app/assets/orders.yaml
target_connector_path: /app/connectors/lake.yaml
schedule: {cron: "0 1 * * *"}
infrastructure:
  provider: aws
  region: ${zone}
  runtime: {type: dagster}
  tags: {kind: orders}
  terraform:
    module_source: ./modules/etl
    backend_config: {bucket: lake, key: acme/lake.tfstate, region: eu-west-1}
""",
    "jobs/acme/invoices.yaml": """\
tenant_id: acme
asset_path: /app/assets/orders.yaml
infrastructure:
  provider: aws
  compute: {memory: 8Gi}
  runtime: {type: airflow}
  terraform:
    module_source: ./modules/etl
    backend_config: {bucket: lake, key: acme/lake.tfstate, region: eu-west-1}
""",
    "jobs/acme/many.yaml": """\
tenant_id: acme
environment: ${environment}
infrastructure:
  provider: {provider: aws, region: us-east-1}
  tags: {custom: {days: "${days}"}}
  runtime: {type: airflow}
""",
    "jobs/globex/events.yaml": """\
tenant_id: globex
environment: dev
asset_path: /app/assets/events.yaml
infrastructure:
  provider: gcp
  region: europe-west1
  project_id: globex-data
  runtime: {type: dagster}
  dagster: {code_location: shared}
""",
    "jobs/_shared/audit.yaml": """\
tenant_id: ${tenant_id}
source: {type: csv, days: 3}
infrastructure:
  dagster: {code_location: shared}
""",
    "assets/orders.yaml": "name: orders\nfinops: {project: warehouse}\ncompliance: {retention_days: 30}\n",
    "assets/events.yaml": "name: events\ngovernance: {domain: web}\n",
    "connectors/lake.yaml": "name: iceberg\ntype: iceberg\n",
    "modules/etl/variables.tf": 'variable "tags" {\n  type = map(string)\n}\n',
    "modules/other/variables.tf": 'variable "labels" {\n  type = map(string)\n}\n',
    "runner.yaml": 'schedules:\n  - {name: nightly, config: /app/jobs/acme/invoices.yaml, cron: "0 2 * * *"}\n',
}

REPLACED = (
    ("4Gi", "2Gi"),
    ("8Gi", "4Gi"),
    ("gold", "silver"),
    ("CC-1", "CC-2"),
    ("data", "core"),
    ("commerce", "sales"),
    ("warehouse", "lake"),
    ("30", "31"),
    ("iceberg", "delta"),
    ("web", "app"),
    ("days: 3", "days: 4"),
    ("eu-west-1", "eu-west-2"),
    ("acme/lake", "acme/pond"),
    ("shared", "common"),
    ("dagster}", "airflow}"),
    ("0 2 * * *", "0 3 * * *"),
    ("kind: orders", "sort: orders"),
    ("invoices", "orders"),
    ("./modules/other", "./modules/etl"),
    ("tier: gold", "tier: null"),
    ("a@example.com", "b@example.com"),
    ("environment: ${environment}", "environment: prod"),
    ("globex: {vars", "hooli: {vars"),
    ('"1"', '"2"'),
    ("owner", "Owner"),
    ('variable "tags"', 'variable "job_name" {\n  type = string\n}\n\nvariable "tags"'),
    ("provider: aws\n", "provider: aws\n  storage: {bucket: b-1}\n"),
    ("assets: optional", "assets: optional\nimage: registry.example/d:2"),
    ("assets: optional", "assets: optional\non_partial: fail"),
    ("modules:\n", "modules:\n  bundled: ./modules\n"),
    ("/app/assets/orders.yaml", "/app/assets/events.yaml"),
)
Edit = Callable[[Project, random.Random], None]


def _replace(made: Project, chance: random.Random) -> None:
    old, new = chance.choice(REPLACED)
    having = [path for path in files_of(made) if old in path.read_text("utf-8")]
    if having:
        path = chance.choice(having)
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def _comment(made: Project, chance: random.Random) -> None:
    path = chance.choice([each for each in files_of(made) if each.suffix == ".yaml"])
    path.write_text("# said\n" + path.read_text("utf-8"), "utf-8")


def _delete(made: Project, chance: random.Random) -> None:
    found = [each for each in files_of(made) if each.name != "dativo-gen.yaml" and each.suffix != ".tf"]
    chance.choice(found).unlink()


def _rename(made: Project, chance: random.Random) -> None:
    path = chance.choice([each for each in jobs_of(made) if each.parent.name != "_shared"])
    path.rename(path.with_name(f"{path.stem}_{chance.randrange(9)}.yaml"))


def _copy(made: Project, chance: random.Random) -> None:
    path = chance.choice(jobs_of(made))
    copy = path.with_name(f"{path.stem}_{chance.randrange(9)}.yaml")
    copy.write_bytes(path.read_bytes())


def _layer(made: Project, chance: random.Random) -> None:
    folder = chance.choice(jobs_of(made)).parent
    (folder / "_defaults.yaml").write_text(chance.choice(("infrastructure: {tags: {new: one}}\n", "x_note: a\n", "")))


EDITS: tuple[Edit, ...] = (_replace, _replace, _replace, _replace, _comment, _delete, _rename, _copy, _layer)


def files_of(made: Project) -> list[Path]:
    return sorted(each for each in made.root.rglob("*") if each.is_file() and not {".git", "generated"} & {*each.parts})


def jobs_of(made: Project) -> list[Path]:
    return [each for each in files_of(made) if "jobs" in each.parts and not each.name.startswith("_")]


def plan_all(made: Project) -> Whole:
    """With every job."""
    return plan(Request((made.root / "jobs",)), lambda step: None)


def edit(made: Project, chance: random.Random) -> Whole:
    """Edit at random until that leaves something that can be rendered; gives the plan of it."""
    for _ in range(20):
        for _ in range(chance.choice((1, 1, 2, 3))):
            chance.choice(EDITS)(made, chance)
        with suppress(Rejected):  # of settings that cannot be used
            after = plan_all(made)
            if not after.judged.errors:
                return after
        made.write(FILES)
        for path in {each.relative_to(made.root).as_posix() for each in files_of(made)} - FILES.keys():
            (made.root / path).unlink()
    return plan_all(made)
