"""What every loss must keep."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.backend import Sigma
from nnstudio.backend.losses import LOSSES as KINDS
from nnstudio.nn.activations import value
from nnstudio.nn.fields import fields_of
from nnstudio.nn.losses import (
    LOSSES,
    BinaryCrossentropy,
    CategoricalCrossentropy,
    Hinge,
    Huber,
    Loss,
    MeanAbsoluteError,
    MeanSquaredError,
    loss_for,
)
from nnstudio.system.arrays import Host
from nnstudio.system.messages import StudioError
from tests.contracts.backends import every_backend, make
from tests.contracts.bench import assert_gradient, numerical_gradient

WIDTH = 3
"""Numbers of an output: classes, where the loss is about classes."""

# Every loss with its defaults, and with each of its settings.
VARIANTS: list[Loss] = [
    *(cls() for cls in LOSSES),
    BinaryCrossentropy(label_smoothing=0.2),
    BinaryCrossentropy(class_weights=(0.5, 3)),
    BinaryCrossentropy(0.1, (2, 0)),
    CategoricalCrossentropy(label_smoothing=0.3),
    CategoricalCrossentropy(class_weights=(0.5, 0, 4)),
    CategoricalCrossentropy(0.1, (1, 2, 3)),
    Huber(0.25),
    Huber(4.0),
]

every_loss = pytest.mark.parametrize("cls", tuple(LOSSES), ids=lambda cls: cls.__name__)
every_variant = pytest.mark.parametrize("loss", VARIANTS, ids=repr)
every_fusing = pytest.mark.parametrize("loss", [v for v in VARIANTS if v.fuses], ids=repr)
every_type = pytest.mark.parametrize("dtype", ["float32", "float64"])


def _binary(loss: BinaryCrossentropy, p: Any, y: Any) -> float:
    s, weights = loss.label_smoothing, loss.class_weights or (1, 1)
    total = 0.0
    for a, t in zip(p, y, strict=True):
        soft = 1 - s / 2 if t else s / 2
        total += weights[int(t)] * (-soft * math.log(a) - (1 - soft) * math.log(1 - a))
    return total / len(p)


def _categorical(loss: CategoricalCrossentropy, p: Any, y: Any) -> float:
    s, weights, classes = loss.label_smoothing, loss.class_weights or (1,) * len(p), len(p)
    soft = [s / classes + (1 - s) * (k == int(y)) for k in range(classes)]
    return -weights[int(y)] * sum(t * math.log(a) for t, a in zip(soft, p, strict=True))


def _huber(loss: Huber, d: float) -> float:
    return d * d / 2 if abs(d) <= loss.delta else loss.delta * abs(d) - loss.delta**2 / 2


# The loss of one output row, as its formula says: (loss, ŷ, y) -> L.
FORMULAS: dict[type[Loss], Callable[[Any, Any, Any], float]] = {
    BinaryCrossentropy: _binary,
    CategoricalCrossentropy: _categorical,
    MeanSquaredError: lambda _, p, y: float(np.mean([(a - t) ** 2 for a, t in zip(p, y, strict=True)])),
    MeanAbsoluteError: lambda _, p, y: float(np.mean([abs(a - t) for a, t in zip(p, y, strict=True)])),
    Huber: lambda loss, p, y: float(np.mean([_huber(loss, a - t) for a, t in zip(p, y, strict=True)])),
    Hinge: lambda _, p, y: float(np.mean([max(0, 1 - a if t else 1 + a) for a, t in zip(p, y, strict=True)])),
}


class Bench:
    """A loss bound to arrays of its own; gradients start as NaN."""

    def __init__(
        self, loss: Loss, output: Host, target: Host, *, fused: bool, dtype: str = "float64",
        backend: str = "reference", weight: float = 1.0,
    ) -> None:  # fmt: skip
        engine = make(backend, dtype)
        self.output = output.astype(dtype)
        self.loss = np.full(1, np.nan, dtype)
        self.gradient = np.full_like(self.output, np.nan)
        self.prediction = np.full_like(self.output, np.nan) if fused else self.output
        target = loss.prepare(target, output.shape[1:]).astype(loss.target_dtype(engine))
        assert target.shape == (len(output), *loss.target_shape(output.shape[1:]))
        self.bound = loss.bind(
            engine, self.output, target, self.prediction, self.loss, self.gradient, fused, weight
        )
        for _ in engine.prepare():
            pass

    def cost(self) -> float:
        """The loss of the arrays as they are."""
        self.bound.forward()
        return float(self.loss[0])

    def run(self) -> Bench:
        """Forward and backward."""
        self.bound.forward()
        self.bound.backward()
        return self


def _sample(loss: Loss, rows: int = 4, width: int = WIDTH, seed: int = 0) -> tuple[Host, Host]:
    """Logits or predictions, and targets as a user has them."""
    generator = np.random.default_rng(seed)
    z = generator.normal(size=(rows, width)) * 2
    if loss.task == "classes":
        return z, generator.integers(width, size=rows)
    if loss.task == "binary":
        return z, generator.integers(2, size=(rows, width))
    return z, generator.normal(size=(rows, width))


def _predictions(loss: Loss, z: Host) -> Host:
    return value(loss.fuses, z) if loss.fuses else z


def _ways(loss: Loss) -> set[bool]:
    return {False, bool(loss.fuses)}


def test_every_loss_has_a_formula_here() -> None:
    missing = [cls.__name__ for cls in LOSSES if cls not in FORMULAS]
    assert not missing, f"Add the formula of {missing} to FORMULAS in tests/contracts/test_losses.py"
    kinds = {cls.kind for cls in LOSSES} | {cls.fused_kind for cls in LOSSES if cls.fuses}
    assert kinds == set(KINDS)


@every_loss
def test_texts_and_files(cls: type[Loss]) -> None:
    assert cls.__doc__
    assert cls.title
    assert cls.formula
    assert cls.summary.endswith(".")
    assert cls.task in ("binary", "classes", "regression")
    assert {info.name for info in fields_of(cls)} == set(cls.__struct_fields__)
    assert all(info.field.help.endswith(".") for info in fields_of(cls))
    assert loss_for(cls.task).task == cls.task


@every_variant
def test_a_file_brings_it_back(loss: Loss) -> None:
    assert LOSSES.from_plain(json.loads(json.dumps(LOSSES.to_plain(loss)))) == (loss, {})


@every_backend
@every_variant
def test_value_is_the_mean_of_the_formula(loss: Loss, backend: str) -> None:
    z, y = _sample(loss)
    p = _predictions(loss, z)
    expected = np.mean([FORMULAS[type(loss)](loss, a, t) for a, t in zip(p, y, strict=True)])
    for fused in _ways(loss):
        bench = Bench(loss, z if fused else p, y, fused=fused, backend=backend)
        assert bench.cost() == pytest.approx(expected, rel=1e-12)


@every_backend
@every_variant
def test_gradient_is_the_numerical_one(loss: Loss, backend: str) -> None:
    for seed in range(3):
        z, y = _sample(loss, seed=seed)
        for fused in _ways(loss):
            start = z if fused else _predictions(loss, z / 2)  # a curve too bent near 0 for a difference
            bench = Bench(loss, start, y, fused=fused, backend=backend, weight=0.7).run()
            assert_gradient(bench.gradient.copy(), numerical_gradient(bench.cost, bench.output), repr(loss))


@every_backend
@every_variant
def test_weight_scales_loss_and_gradient(loss: Loss, backend: str) -> None:
    z, y = _sample(loss)
    for fused in _ways(loss):
        start = z if fused else _predictions(loss, z)
        one = Bench(loss, start, y, fused=fused, backend=backend).run()
        half = Bench(loss, start, y, fused=fused, backend=backend, weight=0.5).run()
        np.testing.assert_allclose(half.loss, one.loss / 2)
        np.testing.assert_allclose(half.gradient, one.gradient / 2)


@every_backend
@every_type
@every_fusing
@given(seed=st.integers(0, 1000))
def test_fused_is_unfused(loss: Loss, dtype: str, backend: str, seed: int) -> None:
    """The shortcut through the logits gives loss, prediction and gradient of the long way."""
    z, y = _sample(loss, seed=seed)
    fused = Bench(loss, z, y, fused=True, dtype=dtype, backend=backend).run()
    p, dz = np.empty_like(fused.output), np.empty_like(fused.output)
    outer = Bench(loss, value(loss.fuses, fused.output), y, fused=False, dtype=dtype, backend=backend).run()
    activation = make("reference", dtype).activation(Sigma(loss.fuses), fused.output, p, outer.gradient, dz)
    activation.forward()
    activation.backward()
    tolerance = 1e-3 if dtype == "float32" else 1e-9
    np.testing.assert_allclose(fused.prediction, p, rtol=tolerance)
    np.testing.assert_allclose(fused.loss, outer.loss, rtol=tolerance, atol=tolerance)
    np.testing.assert_allclose(fused.gradient, dz, rtol=tolerance, atol=tolerance)


@every_backend
@every_type
@pytest.mark.parametrize("smoothing", [0, 0.1])
@pytest.mark.parametrize("cls", [c for c in LOSSES if c.fuses], ids=lambda cls: cls.__name__)
def test_extreme_logits_stay_finite(cls: Any, dtype: str, smoothing: float, backend: str) -> None:
    z = np.array([[1000.0, -1000.0], [-1000.0, 1000.0], [1000.0, 1000.0], [-1000.0, -1000.0]])
    for label in (0, 1):
        y = np.full(4 if cls.task == "classes" else (4, 2), label)
        loss = cls(label_smoothing=smoothing)
        bench = Bench(loss, z, y, fused=True, dtype=dtype, backend=backend).run()
        assert 250 <= bench.loss[0] <= 2000
        assert np.isfinite(bench.gradient).all()
        assert np.abs(bench.gradient).max() > 0, "a hopeless sample must still teach"


@every_backend
@every_type
@pytest.mark.parametrize("smoothing", [0, 0.1])
@pytest.mark.parametrize("cls", [c for c in LOSSES if c.fuses], ids=lambda cls: cls.__name__)
def test_certain_and_wrong_probabilities_stay_finite(
    cls: Any, dtype: str, smoothing: float, backend: str
) -> None:
    p = np.array([[1.0, 0.0], [0.0, 1.0]])
    for label in (0, 1):
        y = np.full(2 if cls.task == "classes" else (2, 2), label)
        bench = Bench(cls(smoothing), p, y, fused=False, dtype=dtype, backend=backend).run()
        assert np.isfinite(bench.loss[0])
        assert np.isfinite(bench.gradient).all()


@every_variant
def test_the_mean_over_a_batch_weighs_samples_equally(loss: Loss) -> None:
    """Losses of two halves average to the loss of the whole, so that epochs may be cut anywhere."""
    z, y = _sample(loss, rows=6)
    p = _predictions(loss, z)
    whole = Bench(loss, p, y, fused=False).cost()
    parts = [Bench(loss, p[s], y[s], fused=False).cost() * len(p[s]) for s in (slice(0, 2), slice(2, 6))]
    assert whole == pytest.approx(sum(parts) / 6, rel=1e-12)


@pytest.mark.parametrize("classes", [2, 3, 10])
def test_ignorance_costs_ln_of_the_classes(classes: int) -> None:
    loss = CategoricalCrossentropy(label_smoothing=0.1)
    bench = Bench(loss, np.zeros((5, classes)), np.arange(5) % classes, fused=True)
    assert bench.cost() == pytest.approx(math.log(classes))
    assert loss.guessing(classes) == pytest.approx(math.log(classes))


@pytest.mark.parametrize("loss", [MeanSquaredError(), MeanAbsoluteError(), Huber(), Huber(0.3)], ids=repr)
def test_guessing_is_the_loss_of_zero_for_a_standardised_target(loss: Loss) -> None:
    y = np.random.default_rng(0).normal(size=(200_000, 1))
    measured = Bench(loss, np.zeros_like(y), y, fused=False).cost()
    assert loss.guessing(1) == pytest.approx(measured, rel=0.01)


@every_backend
def test_positions_of_an_output_are_classified_one_by_one(backend: str) -> None:
    """An output (positions, classes) has a class for each position; the loss is the mean over all."""
    z = np.random.default_rng(0).normal(size=(2, 3, 4))
    y = np.array([[0, 1, 2], [3, 0, 1]])
    for loss in (CategoricalCrossentropy(), CategoricalCrossentropy(0.1, (1, 2, 3, 4))):
        bench = Bench(loss, z, y, fused=True, backend=backend).run()
        p = value("softmax", z)
        expected = np.mean([_categorical(loss, p[n, i], y[n, i]) for n in range(2) for i in range(3)])
        assert bench.loss[0] == pytest.approx(expected, rel=1e-12)
        assert_gradient(bench.gradient.copy(), numerical_gradient(bench.cost, bench.output), "positions")


def test_figures_by_hand() -> None:
    """Three samples that can be checked with a pocket calculator."""
    p = np.array([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1]])
    smooth = Bench(CategoricalCrossentropy(0.3), p, np.array([0, 1]), fused=False).cost()
    first = -(0.8 * math.log(0.7) + 0.1 * math.log(0.2) + 0.1 * math.log(0.1))
    second = -(0.8 * math.log(0.8) + 0.1 * math.log(0.1) + 0.1 * math.log(0.1))
    assert smooth == pytest.approx((first + second) / 2)
    weighted = Bench(CategoricalCrossentropy(0, (10, 1, 1)), p, np.array([0, 1]), fused=False).cost()
    assert weighted == pytest.approx((10 * -math.log(0.7) - math.log(0.8)) / 2)  # not divided by 11
    yes_no = Bench(BinaryCrossentropy(0, (1, 5)), np.array([[0.9], [0.4]]), np.array([1, 0]), fused=False)
    assert yes_no.cost() == pytest.approx((5 * -math.log(0.9) - math.log(0.6)) / 2)
    huber = Bench(Huber(1.0), np.array([[0.5], [3.0]]), np.array([0.0, 0.0]), fused=False)
    assert huber.cost() == pytest.approx((0.125 + 2.5) / 2)
    hinge = Bench(Hinge(), np.array([[0.25], [2.0], [0.5]]), np.array([1, 1, 0]), fused=False)
    assert hinge.cost() == pytest.approx((0.75 + 0 + 1.5) / 3)


@every_backend
@every_fusing
def test_pytorch_gives_the_same_figures(loss: Loss, backend: str) -> None:
    """With PyTorch's mean over samples; its division by the sum of class weights is undone."""
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    z, y = _sample(loss, rows=7)
    ours = Bench(loss, z, y, fused=True, backend=backend).run()
    logits = torch.tensor(z, requires_grad=True)
    assert isinstance(loss, BinaryCrossentropy | CategoricalCrossentropy)
    s = loss.label_smoothing
    if isinstance(loss, BinaryCrossentropy):
        soft = torch.tensor(y * (1 - s) + s / 2)
        weight = torch.tensor(np.array(loss.class_weights or (1.0, 1.0))[y])
        theirs = torch.nn.functional.binary_cross_entropy_with_logits(logits, soft, weight)
    else:
        each = torch.nn.functional.cross_entropy(
            logits, torch.tensor(y), label_smoothing=s, reduction="none"
        )  # its class weights weigh the smoothed parts one by one
        theirs = (each * torch.tensor(np.array(loss.class_weights or (1.0,) * WIDTH)[y])).mean()
    theirs.backward()
    assert ours.loss[0] == pytest.approx(theirs.item(), rel=1e-12)
    np.testing.assert_allclose(ours.gradient, logits.grad.numpy(), rtol=1e-9, atol=1e-15)


