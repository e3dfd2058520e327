"""How many threads may compute."""

from __future__ import annotations

import os


def cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def beside_a_window() -> int:
    """Threads for work beside a window: one core is left to it where there are more than two."""
    return cores() - 1 if cores() > 2 else cores()
