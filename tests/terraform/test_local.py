"""A local module is looked for in the job's folder and in the root, and never outside the repository."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from dativo_gen.codes import CODES
from dativo_gen.terraform.local import Resolved, resolve_local
from dativo_gen.terraform.source import SourceError

JOB = PurePosixPath("job_configs/acme")


def resolve(path: str, *folders: str, bundled: tuple[str, ...] = ()) -> Resolved:
    return resolve_local(path, JOB, lambda folder: str(folder) in folders, bundled)


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("./m", "job_configs/acme/m"),
        ("./m", "m"),
        ("../../terraform/m", "terraform/m"),
        ("./terraform//aws/./m/", "terraform/aws/m"),
        ("../m", "job_configs/m"),
    ],
)
def test_a_module_is_found_in_the_jobs_folder_or_in_the_root(path: str, folder: str) -> None:
    found = resolve(path, folder)
    assert (found.source.kind, found.source.address, found.warning) == ("local", folder, None)


def test_a_bundled_module_stands_in_for_a_path_that_names_it_with_a_warning() -> None:
    found = resolve("./terraform/aws/dativo-etl", bundled=("aws/dativo-etl",))
    assert (found.source.kind, found.source.address) == ("bundled", "aws/dativo-etl")
    assert found.warning is not None
    assert found.warning.code == "module-bundled-instead"
    assert "dativo://aws/dativo-etl" in found.warning.hint


@pytest.mark.parametrize(
    ("path", "folders", "code", "words"),
    [
        ("./m", ("m", "job_configs/acme/m"), "module-path-ambiguous", ("job_configs/acme/m", " m")),
        ("./m", (), "module-not-found", ("job_configs/acme/m and m",)),
        ("../../m", (), "module-not-found", ("tried m",)),
        ("../../../m", ("../m",), "module-path-outside", ("../../../m",)),
        ("/etc/m", ("/etc/m",), "module-path-outside", ("absolute",)),
    ],
)
def test_a_path_that_means_nothing_or_two_things_is_an_error(
    path: str, folders: tuple[str, ...], code: str, words: tuple[str, ...]
) -> None:
    with pytest.raises(SourceError) as caught:
        resolve(path, *folders)
    assert caught.value.code == code
    assert code in CODES
    assert all(word in caught.value.message for word in words)
