"""The models -> JSON Schemas of the files that users write, for their editors and for check-jsonschema.

Draft 7: the newest that the YAML language server (VS Code, Neovim) and JetBrains read alike. Nothing is behind a
`$ref` but what stands in several places: next to one, draft 7 ignores all else, descriptions too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from dativo_gen.clouds.resource_types import resource_types
from dativo_gen.codes import CODES
from dativo_gen.dialect import PROVIDER_KEYS, TERRAFORM_RENAMES
from dativo_gen.interpolate import IDENTITY_NAMES, STATED_NAMES
from dativo_gen.model.infrastructure import RUNTIME_TYPES, InfrastructureProviderModel
from dativo_gen.model.job import WINDOWS, JobFileModel
from dativo_gen.model.policy import BREACHES, NAMED_KINDS, POLICY_CODES, PRESETS
from dativo_gen.model.runner import PLACES, ScheduleModel
from dativo_gen.model.settings import ScopeModel, SettingsModel
from dativo_gen.model.tags_settings import RESOURCE_TYPE
from dativo_gen.schema_values import SOME_NAME, Schema, drawn
from dativo_gen.tables import read_table
from dativo_gen.tags.destination import destinations
from dativo_gen.terraform.backend_rules import BackendRules, backend_types, rules_of

DRAFT = "http://json-schema.org/draft-07/schema#"


def schema_text(kind: str) -> str:
    """The schema of one kind of file (a key of `SCHEMAS`) as it is committed and printed."""
    schema = {"$schema": DRAFT, **SCHEMAS[kind]()}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def job_schema() -> Schema:
    """Job files and layers (`_defaults.yaml`): whatever a layer may leave to others is optional."""
    return {**_titled("job config", _job()), "definitions": {"backend": _backend()}}


def asset_schema() -> Schema:
    """Assets in their three forms."""
    forms: Schema = read_table("model/asset_forms.yaml")
    return forms


def runner_schema() -> Schema:
    """Dativo's own schedule file; every outer key of the schedules may be left out."""
    schedules = {
        "description": "When each job runs.",
        "type": ["array", "null"],
        "items": drawn(ScheduleModel, nulls=False, references=False),
    }
    outer: Schema = {"description": "The schedules of jobs. Other keys are the runner's own."}
    for path in PLACES:
        _put(outer, path, _ref("schedules"))
    return {**_titled("schedules", outer), "definitions": {"schedules": schedules}}


def settings_schema() -> Schema:
    """`dativo-gen.yaml`."""
    schema = drawn(SettingsModel, nulls=True, references=False)
    keys = schema["properties"]
    keys["defaults"] |= {"allOf": [_ref("job")], "properties": {"name": False}}
    for scope in ("environments", "tenants"):
        keys[scope]["additionalProperties"] = _scope()
    keys["vars"] |= _var_names()
    keys["rules"]["properties"] = {code: _rating(keys["rules"], each.meaning) for code, each in sorted(CODES.items())}
    keys["rules"]["additionalProperties"] = False
    _name_what_policies_take(keys["policy"]["properties"])
    _name_where_tags_go(keys["tags"]["properties"])
    for name in ("aws", "gcp", "azure", "default"):
        keys["state"]["properties"][name]["allOf"] = [_ref("backend")]
    for name in ("aws", "gcp", "azure"):
        keys["modules"]["properties"][name] |= _default_module()
    keys["modules"]["properties"]["bundled"] |= {"properties": _pinned(), "required": ["source"]}
    return {**_titled("settings", schema), "definitions": {"backend": _backend(), "job": _job()}}


SCHEMAS: Mapping[str, Callable[[], Schema]] = {
    "job": job_schema,
    "asset": asset_schema,
    "settings": settings_schema,
    "runner": runner_schema,
}
"""What `dativo-gen schema` can print."""


