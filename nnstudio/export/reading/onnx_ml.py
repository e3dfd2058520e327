"""What scikit-learn has in ONNX besides a network: a scaler in front of it, labels and a map behind it; linear models."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from nnstudio.export.reading.build import spelled
from nnstudio.export.reading.onnx_given import Given
from nnstudio.export.reading.onnx_patterns import SECOND_CLASS
from nnstudio.export.reading.onnx_values import Known, Value
from nnstudio.nn.layers import BatchNorm, Dense
from nnstudio.system.arrays import Host
from nnstudio.system.messages import StudioError, msg

_LABELLING = frozenset({"ArrayFeatureExtractor", "Cast", "Gather", "Identity", "Reshape", "Squeeze"})
"""What makes a label of the number of the largest probability."""


def without_labels(nodes: Sequence[Any], outputs: Sequence[str]) -> list[str]:
    """The outputs but for labels, which follow from the probabilities beside them.

    Raises
    ------
    StudioError
        If there are labels alone.
    """
    makers = {name: node for node in nodes for name in node.output}

    def is_label(name: str) -> bool:
        waiting, seen = [name], set[str]()
        while waiting:
            name = waiting.pop()
            node = makers.get(name)
            if node is None or node.output[0] in seen:
                continue
            if node.op_type == "ArgMax" or (node.op_type == "LinearClassifier" and name == node.output[0]):
                return True
            seen.add(node.output[0])
            waiting += node.input if node.op_type in _LABELLING else []
        return False

    rest = [name for name in outputs if not is_label(name)]
    if outputs and not rest:
        raise StudioError(
            "the output {name} says only which class has the largest probability; save the model with the probabilities as an output",
            name=spelled(outputs[0]),
        )  # fmt: skip
    return rest


def _features(g: Given) -> Value:
    """The first input, where it is rows of features; scikit-learn knows nothing else."""
    x = g.settle(0)
    if len(g.built.shape(x.node)) != 1 or x.order is not None:
        raise StudioError("it works on something else than rows of features")
    return x


def _scaler(g: Given) -> Known:
    """``(x − offset)·scale`` for each feature: a batch norm whose averages are known, frozen also in training."""
    x, layer = _features(g), BatchNorm()
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
    _note_second(g, g.called)
    return x


def _note_second(g: Given, output: str) -> None:
    g.built.notes.append(
        msg("The output {name} is the probability of the second class here, where the file has those of both",
            name=spelled(output))
    )  # fmt: skip


def _linear_regressor(g: Given) -> Known:
    """A weighted sum for each number to predict."""
    g.need(post_transform="NONE")
    w, b = _sums(g, g.attributes.get("targets", 1))
    return _dense(g, w, b)


def _linear_classifier(g: Given) -> Known:
    """A weighted sum for each class, and what makes probabilities of them."""
    a = g.attributes
    labels = a.get("classlabels_ints") or a["classlabels_strings"]
    w, b = _sums(g, len(a.get("intercepts", labels)))
    if len(w) != len(labels):
        raise StudioError("it has {n} sums for {labels} classes", n=len(w), labels=len(labels))
    how = a.get("post_transform", "NONE")
    known = {"NONE": "linear", "LOGISTIC": "sigmoid", "SOFTMAX": "softmax"}
    if how not in known:
        raise StudioError("its setting {name} is {got}; this program knows {wanted} only",
            name="post_transform", got=repr(how)[:40], wanted=", ".join(map(repr, known)))  # fmt: skip
    opposite = len(w) == 2 and bool((w[0] == -w[1]).all()) and b[0] == -b[1]
    if a["whole"] and how != "SOFTMAX" and not (opposite and how == "LOGISTIC"):
        raise StudioError("it divides probabilities by their sum, which no layer does here")
    if opposite and how == "LOGISTIC" and a["named"]:
        w, b = w[1:], b[1:]
        _note_second(g, a["named"])
    return _dense(g, w, b, known[how])


def _sums(g: Given, count: int) -> tuple[Host, Host]:
    """Weights and shifts, row by row, of so many weighted sums."""
    w = np.asarray(g.attributes["coefficients"], np.float64).reshape(count, -1)
    b = np.asarray(g.attributes.get("intercepts", np.zeros(count)), np.float64)
    if b.shape != (count,):
        raise StudioError("it has {n} shifts for {count} sums", n=b.size, count=count)
    return w, b


def _dense(g: Given, w: Host, b: Host, bent: str = "linear") -> Known:
    x = _features(g)
    layer = Dense(len(w), activation=bent)
    return x.plain._replace(node=g.built.add(layer, [x.node], {"W": w.T, "b": b}, called=g.called))


ML: dict[str, Callable[[Given], Known]] = {
    "Scaler": _scaler,
    "ZipMap": _zip_map,
    SECOND_CLASS: _second_class,
    "LinearRegressor": _linear_regressor,
    "LinearClassifier": _linear_classifier,
}
"""Operations of the domain ``ai.onnx.ml``."""
