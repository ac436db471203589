"""`git-remote-dativo`: lets git read the shipped templates at `dativo://tenant`, so that plain copier works too.

Git starts it for URLs of that scheme and speaks the protocol of gitremote-helpers(7).
"""

from __future__ import annotations

import os
import sys

from dativo_gen.scaffold.git import GitError
from dativo_gen.scaffold.store import cache_folder, materialise
from dativo_gen.scaffold.versions import KIND, SCHEME, shipped


def main() -> None:
    """Serve one connection of git: `git-remote-dativo REMOTE URL`."""
    if len(sys.argv) != 3:
        sys.exit("git-remote-dativo is started by git, for addresses such as dativo://tenant")
    kind = sys.argv[2].removeprefix(f"{SCHEME}://").rstrip("/")
    if kind != KIND:
        sys.exit(f"dativo-gen ships no template `{kind}`; it ships `{KIND}`")
    while command := _line():
        if command == "capabilities":
            _say("connect\n\n")
        elif command == "connect git-upload-pack":
            _serve()
        else:
            sys.exit(f"git-remote-dativo: the shipped template can only be read, not `{command}`")


def _line() -> str:
    """One line of git's, read byte by byte: what follows belongs to the program that takes over."""
    found = b""
    while (byte := os.read(0, 1)) not in (b"", b"\n"):
        found += byte
    return found.decode(errors="replace")


def _say(text: str) -> None:
    os.write(1, text.encode())


def _serve() -> None:
    """Become `git upload-pack` on the template's repository."""
    shelf = shipped(KIND)
    if shelf.newest() is None:
        sys.exit("this dativo-gen ships no version of the template")
    try:
        repository = materialise(shelf, cache_folder())
    except (GitError, OSError) as error:
        sys.exit(f"git-remote-dativo: {error}")
    _say("\n")
    os.execvp("git", ["git", "-c", "safe.bareRepository=all", "upload-pack", str(repository)])


if __name__ == "__main__":
    main()
