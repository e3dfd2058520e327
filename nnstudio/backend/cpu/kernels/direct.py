"""Convolution as it is defined, a row of outputs at a time, the products in registers.

Each picture is copied once with its border of zeros. The window of an output is then ``kh`` runs of ``kw·C``
contiguous values, a row of the picture apart, and the windows of a row of outputs are the rows of a matrix that
overlap. Channels and filters are made up with zeros to whole vectors where they are written: C⁺ and F⁺ are the
multiples of LANES that follow C and F.
"""

from __future__ import annotations

from typing import Any

from nnstudio.backend.cpu.compile import device, kernel
from nnstudio.backend.cpu.kernels.functions import activate, slope
from nnstudio.backend.cpu.kernels.multiply import multiply
from nnstudio.backend.cpu.kernels.runs import copy


@device
def pad(x: Any, n: int, picture: Any, top: int, left: int) -> None:
    """Copy picture ``n`` into the middle of a larger one, (height, width, C), whose border is zero."""
    height, width, channels = x.shape[1:]
    source, target, line = x.ravel(), picture.ravel(), picture.shape[1] * channels
    for h in range(height):
        start, to = (n * height + h) * width * channels, (top + h) * line + left * channels
        copy(source, start, 0, source, 0, target, to, 0, width * channels)


@kernel
def convolve(
    x: Any, w: Any, biases: Any, y: Any, code: int, picture: Any, row: Any, rows: Any, columns: Any,
    first: int, stop: int,
) -> None:  # fmt: skip
    """``y = act(x ∗ w + b)`` for the pictures first … stop.

    ``w`` (kh·kw·C·F⁺,) and ``biases``, F⁺ for each output of a row, are prepared. ``picture`` is room for a picture
    with its border, and empty where there is none to add; ``row`` is room for a row of outputs. ``rows`` and
    ``columns`` are (kernel, stride, dilation, before) of the two axes.
    """
    kh, stride, dilation, top = rows
    kw, step, _, left = columns
    high, wide, filters = y.shape[1:]
    channels, padded, depth = x.shape[3], biases.size // wide, kw * x.shape[3]
    bare = picture.size == 0
    source, line = (x.ravel(), x.shape[2]) if bare else (picture.ravel(), picture.shape[1])
    line *= channels
    picture[:] = 0
    for n in range(first, stop):
        start = n * x.shape[1] * line if bare else 0
        if not bare:
            pad(x, n, picture, top, left)
        for o in range(high):
            target = y[n, o].ravel()
            out = target if padded == filters else row
            out[:] = biases
            multiply(
                source, start + o * stride * line, step * channels, 1, dilation * line, w, 0, padded,
                out, 0, padded, wide, padded, depth, kh, True,
            )  # fmt: skip
            if padded > filters:
                for j in range(wide):
                    for f in range(filters):
                        target[j * filters + f] = row[j * padded + f]
            activate(code, target)


@kernel
def differentiate(
    x: Any, y: Any, dy: Any, code: int, dw: Any, db: Any, w: Any, dx: Any, picture: Any, row: Any, sums: Any,
    dpicture: Any, rows: Any, columns: Any, first: int, stop: int, learns: bool, passes: bool,
) -> None:  # fmt: skip
    """Add the gradients of the pictures first … stop up in ``dw`` and ``db``; write those of ``x``.

    ``dw`` (kh·kw·C·F⁺,), with ``learns``; ``dx`` like ``x``, with ``passes``, from ``w`` (kh·kw·F⁺·C⁺,) and with
    room for a gradient with its border, ``dpicture`` (height, width, C⁺). ``row`` and ``sums`` are room for a row.
    """
    kh, stride, dilation, top = rows
    kw, step, spread, left = columns
    high, wide, filters = y.shape[1:]
    channels, padded, depth, whole = x.shape[3], row.size // wide, kw * x.shape[3], dpicture.shape[2]
    bare = picture.size == 0
    source, line = (x.ravel(), x.shape[2]) if bare else (picture.ravel(), picture.shape[1])
    line *= channels
    picture[:] = 0
    row[:] = 0
    sums[:] = 0
    flat, long = dpicture.ravel(), dpicture.shape[1] * whole
    for n in range(first, stop):
        start = n * x.shape[1] * line if bare else 0
        if learns and not bare:
            pad(x, n, picture, top, left)
        if passes:
            dpicture[:] = 0
        for o in range(high):
            dz = row[: wide * filters]
            slope(code, y[n, o].ravel(), dy[n, o].ravel(), dz)
            for k in range(dz.size):
                sums[k] += dz[k]
            if padded > filters:
                for j in range(wide - 1, -1, -1):
                    for f in range(filters - 1, -1, -1):
                        row[j * padded + f] = row[j * filters + f]
                    for f in range(filters, padded):
                        row[j * padded + f] = 0
            for i in range(kh if learns else 0):
                multiply(
                    source, start + (o * stride + i * dilation) * line, 1, step * channels, 0, row, 0, padded,
                    dw, i * depth * padded, padded, depth, padded, wide, 1, True,
                )  # fmt: skip
            for tap in range(kh * kw if passes else 0):
                i, j = tap // kw, tap % kw
                multiply(
                    row, 0, padded, 1, 0, w, tap * padded * whole, whole,
                    flat, (o * stride + i * dilation) * long + j * spread * whole, step * whole,
                    wide, whole, padded, 1, True,
                )  # fmt: skip
        for h in range(dx.shape[1] if passes else 0):
            for c in range(dx.shape[2]):
                for k in range(channels):
                    dx[n, h, c, k] = dpicture[top + h, left + c, k]
    for j in range(wide):
        for f in range(filters):
            db[f] += sums[j * filters + f]
