"""What a pipeline of scikit-learn has in ONNX besides its network: a scaler in front of it, labels and a map behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from nnstudio.export.reading.build import Host, spelled
from nnstudio.export.reading.onnx_given import Given
from nnstudio.export.reading.onnx_patterns import SECOND_CLASS
from nnstudio.export.reading.onnx_values import Known
from nnstudio.nn.layers import BatchNorm
from nnstudio.system.messages import StudioError, msg

_LABELLING = frozenset({"ArrayFeatureExtractor", "Cast", "Gather", "Identity", "Reshape", "Squeeze"})
"""What makes a label of the number of the largest probability."""


def without_labels(nodes: Sequence[Any], outputs: Sequence[str]) -> list[str]:
    """The outputs but for labels, which follow from the probabilities beside them."""
    makers = {name: node for node in nodes for name in node.output}

    def is_label(name: str) -> bool:
        waiting, seen = [name], set[str]()
        while waiting:
            node = makers.get(waiting.pop())
            if node is None or node.output[0] in seen:
                continue
            if node.op_type == "ArgMax":
                return True
            seen.add(node.output[0])
            waiting += node.input if node.op_type in _LABELLING else []
        return False

    return [name for name in outputs if not is_label(name)] or list(outputs)


def _scaler(g: Given) -> Known:
    """``(x − offset)·scale`` for each feature: a batch norm whose averages are known, frozen also in training."""
    x, layer = g.settle(0), BatchNorm()
    if len(g.built.shape(x.node)) != 1 or x.order is not None:
        raise StudioError("it scales something else than rows of features")
    (count,) = g.built.shape(x.node)

    def each(name: str, usual: float) -> Host:
        given = np.asarray(g.attributes.get(name, [usual]), np.float64)
        return np.full(count, given[0]) if given.size == 1 else given

    g.built.room.take(32 * count)
    arrays = {"gamma": each("scale", 1), "beta": np.zeros(count), "mean": each("offset", 0)}
    arrays["variance"] = np.full(count, 1 - layer.epsilon)
    return x.plain._replace(node=g.built.add(layer, [x.node], arrays, called=g.called, frozen=True))


def _zip_map(g: Given) -> Known:
    """Probabilities with the names of their classes; here they have none."""
    (value,) = g.inputs
    if value is None:
        raise StudioError("its input {number} is missing", number=1)
    return value


def _second_class(g: Given) -> Known:
    """Of two classes one probability says that of the other."""
    x = g.settle(0)
    if g.built.shape(x.node) != (1,):
        raise StudioError("this program has no layer that does this to two values")
    g.built.notes.append(
        msg("The output {name} is the probability of the second class here, where the file has those of both",
            name=spelled(g.called))
    )  # fmt: skip
    return x


ML: dict[str, Callable[[Given], Known]] = {
    "Scaler": _scaler,
    "ZipMap": _zip_map,
    SECOND_CLASS: _second_class,
}
"""Operations of the domain ``ai.onnx.ml``."""
