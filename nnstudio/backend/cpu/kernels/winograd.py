"""The transforms of Winograd's convolution F(4×4, 3×3), forward and backward.

A tile of 4×4 outputs is ``Aᵀ [(G w Gᵀ) ⊙ (Bᵀ d B)] A`` with the 6×6 inputs ``d`` it sees: 36 multiplications for each
pair of channels instead of 144 (Lavin & Gray, arXiv:1509.09308). Summed over the channels, each of the 36 positions
is a matrix product over tiles, done elsewhere; what stands here carries pictures to tiles and back. The gradients go
through the transposed transforms.

Each transform works on *strips*, the rows of one row of tiles, first down the rows and then along them. Down the
rows it runs over W·C contiguous values, and neighbouring tiles share the result. Rows of tiles are counted through
all pictures: number ``q`` is row ``q % high`` of picture ``q // high``. Pictures come with width and channels in one
axis, shape (N, H, W·C); matrices of tiles as (36, T, C).
"""

from __future__ import annotations

from typing import Any

from nnstudio.backend.cpu.compile import kernel
from nnstudio.backend.cpu.kernels.functions import activate, slope
from nnstudio.backend.cpu.kernels.runs import Lanes, run

Six = tuple[Lanes, Lanes, Lanes, Lanes, Lanes, Lanes]
Four = tuple[Lanes, Lanes, Lanes, Lanes]
Three = tuple[Lanes, Lanes, Lanes]

# Each transform in one dimension: the matrices of the paper, common terms taken out ----------------------------


def _bt(d0: Lanes, d1: Lanes, d2: Lanes, d3: Lanes, d4: Lanes, d5: Lanes) -> Six:
    """Six inputs to six: Bᵀ·d."""
    even, odd = d4 - 4 * d2, d3 - 4 * d1
    outer, inner = d4 - d2, 2 * (d3 - d1)
    return 4 * d0 - 5 * d2 + d4, even + odd, even - odd, outer + inner, outer - inner, 4 * d1 - 5 * d3 + d5


def _b(v0: Lanes, v1: Lanes, v2: Lanes, v3: Lanes, v4: Lanes, v5: Lanes) -> Six:
    """The gradient through Bᵀ: B·v."""
    sum_1, difference_1 = v1 + v2, v1 - v2
    sum_2, difference_2 = v3 + v4, 2 * (v3 - v4)
    return (
        4 * v0,
        4 * (v5 - difference_1) - difference_2,
        -5 * v0 - 4 * sum_1 - sum_2,
        difference_1 + difference_2 - 5 * v5,
        v0 + sum_1 + sum_2,
        v5,
    )


def _at(m0: Lanes, m1: Lanes, m2: Lanes, m3: Lanes, m4: Lanes, m5: Lanes) -> Four:
    """Six products to four outputs: Aᵀ·m."""
    sum_1, difference_1 = m1 + m2, m1 - m2
    sum_2, difference_2 = m3 + m4, m3 - m4
    return (
        m0 + sum_1 + sum_2,
        difference_1 + 2 * difference_2,
        sum_1 + 4 * sum_2,
        difference_1 + 8 * difference_2 + m5,
    )


def _a(y0: Lanes, y1: Lanes, y2: Lanes, y3: Lanes) -> Six:
    """The gradient through Aᵀ: A·y."""
    even_1, odd_1 = y0 + y2, y1 + y3
    even_2, odd_2 = y0 + 4 * y2, 2 * (y1 + 4 * y3)
    return y0, even_1 + odd_1, even_1 - odd_1, even_2 + odd_2, even_2 - odd_2, y3


def _g(w0: Lanes, w1: Lanes, w2: Lanes) -> Six:
    """Three weights to six: G·w."""
    even_1, odd_1 = -1 / 6 * (w0 + w2), 1 / 6 * w1
    even_2, odd_2 = 1 / 24 * w0 + 1 / 6 * w2, 1 / 12 * w1
    return 1 / 4 * w0, even_1 - odd_1, even_1 + odd_1, even_2 + odd_2, even_2 - odd_2, w2


