"""A program of its own: loads one folder of DAG files and prints seconds and memory as JSON.

Run by `benchmarks.orchestrators`, since importing Airflow takes seconds and stays in a process.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
from importlib import import_module
from time import perf_counter
from typing import Any

STARTED = perf_counter()


def dag_bag() -> Any:
    """The class, wherever this version of Airflow has it."""
    try:
        return import_module("airflow.dag_processing.dagbag").DagBag
    except (ImportError, AttributeError):
        return import_module("airflow.models.dagbag").DagBag


def main(empty: str, folder: str) -> None:
    """Seconds from the start of Python to an empty bag, with all imports, and then for the folder."""
    logging.disable(logging.CRITICAL)
    import_module("airflow.providers.standard.operators.bash")
    import_module("airflow.providers.cncf.kubernetes.operators.pod")
    make = dag_bag()
    make(empty)
    ready = perf_counter()
    found = make(folder)
    seconds = {"empty": ready - STARTED, "loaded": perf_counter() - ready}
    counts = {"dags": len(found.dags), "errors": len(found.import_errors)}
    print(json.dumps(seconds | counts | {"megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    main(*sys.argv[1:])
