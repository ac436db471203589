"""All that is wrong with a job is told in one run, where it was written, and each thing once."""

from __future__ import annotations

from pathlib import Path

import pytest

from .reading import JOB, reading, shown

A = "job_configs/acme/a.yaml"
BARE = JOB.replace("  region: us-east-1\n", "")


def _wrong(root: Path, files: dict[str, str]) -> list[str]:
    loaded = reading(root, files)
    return [f"{problem.span.line} {problem.code}" for problem in loaded.findings.all() if "a.yaml" in problem.span.file]


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ("  compute: {cpu: 2}\n", []),
        (
            '  compute: {cpu: "${cpuu}", max_runtime_seconds: x}\n  storage: {bucket: UPPER}\nasset_path: /app/a.yml\n',
            ["6 interpolation-unknown", "6 wrong-type", "7 bucket-invalid", "8 asset-missing"],
        ),
        (
            "  storge: {}\n  resources: [{resource_type: s3_buckt, resource_id: b}, {resource_id: c}]\n"
            "  tags: {x: NO}\n",
            ["6 unknown-key", "7 resource-type", "7 missing-key", "8 tag-value-yaml"],
        ),
        ("finops: []\n", ["6 wrong-type"]),
        ("  account_id: 012345670123\n", ["6 yaml-number"]),
        ("  tags: {cost_center: 0123}\n", ["6 tag-value-yaml"]),
        ("  compute: {max_runtime_seconds: 0o17}\n", ["6 wrong-type"]),
        ('  storage: {bucket: "b-${project_id}"}\n', ["6 interpolation-unknown"]),
        ("infrastructre: {}\n", []),
        ("finop: {}\nfrob: {unknown: [keys, are, unjudged]}\n", ["6 unknown-key"]),
        ("asset_path: /data/a.yaml\n", ["6 path-uncovered"]),
        (f"asset_path: /app/{'a' * 5000}\n", ["6 asset-missing"]),
    ],
)
def test_every_problem_of_a_job_is_told_once(tmp_path: Path, more: str, wrong: list[str]) -> None:
    assert _wrong(tmp_path, {A: JOB + more}) == wrong


@pytest.mark.parametrize(
    ("stated", "bucket"),
    [
        ("region: us-east-1", "b-us-east-1"),
        ("region: '${place}'", "b-eu-west-1"),
        ("region: us-east-1, project_id: '${region}-${tenant_id}'", "b-us-east-1"),
    ],
)
def test_a_stated_place_can_be_filled_in_elsewhere(tmp_path: Path, stated: str, bucket: str) -> None:
    text = f"tenant_id: acme\ninfrastructure: {{provider: aws, {stated}, storage: {{bucket: 'b-${{region}}'}}}}\n"
    files = {A: text, "dativo-gen.yaml": "vars: {place: eu-west-1}\nmodules: {aws: {default: ./module}}\n"}
    (job,) = reading(tmp_path, files).jobs
    node = job.root.get("infrastructure", "storage", "bucket")
    assert node is not None and node.value == bucket


@pytest.mark.parametrize(
    "block", ["  region: ${region}\n", "  project_id: ${account_id}\n  account_id: ${project_id}\n"]
)
def test_a_place_that_is_stated_by_itself_is_not_stated(tmp_path: Path, block: str) -> None:
    wrong = _wrong(tmp_path, {A: BARE + block})
    assert {line.split()[1] for line in wrong} - {"place-unknown"} == {"interpolation-unknown"}


def test_a_region_that_only_identifiers_tell_is_not_stated(tmp_path: Path) -> None:
    key = "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012"
    wrong = _wrong(tmp_path, {A: BARE + f"  storage: {{kms_key_id: '{key}', prefix: '${{region}}'}}\n"})
    assert wrong == ["5 interpolation-unknown"]


@pytest.mark.parametrize(
    "lower",
    ["infrastructure: {storage: {bucket: {a: b}}}\n", "infrastructure: {storage: text}\n"],
)
def test_layers_that_clash_are_told_and_nothing_else_breaks(tmp_path: Path, lower: str) -> None:
    files = {A: JOB + "  storage: {bucket: lake}\n", "job_configs/_defaults.yaml": lower}
    assert shown(reading(tmp_path, files).findings.all()) == ["a.yaml:6 layer-clash"]


