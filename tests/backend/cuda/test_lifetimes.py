"""What becomes of a model on the GPU when nobody needs it any more."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from nnstudio import Adam, BinaryCrossentropy, Model
from nnstudio.training.run import Run
from tests.backend.cuda.device import FakeDevice
from tests.backend.cuda.test_runs import TEXTBOOK, data_for


@pytest.fixture
def no_collector() -> Iterator[None]:
    """In the window garbage is collected at times, and only there."""
    gc.disable()
    yield
    gc.enable()


def learned() -> Model:
    model = Model(TEXTBOOK, BinaryCrossentropy(), Adam(0.01), batch_size=8, device="cuda", tf32=True)
    x, y = data_for(TEXTBOOK, BinaryCrossentropy())
    for _ in Run(model, (x, y), (x, y), epochs=2).events():
        pass
    return model


@pytest.mark.usefixtures("no_collector")
def test_it_gives_its_memory_back_at_once(device: FakeDevice) -> None:
    model = learned()
    gone = weakref.ref(model.backend)
    del model
    assert gone() is None


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
