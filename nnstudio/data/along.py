"""What the channels of sequences are called, and what runs along them, where the files say it."""

from __future__ import annotations

import math

import msgspec


class Along(msgspec.Struct, frozen=True):
    """Names for people: no answer depends on them.

    Parameters
    ----------
    channels : tuple of str
        What each channel is called; empty where that is not known.
    name : str
        What a first column is called that was left out, such as a time or a wavelength; empty where that is not known.
    start, step : float
        Its first value, and how much it grows from one value of a sample to the next; a step of 0 where that is not known.
    """

    channels: tuple[str, ...] = ()
    name: str = ""
    start: float = 0.0
    step: float = 0.0

    def fits(self, shape: tuple[int, ...]) -> bool:
        """Whether samples of a shape can be called so."""
        known = len(shape) in (2, 3) and len(self.channels) in (0, shape[-1])  # three of spectrograms
        return math.isfinite(self.start) and math.isfinite(self.step) and (known or self == UNKNOWN)


UNKNOWN = Along()
