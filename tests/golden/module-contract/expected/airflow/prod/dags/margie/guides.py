# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/margie/guides.yaml
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG(
    dag_id="dativo__margie__guides",
    description="Job guides of tenant margie in prod",
    doc_md="Runs `/app/generated/jobs/prod/margie/guides.yaml`, made from `job_configs/margie/guides.yaml`.\n",
    schedule=None,
    catchup=False,
    max_active_runs=1,
    tags=[
        "environment:prod",
        "job_name:guides",
        "tenant_id:margie",
    ],
):
    BashOperator(
        task_id="run",
        owner="margie",
        pool="dativo_margie",
        retries=0,
        bash_command='dativo run --config "$DATIVO_CONFIG"; rc=$?; if [ "$rc" -eq 1 ]; then echo "WARNING: a part of the data was not loaded"; exit 0; fi; exit "$rc"',
        env={
            "TENANT_ID": "margie",
            "ENVIRONMENT": "prod",
            "OTEL_RESOURCE_ATTRIBUTES": "environment=prod,job_name=guides,tenant_id=margie",
            "DATIVO_CONFIG": "/app/generated/jobs/prod/margie/guides.yaml",
        },
        append_env=True,
        skip_on_exit_code=None,
    )
