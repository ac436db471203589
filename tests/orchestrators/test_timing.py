"""Schedules: which an orchestrator can keep, what is said of the others, and how they reach a stub."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from croniter import croniter
from hypothesis import given, settings
from hypothesis import strategies as st

from dativo_gen.orchestrators.run import Timing
from dativo_gen.orchestrators.runs import Frame, run_of
from dativo_gen.orchestrators.timing import SHORTHANDS, cron_fault, five_fields, zones
from tests.reading import reading


@pytest.mark.parametrize(
    "cron",
    [
        "0 * * * *", "*/30 * * * *", "15,45 6-18/2 * jan-MAR mon-FRI", "0 0 29 2 *", "0 0 L * *", "0 0 ? * 1",
        "0 3 * * mon#2", "0 0 * * 7", "  0\t3 * *  * ", "@daily", "@Hourly", *SHORTHANDS,
    ],
)  # fmt: skip
def test_five_fields_and_shorthands_are_taken(cron: str) -> None:
    assert cron_fault(cron) is None


@pytest.mark.parametrize(
    ("cron", "words"),
    [
        ("0 30 2 * * *", "it has 6 fields"),
        ("* * * *", "it has 4 fields"),
        ("nightly", "it has 1 field, "),
        ("hourly", "cron has five fields"),
        ("", "it has 0 fields"),
        ("0 0 31 2 *", "no such day ever comes"),
        ("0 0 30 2 1", "no such day ever comes"),
        ("0 0 31 4,6,9,11 *", "no such day ever comes"),
        ("60 * * * *", "`60` is no minute"),
        ("0 24 * * *", "`24` is no hour"),
        ("0 0 0 * *", "`0` is no day of month"),
        ("0 0 * 13 *", "`13` is no month"),
        ("0 0 * * 8", "`8` is no day of week"),
        ("*/0 * * * *", "`*/0` is no minute"),
        ("0 0 * * monday", "`monday` names neither"),
        ("H * * * *", "`H` names neither"),
        ("R * * * *", "`R` names neither"),
        ("0 0 * * 1#6", "`1#6` is no day of week"),
        ("@reboot", "no such shorthand"),
        ("@every 5m", "no such shorthand"),
        ("0 0 * * ${day}", "`day` names neither"),
    ],
)
def test_what_is_no_cron_line_is_told_with_the_field_that_is_wrong(cron: str, words: str) -> None:
    found = cron_fault(cron)
    assert found is not None
    assert words in found[0]


def test_a_line_with_seconds_is_told_without_them() -> None:
    assert cron_fault("0 30 2 * * *") == (
        "it has 6 fields, but cron has five (minute, hour, day of month, month, day of week)",
        "leave the seconds away: `30 2 * * *`",
    )


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_judged_without_a_crash(text: str) -> None:
    found = cron_fault(text)
    assert found is None or (found[0] and found[1])


_NUMBER = st.integers(0, 70).map(str)
_FIELD = st.one_of(
    st.just("*"), _NUMBER, st.builds("{}-{}".format, _NUMBER, _NUMBER), st.builds("*/{}".format, _NUMBER)
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_FIELD, min_size=5, max_size=5))
def test_what_is_taken_has_a_next_time(fields: list[str]) -> None:
    cron = " ".join(fields)
    if cron_fault(cron) is None:
        assert croniter(five_fields(cron), datetime(2026, 1, 1)).get_next(datetime) > datetime(2026, 1, 1)


def test_a_shorthand_is_written_out_and_spaces_are_single() -> None:
    assert five_fields("@daily") == "0 0 * * *"
    assert five_fields(" 0  3 *\t* * ") == "0 3 * * *"


def test_zones_are_those_of_the_package_and_each_can_be_opened() -> None:
    assert {"UTC", "Europe/Amsterdam", "America/Argentina/Buenos_Aires"} <= zones()
    assert "Amsterdam" not in zones()
    assert ZoneInfo("Europe/Amsterdam").key in zones()


PLAIN = "tenant_id: acme\n"
RUNNER = """\
schedules:
  - {name: nightly, config: /app/job_configs/orders.yaml, cron: "0 3 * * *", timezone: Europe/Amsterdam}
  - {config: /app/job_configs/orders.yaml, interval_seconds: 900, enabled: false, max_concurrent_runs: 2}
