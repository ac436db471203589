"""Which inputs of a module carry the tags of a job, and in which form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from dativo_gen.clouds import Cloud
from dativo_gen.terraform.module import Interface
from dativo_gen.terraform.types import misfit

TAGS, LABELS, ANNOTATIONS = "tags", "labels", "annotations"
_KUBERNETES = {"kubernetes_labels": "kubernetes_label", "kubernetes_annotations": "kubernetes_annotation"}
"""Inputs that can mean nothing else."""
INPUTS = (TAGS, LABELS, ANNOTATIONS, *_KUBERNETES)


def tag_inputs(cloud: Cloud, runtime: str | None, interface: Interface | None) -> dict[str, str]:
    """Input -> destination (a name in destinations.yaml) of the tags that it gets; empty where no input takes a map.

    One that nobody has read gets `tags`. One that was read gets its cloud's own word, and the other word only where
    it cannot do without. `labels` and `annotations` are those of Kubernetes in a module that is about Kubernetes
    alone; with the runtime kubernetes also beside `tags`.
    """
    if interface is None:
        return {TAGS: cloud.provider}
    fits = {name for name in INPUTS if name in interface.variables and _takes_map(interface.variables[name].type)}
    return {name: destination for name, destination in _candidates(cloud, runtime, interface) if name in fits}


@lru_cache(1 << 8)
def _takes_map(declared: str) -> bool:
    """`tags` of a module for Google Cloud may be a list of network tags: that is no place for ours."""
    return misfit({"key": "value"}, declared) is None


def _candidates(cloud: Cloud, runtime: str | None, interface: Interface) -> Iterator[tuple[str, str]]:
    own = cloud.tags_argument
    other = LABELS if own == TAGS else TAGS
    on_kubernetes = runtime == "kubernetes"
    if _about_kubernetes_alone(cloud, interface):
        yield TAGS, cloud.provider
        yield LABELS, "kubernetes_label"
        on_kubernetes = True
    else:
        yield own, cloud.provider
        if on_kubernetes and other == LABELS:
            yield LABELS, "kubernetes_label"
        elif _needed(interface, other) or not _takes(interface, own):
            yield other, cloud.provider
    if on_kubernetes:
        yield ANNOTATIONS, "kubernetes_annotation"
    yield from _KUBERNETES.items()


def _takes(interface: Interface, name: str) -> bool:
    return name in interface.variables and _takes_map(interface.variables[name].type)


def _needed(interface: Interface, name: str) -> bool:
    return name in interface.variables and interface.variables[name].required


def _about_kubernetes_alone(cloud: Cloud, interface: Interface) -> bool:
    providers: Mapping[str, object] = interface.required_providers
    return "kubernetes" in providers and cloud.terraform_provider not in providers