def _gt(u0: Lanes, u1: Lanes, u2: Lanes, u3: Lanes, u4: Lanes, u5: Lanes) -> Three:
    """The gradient through G: Gᵀ·u."""
    sum_1, sum_2 = 1 / 6 * (u1 + u2), u3 + u4
    return (
        1 / 4 * u0 - sum_1 + 1 / 24 * sum_2,
        1 / 6 * (u2 - u1) + 1 / 12 * (u3 - u4),
        1 / 6 * sum_2 - sum_1 + u5,
    )


_run_bt, _run_b, _run_b_adding = run(_bt, 6, 6), run(_b, 6, 6), run(_b, 6, 6, adds=2)
_run_at, _run_at_adding, _run_a = run(_at, 6, 4), run(_at, 6, 4, adds=4), run(_a, 4, 6)
_run_g, _run_gt = run(_g, 3, 6), run(_gt, 6, 3)


# Weights ------------------------------------------------------------------------------------------------------


@kernel
def transform_weights(w: Any, u: Any, start: int, stop: int) -> None:
    """``u = G w Gᵀ`` for the channel pairs start … stop; (9, C·F) to (36, C·F)."""
    n, count = w.shape[1], stop - start
    w_flat, flat = w.ravel(), u.ravel()
    # What is transformed in one dimension stands in the last 18 rows, and each is read before it is written over.
    for s in range(3):
        _run_g(w_flat, s * n + start, 3 * n, w_flat, 0, flat, (18 + s) * n + start, 3 * n, count)
    for r in range(6):
        _run_g(flat, (18 + 3 * r) * n + start, n, flat, 0, flat, 6 * r * n + start, n, count)


@kernel
def gather_weights(du: Any, dw: Any, start: int, stop: int) -> None:
    """``dw = Gᵀ du G`` for the channel pairs start … stop; (36, C·F), written over, to (9, C·F)."""
    n, count = du.shape[1], stop - start
    flat, dw_flat = du.ravel(), dw.ravel()
    for s in range(6):
        _run_gt(flat, s * n + start, 6 * n, flat, 0, flat, s * n + start, 6 * n, count)
    for r in range(3):
        _run_gt(flat, 6 * r * n + start, n, flat, 0, dw_flat, 3 * r * n + start, n, count)


# Pictures: the rows of tiles first … stop, of which number ``base`` is the first in the matrices -----------------


