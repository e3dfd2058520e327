"""The backend on a real GPU: run by ``pytest -m gpu`` where there is one, skipped with the reason elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio import (
    Adam,
    BinaryCrossentropy,
    CategoricalCrossentropy,
    Conv2D,
    Dense,
    Flatten,
    MeanSquaredError,
    Model,
    sequential,
)
from nnstudio.backend import get_backend
from nnstudio.backend.cuda import CudaBackend
from nnstudio.backend.failures import DeviceError
from nnstudio.nn.layer import LAYERS, Layer
from nnstudio.nn.layers import Input
from nnstudio.nn.metrics import METRICS, Metric
from nnstudio.nn.optimizers import OPTIMIZERS, Optimizer
from nnstudio.system.messages import StudioError
from nnstudio.training.events import OneStep, Paused
from nnstudio.training.health import examine
from nnstudio.training.inspect import probe
from nnstudio.training.run import Run
from tests.backend.cuda.conftest import EMULATED
from tests.backend.cuda.device import FakeDevice, Mirrored
from tests.backend.cuda.emulator import needs_compiler
from tests.backend.cuda.test_layers import BOUND, check
from tests.backend.cuda.test_lifetimes import check_gone, check_large, check_two_at_once
from tests.backend.cuda.test_metrics import Largest
from tests.backend.cuda.test_runs import TEXTBOOK, WORKS, data_for, louder, run_on
from tests.backend.cuda.test_sizes import (
    CLASSES,
    NO_NUMBERS,
    NUMBERS,
    OF_CLASSES,
    SIZES,
    check_classes,
    check_measuring_beside_steps,
    check_no_number,
    check_numbers,
    check_steps,
    check_transposing,
    check_windows,
)
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
                lambda _device, dtype, _threads, graphs=graphs, **_: CudaBackend(dtype, graphs=graphs),
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


@pytest.mark.gpu
@pytest.mark.parametrize("name", WORKS)
def test_what_looks_into_a_network_sees_the_same(name: str) -> None:
    """Samples, gradients of all layers and a judgement of their health, on a model that has learned."""
    _mirrored("float32")
    network, loss, optimizer = WORKS[name]()
    x, y = data_for(network, loss)
    seen = []
    for device in ("cpu", "cuda"):
        model = Model(network, loss, optimizer, batch_size=8, device=device)
        model.fit(x, y, epochs=2)
        seen.append((probe(model, x, y), examine(model, x, y), model.evaluate(x, y)))
    (ours, health, figures), (theirs, device_health, device_figures) = seen
    assert figures == pytest.approx(device_figures, rel=1e-3)
    for key, gradient in ours.gradients.items():
        np.testing.assert_allclose(theirs.gradients[key], gradient, rtol=1e-2, atol=1e-4, err_msg=key)
    for one, other in zip(health.layers, device_health.layers, strict=True):
        assert (other.update is None) == (one.update is None)
        if one.update is not None:
            assert other.update == pytest.approx(one.update, rel=1e-2, abs=1e-5)


@pytest.mark.gpu
@pytest.mark.parametrize("cls", [*METRICS, Largest], ids=lambda cls: cls.__name__)
def test_metrics(cls: type[Metric]) -> None:
    _mirrored("float32")
    for name in ("textbook", "pictures", "regression"):
        network, loss, _ = WORKS[name]()
        if loss.task in cls.tasks:
            x, y = data_for(network, loss)
            watched = tuple(np.repeat(a, 30, axis=0) for a in (x, y))  # measured in three batches, one ragged
            found = []
            for device in ("cpu", "cuda"):
                model = Model(network, loss, batch_size=8, metrics=[cls()], device=device)
                epochs = model.fit(x, y, epochs=3, validation_data=watched).epochs
                found.append([(e.metrics[cls.key], e.val_metrics[cls.key]) for e in epochs])
            np.testing.assert_allclose(found[1], found[0], rtol=1e-3)


@pytest.mark.gpu
@every_type
@pytest.mark.parametrize("shape", NUMBERS, ids=str)
def test_metrics_of_numbers(shape: tuple[int, ...], dtype: str) -> None:
    _mirrored(dtype)
    for cls in METRICS:
        check_numbers(cls, shape, dtype)


@pytest.mark.gpu
@every_type
@pytest.mark.parametrize("shape", CLASSES, ids=str)
def test_metrics_of_classes(shape: tuple[int, ...], dtype: str) -> None:
    _mirrored(dtype)
    for metric in OF_CLASSES:
        check_classes(metric, shape, dtype)
    for metric in NO_NUMBERS:
        check_no_number(metric, shape[-1] + 2)


@pytest.mark.gpu
@every_type
@pytest.mark.parametrize("size", SIZES)
def test_steps_are_counted(size: int, dtype: str) -> None:
    _mirrored(dtype)
    check_steps(size, dtype)
    check_measuring_beside_steps()


@pytest.mark.gpu
@every_type
@pytest.mark.parametrize("channels", [1, 3, 4, 8])
def test_windows_and_transposing(channels: int, dtype: str) -> None:
    backend = _mirrored(dtype)
    for picture in ((1, 5), (7, 3)):
        check_windows(3, picture, channels, dtype, backend)
    for rows in (1, 33, 257):
        check_transposing(rows, channels, dtype)


@pytest.mark.gpu
@pytest.mark.parametrize("changed", [True, False])
def test_batches_made_on_the_host(changed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many more steps than the two sets of arrays in which they are made; the same as on the CPU."""
    _mirrored("float32")
    network, loss, _ = WORKS["pictures"]()
    x, y = (np.repeat(a, 20, axis=0) for a in data_for(network, loss))
    losses = []
    for device in ("cpu", "cuda"):
        model = Model(network, loss, Adam(0.001), batch_size=8, device=device)
        if not changed:
            monkeypatch.setattr(CudaBackend, "free_bytes", lambda _self: 1000)
            monkeypatch.setattr("nnstudio.training.run.require_device_memory", lambda *_, **__: None)
        run = Run(model, (x, y), (x[:30], y[:30]), epochs=4, making=louder if changed else None)
        for _ in run.events():
            pass
        losses.append([(e.loss, e.val_loss) for e in run.history.epochs])
    np.testing.assert_allclose(losses[1], losses[0], rtol=1e-3)


