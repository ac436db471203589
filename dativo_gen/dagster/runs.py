"""Runs Dativo for an asset: here, in Kubernetes, on ECS or by a cloud's command line."""

import inspect
import json
import math
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeAlias

import dagster as dg

DONE = 0
PARTIAL = 1
FAILED = 2
COMPLETE = "complete"
SCHEDULE = "dativo-gen/schedule"
GRACE_SECONDS = 10
POLL_SECONDS = 6
LAUNCH_SECONDS = 600
RUNNING = (
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
)

Job = Mapping[str, Any]
Ended = tuple[int, Sequence[Any]]
Result: TypeAlias = "dg.MaterializeResult[Any]"


def run_dativo(context: dg.AssetExecutionContext, job: Job) -> Result:
    """Run a job where it belongs and judge how it ended.

    A partial load is told by the check `complete`, or fails without another try if
    the job says `on_partial: fail`. Any other failure is tried again as often as the
    asset's retry policy says.
    """
    return next(run_objects(context, job))


def run_objects(context: dg.AssetExecutionContext, job: Job) -> Iterator[Result]:
    """The same for a job with several tables: the result of its own asset, which
    has the shortest key, and then one for each table.
    """
    code, results = RUNNERS[job["runner"]](context, job)
    if code not in (DONE, PARTIAL):
        raise dg.Failure(f"Dativo failed with exit code {code}")
    if code == PARTIAL and job["on_partial"] == "fail":
        said = "Dativo loaded only a part, which this job does not accept"
        raise dg.Failure(said, allow_retries=False)
    told = [each for each in results if isinstance(each, dg.MaterializeResult)]
    checks = [each for each in results if isinstance(each, dg.AssetCheckResult)]
    made = {each.asset_key: each for each in told}
    own, *tables = sorted(context.selected_asset_keys, key=lambda key: len(key.path))
    first = made.get(own, dg.MaterializeResult())
    complete = dg.AssetCheckResult(
        asset_key=own,
        check_name=COMPLETE,
        passed=code == DONE,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"exit_code": code},
    )
    yield dg.MaterializeResult(
        asset_key=own,
        metadata=first.metadata,
        check_results=[*(first.check_results or ()), *checks, complete],
        data_version=first.data_version,
        tags=first.tags,
    )
    for key in sorted(tables):
        yield made.get(key, dg.MaterializeResult(asset_key=key))


def run_here(context: dg.AssetExecutionContext, job: Job) -> Ended:
    """A process beside Dagster's own. Its output lands in the run's logs."""
    injector, reader = dg.PipesEnvContextInjector(), dg.PipesTempFileMessageReader()
    with dg.open_pipes_session(context, injector, reader) as session:
        told = session.get_bootstrap_env_vars()
        environment = {**os.environ, **job["environment"], **told}
        code = wait_for(job["command"], environment, job["max_runtime_seconds"])
    return code, session.get_results()


def run_in_kubernetes(context: dg.AssetExecutionContext, job: Job) -> Ended:
    """A pod of its own. A line that its shell prints last carries the exit code."""
    pipes = needed("dagster_k8s", "dagster-k8s")
    client, seconds = pipes.PipesK8sClient(), job["max_runtime_seconds"]
    wait = {}
    # Dagster 1.10 waits for a day, whatever the job says; the pod's own deadline ends it before
    if "pod_wait_timeout" in inspect.signature(client.run).parameters:
        wait["pod_wait_timeout"] = 0 if seconds is None else seconds + LAUNCH_SECONDS
    completed = client.run(
        context=context,
        namespace=job["namespace"],
        image=job["image"],
        command=job["command"],
        env=job["environment"],
        base_pod_meta=job["pod_meta"],
        base_pod_spec=job["pod_spec"],
        **wait,
    )
    messages = completed.get_custom_messages()
    codes = [each["exit_code"] for each in messages if "exit_code" in each]
    if not codes:
        context.log.warning("the pod's logs hold no exit code: the load may be partial")
    return (codes[-1] if codes else PARTIAL), completed.get_results()


def run_on_ecs(context: dg.AssetExecutionContext, job: Job) -> Ended:
    """A task of its own. AWS is first asked for anything when the run begins."""
    boto3 = needed("boto3", "dagster-aws")
    pipes = needed("dagster_aws.pipes", "dagster-aws")
    client = boto3.client("ecs", region_name=job["region"])
    logs = boto3.client("logs", region_name=job["region"])
    seen: list[Mapping[str, Any]] = []
    client.meta.events.register("after-call.ecs.RunTask", remember(seen))
    client.meta.events.register("after-call.ecs.DescribeTasks", remember(seen))
    reader = pipes.PipesCloudWatchMessageReader(client=logs)
    with stopping(client, seen, job["max_runtime_seconds"]):
        try:
            completed = pipes.PipesECSClient(client=client, message_reader=reader).run(
                context=context,
                run_task_params=json.loads(json.dumps(job["request"])),
                waiter_config=waiter(job["max_runtime_seconds"]),
            )
        except RuntimeError:
            if exit_code(seen) != PARTIAL:
                raise
            return PARTIAL, ()
    return exit_code(seen), completed.get_results()


