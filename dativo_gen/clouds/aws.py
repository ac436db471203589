"""Amazon Web Services: ARNs, account ids, regions and names."""

from __future__ import annotations

import re

from dativo_gen.clouds.base import ORCHESTRATED_RUNTIMES, Cloud, Facts, Misfit, address_misfit

_SIDES = r"(?:central|(?:north|south)?(?:east|west)|north|south)"
_REGION = re.compile(rf"(?:[a-z]{{2}}|eusc-[a-z]{{2}})(?:-gov|-iso[a-z]?)?-{_SIDES}-\d{{1,2}}")
_LOOSE_REGION = re.compile(rf"([a-z]{{2}}(?:[-_]?gov|[-_]?iso[a-z]?)?)[-_]?({_SIDES})[-_]?(\d{{1,2}})([a-z])?")
_PARTITION = re.compile(r"aws(-[a-z]+)*")
_ACCOUNT = re.compile(r"\d{12}")
_ARN_EXAMPLE = "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012"

# docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html: partitions by region
_PARTITION_OF_REGION = (("cn-", "aws-cn"), ("us-gov-", "aws-us-gov"))
_NO_REGION_SERVICES = frozenset({"iam", "organizations", "cloudfront", "route53"})

# docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_BUCKET_PREFIXES = ("xn--", "sthree-", "amzn-s3-demo-")
_BUCKET_SUFFIXES = ("-s3alias", "--ol-s3", ".mrap", "--table-s3")
_IP = re.compile(r"\d{1,3}(\.\d{1,3}){3}")

