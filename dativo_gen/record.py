"""A dataclass that only the type checker freezes: a frozen one takes five times as long to make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

__all__ = ["record"]

C = TypeVar("C")

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:

    def record(*, frozen: bool, slots: bool) -> Callable[[type[C]], type[C]]:
        """For what is made a hundred times a job: nobody may change it, but only mypy sees to that."""
        return dataclass(slots=slots, unsafe_hash=frozen)
