"""A sound as a picture: how loud each band of frequencies is, moment by moment."""

from __future__ import annotations

import functools
from typing import Annotated, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from nnstudio.system.arrays import Doubles

SeenAs = Literal["spectrogram", "mel"]
"""Bands of the same width, or as wide as the ear hears them: ``2595·lg(1 + f / 700)`` mel are of the same width
(O'Shaughnessy, Speech Communication, 1987)."""

SIDES = "bands × moments × channels"
"""What the axes of a sample are."""

BANDS = 40
"""Where nothing is chosen, as is usual for speech."""
MOST_BANDS = 512
LEAST_WINDOW = 16
MOST_WINDOW = 1 << 16
MOST_LENGTH = 4_000_000
"""Values of a signal along time; a minute and a half of sound of a CD."""

_SECONDS = 0.032
"""A window of a sound: as long as a voice keeps its pitch."""
_MOMENTS = 32
"""How often bands are measured, about, where no time is known."""
_FEWEST = 16
"""The same of sounds that are too short for more: in a picture of one moment nothing happens."""
_DEEPEST = 1e-8
"""Of the loudest band of a recording, what counts as silence: 80 dB below it."""
_TOGETHER = 1 << 20
"""Values that are transformed at a time: all windows of a long recording take hundreds of megabytes."""


class Spectrogram(msgspec.Struct, frozen=True):
    """How recordings become pictures of shape ``(bands, moments, channels)``: high frequencies above, time to the right.

    Parameters
    ----------
    length : int
        Values along time that every recording is brought to before.
    window : int
        Values that are looked at together, weighted by a Hann window; the next begins half of it later.
    bands : int
    seen_as : {"spectrogram", "mel"}
    """

    length: Annotated[int, msgspec.Meta(ge=LEAST_WINDOW, le=MOST_LENGTH)]
    window: Annotated[int, msgspec.Meta(ge=LEAST_WINDOW, le=MOST_WINDOW)]
    bands: Annotated[int, msgspec.Meta(ge=1, le=MOST_BANDS)]
    seen_as: SeenAs

    @property
    def step(self) -> int:
        """Values from one moment to the next."""
        return self.window // 2

    @property
    def moments(self) -> int:
        """How often the bands are measured."""
        return (self.length - self.window) // self.step + 1

    def frequencies(self, rate: int) -> Doubles:
        """Between which frequencies the bands lie, as :func:`edges` tells; without a rate, in cycles for each value."""
        if self.seen_as == "mel":
            return edges(self.bands, rate)
        return edges(self.bands, 0) * ((rate or 1) / 2)

    def fits(self, shape: tuple[int, ...], rate: int) -> bool:
        """Whether samples of a shape can have been made so."""
        right = self.window <= self.length and (self.seen_as != "mel" or rate > 0)
        return right and len(shape) == 3 and shape[:2] == (self.bands, self.moments)

    def made(self, values: NDArray[np.floating], rate: int) -> NDArray[np.float32]:
        """Measure a recording.

        Parameters
        ----------
        values : ndarray, shape (length, channels)
        rate : int
            Samples per second; only bands as the ear hears them need it.

        Returns
        -------
        ndarray of float32, shape (bands, moments, channels)
            The mean power within each band in decibels, of which 0 is a sine from -1 to 1; none is more than 80 below the largest.
        """
        shape = np.hanning(self.window + 1)[:-1]  # as it goes on, not as it ends
        shape *= 2 / shape.sum()
        mean = filters(self.window, self.bands, rate if self.seen_as == "mel" else 0)
        power = np.empty((self.bands, self.moments, values.shape[1]))
        together = max(1, _TOGETHER // self.window)
        for channel, column in enumerate(values.T):
            seen = np.lib.stride_tricks.sliding_window_view(column, self.window)[:: self.step]
            for at in range(0, len(seen), together):
                part = np.fft.rfft(seen[at : at + together] * shape, axis=1)
                squares = np.square(part.real) + np.square(part.imag)
                power[::-1, at : at + together, channel] = mean @ squares.T
        loudest = float(power.max()) or 1.0
        return (10 * np.log10(np.maximum(power, _DEEPEST * loudest))).astype(np.float32)


@functools.lru_cache(maxsize=8)
def filters(window: int, bands: int, rate: int) -> Doubles:
    """What each band takes of each frequency of a transform: triangles that overlap by half, each with the sum 1.

    Parameters
    ----------
    window, bands : int
    rate : int
        Samples per second for bands on the mel scale; 0 for bands of the same width.

    Returns
    -------
    ndarray of float64, shape (bands, window // 2 + 1)
        Low frequencies first.
    """
    ends = edges(bands, rate)
    count = window // 2 + 1
    # What one frequency of the transform covers may be wider than a low band: areas, not heights.
    borders = (np.arange(count + 1) - 0.5) * (2 * ends[-1] / window)
    rows = np.empty((bands, count))
    for row, low, middle, high in zip(rows, ends, ends[1:], ends[2:], strict=False):
        rising, falling = (borders - low) / (middle - low), (high - borders) / (high - middle)
        area = (middle - low) * rising.clip(0, 1) ** 2 + (high - middle) * (1 - falling.clip(0, 1) ** 2)
        row[:] = np.diff(area)
    rows /= rows.sum(axis=1, keepdims=True)
    rows.flags.writeable = False
    return rows


def edges(bands: int, rate: int) -> Doubles:
    """Between which frequencies bands lie: each begins at one, takes most of the next, and ends at the one behind it.

    Parameters
    ----------
    bands, rate : int
        As :func:`filters` has them.

    Returns
    -------
    ndarray of float64, shape (bands + 2,)
        In Hz; as parts of the highest frequency where there is no rate.
    """
    if not rate:
        return np.linspace(0, 1, bands + 2)
    return 700 * (10 ** (np.linspace(0, 2595 * np.log10(1 + rate / 2 / 700), bands + 2) / 2595) - 1)


def usual_window(length: int, rate: int) -> int:
    """The window where none is chosen: a power of two near 32 ms of a sound, or near a part of short ones and of all that is none.

    Parameters
    ----------
    length, rate : int
        Of a recording; a rate of 0 where it is not known.
    """
    wanted = min(_SECONDS * rate, 2 * length / _FEWEST) if rate else 2 * length / _MOMENTS
    most = 1 << (max(length, LEAST_WINDOW).bit_length() - 1)
    return int(max(LEAST_WINDOW, min(2 ** round(np.log2(max(wanted, 1))), most, MOST_WINDOW)))
