"""The model of a job and of the runner's file: what is read, and what is said of what is wrong."""

from __future__ import annotations

import pytest

from dativo_gen.errors import Problem, Rejected, Span
from dativo_gen.model.job import JobKey, name_problem, near_misses, read_job
from dativo_gen.model.runner import read_schedules
from dativo_gen.node import from_plain
from dativo_gen.source import read_yaml

KEY = JobKey("acme", "prod", "a")


def _wrong(text: str) -> tuple[Problem, ...]:
    with pytest.raises(Rejected) as caught:
        read_job(KEY, read_yaml("a.yaml", f"infrastructure: {text}".encode(), "job"), None)
    return caught.value.problems


@pytest.mark.parametrize(
    ("block", "code", "hint"),
    [
        ("{provider: xyz}", "invalid-provider", ""),
        ("{provider: awss}", "invalid-provider", "did you mean `aws`?"),
        ("{provider: aws, runtime: {type: esc}}", "invalid-value", "did you mean `ecs`?"),
        ("{provider: aws, storge: {}}", "unknown-key", "did you mean `storage`?"),
        ("{provider: aws, networking: {subnet: [a]}}", "unknown-key", "did you mean `subnet_ids`?"),
        ("{provider: aws, terraform: {module_pth: x}}", "unknown-key", "did you mean `module_path`?"),
        ("{provider: aws, terraform: {backend_confg: x}}", "unknown-key", "did you mean `backend_config`?"),
        ("{provider: aws, terraform: {module_version: 1.10}}", "yaml-number", 'quote it: "1.10"'),
        ("{provider: aws, account_id: 012345670123}", "yaml-number", 'quote it: "012345670123"'),
        ("{provider: aws, networking: {subnet_ids: a}}", "wrong-type", "write [a]"),
        ("{provider: aws, compute: {max_runtime_seconds: '60'}}", "wrong-type", "take the quotes away"),
        ("{provider: aws, resources: [{resource_id: a}]}", "missing-key", "add `resource_type: s3_bucket`"),
        ("{compute: {cpu: 1}}", "missing-key", "add `provider: aws` (or gcp, azure)"),
    ],
)
def test_a_wrong_block_is_told_with_what_to_write(block: str, code: str, hint: str) -> None:
    (problem,) = _wrong(block)
    assert (problem.code, problem.hint) == (code, hint)


def test_an_unknown_provider_is_said_in_the_words_that_users_know() -> None:
    assert _wrong("{provider: xyz}")[0].message == "Invalid provider: xyz. Must be one of: aws, gcp, azure"


@pytest.mark.parametrize(
    "block", ["{provider: aws, compute: {cpu: 2, memory: 4096}}", "{provider: aws, region: null}", "{tags: {a: b}}", ""]
)
def test_a_number_that_yaml_keeps_is_text_and_a_null_is_nothing(block: str) -> None:
    read_job(KEY, read_yaml("a.yaml", f"infrastructure: {block}".encode(), "job"), None)


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("infrastructre: {}", ["infrastructure"]),
        ("infrastructre: {}\ninfrastructure: {}", []),
        ("enviroment: x\nasset-path: y", ["environment", "asset_path"]),
        ("asset: x\nsource: y\nschedule: z\nlogging: {}\nretry_config: {}\nschema_validation_mode: a", []),
    ],
)
def test_only_a_near_miss_of_an_absent_key_is_told(keys: str, told: list[str]) -> None:
    found = near_misses(read_yaml("a.yaml", keys.encode(), "job"))
    assert [problem.hint for problem in found] == [f"did you mean `{key}`?" for key in told]


@pytest.mark.parametrize("name", ["a", "a-b_c9", "a" * 63, "null-x", "com", "console"])
def test_a_name_may_be(name: str) -> None:
    assert name_problem(from_plain(name, Span("a.yaml")), "name") is None


@pytest.mark.parametrize(
    "name", ["", "A", "1a", "a.b", "a b", "../x", "a/b", "é", "a" * 64, "-a", "a\n", 12, True, None, ["a"]]
)
def test_a_name_may_not_be(name: object) -> None:
    assert name_problem(from_plain(name, Span("a.yaml")), "name") is not None


@pytest.mark.parametrize("name", ["con", "nul", "aux", "prn", "com1", "lpt9"])
def test_a_name_that_windows_keeps_is_told_as_such(name: str) -> None:
    problem = name_problem(from_plain(name, Span("a.yaml")), "name")
    assert problem is not None and problem.code == "name-reserved"


@pytest.mark.parametrize("outer", ["runner: {orchestrator: %s}", "runner: %s", "orchestrator: %s", "%s"])
def test_schedules_are_found_under_their_outer_keys(outer: str) -> None:
    inner = "{schedules: [{name: a, config: /app/jobs/a.yaml, cron: '0 * * * *', own: key}]}"
    problems: list[Problem] = []
    (schedule,) = read_schedules(read_yaml("runner.yaml", (outer % inner).encode(), "runner"), problems.append)
    assert (schedule.config, schedule.model.timezone, problems) == ("/app/jobs/a.yaml", "UTC", [])


@pytest.mark.parametrize(
    ("schedules", "codes", "kept"),
    [
        ("", [], 0),
        ("text", ["wrong-type"], 0),
        ("[{config: a.yaml}, {cron: x}, text]", ["missing-key", "wrong-type"], 1),
        ("[{config: a.yaml, enabled: 'yes'}]", ["wrong-type"], 0),
    ],
)
def test_a_schedule_that_cannot_be_read_is_told_beside_the_others(schedules: str, codes: list[str], kept: int) -> None:
    problems: list[Problem] = []
    found = read_schedules(read_yaml("runner.yaml", f"schedules: {schedules}".encode(), "runner"), problems.append)
    assert ([problem.code for problem in problems], len(found)) == (codes, kept)
