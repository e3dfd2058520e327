"""How late the window is while a table of 1 000 000 rows of 20 columns is read, and how soon Cancel is obeyed.

Run by hand: ``python -m tests.benchmarks.window_while_reading [ROWS]``. A precise 5 ms timer notes by how much each tick
comes too late: in the idle window, while the data dialog reads until its table is shown, and idle again; the machine may
be noisy. Then reading is cancelled at moments spread over its whole course. Bars: the window is never late by more than
100 ms, and Cancel takes 200 ms at most.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["NNSTUDIO_HOME"] = tempfile.mkdtemp(prefix="nnstudio-benchmark-")

import numpy as np
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from nnstudio.app.application import SWITCH_SECONDS
from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.data.config import DataConfig
from tests.benchmarks.data_reading import write_table

TICK_MS = 5
ROUNDS = 3
CANCELS = 8


def _read_by(dialog: DataDialog) -> Callable[[], bool]:
    return lambda: dialog.dataset is not None


def run_until(holds: Callable[[], bool]) -> tuple[np.ndarray, float]:
    """Run the event loop until something holds; milliseconds by which each tick was late, and the seconds it took."""
    loop, late = QEventLoop(), []
    begun = last = time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        late.append(max(now - last - TICK_MS / 1000, 0.0) * 1000)
        last = now
        if holds():
            loop.quit()

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    timer.start(TICK_MS)
    loop.exec()
    timer.stop()
    return np.array(late), time.perf_counter() - begun


def after(seconds: float) -> Callable[[], bool]:
    """Whether so much time has passed since now."""
    end = time.perf_counter() + seconds
    return lambda: time.perf_counter() > end


def dialog_of(window: MainWindow) -> DataDialog:
    """A fresh dialog for choosing data."""
    dialog = DataDialog(DataConfig(), parent=window)
    dialog.show()
    run_until(after(0.3))
    return dialog


def main() -> int:
    """Print the figures."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    sys.setswitchinterval(SWITCH_SECONDS)
    app = QApplication(sys.argv)
    window = MainWindow()
    window.show()
    run_until(after(2.0))
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "large.csv")
        write_table(Path(path), rows)
        seconds = 0.0
        for _ in range(ROUNDS):
            idle, _ = run_until(after(2.0))
            dialog = dialog_of(window)
            dialog.open_file(path)
            busy, seconds = run_until(_read_by(dialog))
            again, _ = run_until(after(2.0))
            print(
                f"read in {seconds:.1f} s; late at most: idle {idle.max():.0f} ms, reading {busy.max():.0f} ms, "
                f"afterwards {again.max():.0f} ms; 99 of 100 ticks: {np.percentile(idle, 99):.0f}, "
                f"{np.percentile(busy, 99):.0f}, {np.percentile(again, 99):.0f} ms",
                flush=True,
            )
            dialog.reject()
        for i in range(CANCELS):
            dialog = dialog_of(window)
            dialog.open_file(path)
            moment = seconds * (i + 0.5) / CANCELS
            run_until(after(moment))
            start = time.perf_counter()
            dialog.reject()
            took = (time.perf_counter() - start) * 1000
            print(f"cancelled after {moment:.2f} s: {took:.0f} ms", flush=True)
    window._closing = True
    window.close()
    app.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main())
