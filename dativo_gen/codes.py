"""Every code a problem can have: how bad it is, and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "off"]


@dataclass(frozen=True, slots=True)
class Code:
    severity: Severity
    meaning: str


def _error(meaning: str) -> Code:
    return Code("error", meaning)


def _warning(meaning: str) -> Code:
    return Code("warning", meaning)


CODES: dict[str, Code] = {
    # files
    "file-unreadable": _error("A file or folder cannot be read."),
    "file-too-large": _error("An input file is larger than 1 MiB."),
    "file-not-utf8": _error("An input file is not UTF-8 text."),
    "file-outside": _error("An input file is a link that leads out of the repository."),
    "no-jobs": _error("There is no job config in the jobs folder."),
    "asset-missing": _error("A job names an asset, and there is no such file."),
    "path-uncovered": _error("No entry of `path_map` says where a path in the container lies here."),
    "path-long": _warning("An output path is too long for some checkouts."),
    # YAML
    "yaml-syntax": _error("The file is not YAML."),
    "yaml-tab": _error("A tab stands where YAML wants spaces."),
    "yaml-documents": _error("A file holds several YAML documents."),
    "yaml-alias": _error("An alias names no anchor."),
    "yaml-aliases": _error("A file's aliases stand for too many values."),
    "yaml-recursion": _error("A value contains itself through an alias."),
    "yaml-depth": _error("Values are nested too deep."),
    "yaml-character": _error("A file holds a character that YAML does not allow."),
    "yaml-key": _error("A key is not text."),
    "yaml-key-twice": _error("A mapping gives one key twice."),
    "yaml-merge": _error("`<<` is given something that is no mapping."),
    "yaml-not-mapping": _error("A file holds something else than a mapping."),
    "yaml-number": _error("YAML reads a value as another one than the author wrote."),
    "yaml-tag": _error("A value has a YAML tag that is not understood."),
    # keys and values
    "unknown-key": _error("A key is not known where it stands."),
    "missing-key": _error("A key that is needed is not there."),
    "both-spellings": _error("One thing is said in both spellings."),
    "wrong-type": _error("A value is not of the type that its key takes."),
    "invalid-value": _error("A value is none of those that its key takes."),
    "invalid-provider": _error("The provider is none of aws, gcp and azure."),
    "rule-unknown": _error("The settings rate a problem code that does not exist."),
    "setting-path": _error("A path in the settings leads out of the repository, or the output would hold the jobs."),
    "setting-unused": _warning("Nothing acts on a setting yet."),
    # who a job is
    "name-invalid": _error("A tenant, environment or job has a name that cannot be a folder and a label everywhere."),
    "name-reserved": _error("A tenant, environment or job has a name that Windows keeps for itself."),
    "environment-unknown": _error("A job or the policy names an environment that is not in the settings."),
    "identity-in-layer": _error("A layer gives the tenant, environment or name of a job, where it may not."),
    "shared-tenant": _error("A job that is rendered for every tenant names one."),
    "tenant-folder": _warning("A job lies in the folder of another tenant."),
    "job-twice": _error("Two files make the same job."),
    "fan-out-part": _error("A job for every tenant or environment writes something beside the name of each."),
    "fan-out-empty": _error("A job is for every tenant or environment, but none is known."),
    # layers and names to fill in
    "layer-clash": _error("A mapping in one layer is a list or a scalar in another."),
    "interpolation-key": _error("Filling in names makes two keys of a mapping equal."),
    "interpolation-syntax": _error("What stands between `${` and `}` is no name."),
    "interpolation-type": _error("A list or mapping is filled in inside text."),
    "interpolation-unknown": _error("A name to fill in is not known, or has no value for this job."),
    "var-name": _error("A var has a name that is taken or cannot be written."),
    # clouds and runtimes
    "account-invalid": _error("An account or subscription has an impossible id."),
    "bucket-invalid": _error("A bucket has an impossible name."),
    "compute-size": _error("The runtime does not offer what `compute` asks for."),
    "identifier-invalid": _error("An ARN, path or address is broken, or is one of another cloud."),
    "instance-type": _error("An instance type is none of this provider's."),
    "kms-key-invalid": _error("A KMS key has an id that is none of this provider's."),
    "project-invalid": _error("A project has an impossible id."),
    "region-invalid": _error("A region is none of this provider's."),
    "runtime-provider": _error("A runtime does not exist on the job's provider."),
    "unit-invalid": _error("A size of cpu or memory is not understood, or means two things."),
    "place-disagrees": _error(
        "A job's identifiers lie in different regions, accounts or projects, and it states none."
    ),
    "place-unknown": _warning("A region, project or subscription is left to the environment of Terraform."),
    # modules and their arguments
    "no-module": _error("A job names a module that does not come with dativo-gen, or there is none for it."),
    "module-unread": _warning("A module could not be read; what it needs and ignores is not certain."),
    "module-argument-missing": _error("A module needs a variable that the job does not give."),
    "output-unknown": _error("A module has no output of this name."),
    "output-clash": _error("Two jobs of a stack make an output of the same name."),
    "tags-nowhere": _error("A module takes neither `tags` nor `labels`."),
    "variable-name": _error("A name under `terraform.variables` can be no variable."),
    "variable-protected": _error("`terraform.variables` changes the identity or the tags of a job."),
    "variable-type": _error("A value does not fit the type of the module's variable."),
    "variable-unknown": _error("A module declares no variable of this name."),
    # schedules
    "schedule-cron": _error("A schedule's cron expression is none of five fields, or no time is like it."),
    "schedule-form": _error("A schedule says both or neither of `cron` and `interval_seconds`."),
    "schedule-timezone": _error("The time zone of a schedule does not exist."),
    "schedule-twice": _error("Two schedules of a job have one name, or none."),
    "schedule-unkept": _warning("The module of a job could keep a schedule, but not the ones that the job has."),
    "schedule-unknown": _warning("A schedule runs a job that is not there."),
    # stacks and states
    "backend-local": _warning("A job states no backend, so its state lies on one machine."),
    "state-unnamed": _error("The settings' backend gives every job the same state."),
    "state-shared": _error("Two tenants or environments have one state."),
    "stack-backend": _error("Jobs that share a state give it different backend arguments."),
    "stack-clash": _error("Two stacks of one tenant and environment have the same name."),
    "stub-incomplete": _error("A code location or DAG file would be written without a job that has problems."),
    "airflow-incomplete": _error("Airflow cannot start a job without something that it does not state."),
    "airflow-limit": _error("A name is longer, or a time beyond, what Airflow takes."),
    "orchestrator-name": _error("Two jobs become one name in an orchestrator."),
    "dagster-incomplete": _error("Dagster cannot start a job without something that it does not state."),
    "dagster-location": _error("A code location has a name that no folder can have, or two differ in case only."),
    "image-missing": _warning("No image is set, so containers run one that is a guess."),
    "owner-email": _warning("An owner is no e-mail address."),
    "tenant-reserved": _warning("A tenant is called like a word of Python or Dagster."),
    "stack-incomplete": _error("A stack that is to be written holds a job that has problems."),
    "stack-name": _error("Jobs that share a state call their stack differently."),
    "stack-place": _error("Jobs that share a state lie in different clouds, regions, accounts or projects."),
    "bucket-shared": _warning("Two tenants share a bucket without prefixes of their own."),
    "service-account-shared": _warning("Two tenants run under one service account."),
    # removal
    "removed-key": _error("A key under `removed` names no tenant, environment or job."),
    "removed-exists": _error("`removed` names a job that is still there."),
    "removed-was": _error("A line under `removed` gives a job an origin or a move that cannot be."),
    "removed-clash": _error("Nothing says which stack holds the state of a removed job."),
    "removed-stale": _warning("A line under `removed` has nothing to do any more."),
    # policy
    "policy-provider": _error("The policy does not allow a job's provider."),
    "policy-region": _error("The policy does not allow a region, or it is not known."),
    "policy-instance-type": _error("The policy does not allow an instance type."),
    "policy-module-source": _error("The policy does not allow the source of a module."),
    "policy-module-version": _error("The policy asks for another, or a more exact, version of a module."),
    "policy-kms-key": _error("The policy asks for a KMS key."),
    "policy-private-networking": _error("The policy asks for private networking."),
    "policy-max-runtime": _error("The policy asks for a limit of a run's time."),
    "policy-compute": _error("The policy asks for a job's cpu and memory."),
    "policy-remote-state": _error("The policy asks for a state that does not lie on one machine."),
    "policy-state-lock": _error("The policy asks for a state that two runs cannot write at once."),
    "policy-state-encryption": _error("The policy asks for a state that is encrypted where it lies."),
    "policy-shared-bucket": _error("Two tenants use a bucket that the policy keeps apart."),
    "policy-shared-role": _error("Two tenants use a role or service account that the policy keeps apart."),
    "policy-shared-network": _error("Two tenants use a network that the policy keeps apart."),
    "policy-shared-cluster": _error("Two tenants use a cluster that the policy keeps apart."),
    "policy-shared-kms-key": _error("Two tenants use a KMS key that the policy keeps apart."),
    "policy-name": _error("A resource is not called as the policy asks for."),
    "policy-exception-expired": _warning("An exception from the policy has ended and excuses nothing any more."),
    "policy-exception-unused": _warning("No job needs an exception from the policy."),
    # assets
    "asset-form": _error("An asset is in none of the three forms that are read."),
    "asset-shape": _error("A part of an asset that tags are made of has a shape that cannot be read."),
    "asset-tenant": _warning("A data contract names another tenant than the job that uses it."),
    # tags
    "tag-alias": _error("`tags.aliases` gives a key to two tags, or makes one of two that every job has."),
    "tag-block": _error("Something that holds tags (`finops`, `infrastructure.tags`) is not a mapping."),
    "tag-downgrade": _error("A job lowers the classification of its asset or drops one of its regulations."),
    "tag-identity": _error("A tag gives `tenant_id` or `job_name` another value than the job has."),
    "tag-key-empty": _error("The key of a tag is nothing but blanks and separators."),
    "tag-key-twice": _error("One layer gives a tag twice, in spellings that differ in case or separators only."),
    "tag-list-comma": _warning("An item of a list of tag values holds a comma, which also parts the items."),
    "tag-list-item": _warning("A blank or repeated item of a list of tag values is left out."),
    "tag-regulation-unknown": _warning("A tag names a regulation that is not known."),
    "tag-not-applied": _error("A plan would make a resource without tags of its job."),
    "tag-not-handed-on": _warning("What a planned resource starts would have no tags."),
    "tag-required": _error("A job lacks a tag that the settings ask for."),
    "tag-count": _error("A job has more tags, or longer ones, than one resource takes."),
    "tag-key-collision": _error("Two tags with different values become one where they go."),
    "tag-key-merged": _warning("Two tags with one value become one where they go."),
    "tag-key-reserved": _error("The key of a tag is one that its destination keeps for others."),
    "tag-key-unrepresentable": _error("Nothing of a tag's key may stand in keys where it goes."),
    "tag-list-separator": _warning("An item of a list of tag values held what parts the items where it goes."),
    "tag-report-column": _error("Two tags with different values become one column of the AWS cost report."),
    "tag-shortened": _warning("The key or the value of a tag is too long for where it goes, and is cut."),
    "tag-value-hashed": _warning("Nothing of a tag's value may stand in values where it goes; a hash takes its place."),
    "tag-spelling": _warning("Jobs spell one tag in different ways, which splits cost reports."),
    "tag-unset": _warning("A null or empty value takes a tag away, or sets none."),
    "tag-value-not-allowed": _error("A tag has a value that the settings do not allow."),
    "tag-value-type": _error("The value of a tag is a mapping, or a list that holds more than plain values."),
    "tag-value-yaml": _error("YAML reads the value of a tag differently from how it is written."),
    "tag-whitespace": _warning("White space in a tag was taken away at its ends or made one space."),
    # module sources and modules
    "module-bundled-instead": _warning("A module path leads nowhere; the bundled module of that name is used."),
    "module-fetch-failed": _error("A module that lies elsewhere could not be loaded."),
    "module-lock-newer": _error("`dativo-gen.lock` was written by a newer dativo-gen than this one."),
    "module-lock-outdated": _warning("`dativo-gen.lock` knows a module in other versions than the job's."),
    "module-lock-unreadable": _error("`dativo-gen.lock` is not as `modules fetch` wrote it."),
    "module-not-found": _error("There is no module where a local path leads."),
    "module-path-ambiguous": _error(
        "A module path means two folders, from the job's folder and from the root, and both exist."
    ),
    "module-path-outside": _error("A module path is absolute or leads out of the repository."),
    "module-source": _error("A module source has a form that Terraform does not know."),
    "module-source-secret": _error("A module source holds credentials; generated files are committed."),
    "module-unreadable": _error("A module's file is not HCL or JSON, or its declarations contradict each other."),
    "module-version": _error("A module version does not go with the module's source."),
    # a module measured against the contract
    "contract-optional": _warning("A module lacks a variable that the contract adds to the integration guide's."),
    "contract-output": _warning("A module lacks an output that the integration guide names."),
    "contract-required": _error("A module cannot do without a variable that a job need not give."),
    "contract-type": _error("A module declares a variable of the contract with a type that its values do not fit."),
    "contract-variable": _error("A module lacks a variable of the contract, or calls one as none can be called."),
    # backends
    "backend-argument": _error("A backend has an argument that Terraform does not take there."),
    "backend-credentials": _error("A backend holds a secret; generated files are committed."),
    "backend-deprecated": _warning("An argument of a backend still works, but Terraform means to drop it."),
    "backend-environment": _warning("A backend leaves something it needs to Terraform's environment."),
    "backend-missing": _error("A backend lacks an argument that it requires."),
    "backend-type": _error("A backend's type is missing or unknown."),
    "backend-value": _error("An argument of a backend has a value that Terraform refuses."),
    "backend-workspace": _error("A Terraform workspace has an impossible name, or its backend cannot keep it apart."),
    # templates
    "template-error": _error("A template of yours is broken, or asks for what is not there."),
    "template-folder": _error("The folder of your templates is not there, or holds a file where none is looked for."),
    # the generated tree
    "manifest-unreadable": _error("A `.dativo-gen.json` in the output folder cannot be read."),
    "manifest-newer": _error("A `.dativo-gen.json` was written by a newer dativo-gen than this one."),
    "path-collision": _error("Two outputs need one path, or paths that not every disk keeps apart."),
    # resources
    "resource-id": _error("A `resource_id` has none of the forms that ids of its `resource_type` have."),
    "resource-provider": _error("A `resource_type` belongs to another provider than the job's."),
    "resource-type": _error("A `resource_type` is not known."),
}

FIXED = frozenset(
    ("job-twice", "output-clash", "stack-backend", "stack-clash", "stack-name", "stack-place", "template-error")
)
"""Errors that no setting can make less of: without them files would be wrong, or silently take another's place."""
