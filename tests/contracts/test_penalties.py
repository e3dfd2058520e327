"""Penalties on large weights, and the look for numbers that are not finite."""

from __future__ import annotations

import numpy as np
import pytest

from tests.contracts.backends import every_backend, make
from tests.contracts.bench import assert_gradient, numerical_gradient


@every_backend
@pytest.mark.parametrize(("l1", "l2"), [(0, 0.3), (0.2, 0), (0.1, 0.01)])
def test_a_penalty_is_added_to_loss_and_gradient(l1: float, l2: float, backend: str) -> None:
    w = np.array([[1.5, -2.0], [0.25, -0.75]])
    g, loss = np.full_like(w, 7.0), np.array([3.0])
    engine = make(backend)
    bound = engine.penalty(w, g, l1, l2, loss)
    for _ in engine.prepare():
        pass

    def cost() -> float:
        loss[0] = 3
        bound.forward()
        return float(loss[0])

    assert cost() == pytest.approx(3 + l1 * 4.5 + l2 * (2.25 + 4 + 0.0625 + 0.5625))
    bound.backward()
    assert_gradient(g - 7, numerical_gradient(cost, w), "penalty")


@every_backend
def test_a_penalty_without_gradient_only_adds_to_the_loss(backend: str) -> None:
    engine, loss = make(backend), np.array([1.0])
    bound = engine.penalty(np.array([2.0]), None, 0.5, 0.25, loss)
    for _ in engine.prepare():
        pass
    bound.forward()
    bound.backward()
    assert loss[0] == 3


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@every_backend
def test_one_number_that_is_not_finite_is_found(backend: str, dtype: str) -> None:
    engine = make(backend, dtype)
    g, loss = np.ones(100_000, dtype), np.ones(1, dtype)
    finite = engine.finite(g)
    for _ in engine.prepare():
        pass
    assert finite(loss)
    assert not finite(np.array([np.nan], dtype))
    assert not finite(np.array([-np.inf], dtype))
    for place in (0, 50_000, 99_999):
        for wrong in (np.nan, np.inf, -np.inf):
            g[place] = wrong
            assert not finite(loss)
        g[place] = 1
    assert finite(loss)
