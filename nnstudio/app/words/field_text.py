"""Settings as text: what stands in a field, what typed text means, and what a step changes.

Numbers look the same in every locale: a point for decimals and no grouping (Qt's C locale). They are the
numbers of files, exports and the textbook, and ``1,000`` means different things to different people. Spaces
between digits and a typographic minus are understood.
"""

from __future__ import annotations

import enum
import math
import re
import sys
from decimal import Decimal
from typing import Any

import msgspec

from nnstudio.nn.fields import FieldError, FieldInfo


class Differs(enum.Enum):
    """The value of a setting that several things have, each its own."""

    DIFFERS = "differs"


DIFFERS = Differs.DIFFERS


def show(info: FieldInfo, value: Any) -> str:
    """Return the text that stands in the field for a value; nothing for None, or where several differ."""
    if value is None or value is DIFFERS:
        return ""
    if info.kind == "float":
        return show_float(float(value))
    if info.kind == "pair":
        first, second = value if isinstance(value, tuple) else (value, value)
        return f"{first}×{second}"
    if info.kind == "ints":
        return ", ".join(str(v) for v in value)
    if info.kind == "floats":
        return ", ".join(show_float(v) for v in value)
    return str(value)


def show_float(value: float) -> str:
    """Return the shortest text of a number with up to 12 digits: ``0.001``, ``1e-5``, ``2``."""
    text = f"{value:.12g}"
    mantissa, e, exponent = text.partition("e")
    return f"{mantissa}e{int(exponent)}" if e else text


_COMMA = re.compile(r"(?![+−-]?[1-9]\d{0,2},\d{3}\b)[+−-]?\d*,\d+(e[+-]?\d+)?", re.IGNORECASE)
"""A decimal comma, as much of the world writes it; 1,500 may also be a thousand and a half, and stays no number."""


def read(info: FieldInfo, text: str) -> Any:
    """Return the value that typed text means.

    Text that means nothing of the kind comes back as it is: the setting's own check then says what is wrong.
    """
    text = text.strip()
    if not text and info.optional:
        return None
    if info.kind == "text" or info.kind == "path" or info.kind == "choice":
        return text
    if info.kind in ("pair", "ints"):
        parts = [p for p in re.split(r"[\s,;×xX*()\[\]]+", text) if p]
        numbers = tuple(_number(p, whole=True) for p in parts)
        if not all(isinstance(n, int) for n in numbers) or (not numbers and info.kind == "pair"):
            return text
        return numbers[0] if info.kind == "pair" and len(numbers) == 1 else numbers
    if info.kind == "floats":
        # A comma stands between numbers; where semicolons do, one between two digits is a decimal mark.
        kept = r"(?<!\d),|,(?!\d)" if ";" in text else ","
        parts = [p for p in re.split(rf"(?:[\s;()\[\]]|{kept})+", text) if p]
        values = tuple(_decimal(p) for p in parts)
        return text if any(isinstance(v, str) for v in values) else values
    return _decimal(text) if info.kind == "float" else _number(text, whole=info.kind == "int")


def _decimal(text: str) -> float | str:
    return _number(text.replace(",", ".") if _COMMA.fullmatch(text) else text, whole=False)


def _number(text: str, *, whole: bool) -> int | float | str:
    digits = re.sub(r"(?<=\d)[\s_\u00a0\u202f](?=\d)", "", text).replace("\u2212", "-")
    if re.fullmatch(r"[+-]?\d{1,18}", digits):
        return int(digits) if whole else float(digits)
    try:
        number = float(digits)
    except ValueError:
        return text
    # 1e3 epochs are a thousand epochs, half an epoch is not one.
    if whole:
        return int(number) if number.is_integer() and abs(number) < 1e18 else text
    return number


def stepped(info: FieldInfo, value: Any, steps: int) -> Any:
    """Return the value a number of steps further, kept inside the limits.

    Parameters
    ----------
    info : FieldInfo
    value : int, float, pair or None
        None steps to the default, or to 1 where steps multiply, or to the lowest allowed value.
    steps : int
        Up or down.
    """
    if value is None:
        start = None if info.default is msgspec.NODEFAULT else info.default
        return start if start is not None else _clamped(info, 1 if info.field.logarithmic else 0)
    if info.kind == "pair":
        pair = value if isinstance(value, tuple) else (value, value)
        return tuple(_step_number(info, v, steps) for v in pair)
    return _step_number(info, value, steps)


