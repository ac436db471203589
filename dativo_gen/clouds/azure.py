"""Microsoft Azure: resource ids, subscriptions, regions and names."""

from __future__ import annotations

import re

from dativo_gen.clouds.base import ORCHESTRATED_RUNTIMES, Cloud, Facts, Misfit, address_misfit

_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_GROUP = re.compile(r"[\w().-]{0,89}[\w()-]")
_NAMESPACE = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z0-9]+)+")
_SUBSCRIPTION_EXAMPLE = "12345678-1234-1234-1234-123456789012"
_ID_EXAMPLE = f"/subscriptions/{_SUBSCRIPTION_EXAMPLE}/resourceGroups/acme-data/providers/Microsoft.Storage/..."

# learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
_ACCOUNT = re.compile(r"[a-z0-9]{3,24}")
_CONTAINER = re.compile(r"(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*|\$(?:root|logs|web)")
_KEY_URL = re.compile(r"https://[A-Za-z0-9-]{3,24}\.[a-z.]+/keys/[A-Za-z0-9-]{1,127}(?:/[0-9a-f]{32})?/?")
_KEY_ID = re.compile(
    r"/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\.KeyVault/"
    r"(?:vaults|managedHSMs)/[A-Za-z0-9-]+/keys/[A-Za-z0-9-]+(?:/versions/[0-9a-f]+)?",
    re.IGNORECASE,
)
_KEY_EXAMPLE = "https://acme-vault.vault.azure.net/keys/etl-data"
_ADDRESSES = ("abfss://", "abfs://", "wasbs://", "wasb://", "https://", "az://")


class Azure(Cloud):
    provider = "azure"
    terraform_provider = "azurerm"
    provider_source = "hashicorp/azurerm"
    default_backend = "azurerm"
    runtimes = ORCHESTRATED_RUNTIMES | {"container_apps"}
    tags_argument = "tags"
    default_tags = False  # hashicorp/terraform-provider-azurerm#13776
    # the display name (`West Europe`) is what azurerm also takes
    region_form = re.compile(r"[a-z]{4,}\d?(?:euap|stg)?|[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]*)*(?: ?\d)?")
    region_telltale = re.compile(r"[a-z]*(?:north|south|east|west|central|usgov|usdod)[a-z]*\d?")
    region_example = "westeurope"
    instance_type_form = re.compile(r"(?:Standard|Basic)_[A-Z]{1,3}\d+(?:-\d+)?[a-z]*(?:_[A-Za-z0-9]+)*")
    instance_type_examples = "Standard_B2s, Standard_D2s_v3"

    def owns(self, identifier: str) -> bool:
        lower = identifier.lower()
        return lower.startswith(("/subscriptions/", "subscriptions/", "abfss://")) or ".vault.azure.net/" in lower

    def facts(self, identifier: str) -> Facts:
        if not identifier.lower().startswith("/subscriptions/") or self.malformed(identifier):
            return Facts()
        _, _, subscription, *rest = identifier.split("/")
        grouped = len(rest) >= 2 and rest[0].lower() == "resourcegroups"
        return Facts(account_id=subscription.lower(), resource_group=rest[1] if grouped else None)

    def malformed(self, identifier: str) -> Misfit | None:
        lower = identifier.lower()
        if lower.startswith("subscriptions/"):
            return Misfit(f"{identifier} lacks the slash in front", f"write /{identifier}")
        if not lower.startswith("/subscriptions/"):
            return None
        reason = _id_reason(identifier.split("/")[2:])
        if not reason:
            return None
        return Misfit(f"{identifier} is not a resource id: {reason}", f"write it as in {_ID_EXAMPLE}")

    def normal_region(self, region: str) -> str:
        return region.replace(" ", "").lower()

    def meant_region(self, region: str) -> str | None:
        meant = re.sub(r"[\s_-]", "", region).lower()
        backwards = re.match(r"us(?:north|south|east|west|central)", meant)  # `eastus` is how Azure says it
        return meant if self.region_telltale.fullmatch(meant) and not backwards else None

    def meant_instance_type(self, instance_type: str) -> str | None:
        loose = re.fullmatch(
            r"(?:standard[_ -])?([a-z]{1,3})(\d+(?:-\d+)?[a-z]*)((?:[_ -][a-z0-9]+)*)", instance_type.lower()
        )
        if not loose:
            return None
        return f"Standard_{loose[1].upper()}{loose[2]}{re.sub('[ -]', '_', loose[3])}"

    def account_misfit(self, account_id: str) -> Misfit | None:
        if _GUID.fullmatch(account_id):
            return None
        hint = f"write the subscription's id, as in {_SUBSCRIPTION_EXAMPLE}"
        return Misfit(f"{account_id} is not the id of an Azure subscription", hint)

    def project_misfit(self, project_id: str) -> Misfit | None:
        message = f"azure has no projects, so project_id {project_id} means nothing"
        return Misfit(message, "write `account_id` (the subscription) or `resource_group`")

    def bucket_misfit(self, bucket: str) -> Misfit | None:
        """A storage account, a container, or both as `account/container`."""
        account, slash, container = bucket.partition("/")
        if slash and _ACCOUNT.fullmatch(account) and _CONTAINER.fullmatch(container):
            return None
        if not slash and (_ACCOUNT.fullmatch(bucket) or _CONTAINER.fullmatch(bucket)):
            return None
        if bucket.startswith(_ADDRESSES):
            hint = "write the container's name, the storage account's, or `account/container`"
            return Misfit(f"{bucket} is an address, not a name", hint)
        rule = "3 to 63 small letters, digits and single hyphens (a storage account: 3 to 24 letters and digits)"
        message = f"{bucket} cannot be the name of a container or storage account: it takes {rule}"
        return (address_misfit(bucket, ()) if slash else None) or Misfit(message, "write a name as acme-data-lake")

    def kms_key_misfit(self, kms_key_id: str) -> Misfit | None:
        if _KEY_URL.fullmatch(kms_key_id):
            return None
        if _KEY_ID.fullmatch(kms_key_id):
            return self.malformed(kms_key_id)
        return Misfit(f"{kms_key_id} is not a Key Vault key", f"write its address, as in {_KEY_EXAMPLE}")


def _id_reason(segments: list[str]) -> str | None:
    """What is wrong with the segments after `/subscriptions/`, if anything."""
    if any(not s or s != s.strip() for s in segments):
        return "a part between two slashes is empty"
    subscription, *rest = segments
    if not _GUID.fullmatch(subscription):
        return f"`{subscription}` is no subscription id"
    if rest and rest[0].lower() == "resourcegroups":
        if len(rest) < 2 or not _GROUP.fullmatch(rest[1]):
            return f"`{rest[1]}` is no resource group" if len(rest) > 1 else "it names no resource group"
        rest = rest[2:]
    return _provider_reason(rest)


def _provider_reason(segments: list[str]) -> str | None:
    if not segments:
        return None
    if segments[0].lower() != "providers":
        return f"`{segments[0]}` stands where `resourceGroups` or `providers` belongs"
    if len(segments) < 2 or not _NAMESPACE.fullmatch(segments[1]):
        return "a namespace such as Microsoft.Storage belongs behind `providers`"
    if len(segments) < 4 or len(segments) % 2:
        return f"`{segments[-1]}` has no name behind it"
    return None
