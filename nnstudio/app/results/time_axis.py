"""An axis of moments: midnights and months, not multiples of a thousand seconds."""

from __future__ import annotations

import math
from datetime import datetime

import numpy as np

from nnstudio.app.look import theme
from nnstudio.app.plots.graph import NumberAxis
from nnstudio.data.cells.dates import spelled

_DAY, _MONTH = 86_400.0, 30.44 * 86_400
_STEPS = (
    *(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0),
    *(60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 10_800.0, 21_600.0, 43_200.0),
    *(days * _DAY for days in (1, 2, 7, 14)),
    *(months * _MONTH for months in (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000)),
)
"""From one number to the next, in seconds; months are about so long."""
_MONDAY = 4 * _DAY
"""A first one, in seconds since 1970: weeks begin there."""
_FIRST, _LAST = ((moment - datetime(1970, 1, 1)).total_seconds() for moment in (datetime.min, datetime.max))
"""Between these, moments have words."""
_WORDS = 92
"""Pixels from one date to the next, with letters of the usual size."""


class TimeAxis(NumberAxis):
    """Along the bottom, moments in seconds since 1970; plain numbers while ``dates`` is not set."""

    dates = False

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Beginnings of seconds to centuries that have room for their words."""
        if not self.dates:
            return super().tickValues(low, high, size)
        if not 0 < high - low < math.inf:
            return []
        wanted = (high - low) / max(1.0, size // theme.current().room(_WORDS))
        step = next((each for each in _STEPS if each >= 0.95 * wanted), None)
        if (
            step is None
        ):  # seen from so far away there is no room for years, but there would be no end of them
            return []
        found = _places(max(low, _FIRST), min(high, _LAST), step)
        return [(step, self._with_room(found, low, high, size, step))]

    def day_of(self, low: float, high: float, size: float) -> str:
        """The date of what is seen, where none stands at the axis: within a day there is no midnight."""
        if not self.dates:
            return ""
        for spacing, found in self.tickValues(low, high, size):
            if any(spacing >= _DAY or value % _DAY == 0 for value in found):
                return ""
        return spelled(min(max(low, _FIRST), _LAST))[:10]

    def _text(self, value: float, spacing: float) -> str:
        """A year, a month, a day, or the time of the day, whose midnight is told as its date."""
        if not self.dates:
            return super()._text(value, spacing)
        words = spelled(value)
        if spacing >= 12 * _MONTH:
            return words[:4]
        if spacing >= _MONTH:
            return words[:7]
        return words[:10] if spacing >= _DAY else words[11:] or words


def _places(low: float, high: float, step: float) -> list[float]:
    if step >= _MONTH:
        months = round(step / _MONTH)
        first = math.ceil(np.datetime64(math.floor(low), "s").astype("datetime64[M]").astype(int) / months)
        last = int(np.datetime64(math.floor(high), "s").astype("datetime64[M]").astype(int)) // months
        found = (_beginning(n * months) for n in range(first, last + 1))
        return [moment for moment in found if moment >= low]
    offset = _MONDAY if step >= 7 * _DAY else 0.0
    first, last = math.ceil((low - offset) / step - 1e-9), math.floor((high - offset) / step + 1e-9)
    return [offset + n * step for n in range(first, last + 1)]


def _beginning(month: int) -> float:
    """When a month begins, counted from that of January 1970."""
    return float(np.datetime64(month, "M").astype("datetime64[s]").astype(np.int64))