def _titled(title: str, schema: Schema) -> Schema:
    """An empty file is an empty mapping."""
    return {"title": title, **schema, "type": ["object", "null"]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _put(schema: Schema, path: tuple[str, ...], leaf: Schema) -> None:
    """Lay a schema below open mappings."""
    for key in path[:-1]:
        schema = schema.setdefault("properties", {}).setdefault(key, {"type": ["object", "null"]})
    schema.setdefault("properties", {})[path[-1]] = leaf


def _job() -> Schema:
    job = drawn(JobFileModel, nulls=True, references=True)
    for name in ("tenant_id", "environment", "name"):
        job["properties"][name]["not"] = {"type": "string", "pattern": f"^({'|'.join(sorted(WINDOWS))})$"}
    _add_schedules(job["properties"]["schedule"])
    infrastructure = job["properties"]["infrastructure"]
    _add_referenced_provider(infrastructure)
    _add_spellings(infrastructure["properties"]["terraform"])
    return job


def _add_schedules(schedule: Schema) -> None:
    """A mapping, a list of such, or text: each type looks at its own keywords."""
    for only_names in ("pattern", "patternErrorMessage"):
        del schedule[only_names]
    item = {key: schedule[key] for key in ("properties", "additionalProperties")}
    schedule |= {"type": ["object", "array", "string", "null"], "items": {"type": ["object", "null"], **item}}


def _add_referenced_provider(infrastructure: Schema) -> None:
    """`provider` as a mapping too; what it holds may not stand beside it as well."""
    keys = infrastructure["properties"]
    block = drawn(InfrastructureProviderModel, nulls=True, references=True)
    del block["required"]
    keys["provider"] = {
        "description": f"{keys['provider']['description']} A mapping in the referenced dialect.",
        "anyOf": [*keys["provider"]["anyOf"], block],
        "examples": keys["provider"]["examples"],
    }
    infrastructure["allOf"] = [_not_both(name) for name in PROVIDER_KEYS if name != "provider"]


def _not_both(name: str) -> Schema:
    """`false` at the key and no `not` around both: messages name the key."""
    stated = {"provider": {"type": "object", "required": [name]}}
    return {
        "if": {"type": "object", "required": ["provider"], "properties": stated},
        "then": {"properties": {name: False}},
    }


def _add_spellings(terraform: Schema) -> None:
    keys = terraform["properties"]
    keys["backend"]["allOf"] = [_ref("backend")]
    for other, name in TERRAFORM_RENAMES.items():
        keys[other] = {**keys[name], "description": f"Another word for `{name}`. {keys[name]['description']}"}
    terraform["dependencies"] = {other: {"properties": {name: False}} for other, name in TERRAFORM_RENAMES.items()}


def _backend() -> Schema:
    """What each type takes; without a `type` the provider decides, and nothing is judged."""
    kinds = [rules for name in backend_types() if (rules := rules_of(name))]
    type_of = {"anyOf": [{"enum": [*backend_types(), None]}, {"type": "string", "pattern": SOME_NAME}]}
    return {
        "properties": {"type": {"description": "The kind of backend.", **type_of}},
        "allOf": [_backend_of_type(rules) for rules in kinds],
    }


def _backend_of_type(rules: BackendRules) -> Schema:
    taken = {name: _argument(rules, name) for name in sorted(rules.fields.kinds) if name not in rules.credentials}
    return {
        "if": {"required": ["type"], "properties": {"type": {"const": rules.type}}},
        "then": {
            "properties": {"type": True, **taken},
            "additionalProperties": False,
        },
    }


def _argument(rules: BackendRules, name: str) -> Schema:
    if name in rules.deprecated:
        return {"description": f"Old; write `{rules.deprecated[name]}`."}
    return {"description": f"Required. See {rules.source}" if name in rules.fields.required else f"See {rules.source}"}


def _scope() -> Schema:
    scope = drawn(ScopeModel, nulls=True, references=False)
    scope["type"] = ["object", "null"]
    scope["properties"]["vars"] |= _var_names()
    scope["properties"]["job"] |= {
        "allOf": [_ref("job")],
        "properties": dict.fromkeys(("tenant_id", "environment", "name"), False),
    }
    return scope


def _var_names() -> Schema:
    """What may stand between the braces, and does not always mean the job's own."""
    taken = (*IDENTITY_NAMES, *STATED_NAMES)
    return {
        "propertyNames": {
            "pattern": "^[A-Za-z_][A-Za-z0-9_]*$",
            "not": {"enum": [*taken, *(name.upper() for name in taken)]},
        }
    }


def _rating(rules: Schema, meaning: str) -> Schema:
    return {"description": meaning, **rules["additionalProperties"]}


def _name_what_policies_take(policy: Schema) -> None:
    """What `policy_problems` judges, as far as a schema can."""
    kinds = {*NAMED_KINDS, *(name for _, name in resource_types())}
    policy["names"]["propertyNames"] = {"enum": ["preset", *sorted(kinds)]}
    policy["names"]["properties"] = {"preset": {"description": "A set of patterns.", "enum": [*PRESETS, None]}}
    code = policy["exceptions"]["items"]["properties"]["code"]
    del code["type"]
    code["enum"] = sorted(BREACHES)
    ratings = policy["severity"]["additionalProperties"]["oneOf"]
    by_code = next(each for each in ratings if each.get("type") == "object")
    by_code["propertyNames"] = {"enum": sorted(POLICY_CODES)}


def _name_where_tags_go(tags: Schema) -> None:
    """What `tags_problems` and `read_tag_policy` judge, as far as a schema can."""
    names = {"enum": list(destinations())}
    tags["separators"]["propertyNames"] = names
    for each in tags["key_style"]["oneOf"]:
        if each["type"] == "object":
            each["propertyNames"] = names
    for each in tags["values"]["additionalProperties"]["oneOf"]:
        if each["type"] == "array":
            each["minItems"] = 1
    tags["enforced_for"]["items"] = {"type": "string", "pattern": RESOURCE_TYPE}


def _pinned() -> Schema:
    text = {"type": ["string", "number", "null"]}
    return {
        "source": {**text, "description": "Where the module comes from."},
        "version": {**text, "description": "The module's version."},
    }


def _default_module() -> Schema:
    """A source, a source with its version, or one of these by runtime."""
    pair = _pinned()
    choice = {"type": ["string", "number", "object", "null"], "properties": pair}
    by_runtime = {
        name: {
            **choice,
            "description": "The module of this runtime." if name != "default" else "The module of all others.",
        }
        for name in (*RUNTIME_TYPES, "default")
    }
    return {"properties": {**pair, **by_runtime}}
