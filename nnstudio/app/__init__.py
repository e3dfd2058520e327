"""The window: the only floor that knows Qt."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from nnstudio.system.messages import StudioError


def main(arguments: Sequence[str]) -> int:
    """Open the window.

    Parameters
    ----------
    arguments : sequence of str
        Optionally a file to open.

    Returns
    -------
    int
        Exit code. Without a screen or without Qt's libraries, one line says what is missing.
    """
    gc.disable()  # what is made from here on stays; once the window is there, it collects
    from nnstudio.app.process.qt_libraries import display_available, load_qt

    try:
        load_qt()
        available, reason = display_available()
        if not available:
            raise StudioError(reason)
    except StudioError as error:
        print(f"nnstudio: {error}", file=sys.stderr)
        return 1
    from nnstudio.app.application import run

    return run(arguments)
