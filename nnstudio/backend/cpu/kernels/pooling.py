"""Pooling over windows of images, channels last; one picture after the other."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnstudio.backend.cpu.compile import kernel

# A window's geometry, in this order: kernel, stride and zeros before, each for rows and columns.


@kernel
def max_forward(x: Any, y: Any, winner: Any, geometry: Any, first: Any, last: Any) -> None:
    """Write the largest value of each window, and which of the window's pixels it was (from 0).

    ``winner`` is a whole number for each value of ``y``; it has no pictures where nothing is learned.
    """
    kh, kw, sh, sw, top, left = geometry
    _, height, width, channels = x.shape
    _, rows, columns, _ = y.shape
    learns = winner.shape[0] > 0
    for n in range(first, last):
        for h in range(rows):
            for w in range(columns):
                out = y[n, h, w]
                seen = False
                for i in range(kh):
                    r = h * sh + i - top
                    if r < 0 or r >= height:
                        continue
                    for j in range(kw):
                        c = w * sw + j - left
                        if c < 0 or c >= width:
                            continue
                        pixel = x[n, r, c]
                        tap = i * kw + j
                        if not seen:
                            seen = True
                            for k in range(channels):
                                out[k] = pixel[k]
                            if learns:
                                for k in range(channels):
                                    winner[n, h, w, k] = tap
                        elif learns:
                            best = winner[n, h, w]
                            for k in range(channels):
                                # "not ≤" instead of ">": a NaN is passed on, so that a diverging run shows it.
                                better = not pixel[k] <= out[k] and out[k] == out[k]
                                best[k] = tap if better else best[k]
                                out[k] = pixel[k] if better else out[k]
                        else:
                            for k in range(channels):
                                better = not pixel[k] <= out[k] and out[k] == out[k]
                                out[k] = pixel[k] if better else out[k]


@kernel
def max_backward(dy: Any, winner: Any, dx: Any, geometry: Any, first: Any, last: Any) -> None:
    """Send each gradient to the pixel that won."""
    kh, kw, sh, sw, top, left = geometry
    _, height, width, channels = dx.shape
    _, rows, columns, _ = dy.shape
    for n in range(first, last):
        flat = dx[n].reshape(-1)
        for k in range(flat.size):
            flat[k] = 0
        for h in range(rows):
            for w in range(columns):
                best, sent = winner[n, h, w], dy[n, h, w]
                for i in range(kh):
                    r = h * sh + i - top
                    if r < 0 or r >= height:
                        continue
                    for j in range(kw):
                        c = w * sw + j - left
                        if c < 0 or c >= width:
                            continue
                        tap = i * kw + j
                        pixel = dx[n, r, c]
                        for k in range(channels):
                            pixel[k] += sent[k] if best[k] == tap else type(sent[k])(0)


@kernel
def average_forward(x: Any, y: Any, geometry: Any, first: Any, last: Any) -> None:
    """Write the mean of each window's pixels; those outside the picture do not count."""
    kh, kw, sh, sw, top, left = geometry
    _, height, width, channels = x.shape
    _, rows, columns, _ = y.shape
    for n in range(first, last):
        for h in range(rows):
            for w in range(columns):
                out = y[n, h, w]
                for k in range(channels):
                    out[k] = 0
                count = 0
                for i in range(kh):
                    r = h * sh + i - top
                    if r < 0 or r >= height:
                        continue
                    for j in range(kw):
                        c = w * sw + j - left
                        if c < 0 or c >= width:
                            continue
                        count += 1
                        pixel = x[n, r, c]
                        for k in range(channels):
                            out[k] += pixel[k]
                share = type(out[0])(1.0 / max(count, 1))
                for k in range(channels):
                    out[k] *= share


@kernel
def average_backward(dy: Any, dx: Any, geometry: Any, first: Any, last: Any) -> None:
    """Give each pixel of a window its share of the gradient."""
    kh, kw, sh, sw, top, left = geometry
    _, height, width, channels = dx.shape
    _, rows, columns, _ = dy.shape
    for n in range(first, last):
        flat = dx[n].reshape(-1)
        for k in range(flat.size):
            flat[k] = 0
        for h in range(rows):
            lowest, highest = max(h * sh - top, 0), min(h * sh - top + kh, height)
            for w in range(columns):
                leftmost, rightmost = max(w * sw - left, 0), min(w * sw - left + kw, width)
                sent = dy[n, h, w]
                share = type(sent[0])(1.0 / max((highest - lowest) * (rightmost - leftmost), 1))
                for r in range(lowest, highest):
                    for c in range(leftmost, rightmost):
                        pixel = dx[n, r, c]
                        for k in range(channels):
                            pixel[k] += sent[k] * share


@kernel
def global_average_forward(x: Any, y: Any, first: Any, last: Any) -> None:
    """Write the mean of each channel: (N, places, C) -> (N, C)."""
    _, places, channels = x.shape
    share = type(y[0, 0])(1.0 / places)
    for n in range(first, last):
        out = y[n]
        for k in range(channels):
            out[k] = 0
        for p in range(places):
            for k in range(channels):
                out[k] += x[n, p, k]
        for k in range(channels):
            out[k] *= share


@kernel
def global_average_backward(dy: Any, dx: Any, first: Any, last: Any) -> None:
    """Give each place its share of the gradient: (N, C) -> (N, places, C)."""
    _, places, channels = dx.shape
    share = type(dy[0, 0])(1.0 / places)
    for n in range(first, last):
        for p in range(places):
            for k in range(channels):
                dx[n, p, k] = dy[n, k] * share


@kernel
def global_max_forward(x: Any, y: Any, winner: Any, first: Any, last: Any) -> None:
    """Write the largest value of each channel, and at which place it stands first: (N, places, C) -> (N, C)."""
    _, places, channels = x.shape
    for n in range(first, last):
        out, best = y[n], winner[n]
        for k in range(channels):
            out[k] = x[n, 0, k]
            best[k] = 0
        for p in range(1, places):
            pixel, place = x[n, p], np.int32(p)
            for k in range(channels):
                # "not ≤" instead of ">", as above.
                better = not pixel[k] <= out[k] and out[k] == out[k]
                best[k] = place if better else best[k]
                out[k] = pixel[k] if better else out[k]


@kernel
def global_max_backward(dy: Any, winner: Any, dx: Any, first: Any, last: Any) -> None:
    """Send each gradient to the place that won: (N, C) -> (N, places, C)."""
    for n in range(first, last):
        flat = dx[n].reshape(-1)
        for k in range(flat.size):
            flat[k] = 0
        for k in range(dy.shape[1]):
            dx[n, winner[n, k], k] = dy[n, k]
