"""A YAML text and a source of chance -> a broken version of it; what the trials of test_no_traceback.py feed."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

DEEP = 70


class Raw(str):
    """Text that goes into the file as it stands: tokens that only YAML's own syntax can write."""

    __slots__ = ()


@dataclass(slots=True)
class Pairs:
    """A mapping that may hold a key twice."""

    items: list[tuple[Any, Any]]


ODD_TEXTS = (
    "", " ", "x" * 10_000, "${", "${}", "${tenant_id}", "${nope}", "$<environment>", "$<", "$${x}", "%{ if x }",
    "${region}",
    "\x00", "\x07", "\x1b[31m", "\x85", "\u2028", "\ufeff", "\ue000", "\U0010ffff", "\ud800", "a\ud800b",
    "\U0001f600", "e\u0301",
    "../../x", "/etc/hosts", "./", ".", "..", "/", "//", "a/b", "a//b", "a/../b", "C:\\x", "\\", '"', "'", '"""',
    "{{ x }}", "{% x %}",
    "a\nb", "a\r\nb", "<<EOT", "EOT", "*/", "#", "NO", "012", "1e999", "nan", "null", "2", "-1", "1.5.", "1_000", "²",
    "٣", "٣Gi",
    "arn:", "arn:aws:s3:::b", "arn:aws:iam::1:role/", "arn:aws:kms:us-east-1:123456789012:key/x", "projects/",
    "projects//x",
    "/subscriptions/", "/subscriptions/x/resourceGroups/", "x@y.iam.gserviceaccount.com", "@", "git::",
    "git::https://", "git::ssh://x",
    "github.com/x", "://", "http://[", "https://[::1", "https://x:99999999/", "https://x:y/", "s3::https://x",
    "gcs::", "x?ref=",
    "a/b/c", "dativo://", "dativo://aws/x", "~> 1", "con", "aws", "gcp", "azure", "prod", "a" * 64, "source", "for",
    "this", "_",
    "tenantId", "TENANT ID", "us-east-1", "4Gi", "1:30", "2024-01-01",
)  # fmt: skip
ODD_TOKENS = (
    "0123", "0o17", "0x1F", "1:30:00", "1.10", "1e400", "-.inf", ".nan", "NO", "on", "~", "2024-01-01", "2024-13-99",
    "9" * 400,
    "0x" + "f" * 4000, "!!python/name:os.system x", "!x y", "!!set {a: null}", "!!binary aGk=", "!!int x",
    "!!float x", "!!null x",
    "!!bool x", "!!timestamp x", "!!str 1", "&a [*a]", "&a x", "*a", "<<", "= ", "- x", "? x", "@x", "%x", "`x`",
    "[1, 2", "{a: b", "}",
)  # fmt: skip
ODD_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 10**30, 1.5, -0.0, [], Pairs([]), [[]], [None], [1, "x", None], ["a", ["b"]],
    Pairs([("", "")]),
    Pairs([("a b", 1), ("a", None)]), Pairs([("a", Pairs([]))]), Pairs([(Raw("1"), 1), (Raw("on"), 2), (Raw("~"), 3)]),
    Pairs([("provider", "aws")]), Pairs([("source", "./x")]), Pairs([("${tenant_id}", 1), ("acme", 2)]),
    Pairs([(Raw("<<"), Pairs([("region", "us-east-1")]))]), Pairs([(Raw("<<"), 1)]), Pairs([(Raw("? [a]\n"), 1)]),
)  # fmt: skip
ODD_KEYS = (
    "provider", "region", "account_id", "project_id", "resource_group", "resources", "runtime", "type", "compute",
    "cpu", "memory",
    "tags", "custom", "terraform", "backend", "backend_config", "module_path", "module_source", "module_version",
    "variables",
    "outputs", "workspace", "stack", "metadata", "dagster", "op_config", "name", "tenant_id", "environment", "finops",
    "job", "vars",
    "removed", "state", "modules", "path_map", "rules", "targets", "workspaces", "prefix", "key", "bucket", "path",
    "address",
    "infrastructre", "Environment", "cost-center", "default", "source", "version", "labels",
    "classification_overrides", "asset",
    "classification", "schema", "runner", "schedules", "config", "cron", "team", "slaProperties", "customProperties",
    "kind",
)  # fmt: skip


def mutated(text: str, chance: random.Random) -> str:
    """A YAML text with one to three things wrong; sometimes in its characters, mostly in its data."""
    if chance.random() < 0.25:
        return chance.choice(_TEXT_CHANGES)(text, chance)
    tree = _tree(yaml.safe_load(text))
    for _ in range(chance.randint(1, 3)):
        _change(tree, chance)
    return emit(tree) + "\n"


def mutated_json(text: str, chance: random.Random) -> str:
    """The same for a JSON text; what comes out is JSON, but for odd characters and half of a surrogate pair."""
    tree = _tree(json.loads(text))
    for _ in range(chance.randint(1, 3)):
        _change(tree, chance)
    return json.dumps(_plain(tree))


def _plain(value: Any) -> Any:
    if isinstance(value, Pairs):
        return {str(key): _plain(child) for key, child in value.items}
    return [_plain(child) for child in value] if isinstance(value, list) else value


def emit(value: Any, depth: int = 0) -> str:
    """YAML in flow style, one entry a line."""
    pad = "\n" + "  " * (depth + 1)
    if isinstance(value, Pairs):
        return "{" + "".join(f"{pad}{_key(key)}: {emit(child, depth + 1)}," for key, child in value.items) + "}"
    if isinstance(value, list):
        return "[" + "".join(f"{pad}{emit(child, depth + 1)}," for child in value) + "]"
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, str):
        return quoted(value)
    return str(value).lower() if isinstance(value, bool) else "null" if value is None else repr(value)


