"""What every schedule must keep."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.nn.fields import fields_of
from nnstudio.nn.schedules import (
    LEAST,
    SCHEDULES,
    WARMUP_START,
    Constant,
    CosineDecay,
    ExponentialDecay,
    OneCycle,
    PolynomialDecay,
    Schedule,
    StepDecay,
)

every_schedule = pytest.mark.parametrize("cls", tuple(SCHEDULES), ids=lambda cls: cls.__name__)


def _one_cycle(s: OneCycle, epoch: float, epochs: int) -> float:
    """As PyTorch words it: from one value to another along half a cosine."""

    def anneal(start: float, end: float, share: float) -> float:
        return end + (start - end) / 2 * (math.cos(math.pi * share) + 1)

    top = s.rise * epochs
    return (
        anneal(s.start, 1, epoch / top) if epoch < top else anneal(1, s.end, (epoch - top) / (epochs - top))
    )


# The factor at an epoch of so many, without a warm-up, as the formula says.
FORMULAS: dict[type[Schedule], Callable[[Any, float, int], float]] = {
    Constant: lambda s, e, n: 1,
    StepDecay: lambda s, e, n: (
        s.ratio ** math.floor(round(e / s.every, 10))
    ),  # "//" may end a step too late by a rounding
    ExponentialDecay: lambda s, e, n: s.ratio**e,
    PolynomialDecay: lambda s, e, n: (1 - s.end) * (1 - e / n) ** s.power + s.end,
    CosineDecay: lambda s, e, n: s.end + 0.5 * (1 - s.end) * (1 + math.cos(e / n * math.pi)),
    OneCycle: _one_cycle,
}


def test_every_schedule_has_a_formula_here() -> None:
    missing = [cls.__name__ for cls in SCHEDULES if cls not in FORMULAS]
    assert not missing, f"Add the formula of {missing} to FORMULAS in tests/contracts/test_schedules.py"


@every_schedule
def test_texts_and_files(cls: type[Schedule]) -> None:
    assert cls.__doc__
    assert cls.title
    assert cls.formula
    assert cls.summary.endswith(".")
    assert {info.name for info in fields_of(cls)} == set(cls.__struct_fields__)
    assert all(info.field.help.endswith(".") for info in fields_of(cls))
    schedule = cls(warmup=2.5)
    assert SCHEDULES.from_plain(json.loads(json.dumps(SCHEDULES.to_plain(schedule)))) == (schedule, {})


@st.composite
def _any(draw: Callable[..., Any], cls: type[Schedule]) -> Schedule:
    """Every setting anywhere within its limits."""
    values = {}
    for info in fields_of(cls):
        low = info.field.minimum if info.field.minimum is not None else info.field.above
        assert low is not None
        open_ended = info.field.above is not None
        values[info.name] = draw(st.floats(low, info.field.maximum, exclude_min=open_ended))
    return cls(**values)


@every_schedule
@given(data=st.data(), epochs=st.integers(1, 10_000), share=st.floats(0, 2))
def test_factors_are_positive_and_at_most_one(
    cls: type[Schedule], data: st.DataObject, epochs: int, share: float
) -> None:
    factor = data.draw(_any(cls)).factor(share * epochs, epochs)
    assert LEAST <= factor <= 1 + 1e-12


@every_schedule
@given(data=st.data(), epochs=st.integers(1, 300), share=st.floats(0, 1))
def test_factor_is_what_the_formula_says(
    cls: type[Schedule], data: st.DataObject, epochs: int, share: float
) -> None:
    schedule = data.draw(_any(cls)).replace(warmup=0)
    if isinstance(schedule, OneCycle) and schedule.rise * epochs >= epochs:
        return  # only grows: nothing to divide by
    expected = FORMULAS[cls](schedule, share * epochs, epochs)
    assert schedule.factor(share * epochs, epochs) == pytest.approx(expected, rel=1e-9, abs=2 * LEAST)


@every_schedule
@given(warmup=st.floats(0.1, 50), share=st.floats(0, 1, exclude_max=True), epochs=st.integers(1, 50))
def test_warm_up_is_a_straight_line_to_where_the_course_begins(
    cls: type[Schedule], warmup: float, share: float, epochs: int
) -> None:
    """Also where it is longer than the whole run."""
    begins = cls().factor(0, epochs)
    expected = begins * (WARMUP_START + (1 - WARMUP_START) * share)
    assert cls(warmup=warmup).factor(share * warmup, epochs) == pytest.approx(expected, rel=1e-9)


@every_schedule
@given(warmup=st.integers(0, 20), epoch=st.floats(0, 40), epochs=st.integers(1, 40))
def test_the_course_has_the_epochs_behind_the_warm_up(
    cls: type[Schedule], warmup: int, epoch: float, epochs: int
) -> None:
    with_warmup = cls(warmup=warmup).factor(warmup + epoch, warmup + epochs)
    assert with_warmup == pytest.approx(cls().factor(epoch, epochs), rel=1e-6, abs=1e-9)


@every_schedule
@pytest.mark.parametrize("epochs", [1, 2, 100])
def test_beyond_the_end_it_never_rises(cls: type[Schedule], epochs: int) -> None:
    factors = [cls().factor(epochs + extra, epochs) for extra in (0, 0.5, 3, 1000)]
    assert factors == sorted(factors, reverse=True)


@pytest.mark.parametrize("every", [0.1, 0.3, 1, 2.5])
@pytest.mark.parametrize("warmup", [0, 0.1, 0.3, 0.7, 1.9])
def test_a_drop_comes_with_the_step_that_it_is_due_at(every: float, warmup: float) -> None:
    """Fractions of epochs are wrong in their last digit."""
    schedule = StepDecay(every, 0.5, warmup=warmup)
    for drops in range(1, 20):
        tenths = round(10 * (warmup + drops * every))
        assert schedule.factor(tenths // 10 + tenths % 10 / 10, 50) == 0.5**drops
        assert schedule.factor(tenths / 10 - 1e-6, 50) > 0.5**drops


def test_values_by_hand() -> None:
    assert [StepDecay(3, 0.5).factor(e, 10) for e in (0, 2.99, 3, 5.9, 6, 9)] == [1, 1, 0.5, 0.5, 0.25, 0.125]
    assert ExponentialDecay(0.9).factor(2, 10) == pytest.approx(0.81)
    assert PolynomialDecay(power=2, end=0.1).factor(5, 10) == pytest.approx(0.1 + 0.9 / 4)
    assert CosineDecay(end=0.2).factor(5, 10) == pytest.approx(0.6)
    assert CosineDecay(end=0.2).factor(10, 10) == pytest.approx(0.2)
    assert CosineDecay().factor(0.5, 1) == pytest.approx(0.5)  # within the only epoch
    cycle = OneCycle(rise=0.25, start=0.1, end=0.01)
    assert [cycle.factor(e, 8) for e in (0, 1, 2, 5, 8)] == pytest.approx([0.1, 0.55, 1, 0.505, 0.01])
    assert [Constant(warmup=4).factor(e, 8) for e in (0, 2, 4)] == pytest.approx([0.01, 0.505, 1])


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (StepDecay(4, 0.3), lambda o, l: l.StepLR(o, 4, 0.3)),
        (ExponentialDecay(0.8), lambda o, l: l.ExponentialLR(o, 0.8)),
        (PolynomialDecay(power=2), lambda o, l: l.PolynomialLR(o, 20, 2)),
        (CosineDecay(end=0.1), lambda o, l: l.CosineAnnealingLR(o, 20, 0.1)),
        (OneCycle(), lambda o, l: l.OneCycleLR(o, 1.0, total_steps=21)),
    ],
    ids=lambda v: type(v).__name__,
)
def test_pytorch_has_the_same_rates_at_the_epochs(ours: Schedule, theirs: Any) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    schedule = theirs(optimizer, torch.optim.lr_scheduler)
    for epoch in range(20):
        expected = optimizer.param_groups[0]["lr"]
        # PyTorch lets its one cycle rise until a step earlier.
        epoch_here = epoch if not isinstance(ours, OneCycle) else _on_ours(epoch)
        assert ours.factor(epoch_here, 20) == pytest.approx(expected, rel=1e-6, abs=1e-8)
        optimizer.step()
        schedule.step()


def _on_ours(epoch: int) -> float:
    top = 0.3 * 21 - 1
    return epoch * 6 / top if epoch < top else 6 + (epoch - top) * 14 / (20 - top)
