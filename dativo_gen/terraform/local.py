"""The path of a local module -> the folder it means, looked for in the job's folder and in the root."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from posixpath import normpath
from typing import NamedTuple

from dativo_gen.terraform.source import ModuleSource, SourceError, source_argument


class Warn(NamedTuple):
    """A source is usable, but its author should know this."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Resolved:
    source: ModuleSource
    warning: Warn | None = None


def resolve_local(
    path: str,
    job_folder: PurePosixPath,
    exists: Callable[[PurePosixPath], bool],
    bundled: Collection[str],
) -> Resolved:
    """Find a local module: in the job's folder, then in the root of the repository.

    `job_folder` and the result's address count from the root; `exists` says whether such a folder is there;
    `bundled` are the names, `provider/module`, of the modules that come with dativo-gen.
    Raises SourceError: `module-path-outside`, `module-path-ambiguous`, `module-not-found`.
    """
    if path.startswith("/"):
        hint = "write the path from the job's folder or from the repository's root, beginning with `./` or `../`"
        raise SourceError("module-path-outside", f"the module path {path} is absolute", hint)
    tried = _candidates(path, job_folder)
    if not tried:
        message = f"the module path {path} leads out of the repository"
        raise SourceError("module-path-outside", message, "move the module into the repository, or use git")
    there = [each for each in tried if exists(each)]
    if len(there) > 1:
        message = f"the module path {path} means two folders that both exist: {there[0]} and {there[1]}"
        hint = f"write a path that only one of them answers to, as `{_from(job_folder, there[0])}`"
        raise SourceError("module-path-ambiguous", message, hint)
    if there:
        return Resolved(ModuleSource("local", str(there[0])))
    return _bundled_instead(path, tried, bundled)


def _candidates(path: str, job_folder: PurePosixPath) -> list[PurePosixPath]:
    joined = (normpath(str(base / path)) for base in (job_folder, PurePosixPath()))
    return [PurePosixPath(each) for each in dict.fromkeys(joined) if each != ".." and not each.startswith("../")]


def _from(folder: PurePosixPath, target: PurePosixPath) -> str:
    return source_argument(ModuleSource("local", str(target)), folder)


def _bundled_instead(path: str, tried: list[PurePosixPath], bundled: Collection[str]) -> Resolved:
    places = " and ".join(map(str, tried))
    name = "/".join(PurePosixPath(normpath(path)).parts[-2:])
    if name not in bundled:
        hint = "write a path that leads to the module from the job's folder or from the repository's root"
        raise SourceError("module-not-found", f"there is no module at {path}: tried {places}", hint)
    message = f"there is no module at {path} (tried {places}); the bundled module {name} is used"
    return Resolved(ModuleSource("bundled", name), Warn("module-bundled-instead", message, f"write `dativo://{name}`"))
