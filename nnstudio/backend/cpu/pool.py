"""Threads of our own over slices of an operation.

The slices are cut by shape and added up in their order, so neither the number of threads nor which thread takes
which slice changes a bit.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from queue import SimpleQueue

Task = Callable[[], object]


class _Batch:
    """Tasks that whoever has time takes, one after the other."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        # Reading an iterator is one step of the interpreter, so no two threads get the same task.
        self._tasks: Iterator[Task] = iter(tasks)
        self._left = iter(range(len(tasks) - 1, -1, -1))
        self._finished = threading.Lock()
        self._finished.acquire()
        self._error: BaseException | None = None

    def work(self) -> None:
        for task in self._tasks:
            try:
                task()
            except BaseException as error:
                self._error = error
            if next(self._left) == 0:
                self._finished.release()

    def wait(self) -> None:
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
        self._workers: list[threading.Thread] = []
        self._depth = 0  # contexts in which it is, of one thread or several
        self._lock = threading.Lock()

    def __enter__(self) -> Pool:
        with self._lock:
            self._depth += 1
            if self._depth == 1:
                for number in range(self.threads - 1):
                    worker = threading.Thread(target=self._serve, name=f"compute-{number + 1}", daemon=True)
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
        for _ in range(min(len(self._workers), len(tasks) - 1)):
            self._inbox.put(batch)
        batch.work()
        batch.wait()

    def _serve(self) -> None:
        while (batch := self._inbox.get()) is not None:
            batch.work()