def run_by_command(context: dg.AssetExecutionContext, job: Job) -> Ended:
    """Cloud Run and Container Apps, for which Dagster has no client: their own command.

    It says no more than whether the job ended well, so a partial load is a failure.
    """
    program, seconds = job["command"][0], job["max_runtime_seconds"]
    if shutil.which(program) is None:
        said = f"`{program}` must be on PATH and signed in where Dagster runs this job"
        raise dg.Failure(said, allow_retries=False)
    context.log.info("Dagster has no client for this runtime; running: %s", program)
    if job["status"] is None:
        waited = None if seconds is None else seconds + LAUNCH_SECONDS
        code = wait_for(job["command"], os.environ, waited)
        return (DONE if code == DONE else FAILED), ()
    started = subprocess.run(
        job["command"],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if started.returncode != DONE:
        return FAILED, ()
    status = [*job["status"], started.stdout.strip()]
    return (DONE if ended_well(status, seconds) else FAILED), ()


RUNNERS: dict[str, Callable[[dg.AssetExecutionContext, Job], Ended]] = {
    "here": run_here,
    "kubernetes": run_in_kubernetes,
    "ecs": run_on_ecs,
    "command": run_by_command,
}


def wait_for(
    command: Sequence[str],
    environment: Mapping[str, str],
    seconds: float | None,
) -> int:
    """The exit code of a command; all processes that it began end with its time."""
    try:
        process = subprocess.Popen(command, env=environment, start_new_session=True)
    except OSError as error:
        said = f"`{command[0]}` cannot be started: {error.strerror}"
        raise dg.Failure(said, allow_retries=False) from None
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise dg.Failure(f"ended after {seconds} seconds, its max_runtime") from None
    finally:
        if process.poll() is None:
            end_group(process)


def end_group(process: "subprocess.Popen[bytes]") -> None:
    """Ask a process and all that it began to end, and end them if they do not."""
    with suppress(subprocess.TimeoutExpired, ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(GRACE_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def ended_well(status: Sequence[str], seconds: float | None) -> bool:
    """Ask for the status of an execution until it has ended."""
    until = math.inf if seconds is None else time.monotonic() + seconds + LAUNCH_SECONDS
    while time.monotonic() < until:
        asked = subprocess.run(status, stdout=subprocess.PIPE, text=True, check=False)
        said = asked.stdout.strip().lower()
        if asked.returncode == DONE and said not in ("running", "processing", ""):
            return said == "succeeded"
        time.sleep(POLL_SECONDS)
    raise dg.Failure(f"no end after {seconds} seconds, its max_runtime")


def needed(module: str, package: str) -> Any:
    """A module that only some runtimes need."""
    try:
        return __import__(module, fromlist=["*"])
    except ImportError:
        said = f"this runtime needs the package {package} where Dagster runs"
        raise dg.Failure(said, allow_retries=False) from None


def remember(seen: list[Mapping[str, Any]]) -> Callable[..., None]:
    """Keeps what AWS answers."""

    def keep(parsed: Mapping[str, Any], **_: Any) -> None:
        seen.append(parsed)

    return keep


@contextmanager
def stopping(
    client: Any,
    seen: Sequence[Mapping[str, Any]],
    seconds: float | None,
) -> Iterator[None]:
    """Stop a task that takes longer than its time."""
    try:
        yield
    except Exception as error:
        tasks = seen[0].get("tasks") if seen else None
        if type(error).__name__ != "WaiterError" or not tasks:
            raise
        task = tasks[0]
        client.stop_task(
            cluster=task["clusterArn"],
            task=task["taskArn"],
            reason="its max_runtime is over",
        )
        said = f"ended after {seconds} seconds, its max_runtime: {error}"
        raise dg.Failure(said) from error


def waiter(seconds: float | None) -> dict[str, int]:
    """How long a task is waited for; a job that names no time has a week."""
    seconds = 7 * 86400 if seconds is None else seconds
    return {"Delay": POLL_SECONDS, "MaxAttempts": math.ceil(seconds / POLL_SECONDS) + 1}


def exit_code(seen: Sequence[Mapping[str, Any]]) -> int:
    """The worst exit code of a task's containers; one that gave none did not end well."""
    tasks = seen[-1].get("tasks", ()) if seen else ()
    codes = [each.get("exitCode") for task in tasks for each in task["containers"]]
    return max((FAILED if each is None else each for each in codes), default=FAILED)


def unless_running(schedule: str, at_most: int) -> Callable[[Any], Any]:
    """What a tick does: begin a run unless as many as allowed are under way."""

    def tick(context: Any) -> Any:
        mine = dg.RunsFilter(tags={SCHEDULE: schedule}, statuses=list(RUNNING))
        if len(context.instance.get_runs(mine, limit=at_most)) >= at_most:
            said = f"{at_most} of its runs are under way, as many as it may have"
            return dg.SkipReason(said)
        return dg.RunRequest(
            tags={SCHEDULE: schedule, f"dativo-gen/at_most_{at_most}": schedule},
        )

    return tick
