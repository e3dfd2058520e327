"""The CPU's convolution against the reference, over shapes nobody would think of."""

from __future__ import annotations

import gc
import tracemalloc
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits

from nnstudio.backend.base import Sigma
from nnstudio.backend.cpu.compile import only_planning
from nnstudio.backend.cpu.convolution import Plan, plan
from nnstudio.backend.cpu.kernels.functions import FUSED
from nnstudio.backend.cpu.pool import Pool
from nnstudio.backend.cpu.workshop import Workshop
from nnstudio.backend.geometry import Axis, Window, same_axis, valid_axis
from nnstudio.backend.reference import ReferenceBackend

ORACLE = ReferenceBackend(np, "cpu", "float64")


class Case(NamedTuple):
    """The arrays of a convolution."""

    x: Any
    w: Any
    b: Any
    y: Any
    window: Window
    groups: int
    name: str
    dy: Any
    dx: Any
    dw: Any
    db: Any

    def plan(self, *, exact: bool = False) -> Plan:
        """Plan it for the CPU."""
        return plan(self._shop(), *self._replace(name=FUSED[self.name]), exact=exact)

    def _shop(self) -> Workshop:
        return Workshop(self._empty, Pool(4), self.x.dtype)

    def _empty(self, shape: tuple[int, ...], dtype: Any = None) -> Any:
        return np.full(shape, np.nan, dtype or self.x.dtype)  # what is read before it was written, shows

    def expected(self) -> dict[str, Any]:
        """The reference's results in float64."""
        case = Case(*(a.astype(np.float64) if isinstance(a, np.ndarray) else a for a in self))
        bound = ORACLE.conv2d(*case._replace(name=Sigma(self.name)))
        bound.forward()
        bound.backward()
        return case.results()

    def results(self) -> dict[str, Any]:
        """What was computed, copied."""
        arrays = {"y": self.y, "dx": self.dx, "dw": self.dw, "db": self.db}
        return {key: a.copy() for key, a in arrays.items() if a is not None}


