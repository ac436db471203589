"""How cpu and memory are written in a job and spelled for each runtime; text <-> numbers, exactly."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

MIB = 1024**2

# A container engine starts nothing with less than 6 MiB; no machine to rent has 64 TiB or 4096 vCPU.
_LEAST_MEMORY, _MOST_MEMORY = 6 * MIB, 64 * 1024**4
_MOST_MILLICORES = 4_096_000

# Bare whole numbers: up to 16 are vCPU, 128 to 196608 (ECS's own bounds) units of ECS; others may be either.
_MOST_BARE_VCPU, _LEAST_UNITS, _MOST_UNITS = 16, 128, 196_608
# Bare memory is MiB, as ECS has it; a small number was meant as GiB, one over 1 TiB as KiB or bytes.
_LEAST_BARE_MIB, _MOST_BARE_MIB = 128, 1024**2

_BYTES = {
    "Ki": 1024,
    "Mi": 1024**2,
    "Gi": 1024**3,
    "Ti": 1024**4,
    "k": 1000,
    "M": 1000**2,
    "G": 1000**3,
    "T": 1000**4,
}
_SPELLED_IN_TURN = ("Gi", "Mi", "G", "M", "Ki", "k")
_NUMBER = re.compile(r"(?:0|[1-9]\d{0,17})(?:\.\d{1,9})?")
_QUANTITY = re.compile(r"([+-]?[\d.,_]+(?:[eE][+-]?\d+)?)(\s*)([A-Za-z]*)", re.ASCII)
_CPU_EXAMPLES = "2, 1.5, 500m or, in ECS units, 2048"
_MEMORY_EXAMPLES = "4Gi, 512Mi, 4G or, in MiB, 4096"


class UnitError(ValueError):
    """A size that cannot be understood: what is wrong, and what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@lru_cache(1 << 10)
def parse_cpu(text: str) -> int:
    """Millicores of `2`, `1.5`, `500m` (Kubernetes) or `2048` (ECS units). Raises UnitError."""
    number, unit = _split(text, "cpu", _CPU_EXAMPLES)
    if unit not in ("", "m"):
        raise UnitError(f"cpu {text} has the unit {unit}, which is none", _meant_cpu(number, unit))
    millicores = Fraction(number) if unit else _bare_cpu(number)
    if millicores.denominator != 1:
        raise UnitError(f"cpu {text} is not a whole number of millicores", _whole_cpu_hint(number, unit))
    if not 0 < millicores <= _MOST_MILLICORES:
        bound = "nothing" if millicores <= 0 else "more than any machine has"
        raise UnitError(f"cpu {text} is {bound}", "write it as in 2, 1.5 or 500m")
    return int(millicores)


@lru_cache(1 << 10)
def parse_memory(text: str) -> int:
    """Bytes of `4Gi`, `2048Mi`, `4G` (10^9) or `4096` (MiB). Raises UnitError."""
    number, unit = _split(text, "memory", _MEMORY_EXAMPLES)
    if unit and unit not in _BYTES:
        raise UnitError(f"memory {text} has the unit {unit}, which is none", _meant_memory(number, unit))
    if not unit:
        _check_bare_memory(number)
    size = Fraction(number) * _BYTES[unit or "Mi"]
    if size.denominator != 1:
        raise UnitError(f"memory {text} is not a whole number of bytes", "write it as in 1536Mi")
    if not _LEAST_MEMORY <= size <= _MOST_MEMORY:
        less = size < _LEAST_MEMORY
        bound = "less than a container can start with" if less else "more than any machine has"
        raise UnitError(f"memory {text} is {bound}", "write it as in 4Gi or 512Mi")
    return int(size)


