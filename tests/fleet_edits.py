"""A repository of three tenants, and changes of it that somebody might make."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

JOB = """\
tenant_id: {tenant}
name: {name}
asset_path: /app/assets/{asset}.yaml
infrastructure:
  provider: aws
  region: eu-central-1
  account_id: "123456789012"
  runtime: {{type: ecs, cluster_name: etl}}
  compute: {{cpu: "1", memory: {memory}Gi}}
  storage: {{bucket: lake, prefix: {prefix}}}
  networking: {{subnet_ids: [subnet-1]}}
  tags: {{{tag}: x}}
  dagster: {{code_location: {location}}}
  terraform:
    module_source: ./modules/etl
    backend: {{type: s3, bucket: states, key: {key}.tfstate, region: eu-central-1}}
"""
MODULE = 'variable "tags" {{\n  type = map(string)\n}}\n# {word}\n'
SETTINGS = """\
jobs: job_configs
path_map: {{/app: .}}
targets: [terraform, dagster, airflow, jobs]
tenants: {tenants}
policy:
  isolate: {isolated}
  exceptions:
  - {{code: policy-shared-cluster, jobs: "acme/{word}*", until: "2030-01-01", reason: x}}
  severity: {{default: warning}}
defaults:
  infrastructure:
    tags: {{platform: {word}}}{owner}
rules: {{stack-place: warning, tenant-folder: off}}
{more}"""
ASSET = "name: {asset}\nversion: '1.0'\nsource_type: x\nobject: {asset}\nfinops: {{project: {word}}}\n"
TENANTS, NAMES, WORDS = ("acme", "globex", "hooli"), ("orders", "leads"), ("a", "b", "c")


def edit(root: Path, dice: Random) -> str:
    """One change that somebody might make; says which."""
    tenant, name, word = dice.choice(TENANTS), dice.choice(NAMES), dice.choice(WORDS)
    changes = _of_jobs(root, dice, tenant, name) | _of_others(root, dice, tenant, word)
    chosen = dice.choice(sorted(changes))
    changes[chosen]()
    return f"{chosen} {tenant}/{name} {word}"


Changes = dict[str, Callable[[], object]]


def _of_jobs(root: Path, dice: Random, tenant: str, name: str) -> Changes:
    jobs = root / "job_configs"
    job = jobs / tenant / f"{name}.yaml"
    values = {"tenant": dice.choice((tenant, tenant, tenant, "globex")), "asset": dice.choice("aab")}
    values |= {"name": dice.choice((name, name, "leads")), "prefix": dice.choice((f"{tenant}/{name}", tenant, "x"))}
    values |= {"tag": dice.choice(("Team", "team")), "location": dice.choice((tenant, "shared", "Shared"))}
    values |= {"key": dice.choice((f"{tenant}/{name}", f"{tenant}/all", "all")), "memory": str(dice.choice((2, 4)))}
    text = JOB.format(**values)
    wide = JOB.format(**(values | {"tenant": '"${tenant_id}"', "prefix": '"${tenant_id}/x"', "key": "${tenant_id}/x"}))
    return {
        "job": lambda: write(job, text),
        "another": lambda: write(job, text),
        "gone": lambda: job.unlink(missing_ok=True),
        "broken": lambda: write(job, dice.choice(("tenant_id: [\n", f"tenant_id: {tenant}\ninfrastructure: 3\n"))),
        "no name": lambda: write(job, f"tenant_id: {tenant}\nenvironment: no name\n"),
        "plain": lambda: write(job, f"tenant_id: {tenant}\nsource: {{type: {name}}}\n"),
        "by a layer": lambda: write(job, text.partition("\n")[2]),
        "flat": lambda: write(jobs / f"{tenant}-{name}.yaml", text),
        "none flat": lambda: (jobs / f"{tenant}-{name}.yaml").unlink(missing_ok=True),
        "moved": lambda: _move(job, jobs / dice.choice(TENANTS) / f"{name}.yaml"),
        "renamed": lambda: _rename(jobs / tenant, tenant, "umbrella"),
        "called back": lambda: _rename(jobs / tenant, "umbrella", tenant),
        "lines": lambda: _rewrite(job, _with_crlf),
        "every environment": lambda: write(job, text + "environment: ${environment}\n"),
        "on Airflow too": lambda: write(job, on_airflow(text)),
        "scheduled": lambda: write(job, f"{text}schedule: {{cron: 0 {len(name)} * * *}}\n"),
        "connected": lambda: write(job, f"{text}source_connector_path: /app/connectors/a.yaml\n"),
        "shared": lambda: write(jobs / "_shared/all.yaml", f"source: {{type: {name}}}\n"),
        "shared stacks": lambda: write(jobs / "_shared/all.yaml", wide),
        "for all": lambda: write(job, wide),
        "unshared": lambda: (jobs / "_shared/all.yaml").unlink(missing_ok=True),
    }


def _of_others(root: Path, dice: Random, tenant: str, word: str) -> Changes:
    folder, assets = root / "job_configs" / tenant, root / "assets"
    asset = assets / f"{word}.yaml"
    schedule = f"{{name: x, config: /app/job_configs/{tenant}/orders.yaml, cron: 0 {len(tenant)} * * *}}"
    return {
        "layer": lambda: write(folder / "_defaults.yaml", f"finops: {{cost_center: {word}}}\n"),
        "layer of a tenant": lambda: write(folder / "_defaults.yaml", f"tenant_id: {dice.choice(TENANTS)}\n"),
        "broken layer": lambda: write(folder / "_defaults.yml", "tenant_id: [\n"),
        "no layer": lambda: _empty(folder),
        "top layer": lambda: write(root / "job_configs/_defaults.yaml", f"description: {word}\n"),
        "asset": lambda: write(asset, ASSET.format(asset=word, word=dice.choice(WORDS))),
        "no asset": lambda: asset.unlink(missing_ok=True),
        "asset elsewhere": lambda: _link(asset, Path("/etc/hostname")),
        "linked asset": lambda: _link(asset, assets / "a.yaml" if word != "a" else assets / "b.yaml"),
        "module": lambda: write(root / "modules/etl/variables.tf", MODULE.format(word=word)),
        "more module": lambda: write(root / f"modules/etl/{word}.tf", f'output "{word}" {{\n  value = 1\n}}\n'),
        "less module": lambda: (root / f"modules/etl/{word}.tf").unlink(missing_ok=True),
        "settings": lambda: write(root / "dativo-gen.yaml", settings_text(dice, word)),
        "runner": lambda: write(root / "runner.yaml", f"orchestrator: {{schedules: [{schedule}]}}\n"),
        "no runner": lambda: (root / "runner.yaml").unlink(missing_ok=True),
        "connector": lambda: write(root / "connectors/a.yaml", f"type: {word}\n"),
        "lock": lambda: write(root / "dativo-gen.lock", dice.choice(('{"format": 1, "modules": {}}\n', "{"))),
        "no lock": lambda: (root / "dativo-gen.lock").unlink(missing_ok=True),
        "template": lambda: write(root / "own/stack/extra.tf.j2", f"# {word} {{{{ stack.name | hcl }}}}\n"),
        "copied": lambda: write(root / "own/stack/notes.txt", f"{word}\n" * 2),
        "lines of a template": lambda: _rewrite(
            root / "own/stack/notes.txt", lambda data: data.replace(b"\n", b"\r\n")
        ),
    }


def on_airflow(text: str) -> str:
    """A job that does not ask for Dagster alone."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("  dagster:"))


