"""Pictures made larger by repeating their pixels; one picture after the other."""

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
