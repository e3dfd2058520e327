"""The emulated device shows mistakes that a real card punishes at times only: work comes late, and memory is used again."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnstudio.backend import get_backend
from nnstudio.backend.cuda import libraries
from nnstudio.backend.cuda.launch import Launch
from tests.backend.cuda.device import FakeDevice


def add_launch(backend: Any, x: Any) -> Launch:
    """x += x."""
    launch: Launch = backend._shop.kernels.each("add", x.size, x, x, x, x.size)
    return launch


def test_what_is_changed_before_it_was_copied_is_copied_as_it_is_then(device: FakeDevice) -> None:
    backend = get_backend("cuda")
    staging = backend.staging([((4,), np.float32)])
    for which in (0, 1):
        staging.hosts[which][0][...] = which + 1
        staging.send(which, 4)
    staging.wait(0)
    staging.hosts[0][0][...] = 3
    assert backend.to_host(staging.device[0]).tolist() == [2.0] * 4
    staging.send(0, 4)
    staging.hosts[0][0][...] = 9  # nobody has waited
    assert backend.to_host(staging.device[0]).tolist() == [9.0] * 4


def test_what_is_used_when_nobody_holds_it_is_no_number(device: FakeDevice) -> None:
    """A graph knows where arrays stand; only a launch holds them."""
    backend = get_backend("cuda")
    x, y = (backend.to_device(np.full(4, value, np.float32)) for value in (1, 2))
    loading, launch = add_launch(backend, x), add_launch(backend, x)
    loading()
    launch()
    stream = device.cuda.Stream(non_blocking=True)
    with libraries.undisturbed, stream:
        stream.begin_capture()
        launch()
        graph = stream.end_capture()
    place = x.data.ptr
    del x, launch, loading
    new = backend.empty((4,))
    assert new.data.ptr == place
    assert np.isnan(backend.to_host(new)).all()
    new[...] = y
    graph.launch()
    assert backend.to_host(new).tolist() == [4.0] * 4  # of somebody else


def test_a_first_call_that_nobody_guards_is_refused(device: FakeDevice) -> None:
    backend = get_backend("cuda")
    launch = add_launch(backend, backend.zeros((4,)))
    with pytest.raises(AssertionError, match="spoils the capture of another thread"):
        launch.again()
    launch()
    launch.again()


def test_a_first_call_waits_for_a_capture_and_a_later_one_does_not(device: FakeDevice) -> None:
    backend = get_backend("cuda")
    launch = add_launch(backend, backend.zeros((4,)))
    seen: list[bool] = []
    function = launch._function
    launch._function = lambda *arguments: (seen.append(libraries.undisturbed.locked()), function(*arguments))
    launch()
    launch()
    assert seen == [True, False]


@pytest.mark.parametrize("what", ["empty", "to_device", "to_host", "mark"])
def test_what_no_capture_takes_is_refused(what: str, device: FakeDevice) -> None:
    backend = get_backend("cuda")
    x, mark = backend.zeros((4,)), device.cuda.Event()
    asked = {
        "empty": lambda: backend.empty((4,)),
        "to_device": lambda: backend.to_device(np.zeros(4)),
        "to_host": lambda: backend.to_host(x),
        "mark": mark.record,
    }
    stream = device.cuda.Stream(non_blocking=True)
    with libraries.undisturbed, stream:
        stream.begin_capture()
        with pytest.raises(AssertionError, match="captured"):
            asked[what]()
        stream.end_capture()
