# Everything runs from .venv, which the first call makes. `make` alone lists the targets.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test test-long check lint types layers golden fix clean

VENV := .venv
RUN := $(VENV)/bin/python -m
STAMP := $(VENV)/.installed
PYTEST_ARGS ?=

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
	$(RUN) pytest -n auto -m "not long" $(PYTEST_ARGS)

test-long: $(STAMP) ## run the long trials
	$(RUN) pytest -m long $(PYTEST_ARGS)

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

fix: $(STAMP) ## let ruff repair what it can
	$(RUN) ruff check --fix .
	$(RUN) ruff format .

clean: ## remove all that make has made, .venv and generated/ too
	rm -rf $(VENV) .cache generated build dist
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
