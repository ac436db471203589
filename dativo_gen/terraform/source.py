"""The text of a module source -> what it names, and the `source` and `version` arguments that say so."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from posixpath import normpath, relpath
from typing import Literal
from urllib.parse import quote, unquote_plus

Kind = Literal["git", "hg", "registry", "local", "archive", "s3", "gcs", "bundled"]


class SourceError(Exception):
    """A module source or its version is wrong; the caller knows the place."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        self.code, self.message, self.hint = code, message, hint
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class ModuleSource:
    """Where a module comes from.

    `address` has neither sub-folder nor query: a URL with its getter (`git::https://...`), a registry
    address, `provider/module` of a bundled one, or a path (from the repository's root, once resolved).
    `query` is kept as written, except `ref`, which is kept apart, decoded. `version` is for registries.
    """

    kind: Kind
    address: str
    subdir: str = ""
    query: tuple[str, ...] = ()
    ref: str | None = None
    version: str | None = None


_NAME = r"[0-9A-Za-z](?:[0-9A-Za-z_-]{0,62}[0-9A-Za-z])?"
_HOST = r"[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)+(?::\d+)?"
_REGISTRY = re.compile(rf"(?:{_HOST}/)?{_NAME}/{_NAME}/[0-9a-z]{{1,64}}\Z")
_CODE_HOSTS = ("github.com/", "bitbucket.org/", "gitlab.com/")
_SHORTHANDS = ("github.com/", "bitbucket.org/")
_SCP = re.compile(r"[\w.-]+@[\w.-]+:[^:]+\Z")
_URL = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*)://(?P<user>[^/@]*@)?(?P<rest>.+)\Z", re.IGNORECASE)
_BUNDLED = re.compile(r"[a-z][a-z0-9_-]*/[a-z][a-z0-9_-]*\Z")
_ODD = re.compile(r"[\x00-\x20\x7f-\xa0\u2000-\u200f\u2028-\u202f\ufeff]|\$\{")
_GIT_SCHEMES = ("https", "http", "ssh", "git", "file")
_TOKEN = re.compile(r":[^@]+@|^(?:gh[a-z]_|github_pat_|glpat-)")
_SECRETS = frozenset(["sshkey", "aws_access_key_secret", "aws_access_key_token", "aws_access_key_id"])

# What a git ref may not hold (git-check-ref-format), and a leading dash, which git would take as an option.
_BAD_REF = re.compile(r"[\x00-\x20~^:?*\[\\\x7f]|\.\.|@\{|^[-/.<>=!]|[/.]$|//|\.lock$")
_PRERELEASE = r"(?:-?[A-Za-z][0-9A-Za-z.-]*|-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?"
_ONE_VERSION = rf"(?:=|!=|>=?|<=?|~>)?\s*v?\d+(?:\.\d+)*{_PRERELEASE}"
_CONSTRAINT = re.compile(rf"\s*{_ONE_VERSION}\s*(?:,\s*{_ONE_VERSION}\s*)*\Z")
_FROM_STACK = "../../../_modules/"
_FORMS = "write a source as in `git::https://host/repo.git//folder`, `namespace/name/provider` or `./folder`"


def parse(text: str, version: str | None) -> ModuleSource:
    """What `module_source` and `module_version` mean together.

    Raises SourceError: `module-source` (not understood), `module-version` (does not go with this source),
    `module-source-secret` (credentials in an address that is committed). The forms are Terraform's
    ("Module Sources" in its documentation), as version 1.11 accepts them, and `dativo://provider/module`.
    """
    if not text:
        raise SourceError("module-source", "the module source is empty", _FORMS)
    if _ODD.search(text):
        raise SourceError("module-source", f"the module source `{text}` holds blanks or `${{`", _FORMS)
    if text.startswith(("./", "../", "/")):
        return _unversioned(ModuleSource("local", text), version, "keep the version in the folder itself, or use git")
    if text.startswith("dativo://"):
        return _bundled(text, version)
    found = _with_parts(text)
    if found.kind == "git":
        return _pinned(found, version)
    if found.kind == "registry":
        return _from_registry(found, version)
    if found.kind == "hg":
        return _unversioned(found, version, "name the revision in the source: `?rev=...`")
    return _unversioned(found, version, "name the version in the file's own address, as in `.../module-1.2.0.zip`")