"""


def _timings(tmp_path: Path, files: dict[str, str]) -> list[tuple[Timing, ...]]:
    loaded = reading(tmp_path, files)
    assert loaded.findings.all() == ()
    return [run_of(job, Frame(loaded.output, {"/app": "."})).timings for job in sorted(loaded.jobs, key=_key)]


def _key(job: object) -> str:
    return str(getattr(job, "key", ""))


def test_schedules_of_the_runner_file_and_of_the_job_are_both_kept(tmp_path: Path) -> None:
    job = f'{PLAIN}schedule:\n  - {{name: midday, cron: "0 12 * * *"}}\n'
    (found,) = _timings(tmp_path, {"job_configs/orders.yaml": job, "runner.yaml": RUNNER})
    assert [(each.name, each.cron, each.interval_seconds, each.timezone) for each in found] == [
        ("midday", "0 12 * * *", None, "UTC"),
        ("nightly", "0 3 * * *", None, "Europe/Amsterdam"),
        ("orders", None, 900, "UTC"),
    ]
    assert [(each.enabled, each.max_concurrent_runs, str(each.span)) for each in found] == [
        (True, 1, "job_configs/orders.yaml:3:5"),
        (True, 1, "runner.yaml:2:5"),
        (False, 2, "runner.yaml:3:5"),
    ]


@pytest.mark.parametrize("schedule", ['"@daily"', '{cron: "@daily"}', '[{cron: "@daily"}]', '{cron: "${when}"}'])
def test_a_schedule_is_text_a_mapping_or_a_list_and_may_use_names(tmp_path: Path, schedule: str) -> None:
    files = {
        "job_configs/orders.yaml": f"{PLAIN}schedule: {schedule}\n",
        "dativo-gen.yaml": 'vars: {when: "@daily"}\n',
    }
    ((found,),) = _timings(tmp_path, files)
    assert (found.name, found.cron) == ("orders", "0 0 * * *")


@pytest.mark.parametrize("schedule", ["null", "[]"])
def test_a_schedule_may_be_unset(tmp_path: Path, schedule: str) -> None:
    files = {
        "job_configs/_defaults.yaml": 'schedule: "@daily"\n',
        "job_configs/orders.yaml": f"{PLAIN}schedule: {schedule}\n",
    }
    assert _timings(tmp_path, files) == [()]


def test_a_layer_gives_the_zone_and_the_job_the_time(tmp_path: Path) -> None:
    files = {
        "job_configs/_defaults.yaml": "schedule: {timezone: Europe/Dublin}\n",
        "job_configs/orders.yaml": f'{PLAIN}schedule: {{cron: "0 4 * * *"}}\n',
    }
    ((found,),) = _timings(tmp_path, files)
    assert (found.cron, found.timezone) == ("0 4 * * *", "Europe/Dublin")


def test_each_job_of_a_fan_out_has_the_schedule_of_its_file(tmp_path: Path) -> None:
    files = {
        "job_configs/_shared/orders.yaml": "{}\n",
        "runner.yaml": "schedules: [{name: all, config: /app/job_configs/_shared/orders.yaml, cron: '@daily'}]\n",
        "dativo-gen.yaml": "tenants: {acme: {}, globex: {}}\n",
    }
    assert [[each.name for each in found] for found in _timings(tmp_path, files)] == [["all"], ["all"]]


def test_a_layer_with_a_time_zone_alone_is_an_error_in_a_job_without_a_time(tmp_path: Path) -> None:
    files = {
        "job_configs/_defaults.yaml": "schedule: {timezone: Europe/Dublin}\n",
        "job_configs/orders.yaml": PLAIN,
    }
    assert [problem.code for problem in reading(tmp_path, files).findings.all()] == ["schedule-form"]


def test_a_bad_schedule_is_left_out_where_the_settings_make_less_of_it(tmp_path: Path) -> None:
    job = f'{PLAIN}schedule: [{{name: bad, cron: "0 0 31 2 *"}}, {{name: good, cron: "@daily"}}]\n'
    loaded = reading(tmp_path, {"job_configs/orders.yaml": job, "dativo-gen.yaml": "rules: {schedule-cron: warning}\n"})
    assert [problem.code for problem in loaded.findings.all()] == ["schedule-cron"]
    assert [schedule.model.name for schedule in loaded.jobs[0].schedules] == ["good"]
