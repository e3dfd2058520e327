"""How often something may be done beside a run: as often as the eye wants, and never for more than a share of the time."""

from __future__ import annotations

_KEPT = 0.7
"""How much of what was known stays when a new cost comes: one slow picture does not make the next ones wait."""


class Pace:
    """The time from one piece of work to the next, by what the pieces cost.

    A run computes on all cores, so what the window does is taken from it. On a fast machine the share allows the
    shortest interval; on a slow one pictures come less often, and the run is slowed down by no more.

    Parameters
    ----------
    shortest, longest : float
        Seconds between two pieces of work; the longest is kept whatever they cost.
    share : float
        Of the time, between 0 and 1, that they may take.
    """

    def __init__(self, shortest: float, longest: float, share: float) -> None:
        self._shortest, self._longest, self._share = shortest, longest, share
        self._cost: float | None = None

    def took(self, seconds: float) -> None:
        """Count a piece of work, in seconds of the processor: time in which others computed is not its cost."""
        known = seconds if self._cost is None else self._cost
        self._cost = _KEPT * known + (1 - _KEPT) * seconds

    @property
    def seconds(self) -> float:
        """To wait until the next one."""
        wanted = 0.0 if self._cost is None else self._cost / self._share
        return min(max(wanted, self._shortest), self._longest)

    @property
    def milliseconds(self) -> int:
        """The same, for a timer."""
        return round(1000 * self.seconds)
