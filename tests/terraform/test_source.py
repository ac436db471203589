"""A module source is written as Terraform takes it, or its author is told what to write."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

import pytest

from dativo_gen.codes import CODES
from dativo_gen.terraform.hcl import string
from dativo_gen.terraform.source import ModuleSource, SourceError, parse, source_argument, version_argument
from tests.engines.terraform import Terraform

STACK = PurePosixPath("generated/terraform/acme/prod/orders")

GOOD = [
    ("git::https://h.com/o/r.git//sub/dir", "1.2.0", "git", "git::https://h.com/o/r.git//sub/dir?ref=1.2.0"),
    ("git::https://h.com/o/r.git", None, "git", "git::https://h.com/o/r.git"),
    ("git::https://h.com/o/r.git//a?depth=1", "v1", "git", "git::https://h.com/o/r.git//a?depth=1&ref=v1"),
    ("git::https://h.com/o/r.git?ref=v1&depth=1", "v1", "git", "git::https://h.com/o/r.git?depth=1&ref=v1"),
    ("git::https://h.com/o/r.git?ref=feature%2Fx", None, "git", "git::https://h.com/o/r.git?ref=feature/x"),
    ("git::https://h.com/o/r.git", "1.0+b", "git", "git::https://h.com/o/r.git?ref=1.0%2Bb"),
    ("git::ssh://git@h.com/o/r.git//a", "v1", "git", "git::ssh://git@h.com/o/r.git//a?ref=v1"),
    (
        "git::https://org@dev.azure.com/o/p/_git/r",
        "v1",
        "git",
        "git::https://org@dev.azure.com/o/p/_git/r?ref=v1",
    ),
    ("git::git@h.com:o/r.git", "v1", "git", "git::git@h.com:o/r.git?ref=v1"),
    ("git@github.com:o/r.git//sub/", "v1", "git", "git@github.com:o/r.git//sub?ref=v1"),
    ("github.com/o/r//sub", "abc1234", "git", "github.com/o/r//sub?ref=abc1234"),
    ("bitbucket.org/o/r", None, "git", "bitbucket.org/o/r"),
    ("hg::https://h.com/r?rev=1", None, "hg", "hg::https://h.com/r?rev=1"),
    ("acme/dativo-etl/aws", None, "registry", "acme/dativo-etl/aws"),
    ("acme/dativo-etl/aws//modules/x", "~> 1.2, != 1.2.3", "registry", "acme/dativo-etl/aws//modules/x"),
    ("app.terraform.io/acme/etl/aws", "1.0.0-rc1", "registry", "app.terraform.io/acme/etl/aws"),
    ("gitlab.company.com/acme/etl/aws", "1.0.0rc1", "registry", "gitlab.company.com/acme/etl/aws"),
    ("registry.acme.com:8443/acme/etl/aws", ">=1", "registry", "registry.acme.com:8443/acme/etl/aws"),
    ("https://h.com/m-1.zip//sub?archive=zip", None, "archive", "https://h.com/m-1.zip//sub?archive=zip"),
    ("https://github.com/o/r/archive/v1.zip", None, "archive", "https://github.com/o/r/archive/v1.zip"),
    ("s3::https://s3.amazonaws.com/b/m.zip", None, "s3", "s3::https://s3.amazonaws.com/b/m.zip"),
    ("gcs::https://www.googleapis.com/storage/v1/b/m.zip", None, "gcs", None),
    ("dativo://aws/etl-job", None, "bundled", "../../../_modules/aws/etl-job"),
]


@pytest.mark.parametrize(("text", "version", "kind", "written"), GOOD)
def test_a_source_is_written_as_terraform_takes_it(
    text: str, version: str | None, kind: str, written: str | None
) -> None:
    source = parse(text, version)
    assert source.kind == kind
    assert source_argument(source, STACK) == (written or text)
    assert version_argument(source) == (version if kind == "registry" else None)


BAD = [
    ("", None, "module-source", "git::"),
    ("./a b", None, "module-source", "git::"),
    ("acme/${x}/aws", None, "module-source", "git::"),
    ("modules/etl", None, "module-source", "./modules/etl"),
    (
        "git::https://h.com/o/r.git?ref=v1//sub",
        None,
        "module-source",
        "git::https://h.com/o/r.git//sub?ref=v1",
    ),
    ("git::https://h.com/o/r.git?ref=a&ref=b", None, "module-source", "keep one"),
    ("git::https://h.com/o/r.git//../x", None, "module-source", "inside"),
    ("git::./r", None, "module-source", "git::https"),
    ("svn::https://h.com/r", None, "module-source", "git::https"),
    ("github.com/o", None, "module-source", "github.com/owner/repository"),
    ("gitlab.com/o/r/x", None, "module-source", "git::https://gitlab.com/o/r.git//x"),
    ("https://github.com/o/r", None, "module-source", "git::https://github.com/o/r.git"),
    ("https://h.com/o/r.git", None, "module-source", "git::https://h.com/o/r.git"),
    ("ssh://git@h.com/o/r.git", None, "module-source", "git::ssh://git@h.com/o/r.git"),
    ("ftp://h.com/x.zip", None, "module-source", "git::"),
    ("dativo://aws", None, "module-source", "dativo://aws/etl-job"),
    ("acme/etl/aws?ref=v1", None, "module-source", "module_version"),
    ("git::https://u:secret@h.com/o/r.git", None, "module-source-secret", "credentials"),
    ("git::https://ghp_abc@github.com/o/r.git", None, "module-source-secret", "credentials"),
    ("git::ssh://git@h.com/o/r.git?sshkey=abc", None, "module-source-secret", "credentials"),
    ("git::https://h.com/o/r.git?ref=v1", "v2", "module-version", "keep one"),
    ("git::https://h.com/o/r.git", "~> 1.0", "module-version", "registry"),
    ("git::https://h.com/o/r.git", ">=1.0", "module-version", "registry"),
    ("git::https://h.com/o/r.git", "--upload-pack=x", "module-version", "tag"),
    ("git::https://h.com/o/r.git", "", "module-version", "tag"),
    ("acme/etl/aws", "latest", "module-version", "~> 1.2"),
    ("./modules/etl", "1.0", "module-version", "leave the version out"),
    ("https://h.com/m.zip", "1.0", "module-version", "leave the version out"),
    ("s3::https://h.com/m.zip", "1.0", "module-version", "leave the version out"),
    ("hg::https://h.com/r", "1.0", "module-version", "?rev="),
    ("dativo://aws/etl-job", "1.0", "module-version", "leave the version out"),
]


@pytest.mark.parametrize(("text", "version", "code", "hint"), BAD)
def test_a_wrong_source_is_told_with_what_to_write(text: str, version: str | None, code: str, hint: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse(text, version)
    assert caught.value.code == code
    assert code in CODES
    assert hint in caught.value.hint
    assert "secret" not in caught.value.message + caught.value.hint


@pytest.mark.parametrize(
    ("address", "stack", "written"),
    [
        (
            "terraform/modules/etl",
            "generated/terraform/acme/prod/orders",
            "../../../../../terraform/modules/etl",
        ),
        ("modules", "x", "../modules"),
        ("a/b", "a", "./b"),
        ("a", "a/b", ".."),
        (".", "a", ".."),
    ],
)
def test_a_local_path_counts_from_the_stack(address: str, stack: str, written: str) -> None:
    assert source_argument(ModuleSource("local", address), PurePosixPath(stack)) == written


@pytest.mark.engine("terraform")
def test_terraform_knows_every_source_that_is_written(plain_terraform: Terraform, tmp_path: Path) -> None:
    """There is no network, so nothing is downloaded; an address it does not know fails in other words."""
    sources = {f"m{n}": parse(text, version) for n, (text, version, *_) in enumerate(GOOD)}
    remote = {name: source for name, source in sources.items() if source.kind != "bundled"}
    (tmp_path / "main.tf").write_text("".join(map(_call, remote, remote.values())))
    said = plain_terraform.run(tmp_path, "init", "-backend=false", "-no-color").said
    asked = set(re.findall(r'(?:Downloading \S+ for |available versions for module ")(m\d+)', said))
    assert "Invalid" not in said
    assert asked == set(remote), said


def _call(name: str, source: ModuleSource) -> str:
    version = version_argument(source)
    pin = f"\n  version = {string(version)}" if version else ""
    return f'module "{name}" {{\n  source = {string(source_argument(source, STACK))}{pin}\n}}\n'
