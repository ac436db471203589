"""Gives tests a Terraform cut off from the network, and copies of the golden cases to run it in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextvars import copy_context
from functools import cache, wraps
from pathlib import Path

import pytest

from .cases import Stack, all_stacks, beside, lay_out
from .offline import offline
from .sources import without_archives
from .terraform import Terraform


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> None:
    """Run each test of Dagster in a context of its own: it leaves instances that are gone in a context variable."""
    if any("dagster" in marker.args for marker in pyfuncitem.iter_markers("engine")):
        test = pyfuncitem.obj

        @wraps(test)
        def alone(**given: object) -> None:
            copy_context().run(test, **given)

        pyfuncitem.obj = alone


@pytest.fixture(scope="session")
def terraform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terraform]:
    """Terraform that finds every module which a golden stack names."""
    calls = [call for stack in all_stacks() for call in stack.calls]
    with offline(tmp_path_factory.mktemp("offline"), calls) as found:
        yield found


@pytest.fixture(scope="session")
def bare_terraform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terraform]:
    """Terraform without providers and modules: for stacks that need no more than `terraform_data`."""
    with offline(tmp_path_factory.mktemp("bare"), [], []) as found:
        yield found


@pytest.fixture(scope="session")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Stack], Path]:
    """Stack -> its folder in a copy of its case, made once a session."""

    @cache
    def copy(case: Path) -> Path:
        return lay_out(case, tmp_path_factory.mktemp(case.name))

    @cache
    def ready(stack: Stack) -> Path:
        folder = copy(stack.case) / stack.path
        without_archives(folder, tmp_path_factory.mktemp("archives"))
        return folder

    return ready


@pytest.fixture(scope="session")
def initialised(terraform: Terraform, laid_out: Callable[[Stack], Path]) -> Callable[[Stack], Path]:
    """Stack -> its folder, as generated, after `init` without its backend."""

    @cache
    def init(stack: Stack) -> Path:
        result = terraform.init(laid_out(stack), "-backend=false")
        assert result.ok, result
        return laid_out(stack)

    return init


@pytest.fixture(scope="session")
def plannable(terraform: Terraform, laid_out: Callable[[Stack], Path]) -> Callable[[Stack], Path]:
    """Stack -> a copy of its folder that can be planned without its backend and without a cloud."""

    @cache
    def init(stack: Stack) -> Path:
        folder = beside(laid_out(stack))
        result = terraform.init(folder)
        assert result.ok, result
        return folder

    return init
