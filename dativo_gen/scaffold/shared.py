"""The text of a file that all tenants share -> that text with what one tenant adds; nothing else in it changes.

Each function gives None where it cannot add safely: it reads its own result again and compares.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from dativo_gen.model.runner import PLACES

_NEW_RUNNER = """\
# Dativo's own schedule file. Every schedule names its job by the path that the container sees.
runner:
  mode: orchestrated
  orchestrator:
    type: dagster
    concurrency_per_tenant: 1
    schedules:
"""
_NEW_SETTINGS = "# Settings of dativo-gen: what changes bytes in generated/ stands here, never in a flag.\n"
_ITEM = re.compile(r"^(?=- )", re.MULTILINE)
_KEY = re.compile(r"^(?=\w+:)", re.MULTILINE)


def with_schedules(text: str | None, items: str) -> str | None:
    """A runner file with the schedules of `items` (a YAML list) at the end of its own; none twice for one job."""
    if text is None:
        return _NEW_RUNNER + _indented(items, 6)
    old = _data(text)
    known = {each.get("config") for each in _schedules(old) if isinstance(each, dict)}
    new = "".join(each for each in _ITEM.split(items) if each.strip() and _data(each)[0]["config"] not in known)
    if not new:
        return text
    node = _schedule_node(text)
    if node is None or node.flow_style or not node.value:
        return None
    lines = text.splitlines(keepends=True)
    last = min(_last_line(node), len(lines) - 1)
    lines[last] = lines[last].removesuffix("\n") + "\n"
    added = _like(text, _indented(new, node.start_mark.column))
    result = "".join((*lines[: last + 1], added, *lines[last + 1 :]))
    return result if _grew(old, _data(result), _data(new)) else None


def with_owner(text: str | None, line: str) -> str:
    """A CODEOWNERS file with a line for a path, unless it has one for that path already."""
    path = line.split(maxsplit=1)[0]
    if text is None:
        return f"{line}\n"
    if any(each.split()[:1] == [path] for each in text.splitlines()):
        return text
    return _appended(text, f"{line}\n")


def with_settings(text: str | None, wanted: str) -> str | None:
    """Settings with the top keys of `wanted` that they have not."""
    if not wanted.strip():
        return text
    if text is None:
        return _NEW_SETTINGS + wanted
    old = _data(text) or {}
    if not isinstance(old, dict):
        return None
    new = "".join(each for each in _KEY.split(wanted) if each.strip() and each.partition(":")[0] not in old)
    if not new:
        return text
    result = _appended(text, f"\n{new}")
    return result if _data(result) == {**old, **_data(new)} else None


def _appended(text: str, added: str) -> str:
    return text + _like(text, ("" if text.endswith("\n") or not text else "\n") + added)


def _like(text: str, added: str) -> str:
    """With the line ends of the file that it goes into."""
    return added.replace("\n", "\r\n") if "\r\n" in text else added


def _indented(text: str, by: int) -> str:
    return "".join(f"{' ' * by}{line}" if line.strip() else line for line in text.splitlines(keepends=True))


def _data(text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError):
        return None


def _schedules(data: Any) -> list[Any]:
    for path in PLACES:
        found = data
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        if isinstance(found, list):
            return found
    return []


def _grew(old: Any, new: Any, added: list[Any]) -> bool:
    """Whether `new` is `old` with more schedules behind its own."""
    here = _schedules(new)
    if here[: -len(added)] != _schedules(old) or here[-len(added) :] != added:
        return False
    del here[-len(added) :]
    return bool(new == old)


def _schedule_node(text: str) -> yaml.SequenceNode | None:
    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    for path in PLACES:
        found = root
        for key in path:
            found = _child(found, key)
        if isinstance(found, yaml.SequenceNode):
            return found
    return None


def _child(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _last_line(node: yaml.Node) -> int:
    """The line on which the last value of a node ends, counted from 0; a block's own end lies behind its comments."""
    while not getattr(node, "flow_style", True) and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return int(node.end_mark.line)
