"""What somebody has already -> the files of a module of their own that takes every variable of the contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any

from dativo_gen.tables import read_table
from dativo_gen.terraform.contract import contract
from dativo_gen.terraform.existing_module import Existing, Resource
from dativo_gen.terraform.format import format_hcl
from dativo_gen.terraform.hcl import string
from dativo_gen.terraform.module import Interface, RequiredProvider
from dativo_gen.terraform.satisfies import OUTPUTS
from dativo_gen.terraform.tag_inputs import ANNOTATIONS, INPUTS, LABELS, TAGS

_ELSEWHERE = ("terraform", "provider", "variable", "output", "import")
"""Blocks that go into files of their own, or that only a root module may have."""

_REFUSED = {
    "provider": "the stack that dativo-gen renders has it",
    "import": "only a root module may have it",
}
_TERRAFORM = ">= 1.9"


def new_module(existing: Existing, job: str) -> dict[str, str]:
    """The files by name. `job` stands for the job in addresses; nothing is taken of a state but names and ids."""
    made = {
        "main.tf": _main(existing),
        "variables.tf": _variables(existing),
        "outputs.tf": _outputs(existing),
        "versions.tf": _versions(existing.interface),
    }
    return made | ({"MIGRATE.md": _migrate(existing, job)} if existing.resources else {})


def left_out(existing: Existing) -> Iterator[str]:
    """What of it a module may not have, or what was not understood, for its author to see to."""
    for kind, why in _REFUSED.items():
        if found := [block for block in existing.blocks if block.kind == kind]:
            yield f"{len(found)} `{kind}` {'block was' if len(found) == 1 else 'blocks were'} left out: {why}"
    if any(block.kind == "variable" and block.name == "provider" for block in existing.blocks):
        yield "the variable `provider` was left out: Terraform keeps this name for itself; it is `cloud_provider` here"
    for name in existing.not_taken:
        yield f"{name} was not taken over: it is JSON"


@cache
def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = read_table("terraform/new_module.yaml")
    return words


def _main(existing: Existing) -> str:
    kept = [block for block in existing.blocks if block.kind not in _ELSEWHERE]
    if not kept:
        what = "MIGRATE.md says how Terraform writes it." if existing.in_state else "Give each resource the job's tags."
        return f"# What the module makes goes here. {what}\n"
    parts = []
    for file, blocks in groupby(kept, key=lambda block: block.file):
        heading = f"# from {file}" if file != "main.tf" else ""
        parts.append("\n\n".join([*([heading] if heading else []), *(block.text for block in blocks)]))
    return "\n\n".join(parts) + "\n"


def _variables(existing: Existing) -> str:
    """Contract first; what the author declares already stays in their words."""
    own = {block.name: block.text for block in existing.blocks if block.kind == "variable" and block.name != "provider"}
    rows = [(row.name, row.type, row.required) for row in contract()]
    rows += [(name, "map(string)", False) for name in _tag_inputs(existing)]
    texts = [own.get(name) or _variable(name, kind, required) for name, kind, required in rows]
    contracted = {name for name, _, _ in rows}
    return "\n\n".join([*texts, *(text for name, text in own.items() if name not in contracted)]) + "\n"


def _tag_inputs(existing: Existing) -> tuple[str, ...]:
    """Those that are declared; else the word of the module's provider."""
    declared = tuple(name for name in INPUTS if name in existing.interface.variables)
    if declared:
        return declared
    names = {name.removesuffix("-beta") for name in existing.interface.required_providers}
    names |= {each.type.partition("_")[0] for each in existing.resources} - {"terraform"}
    if names == {"kubernetes"}:
        return (LABELS, ANNOTATIONS)
    return (LABELS,) if "google" in names and not names & {"aws", "azurerm"} else (TAGS,)


def _variable(name: str, kind: str, required: bool) -> str:
    words = _words()["variables"][name]
    lines = [f'variable "{name}" {{', f"description = {string(words['description'])}", f"type = {kind}"]
    lines += [] if required else [f"default = {words.get('default', 'null')}"]
    return format_hcl("\n".join([*lines, "}"])).rstrip("\n")


def _outputs(existing: Existing) -> str:
    own = [block for block in existing.blocks if block.kind == "output"]
    declared = {block.name for block in own}
    made = [_output(name, existing) for name in OUTPUTS if name not in declared]
    return "\n\n".join([*(block.text for block in own), *made]) + "\n"


