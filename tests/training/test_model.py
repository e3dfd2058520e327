"""The textbook's face: what it refuses, what it returns, and that it learns."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from nnstudio.graph.network import Network, sequential
from nnstudio.nn.fields import FieldError
from nnstudio.nn.layers import Activation, Conv2D, Dense, Flatten, MaxPool2D
from nnstudio.nn.losses import BinaryCrossentropy, CategoricalCrossentropy, Hinge, Loss, MeanSquaredError
from nnstudio.nn.metrics import Accuracy, TopK
from nnstudio.nn.optimizers import SGD, Adam
from nnstudio.system.messages import StudioError
from nnstudio.training.model import Model
from tests.training.work import branching_model, regression_data, small_model

# What is refused --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("network", "loss", "told"),
    [
        (Network(), MeanSquaredError(), "empty"),
        (sequential((2,), []), MeanSquaredError(), "no layer"),
        (sequential((4, 4, 1), [Dense(2)]), MeanSquaredError(), "Dense works on a row of numbers"),
        (sequential((2,), [Dense(1, "relu")]), BinaryCrossentropy(), "needs sigmoid, not relu"),
        (sequential((2,), [Dense(3, "linear")]), CategoricalCrossentropy(), "needs softmax, not linear"),
        (sequential((2,), [Dense(1, "softmax")]), CategoricalCrossentropy(), "at least 2, not 1"),
    ],
)
def test_networks_that_cannot_be_trained(network: Network, loss: Loss, told: str) -> None:
    with pytest.raises(StudioError, match=told):
        Model(network, loss)


@pytest.mark.parametrize("size", [0, -1, 2.5, None, "8"])
def test_batch_sizes(size: Any) -> None:
    with pytest.raises(StudioError, match="batch size must be a whole number of at least 1"):
        small_model(batch_size=size)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"device": "tpu"}, "Unknown device 'tpu'"),
        ({"dtype": "float16"}, "'float16'"),
        ({"seed": -1}, "seed must be"),
    ],
)
def test_options(options: dict[str, Any], told: str) -> None:
    with pytest.raises(StudioError, match=told):
        small_model(**options)


@pytest.mark.parametrize(
    ("x", "told"),
    [
        (np.ones((4, 2)), "takes samples of 3; these are 4 of 2"),
        (np.ones((4, 3, 1)), "takes samples of 3; these are 4 of 3×1"),
        (np.ones((0, 3)), "these are 0 of 3"),
        (np.ones(3), "these are 3 of 1"),
        (np.float64(3), "takes samples of 3"),
        (np.array([["a", "b", "c"]]), "must be numbers, not <U1"),
        (np.ones((2, 3), object), "must be numbers, not object"),
        (np.array([[1, 2, 3], [4, np.nan, 6]]), "Sample 1 holds"),
        (np.array([[1, 2, 3], [4, -np.inf, 6]]), "Sample 1 holds"),
        (np.array([[1, 2, 1e300]]), "too large for float32"),
    ],
)
def test_samples(x: Any, told: str) -> None:
    model = small_model()
    for ask in (
        model.predict,
        lambda x: model.evaluate(x, np.ones((1, 1))),
        lambda x: model.fit(x, np.ones((1, 1))),
    ):
        with pytest.raises(StudioError) as caught:
            ask(x)
        assert told in str(caught.value)


@pytest.mark.parametrize(
    ("y", "told"),
    [
        (np.ones((5, 1)), "There are 8 samples but 5 targets"),
        (np.float64(1), "There are 8 samples but 1 target"),
        (np.ones((8, 2)), "gives 1 number for each sample, the targets have 2"),
        (["yes"] * 8, "not texts: names, targets = numpy.unique(targets, return_inverse=True)"),
        (np.array(["yes"] * 8, object), "must be numbers, not texts"),
        (np.array([None] * 8), "must be numbers, not object"),
        (np.array([0, 0, 0, np.nan, 0, 0, 0, 0]), "row 3"),
    ],
)
def test_targets(y: Any, told: str) -> None:
    model = small_model()
    weights = model.get_weights()
    for ask in (model.evaluate, model.fit, model.loss_and_gradients):
        with pytest.raises(StudioError) as caught:
            ask(np.ones((8, 3)), y)
        assert told in str(caught.value)
    for key, w in model.get_weights().items():
        np.testing.assert_array_equal(w, weights[key])


def test_data_may_come_as_lists_and_whole_numbers() -> None:
    model = Model(sequential((2,), [Dense(1, "sigmoid")]), BinaryCrossentropy(), batch_size=2)
    history = model.fit([[0, 1], [1, 0]], [True, False])  # type: ignore[arg-type]
    assert len(history.epochs) == 1


def test_a_batch_larger_than_the_data_is_refused_with_both_numbers() -> None:
    with pytest.raises(StudioError, match=r"batch of 8 samples is larger than the training part of 5"):
        small_model().fit(*regression_data(5))


@pytest.mark.parametrize("rate", [0, -1, float("nan"), float("inf"), 1e9, "fast"])
def test_learning_rates(rate: Any) -> None:
    model = small_model()
    with pytest.raises(FieldError, match="learning rate must be"):
        model.learning_rate = rate
    assert model.learning_rate == 0.05


# Weights ----------------------------------------------------------------------------------------------------


def test_weights_go_out_and_come_back() -> None:
    one, other = small_model(), small_model(seed=9)
    x, _ = regression_data()
    assert (one.predict(x) != other.predict(x)).any()
    other.set_weights(one.get_weights())
    np.testing.assert_array_equal(one.predict(x), other.predict(x))


def test_weights_are_copies() -> None:
    model = small_model()
    taken = model.get_weights()
    taken["dense_1/W"][...] = 0
    assert model.get_weights()["dense_1/W"].any()
    model.set_weights(taken)
    taken["dense_1/W"][...] = 7
    assert not model.get_weights()["dense_1/W"].any()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"dense_9/W": np.ones(3)}, "no weights dense_9/W"),
        ({"dense_1/W": None}, "dense_1/W are missing"),
        ({"dense_1/W": np.ones((5, 3))}, "dense_1/W are 5×3, the network needs 3×5"),
        ({"dense_1/W": np.ones((3, 5), complex)}, "dense_1/W must be numbers, not complex128"),
        ({"dense_1/W": [["a"] * 5] * 3}, "must be numbers"),
    ],
)
def test_weights_that_do_not_fit_are_refused_and_nothing_changes(change: dict[str, Any], told: str) -> None:
    model = small_model()
    before = model.get_weights()
    after = {key: w + 1 for key, w in before.items()} | change
    with pytest.raises(StudioError) as caught:
        model.set_weights({key: w for key, w in after.items() if w is not None})
    assert told in str(caught.value)
    for key, w in model.get_weights().items():
        np.testing.assert_array_equal(w, before[key])


# Learning ---------------------------------------------------------------------------------------------------


def test_evaluation_is_the_mean_over_samples_however_they_are_batched() -> None:
    model, x, y = branching_model()
    x, y = np.tile(x, (60, 1, 1, 1)), np.tile(y, 60)  # 300: one batch of 256 and one of 44
    p = model.predict(x)
    figures = model.evaluate(x, y)
    assert figures["loss"] == pytest.approx(-np.log(p[np.arange(300), y]).mean(), rel=1e-12)
    assert figures["accuracy"] == pytest.approx((p.argmax(axis=1) == y).mean())


def test_the_history_tells_the_training_of_each_epoch() -> None:
    x, y = regression_data(22)
    model = small_model()
    history = model.fit(x, y, epochs=4, validation_data=(x, y))
    assert [e.epoch for e in history.epochs] == [1, 2, 3, 4]
    assert history.epochs[-1].val_loss == pytest.approx(model.evaluate(x, y)["loss"], rel=1e-6)
    assert history.epochs[-1].val_metrics.keys() == history.epochs[-1].metrics.keys() == {"mae"}
    assert history.best_loss == min(e.val_loss for e in history.epochs)
    seconds = [e.seconds for e in history.epochs]
    assert seconds == sorted(seconds)


def test_without_validation_the_training_loss_decides_which_epoch_is_best() -> None:
    history = small_model().fit(*regression_data(), epochs=3)
    best = history.best_epoch
    assert best is not None
    assert best.val_loss is None
    assert best.loss == min(e.loss for e in history.epochs)


@pytest.mark.parametrize("classes", [2, 3, 10])
def test_ignorance_costs_ln_of_the_classes(classes: int) -> None:
    """A network whose last layer is zero gives every class the same chance."""
    net = sequential((4,), [Dense(6), Dense(classes, "softmax", initializer="zeros")])
    model = Model(net, CategoricalCrossentropy(), dtype="float64")
    generator = np.random.default_rng(0)
    loss = model.evaluate(generator.normal(size=(20, 4)), generator.integers(classes, size=20))["loss"]
    assert loss == pytest.approx(math.log(classes), rel=1e-12)


def _steps_to(model: Model, x: Any, y: Any, goal: float, most: int) -> int:
    for step in range(1, most + 1):
        model.fit(x, y)
        if step % 10 == 0 and model.evaluate(x, y)["loss"] < goal:
            return step
    return most + 1


def test_an_mlp_learns_one_batch_by_heart() -> None:
    """32 random samples, Adam 1e-3: below 0.01 within 300 steps."""
    generator = np.random.default_rng(0)
    x, y = generator.normal(size=(32, 30)), generator.integers(2, size=32)
    net = sequential((30,), [Dense(64), Dense(32), Dense(2, "softmax")])
    model = Model(net, CategoricalCrossentropy(), Adam(), batch_size=32)
    assert _steps_to(model, x, y, 0.01, 300) <= 300


def test_a_small_cnn_learns_one_batch_by_heart() -> None:
    """32 random pictures, Adam 1e-3: below 0.01 within 150 steps."""
    generator = np.random.default_rng(0)
    x, y = generator.normal(size=(32, 12, 12, 1)), generator.integers(4, size=32)
    layers = [Conv2D(8), MaxPool2D(), Conv2D(16), Flatten(), Dense(64), Dense(4, "softmax")]
    model = Model(sequential((12, 12, 1), layers), CategoricalCrossentropy(), Adam(), batch_size=32)
    assert _steps_to(model, x, y, 0.01, 150) <= 150


def test_a_network_without_weights_can_be_measured_and_changes_nothing() -> None:
    model = Model(sequential((2,), [Activation("tanh")]), MeanSquaredError(), batch_size=2)
    x = np.array([[0.5, -0.5], [1, 2]])
    model.fit(x, np.tanh(x))
    assert model.evaluate(x, np.tanh(x))["loss"] == pytest.approx(0, abs=1e-12)


def test_same_seed_same_bits_and_another_seed_another_run() -> None:
    def weights(seed: int) -> dict[str, Any]:
        model = small_model(seed=seed)
        model.fit(*regression_data(), epochs=3)
        return model.get_weights()

    one, again, other = weights(3), weights(3), weights(4)
    for key in one:
        np.testing.assert_array_equal(one[key], again[key])
        assert key.endswith("/b") or (one[key] != other[key]).any()


def test_float32_and_float64_agree() -> None:
    results = []
    for dtype in ("float32", "float64"):
        model = small_model(SGD(0.1), dtype=dtype)
        model.fit(*regression_data(), epochs=3)
        assert all(w.dtype == dtype for w in model.get_weights().values())
        results.append(model.predict(regression_data()[0]))
    np.testing.assert_allclose(*results, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"optimizer": Adam}, "optimizer must be one such as nns.Adam(), not <class"),
        ({"loss": MeanSquaredError}, "loss must be one such as nns.MeanSquaredError(), not <class"),
        ({"loss": "mse"}, "loss must be one such as nns.MeanSquaredError(), not 'mse'"),
        ({"metrics": (Accuracy,)}, "metric must be one such as nns.metrics.Accuracy(), not <class"),
        ({"batch_size": 2.5}, "batch size must be a whole number of at least 1, not 2.5"),
        ({"threads": 0}, "number of threads must be a whole number of at least 1, not 0"),
    ],
)
def test_slips_are_told_in_a_sentence(settings: dict[str, Any], told: str) -> None:
    options: dict[str, Any] = {"loss": MeanSquaredError()} | settings
    with pytest.raises(StudioError) as caught:
        Model(sequential((2,), [Dense(1, "linear")]), options.pop("loss"), **options)
    assert told in str(caught.value)


SLIPS: list[tuple[Any, str]] = [
    (lambda m: m.predict([[1.0, 2, 3], [1, 2]]), "rows given for the inputs have different lengths"),
    (lambda m: m.fit(np.ones((4, 2)), [[1], [1, 2], [1], [1]]), "rows given for the outputs have different lengths"),
    (lambda m: m.predict(np.ma.masked_less(np.eye(2), 0.5)), "masked values"),
    (lambda m: m.fit(np.ones((4, 2)), np.ones(4), validation_data=np.ones((4, 2))), "validation data must be a pair"),
    (lambda m: m.fit(np.ones((4, 2)), np.full(4, 1e39)), "target of row 0 is too large for float32"),
    (lambda m: m.set_weights(None), "by name, as get_weights() returns them"),
    (lambda m: m.set_weights({"dense_1/W": [[1], [1, 2]]}), "rows of different lengths"),
    (lambda m: m.fit(np.ones((4, 2)), np.ones(4), schedule=0), "schedule must be one such as"),
    (lambda m: Model(m.network, m.losses["dense_1"], seed=1.5), "seed must be a whole number from 0 to 4\u202f294\u202f967\u202f295"),
    (lambda m: Model(m.network, m.losses["dense_1"], seed=2**32), "seed must be a whole number from 0"),
    (lambda m: Model(m.network, m.losses["dense_1"], batch_size=np.array([4, 4])), "batch size must be a whole number"),
    (lambda m: Model("net", m.losses["dense_1"]), "network must be one such as"),
    (lambda m: Model(m.network, m.losses["dense_1"], loss_weights=0.5), "loss weights must be one such as"),
    (lambda m: Model(m.network, m.losses["dense_1"], loss_weights={"dense_1": "1"}), "must count 0 or more, not '1'"),
    (lambda m: Model(m.network, m.losses["dense_1"], loss_weights={"dense_1": 1e300}), "must count 0 or more"),
    (lambda m: Model(m.network, m.losses["dense_1"], loss_weights={"dense_1": 0}), "No loss counts"),
    (lambda m: Model(m.network, m.losses["dense_1"], metrics=3), "metric must be one such as"),
    (lambda m: Model(m.network, m.losses["dense_1"], metrics=Accuracy()), "Accuracy cannot judge what"),
    (lambda m: sequential((3,), [Dense]), "layers such as Dense(3), not <class"),
    (lambda m: sequential((3,), Dense(3)), "must be a list such as [Dense(3)]"),
    (lambda m: m.network.add(Dense(1), after=3), "by their ids, such as 'dense_1', not 3"),
    (lambda m: m.network.with_layer("dense_1", "x"), "layers such as Dense(3), not 'x'"),
]  # fmt: skip


@pytest.mark.parametrize(("slip", "told"), SLIPS, ids=[told[:40] for _, told in SLIPS])
def test_more_slips_are_told_in_a_sentence(slip: Any, told: str) -> None:
    model = Model(sequential((2,), [Dense(1, "linear")]), MeanSquaredError(), batch_size=2)
    with pytest.raises(StudioError) as caught:
        slip(model)
    assert told in str(caught.value)


def test_metrics_fit_their_loss() -> None:
    hinge = sequential((2,), [Dense(1, "linear")])
    with pytest.raises(StudioError, match=r"says yes from 0\.5 on, but with hinge"):
        Model(hinge, Hinge(), metrics=[Accuracy()])
    Model(hinge, Hinge(), metrics=[Accuracy(threshold=0.0)])
    classes = sequential((2,), [Dense(4, "softmax")])
    with pytest.raises(StudioError, match="Two metrics are called top_k"):
        Model(classes, CategoricalCrossentropy(), metrics=[TopK(k=1), TopK(k=3)])


def test_a_fit_that_diverges_says_so_and_keeps_finite_weights() -> None:
    x = np.random.default_rng(0).normal(size=(8, 3)) * 1e3
    model = Model(sequential((3,), [Dense(1, "linear")]), MeanSquaredError(), SGD(100.0), batch_size=4)
    with pytest.raises(StudioError, match="Try a smaller learning rate"):
        model.fit(x, x[:, :1], epochs=50)
    assert all(np.isfinite(w).all() for w in model.get_weights().values())


def test_a_block_that_is_outgrown_is_given_up() -> None:
    """Asking about more and more samples keeps one block, not one for every number."""
    net = sequential((32, 32, 2), [Conv2D(8, 3, padding="same"), Flatten(), Dense(1, "linear")])
    model = Model(net, MeanSquaredError(), batch_size=2)
    blocks = set()
    for count in range(20, 30):
        model.predict(np.zeros((count, 32, 32, 2), np.float32))
        blocks = {id(p.values["conv2d_1"].base) for p in model._programs.values()}
    assert len(blocks) == 1


def test_a_prediction_that_does_not_fit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    model = Model(sequential((2,), [Dense(1000), Dense(1, "linear")]), MeanSquaredError(), batch_size=2)
    monkeypatch.setattr("nnstudio.training.memory.available_bytes", lambda: 100_000)
    for ask in (
        model.predict,
        lambda x: model.evaluate(x, x[:, :1]),
        lambda x: model.loss_and_gradients(x, x[:, :1]),
    ):
        with pytest.raises(StudioError, match=r"needs about .* and 98 KiB are free"):
            ask(np.zeros((200, 2)))
