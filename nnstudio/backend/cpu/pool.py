"""Threads of our own over slices of an operation.

The slices are cut by shape and added up in their order, so neither the number of threads nor which thread takes
which slice changes a bit.
"""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from queue import SimpleQueue

import numpy as np
from numpy.typing import NDArray

from nnstudio.backend.cpu.compile import bound
from nnstudio.backend.cpu.kernels.lookout import look_out
from nnstudio.backend.threads import cores

Task = Callable[[], object]
Cell = NDArray[np.int64]
"""One number that threads watch."""

AWAKE = 100e-6
"""Seconds that a thread looks out for something to do before it sleeps; the gap between two operations is shorter."""

APART = 1.2e-6
"""Seconds between news and the first thread's asking for the interpreter's lock, and between two threads' asking.

Who brings news still has the lock for a moment, and whoever finds it taken sleeps.
"""


class _Batch:
    """Tasks that whoever has time takes, one after the other."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        # Reading an iterator is one step of the interpreter, so no two threads get the same task.
        self._tasks: Iterator[Task] = iter(tasks)
        self._left = iter(range(len(tasks) - 1, -1, -1))
        self._finished = threading.Lock()
        self._finished.acquire()
        self._over: Cell = np.zeros(1, np.int64)
        self._error: BaseException | None = None

    def work(self) -> None:
        for task in self._tasks:
            try:
                task()
            except BaseException as error:
                self._error = error
            if next(self._left) == 0:
                self._over[0] = 1
                self._finished.release()

    def wait(self, watch: Callable[[Cell, int], None]) -> None:
        if not self._over[0]:
            watch(self._over, 0)
        self._finished.acquire()
        if self._error is not None:
            raise self._error


class Pool:
    """Worker threads that live while a program runs, as a context.

    Parameters
    ----------
    threads : int
        Threads that compute, the caller's included.
    """

    def __init__(self, threads: int) -> None:
        self.threads = threads
        self._inbox: SimpleQueue[_Batch | None] = SimpleQueue()
        self._news: Cell = np.zeros(1, np.int64)  # how often there was work: a hint for who is awake
        self._workers: list[threading.Thread] = []
        self._depth = 0  # contexts in which it is, of one thread or several
        self._lock = threading.Lock()
        self._awake = 1 < threads <= cores()  # threads that share a core do not keep it while they wait
        if self._awake:
            bound(look_out, self._news, 0, 0, 0)  # so that it is compiled before a run

    def __enter__(self) -> Pool:
        with self._lock:
            self._depth += 1
            if self._depth == 1:
                for number in range(self.threads - 1):
                    worker = threading.Thread(
                        target=self._serve, args=(number,), name=f"compute-{number + 1}", daemon=True
                    )
                    try:
                        worker.start()
                    except RuntimeError:  # the system gives no more: fewer come to the same
                        break
                    self._workers.append(worker)
        return self

    def __exit__(self, *_error: object) -> None:
        with self._lock:
            self._depth -= 1
            if self._depth == 0:
                self._news[0] += 1
                for _ in self._workers:
                    self._inbox.put(None)
                for worker in self._workers:
                    worker.join()
                self._workers.clear()

    def run(self, tasks: Sequence[Task]) -> None:
        """Carry out all tasks, in any order and on any thread; return when the last is done."""
        if not self._workers or len(tasks) < 2:
            for task in tasks:
                task()
            return
        batch = _Batch(tasks)
        self._news[0] += 1
        for _ in range(min(len(self._workers), len(tasks) - 1)):
            self._inbox.put(batch)
        batch.work()
        batch.wait(self._watch)

    def _serve(self, number: int) -> None:
        seen = 0
        while True:
            self._watch(self._news, seen, number)
            batch = self._inbox.get()
            if batch is None:
                return
            seen = int(self._news[0])
            batch.work()

    def _watch(self, cell: Cell, seen: int, number: int = 0) -> None:
        """Wait for a cell to change, but not for long; what is true then, the queue and the lock tell."""
        if self._awake:
            turns = _turns_a_second()
            look_out(cell, seen, int(AWAKE * turns), int(APART * turns) * (number + 1))


@functools.cache
def _turns_a_second() -> float:
    """How quickly this processor looks; the best of three, as others may take the core for a while."""
    cell: Cell = np.zeros(1, np.int64)
    look_out(cell, 0, 1, 0)
    count, seconds = 2000, []
    for _ in range(3):
        begun = time.perf_counter()
        look_out(cell, 0, count, 0)
        seconds.append(time.perf_counter() - begun)
    return count / min(seconds)
