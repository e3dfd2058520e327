"""One recording: read from a file of any kind that is known, and brought to a length, a rate and a number of channels."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.recordings.riff import read_wave
from nnstudio.data.recordings.signal_names import ARRAY, SOUND, is_unread_sound
from nnstudio.data.recordings.signal_text import names_in, numbers_in
from nnstudio.system.files import read_limited
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.system.npy import read_npy

FILE_LIMIT = 256 << 20
TEXT_LIMIT = 32 << 20
"""A text takes a hundred times its size while it is taken apart; so large a one has more lines than a sample may have."""
MOST_LENGTH = 100_000
"""Values along time of one sample; a minute of sound has more, and no first network learns from that."""
FEW_CHANNELS = 8
"""An array with so few rows and more columns has its channels first, as PyTorch has them."""

_TREMBLES = 0.02
"""How far the values of an axis may lie from a straight line, as a share of its range."""

Values = NDArray[np.float32]


class Axis(NamedTuple):
    """A first column that only goes up or down.

    Parameters
    ----------
    start, step : float
    even : bool
        Whether all steps are alike.
    mark : int
        The same for the same values.
    """

    start: float
    step: float
    even: bool
    mark: int


class Signal(NamedTuple):
    """A recording as its file has it.

    Parameters
    ----------
    values : ndarray of float32, shape (length, columns)
    rate : int
        Samples per second of a sound; 0 for any other.
    axis : Axis, optional
        Where the first of several columns may be a time or a wavelength.
    turned : bool
        Whether its channels came first.
    names : tuple of str
        What a text calls its columns; empty where it does not.
    """

    values: Values
    rate: int = 0
    axis: Axis | None = None
    turned: bool = False
    names: tuple[str, ...] = ()


def read_signal(path: str) -> Signal:
    """Read a recording.

    Raises
    ------
    StudioError
        When it cannot be read; the text does not name the file.
    """
    ending = Path(path).suffix.lower()
    if is_unread_sound(path):
        raise StudioError("sounds of this kind are not read; save it as WAV")
    data = read_limited(path, FILE_LIMIT if ending in (SOUND, ARRAY) else TEXT_LIMIT)
    if ending == SOUND:
        sound = read_wave(data)
        return Signal(sound.samples, sound.rate)
    if not data:
        raise StudioError("it is empty")
    turned, names = False, tuple[str, ...]()
    if ending == ARRAY:
        numbers = read_npy(data, msg("the file"))
        if numbers.ndim not in (1, 2) or not numbers.size:
            raise StudioError("its array has the shape {shape}; (length) or (length, channels) is read", shape=str(numbers.shape))  # fmt: skip
        numbers = numbers[:, None] if numbers.ndim == 1 else numbers
        turned = numbers.shape[0] <= FEW_CHANNELS < numbers.shape[1]
        numbers = (numbers.T if turned else numbers).astype(np.float64)
    else:
        numbers = numbers_in(data)
        names = names_in(data, numbers.shape[1])
    with np.errstate(over="ignore"):
        values = np.ascontiguousarray(numbers, np.float32)
    if not np.isfinite(values).all():
        raise StudioError("it holds values that are no finite numbers")
    return Signal(values, axis=axis_of(numbers), turned=turned, names=names)


def axis_of(numbers: NDArray[np.float64]) -> Axis | None:
    """The first column of several as an axis; None where it does not only go up, or down."""
    if numbers.shape[1] < 2 or len(numbers) < 3:
        return None
    first = numbers[:, 0]
    steps = np.diff(first)
    if not ((steps > 0).all() or (steps < 0).all()):
        return None
    step = float(first[-1] - first[0]) / (len(first) - 1)
    away = np.abs(first - (first[0] + step * np.arange(len(first))))
    # Wavelengths are rounded, and what the clocks of phones tremble by adds up: to no more than this.
    most = max(abs(step) / 2, _TREMBLES * abs(float(first[-1] - first[0])))
    return Axis(float(first[0]), step, bool((away <= most).all()), zlib.crc32(first.tobytes()))


def resampled(values: Values, length: int) -> Values:
    """A recording with another number of samples along the same time: means where there are fewer, else along straight lines.

    Parameters
    ----------
    values : ndarray, shape (n, channels)
    length : int

    Returns
    -------
    ndarray of float32, shape (length, channels)
    """
    n = len(values)
    if n == length:
        return values
    out = np.empty((length, values.shape[1]), np.float32)
    edges = np.arange(length + 1) * (n / length)
    for channel, column in enumerate(values.T):
        if length < n:
            sums = np.zeros(n + 1)  # of a long sound each copy takes gigabytes
            np.cumsum(column, out=sums[1:])
            out[:, channel] = np.diff(np.interp(edges, np.arange(n + 1.0), sums)) * (length / n)
        else:
            out[:, channel] = np.interp((edges[:-1] + edges[1:]) / 2 - 0.5, np.arange(n), column)
    return out


def at_rate(signal: Signal, rate: int) -> Values:
    """The values of a sound with so many samples per second; others, and where 0 is asked for, as they are."""
    if not signal.rate or not rate or signal.rate == rate:
        return signal.values
    return resampled(signal.values, length_at(len(signal.values), signal.rate, rate))


def length_at(length: int, rate: int, wanted: int) -> int:
    """How many samples a sound has at another rate."""
    return max(1, round(length * wanted / rate)) if rate and wanted else length


def fitted(values: Values, length: int, how: str) -> Values:
    """Bring a recording to a length.

    Parameters
    ----------
    values : ndarray, shape (n, channels)
    length : int
    how : {"middle", "start", "stretch"}
    """
    n = len(values)
    if n == length:
        return values
    if how == "stretch":
        return resampled(values, length)
    away = abs(length - n) // 2 if how == "middle" else 0
    if n > length:
        return values[away : away + length]
    out = np.zeros((length, values.shape[1]), np.float32)
    out[away : away + n] = values
    return out


def brought(least: int, most: int, length: int, rate: int) -> Message:
    """What is said of other lengths; of sounds in seconds."""
    if not rate:
        text = "Recordings of {least} to {most} values are brought to {length}"
        if least == most:
            text = "Recordings of {least} values are brought to {length}"
        return msg(text, least=least, most=most, length=length)
    short, long, wanted = (f"{n / rate:.3g}" for n in (least, most, length))
    text = "Sounds of {short} to {long} s are brought to {wanted} s: {length} values"
    if short == long:
        text = "Sounds of {short} s are brought to {wanted} s: {length} values"
    return msg(text, short=short, long=long, wanted=wanted, length=length)
