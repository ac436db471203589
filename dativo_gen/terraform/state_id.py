"""Which state a backend and a workspace mean: one id for one state, however it is spelled."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from dativo_gen.terraform.backend import Backend
from dativo_gen.terraform.workspace import DEFAULT

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,62}")
_SAYS_NOTHING = frozenset({"terraform", "default", ""})
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")  # Windows' names of devices
_BLOB_DOMAINS = {
    "public": "blob.core.windows.net",
    "usgovernment": "blob.core.usgovcloudapi.net",
    "china": "blob.core.chinacloudapi.cn",
}
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class StateId:
    """One state. Two that are equal are the same object in the same store; `shown` is for messages."""

    type: str
    identity: tuple[tuple[str, str], ...]
    workspace: str = field(compare=False)
    shown: str = field(compare=False)

    @property
    def shareable(self) -> bool:
        """False for a local path inside the stack's folder: two stacks with equal ids have two files."""
        return self.type != "local" or dict(self.identity)["path"].startswith("/")

    def record(self) -> dict[str, Any]:
        """The id as JSON, for a manifest."""
        identity = dict(self.identity)
        return {"type": self.type, "identity": identity, "workspace": self.workspace, "shown": self.shown}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> StateId:
        """Reads what `record` gave. Raises KeyError, TypeError or AttributeError for anything else."""
        identity = tuple(sorted((str(key), str(value)) for key, value in record["identity"].items()))
        return cls(str(record["type"]), identity, str(record["workspace"]), str(record["shown"]))


@dataclass(frozen=True, slots=True)
class _Place:
    """What sets a state apart; the address people know it by, without its workspace; the object itself."""

    identity: Mapping[str, str]
    shown: str
    location: str
    type: str


def state_id(backend: Backend, workspace: str | None) -> StateId:
    """The state that a backend keeps in a workspace (None: `default`), Terraform's own defaults filled in.

    It is the object where the state lies that counts (`state_location`): the key `env:/prod/a` is the key `a`
    in workspace `prod`.
    """
    name = workspace or DEFAULT
    place = _PLACES[backend.type](backend, name)
    told = name == DEFAULT or backend.rules.workspaces == "named"
    shown = place.shown if told else f"{place.shown} (workspace {name})"
    identity = tuple(sorted((key, value) for key, value in place.identity.items() if value))
    return StateId(place.type, identity, name, shown)


def state_location(backend: Backend, workspace: str | None) -> str:
    """Where the state lies, for people: an object's address, a secret, a file relative to the stack."""
    return _PLACES[backend.type](backend, workspace or DEFAULT).location


def stack_name_hint(backend: Backend) -> str | None:
    """The name that a stated state gives its stack: the last telling part of its key, prefix or the like.

    `.tfstate` is cut off, `terraform` and `default` give way to the part before. None for a local state, and
    where what is left is no name (`[a-z][a-z0-9_-]{0,62}`). Ask before `with_workspace`, whose name would
    pass for a stated one.
    """
    if backend.type == "local":
        return None
    text = backend.text(*backend.rules.naming.split("."))
    path = _path(text) if backend.type == "http" else text
    parts = [part.removesuffix(".tfstate") for part in path.split("/")]
    telling = next((part for part in reversed(parts) if part not in _SAYS_NOTHING), "")
    return telling if _NAME.fullmatch(telling) and not _RESERVED.fullmatch(telling) else None


def _s3(backend: Backend, workspace: str) -> _Place:
    bucket, key = backend.text("bucket"), backend.text("key")
    prefix = backend.text("workspace_key_prefix") if "workspace_key_prefix" in backend.arguments else "env:"
    name = key if workspace == DEFAULT else posixpath.normpath(posixpath.join(prefix, workspace, key))
    endpoint = _url(backend.text("endpoints", "s3") or backend.text("endpoint")).rstrip("/")
    store = "" if endpoint.endswith((".amazonaws.com", ".amazonaws.com.cn")) else endpoint
    identity = {"endpoint": store, "bucket": bucket, "object": name}
    return _Place(identity, f"s3://{bucket}/{key}", f"s3://{bucket}/{name}", "s3")


