"""The figures of health follow from the formulas, agree with the engine, and cost the run nothing."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layers import Conv2D, Dense, Flatten, Input, Reshape
from nnstudio.nn.losses import CategoricalCrossentropy, MeanSquaredError
from nnstudio.nn.optimizers import OPTIMIZERS, SGD, Optimizer
from nnstudio.training.health import (
    BINS,
    LEAST_SAMPLES,
    SAMPLES,
    Health,
    Histogram,
    examine,
    histogram,
    samples_for,
)
from nnstudio.training.model import Model
from tests.training.test_several import data as several_data
from tests.training.test_several import model as several_model
from tests.training.work import branching_model, regression_data, small_model


def _histograms(health: Health) -> list[Histogram]:
    found = [h for x in health.layers for h in (x.weights, x.gradients, x.activations)]
    return [h for h in found if h is not None]


@given(arrays(np.float32, st.integers(1, 300), elements=st.floats(width=32)))
def test_a_histogram_counts_every_value_in_its_bin(values: np.ndarray) -> None:
    found = histogram(values)
    finite = values[np.isfinite(values)].astype(np.float64)
    assert len(found.counts) == BINS
    assert sum(found.counts) == len(finite)
    if len(finite):
        assert (found.low, found.high) == (finite.min(), finite.max())
    if len(finite) and 1e-3 < found.high - found.low < 1e3:
        wanted, _ = np.histogram(finite, BINS, (found.low, found.high))
        # A value on the edge of two bins may fall into either, by rounding.
        assert abs(np.cumsum(found.counts) - np.cumsum(wanted)).max() <= max(2, len(finite) // 10)


def test_of_very_many_values_some_are_counted() -> None:
    values = np.random.default_rng(0).normal(size=1_000_003)
    found = histogram(values)
    assert 30_000 < sum(found.counts) <= 1 << 16
    wanted, _ = np.histogram(values, BINS, (found.low, found.high))
    np.testing.assert_allclose(np.array(found.counts) / sum(found.counts), wanted / len(values), atol=0.01)


@pytest.mark.parametrize("make", [branching_model, lambda: (several_model(), *several_data())])
def test_the_figures_are_those_of_the_engine(make) -> None:  # type: ignore[no-untyped-def]
    ours, x, y = make()
    loss, gradients = ours.loss_and_gradients(x, y)
    weights = ours.get_weights()
    health = examine(ours, x, y)
    assert health.loss == pytest.approx(loss, rel=1e-9)
    looked = 0
    for layer in health.layers:
        key = f"{layer.node}/W"
        if key not in gradients:
            continue
        looked += 1
        assert layer.gradient_norm == pytest.approx(np.linalg.norm(gradients[key]), rel=1e-9)
        assert layer.weight_norm == pytest.approx(np.linalg.norm(weights[key]), rel=1e-9)
        assert layer.gradients is not None
        assert sum(layer.gradients.counts) == gradients[key].size
        assert layer.gradients.low == pytest.approx(gradients[key].min(), rel=1e-9)
        assert layer.gradients.high == pytest.approx(gradients[key].max(), rel=1e-9)
    assert looked > 1


def test_what_is_shown_agrees_with_finite_differences() -> None:
    """The gradient of a weight is how much the cost changes when it is moved a little."""
    net = sequential((3,), [Dense(4, "tanh"), Dense(1, "linear")])
    ours = Model(net, MeanSquaredError(), SGD(0.1), dtype="float64", seed=2)
    x, y = regression_data(20)
    weights = ours.get_weights()
    numerical = {key: np.zeros_like(w) for key, w in weights.items()}
    for key, w in weights.items():
        for at in np.ndindex(w.shape):
            sides = []
            for way in (1e-6, -1e-6):
                moved = w.copy()
                moved[at] += way
                ours.set_weights(weights | {key: moved})
                sides.append(ours.loss_and_gradients(x, y)[0])
            numerical[key][at] = (sides[0] - sides[1]) / 2e-6
    ours.set_weights(weights)
    for layer in examine(ours, x, y).layers:
        wanted = numerical[f"{layer.node}/W"]
        assert layer.gradient_norm == pytest.approx(np.linalg.norm(wanted), rel=1e-6)
        assert layer.update == pytest.approx(
            0.1 * np.linalg.norm(wanted) / np.linalg.norm(weights[f"{layer.node}/W"]), rel=1e-6
        )


def test_the_signal_follows_the_chain_rule() -> None:
    net = sequential((3,), [Dense(4, "sigmoid"), Dense(2, "linear")])
    ours = Model(net, MeanSquaredError(), SGD(0.1), dtype="float64", seed=2)
    x, _ = regression_data(20)
    y = x[:, :2]
    w = ours.get_weights()
    a = 1 / (1 + np.exp(-(x @ w["dense_1/W"] + w["dense_1/b"])))
    dz2 = a @ w["dense_2/W"] + w["dense_2/b"] - y  # but for a factor that both have
    dz1 = dz2 @ w["dense_2/W"].T * a * (1 - a)
    first, last = examine(ours, x, y).layers
    assert last.signal == pytest.approx(1)
    assert first.signal == pytest.approx(np.sqrt((dz1**2).mean() / (dz2**2).mean()), rel=1e-9)


def test_the_positions_of_a_feature_map_are_added_up() -> None:
    """One picture that only one neuron looks at, and the same as a convolution over the whole of it."""
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(12, 4, 4, 1)), rng.integers(3, size=12)
    net = sequential((4, 4, 1), [Conv2D(3, 1, activation="linear"), Flatten(), Dense(3, "softmax")])
    ours = Model(net, CategoricalCrossentropy(), SGD(0.1), dtype="float64", seed=1)
    w = ours.get_weights()
    scores = np.exp(((x @ w["conv2d_1/W"][0, 0]).reshape(12, -1)) @ w["dense_1/W"])
    dz2 = scores / scores.sum(axis=1, keepdims=True) - np.eye(3)[y]
    dz1 = (dz2 @ w["dense_1/W"].T).reshape(12, 16, 3)
    first = examine(ours, x, y).layers[0]
    wanted = np.sqrt((dz1**2).sum(axis=1).mean() / (dz2**2).mean())
    assert first.signal == pytest.approx(wanted, rel=1e-9)


def test_a_view_at_the_end_changes_no_figure() -> None:
    layers = [Dense(5, "tanh"), Dense(4, "linear")]
    x, _ = regression_data(20)
    y = np.concatenate([x, x[:, :1]], axis=1)
    plain = Model(sequential((3,), layers), MeanSquaredError(), dtype="float64", seed=1)
    viewed = Model(sequential((3,), [*layers, Reshape((2, 2))]), MeanSquaredError(), dtype="float64", seed=1)
    one, other = examine(plain, x, y), examine(viewed, x, y.reshape(-1, 2, 2))
    assert [x.signal for x in one.layers] == pytest.approx([x.signal for x in other.layers])


@pytest.mark.parametrize("kind", list(OPTIMIZERS), ids=lambda k: k.__name__)
def test_the_update_is_the_step_that_is_taken(kind: type[Optimizer]) -> None:
    """Whatever the rule: a look says beforehand how far the next step will go on these samples."""
    net = sequential((3,), [Dense(5, "tanh"), Dense(1, "linear")])
    ours = Model(
        net, MeanSquaredError(), kind(learning_rate=0.03, clip_norm=0.1), dtype="float64", batch_size=20
    )
    x, y = regression_data(20)
    samples = ours.load(x, y)
    for _ in range(3):
        ours.learn(samples, np.arange(20))
    before, health = ours.get_weights(), examine(ours, x, y)
    ours.learn(samples, np.arange(20))
    after = ours.get_weights()
    for layer in health.layers:
        old, new = before[f"{layer.node}/W"], after[f"{layer.node}/W"]
        assert layer.update == pytest.approx(np.linalg.norm(new - old) / np.linalg.norm(old), rel=1e-9)


def test_looking_changes_nothing() -> None:
    ours, (x, y) = small_model(), regression_data()
    ours.fit(x, y, epochs=1)
    before = ours.get_weights(), {k: a.copy() for k, a in ours.slots.items()}, int(ours.step[0])
    examine(ours, x, y)
    assert int(ours.step[0]) == before[2]
    for old, new in zip(before[:2], (ours.get_weights(), ours.slots), strict=True):
        for key, array in old.items():
            np.testing.assert_array_equal(array, new[key])


@pytest.mark.parametrize("wrong", [0, 1])
def test_of_several_outputs_the_one_is_named_whose_loss_is_not_finite(wrong: int) -> None:
    network = Network().add(Input((3,))).add(Dense(4), after="input")
    network = network.add(Dense(1), after="dense_1").add(Dense(1), after="dense_1")
    outputs = network.output_ids
    ours, (x, _) = Model(network, {node: MeanSquaredError() for node in outputs}), regression_data()
    y = {node: np.full((len(x), 1), 1e30 if node == outputs[wrong] else 1.0) for node in outputs}
    with np.errstate(over="ignore"):
        assert examine(ours, x[:, :3], y).not_finite == outputs[wrong]


@pytest.mark.parametrize("bent", ["relu", "relu6"])
def test_dead_and_saturated_are_counted_by_hand(bent: str) -> None:
    net = sequential((2,), [Dense(4, bent), Dense(3, "tanh"), Dense(1, "linear")])
    ours = Model(net, MeanSquaredError(), dtype="float64", seed=3)
    weights = ours.get_weights()
    weights["dense_1/b"] = np.array([-100.0, 0.0, -100.0, 100.0])
    weights["dense_2/b"] = np.array([0.0, 1000.0, -1000.0])
    weights["dense_2/W"] *= 1e-3
    ours.set_weights(weights)
    x = np.random.default_rng(0).normal(size=(40, 2))
    first, second, _ = examine(ours, x, x[:, :1]).layers
    assert first.dead == 0.5
    assert first.saturated is None
    assert second.saturated == pytest.approx(2 / 3)
    assert second.dead is None


def test_the_number_of_samples_is_bounded_by_what_a_look_costs() -> None:
    small = sequential((8,), [Dense(8), Dense(1)])
    large = sequential((64, 64, 8), [Conv2D(64, 3, padding="same"), Conv2D(16, 3, padding="same")])
    huge = sequential((224, 224, 64), [Conv2D(64, 3, padding="same")])
    assert samples_for(small, 1000) == SAMPLES
    assert samples_for(small, 11) == 11
    assert samples_for(large, 1000) == LEAST_SAMPLES
    assert samples_for(huge, 1000) == 0


def test_health_can_be_handed_on() -> None:
    """It is a value: equal when made again, and plain enough for JSON."""
    ours, (x, y) = small_model(), regression_data()
    health = examine(ours, x, y)
    assert health == examine(ours, x, y)
    for found in _histograms(health):
        assert msgspec.json.decode(msgspec.json.encode(found), type=Histogram) == found