_KEY = re.compile(
    r"arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(?:key/[A-Za-z0-9-]+|alias/[\w/-]+)"
    r"|alias/[\w/-]+|mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)


class Aws(Cloud):
    provider = "aws"
    terraform_provider = "aws"
    provider_source = "hashicorp/aws"
    default_backend = "s3"
    runtimes = ORCHESTRATED_RUNTIMES | {"ecs"}
    tags_argument = "tags"
    default_tags = True
    region_form = _REGION
    region_telltale = _REGION
    region_example = "us-east-1"
    instance_type_form = re.compile(r"[a-z][a-z0-9-]*\.(?:nano|micro|small|medium|large|\d*xlarge|metal(?:-\d+xl)?)")
    instance_type_examples = "t3.medium, m5.xlarge"

    def owns(self, identifier: str) -> bool:
        return identifier.lower().startswith(("arn:", "s3://"))

    def facts(self, identifier: str) -> Facts:
        if not identifier.startswith("arn:") or self.malformed(identifier):
            return Facts()
        region, account = identifier.split(":", 5)[3:5]
        return Facts(region=region or None, account_id=account if _ACCOUNT.fullmatch(account) else None)

    def malformed(self, identifier: str) -> Misfit | None:
        if not identifier.lower().startswith("arn:"):
            return None
        parts = identifier.split(":", 5)
        if len(parts) < 6:
            reason = f"has {len(parts)} of an ARN's 6 parts"
            return Misfit(f"{identifier} {reason}", f"write it as in {_ARN_EXAMPLE}; an S3 one has `:::`")
        reason, hint = _arn_part_misfit(parts) or ("", "")
        return Misfit(f"{identifier} is not an ARN: {reason}", hint) if reason else None

    def meant_region(self, region: str) -> str | None:
        loose = _LOOSE_REGION.fullmatch(region.strip().lower())
        if not loose:
            return None
        area = re.sub(r"[-_]?(gov|iso[a-z]?)$", r"-\1", loose[1])
        return f"{area}-{loose[2]}-{loose[3]}"

    def meant_instance_type(self, instance_type: str) -> str | None:
        meant = re.sub(r"^(db|ml|cache)\.", "", instance_type.strip().lower().replace("_", "."))
        return meant if self.instance_type_form.fullmatch(meant) else None

    def account_misfit(self, account_id: str) -> Misfit | None:
        if _ACCOUNT.fullmatch(account_id):
            return None
        digits = re.sub(r"[\s-]", "", account_id)
        if _ACCOUNT.fullmatch(digits):
            hint = f'write `account_id: "{digits}"`'
        elif digits.isascii() and digits.isdigit() and 8 <= len(digits) < 12:
            hint = f'zeros in front are lost without quotes: is it `account_id: "{digits.zfill(12)}"`?'
        else:
            hint = 'write the 12 digits in quotes, as in `account_id: "123456789012"`'
        return Misfit(f"{account_id} is not an AWS account id, which has 12 digits", hint)

    def project_misfit(self, project_id: str) -> Misfit | None:
        return Misfit(f"aws has no projects, so project_id {project_id} means nothing", "take it out")

    def bucket_misfit(self, bucket: str) -> Misfit | None:
        if bucket.startswith("arn:"):
            return Misfit(f"{bucket} is an ARN, not a bucket's name", f"write `bucket: {bucket.rpartition(':')[2]}`")
        reason = _bucket_reason(bucket)
        return address_misfit(bucket, ("s3://", "s3a://", "s3n://")) or (
            Misfit(f"{bucket} cannot be the name of an S3 bucket: {reason}", "write a name as acme-data-lake")
            if reason
            else None
        )

    def kms_key_misfit(self, kms_key_id: str) -> Misfit | None:
        if _KEY.fullmatch(kms_key_id):
            return self.malformed(kms_key_id)
        hint = f"write the key's ARN, as in {_ARN_EXAMPLE}, its id, or `alias/<name>`"
        return self.malformed(kms_key_id) or Misfit(f"{kms_key_id} is not a KMS key", hint)


def _arn_part_misfit(parts: list[str]) -> Misfit | None:
    """The first part of an ARN that is wrong; parts are the text, split at the first five colons."""
    prefix, partition, service, region, account, resource = parts
    checks = (
        (prefix == "arn", "it begins with `arn:` in small letters", "write `arn:`"),
        (
            _PARTITION.fullmatch(partition),
            f"`{partition}` is no partition",
            "write aws, aws-cn or aws-us-gov",
        ),
        (re.fullmatch(r"[a-z0-9-]+", service), f"`{service}` is no service", "write the service, as in s3"),
        (not region or _REGION.fullmatch(region), f"`{region}` is no region", "write it as in us-east-1"),
        (
            account in ("", "aws") or _ACCOUNT.fullmatch(account),
            f"`{account}` is no account id, which has 12 digits",
            "write it as in 123456789012",
        ),
        (resource.strip(), "it names no resource", f"write it as in {_ARN_EXAMPLE}"),
        (not any(c.isspace() for p in parts for c in p), "it has a space in it", "write it without spaces"),
        (
            not (region and service in _NO_REGION_SERVICES),
            f"{service} has no regions",
            "leave the region empty",
        ),
        _partition_check(partition, region),
    )
    return next((Misfit(reason, hint) for fine, reason, hint in checks if not fine), None)


def _partition_check(partition: str, region: str) -> tuple[bool, str, str]:
    wanted = next((name for start, name in _PARTITION_OF_REGION if region.startswith(start)), None)
    fine = not region or (wanted or partition) == partition
    if fine and region and partition in ("aws-cn", "aws-us-gov"):
        fine = wanted == partition
    return fine, f"region {region} is not in partition {partition}", f"write arn:{wanted or 'aws'}:..."


def _bucket_reason(bucket: str) -> str | None:
    if not _BUCKET.fullmatch(bucket):
        return "it takes 3 to 63 small letters, digits, dots and hyphens, first and last a letter or digit"
    if ".." in bucket:
        return "two dots stand together"
    if _IP.fullmatch(bucket):
        return "it looks like an IP address"
    reserved = [p for p in _BUCKET_PREFIXES if bucket.startswith(p)]
    reserved += [s for s in _BUCKET_SUFFIXES if bucket.endswith(s)]
    return f"`{reserved[0]}` is reserved" if reserved else None
