"""Arithmetic between the layers of Keras: numbers that are added and multiplied, and activations that are operations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.export.keras.archive import weights
from nnstudio.export.keras.chain import Chain
from nnstudio.export.reading import Imported, read_model
from nnstudio.nn.layers import Activation, Add, BatchNorm
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.system.messages import StudioError
from nnstudio.training.model import Model
from tests.export.reading.good import keras_of

X = np.random.default_rng(0).normal(0, 3, (5, 4, 3, 2)).astype(np.float32)
BEFORE = object()
"""In the arguments of an operation: what the one before it gives."""

Told = tuple[str, list[Any], dict[str, Any]]


def _fed(node: str) -> dict[str, Any]:
    return {"class_name": "__keras_tensor__", "config": {"keras_history": [node, 0, 0]}}


def _read(folder: Path, *operations: Told, ends: tuple[int, ...] = ()) -> Imported:
    """Operations one behind the other, as Keras would save them; those named in ``ends`` are outputs besides the last."""
    told: list[dict[str, Any]] = [
        {"class_name": "InputLayer", "config": {"batch_shape": [None, *X.shape[1:]], "name": "op_0"}}
    ]
    for i, (kind, args, config) in enumerate(operations):
        args = [_fed(f"op_{i}") if arg is BEFORE else arg for arg in args]
        told.append(
            {"class_name": kind, "config": {**config, "name": f"op_{i + 1}"},
             "inbound_nodes": [{"args": args, "kwargs": {}}]}
        )  # fmt: skip
    lasts = [[f"op_{i}", 0, 0] for i in (*ends, len(operations))]
    config = {"name": "m", "layers": told, "input_layers": [["op_0", 0, 0]], "output_layers": lasts}
    path = folder / "model.keras"
    path.write_bytes(keras_of({"class_name": "Functional", "config": config}, weights(Chain((), (), ()))))
    return read_model(path)


def _answers(read: Imported) -> np.ndarray:
    model = Model(read.network, MeanSquaredError(), batch_size=len(X))
    model.set_weights(read.weights)
    return np.asarray(model.predict(X))


def _array(*numbers: float) -> dict[str, Any]:
    return {"class_name": "__numpy__", "config": {"value": list(numbers), "dtype": "float32"}}


@pytest.mark.parametrize(
    ("kind", "args", "wanted"),
    [
        ("Add", [BEFORE, 3.0], X + 3),
        ("Add", [3, BEFORE], X + 3),
        ("Subtract", [BEFORE, 1.5], X - 1.5),
        ("Subtract", [1, BEFORE], 1 - X),
        ("Multiply", [BEFORE, -2], X * -2),
        ("TrueDivide", [BEFORE, 127.5], X / 127.5),
        ("Divide", [BEFORE, 4], X / 4),
        ("Subtract", [BEFORE, _array(0.5, -2)], X - np.array([0.5, -2])),
        ("TrueDivide", [BEFORE, _array(0.5, -2)], X / np.array([0.5, -2])),
    ],
)
def test_a_number_beside_a_layer(tmp_path: Path, kind: str, args: list[Any], wanted: np.ndarray) -> None:
    read = _read(tmp_path, (kind, args, {}))
    np.testing.assert_allclose(_answers(read), wanted, rtol=1e-6, atol=1e-6)
    (node,) = read.network.nodes[1:]
    assert isinstance(node.layer, BatchNorm)
    assert node.frozen, "nobody learns it"


def test_two_layers_are_no_number(tmp_path: Path) -> None:
    read = _read(tmp_path, ("Add", [BEFORE, BEFORE], {}))
    assert [type(node.layer) for node in read.network.nodes[1:]] == [Add]


SIX: dict[str, Told] = {
    "a layer": ("ReLU", [BEFORE], {"max_value": 6.0, "negative_slope": 0.0, "threshold": 0.0}),
    "an operation": ("Relu6", [BEFORE], {}),
}
SIXTH: dict[str, Told] = {
    "times": ("Multiply", [BEFORE, 1 / 6], {}),
    "through": ("TrueDivide", [BEFORE, 6], {}),
}


@pytest.mark.parametrize("six", SIX)
@pytest.mark.parametrize("sixth", SIXTH)
def test_the_hard_sigmoid_of_mobilenet_v3(tmp_path: Path, six: str, sixth: str) -> None:
    read = _read(tmp_path, ("Add", [BEFORE, 3.0], {}), SIX[six], SIXTH[sixth])
    assert [node.layer for node in read.network.nodes[1:]] == [Activation("hard_sigmoid")]
    np.testing.assert_allclose(_answers(read), np.clip(X + 3, 0, 6) / 6, atol=1e-6)


@pytest.mark.parametrize(
    ("shift", "six", "factor"), [(2.0, "Relu6", 1 / 6), (3.0, "Relu6", 1 / 3), (3.0, "Relu", 1 / 6)]
)
def test_what_is_nearly_a_hard_sigmoid_stays_what_it_is(
    tmp_path: Path, shift: float, six: str, factor: float
) -> None:
    read = _read(
        tmp_path, ("Add", [BEFORE, shift], {}), (six, [BEFORE], {}), ("Multiply", [BEFORE, factor], {})
    )
    assert [type(node.layer) for node in read.network.nodes[1:]] == [BatchNorm, Activation, BatchNorm]
    wanted = np.clip(X + shift, 0, 6 if six == "Relu6" else None) * factor
    np.testing.assert_allclose(_answers(read), wanted, rtol=1e-5, atol=1e-6)


def test_what_else_is_taken_of_a_hard_sigmoid_stays(tmp_path: Path) -> None:
    read = _read(tmp_path, ("Add", [BEFORE, 3.0], {}), SIX["an operation"], SIXTH["times"], ends=(2,))
    kinds = [node.layer.activation_name() for node in read.network.nodes[1:]]
    assert sorted(kinds) == ["hard_sigmoid", "linear", "relu6"]


@pytest.mark.parametrize(
    ("kind", "bent"), [("Relu", "relu"), ("Silu", "swish"), ("HardSilu", "hard_swish"), ("Tanh", "tanh"), ("Elu", "elu")]
)  # fmt: skip
def test_activations_that_are_operations(tmp_path: Path, kind: str, bent: str) -> None:
    read = _read(tmp_path, (kind, [BEFORE], {}))
    assert [node.layer for node in read.network.nodes[1:]] == [Activation(bent)]


@pytest.mark.parametrize(
    ("kind", "args", "why"),
    [
        ("TrueDivide", [2.0, BEFORE], "no layer like 'TrueDivide'"),
        ("TrueDivide", [BEFORE, 0], "no finite numbers"),
        ("Power", [BEFORE, 2], "no layer like 'Power'"),
        ("Add", [BEFORE, 1e39], "it has 1 input"),
        ("Add", [BEFORE, "3"], "it has 1 input"),
        ("Add", [BEFORE, _array(1, 2, 3)], "its settings are damaged"),
        ("Add", [BEFORE, {"class_name": "__numpy__", "config": 3}], "it has 1 input"),
    ],
)
def test_other_arithmetic_is_refused(tmp_path: Path, kind: str, args: list[Any], why: str) -> None:
    with pytest.raises(StudioError, match=why):
        _read(tmp_path, (kind, args, {}))
