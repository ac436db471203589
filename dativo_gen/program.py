"""Which program this is: a hash of everything that has a part in what is generated."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from dativo_gen.assets import root

_LIBRARIES = ("croniter", "jinja2", "pydantic", "python-hcl2", "pyyaml", "tzdata")
"""Those that have a say in the bytes of the tree or in what is accepted."""
_FOLDERS = ("templates", "terraform_templates")


@cache
def program() -> str:
    """In hex. Not the version alone: a checkout, or a patched installation, changes without one."""
    found = sha256(f"{sys.version_info[:2]} {[version(name) for name in _LIBRARIES]}".encode())
    package = Path(__file__).parent
    places = [(package, "*.py"), (package, "*.yaml"), *((root() / name, "*") for name in _FOLDERS)]
    for folder, pattern in places:
        for path in sorted(
            each for each in folder.rglob(pattern) if each.is_file() and "__pycache__" not in each.parts
        ):
            data = path.read_bytes()
            found.update(f"{path.relative_to(folder).as_posix()} {len(data)}\n".encode() + data)
    return found.hexdigest()
