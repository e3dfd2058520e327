"""Patches of pictures as rows of a matrix, and what surrounds the matrix product: bias, activation, slope.

Rows of outputs are counted through all pictures: number ``q`` is row ``q % high`` of picture ``q // high``.
"""

from __future__ import annotations

from typing import Any

from nnstudio.backend.cpu.compile import kernel
from nnstudio.backend.cpu.kernels.functions import activate, slope


@kernel
def fill(x: Any, columns: Any, rows: Any, cols: Any, first: int, high: int, wide: int) -> None:
    """Write the patches of some rows of outputs; (N, H, W, C) to (groups, R, kh·kw·C/groups).

    ``rows`` and ``cols`` are (kernel, stride, dilation, before) of the two axes.
    """
    kh, stride_h, dilation_h, top = rows
    kw, stride_w, dilation_w, left = cols
    groups, count, depth = columns.shape
    channels = depth // (kh * kw)
    for q in range(count // wide):
        n, h0 = (first + q) // high, ((first + q) % high) * stride_h - top
        for i in range(kh):
            h = h0 + i * dilation_h
            row_inside = 0 <= h < x.shape[1]
            for j in range(kw):
                start = (i * kw + j) * channels
                for o in range(wide):
                    w, r = o * stride_w + j * dilation_w - left, q * wide + o
                    if row_inside and 0 <= w < x.shape[2]:
                        for g in range(groups):
                            for c in range(channels):
                                columns[g, r, start + c] = x[n, h, w, g * channels + c]
                    else:
                        for g in range(groups):
                            for c in range(channels):
                                columns[g, r, start + c] = 0


@kernel
def scatter(columns: Any, dx: Any, rows: Any, cols: Any, first: int, high: int, wide: int) -> None:
    """Add the gradients of patches to the pixels they came from, rows of outputs in their order.

    The first row of outputs of a picture sets its gradient to zero.
    """
    kh, stride_h, dilation_h, top = rows
    kw, stride_w, dilation_w, left = cols
    groups, count, depth = columns.shape
    channels = depth // (kh * kw)
    for q in range(count // wide):
        n, h0 = (first + q) // high, ((first + q) % high) * stride_h - top
        if (first + q) % high == 0:
            dx[n] = 0
        for i in range(kh):
            h = h0 + i * dilation_h
            if not 0 <= h < dx.shape[1]:
                continue
            for j in range(kw):
                start = (i * kw + j) * channels
                for o in range(wide):
                    w, r = o * stride_w + j * dilation_w - left, q * wide + o
                    if 0 <= w < dx.shape[2]:
                        for g in range(groups):
                            for c in range(channels):
                                dx[n, h, w, g * channels + c] += columns[g, r, start + c]


@kernel
def finish(y: Any, b: Any, code: int) -> None:
    """``y = act(y + b)`` in place, (R, F)."""
    for r in range(y.shape[0]):
        row = y[r]
        for f in range(b.size):
            row[f] += b[f]
        activate(code, row)


@kernel
def begin(y: Any, dy: Any, dz: Any, db: Any, code: int) -> None:
    """``dz = dy·act'``, (R, F), and add its sum over the rows to ``db``, (F,)."""
    for r in range(y.shape[0]):
        row = dz[r]
        slope(code, y[r], dy[r], row)
        for f in range(db.size):
            db[f] += row[f]
