"""Google Cloud: resource paths, service accounts, project ids, regions and names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dativo_gen.clouds.base import ORCHESTRATED_RUNTIMES, Cloud, Facts, Misfit, address_misfit

_SIDES = r"(?:central|(?:north|south)?(?:east|west)|north|south)"
_REGION = re.compile(rf"[a-z]{{2,12}}-{_SIDES}\d{{1,2}}")
_ZONE = re.compile(rf"({_REGION.pattern})-[a-z]")
_LOOSE_REGION = re.compile(rf"([a-z]{{2,12}})[-_ ]?({_SIDES})[-_ ]?(\d{{1,2}})(?:-[a-z])?")
_MULTI_REGIONS = frozenset({"us", "eu", "asia", "global", "europe", "nam4", "eur4"})

_HOST = re.compile(
    r"https://www\.googleapis\.com/compute/(?:v1|beta)/|https://compute\.googleapis\.com/compute/(?:v1|beta)/"
    r"|(?:https:)?//[a-z-]+\.googleapis\.com/(?:(?:compute/)?v\d\w*/)?"
)
# docs.cloud.google.com/resource-manager/docs/creating-managing-projects, with the older `domain:` in front
_PROJECT = re.compile(r"(?:[a-z0-9-]+(?:\.[a-z0-9-]+)+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]")
_SERVICE_ACCOUNT = re.compile(r"(?:serviceAccount:)?([^@\s]+)@([^@\s]+)\.iam\.gserviceaccount\.com")
_APP_ENGINE = re.compile(r"(?:serviceAccount:)?([^@\s]+)@appspot\.gserviceaccount\.com")
_AGENT = re.compile(r"(?:service-|gcp-sa-)\S*|\d+(?:-\S*)?")
_KEY = re.compile(r"projects/[^/]+/locations/[a-z0-9-]+/keyRings/[\w-]{1,63}/cryptoKeys/[\w-]{1,63}")
_KEY_EXAMPLE = "projects/acme-project/locations/us-central1/keyRings/dativo/cryptoKeys/etl-data"
_PATH_EXAMPLE = "projects/acme-project/regions/us-central1/subnetworks/dativo-subnet"

# docs.cloud.google.com/storage/docs/buckets#naming
_BUCKET = re.compile(r"[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]")
_IP = re.compile(r"\d{1,3}(\.\d{1,3}){3}")


class Gcp(Cloud):
    provider = "gcp"
    terraform_provider = "google"
    provider_source = "hashicorp/google"
    default_backend = "gcs"
    runtimes = ORCHESTRATED_RUNTIMES | {"cloud_run"}
    tags_argument = "labels"
    default_tags = True
    region_form = _REGION
    region_telltale = _REGION
    region_example = "us-central1"
    instance_type_form = re.compile(r"(?:custom|[a-z]{1,2}\d{1,2}[a-z]?)(?:-[a-z0-9]+){1,5}")
    instance_type_examples = "n1-standard-1, e2-medium"

    def owns(self, identifier: str) -> bool:
        path = identifier.removeprefix("/")
        return (
            bool(_HOST.match(identifier))
            or path.startswith(("projects/", "gs://"))
            or identifier.endswith(".gserviceaccount.com")
        )

    def facts(self, identifier: str) -> Facts:
        if self.malformed(identifier):
            return Facts()
        if identifier.endswith(".gserviceaccount.com") and "/" not in identifier:
            return Facts(project_id=_account_project(identifier))
        path = _HOST.sub("", identifier, count=1)
        if not path.startswith("projects/"):
            return Facts()
        project, *rest = path.split("/")[1:]
        return Facts(region=next(_regions(rest), None), project_id=project if _PROJECT.fullmatch(project) else None)

    def malformed(self, identifier: str) -> Misfit | None:
        path = _HOST.sub("", identifier, count=1)
        if path.startswith("/projects/"):
            return Misfit(f"{identifier} begins with a slash", f"write {path[1:]}")
        if identifier.endswith(".gserviceaccount.com") and "/" not in identifier:
            return _account_misfit(identifier)
        if not path.startswith("projects/"):
            return None
        reason = _path_reason(path.split("/")[1:])
        if not reason:
            return None
        return Misfit(f"{identifier} is not a resource path: {reason}", f"write it as in {_PATH_EXAMPLE}")

    def meant_region(self, region: str) -> str | None:
        loose = _LOOSE_REGION.fullmatch(region.strip().lower())
        return f"{loose[1]}-{loose[2]}{loose[3]}" if loose else None

    def meant_instance_type(self, instance_type: str) -> str | None:
        meant = instance_type.strip().lower().replace("_", "-").split("/")[-1]
        return meant if self.instance_type_form.fullmatch(meant) else None

    def account_misfit(self, account_id: str) -> Misfit | None:
        return Misfit(f"gcp has no account ids, so account_id {account_id} means nothing", "write `project_id`")

    def project_misfit(self, project_id: str) -> Misfit | None:
        if _PROJECT.fullmatch(project_id):
            return None
        if project_id.isascii() and project_id.isdigit():
            return Misfit(f"{project_id} is a project's number, not its id", "write the id, as in acme-project")
        rule = "it takes 6 to 30 small letters, digits and hyphens, begins with a letter and ends with no hyphen"
        hint = "write the id (not the display name), as in acme-project or example.com:acme-project"
        return Misfit(f"{project_id} is not a project id: {rule}", hint)

    def bucket_misfit(self, bucket: str) -> Misfit | None:
        reason = _bucket_reason(bucket)
        return address_misfit(bucket, ("gs://",)) or (
            Misfit(f"{bucket} cannot be the name of a GCS bucket: {reason}", "write a name as acme-data-lake")
            if reason
            else None
        )

    def kms_key_misfit(self, kms_key_id: str) -> Misfit | None:
        key, versioned, _ = kms_key_id.partition("/cryptoKeyVersions/")
        if versioned and _KEY.fullmatch(key):
            return Misfit(f"{kms_key_id} names a version of a key, where the key is asked for", f"write {key}")
        if _KEY.fullmatch(kms_key_id):
            return self.malformed(kms_key_id)
        return Misfit(f"{kms_key_id} is not a Cloud KMS key", f"write its path, as in {_KEY_EXAMPLE}")


def _regions(segments: list[str]) -> Iterator[str]:
    """Regions in a path; a zone stands for its region, multi-regions (`us`, `eur4`, `global`) for none."""
    for collection, name in pairwise(segments):
        if collection in ("regions", "zones", "locations"):
            zone = _ZONE.fullmatch(name)
            if zone or _REGION.fullmatch(name):
                yield zone[1] if zone else name


def _account_project(address: str) -> str | None:
    """The project of a service account; none for Google's own agents, whose domain is Google's."""
    app_engine = _APP_ENGINE.fullmatch(address)
    if app_engine:
        return app_engine[1] if _PROJECT.fullmatch(app_engine[1]) else None
    match = _SERVICE_ACCOUNT.fullmatch(address)
    if not match or _AGENT.fullmatch(match[1]) or match[2].startswith("gcp-sa-"):
        return None
    return _domain_scoped(match[2])


def _domain_scoped(domain: str) -> str:
    """`acme-project.example.com` is how an address spells the project `example.com:acme-project`."""
    project, _, organisation = domain.partition(".")
    return f"{organisation}:{project}" if organisation else project


def _account_misfit(address: str) -> Misfit | None:
    match = _SERVICE_ACCOUNT.fullmatch(address)
    hint = "write it as in dativo-etl@acme-project.iam.gserviceaccount.com"
    if not match:
        known = re.fullmatch(r"[^@\s]+@[a-z0-9][a-z0-9.-]*\.gserviceaccount\.com", address)
        known_form = known and not address.endswith("@iam.gserviceaccount.com")
        return None if known_form else Misfit(f"{address} is not a service account's address", hint)
    project = _domain_scoped(match[2])
    if _PROJECT.fullmatch(project) or _AGENT.fullmatch(match[1]):
        return None
    return Misfit(f"{address} is not a service account's address: `{project}` is no project id", hint)


def _path_reason(segments: list[str]) -> str | None:
    """What is wrong with the segments after `projects/`, if anything."""
    if any(not s or s != s.strip() for s in segments):
        return "a part between two slashes is empty"
    project, *rest = segments
    if project != "_" and not project.isdigit() and not _PROJECT.fullmatch(project):
        return f"`{project}` is no project id"
    rest = [s for s in rest if s != "global"] if "locations" not in rest else rest
    if len(rest) % 2:
        return f"it ends with `{rest[-1]}` and no name behind it"
    return next((reason for pair in zip(rest[::2], rest[1::2], strict=True) if (reason := _place_reason(*pair))), None)


def _place_reason(collection: str, name: str) -> str | None:
    if collection == "regions" and not _REGION.fullmatch(name):
        return f"`{name}` is no region"
    if collection == "zones" and not _ZONE.fullmatch(name):
        return f"`{name}` is no zone"
    known = _REGION.fullmatch(name) or _ZONE.fullmatch(name) or name.lower() in _MULTI_REGIONS
    if collection == "locations" and not known and not re.fullmatch(r"[a-z]{2,12}\d*", name):
        return f"`{name}` is no location"
    return None


def _bucket_reason(bucket: str) -> str | None:
    if not _BUCKET.fullmatch(bucket) or any(not 1 <= len(part) <= 63 for part in bucket.split(".")):
        return (
            "it takes 3 to 63 small letters, digits, hyphens, underscores and dots, "
            "and begins and ends with a letter or digit"
        )
    if _IP.fullmatch(bucket):
        return "it looks like an IP address"
    if bucket.startswith("goog"):
        return "`goog` in front is reserved"
    return "`google` in it is reserved" if "google" in bucket or "g00gle" in bucket else None
