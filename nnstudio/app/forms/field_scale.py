"""The slider beside a number: which settings have one, and the values it stops at."""

from __future__ import annotations

import bisect
import functools

from nnstudio.app.words import field_text
from nnstudio.nn.fields import FieldInfo

_NEAREST_TO_ONE = 0.9991
"""Where the slider of a share that nears one ends; what lies beyond can be typed."""
_MOST = 60


@functools.cache
def stops(info: FieldInfo) -> tuple[float, ...]:
    """Return the values at which the slider of a setting stops, rising; none where it has no slider.

    Shares have one, and rates that say where their values usually lie. The stops are those of the arrow keys in
    the number beside it, so that both walk along the same values.
    """
    field = info.field
    if info.optional or info.kind not in ("int", "float") or (info.kind == "int" and not field.logarithmic):
        return ()
    if field.logarithmic:
        if field.usual is None:
            return ()
        zero = (0.0,) if field.minimum == 0 else ()
        return (*zero, *_walk(info, *field.usual))
    if field.usual is not None:
        return tuple(_walk(info, *field.usual))
    low = field.minimum if field.minimum is not None else field.above
    if low is None or field.maximum is None or low < 0 or field.maximum > 1:
        return ()
    if field.near_one:
        return tuple(_walk(info, low, min(field.maximum, _NEAREST_TO_ONE)))
    start = low if field.minimum is not None else field_text.stepped(info, low, 1)
    return tuple(_walk(info, start, field.maximum))


def _walk(info: FieldInfo, low: float, high: float) -> list[float]:
    values = [float(low)]
    while len(values) < _MOST:
        value = float(field_text.stepped(info, values[-1], 1))
        if value > high * (1 + 1e-9) or value <= values[-1]:
            break
        values.append(value)
    return values


def place(values: tuple[float, ...], value: float) -> float:
    """Return where a value stands between the stops: 2.5 is half way from the third to the fourth."""
    if value <= values[0]:
        return 0.0
    if value >= values[-1]:
        return float(len(values) - 1)
    above = bisect.bisect_right(values, value)
    low, high = values[above - 1], values[above]
    return above - 1 + (value - low) / (high - low)
