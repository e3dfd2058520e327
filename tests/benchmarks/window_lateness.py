"""How late the window's event loop is while a CNN trains with live curves, against the idle window.

Run by hand: ``QT_QPA_PLATFORM=offscreen python tests/benchmarks/window_lateness.py``. A precise 5 ms timer
notes by how much each tick comes too late. Rounds alternate, medians are printed: the machine may be noisy.
Where others use it, the work that the window's own thread does between two ticks says more, in time of the processor.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["NNSTUDIO_HOME"] = tempfile.mkdtemp()

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnstudio.app.application import SWITCH_SECONDS
from nnstudio.app.main_window import MainWindow

TICK_MS = 5
ROUNDS = 5
SECONDS = 4.0


def lateness(seconds: float) -> tuple[np.ndarray, np.ndarray]:
    """Milliseconds by which each tick of a 5 ms timer was late, and of the processor that were used before it."""
    late: list[float] = []
    work: list[float] = []
    last, used = time.perf_counter(), time.thread_time()

    def tick() -> None:
        nonlocal last, used
        now, by_now = time.perf_counter(), time.thread_time()
        late.append(max(now - last - TICK_MS / 1000, 0.0) * 1000)
        work.append((by_now - used) * 1000)
        last, used = now, by_now

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    timer.start(TICK_MS)
    QTest.qWait(round(seconds * 1000))
    timer.stop()
    return np.array(late), np.array(work)


def wait(holds: Callable[[], object], patience: float = 60.0) -> None:
    """Run the event loop until something holds."""
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end
        QTest.qWait(20)


def main() -> None:
    """Print the figures."""
    sys.setswitchinterval(SWITCH_SECONDS)
    QApplication(sys.argv)
    window = MainWindow()
    window.show()
    window.beginning.sample("digits")
    wait(lambda: window.data.prepared is not None)
    project = window.document.project
    window.document.edit("epochs", project.replace(training=project.training.replace(epochs=100_000)))
    window.workspace.selection.select(["conv2d_1"])
    QTest.qWait(1000)
    rows = []
    for _ in range(ROUNDS):
        idle, _ = lateness(SECONDS)
        window.controls.start_over()
        wait(lambda: window.trainer.state == "running")
        QTest.qWait(500)
        busy, work = lateness(SECONDS)
        window.trainer.stop()
        wait(lambda: not window.trainer.active)
        rows.append(
            (*(np.percentile(a, 99) for a in (idle, busy, work)), *(a.max() for a in (idle, busy, work)))
        )
        print(
            "p99 idle {:6.2f} ms  training {:6.2f} ms  work {:6.2f} ms   "
            "max idle {:6.2f}  training {:6.2f}  work {:6.2f}".format(*rows[-1])
        )
    medians = [statistics.median(column) for column in zip(*rows, strict=True)]
    print(f"median p99: idle {medians[0]:.2f} ms, training {medians[1]:.2f} ms, difference {medians[1] - medians[0]:.2f} ms (target: at most 8)")  # fmt: skip
    print(f"median max: idle {medians[3]:.2f} ms, training {medians[4]:.2f} ms (target: at most 100)")
    print(
        f"median work of the window's thread between two ticks: p99 {medians[2]:.2f} ms, max {medians[5]:.2f} ms"
    )
    window._closing = True
    window.close()


if __name__ == "__main__":
    main()
