"""Files that stand in the output folder -> manifests that say that they are ours as they stand. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from dativo_gen.existing import MISSING, Existing, Recorded
from dativo_gen.manifest import JOURNAL, MANIFEST, Entry, Manifest, dump
from dativo_gen.memory import is_stack
from dativo_gen.states import State, states_of
from dativo_gen.tree import Folder, ManifestChange, Refusal, Tree, TreeDiff, contents

_RENDER = "`dativo-gen render` writes it"
_UNDO = "delete it, or let `dativo-gen render --force-path` do so"


@dataclass(frozen=True, slots=True)
class Adoption:
    """What is taken into the tree: each file with the state that it had, sorted, and the manifests that say so.

    `known` are files that were ours already, `left` what stands beside them and render never writes.
    """

    adopted: Mapping[PurePosixPath, State]
    known: tuple[PurePosixPath, ...]
    left: tuple[PurePosixPath, ...]
    refused: tuple[Refusal, ...]
    manifests: tuple[ManifestChange, ...]

    @property
    def change(self) -> TreeDiff:
        """For `disk.apply`: manifests, and no file."""
        return TreeDiff(manifests=self.manifests)

    @property
    def begins_stack(self) -> bool:
        """Whether a stack gets its first manifest, which makes it a part of what render remembers."""
        return any(each.before is None and is_stack(each.folder) for each in self.manifests)


def adopt(tree: Tree, existing: Existing, named: Sequence[PurePosixPath]) -> Adoption:
    """Take in the files at or below the `named` paths of the output folder that render would write.

    What cannot be taken in is refused: what render would never write, what is no plain file, what is not there.
    """
    judged = [_Named(path, tree, existing) for path in named]
    taken = sorted({path for each in judged for path in each.standing})
    states = states_of(taken, tree, existing)
    ours = {path for path in taken if existing.found[path].sha256 in (existing.hashes(path) or ())}
    adopted = {path: states[path] for path in taken if path not in ours}
    refused = {refusal.path: refusal for each in judged for refusal in each.refused()}
    return Adoption(
        adopted,
        tuple(sorted(ours)),
        tuple(sorted({path for each in judged for path in each.others})),
        tuple(refused[path] for path in sorted(refused)),
        tuple(_changes(tree, existing, adopted)),
    )


class _Named:
    """What one named path means: the wanted files at or below it, parted by what stands there."""

    def __init__(self, path: PurePosixPath, tree: Tree, existing: Existing) -> None:
        self.path = path
        self.existing = existing
        self.wanted = [each for each in contents(tree) if each.is_relative_to(path)]
        kinds = {each: existing.found.get(each, MISSING).kind for each in self.wanted}
        self.standing = [each for each, kind in kinds.items() if kind == "file"]
        self.blocked = [each for each, kind in kinds.items() if kind not in ("file", "missing")]
        self.others = [each for each in existing.entries if each.is_relative_to(path)] if self.wanted else []

    def refused(self) -> Iterator[Refusal]:
        for path in self.blocked:
            hint = "put the file itself there, or move away what stands there and render"
            yield Refusal(path, "a symlink, or something else that is no plain file, stands here", hint)
        if not self.standing and not self.blocked:
            yield self._nothing()

    def _nothing(self) -> Refusal:
        """Why there is nothing to take in."""
        if self.wanted:
            return Refusal(self.path, "nothing stands here yet", _RENDER)
        if self.path.name in (MANIFEST, JOURNAL):
            return Refusal(self.path, "is dativo-gen's own record", "name the files that it should take over")
        if self.existing.hashes(self.path) is not None:
            return Refusal(self.path, "no job makes this file any more, so render would not write it", _UNDO)
        hint = "render leaves other files in its folders alone; change a template to have a file in the tree"
        return Refusal(self.path, "render would never write this", hint)


def _changes(tree: Tree, existing: Existing, adopted: Mapping[PurePosixPath, State]) -> Iterator[ManifestChange]:
    for folder in (tree[path] for path in sorted(tree)):
        names = [name for name in folder.files if folder.path / name in adopted]
        if names:
            recorded = existing.folders.get(folder.path, Recorded())
            hashes = {name: existing.found[folder.path / name].sha256 for name in names}
            after = dump(_manifest(folder, recorded, hashes))
            yield ManifestChange(folder.path, recorded.sha256, after)


def _manifest(folder: Folder, recorded: Recorded, hashes: Mapping[str, str]) -> Manifest:
    """The manifest with these files as they stand. What they were made from is what would make them, in no version.

    A first manifest remembers what the folder is about to be: for a stack, which state it has.
    """
    before = recorded.manifest if recorded.sha256 is not None else Manifest(record=folder.record)
    entries = {
        name: replace(before.files.get(name) or Entry("", folder.sources.get(name, ())), sha256=sha256)
        for name, sha256 in hashes.items()
    }
    return replace(before, files={**before.files, **entries})
