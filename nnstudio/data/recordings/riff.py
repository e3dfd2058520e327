"""Sounds in WAV files: every size in them is checked before anything is read, as anybody may have written them.

The module ``wave`` of Python refuses samples that are fractions, and before 3.12 what has more than two channels.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnstudio.system.messages import StudioError

MOST_CHANNELS = 64
MOST_RATE = 10_000_000
"""Samples per second; oscilloscopes write such files, too."""

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_GUID = bytes.fromhex("000000001000800000aa00389b71")
"""What follows the code of the format in the long form of the header."""
_OPEN_END = 0xFFFFFFFF
"""Instead of a size, by programs that wrote it before they knew."""


class Sound(NamedTuple):
    """What a file holds.

    Parameters
    ----------
    rate : int
        Samples per second.
    samples : ndarray of float32, shape (length, channels)
        From −1 to 1; those that are fractions in the file as they are.
    """

    rate: int
    samples: NDArray[np.float32]


class _Form(NamedTuple):
    """How samples are written: a whole number or a fraction of so many bytes for each channel."""

    fractions: bool
    channels: int
    rate: int
    width: int


def read_wave(data: bytes) -> Sound:
    """Read a WAV file: whole numbers of 8, 16, 24 or 32 bits, or fractions of 32 or 64.

    Parameters
    ----------
    data : bytes
        The whole file.

    Raises
    ------
    StudioError
        When it is no such file; the text does not name it.
    """
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise StudioError("it is no WAV file")
    form: _Form | None = None
    at = 12
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8
        if name == b"data":
            if form is None:
                raise StudioError("it is damaged: what its samples are is not said before them")
            return _sound(form, memoryview(data)[at:], size)
        if size > len(data) - at:
            raise StudioError("it is damaged: a piece of it claims another size than it has")
        if name == b"fmt ":
            form = _form(data[at : at + size])
        at += size + size % 2  # pieces begin at even places
    raise StudioError("it is damaged: it has no samples")


def _form(piece: bytes) -> _Form:
    if len(piece) < 16:
        raise StudioError("it is damaged: its header is too short")
    code, channels, rate, _, block, bits = struct.unpack("<HHIIHH", piece[:16])
    if code == _EXTENSIBLE:
        if len(piece) < 40 or piece[26:40] != _GUID:
            raise StudioError("its sound is packed in a way that is not read here; save it as PCM")
        code = int.from_bytes(piece[24:26], "little")
    known = {_PCM: (8, 16, 24, 32), _FLOAT: (32, 64)}.get(code)
    if known is None:
        raise StudioError("its sound is packed in a way that is not read here; save it as PCM")
    if not 1 <= channels <= MOST_CHANNELS or not 1 <= rate <= MOST_RATE:
        raise StudioError(
            "it is damaged: {channels} channels with {rate} samples per second", channels=channels, rate=rate
        )
    width = block // channels
    # Samples of 12 or 20 bits lie at the upper end of 16 or 24, so that those are what counts.
    if width * channels != block or width * 8 not in known or not 0 < bits <= width * 8:
        raise StudioError(
            "it is damaged: {bits} bits in {bytes} bytes for a sample of {channels} channels",
            bits=bits,
            bytes=block,
            channels=channels,
        )
    return _Form(code == _FLOAT, channels, rate, width)


def _sound(form: _Form, there: memoryview, size: int) -> Sound:
    frame = form.channels * form.width
    if size != _OPEN_END:
        if size > len(there):
            raise StudioError("it is cut off: samples are missing at its end")
        there = there[:size]
    there = there[: len(there) // frame * frame]
    if not len(there):
        raise StudioError("it holds no samples")
    samples: NDArray[np.float32]
    if form.fractions:
        with np.errstate(over="ignore", invalid="ignore"):
            samples = np.frombuffer(there, f"<f{form.width}").astype(np.float32)
        if not np.isfinite(samples).all():
            raise StudioError("it holds values that are no finite numbers")
    elif form.width == 1:
        samples = (np.frombuffer(there, np.uint8).astype(np.float32) - np.float32(128)) / np.float32(128)
    elif form.width == 3:
        upper = np.zeros((len(there) // 3, 4), np.uint8)  # in the upper three of four bytes
        upper[:, 1:] = np.frombuffer(there, np.uint8).reshape(-1, 3)
        samples = upper.view("<i4")[:, 0].astype(np.float32) / np.float32(1 << 31)
    else:
        samples = np.frombuffer(there, f"<i{form.width}").astype(np.float32) / np.float32(
            1 << 8 * form.width - 1
        )
    return Sound(form.rate, samples.reshape(-1, form.channels))
