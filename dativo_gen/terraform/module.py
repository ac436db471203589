"""The texts of a module's files -> what it declares: variables, outputs, required providers and version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import basename

from dativo_gen.errors import Problem, Rejected, Span
from dativo_gen.terraform.module_text import Declared, read_hcl, read_json


@dataclass(frozen=True, slots=True)
class Variable:
    """A declared variable; `type` and `default` are HCL as written, `default` is None where there is none."""

    name: str
    span: Span
    type: str = "any"
    default: str | None = None
    nullable: bool = True
    sensitive: bool = False
    description: str = ""

    @property
    def required(self) -> bool:
        return self.default is None


@dataclass(frozen=True, slots=True)
class Output:
    name: str
    span: Span
    description: str = ""
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class RequiredProvider:
    """An entry of `required_providers`; empty text where the module says nothing."""

    name: str
    source: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Interface:
    """What a caller of a module sees of it, each by name, in the order of files and lines."""

    variables: Mapping[str, Variable] = field(default_factory=dict)
    outputs: Mapping[str, Output] = field(default_factory=dict)
    required_providers: Mapping[str, RequiredProvider] = field(default_factory=dict)
    required_version: str = ""


def read_interface(files: Mapping[str, str]) -> Interface:
    """Read a module from the texts of its files, by the names that messages shall show.

    Files are taken as Terraform does: `.tf` and `.tf.json`, hidden and backup files not, then `override.tf`
    and `*_override.tf` over the others, in order of name. Raises Rejected with `module-unreadable` for every
    file that is not HCL or JSON, every name declared twice and every override of nothing.
    """
    names = sorted(name for name in files if _counts(basename(name)))
    problems: list[Problem] = []
    base = list(_declarations(files, [name for name in names if not _overrides(name)], problems))
    over = list(_declarations(files, [name for name in names if _overrides(name)], problems))
    merged = _merged(base, over, problems)
    if problems:
        raise Rejected(problems)
    return _interface(merged, [each for each in (*base, *over) if each.kind == "terraform"])


def _counts(name: str) -> bool:
    hidden = name.startswith(".") or name.endswith("~") or (name.startswith("#") and name.endswith("#"))
    return name.endswith((".tf", ".tf.json")) and not hidden


def _overrides(name: str) -> bool:
    stem = basename(name).removesuffix(".json").removesuffix(".tf")
    return stem == "override" or stem.endswith("_override")


def _declarations(files: Mapping[str, str], names: Iterable[str], problems: list[Problem]) -> Iterator[Declared]:
    for name in names:
        read = read_json if name.endswith(".json") else read_hcl
        try:
            yield from read(name, files[name].removeprefix("\ufeff").replace("\r\n", "\n"))
        except Rejected as rejected:
            problems.extend(rejected.problems)


def _merged(base: list[Declared], over: list[Declared], problems: list[Problem]) -> list[Declared]:
    """One declaration a name; an override replaces argument by argument ("Override Files" in the docs)."""
    found: dict[tuple[str, str], Declared] = {}
    for each in base:
        if each.kind == "terraform":
            continue
        first = found.setdefault((each.kind, each.name), each)
        if first is not each:
            message = f"the {each.kind} `{each.name}` is declared twice, first at {first.span}"
            problems.append(Problem(each.span, "module-unreadable", message, "take one of them out"))
    for each in over:
        if each.kind == "terraform":
            continue
        below = found.get((each.kind, each.name))
        if below is None:
            message = f"the override of the {each.kind} `{each.name}` has nothing to override"
            problems.append(Problem(each.span, "module-unreadable", message, "declare it in another file"))
        else:
            arguments = {**below.arguments, **each.arguments}
            found[each.kind, each.name] = Declared(each.kind, each.name, below.span, arguments)
    return list(found.values())


def _interface(declared: list[Declared], settings: list[Declared]) -> Interface:
    versions: list[str] = []
    providers: dict[str, RequiredProvider] = {}
    for each in settings:
        version = each.text("required_version")
        if version and _overrides(each.span.file):
            versions = []
        versions += [version] if version else []
        providers.update({name: RequiredProvider(name, *need) for name, need in each.providers.items()})
    return Interface(
        {each.name: _variable(each) for each in declared if each.kind == "variable"},
        {each.name: _output(each) for each in declared if each.kind == "output"},
        providers,
        ", ".join(dict.fromkeys(versions)),
    )


def _variable(declared: Declared) -> Variable:
    return Variable(
        declared.name,
        declared.span,
        declared.arguments.get("type", "any"),
        declared.arguments.get("default"),
        declared.flag("nullable", otherwise=True),
        declared.flag("sensitive", otherwise=False),
        declared.text("description"),
    )


def _output(declared: Declared) -> Output:
    sensitive = declared.flag("sensitive", otherwise=False)
    return Output(declared.name, declared.span, declared.text("description"), sensitive)
