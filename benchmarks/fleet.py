"""A repository of any size to measure on: ten jobs to a tenant, 40 lines to a job, layers, assets, a bundled module.

`python -m benchmarks.fleet JOBS FOLDER` writes it. The same numbers give the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

JOBS_OF_A_TENANT = 10
TABLES = ("orders", "customers", "invoices", "payments", "events", "sessions", "products", "refunds", "leads", "visits")

_SETTINGS = """\
jobs: jobs
output: generated
path_map:
  /app: .
image: registry.example/dativo:1.4.0
targets: [terraform, dagster, airflow, jobs]
state:
  default:
    type: s3
    bucket: fleet-terraform-state
    key: dativo/${tenant_id}/${environment}/${stack}.tfstate
    region: eu-central-1
    use_lockfile: true
defaults:
  infrastructure:
    tags:
      managed_by: dativo
      platform: data
"""

_LAYER = """\
infrastructure:
  provider: aws
  region: eu-central-1
  account_id: "123456789012"
  tags:
    division: commerce
    environment: ${environment}
  networking:
    private_networking: true
"""

_TENANT = """\
infrastructure:
  tags:
    cost_center: CC-%(number)05d
    owner: data-%(number)05d@example.com
finops:
  cost_center: CC-%(number)05d
"""

_ASSET = """\
name: %(table)s
version: "1.0"
source_type: postgres
object: %(table)s
schema:
  - name: id
    type: string
    required: true
  - name: email
    type: string
    classification: PII
  - name: updated_at
    type: timestamp
compliance:
  classification: [PII, SENSITIVE]
  regulations: [GDPR, CCPA]
finops:
  project: warehouse
"""

_JOB = """\
# Loads %(table)s of %(tenant)s every night.
tenant_id: %(tenant)s
environment: prod
name: %(table)s
source_connector_path: /app/connectors/postgres.yaml
target_connector_path: /app/connectors/iceberg.yaml
asset_path: /app/assets/postgres/v1.0/%(table)s.yaml
source:
  objects: [%(table)s]
  incremental:
    cursor_field: updated_at
    lookback_days: 2
target:
  branch: ${environment}
  connection:
    s3:
      bucket: lake-%(tenant)s
      prefix: raw/%(table)s
infrastructure:
  runtime:
    type: ecs
    cluster_name: etl-%(tenant)s
    service_account: arn:aws:iam::123456789012:role/etl-%(tenant)s
  compute:
    cpu: "1"
    memory: 4Gi
    max_runtime_seconds: 3600
  storage:
    bucket: lake-%(tenant)s
    prefix: raw/%(table)s
  networking:
    vpc_id: vpc-0123456789abcdef0
    subnet_ids: [subnet-0aaa000000000001, subnet-0aaa000000000002]
  tags:
    data_product: %(table)s
    criticality: "%(critical)d"
  dagster:
    code_location: %(tenant)s
schedule:
  cron: "%(minute)d 2 * * *"
  timezone: Europe/Berlin
"""


def write_fleet(folder: Path, jobs: int) -> None:
    """Write a repository with so many jobs into a folder, which must not have one."""
    _write(folder / "dativo-gen.yaml", _SETTINGS)
    _write(folder / "jobs" / "_defaults.yaml", _LAYER)
    for name in ("postgres", "iceberg"):
        _write(folder / "connectors" / f"{name}.yaml", f"name: {name}\ntype: {name}\n")
    for table in TABLES:
        _write(folder / "assets" / "postgres" / "v1.0" / f"{table}.yaml", _ASSET % {"table": table})
    for number in range(jobs):
        tenant, place = number // JOBS_OF_A_TENANT, number % JOBS_OF_A_TENANT
        home = folder / "jobs" / f"tenant-{tenant:05}"
        if place == 0:
            _write(home / "_defaults.yaml", _TENANT % {"number": tenant})
        values = {"tenant": home.name, "table": TABLES[place], "critical": number % 3, "minute": number % 60}
        _write(home / f"{TABLES[place]}.yaml", _JOB % values)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_fleet(Path(sys.argv[2]), int(sys.argv[1]))
