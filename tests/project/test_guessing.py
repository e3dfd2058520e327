"""The loss of the best constant answer is the lowest that any constant answer has."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.prepare import prepare
from nnstudio.data.sources import Bundled, bundled_sets
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.losses import LOSSES, Crossentropy, MeanAbsoluteError, MeanSquaredError
from nnstudio.project.guessing import constant_loss
from nnstudio.training.model import Model

SETS = {facts.name: facts.task for facts in bundled_sets()}
MATCHING = [
    (name, loss) for name, task in SETS.items() for loss in LOSSES
    if loss().task == task and isinstance(loss(), Crossentropy | MeanSquaredError | MeanAbsoluteError)
]  # fmt: skip


@pytest.mark.parametrize(("name", "loss"), MATCHING, ids=lambda v: getattr(v, "__name__", v))
def test_no_constant_answer_is_better(name: str, loss: type) -> None:
    """Measured with the engine: a network without weights that matter, and a bias that is moved around the best."""
    prepared = prepare(Bundled(name).read(), DataConfig(Bundled(name)), 0)
    features = int(np.prod(prepared.sample_shape))
    x, y = np.zeros((len(prepared.train), features)), prepared.train.y
    activation = {"binary": "sigmoid", "classes": "softmax", "regression": "linear"}[prepared.task]
    net = sequential((features,), [Dense(prepared.outputs, activation)])
    model = Model(net, loss(), dtype="float64")
    best = constant_loss(loss(), prepared)
    rng = np.random.default_rng(0)
    if prepared.task == "regression":
        biases = [np.array([v]) for v in np.linspace(float(y.min()), float(y.max()), 101)]
    else:
        counts = np.bincount(y.reshape(-1), minlength=len(prepared.classes)) / len(y)
        start = np.log(counts[1:] / counts[0]) if prepared.task == "binary" else np.log(counts)
        biases = [start, *(start + rng.normal(size=start.shape) for _ in range(30))]
    found = []
    for bias in biases:
        model.set_weights({"dense_1/W": np.zeros((features, prepared.outputs)), "dense_1/b": bias})
        found.append(model.evaluate(x, y)["loss"])
    assert min(found) == pytest.approx(best, rel=0.02)
    assert min(found) >= best - 1e-9


def test_weighted_classes_take_the_loss_of_knowing_nothing() -> None:
    prepared = prepare(Bundled("wine").read(), DataConfig(Bundled("wine")), 0)
    loss = next(k for k in LOSSES if k.__name__ == "CategoricalCrossentropy")(class_weights=(1.0, 2.0, 3.0))
    assert constant_loss(loss, prepared) == loss.guessing(3)
