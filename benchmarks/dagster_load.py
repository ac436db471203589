"""A program of its own: loads one code location of Dagster and prints seconds and memory as JSON.

Run by `benchmarks.orchestrators`, since importing Dagster takes seconds and stays in a process.
"""

from __future__ import annotations

import json
import resource
import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from time import perf_counter

STARTED = perf_counter()


def main(definitions: str) -> None:
    """Seconds from the start of Python to an empty location, with all imports, and then for a location's file."""
    import_module("dativo_gen.dagster")
    dagster = import_module("dagster")
    dagster.Definitions.validate_loadable(dagster.Definitions())
    ready = perf_counter()
    before = _megabytes()
    spec = spec_from_file_location("definitions", definitions)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    repository = module.defs.get_repository_def()
    loaded = perf_counter() - ready
    counts = {"jobs": sum(name.endswith("_job") for name in repository.job_names)}
    memory = {"megabytes": _megabytes(), "megabytes_empty": before}
    print(json.dumps({"empty": ready - STARTED, "loaded": loaded, **counts, **memory}))


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