def spelled_cpu(runtime_type: str | None, millicores: int) -> str:
    """Millicores as the runtime expects them, in a spelling that `parse_cpu` reads as the same number.

    ECS units are rounded up where `check_compute` would have complained.
    """
    if runtime_type == "ecs":
        return str(-(-millicores * 1024 // 1000))
    if runtime_type == "container_apps":
        return _plain(Decimal(millicores) / 1000)
    whole, rest = divmod(millicores, 1000)
    return str(whole) if not rest and whole <= _MOST_BARE_VCPU else f"{millicores}m"


def spelled_memory(runtime_type: str | None, size: int) -> str:
    """Bytes as the runtime expects them, in a spelling that `parse_memory` reads as the same number.

    MiB for ECS are rounded up where `check_compute` would have complained.
    """
    if runtime_type == "ecs":
        return str(-(-size // MIB))
    if runtime_type == "container_apps" and size % (256 * MIB) == 0:
        return f"{_plain(Decimal(size) / _BYTES['Gi'])}Gi"
    for unit in _SPELLED_IN_TURN:
        if size % _BYTES[unit] == 0:
            return f"{size // _BYTES[unit]}{unit}"
    return f"{_plain(Decimal(size) / 1000)}k"


def _split(text: str, what: str, examples: str) -> tuple[str, str]:
    """The number, as written, and the unit."""
    if not text.strip():
        raise UnitError(f"{what} is empty", f"write it as in {examples}")
    quantity = _QUANTITY.fullmatch(text)
    if not quantity:
        raise UnitError(f"{what} {text} cannot be read", f"write it as in {examples}")
    number, space, unit = quantity.groups()
    if not _NUMBER.fullmatch(number):
        raise UnitError(f"{what} {text} cannot be read: {number} is no plain number", f"write it as in {examples}")
    if space and unit in ("", "m", *_BYTES):
        raise UnitError(f"{what} {text} has a space in it", f"write {number}{unit}")
    return number, unit


def _bare_cpu(number: str) -> Fraction:
    size = Fraction(number)
    if "." in number or size <= _MOST_BARE_VCPU:
        return size * 1000
    if _LEAST_UNITS <= size <= _MOST_UNITS:
        return size * 1000 / 1024
    hint = f"write {number}000m for {number} vCPU, or {number}m for thousandths of one"
    raise UnitError(f"cpu {number} has no unit: it may be vCPU, millicores or ECS units", hint)


def _check_bare_memory(number: str) -> None:
    if "." in number:
        raise UnitError(f"memory {number} has no unit", f"write {number}Gi or {number}G")
    if int(number) < _LEAST_BARE_MIB:
        hint = f"write {number}Gi or {number}Mi" if int(number) else "write it as in 4Gi or 512Mi"
        raise UnitError(f"memory {number} has no unit, and is too little for MiB", hint)
    if int(number) > _MOST_BARE_MIB:
        bytes_of = spelled_memory(None, int(number))
        hint = f"write {bytes_of} if these are bytes, else give the unit, as in {number}Ki"
        raise UnitError(f"memory {number} has no unit, and is too much for MiB", hint)


def _meant_cpu(number: str, unit: str) -> str:
    folded = unit.lower()
    if folded in ("vcpu", "vcpus", "cpu", "cpus", "core", "cores", "c", "u", "unit", "units"):
        return f"write {number}"
    return f"write {number}m" if folded in ("m", "mc", "milli", "millicores") else f"write it as in {_CPU_EXAMPLES}"


def _meant_memory(number: str, unit: str) -> str:
    if unit == "m":
        return f"write {number}Mi; m stands for thousandths"
    letter, rest = unit[0].upper(), unit[1:].lower()
    if letter not in "KMGT" or rest not in ("", "b", "i", "ib"):
        return f"write it as in {_MEMORY_EXAMPLES}"
    binary, decimal = f"{number}{letter}i", f"{number}{letter.replace('K', 'k')}"
    return f"write {binary}" if "i" in rest else f"write {binary}, or {decimal}, which is a little less"


def _whole_cpu_hint(number: str, unit: str) -> str:
    """125 millicores are 128 ECS units; other counts of units are no whole millicores."""
    if unit or "." in number:
        return "write at most three decimals, or whole millicores as in 500m"
    units = -(-int(number) // 128) * 128
    return f"write {number}m for millicores, or ECS units in steps of 128, as in {units}"


def _plain(number: Decimal) -> str:
    """A decimal without exponent and without zeros at its end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
