"""Pictures made larger by repeating their pixels, or between these; one picture after the other."""

from __future__ import annotations

from typing import Any

from nnstudio.backend.cpu.compile import kernel


@kernel
def forward(x: Any, y: Any, first: Any, last: Any) -> None:
    """Write every pixel as often, down and across, as ``y`` is larger than ``x``."""
    _, height, width, channels = x.shape
    down, across = y.shape[1] // height, y.shape[2] // width
    for n in range(first, last):
        for h in range(height):
            for i in range(down):
                for w in range(width):
                    pixel = x[n, h, w]
                    for j in range(across):
                        out = y[n, h * down + i, w * across + j]
                        for k in range(channels):
                            out[k] = pixel[k]


@kernel
def backward(dy: Any, dx: Any, first: Any, last: Any) -> None:
    """Add up the gradients of a pixel's copies, row by row."""
    _, height, width, channels = dx.shape
    down, across = dy.shape[1] // height, dy.shape[2] // width
    for n in range(first, last):
        for h in range(height):
            for i in range(down):
                for w in range(width):
                    pixel = dx[n, h, w]
                    for j in range(across):
                        sent = dy[n, h * down + i, w * across + j]
                        if i == 0 and j == 0:
                            for k in range(channels):
                                pixel[k] = sent[k]
                        else:
                            for k in range(channels):
                                pixel[k] += sent[k]


# Between which two rows and columns each pixel stands, and its shares of both: two tables of two columns for each axis.


@kernel
def forward_between(
    x: Any, y: Any, rows: Any, row_shares: Any, columns: Any, column_shares: Any, first: Any, last: Any
) -> None:
    """Write every pixel as the mean of the four around its place, each by its share."""
    channels = x.shape[3]
    for n in range(first, last):
        for h in range(rows.shape[0]):
            upper, lower = x[n, rows[h, 0]], x[n, rows[h, 1]]
            for w in range(columns.shape[0]):
                i, j = columns[w, 0], columns[w, 1]
                a, b = row_shares[h, 0] * column_shares[w, 0], row_shares[h, 0] * column_shares[w, 1]
                c, d = row_shares[h, 1] * column_shares[w, 0], row_shares[h, 1] * column_shares[w, 1]
                out = y[n, h, w]
                for k in range(channels):
                    out[k] = a * upper[i, k] + b * upper[j, k] + c * lower[i, k] + d * lower[j, k]


@kernel
def backward_between(
    dy: Any, dx: Any, rows: Any, row_shares: Any, columns: Any, column_shares: Any, first: Any, last: Any
) -> None:
    """Give every gradient to the four pixels around its place, each by its share."""
    _, height, width, channels = dx.shape
    for n in range(first, last):
        for h in range(height):
            for w in range(width):
                for k in range(channels):
                    dx[n, h, w, k] = 0
        for h in range(rows.shape[0]):
            upper, lower = dx[n, rows[h, 0]], dx[n, rows[h, 1]]
            for w in range(columns.shape[0]):
                i, j = columns[w, 0], columns[w, 1]
                a, b = row_shares[h, 0] * column_shares[w, 0], row_shares[h, 0] * column_shares[w, 1]
                c, d = row_shares[h, 1] * column_shares[w, 0], row_shares[h, 1] * column_shares[w, 1]
                sent = dy[n, h, w]
                # One after the other: at an edge two of them are the same pixel.
                for k in range(channels):
                    upper[i, k] += a * sent[k]
                for k in range(channels):
                    upper[j, k] += b * sent[k]
                for k in range(channels):
                    lower[i, k] += c * sent[k]
                for k in range(channels):
                    lower[j, k] += d * sent[k]
