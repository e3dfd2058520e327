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

from nnstudio.backend.updates import UPDATES, nadam_momenta
from nnstudio.nn.fields import FieldError, fields_of
from nnstudio.nn.optimizers import (
    OPTIMIZERS,
    SGD,
    Adagrad,
    Adam,
    AdamW,
    Momentum,
    Nadam,
    Nesterov,
    Optimizer,
    RMSprop,
)
from tests.contracts.backends import every_backend, make

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


def _nesterov(o: Nesterov, w: float, gradients: Iterator[float]) -> float:
    """Sutskever et al., 2013, eq. 3–4: the gradient is that at θ + μ·v, the point where ``w`` stands here."""
    theta, velocity = w, 0.0
    for g in gradients:
        velocity = o.momentum * velocity - o.learning_rate * g
        theta = theta + velocity
    return theta + o.momentum * velocity


def _rmsprop(o: RMSprop, w: float, gradients: Iterator[float]) -> float:
    """Tieleman & Hinton, lecture 6e, slide 29, with ε beside the root."""
    v = 0.0
    for g in gradients:
        v = o.rho * v + (1 - o.rho) * g**2
        w = w - o.learning_rate * g / (math.sqrt(v) + o.epsilon)
    return w


def _adagrad(o: Adagrad, w: float, gradients: Iterator[float]) -> float:
    """Duchi, Hazan & Singer, 2011, section 1.1: the diagonal of G, and δ = ε beside its root."""
    total = o.initial_accumulator
    for g in gradients:
        total += g * g
        w = w - o.learning_rate * g / (o.epsilon + math.sqrt(total))
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


def _adamw(o: AdamW, w: float, gradients: Iterator[float]) -> float:
    """Loshchilov & Hutter, arXiv:1711.05101, algorithm 2, λ multiplied by the rate, as both libraries do."""
    m = v = 0.0
    for t, g in enumerate(gradients, 1):
        m = o.beta_1 * m + (1 - o.beta_1) * g
        v = o.beta_2 * v + (1 - o.beta_2) * g**2
        m_hat, v_hat = m / (1 - o.beta_1**t), v / (1 - o.beta_2**t)
        w = w - o.learning_rate * (m_hat / (math.sqrt(v_hat) + o.epsilon) + o.weight_decay * w)
    return w


def _nadam(o: Nadam, w: float, gradients: Iterator[float]) -> float:
    """Dozat, 2016, algorithm 2, with the momentum schedule of its footnote."""
    m = v = 0.0
    product = 1.0
    for t, g in enumerate(gradients, 1):
        mu, following = (o.beta_1 * (1 - 0.5 * 0.96 ** (o.momentum_decay * i)) for i in (t, t + 1))
        product *= mu
        m = o.beta_1 * m + (1 - o.beta_1) * g
        v = o.beta_2 * v + (1 - o.beta_2) * g**2
        m_bar = following * m / (1 - product * following) + (1 - mu) * g / (1 - product)
        w = w - o.learning_rate * m_bar / (math.sqrt(v / (1 - o.beta_2**t)) + o.epsilon)
    return w


RULES: dict[type[Optimizer], Rule] = {
    SGD: _sgd,
    Momentum: _momentum,
    Nesterov: _nesterov,
    RMSprop: _rmsprop,
    Adagrad: _adagrad,
    Adam: _adam,
    AdamW: _adamw,
    Nadam: _nadam,
}


class Bench:
    """An optimizer bound to flat vectors."""

    def __init__(
        self, optimizer: Optimizer, w: Any, dtype: str = "float64", backend: str = "reference",
        decayed: int | None = None,
    ) -> None:  # fmt: skip
        engine = make(backend, dtype)
        self.w = np.array(w, dtype)
        self.g = np.zeros_like(self.w)
        self.slots = {name: np.full_like(self.w, optimizer.initial_slot(name)) for name in optimizer.slots}
        self.rate = np.array([optimizer.learning_rate], dtype)
        self.step = np.zeros(1, np.int64)
        decayed = len(self.w) if decayed is None else decayed
        self._update = optimizer.bind(engine, self.w, self.g, self.slots, self.rate, self.step, decayed)
        for _ in engine.prepare():
            pass

    def take(self, gradient: Any) -> None:
        """One step along a gradient."""
        self.g[...] = gradient
        self.step[0] += 1
        self._update()


