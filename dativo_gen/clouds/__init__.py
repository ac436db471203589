"""The registry of clouds, and the judgements that need to know all of them."""

from __future__ import annotations

import copyreg
from collections.abc import Callable
from functools import lru_cache

from dativo_gen.clouds.aws import Aws
from dativo_gen.clouds.azure import Azure
from dativo_gen.clouds.base import Cloud, Facts, Misfit
from dativo_gen.clouds.gcp import Gcp

__all__ = [
    "CLOUDS",
    "Cloud",
    "Facts",
    "Misfit",
    "cloud",
    "identifier_misfit",
    "instance_type_misfit",
    "invalid_provider",
    "region_misfit",
]

CLOUDS: dict[str, Cloud] = {each.provider: each for each in (Aws(), Gcp(), Azure())}


def cloud(provider: str) -> Cloud:
    """The cloud of a provider's name. Raises ValueError with `invalid_provider`'s message."""
    if provider not in CLOUDS:
        raise ValueError(invalid_provider(provider))
    return CLOUDS[provider]


def _reduced(each: Cloud) -> tuple[Callable[[str], Cloud], tuple[str]]:
    return cloud, (each.provider,)


for _each in CLOUDS.values():  # a cloud that went to another process is that process's own
    copyreg.pickle(type(_each), _reduced)


def invalid_provider(name: str) -> str:
    """The message for an unknown provider, word for word as users know it."""
    return f"Invalid provider: {name}. Must be one of: {', '.join(CLOUDS)}"


@lru_cache(1 << 10)
def region_misfit(provider: str, region: str) -> Misfit | None:
    """Why `region` cannot be a region of this provider; a zone or another cloud's region is named as such."""
    mine = cloud(provider)
    if mine.region_form.fullmatch(region):
        return None
    owner = next((c for c in _others(mine) if c.region_telltale.fullmatch(region)), None)
    what = f"has the form of {owner.provider}'s regions" if owner else f"has not the form of {provider}'s regions"
    meant = None if owner else mine.meant_region(region)
    hint = f"write `region: {meant}`" if meant else f"write a region as {mine.region_example}"
    if owner:
        hint += f", or `provider: {owner.provider}`"
    return Misfit(f"{region} {what}" + (f", but the provider is {provider}" if owner else ""), hint)


@lru_cache(1 << 10)
def instance_type_misfit(provider: str, instance_type: str) -> Misfit | None:
    """Why `instance_type` cannot be one of this provider's; judged by form."""
    mine = cloud(provider)
    if mine.instance_type_form.fullmatch(instance_type):
        return None
    owner = next((c for c in _others(mine) if c.instance_type_form.fullmatch(instance_type)), None)
    message = f"{instance_type} has not the form of {provider}'s instance types"
    if owner:
        message = f"{instance_type} is an instance type of {owner.provider}, but the provider is {provider}"
    meant = None if owner else mine.meant_instance_type(instance_type)
    return Misfit(message, f"write {meant}" if meant else f"write one as {mine.instance_type_examples}")


@lru_cache(1 << 12)
def identifier_misfit(provider: str, identifier: str) -> Misfit | None:
    """Why an identifier (ARN, path, address) cannot be one of this provider's; opaque names always fit."""
    mine = cloud(provider)
    owner = next((c for c in _others(mine) if c.owns(identifier)), None)
    if owner and not mine.owns(identifier):
        message = f"{identifier} is an identifier of {owner.provider}, but the provider is {provider}"
        return Misfit(message, f"name a resource of {provider}, or write `provider: {owner.provider}`")
    return mine.malformed(identifier)


def _others(mine: Cloud) -> list[Cloud]:
    return [each for each in CLOUDS.values() if each is not mine]
