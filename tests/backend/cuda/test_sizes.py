"""Kernels over sizes that are no multiple of anything: one value, one more or less than a block, and several grids."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnstudio.backend.cuda import CudaBackend
from nnstudio.nn.layers import AvgPool2D, Conv2D, ConvTranspose2D, GlobalMaxPool, MaxPool2D
from nnstudio.nn.metrics import Accuracy, MeanAbsoluteError, RootMeanSquaredError
from tests.backend.cuda.device import DeviceArray, FakeDevice
from tests.backend.cuda.test_layers import check
from tests.contracts.cases import Case

SIZES = (1, 2, 255, 256, 257, 65_537)

every_type = pytest.mark.parametrize("dtype", ["float32", "float64"])


def journal_of(dtype: str, size: int) -> tuple[CudaBackend, Any, Any, Any]:
    """A backend, its journal with four sums, a gradient and the counter of steps."""
    backend = CudaBackend(dtype)
    gradient, step = (
        backend.to_device(np.linspace(-1, 1, size)),
        backend.to_device(np.zeros(1, np.int64)),
    )
    journal = backend.journal(gradient, step, 4)
    journal.begin(np.zeros(4))
    return backend, journal, gradient, step


@every_type
@pytest.mark.parametrize("size", SIZES)
def test_judging_counts_until_a_number_is_not_finite(size: int, dtype: str, device: FakeDevice) -> None:
    backend, journal, gradient, step = journal_of(dtype, size)
    loss = backend.to_device(np.full(1, 0.25))
    judge = journal.judging(loss, 7)
    for _ in range(3):
        judge()
    gradient[size - 1] = np.inf
    judge()
    gradient[size - 1] = 0
    judge()  # once is for good
    losses, sums, sound = journal.read()
    assert losses.tolist() == [0.25] * 3
    assert sums.tolist() == [0.25 * 7 * 3, 0, 0, 0]
    assert not sound
    assert int(step[0]) == 3


@every_type
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("columns", [1, 3])
def test_scores_of_numbers(columns: int, size: int, dtype: str, device: FakeDevice) -> None:
    backend, journal, *_ = journal_of(dtype, 1)
    p, y = np.random.default_rng(size).normal(size=(2, size, columns)).astype(dtype)
    arrays = backend.to_device(p), backend.to_device(y)
    metrics = (Accuracy(0.1), MeanAbsoluteError(), RootMeanSquaredError())
    for at, metric in enumerate(metrics, 1):
        score = journal.scoring(metric.key, *arrays, at, getattr(metric, "threshold", 0.0))
        assert score is not None
        score()
    wanted = [0.0, *(float(metric.batch(np, p, y)[0]) for metric in metrics)]
    np.testing.assert_allclose(journal.read().sums, wanted, rtol=2e-5)


@every_type
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("classes", [2, 5, 33])
def test_scores_of_classes(classes: int, size: int, dtype: str, device: FakeDevice) -> None:
    backend, journal, *_ = journal_of(dtype, 1)
    generator = np.random.default_rng(size)
    p = generator.normal(size=(size, classes)).astype(dtype)
    p[:, -1] = p[:, 0]  # of equals the first
    y = generator.integers(classes, size=size).astype(np.int32)
    score = journal.scoring("accuracy", backend.to_device(p), backend.to_device(y), 3, 0.5)
    assert score is not None
    score()
    assert journal.read().sums[3] == pytest.approx(Accuracy().batch(np, p, y)[0])


@every_type
@pytest.mark.parametrize("rows", [1, 2, 33, 257])
@pytest.mark.parametrize("columns", [1, 3, 32, 65])
def test_transposing(rows: int, columns: int, dtype: str, device: FakeDevice) -> None:
    shop = CudaBackend(dtype)._shop
    x, y = np.arange(rows * columns, dtype=dtype).reshape(rows, columns), np.zeros((columns, rows), dtype)
    shop.kernels.each("transpose", x.size, DeviceArray(x), DeviceArray(y), x.size, rows, columns)()
    np.testing.assert_array_equal(y, x.T)


@every_type
@pytest.mark.parametrize("channels", [1, 3, 4, 5, 8, 12])
@pytest.mark.parametrize("picture", [(1, 1), (1, 5), (7, 3)], ids=str)
@pytest.mark.parametrize("batch", [1, 3])
def test_windows_over_channels_that_are_moved_one_by_one_and_in_fours(
    batch: int, picture: tuple[int, int], channels: int, dtype: str, device: FakeDevice
) -> None:
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
        check(Case(layer, ((*picture, channels),), batch), dtype, training=True)
