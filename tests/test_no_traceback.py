"""Whatever stands in a user's files, the pipeline says what is wrong with it, or renders; it never breaks down."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dativo_gen.cli.problems import as_github, as_json, as_sarif, one_line, rated
from dativo_gen.codes import CODES
from dativo_gen.drawing import prepare
from dativo_gen.errors import Problem, Rejected
from dativo_gen.findings import Judged
from dativo_gen.lock import DiskError
from dativo_gen.pipeline import Request, plan
from dativo_gen.repository import WrongUsage
from dativo_gen.terraform.format import format_hcl
from dativo_gen.tree import contents
from tests.mutations import ODD_TEXTS, mutated, mutated_json

ROOT = Path(__file__).parent.parent
SHARED = ("dativo-gen.yaml", "runner.yaml", "assets", "terraform")
GROUPS = {
    "fan_out": ("_shared", "acme/postgres_orders_multi_environment.yaml"),
    "referenced": ("acme/hubspot_contacts_gcp_infrastructure.yaml", "acme/stripe_customers_aws_infrastructure.yaml"),
    "azure": ("contoso", "initech"),
    "layers": ("globex",),
    "flat": ("acme/stripe_customers_k8s.yaml", "hooli", "acme/stripe_customers_tag_flow.yaml"),
}
MODULE_LINES = (
    'variable "tags" {}', 'variable "x" { type = list( }',
    'variable "y" { type = object({ a = optional(string), }) }', "}", "{",
    'output "o" {', 'variable "labels" { type = number }', 'variable "tenant_id" { default = <<EOT\nx\nEOT\n }', "/*",
    '"', "${",
    'terraform { required_version = ">= 1.99" }', 'variable "z" { type = map(any) }', "\x00",
    'variable "region" { type = set(bool) }',
    'terraform { required_providers { aws = { source = "x" } } }', 'variable "v" { type = any }',
    'variable source { type = "string" }',
)  # fmt: skip
LEFTOVERS = (
    "Node(",
    "NoneType",
    "<class",
    "object at 0x",
    "Traceback",
    "pydantic",
    "dict_",
    "validation error",
    "Input should",
    "WrittenInt",
)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One small repository a group, with the manifests that a first run leaves behind."""
    return {name: _seed(tmp_path_factory.mktemp(name), jobs) for name, jobs in GROUPS.items()}


def _seed(root: Path, jobs: tuple[str, ...]) -> Path:
    for name in (*SHARED, *(f"job_configs/{job}" for job in jobs)):
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target, ignore=shutil.ignore_patterns("README.md", "tests"))
        else:
            shutil.copy(ROOT / name, target)
    request = Request((root / "job_configs",))
    outcome = prepare(request, plan(request, _silent), _silent)
    for change in outcome.diff.manifests:
        place = outcome.output / change.folder / ".dativo-gen.json"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(change.after or "", encoding="utf-8")
    return root


def _silent(step: str) -> None:
    """Hears what is done and says nothing of it."""


def _broken_copy(seed: Path, root: Path, chance: random.Random) -> None:
    """A seed with something wrong in one to three of its files; mostly in its jobs."""
    shutil.copytree(seed, root, dirs_exist_ok=True)
    jobs = sorted((root / "job_configs").rglob("*.yaml"))
    assets = sorted((root / "assets").rglob("*.yaml"))
    rest = [root / "dativo-gen.yaml", root / "dativo-gen.yaml", root / "runner.yaml", *assets]
    others = [*rest, *sorted(root.rglob("*.tf")), *sorted(root.rglob(".dativo-gen.json"))]
    if chance.random() < 0.2:
        _look_away(root / "dativo-gen.yaml")
    for _ in range(chance.randint(1, 3)):
        _break(chance.choice(jobs if chance.random() < 0.65 else others), chance)


