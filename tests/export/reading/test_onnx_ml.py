"""Pipelines of scikit-learn as skl2onnx writes them: a scaler, a network or a linear model, labels and a map."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from nnstudio.export.reading.build import Builder
from nnstudio.export.reading.onnx_file import read_onnx
from nnstudio.nn.layers import BatchNorm, Dense
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.system.messages import StudioError
from nnstudio.training.model import Model

DRAW = np.random.default_rng(5)
OFFSET, SCALE = [1e5, 0.3, -2.0], [0.01, 2.0, 1.5]
X = (DRAW.normal(size=(7, 3)) / SCALE + OFFSET).astype(np.float32)


def node(kind: str, inputs: list[str], output: str, domain: str = "", **settings: Any) -> Any:
    return helper.make_node(kind, inputs, [output], domain=domain, **settings)


def _scaler(**settings: Any) -> Any:
    return node("Scaler", ["x"], "scaled", "ai.onnx.ml", **({"offset": OFFSET, "scale": SCALE} | settings))


def _hidden(classes: int) -> list[Any]:
    return [
        node("Cast", ["scaled"], "cast", to=TensorProto.FLOAT),
        node("MatMul", ["cast", "W1"], "m1"), node("Add", ["m1", "b1"], "z1"), node("Tanh", ["z1"], "a1"),
        node("MatMul", ["a1", f"W{classes}"], "m2"), node("Add", ["m2", f"b{classes}"], "z2"),
    ]  # fmt: skip


LABEL = [
    node("ArgMax", ["probabilities"], "which", axis=1),
    node("ArrayFeatureExtractor", ["classes", "which"], "named", "ai.onnx.ml"),
    node("Reshape", ["named", "flat"], "row"), node("Cast", ["row"], "label", to=TensorProto.INT64),
]  # fmt: skip
TWO = [
    node("Sigmoid", ["z2"], "p"), node("Sub", ["one", "p"], "q"), node("Concat", ["q", "p"], "probabilities", axis=1),
]  # fmt: skip
MAP = node("ZipMap", ["probabilities"], "map", "ai.onnx.ml", classlabels_int64s=[0, 1])


def _model(nodes: list[Any], *outputs: str) -> onnx.ModelProto:
    constants = {
        "W1": DRAW.normal(size=(3, 5)), "b1": DRAW.normal(size=5), "W3": DRAW.normal(size=(5, 3)), "b3": DRAW.normal(size=(1, 3)),
        "W2": DRAW.normal(size=(5, 1)), "b2": DRAW.normal(size=(1, 1)), "one": np.ones(()),
    }  # fmt: skip
    stored = [numpy_helper.from_array(array.astype(np.float32), name) for name, array in constants.items()]
    stored += [
        numpy_helper.from_array(np.arange(3), "classes"),
        numpy_helper.from_array(np.array([-1]), "flat"),
    ]
    given = helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 3])
    made = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs]
    graph = helper.make_graph(nodes, "pipeline", [given], made, stored)
    return helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 1)]
    )


def _read(model: onnx.ModelProto) -> tuple[Builder, np.ndarray, list[str]]:
    built = read_onnx(model.SerializeToString())
    here = Model(built.network, MeanSquaredError(), batch_size=len(X))
    here.set_weights(built.weights)
    return built, here.predict(X), [note.text.format(**note.args) for note in built.notes]


def test_a_classifier_behind_a_scaler() -> None:
    model = _model([_scaler(), *_hidden(3), node("Softmax", ["z2"], "probabilities"), *LABEL], "label", "probabilities")  # fmt: skip
    built, here, notes = _read(model)
    np.testing.assert_allclose(here, ReferenceEvaluator(model).run(["probabilities"], {"x": X})[0], atol=1e-5)
    layers = [n.layer for n in built.network.nodes][1:]
    assert [type(layer) for layer in layers] == [BatchNorm, Dense, Dense]
    assert built.network.nodes[1].frozen
    assert notes == ["The output 'label' is left out: it names the class with the largest probability"]


@pytest.mark.parametrize("mapped", [False, True])
def test_of_two_classes_the_second_is_enough(mapped: bool) -> None:
    model = _model([_scaler(), *_hidden(2), *TWO, *LABEL, *[MAP] * mapped], "label", "map" if mapped else "probabilities")  # fmt: skip
    built, here, notes = _read(model)
    assert built.network.nodes[-1].layer == Dense(1, activation="sigmoid")
    assert "The output 'probabilities' is the probability of the second class here, where the file has those of both" in notes  # fmt: skip
    if not mapped:  # ONNX's own evaluator has no map
        (both,) = ReferenceEvaluator(model).run(["probabilities"], {"x": X})
        np.testing.assert_allclose(here, both[:, 1:], atol=1e-5)


def test_a_regression_behind_a_scaler() -> None:
    model = _model([_scaler(), *_hidden(2), node("Reshape", ["z2", "flat1"], "y")], "y")
    model.graph.initializer.append(numpy_helper.from_array(np.array([-1, 1]), "flat1"))
    built, here, notes = _read(model)
    np.testing.assert_allclose(here, ReferenceEvaluator(model).run(None, {"x": X})[0], rtol=1e-4, atol=1e-5)
    assert [type(n.layer) for n in built.network.nodes][1:] == [BatchNorm, Dense, Dense]
    assert notes == []


def test_one_number_scales_all_features() -> None:
    _, here, _ = _read(_model([_scaler(offset=[0.5], scale=[2.0]), node("Tanh", ["scaled"], "y")], "y"))
    np.testing.assert_allclose(here, np.tanh(2 * (X - 0.5)), atol=1e-5)


def test_labels_alone_are_refused() -> None:
    model = _model([_scaler(), *_hidden(3), node("Softmax", ["z2"], "probabilities"), *LABEL], "label")
    with pytest.raises(StudioError, match=r"'label' says only which class .*; save the model with the prob"):
        read_onnx(model.SerializeToString())


def test_both_classes_that_something_follows_are_refused() -> None:
    model = _model([_scaler(), *_hidden(2), *TWO, node("Exp", ["probabilities"], "y")], "y")
    with pytest.raises(StudioError):
        read_onnx(model.SerializeToString())


ONE, THREE = DRAW.normal(size=(1, 3)), DRAW.normal(size=(3, 3))
TOLD = node("Cast", ["label0"], "label", to=TensorProto.INT64)


def _classifier(rows: Any, shifts: list[float], how: str, output: str, **settings: Any) -> Any:
    given = {"coefficients": np.ravel(rows).tolist(), "intercepts": shifts, "classlabels_ints": list(range(len(rows))),
             "multi_class": 1, "post_transform": how}  # fmt: skip
    return helper.make_node("LinearClassifier", ["scaled"], ["label0", output], domain="ai.onnx.ml", **given | settings)  # fmt: skip


def _shares(norm: str = "L1") -> Any:
    return node("Normalizer", ["raw"], "probabilities", "ai.onnx.ml", norm=norm)


@pytest.mark.parametrize(
    ("nodes", "layer"),
    [
        ([_classifier(THREE, [0.1, -0.2, 0.3], "SOFTMAX", "raw"), _shares()], Dense(3, activation="softmax")),
        ([_classifier(THREE, [0.1, -0.2, 0.3], "SOFTMAX", "probabilities")], Dense(3, activation="softmax")),
        ([_classifier(THREE, [0.1, -0.2, 0.3], "LOGISTIC", "probabilities")], Dense(3, activation="sigmoid")),
        ([_classifier(THREE, [0.1, -0.2, 0.3], "NONE", "probabilities")], Dense(3, activation="linear")),
        ([_classifier([-ONE, ONE], [-0.3, 0.3], "NONE", "probabilities")], Dense(2, activation="linear")),
        ([_classifier([-ONE, 2 * ONE], [-0.3, 0.3], "LOGISTIC", "probabilities")], Dense(2, activation="sigmoid")),
    ],
)  # fmt: skip
def test_a_linear_classifier(nodes: list[Any], layer: Dense) -> None:
    model = _model([_scaler(), *nodes, TOLD], "label", "probabilities")
    built, here, notes = _read(model)
    np.testing.assert_allclose(here, ReferenceEvaluator(model).run(["probabilities"], {"x": X})[0], atol=1e-5)
    assert [n.layer for n in built.network.nodes][2:] == [layer]
    assert notes == ["The output 'label' is left out: it names the class with the largest probability"]


@pytest.mark.parametrize("shares", [False, True])
def test_of_two_classes_of_a_linear_classifier_the_second_is_enough(shares: bool) -> None:
    two = _classifier([-ONE, ONE], [-0.3, 0.3], "LOGISTIC", "raw" if shares else "probabilities")
    model = _model([_scaler(), two, *[_shares()] * shares, TOLD], "label", "probabilities")
    built, here, notes = _read(model)
    (both,) = ReferenceEvaluator(model).run(["probabilities"], {"x": X})
    np.testing.assert_allclose(here, both[:, 1:], atol=1e-5)
    assert built.network.nodes[-1].layer == Dense(1, activation="sigmoid")
    assert "The output 'probabilities' is the probability of the second class here, where the file has those of both" in notes  # fmt: skip


def test_two_classes_that_something_follows_stay_two() -> None:
    two = _classifier([-ONE, ONE], [-0.3, 0.3], "LOGISTIC", "raw")
    model = _model([_scaler(), two, node("MatMul", ["raw", "both"], "y")], "y")
    model.graph.initializer.append(numpy_helper.from_array(np.array([[2], [5]], np.float32), "both"))
    built, here, _ = _read(model)
    np.testing.assert_allclose(here, ReferenceEvaluator(model).run(None, {"x": X})[0], atol=1e-5)
    assert built.network.nodes[2].layer == Dense(2, activation="sigmoid")


@pytest.mark.parametrize("targets", [1, 2])
def test_a_linear_regression(targets: int) -> None:
    settings: dict[str, Any] = {"targets": 2} if targets == 2 else {}
    settings["coefficients"] = THREE[:targets].ravel().tolist()
    sums = node("LinearRegressor", ["scaled"], "y", "ai.onnx.ml", intercepts=[5.0, -7.0][:targets], **settings)  # fmt: skip
    model = _model([_scaler(), sums], "y")
    built, here, notes = _read(model)
    np.testing.assert_allclose(here, ReferenceEvaluator(model).run(None, {"x": X})[0], rtol=1e-4, atol=1e-5)
    assert [n.layer for n in built.network.nodes][2:] == [Dense(targets, activation="linear")]
    assert notes == []


@pytest.mark.parametrize(
    ("nodes", "why"),
    [
        ([_classifier(THREE, [0.1] * 3, "LOGISTIC", "raw"), _shares()], "divides probabilities by their sum"),
        ([_classifier(THREE, [0.1] * 3, "SOFTMAX", "raw"), _shares("L2")], "Normalizer"),
        ([_classifier(THREE, [0.1] * 3, "PROBIT", "probabilities")], "PROBIT"),
        ([_classifier(THREE, [0.1], "SOFTMAX", "probabilities")], "1 sums for 3 classes"),
        ([_classifier(THREE, [0.1] * 2, "SOFTMAX", "probabilities")], "damaged"),
        ([_classifier(THREE[:, :2], [0.1] * 3, "SOFTMAX", "probabilities")], "2×3, not 3×3"),
        ([node("LinearRegressor", ["scaled"], "probabilities", "ai.onnx.ml", coefficients=[1.0] * 3, post_transform="SOFTMAX")], "SOFTMAX"),
        ([node("LinearRegressor", ["scaled"], "probabilities", "ai.onnx.ml", coefficients=[1.0] * 3, intercepts=[1.0] * 2)], "2 shifts for 1 sums"),
        ([node("LinearRegressor", ["scaled"], "probabilities", "ai.onnx.ml", coefficients=[1.0] * 3, targets=0)], "damaged"),
    ],
)  # fmt: skip
def test_a_linear_model_that_no_layer_equals_is_refused(nodes: list[Any], why: str) -> None:
    with pytest.raises(StudioError, match=why):
        read_onnx(_model([_scaler(), *nodes], "probabilities").SerializeToString())


@pytest.mark.parametrize(
    "settings", [{"offset": [1.0, 2.0]}, {"scale": [float("nan")] * 3}, {"scale": "two"}]
)
def test_a_damaged_scaler_is_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(StudioError, match=r"Scaler|scaled"):
        read_onnx(_model([_scaler(**settings), node("Tanh", ["scaled"], "y")], "y").SerializeToString())
