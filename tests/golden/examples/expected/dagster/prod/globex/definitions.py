# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/globex/orders/order_items.yaml
# Source: job_configs/globex/orders/orders.yaml

from pathlib import Path

from dativo_gen.dagster import definitions_from

defs = definitions_from(Path(__file__).with_name("jobs.json"))
