"""Which program this is: a hash of everything that has a part in what is generated."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import version

import yaml

from dativo_gen.assets import root

_LIBRARIES = ("croniter", "jinja2", "lark", "pydantic", "python-hcl2", "pyyaml", "tzdata")
"""Those that have a say in the bytes of the tree or in what is accepted."""
_FOLDERS = ("templates", "terraform_templates")
_CODE = (".py", ".yaml", ".json")
"""The files of the package that count; of templates all do."""


@cache
def program() -> str:
    """In hex. Not the version alone: a checkout, or a patched installation, changes without one.

    All bytes are read at every run: times and sizes of files do not tell every change.
    """
    libraries = [version(name) for name in _LIBRARIES]
    found = sha256(f"{sys.version_info[:2]} {libraries} {yaml.__with_libyaml__}".encode())
    package = os.path.dirname(__file__)
    places = [(package, _CODE), *((os.path.join(root(), name), ("",)) for name in _FOLDERS)]
    for folder, endings in places:
        for path in sorted(_files(folder, endings)):
            with open(path, "rb", buffering=0) as file:
                data = file.read()
            found.update(f"{path[len(folder) :]} {len(data)}\n".encode() + data)
    return found.hexdigest()


def _files(folder: str, endings: tuple[str, ...]) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path, endings)
            elif entry.name.endswith(endings) and entry.is_file():
                yield entry.path
