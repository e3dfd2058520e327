"""Kernels over sizes that are no multiple of anything: one value, one more or less than a block, and several grids."""

from __future__ import annotations

import math
import types
from typing import Any

import msgspec
import numpy as np
import pytest

from nnstudio.backend.cuda import CudaBackend
from nnstudio.backend.cuda.journal import LONG
from nnstudio.backend.journal import Learning
from nnstudio.nn.layers import AvgPool2D, Conv2D, ConvTranspose2D, GlobalMaxPool, MaxPool2D
from nnstudio.nn.metrics import AUC, METRICS, Metric, Precision, Recall, TopK
from tests.backend.cuda.device import FakeDevice, HostFaced
from tests.backend.cuda.test_layers import check
from tests.contracts.cases import Case

SIZES = (1, 2, 255, 256, 257, 65_537)

every_type = pytest.mark.parametrize("dtype", ["float32", "float64"])


def over(shapes: tuple[tuple[int, ...], ...]) -> pytest.MarkDecorator:
    """Every shape in both types; the large ones in float64, by the same lines, in the long suites only."""
    return pytest.mark.parametrize(
        ("dtype", "shape"),
        [
            pytest.param(dtype, s, marks=[pytest.mark.full] * (dtype == "float64" and math.prod(s) > 10_000))
            for dtype in ("float32", "float64")
            for s in shapes
        ],
        ids=str,
    )


@every_type
@pytest.mark.parametrize("size", SIZES)
def test_steps_count_until_a_number_is_not_finite(size: int, dtype: str, device: FakeDevice) -> None:
    check_steps(size, dtype)


def check_steps(size: int, dtype: str) -> None:
    """Three are taken, and none of those after the first that is not finite."""
    backend = CudaBackend(dtype)
    gradient = backend.to_device(np.linspace(-1, 1, size))
    step, loss = backend.to_device(np.zeros(1, np.int64)), backend.to_device(np.full(1, 0.25))
    journal = backend.journal(4, Learning(gradient, step))
    journal.begin(np.zeros(4))
    count = journal.counting(loss, 7)
    for _ in range(3):
        count()
    gradient[size - 1] = np.inf
    count()
    gradient[size - 1] = 0
    count()  # once is for good
    losses, sums, sound = journal.read()
    assert losses.tolist() == [0.25] * 3
    assert sums.tolist() == [0.25 * 7 * 3, 0, 0, 0]
    assert not sound
    assert int(step[0]) == 3


def test_who_measures_counts_every_number_and_lets_steps_be(device: FakeDevice) -> None:
    check_measuring_beside_steps()


def check_measuring_beside_steps() -> None:
    """A step that was not finite may be under way while somebody measures: it must not be taken after all."""
    backend = CudaBackend("float64")
    gradient, step = backend.to_device(np.full(3, np.nan)), backend.to_device(np.zeros(1, np.int64))
    loss = backend.to_device(np.full(1, 0.5))
    learning, looking = backend.journal(1, Learning(gradient, step)), backend.journal(1)
    learning.begin(np.zeros(1))
    count, measure = learning.counting(loss, 2), looking.counting(loss, 3)
    count()
    looking.begin(np.zeros(1))
    measure()
    measure()
    loss[0] = np.inf
    gradient[...] = 0
    count()
    assert (looking.read().sums.tolist(), looking.read().sound) == ([3.0], True)
    measure()
    assert looking.read().sums.tolist() == [np.inf]
    assert (learning.read().sums.tolist(), int(step[0])) == ([0.0], 0)


