"""One layer in either spelling of `infrastructure` -> the same layer in the one that the models know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dativo_gen.errors import Problem, Report, Span
from dativo_gen.node import Node, Path, plain
from dativo_gen.suggest import nearest

PROVIDER_KEYS = ("provider", "region", "account_id", "project_id", "resource_group", "resources")
TERRAFORM_RENAMES = {"module_path": "module_source", "backend_config": "backend"}
"""The other spelling of a key of `terraform` -> the one that the models know."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One source of a job's values. `referenced` is where it writes `provider` as a mapping, if it does."""

    name: str
    root: Node
    referenced: Span | None = None


def one_model(name: str, root: Node, report: Report) -> Layer:
    """Bring a layer to the flat spelling: the provider's mapping, `custom` tags and renamed keys are lifted.

    Reports `both-spellings` where one thing is said in both, `unknown-key` inside a provider mapping.
    """
    infrastructure = root.get("infrastructure")
    if infrastructure is None or not infrastructure.is_mapping:
        return Layer(name, root)
    block = infrastructure.get("provider")
    referenced = block.span if block is not None and block.is_mapping else None
    items = _lift_provider(infrastructure, report)
    if "terraform" in items:
        items["terraform"] = _rename_terraform(items["terraform"], report)
    if "tags" in items:
        items["tags"] = _flatten_custom(items["tags"], report)
    lifted = infrastructure.with_items(items)
    return Layer(name, root.with_items({**root.items, "infrastructure": lifted}), referenced)


def referenced_place(layers: Sequence[Layer]) -> Span | None:
    """Where `provider` is written as a mapping, if the highest layer that gives a provider writes it so."""
    for layer in reversed(layers):
        if layer.referenced is not None or layer.root.get("infrastructure", "provider") is not None:
            return layer.referenced
    return None


def _both(kept: Node, other: Node, names: tuple[str, str], report: Report) -> None:
    message = f"`{names[0]}` and `{names[1]}` say the same thing (the other is at line {other.key_span.line})"
    report(Problem(kept.key_span, "both-spellings", message, f"keep one of them, best `{names[1]}`"))


def _lift_provider(infrastructure: Node, report: Report) -> dict[str, Node]:
    items = dict(infrastructure.items)
    block = items.get("provider")
    if block is None or not block.is_mapping:
        return items
    del items["provider"]
    for key, node in block.items.items():
        if key not in PROVIDER_KEYS:
            near = nearest(key, PROVIDER_KEYS)
            hint = f"did you mean `{near}`?" if near else f"it takes {', '.join(PROVIDER_KEYS)}"
            message = f"`infrastructure.provider` does not take `{key}`"
            report(Problem(node.key_span, "unknown-key", message, hint))
        elif key in items:
            names = (f"infrastructure.provider.{key}", f"infrastructure.{key}")
            _both(node, items[key], names, report)
        else:
            items[key] = node
    return items


def _rename_terraform(terraform: Node, report: Report) -> Node:
    if not terraform.is_mapping:
        return terraform
    items: dict[str, Node] = {}
    for key, node in terraform.items.items():
        name = TERRAFORM_RENAMES.get(key, key)
        if name != key and name in terraform.items:
            names = (f"infrastructure.terraform.{key}", f"infrastructure.terraform.{name}")
            _both(node, terraform.items[name], names, report)
            continue
        items[name] = _as_local_path(node) if key == "module_path" else node
    return terraform.with_items(items)


def _as_local_path(node: Node) -> Node:
    path = plain(node)
    if not isinstance(path, str) or local_path(path) == path:
        return node
    return Node(local_path(path), node.span, node.key_span, node.layer, template=node.template)


def local_path(path: str) -> str:
    """`module_path` is a path even without `./`; Terraform would take such a path for a registry address."""
    return path if path.startswith((".", "/", "$")) or ":" in path.split("/", 1)[0] else f"./{path}"


def _flatten_custom(tags: Node, report: Report) -> Node:
    custom = tags.get("custom") if tags.is_mapping else None
    if custom is None or not custom.is_mapping:
        return tags
    items: dict[str, Node] = {key: node for key, node in tags.items.items() if key != "custom"}
    for key, node in custom.items.items():
        if key in items:
            names = (f"infrastructure.tags.custom.{key}", f"infrastructure.tags.{key}")
            _both(node, items[key], names, report)
        else:
            items[key] = node
    return tags.with_items(items)


NAMED_TAGS = frozenset(("cost_center", "business_unit", "project", "environment", "owner", "compliance"))
"""The tags that the referenced dialect has keys for; all others stand under `custom` there."""


def as_spoken(root: Node, referenced: bool) -> Node:
    """A whole job in the dialect that its author speaks, which is what the author's Dativo reads."""
    infrastructure = root.get("infrastructure")
    if infrastructure is None or not infrastructure.is_mapping:
        return root
    items = dict(infrastructure.items)
    if "terraform" in items:
        names = {"module_source": "module_path"} if referenced else {"backend": "backend_config"}
        items["terraform"] = _renamed(items["terraform"], names)
    if referenced:
        items = _lowered(items, infrastructure)
    return root.with_items({**root.items, "infrastructure": infrastructure.with_items(items)})


def _renamed(node: Node, names: Mapping[str, str]) -> Node:
    return (
        node.with_items({names.get(key, key): child for key, child in node.items.items()}) if node.is_mapping else node
    )


def _lowered(items: Mapping[str, Node], infrastructure: Node) -> dict[str, Node]:
    """Back into the provider's mapping and `custom`, what `one_model` took out of them."""
    block = {key: node for key, node in items.items() if key in PROVIDER_KEYS}
    rest = {key: node for key, node in items.items() if key not in PROVIDER_KEYS}
    lowered = {"provider": infrastructure.with_items(block), **rest} if block else rest
    tags = items.get("tags")
    if tags is not None and tags.is_mapping:
        named = {key: node for key, node in tags.items.items() if key in NAMED_TAGS}
        custom = {key: node for key, node in tags.items.items() if key not in NAMED_TAGS}
        lowered["tags"] = tags.with_items({**named, **({"custom": tags.with_items(custom)} if custom else {})})
    return lowered


def spelled(path: Path, referenced: bool) -> Path:
    """Where `as_spoken` puts the value that stands at a path of the one model."""
    if path[:1] != ("infrastructure",) or len(path) < 2:
        return path
    head, rest = path[1], path[2:]
    if head == "terraform" and rest:
        names = {"module_source": "module_path"} if referenced else {"backend": "backend_config"}
        return ("infrastructure", head, names.get(str(rest[0]), rest[0]), *rest[1:])
    if referenced and head in PROVIDER_KEYS:
        return ("infrastructure", "provider", *path[1:])
    if referenced and head == "tags" and rest and rest[0] not in NAMED_TAGS:
        return ("infrastructure", head, "custom", *rest)
    return path
