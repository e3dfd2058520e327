"""Maximum pooling over windows of 2×2 pixels that do not overlap, the usual ones, in float32.

Four pixels become one in a single pass along the channels, with vectors of the compiler; the backward pass finds the
winner by comparing again, so that nothing needs to be remembered.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from nnstudio.backend.cpu.compile import kernel
from nnstudio.backend.cpu.kernels.runs import FLOAT, LANES, each, index, pointer


def _places(builder: Any, base: Any, right: Any, down: Any) -> list[Any]:
    """The four pixels of a window, row by row."""
    return [
        builder.gep(base, [offset]) for offset in (ir.IntType(64)(0), right, down, builder.add(right, down))
    ]


def _at(builder: Any, start: Any, position: Any, kind: Any) -> Any:
    return builder.bitcast(builder.gep(start, [position]), kind.as_pointer())


def _larger(builder: Any, best: Any, other: Any) -> Any:
    """The larger of two; a NaN stays, or comes in, so that a diverging run shows it."""
    wins = builder.and_(builder.fcmp_unordered(">", other, best), builder.fcmp_ordered("ord", best, best))
    return builder.select(wins, other, best)


@intrinsic
def _largest(typing, x, at, right, down, y, out, count):  # type: ignore[no-untyped-def]
    """``y[out + k]`` becomes the largest of four values of ``x``, for k below ``count``; flat arrays."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        asked = (context, builder, signature, arguments)
        pixels = _places(builder, pointer(*asked, 0), index(*asked, 2), index(*asked, 3))
        target = pointer(*asked, 4)

        def step(position: Any, kind: Any) -> None:
            values = [builder.load(_at(builder, p, position, kind), align=4) for p in pixels]
            best = values[0]
            for value in values[1:]:
                best = _larger(builder, best, value)
            builder.store(best, _at(builder, target, position, kind), align=4)

        each(builder, index(*asked, 6), step)
        return context.get_dummy_value()

    return types.void(x, at, right, down, y, out, count), generate


@intrinsic
def _send_back(typing, x, at, right, down, y, out, dy, out_again, dx, at_again, count):  # type: ignore[no-untyped-def]
    """Give ``dy`` to the first of the four values of ``x`` that is the largest, and 0 to the others."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        asked = (context, builder, signature, arguments)
        steps = index(*asked, 2), index(*asked, 3)
        pixels = _places(builder, pointer(*asked, 0), *steps)
        targets = _places(builder, pointer(*asked, 8), *steps)
        best, sent = pointer(*asked, 4), pointer(*asked, 6)

        def step(position: Any, kind: Any) -> None:
            largest = builder.load(_at(builder, best, position, kind), align=4)
            left = builder.load(_at(builder, sent, position, kind), align=4)  # what is not given away yet
            nothing = ir.Constant(kind, 0.0 if kind == FLOAT else [0.0] * LANES)
            for pixel, target in zip(pixels, targets, strict=True):
                value = builder.load(_at(builder, pixel, position, kind), align=4)
                wins = builder.fcmp_ordered("==", value, largest)
                builder.store(
                    builder.select(wins, left, nothing), _at(builder, target, position, kind), align=4
                )
                left = builder.select(wins, nothing, left)

        each(builder, index(*asked, 10), step)
        return context.get_dummy_value()

    arguments = (x, at, right, down, y, out, dy, out_again, dx, at_again, count)
    return types.void(*arguments), generate


@kernel
def forward(x: Any, y: Any, first: Any, last: Any) -> None:
    """Write the largest value of each window, for a slice of pictures."""
    _, height, width, channels = x.shape
    _, rows, columns, _ = y.shape
    source, target = x.reshape(-1), y.reshape(-1)
    line = width * channels
    for n in range(first, last):
        for h in range(rows):
            at, out = (n * height + 2 * h) * line, (n * rows + h) * columns * channels
            for _ in range(columns):
                _largest(source, at, channels, line, target, out, channels)
                at += 2 * channels
                out += channels


@kernel
def backward(x: Any, y: Any, dy: Any, dx: Any, first: Any, last: Any) -> None:
    """Send each gradient to the pixel that won, for a slice of pictures; pixels in no window get 0."""
    _, height, width, channels = x.shape
    _, rows, columns, _ = y.shape
    source, best, sent, target = x.reshape(-1), y.reshape(-1), dy.reshape(-1), dx.reshape(-1)
    line = width * channels
    for n in range(first, last):
        for h in range(rows):
            at, out = (n * height + 2 * h) * line, (n * rows + h) * columns * channels
            for _ in range(columns):
                _send_back(source, at, channels, line, best, out, sent, out, target, at, channels)
                at += 2 * channels
                out += channels
        if height > 2 * rows:
            dx[n, 2 * rows :] = 0
        if width > 2 * columns:
            dx[n, :, 2 * columns :] = 0