@pytest.mark.parametrize(
    ("layer", "own", "wrong"),
    [
        ("provider: {provider: aws, region: us-east-1}", "compute: {cpu: '1'}", []),
        ("provider: aws", "provider: {region: us-east-1}", []),
        ("provider: {provider: aws}", "compute: {cpu: '1'}", ["_defaults.yaml:1 missing-key"]),
        ("provider: {provider: aws}", "provider: gcp", []),
        ("provider: aws", "provider: {provider: gcp}", ["a.yaml:2 missing-key"]),
        ("region: us-east-1", "compute: {cpu: '1'}", ["a.yaml:2 missing-key"]),
    ],
)
def test_dialects_may_mix_across_layers(tmp_path: Path, layer: str, own: str, wrong: list[str]) -> None:
    terraform = "terraform: {module_source: ./module, backend: {type: local}}"
    files = {
        A: f"tenant_id: acme\ninfrastructure: {{{own}, {terraform}}}\n",
        "job_configs/_defaults.yaml": f"infrastructure: {{{layer}}}\n",
    }
    found = shown(reading(tmp_path, files).findings.all())
    assert [line for line in found if "place-unknown" not in line] == wrong


def test_a_value_behind_an_anchor_or_in_a_layer_is_told_where_it_was_written(tmp_path: Path) -> None:
    files = {
        A: "base: &b\n  compute: {cpu: nonsense}\ntenant_id: acme\ninfrastructure:\n  <<: *b\n",
        "job_configs/_defaults.yaml": (
            "infrastructure:\n  provider: aws\n  region: us-east-9000\n"
            "  terraform: {module_source: ./module, backend: {type: local}}\n"
        ),
    }
    assert shown(reading(tmp_path, files).findings.all()) == [
        "_defaults.yaml:3 region-invalid",
        "a.yaml:2 unit-invalid",
    ]


def test_a_layer_that_cannot_be_read_is_told_once_for_all_jobs_below_it(tmp_path: Path) -> None:
    files = {A: JOB, "job_configs/acme/b.yaml": JOB, "job_configs/_defaults.yaml": "a: [\n"}
    loaded = reading(tmp_path, files)
    assert (shown(loaded.findings.all()), loaded.jobs) == (["_defaults.yaml:2 yaml-syntax"], ())


@pytest.mark.parametrize("infrastructure", ["", "{}", "{tags: {a: b}}", "{dagster: {code_location: x}}"])
def test_a_job_without_anything_to_provision_is_a_plain_one(tmp_path: Path, infrastructure: str) -> None:
    (job,) = reading(tmp_path, {A: f"tenant_id: acme\ninfrastructure: {infrastructure}\n"}).jobs
    assert job.provision is None


def test_null_takes_the_infrastructure_of_a_layer_away(tmp_path: Path) -> None:
    files = {A: "tenant_id: acme\ninfrastructure:\n", "job_configs/_defaults.yaml": "infrastructure: {provider: aws}\n"}
    (job,) = reading(tmp_path, files).jobs
    assert job.provision is None


@pytest.mark.parametrize("setting", ["required", "optional"])
def test_a_missing_asset_is_told_with_the_path_tried(tmp_path: Path, setting: str) -> None:
    files = {A: JOB + "asset_path: /app/assets/no.yaml\n", "dativo-gen.yaml": f"assets: {setting}\n"}
    loaded = reading(tmp_path, files)
    (problem,) = loaded.findings.all()
    assert (problem.code, "tried assets/no.yaml" in problem.message) == ("asset-missing", True)
    assert len(loaded.jobs) == 1


def test_line_ends_do_not_change_what_is_read(tmp_path: Path) -> None:
    one = reading(tmp_path / "lf", {A: JOB + "  tags: {a: b}\n"})
    other = reading(tmp_path / "crlf", {A: (JOB + "  tags: {a: b}\n").replace("\n", "\r\n")})
    assert one.jobs == other.jobs


@pytest.mark.parametrize("provider", ["{provider: {a: b}}", "[aws]", "{a: b}"])
def test_a_provider_of_a_wrong_shape_stops_nothing_else_from_being_told(tmp_path: Path, provider: str) -> None:
    text = f"tenant_id: acme\ninfrastructure:\n  provider: {provider}\n  tags: {{x: NO}}\n"
    assert _wrong(tmp_path, {A: text})[-1] == "4 tag-value-yaml"
