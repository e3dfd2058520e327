"""The operations of ONNX that slide or multiply: dense layers, convolutions, pooling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from nnstudio.backend.geometry import same_axis
from nnstudio.export.reading.build import spelled
from nnstudio.export.reading.onnx_given import Given
from nnstudio.export.reading.onnx_values import Known, Value, arranged, bordered_row
from nnstudio.nn import layers as ours
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers.windows import pair
from nnstudio.system.arrays import Host
from nnstudio.system.messages import StudioError, msg

Border = list[tuple[int, int]] | None
"""What surrounds an image, (before, after) for each axis; None means as much as padding "same" gives."""


def _two(numbers: list[int]) -> tuple[int, int]:
    down, across = numbers
    return down, across


# Weighted sums ----------------------------------------------------------------------------------------------


def _dense(g: Given, w: Host, b: Host | None) -> Value:
    """``X·W + b``; on images and sequences with their channels last it is a convolution of one value."""
    x = g.settle(0)
    rank = len(g.built.shape(x.node))
    if w.ndim != 2 or (rank > 1 and x.first):
        raise StudioError("it multiplies along an axis that is not the last here")
    w = np.asarray(w, np.float64)
    arrays = {"W": arranged(x, w)}
    if b is not None:
        arrays["b"] = np.broadcast_to(np.asarray(b, np.float64).reshape(-1), w.shape[1:]).copy()
    settings: dict[str, Any] = {"activation": "linear", "bias": b is not None}
    layer: Layer = ours.Dense(w.shape[1], **settings)
    if rank == 2:
        layer, arrays["W"] = ours.Conv1D(w.shape[1], 1, **settings), arrays["W"][None]
    elif rank == 3:
        layer, arrays["W"] = ours.Conv2D(w.shape[1], 1, **settings), arrays["W"][None, None]
    return Value(g.built.add(layer, [x.node], arrays, called=g.called), first=False)


def _matmul(g: Given) -> Known:
    return _dense(g, g.weights(1), None)


def _gemm(g: Given) -> Known:
    g.need(transA=0)
    w = np.asarray(g.weights(1), np.float64) * g.attributes.get("alpha", 1.0)
    b = g.constant(2)
    b = None if b is None else np.asarray(b, np.float64) * g.attributes.get("beta", 1.0)
    return _dense(g, w.T if g.attributes.get("transB", 0) else w, b)


def _window(g: Given, rank: int, kernel: list[int]) -> tuple[list[int], list[int], Border]:
    """Steps, dilations and the border."""
    axes = rank - 1
    strides = list(g.attributes.get("strides", [1] * axes))
    dilations = list(g.attributes.get("dilations", [1] * axes))
    pads = list(g.attributes.get("pads", [0] * 2 * axes))
    if not len(strides) == len(dilations) == len(kernel) == len(pads) // 2 == axes:
        raise StudioError("its window does not fit what it receives")
    auto = g.attributes.get("auto_pad", "NOTSET")
    if auto == "SAME_UPPER":
        return strides, dilations, None
    if auto not in ("NOTSET", "VALID"):
        raise StudioError("its padding {name} is not known here", name=repr(auto))
    return strides, dilations, [(0, 0) if auto == "VALID" else (pads[i], pads[i + axes]) for i in range(axes)]


def _is_same(
    size: tuple[int, ...], kernel: list[int], strides: list[int], dilations: list[int], border: Border
) -> bool:
    """Whether a border is the one that "same" would give."""
    axes = [same_axis(*axis) for axis in zip(size, kernel, strides, dilations, strict=True)]
    return border is None or border == [(a.before, a.after) for a in axes]


def _conv(g: Given) -> Known:
    x, w = g.image(), g.weights(1)
    shape = g.built.shape(x.node)
    rank, kernel = len(shape), list(w.shape[2:])
    strides, dilations, border = _window(g, rank, kernel)
    bias = g.constant(2)
    arrays = {"W": np.moveaxis(w, (0, 1), (-1, -2)), **({} if bias is None else {"b": bias})}
    settings: dict[str, Any] = {
        "activation": "linear",
        "bias": bias is not None,
        "groups": g.attributes.get("group", 1),
    }
    bordered = border is None or any(pair != (0, 0) for pair in border)
    if bordered and _is_same(shape[:-1], kernel, strides, dilations, border):
        border = None
    if border is None:
        settings["padding"] = "same"
    elif all(before == after for before, after in border):
        zeros = [before for before, _ in border]
        settings |= {"padding": "explicit", "zeros": zeros[0] if rank == 2 else tuple(zeros)} if any(zeros) else {"padding": "valid"}  # fmt: skip
    elif rank == 3:
        (top, bottom), (left, right) = border
        x = x._replace(node=g.built.add(ours.ZeroPad2D(top, bottom, left, right), [x.node]))
        settings["padding"] = "valid"
    else:
        x = bordered_row(g.built, x, *border[0])
        settings["padding"] = "valid"
    if rank == 2:
        layer: Layer = ours.Conv1D(
            w.shape[0], kernel[0], stride=strides[0], dilation=dilations[0], **settings
        )
    else:
        layer = ours.Conv2D(w.shape[0], _two(kernel), stride=_two(strides), dilation=_two(dilations), **settings)  # fmt: skip
    return g.put(layer, x, arrays)


def _conv_transpose(g: Given) -> Known:
    x, w = g.image(), g.weights(1)
    shape = g.built.shape(x.node)
    if len(shape) != 3:
        raise StudioError("this program has no transposed convolution of sequences")
    g.need(group=1)
    kernel = list(w.shape[2:])
    strides, dilations, border = _window(g, 3, kernel)
    more = list(g.attributes.get("output_padding", [0, 0]))
    if "output_shape" in g.attributes:
        raise StudioError("its setting output_shape is not known here")
    bias = g.constant(2)
    layer = ours.ConvTranspose2D(
        w.shape[1], _two(kernel), stride=_two(strides), dilation=_two(dilations),
        activation="linear", bias=bias is not None, padding="same",
    )  # fmt: skip
    if border is not None:
        plain = all(pair == (0, 0) for pair in border) and not any(more)
        # What "same" would cut off, and what it would leave free behind the last patch
        axes = [
            same_axis(n * s, k, s, d) for n, k, s, d in zip(shape, kernel, strides, dilations, strict=False)
        ]
        cut = [(a.before, a.after) for a in axes]
        rest = [a.size + a.before + a.after - (a.output - 1) * a.stride - a.reach for a in axes]
        shifted = [(before, after - m + r) for (before, after), m, r in zip(border, more, rest, strict=True)]
        if shifted != cut and plain:
            layer = layer.replace(padding="valid")
        elif shifted != cut:
            return _widened(g, x, layer, shifted)
    arrays = {"W": w.transpose(2, 3, 1, 0), **({} if bias is None else {"b": bias})}
    return g.put(layer, x, arrays)


def _widened(g: Given, x: Value, layer: ours.ConvTranspose2D, border: list[tuple[int, int]]) -> Known:
    """A transposed convolution that cuts off more in front than "same" does, or more behind.

    With a row of zeros at the other end of the kernel, "same" cuts off just that. PyTorch doubles an image so, with a kernel of 3,
    a padding of 1 and an output padding of 1.
    """
    w, bias = g.weights(1), g.constant(2)
    strides, dilations, sizes = pair(layer.stride), pair(layer.dilation), []
    for (before, after), kernel, stride, dilation in zip(
        border, w.shape[2:], strides, dilations, strict=True
    ):
        more = abs(before - after) - (after > before)
        fits = before + after == kernel - stride >= 0 and more < kernel
        if not fits or dilation != 1:
            raise StudioError("its border is neither none nor that of padding same")
        sizes.append((0, more) if before > after else (more, 0))
    w = np.pad(w, [(0, 0), (0, 0), *sizes])
    kernel = _two(list(w.shape[2:]))
    g.built.notes.append(
        msg("{layer}: its kernel is {size} here, with zeros in the new places: it cuts off more at one side than at the other",
            layer=spelled(g.called), size=" × ".join(map(str, kernel)))
    )  # fmt: skip
    arrays = {"W": w.transpose(2, 3, 1, 0), **({} if bias is None else {"b": bias})}
    return g.put(layer.replace(kernel_size=kernel), x, arrays)


# Pooling ----------------------------------------------------------------------------------------------------


def _pool(g: Given) -> Known:
    waiting = g.inputs[0]
    border_of_infinity = waiting.border if isinstance(waiting, Value) else ()
    x = waiting._replace(border=()) if border_of_infinity and isinstance(waiting, Value) else g.image()
    if not x.first:
        raise StudioError(
            "it wants images or sequences with their channels first, and receives something else"
        )
    shape = g.built.shape(x.node)
    kernel = list(g.attributes["kernel_shape"])
    strides, dilations, border = _window(g, len(shape), kernel)
    average = g.kind == "AveragePool"
    if any(d != 1 for d in dilations):
        raise StudioError("its dilation is not known here")
    if border_of_infinity:
        top, left, bottom, right = border_of_infinity
        if average or border is None:
            raise StudioError("it averages over a border that is not of zeros")
        border = [
            (a + top, b + bottom) if i == 0 else (a + left, b + right) for i, (a, b) in enumerate(border)
        ]
    cut = _cut_off(g, shape, kernel, strides, border)
    if border is not None and any(cut):
        if average and g.attributes.get("count_include_pad", 0):
            raise StudioError("it pools over windows that are cut off at the border (ceil_mode)")
        border = [(before, after + more) for (before, after), more in zip(border, cut, strict=True)]
    if border is not None and any(pair != (0, 0) for pair in border):
        same = _is_same(shape[:-1], kernel, strides, dilations, border)
        if _takes_zeros(g, x, same=same):
            (top, bottom), (left, right) = border
            x = x._replace(node=g.built.add(ours.ZeroPad2D(top, bottom, left, right), [x.node]))
            shape, border = g.built.shape(x.node), [(0, 0), (0, 0)]
        elif same:
            border = None
        elif any(cut):
            raise StudioError("it pools over windows that are cut off at the border (ceil_mode)")
        else:
            raise StudioError("its border is neither none nor that of padding same")
    if border is None and average and g.attributes.get("count_include_pad", 0):
        raise StudioError("it counts the border into its means, which no layer does here")
    padding = "same" if border is None else "valid"
    if len(shape) == 2:
        one = ours.AvgPool1D if average else ours.MaxPool1D
        return g.put(one(kernel[0], stride=None if strides == kernel else strides[0], padding=padding), x)
    two = ours.AvgPool2D if average else ours.MaxPool2D
    return g.put(two(_two(kernel), stride=None if strides == kernel else _two(strides), padding=padding), x)


def _cut_off(
    g: Given, shape: tuple[int, ...], kernel: list[int], strides: list[int], border: Border
) -> list[int]:
    """How far the last window along each axis reaches beyond the border, where one that is cut off counts (ceil_mode)."""
    if border is None or not g.attributes.get("ceil_mode", 0):
        return [0] * len(kernel)
    found = []
    for n, k, s, (before, after) in zip(shape, kernel, strides, border, strict=False):
        missing = -(n + before + after - k) % s
        start = (
            n + before + after + missing - k
        )  # of the last window; one that begins behind the image does not count
        found.append(missing if start < n + before else 0)
    return found


_FROM_ZERO = frozenset({"relu", "relu6", "sigmoid", "hard_sigmoid", "softplus", "softmax"})
"""Activations that give nothing below zero."""


def _takes_zeros(g: Given, x: Value, *, same: bool) -> bool:
    """Whether pooling sees zeros in its border, or may: no maximum of what an activation gives is below them."""
    if len(g.built.shape(x.node)) != 3:
        return False
    if g.kind == "AveragePool":
        return bool(g.attributes.get("count_include_pad", 0))
    layer = g.built.layer(x.node)
    return not same and isinstance(layer, ours.Activation) and layer.activation in _FROM_ZERO


def _global(g: Given) -> Known:
    x = g.image()
    layer = ours.GlobalMaxPool() if g.kind == "GlobalMaxPool" else ours.GlobalAvgPool()
    ones = len(g.built.shape(x.node)) - 1
    return Value(g.built.add(layer, [x.node], called=g.called), ones=ones)


def _reduce(g: Given) -> Known:
    x = g.settle(0)
    given = g.constant(1)
    axes = g.attributes.get("axes", []) if given is None else [int(n) for n in given.ravel()]
    rank = len(g.built.shape(x.node)) + 1
    axes = sorted(n % rank for n in axes)
    space = list(range(2, rank)) if x.first else list(range(1, rank - 1))
    if x.first and rank == 4 and len(axes) == 1 and axes[0] in space:
        return _reduce_one(g, x, axes[0] - 2)
    if axes != space or not space:
        raise StudioError("it reduces over other axes than all those of an image or a sequence")
    layer = ours.GlobalMaxPool() if g.kind == "ReduceMax" else ours.GlobalAvgPool()
    node = g.built.add(layer, [x.node], called=g.called)
    if not g.attributes.get("keepdims", 1):
        return Value(node)
    if x.first:
        return Value(node, ones=len(space))
    return Value(g.built.add(ours.Reshape((*[1] * len(space), *g.built.shape(node))), [node]))


def _reduce_one(g: Given, x: Value, axis: int) -> Value:
    """An image reduced over its height or its width: pooling with a window as long as that."""
    down, across, channels = g.built.shape(x.node)
    two = ours.MaxPool2D if g.kind == "ReduceMax" else ours.AvgPool2D
    made = g.put(two((down, 1) if axis == 0 else (1, across), padding="valid"), x)
    if g.attributes.get("keepdims", 1):
        return made
    shape = (across if axis == 0 else down, channels)
    return Value(g.built.add(ours.Reshape(shape), [made.node]), first=True)


WEIGHTS: dict[str, Callable[[Given], Known]] = {
    "MatMul": _matmul,
    "Gemm": _gemm,
    "Conv": _conv,
    "ConvTranspose": _conv_transpose,
    "MaxPool": _pool,
    "AveragePool": _pool,
    "GlobalMaxPool": _global,
    "GlobalAveragePool": _global,
    "ReduceMean": _reduce,
    "ReduceMax": _reduce,
}
