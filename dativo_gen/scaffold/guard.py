"""What is never let through: code in templates, odd files from them, lost answers, conflicts that nobody solved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from unicodedata import normalize

import yaml

from dativo_gen.scaffold.merge import has_markers
from dativo_gen.scaffold.trees import Files

DEMANDS = {
    "_tasks": "runs commands (`_tasks`)",
    "_jinja_extensions": "loads Python code (`_jinja_extensions`)",
    "_migrations": "runs commands on updates (`_migrations`)",
    "_external_data": "reads other files of yours (`_external_data`)",
    "_preserve_symlinks": "makes links (`_preserve_symlinks`)",
}
"""Settings of copier's that reach beyond files of text, by their key in `copier.yml`."""

MOST_FILES = 5000
_CONFIGS = ("copier.yml", "copier.yaml")
_INCLUDE = "!include"
_IGNORABLE = re.compile("[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]")
"""Characters that a Mac's disk passes over in names."""


def demands(place: Path) -> Iterator[str]:
    """What the template in a folder would do with trust. Raises ValueError, yaml.YAMLError for no template."""
    given = dict(_config(place))
    for key, words in DEMANDS.items():
        node = given.get(key)
        if node is not None and not (isinstance(node, yaml.ScalarNode) and node.value.lower() in _OFF) and node.value:
            yield words


_OFF = ("", "false", "null", "~", "no", "off")


def config_file(place: Path) -> Path:
    """A template's questions and settings. Raises ValueError where there are none."""
    for name in _CONFIGS:
        if (place / name).is_file():
            return place / name
    raise ValueError("it is no template: it has no copier.yml")


def _config(place: Path) -> Iterator[tuple[str, yaml.Node]]:
    """The top keys of a template's configuration with those of the files it includes; nothing is built of them."""
    waiting, seen = [config_file(place)], set()
    while waiting:
        file = waiting.pop()
        if file in seen or not file.resolve().is_relative_to(place.resolve()):
            continue
        seen.add(file)
        for document in yaml.compose_all(
            file.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        ):
            if isinstance(document, yaml.ScalarNode) and document.tag == _INCLUDE:
                waiting += sorted(place.glob(document.value.lstrip("/")))
            elif isinstance(document, yaml.MappingNode):
                yield from _pairs(document, 0)


def _pairs(node: yaml.MappingNode, depth: int) -> Iterator[tuple[str, yaml.Node]]:
    for key, value in node.value:
        if key.tag.endswith(":merge") and depth < 10:
            for each in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                if isinstance(each, yaml.MappingNode):
                    yield from _pairs(each, depth + 1)
        elif isinstance(key, yaml.ScalarNode):
            yield key.value, value


def skipped(place: Path, answers: Mapping[str, Any], paths: Sequence[str]) -> list[str]:
    """Those of `paths` that `_skip_if_exists` of the template names; its patterns are templates and git's."""
    from jinja2.sandbox import SandboxedEnvironment  # noqa: PLC0415 - only when used
    from pathspec import PathSpec  # noqa: PLC0415 - only when used

    node = dict(_config(place)).get("_skip_if_exists")
    if not isinstance(node, yaml.SequenceNode):
        return []
    jinja = SandboxedEnvironment()
    patterns = [jinja.from_string(each.value).render(**answers) for each in node.value]
    spec = PathSpec.from_lines("gitignore", [normalize("NFD", pattern) for pattern in patterns])
    return [path for path in paths if spec.match_file(normalize("NFD", path))]


def odd_paths(paths: Iterable[str]) -> list[str]:
    """Paths that git would take for its own, on this disk or on others, or that lead elsewhere."""
    return sorted(path for path in paths if any(_is_odd(part) for part in path.split("/")))


def _is_odd(part: str) -> bool:
    plain = _IGNORABLE.sub("", part).rstrip(" .").partition(":")[0].casefold()
    return plain in ("", ".git", "git~1") or part in (".", "..") or "\\" in part or "\0" in part


def unsolved(files: Files) -> list[str]:
    """Files with conflicts that nobody solved yet."""
    return sorted(path for path, file in files.items() if has_markers(file.data))


def changed_answers(old: Mapping[str, Any], new: Mapping[str, Any], given: Mapping[str, Any]) -> list[str]:
    """What the new version made of answers that it does not take; copier would say nothing."""
    return [
        f"the answer `{name}: {old[name]}` would become `{new[name]}`; give it with --data {name}=..."
        for name in sorted(old.keys() & new.keys() - given.keys())
        if not name.startswith("_") and old[name] != new[name]
    ]


def in_the_way(folder: Path, paths: Iterable[str]) -> list[str]:
    """Of paths to be written: those where, or on the way to which, something else than files and folders stands."""
    return sorted({found for path in paths if (found := _blocked(folder, path))})


def _blocked(folder: Path, path: str) -> str:
    parts = path.split("/")
    for length in range(1, len(parts) + 1):
        place = folder.joinpath(*parts[:length])
        if place.is_symlink():
            return f"{'/'.join(parts[:length])} is a link, and nothing is written through links"
        if length == len(parts) and place.exists() and not place.is_file() and not place.is_dir():
            return f"{path} is no plain file"
    return ""