def make(
    window: Window, channels: int, filters: int, *, batch: int = 2, groups: int = 1, name: str = "linear",
    dtype: str = "float32", bias: bool = True, wants: str = "xwb", seed: int = 0,
) -> Case:  # fmt: skip
    """A convolution of random numbers; ``wants`` names the gradients."""
    generator = np.random.default_rng(seed)

    def normal(*shape: int) -> Any:
        return generator.standard_normal(shape).astype(dtype)

    rows, columns = window
    x = normal(batch, rows.size, columns.size, channels)
    w = normal(rows.kernel, columns.kernel, channels // groups, filters)
    w *= np.sqrt(filters / w.size, dtype=dtype)  # sums of size 1, where activations bend
    b = normal(filters) if bias else None
    dy = normal(batch, rows.output, columns.output, filters)

    def gradient(of: Any, letter: str) -> Any:
        return np.full_like(of, np.nan) if of is not None and letter in wants else None

    y = np.full_like(dy, np.nan)
    return Case(
        x, w, b, y, window, groups, name, dy, gradient(x, "x"), gradient(w, "w"), gradient(b, "b")
    )  # fmt: skip


def run(plan: Plan, threads: int = 1) -> None:
    """Forward and backward, once."""
    with threadpool_limits(1, user_api="blas"), Pool(threads) as pool:
        for phase in (*plan.forward, *plan.backward):
            pool.run(phase)


def distance(a: Any, b: Any) -> float:
    """How far ``a`` is from ``b``, in the Euclidean norm, relative to it."""
    return float(np.linalg.norm(a - b) / max(np.linalg.norm(b), 1e-30))


def check(case: Case, tolerance: float, *, exact: bool = False) -> None:
    """Hold a case, run twice, to the reference."""
    ready, expected = case.plan(exact=exact), case.expected()
    for _ in range(2):
        run(ready)
        for key, value in case.results().items():
            assert distance(value, expected[key]) <= tolerance, key


def axes(kernels: st.SearchStrategy[int], most_stride: int, most_dilation: int) -> st.SearchStrategy[Axis]:
    """Axes with at least one window."""
    small = st.integers(0, 3)
    return st.builds(
        Axis, st.integers(1, 13), kernels, st.integers(1, most_stride), st.integers(1, most_dilation), small, small
    ).filter(lambda axis: axis.output >= 1)  # fmt: skip


any_axis = axes(st.integers(1, 5), 6, 3)
names = st.sampled_from(sorted(FUSED))


@given(
    any_axis, any_axis, st.integers(1, 4), st.integers(1, 3), st.sampled_from([1, 1, 2, 3]), st.integers(1, 10),
    names, st.booleans(), st.sampled_from(["float32", "float64"]),
)  # fmt: skip
def test_any_shape(
    rows: Axis, columns: Axis, channels: int, filters: int, groups: int, batch: int, name: str, bias: bool, dtype: str
) -> None:  # fmt: skip
    case = make(
        Window(rows, columns), channels * groups, filters * groups,
        batch=batch, groups=groups, name=name, dtype=dtype, bias=bias,
    )  # fmt: skip
    check(case, 2e-5 if dtype == "float32" else 1e-12)


three = axes(st.just(3), 1, 1)


@given(three, three, st.integers(14, 35), st.integers(6, 35), st.integers(1, 10), names, st.booleans())
def test_three_by_three(
    rows: Axis, columns: Axis, channels: int, filters: int, batch: int, name: str, bias: bool
) -> None:
    case = make(Window(rows, columns), channels, filters, batch=batch, name=name, bias=bias)
    check(case, 5e-6)


@given(any_axis, any_axis, st.integers(1, 20), st.sampled_from([1, 2]), st.integers(1, 4), names)
def test_depthwise(rows: Axis, columns: Axis, channels: int, multiplier: int, batch: int, name: str) -> None:
    case = make(
        Window(rows, columns), channels, channels * multiplier, groups=channels, batch=batch, name=name
    )  # fmt: skip
    check(case, 2e-5)


def square(size: int, kernel: int = 3, stride: int = 1) -> Window:
    """The same axis twice."""
    return Window(same_axis(size, kernel, stride), same_axis(size, kernel, stride))


SHAPES = {
    "winograd": (square(14), 32, 32, 1),
    "winograd, odd": (Window(valid_axis(11, 3, 1), same_axis(9, 3, 1)), 17, 24, 1),
    "winograd, BLAS": (square(8), 64, 104, 1),
    "winograd, many weights": (square(7), 96, 104, 1),
    "pointwise": (square(9, 1), 24, 40, 1),
    "pointwise, BLAS": (square(9, 1), 64, 72, 1),
    "strided, BLAS": (square(8, 3, 2), 48, 56, 1),
    "one channel": (square(28), 1, 16, 1),
    "three channels": (square(16), 3, 32, 1),
    "strided": (square(16, 3, 2), 16, 24, 1),
    "five": (square(12, 5), 6, 10, 1),
    "valid, strided": (Window(valid_axis(15, 4, 2), valid_axis(11, 3, 3)), 8, 24, 1),
    "dilated": (Window(same_axis(10, 3, 1, 2), same_axis(9, 3, 1, 2)), 6, 10, 1),
    "dilated rows": (Window(same_axis(10, 3, 1, 2), same_axis(9, 3, 1)), 6, 10, 1),
    "groups": (square(9), 12, 8, 4),
    "depthwise": (square(12), 24, 24, 24),
    "depthwise, strided": (square(12, 3, 2), 20, 20, 20),
}
every_shape = pytest.mark.parametrize("shape", SHAPES)


@every_shape
@pytest.mark.parametrize("name", FUSED)
def test_every_activation(shape: str, name: str) -> None:
    window, channels, filters, groups = SHAPES[shape]
    case = make(window, channels, filters, groups=groups, name=name, batch=9)
    check(case, 5e-6)


@every_shape
def test_exact(shape: str) -> None:
    window, channels, filters, groups = SHAPES[shape]
    check(make(window, channels, filters, groups=groups, name="relu"), 1e-6, exact=True)


@pytest.mark.parametrize(("channels", "filters"), [(32, 32), (64, 104)], ids=["", "BLAS"])
def test_winograd_adds_up_the_blocks_of_a_chunk(channels: int, filters: int) -> None:
    """Where pictures are large or many, the tiles of a chunk have no room at once."""
    check(make(square(56), channels, filters), 5e-6)


@every_shape
@pytest.mark.parametrize("wants", ["", "x", "wb", "w"])
def test_what_is_not_wanted_is_left_out(shape: str, wants: str) -> None:
    window, channels, filters, groups = SHAPES[shape]
    check(make(window, channels, filters, groups=groups, name="relu", wants=wants), 5e-6)


@every_shape
def test_a_program_that_only_predicts(shape: str) -> None:
    window, channels, filters, groups = SHAPES[shape]
    case = make(window, channels, filters, groups=groups, name="tanh", wants="")
    expected = case.expected()
    ready = case._replace(dy=None).plan()
    assert ready.backward == []
    run(ready)
    assert distance(case.y, expected["y"]) < 5e-6


@every_shape
@pytest.mark.parametrize("name", ["relu", "elu"])
def test_nan_is_passed_on(shape: str, name: str) -> None:
    window, channels, filters, groups = SHAPES[shape]
    case = make(window, channels, filters, groups=groups, name=name)
    case.x[1, 4, 5, 0] = np.nan
    run(case.plan())
    reached = np.isnan(case.expected()["y"])
    assert reached.any()
    assert np.isnan(case.y[reached]).all()
    assert np.isfinite(case.y[0]).all()


@every_shape
def test_threads_do_not_change_the_bits(shape: str) -> None:
    window, channels, filters, groups = SHAPES[shape]
    results = []
    for threads in (1, 2, 4):
        case = make(window, channels, filters, groups=groups, name="relu", batch=13)
        ready = case.plan()
        for _ in range(3):
            run(ready, threads)
        results.append(case.results())
    for other in results[1:]:
        for key, value in results[0].items():
            np.testing.assert_array_equal(value, other[key])


@every_shape
def test_the_memory_is_counted(shape: str) -> None:
    """Planning on arrays without memory reads and writes none, and asks for the same workspaces."""
    window, channels, filters, groups = SHAPES[shape]
    case = make(window, channels, filters, groups=groups, name="relu")
    asked: list[list[tuple[int, ...]]] = [[], []]
    dummies = [np.broadcast_to(np.float32(0), a.shape) if isinstance(a, np.ndarray) else a for a in case]
    for shapes, arrays in zip(asked, (case, dummies), strict=True):

        def empty(
            shape: tuple[int, ...], dtype: Any = None, shapes: Any = shapes, arrays: Any = arrays
        ) -> Any:
            shapes.append(shape)
            array = np.empty(shape, dtype or np.float32)
            return array if arrays is case else np.broadcast_to(np.float32(0), array.shape)

        shop = Workshop(empty, Pool(2), np.dtype(np.float32))
        with only_planning():  # nothing wants to be compiled for dummies
            plan(shop, *Case(*arrays)._replace(name=FUSED["relu"]))  # type: ignore[arg-type]
    assert asked[0] == asked[1]


def _grown(ready: Plan) -> int:
    """By how many bytes the memory grows at most while all tasks of an operation are done."""
    gc.disable()  # what is garbage by now is none of the step's
    tracemalloc.start()
    try:
        with threadpool_limits(1, user_api="blas"):
            before = tracemalloc.get_traced_memory()[0]
            tracemalloc.reset_peak()
            for phase in (*ready.forward, *ready.backward):
                for task in phase:
                    task()
            return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
        gc.enable()


@every_shape
def test_a_step_makes_no_array(shape: str) -> None:
    window, channels, filters, groups = SHAPES[shape]
    case = make(window, channels, filters, groups=groups, name="relu", batch=64)
    ready = case.plan()
    run(ready)
    # What a step allocates it allocates each time; what another thread happens to is none of its.
    grown = min(_grown(ready) for _ in range(3))
    assert grown < 4096, f"{grown} bytes were allocated at once in a step"
