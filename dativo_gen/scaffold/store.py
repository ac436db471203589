"""The git repository of a shipped template: made once from its bundle, kept in the user's cache."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from dativo_gen.scaffold import git
from dativo_gen.scaffold.versions import Shelf


def cache_folder() -> Path:
    """Where dativo-gen may keep what it can make again: `$XDG_CACHE_HOME`, else `~/.cache`."""
    stated = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(stated) if Path(stated).is_absolute() else Path("~/.cache").expanduser()
    return base / "dativo-gen" / "templates"


def materialise(shelf: Shelf, cache: Path) -> Path:
    """A bare repository with every version of the template, its name made of the bundle's bytes.

    Another process may make the same one; the first is kept. Where `cache` cannot be written it is made in a new
    folder below the system's temporary one. Raises git.GitError.
    """
    digest = hashlib.sha256(shelf.bundle.read_bytes()).hexdigest()[:16]
    wanted = cache / digest / f"{shelf.kind}.git"
    if (wanted / "HEAD").is_file():
        return wanted
    try:
        wanted.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".new-", dir=wanted.parent))
    except OSError:
        wanted = Path(tempfile.mkdtemp(prefix="dativo-gen-")) / wanted.name
        staging = wanted.parent
    new = staging / "new.git"
    git.run("clone", "--quiet", "--mirror", "--template=", str(shelf.bundle), str(new))
    with suppress(OSError):  # another process was first
        new.rename(wanted)
    if staging != wanted.parent:
        shutil.rmtree(staging, ignore_errors=True)
    return wanted
