# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/stripe_customers_to_iceberg.yaml

from pathlib import Path

from dativo_gen.dagster import definitions_from

defs = definitions_from(Path(__file__).with_name("jobs.json"))
