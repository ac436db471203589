"""A rendered tree for two tenants, and AWS on this machine (moto's server) for real Terraform to make it in."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from typer.testing import CliRunner

from dativo_gen.cli.app import app
from tests.modules.moto import Moto, moto

from .offline import offline
from .terraform import Terraform

Made = TypeVar("Made")

FLEET = Path(__file__).parent / "applied_tree"
STATES = "dativo-terraform-state"

_BACKEND = """\
access_key                  = "x"
secret_key                  = "x"
use_path_style              = true
skip_credentials_validation = true
skip_metadata_api_check     = true
skip_requesting_account_id  = true
endpoints                   = {{ s3 = "{url}", sts = "{url}" }}
"""
"""Where the state is here. `init` is given it beside the generated backend.tf, which stays as it is."""


@dataclass(frozen=True, slots=True)
class Stack:
    """One root module of the tree. `state` is the key of its state in the bucket `STATES`."""

    name: str
    folder: Path
    terraform: Terraform
    state: str

    @property
    def jobs(self) -> Mapping[str, Mapping[str, str]]:
        """The tags of each job as AWS gets them, told by tags.json."""
        written = json.loads((self.folder / "tags.json").read_text("utf-8"))["jobs"]
        return {job: dict(map(_on_aws, tags, tags.values())) for job, tags in written.items()}

    def planned(self, *options: str) -> dict[str, Any]:
        """Plan, keep the plan in `made.tfplan`, its JSON in `plan.json`, and return that."""
        told = self.terraform.plan(self.folder, "-out=made.tfplan", *options)
        assert told.ok, told
        shown = self.terraform.run(self.folder, "show", "-json", "made.tfplan")
        assert shown.ok, shown
        (self.folder / "plan.json").write_text(shown.output, "utf-8")
        found: dict[str, Any] = json.loads(shown.output)
        return found


@dataclass(frozen=True, slots=True)
class Tree:
    """A repository that was rendered, and the AWS that its stacks are made in."""

    place: Path
    aws: Moto
    terraform: Terraform

    @property
    def generated(self) -> Path:
        return self.place / "generated" / "terraform"

    @property
    def stacks(self) -> dict[str, Stack]:
        """Every stack by `<tenant>/<stack>`."""
        files = sorted(self.generated.glob("*/prod/*/main.tf"))
        return {stack.name: stack for stack in map(self._stack, files)}

    def render(self) -> None:
        """Render all jobs, and have the provider blocks find this AWS, by files that a user may put beside them."""
        result = CliRunner().invoke(app, ["render", str(self.place / "jobs"), "--quiet"])
        assert result.exit_code == 0, result.output
        for stack in self.stacks.values():
            self.aws.configure(stack.folder)
            (stack.folder / "zz_provider.tf").replace(stack.folder / "moto_override.tf")

    def init(self, stack: Stack) -> None:
        """`init` of a stack, with its state on this AWS."""
        backend = self.place / "moto.tfbackend"
        backend.write_text(_BACKEND.format(url=self.aws.url), "utf-8")
        told = stack.terraform.init(stack.folder, f"-backend-config={backend}")
        assert told.ok, told

    def unprotected(self, place: Path) -> Tree:
        """A copy of the tree whose modules let `destroy` have what holds data; its states are the same."""
        left_out = shutil.ignore_patterns(".terraform", "*.tfplan", "plan.json")
        shutil.copytree(self.place, place, ignore=left_out)
        return replace(self, place=place)

    def edit(self, changes: Mapping[str, Iterable[tuple[str, str]]]) -> None:
        """Replace texts in job configs, by file."""
        for name, pairs in changes.items():
            file = self.place / "jobs" / name
            text = file.read_text("utf-8")
            for old, new in pairs:
                assert old in text, f"{name} says no {old}"
                text = text.replace(old, new)
            file.write_text(text, "utf-8")

    def versions(self, key: str) -> list[str]:
        """Every version that an object of the bucket of states ever had, the newest first."""
        s3 = self.aws.client("s3")
        found = s3.list_object_versions(Bucket=STATES, Prefix=key).get("Versions", [])
        of_key = [each["VersionId"] for each in found if each["Key"] == key]
        return [s3.get_object(Bucket=STATES, Key=key, VersionId=each)["Body"].read().decode() for each in of_key]

    def _stack(self, file: Path) -> Stack:
        tenant, _, name = file.parent.relative_to(self.generated).parts
        key = re.search(r'key += "(.+)"', (file.parent / "backend.tf").read_text("utf-8"))
        assert key is not None, file
        # acme states the workspace `prod`, which the s3 backend keeps apart so
        if tenant == "acme":
            return Stack(f"{tenant}/{name}", file.parent, self.terraform.in_workspace("prod"), f"env:/prod/{key[1]}")
        return Stack(f"{tenant}/{name}", file.parent, self.terraform, key[1])


@contextmanager
def rendered(place: Path, home: Path) -> Iterator[Tree]:
    """The tree, rendered into `place` and nothing of it made; `home` is for Terraform's configuration."""
    shutil.copytree(FLEET, place, dirs_exist_ok=True)
    with moto() as aws, offline(home, [], ["aws"]) as terraform:
        s3 = aws.client("s3")
        s3.create_bucket(Bucket=STATES)
        s3.put_bucket_versioning(Bucket=STATES, VersioningConfiguration={"Status": "Enabled"})
        vpc = aws.client("ec2").describe_vpcs()["Vpcs"][0]["VpcId"]
        settings = place / "dativo-gen.yaml"
        settings.write_text(settings.read_text("utf-8").replace("VPC", vpc), "utf-8")
        tree = Tree(place, aws, terraform.with_env(NO_PROXY="127.0.0.1", no_proxy="127.0.0.1"))
        tree.render()
        yield tree


def of_each(stacks: Mapping[str, Stack], done: Callable[[Stack], Made]) -> dict[str, Made]:
    """Do something with every stack, two at a time: each has a state of its own."""
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(stacks, pool.map(done, stacks.values()), strict=True))


def _on_aws(key: str, tag: Mapping[str, Any]) -> tuple[str, str]:
    """A tag as tags.json says that AWS gets it: what was changed for it, else as it is."""
    text = ",".join(tag["value"]) if isinstance(tag["value"], list) else str(tag["value"])
    changed = tag.get("emitted", {}).get("aws", {})
    return changed.get("key", key), changed.get("value", text)
