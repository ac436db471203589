"""The tags policy: what it asks for, which values it allows, what a job may not take back, how it tunes."""

from __future__ import annotations

import pytest

from dativo_gen.errors import Problem, Rejected
from dativo_gen.interpolate import Names
from dativo_gen.model.job import JobKey
from dativo_gen.model.settings import read_settings
from dativo_gen.tags.judge import Bearer, judge_tags
from dativo_gen.tags.policy import NO_POLICY, TagPolicy, read_tag_policy
from tests.tags.merging import DEFAULTS, IDENTITY, codes, from_yaml, merge, with_tags

KEY = JobKey("acme", "prod", "orders")
NAMES = Names(IDENTITY)


def policy_of(text: str) -> TagPolicy:
    problems: list[Problem] = []
    found = read_tag_policy(read_settings(from_yaml(text, "dativo-gen.yaml"), problems.append))
    assert problems == []
    return found


def refused(text: str) -> list[str]:
    with pytest.raises(Rejected) as caught:
        policy_of(text)
    return [f"{each.span.line}:{each.span.column} {each.code}" for each in caught.value.problems]


def judged(
    policy: str, tags: str = "{}", job: str = "{}", asset: str = "", provider: str | None = "aws"
) -> list[Problem]:
    rules = policy_of(f"tags: {policy}")
    whole = with_tags(from_yaml(job, "job.yaml"), from_yaml(tags, "job.yaml"))
    problems: list[Problem] = []
    merged, _ = merge(tags, job, asset, rules.extra(KEY, NAMES, problems.append))
    assert problems == []
    return list(judge_tags(merged, Bearer(KEY, "job.yaml", whole, provider), rules))


def test_without_settings_only_regulations_are_looked_at() -> None:
    assert read_tag_policy(read_settings(from_yaml("", "dativo-gen.yaml"), lambda _: None)) is NO_POLICY
    assert codes(list(judged("{}", asset="compliance: {regulations: [GPDR]}"))) == ["tag-regulation-unknown"]


@pytest.mark.parametrize(
    ("required", "provider", "missing"),
    [
        ("[team]", None, ["team"]),
        ("{all: [team]}", "aws", ["team"]),
        ("{providers: {aws: [team], gcp: [owner]}}", "aws", ["team"]),
        ("{providers: {aws: [team]}}", None, []),
        ("{environments: {prod: [team], dev: [owner]}}", "gcp", ["team"]),
        ("{all: [team], environments: {prod: [Team, owner]}}", "gcp", ["team", "owner"]),
        ("[Tenant-ID, environment]", None, []),
    ],
)
def test_what_is_asked_for_is_added_up_and_named_once(required: str, provider: str | None, missing: list[str]) -> None:
    found = judged(f"{{required: {required}}}", provider=provider)
    assert codes(found) == ["tag-required"] * len(missing)
    for problem, key in zip(found, missing, strict=True):
        assert problem.message.startswith(f"the tag `{key}` is missing: every job")


@pytest.mark.parametrize(
    ("key", "job", "place", "hint"),
    [
        ("finops.cost_center", "finops: {project: x}", "1:1", "add `cost_center` under `finops`"),
        ("governance.owner", "finops: {project: x}", "1:1", "add `owner` under `governance_overrides`"),
        ("classification.default", "{}", "1:1", "add `default` under `classification_overrides`"),
        ("Team", "{}", "1:1", "add `Team` under `infrastructure.tags`"),
    ],
)
def test_a_missing_tag_says_where_to_add_it(key: str, job: str, place: str, hint: str) -> None:
    (problem,) = judged(f"{{required: [{key}]}}", job=job)
    assert (str(problem.span), problem.hint) == (f"job.yaml:{place}", hint)
    assert "every job needs it, by dativo-gen.yaml:1:" in problem.message


def test_a_required_tag_that_a_job_takes_away_is_named_there() -> None:
    (problem,) = judged(
        "{required: [finops.cost_center]}", "{finops-cost-center: null}", asset="finops: {cost_center: A}"
    )
    assert (problem.code, str(problem.span)) == ("tag-required", "job.yaml:1:22")
    assert "is taken away here" in problem.message


@pytest.mark.parametrize(
    ("values", "tags", "hints"),
    [
        ("{level: [gold, silver]}", "{level: gold}", []),
        ("{level: [gold, silver]}", "{Level: glod}", ["did you mean `gold`?"]),
        ("{level: [gold, silver]}", "{level: Gold}", ["did you mean `gold`?"]),
        ("{level: ['1', '2']}", "{level: 2}", []),
        ("{level: ['true']}", "{level: true}", []),
        ("{level: {pattern: '[A-Z]+-[0-9]{3}'}}", "{level: HR-001}", []),
        ("{level: {pattern: '[A-Z]+-[0-9]{3}'}}", "{level: HR-0012}", ["write a value that fits"]),
        ("{level: [a, b]}", "{level: [a, b]}", []),
        ("{level: [a, b]}", "{level: [a, c, d]}", ["write one of these"] * 2),
        ("{environment: [dev]}", "{}", ["write one of these"]),
    ],
)
def test_a_value_is_held_against_its_list_or_pattern(values: str, tags: str, hints: list[str]) -> None:
    found = judged(f"{{values: {values}}}", tags)
    assert codes(found) == ["tag-value-not-allowed"] * len(hints)
    assert [each.hint for each in found] == hints


