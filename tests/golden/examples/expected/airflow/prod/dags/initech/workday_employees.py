# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/initech/workday_employees.yaml
from datetime import timedelta

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG
from airflow.timetables.trigger import (
    CronTriggerTimetable,
)

with DAG(
    dag_id="dativo__initech__workday_employees",
    description="Job workday_employees of tenant initech in prod",
    doc_md="Runs `/app/generated/jobs/prod/initech/workday_employees.yaml`, made from `job_configs/initech/workday_employees.yaml`.\n\nSchedules:\n\n- on: initech_workday_employees (0 3 * * * Europe/Dublin)\n",
    schedule=CronTriggerTimetable(
        "0 3 * * *",
        timezone="Europe/Dublin",
    ),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(seconds=8400),
    owner_links={
        "people-data": "mailto:people-data@initech.example",
    },
    tags=[
        "classification.default:restricted",
        "compliance.regulations:GDPR",
        "compliance.retention_days:3650",
        "cost_center:IN-077",
        "environment:production",
        "finops.business_tags:hr,payroll",
        "finops.cost_center:IN-070",
        "finops.project:people-analytics",
        "governance.data_product:workforce",
        "governance.domain:people",
        "governance.owner:people-data@initech.example",
        "job_name:workday_employees",
        "managed_by:terraform",
        "project:people-analytics",
        "tenant_id:initech",
    ],
):
    BashOperator(
        task_id="run",
        owner="people-data",
        pool="dativo_initech",
        retries=0,
        execution_timeout=timedelta(seconds=7800),
        bash_command='timeout --kill-after=30 7200 dativo run --config "$DATIVO_CONFIG" & child=$!; trap \'kill "$child"\' TERM; wait "$child"; rc=$?; if [ "$rc" -eq 1 ]; then echo "WARNING: a part of the data was not loaded"; exit 0; fi; exit "$rc"',
        env={
            "TENANT_ID": "initech",
            "ENVIRONMENT": "prod",
            "OTEL_RESOURCE_ATTRIBUTES": "classification.default=restricted,compliance.regulations=GDPR,compliance.retention_days=3650,cost_center=IN-077,environment=production,finops.business_tags=hr%2Cpayroll,finops.cost_center=IN-070,finops.project=people-analytics,governance.data_product=workforce,governance.domain=people,governance.owner=people-data%40initech.example,job_name=workday_employees,managed_by=terraform,project=people-analytics,tenant_id=initech",
            "DATIVO_CONFIG": "/app/generated/jobs/prod/initech/workday_employees.yaml",
        },
        append_env=True,
        skip_on_exit_code=None,
    )
