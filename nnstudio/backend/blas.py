"""One thread for BLAS while programs compute; see ADR 8 for why."""

from __future__ import annotations

import functools
import threading
from typing import Any

from threadpoolctl import ThreadpoolController


@functools.cache
def _libraries() -> ThreadpoolController:
    # Looks through all loaded libraries: some milliseconds, once.
    return ThreadpoolController()


class OneBlasThread:
    """A context in which BLAS uses one thread.

    The setting is the process's, so the contexts of several runs are counted: the first one sets it, and the last
    one to leave puts back what was set before.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._limit: Any = None

    def __enter__(self) -> None:
        with self._lock:
            if self._inside == 0:
                self._limit = _libraries().limit(limits=1, user_api="blas")
            self._inside += 1

    def __exit__(self, *_error: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._limit.restore_original_limits()


ONE_BLAS_THREAD = OneBlasThread()
