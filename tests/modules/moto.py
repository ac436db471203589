"""An AWS on this machine (moto's server), for the real aws provider to make things in and for boto3 to look at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

REGION = "us-east-1"
# as Terraform names them
_SERVICES = "cloudwatch cloudwatchevents cloudwatchlogs ec2 ecs eks glue iam kms s3 scheduler sns sts"


@dataclass(frozen=True, slots=True)
class Moto:
    """A running server; it keeps what is made until the next one of this process starts."""

    url: str

    def client(self, service: str) -> Any:
        """A boto3 client of a service."""
        import boto3  # noqa: PLC0415 - comes with moto

        return boto3.client(
            service, endpoint_url=self.url, region_name=REGION, aws_access_key_id="x", aws_secret_access_key="x"
        )

    def configure(self, folder: Path) -> None:
        """Point the aws provider of a root module here."""
        endpoints = "".join(f'    {name} = "{self.url}"\n' for name in _SERVICES.split())
        (folder / "zz_provider.tf").write_text(
            f'provider "aws" {{\n  region = "{REGION}"\n  access_key = "x"\n  secret_key = "x"\n'
            "  s3_use_path_style = true\n  skip_credentials_validation = true\n  skip_metadata_api_check = true\n"
            f"  endpoints {{\n{endpoints}  }}\n}}\n",
            "utf-8",
        )


@contextmanager
def moto() -> Iterator[Moto]:
    """A server on a free port of this machine, with nothing in it: all servers of a process share what is made."""
    from moto.server import ThreadedMotoServer  # noqa: PLC0415 - heavy, and not on every machine

    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        aws = Moto(f"http://{host}:{port}")
        urlopen(Request(f"{aws.url}/moto-api/reset", method="POST")).close()
        yield aws
    finally:
        server.stop()
