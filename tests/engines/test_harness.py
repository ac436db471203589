"""The tests of generated stacks would notice: stand-in modules are found, and refuse what they should."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from .cases import EXPECTED, Stack, backend, cases, lay_out, probed, providers, stacks, workspace
from .offline import offline
from .sources import MODULES, Call, git_source, registry_source, without_archives
from .terraform import Terraform

terraform_only = pytest.mark.engine("terraform", "git")

GIT = "git::https://github.com/acme/terraform-dativo-infrastructure.git//modules/etl-job?ref=1.2.0"
SOURCES = {
    "git over https": Call("orders", GIT),
    "git over ssh": Call("orders", "git::ssh://git@git.acme.example/platform/modules.git//etl?ref=release/2"),
    "git as scp writes it": Call("orders", "git@github.com:acme/modules.git//etl"),
    "git in short": Call("orders", "github.com/acme/short//etl?ref=v3"),
    "git without a folder": Call("orders", "git::https://git.acme.example/etl.git?ref=v1.0.0"),
    "git beside another ref": Call("orders", GIT.replace("1.2.0", "1.3.0")),
    "the public registry": Call("orders", "acme/dativo-etl/aws", "1.2.0"),
    "a private registry": Call("orders", "modules.acme.example/acme/dativo-etl/aws//etl", "~> 2.1"),
    "an archive": Call("orders", "https://modules.acme.example/etl.zip//etl"),
    "a bucket": Call("orders", "s3::https://s3-eu-west-1.amazonaws.com/acme-modules/etl.zip"),
}
ARGUMENTS: Mapping[str, str] = {
    "job_name": '"orders"',
    "tenant_id": '"acme"',
    "environment": '"prod"',
    "runtime_type": '"ecs"',
    "networking_vpc_id": '"vpc-1"',
    "networking_subnet_ids": '["subnet-1"]',
    "storage_bucket": '"acme-data"',
    "storage_prefix": '"raw"',
    "tags": '{ team = "data" }',
}


def write_stack(folder: Path, call: Call, arguments: Mapping[str, str]) -> None:
    """A root module with one call, laid out as `terraform fmt` has it."""
    folder.mkdir(parents=True, exist_ok=True)
    width = max(map(len, arguments), default=0)
    lines = [f"  {key:<{width}} = {value}\n" for key, value in arguments.items()]
    head = f'  source{"  " if call.version else " "}= "{call.source}"\n'
    version = f'  version = "{call.version}"\n' if call.version else ""
    (folder / "main.tf").write_text(f'module "{call.label}" {{\n{head}{version}\n{"".join(lines)}}}\n', "utf-8")


@pytest.fixture(scope="module")
def terraform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terraform]:
    with offline(tmp_path_factory.mktemp("harness"), SOURCES.values(), []) as found:
        yield found


def said_of(terraform: Terraform, stack: Path) -> str:
    """What init and validate say together."""
    return terraform.init(stack).said + terraform.validate(stack).said


@terraform_only
def test_stand_ins_are_formatted(terraform: Terraform) -> None:
    result = terraform.fmt_check(MODULES)
    assert result.ok, result


@terraform_only
@pytest.mark.parametrize("call", SOURCES.values(), ids=SOURCES)
def test_a_module_is_found_here(call: Call, terraform: Terraform, tmp_path: Path) -> None:
    write_stack(tmp_path / "stack", call, ARGUMENTS)
    assert terraform.fmt_check(tmp_path).ok
    without_archives(tmp_path / "stack", tmp_path / "archives")
    assert (ready := terraform.init(tmp_path / "stack")).ok, ready
    assert (valid := terraform.validate(tmp_path / "stack")).ok, valid


@terraform_only
@pytest.mark.parametrize("missing", [name for name in ARGUMENTS if name != "tags"])
def test_a_missing_argument_is_refused(missing: str, terraform: Terraform, tmp_path: Path) -> None:
    write_stack(tmp_path, Call("orders", GIT), {key: ARGUMENTS[key] for key in ARGUMENTS if key != missing})
    assert f'The argument "{missing}" is required' in said_of(terraform, tmp_path)


@terraform_only
@pytest.mark.parametrize("name", ["compute_cpus", "provider", "cloud_provider", "labels", "retention_day"])
def test_a_misspelt_argument_is_refused(name: str, terraform: Terraform, tmp_path: Path) -> None:
    write_stack(tmp_path, Call("orders", GIT), {**ARGUMENTS, name: '"x"'})
    assert f'An argument named "{name}" is not expected here' in said_of(terraform, tmp_path)


@terraform_only
@pytest.mark.parametrize(("name", "value"), [("networking_subnet_ids", '"one"'), ("enable_monitoring", '"soon"')])
def test_a_wrong_type_is_refused(name: str, value: str, terraform: Terraform, tmp_path: Path) -> None:
    write_stack(tmp_path, Call("orders", GIT), {**ARGUMENTS, name: value})
    assert "The given value is not suitable for" in said_of(terraform, tmp_path)


@terraform_only
@pytest.mark.parametrize(
    "call",
    [
        Call("orders", "git::https://elsewhere.example/a/b.git"),
        Call("orders", GIT.replace("1.2.0", "9.9.9")),
        Call("orders", GIT.replace("etl-job", "etl-jbo")),
        Call("orders", "acme/dativo-etl/aws", "9.9.9"),
        Call("orders", "https://elsewhere.example/m.zip"),
    ],
    ids=lambda call: call.source,
)
def test_a_module_that_is_not_here_is_never_fetched(call: Call, terraform: Terraform, tmp_path: Path) -> None:
    write_stack(tmp_path, call, ARGUMENTS)
    assert not terraform.init(tmp_path).ok


@pytest.mark.engine("terraform")
def test_a_provider_that_is_not_here_is_never_fetched(bare_terraform: Terraform, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('provider "google" {\n}\n', "utf-8")
    result = bare_terraform.init(tmp_path)
    assert "was not found in any of the search locations" in result.said, result


PROVIDER_BLOCKS = {
    "aws": ('region = "eu-west-1"', 'regoin = "eu-west-1"'),
    "google": ('project = "acme"', 'projekt = "acme"'),
    "azurerm": ("features {\n  }", "feature {\n  }"),
    "kubernetes": ('config_path = "none"', 'config_pat = "none"'),
}


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [pytest.param(n, g, b, id=n, marks=pytest.mark.engine("terraform", n)) for n, (g, b) in PROVIDER_BLOCKS.items()],
)
def test_a_provider_block_is_checked(name: str, good: str, bad: str, tmp_path: Path) -> None:
    with offline(tmp_path / "offline", [], [name]) as terraform:
        (tmp_path / "main.tf").write_text(f'provider "{name}" {{\n  {good}\n}}\n', "utf-8")
        assert (ready := terraform.init(tmp_path)).ok, ready
        with probed(tmp_path, [name]):
            assert (valid := terraform.validate(tmp_path)).ok, valid
            (tmp_path / "main.tf").write_text(f'provider "{name}" {{\n  {bad}\n}}\n', "utf-8")
            assert "not expected here" in terraform.validate(tmp_path).said
        assert list(tmp_path.glob("*.tf")) == [tmp_path / "main.tf"]


@pytest.mark.engine("terraform")
@pytest.mark.parametrize("kind", ["s3", "gcs", "azurerm", "kubernetes", "http", "remote", "local"])
def test_a_backend_argument_is_checked_by_init_alone(kind: str, bare_terraform: Terraform, tmp_path: Path) -> None:
    (tmp_path / "backend.tf").write_text(f'terraform {{\n  backend "{kind}" {{\n    bukket = 1\n  }}\n}}\n', "utf-8")
    assert backend(tmp_path) == kind
    assert bare_terraform.init(tmp_path, "-backend=false").ok
    assert bare_terraform.validate(tmp_path).ok
    assert 'An argument named "bukket" is not expected here' in bare_terraform.init(tmp_path).said


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        (
            GIT,
            (
                "https://github.com/",
                "github.com",
                "acme/terraform-dativo-infrastructure",
                "modules/etl-job",
                "1.2.0",
            ),
        ),
        ("git@h.example:a/b/c.git?ref=x%2Fy", ("git@h.example:", "h.example", "a/b/c", "", "x/y")),
        (
            "git::ssh://git@h.example:2222/a/b//c",
            ("ssh://git@h.example:2222/", "h.example:2222", "a/b", "c", ""),
        ),
        ("github.com/a/b//c?depth=1&ref=v1", ("https://github.com/", "github.com", "a/b", "c", "v1")),
    ],
)
def test_a_git_source_is_taken_apart(source: str, parts: tuple[str, ...]) -> None:
    found = git_source(source)
    assert (found.prefix, found.host, found.repository, found.folder, found.ref) == parts


def test_a_registry_source_is_taken_apart() -> None:
    found = registry_source("modules.acme.example/acme/etl/aws//modules/job")
    assert (found.host, found.name, found.folder) == ("modules.acme.example", "acme/etl/aws", "modules/job")


def test_a_case_is_laid_out_as_the_repository_that_it_was_made_from(tmp_path: Path) -> None:
    case = tmp_path / "golden" / "one"
    stack = case / EXPECTED / "terraform" / "acme" / "prod" / "orders"
    write_stack(stack, Call("orders", "../../../../../modules/etl"), ARGUMENTS)
    write_stack(case / EXPECTED / "terraform" / "_modules" / "aws" / "etl", Call("x", "./y"), {})
    (stack / "versions.tf").write_text('aws = {\n  source  = "hashicorp/aws"\n}\n', "utf-8")
    (stack / "variables.tf").write_text('variable "workspace" {\n  default     = "prod"\n}\n', "utf-8")
    (case / "modules" / "etl").mkdir(parents=True)
    assert cases(tmp_path / "golden") == [case]
    assert stacks(case) == [Stack(case, "terraform/acme/prod/orders")]
    assert (providers(stack), workspace(stack)) == (["aws"], "prod")
    copied = lay_out(case, tmp_path / "copy") / "terraform" / "acme" / "prod" / "orders"
    assert (copied / stacks(case)[0].calls[0].source).is_dir()
