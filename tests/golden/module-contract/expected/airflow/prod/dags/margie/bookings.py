# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/margie/bookings.yaml
from datetime import timedelta

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG(
    dag_id="dativo__margie__bookings",
    description="Job bookings of tenant margie in prod",
    doc_md="Runs `/app/generated/jobs/prod/margie/bookings.yaml`, made from `job_configs/margie/bookings.yaml`.\n",
    schedule=None,
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(seconds=6600),
    tags=[
        "cost_center:MT-12",
        "environment:prod",
        "job_name:bookings",
        "tenant_id:margie",
    ],
):
    BashOperator(
        task_id="run",
        owner="margie",
        pool="dativo_margie",
        retries=0,
        execution_timeout=timedelta(seconds=6000),
        bash_command='timeout --kill-after=30 5400 dativo run --config "$DATIVO_CONFIG" & child=$!; trap \'kill "$child"\' TERM; wait "$child"; rc=$?; if [ "$rc" -eq 1 ]; then echo "WARNING: a part of the data was not loaded"; exit 0; fi; exit "$rc"',
        env={
            "TENANT_ID": "margie",
            "ENVIRONMENT": "prod",
            "OTEL_RESOURCE_ATTRIBUTES": "cost_center=MT-12,environment=prod,job_name=bookings,tenant_id=margie",
            "DATIVO_CONFIG": "/app/generated/jobs/prod/margie/bookings.yaml",
        },
        append_env=True,
        skip_on_exit_code=None,
    )
