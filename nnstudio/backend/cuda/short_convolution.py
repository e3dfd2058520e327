"""Convolutions by cuDNN, where it is installed and short products are wanted.

In full float32 columns and cuBLAS are used: cuDNN's quick algorithms for the gradient of the weights add up in an order that
changes from call to call, and those that do not were measured to be slower.
"""

from __future__ import annotations

import ctypes
from typing import Any

from nnstudio.backend.base import Array, Bound, InTurn, nothing
from nnstudio.backend.cuda import libraries
from nnstudio.backend.cuda.cudnn import Convolution
from nnstudio.backend.cuda.dense import bias_activate, slopes
from nnstudio.backend.cuda.launch import Launch
from nnstudio.backend.cuda.workshop import Workshop
from nnstudio.backend.failures import DeviceError
from nnstudio.backend.geometry import Window

LEAST_CHANNELS = 32
"""In and out: below, tensor cores stand idle and columns are quicker."""


def conv2d(
    shop: Workshop, x: Array, w: Array, b: Array | None, y: Array, window: Window, groups: int, code: int,
    dy: Array | None, dx: Array | None, dw: Array | None, db: Array | None,
) -> Bound | None:  # fmt: skip
    """Plan a convolution; None where cuDNN is missing, or columns suit better."""
    dnn, (r, c) = shop.dnn, window
    even = r.before == r.after and c.before == c.after
    if dnn is None or groups > 1 or not even or min(w.shape[2:]) < LEAST_CHANNELS:
        return None
    try:
        with libraries.undisturbed:  # to tell of its algorithms cuDNN may load what they are in
            about = Convolution(dnn, x, w, y, window)
            parts = [about.algorithm("Forward", about.x, about.w, about.y)]
            if dw is not None:
                parts.append(about.algorithm("BackwardFilter", about.x, about.y, about.w))
            if dx is not None:
                parts.append(about.algorithm("BackwardData", about.w, about.y, about.x))
    except DeviceError:  # it knows no array of 2³¹ values, for one; nothing has run yet
        return None
    chosen = [part for part in parts if part is not None]
    if len(chosen) < len(parts):
        return None
    size = shop.dtype.itemsize
    room = shop.columns(max(part.memory for part in chosen) // size + 1)
    one, zero = ctypes.c_float(1), ctypes.c_float(0)
    kept = about, one, zero, room, x, y, dy, dx

    def bound(name: str, *arguments: Any) -> Launch:
        return Launch(dnn.run, name, arguments, kept)

    def turned(source: Array, rows: int, columns: int, out: Array) -> Launch:
        return shop.kernels.each("transpose", source.size, source, out, source.size, rows, columns)

    work = place(room), ctypes.c_size_t(room.shape[0] * size)
    filters = w.shape[-1]
    taps = w.size // filters
    weights = shop.empty((filters, taps))  # cuDNN has the filters in front
    forward = [
        turned(w, taps, filters, weights),
        bound(
            "cudnnConvolutionForward", ctypes.byref(one), about.x, place(x), about.w, place(weights),
            chosen[0].convolution, chosen[0].number, *work, ctypes.byref(zero), about.y, place(y),
        ),
        *bias_activate(shop, y, b, code),
    ]  # fmt: skip
    if dy is None:
        return Bound(InTurn(forward), nothing)
    backward = slopes(shop, y, dy, db, code)
    if dw is not None:
        gradient = shop.empty((filters, taps))
        backward += [
            bound(
                "cudnnConvolutionBackwardFilter", ctypes.byref(one), about.x, place(x), about.y, place(dy),
                chosen[1].convolution, chosen[1].number, *work, ctypes.byref(zero), about.w, place(gradient),
            ),
            turned(gradient, filters, taps, dw),
        ]  # fmt: skip
    if dx is not None:
        backward.append(
            bound(
                "cudnnConvolutionBackwardData", ctypes.byref(one), about.w, place(weights), about.y, place(dy),
                chosen[-1].convolution, chosen[-1].number, *work, ctypes.byref(zero), about.x, place(dx),
            )
        )  # fmt: skip
    return Bound(InTurn(forward), InTurn(backward))


def place(array: Array) -> ctypes.c_void_p:
    """Where an array stands."""
    return ctypes.c_void_p(array.data.ptr)
