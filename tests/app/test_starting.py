"""What the program does before its window is seen: everybody waits for it."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import builtins, gc, sys
{before}
from PySide6.QtWidgets import QApplication
import nnstudio.app

def begun(*_):
    dear = [name for name in ("numba", "http.client") if sys.modules.get(name)]
    print(builtins.__import__.__name__, "collects" if gc.isenabled() else "waits", *dear)
    sys.exit()

QApplication.__init__ = begun
nnstudio.app.main([])
"""
"""Goes the way of a start until all is imported, and opens no window."""


def started(before: str = "") -> list[str]:
    program = [sys.executable, "-c", PROGRAM.format(before=before)]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_nothing_is_done_that_can_be_done_later() -> None:
    how, *others = started()
    assert how != "__feature_import__", "PySide looks into the source of whatever imports something"
    assert others == ["waits"]


def test_the_window_needs_no_numba() -> None:
    """Without it the reference computes."""
    assert started("sys.modules['numba'] = None")[1:] == ["waits"]