@every_type
@every_variant
def test_cpu_backend_is_the_reference(loss: Loss, dtype: str) -> None:
    """On many samples, in both types."""
    z, y = _sample(loss, rows=3000)
    p = _predictions(loss, z)
    for fused in _ways(loss):
        ours, oracle = (
            Bench(loss, z if fused else p, y, fused=fused, dtype=dtype, backend=name, weight=0.7).run()
            for name in ("cpu", "reference")
        )
        tolerance = 1e-5 if dtype == "float32" else 1e-12
        for a, b in ((ours.loss, oracle.loss), (ours.gradient, oracle.gradient)):
            np.testing.assert_allclose(a, b, rtol=tolerance, atol=tolerance * np.abs(b).max())


@every_backend
@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if not kind.of_classes])
def test_any_loss_value_by_value_can_weigh_two_classes(kind: str, backend: str) -> None:
    """Losses of the catalogue weigh classes only where they are about classes; the backend weighs any."""
    generator = np.random.default_rng(0)
    p, y = generator.uniform(0.1, 0.9, (5, 2)), generator.integers(2, size=(5, 2)).astype(float)
    costs, gradients = [], []
    for weights in ((1.0, 1.0), (3.0, 3.0), (0.0, 1.0), (1.0, 0.0)):
        engine, cost, gradient = make(backend), np.empty(1), np.empty_like(p)
        bound = engine.loss(kind, p, y, p.copy(), cost, gradient, 1.0, np.array(weights))
        for _ in engine.prepare():
            pass
        bound.forward()
        bound.backward()
        costs.append(cost[0])
        gradients.append(gradient)
    for one, three, yes, no in (costs, gradients):
        np.testing.assert_allclose(three, 3 * one)
        np.testing.assert_allclose(yes + no, one)
    assert (gradients[2][y == 0] == 0).all()


