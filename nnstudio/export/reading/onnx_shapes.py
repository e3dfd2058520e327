"""Operations of ONNX that only move numbers: shapes, layouts, borders, copies."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from nnstudio.export.reading.onnx_channels import apart, together, turned
from nnstudio.export.reading.onnx_given import Given
from nnstudio.export.reading.onnx_values import Known, Value, flattened, onnx_shape
from nnstudio.nn import layers as ours
from nnstudio.nn.fields import fields_of
from nnstudio.nn.layer import Layer
from nnstudio.system.arrays import Host
from nnstudio.system.messages import StudioError

MOST_AXES = 16
MOST_COMPUTED = 1 << 20
"""Numbers of a constant that is computed from others."""

_FLOATS = (1, 10, 11, 16)  # float32, float16, float64, bfloat16
_BATCH = -1
"""What stands for the number of samples where a graph computes with shapes."""


def _flatten(g: Given) -> Known:
    if g.attributes.get("axis", 1) not in (1, -len(onnx_shape(g.built, _value(g)))):
        raise StudioError("it flattens from an axis that is not the first one of a sample")
    return _flat(g)


def _value(g: Given) -> Value:
    value = g.inputs[0]
    if not isinstance(value, Value):
        raise StudioError("it works on a constant")
    return value


def _flat(g: Given) -> Value:
    """All values of a sample in a row."""
    value = _value(g)
    if value.ones:  # pooled over everything: the channels are a row already
        return value._replace(ones=0)
    value = g.settle(0)
    if len(g.built.shape(value.node)) == 1:
        return value
    node = g.built.add(ours.Flatten(), [value.node], called=g.called)
    return Value(node, order=flattened(g.built, value))


def _reshape(g: Given) -> Known:
    target = [int(n) for n in g.weights(1).ravel()[: MOST_AXES + 1]]
    if len(target) > MOST_AXES:
        raise StudioError("it makes more axes than anything has")
    if not isinstance(g.inputs[0], Value):
        return g.weights(0).reshape(target)
    shape = onnx_shape(g.built, g.inputs[0])
    if target == [-1] and shape == (1,):
        return g.inputs[0]
    size = math.prod(shape)
    new = [shape[i - 1] if n == 0 and 0 < i <= len(shape) else n for i, n in enumerate(target)][1:]
    if new.count(-1) == 1:
        new[new.index(-1)] = size // max(1, math.prod(n for n in new if n != -1))
    if not new or math.prod(new) != size or any(n < 1 for n in new):
        raise StudioError("it changes the number of samples")
    return _shaped(g, tuple(new))


def _shaped(g: Given, new: tuple[int, ...]) -> Value:
    """The same values in another shape."""
    if len(new) == 1:
        return _flat(g)
    value = g.inputs[0]
    assert isinstance(value, Value)
    now = onnx_shape(g.built, value)
    if new == now:
        return value
    if value.ones and new == (now[0], *(1 for _ in new[1:])):  # some of those that pooling has kept
        return value._replace(ones=len(new) - 1)
    if (shuffled := apart(value, now, new) or together(g, value, now, new)) is not None:
        return shuffled
    value = g.settle(0)
    if (same := _as_other_layout(g, value, new)) is not None:
        return same
    if value.order is not None or (value.first and len(g.built.shape(value.node)) > 1):
        raise StudioError("it makes another image of one whose channels come first, an order that is not kept here")  # fmt: skip
    if (row := _as_sequence(g, value, new)) is not None:
        return row
    pixel = new[1:] == (1, 1) and g.built.channels_first  # a factor for each channel
    if (g.first or pixel) and len(new) == 3 and len(g.built.shape(value.node)) == 1:
        return _as_image(g, value, new)
    return Value(g.built.add(ours.Reshape(new), [value.node], called=g.called))


def _as_other_layout(g: Given, value: Value, new: tuple[int, ...]) -> Value | None:
    """An image of one channel, whose channels are first as well as last: tf2onnx writes a Reshape for the Transpose."""
    shape = g.built.shape(value.node)
    if len(shape) != 3 or shape[-1] != 1:
        return None
    if value.first:
        return value._replace(first=False) if new == shape else None
    return value._replace(first=True) if g.first and new == (1, *shape[:2]) else None


def _as_image(g: Given, value: Value, new: tuple[int, ...]) -> Value:
    """A row that becomes an image with its channels first, as in a decoder: here the layer that makes it gives another order."""
    channels, down, across = new
    if channels > 1 and down * across > 1:
        order = np.moveaxis(np.arange(math.prod(new)).reshape(new), 0, -1).ravel()
        value = value._replace(node=_in_order(g, value.node, order))
    node = g.built.add(ours.Reshape((down, across, channels)), [value.node], called=g.called)
    return Value(node, first=True)


def _in_order(g: Given, node: str, order: Host) -> str:
    """A Dense layer, and what follows it value by value, once more with its outputs in another order."""
    built = g.built
    chain = [node]
    while _is_by_value(built.layer(chain[-1])):
        chain += built.sources(chain[-1])
    alone = g.alone(0) and not built.users(node) and all(len(built.users(each)) == 1 for each in chain[1:])
    if not isinstance(built.layer(chain[-1]), ours.Dense) or not alone:
        raise StudioError(
            "it makes an image with its channels first of a row that no Dense layer gives for it alone"
        )
    (made,) = built.sources(chain[-1])
    for each in reversed(chain):
        arrays = {name: array[..., order] for name, array in built.arrays(each).items()}
        made = built.add(built.layer(each), [made], arrays, called=g.called)
    return made


def _is_by_value(layer: Layer) -> bool:
    """Whether a layer treats all values of a row alike, or with a number for each."""
    if isinstance(layer, ours.Activation):
        return layer.activation != "softmax"
    return isinstance(layer, ours.BatchNorm | ours.Dropout)


_ROWS: dict[type[Layer], type[Layer]] = {
    ours.Conv2D: ours.Conv1D,
    ours.MaxPool2D: ours.MaxPool1D,
    ours.AvgPool2D: ours.AvgPool1D,
}


def _as_sequence(g: Given, value: Value, new: tuple[int, ...]) -> Value | None:
    """A sequence that was made an image one pixel wide for one layer, and back: the layer for sequences does it."""
    built = g.built
    layer = built.layer(value.node)
    if type(layer) not in _ROWS or len(new) != 2 or built.shape(value.node) != (new[0], 1, new[1]):
        return None
    (before,) = built.sources(value.node)
    if not isinstance(built.layer(before), ours.Reshape):
        return None
    (source,) = built.sources(before)
    length, width, channels = built.shape(before)
    if width != 1 or built.shape(source) != (length, channels):
        return None
    names = [info.name for info in fields_of(_ROWS[type(layer)]) if hasattr(layer, info.name)]
    settings = {name: getattr(layer, name) for name in names}
    settings = {name: v[0] if isinstance(v, tuple) else v for name, v in settings.items()}
    arrays = built.arrays(value.node)
    if "W" in arrays:
        arrays["W"] = arrays["W"][:, 0]
    # What the layers for images are not needed for goes at the end.
    return Value(built.add(_ROWS[type(layer)](**settings), [source], arrays, called=g.called))


def _squeeze(g: Given) -> Known:
    if not isinstance(g.inputs[0], Value):
        return np.squeeze(g.weights(0))
    shape = onnx_shape(g.built, g.inputs[0])
    if shape == (1,):  # one number for each sample is a row of one here
        return g.inputs[0]
    axes = _axes(g, len(shape) + 1) or [i + 1 for i, n in enumerate(shape) if n == 1]
    return _relabelled(g, tuple(n for i, n in enumerate(shape) if i + 1 not in axes))


def _unsqueeze(g: Given) -> Known:
    value = g.inputs[0]
    if not isinstance(value, Value):
        array = g.weights(0)
        for axis in sorted(_axes(g, array.ndim, added=True)):
            array = np.expand_dims(array, axis)
        return array
    shape = onnx_shape(g.built, value)
    axes = _axes(g, len(shape) + 1, added=True)
    new, old = [], list(shape)
    for i in range(1, len(shape) + 1 + len(axes)):
        new.append(1 if i in axes else old.pop(0))
    return _relabelled(g, tuple(new))


def _relabelled(g: Given, new: tuple[int, ...]) -> Value:
    """Axes of length 1 come or go: an image one pixel wide is a sequence, in either layout."""
    if _value(g).ones:
        return _shaped(g, new)
    value = g.settle(0)
    shape = g.built.shape(value.node)
    if value.first and len(shape) > 1 and len(new) > 1 and new[0] == shape[-1]:
        ours_shape = (*new[1:], new[0])
        return Value(g.built.add(ours.Reshape(ours_shape), [value.node], called=g.called), first=True)
    if shape == new[:1] and new[1:] == (1, 1) and value.order is None:  # a row becomes an image of one pixel
        return Value(g.built.add(ours.Reshape((1, 1, *shape)), [value.node], called=g.called), first=True)
    return _shaped(g, new)


def _axes(g: Given, rank: int, *, added: bool = False) -> list[int]:
    """The axes that an operation names, of a value with so many; where it adds them, they count in what it gives."""
    given = g.constant(1)
    axes = g.attributes.get("axes", []) if given is None else [int(n) for n in given.ravel()[: MOST_AXES + 1]]
    if len(axes) > MOST_AXES:
        raise StudioError("it names more axes than anything has")
    rank += len(axes) if added else 0
    return [n % rank for n in axes]


def _transpose(g: Given) -> Known:
    if not isinstance(g.inputs[0], Value):
        return np.transpose(g.weights(0), g.attributes.get("perm"))
    if (shuffled := turned(g.inputs[0], g.attributes.get("perm", ()))) is not None:
        return shuffled
    value = g.settle(0)
    rank = len(g.built.shape(value.node)) + 1
    perm = tuple(g.attributes.get("perm", tuple(range(rank))[::-1]))
    if perm == tuple(range(rank)):
        return value
    to_first, to_last = (0, rank - 1, *range(1, rank - 1)), (0, *range(2, rank), 1)
    if perm == to_first and not value.first:
        return value._replace(first=True)
    if perm == to_last and value.first:
        return value._replace(first=False)
    raise StudioError("it exchanges axes in a way that no layer does here")


def _dropout(g: Given) -> Known:
    return g.put(ours.Dropout(min(max(g.number("ratio", 1, 0.5), 0.0), 0.95)), g.settle(0))


def _passed(g: Given) -> Known:
    value = g.inputs[0]
    return g.weights(0) if value is None else value


def _cast(g: Given) -> Known:
    """Another type of number; here all are floats."""
    if isinstance(g.inputs[0], Value) and g.attributes["to"] not in _FLOATS:
        raise StudioError("it makes whole numbers of its input, which no layer does")
    return _passed(g)


def _constant(g: Given) -> Known:
    for name in ("value", "value_float", "value_floats", "value_int", "value_ints"):
        if name in g.attributes:
            return np.asarray(g.attributes[name])
    raise StudioError("it is no constant of numbers")


def _filled(g: Given) -> Known:
    """A constant of one number, as PyTorch begins the border of a Pad."""
    shape = [int(n) for n in g.weights(0).ravel()]
    if len(shape) > MOST_AXES or any(n < 0 for n in shape) or math.prod(shape) > MOST_COMPUTED:
        raise StudioError("it makes more of a constant than the file holds")
    value = np.asarray(g.attributes.get("value", np.float32(0)))
    return np.full(shape, value.reshape(-1)[0], value.dtype)


def _shape(g: Given) -> Known:
    value = g.inputs[0]
    shape = (_BATCH, *onnx_shape(g.built, value)) if isinstance(value, Value) else g.weights(0).shape
    return np.array(shape[g.attributes.get("start", 0) : g.attributes.get("end")], np.int64)


SHAPES: dict[str, Callable[[Given], Known]] = {
    "Flatten": _flatten,
    "Reshape": _reshape,
    "Squeeze": _squeeze,
    "Unsqueeze": _unsqueeze,
    "Transpose": _transpose,
    "Dropout": _dropout,
    "Identity": _passed,
    "Cast": _cast,
    "Constant": _constant,
    "ConstantOfShape": _filled,
    "Shape": _shape,
}