def _look_away(settings: Path) -> None:
    """Settings that make nothing of every error, so that later rooms get what earlier ones would have stopped."""
    rules = "".join(f"  {code}: off\n" for code, meaning in CODES.items() if meaning.severity == "error")
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\nrules:\n{rules}", encoding="utf-8")


def _break(path: Path, chance: random.Random) -> None:
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".tf":
        new = (
            text + "\n" + chance.choice(MODULE_LINES) if chance.random() < 0.7 else text[: chance.randint(0, len(text))]
        )
    elif chance.random() < 0.03:
        path.write_bytes(chance.randbytes(chance.randint(0, 200)))
        return
    else:
        new = _mutated(path, text, chance)
    path.write_bytes(new.encode("utf-8", errors="surrogatepass"))


def _mutated(path: Path, text: str, chance: random.Random) -> str:
    try:
        return (mutated_json if path.suffix == ".json" else mutated)(text, chance)
    except Exception:  # a file that was broken before is no YAML to take apart
        return text + chance.choice(ODD_TEXTS)


def _judge(root: Path) -> None:
    """Run everything; fail for an exception that no command knows, and for messages and files that are no good."""
    try:
        request = Request((root / "job_configs",))
        planned = plan(request, _silent)
        _readable(root, (*planned.judged.errors, *planned.judged.warnings))
        if planned.judged.errors:
            return
        outcome = prepare(request, planned, _silent)
    except Rejected as rejected:
        _readable(root, rejected.problems)
        return
    except (WrongUsage, DiskError):
        return
    for path, file in contents(outcome.tree).items():
        file.text.encode("utf-8")
        copied = "_modules" in path.parts  # as they lie in the package, where real terraform fmt looks at them
        if path.suffix in (".tf", ".tfvars", ".tfbackend") and not copied:
            assert format_hcl(file.text) == file.text, f"{path} would change under terraform fmt"
        if path.suffix == ".json":
            json.loads(file.text)


def _readable(root: Path, problems: tuple[Problem, ...]) -> None:
    assert problems == tuple(dict.fromkeys(problems))
    for problem in problems:
        assert problem.code in CODES, problem
        assert problem.message and not any(word in f"{problem.message} {problem.hint}" for word in LEFTOVERS), problem
        _exists(root, problem)
        one_line(problem.message + problem.hint).encode("utf-8")
    found = rated(Judged(problems))
    json.dumps([as_json(found), as_sarif(found), as_github(found)])


def _exists(root: Path, problem: Problem) -> None:
    place = root / problem.span.file
    assert place.exists() or problem.code in ("no-jobs", "removed-was", "manifest-unreadable"), problem
    if place.is_file():
        lines = place.read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n").splitlines()
        assert 1 <= problem.span.line <= len(lines) + 2, problem


def _trial(seeds: dict[str, Path], name: str, chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _broken_copy(seeds[name], root, chance)
        _judge(root)


CHANCES = st.tuples(st.sampled_from(sorted(GROUPS)), st.integers(0, 2**64 - 1))
CHECKS = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


@given(CHANCES)
@settings(max_examples=200, derandomize=True, deadline=None, suppress_health_check=CHECKS, phases=[Phase.generate])
def test_no_input_ends_in_a_traceback(seeds: dict[str, Path], drawn: tuple[str, int]) -> None:
    _trial(seeds, drawn[0], random.Random(drawn[1]))


@pytest.mark.long
@given(CHANCES)
@settings(max_examples=5000, deadline=None, suppress_health_check=CHECKS, phases=[Phase.generate])
def test_thousands_of_inputs_never_end_in_a_traceback(seeds: dict[str, Path], drawn: tuple[str, int]) -> None:
    _trial(seeds, drawn[0], random.Random(drawn[1]))


@pytest.mark.parametrize("name", sorted(GROUPS))
def test_a_seed_is_good_before_it_is_broken(seeds: dict[str, Path], name: str) -> None:
    request = Request((seeds[name] / "job_configs",))
    assert not plan(request, _silent).judged.errors
