"""What surrounds the matrix products of a dense layer: bias and activation, and their gradients."""

from __future__ import annotations

from typing import Any

from nnstudio.backend.cpu.compile import kernel
from nnstudio.backend.cpu.kernels.functions import activate, slope


@kernel
def bias_activate(z: Any, b: Any, code: Any, top: Any, bottom: Any, left: Any, right: Any) -> None:
    """Turn sums into activations, in place: ``z ← act(z + b)`` in one block of ``z``, shape (m, n).

    ``b`` has no values where the layer has no bias.
    """
    columns = z.shape[1]
    if b.size:
        part = b[left:right]
        for i in range(top, bottom):
            row = z[i, left:right]
            for j in range(
                row.size
            ):  # from 0: an index that might be negative keeps the loop from vectorising
                row[j] += part[j]
    if right - left == columns:  # one long row: narrow layers have no time for many short ones
        flat = z.reshape(-1)[top * columns : bottom * columns]
        activate(code, flat)
    else:
        for i in range(top, bottom):
            activate(code, z[i, left:right])


@kernel
def slope_bias(y: Any, dy: Any, db: Any, code: Any, top: Any, bottom: Any) -> None:
    """Turn ``dy`` into ``dz = dy·act'(z)``, in place, and sum it over the rows of a slice into ``db``."""
    columns = y.shape[1]
    rows = slice(top * columns, bottom * columns)
    flat = dy.reshape(-1)[rows]
    slope(code, y.reshape(-1)[rows], flat, flat)
    if db.size:
        for j in range(columns):
            db[j] = 0
        for i in range(top, bottom):
            for j in range(columns):
                db[j] += dy[i, j]


@kernel
def sum_parts(parts: Any, total: Any) -> None:
    """Add partial sums in their order: (parts, n) -> (n,)."""
    for j in range(total.size):
        total[j] = 0
    for i in range(parts.shape[0]):
        for j in range(total.size):
            total[j] += parts[i, j]
