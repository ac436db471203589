"""What Terraform itself says of the table of backends."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dativo_gen.terraform.backend_rules import Fields, backend_types
from dativo_gen.terraform.state_id import state_location
from tests.terraform.backend_samples import GOOD, WORKSPACES, backend, read, rules

KEY = "12345678-1234-4234-8234-123456789012"


Init = Callable[[str], str]


@pytest.fixture
def init(tmp_path: Path) -> Init:
    """`terraform init` on one file, without network; what it printed."""
    if shutil.which("terraform") is None:
        pytest.skip("engine terraform is not on this machine")
    environment = quiet_environment(tmp_path)

    def run(text: str) -> str:
        (tmp_path / "main.tf").write_text(text)
        command = ["terraform", "init", "-no-color", "-input=false"]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=20, check=False
        )
        return done.stdout + done.stderr

    return run


def quiet_environment(folder: Path) -> dict[str, str]:
    """No settings of this machine, and proxies that lead nowhere."""
    (folder / "terraformrc").write_text("")
    nowhere = {name: "http://127.0.0.1:9" for name in ("HTTP_PROXY", "HTTPS_PROXY")}
    own = {"TF_CLI_CONFIG_FILE": str(folder / "terraformrc"), "CHECKPOINT_DISABLE": "1", "HOME": str(folder)}
    return {"PATH": os.environ["PATH"], **own, **nowhere}


def hcl_of(backend_type: str, lines: Iterator[str]) -> str:
    head = "cloud" if backend_type == "cloud" else f'backend "{backend_type}"'
    return "\n".join(["terraform {", f"{head} {{", *lines, "}", "}", ""])


VALUES = {
    "string": '"x"',
    "bool": "true",
    "number": "3",
    "list": '["x"]',
    "map": '{ a = "x" }',
    "any": '["x"]',
}


def everything(fields: Fields, decoy: str) -> Iterator[str]:
    """A line for each argument of a backend, and one for an argument that no backend has."""
    for name, kind in fields.kinds.items():
        if kind in VALUES:
            yield f"{name} = {VALUES[kind]}"
        else:
            equals = "= " if kind == "object" else ""
            yield f"{name} {equals}{{"
            yield from everything(fields.nested[name], "" if equals else f"{decoy}_{name}")
            yield "}"
    if decoy:
        yield f"{decoy} = 1"


def unsupported(output: str) -> set[str]:
    assert "Unsupported block type" not in output
    assert "Incorrect attribute value type" not in output
    return set(re.findall(r'An argument named "(\w+)" is not\s+expected', output))


@pytest.mark.engine("terraform")
@pytest.mark.parametrize("backend_type", backend_types())
def test_terraform_takes_every_argument_of_the_table(backend_type: str, init: Init) -> None:
    """The decoys make Terraform stop before it goes to a network, and prove that it looked."""
    fields = rules(backend_type).fields
    blocks = [name for name, kind in fields.kinds.items() if kind == "block"]
    output = init(hcl_of(backend_type, everything(fields, "decoy")))
    assert unsupported(output) == {"decoy", *(f"decoy_{name}" for name in blocks)}


@pytest.mark.engine("terraform")
@pytest.mark.parametrize("backend_type", [each for each in backend_types() if rules(each).removed])
def test_terraform_refuses_every_argument_said_to_be_removed(backend_type: str, init: Init) -> None:
    removed = rules(backend_type).removed
    assert unsupported(init(hcl_of(backend_type, (f"{name} = null" for name in removed)))) == set(removed)


S3_VALUES = [
    *(("key", value) for value in ["a", "/a", "a/", "a//b", ".", "../a", " a"]),
    *(("workspace_key_prefix", value) for value in ["", "env:", "/a", "a/", "a//b"]),
    *(
        ("kms_key_id", value)
        for value in [KEY, KEY.replace("-8", "-1"), "mrk-" + "a" * 32, "mrk-a", "alias/a", "alias/"]
    ),
    *(("kms_key_id", f"arn:aws:kms:us-east-1:123456789012:{end}") for end in [f"key/{KEY}", "key/x", "alias/a"]),
    ("kms_key_id", "arn:aws:s3:::x"),
    *(("retry_mode", value) for value in ["standard", "adaptive", "x"]),
    *(("ec2_metadata_service_endpoint_mode", value) for value in ["IPv4", "IPv6", "x"]),
]


@pytest.mark.engine("terraform")
def test_terraform_refuses_the_same_values_of_s3(init: Init) -> None:
    """No region is stated, so each `init` ends before it goes to a network."""
    for name, value in S3_VALUES:
        stated = {"bucket": "b", "key": "k", name: value}
        output = init(hcl_of("s3", (f'{argument} = "{text}"' for argument, text in stated.items())))
        assert "Missing region value" in output
        refused = len(re.findall("^Error: ", output, re.MULTILINE)) > 1
        text = ", ".join(f"{argument}: '{each}'" for argument, each in stated.items())
        found = [problem.code for problem in read(f"{{type: s3, region: r, {text}}}")[1]]
        assert found == (["backend-value"] if refused else []), (name, value, output)


@pytest.mark.engine("terraform")
def test_terraform_keeps_local_states_and_workspaces_where_we_say(init: Init, tmp_path: Path) -> None:
    init(hcl_of("local", iter(['path = "state/orders.tfstate"'])) + 'output "a" { value = terraform.workspace }\n')
    environment = quiet_environment(tmp_path)
    for name, good in {"default": True, **WORKSPACES}.items():
        if good or name in ("a b", "a,b", "é"):
            command = ["terraform", "apply", "-auto-approve", "-no-color", "-lock=false"]
            told = {**environment, "TF_WORKSPACE": name}
            done = subprocess.run(
                command, cwd=tmp_path, env=told, capture_output=True, text=True, timeout=20, check=False
            )
            assert (done.returncode == 0) == good, done.stderr
            assert (tmp_path / state_location(backend(GOOD["local"]), name)).is_file() == good
