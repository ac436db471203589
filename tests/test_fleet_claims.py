"""Whatever a rule finds between two tenants, it finds when each of them comes from the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from dativo_gen.model.settings import default_settings
from dativo_gen.orchestrators.registry import orchestrators
from dativo_gen.pipeline import Request
from dativo_gen.policy.isolate import CODES
from dativo_gen.policy.judge import FLEET_RULES
from dativo_gen.rules import RULES
from dativo_gen.store import open_store
from tests.fleet_edits import JOB, on_airflow, write
from tests.test_fleet import same

WITHIN_A_STACK = {
    "one_backend_per_stack",
    "one_place_per_stack",
    "one_name_per_stack",
    "one_stack_per_name",
    "one_meaning_per_output",
    "a_place_is_known",
    "paths_are_short",
}
"""Rules that compare no tenants: a stack has one."""
ACROSS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "one_owner_per_state": ("state-shared", {"key": "one"}),
    "tenants_have_separate_data": ("bucket-shared", {"prefix": "raw"}),
    "tenants_have_separate_identities": ("service-account-shared", {"account": "arn:aws:iam::123456789012:role/etl"}),
}
"""By rule, its code, and what two jobs of two tenants must have in common."""
ISOLATED: Mapping[str, Mapping[str, str]] = {
    "buckets": {},
    "service_accounts": {"account": "arn:aws:iam::123456789012:role/etl"},
    "networks": {"subnet": "subnet-1"},
    "clusters": {"cluster": "etl"},
    "kms_keys": {"kms": "alias/etl"},
}
Values = Mapping[str, str]
ORCHESTRATED: Mapping[str, tuple[str, Mapping[str, Values], Mapping[str, tuple[str, str]]]] = {
    "airflow": (
        "orchestrator-name",
        {"acme": {"airflow": ""}, "globex": {"airflow": ""}},
        {"acme": ("acme", "a__b"), "globex": ("acme__a", "b")},
    ),
    "dagster": ("dagster-location", {"acme": {"location": "Shared"}, "globex": {"location": "shared"}}, {}),
}


def lay(root: Path, policy: str, told: Mapping[str, Values], names: Mapping[str, tuple[str, str]]) -> None:
    """Two jobs of two tenants that have nothing in common but what they are told."""
    write(root / "dativo-gen.yaml", f"targets: [terraform, dagster, airflow, jobs]\nassets: optional\n{policy}")
    write(root / "modules/etl/variables.tf", 'variable "tags" {\n  type = map(string)\n}\n')
    for each, values in told.items():
        tenant, name = names.get(each, (each, "orders"))
        own = {"prefix": each, "key": each, "location": each, "asset": "a", "memory": "2", "tag": "Team"}
        text = JOB.format(**(own | {"tenant": tenant, "name": name} | dict(values)))
        text = text.replace("cluster_name: etl", f"cluster_name: {values.get('cluster', each)}")
        text = text.replace("subnet-1", values.get("subnet", f"subnet-{each}"))
        if "airflow" in values:
            text = on_airflow(text)
        if "account" in values:
            text = text.replace("type: ecs", f'type: ecs, service_account: "{values["account"]}"')
        if "kms" in values:
            text = text.replace("bucket: lake", f"bucket: lake, kms_key_id: {values['kms']}")
        write(root / "job_configs" / tenant / f"{name}.yaml", text)


def codes(root: Path, place: Path) -> set[str]:
    """The codes that are told, the same by both ways."""
    found = same(root, open_store(place / "store"), Request((root / "job_configs",)))
    return {problem.code for problem in (*found["errors"], *found["warnings"])}


def check(place: Path, code: str, policy: str, told: Mapping[str, Values]) -> None:
    """A code is told to two tenants with something in common, and not without that."""
    lay(place / "apart", policy, {"acme": {}, "globex": {}}, {})
    lay(place / "together", policy, told, {})
    if code != "policy-shared-bucket":
        assert code not in codes(place / "apart", place)
    assert code in codes(place / "together", place)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.__name__))
def test_what_a_rule_finds_between_tenants_is_claimed(rule: Callable[..., object], tmp_path: Path) -> None:
    """A new rule belongs into one of the two tables; one that compares tenants needs its names in `claims_of`."""
    name = rule.__name__
    assert (name in WITHIN_A_STACK) != (name in ACROSS)
    if name in ACROSS:
        code, values = ACROSS[name]
        check(tmp_path, code, "", {"acme": values, "globex": values})


@pytest.mark.parametrize("plural", CODES)
def test_what_the_policy_keeps_apart_is_claimed(plural: str, tmp_path: Path) -> None:
    assert [rule.__name__ for rule in FLEET_RULES] == ["isolated"]
    values: Values = ISOLATED[plural]
    policy = f"policy: {{isolate: [{plural}], severity: {{default: warning}}}}\n"
    check(tmp_path, CODES[plural], policy, {"acme": values, "globex": values})


@pytest.mark.parametrize("target", [each.target for each in orchestrators(default_settings())])
def test_what_an_orchestrator_finds_between_tenants_is_claimed(target: str, tmp_path: Path) -> None:
    code, told, names = ORCHESTRATED[target]
    lay(tmp_path / "shop", "", told, names)
    assert code in codes(tmp_path / "shop", tmp_path)


def test_of_a_tenant_that_spells_a_location_in_two_ways_both_are_claimed(tmp_path: Path) -> None:
    told: Mapping[str, Values] = {"a": {"location": "Shared"}, "b": {"location": "shared"}, "c": {"location": "shared"}}
    lay(tmp_path, "", told, {"a": ("acme", "one"), "b": ("acme", "two"), "c": ("globex", "three")})
    found = same(tmp_path, open_store(tmp_path / "store"))
    assert len([each for each in found["errors"] if each.code == "dagster-location"]) == 2


def test_what_one_line_breaks_for_several_tenants_is_told_once(tmp_path: Path) -> None:
    lay(tmp_path, "environments: {dev: {}, prod: {}}\n", {"acme": {}, "globex": {}}, {})
    values = {"tenant": '"${tenant_id}"', "name": "all", "asset": "a", "memory": "2", "tag": "Team", "location": "all"}
    text = JOB.format(prefix='"${tenant_id}/all"', key="${tenant_id}/all", **values).replace("key: ", 'key: "')
    text = text.replace(".tfstate,", '.tfstate",') + "environment: ${environment}\n"
    write(tmp_path / "job_configs/_shared/all.yaml", text)
    found = same(tmp_path, open_store(tmp_path / "store"))
    assert [each.code for each in found["errors"]] == ["state-shared"]