def _output(name: str, existing: Existing) -> str:
    if name == "tags":
        carried = _tag_inputs(existing)[0]
        return _block(name, "The tags of every resource", f"var.{carried}", "")
    words = _words()["outputs"][name]
    references = [text for each in existing.resources for text in _reference(each, words["from"])]
    sure = len(references) == 1 and not existing.in_state
    hint = "" if sure else " or ".join(references)
    return _block(name, words["description"], references[0] if sure else words["otherwise"], hint)


def _reference(resource: Resource, attributes: Mapping[str, str]) -> Iterator[str]:
    attribute = attributes.get(resource.type)
    if attribute is not None and resource.repeated != "for_each":
        plain = f"{resource.address}.{attribute}"
        yield f"one({resource.address}[*].{attribute})" if resource.repeated == "count" else plain


def _block(name: str, description: str, value: str, hint: str) -> str:
    comment = [f"# perhaps {hint}"] if hint else []
    lines = [f'output "{name}" {{', f"description = {string(description)}", *comment, f"value = {value}", "}"]
    return format_hcl("\n".join(lines)).rstrip("\n")


def _versions(interface: Interface) -> str:
    needs = [_need(each) for each in interface.required_providers.values()]
    providers = ["", "required_providers {", *needs, "}"] if needs else []
    version = f"required_version = {string(interface.required_version or _TERRAFORM)}"
    return format_hcl("\n".join(["terraform {", version, *providers, "}"]))


def _need(provider: RequiredProvider) -> str:
    told = {"source": provider.source, "version": provider.version}
    lines = [f"{key} = {string(value)}" for key, value in told.items() if value]
    return "\n".join([f"{provider.name} = {{", *lines, "}"])


def _migrate(existing: Existing, job: str) -> str:
    """What to do so that Terraform takes over what exists, and neither destroys nor makes it again."""
    moved = "\n\n".join(_moved(each, job) for each in existing.resources)
    imported = "\n\n".join(text for each in existing.resources for text in _imported(each, job))
    first = _FROM_STATE if existing.in_state else _FROM_MODULE
    return _GUIDE.format(first=first.format(job=job), job=job, moved=moved, imported=imported)


def _moved(resource: Resource, job: str) -> str:
    before = f"{resource.module}.{resource.address}" if resource.module else resource.address
    return f"moved {{\n  from = {before}\n  to   = module.{job}.{resource.address}\n}}"


def _imported(resource: Resource, job: str) -> Sequence[str]:
    instances = resource.ids or {{"count": "[0]", "for_each": '["..."]'}.get(resource.repeated, ""): ""}
    return [
        f"import {{\n  to = module.{job}.{resource.address}{index}\n  id = {string(known or '...')}\n}}"
        for index, known in instances.items()
    ]


_FROM_MODULE = """\
`main.tf` holds your resources as they were, without provider and backend blocks, which a module may not have: they are
in the stack that dativo-gen renders. Put `var.` names of `variables.tf` where values were written out, and the job's
tags on each resource."""

_FROM_STATE = """\
The state tells what exists, not how it is configured. To have Terraform write the blocks, take the `import` blocks
below into an empty folder, without `module.{job}.` in their addresses, add a `provider` block, and run
`terraform plan -generate-config-out=main.tf`. Bring that file here, put `var.` names of `variables.tf` where values are
written out, and the job's tags on each resource. Look through it for secrets first."""

_GUIDE = """\
# Taking over what exists

{first}

1. Check it: `dativo-gen modules contract` with this folder.
2. Name this folder in the job: `terraform: {{module_source: ./path/to/it}}`, and render. Below, `{job}` stands for the
   job's name.
3. Tell Terraform that the resources are there already. The file goes into the job's stack below `generated/terraform/`;
   dativo-gen leaves it alone. Take it away once it is applied.
4. `terraform plan` must show nothing to destroy and nothing to create.

If the job keeps the state that holds them (`backend_config` names it), as `moved.tf`:

```hcl
{moved}
```

If it has a state of its own, as `import.tf`; then take the resources out of the old state with
`terraform state rm`, or two states own them. An id of some types is made of several parts: the page of the type in the
provider's documentation says which, under "Import".

```hcl
{imported}
```
"""
