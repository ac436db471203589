"""Where a repository begins, which files are jobs, and what is no use to name."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from dativo_gen.errors import Rejected
from dativo_gen.load import load
from dativo_gen.repository import WrongUsage, jobs_folder, open_repository

from .reading import JOB, write


@pytest.mark.parametrize(
    ("files", "named", "root", "folder"),
    [
        (["r/dativo-gen.yaml", "r/job_configs/acme/a.yaml"], "r/job_configs/acme", "r", "job_configs"),
        (["r/dativo-gen.yaml", "r/job_configs/acme/a.yaml"], "r", "r", "job_configs"),
        (["r/dativo-gen.yaml", "r/etl/acme/a.yaml"], "r/etl", "r", "etl"),
        (["r/dativo-gen.yaml", "r/etl/acme/a.yaml"], "r/etl/acme/a.yaml", "r", "etl/acme"),
        (["r/job_configs/acme/a.yaml"], "r/job_configs/acme/a.yaml", "r", "job_configs"),
        (["r/job_configs/acme/a.yaml"], "r/job_configs", "r", "job_configs"),
        (["r/jobs/acme/a.yaml"], "r/jobs/acme", "r", "jobs"),
        (["r/etl/a.yaml"], "r/etl", "r", "etl"),
        (["r/etl/a.yaml"], "r/etl/a.yaml", "r/etl", "."),
    ],
)
def test_the_root_and_the_jobs_folder_are_found(
    tmp_path: Path, files: list[str], named: str, root: str, folder: str
) -> None:
    write(tmp_path, dict.fromkeys(files, ""))
    repository = open_repository((tmp_path / named,))
    assert (repository.root, jobs_folder(repository, None)) == (tmp_path / root, PurePosixPath(folder))


def test_the_settings_may_name_the_jobs_folder(tmp_path: Path) -> None:
    write(tmp_path, {"dativo-gen.yaml": "", "etl/acme/a.yaml": ""})
    for named in (".", "etl", "etl/acme", "etl/acme/a.yaml"):
        assert jobs_folder(open_repository((tmp_path / named,)), "etl") == PurePosixPath("etl")


def test_a_jobs_folder_reached_through_a_link_belongs_to_where_the_link_lies(tmp_path: Path) -> None:
    write(tmp_path, {"real/acme/a.yaml": JOB, "dativo-gen.yaml": ""})
    (tmp_path / "job_configs").symlink_to("real")
    repository = open_repository((tmp_path / "job_configs",))
    assert repository.root == tmp_path
    assert repository.job_files(PurePosixPath("job_configs"), PurePosixPath("generated"))[0] == [
        "job_configs/acme/a.yaml"
    ]


@pytest.mark.parametrize(
    "named", [["nowhere"], ["job_configs/acme/_defaults.yaml"], ["job_configs/x.md"], ["job_configs", "other/a.yaml"]]
)
def test_naming_what_holds_no_jobs_is_wrong_usage(tmp_path: Path, named: list[str]) -> None:
    files = dict.fromkeys(["job_configs/acme/_defaults.yaml", "job_configs/x.md", "other/a.yaml"], "")
    write(tmp_path, {"dativo-gen.yaml": "", "job_configs/acme/a.yaml": JOB, **files})
    with pytest.raises(WrongUsage):
        load(open_repository([tmp_path / each for each in named]), None)


def test_hidden_and_underscored_files_are_no_jobs_and_the_output_is_not_searched(tmp_path: Path) -> None:
    names = ["a.yaml", "b.yml", "c.txt", "_d.yaml", ".e.yaml", "f/g.yaml", "_shared/h.yaml", ".i/j.yaml", "out/k.yaml"]
    write(tmp_path, {f"jobs/{name}": "" for name in (*names, "_defaults.yaml", "f/_defaults.yml")})
    found = open_repository((tmp_path / "jobs",)).job_files(PurePosixPath("jobs"), PurePosixPath("jobs/out"))
    assert found == (
        ["jobs/_shared/h.yaml", "jobs/a.yaml", "jobs/b.yml", "jobs/f/g.yaml"],
        ["jobs/_defaults.yaml", "jobs/f/_defaults.yml"],
    )


def test_a_file_is_not_read_through_a_link_that_leads_out(tmp_path: Path) -> None:
    write(tmp_path / "r", {"jobs/b.yaml": ""})
    (tmp_path / "secret.yaml").write_text("a: 1")
    (tmp_path / "r/jobs/a.yaml").symlink_to(tmp_path / "secret.yaml")
    with pytest.raises(Rejected) as caught:
        open_repository((tmp_path / "r/jobs",)).read("jobs/a.yaml")
    assert [problem.code for problem in caught.value.problems] == ["file-outside"]


@pytest.mark.parametrize("path", ["nowhere.yaml", "jobs", "x" * 5000, "a\0b"])
def test_what_cannot_be_a_file_is_no_file(tmp_path: Path, path: str) -> None:
    write(tmp_path, {"jobs/a.yaml": ""})
    assert open_repository((tmp_path / "jobs",)).read(path) is None


def test_a_folder_that_holds_the_jobs_folder_is_not_taken_for_it(tmp_path: Path) -> None:
    (tmp_path / "repo" / "job_configs" / "acme").mkdir(parents=True)
    with pytest.raises(WrongUsage, match="repo/ holds job_configs/: name that folder"):
        open_repository([tmp_path / "repo"])


def test_a_link_to_a_folder_of_jobs_is_told_and_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "job_configs").mkdir()
    (tmp_path / "job_configs" / "acme").symlink_to(tmp_path / "elsewhere")
    repository = open_repository([tmp_path / "job_configs"])
    with pytest.raises(WrongUsage, match="job_configs/acme: a link to a folder is not followed"):
        repository.job_files(PurePosixPath("job_configs"), PurePosixPath("generated"))
