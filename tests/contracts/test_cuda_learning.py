"""Losses, optimizers, metrics and activations over the stand-in for CuPy: the same bits, and nothing mixed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nnstudio.backend.functions import ELEMENTWISE
from nnstudio.backend.reference import ReferenceBackend
from nnstudio.nn.losses import Loss
from nnstudio.nn.metrics import METRICS, Metric
from nnstudio.nn.optimizers import OPTIMIZERS, Optimizer
from nnstudio.system.arrays import Host
from tests.contracts.test_cuda_plumbing import DeviceArray, PlainDevice
from tests.contracts.test_losses import every_variant


def _on_both(work: Callable[[ReferenceBackend], tuple[Any, ...]]) -> None:
    host, device = ReferenceBackend(np, "reference", "float32"), PlainDevice("float32")
    for ours, theirs in zip(work(host), work(device), strict=True):
        assert isinstance(theirs, DeviceArray)
        np.testing.assert_array_equal(device.to_host(theirs), ours)


def _values(*shape: int, seed: int = 0) -> Host:
    return np.random.default_rng(seed).normal(size=shape).astype("float32")


@every_variant
@pytest.mark.parametrize("fused", [False, True])
def test_losses(loss: Loss, fused: bool) -> None:
    if fused and not loss.fuses:
        return
    z = _values(6, 3) if fused or not loss.fuses else np.full((6, 3), 1 / 3, "float32")
    labels = np.arange(6) % 3 if loss.task == "classes" else np.arange(18).reshape(6, 3) % 2
    target = loss.prepare(labels, (3,))

    def work(backend: ReferenceBackend) -> tuple[Any, ...]:
        output = backend.to_device(z)
        prediction = backend.zeros((6, 3)) if fused else output
        cost, gradient = backend.zeros((1,)), backend.zeros((6, 3))
        bound = loss.bind(backend, output, backend.to_device(target), prediction, cost, gradient, fused, 0.5)
        bound.forward()
        bound.backward()
        return cost, gradient, prediction

    _on_both(work)


@pytest.mark.parametrize("cls", tuple(OPTIMIZERS), ids=lambda cls: cls.__name__)
def test_optimizers(cls: type[Optimizer]) -> None:
    optimizer = cls(0.1, clip_value=1.0, clip_norm=1.5)

    def work(backend: ReferenceBackend) -> tuple[Any, ...]:
        w, g = backend.to_device(_values(9)), backend.zeros((9,))
        slots = {name: backend.zeros((9,)) for name in optimizer.slots}
        rate, step = backend.to_device(np.array([0.1])), backend.zeros((1,), np.int64)
        update = optimizer.bind(backend, w, g, slots, rate, step, 5)
        for i in range(3):
            g[...] = backend.to_device(_values(9, seed=i))
            step[0] += 1
            update()
        assert backend.finite(g)(w)
        return w, *slots.values()

    _on_both(work)


@pytest.mark.parametrize("classes", [False, True])
@pytest.mark.parametrize("cls", tuple(METRICS), ids=lambda cls: cls.__name__)
def test_metrics(cls: type[Metric], classes: bool) -> None:
    if classes and cls.key in ("mae", "rmse", "r2"):
        return
    metric = cls()

    def work(backend: ReferenceBackend) -> tuple[Any, ...]:
        prediction = backend.to_device(np.abs(_values(8, 3)) / 4)
        target = np.arange(8, dtype=np.int32) % 3 if classes else np.eye(3)[np.arange(8) % 3]
        sums = metric.batch(backend.xp, prediction, backend.to_device(target))
        return (sums,)

    _on_both(work)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_activations(name: str) -> None:
    function = ELEMENTWISE[name]

    def work(backend: ReferenceBackend) -> tuple[Any, ...]:
        z = backend.to_device(_values(50) * 4)
        a = function.value(backend.xp, z)
        return a, function.derivative(backend.xp, z, a)

    _on_both(work)


def test_penalties() -> None:
    def work(backend: ReferenceBackend) -> tuple[Any, ...]:
        w, g, loss = backend.to_device(_values(4, 3)), backend.zeros((4, 3)), backend.zeros((1,))
        bound = backend.penalty(w, g, 0.1, 0.2, loss)
        bound.forward()
        bound.backward()
        return g, loss

    _on_both(work)
