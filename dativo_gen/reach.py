"""What changed in a file that several jobs read -> which of those jobs it reaches."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from posixpath import normpath

from dativo_gen.compared import Difference, differences
from dativo_gen.dialect import Layer
from dativo_gen.errors import Span
from dativo_gen.model.runner import PLACES
from dativo_gen.node import Node, Path, made
from dativo_gen.paths import from_container
from dativo_gen.removed import scopes
from dativo_gen.traits import ANY, Traits

_CLOUDS = ("aws", "gcp", "azure")
_PARTS = ("tenants", "environments", "modules", "state", "removed", "defaults")
"""Settings of which each entry is a matter of its own, and their order is nobody's."""
_ORDERLESS: tuple[Path, ...] = ((), *((part,) for part in _PARTS if part != "defaults"))
_LATER = ("outputs", "imports", "update")
"""Settings that no rendered file hangs on."""


def settings_differences(old: Node, new: Node) -> list[Difference]:
    """What differs between two settings files, entry by entry also where one of the two lacks the whole part."""
    found = differences(_with_parts(old), _with_parts(new))
    return [each for each in found if each.what != "in another order" or each.path not in _ORDERLESS]


def _with_parts(root: Node) -> Node:
    missing = [part for part in _PARTS if (node := root.get(part)) is None or node.value is None]
    return root.with_items({**root.items, **{part: made({}, Span("")) for part in missing}})


def setting_reaches(difference: Difference, job: Traits) -> bool:
    """Whether a difference in the settings may change what is generated for a job."""
    path = difference.path
    part, rest = (str(path[0]) if path else ""), path[1:]
    if part in _LATER:
        return False
    if part == "defaults":
        return not is_overridden(difference, rest, job, "settings")
    if part in ("environments", "tenants") and rest:
        scope, name = (job.key.environment if part == "environments" else job.key.tenant), str(rest[0])
        if name != scope:
            return False
        return rest[1:2] != ("job",) or not is_overridden(difference, rest[2:], job, f"{part}.{name}.job")
    if part in ("modules", "state") and rest:
        return _default_reaches(part, str(rest[0]), job)
    return str(rest[0]) in scopes(job.key) if part == "removed" and rest else True


def _default_reaches(part: str, name: str, job: Traits) -> bool:
    if job.provider is None:
        return False
    if name in _CLOUDS:
        return part not in job.own and job.provider in (name, ANY)
    return not (part == "state" and name == "default" and "state" in job.own)


def is_overridden(difference: Difference, path: Path, job: Traits, layer: str, file: str | None = None) -> bool:
    """Whether a higher layer of the job states the same value anew, so that this one shows nowhere but in histories.

    `layer` is the name of the layer in which it differs, `file` its file where several have that name. Only for
    values that were there and still are: one that comes or goes changes the order of keys.
    """
    if difference.what != "changed" or not difference.whole:
        return False
    keys = path[: next((at for at, part in enumerate(path) if isinstance(part, int)), len(path))]
    above = _above(job.layers, layer, file)
    return bool(keys) and any(_states(each.root.get(*keys)) for each in above)


def _states(node: Node | None) -> bool:
    return node is not None and node.value is not None and not node.is_mapping


def _above(layers: tuple[Layer, ...], name: str, file: str | None) -> tuple[Layer, ...]:
    for number, layer in enumerate(layers):
        if layer.name == name and file in (None, layer.root.span.file):
            return layers[number + 1 :]
    return ()


def changed_modules(old: bytes | None, new: bytes | None) -> frozenset[str] | None:
    """The modules of the lock whose entry is not what it was; None if it cannot be told, so that it may be any."""
    before, after = _modules(old), _modules(new)
    if before is None or after is None:
        return None
    return frozenset(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def _modules(data: bytes | None) -> Mapping[str, object] | None:
    if data is None:
        return {}
    try:
        found = json.loads(data)["modules"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def changed_schedules(old: Node, new: Node, path_map: Mapping[str, str]) -> frozenset[str]:
    """The job files whose schedules in the runner's file are not what they were."""
    before, after = _by_file(old, path_map), _by_file(new, path_map)
    return frozenset(file for file in before.keys() | after.keys() if _differ(before.get(file), after.get(file)))


def _differ(old: list[Node] | None, new: list[Node] | None) -> bool:
    if old is None or new is None or len(old) != len(new):
        return True
    return any(next(differences(*pair), None) is not None for pair in zip(old, new, strict=True))


def _by_file(root: Node, path_map: Mapping[str, str]) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for item in _items(root):
        config = item.get("config")
        file = from_container(config.text, path_map) if config is not None else None
        found.setdefault(file or "", []).append(item)
    return found


def _items(root: Node) -> Iterator[Node]:
    listed = next((node for path in PLACES if (node := root.get(*path)) is not None), None)
    yield from listed.elements if listed is not None else ()


def template_reaches(path: str, folder: str, job: Traits) -> bool:
    """Whether a template of the user's folder has a part in what is generated for a job."""
    name = PurePosixPath(path).relative_to(normpath(folder))
    return name.parts[0] == "orchestrators" or job.provider is not None
