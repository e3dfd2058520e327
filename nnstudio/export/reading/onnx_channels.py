"""Operations of ONNX that take some channels, or shuffle them; here a convolution of single pixels that nobody learns does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from nnstudio.export.reading.onnx_given import Given
from nnstudio.export.reading.onnx_values import Known, Value, settle
from nnstudio.nn import layers as ours
from nnstudio.nn.layer import Layer
from nnstudio.nn.shape import Shape
from nnstudio.system.arrays import Host
from nnstudio.system.messages import StudioError

_BY_RANK: dict[int, Callable[..., Layer]] = {
    1: lambda count, **settings: ours.Dense(count, **settings),
    2: lambda count, **settings: ours.Conv1D(count, 1, **settings),
    3: lambda count, **settings: ours.Conv2D(count, 1, **settings),
}


def _picked(g: Given, x: Value, order: Host) -> Value:
    """Some channels in some order: each is one of the old ones times 1, and all others times 0."""
    shape = g.built.shape(x.node)
    count = shape[-1]
    if not order.size or len(shape) not in _BY_RANK or x.order is not None:
        raise StudioError("it takes a part of something that no layer takes apart here")
    if np.array_equal(order, np.arange(count)):
        return x
    g.built.room.take(8 * count * order.size)
    w = np.zeros((count, order.size), np.float32)
    w[order, np.arange(order.size)] = 1
    layer = _BY_RANK[len(shape)](order.size, activation="linear", bias=False)
    arrays = {"W": w.reshape(*[1] * (len(shape) - 1), *w.shape)}
    node = g.built.add(layer, [x.node], arrays, called=g.called, frozen=True)
    return x.plain._replace(node=node)


def _channels(g: Given, axis: int) -> tuple[Value, Host]:
    """The first input and the numbers of its channels, which an axis must be that of."""
    x = g.settle(0)
    rank = len(g.built.shape(x.node)) + 1
    if axis % rank != (1 if x.first or rank == 2 else rank - 1):
        raise StudioError("it takes a part of something that no layer takes apart here")
    return x, np.arange(g.built.shape(x.node)[-1])


def _slice(g: Given) -> Known:
    starts, ends = g.weights(1).ravel(), g.weights(2).ravel()
    axes = g.constant(3) if len(g.inputs) > 3 else None
    steps = g.constant(4) if len(g.inputs) > 4 else None
    where = np.arange(starts.size) if axes is None else axes.ravel()
    cuts = [
        slice(int(starts[i]), int(ends[i]), None if steps is None else int(steps.ravel()[i]))
        for i in range(where.size)
    ]
    if isinstance(g.inputs[0], Value):
        if len(cuts) != 1:
            raise StudioError("it takes a part of something that no layer takes apart here")
        x, channels = _channels(g, int(where[0]))
        return _picked(g, x, channels[cuts[0]])
    array = g.weights(0)
    places = [slice(None)] * array.ndim
    for axis, cut in zip(where, cuts, strict=True):
        places[int(axis)] = cut
    return array[tuple(places)]


def _split(g: Given) -> Known:
    """One of the parts, as :mod:`~nnstudio.export.reading.onnx_patterns` makes an operation of each."""
    part, count = g.attributes["part"], g.attributes["count"]
    x, channels = _channels(g, g.attributes.get("axis", 0))
    given = g.constant(1)
    if "ends" in g.attributes:  # a setting, before opset 13
        start, end, whole = g.attributes["ends"]
    elif given is not None:
        ends = np.cumsum([0, *given.ravel()])
        start, end, whole = int(ends[part]), int(ends[part + 1]), int(ends[count])
    else:
        each = -(-channels.size // count)
        start, end, whole = part * each, min((part + 1) * each, channels.size), channels.size
    if whole != channels.size or not 0 <= start < end <= whole:
        raise StudioError("its parts do not make up the channels")
    return _picked(g, x, channels[start:end])


def _gather(g: Given) -> Known:
    value, index, axis = g.inputs[0], g.weights(1).astype(np.int64), g.attributes.get("axis", 0)
    if isinstance(value, Value):
        # pool(x)[:, :, 0, 0] takes one of the axes away that pooling keeps
        if value.ones and index.ndim == 0 and int(index) in (0, -1) and axis % (2 + value.ones) > 1:
            return value._replace(ones=value.ones - 1)
        if index.ndim != 1:
            raise StudioError("it takes a part of something that no layer takes apart here")
        x, channels = _channels(g, axis)
        return _picked(g, x, channels[index])
    array = g.weights(0)
    if index.size > array.shape[axis]:
        raise StudioError("it makes more of a constant than the file holds")
    return np.take(array, index, axis=axis)


# Shuffled: groups of channels become an axis of their own, change places with those inside, and are joined again ------


def apart(value: Value, now: Shape, new: Shape) -> Value | None:
    """An image whose channels get an axis for their groups; None where a reshape does something else."""
    if value.first and not value.parts and len(now) == 3 and len(new) == 4 and new[2:] == now[1:]:
        return value._replace(parts=(new[0], new[1]))
    return None


def turned(value: Value, perm: Sequence[int]) -> Value | None:
    """Groups and channels inside them with their axes exchanged; None where a transposition does something else."""
    if value.parts and tuple(perm) == (0, 2, 1, 3, 4):
        return value._replace(turned=not value.turned)
    return None


def together(g: Given, value: Value, now: Shape, new: Shape) -> Value | None:
    """Groups of channels as one axis again, in the order that they have now; None where a reshape does something else."""
    if not value.parts or new != (now[0] * now[1], *now[2:]):
        return None
    order = np.arange(now[0] * now[1]).reshape(value.parts)
    whole = settle(g.built, value._replace(parts=None, turned=False), g.called)
    return _picked(g, whole, (order.T if value.turned else order).ravel())


CHANNELS: dict[str, Callable[[Given], Known]] = {"Slice": _slice, "Split": _split, "Gather": _gather}