def test_every_optimizer_has_its_published_rule_here() -> None:
    missing = [cls.__name__ for cls in OPTIMIZERS if cls not in RULES]
    assert not missing, f"Write the rule of {missing} into RULES in tests/contracts/test_optimizers.py"
    assert {cls.kind for cls in OPTIMIZERS} == set(UPDATES)


@every_optimizer
def test_texts_and_files(cls: type[Optimizer]) -> None:
    assert cls.__doc__
    assert cls.title
    assert cls.formula
    assert cls.summary.endswith(".")
    assert {info.name for info in fields_of(cls)} == set(cls.__struct_fields__)
    assert all(info.field.help.endswith(".") for info in fields_of(cls))
    for optimizer in (cls(0.25), cls(0.25, clip_value=0.5, clip_norm=2)):
        assert OPTIMIZERS.from_plain(json.loads(json.dumps(OPTIMIZERS.to_plain(optimizer)))) == (
            optimizer,
            {},
        )


CLIPPING = ("clip_value", "clip_norm")


@st.composite
def _settings(draw: Callable[..., Any], cls: type[Optimizer]) -> Optimizer:
    """Every setting anywhere within its limits, the learning rate at a size that keeps weights small."""
    values = {"learning_rate": draw(st.floats(1e-4, 1))}
    for info in fields_of(cls):
        if info.name not in ("learning_rate", *CLIPPING):
            assert info.field.minimum is not None
            assert info.field.maximum is not None
            values[info.name] = draw(st.floats(info.field.minimum, info.field.maximum))
    return cls(**values)


gradients = st.lists(st.lists(st.floats(-5, 5, width=32), min_size=3, max_size=3), min_size=1, max_size=7)


@every_backend
@every_optimizer
@given(data=st.data(), steps=gradients)
def test_steps_follow_the_published_rule(
    cls: type[Optimizer], backend: str, data: st.DataObject, steps: list[list[float]]
) -> None:
    optimizer = data.draw(_settings(cls))
    start = [0.5, -1.0, 2.0]
    bench = Bench(optimizer, start, backend=backend)
    for g in steps:
        bench.take(g)
    expected = [RULES[cls](optimizer, w, iter([g[i] for g in steps])) for i, w in enumerate(start)]
    np.testing.assert_allclose(bench.w, expected, rtol=1e-9, atol=1e-12)


@every_backend
@every_optimizer
def test_float32_stays_float32_and_close(cls: type[Optimizer], backend: str) -> None:
    generator = np.random.default_rng(0)
    single, double = Bench(cls(), [1.0] * 50, "float32", backend), Bench(cls(), [1.0] * 50)
    for _ in range(30):
        g = generator.normal(size=50)
        single.take(g)
        double.take(g)
    assert single.w.dtype == np.float32
    np.testing.assert_allclose(single.w, double.w, rtol=1e-4, atol=1e-5)


@every_backend
@every_optimizer
def test_a_new_learning_rate_counts_from_the_next_step(cls: type[Optimizer], backend: str) -> None:
    changed, fresh = (Bench(cls(0.1), [1.0], backend=backend) for _ in range(2))
    changed.take(1)
    fresh.take(1)
    assert changed.w == fresh.w
    before = float(changed.w[0])
    changed.rate[0], fresh.rate[0] = 0.02, 0.1
    changed.take(1)
    fresh.take(1)
    assert before - changed.w[0] == pytest.approx((before - fresh.w[0]) / 5)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@every_backend