def source_argument(source: ModuleSource, stack_dir: PurePosixPath) -> str:
    """The text of `source = `; `stack_dir` is the stack's folder, from the repository's root."""
    if source.kind == "local":
        path = relpath(f"/{source.address}", f"/{stack_dir}")
        return path if path.startswith("../") or path == ".." else f"./{path}"
    if source.kind == "bundled":
        return f"{_FROM_STACK}{source.address}"
    query = [*source.query, *([f"ref={quote(source.ref)}"] if source.ref is not None else [])]
    subdir = f"//{source.subdir}" if source.subdir else ""
    return source.address + subdir + (f"?{'&'.join(query)}" if query else "")


def bundled_name(argument: str) -> str | None:
    """The bundled module that a `source = ` of a stack means, None if it means another."""
    return argument.removeprefix(_FROM_STACK) if argument.startswith(_FROM_STACK) else None


def version_argument(source: ModuleSource) -> str | None:
    """The text of `version = `, which only registries take."""
    return source.version if source.kind == "registry" else None


def _unversioned(source: ModuleSource, version: str | None, hint: str) -> ModuleSource:
    if version is None:
        return source
    kind = {"local": "a local path", "bundled": "a bundled module", "hg": "a Mercurial source"}
    what = kind.get(source.kind, "a downloaded file")
    message = f"the version `{version}` does not go with the source {source.address}, which is {what}"
    raise SourceError("module-version", message, f"leave the version out; {hint}")


def _bundled(text: str, version: str | None) -> ModuleSource:
    name = text.removeprefix("dativo://")
    if not _BUNDLED.match(name):
        hint = "write `dativo://provider/module`, as in `dativo://aws/etl-job`"
        raise SourceError("module-source", f"`{text}` names no bundled module", hint)
    return _unversioned(ModuleSource("bundled", name), version, "a bundled module has dativo-gen's own version")


def _with_parts(text: str) -> ModuleSource:
    """Take sub-folder and query off the address, and see what it is; `//` after `?` would hide the folder."""
    head, _, query = text.partition("?")
    if "//" in query:
        first, _, folder = query.partition("//")
        hint = f"write the query last: `{head}//{folder}?{first}`"
        raise SourceError("module-source", f"the module source {text} has its query before `//`", hint)
    start = head.find("://") + 3 if "://" in head else 0
    rest, _, subdir = head[start:].partition("//")
    parts = [part for part in query.split("&") if part]
    _no_secrets(text, parts)
    if subdir and (normpath(subdir).startswith("..") or subdir.startswith("/")):
        hint = "name a folder inside the repository or archive"
        raise SourceError("module-source", f"the folder `{subdir}` lies outside the module's package", hint)
    address = head[:start] + rest.rstrip("/")
    source = ModuleSource(_kind(address), address, subdir.rstrip("/"), tuple(parts))
    return _with_ref(source) if source.kind == "git" else source


def _with_ref(source: ModuleSource) -> ModuleSource:
    refs = {unquote_plus(part[4:]) for part in source.query if part.startswith("ref=")}
    if len(refs) > 1:
        raise SourceError("module-source", f"{source.address} has two refs: {', '.join(sorted(refs))}", "keep one")
    others = tuple(part for part in source.query if not part.startswith("ref="))
    return replace(source, query=others, ref=refs.pop() if refs else None)


