"""Local git repositories that answer for the git sources of module calls, by git's own `insteadOf`."""

from __future__ import annotations

import os
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from .sources import Call, GitSource, git_source, place_standin


def git_modules(calls: Iterable[Call], folder: Path) -> dict[str, str]:
    """Make every repository that is named, with its folders and refs; the environment that leads there."""
    sources = {call.source: git_source(call.source) for call in calls if call.kind == "git"}
    groups: dict[tuple[str, str], dict[str, GitSource]] = defaultdict(dict)
    for spelled, source in sources.items():
        groups[source.host, source.repository][spelled] = source
    for (host, repository), group in groups.items():
        _repository(folder / "work" / host / repository, folder / host / f"{repository}.git", group)
    return _instead_of(folder, list(sources.values()))


def _repository(work: Path, bare: Path, sources: dict[str, GitSource]) -> None:
    for spelled, source in sources.items():
        place_standin(spelled, work / source.folder)
    bare.parent.mkdir(parents=True, exist_ok=True)
    _git("init", "--quiet", "--bare", "--initial-branch=main", str(bare))
    inside = [f"--git-dir={bare}", f"--work-tree={work}"]
    _git(*inside, "add", "--all")
    _git(*inside, "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "-m", "stand-ins")
    for ref in sorted({source.ref for source in sources.values()} - {"", "main"}):
        _git(*inside, "tag", ref)


def _git(*arguments: str) -> None:
    env = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    own = env | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *arguments], env=own, check=True)


def _instead_of(folder: Path, sources: Sequence[GitSource]) -> dict[str, str]:
    rules = {(source.prefix, source.host) for source in sources}
    for host in {source.host for source in sources}:
        rules |= {(prefix, host) for prefix in (f"https://{host}/", f"ssh://git@{host}/", f"git@{host}:")}
    env = {"GIT_CONFIG_COUNT": str(len(rules))}
    for number, (prefix, host) in enumerate(sorted(rules)):
        env[f"GIT_CONFIG_KEY_{number}"] = f"url.{(folder / host).as_uri()}/.insteadOf"
        env[f"GIT_CONFIG_VALUE_{number}"] = prefix
    return env