@every_backend
@every_type
@every_variant
def test_nan_shows_in_the_loss(loss: Loss, dtype: str, backend: str) -> None:
    """Wherever it stands: a diverging run must be seen."""
    z, y = _sample(loss)
    for fused in _ways(loss):
        for place in range(WIDTH):
            output = (z if fused else _predictions(loss, z)).copy()
            output[1, place] = np.nan
            bench = Bench(loss, output, y, fused=fused, dtype=dtype, backend=backend).run()
            weighted = np.array(loss.factors() or (1.0,))
            if weighted.all():  # a class that does not count may hide it in some ways of computing
                assert np.isnan(bench.loss[0])


# Targets ----------------------------------------------------------------------------------------------------


def test_targets_may_come_in_every_usual_form() -> None:
    one_hot = np.eye(3)[[2, 0]]
    for y in ([2, 0], [[2], [0]], [2.0, 0.0], np.uint8([2, 0]), one_hot, one_hot.astype(bool)):
        prepared = CategoricalCrossentropy().prepare(np.array(y), (3,))
        assert prepared.tolist() == [2, 0]
        assert prepared.dtype == np.int32
    for y in ([1, 0], [[1], [0]], [True, False], [1.0, 0.0]):
        assert BinaryCrossentropy().prepare(np.array(y), (1,)).tolist() == [[1], [0]]
        assert Hinge().prepare(np.array(y), (1,)).tolist() == [[1], [-1]]
    assert Hinge().prepare(np.array([1, -1, -1]), (1,)).tolist() == [[1], [-1], [-1]]
    assert Hinge().prepare(np.array([1, 1]), (1,)).tolist() == [[1], [1]]
    assert MeanSquaredError().prepare(np.arange(6).reshape(3, 2), (2, 1)).shape == (3, 2, 1)


