"""A file that others changed, seen from three sides: as generated, as it stands, as it is wanted. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from dativo_gen.difftext import between, shown
from dativo_gen.manifest import digest
from dativo_gen.states import State


@dataclass(frozen=True, slots=True)
class ThreeTexts:
    """The three texts; None: there is no such text.

    `path` is how the file is called in messages, `source` where the text that was generated is from.
    """

    path: str
    state: State
    generated: str | None
    standing: str | None
    wanted: str | None
    source: str = ""

    def hashes(self) -> dict[str, str | None]:
        """`manifest.digest` of each text."""
        texts = {"generated": self.generated, "standing": self.standing, "wanted": self.wanted}
        return {name: None if text is None else digest(text) for name, text in texts.items()}

    def diffs(self) -> dict[str, str]:
        """From one text to another; none from what was generated if that is not known.

        `edit` is what others changed, `update` what the inputs changed since, `overwrite` what `--force-path` would do.
        The names in them are those of no file: a patch with such a part in it is refused as a whole.
        """
        generated = (self.generated, f"{self.path} (as generated)")
        standing, wanted = (self.standing, f"{self.path} (as it stands)"), (self.wanted, f"{self.path} (as wanted)")
        overwrite = {"overwrite": between(standing, wanted)}
        if self.generated is None:
            return overwrite
        return {"edit": between(generated, standing), "update": between(generated, wanted), **overwrite}


def told(texts: ThreeTexts) -> list[str]:
    """Lines for people: a heading and a diff for each side."""
    diffs = texts.diffs()
    head = f"# {shown(texts.path)}: {texts.state}"
    if texts.generated is None:
        unknown = "# what was generated is not to be had: it is neither wanted now nor in git's last commit or index"
        why = [unknown] if texts.state == "edited" else []
        what = "# nothing makes this file any more; what stands there would be deleted:"
        what = what if texts.wanted is None else "# what would be written over what stands there:"
        return [head, *why, what, *_body(diffs["overwrite"])]
    edit = [f"# what others changed in what was generated ({texts.source}):", *_body(diffs["edit"])]
    if texts.wanted is None:
        return [head, *edit, "# nothing makes this file any more; it would be deleted"]
    if not diffs["update"]:
        return [head, *edit, "# what would be written is what was generated: the edit would be undone"]
    return [head, *edit, "# what would be written, against what was generated:", *_body(diffs["update"])]


def _body(diff: str) -> list[str]:
    return diff.split("\n")[:-1]