@every_optimizer
def test_weights_stay_finite_at_the_ends_of_the_settings(
    cls: type[Optimizer], backend: str, dtype: str
) -> None:
    """A gradient of zero, the least epsilon, the longest memory: no division by zero in either type."""
    free = [info for info in fields_of(cls) if info.name not in ("learning_rate", *CLIPPING)]
    for end in ("minimum", "maximum"):
        optimizer = cls(**{info.name: getattr(info.field, end) for info in free})
        for g in (0.0, 1e-30, 1e15):
            bench = Bench(optimizer, [1.0, -1.0], dtype, backend)
            for _ in range(3):
                bench.take(g)
            assert np.isfinite(bench.w).all(), f"{optimizer} at gradient {g}"


@every_backend
@every_optimizer
def test_what_is_remembered_stays_finite_under_the_largest_gradients(
    cls: type[Optimizer], backend: str
) -> None:
    """A step is taken while the squares of its gradients are finite; what is remembered of it must then be so, too."""
    bench = Bench(cls(), [1.0, -1.0], "float32", backend)
    for _ in range(20):
        bench.take(1.2e19)
    for name, slot in bench.slots.items():
        assert np.isfinite(np.asarray(slot)).all(), name


@every_optimizer
def test_it_finds_the_bottom_of_a_bowl(cls: type[Optimizer]) -> None:
    """Rates that fall with the steps, as a constant one leaves those that measure their steps circling."""
    bench = Bench(cls(1.0 if cls is Adagrad else 0.1), [3.0, -2.0], decayed=0)
    first = float(bench.rate[0])
    for i in range(600):
        bench.rate[0] = first * (1 - i / 600)
        bench.take(2 * (bench.w - [1.0, 0.5]))
    np.testing.assert_allclose(bench.w, [1.0, 0.5], atol=1e-2)


@every_backend
@every_optimizer
def test_arrays_are_changed_in_place(cls: type[Optimizer], backend: str) -> None:
    """Layers look at the weights through views; an update that makes a new array would lose them."""
    bench = Bench(cls(), [1.0, 2.0], backend=backend)
    view = bench.w[1:]
    bench.take(1)
    assert view[0] == bench.w[1] != 2.0
    for array in bench.slots.values():
        assert array.any(), "a slot that the rule does not use"


@every_backend
def test_only_the_first_weights_decay(backend: str) -> None:
    bench = Bench(AdamW(0.1, weight_decay=0.5), [2.0, 2.0, 2.0], backend=backend, decayed=2)
    bench.take(0)
    assert bench.w.tolist() == pytest.approx([1.9, 1.9, 2.0])


def test_adagrad_starts_from_what_is_set() -> None:
    assert Adagrad().initial_slot("total") == 0
    assert Adagrad(initial_accumulator=0.1).initial_slot("total") == 0.1
    bench = Bench(Adagrad(0.5, initial_accumulator=7.0), [1.0])
    bench.take(3)
    assert bench.w[0] == pytest.approx(1 - 0.5 * 3 / 4)


# Clipping ---------------------------------------------------------------------------------------------------


@every_backend
def test_a_value_limits_every_gradient_and_a_norm_all_of_them(backend: str) -> None:
    """By value first: (3, −4, 0.5) -> (1, −1, 0.5), whose length is 1.5, then down to 0.75."""
    for settings, step in (
        ({}, [3, -4, 0.5]),
        ({"clip_value": 1.0}, [1, -1, 0.5]),
        ({"clip_norm": 2.0}, np.array([3, -4, 0.5]) * 2 / math.sqrt(25.25)),
        ({"clip_norm": 6.0}, [3, -4, 0.5]),
        ({"clip_value": 1.0, "clip_norm": 0.75}, [0.5, -0.5, 0.25]),
    ):
        bench = Bench(SGD(1.0, **settings), [0.0, 0.0, 0.0], backend=backend)
        bench.take([3, -4, 0.5])
        np.testing.assert_allclose(bench.w, -np.array(step), rtol=1e-12)