ASSET = "compliance: {classification: [%s], regulations: [GDPR, SOC2]}"


@pytest.mark.parametrize(
    ("below", "job", "lowered"),
    [
        ("restricted", "public", True),
        ("restricted", "null", True),
        ("public", "restricted", False),
        ("PII", "confidential", False),
        ("PII", "phi", False),
        ("phi", "pii", True),
        ("SENSITIVE", "sensitive", False),
        ("SENSITIVE", "restricted", True),
        ("internal", "special", True),
    ],
)
def test_a_job_may_raise_a_classification_and_not_lower_it(below: str, job: str, lowered: bool) -> None:
    found = judged("{ratchet: true}", job=f"classification_overrides: {{default: {job}}}", asset=ASSET % below)
    assert codes(found) == ["tag-downgrade"] * lowered
    if lowered:
        assert str(found[0].span) == "job.yaml:1:37"
        assert f"the asset says `{below.lower()}`, at asset.yaml:1:31" in found[0].message


@pytest.mark.parametrize(
    ("tags", "dropped"),
    [
        ("{compliance.regulations: [SOC 2, GDPR, HIPAA]}", ""),
        ("{compliance.regulations: [gdpr]}", "`SOC2`"),
        ("{compliance.regulations: HIPAA}", "`GDPR`, `SOC2`"),
        ("{compliance.regulations: null}", "`GDPR`, `SOC2`"),
    ],
)
def test_a_job_may_add_regulations_and_drop_none(tags: str, dropped: str) -> None:
    found = judged("{ratchet: true}", tags, asset=ASSET % "public")
    assert codes(found) == ["tag-downgrade"] * bool(dropped)
    if dropped:
        assert f"is without {dropped}, which the asset names" in found[0].message


@pytest.mark.parametrize("ratchet", ["false", "{allow: [acme]}", "{allow: ['*/prod/orders']}"])
def test_without_the_ratchet_or_with_leave_a_job_lowers_what_it_likes(ratchet: str) -> None:
    job = "classification_overrides: {default: public}"
    assert judged(f"{{ratchet: {ratchet}}}", job=job, asset=ASSET % "restricted") == []


def test_leave_for_other_jobs_is_none_for_this_one() -> None:
    job = "classification_overrides: {default: public}"
    policy = "{ratchet: {allow: [acme/dev, globex, acme/prod/order]}}"
    assert codes(judged(policy, job=job, asset=ASSET % "restricted")) == ["tag-downgrade"]


def test_levels_of_ones_own_take_the_place_of_the_shipped_ones() -> None:
    policy = "{ratchet: {levels: [c1, c2, c3]}}"
    asset = ASSET % "C2"
    assert judged(policy, job="classification_overrides: {default: c3}", asset=asset) == []
    assert codes(judged(policy, job="classification_overrides: {default: c1}", asset=asset)) == ["tag-downgrade"]
    unknown = judged(policy, job="classification_overrides: {default: restricted}", asset=asset)
    assert "`restricted` is no known level" in unknown[0].hint


def test_what_the_settings_say_of_all_jobs_holds_too_where_the_asset_is_silent() -> None:
    policy = "{ratchet: true, layers: {all: {classification.default: confidential}}}"
    job = "classification_overrides: {default: public}"
    (problem,) = judged(policy, job=job)
    assert "the settings say `confidential`, at dativo-gen.yaml" in problem.message
    assert judged(policy, job=job, asset=ASSET % "public") == []  # the asset knows better than a rule for all


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("GDPR", None),
        ("soc 2", None),
        ("CPRA", None),
        ("GPDR", "did you mean `GDPR`?"),
        ("HIPPA", "did you mean `HIPAA`?"),
        ("Zollkodex", "known are CCPA, DORA, "),
    ],
)
@pytest.mark.parametrize("key", ["compliance.regulations", "compliance"])
def test_a_regulation_that_nobody_knows_is_a_warning_with_the_nearest_one(
    key: str, word: str, hint: str | None
) -> None:
    found = judged("{}", f"{{{key}: [{word}]}}")
    assert codes(found) == ["tag-regulation-unknown"] * (hint is not None)
    if hint:
        assert found[0].hint.startswith(hint)


def test_regulations_of_ones_own_are_known() -> None:
    assert judged("{regulations: [Zollkodex]}", "{compliance: zollkodex}") == []


