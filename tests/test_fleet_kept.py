"""What a kept part hangs on, what a run asks of the disk, and what a store may do to the folder that it is given."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from dativo_gen.errors import Span
from dativo_gen.ground import survey
from dativo_gen.kept import as_bytes, entries_from, entry_rows
from dativo_gen.model.job import JobKey
from dativo_gen.node import made
from dativo_gen.orchestrators.base import Notice, Part
from dativo_gen.pipeline import Request
from dativo_gen.placing import Placing
from dativo_gen.repository import WrongUsage, open_repository
from dativo_gen.shares import INDEX, TEXTS, Warm, Workshop
from dativo_gen.store import KEPT_DAYS, Store, open_store, sweep
from tests.fleet_edits import ASSET, JOB, begin, write
from tests.test_fleet import kept, same, seen, whole

NO_POLICY = "targets: [terraform, dagster, airflow, jobs]\n"
LONG_AGO = 86_400 * (KEPT_DAYS + 1)
BROKEN = {
    "tenant": "acme",
    "name": "X",
    "asset": "no",
    "memory": "2",
    "tag": "T",
    "location": "a/b",
    "prefix": "",
    "key": "",
}


def shop(root: Path) -> Path:
    """The repository of the trials, without a policy: no tenant meets another. Gives a job's file."""
    begin(root)
    write(root / "dativo-gen.yaml", NO_POLICY)
    return root / "job_configs/acme/orders.yaml"


def test_a_link_that_leads_out_is_not_a_missing_file(tmp_path: Path) -> None:
    job, store = shop(tmp_path / "shop"), open_store(tmp_path / "store")
    for file in (tmp_path / "shop/assets/a.yaml", job):
        text = file.read_text(encoding="utf-8")
        write(tmp_path / "elsewhere.yaml", text)
        for target in ("nowhere", str(tmp_path / "elsewhere.yaml"), "nowhere"):
            file.unlink()
            file.symlink_to(target)
            told = {each.code for each in same(tmp_path / "shop", store)["errors"]}
            assert ("file-outside" in told) == (target != "nowhere")
        file.unlink()
        write(file, text)