REFUSED = [
    (BinaryCrossentropy(), [0, 1, 2], (1,), "row 2 has 2"),
    (BinaryCrossentropy(), [[0, 1], [0, -0.5]], (2,), "row 1 has −0.5"),
    (BinaryCrossentropy(), [0, np.nan], (1,), "row 1"),
    (BinaryCrossentropy(), [[0, 1]], (3,), "gives 3 numbers for each sample, the targets have 2"),
    (CategoricalCrossentropy(), [0, 3, 1], (3,), "row 1 is of class 3"),
    (CategoricalCrossentropy(), [0, 1, -1], (3,), "row 2 is of class −1"),
    (CategoricalCrossentropy(), [0, 1.5], (3,), "row 1 has 1.5"),
    (CategoricalCrossentropy(), [0, np.nan], (3,), "row 1 has NaN"),
    (CategoricalCrossentropy(), [0, np.inf], (3,), "row 1 is of class ∞"),
    (CategoricalCrossentropy(), [[0, 1]], (3,), "rows of 3 numbers, not 2"),
    (CategoricalCrossentropy(), [[1, 0, 0], [1, 1, 0]], (3,), "row 1 must hold one 1"),
    (CategoricalCrossentropy(), [[0, 0, 0]], (3,), "row 0 must hold one 1"),
    (CategoricalCrossentropy(), [[0.5, 0.5, 0]], (3,), "row 0 must hold one 1"),
    (CategoricalCrossentropy(), [[0, 1], [1, 5]], (2, 4), "row 1 is of class 5"),
    (MeanSquaredError(), [1, np.inf], (1,), "row 1"),
    (MeanSquaredError(), [1, 2], (4,), "gives 4 numbers for each sample, the targets have 1"),
    (Hinge(), [0, 1, 0.5], (1,), "row 2 has 0.5"),
    (Hinge(), [0, 1, -1], (1,), "row 0 has 0"),
    (Hinge(), [1, 2], (1,), "row 1 has 2"),
]


