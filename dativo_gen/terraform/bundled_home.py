"""The setting `modules.bundled`: where bundled modules are called from, if not from copies in the generated tree."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from posixpath import normpath

from dativo_gen.errors import Problem, Rejected
from dativo_gen.node import Node
from dativo_gen.terraform.source import ModuleSource, SourceError, parse

KEY = "bundled"
_HOLDS_FOLDERS = ("git", "hg", "archive", "s3", "gcs", "local")


def bundled_home(defaults: Node | None) -> Node | None:
    """The setting, if there is one. `defaults` is `modules` of the settings."""
    home = defaults.get(KEY) if defaults is not None else None
    return home if home is not None and home.value is not None else None


def taken_from(home: Node, name: str, version: Node | None) -> tuple[ModuleSource, Node | None]:
    """A bundled module's source below the one that the setting names, and the version that counts.

    `name` is as in `aws/etl-job`; the folder that the setting names holds folders of these names. A job's `version`
    goes before the setting's. Raises Rejected at the setting, or at the version.
    """
    stated = home.get("source") if home.is_mapping else home
    version = version or home.get("version")
    if stated is None or not stated.is_scalar or (version is not None and not version.is_scalar):
        message = "`modules.bundled` is neither a source nor a source with a version"
        hint = "write `bundled: git::https://host/modules.git//folder?ref=v1.2.0`, or a folder of the repository"
        raise Rejected([Problem(home.span, "wrong-type", message, hint)])
    try:
        source = parse(stated.text, version.text if version is not None else None)
    except SourceError as error:
        place = version if error.code == "module-version" and version is not None else stated
        raise Rejected([Problem(place.span, error.code, error.message, error.hint)]) from error
    if source.kind not in _HOLDS_FOLDERS:
        message = f"`modules.bundled` is {stated.text}, which holds no folders such as `{name}`"
        hint = "name a folder in git, in an archive or in the repository"
        raise Rejected([Problem(stated.span, "module-source", message, hint)])
    if source.kind == "local":
        return replace(source, address=_inside(stated, name)), version
    return replace(source, subdir=str(PurePosixPath(source.subdir) / name)), version


def _inside(stated: Node, name: str) -> str:
    """The module's folder from the repository's root."""
    folder = normpath(stated.text)
    if folder.startswith(("..", "/")):
        message = f"`modules.bundled` is {stated.text}, which leads out of the repository"
        hint = "write a path from the repository's root, such as `./modules`"
        raise Rejected([Problem(stated.span, "module-path-outside", message, hint)])
    return str(PurePosixPath(folder) / name)