def test_layers_of_the_settings_lie_between_the_defaults_and_the_asset() -> None:
    policy = policy_of(
        "environments: {prod: , dev: }\n"
        "tags:\n"
        "  layers:\n"
        "    all: {a: all, b: all, c: all, d: all, environment: production, job: '${job_name}'}\n"
        "    environments: {prod: {b: env, c: env, d: null}, dev: {a: dev}}\n"
        "    tenants: {acme: {c: tenant, finops.cost_center: T}, globex: {a: globex}}\n"
    )
    problems: list[Problem] = []
    extra = policy.extra(KEY, NAMES, problems.append)
    merged, more = merge("{a: own}", asset="finops: {cost_center: A}", extra=extra)
    assert [*codes(problems), *codes(more)] == ["tag-unset"]
    assert merged.plain() == DEFAULTS | {
        "a": "own",
        "b": "env",
        "c": "tenant",
        "environment": "production",
        "finops.cost_center": "A",
        "job": "orders",
    }
    tag = merged.get("c")
    assert tag is not None and tag.layer == "settings" and [each.text for each in tag.overrode] == ["env", "all"]
    assert [(each.key, each.overrode[0].text) for each in merged.removed] == [("d", "all")]


def test_no_layer_of_the_settings_gives_a_job_another_identity() -> None:
    policy = policy_of("tags: {layers: {all: {Tenant-Id: globex}}}")
    merged, problems = merge(extra=policy.extra(KEY, NAMES, lambda _: None))
    assert (merged.plain(), codes(problems)) == (DEFAULTS, ["tag-identity"])
    assert problems[0].span.file == "dativo-gen.yaml"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("tags: {requird: [a]}", ["1:8 unknown-key"]),
        ("tags: {required: {providers: {awz: [a]}}}", ["1:31 unknown-key"]),
        ("tags: {required: {environment: {prod: [a]}}}", ["1:19 unknown-key"]),
        ("environments: {prod: }\ntags: {required: {environments: {prd: [a]}}}", ["2:34 environment-unknown"]),
        ("environments: {prod: }\ntags: {layers: {environments: {prd: {a: b}}}}", ["2:32 environment-unknown"]),
        ("tags: {values: {a: {pattern: '['}}}", ["1:30 invalid-value"]),
        ("tags: {values: {a: []}}", ["1:20 invalid-value"]),
        ("tags: {values: {a: b}}", ["1:20 wrong-type"]),
        ("tags: {key_style: camelCase}", ["1:19 invalid-value"]),
        ("tags: {key_style: {aws: camelCase}}", ["1:25 invalid-value"]),
        ("tags: {key_style: {awz: PascalCase}}", ["1:20 unknown-key"]),
        ("tags: {separators: {awz: /}}", ["1:21 unknown-key"]),
        ("tags: {separators: {aws: ','}}", ["1:26 invalid-value"]),
        ("tags: {reserve: 50}", ["1:17 invalid-value"]),
        ("tags: {label_prefix: 'no prefix'}", ["1:22 invalid-value"]),
        ("tags: {ratchet: {allow: [a/b/c/d]}}", ["1:26 invalid-value"]),
        ("tags: {enforced_for: [bucket]}", ["1:23 invalid-value"]),
        ("tags: {aliases: {owner: [team], squad: [Team]}}", ["1:41 tag-alias"]),
        ("tags: {aliases: {owner: [team], team: [x]}}", ["1:33 tag-alias"]),
        ("tags: {aliases: {owner: ['-']}}", ["1:26 tag-alias"]),
        ("tags: {aliases: {tenant_id: [job-name]}}", ["1:18 tag-alias"]),
    ],
)
def test_what_the_policy_cannot_mean_is_named_with_its_place(text: str, wrong: list[str]) -> None:
    assert refused(text) == wrong


def test_destinations_are_tuned_for_the_cloud_they_are_of() -> None:
    policy = policy_of(
        "tags: {key_style: {aws: PascalCase, kubernetes_label: kebab-case}, separators: {gcp: '--'}, reserve: 5, "
        "label_prefix: acme.example/}"
    )
    styles = {name: policy.destination(name, "aws").style for name in ("aws", "aws_iam", "gcp", "iceberg")}
    assert styles == {"aws": "PascalCase", "aws_iam": "PascalCase", "gcp": "as-written", "iceberg": "as-written"}
    label = policy.destination("kubernetes_label", "aws")
    assert (label.style, label.prefix) == ("kebab-case", "acme.example/")
    assert policy.destination("gcp", "gcp").separator == "--"
    cost_report = policy_of("tags: {separators: {aws: +}}").destination("aws_cur", "aws")
    assert cost_report.over is not None and cost_report.over.separator == "+"
    rooms = [policy.destination(name, "aws").room for name in ("aws", "aws_s3_object")]
    assert rooms == [45, 10]
    assert policy.destination("gcp", "gcp").room == 63


def test_one_style_for_all_is_for_tags_of_clouds() -> None:
    policy = policy_of("tags: {key_style: snake_case}")
    names = (("aws", "aws"), ("gcp", "gcp"), ("bigquery", "gcp"), ("azure_15", "azure"), ("iceberg", "aws"))
    styles = [policy.destination(name, provider).style for name, provider in names]
    assert styles == ["snake_case"] * 4 + ["as-written"]
    assert policy.destination("otel", None).style == "as-written"
