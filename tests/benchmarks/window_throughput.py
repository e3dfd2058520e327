"""What the window costs a run: samples a second with it against the same run in a plain loop, as the command line has.

    python -m tests.benchmarks.window_throughput [--rounds 3] [--seconds 6]

Two runs: a LeNet over Fashion-MNIST, batch 64, with each of the live views in front in turn (bar: at most 10 % lost), and
Flatten, Dense 64, Dense 10 over the digits, batch 32, with the curves (at most 25 %). Both train with the threads that the window
gives to a run. Each measurement has a process of its own; they alternate, and the medians of the rounds are compared.

Where others use the machine, samples a second say little: the share of a core that the window's thread took says more. It is
what a run loses at least where every core computes, or where steps are so short that they wait for the interpreter.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from nnstudio.backend.threads import beside_a_window
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense, Flatten
from nnstudio.project.project import Project
from nnstudio.project.samples import open_sample
from nnstudio.project.trained import load_data, new_run
from nnstudio.training.events import Event, Progress

WARM_UP = 3.0
"""Seconds until clocks and caches have settled."""


def lenet() -> Project:
    """Convolutions over pictures of 28 × 28."""
    return _long(open_sample("fashion"), batch_size=64)


def mlp() -> Project:
    """Small steps, flat out."""
    network = sequential((8, 8, 1), [Flatten(), Dense(64), Dense(10, activation="softmax")])
    return _long(open_sample("digits").with_network(network), batch_size=32)


WORKS: dict[str, tuple[Callable[[], Project], tuple[str, ...], int]] = {
    "lenet": (lenet, ("curves", "layers", "inside"), 10),
    "mlp": (mlp, ("curves",), 25),
}
"""Project, views in front, and per cent that may be lost."""


def _long(project: Project, batch_size: int) -> Project:
    training = project.training.replace(epochs=1_000_000, batch_size=batch_size, patience=0, device="cpu")
    return project.replace(training=training)


class Speed:
    """Samples a second, from the events of a run, and the share of a core that the thread took which hears of them."""

    def __init__(self, seconds: float, batch_size: int) -> None:
        self._seconds, self._batch = seconds, batch_size
        self._begun = self._first = self._busy = 0.0
        self._step = 0
        self.value: float | None = None
        self.share = 0.0

    def take_all(self, events: list[Event]) -> None:
        """Count what the trainer tells at once."""
        for event in events:
            self.take(event)

    def take(self, event: Event) -> None:
        """Count; the value is there when the time is over."""
        if not isinstance(event, Progress) or self.value is not None:
            return
        now = time.perf_counter()
        self._begun = self._begun or now
        if not self._first and now - self._begun >= WARM_UP:
            self._first, self._step, self._busy = now, event.step, time.thread_time()
        elif self._first and now - self._first >= self._seconds:
            self.value = (event.step - self._step) * self._batch / (now - self._first)
            self.share = (time.thread_time() - self._busy) / (now - self._first)


def in_a_loop(project: Project, speed: Speed) -> None:
    """Train as the command line does."""
    for event in new_run(project, load_data(project), threads=beside_a_window()).events():
        speed.take(event)
        if speed.value is not None:
            return


def in_the_window(project: Project, speed: Speed, view: str) -> None:
    """Train in the window, with a view in front."""
    os.environ["NNSTUDIO_HOME"] = tempfile.mkdtemp(prefix="nnstudio-benchmark-")
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from nnstudio.app.application import SWITCH_SECONDS
    from nnstudio.app.main_window import MainWindow

    def until(holds: Callable[[], bool]) -> None:
        while not holds():
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    sys.setswitchinterval(SWITCH_SECONDS)
    app = QApplication([])
    window = MainWindow()
    window.show()
    window.files.show_new(project)
    until(lambda: window.data.prepared is not None)
    window.trainer.told.connect(speed.take_all)
    window.controls.press()
    until(lambda: window.trainer.state == "running")
    place = window.workspace
    place.show_page({"curves": place.dock, "layers": place.health.panel, "inside": place.inside.panel}[view])
    until(lambda: speed.value is not None)
    window.trainer.stop()
    until(lambda: not window.trainer.active)
    window._closing = True
    window.close()


def measured(name: str, view: str, seconds: float) -> tuple[float, float]:
    """Samples a second and share of a core, from a process of its own; without a view in a plain loop."""
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.window_throughput",
        "--child",
        name,
        view,
        str(seconds),
    ]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    out = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    value, share = out.split()[-2:]
    return float(value), float(share)


def main() -> None:
    """Print the figures, or be one of the processes."""
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--seconds", type=float, default=6.0)
    options.add_argument("--child", nargs=3, metavar=("WORK", "VIEW", "SECONDS"))
    given = options.parse_args()
    if given.child:
        name, view, seconds = given.child
        project = WORKS[name][0]()
        speed = Speed(float(seconds), project.training.batch_size)
        if view:
            in_the_window(project, speed, view)
        else:
            in_a_loop(project, speed)
        print(speed.value, speed.share)
        return
    for name, (_, views, bar) in WORKS.items():
        found: dict[str, list[tuple[float, float]]] = {view: [] for view in ("", *views)}
        for _ in range(given.rounds):
            for view, values in found.items():
                values.append(measured(name, view, given.seconds))
        plain = statistics.median(value for value, _ in found[""])
        print(f"{name}: {plain:,.0f} samples a second in a plain loop")
        for view in views:
            here, share = (statistics.median(column) for column in zip(*found[view], strict=True))
            lost = f"{100 * (1 - here / plain):5.1f} % lost (bar: {bar} %)"
            print(f"  {view:7} {here:10,.0f}  {lost}, window's thread {100 * share:4.1f} % of a core")


if __name__ == "__main__":
    main()
