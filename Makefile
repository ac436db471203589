# Everything runs from .venv, which the first call makes. `make` alone lists the targets.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo engines test test-long test-engines bench check lint types layers golden fix clean template-release interfaces

VENV := .venv
RUN := $(VENV)/bin/python -m
STAMP := $(VENV)/.installed
PYTEST_ARGS ?=
ENGINES := .cache/engines
CHECKOV ?= 3.3.30

# The first Python that runs (a shim of a version manager may be there and not run) and can make a .venv.
define FIND_PYTHON
for each in $(PYTHON) python3.13 python3.12 python3.11 python3; do \
  if "$$each" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo "$$each"; break; fi; \
done
endef

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1	\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 20

$(STAMP): pyproject.toml
	@if ! $(VENV)/bin/python -c 'import pip' >/dev/null 2>&1; then \
	  python=$$($(FIND_PYTHON)); \
	  if [ -z "$$python" ]; then \
	    echo "dativo-gen needs Python 3.11 or newer with the venv module (Debian, Ubuntu: the package python3-venv)." >&2; \
	    echo "None was found on PATH. Name one: make PYTHON=/path/to/python3" >&2; \
	    exit 1; \
	  fi; \
	  echo "making $(VENV) with $$python"; \
	  "$$python" -m venv --clear $(VENV); \
	fi
	$(RUN) pip install --quiet --editable '.[dev]'
	@touch $@

demo: $(STAMP) ## render the examples of job_configs/ into generated/
	$(VENV)/bin/dativo-gen render job_configs/
	@echo
	@echo "generated/ now holds:"
	@for each in generated/*/; do printf '  %-24s%6d files\n' "$$each" "$$(find "$$each" -type f | wc -l)"; done
	@echo "Read job_configs/README.md beside it: one line for each example."
	@command -v terraform >/dev/null || echo "To plan a stack, put terraform (1.9 or newer) on PATH: https://developer.hashicorp.com/terraform/install"

test: $(STAMP) ## run the tests, without the long trials
	$(RUN) pytest -n auto --dist loadfile --no-loadscope-reorder -m "not long" $(PYTEST_ARGS)

engines: $(VENV)/.engines ## install Airflow, Dagster, moto and checkov, without which their tests are skipped

# The versions that were tried together; pip alone would look for minutes and find others tomorrow.
$(VENV)/.engines: $(STAMP) .ci/engines.txt
	$(RUN) pip install --quiet --editable '.[dev,test-airflow,test-aws,test-dagster]' --constraint .ci/engines.txt
	$(RUN) venv $(ENGINES)/checkov
	$(ENGINES)/checkov/bin/pip install --quiet checkov==$(CHECKOV)
	@touch $@

test-long: $(STAMP) ## run the long trials
	$(RUN) pytest -m long $(PYTEST_ARGS)

# BENCH_ARGS: other sizes than 100, 1000 and 10000 jobs, `--rounds N`, `--large`, `--profile ROW`.
BENCH_ARGS ?=
bench: $(STAMP) ## measure rendering against its bounds, as a table and .cache/bench.json (BENCH_ARGS="1000 --rounds 5")
	@mkdir -p .cache
	$(RUN) benchmarks.tree --json .cache/bench.json $(BENCH_ARGS)

# The oldest and the newest Airflow that DAG files are written for, each in an environment of its own.
AIRFLOWS ?= 3.0.6 3.3.2
# What 3.0.6 was released with; with newer ones `dag.test()` fails inside of Airflow (tried). Its own constraints say the same.
PINS_3.0.6 := fastapi==0.116.1 cadwyn==5.4.4 pydantic==2.11.7
AIRFLOW_PROVIDERS := apache-airflow-providers-amazon apache-airflow-providers-cncf-kubernetes apache-airflow-providers-standard

# The oldest and the newest Dagster; its integrations go with it: 1.13.27 is 0.29.27.
DAGSTERS ?= 1.10.21 1.13.27

test-engines: $(AIRFLOWS:%=test-airflow-%) $(DAGSTERS:%=test-dagster-%) ## run the tests of orchestrators on their oldest and newest versions

test-airflow-%: $(STAMP)
	$(RUN) venv $(ENGINES)/airflow-$*
	$(ENGINES)/airflow-$*/bin/pip install --quiet --editable . apache-airflow==$* $(PINS_$*) $(AIRFLOW_PROVIDERS) pytest hypothesis ruff
	$(ENGINES)/airflow-$*/bin/python -m pytest -q tests/engines/test_airflow.py tests/orchestrators/test_airflow.py

test-dagster-%: $(STAMP)
	$(RUN) venv $(ENGINES)/dagster-$*
	integrations=$$(echo $* | awk -F. '{ print "0." $$2 + 16 "." $$3 }'); \
	$(ENGINES)/dagster-$*/bin/pip install --quiet --editable . dagster==$* dagster-aws==$$integrations \
	  dagster-k8s==$$integrations pytest hypothesis ruff
	$(ENGINES)/dagster-$*/bin/python -m pytest -q tests/engines/test_dagster.py tests/engines/test_dagster_clouds.py \
	  tests/engines/test_dagster_helpers.py

check: lint types layers golden ## style, types, import layers, golden files

lint: $(STAMP)
	$(RUN) ruff check .
	$(RUN) ruff format --check .

types: $(STAMP)
	$(RUN) mypy

layers: $(STAMP)
	$(VENV)/bin/lint-imports

# A golden that is not what the code renders today; the test prints the command that accepts it.
golden: $(STAMP)
	@if [ -e tests/test_golden.py ]; then $(RUN) pytest -q tests/test_golden.py; else echo "no golden files yet"; fi

template-release: $(STAMP) ## add templates/tenant/ to its bundle as the version of this package (AGAIN=--again: anew)
	$(RUN) tools.freeze_template $(AGAIN)

interfaces: $(STAMP) ## write down what the bundled modules declare, after a change of their .tf files
	$(RUN) tools.freeze_interfaces

fix: $(STAMP) ## let ruff repair what it can
	$(RUN) ruff check --fix .
	$(RUN) ruff format .

clean: ## remove all that make has made, .venv and generated/ too
	rm -rf $(VENV) .cache .dativo-gen-cache generated build dist
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
