"""The schema of the newest aws provider, as a provider that Terraform installs: plans it, knows no AWS."""

from __future__ import annotations

import hashlib
import subprocess
import zipfile
from pathlib import Path

from filelock import FileLock

from .standins import install

_TYPES = (
    "^aws_(s3_bucket|iam_(role|policy)|glue_catalog_database|budgets_budget|ecs_|scheduler_schedule|cloudwatch_"
    "|security_group|vpc_security_group|eks_pod_identity|sns_topic|kms_key$|partition|region|caller_identity)"
)
_HOME = "registry.terraform.io/hashicorp/aws"


def install_newest_aws(tools: Path, cache: Path) -> Path | None:
    """A filesystem mirror with it, made with `tools` below `cache`; None if they cannot be installed.

    The package is a zip: a search for the real provider, which looks for its unpacked file, must not end here.
    """
    schema = max(tools.glob("schemas/aws-*.json.gz"), default=None)
    if schema is None or install(tools, cache) is None:
        return None
    home = cache / "newest-aws"
    with FileLock(cache / "newest-aws.lock"):
        stamp, wanted = home / "made-from", _fingerprint(tools, schema, home)
        if not stamp.is_file() or stamp.read_text("utf-8") != wanted:
            _make(tools, schema, home)
            stamp.write_text(wanted, "utf-8")
    return home / "mirror"


def _make(tools: Path, schema: Path, home: Path) -> None:
    schemas = home / "schemas"
    schemas.mkdir(parents=True, exist_ok=True)
    (schemas / schema.name).write_bytes(schema.read_bytes())
    python = home.parent / "standins-venv" / "bin" / "python"
    command = [str(python), str(tools / "install.py"), str(home), "--schemas", str(schemas), "--only", f"aws={_TYPES}"]
    subprocess.run(command, capture_output=True, text=True, check=True)
    (launcher,) = (home / "providers" / _HOME).glob("*/*/terraform-provider-aws_v*")
    version, platform = launcher.parts[-3:-1]
    packed = home / "mirror" / _HOME / f"terraform-provider-aws_{version}_{platform}.zip"
    packed.parent.mkdir(parents=True, exist_ok=True)
    entry = zipfile.ZipInfo(launcher.name)
    entry.external_attr = 0o755 << 16
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(entry, launcher.read_bytes())
    launcher.unlink()


def _fingerprint(tools: Path, schema: Path, home: Path) -> str:
    files = [*sorted(path for path in tools.glob("*") if path.is_file()), schema]
    return "\n".join([str(home), _TYPES, *(hashlib.sha256(path.read_bytes()).hexdigest() for path in files)])