class Queue:
    """A device that takes a while for each step, and the clock beside it."""

    def __init__(self, device: FakeDevice, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now, self.done_at, self.seconds = 0.0, [0.0], 0.0
        monkeypatch.setattr("nnstudio.backend.cuda.journal.time", self)
        monkeypatch.setattr(device.cuda, "Event", self.event)

    def perf_counter(self) -> float:
        return self.now

    def event(self, **_settings: bool) -> Any:
        def record() -> None:
            mark.at = self.done_at[-1]

        def synchronize() -> None:
            self.now = max(self.now, mark.at)

        mark = types.SimpleNamespace(record=record, synchronize=synchronize, at=0.0)
        return mark

    def step(self) -> None:
        self.done_at.append(max(self.now, self.done_at[-1]) + self.seconds)

    def under_way(self) -> int:
        return sum(at > self.now for at in self.done_at)


@pytest.mark.parametrize("seconds", [1e-4, 0.02, 0.5, 5.0])
def test_no_more_than_three_steps_are_under_way_before_their_time_is_known(
    seconds: float, device: FakeDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = Queue(device, monkeypatch)
    queue.seconds = seconds
    journal = CudaBackend("float32").journal(1)
    journal.begin(np.zeros(1))
    for _ in range(3):
        queue.step()
        journal.ticked()
        assert queue.under_way() <= 3
    if seconds > LONG:
        for _ in range(50):
            queue.step()
            journal.ticked()
            assert queue.under_way() <= 3


@pytest.mark.parametrize(
    ("seconds", "least", "most"), [(1e-4, 20, 24), (0.004, 8, 24), (0.02, 2, 3), (0.5, 2, 3)]
)
def test_as_many_steps_are_under_way_as_let_a_person_stop_at_once(
    seconds: float, least: int, most: int, device: FakeDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = Queue(device, monkeypatch)
    journal = CudaBackend("float32").journal(1)
    journal.begin(np.zeros(1))
    for queue.seconds in (
        0.02 if seconds < 0.02 else 1e-4,
        seconds,
    ):  # others before: it finds its pace again
        seen = []
        for _ in range(400):
            queue.step()
            journal.ticked()
            seen.append(queue.under_way())
        assert least <= max(seen[200:]) <= most or queue.seconds != seconds


def check_metric(metric: Metric, dtype: str, p: Any, y: Any) -> None:
    """The sums of two batches, the second of which is forgotten where a step before it was not finite, are the reference's."""
    backend = CudaBackend(dtype)
    size = metric.size(p.shape[1:])
    gradient, step = backend.to_device(np.zeros(1)), backend.to_device(np.zeros(1, np.int64))
    journal = backend.journal(1 + size, Learning(gradient, step))
    journal.begin(np.ones(1 + size))
    part, settings = slice(1, 1 + size), msgspec.structs.asdict(metric)
    score = journal.scoring(metric.key, backend.to_device(p), backend.to_device(y), part, **settings)
    assert score is not None
    score()
    backend._shop.sound[...] = 0
    score()
    first, *sums = journal.read().sums - 1
    wanted = metric.batch(np, p, y)
    assert first == 0
    if isinstance(metric, AUC):  # a score that lies between two bins may fall into either
        assert sum(sums) == wanted.sum()
        assert metric.finish(np.array(sums), len(p)) == pytest.approx(metric.finish(wanted, len(p)), abs=1e-4)
    else:
        np.testing.assert_allclose(sums, wanted, rtol=1e-5 if dtype == "float32" else 1e-12)


NO_NUMBERS = (TopK(1), TopK(2), Precision(), Recall())


@pytest.mark.parametrize("columns", [3, 40])
@pytest.mark.parametrize("metric", NO_NUMBERS, ids=repr)
def test_what_is_no_number(metric: Metric, columns: int, device: FakeDevice) -> None:
    check_no_number(metric, columns)


def check_no_number(metric: Metric, columns: int) -> None:
    """A NaN is never right, and comes before all numbers."""
    p = np.array([[0.1, 0.2, 0.7], [np.nan, 0.5, 0.5], [0.2, np.nan, 0.8], [np.nan, np.nan, np.nan]])
    p = np.hstack([np.zeros((4, columns - 3)), p, p])  # a thread of the card sees both halves
    check_metric(metric, "float64", p, np.array([2, 0, 1, 2], np.int32) + columns - 3)


NUMBERS = ((1, 1), (2, 1), (255, 3), (256, 1), (257, 2, 17), (4111, 33), (65_537, 1))


@over(NUMBERS)
@pytest.mark.parametrize("cls", tuple(METRICS), ids=lambda cls: cls.__name__)
def test_metrics_of_numbers(
    cls: type[Metric], shape: tuple[int, ...], dtype: str, device: FakeDevice
) -> None:
    check_numbers(cls, shape, dtype)


def check_numbers(cls: type[Metric], shape: tuple[int, ...], dtype: str) -> None:
    """A metric over numbers, or over a yes or no."""
    p, y = np.random.default_rng(0).normal(size=(2, *shape)).astype(dtype)
    if "regression" not in cls.tasks:
        p, y = 1 / (1 + np.exp(-p)), (y > 0).astype(dtype)
    check_metric(cls(), dtype, p, y)


CLASSES = ((1, 2), (2, 3, 5), (7, 300), (255, 33), (256, 2), (257, 3, 5), (4111, 33))
OF_CLASSES = (TopK(3), *(cls() for cls in METRICS if "classes" in cls.tasks))


@over(CLASSES)
@pytest.mark.parametrize("metric", OF_CLASSES, ids=repr)
def test_metrics_of_classes(metric: Metric, shape: tuple[int, ...], dtype: str, device: FakeDevice) -> None:
    check_classes(metric, shape, dtype)


def check_classes(metric: Metric, shape: tuple[int, ...], dtype: str) -> None:
    """A metric over rows of probabilities, and the right class of each."""
    generator = np.random.default_rng(0)
    z = np.exp(generator.normal(size=shape))
    z[..., -1] = z[..., 0]  # of equals the first
    z[::2] = np.ceil(z[::2])  # and there are many of them
    p = (z / z.sum(axis=-1, keepdims=True)).astype(dtype)
    y = generator.integers(shape[-1], size=shape[:-1]).astype(np.int32)
    check_metric(metric, dtype, p, y)


@every_type
@pytest.mark.parametrize("rows", [1, 2, 33, 257])
@pytest.mark.parametrize("columns", [1, 3, 32, 65])
def test_transposing(rows: int, columns: int, dtype: str, device: FakeDevice) -> None:
    check_transposing(rows, columns, dtype)


def check_transposing(rows: int, columns: int, dtype: str) -> None:
    """A matrix of any shape."""
    backend = CudaBackend(dtype)
    x = np.arange(rows * columns, dtype=dtype).reshape(rows, columns)
    y = backend.zeros((columns, rows))
    launch = backend._shop.kernels.each("transpose", x.size, backend.to_device(x), y, x.size, rows, columns)
    launch()
    np.testing.assert_array_equal(backend.to_host(y), x.T)


@every_type
@pytest.mark.parametrize("channels", [1, 3, 4, 5, 8, 12])
@pytest.mark.parametrize("picture", [(1, 1), (1, 5), (7, 3)], ids=str)
@pytest.mark.parametrize("batch", [1, 3])
def test_windows_over_channels_that_are_moved_one_by_one_and_in_fours(
    batch: int, picture: tuple[int, int], channels: int, dtype: str, device: FakeDevice
) -> None:
    check_windows(batch, picture, channels, dtype)


def check_windows(
    batch: int, picture: tuple[int, int], channels: int, dtype: str, backend: HostFaced | None = None
) -> None:
    """Every layer with windows."""
    for layer in (
        Conv2D(channels, 3, padding="same"),
        Conv2D(4, 2, stride=2, padding="same", bias=False),
        Conv2D(channels, 3, dilation=2, groups=channels // 4 or 1, padding="same"),
        ConvTranspose2D(channels, 3, 2),
        ConvTranspose2D(4, 1, 3, activation="tanh"),
        MaxPool2D(2, 1, "same"),
        MaxPool2D(3, 2, "same"),
        AvgPool2D(2, 2, "same"),
        GlobalMaxPool(),
    ):
        if isinstance(layer, Conv2D) and channels % layer.groups:
            continue
        check(Case(layer, ((*picture, channels),), batch), dtype, training=True, backend=backend)
