"""What a tenant adds to files that all tenants share: lines are added, and nothing else changes."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
import yaml

from dativo_gen.lock import DiskError
from dativo_gen.repository import WrongUsage
from dativo_gen.scaffold.place import Addition, refuse, write
from dativo_gen.scaffold.shared import with_owner, with_schedules, with_settings
from tests.docs_blocks import ROOT
from tests.scaffold.running import snapshot

ITEM = '- name: acme_orders\n  config: /app/acme/orders.yaml\n  cron: "0 3 * * *"\n'


def _removed(before: str, after: str) -> list[str]:
    """The lines of `before` that are not in `after` any more, in order."""
    left = iter(after.splitlines())
    return [line for line in before.splitlines() if line not in left]


@pytest.mark.parametrize(
    "before",
    [
        (ROOT / "runner.yaml").read_text(),
        "schedules:\n- config: /app/a.yaml   # hourly\n  cron: '0 * * * *'\n# the end\n",
        "runner:\n  schedules:\n      - {config: /app/a.yaml,\n         cron: '0 * * * *'}\n\n\n  other: 1\n",
        "orchestrator:\n  schedules:\n    - config: /app/a.yaml\n      tags: [a,\n        b]",
        "schedules:\r\n  - config: /app/a.yaml\r\n    enabled: true\r\nmode: x\r\n",
        "schedules:\n  - config: /app/a.yaml\n    nested:\n      - deep:\n          - 1\nmode: x\n",
    ],
)
def test_a_schedule_is_added_behind_the_others_and_all_else_stays(before: str) -> None:
    after = with_schedules(before, ITEM)
    assert after is not None
    assert _removed(before, after) == []
    assert yaml.safe_load(ITEM)[0] in _all(yaml.safe_load(after))
    assert len(_all(yaml.safe_load(after))) == len(_all(yaml.safe_load(before))) + 1
    assert ("\r\n" in before) == ("\r\n" in after)
    assert with_schedules(after, ITEM) == after, "a second time adds nothing"


def _all(data: dict[str, object]) -> list[object]:
    for key in ("runner", "orchestrator"):
        inner = data.get(key)
        data = inner if isinstance(inner, dict) else data
    found = data["schedules"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    "before",
    [
        "schedules: [{config: /app/a.yaml}]\n",
        "schedules: []\n",
        "schedules:\n",
        "runner: {schedules: [a]}\n",
        "mode: x\n",
        "",
        "not: [yaml\n",
        "schedules: &a\n  - config: |\n      /app/a.yaml\n",
        "schedules: *a\n",
    ],
)
def test_a_runner_file_of_another_form_is_left_to_the_user(before: str) -> None:
    after = with_schedules(before, ITEM)
    assert after is None or yaml.safe_load(after)["schedules"][:-1] == yaml.safe_load(before)["schedules"]


def test_a_new_runner_file_holds_the_schedule() -> None:
    made = with_schedules(None, ITEM)
    assert made is not None
    assert _all(yaml.safe_load(made)) == yaml.safe_load(ITEM)


def test_settings_get_only_the_keys_that_they_lack() -> None:
    before = "image: mine:1   # kept\nmodules: {}"
    assert with_settings(before, 'image: "other:2"\n') == before
    after = with_settings(before, 'image: "other:2"\nenvironments: {dev: {}}\n')
    assert after == f"{before}\n\nenvironments: {{dev: {{}}}}\n"
    assert with_settings("[1]\n", "image: x\n") is None
    assert with_settings("{image: x}\n", "environments: {dev: {}}\n") is None
    assert with_settings(None, "") is None


def test_a_path_has_one_line_of_owners() -> None:
    before = "* @platform\r\n/job_configs/acme/ @old\r\n"
    assert with_owner(before, "/job_configs/acme/ @new") == before
    assert with_owner(before, "/job_configs/b/ @new") == f"{before}/job_configs/b/ @new\r\n"


def test_what_cannot_be_finished_is_undone(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("before\n")
    (tmp_path / "a.yaml").chmod(0o640)
    before = snapshot(tmp_path)
    too_long = PurePosixPath("z" * 250)  # the name itself is allowed, the one it has until it is whole is not
    addition = Addition(
        tmp_path,
        {PurePosixPath("jobs/acme/x.yaml"): "x\n", PurePosixPath("b/c/d.yaml"): "d\n", too_long: "z\n"},
        PurePosixPath("jobs/acme"),
        {PurePosixPath("a.yaml"): ("before\n", "after\n")},
    )
    with pytest.raises(DiskError):
        write(addition)
    assert snapshot(tmp_path) == before


def test_a_file_that_somebody_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("theirs\n")
    before = snapshot(tmp_path)
    addition = Addition(
        tmp_path, {PurePosixPath("b.yaml"): "b"}, None, {PurePosixPath("a.yaml"): ("read\n", "written\n")}
    )
    with pytest.raises(WrongUsage, match=r"a\.yaml: was changed by somebody else"):
        write(addition)
    assert snapshot(tmp_path) == before


def test_the_rights_of_a_changed_file_stay(tmp_path: Path) -> None:
    place = tmp_path / "a.yaml"
    place.write_text("before\n")
    place.chmod(0o640)
    write(Addition(tmp_path, {}, None, {PurePosixPath("a.yaml"): ("before\n", "after\n")}))
    assert place.read_text() == "after\n"
    assert place.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x"])
def test_a_path_that_leads_out_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(WrongUsage, match="leads out"):
        refuse(Addition(tmp_path, {PurePosixPath(path): ""}))
