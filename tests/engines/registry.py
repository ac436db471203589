"""A module registry on this machine that answers for the registry sources of module calls."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from .sources import Call, place_standin, registry_source


@dataclass(frozen=True, slots=True)
class Package:
    folder: Path
    versions: set[str] = field(default_factory=set)


@contextmanager
def registries(calls: Iterable[Call], folder: Path) -> Iterator[dict[str, str]]:
    """Serve every registry module that is named; host name -> URL, for a CLI configuration's `host`."""
    packages: dict[str, dict[str, Package]] = defaultdict(dict)
    for call in calls:
        if call.kind == "registry":
            source = registry_source(call.source)
            package = Package(folder / source.host / source.name)
            package = packages[source.host].setdefault(source.name, package)
            package.versions.update(_versions(call.version))
            place_standin(call.source, package.folder / source.folder)
    with _serving({host: dict(named) for host, named in packages.items()}) as port:
        yield {host: f"http://127.0.0.1:{port}/{host}/" for host in packages}


def _versions(constraint: str) -> set[str]:
    """Versions that satisfy common constraints: each one named, in three parts, and the next patch of it."""
    numbers = [list(map(int, text.split("."))) for text in re.findall(r"\d+(?:\.\d+)*", constraint)] or [[1]]
    full = [[*number, 0, 0][:3] for number in numbers]
    return {f"{major}.{minor}.{patch + more}" for major, minor, patch in full for more in (0, 1)}


@contextmanager
def _serving(packages: Mapping[str, Mapping[str, Package]]) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(packages))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(packages: Mapping[str, Mapping[str, Package]]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """The two requests of the module registry protocol that Terraform makes: versions, download."""

        def do_GET(self) -> None:
            host, namespace, name, system, *rest = self.path.strip("/").split("/")
            package = packages[host][f"{namespace}/{name}/{system}"]
            if rest == ["versions"]:
                self._send(json.dumps({"modules": [{"versions": [{"version": v} for v in package.versions]}]}))
            else:
                self.send_response(204)
                self.send_header("X-Terraform-Get", package.folder.as_uri())
                self.end_headers()

        def _send(self, text: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the terminal belongs to the tests."""

    return Handler
