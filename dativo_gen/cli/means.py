"""Where what was made is kept between runs, and how many processes work."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dativo_gen.fleet import Means

VARIABLE = "DATIVO_GEN_CACHE"
"""Names another folder, which several checkouts and machines may share."""


@contextmanager
def means(root: Path, workers: int | None, *, cache: bool, writing: bool) -> Iterator[Means]:
    """A run that writes nothing reads the cache and leaves it as it is."""
    from dativo_gen.fleet import Means
    from dativo_gen.store import FOLDER, Store, open_store, sweep
    from dativo_gen.workers import cores

    folder = Path(os.environ.get(VARIABLE) or root / FOLDER)
    number = workers or cores()
    if cache and writing:
        yield Means(open_store(folder), number)
        sweep(folder)
        return
    with TemporaryDirectory(prefix="dativo-gen-") as own:
        yield Means(Store(Path(own), (Path(own), *([folder] if cache else []))), number)
