"""What a card does in its own time: work that comes late, streams, events, graphs, and memory that is used again."""

from __future__ import annotations

import math
import threading
import weakref
from collections import defaultdict, deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from nnstudio.backend.cuda import libraries
from tests.contracts.test_cuda_plumbing import here

if TYPE_CHECKING:
    from tests.backend.cuda.device import FakeDevice

DEFAULT_STREAM = 0
ALIGNMENT = 512
"""Bytes to which CuPy's memory is aligned."""


class Late:
    """Work that was asked for and is done when somebody waits for it, in one order, as on the default stream of a card.

    What the host changes meanwhile in memory that is copied from, and what it reads without waiting, shows.
    """

    def __init__(self) -> None:
        self._waiting: deque[Callable[[], object]] = deque()
        self._working = threading.RLock()

    def add(self, work: Callable[[], object]) -> None:
        """Ask for something."""
        self._waiting.append(work)

    def do(self, enough: Callable[[], bool] = lambda: False) -> None:
        """Do what was asked for, until it is enough."""
        with self._working:
            while self._waiting and not enough():
                self._waiting.popleft()()


class Memory:
    """Memory that is handed out again as soon as nobody holds it: what still works with it then finds no numbers.

    Parameters
    ----------
    late : Late
        The work in whose order memory changes hands.
    """

    def __init__(self, late: Late) -> None:
        self._late = late
        self._unused: defaultdict[int, list[bytearray]] = defaultdict(list)

    def array(self, shape: tuple[int, ...], dtype: Any) -> np.ndarray[Any, Any]:
        """An array whose bytes are all ones: no number until it is written."""
        size = math.prod(shape) * np.dtype(dtype).itemsize
        room = -(-max(size, 1) // ALIGNMENT) * ALIGNMENT
        try:
            block = self._unused[room].pop()
        except IndexError:
            block = bytearray(room + ALIGNMENT)
            _spoil(block)
        whole = np.frombuffer(block, np.uint8)  # every view of the array holds this one
        weakref.finalize(whole, self._back, room, block).atexit = False
        begin = -whole.ctypes.data % ALIGNMENT
        return whole[begin : begin + size].view(dtype).reshape(shape)

    def _back(self, room: int, block: bytearray) -> None:
        self._late.add(lambda: _spoil(block))
        self._unused[room].append(block)


def _spoil(block: bytearray) -> None:
    np.frombuffer(block, np.uint8)[...] = 0xFF


class Device:
    """One of the cards, to compute on in this thread."""

    def __init__(self, index: int = 0) -> None:
        self.id = index

    def __enter__(self) -> Device:
        here.before.append(here.device)
        here.device = self.id
        return self

    def __exit__(self, *_error: object) -> None:
        here.device = here.before.pop()


class Event:
    """A mark in the work of a device; a card takes it only while the device is in use on which it was made."""

    def __init__(self, device: FakeDevice) -> None:
        self._device, self._index = device, here.device
        self._asked = self._reached = 0

    def record(self, stream: Stream | None = None) -> None:
        """Set the mark behind all work so far."""
        assert self._index == here.device, "an event of another device"
        self._asked += 1
        self._device.later(lambda number=self._asked: setattr(self, "_reached", number))

    def synchronize(self) -> None:
        """Wait until the device has come to the mark; at once where it was never set."""
        asked = self._asked
        self._device.late.do(lambda: self._reached >= asked)


class Graph:
    """What was captured."""

    def __init__(self, device: FakeDevice, work: list[Callable[[], None]]) -> None:
        self._device, self._work, self._index = device, work, here.device

    def launch(self, stream: Any = None) -> None:
        """Run it."""
        assert self._index == here.device, "a graph of another device"
        self._device.replays += 1
        for piece in self._work:
            self._device.later(piece)


class Stream:
    """A stream that can be captured; the default one cannot.

    Attributes
    ----------
    captured : list, optional
        The work captured so far, while that goes on.
    """

    def __init__(self, device: FakeDevice, ptr: int, non_blocking: bool = False) -> None:
        self._device, self.ptr, self._index = device, ptr, here.device
        self._non_blocking = non_blocking
        self.captured: list[Callable[[], None]] | None = None

    def __enter__(self) -> Stream:
        assert self._index == here.device, "a stream of another device"
        self._before, self._device.stream = self._device.stream, self
        return self

    def __exit__(self, *_error: object) -> None:
        self._device.stream = self._before

    def synchronize(self) -> None:
        """Wait for all work."""
        assert self.captured is None, "a stream that is captured cannot be waited for"
        self._device.late.do()

    def begin_capture(self, mode: int | None = None) -> None:
        """Keep what follows instead of running it."""
        assert libraries.undisturbed.locked(), "another thread may make the device wait"
        assert self.ptr != DEFAULT_STREAM, "the default stream cannot be captured"
        assert self._non_blocking, (
            "the default stream, where others work meanwhile, would wait for the capture"
        )
        if self._device.capture_error is not None:
            raise self._device.capture_error
        self.captured = []

    def end_capture(self) -> Graph:
        """What was kept."""
        work, self.captured = self.captured, None
        assert work is not None, "nothing is being captured"
        return Graph(self._device, work)


class Loading:
    """What has been loaded; a card loads a kernel when it is first called, and may wait for the whole device then."""

    def __init__(self, device: FakeDevice) -> None:
        self._device, self._known = device, set[tuple[object, ...]]()

    def load(self, *what: object) -> None:
        """Have something on the current device, of a kernel or a library."""
        key = (*what, here.device)
        if key not in self._known:
            assert libraries.undisturbed.locked(), (
                "what waits for the device spoils the capture of another thread"
            )
            assert self._device.stream.captured is None, "a kernel is loaded while a step is captured"
            self._known.add(key)