def _step_number(info: FieldInfo, value: float, steps: int) -> float:
    step = _step_float if info.kind == "float" else _step_whole
    for _ in range(abs(steps)):
        value = _clamped(info, step(info, value, steps > 0))
    return value


def _step_whole(info: FieldInfo, value: float, up: bool) -> float:
    if info.field.logarithmic:
        return _double(int(value), up)
    return int(value) + (1 if up else -1)


def _step_float(info: FieldInfo, value: float, up: bool) -> float:
    if info.field.logarithmic:
        return _one_two_five(info, value, up)
    if info.field.near_one and value < 1:
        return _towards_one(value, up)
    step = _linear_step(info, value)
    return float(round(Decimal(repr(value)) / step) * step + (step if up else -step))


def _clamped(info: FieldInfo, value: float) -> float:
    limits = info.field
    if limits.maximum is not None:
        value = min(value, limits.maximum)
    if limits.minimum is not None:
        value = max(value, limits.minimum)
    if limits.above is not None and value <= limits.above:
        # An open limit is approached, never reached.
        value = limits.above + (1.0 if info.kind != "float" else _smallest(info))
    return float(value) if info.kind == "float" else int(value)


def _smallest(info: FieldInfo) -> float:
    return 1e-6 if info.field.logarithmic else float(_linear_step(info, 0.0))


def _double(value: int, up: bool) -> int:
    """Walk along the powers of two: 100 -> 128 -> 256, or 64 -> 32."""
    if up:
        return 1 if value < 1 else 1 << value.bit_length()
    return 0 if value <= 1 else 1 << ((value - 1).bit_length() - 1)


def _one_two_five(info: FieldInfo, value: float, up: bool) -> float:
    """Walk along 1, 2, 5, 10, ...; below a millionth lies zero, where zero is allowed."""
    if value < sys.float_info.min:  # what is smaller has no power of ten to be measured by
        return _smallest(info) if up else min(value, 0.0)
    exponent = math.floor(math.log10(value) + 1e-9)
    lead = value / 10.0**exponent
    if up:
        follow = next((n for n in (2.0, 5.0, 10.0) if n > lead * (1 + 1e-9)), 20.0)
    else:
        follow = next((n for n in (5.0, 2.0, 1.0, 0.5) if n < lead * (1 - 1e-9)), 0.5)
    result = float(f"{follow * 10.0**exponent:.12g}")
    return 0.0 if not up and result < _smallest(info) * (1 - 1e-9) else result


def _towards_one(value: float, up: bool) -> float:
    """Walk along 0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995: one minus 1, 0.5, 0.2, 0.1, ..."""
    gap = float(f"{1 - value:.12g}")
    exponent = math.floor(math.log10(gap) + 1e-9)
    lead = gap / 10.0**exponent
    if up:
        follow = next((n for n in (5.0, 2.0, 1.0, 0.5) if n < lead * (1 - 1e-9)), 0.5)
    else:
        follow = next((n for n in (2.0, 5.0, 10.0) if n > lead * (1 + 1e-9)), 20.0)
    return float(f"{1 - min(1.0, follow * 10.0**exponent):.12g}")


def _linear_step(info: FieldInfo, value: float) -> Decimal:
    """A twentieth of the range where it is closed, else about a tenth of the value."""
    low = info.field.minimum if info.field.minimum is not None else info.field.above
    high = info.field.maximum
    if low is not None and high is not None and high > low:
        size = (high - low) / 20
    else:
        size = max(abs(value), 0.1) / 10
    exponent = math.floor(math.log10(size) + 1e-9)
    lead = next(n for n in (5, 2, 1) if n <= size / 10.0**exponent * 1.15)
    return Decimal(lead).scaleb(exponent)


def default(info: FieldInfo, owner: str) -> tuple[bool, Any]:
    """Say whether a setting has a default, and which, in its canonical form."""
    if info.default is msgspec.NODEFAULT:
        return False, None
    try:
        return True, info.check(owner, info.default)
    except FieldError:
        return False, None
