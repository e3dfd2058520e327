"""How fast the canvas is with 300 layers. Run by hand: ``python -m tests.benchmarks.canvas``.

Goals: open at most 200 ms, a repaint while panning at most 16 ms, an edit at most 20 ms.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from nnstudio.app.canvas.selection import Selection
from nnstudio.app.canvas.view import CanvasView
from nnstudio.app.document import Document
from nnstudio.app.look import theme
from nnstudio.graph.network import Network
from nnstudio.nn.layers import Add, Conv2D, Dense, Flatten, Input
from nnstudio.project.project import Project


def residual(layers: int) -> Network:
    """A network of residual blocks with about that many layers."""
    network = Network().add(Input((32, 32, 8)))
    last = "input"
    while len(network.nodes) < layers - 2:
        first = network.add(Conv2D(8, padding="same"), after=last)
        a = first.nodes[-1].id
        second = first.add(Conv2D(8, padding="same"), after=a)
        b = second.nodes[-1].id
        network = second.add(Add(), after=(b, last))
        last = network.nodes[-1].id
    network = network.add(Flatten(), after=last)
    return network.add(Dense(10, activation="softmax"), after=network.nodes[-1].id)


def timed(what: str, goal: float, do: Callable[[], object], repeats: int = 20) -> None:
    """Print the median and the worst time of doing something."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        do()
        times.append((time.perf_counter() - start) * 1000)
    verdict = "ok" if statistics.median(times) <= goal else "TOO SLOW"
    print(
        f"{what:<34} median {statistics.median(times):7.1f} ms   worst {max(times):7.1f} ms   goal {goal:g}  {verdict}"
    )


def main() -> None:
    """Measure and print."""
    app = QApplication.instance() or QApplication([])
    theme.current()
    project = Project().with_network(residual(300))
    print(f"{len(project.network.nodes)} layers, {len(project.network.edges)} wires")
    opened: list[CanvasView] = []

    def open_one() -> None:
        for old in opened:
            old.close()
        opened.clear()
        document = Document(project)
        canvas = CanvasView(document, Selection(document, document))
        document.setParent(canvas)
        canvas.resize(1400, 900)
        canvas.show()
        canvas.grab()
        opened.append(canvas)

    timed("open (build, show, first paint)", 200, open_one, 5)
    (canvas,) = opened
    app.processEvents()  # until the window is exposed, nothing is painted
    document = canvas.document
    for name, zoom in (("everything in sight", canvas.camera.zoom), ("at 100 %", 1.0)):
        canvas.camera.zoom_to(zoom)
        app.processEvents()
        moves = iter(range(10**6))

        def pan(moves: Iterator[int] = moves) -> None:
            canvas.camera.pan(7 if next(moves) % 2 else -7, 3)
            canvas.viewport().repaint()

        timed(f"pan, {name}", 16, pan)
    canvas.camera.fit()
    app.processEvents()
    units = iter(range(10, 10**6))

    def change() -> None:
        layer = document.project.network["conv2d_40"].layer.replace(kernel_size=3 + 2 * (next(units) % 2))
        canvas.drawing.change("conv2d_40", layer, "kernel_size")

    timed("edit a setting", 20, change)
    timed("append a layer", 20, lambda: canvas.drawing.append("Dropout"), 10)
    steps = iter(range(10**6))

    def drag() -> None:
        x, y = document.project.layout["conv2d_40"]
        place = {"conv2d_40": (x + 10, y + 10 * (next(steps) % 3))}
        document.preview(document.project.replace(layout=document.project.layout.place(place)))

    timed("drag a card by a step", 20, drag)
    document.end_preview()
    timed("undo", 20, document.undo_stack.undo, 10)
    for view in opened:
        view.close()


if __name__ == "__main__":
    main()
