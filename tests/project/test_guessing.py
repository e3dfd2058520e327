"""The loss of the best constant answer is the lowest that any constant answer has."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.data.baseline import baseline, judged_part
from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.prepare import prepare
from nnstudio.data.sources import Bundled, bundled_sets
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.losses import (
    LOSSES,
    CategoricalCrossentropy,
    Crossentropy,
    MeanAbsoluteError,
    MeanSquaredError,
)
from nnstudio.nn.optimizers import Adam
from nnstudio.project.guessing import constant_loss, first_loss, loss_to_beat
from nnstudio.training.history import Epoch
from nnstudio.training.model import Model
from nnstudio.training.verdict import verdict

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


@pytest.mark.parametrize("smoothing", [0.0, 0.2])
def test_no_constant_answer_is_better_where_classes_count_differently(smoothing: float) -> None:
    prepared = prepare(Bundled("wine").read(), DataConfig(Bundled("wine")), 0)
    loss = CategoricalCrossentropy(class_weights=(1.0, 2.0, 5.0), label_smoothing=smoothing)
    features = int(np.prod(prepared.sample_shape))
    model = Model(sequential((features,), [Dense(3, "softmax")]), loss, dtype="float64")

    def of(bias: np.ndarray) -> float:
        model.set_weights({"dense_1/W": np.zeros((features, 3)), "dense_1/b": bias})
        return model.evaluate(np.zeros((len(prepared.train), features)), prepared.train.y)["loss"]

    best = constant_loss(loss, prepared)
    biases = np.random.default_rng(0).uniform(-2, 2, size=(400, 3))
    found = [of(bias) for bias in biases]
    assert min(found) == pytest.approx(best, rel=0.02)
    assert min(found) >= best - 1e-9


def test_a_run_starts_about_where_everything_is_open() -> None:
    """Rare classes that count more make up for their rarity: three classes balanced so start at log 3."""
    prepared = prepare(Bundled("wine").read(), DataConfig(Bundled("wine")), 0)
    shares = np.bincount(prepared.train.y, minlength=3) / len(prepared.train)
    balanced = CategoricalCrossentropy(class_weights=tuple(1 / (3 * shares)))
    assert first_loss(balanced, prepared) == pytest.approx(np.log(3))
    assert first_loss(balanced.replace(class_weights=()), prepared) == pytest.approx(np.log(3))
    lopsided = CategoricalCrossentropy(class_weights=(1.0, 0.0, 0.0))
    assert first_loss(lopsided, prepared) == pytest.approx(np.log(3) * shares[0])


def test_weights_of_other_classes_do_not_say_what_is_best() -> None:
    prepared = prepare(Bundled("wine").read(), DataConfig(Bundled("wine")), 0)
    loss = CategoricalCrossentropy(class_weights=(1.0, 2.0))
    assert constant_loss(loss, prepared) == first_loss(loss, prepared) == loss.guessing(3)


def test_who_pays_for_weights_is_not_called_guessing_while_the_answers_are_right() -> None:
    """A strong L2 makes the cost as large as that of guessing, with nine of ten flowers told apart."""
    prepared = prepare(Bundled("iris").read(), DataConfig(Bundled("iris")), 0)
    train, validation = prepared.train, prepared.validation
    net = sequential((4,), [Dense(16, "relu", l2=0.4), Dense(3, "softmax", l2=0.4)])
    model = Model(net, CategoricalCrossentropy(), Adam(0.02))
    history = model.fit(train.x, train.y, epochs=40, validation_data=(validation.x, validation.y))
    least, last = constant_loss(CategoricalCrossentropy(), prepared), history.epochs[-1]
    level = baseline(prepared, judged_part(prepared))
    assert last.val_metrics["accuracy"] > 0.85
    assert verdict(history, guessing=least).kind == "guessing"
    assert verdict(history, guessing=loss_to_beat(least, net, "accuracy", last, level)).kind == "finished"
    # Whose answers are no better, or who pays nothing, is compared as ever.
    assert loss_to_beat(least, net, "accuracy", last, 0.99) == least
    free = sequential((4,), [Dense(3, "softmax")])
    assert loss_to_beat(least, free, "accuracy", last, level) == least
    assert loss_to_beat(least, net, "accuracy", None, level) == least


def test_a_distance_is_better_below_that_of_guessing() -> None:
    net = sequential((4,), [Dense(1, l1=0.1)])
    for reached, compared in ((0.5, None), (0.99, 1.0), (1.5, 1.0)):
        assert loss_to_beat(1.0, net, "mae", Epoch(1, 2.0, {"mae": reached}), 1.0) == compared
