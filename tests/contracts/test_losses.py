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

from nnstudio.backend import get_backend
from nnstudio.nn.activations import value
from nnstudio.nn.losses import (
    LOSSES,
    BinaryCrossentropy,
    CategoricalCrossentropy,
    Loss,
    MeanSquaredError,
    loss_for,
)
from nnstudio.system.messages import StudioError
from tests.contracts.bench import assert_gradient, numerical_gradient

Host = np.ndarray[Any, Any]

every_loss = pytest.mark.parametrize("cls", tuple(LOSSES), ids=lambda cls: cls.__name__)
every_fusing = pytest.mark.parametrize("cls", [c for c in LOSSES if c.fuses], ids=lambda cls: cls.__name__)
every_type = pytest.mark.parametrize("dtype", ["float32", "float64"])

# The loss of one output row, as its formula says: (ŷ, y) -> L.
FORMULAS: dict[type[Loss], Callable[[Any, Any], float]] = {
    BinaryCrossentropy: lambda p, y: float(
        np.mean([-math.log(a if t else 1 - a) for a, t in zip(p, y, strict=True)])
    ),
    CategoricalCrossentropy: lambda p, y: -math.log(p[int(y)]),
    MeanSquaredError: lambda p, y: float(np.mean([(a - t) ** 2 for a, t in zip(p, y, strict=True)])),
}


class Bench:
    """A loss bound to arrays of its own; gradients start as NaN."""

    def __init__(
        self, loss: Loss, output: Host, target: Host, *, fused: bool, dtype: str = "float64"
    ) -> None:
        backend = get_backend("cpu", dtype)
        self.output = output.astype(dtype)
        self.loss = np.full(1, np.nan, dtype)
        self.gradient = np.full_like(self.output, np.nan)
        self.prediction = np.full_like(self.output, np.nan) if fused else self.output
        target = loss.prepare(target, output.shape[1:]).astype(loss.target_dtype(backend))
        assert target.shape == (len(output), *loss.target_shape(output.shape[1:]))
        self.bound = loss.bind(backend, self.output, target, self.prediction, self.loss, self.gradient, fused)

    def cost(self) -> float:
        """The loss of the arrays as they are."""
        self.bound.forward()
        return float(self.loss[0])

    def run(self) -> Bench:
        """Forward and backward."""
        self.bound.forward()
        self.bound.backward()
        return self


def _sample(cls: type[Loss], rows: int = 4, width: int = 3, seed: int = 0) -> tuple[Host, Host]:
    """Logits or predictions, and targets as a user has them."""
    generator = np.random.default_rng(seed)
    z = generator.normal(size=(rows, width)) * 2
    if cls.task == "classes":
        return z, generator.integers(width, size=rows)
    if cls.task == "binary":
        return z, generator.integers(2, size=(rows, width))
    return z, generator.normal(size=(rows, width))


def _predictions(cls: type[Loss], z: Host) -> Host:
    return value(cls.fuses, z) if cls.fuses else z


def test_every_loss_has_a_formula_here() -> None:
    missing = [cls.__name__ for cls in LOSSES if cls not in FORMULAS]
    assert not missing, f"Add the formula of {missing} to FORMULAS in tests/contracts/test_losses.py"


@every_loss
def test_texts_and_files(cls: type[Loss]) -> None:
    assert cls.__doc__
    assert cls.title
    assert cls.formula
    assert cls.summary.endswith(".")
    assert cls.task in ("binary", "classes", "regression")
    assert LOSSES.from_plain(json.loads(json.dumps(LOSSES.to_plain(cls())))) == (cls(), {})
    assert loss_for(cls.task).task == cls.task


@every_loss
def test_value_is_the_mean_of_the_formula(cls: type[Loss]) -> None:
    z, y = _sample(cls)
    p = _predictions(cls, z)
    expected = np.mean([FORMULAS[cls](a, t) for a, t in zip(p, y, strict=True)])
    for fused in {False, bool(cls.fuses)}:
        assert Bench(cls(), z if fused else p, y, fused=fused).cost() == pytest.approx(expected, rel=1e-12)


@every_loss
def test_gradient_is_the_numerical_one(cls: type[Loss]) -> None:
    for seed in range(3):
        z, y = _sample(cls, seed=seed)
        for fused in {False, bool(cls.fuses)}:
            bench = Bench(cls(), z if fused else _predictions(cls, z), y, fused=fused).run()
            assert_gradient(bench.gradient.copy(), numerical_gradient(bench.cost, bench.output), cls.__name__)


@every_type
@every_fusing
@given(seed=st.integers(0, 1000), width=st.integers(1, 5))
def test_fused_is_unfused(cls: type[Loss], dtype: str, seed: int, width: int) -> None:
    """The shortcut through the logits gives loss, prediction and gradient of the long way."""
    z, y = _sample(cls, width=width, seed=seed)
    fused = Bench(cls(), z, y, fused=True, dtype=dtype).run()
    p, dz = np.empty_like(fused.output), np.empty_like(fused.output)
    outer = Bench(cls(), value(cls.fuses, fused.output), y, fused=False, dtype=dtype).run()
    activation = get_backend("cpu", dtype).activation(cls.fuses, fused.output, p, outer.gradient, dz)
    activation.forward()
    activation.backward()
    tolerance = 1e-3 if dtype == "float32" else 1e-9
    np.testing.assert_allclose(fused.prediction, p, rtol=tolerance)
    np.testing.assert_allclose(fused.loss, outer.loss, rtol=tolerance, atol=tolerance)
    np.testing.assert_allclose(fused.gradient, dz, rtol=tolerance, atol=tolerance)


