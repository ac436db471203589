"""What a module is called with: by its own variables if it was read, by the integration guide's if not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.planned import TAGS, Planned, job, planned, terraform


def _variable(name: str, kind: str, default: str | None = None) -> str:
    line = f"  default = {default}\n" if default is not None else ""
    return f'variable "{name}" {{\n  type = {kind}\n{line}}}\n'


def _read(root: Path, module: str, variables: str = "{}", more: str = "", provider: str = "aws") -> Planned:
    """A job with a module in the repository that declares `tags` and `module`."""
    body = job(more + terraform(f"module_source: ./modules/m\nvariables: {variables}"), provider=provider)
    return planned(root, {"modules/m/main.tf": module, "jobs/a.yaml": body})


def _unread(root: Path, variables: str = "{}", more: str = "", provider: str = "aws") -> Planned:
    return planned(root, {"jobs/a.yaml": job(more + terraform(f"variables: {variables}"), provider=provider)})


def test_a_read_module_gets_only_what_it_declares(tmp_path: Path) -> None:
    module = TAGS + _variable("job_name", "string") + _variable("cloud_provider", "string")
    found = _read(tmp_path, module, more="storage: {bucket: acme-lake, prefix: raw}\n")
    assert list(found.arguments("a")) == ["job_name", "cloud_provider", "tags"]


def test_what_is_not_set_is_left_out_and_never_null(tmp_path: Path) -> None:
    module = TAGS + _variable("storage_bucket", "string", "null") + _variable("compute_cpu", "string", '"1"')
    found = _read(tmp_path, module)
    assert list(found.arguments("a")) == ["tags"]


def test_a_missing_required_variable_is_named_with_both_places(tmp_path: Path) -> None:
    found = _read(tmp_path, TAGS + _variable("storage_bucket", "string") + _variable("quota", "number"))
    quota, bucket = found.of("module-argument-missing")
    assert "`storage_bucket` (declared at modules/m/main.tf:4:" in bucket.message
    assert bucket.hint == "set `infrastructure.storage.bucket`"
    assert quota.hint == "set `infrastructure.terraform.variables.quota`"
    assert bucket.span.file == "jobs/a.yaml"


def test_problems_with_a_module_of_the_settings_stand_in_the_job(tmp_path: Path) -> None:
    files = {
        "dativo-gen.yaml": "modules: {aws: ./modules/m}",
        "modules/m/main.tf": _variable("quota", "number"),
        "jobs/a.yaml": job("compute: {cpu: 2}"),
    }
    found = planned(tmp_path, files)
    spans = [problem.span for code in ("module-argument-missing", "tags-nowhere") for problem in found.of(code)]
    assert [str(span) for span in spans] == ["jobs/a.yaml:2:1", "jobs/a.yaml:2:1"]


def test_an_unknown_variable_gets_a_suggestion(tmp_path: Path) -> None:
    found = _read(tmp_path, TAGS + _variable("retention_days", "number", "1"), "{retention_day: 3, zzz: null}")
    near, far = found.of("variable-unknown")
    assert near.hint == "did you mean `retention_days`?"
    assert far.hint == "it declares retention_days, tags"


@pytest.mark.parametrize(
    ("provider", "module", "carriers"),
    [
        ("aws", TAGS, ["tags"]),
        ("aws", _variable("labels", "map(string)"), ["labels"]),
        ("gcp", TAGS + _variable("labels", "map(string)", "{}"), ["labels", "tags"]),
        ("gcp", _variable("tags", "map(string)", "{}") + _variable("labels", "map(string)", "{}"), ["labels"]),
        ("aws", _variable("tags", "map(string)", "{}") + _variable("labels", "map(string)", "{}"), ["tags"]),
        ("gcp", _variable("tags", "list(string)", "[]") + _variable("labels", "map(string)"), ["labels"]),
        ("aws", _variable("tags", "any", "{}"), ["tags"]),
    ],
)
def test_tags_go_where_the_module_takes_them(provider: str, module: str, carriers: list[str], tmp_path: Path) -> None:
    found = _read(tmp_path, module, provider=provider)
    assert list(found.arguments("a")) == carriers
    assert found.arguments("a")[carriers[0]] == {"environment": "prod", "job_name": "a", "tenant_id": "acme"}


@pytest.mark.parametrize("module", [_variable("x", "string", '""'), _variable("tags", "list(string)", "[]")])
def test_a_module_that_takes_no_tags_is_refused(module: str, tmp_path: Path) -> None:
    (problem,) = _read(tmp_path, module).of("tags-nowhere")
    assert 'variable "tags"' in problem.hint


def test_network_tags_are_the_modules_own(tmp_path: Path) -> None:
    module = _variable("tags", "list(string)", "[]") + _variable("labels", "map(string)")
    found = _read(tmp_path, module, "{tags: [web]}", provider="gcp")
    assert found.arguments("a")["tags"] == ["web"]
    assert not found.of("variable-protected")


@pytest.mark.parametrize(
    ("variables", "wrong"),
    [
        ("{job_name: a}", False),
        ("{job_name: b}", True),
        ("{tenant_id: globex}", True),
        ("{environment: null}", True),
        ("{tags: {environment: prod, job_name: a, tenant_id: acme}}", False),
        ("{tags: {environment: prod}}", True),
        ("{tags: null}", True),
    ],
)
def test_identity_and_tags_may_be_repeated_but_not_changed(variables: str, wrong: bool, tmp_path: Path) -> None:
    found = _unread(tmp_path, variables)
    assert bool(found.of("variable-protected")) is wrong
    assert found.arguments("a")["job_name"] == "a"


@pytest.mark.parametrize("name", ["provider", "source", "count", "a b", "1x"])
def test_a_name_that_no_variable_can_have_is_refused(name: str, tmp_path: Path) -> None:
    found = _unread(tmp_path, f"{{'{name}': x}}")
    assert [problem.code for problem in found.of("variable-name")] == ["variable-name"]
    assert name not in found.arguments("a")


def test_terraform_variables_win_and_null_leaves_out(tmp_path: Path) -> None:
    more = "compute: {cpu: '2', memory: 4Gi}\nruntime: {type: dagster}\n"
    found = _unread(tmp_path, "{compute_cpu: '3', compute_memory: null}", more)
    arguments = found.arguments("a")
    assert arguments["compute_cpu"] == "3"
    assert "compute_memory" not in arguments


def test_an_unread_module_gets_what_the_guide_names_but_not_the_rest(tmp_path: Path) -> None:
    more = "region: eu-west-1\nruntime: {type: dagster, namespace: etl}\nstorage: {bucket: acme-lake, prefix: raw}\n"
    found = _unread(tmp_path, "{retention_days: 7}", more)
    assert list(found.arguments("a")) == [
        "job_name",
        "tenant_id",
        "environment",
        "runtime_type",
        "storage_bucket",
        "storage_prefix",
        "retention_days",
        "tags",
    ]


def test_one_warning_names_all_that_an_unread_module_lacks_and_misses(tmp_path: Path) -> None:
    more = "runtime: {type: dagster, namespace: etl}\nnetworking: {vpc_id: vpc-1, private_networking: true}\n"
    (warning,) = _unread(tmp_path, "{networking_subnet_ids: [subnet-1]}", more).of("module-unread")
    assert "gets no `storage_bucket`, `storage_prefix`, which" in warning.message
    assert "does not receive `runtime.namespace`, `networking.private_networking`" in warning.message


@pytest.mark.parametrize(
    ("provider", "stated", "unseen"),
    [
        ("aws", "region: eu-west-1\naccount_id: '123456789012'\n", ""),
        ("gcp", "region: europe-west1\nproject_id: acme-project\n", ""),
        ("azure", "region: westeurope\nresource_group: etl\n", "`region`, `resource_group`"),
    ],
)
def test_what_configures_the_provider_counts_as_received(
    provider: str, stated: str, unseen: str, tmp_path: Path
) -> None:
    (warning,) = _unread(tmp_path, more=stated, provider=provider).of("module-unread")
    assert warning.message.partition("does not receive ")[2] == unseen


def test_a_value_that_does_not_fit_is_named_with_the_modules_place(tmp_path: Path) -> None:
    (problem,) = _read(tmp_path, TAGS + _variable("days", "number"), "{days: many}").of("variable-type")
    assert "takes number" in problem.message
    assert problem.hint == "the module declares it at modules/m/main.tf:4:1"


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("text", "string"),
        ("2026-01-01", "string"),
        ("3", "number"),
        ("true", "bool"),
        ("[a, 1]", "tuple([string, number])"),
        ("{a: 1}", "object({ a = number })"),
        ("{a.b: 1, c: 2}", "map(number)"),
        ("{a.b: 1, c: x}", "map(string)"),
        ("{a.b: {x: 1}, c: {y: [1]}}", "any"),
        ("[{a.b: {x: 1}, c: 1}]", "any"),
    ],
)
def test_a_type_follows_its_value(value: str, kind: str, tmp_path: Path) -> None:
    assert _unread(tmp_path, f"{{x: {value}}}").type_of("a", "x") == kind


def test_a_list_of_objects_is_given_to_a_module_that_declares_one(tmp_path: Path) -> None:
    module = TAGS + _variable("rules", "list(object({ port = number, name = optional(string) }))")
    found = _read(tmp_path, module, "{rules: [{port: 80}, {port: 443, name: tls}]}")
    assert not found.of("variable-type")
    assert found.arguments("a")["rules"] == [{"port": 80}, {"port": 443, "name": "tls"}]


@pytest.mark.parametrize(
    ("kind", "value", "wrong"),
    [
        ("string", "NO", "NO"),
        ("map(string)", "{country: no}", "no"),
        ("bool", "yes", ""),
        ("any", "yes", ""),
        ("string", "true", ""),
        ("number", "0123", "0123"),
        ("list(number)", "[1:30]", "1:30"),
        ("number", "1_000", ""),
        ("number", "0", ""),
    ],
)
def test_a_value_that_yaml_changes_is_refused(kind: str, value: str, wrong: str, tmp_path: Path) -> None:
    found = _read(tmp_path, TAGS + _variable("x", kind), f"{{x: {value}}}")
    assert [problem.hint.split('"')[1] for problem in found.of("yaml-number")] == ([wrong] if wrong else [])


def test_the_order_in_the_yaml_does_not_count(tmp_path: Path) -> None:
    one = _unread(tmp_path / "1", "{b: 1, a: 2}", "storage: {prefix: raw, bucket: acme-lake}\n").arguments("a")
    two = _unread(tmp_path / "2", "{a: 2, b: 1}", "storage: {bucket: acme-lake, prefix: raw}\n").arguments("a")
    assert list(one) == list(two)