def _empty(folder: Path) -> None:
    for layer in folder.glob("_defaults.y*ml"):
        layer.unlink()


def _move(job: Path, to: Path) -> None:
    if job.exists():
        to.parent.mkdir(parents=True, exist_ok=True)
        job.rename(to)


def _rename(folder: Path, tenant: str, other: str) -> None:
    for path in folder.glob("*.yaml"):
        _rewrite(path, lambda data: data.replace(f"tenant_id: {tenant}".encode(), f"tenant_id: {other}".encode()))


def _rewrite(path: Path, change: Callable[[bytes], bytes]) -> None:
    if path.is_file():
        path.write_bytes(change(path.read_bytes()))


def _with_crlf(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _link(path: Path, to: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(to)


def settings_text(dice: Random, word: str) -> str:
    """Settings as they may be: with tenants or without, with a policy that forbids sharing or that does not."""
    tenants = dice.choice(("{}", "{}", "{acme: {}, umbrella: {}}"))
    more = (
        "",
        "",
        "environments: {dev: {}, prod: {}}\n",
        "state: {partial: true}\n",
        "templates: own\n",
        "removed: {acme/prod/leads: destroy, globex/prod/orders: keep, hooli: keep}\n",
        "removed: {acme/prod/leads: {was: orders}, globex: gone}\n",
        "airflow: {layout: tenant}\ndagster: {style: explicit}\n",
        "assets: optional\n",
    )
    isolated, owner = dice.choice(("[clusters]", "[]")), dice.choice(("", "", "", "\n  tenant_id: hooli"))
    return SETTINGS.format(tenants=tenants, isolated=isolated, word=word, owner=owner, more=dice.choice(more))


def write(path: Path, text: str) -> None:
    """Write a file, and its folder; a link there is replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_symlink():
        path.unlink()
    path.write_text(text, encoding="utf-8")


def begin(root: Path) -> None:
    """A repository of three tenants with two jobs each."""
    shutil.rmtree(root, ignore_errors=True)
    write(root / "dativo-gen.yaml", SETTINGS.format(tenants="{}", isolated="[clusters]", word="a", owner="", more=""))
    write(root / "modules/etl/variables.tf", MODULE.format(word="a"))
    for word in WORDS[:2]:
        write(root / f"assets/{word}.yaml", ASSET.format(asset=word, word=word))
    for tenant in TENANTS:
        for name in NAMES:
            values = {"tenant": tenant, "name": name, "asset": "a", "memory": 2, "tag": "Team", "location": tenant}
            text = JOB.format(prefix=f"{tenant}/{name}", key=f"{tenant}/{name}", **values)
            write(root / "job_configs" / tenant / f"{name}.yaml", text)
