"""The primitives in the operations of ONNX: one function for each."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from nnstudio.backend.geometry import Window
from nnstudio.export.onnx.activations import STEPS, Step
from nnstudio.export.onnx.graph import Graph
from nnstudio.nn.primitives import Primitive
from nnstudio.system.messages import StudioError


def translate(graph: Graph, p: Primitive) -> None:
    """Append a primitive to a graph."""
    if p.op not in TRANSLATIONS:
        raise StudioError("ONNX export does not know {op}", op=p.op)
    TRANSLATIONS[p.op](graph, p)


# Weighted sums ----------------------------------------------------------------------------------------------


def _matmul(graph: Graph, p: Primitive) -> None:
    graph.emit("MatMul", [graph.value(p.inputs[0], first=False), *graph.arrays(p)], p)


def _per_channel(op: str) -> Callable[[Graph, Primitive], None]:
    """An operation of a value and one number for each channel, in the layout the value is in."""

    def write(graph: Graph, p: Primitive) -> None:
        value, numbers = p.inputs
        array, first = graph.weights[numbers], graph.is_first(value)
        constant = graph.constant(numbers, array.reshape(-1, 1, 1) if first else array)
        graph.emit(op, [graph.value(value, first=first), constant], p, first)

    return write


def _window(window: Window) -> dict[str, list[int]]:
    r, c = window
    return {
        "kernel_shape": [r.kernel, c.kernel],
        "strides": [r.stride, c.stride],
        "dilations": [r.dilation, c.dilation],
        "pads": [r.before, c.before, r.after, c.after],
    }


def _kernel(graph: Graph, p: Primitive) -> str:
    """The weights of a convolution as ONNX wants them: of (kh, kw, a, b) it makes (b, a, kh, kw)."""
    rows, columns = p.attributes["window"]
    w = graph.weights[p.inputs[1]]
    w = w.reshape(rows.kernel, columns.kernel, *w.shape[-2:])  # over sequences it has no columns
    return graph.constant(p.inputs[1], w.transpose(3, 2, 0, 1))


def _conv2d(graph: Graph, p: Primitive) -> None:
    inputs = [graph.value(p.inputs[0], first=True), _kernel(graph, p)]
    graph.emit("Conv", inputs, p, True, group=p.attributes["groups"], **_window(p.attributes["window"]))


def _conv_transpose2d(graph: Graph, p: Primitive) -> None:
    inputs = [graph.value(p.inputs[0], first=True), _kernel(graph, p)]
    window = p.attributes["window"]
    # Pixels behind the last patch, where the stride is larger than a patch
    rest = [a.size + a.before + a.after - (a.output - 1) * a.stride - a.reach for a in window]
    graph.emit("ConvTranspose", inputs, p, True, output_padding=rest, **_window(window))


# Pooling ----------------------------------------------------------------------------------------------------


def _pool2d(graph: Graph, p: Primitive) -> None:
    x = graph.value(p.inputs[0], first=True)
    window = _window(p.attributes["window"])
    del window["dilations"]  # opset 17 knows none for AveragePool, and pools have none
    if p.attributes["kind"] == "average":
        graph.emit("AveragePool", [x], p, True, count_include_pad=0, **window)
        return
    # ONNX's own evaluator (1.23) takes "left" for "bottom" where all strides are 1, so that a proof would
    # fail. Where the two differ, the border is written as an operation of its own; it never wins.
    top, left, bottom, right = window["pads"]
    if window["strides"] == [1, 1] and left != bottom:
        sides = np.array([0, 0, top, left, 0, 0, bottom, right], np.int64)
        inputs = [x, graph.constant(f"{p.output}:pads", sides), graph.number(-np.inf)]
        x, window["pads"] = graph.node("Pad", inputs, f"{p.output}:padded"), [0, 0, 0, 0]
    graph.emit("MaxPool", [x], p, True, **window)


def _global_pool(graph: Graph, p: Primitive) -> None:
    value = p.inputs[0]
    first = graph.is_first(value)
    axes = [2, 3] if first else list(range(1, len(graph.shapes[value])))
    op = {"max": "ReduceMax", "average": "ReduceMean"}[p.attributes["kind"]]
    x = graph.value(value, first=first)
    if graph.opset < 18:
        graph.emit(op, [x], p, axes=axes, keepdims=0)
    else:  # the axes became an input
        graph.emit(op, [x, graph.constant(f"{p.output}:axes", np.array(axes, np.int64))], p, keepdims=0)


# Normalisation and activation -------------------------------------------------------------------------------


def _batch_norm(graph: Graph, p: Primitive) -> None:
    x, arrays, rank = graph.value(p.inputs[0], first=True), graph.arrays(p), len(p.shape)
    epsilon = p.attributes["epsilon"]
    if rank in (1, 3):
        graph.emit("BatchNormalization", [x, *arrays], p, True, epsilon=epsilon)
        return
    # ONNX normalises axis 1; samples of other ranks stay channels last everywhere else
    there, back = (0, rank, *range(1, rank)), (0, *range(2, rank + 1), 1)
    moved = graph.node("Transpose", [x], f"{p.output}:moved", perm=there)
    done = graph.node("BatchNormalization", [moved, *arrays], f"{p.output}:done", epsilon=epsilon)
    graph.emit("Transpose", [done], p, perm=back)


def _layer_norm(graph: Graph, p: Primitive) -> None:
    x, (gamma, beta), out = graph.value(p.inputs[0], first=False), graph.arrays(p), p.output
    if graph.opset >= 17:
        graph.emit("LayerNormalization", [x, gamma, beta], p, axis=-1, epsilon=p.attributes["epsilon"])
        return
    # Before opset 17 it is put together from what there is.
    mean = graph.node("ReduceMean", [x], f"{out}:mean", axes=[-1], keepdims=1)
    away = graph.node("Sub", [x, mean], f"{out}:away")
    square = graph.node("Mul", [away, away], f"{out}:square")
    variance = graph.node("ReduceMean", [square], f"{out}:variance", axes=[-1], keepdims=1)
    padded = graph.node("Add", [variance, graph.number(p.attributes["epsilon"])], f"{out}:padded")
    deviation = graph.node("Sqrt", [padded], f"{out}:deviation")
    even = graph.node("Div", [away, deviation], f"{out}:even")
    sized = graph.node("Mul", [even, gamma], f"{out}:sized")
    graph.emit("Add", [sized, beta], p)


def _group_norm(graph: Graph, p: Primitive) -> None:
    """Groups as the channels of an instance norm, as PyTorch writes it: the operation of that name takes opset 21."""
    x, out, rank = graph.value(p.inputs[0], first=True), p.output, len(p.shape)
    inner = rank not in (1, 3)  # samples of other ranks stay channels last everywhere else
    if inner:
        x = graph.node("Transpose", [x], f"{out}:moved", perm=(0, rank, *range(1, rank)))
    groups, shape = p.attributes["groups"], (p.shape[-1], *p.shape[:-1])

    def shaped(value: str, name: str, sizes: tuple[int, ...]) -> str:
        wanted = graph.constant(f"{out}:{name}:shape", np.array([-1, *sizes], np.int64))
        return graph.node("Reshape", [value, wanted], f"{out}:{name}")

    plain = [
        graph.constant(f"{out}:scale", np.ones(groups)),
        graph.constant(f"{out}:shift", np.zeros(groups)),
    ]
    apart = shaped(x, "apart", (groups, math.prod(shape) // groups))
    even = graph.node("InstanceNormalization", [apart, *plain], f"{out}:even", epsilon=p.attributes["epsilon"])  # fmt: skip
    gamma, beta = (
        graph.constant(name, graph.weights[name].reshape(-1, *(1,) * (rank - 1))) for name in p.inputs[1:]
    )
    sized = graph.node("Mul", [shaped(even, "together", shape), gamma], f"{out}:sized")
    if not inner:
        graph.emit("Add", [sized, beta], p, True)
        return
    graph.emit(
        "Transpose", [graph.node("Add", [sized, beta], f"{out}:done")], p, perm=(0, *range(2, rank + 1), 1)
    )


def _unary(graph: Graph, p: Primitive) -> None:
    function = p.attributes["function"]
    first = graph.is_first(p.inputs[0])
    x = graph.value(p.inputs[0], first=first)
    if function == "softmax":
        graph.emit("Softmax", [x], p, first, axis=1 if first else -1)
        return
    if function not in STEPS:
        raise StudioError("ONNX export does not know the activation {name}", name=function)
    *before, last = STEPS[function]
    done: list[str] = []

    def names(step: Step) -> list[str]:
        return [_operand(graph, done, x, operand) for operand in step.inputs]

    for i, step in enumerate(before):
        done.append(graph.node(step.op, names(step), f"{p.output}:{i}", **step.attributes))
    graph.emit(last.op, names(last), p, first, **last.attributes)


def _operand(graph: Graph, done: list[str], x: str, operand: str | int | float) -> str:
    """Name of what a step of an activation works on: its input, an earlier step or a constant."""
    if operand == "z":
        return x
    if isinstance(operand, int):
        return done[operand]
    assert isinstance(operand, float)
    return graph.number(operand)


# Shape and space --------------------------------------------------------------------------------------------


def _reshape(graph: Graph, p: Primitive) -> None:
    shape = graph.constant(f"{p.output}:shape", np.array([-1, *p.shape], np.int64))
    graph.emit("Reshape", [graph.value(p.inputs[0], first=False), shape], p)


def _arranged(rows: Any, columns: Any, channels: Any, first: bool) -> tuple[Any, Any, Any]:
    """What there is to say about the axes of an image, in the order of a layout."""
    return (channels, rows, columns) if first else (rows, columns, channels)


def _pad2d(graph: Graph, p: Primitive) -> None:
    value = p.inputs[0]
    first = graph.is_first(value)
    height, width, _ = graph.shapes[value]
    top, left = p.attributes["top"], p.attributes["left"]
    rows, columns = (top, p.shape[0] - height - top), (left, p.shape[1] - width - left)
    before, after = zip(*_arranged(rows, columns, (0, 0), first), strict=True)
    pads = graph.constant(f"{p.output}:pads", np.array([0, *before, 0, *after], np.int64))
    graph.emit("Pad", [graph.value(value, first=first), pads, graph.number(0.0)], p, first)


def _enlarged(graph: Graph, p: Primitive, **how: str) -> None:
    first = graph.is_first(p.inputs[0])
    down, across = p.attributes["factors"]
    factors = np.array([1, *_arranged(down, across, 1, first)], np.float32)
    scales = graph.constant(f"{p.output}:scales", factors)
    graph.emit("Resize", [graph.value(p.inputs[0], first=first), "", scales], p, first, **how)


def _upsample2d(graph: Graph, p: Primitive) -> None:
    # Of the many meanings of "nearest": output pixel i is input pixel ⌊i / factor⌋
    _enlarged(graph, p, mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor")


def _interpolate2d(graph: Graph, p: Primitive) -> None:
    _enlarged(graph, p, mode="linear", coordinate_transformation_mode="half_pixel")


# Several inputs ---------------------------------------------------------------------------------------------


def _branches(graph: Graph, p: Primitive) -> tuple[list[str], bool]:
    """All inputs in the layout of the first one."""
    first = graph.is_first(p.inputs[0])
    return [graph.value(v, first=first) for v in p.inputs], first


def _add(graph: Graph, p: Primitive) -> None:
    values, first = _branches(graph, p)
    graph.emit("Sum", values, p, first)


def _multiply(graph: Graph, p: Primitive) -> None:
    (product, *factors, last), first = _branches(graph, p)
    for i, factor in enumerate(factors):  # Mul takes two
        product = graph.node("Mul", [product, factor], f"{p.output}:{i}")
    graph.emit("Mul", [product, last], p, first)


def _concatenate(graph: Graph, p: Primitive) -> None:
    values, first = _branches(graph, p)
    graph.emit("Concat", values, p, first, axis=1 if first else -1)


TRANSLATIONS: dict[str, Callable[[Graph, Primitive], None]] = {
    "matmul": _matmul,
    "bias": _per_channel("Add"),
    "conv2d": _conv2d,
    "conv_transpose2d": _conv_transpose2d,
    "pool2d": _pool2d,
    "global_pool": _global_pool,
    "unary": _unary,
    "prelu": _per_channel("PRelu"),
    "batch_norm": _batch_norm,
    "layer_norm": _layer_norm,
    "group_norm": _group_norm,
    "reshape": _reshape,
    "pad2d": _pad2d,
    "upsample2d": _upsample2d,
    "interpolate2d": _interpolate2d,
    "add": _add,
    "multiply": _multiply,
    "concatenate": _concatenate,
}
