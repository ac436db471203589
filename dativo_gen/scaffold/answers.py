"""`--data`, a file of answers and what a tenant remembers -> answers to the questions of a template."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from dativo_gen.errors import Rejected
from dativo_gen.node import plain
from dativo_gen.source import read_yaml
from dativo_gen.suggest import nearest

ANSWERS_FILE = ".copier-answers.yml"
"""In a tenant's folder: what was answered, and which version of which template was rendered."""

_META = re.compile(r"^(?P<key>_src_path|_commit): .*\n", re.MULTILINE)


class WrongAnswerError(Exception):
    """Answers that cannot be used, a line each; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions that a template asks, by name; `lists` are those that take a list."""

    asked: frozenset[str]
    lists: frozenset[str]
    defaults: Mapping[str, Any]


def read_questions(copier_yml: bytes) -> Questions:
    """The questions in a template's `copier.yml`; what is computed is none. Raises WrongAnswerError."""
    try:
        data = yaml.load(copier_yml, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, ValueError) as error:
        raise WrongAnswerError(f"copier.yml of the template is not YAML: {error}") from error
    found = {name: item for name, item in (data or {}).items() if not str(name).startswith("_")}
    asked = {name: item for name, item in found.items() if not isinstance(item, dict) or item.get("when") is not False}
    lists = {name for name, item in asked.items() if isinstance(item, dict) and _takes_list(item)}
    defaults = {name: item.get("default") if isinstance(item, dict) else item for name, item in asked.items()}
    return Questions(frozenset(asked), frozenset(lists), defaults)


def _takes_list(question: Mapping[str, Any]) -> bool:
    return question.get("type") == "yaml" or bool(question.get("multiselect"))


def given(pairs: Iterable[str], file: tuple[str, bytes] | None, questions: Questions) -> dict[str, Any]:
    """The answers of `--data-file` (its name and bytes) and over them those of `--data k=v`.

    A list is written `a,b` or `[a, b]`. Raises WrongAnswerError with all that cannot be read or is never asked.
    """
    found, faults = _from_file(file) if file else ({}, [])
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            faults.append(f"--data {pair}: write it as NAME=VALUE")
        else:
            found[name.strip()] = value
    for name in found.keys() - questions.asked:
        near = nearest(name, questions.asked)
        hint = f"did you mean `{near}`?" if near else f"the questions are {', '.join(sorted(questions.asked))}"
        faults.append(f"{name}: the template asks no such question; {hint}")
    if faults:
        raise WrongAnswerError("\n".join(sorted(faults)))
    return {name: _typed(value) if name in questions.lists else value for name, value in found.items()}


def _from_file(file: tuple[str, bytes]) -> tuple[dict[str, Any], list[str]]:
    try:
        data = plain(read_yaml(*file, "answers"))
    except Rejected as rejected:
        return {}, [f"{each.span}: {each.message}; {each.hint}" for each in rejected.problems]
    return {str(key): value for key, value in data.items() if not str(key).startswith("_")}, []


def _typed(value: Any) -> Any:
    """A list as a command line has it; brackets are YAML's."""
    if not isinstance(value, str):
        return value
    if value.strip().startswith("["):
        try:
            return yaml.safe_load(value)
        except yaml.YAMLError:
            return value  # which the check of the question then names
    return [each.strip() for each in value.split(",") if each.strip()]


Check = Callable[..., str]


def judge(answers: Mapping[str, Any], check: Check, provider: str) -> None:
    """Hold every answer against its question's check; `provider` is what counts if none is given.

    Raises WrongAnswerError with all that are wrong, which copier would say one at a time.
    """
    others = {"provider": provider, "environments": ["prod"], "module_source": "", **answers}
    faults = [
        f"{name}: {fault}"
        for name, value in sorted(answers.items())
        if (fault := check(name, value, **{key: each for key, each in others.items() if key != name}))
    ]
    if faults:
        raise WrongAnswerError("\n".join(faults))


def read_answers(data: bytes) -> dict[str, Any]:
    """What an answers file says, `_src_path` and `_commit` too. Raises WrongAnswerError."""
    try:
        found = yaml.safe_load(data)
    except (yaml.YAMLError, ValueError) as error:
        raise WrongAnswerError(f"{ANSWERS_FILE} is not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(found, dict):
        raise WrongAnswerError(f"{ANSWERS_FILE} holds no answers")
    return found


def with_origin(text: str, source: str, version: str | None) -> str:
    """An answers file that names another origin: a folder of this machine would mean nothing on the next one."""
    found = {each["key"]: each[0] for each in _META.finditer(text)}
    commit = f"_commit: {version}\n" if version else found.get("_commit", "")
    body = _META.sub("", text)
    head = "".join(line for line in body.splitlines(keepends=True) if line.startswith("#"))
    return f"{head}{commit}_src_path: {source}\n{body.removeprefix(head)}"