@every_type
@every_fusing
def test_extreme_logits_stay_finite(cls: type[Loss], dtype: str) -> None:
    z = np.array([[1000.0, -1000.0], [-1000.0, 1000.0], [1000.0, 1000.0], [-1000.0, -1000.0]])
    for label in (0, 1):
        y = np.full(4 if cls.task == "classes" else (4, 2), label)
        bench = Bench(cls(), z, y, fused=True, dtype=dtype).run()
        assert 250 <= bench.loss[0] <= 2000
        assert np.isfinite(bench.gradient).all()
        assert np.abs(bench.gradient).max() > 0, "a hopeless sample must still teach"


@every_type
@pytest.mark.parametrize("cls", [BinaryCrossentropy, CategoricalCrossentropy], ids=lambda cls: cls.__name__)
def test_certain_and_wrong_probabilities_stay_finite(cls: type[Loss], dtype: str) -> None:
    p = np.array([[1.0, 0.0], [0.0, 1.0]])
    for label in (0, 1):
        bench = Bench(
            cls(), p, np.full(2 if cls.task == "classes" else (2, 2), label), fused=False, dtype=dtype
        ).run()
        assert np.isfinite(bench.loss[0])
        assert np.isfinite(bench.gradient).all()


@every_loss
def test_the_mean_over_a_batch_weighs_samples_equally(cls: type[Loss]) -> None:
    """Losses of two halves average to the loss of the whole, so that epochs may be cut anywhere."""
    z, y = _sample(cls, rows=6)
    p = _predictions(cls, z)
    whole = Bench(cls(), p, y, fused=False).cost()
    parts = [Bench(cls(), p[s], y[s], fused=False).cost() * len(p[s]) for s in (slice(0, 2), slice(2, 6))]
    assert whole == pytest.approx(sum(parts) / 6, rel=1e-12)


@pytest.mark.parametrize("classes", [2, 3, 10])
def test_ignorance_costs_ln_of_the_classes(classes: int) -> None:
    bench = Bench(CategoricalCrossentropy(), np.zeros((5, classes)), np.arange(5) % classes, fused=True)
    assert bench.cost() == pytest.approx(math.log(classes))


def test_positions_of_an_output_are_classified_one_by_one() -> None:
    """An output (positions, classes) has a class for each position; the loss is the mean over all."""
    z = np.random.default_rng(0).normal(size=(2, 3, 4))
    y = np.array([[0, 1, 2], [3, 0, 1]])
    bench = Bench(CategoricalCrossentropy(), z, y, fused=True).run()
    p = value("softmax", z)
    expected = np.mean([-math.log(p[n, i, y[n, i]]) for n in range(2) for i in range(3)])
    assert bench.loss[0] == pytest.approx(expected, rel=1e-12)
    assert_gradient(bench.gradient.copy(), numerical_gradient(bench.cost, bench.output), "positions")


# Targets ----------------------------------------------------------------------------------------------------


def test_targets_may_come_in_every_usual_form() -> None:
    one_hot = np.eye(3)[[2, 0]]
    for y in ([2, 0], [[2], [0]], [2.0, 0.0], np.uint8([2, 0]), one_hot, one_hot.astype(bool)):
        prepared = CategoricalCrossentropy().prepare(np.array(y), (3,))
        assert prepared.tolist() == [2, 0]
        assert prepared.dtype == np.int32
    for y in ([1, 0], [[1], [0]], [True, False], [1.0, 0.0]):
        assert BinaryCrossentropy().prepare(np.array(y), (1,)).tolist() == [[1], [0]]
    assert MeanSquaredError().prepare(np.arange(6).reshape(3, 2), (2, 1)).shape == (3, 2, 1)


REFUSED = [
    (BinaryCrossentropy(), [0, 1, 2], (1,), "row 2 has 2"),
    (BinaryCrossentropy(), [[0, 1], [0, -0.5]], (2,), "row 1 has -0.5"),
    (BinaryCrossentropy(), [0, np.nan], (1,), "row 1"),
    (BinaryCrossentropy(), [[0, 1]], (3,), "gives 3 numbers for each sample, the targets have 2"),
    (CategoricalCrossentropy(), [0, 3, 1], (3,), "row 1 is of class 3"),
    (CategoricalCrossentropy(), [0, 1, -1], (3,), "row 2 is of class -1"),
    (CategoricalCrossentropy(), [0, 1.5], (3,), "row 1 has 1.5"),
    (CategoricalCrossentropy(), [0, np.nan], (3,), "row 1 has nan"),
    (CategoricalCrossentropy(), [0, np.inf], (3,), "row 1 is of class inf"),
    (CategoricalCrossentropy(), [[0, 1]], (3,), "rows of 3 numbers, not 2"),
    (CategoricalCrossentropy(), [[1, 0, 0], [1, 1, 0]], (3,), "row 1 must hold one 1"),
    (CategoricalCrossentropy(), [[0, 0, 0]], (3,), "row 0 must hold one 1"),
    (CategoricalCrossentropy(), [[0.5, 0.5, 0]], (3,), "row 0 must hold one 1"),
    (CategoricalCrossentropy(), [[0, 1], [1, 5]], (2, 4), "row 1 is of class 5"),
    (MeanSquaredError(), [1, np.inf], (1,), "row 1"),
    (MeanSquaredError(), [1, 2], (4,), "gives 4 numbers for each sample, the targets have 1"),
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
    if cls.fuses:
        told = cls().problem((3,), "relu")
        assert told is not None
        assert cls.fuses in str(told)
        assert "relu" in str(told)


def test_one_class_is_none() -> None:
    told = CategoricalCrossentropy().problem((1,), "softmax")
    assert told is not None
    assert "at least 2, not 1" in str(told)