def test_line_ends_that_make_a_file_too_long_are_seen(tmp_path: Path) -> None:
    job, store = shop(tmp_path / "shop"), open_store(tmp_path / "store")
    text = job.read_bytes()
    job.write_bytes(text + b"#\n" * ((2**20 - len(text)) // 2))
    assert "tree" in same(tmp_path / "shop", store)
    job.write_bytes(job.read_bytes().replace(b"\n", b"\r\n"))
    assert [each.code for each in same(tmp_path / "shop", store)["errors"]] == ["file-too-large"]


@pytest.mark.parametrize("broken", ["tenant_id: [\n", "", "tenant_id: 3\n", "tenant_id: hooli\nenvironment: X Y\n"])
def test_a_broken_file_names_no_tenant_for_the_jobs_of_all(broken: str, tmp_path: Path) -> None:
    root = tmp_path / "shop"
    job = shop(root)
    shutil.rmtree(root / "job_configs/hooli")
    write(root / "job_configs/hooli/orders.yaml", broken)
    write(root / "job_configs/_shared/all.yaml", "source: {type: x}\n")
    shared = Request((root / "job_configs/_shared",))
    for named in (shared, Request((job,)), Request((root / "job_configs",), tenants=frozenset(["globex"]))):
        assert "tree" in same(root, open_store(tmp_path / "store"), named)
    assert "jobs/prod/hooli" not in same(root, open_store(tmp_path / "store"), shared)["tree"]


def test_a_tenant_whose_only_file_makes_no_job_is_known_if_it_says_who_it_is(tmp_path: Path) -> None:
    root = tmp_path / "shop"
    shop(root)
    shutil.rmtree(root / "job_configs/hooli")
    write(root / "job_configs/hooli/orders.yaml", "tenant_id: hooli\nenvironment: ${environment}\n")
    write(root / "job_configs/_shared/all.yaml", "source: {type: x}\n")
    found = same(root, open_store(tmp_path / "store"), Request((root / "job_configs/_shared",)))
    assert "jobs/prod/hooli" in found["tree"]


def test_what_workers_read_is_among_the_inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dativo_gen.workers.WORTH_A_PROCESS", 1)  # a fleet so small would have no workers
    shop(tmp_path / "shop")
    asked = Request((tmp_path / "shop/job_configs",))
    wanted = seen(asked, whole)
    assert "assets/a.yaml" in wanted["tree"]["dagster/prod"][2]
    assert seen(asked, kept(open_store(tmp_path / "store"), 2)) == wanted


def test_a_part_comes_back_as_it_was(tmp_path: Path) -> None:
    place = Span("job.yaml", 3, 5)
    text = made('x: "\\"\u2028', place)
    odd: dict[str, object] = {"": text, "numbers": [1, -0.0, 1e300, 2**70, True, None], "empty": [{}, [], ""]}
    record = {"odd": odd, "key": {"": text}, "twice": {"": {"": text}}, "node": made({"": text}, place), "": 1}
    notice = Notice(JobKey("acme", "prod", "x"), "job.yaml", ("a.yaml",), "shared", (1, 2))
    rows = json.loads(as_bytes(entry_rows([Part(notice, place, record)])))
    assert list(entries_from(rows)) == [Part(notice, place, record)]


def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    job = shop(tmp_path)
    job.rename(job.with_name(os.fsdecode(b"orders\xff.yaml")))
    with pytest.raises(WrongUsage, match="not UTF-8"):
        survey(open_repository((tmp_path / "job_configs",)), None)


def test_what_was_asked_once_has_one_answer_in_a_run(tmp_path: Path) -> None:
    shop(tmp_path)
    repository = open_repository((tmp_path / "job_configs",))
    folder, late = PurePosixPath("modules/etl"), PurePosixPath("assets/late.yaml")

    def asked() -> object:
        texts, parts = (
            repository.folder_files(folder, (".tf",)),
            (repository.is_folder(folder), repository.exists(late)),
        )
        accesses = (("file", str(late)), ("list", str(folder)), ("exists", str(late)), ("folder", str(folder)))
        return texts, parts, repository.read(str(late)), [repository.answer(each) for each in accesses]

    before = asked()
    write(tmp_path / late, ASSET.format(asset="late", word="x"))
    write(tmp_path / folder / "late.tf", "")
    assert asked() == before
    repository = repository.after([tmp_path / late])
    assert asked() != before


def test_what_changes_while_a_part_is_made_is_not_kept_as_its_input(tmp_path: Path) -> None:
    job, store = shop(tmp_path / "shop"), open_store(tmp_path / "store")
    write(job, job.read_text(encoding="utf-8").replace("assets/a.yaml", "assets/late.yaml"))
    ground = survey(open_repository((job,)), None)
    workshop = Workshop(ground, store, date(2030, 1, 1))
    share = Placing(ground).shares()["acme"]
    workshop.cabinet.asset("assets/late.yaml")  # as another tenant's job would, some time before
    write(tmp_path / "shop/assets/late.yaml", ASSET.format(asset="late", word="x"))
    workshop.make(share, drawn=True)
    later = Workshop(survey(open_repository((job,)), None), store, date(2030, 1, 1))
    assert later.find(share, drawn=True) is None


def test_a_next_turn_finds_what_others_made(tmp_path: Path) -> None:
    job, store, warm = shop(tmp_path / "shop"), open_store(tmp_path / "store"), Warm()
    module, away = tmp_path / "shop/modules/etl", tmp_path / "away"

    def workshop(memory: Warm) -> Workshop:
        return Workshop(survey(open_repository((job,)), None), store, None, memory)

    share = Placing(workshop(warm).ground).shares()["acme"]
    for here, there in ((module, away), (away, module)):
        here.rename(there)  # where the module is missing, other folders are asked for
        assert workshop(warm).find(share, drawn=True) is None
        workshop(Warm()).make(share, drawn=True)
        assert workshop(warm).find(share, drawn=True) is not None


def test_lost_texts_are_kept_again(tmp_path: Path) -> None:
    shop(tmp_path / "shop")
    asked, place = Request((tmp_path / "shop/job_configs",)), tmp_path / "store"
    wanted = seen(asked, kept(open_store(place)))
    before = sorted(place.rglob("*"))
    shutil.rmtree(place / TEXTS)
    shutil.rmtree(place / INDEX / next((place / INDEX).iterdir()).name)
    assert seen(asked, kept(open_store(place))) == wanted
    assert sorted(place.rglob("*")) == before


def test_a_sweep_removes_nothing_that_it_did_not_put_there(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    key = "ab" + "0" * 62
    store.put(TEXTS, key, b"x")
    write(tmp_path / TEXTS / "ab" / f"{key}.0123456789abcdef", "half")
    mine = [tmp_path / "letter.txt", tmp_path / "photos/ab/me.png", tmp_path / f"{key}", tmp_path / f"photos/cd/{key}"]
    for path in mine:
        write(path, "mine")
    for path in (each for each in tmp_path.rglob("*") if each.is_file()):
        os.utime(path, (path.stat().st_mtime - LONG_AGO,) * 2)
    sweep(tmp_path)
    assert not list((tmp_path / TEXTS).rglob("*0*"))
    assert all(path.exists() for path in mine)


def test_a_folder_with_other_things_is_not_hidden_from_git(tmp_path: Path) -> None:
    write(tmp_path / "home/letter.txt", "mine")
    open_store(tmp_path / "home")
    open_store(tmp_path / "store")
    assert not (tmp_path / "home/.gitignore").exists()
    assert (tmp_path / "store/.gitignore").read_text(encoding="utf-8").endswith("*\n")


def test_nothing_is_left_of_what_could_not_be_kept(tmp_path: Path) -> None:
    key = "ab" + "0" * 62
    (tmp_path / TEXTS / "ab" / key).mkdir(parents=True)
    assert not Store(tmp_path).put(TEXTS, key, b"x")
    assert [path.name for path in (tmp_path / TEXTS / "ab").iterdir()] == [key]


def test_a_store_holds_no_path_of_its_machine(tmp_path: Path) -> None:
    begin(tmp_path / "shop")
    write(tmp_path / "shop/job_configs/acme/third.yaml", JOB.format(**BROKEN))
    same(tmp_path / "shop", open_store(tmp_path / "store"))
    files = [path for path in (tmp_path / "store").rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if str(tmp_path).encode() in path.read_bytes()]
