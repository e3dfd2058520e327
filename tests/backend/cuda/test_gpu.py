"""The backend on a real GPU: run by ``pytest -m gpu`` where there is one, skipped with the reason elsewhere."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnstudio import Adam, BinaryCrossentropy, Model
from nnstudio.backend import get_backend
from nnstudio.backend.cuda import CudaBackend
from nnstudio.nn.layer import LAYERS, Layer
from nnstudio.nn.layers import Input
from nnstudio.nn.optimizers import OPTIMIZERS, Optimizer
from nnstudio.system.messages import StudioError
from tests.backend.cuda.device import FakeDevice, Mirrored
from tests.backend.cuda.test_layers import BOUND, check
from tests.backend.cuda.test_runs import TEXTBOOK, WORKS, run_on
from tests.contracts.cases import entry_for
from tests.contracts.test_losses import VARIANTS, Bench, _predictions, _sample, _ways

every_type = pytest.mark.parametrize("dtype", ["float32", "float64"])


def _mirrored(dtype: str) -> Mirrored:
    try:
        return Mirrored(get_backend("cuda", dtype))
    except StudioError as error:
        pytest.skip(str(error))


@pytest.mark.gpu
@every_type
@pytest.mark.parametrize("cls", BOUND, ids=lambda cls: cls.__name__)
def test_layers(cls: type[Layer], dtype: str) -> None:
    for case in entry_for(cls).corners:
        for training in (True, False):
            check(case, dtype, training=training, backend=_mirrored(dtype))


@pytest.mark.gpu
@every_type
@pytest.mark.parametrize("loss", VARIANTS, ids=repr)
def test_losses(loss: Any, dtype: str, monkeypatch: pytest.MonkeyPatch) -> None:
    check_loss(loss, dtype, _mirrored(dtype), monkeypatch)


def check_loss(loss: Any, dtype: str, backend: Mirrored, monkeypatch: pytest.MonkeyPatch) -> None:
    """Value and gradient of a loss are the reference's."""
    z, y = _sample(loss)
    for fused in _ways(loss):
        start = z if fused else _predictions(loss, z)
        oracle = Bench(loss, start, y, fused=fused, dtype=dtype).run()
        with monkeypatch.context() as patch:
            patch.setattr("tests.contracts.test_losses.make", lambda _name, _dtype: backend)
            ours = Bench(loss, start, y, fused=fused, dtype=dtype).run()
        tolerance = 1e-5 if dtype == "float32" else 1e-11
        np.testing.assert_allclose(ours.loss, oracle.loss, rtol=tolerance)
        np.testing.assert_allclose(ours.gradient, oracle.gradient, rtol=tolerance, atol=tolerance)


@pytest.mark.gpu
@pytest.mark.parametrize("cls", tuple(OPTIMIZERS), ids=lambda cls: cls.__name__)
def test_optimizers(cls: type[Optimizer]) -> None:
    check_optimizer(cls, _mirrored("float64"))


def check_optimizer(cls: type[Optimizer], backend: Mirrored) -> None:
    """Three steps with clipped gradients are the reference's."""
    optimizer = cls(0.1, clip_value=1.0, clip_norm=1.5)
    generator = np.random.default_rng(0)
    start, gradients = generator.normal(size=9), generator.normal(size=(3, 9))
    results = []
    for where in (get_backend("cpu", "float64"), backend):
        w, g, step = start.copy(), np.zeros(9), np.zeros(1, np.int64)
        slots = {name: np.full(9, optimizer.initial_slot(name)) for name in optimizer.slots}
        update = optimizer.bind(where, w, g, slots, np.array([0.1]), step, 5)  # type: ignore[arg-type]
        for row in gradients:
            g[...] = row
            step += 1
            update()
        results.append([w, *slots.values()])
    for ours, oracle in zip(*results, strict=True):
        np.testing.assert_allclose(ours, oracle, rtol=1e-10, atol=1e-12)


@pytest.mark.gpu
@pytest.mark.parametrize("name", WORKS)
def test_a_replayed_run_is_that_of_single_calls_and_near_that_of_the_cpu(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _mirrored("float32")
    results = []
    for graphs in (True, False):
        with monkeypatch.context() as patch:
            patch.setattr(
                "nnstudio.training.model.get_backend",
                lambda _device, dtype, _threads, graphs=graphs: CudaBackend(dtype, graphs=graphs),
            )
            model, figures, predictions = run_on(name, "cuda")
        assert model.backend.remark is None, str(model.backend.remark)
        results.append((figures, predictions))
    assert results[0][0] == results[1][0]
    np.testing.assert_array_equal(results[0][1], results[1][1])
    _, figures, predictions = run_on(name, "cpu")
    np.testing.assert_allclose(results[0][0], figures, rtol=1e-4)
    np.testing.assert_allclose(results[0][1], predictions, rtol=1e-3, atol=1e-4)


@pytest.mark.gpu
def test_500_steps_are_those_of_the_cpu() -> None:
    _mirrored("float32")
    generator = np.random.default_rng(0)
    x = generator.normal(size=(160, 2))
    y = (x[:, :1] * x[:, 1:] > 0).astype(int)
    losses = []
    for device in ("cpu", "cuda"):
        model = Model(TEXTBOOK, BinaryCrossentropy(), Adam(0.01), batch_size=32, device=device)
        losses.append([epoch.loss for epoch in model.fit(x, y, epochs=100).epochs])
    np.testing.assert_allclose(losses[1], losses[0], rtol=1e-3)


# The harness itself, where there is no GPU ------------------------------------------------------------------


def test_the_harness_works(device: FakeDevice, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the emulated device, whose arrays are copies as well: what is marked ``gpu`` above can pass, and can fail."""
    for cls in (c for c in LAYERS if c is not Input):
        check(entry_for(cls).corners[0], "float64", training=True, backend=_mirrored("float64"))
    for loss in VARIANTS:
        check_loss(loss, "float64", _mirrored("float64"), monkeypatch)
    for cls in OPTIMIZERS:
        check_optimizer(cls, _mirrored("float64"))
    monkeypatch.setattr("nnstudio.backend.cuda.shaping.copied", lambda *arguments: lambda: None)
    with pytest.raises(AssertionError):
        check(entry_for(LAYERS["Add"]).corners[0], "float64", training=True, backend=_mirrored("float64"))
