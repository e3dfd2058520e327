"""What a value of an ONNX graph is here: the output of a layer, in one of two layouts, perhaps with something to be done."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nnstudio.export.reading.build import Builder, spelled
from nnstudio.export.reading.elementwise import BINARY, Function, identity, recognise
from nnstudio.nn.layers import Activation, Add, BatchNorm, Multiply, Reshape
from nnstudio.nn.shape import Shape
from nnstudio.system.arrays import Host
from nnstudio.system.messages import StudioError

Order = tuple[Shape, ...]
"""Flattened images side by side, each by its shape here: (H, W, C), or (n,) for what is in our order already."""

MOST_STEPS = 16
"""Elementwise operations that wait to become one function; an activation has a dozen at most."""


class Value(NamedTuple):
    """The output of a layer.

    Parameters
    ----------
    node : str
        Id of the layer.
    first : bool
        Whether ONNX has its channels first, (N, C, H, W); here they are always last.
    order : Order, optional
        For a row made of images that ONNX has flattened with their channels first; see :func:`places`.
    ones : int
        Axes of length 1 that ONNX still has behind the channels, after pooling over everything.
    function : callable
        Elementwise operations that have been met, but not made to a layer yet.
    last : Step, optional
        The last one of them.
    steps : int
        How many they are.
    border : tuple of int, optional
        A border of −∞ around an image, for the pooling that follows: top, left, bottom, right.
    parts : tuple of int, optional
        How ONNX has the channels of an image apart for the moment, to shuffle them: groups, and channels in each.
    turned : bool
        Whether it has the channels in each group in front of the groups.
    """

    node: str
    first: bool = False
    order: Order | None = None
    ones: int = 0
    function: Function = identity
    last: Step | None = None
    steps: int = 0
    border: tuple[int, ...] = ()
    parts: tuple[int, int] | None = None
    turned: bool = False

    @property
    def plain(self) -> Value:
        """The same without operations that wait."""
        return self._replace(function=identity, last=None, steps=0)

    def alike(self, other: Value) -> bool:
        """Whether both are functions of the same output in the same layout."""
        what = ("node", "first", "ones", "order", "border", "parts", "turned")
        return all(getattr(self, name) == getattr(other, name) for name in what)


class Step(NamedTuple):
    """An elementwise operation of one or two values.

    Parameters
    ----------
    name : str
    inputs : tuple of Value
    function : callable
        Of one value; nothing where there are two.
    """

    name: str
    inputs: tuple[Value, ...]
    function: Function = identity


Known = Value | Host
"""A value of the graph, or a constant."""


def settle(built: Builder, value: Value, called: str) -> Value:
    """Make layers of the elementwise operations that wait: one activation if they are one, each on its own otherwise."""
    if value.border:
        raise StudioError("{layer}: a border that is not of zeros can stand before a pooling only", layer=spelled(called))  # fmt: skip
    if value.parts:
        raise StudioError(
            "{layer}: it works on groups of channels apart, which no layer does here", layer=spelled(called)
        )
    if value.ones:  # the next layer wants the axes of length 1
        shape = (1,) * value.ones + built.shape(value.node)
        bare = settle(built, value._replace(ones=0), called)
        return Value(built.add(Reshape(shape), [bare.node]), first=True)
    if value.function is identity:
        return value
    found, channels = recognise(value.function), built.shape(value.node)[-1]
    plain, last = value.plain, value.last
    if found is not None and found.name == "linear":
        return plain
    if found is not None:
        slopes = {} if found.slope is None else {"alpha": filled(built, channels, found.slope)}
        return plain._replace(node=built.add(Activation(found.name), [value.node], slopes, called=called))
    if last is not None and last.name in ("Add", "Mul") and len(last.inputs) == 2:
        sources = [settle(built, one, called).node for one in last.inputs]
        layer = Add() if last.name == "Add" else Multiply()
        return plain._replace(node=built.add(layer, sources, called=called))
    line = _line(value.function)
    if line is not None:
        factor, shift = (filled(built, channels, number) for number in line)
        return scale(built, plain, factor, shift, called)
    if last is not None and len(last.inputs) == 1 and last.inputs[0].function is not identity:
        before = settle(built, last.inputs[0], called)
        alone = before._replace(function=last.function, last=last._replace(inputs=(before,)), steps=1)
        return settle(built, alone, called)
    raise StudioError("{layer}: this program has no activation like it", layer=spelled(called))


def filled(built: Builder, count: int, number: float) -> Host:
    """One number for every channel, where a file has it once."""
    built.room.take(8 * count)
    return np.full(count, number)


def scale(
    built: Builder, value: Value, factor: Host, shift: Host, called: str, *, alone: bool = False
) -> Value:
    """Multiply and shift each channel: a batch norm whose averages are 0 and 1 does just that, and frozen also in training.

    Parameters
    ----------
    built : Builder
    value : Value
    factor, shift : array
        One number for each channel.
    called : str
    alone : bool
        Whether nothing else takes the value: several of them one after the other, as of a batch norm that is written
        out, become one.
    """
    layer = BatchNorm()
    count = built.shape(value.node)[-1]
    built.room.take(16 * count)
    factor, shift = arranged(value, factor), arranged(value, shift)
    variance = np.full(count, 1 - layer.epsilon)
    if alone and not built.users(value.node) and built.layer(value.node) == layer:
        before = built.arrays(value.node)
        if np.array_equal(before["variance"], variance.astype(np.float32)):
            gamma, beta, mean = (before[name].astype(np.float64) for name in ("gamma", "beta", "mean"))
            if (
                gamma == 1
            ).all() and not mean.any():  # what was only shifted: a difference of large numbers stays one
                beta, mean = np.zeros(count), -beta
            arrays = {"gamma": gamma * factor, "beta": beta * factor + shift, "mean": mean}
            built.replace_layer(value.node, layer, arrays)
            return value
    arrays = {"gamma": factor, "beta": shift, "mean": np.zeros(count), "variance": variance}
    return value._replace(node=built.add(layer, [value.node], arrays, called=called, frozen=True))


def arranged(value: Value, numbers: Host) -> Host:
    """Numbers for each channel of a value, or rows of weights for each feature, in the order that these have here."""
    if value.order is None:
        return numbers
    index = places(value.order, len(numbers))
    result = np.empty_like(numbers)
    result[index] = numbers
    return result


def places(order: Order, count: int) -> Host:
    """Where each of ``count`` values of ONNX stands here."""
    if sum(map(math.prod, order)) != count:
        raise StudioError("its weights do not fit what it receives")
    index = [np.moveaxis(np.arange(math.prod(s)).reshape(s), -1, 0).ravel() for s in order]
    starts = np.cumsum([0, *map(math.prod, order)])
    return np.concatenate([part + start for part, start in zip(index, starts, strict=False)])


def applied(built: Builder, name: str, value: Value, function: Function, called: str) -> Value:
    """A value with one more elementwise operation, which waits."""
    if value.border or value.steps >= MOST_STEPS:
        value = settle(built, value, called)
    inner = value.function
    then: Function = function if inner is identity else lambda z: function(inner(z))
    return value._replace(function=then, last=Step(name, (value,), function), steps=value.steps + 1)


def combine(name: str, a: Value, b: Value) -> Value | None:
    """A function of one output, from two functions of it; None where they have become too long for one."""
    f, g, operation = a.function, b.function, BINARY[name]
    steps = a.steps + b.steps + 1
    if a.border or steps > MOST_STEPS:
        return None
    return a._replace(function=lambda z: operation(f(z), g(z)), last=Step(name, (a, b)), steps=steps)


def with_number(built: Builder, name: str, value: Value, number: float, called: str, *, left: bool) -> Value:
    """A value and a number, which stands left or right of the operation."""
    operation, constant = BINARY[name], np.asarray(number)
    then: Function = (lambda z: operation(constant, z)) if left else (lambda z: operation(z, constant))
    return applied(built, name, value, then, called)


def onnx_shape(built: Builder, value: Value) -> Shape:
    """Shape of one sample as ONNX has it."""
    shape = built.shape(value.node)
    if value.first and len(shape) > 1:
        shape = (shape[-1], *shape[:-1])
    if value.parts:
        shape = (*(reversed(value.parts) if value.turned else value.parts), *shape[1:])
    return shape + (1,) * value.ones


def flattened(built: Builder, value: Value) -> Order | None:
    """Order of the values when ONNX flattens an image; None where it is ours."""
    shape = built.shape(value.node)
    plain = not value.first or len(shape) < 2 or shape[-1] == 1 or math.prod(shape[:-1]) == 1
    return None if plain else (shape,)


def joined(built: Builder, values: Sequence[Value]) -> Order | None:
    """Order of rows side by side."""
    if all(value.order is None for value in values):
        return None
    return tuple(part for value in values for part in (value.order or (built.shape(value.node),)))


def per_channel(built: Builder, value: Value, constant: Host, called: str) -> Host:
    """A constant as one number for each channel of a value, as ONNX broadcasts it."""
    shape = onnx_shape(built, value)
    axis = 0 if value.first or len(shape) == 1 else len(shape) - 1
    full = (1,) * (len(shape) + 1 - constant.ndim) + constant.shape
    wanted = [1] * (len(shape) + 1)
    wanted[axis + 1] = shape[axis]
    if len(full) != len(wanted) or any(n not in (1, w) for n, w in zip(full, wanted, strict=True)):
        raise StudioError("{layer}: its constant is not one number for each channel", layer=spelled(called))
    return np.broadcast_to(constant.reshape(full), wanted).ravel().astype(np.float64)


def bordered_row(built: Builder, value: Value, before: int, after: int) -> Value:
    """A sequence with zeros before and after it."""
    return value._replace(node=built.bordered_row(value.node, before, after))


def is_logarithm(built: Builder, value: Value) -> bool:
    """Whether nothing but the logarithm of probabilities waits."""
    layer, z = built.layer(value.node), np.array([1e-6, 0.1, 0.5, 1.0])
    if not isinstance(layer, Activation) or layer.activation != "softmax" or value.function is identity:
        return False
    return bool(np.allclose(value.function(z), np.log(z), rtol=1e-9, atol=0))


def _line(function: Function) -> tuple[float, float] | None:
    """Slope and shift of a function that is a straight line."""
    z = np.array([-3.0, -1.0, 0.0, 0.5, 2.0, 7.0])
    with np.errstate(all="ignore"):
        a = np.asarray(function(z), np.float64)
    if a.shape != z.shape or not np.isfinite(a).all():
        return None
    slope, shift = float((a[5] - a[0]) / (z[5] - z[0])), float(a[2])
    line = slope * z + shift
    return (slope, shift) if (np.abs(a - line) <= 1e-9 + 1e-6 * np.abs(line)).all() else None
