"""WAV files of every form, written for the tests."""

from __future__ import annotations

import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

PCM, FLOAT, EXTENSIBLE = 1, 3, 0xFFFE
GUID = b"\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71"
FORMS = (("u1", 8), ("i2", 16), ("i3", 24), ("i4", 32), ("f4", 32), ("f8", 64))
"""Kinds of samples, each with its bits."""


def wave(
    samples: NDArray[Any],
    rate: int = 8000,
    kind: str = "i2",
    *,
    extensible: bool = False,
    before: bytes = b"",
    size: int | None = None,
) -> bytes:
    """A WAV file.

    Parameters
    ----------
    samples : ndarray, shape (length,) or (length, channels)
        From −1 to 1.
    rate : int
    kind : str
        One of :data:`FORMS`.
    extensible : bool
        Whether its header has the long form.
    before : bytes
        Pieces between the header and the samples.
    size : int, optional
        What the samples claim as their size, where it is not their own.
    """
    samples = np.asarray(samples, np.float64)
    samples = samples[:, None] if samples.ndim == 1 else samples
    bits, code = dict(FORMS)[kind], FLOAT if kind[0] == "f" else PCM
    if kind[0] == "f":
        data = samples.astype(f"<{kind}").tobytes()
    else:
        whole = np.clip(np.rint(samples * 2 ** (bits - 1)), -(2 ** (bits - 1)), 2 ** (bits - 1) - 1).astype(
            np.int64
        )
        if kind == "u1":
            data = (whole + 128).astype(np.uint8).tobytes()
        else:
            data = whole.astype("<i8").view(np.uint8).reshape(-1, 8)[:, : bits // 8].tobytes()
    channels, block = samples.shape[1], samples.shape[1] * bits // 8
    head = struct.pack(
        "<HHIIHH", EXTENSIBLE if extensible else code, channels, rate, rate * block, block, bits
    )
    if extensible:
        head += struct.pack("<HHIH", 22, bits, 0, code) + GUID
    pieces = piece(b"fmt ", head) + before
    pieces += (
        b"data" + struct.pack("<I", len(data) if size is None else size) + data + b"\0" * (len(data) % 2)
    )
    return b"RIFF" + struct.pack("<I", 4 + len(pieces)) + b"WAVE" + pieces


def piece(name: bytes, data: bytes) -> bytes:
    """A piece of such a file; it fills an even number of bytes."""
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
