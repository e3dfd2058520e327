"""What fails on a card, and in which words: a capture, a product, the device itself, and what is not installed."""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np
import pytest

from nnstudio import Adam, BinaryCrossentropy, Dense, MeanSquaredError, Model, StudioError, sequential
from nnstudio.backend import get_backend, probe
from nnstudio.backend.cuda.libraries import shared_library
from nnstudio.backend.failures import DeviceError
from nnstudio.backend.gpu_system import Card
from nnstudio.training.events import Event, Remarked
from nnstudio.training.run import Run
from tests.backend.cuda.device import FakeDevice
from tests.backend.cuda.streams import Stream
from tests.backend.cuda.test_runs import TEXTBOOK, data_for, run_on
from tests.second_device import cuda_error, looked_for


@pytest.mark.usefixtures("expected_log")
def test_a_capture_that_fails_is_told_and_the_run_goes_on(device: FakeDevice) -> None:
    device.capture_error = RuntimeError("operation not permitted when stream is capturing\nmore")
    events: list[Event] = []
    model, figures, _ = run_on("textbook", "cuda", events.append)
    assert device.replays == 0
    np.testing.assert_allclose(figures, run_on("textbook", "cpu")[1], rtol=1e-4)
    remark = model.backend.remark
    assert remark is not None
    assert "piece by piece" in str(remark)
    assert "not permitted" in str(remark)
    assert "more" not in str(remark)
    assert [e.message for e in events if isinstance(e, Remarked)] == [remark]


@pytest.mark.usefixtures("expected_log")
def test_a_capture_that_was_disturbed_is_tried_again(
    device: FakeDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another thread asked for spoils those under way, not those that come later."""
    begin, disturbed = Stream.begin_capture, iter([True, True])

    def begun(stream: Stream, mode: int | None = None) -> None:
        if next(disturbed, False):
            raise RuntimeError("operation would make the legacy stream depend on a capturing one")
        begin(stream, mode)

    monkeypatch.setattr(Stream, "begin_capture", begun)
    model, figures, _ = run_on("textbook", "cuda")
    assert model.backend.remark is None
    assert device.replays
    np.testing.assert_allclose(figures, run_on("textbook", "cpu")[1], rtol=1e-4)


def test_divergence_is_found(device: FakeDevice) -> None:
    network = sequential((2,), [Dense(4), Dense(1, activation="linear")])
    model = Model(network, MeanSquaredError(), Adam(1000.0), batch_size=4, device="cuda")
    x = np.random.default_rng(0).normal(size=(8, 2)) * 1e18
    before = model.get_weights()
    run = Run(model, (x, x[:, :1] * 1e3), epochs=50)
    *_, finished = run.events()
    assert finished.reason == "diverged"
    for key, w in model.get_weights().items():
        np.testing.assert_array_equal(w, before[key])


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [(13, "lost", "the product failed on the GPU"), (3, "memory", "there was no memory for cuBLAS")],
)
def test_a_failing_product_is_one_sentence(status: int, kind: str, words: str, device: FakeDevice) -> None:
    model = Model(TEXTBOOK, BinaryCrossentropy(), batch_size=4, device="cuda")
    device.blas.status = status
    with pytest.raises(DeviceError, match=words) as caught:
        model.fit(np.ones((8, 2)), np.ones(8, int))
    assert caught.value.kind == kind


def test_what_a_library_failed_for_is_asked_of_the_driver(
    device: FakeDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kernel's fault may show first in a product; the device is lost to this process all the same."""
    monkeypatch.setattr(probe, "probe", lambda **_: looked_for(Card(0, "NVIDIA Test", (8, 6), 8 << 30)))
    monkeypatch.setattr(probe, "_lost", {})
    model = Model(TEXTBOOK, BinaryCrossentropy(), batch_size=4, device="cuda")
    run = Run(model, (np.ones((8, 2)), np.ones(8, int)))

    def lost() -> None:
        raise cuda_error(700)

    def product(*_arguments: object) -> int:
        monkeypatch.setattr(device.late, "do", lost)
        return 13

    monkeypatch.setattr(model.backend._shop.blas, "_product", product)
    with pytest.raises(DeviceError, match="a kernel reached for memory that is not its own"):
        for _ in run.events():
            pass
    assert [each.key for each in probe.devices() if not each.usable] == ["cuda"]


def test_a_step_that_broke_off_is_called_whole_before_it_is_captured(
    device: FakeDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its last kernels were not loaded yet, and no capture may load one."""
    x, y = data_for(TEXTBOOK, BinaryCrossentropy())
    model = Model(TEXTBOOK, BinaryCrossentropy(), batch_size=8, device="cuda")
    samples, rows = model.load(x, y), model.backend.to_device(np.arange(8))
    run, left = device.run, iter(range(6))

    def broken(work: Callable[[], None]) -> None:
        if next(left, None) is None:
            raise cuda_error(2)
        run(work)

    with monkeypatch.context() as patch:
        patch.setattr(device, "run", broken)
        with pytest.raises(Exception, match="cudaError"):
            model.learn(samples, rows)
    for _ in range(3):
        model.learn(samples, rows)
    assert model.backend.remark is None
    assert device.replays


@pytest.mark.parametrize(
    ("asked", "key"), [("cuda", "cuda"), ("cuda:0", "cuda"), ("auto", "cuda"), ("cuda:1", "cuda:1")]
)
def test_a_device_that_is_lost_is_given_up_however_it_was_called(
    asked: str, key: str, device: FakeDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probe, "probe", lambda **_: looked_for(*(Card(i, "NVIDIA Test", (8, 6), 8 << 30) for i in (0, 1))))  # fmt: skip
    monkeypatch.setattr(probe, "_lost", {})
    model = Model(TEXTBOOK, BinaryCrossentropy(), batch_size=4, device=asked)

    def lost(_work: object) -> None:
        raise cuda_error(700)

    device.run = lost  # type: ignore[method-assign]
    with pytest.raises(DeviceError, match="a kernel reached for memory that is not its own"):
        for _ in Run(model, (np.ones((8, 2)), np.ones(8, int))).events():
            pass
    assert [each.key for each in probe.devices() if not each.usable] == [key]


@pytest.mark.parametrize("found", [None, "nowhere/libcublas.so"])
def test_without_cublas_the_line_that_helps_is_told(
    found: str | None, device: FakeDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is looked for once: on Linux the system is asked by way of a compiler and its like."""
    asked: list[str] = []
    monkeypatch.setattr("nnstudio.backend.cuda.libraries.shared_library", shared_library)
    monkeypatch.setitem(sys.modules, "cuda.pathfinder", None)
    monkeypatch.setattr("ctypes.util.find_library", lambda name: (asked.append(name), found)[1])
    shared_library.cache_clear()
    for _ in range(2):
        with pytest.raises(StudioError, match=r"cuBLAS is not installed \(pip install"):
            get_backend("cuda")
    assert asked == ["cublas"]
    shared_library.cache_clear()