def _no_secrets(text: str, query: list[str]) -> None:
    """An address is committed and stands in Terraform's state."""
    url = _URL.match(text.rpartition("::")[2])
    user = url["user"] if url and url["scheme"].lower() != "ssh" else None
    named = [part.partition("=")[0] for part in query if part.partition("=")[0] in _SECRETS]
    if named or (user and _TOKEN.search(user)):
        what = f"the argument {named[0]}" if named else "a password or token"
        hint = "leave it out and let git's or the cloud's own credentials of the machine answer"
        raise SourceError("module-source-secret", f"the module source holds {what}", hint)


def _kind(address: str) -> Kind:
    getter, forced, url = address.partition("::")
    if forced:
        return _forced(getter, url)
    scheme = _URL.match(address)
    if scheme:
        return _archive(address, scheme)
    if _SCP.match(address):
        return "git"
    if address.startswith(_SHORTHANDS):
        if address.count("/") >= 2:
            return "git"
        raise SourceError("module-source", f"`{address}` names no repository", "write `github.com/owner/repository`")
    if address.startswith(_CODE_HOSTS):
        raise _better(address, f"git::https://{_repository(address)}")
    if _REGISTRY.match(address):
        return "registry"
    hint = f"for a folder begin with `./`, as in `./{address}`; else {_FORMS}"
    raise SourceError("module-source", f"`{address}` is no module source that Terraform knows", hint)


def _forced(getter: str, url: str) -> Kind:
    scheme = _URL.match(url)
    name = scheme["scheme"].lower() if scheme else ""
    if getter == "git" and (name in _GIT_SCHEMES or _SCP.match(url) or url.startswith(_SHORTHANDS)):
        return "git"
    if name in ("http", "https") and getter in ("hg", "s3", "gcs"):
        return "hg" if getter == "hg" else "s3" if getter == "s3" else "gcs"
    raise SourceError("module-source", f"`{getter}::` cannot fetch `{url}`", _FORMS)


def _archive(address: str, url: re.Match[str]) -> Kind:
    """Plain http fetches a file; what looks like a repository was meant for git."""
    if url["scheme"].lower() not in ("http", "https"):
        if url["scheme"].lower() in _GIT_SCHEMES:
            raise _better(address, f"git::{address}")
        raise SourceError("module-source", f"Terraform cannot fetch a module by {url['scheme']}://", _FORMS)
    if address.endswith(".git"):
        raise _better(address, f"git::{address}")
    if url["rest"].startswith(_CODE_HOSTS) and url["rest"].count("/") <= 2:
        raise _better(address, f"git::https://{_repository(url['rest'])}")
    return "archive"


def _better(address: str, right: str) -> SourceError:
    return SourceError("module-source", f"Terraform would not take {address} as a git repository", f"write `{right}`")


def _repository(address: str) -> str:
    """`host/owner/name.git`, and what is deeper as a sub-folder."""
    parts = address.split("/")
    folder = "/".join(parts[3:])
    return "/".join(parts[:3]).removesuffix(".git") + ".git" + (f"//{folder}" if folder else "")


def _pinned(source: ModuleSource, version: str | None) -> ModuleSource:
    ref = source.ref if version is None else version
    if ref is not None and (not ref or _BAD_REF.search(ref)):
        hint = "name one tag, branch or commit; constraints such as `~> 1.2` work with a registry only"
        raise SourceError("module-version", f"`{ref}` is no git ref", hint)
    if version is not None and source.ref not in (None, version):
        message = f"the source asks for ref `{source.ref}`, and the version is `{version}`"
        raise SourceError("module-version", message, "keep one of them")
    return replace(source, ref=ref)


def _from_registry(source: ModuleSource, version: str | None) -> ModuleSource:
    if source.query:
        hint = "give the version as `module_version`"
        raise SourceError("module-source", f"the registry address {source.address} has a query", hint)
    if version is not None and not _CONSTRAINT.match(version):
        hint = "write a version or a constraint, as in `1.2.0` or `~> 1.2`"
        raise SourceError("module-version", f"`{version}` is no version that a registry can look up", hint)
    return replace(source, version=version)