@every_optimizer
def test_clipping_comes_before_the_rule(cls: type[Optimizer]) -> None:
    clipped, plain = Bench(cls(clip_value=0.5), [1.0, 1.0]), Bench(cls(), [1.0, 1.0])
    for g in ([2.0, -0.25], [-9.0, 0.5]):
        clipped.take(g)
        plain.take(np.clip(g, -0.5, 0.5))
    np.testing.assert_array_equal(clipped.w, plain.w)


@every_backend
def test_a_gradient_of_nothing_and_one_of_nan(backend: str) -> None:
    bench = Bench(SGD(1.0, clip_norm=1.0), [1.0], backend=backend)
    bench.take(0)
    assert bench.w[0] == 1
    bench.take(np.nan)
    assert np.isnan(bench.w[0]), "clipping must not hide it"


def test_limits_of_clipping_are_told() -> None:
    for name in CLIPPING:
        with pytest.raises(FieldError, match="must be above 0"):
            SGD(**{name: 0})


# Nadam's momenta, and PyTorch -------------------------------------------------------------------------------


@pytest.mark.parametrize("decay", [0, 1e-6, 0.004, 1, 100])
@pytest.mark.parametrize("beta_1", [0, 0.9, 0.99999])
def test_product_of_momenta(decay: float, beta_1: float) -> None:
    product = 1.0
    for t in range(1, 400):
        mu = beta_1 * (1 - 0.5 * 0.96 ** (t * decay))
        product *= mu
        now, following, all_so_far = nadam_momenta(t, beta_1, decay)
        assert now == pytest.approx(mu, rel=1e-12)
        assert following == pytest.approx(beta_1 * (1 - 0.5 * 0.96 ** ((t + 1) * decay)), rel=1e-12)
        assert all_so_far == pytest.approx(product, rel=1e-11, abs=1e-300)


PYTORCH: list[tuple[Optimizer, str, dict[str, Any]]] = [
    (SGD(0.1), "SGD", {}),
    (Momentum(0.1, 0.8), "SGD", {"momentum": 0.8}),
    (Nesterov(0.1, 0.8), "SGD", {"momentum": 0.8, "nesterov": True}),
    (RMSprop(0.01), "RMSprop", {"alpha": 0.9}),
    (Adagrad(0.1), "Adagrad", {}),
    (Adagrad(0.1, 0.1), "Adagrad", {"initial_accumulator_value": 0.1}),
    (Adam(0.01), "Adam", {}),
    (AdamW(0.01, 0.2), "AdamW", {"weight_decay": 0.2}),
    (Nadam(0.01), "NAdam", {}),
    (Nadam(0.01, momentum_decay=1), "NAdam", {"momentum_decay": 1}),
]


@every_backend
@pytest.mark.parametrize(("ours", "name", "settings"), PYTORCH, ids=lambda v: str(v)[:60])
def test_pytorch_arrives_at_the_same_weights(
    ours: Optimizer, name: str, settings: dict[str, Any], backend: str
) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    generator = np.random.default_rng(0)
    start = generator.normal(size=5)
    bench = Bench(ours, start, backend=backend)
    parameter = torch.nn.Parameter(torch.tensor(start))
    theirs = getattr(torch.optim, name)([parameter], lr=ours.learning_rate, **settings)
    for _ in range(50):
        g = generator.normal(size=5) * 10.0 ** generator.integers(-3, 2)
        bench.take(g)
        parameter.grad = torch.tensor(g)
        theirs.step()
    # PyTorch keeps the product of Nadam's momenta in float32.
    tolerance = 1e-7 if isinstance(ours, Nadam) else 1e-12
    np.testing.assert_allclose(bench.w, parameter.detach().numpy(), rtol=tolerance, atol=tolerance)
