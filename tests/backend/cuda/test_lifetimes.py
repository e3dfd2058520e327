"""What becomes of a model on the GPU when nobody needs it any more."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

from nnstudio import Adam, BinaryCrossentropy, Model
from nnstudio.backend import get_backend
from nnstudio.training.run import Run
from tests.backend.cuda.device import FakeDevice
from tests.backend.cuda.streams import Stream
from tests.backend.cuda.test_runs import TEXTBOOK, data_for


def learned() -> Model:
    model = Model(TEXTBOOK, BinaryCrossentropy(), Adam(0.01), batch_size=8, device="cuda", tf32=True)
    x, y = data_for(TEXTBOOK, BinaryCrossentropy())
    for _ in Run(model, (x, y), (x, y), epochs=2).events():
        pass
    return model


@pytest.mark.usefixtures("no_collector")
def test_it_gives_its_memory_back_at_once(device: FakeDevice) -> None:
    check_gone()


def check_gone() -> None:
    """Nothing but who works with it holds a backend."""
    model = learned()
    gone = weakref.ref(model.backend)
    del model
    assert gone() is None


def test_two_at_once_do_not_disturb_each_other(device: FakeDevice) -> None:
    check_two_at_once()


def check_two_at_once() -> None:
    """In threads of their own, as when somebody asks one model while another one learns; bit for bit as alone."""
    alone = learned().get_weights()
    with ThreadPoolExecutor(3) as threads:
        models = [each.result() for each in [threads.submit(learned) for _ in range(9)]]
    for model in models:
        assert model.backend.remark is None, str(model.backend.remark)
        for key, w in model.get_weights().items():
            np.testing.assert_array_equal(w, alone[key], err_msg=key)


def test_the_next_one_gets_its_handles(device: FakeDevice) -> None:
    """The stand-ins have no function that destroys one: it would wait for the device, which spoils a capture."""
    first, second = learned(), learned()
    handles = [(m.backend._shop.blas._handle, m.backend._shop.dnn.handle) for m in (first, second)]
    assert device.blas.created == 2
    del first, second
    third = learned()
    assert device.blas.created == 2
    assert (third.backend._shop.blas._handle, third.backend._shop.dnn.handle) in handles
    assert device.blas.mode == 3


@pytest.mark.parametrize("kind", ["float64", "int64"])
def test_what_is_large_goes_there_without_a_pinned_copy_that_stays(
    kind: str, device: FakeDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device, "array", None)
    check_large(kind, monkeypatch)


def check_large(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An array that CuPy must not copy by itself arrives as it is."""
    backend = get_backend("cuda")
    host = np.arange(24, dtype=kind).reshape(4, 6)[:, ::2]
    monkeypatch.setattr("nnstudio.backend.cuda.backend.MOST_PINNED", host.nbytes - 1)
    there = backend.to_device(host)
    assert there.dtype == ("float32" if kind == "float64" else kind)
    np.testing.assert_array_equal(backend.to_host(there), host)


@pytest.mark.usefixtures("expected_log")
def test_a_capture_that_is_spoiled_is_told_with_what_spoiled_it(
    device: FakeDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A card refuses a launch, and then to end the capture."""
    run, end = device.run, Stream.end_capture

    def refused(work: Callable[[], None]) -> None:
        if device.stream.captured is not None:
            raise RuntimeError("this is not permitted")
        run(work)

    def spoiled(stream: Stream) -> Any:
        end(stream)
        raise RuntimeError("the capture was spoiled before")

    monkeypatch.setattr(device, "run", refused)
    monkeypatch.setattr(Stream, "end_capture", spoiled)
    model = learned()
    assert "not permitted" in str(model.backend.remark)
    assert not device.replays
