"""Convolution with one filter for each channel: a sum of products along the channels, without any matrix.

The functions have the arguments of those in :mod:`nnstudio.backend.cpu.kernels.direct`.
"""

from __future__ import annotations

from typing import Any

from nnstudio.backend.cpu.compile import kernel
from nnstudio.backend.cpu.kernels.direct import pad
from nnstudio.backend.cpu.kernels.functions import activate, slope
from nnstudio.backend.cpu.kernels.runs import add_product


@kernel
def convolve(
    x: Any, w: Any, biases: Any, y: Any, code: int, picture: Any, row: Any, rows: Any, columns: Any,
    first: int, stop: int,
) -> None:  # fmt: skip
    """``y = act(x ∗ w + b)`` for the pictures first … stop, with ``w`` (kh·kw·C⁺,)."""
    kh, stride, dilation, top = rows
    kw, step, spread, left = columns
    high, wide, channels = y.shape[1:]
    bare, padded = picture.size == 0, biases.size // wide
    source, line = (x.ravel(), x.shape[2]) if bare else (picture.ravel(), picture.shape[1])
    line *= channels
    picture[:] = 0
    for n in range(first, stop):
        start = n * x.shape[1] * line if bare else 0
        if not bare:
            pad(x, n, picture, top, left)
        for o in range(high):
            target = y[n, o].ravel()
            for j in range(wide):
                for c in range(channels):
                    target[j * channels + c] = biases[j * padded + c]
            for i in range(kh):
                for k in range(kw):
                    at = start + (o * stride + i * dilation) * line + k * spread * channels
                    for j in range(wide):
                        add_product(
                            source, at + j * step * channels, w, (i * kw + k) * padded, target, j * channels, channels
                        )  # fmt: skip
            activate(code, target)


@kernel
def differentiate(
    x: Any, y: Any, dy: Any, code: int, dw: Any, db: Any, w: Any, dx: Any, picture: Any, row: Any, sums: Any,
    dpicture: Any, rows: Any, columns: Any, first: int, stop: int, learns: bool, passes: bool,
) -> None:  # fmt: skip
    """Add the gradients of the pictures first … stop up in ``dw`` and ``db``; write those of ``x``."""
    kh, stride, dilation, top = rows
    kw, step, spread, left = columns
    high, wide, channels = y.shape[1:]
    bare, padded, whole = picture.size == 0, row.size // wide, dpicture.shape[2]
    source, line = (x.ravel(), x.shape[2]) if bare else (picture.ravel(), picture.shape[1])
    line *= channels
    picture[:] = 0
    sums[:] = 0
    flat, long = dpicture.ravel(), dpicture.shape[1] * whole
    for n in range(first, stop):
        start = n * x.shape[1] * line if bare else 0
        if learns and not bare:
            pad(x, n, picture, top, left)
        dpicture[:] = 0
        for o in range(high):
            dz = row[: wide * channels]
            slope(code, y[n, o].ravel(), dy[n, o].ravel(), dz)
            for k in range(dz.size):
                sums[k] += dz[k]
            for tap in range(kh * kw):
                i, k = o * stride + tap // kw * dilation, tap % kw * spread
                for j in range(wide if learns else 0):
                    at = start + i * line + (j * step + k) * channels
                    add_product(source, at, row, j * channels, dw, tap * padded, channels)
                for j in range(wide if passes else 0):
                    at = i * long + (j * step + k) * whole
                    add_product(w, tap * padded, row, j * channels, flat, at, channels)
        for h in range(dx.shape[1] if passes else 0):
            for v in range(dx.shape[2]):
                for c in range(channels):
                    dx[n, h, v, c] = dpicture[top + h, left + v, c]
    for j in range(wide):
        for c in range(channels):
            db[c] += sums[j * channels + c]
