"""One thread for BLAS while the program computes.

A matrix product split over threads adds in another order, so the number of cores would change the bits of a
run. OpenBLAS with all cores also spins on the core that the window needs. See ADR 8 for what was measured.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator

from threadpoolctl import ThreadpoolController


@functools.cache
def _controller() -> ThreadpoolController:
    # Looks through all loaded libraries: some milliseconds, once.
    return ThreadpoolController()


@contextlib.contextmanager
def one_blas_thread() -> Iterator[None]:
    """Let BLAS use one thread, and put back what was set before."""
    with _controller().limit(limits=1, user_api="blas"):
        yield
