"""What an orchestrator's stub must know to run one job: the command, its environment, where, when and how often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dativo_gen.compute import Requirements
from dativo_gen.errors import Span
from dativo_gen.model.job import JobKey
from dativo_gen.node import Node
from dativo_gen.tags.outlets import Outlets
from dativo_gen.tags.tag import Tags

OnPartial = Literal["succeed", "fail"]
DONE, PARTIAL, FAILED = 0, 1, 2
"""Exit codes of Dativo's runner (its guide "Runner and orchestration")."""
DEFAULT_IMAGE = "dativo:latest"
"""What containers run where the settings name no image."""


@dataclass(frozen=True, slots=True)
class Timing:
    """One schedule of a job: `cron` in five fields or `interval_seconds`, exactly one of the two."""

    name: str
    cron: str | None
    interval_seconds: int | None
    timezone: str
    enabled: bool
    max_concurrent_runs: int
    span: Span


@dataclass(frozen=True, slots=True)
class Where:
    """Where a job runs. Each value is what the job states, None where it says nothing."""

    runtime: str | None = None
    provider: str | None = None
    cluster: Node | None = None
    namespace: Node | None = None
    service_account: Node | None = None
    region: Node | None = None
    account_id: Node | None = None
    project_id: Node | None = None
    resource_group: Node | None = None
    subnets: tuple[Node, ...] = ()
    security_groups: tuple[Node, ...] = ()
    private_networking: bool | None = None


@dataclass(frozen=True, slots=True)
class Needs:
    """Sizes and limits: millicores, bytes, seconds. `requirements` are those of `dagster.resource_requirements`."""

    cpu_millicores: int | None = None
    memory_bytes: int | None = None
    max_runtime_seconds: int | None = None
    requirements: Requirements = field(default_factory=Requirements)
    max_retries: int = 0
    retry_delay_seconds: int = 0


@dataclass(frozen=True, slots=True)
class Command:
    """How Dativo is started: `program` (`dativo`), then `arguments` (`run --config PATH`), in `image` if there is one.

    Kubernetes replaces the image's entry point, so it gets both; ECS and Cloud Run replace only what follows the
    entry point, so they get the arguments alone.
    """

    program: tuple[str, ...]
    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    image: str | None
    on_partial: OnPartial

    @property
    def container_image(self) -> str:
        """`image`, else the one that Dativo's own build makes."""
        return self.image or DEFAULT_IMAGE


@dataclass(frozen=True, slots=True)
class Run:
    """One job as an orchestrator sees it. `config_path` is the resolved job's path in the container.

    `name` is where the job's name stands (its own file if nobody wrote one); `owner` is the tag that says who
    answers for the job. `kinds` are the source's and the target's connector types, as far as they are known; `objects`
    are the tables that the source names.
    """

    key: JobKey
    file: str
    name: Node
    config_path: str
    command: Command
    where: Where
    needs: Needs
    timings: tuple[Timing, ...]
    outlets: Outlets
    owner: Node | None
    kinds: tuple[str, ...]
    code_location: Node | None
    repository: Node | None
    metadata: Mapping[str, object]
    inputs: tuple[str, ...]
    objects: tuple[Node, ...] = ()

    @property
    def tags(self) -> Tags:
        """The job's tags as they were written."""
        return self.outlets.tags
