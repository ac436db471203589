"""What a render cannot do without: libyaml reads every input once, and every byte of the tree is written once.

`python -m benchmarks.floor FOLDER` prints the seconds of both for a rendered repository, by the clock and of the
processor. It is a process of its own, since holding the tree would make the one that measures others large.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from time import perf_counter, process_time

import yaml

OUTPUT = "generated"
_AGAIN = "written-again"


def floor(folder: Path) -> tuple[float, float]:
    """Seconds by the clock and of the processor."""
    parsed = _timed(lambda: _parse(folder))
    files = {path.relative_to(folder): path.read_bytes() for path in (folder / OUTPUT).rglob("*") if path.is_file()}
    new = folder / _AGAIN
    written = _timed(lambda: _write(new, {os.fspath(new / path): data for path, data in files.items()}))
    rmtree(new)
    return parsed[0] + written[0], parsed[1] + written[1]


def inputs(folder: Path) -> list[Path]:
    """Every YAML file outside of the tree."""
    tops = sorted(each for each in folder.iterdir() if each.name not in (OUTPUT, _AGAIN) and each.name[0] != ".")
    return [path for top in tops for path in (sorted(top.rglob("*.yaml")) if top.is_dir() else [top])]


def _parse(folder: Path) -> None:
    for path in inputs(folder):
        yaml.load(path.read_bytes(), yaml.CSafeLoader)


def _write(new: Path, files: dict[str, bytes]) -> None:
    for home in sorted({os.path.dirname(path) for path in files}, key=len):  # noqa: PTH120 - as quick as it can be
        os.makedirs(home, exist_ok=True)  # noqa: PTH103 - a floor costs as little as it can
    for path, data in files.items():
        with open(path, "wb") as file:  # noqa: PTH123 - as above
            file.write(data)


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    begin, used = perf_counter(), process_time()
    work()
    return perf_counter() - begin, process_time() - used


if __name__ == "__main__":
    json.dump(floor(Path(sys.argv[1])), sys.stdout)
