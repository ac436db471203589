"""What the documentation shows is what happens: its files, commands, outputs, links and lists."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel
from typer.main import get_group

from dativo_gen.cli.app import app
from dativo_gen.clouds.resource_types import resource_types
from dativo_gen.codes import FIXED
from dativo_gen.model.base import Model
from dativo_gen.model.infrastructure import InfrastructureModel
from dativo_gen.model.settings import LATER_KEYS, SettingsModel
from dativo_gen.terraform.backend_rules import backend_types
from dativo_gen.terraform.contract import contract
from tests.docs_blocks import CHECKED, ROOT, Block, Sandbox, blocks, commands, fits

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "job_configs/README.md", *sorted(DOCS.glob("*.md"))]
ALL = [block for page in PAGES for block in blocks(page)]
PARTS = [block for block in ALL if block.part]
_LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ (?P<title>.+)$", re.M)
_FENCED = re.compile(r"^```.*?^```$", re.M | re.S)


def _page_id(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=_page_id)
def test_what_a_page_shows_is_what_happens(page: Path, tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path / "0")
    for number, block in enumerate(blocks(page)):
        if block.start:
            sandbox = Sandbox(tmp_path / str(number + 1))
            if block.start == "examples":
                sandbox.put_examples()
        elif block.language == "console":
            _check_commands(sandbox, block)
        elif block.path is not None:
            _write_or_compare(sandbox, block)


def _check_commands(sandbox: Sandbox, block: Block) -> None:
    for command, shown in commands(block.text):
        real = sandbox.run(command)
        assert sandbox.code != 70, f"{block.place}: `{command}` meets a bug\n{real}"
        if not fits(shown, real):
            assert shown == real, f"{block.place}: `{command}` prints something else"


def _write_or_compare(sandbox: Sandbox, block: Block) -> None:
    assert block.path is not None
    if not block.path.startswith("generated/"):
        sandbox.write(block.path, block.body)
        return
    real = (sandbox.folder / block.path).read_text(encoding="utf-8")
    if block.body not in real:
        assert block.body == real, f"{block.place}: {block.path} does not hold this"


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.place)
def test_a_part_that_is_shown_is_accepted(part: Block, tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path / "repository")
    sandbox.put_part(part)
    printed = sandbox.run("dativo-gen validate job_configs/")
    assert sandbox.code == 0, f"{part.place}\n{printed}"
    assert "setting-unused" not in printed, f"{part.place}\n{printed}"


@pytest.mark.parametrize("page", PAGES, ids=_page_id)
def test_no_example_goes_unchecked(page: Path) -> None:
    unchecked = [
        block.place
        for block in blocks(page)
        if block.language in CHECKED and block.language != "console" and block.path is None and block.part is None
    ]
    assert not unchecked, "the first line of these blocks names no file and no part (see CONTRIBUTING.md)"


@pytest.mark.parametrize("page", PAGES, ids=_page_id)
def test_every_link_leads_somewhere(page: Path) -> None:
    broken = []
    for found in _LINK.finditer(_prose(page)):
        target, _, anchor = found["target"].partition("#")
        if target.startswith(("http://", "https://")):
            continue
        place = (page.parent / target).resolve() if target else page
        if not place.exists() or (anchor and anchor not in _anchors(place)):
            broken.append(found["target"])
    assert not broken


def _prose(page: Path) -> str:
    return _FENCED.sub("", page.read_text(encoding="utf-8"))


def _anchors(page: Path) -> set[str]:
    """As GitHub makes them."""
    titles = (found["title"].lower() for found in _HEADING.finditer(_prose(page)))
    return {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in titles}


def test_every_command_that_is_named_exists() -> None:
    known = set(get_group(app).commands)
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    named = set(re.findall(r"(?:^\$ |`)dativo-gen ([a-z]+)", text, re.M))
    assert named == known


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert set(re.findall(r"(?:^\$ |`)make ([a-z-]+)", text, re.M)) <= targets


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 150


def test_the_page_of_problem_codes_is_current() -> None:
    page = runpy.run_path(str(DOCS / "problems.py"))["page"]()
    accept = "accept it with `.venv/bin/python docs/problems.py`"
    assert (DOCS / "problems.md").read_text(encoding="utf-8") == page, accept


def test_every_key_of_a_job_is_documented() -> None:
    text = (DOCS / "job-configs.md").read_text(encoding="utf-8")
    assert [name for name in _keys(InfrastructureModel, "") if f"`{name}`" not in text] == []


def test_every_resource_type_is_documented() -> None:
    text = (DOCS / "job-configs.md").read_text(encoding="utf-8")
    lines = {
        provider: text.partition(f"- {provider}: ")[2].partition("\n- ")[0] for provider in ("aws", "gcp", "azure")
    }
    assert [key for key in resource_types() if f"`{key[1]}`" not in lines[key[0]]] == []


def _keys(model: type[BaseModel], prefix: str) -> Iterator[str]:
    """Each key with its path below `infrastructure`; `[]` marks the items of a list."""
    for name, field in model.model_fields.items():
        if name == "root":
            continue
        inner = re.findall(r"[A-Z]\w+Model", str(field.annotation))
        found = next((each for each in _models() if inner and each.__name__ == inner[0]), None)
        mark = "[]" if "list[" in str(field.annotation) and found else ""
        yield f"{prefix}{name}"
        if found is not None:
            yield from _keys(found, f"{prefix}{name}{mark}.")


def _models() -> list[type[BaseModel]]:
    return list(Model.__subclasses__())


def test_every_setting_is_documented_and_those_that_wait_are_said_to() -> None:
    text = (DOCS / "settings.md").read_text(encoding="utf-8")
    acting, _, waiting = text.partition("## Keys that nothing acts on yet")
    assert [key for key in SettingsModel.model_fields if key not in LATER_KEYS and f"`{key}`" not in acting] == []
    assert [key for key in LATER_KEYS if f"`{key}`" not in waiting] == []
    assert [code for code in FIXED if f"`{code}`" not in acting] == []


def test_every_variable_of_the_module_contract_and_every_backend_is_documented() -> None:
    text = (DOCS / "terraform.md").read_text(encoding="utf-8")
    rows = [f"| `{row.name}` | {row.type} |" for row in contract()]
    assert [row for row in rows if row not in text] == []
    assert [name for name in backend_types() if f"`{name}`" not in text] == []
