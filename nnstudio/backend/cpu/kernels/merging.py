"""Columns copied between matrices."""

from __future__ import annotations

from typing import Any

from nnstudio.backend.cpu.compile import kernel


@kernel
def copy_columns(source: Any, start: Any, target: Any, place: Any, count: Any, top: Any, bottom: Any) -> None:
    """Copy ``count`` columns from ``start`` on to ``place``, in a slice of rows."""
    for i in range(top, bottom):
        row, out = source[i, start : start + count], target[i, place : place + count]
        for k in range(row.size):
            out[k] = row[k]