@pytest.mark.parametrize(("loss", "y", "output", "told"), REFUSED, ids=lambda v: str(v)[:40])
def test_wrong_targets_are_refused_and_the_row_is_named(
    loss: Loss, y: list[Any], output: tuple[int, ...], told: str
) -> None:
    with pytest.raises(StudioError) as caught:
        loss.prepare(np.array(y), output)
    assert told in str(caught.value)


@every_loss
@pytest.mark.parametrize("dtype", ["U3", "complex64", object, "datetime64[s]", "timedelta64[s]"])
def test_targets_that_are_no_numbers_are_refused(cls: type[Loss], dtype: Any) -> None:
    for shape in ((2,), (2, 3)):
        with pytest.raises(StudioError, match="must be numbers, not"):
            cls().prepare(np.zeros(shape, dtype), (3,) if len(shape) == 2 or cls.task == "classes" else (1,))


@every_loss
def test_an_output_that_does_not_suit_the_loss_is_told(cls: type[Loss]) -> None:
    assert cls().problem((3,), cls.fuses or "linear") is None
    if cls.fuses or cls is Hinge:
        told = cls().problem((3,), "relu")
        assert told is not None
        assert (cls.fuses or "tanh") in str(told)
        assert "relu" in str(told)


def test_one_class_is_none() -> None:
    told = CategoricalCrossentropy().problem((1,), "softmax")
    assert told is not None
    assert "at least 2, not 1" in str(told)


@pytest.mark.parametrize(
    ("loss", "output"),
    [(CategoricalCrossentropy(0, (1, 2)), (3,)), (BinaryCrossentropy(0, (1, 2, 3)), (3,))],
    ids=repr,
)
def test_as_many_class_weights_as_classes(loss: Loss, output: tuple[int, ...]) -> None:
    told = loss.problem(output, loss.fuses)
    assert told is not None
    assert "class weights" in str(told)
    with pytest.raises(StudioError, match="class weights must be at least 0"):
        loss.replace(class_weights=(1, -1))


def test_class_weights_are_a_list_of_numbers() -> None:
    assert BinaryCrossentropy(class_weights=[1, 2]).class_weights == (1.0, 2.0)  # type: ignore[arg-type]
    for wrong, told in ((3, "a list of numbers"), (("a",), "must be a number"), ((np.inf, 1), "finite")):
        with pytest.raises(StudioError, match=told):
            BinaryCrossentropy(class_weights=wrong)  # type: ignore[arg-type]
