"""`scaffold tenant --template`: a template of one's own may write to the tenant's folder and no further."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import yaml

from dativo_gen.scaffold.answers import ANSWERS_FILE
from tests.scaffold.running import run, snapshot, tenant

QUESTIONS = """\
team: {type: str, default: data}
environments: {type: str, default: any}
"""
FILES = {
    "copier.yml": QUESTIONS,
    "{{ _copier_conf.answers_file }}.jinja": "{{ _copier_answers | to_nice_yaml }}",
    "orders.yaml.jinja": "tenant_id: {{ tenant }}\nfinops: {team: {{ team }}}\n"
    "source_connector_path: /app/connectors/stripe.yaml\n",
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository; the user's cache is empty too."""
    folder = tmp_path / "repository"
    (folder / "job_configs").mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return folder


def _template(root: Path, files: dict[str, str], allowed: str = "[URL]") -> str:
    """A git repository beside the user's; gives its address, which the settings allow."""
    place = root.parent / "template"
    for name, text in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text)
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-C", str(place))
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "one"), ("tag", "v1.2.0")):
        subprocess.run([*git, *words], check=True)
    url = f"git+file://{place}"
    (root / "dativo-gen.yaml").write_text(f"update: {{sources: {allowed.replace('URL', url)}}}\n")
    return url


def test_a_template_that_the_settings_allow_makes_a_tenant_that_can_be_updated(root: Path) -> None:
    url = _template(root, FILES)
    made = tenant("acme", "--template", url, "--ref", "v1.2.0", answers=["team=lake"])
    assert made.exit_code == 0, made.output
    assert yaml.safe_load((root / "job_configs/acme/orders.yaml").read_text())["finops"] == {"team": "lake"}
    answers = yaml.safe_load((root / f"job_configs/acme/{ANSWERS_FILE}").read_text())
    assert answers == {"_src_path": url, "_commit": "v1.2.0", "team": "lake", "environments": "any"}
    assert (root / "connectors/stripe.yaml").is_file()


def test_a_template_that_the_settings_do_not_allow_is_not_even_fetched(root: Path) -> None:
    url = _template(root, FILES, allowed="[]")
    before = snapshot(root)
    result = tenant("acme", "--template", url)
    assert result.exit_code == 2
    assert "the settings do not allow templates from" in result.output
    assert snapshot(root) == before
    assert not (root.parent / "cache").exists()


@pytest.mark.parametrize(
    "attack",
    [
        {"copier.yml": f"{QUESTIONS}_tasks: ['touch ../../pwned']\n"},
        {"copier.yml": f"{QUESTIONS}_jinja_extensions: [os]\n"},
        {"{% if true %}..{% endif %}/pwned.jinja": "x"},
        {"{{ '/tmp/pwned' }}.jinja": "x"},
        {"copier.yml": f"{QUESTIONS}_exclude: ['!.git']\n", "{{ '.git' }}/config.jinja": "[core]\n"},
        {"copier.yml": f"{QUESTIONS}_exclude: ['!.git']\n", "{{ '.GiT' }}/hooks/pre-commit": "x"},
        {"x.jinja": "{{ ''.__class__.__mro__ }}"},
        {"x.jinja": "{{ dativo_check.__globals__ }}"},
        {"x.jinja": "{% for _ in range(1000000) %}x{% endfor %}"},
        {"x.jinja": "{{ '/etc/*' | fileglob }}"},
    ],
    ids=lambda attack: str(list(attack.items())[-1])[:60],
)
def test_an_attack_of_a_template_reaches_nothing(root: Path, attack: dict[str, str]) -> None:
    url = _template(root, {**FILES, **attack})
    tenant("acme", "--template", url)
    found = snapshot(root)
    assert not [path for path in found if ".git/" in f"{path.lower()}/" or "pwned" in path]
    assert not Path("/tmp/pwned").exists()
    assert not (root.parent / "pwned").exists()
    assert "passwd" not in "".join(found.values())
    assert "<class" not in "".join(found.values())


def test_a_template_sees_no_variable_of_the_environment(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN_OF_SOMEBODY", "s3cret")
    url = _template(root, {**FILES, "x.txt.jinja": "{{ '$TOKEN_OF_SOMEBODY' | expandvars }}"})
    assert tenant("acme", "--template", url).exit_code == 0
    assert "s3cret" not in "".join(snapshot(root).values())
    assert os.environ["TOKEN_OF_SOMEBODY"] == "s3cret"


def test_only_the_shipped_template_writes_outside_of_the_tenants_folder(root: Path) -> None:
    more = {
        "copier.yml": f"{QUESTIONS}_subdirectory: \"{{{{ dativo_part | default('template') }}}}\"\n",
        "shared/.github/workflows/evil.yml": "on: push\n",
        "shared/dativo-gen.yaml": "command: evil\n",
    }
    url = _template(
        root, {**more, **{f"template/{name}": text for name, text in FILES.items() if name != "copier.yml"}}
    )
    settings = (root / "dativo-gen.yaml").read_text()
    assert tenant("acme", "--template", url).exit_code == 0
    assert (root / "dativo-gen.yaml").read_text() == settings
    assert not (root / ".github").exists()


def test_a_link_of_a_template_is_not_written(root: Path) -> None:
    place = root.parent / "template"
    place.mkdir()
    (place / "orders.link").symlink_to("orders.yaml.jinja")
    url = _template(root, {**FILES, "copier.yml": f"{QUESTIONS}_preserve_symlinks: true\n"})
    before = snapshot(root)
    for trust in ((), ("--trust",)):
        assert tenant("acme", "--template", url, *trust).exit_code == 2
        assert snapshot(root) == before


def test_trust_and_ref_belong_to_a_template(root: Path) -> None:
    assert run("scaffold", "tenant", "acme", "--no-input", "--trust").exit_code == 2
