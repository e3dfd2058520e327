"""What every floor calls an array."""

from __future__ import annotations

from typing import Any

import numpy as np

Host = np.ndarray[Any, Any]
"""An array in the memory of this computer, of any shape and dtype; a backend may keep its own elsewhere."""

Doubles = np.ndarray[Any, np.dtype[np.float64]]
"""Numbers in double precision, as curves and axes have them."""


def pick(source: Host, rows: Host, out: Host) -> None:
    """Copy some rows of an array into another one."""
    if source.flags.c_contiguous:
        source.take(rows, 0, out, "clip")  # "raise" would go through a copy
    else:  # parts of samples that lie on the disk, all of which ``take`` would first bring together
        out[...] = source[rows]
