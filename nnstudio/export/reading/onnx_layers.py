"""The operations of ONNX as layers of this program: one function for each."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from nnstudio.export.reading.build import spelled
from nnstudio.export.reading.elementwise import BINARY, UNARY, identity
from nnstudio.export.reading.onnx_channels import CHANNELS
from nnstudio.export.reading.onnx_given import Given
from nnstudio.export.reading.onnx_shapes import MOST_COMPUTED, SHAPES
from nnstudio.export.reading.onnx_sizes import SIZES
from nnstudio.export.reading.onnx_values import (
    Known,
    Value,
    applied,
    arranged,
    combine,
    filled,
    joined,
    onnx_shape,
    per_channel,
    scale,
    with_number,
)
from nnstudio.export.reading.onnx_weights import WEIGHTS
from nnstudio.nn import layers as ours
from nnstudio.nn.layer import Layer
from nnstudio.system.arrays import Host
from nnstudio.system.messages import StudioError, msg

# Normalisation and activation -------------------------------------------------------------------------------


def _batch_norm(g: Given) -> Known:
    x = g.settle(0)
    rank = len(g.built.shape(x.node))
    if rank > 1 and not x.first:
        raise StudioError("it normalises an axis that is not that of the channels here")
    g.need(training_mode=0, spatial=1)
    names = ("gamma", "beta", "mean", "variance")
    arrays = {name: arranged(x, np.asarray(g.weights(i + 1)).ravel()) for i, name in enumerate(names)}
    epsilon = float(g.attributes.get("epsilon", 1e-5))
    if epsilon < 1e-7:  # smaller than a layer may have here: into the variance with it
        arrays["variance"], epsilon = arrays["variance"] + epsilon - 1e-7, 1e-7
    return g.put(
        ours.BatchNorm(epsilon=epsilon, momentum=float(g.attributes.get("momentum", 0.9))), x, arrays
    )


def _layer_norm(g: Given) -> Known:
    x = g.settle(0)
    rank = len(g.built.shape(x.node)) + 1
    if g.attributes.get("axis", -1) not in (-1, rank - 1) or (rank > 2 and x.first):
        raise StudioError("it normalises over other axes than the last one")
    gamma, beta, count = g.constant(1), g.constant(2), g.built.shape(x.node)[-1]
    gamma = filled(g.built, count, 1) if gamma is None else gamma.ravel()
    beta = filled(g.built, count, 0) if beta is None else beta.ravel()
    arrays = {"gamma": arranged(x, gamma), "beta": arranged(x, beta)}
    return g.put(ours.LayerNorm(epsilon=_epsilon(g)), x, arrays)


def _epsilon(g: Given) -> float:
    """What is added to a variance, and a note where it is less than a layer may have here."""
    epsilon = float(g.attributes.get("epsilon", 1e-5))
    if epsilon < 1e-7:
        g.built.notes.append(
            msg("{node}: its epsilon of {epsilon} is 1e-07 here, the smallest there is",
                node=spelled(g.called), epsilon=f"{epsilon:g}")
        )  # fmt: skip
    return max(epsilon, 1e-7)


def _group_norm(g: Given) -> Known:
    """Groups of channels, or each channel on its own; put together from others, it says how it takes them apart and back."""
    x = g.settle(0)
    shape, channels = onnx_shape(g.built, x), g.built.shape(x.node)[-1]
    if (len(shape) > 1 and not x.first) or x.order is not None:
        raise StudioError("it normalises an axis that is not that of the channels here")
    groups, parts = channels, g.attributes.get("apart")
    if parts is not None:
        _, groups, rest = parts
        sizes, back = (-1, math.prod(shape) // groups), g.attributes.get("back", (0, *shape))
        if (
            parts[0] not in (0, -1)
            or rest not in sizes
            or any(n not in (m, -1) for n, m in zip(back[1:], shape, strict=True))
        ):
            raise StudioError("it does not put its groups together as they were")
    elif g.kind == "GroupNormalization":
        groups = int(g.attributes["num_groups"])
    arrays = {}
    for name, i in (("gamma", 1), ("beta", 2)):
        given = g.constant(i)
        if given is None:
            arrays[name] = filled(g.built, channels, 1 if name == "gamma" else 0)
        elif parts is not None:
            arrays[name] = per_channel(g.built, x, given, g.called)
        else:  # before opset 21 there is one for each group
            arrays[name] = (
                np.repeat(given.ravel(), channels // groups) if given.size == groups else given.ravel()
            )
    return g.put(ours.GroupNorm(groups, epsilon=_epsilon(g)), x, arrays)


def _softmax(g: Given) -> Value:
    x = g.settle(0)
    shape = onnx_shape(g.built, x)
    rank = len(shape) + 1
    channels = 1 if x.first else rank - 1
    # Before opset 13 it runs over all axes from the one that is named on; those of length 1 change nothing.
    first = g.attributes.get("axis", -1 if g.opset >= 13 else 1) % rank
    over = [axis for axis in range(first, rank) if axis == channels or axis == 0 or shape[axis - 1] > 1]
    if (over if g.opset < 13 else [first]) != [channels]:
        raise StudioError("it runs over other axes than that of the channels here")
    return g.put(ours.Activation("softmax"), x)


def _log_softmax(g: Given) -> Known:
    """The logarithm waits: at the end of a network it is left out, and nowhere else is there a layer for it."""
    return applied(g.built, "Log", _softmax(g), np.log, g.called)


def _prelu(g: Given) -> Known:
    x, slopes = g.settle(0), g.weights(1)
    count = g.built.shape(x.node)[-1]
    values = filled(g.built, count, float(slopes.ravel()[0])) if slopes.size == 1 else per_channel(g.built, x, slopes, g.called)  # fmt: skip
    return g.put(ours.Activation("prelu"), x, {"alpha": arranged(x, values)})


def _unary(g: Given) -> Known:
    x = g.inputs[0]
    numbers = {name: float(g.attributes[name]) for name in ("alpha", "beta", "gamma") if name in g.attributes}
    function = UNARY[g.kind]({**g.attributes, **numbers})
    if not isinstance(x, Value):
        return np.asarray(function(g.weights(0)))
    return applied(g.built, g.kind, x, function, g.called)


def _clip(g: Given) -> Known:
    x = g.inputs[0]
    low, high = g.number("min", 1, -np.inf), g.number("max", 2, np.inf)
    if not isinstance(x, Value):
        return np.clip(g.weights(0), low, high)
    return applied(g.built, g.kind, x, lambda z: np.clip(z, low, high), g.called)


def _binary(g: Given) -> Known:
    if len(g.inputs) > 2:
        raise StudioError("this program has no layer that does this to several values")
    g.need(fmod=0)
    if g.opset < 7:  # what is smaller was laid along the axis "axis", not along the last ones
        g.need(broadcast=0)
    a, b = g.inputs
    if not isinstance(a, Value) and not isinstance(b, Value):
        return _computed(g)
    if isinstance(a, Value) and isinstance(b, Value):
        one = combine(g.kind, a, b) if a.alike(b) else None
        return _merged(g, {"Add": ours.Add, "Mul": ours.Multiply}) if one is None else one
    value, i = (b, 1) if isinstance(b, Value) else (a, 0)
    assert isinstance(value, Value)
    number = g.weights(1 - i)
    if number.ndim > len(onnx_shape(g.built, value)) + 1:
        raise StudioError("it gives its samples more axes")
    if g.kind == "Add" and (biased := _biased(g, i, number)) is not None:
        return biased
    # One number with an axis, for the one channel there is, is a shift of that channel.
    lone = (
        number.ndim > 0 and g.built.shape(value.node)[-1] == 1 and value.function is identity and g.alone(i)
    )
    if number.size == 1 and not (lone and g.kind in ("Add", "Sub")):
        return with_number(g.built, g.kind, value, float(number.ravel()[0]), g.called, left=i == 1)
    return _each_channel(g, i, number, i == 1)


def _computed(g: Given) -> Host:
    """An operation of two constants; what it gives may not be much larger than they are."""
    a, b = g.weights(0), g.weights(1)
    if math.prod(np.broadcast_shapes(a.shape, b.shape)) > max(a.size, b.size, MOST_COMPUTED):
        raise StudioError("it makes more of a constant than the file holds")
    if g.kind == "Div" and a.dtype.kind == b.dtype.kind == "i":  # towards zero, as in C
        return np.asarray(np.trunc(a / b), np.int64)
    return np.asarray(BINARY[g.kind](a, b))


def _choice(g: Given) -> Host:
    """Of two constants, as PyTorch finds to what it expands a value."""
    arrays = [g.weights(i) for i in range(3)]
    if math.prod(np.broadcast_shapes(*(array.shape for array in arrays))) > MOST_COMPUTED:
        raise StudioError("it makes more of a constant than the file holds")
    return np.where(*arrays)


def _equal(g: Given) -> Host:
    a, b = g.weights(0), g.weights(1)
    if math.prod(np.broadcast_shapes(a.shape, b.shape)) > MOST_COMPUTED:
        raise StudioError("it makes more of a constant than the file holds")
    return np.equal(a, b)


def _biased(g: Given, i: int, number: Host) -> Value | None:
    """A layer without a bias that gets one, if that is what an addition does."""
    value = g.inputs[i]
    assert isinstance(value, Value)
    layer, linear = g.built.layer(value.node), value.function is identity
    lacks = getattr(layer, "bias", True) is False and layer.activation_name() == "linear"
    if not lacks or not linear or not g.alone(i) or value.order is not None or value.border:
        return None
    if g.built.users(value.node):
        return None
    numbers = per_channel(g.built, value, number, g.called)
    g.built.replace_layer(value.node, layer.replace(bias=True), {"b": numbers})
    return value


def _each_channel(g: Given, i: int, number: Host, left: bool) -> Known:
    """A scale or a shift of its own for each channel."""
    x = g.settle(i)
    numbers = per_channel(g.built, x, number, g.called)
    ones, zeros = np.ones(numbers.size), np.zeros(numbers.size)
    if g.kind == "Mul":
        factor, shift = numbers, zeros
    elif g.kind == "Div" and not left:
        factor, shift = 1 / numbers, zeros
    elif g.kind == "Add":
        factor, shift = ones, numbers
    elif g.kind == "Sub":
        factor, shift = (-ones, numbers) if left else (ones, -numbers)
    else:
        raise StudioError("this program has no layer that does this to each channel")
    return scale(g.built, x, factor, shift, g.called, alone=g.alone(i))


def _merged(g: Given, kinds: Mapping[str, Callable[[], Layer]]) -> Known:
    """Several values, added or multiplied."""
    if g.kind not in kinds:
        raise StudioError("this program has no layer that does this to two values")
    values = [g.settle(i) for i in range(len(g.inputs))]
    spread = g.built.spread([v.node for v in values])
    values = [v._replace(node=node) for v, node in zip(values, spread, strict=True)]
    shapes = {onnx_shape(g.built, v) for v in values}
    alike = all(v.first == values[0].first for v in values) or len(g.built.shape(values[0].node)) == 1
    if len(shapes) > 1 or not alike:
        raise StudioError("it brings together values of different shapes, which no layer does here")
    if any(v.order != values[0].order for v in values):
        raise StudioError("it brings together flattened images of different orders")
    node = g.built.add(kinds[g.kind](), [v.node for v in values], called=g.called)
    return values[0]._replace(node=node)


def _sum(g: Given) -> Known:
    if len(g.inputs) == 1:
        return g.settle(0)
    return _merged(g, {"Sum": ours.Add})


def _concat(g: Given) -> Known:
    if not any(isinstance(value, Value) for value in g.inputs):
        parts = [np.atleast_1d(g.weights(i)) for i in range(len(g.inputs))]
        if sum(part.size for part in parts) > MOST_COMPUTED:
            raise StudioError("it makes more of a constant than the file holds")
        return np.concatenate(parts, axis=g.attributes["axis"])
    values = [g.settle(i) for i in range(len(g.inputs))]
    if len(values) == 1:
        return values[0]
    rank = len(g.built.shape(values[0].node)) + 1
    first = values[0].first and rank > 2
    axis = g.attributes["axis"] % rank
    if axis != (1 if first or rank == 2 else rank - 1) or (
        rank > 2 and any(v.first != first for v in values)
    ):
        raise StudioError("it joins along an axis that is not that of the channels here")
    node = g.built.add(ours.Concatenate(), [v.node for v in values], called=g.called)
    return Value(node, first=first, order=joined(g.built, values))


LAYERS: dict[str, Callable[[Given], Known]] = {
    "BatchNormalization": _batch_norm,
    "LayerNormalization": _layer_norm,
    "GroupNormalization": _group_norm,
    "InstanceNormalization": _group_norm,
    "Softmax": _softmax,
    "LogSoftmax": _log_softmax,
    "PRelu": _prelu,
    "Clip": _clip,
    "Sum": _sum,
    "Concat": _concat,
    "Equal": _equal,
    "Where": _choice,
    **dict.fromkeys(UNARY, _unary),
    **dict.fromkeys(BINARY, _binary),
    **SHAPES,
    **CHANNELS,
    **SIZES,
    **WEIGHTS,
}
