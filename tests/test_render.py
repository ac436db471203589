"""Views become files through templates: only what passed a filter is written, and every line knows its place."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest
from jinja2 import UndefinedError

from dativo_gen.errors import Span
from dativo_gen.node import made
from dativo_gen.render import _environment
from dativo_gen.tree import WantedFile

from .planned import TAGS, Planned, job, planned, s3, terraform

NODE = made("x", Span("jobs/a.yaml"))


@pytest.mark.parametrize(
    "template", ["{{ name }}", "{{ 'text' }}", "{{ node }}", "{{ node.text }}", "{{ 3 }}", "{{ none }}"]
)
def test_a_template_that_writes_data_without_a_filter_fails(template: str, tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="without a filter"):
        _environment([tmp_path]).from_string(template).render(name="x", node=NODE)


@pytest.mark.parametrize("template", ["{{ nothing | hcl }}", "{{ node.nothing | hcl }}", "{% if nothing %}{% endif %}"])
def test_a_template_that_asks_for_what_is_not_there_fails(template: str, tmp_path: Path) -> None:
    with pytest.raises((UndefinedError, ValueError)):
        _environment([tmp_path]).from_string(template).render(node=NODE)


@pytest.mark.parametrize("name", ["a b", 'x" {', "1x", ""])
def test_a_name_that_is_no_identifier_fails(name: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no HCL identifier"):
        _environment([tmp_path]).from_string("{{ name | identifier }}").render(name=name)


def test_data_that_looks_like_code_stays_data(tmp_path: Path) -> None:
    body = job(terraform('variables: {x: \'"} ${file("/etc/passwd")} {{ stack }} %{ if true }\'}'))
    text = planned(tmp_path, {"jobs/a.yaml": body.replace("${", "$${")}).text("acme/prod/a", "terraform.tfvars")
    assert r'"\"} $${file(\"/etc/passwd\")} {{ stack }} %%{ if true }"' in text


JOB = dedent("""\
    tenant_id: acme
    environment: prod
    infrastructure:
      provider: aws
      region: eu-west-1
      account_id: "123456789012"
      compute: {cpu: 2, memory: 4Gi}
      storage:
        bucket: acme-lake
        prefix: raw/customers
      networking:
        subnet_ids: [subnet-1, subnet-2]
      tags:
        Team: data
      terraform:
        module_source: git::https://github.com/acme/modules.git//etl
        module_version: v1.2.3
        workspace: live
        backend_config:
          bucket: acme-state
          key: dativo/pipe.tfstate
          region: eu-central-1
          assume_role:
            role_arn: arn:aws:iam::123456789012:role/state
        variables:
          quota: 17
          nested: {deep: {deeper: [one, two]}}
        outputs:
          bucket_name: target.bucket
    """)


def _places(file: WantedFile, source: str) -> dict[str, set[str]]:
    """Line of output, without its indentation -> the lines of the job that it came from, the same way."""
    lines = source.split("\n")
    return {
        text.strip(): {lines[span.line - 1].strip() for span in spans if span.file == "jobs/a.yaml"}
        for text, spans in zip(file.text.split("\n"), file.lines, strict=False)
        if spans
    }


@pytest.mark.parametrize(
    ("file", "pattern", "origin"),
    [
        ("terraform.tfvars", r'tenant_id += "acme"', "tenant_id: acme"),
        ("terraform.tfvars", r'environment += "prod"', "environment: prod"),
        ("terraform.tfvars", r'compute_cpu += "2"', "compute: {cpu: 2, memory: 4Gi}"),
        ("terraform.tfvars", r'storage_prefix += "raw/customers"', "prefix: raw/customers"),
        ("terraform.tfvars", r"networking_subnet_ids += \[", "subnet_ids: [subnet-1, subnet-2]"),
        ("terraform.tfvars", r"quota += 17", "quota: 17"),
        ("terraform.tfvars", r'deeper += \["one", "two"\]', "nested: {deep: {deeper: [one, two]}}"),
        ("terraform.tfvars", r'Team += "data"', "Team: data"),
        ("main.tf", r'source = "git::.*\?ref=v1.2.3"', "module_version: v1.2.3"),
        ("main.tf", r'source = "git::.*\?ref=v1.2.3"', "module_source: git::https://github.com/acme/modules.git//etl"),
        ("main.tf", r"storage_bucket += var\.", "bucket: acme-lake"),
        ("main.tf", r"quota += var\.", "quota: 17"),
        ("variables.tf", r"storage_bucket += string", "bucket: acme-lake"),
        ("variables.tf", r'default += "live"', "workspace: live"),
        ("backend.tf", r'bucket += "acme-state"', "bucket: acme-state"),
        ("backend.tf", r'role_arn += "arn', "role_arn: arn:aws:iam::123456789012:role/state"),
        ("providers.tf", r'region += "eu-west-1"', "region: eu-west-1"),
        ("providers.tf", r"allowed_account_ids += ", 'account_id: "123456789012"'),
        ("outputs.tf", r"value += module", "bucket_name: target.bucket"),
    ],
)
def test_a_line_knows_where_its_value_was_written(file: str, pattern: str, origin: str, tmp_path: Path) -> None:
    rendered = planned(tmp_path, {"jobs/a.yaml": JOB}).folder("acme/prod/pipe").files[file]
    found = [origins for line, origins in _places(rendered, JOB).items() if re.match(pattern, line)]
    assert len(found) == 1
    assert origin in found[0]


@pytest.mark.parametrize("file", ["terraform.tfvars", "main.tf", "backend.tf", "providers.tf"])
def test_no_line_with_a_value_is_without_a_place(file: str, tmp_path: Path) -> None:
    rendered = planned(tmp_path, {"jobs/a.yaml": JOB}).folder("acme/prod/pipe").files[file]
    unknown = [
        text
        for text, spans in zip(rendered.text.split("\n"), rendered.lines, strict=False)
        if " = " in text and not spans and not text.endswith("{")
    ]
    assert unknown == []


def test_a_registry_version_knows_its_own_place(tmp_path: Path) -> None:
    body = JOB.replace("git::https://github.com/acme/modules.git//etl", "acme/etl/aws").replace("v1.2.3", "1.2.3")
    rendered = planned(tmp_path, {"jobs/a.yaml": body}).folder("acme/prod/pipe").files["main.tf"]
    assert _places(rendered, body)['version = "1.2.3"'] == {"module_version: 1.2.3"}


def _stack(root: Path, infrastructure: str, provider: str = "aws") -> Planned:
    return planned(root, {"jobs/a.yaml": job(infrastructure, provider=provider)})


@pytest.mark.parametrize(
    ("provider", "stated", "block"),
    [
        ("aws", "region: eu-west-1", 'provider "aws" {\n  region = "eu-west-1"\n}'),
        ("aws", "runtime: {service_account: 'arn:aws:iam::123456789012:role/x'}", 'provider "aws" {\n}'),
        (
            "gcp",
            "region: europe-west1\nproject_id: acme-p",
            'provider "google" {\n  project = "acme-p"\n  region  = "eu',
        ),
        ("azure", "region: westeurope", 'provider "azurerm" {\n  features {}\n}'),
        (
            "azure",
            "account_id: 00000000-0000-0000-0000-000000000001",
            'provider "azurerm" {\n  subscription_id = "00000000-0000-0000-0000-000000000001"\n\n  features {}\n}',
        ),
        (
            "aws",
            "runtime: {type: kubernetes, cluster_name: eks}",
            'provider "kubernetes" {\n  config_context = "eks"\n}',
        ),
    ],
)
def test_a_provider_is_set_up_with_what_is_known(provider: str, stated: str, block: str, tmp_path: Path) -> None:
    found = _stack(tmp_path, f"{stated}\n" + terraform("workspace: x"), provider)
    assert block in found.text("acme/prod/a", "providers.tf")


@pytest.mark.parametrize(
    ("state", "version"), [("encrypt: true", "1.9"), ("use_lockfile: true", "1.10"), ("dynamodb_table: t", "1.9")]
)
def test_the_lowest_terraform_is_that_which_the_files_need(state: str, version: str, tmp_path: Path) -> None:
    body = terraform(f"backend: {{type: s3, bucket: b-1, key: x/a, region: eu-west-1, {state}}}")
    assert f'required_version = ">= {version}"' in _stack(tmp_path, body).text("acme/prod/a", "versions.tf")


REQUIRES = 'terraform {\n  required_providers {\n    aws = {\n      version = ">= 5.0"\n    }\n  }\n}\n'


@pytest.mark.parametrize(
    ("other", "settings", "version"),
    [
        ("module_source: ./modules/m", "", ">= 5.0"),
        ("module_source: acme/etl/aws", "", None),
        ("module_source: acme/etl/aws", "modules: {providers: {aws: ~> 5.0}}", "~> 5.0"),
    ],
)
def test_a_version_range_needs_every_module_read_or_the_settings(
    other: str, settings: str, version: str | None, tmp_path: Path
) -> None:
    files = {
        "dativo-gen.yaml": settings or "{}",
        "modules/m/main.tf": TAGS + REQUIRES,
        "jobs/a.yaml": job(s3("pipe.tfstate", "module_source: ./modules/m")),
        "jobs/b.yaml": job(s3("pipe.tfstate", other)),
    }
    text = planned(tmp_path, files).text("acme/prod/pipe", "versions.tf")
    assert re.findall(r' version += "(.*)"', text) == ([version] if version else [])


def test_every_stack_guards_its_workspace(tmp_path: Path) -> None:
    text = _stack(tmp_path, terraform("workspace: live")).text("acme/prod/a", "variables.tf")
    assert 'default     = "live"' in text
    assert "condition     = var.workspace == terraform.workspace" in text
    assert "TF_WORKSPACE=live terraform plan" in text


def test_a_cloud_block_names_its_workspace_and_needs_no_guard(tmp_path: Path) -> None:
    found = _stack(tmp_path, terraform("workspace: live\nbackend: {type: cloud, organization: acme}"))
    block = 'cloud {\n    organization = "acme"\n\n    workspaces {\n      name = "live"\n    }\n  }'
    assert block in found.text("acme/prod/a", "backend.tf")
    assert "validation" not in found.text("acme/prod/a", "variables.tf")


def test_outputs_of_a_read_module_keep_description_and_secrecy(tmp_path: Path) -> None:
    module = TAGS + 'output "key" {\n  description = "The key"\n  sensitive = true\n  value = 1\n}\n'
    body = job(terraform("module_source: ./modules/m"))
    text = planned(tmp_path, {"modules/m/main.tf": module, "jobs/a.yaml": body}).text("acme/prod/a", "outputs.tf")
    assert 'output "a_key" {\n  description = "The key"\n  value       = module.a.key\n  sensitive   = true\n}' in text
