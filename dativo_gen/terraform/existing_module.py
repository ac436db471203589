"""What somebody has already, a module's files or a Terraform state -> the parts that a new module is made from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import basename
from typing import Any

from dativo_gen.terraform.hcl import identifier, string
from dativo_gen.terraform.module import Interface, RequiredProvider, read_interface
from dativo_gen.terraform.module_text import unquoted

_PROVIDER = re.compile(r'provider\["(?P<source>[^"]+)"\]')
_PUBLIC = "registry.terraform.io/"
_BUILT_IN = "terraform.io/builtin/terraform"


class NoStateError(Exception):
    """A text is no Terraform state; the message says why."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block as its author wrote it, with the comments above it."""

    kind: str
    labels: tuple[str, ...]
    text: str
    file: str

    @property
    def name(self) -> str:
        return self.labels[-1] if self.labels else ""


@dataclass(frozen=True, slots=True)
class Resource:
    """A managed resource. `module` is its module's address in the state, `ids` its instances by index as HCL."""

    type: str
    name: str
    module: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    repeated: str = ""

    @property
    def address(self) -> str:
        return f"{self.type}.{self.name}"


@dataclass(frozen=True, slots=True)
class Existing:
    """What there is; all empty where somebody begins with nothing."""

    blocks: tuple[Block, ...] = ()
    resources: tuple[Resource, ...] = ()
    interface: Interface = field(default_factory=Interface)
    in_state: bool = False
    not_taken: tuple[str, ...] = ()


def from_module(files: Mapping[str, str]) -> Existing:
    """The parts of a module. Raises Rejected for files that are not HCL. Blocks in `.tf.json` files are not taken over.

    `files` are named as messages shall show them.
    """
    interface = read_interface(files)
    blocks = tuple(block for name in sorted(files) if name.endswith(".tf") for block in _blocks(name, files[name]))
    json_files = tuple(name for name in sorted(files) if name.endswith(".tf.json"))
    return Existing(blocks, tuple(_declared(blocks)), interface, not_taken=json_files)


def _blocks(name: str, text: str) -> Iterator[Block]:
    from hcl2.parser import parser  # noqa: PLC0415 - slow to import

    text = text.removeprefix("\ufeff").replace("\r\n", "\n") + "\n"
    end = 0
    for block in _children(parser().parse(text)):
        words = [each for each in block.children if getattr(each, "data", "") != "body"]
        cut = [text[_meta(each).start_pos : _meta(each).end_pos].strip() for each in words if _is_word(each)]
        above = text[end : block.meta.start_pos].strip()
        own = text[block.meta.start_pos : block.meta.end_pos].strip()
        end = block.meta.end_pos
        kind, *labels = map(unquoted, cut)
        yield Block(kind, tuple(labels), f"{above}\n{own}" if above else own, basename(name))


def _children(tree: Any) -> list[Any]:
    body = next(each for each in tree.children if getattr(each, "data", "") == "body")
    return [each for each in body.children if getattr(each, "data", "") == "block"]


def _meta(part: Any) -> Any:
    return getattr(part, "meta", part)


def _is_word(part: Any) -> bool:
    kinds = ("identifier", "string", "keyword", "literal_value")
    return getattr(part, "data", "") in kinds or getattr(part, "type", "").startswith("STRING")


def _declared(blocks: Sequence[Block]) -> Iterator[Resource]:
    for block in blocks:
        if block.kind == "resource":
            found = re.search(r"^\s*(count|for_each)\s*=", block.text, re.MULTILINE)
            yield Resource(block.labels[0], block.labels[1], repeated=found[1] if found else "")


def from_state(text: str) -> Existing:
    """The managed resources of a state: `terraform state pull`, a `.tfstate` file, or `terraform show -json`.

    Only names and ids are taken: a state holds secrets. Raises NoStateError.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoStateError("it is neither a folder nor JSON") from error
    try:
        rows = list(_shown(data["values"]["root_module"], "") if "values" in data else _pulled(data))
    except (KeyError, TypeError, AttributeError) as error:
        raise NoStateError("it is JSON, but no Terraform state (version 4, or `terraform show -json`)") from error
    return Existing((), tuple(_gathered(rows)), Interface(required_providers=_providers(rows)), in_state=True)


@dataclass(frozen=True, slots=True)
class _Row:
    """One instance of a resource."""

    type: str
    name: str
    module: str
    provider: str
    index: object
    id: str


def _pulled(data: Mapping[str, Any]) -> Iterator[_Row]:
    for each in data["resources"]:
        if each["mode"] == "managed":
            source = _PROVIDER.search(each.get("provider", ""))
            place = (each["type"], each["name"], each.get("module", ""), source["source"] if source else "")
            for one in each["instances"]:
                secret = '"id"' in json.dumps(one.get("sensitive_attributes", []))
                found = None if secret else (one.get("attributes") or {}).get("id")
                yield _Row(*place, one.get("index_key"), found if isinstance(found, str) else "")


def _shown(module: Mapping[str, Any], address: str) -> Iterator[_Row]:
    for each in module.get("resources", ()):
        if each["mode"] == "managed":
            secret = bool((each.get("sensitive_values") or {}).get("id"))
            found = None if secret else (each.get("values") or {}).get("id")
            place = (each["type"], each["name"], address, each.get("provider_name", ""))
            yield _Row(*place, each.get("index"), found if isinstance(found, str) else "")
    for child in module.get("child_modules", ()):
        yield from _shown(child, child["address"])


def _gathered(rows: Sequence[_Row]) -> Iterator[Resource]:
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for row in rows:
        if identifier(row.type) and identifier(row.name):
            found.setdefault((row.module, row.type, row.name), {})[_index(row.index)] = row.id
    for (module, kind, name), ids in sorted(found.items()):
        repeated = "" if set(ids) == {""} else "for_each" if '"' in next(iter(ids)) else "count"
        yield Resource(kind, name, module, ids, repeated)


def _index(index: object) -> str:
    if isinstance(index, str):
        return f"[{string(index)}]"
    return f"[{index}]" if isinstance(index, int) else ""


def _providers(rows: Sequence[_Row]) -> dict[str, RequiredProvider]:
    sources = {row.provider.removeprefix(_PUBLIC) for row in rows} - {"", _BUILT_IN}
    named = ((source.rsplit("/", 1)[-1], source) for source in sorted(sources))
    return {name: RequiredProvider(name, source) for name, source in named}