@pytest.mark.gpu
@pytest.mark.parametrize("name", WORKS)
def test_a_run_that_was_cut_equals_one_that_was_not(name: str) -> None:
    """Bit for bit, with many steps under way when it is cut."""
    _mirrored("float32")
    network, loss, optimizer = WORKS[name]()
    x, y = data_for(network, loss)
    results = []
    for cut in (None, 5, 7):
        model = Model(network, loss, optimizer, batch_size=8, device="cuda")
        run = Run(model, (x, y), epochs=4)
        if cut is not None:
            run.send(OneStep())
            left = cut
            for event in run.events():
                left -= isinstance(event, Paused)
                if not left:
                    break
                if isinstance(event, Paused):
                    run.send(OneStep())
            checkpoint = run.checkpoint()
            model = Model(network, loss, optimizer, batch_size=8, device="cuda")
            run = Run(model, (x, y), epochs=4, checkpoint=checkpoint)
        for _ in run.events():
            pass
        results.append(([e.loss for e in run.history.epochs], model.get_weights()))
    for losses, weights in results[1:]:
        assert losses == results[0][0]
        for key, w in weights.items():
            np.testing.assert_array_equal(w, results[0][1][key], err_msg=key)


@pytest.mark.gpu
@pytest.mark.parametrize("name", WORKS)
def test_short_products_are_near_the_exact_ones(name: str) -> None:
    _mirrored("float32")
    network, loss, optimizer = WORKS[name]()
    x, y = data_for(network, loss)
    losses = [
        Model(network, loss, optimizer, batch_size=8, device="cuda", tf32=tf32).fit(x, y, epochs=2).epochs[0].loss
        for tf32 in (False, True)
    ]  # fmt: skip
    assert losses[1] == pytest.approx(losses[0], rel=2e-2)


@pytest.mark.gpu
def test_short_convolutions_are_near_the_exact_ones_and_always_the_same() -> None:
    """By cuDNN, where it is installed."""
    _mirrored("float32")
    layers = [Conv2D(32, 3, padding="same"), Conv2D(48, 3, stride=2), Conv2D(64, 1), Flatten()]
    network = sequential((20, 18, 3), [*layers, Dense(3, activation="softmax")])
    x, y = (np.repeat(a, 10, axis=0) for a in data_for(network, CategoricalCrossentropy()))
    losses = []
    for tf32 in (False, True, True):
        model = Model(network, CategoricalCrossentropy(), batch_size=64, device="cuda", tf32=tf32)
        losses.append([epoch.loss for epoch in model.fit(x, y, epochs=4).epochs])
    assert losses[1] == losses[2]
    np.testing.assert_allclose(losses[1], losses[0], rtol=3e-2)


@pytest.mark.gpu
@pytest.mark.usefixtures("no_collector")
def test_a_model_that_is_gone_holds_nothing() -> None:
    _mirrored("float32")
    for _ in range(3):  # the second and third with the handles of the first
        check_gone()


@pytest.mark.gpu
def test_two_models_at_once_do_not_disturb_each_other() -> None:
    _mirrored("float32")
    check_two_at_once()


@pytest.mark.gpu
@pytest.mark.parametrize("kind", ["float64", "int64"])
def test_large_arrays_arrive(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _mirrored("float32")
    check_large(kind, monkeypatch)


@pytest.mark.gpu
def test_memory_that_does_not_suffice_is_told_and_the_next_run_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused with numbers before; and where the driver refuses in the middle, in words as well."""
    _mirrored("float32")
    network, batch = (
        sequential((4,), [Dense(1_000_000), Dense(1)]),
        1 << 16,
    )  # 244 GiB of activations, and their gradients
    x, y = np.zeros((batch, 4)), np.zeros((batch, 1))
    for refused in (True, False):
        if not refused:
            monkeypatch.setattr("nnstudio.training.run.require_device_memory", lambda *_, **__: None)
        model = Model(network, MeanSquaredError(), batch_size=batch, device="cuda")
        with pytest.raises(DeviceError, match="memory") as caught:
            for _ in Run(model, (x, y)).events():
                pass
        assert caught.value.kind == "memory"
        del model
    monkeypatch.undo()
    test_500_steps_are_those_of_the_cpu()


# The harness itself, where there is no GPU ------------------------------------------------------------------


@pytest.mark.full
@needs_compiler
def test_what_asks_for_a_gpu_passes_on_the_emulated_device() -> None:
    """Whoever has a card for an hour finds no mistake of the tests themselves."""
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n0", "-m", "gpu", str(Path(__file__).parent)],
        env=os.environ | {EMULATED: "1"},
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )
    assert told.returncode == 0, told.stdout[-5000:]
    assert " skipped" not in told.stdout.splitlines()[-1]


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
