"""Optimizers against the published update rules, written number by number."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.backend import get_backend
from nnstudio.nn.fields import fields_of
from nnstudio.nn.optimizers import OPTIMIZERS, SGD, Adam, Momentum, Optimizer

Rule = Callable[[Any, float, Iterator[float]], float]

every_optimizer = pytest.mark.parametrize("cls", tuple(OPTIMIZERS), ids=lambda cls: cls.__name__)


def _sgd(o: SGD, w: float, gradients: Iterator[float]) -> float:
    """Robbins & Monro, 1951."""
    for g in gradients:
        w = w - o.learning_rate * g
    return w


def _momentum(o: Momentum, w: float, gradients: Iterator[float]) -> float:
    """Polyak, 1964, as Sutskever et al., 2013, eq. 1–2, with the rate outside the velocity."""
    velocity = 0.0
    for g in gradients:
        velocity = o.momentum * velocity + g
        w = w - o.learning_rate * velocity
    return w


def _adam(o: Adam, w: float, gradients: Iterator[float]) -> float:
    """Kingma & Ba, arXiv:1412.6980, algorithm 1."""
    m = v = 0.0
    for t, g in enumerate(gradients, 1):
        m = o.beta_1 * m + (1 - o.beta_1) * g
        v = o.beta_2 * v + (1 - o.beta_2) * g**2
        m_hat, v_hat = m / (1 - o.beta_1**t), v / (1 - o.beta_2**t)
        w = w - o.learning_rate * m_hat / (math.sqrt(v_hat) + o.epsilon)
    return w


RULES: dict[type[Optimizer], Rule] = {SGD: _sgd, Momentum: _momentum, Adam: _adam}


class Bench:
    """An optimizer bound to flat vectors."""

    def __init__(self, optimizer: Optimizer, w: list[float], dtype: str = "float64") -> None:
        self.w = np.array(w, dtype)
        self.g = np.zeros_like(self.w)
        self.slots = {name: np.zeros_like(self.w) for name in optimizer.slots}
        self.rate = np.array([optimizer.learning_rate], dtype)
        self.step = np.zeros(1, np.int64)
        self._update = optimizer.bind(
            get_backend("cpu", dtype), self.w, self.g, self.slots, self.rate, self.step
        )

    def take(self, gradient: Any) -> None:
        """One step along a gradient."""
        self.g[...] = gradient
        self.step[0] += 1
        self._update()


def test_every_optimizer_has_its_published_rule_here() -> None:
    missing = [cls.__name__ for cls in OPTIMIZERS if cls not in RULES]
    assert not missing, f"Write the rule of {missing} into RULES in tests/contracts/test_optimizers.py"


@every_optimizer
def test_texts_and_files(cls: type[Optimizer]) -> None:
    assert cls.__doc__
    assert cls.title
    assert cls.formula
    assert cls.summary.endswith(".")
    assert {info.name for info in fields_of(cls)} == set(cls.__struct_fields__)
    assert all(info.field.help.endswith(".") for info in fields_of(cls))
    assert OPTIMIZERS.from_plain(json.loads(json.dumps(OPTIMIZERS.to_plain(cls(0.25))))) == (cls(0.25), {})


@st.composite
def _settings(draw: Callable[..., Any], cls: type[Optimizer]) -> Optimizer:
    """Every setting anywhere within its limits, the learning rate at a size that keeps weights small."""
    values = {"learning_rate": draw(st.floats(1e-4, 1))}
    for info in fields_of(cls):
        if info.name != "learning_rate":
            assert info.field.minimum is not None
            assert info.field.maximum is not None
            values[info.name] = draw(st.floats(info.field.minimum, info.field.maximum))
    return cls(**values)


gradients = st.lists(st.lists(st.floats(-5, 5, width=32), min_size=3, max_size=3), min_size=1, max_size=7)


@every_optimizer
@given(data=st.data(), steps=gradients)
def test_steps_follow_the_published_rule(
    cls: type[Optimizer], data: st.DataObject, steps: list[list[float]]
) -> None:
    optimizer = data.draw(_settings(cls))
    start = [0.5, -1.0, 2.0]
    bench = Bench(optimizer, start)
    for g in steps:
        bench.take(g)
    expected = [RULES[cls](optimizer, w, iter([g[i] for g in steps])) for i, w in enumerate(start)]
    np.testing.assert_allclose(bench.w, expected, rtol=1e-9, atol=1e-12)


@every_optimizer
def test_float32_stays_float32_and_close(cls: type[Optimizer]) -> None:
    generator = np.random.default_rng(0)
    single, double = Bench(cls(), [1.0] * 50, "float32"), Bench(cls(), [1.0] * 50)
    for _ in range(30):
        g = generator.normal(size=50)
        single.take(g)
        double.take(g)
    assert single.w.dtype == np.float32
    np.testing.assert_allclose(single.w, double.w, rtol=1e-4, atol=1e-5)


@every_optimizer
def test_a_new_learning_rate_counts_from_the_next_step(cls: type[Optimizer]) -> None:
    changed, fresh = Bench(cls(0.1), [1.0]), Bench(cls(0.1), [1.0])
    changed.take(1)
    fresh.take(1)
    assert changed.w == fresh.w
    before = float(changed.w[0])
    changed.rate[0], fresh.rate[0] = 0.02, 0.1
    changed.take(1)
    fresh.take(1)
    assert before - changed.w[0] == pytest.approx((before - fresh.w[0]) / 5)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@every_optimizer
def test_weights_stay_finite_at_the_ends_of_the_settings(cls: type[Optimizer], dtype: str) -> None:
    """A gradient of zero, the least epsilon, the longest memory: no division by zero in either type."""
    free = [info for info in fields_of(cls) if info.name != "learning_rate"]
    for end in ("minimum", "maximum"):
        optimizer = cls(**{info.name: getattr(info.field, end) for info in free})
        for g in (0.0, 1e-30, 1e15):
            bench = Bench(optimizer, [1.0, -1.0], dtype)
            for _ in range(3):
                bench.take(g)
            assert np.isfinite(bench.w).all(), f"{optimizer} at gradient {g}"


@every_optimizer
def test_it_finds_the_bottom_of_a_bowl(cls: type[Optimizer]) -> None:
    bench = Bench(cls(0.05), [3.0, -2.0])
    for _ in range(400):
        bench.take(2 * (bench.w - [1.0, 0.5]))
    np.testing.assert_allclose(bench.w, [1.0, 0.5], atol=1e-2)


@every_optimizer
def test_arrays_are_changed_in_place(cls: type[Optimizer]) -> None:
    """Layers look at the weights through views; an update that makes a new array would lose them."""
    bench = Bench(cls(), [1.0, 2.0])
    view = bench.w[1:]
    bench.take(1)
    assert view[0] == bench.w[1] != 2.0
    for array in bench.slots.values():
        assert array.any(), "a slot that the rule does not use"
