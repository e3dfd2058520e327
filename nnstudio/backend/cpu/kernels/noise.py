"""Noise inside kernels: the hash of :mod:`nnstudio.backend.noise`, value by value, so nothing random is kept."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnstudio.backend.cpu.compile import device, kernel
from nnstudio.backend.cpu.kernels.normal import normal


@device
def mix(h: Any) -> Any:
    """The 32-bit finaliser of :func:`nnstudio.backend.noise.random_bits`."""
    h = np.uint32(h ^ (h >> np.uint32(16)))
    h = np.uint32(h * np.uint32(0x7FEB352D))
    h = np.uint32(h ^ (h >> np.uint32(15)))
    h = np.uint32(h * np.uint32(0x846CA68B))
    return np.uint32(h ^ (h >> np.uint32(16)))


@kernel
def dropout(x: Any, y: Any, seed: Any, step: Any, threshold: Any, scale: Any, first: Any, last: Any) -> None:
    """Write ``x·scale`` where the hash of a value's position is at least ``threshold``, else 0; flat arrays."""
    key = mix(mix(np.uint32(seed)) ^ np.uint32(step[0]))
    zero = type(scale)(0)
    x, y, start = x[first:last], y[first:last], np.uint32(first)
    for i in range(x.size):
        y[i] = x[i] * (scale if mix(np.uint32(start + np.uint32(i)) ^ key) >= threshold else zero)


@kernel
def channel_dropout(
    x: Any, y: Any, seed: Any, step: Any, threshold: Any, scale: Any, first: Any, last: Any
) -> None:
    """The same for whole channels of samples, shape (N, places, C)."""
    _, places, channels = x.shape
    key = mix(mix(np.uint32(seed)) ^ np.uint32(step[0]))
    zero = type(scale)(0)
    for n in range(first, last):
        for p in range(places):
            for k in range(channels):
                kept = mix(np.uint32(n * channels + k) ^ key) >= threshold
                y[n, p, k] = x[n, p, k] * (scale if kept else zero)


@kernel
def gaussian(x: Any, y: Any, seed: Any, step: Any, deviation: Any, first: Any, last: Any) -> None:
    """Write ``x`` and a normal number times ``deviation``; flat arrays."""
    key = mix(mix(np.uint32(seed)) ^ np.uint32(step[0]))
    second = mix(key ^ np.uint32(0x9E3779B9))
    x, y, start = x[first:last], y[first:last], np.uint32(first)
    for i in range(x.size):
        position = np.uint32(start + np.uint32(i))
        y[i] = x[i] + deviation * normal(mix(position ^ key), mix(position ^ second), deviation)