def quoted(text: str) -> str:
    """A double-quoted scalar with everything odd escaped."""
    return '"' + "".join(_character(each) for each in text) + '"'


def _key(key: Any) -> str:
    return key if isinstance(key, Raw) else quoted(str(key))


def _character(each: str) -> str:
    if each in '"\\':
        return "\\" + each
    if each.isprintable():
        return each
    return f"\\U{ord(each):08x}" if ord(each) > 0xFFFF else f"\\u{ord(each):04x}"


def _tree(data: Any) -> Any:
    if isinstance(data, dict):
        return Pairs([(str(key), _tree(child)) for key, child in data.items()])
    if isinstance(data, list):
        return [_tree(child) for child in data]
    return data if data is None or isinstance(data, bool | int | float) else str(data)


def _slots(value: Any) -> Iterator[tuple[list[Any], int]]:
    """Every place below a value: the list that holds it and its position there."""
    holder = value.items if isinstance(value, Pairs) else value if isinstance(value, list) else []
    for index, entry in enumerate(list(holder)):
        yield holder, index
        yield from _slots(entry[1] if isinstance(value, Pairs) else entry)


def _change(tree: Any, chance: random.Random) -> None:
    slots = list(_slots(tree))
    if slots:
        holder, index = chance.choice(slots)
        chance.choice(_DATA_CHANGES)(holder, index, chance)


def _put(holder: list[Any], index: int, value: Any) -> None:
    entry = holder[index]
    holder[index] = (entry[0], value) if isinstance(entry, tuple) else value


def _delete(holder: list[Any], index: int, chance: random.Random) -> None:
    del holder[index]


def _double(holder: list[Any], index: int, chance: random.Random) -> None:
    holder.append(holder[index])


def _rename(holder: list[Any], index: int, chance: random.Random) -> None:
    entry = holder[index]
    if isinstance(entry, tuple):
        near = entry[0] + "s" if chance.random() < 0.3 else chance.choice((*ODD_KEYS, *ODD_TEXTS))
        holder[index] = (near, entry[1])


def _replace(holder: list[Any], index: int, chance: random.Random) -> None:
    pools = (ODD_VALUES, ODD_TEXTS, tuple(map(Raw, ODD_TOKENS)))
    _put(holder, index, chance.choice(chance.choice(pools)))


def _insert(holder: list[Any], index: int, chance: random.Random) -> None:
    value = chance.choice((*ODD_VALUES, *ODD_TEXTS))
    entry = (chance.choice(ODD_KEYS), value) if isinstance(holder[index], tuple) else value
    holder.insert(index, entry)


def _wrap(holder: list[Any], index: int, chance: random.Random) -> None:
    entry = holder[index]
    value = entry[1] if isinstance(entry, tuple) else entry
    _put(holder, index, chance.choice(([value], Pairs([(chance.choice(ODD_KEYS), value)]))))


def _embed(holder: list[Any], index: int, chance: random.Random) -> None:
    """An odd text inside the text that stands there."""
    entry = holder[index]
    value = entry[1] if isinstance(entry, tuple) else entry
    if isinstance(value, str):
        at = chance.randint(0, len(value))
        _put(holder, index, type(value)(value[:at]) + chance.choice(ODD_TEXTS) + value[at:])


def _nest(holder: list[Any], index: int, chance: random.Random) -> None:
    value: Any = "x"
    for _ in range(DEEP):
        value = [value]
    _put(holder, index, value)


_DATA_CHANGES: tuple[Callable[[list[Any], int, random.Random], None], ...] = (
    _delete, _double, _rename, _replace, _replace, _replace, _insert, _insert, _wrap, _embed, _embed, _nest,
)  # fmt: skip


def _truncated(text: str, chance: random.Random) -> str:
    return text[: chance.randint(0, len(text))]


def _tabs(text: str, chance: random.Random) -> str:
    return text.replace("  ", "\t", chance.randint(1, 5))


def _line_twice(text: str, chance: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    return "".join([*lines[:at], lines[at], *lines[at:]])


def _character_in(text: str, chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice("\x00\x07\x85\ufeff\u2028:{}[]&*!|>'\"%@`#-?,\t\n") + text[at:]


def _document(text: str, chance: random.Random) -> str:
    return chance.choice(("---\n" + text, text + "---\n" + text, text + "...\n", "%YAML 1.2\n---\n" + text))


def _whole(text: str, chance: random.Random) -> str:
    return chance.choice(("", "\n", "null\n", "[]\n", "x\n", "1\n", "{}\n", "&a [*a]\n", "? x\n", "--- |\n x\n"))


def _anchors(text: str, chance: random.Random) -> str:
    """An anchor at some key and its alias or merge at another."""
    keys = [match for match in re.finditer(r"^( *)[a-z_]+:", text, re.MULTILINE)]
    first, second = sorted(chance.sample(range(len(keys)), 2)) if len(keys) > 1 else (0, 0)
    if first == second:
        return text
    use = chance.choice((" *a", f"\n{keys[second][1]}  <<: *a", f"\n{keys[second][1]}  <<: [*a, *a]"))
    middle = text[keys[first].end() : keys[second].end()]
    return text[: keys[first].end()] + " &a" + middle + use + text[keys[second].end() :]


_TEXT_CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    _truncated, _tabs, _line_twice, _character_in, _document, _whole, _anchors, _anchors, _anchors,
)  # fmt: skip