def _gcs(backend: Backend, workspace: str) -> _Place:
    bucket, prefix = backend.text("bucket"), backend.text("prefix").lstrip("/")
    name = posixpath.normpath(posixpath.join(prefix, f"{workspace}.tfstate"))
    endpoint = _url(backend.text("storage_custom_endpoint")).rstrip("/")
    identity = {"endpoint": endpoint, "bucket": bucket, "object": name}
    shown = f"gs://{bucket}/{posixpath.dirname(name)}".rstrip("/")
    return _Place(identity, shown, f"gs://{bucket}/{name}", "gcs")


def _azurerm(backend: Backend, workspace: str) -> _Place:
    account, container = backend.text("storage_account_name").lower(), backend.text("container_name").lower()
    key = backend.text("key")
    blob = key if workspace == DEFAULT else f"{key}env:{workspace}"
    cloud = backend.text("metadata_host") or backend.text("environment").lower() or "public"
    identity = {"cloud": cloud, "account": account, "container": container, "blob": blob}
    shown = f"azurerm://{account}/{container}/{key}"
    domain = _BLOB_DOMAINS.get(cloud, _BLOB_DOMAINS["public"])
    return _Place(identity, shown, f"https://{account}.{domain}/{container}/{blob}", "azurerm")


def _kubernetes(backend: Backend, workspace: str) -> _Place:
    namespace, suffix = backend.text("namespace") or "default", backend.text("secret_suffix")
    secret = f"tfstate-{workspace}-{suffix}"
    clusters = {name: backend.text(name) for name in ("config_context", "config_context_cluster")}
    host = _url(backend.text("host")).rstrip("/")
    shown = f"kubernetes://{host.partition('://')[2] or next(filter(None, clusters.values()), 'cluster')}"
    identity = {"host": host, **clusters, "namespace": namespace, "secret": secret}
    location = f"secret {secret} in namespace {namespace}"
    return _Place(identity, f"{shown}/{namespace}/{suffix}", location, "kubernetes")


def _local(backend: Backend, workspace: str) -> _Place:
    path = posixpath.normpath(backend.text("path") or "terraform.tfstate")
    folder = backend.text("workspace_dir") or "terraform.tfstate.d"
    # tried with 1.11: `path` counts in the default workspace only
    file = path if workspace == DEFAULT else posixpath.normpath(f"{folder}/{workspace}/terraform.tfstate")
    return _Place({"path": file}, f"local file {path}", file, "local")


def _http(backend: Backend, workspace: str) -> _Place:
    address = _url(backend.text("address"))
    return _Place({"address": address}, address, address, "http")


def _hcp(backend: Backend, workspace: str) -> _Place:
    """`cloud` and `remote` are two ways to the same workspaces, so they share a type."""
    host = (backend.text("hostname") or "app.terraform.io").lower()
    organization = backend.text("organization")
    name = backend.text("workspaces", "name") or backend.text("workspaces", "prefix") + workspace
    identity = {"hostname": host, "organization": organization, "workspace": name}
    location = f"https://{host}/app/{organization}/workspaces/{name}"
    return _Place(identity, f"{host}/{organization}/{name}", location, "cloud")


_PLACES: Mapping[str, Callable[[Backend, str], _Place]] = {
    "s3": _s3,
    "gcs": _gcs,
    "azurerm": _azurerm,
    "kubernetes": _kubernetes,
    "local": _local,
    "http": _http,
    "remote": _hcp,
    "cloud": _hcp,
}


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _url(text: str) -> str:
    """A web address in one spelling: scheme and host in lower case, no default port, no user name."""
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        port = parts.port
    except ValueError:
        return text
    if not parts.hostname:
        return text
    default = port is None or _PORTS.get(parts.scheme) == port
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    host = name if default else f"{name}:{port}"
    return parts._replace(netloc=host).geturl()
