"""Python's own way of importing, which PySide replaces."""

from __future__ import annotations

import builtins


def restore() -> None:
    """Let ``import`` be Python's again.

    PySide puts a function of its own in its place that looks into the source of whoever imports, for switches of
    PySide's (``from __feature__ import …``) that this program does not use. That takes a fifth of the time in which the
    program starts, and Numba imports a great deal, also inside functions, while it compiles a kernel.
    """
    original = getattr(builtins, "__orig_import__", None)
    if original is not None:
        builtins.__import__ = original
