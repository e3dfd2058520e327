"""The probe shows every intermediate value, as numbers that follow from the textbook's formulas."""

from __future__ import annotations

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from nnstudio import BinaryCrossentropy, Dense, Model, sequential
from nnstudio.training.inspect import probe
from nnstudio.training.program import Program
from tests.training.test_several import data, model
from tests.training.work import branching_model, regression_data, small_model


def test_a_textbook_network_in_its_formulas() -> None:
    net = sequential((2,), [Dense(3, "sigmoid"), Dense(1, "sigmoid")])
    ours = Model(net, BinaryCrossentropy(), dtype="float64", seed=4)
    x, y = np.array([[0.2, -1], [0.5, 0.3], [1, 2]]), np.array([[1], [0], [1]])
    w = ours.get_weights()
    seen = probe(ours, x, y)
    z1 = x @ w["dense_1/W"] + w["dense_1/b"]
    a1 = 1 / (1 + np.exp(-z1))
    z2 = a1 @ w["dense_2/W"] + w["dense_2/b"]
    a2 = 1 / (1 + np.exp(-z2))
    dz2 = (a2 - y) / 3
    da1 = dz2 @ w["dense_2/W"].T
    dz1 = da1 * a1 * (1 - a1)
    for ours_value, by_hand in (
        (seen.activations["input"], x), (seen.sums["dense_1"], z1), (seen.activations["dense_1"], a1),
        (seen.sums["dense_2"], z2), (seen.activations["dense_2"], a2),
        (seen.sum_gradients["dense_2"], dz2), (seen.activation_gradients["dense_1"], da1),
        (seen.sum_gradients["dense_1"], dz1), (seen.activation_gradients["input"], dz1 @ w["dense_1/W"].T),
        (seen.gradients["dense_1/W"], x.T @ dz1), (seen.gradients["dense_2/b"], dz2.sum(axis=0)),
    ):  # fmt: skip
        np.testing.assert_allclose(ours_value, by_hand, rtol=1e-12)
    assert seen.loss == pytest.approx(-(y * np.log(a2) + (1 - y) * np.log(1 - a2)).mean())


def test_it_agrees_with_the_engine() -> None:
    for ours, x, y in (branching_model(), (model(), *data())):
        loss, gradients = ours.loss_and_gradients(x, y)
        seen = probe(ours, x, y)
        assert seen.loss == pytest.approx(loss, rel=1e-12)
        assert sum(seen.losses.values()) == pytest.approx(loss, rel=1e-12)
        for key, gradient in seen.gradients.items():
            np.testing.assert_allclose(gradient, gradients[key], rtol=1e-9, atol=1e-12)
        predicted = ours.predict(x)
        for node in ours.output_shapes:
            wanted = predicted[node] if isinstance(predicted, dict) else predicted
            np.testing.assert_allclose(probe(ours, x).activations[node], wanted, rtol=1e-9, atol=1e-12)


def test_it_computes_with_one_thread_of_blas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several would spin while they wait for each other, which on busy cores takes many times as long."""
    inside: list[int] = []

    def watched(program: Program) -> None:
        inside.extend(lib["num_threads"] for lib in threadpool_info() if lib["user_api"] == "blas")

    monkeypatch.setattr(Program, "forward", watched)
    monkeypatch.setattr(Program, "backward", watched)
    with threadpool_limits(2, user_api="blas"):
        probe(small_model(), *regression_data())
    assert len(inside) >= 2
    assert set(inside) == {1}


def test_it_changes_nothing() -> None:
    ours, (x, y) = small_model(), regression_data()
    ours.fit(x, y, epochs=1)
    weights, step, slots = ours.get_weights(), int(ours.step[0]), {k: a.copy() for k, a in ours.slots.items()}
    probe(ours, x, y)
    assert int(ours.step[0]) == step
    for before, after in ((weights, ours.get_weights()), (slots, ours.slots)):
        for key, array in before.items():
            np.testing.assert_array_equal(array, after[key])