@kernel
def transform_input(
    x: Any, v: Any, strip: Any, border: Any, first: int, stop: int, base: int, high: int, top: int, left: int
) -> None:
    """``v = Bᵀ d B``, with room for (6, (4·wide + 2)·C) and (6, W·C)."""
    tiles, channels = v.shape[1], v.shape[2]
    height, size, width = x.shape[1], x.shape[2], strip.shape[1]
    wide, begin = (width // channels - 2) // 4, left * channels
    strip[:, :begin] = 0
    strip[:, begin + size :] = 0
    x_flat, v_flat, flat, border_flat = x.ravel(), v.ravel(), strip.ravel(), border.ravel()
    for q in range(first, stop):
        n, h = q // high, 4 * (q % high) - top
        if 0 <= h <= height - 6:
            _run_bt(x_flat, (n * height + h) * size, size, flat, 0, flat, begin, width, size)
        else:
            for r in range(6):
                inside = 0 <= h + r < height
                for k in range(size):
                    border[r, k] = x[n, h + r, k] if inside else 0
            _run_bt(border_flat, 0, size, flat, 0, flat, begin, width, size)
        for r in range(6):
            for j in range(wide):
                start, to = r * width + 4 * j * channels, (6 * r * tiles + (q - base) * wide + j) * channels
                _run_bt(flat, start, channels, flat, 0, v_flat, to, tiles * channels, channels)


@kernel
def transform_output(
    m: Any, b: Any, y: Any, code: int, strip: Any, row: Any, biases: Any, first: int, stop: int, base: int, high: int
) -> None:  # fmt: skip
    """``y = act(Aᵀ m A + b)``, with room for (24, wide·F), (4·F) and (4·wide·F)."""
    tiles, filters = m.shape[1], m.shape[2]
    size, width = y.shape[2], strip.shape[1]
    wide = width // filters
    m_flat, flat = m.ravel(), strip.ravel()
    for i in range(0, biases.size, filters):
        biases[i : i + filters] = b
    for q in range(first, stop):
        n, h = q // high, 4 * (q % high)
        for s in range(6):
            start = (s * tiles + (q - base) * wide) * filters
            _run_at(m_flat, start, 6 * tiles * filters, flat, 0, flat, s * width, 6 * width, width)
        for p in range(min(4, y.shape[1] - h)):
            target = y[n, h + p]
            for j in range(wide):
                start, to = 6 * p * width + j * filters, 4 * j * filters
                if to + 4 * filters <= size:
                    _run_at_adding(flat, start, width, biases, to, target, to, filters, filters)
                else:  # a tile that reaches over the border
                    _run_at_adding(flat, start, width, biases, to, row, 0, filters, filters)
                    for k in range(size - to):
                        target[to + k] = row[k]
            activate(code, target)


@kernel
def transform_gradient(
    y: Any, dy: Any, d: Any, code: int, strip: Any, db: Any, first: int, stop: int, base: int, high: int
) -> None:
    """``d = A dz Aᵀ`` with ``dz = dy·act'``, which is summed up in ``db``, shape (F,).

    ``strip`` has room for (11, 4·wide·F): six rows, four of dz and one of sums.
    """
    tiles, filters = d.shape[1], d.shape[2]
    size, width = y.shape[2], strip.shape[1]
    wide = width // (4 * filters)
    d_flat, flat, sums = d.ravel(), strip.ravel(), strip[10, :size]
    sums[:] = 0
    strip[6:10, size:] = 0
    for q in range(first, stop):
        n, h = q // high, 4 * (q % high)
        for p in range(4):
            dz = strip[6 + p, :size]
            if h + p < y.shape[1]:
                slope(code, y[n, h + p], dy[n, h + p], dz)
                for k in range(size):
                    sums[k] += dz[k]
            else:
                dz[:] = 0
        _run_a(flat, 6 * width, width, flat, 0, flat, 0, width, width)
        for r in range(6):
            for j in range(wide):
                start, to = r * width + 4 * j * filters, (6 * r * tiles + (q - base) * wide + j) * filters
                _run_a(flat, start, filters, flat, 0, d_flat, to, tiles * filters, filters)
    for i in range(0, size, filters):
        for f in range(filters):
            db[f] += sums[i + f]


@kernel
def gather_input(
    dv: Any, dx: Any, strip: Any, row: Any, first: int, stop: int, base: int, high: int, top: int, left: int
) -> None:  # fmt: skip
    """Add ``B dv Bᵀ`` of overlapping tiles up in ``dx``; the rows of a picture come in their order.

    Room for (36, wide·C) and a row ((4·wide + 2)·C).
    """
    tiles, channels = dv.shape[1], dv.shape[2]
    size, width = dx.shape[2], strip.shape[1]
    wide, begin = width // channels, left * channels
    dv_flat, flat, inside = dv.ravel(), strip.ravel(), row[begin : begin + size]
    for q in range(first, stop):
        n, h = q // high, 4 * (q % high) - top
        for s in range(6):
            start = (s * tiles + (q - base) * wide) * channels
            _run_b(dv_flat, start, 6 * tiles * channels, flat, 0, flat, s * width, 6 * width, width)
        for p in range(max(0, -h), min(6, dx.shape[1] - h)):
            row[: 2 * channels] = 0
            for j in range(wide):
                start, to = 6 * p * width + j * channels, 4 * j * channels
                _run_b_adding(flat, start, width, row, to, row, to, channels, channels)
            target = dx[n, h + p]
            if p < 2 and h + top > 0:  # the row of tiles above was here before
                for k in range(size):
                    target[k] += inside[k]
            else:
                for k in range(size):
                    target[k] = inside[k]
