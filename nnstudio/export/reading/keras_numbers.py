"""Arithmetic with numbers between the layers of Keras, ``x / 127.5 - 1``, as the factor and the shift that it is."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnstudio.export.reading.build import Builder
from nnstudio.export.reading.keras_made import Config
from nnstudio.nn.layers import Activation, BatchNorm
from nnstudio.system.arrays import Host

_LARGEST = 1e38
"""Of single precision, about."""


def as_line(kind: str, entry: dict[str, Any]) -> Config | None:
    """The settings of the Rescaling that an operation with a number is; None where it is none.

    Parameters
    ----------
    kind : str
        Class of the operation.
    entry : dict
        What the file says of it: its call has the number beside the layer that feeds it.
    """
    nodes = entry.get("inbound_nodes")
    call = nodes[0] if isinstance(nodes, list) and nodes else None
    args = call.get("args") if isinstance(call, dict) else None
    if not isinstance(args, list) or len(args) != 2:
        return None
    found = [_number(each) for each in args]
    if (found[0] is None) == (found[1] is None):
        return None
    left = found[1] is None
    number = found[0] if left else found[1]
    assert number is not None
    with np.errstate(divide="ignore"):  # what is no finite number is refused as a weight
        if kind == "Add":
            return {"scale": 1, "offset": number}
        if kind == "Subtract":
            return {"scale": -1, "offset": number} if left else {"scale": 1, "offset": -number}
        if kind == "Multiply":
            return {"scale": number, "offset": 0}
        if kind in ("TrueDivide", "Divide") and not left:
            return {"scale": 1 / number, "offset": 0}
    return None


def _number(value: Any) -> Host | None:
    """A number, or one for each channel."""
    if isinstance(value, dict) and value.get("class_name") in ("__numpy__", "__tensor__"):
        inside = value.get("config")
        value = inside.get("value") if isinstance(inside, dict) else None
    numbers = value if isinstance(value, list) else [value]
    known = numbers and all(type(n) in (int, float) and abs(n) < _LARGEST for n in numbers)
    return np.array(numbers, np.float64) if known else None


def hard_sigmoid_of(built: Builder, node: str, line: Config) -> str | None:
    """The layer of which ``relu6(x + 3) / 6`` is a hard sigmoid, as MobileNetV3 spells it; None where it is something else.

    Parameters
    ----------
    built : Builder
    node : str
        What is multiplied.
    line : dict
        By what, as :func:`as_line` gives it.
    """
    sixth = np.allclose(line["scale"], 1 / 6, rtol=1e-6) and not np.any(line["offset"])
    if not sixth or built.layer(node) != Activation("relu6"):
        return None
    (before,) = built.sources(node)
    layer = built.layer(before)
    if not isinstance(layer, BatchNorm):
        return None
    arrays = built.arrays(before)
    meant = {"gamma": 1, "beta": 3, "mean": 0, "variance": 1 - layer.epsilon}
    if not all(np.array_equal(arrays[name], np.full_like(arrays[name], n)) for name, n in meant.items()):
        return None
    return built.sources(before)[0]
