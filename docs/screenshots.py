"""Make the pictures of the documentation from the real window.

Run from a checkout: ``QT_QPA_PLATFORM=offscreen python docs/screenshots.py [folder] [width height]``.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["NNSTUDIO_HOME"] = tempfile.mkdtemp()
sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from nnstudio.app.application import SWITCH_SECONDS
from nnstudio.app.comparing.dialog import CompareDialog
from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.diagram.dialog import DiagramDialog
from nnstudio.app.dialogs.export import ExportDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.app.settings import Preferences, Settings
from nnstudio.app.what_if.dialog import WhatIfDialog
from nnstudio.app.widgets import dialog_size
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import Bundled, RecordingFolder
from nnstudio.graph import edits
from nnstudio.graph.network import Network
from nnstudio.nn.layers import Add, Conv2D, Dropout
from nnstudio.project.file import save

D = TypeVar("D", bound=QDialog)

HERE = Path(__file__).parent / "images"


def wait(milliseconds: int) -> None:
    """Run the event loop; unlike QTest's waiting, this lets other threads run meanwhile."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(holds: Callable[[], object], patience: float = 120.0) -> None:
    """Run the event loop until something holds."""
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end
        wait(20)


def take(widget: QWidget, folder: Path, name: str, theme: str) -> None:
    """Save a picture of a widget."""
    wait(250)
    path = folder / f"{name}-{theme}.png"
    widget.grab().save(str(path))
    print(path.name)


def pictures(theme: str, folder: Path, size: tuple[int, int] | None) -> None:
    """Make all pictures of one theme."""
    window = opened(theme, size)
    take(window, folder, "start-page", theme)

    window.beginning.empty()
    take(window, folder, "empty", theme)

    window.beginning.sample("digits")
    until(lambda: window.data.prepared is not None)
    add_skip(window)
    wait(200)
    window.workspace.canvas.camera.fit()
    window.workspace.selection.select(["conv2d_2"])
    take(window, folder, "edited-cnn", theme)
    window.workspace.selection.clear()
    take(window, folder, "network", theme)

    window.document.edit("Wrong", window.document.project.with_network(without_flatten(window)))
    window.workspace.selection.select(["dense_1"])
    window.workspace.show_problems()
    take(window, folder, "problem", theme)
    window.document.undo_stack.undo()
    window.workspace.show_training()
    window.workspace.selection.select(["conv2d_1"])
    window.workspace.canvas.canvas_actions.what_if.trigger()
    what_if = shown(WhatIfDialog)
    until(lambda: not window.workspace.weigher.busy)
    take(what_if, folder, "what-if", theme)
    what_if.reject()

    window.workspace.show_page(window.workspace.one_step.panel)
    step = window.workspace.one_step.panel
    until(lambda: step.step is not None)
    step.show_layer("conv2d_1")
    take(window, folder, "one-step", theme)
    window.workspace.show_training()

    window.workspace.selection.clear()
    window.controls.start_over()
    until(lambda: not window.trainer.active)
    window.workspace.inspector.show_training()
    take(window, folder, "finished", theme)
    window.workspace.open_results()
    until(lambda: window.workspace.results.is_open)
    window.workspace.show_results()
    overview = window.workspace.results.overview
    until(lambda: overview._linear.endswith("%"))  # a linear model takes a moment longer
    take(window, folder, "results", theme)

    dialog = DataDialog(window.document.project.data, "", window)
    dialog.show()
    until(lambda: dialog.dataset is not None)
    take(dialog, folder, "data", theme)
    dialog.reject()
    window.export()
    export = shown(ExportDialog)
    export._choices.choose_format("onnx")
    export.write(Path(tempfile.mkdtemp()) / "digits.onnx")
    until(lambda: not export._writing.busy)
    take(export, folder, "export", theme)
    export.reject()

    saved = Path(tempfile.mkdtemp()) / "digits.nnstudio"
    save(saved, window.document.project, window.document.trained)
    window.document.edit("Smaller", window.document.project.with_network(smaller(window)))
    window.comparing.show(saved)
    compare = shown(CompareDialog)
    wait(3000)
    take(compare, folder, "compare", theme)
    compare.reject()
    window.document.undo_stack.undo()
    window.diagrams.show()
    diagram = shown(DiagramDialog)
    take(diagram, folder, "diagram", theme)
    diagram.reject()

    window.search.open_search("tra")
    take(window.search, folder, "search", theme)
    window.search.reject()
    closed(window)


def training(theme: str, folder: Path, size: tuple[int, int] | None) -> None:
    """Show a run that goes on, slowly enough for its curves to keep up with its figures."""
    window = opened(theme, size)
    window.beginning.sample("fashion")
    until(lambda: window.data.prepared is not None)
    project = window.document.project
    longer = project.replace(training=project.training.replace(epochs=20))
    window.document.edit("Train longer", longer)
    window.controls.start_over()
    until(lambda: len(window.workspace.dock.figures.epochs) >= 7)
    take(window, folder, "training", theme)
    window.trainer.stop()
    until(lambda: not window.trainer.active)
    closed(window)


def playground(theme: str, folder: Path, size: tuple[int, int] | None) -> None:
    """Show what the neurons of a network have made of two spirals."""
    window = opened(theme, size)
    window.beginning.sample("spirals")
    until(lambda: window.data.prepared is not None)
    window.workspace.canvas.canvas_actions.arrange.trigger()
    window.workspace.canvas.camera.fit()
    taken_trained(window, folder, "playground", theme)


def outputs(theme: str, folder: Path, size: tuple[int, int] | None) -> None:
    """Show a network that answers three questions about a penguin, and one of its answers beside the truth."""
    window = opened(theme, size)
    window.beginning.sample("three-answers")
    until(lambda: window.data.prepared is not None)
    window.workspace.canvas.canvas_actions.arrange.trigger()
    window.workspace.canvas.camera.fit()
    window.controls.start_over()
    until(lambda: not window.trainer.active)
    window.workspace.inspector.show_training()
    window.workspace.open_results()
    results = window.workspace.results
    until(lambda: results.is_open)
    window.workspace.show_results()
    until(lambda: results.overview._linear.endswith("%"))
    take(window, folder, "outputs", theme)
    closed(window)


def lesson(theme: str, folder: Path, size: tuple[int, int] | None) -> None:
    """Show a lesson whose network has learned what it can as long as nobody does the one thing."""
    window = opened(theme, size)
    window.lessons.opening.open_key("activations")
    until(lambda: window.data.prepared is not None)
    taken_trained(window, folder, "lesson", theme)


def recordings(theme: str, folder: Path, size: tuple[int, int] | None) -> None:
    """Show a folder of recordings as it is opened: what a phone measures while somebody walks, runs or stands."""
    window = opened(theme, size)
    source = RecordingFolder(str(written_gestures(Path(tempfile.mkdtemp()) / "gestures")))
    dialog = DataDialog(DataConfig(source), "", window)
    dialog.show()
    until(lambda: dialog.dataset is not None)
    take(dialog, folder, "recordings", theme)
    dialog.reject()
    closed(window)


def sounds(theme: str, folder: Path, size: tuple[int, int] | None) -> None:
    """Show sounds as the pictures that they become."""
    window = opened(theme, size)
    dialog = DataDialog(DataConfig(Bundled("spoken-digits")), "", window)
    dialog.show()
    until(lambda: dialog.dataset is not None)
    take(dialog, folder, "sounds", theme)
    dialog.reject()
    closed(window)


def written_gestures(folder: Path) -> Path:
    """Write accelerations in g and a rotation in degrees per second, 50 a second for three seconds."""
    drawn = np.random.default_rng(0)
    time = np.arange(150) / 50
    for kind, pace in (("run", 3.0), ("stand", 0.0), ("walk", 1.4)):
        (folder / kind).mkdir(parents=True)
        for i in range(24):
            swing = np.sin(2 * np.pi * pace * time + drawn.uniform(0, 6))
            values = np.stack((time, swing, 1 + swing / 2, 180 * np.roll(swing, 12)), 1)
            values[:, 1:] += drawn.normal(size=(150, 3)) * (0.15, 0.1, 25)
            np.savetxt(
                folder / kind / f"{i:02}.csv", values, "%.4g", ",", header="time,ax,az,gyro", comments=""
            )
    return folder


def taken_trained(window: MainWindow, folder: Path, name: str, theme: str) -> None:
    """Train to the end, and take what the Inside tab shows then."""
    window.controls.start_over()
    until(lambda: not window.trainer.active)
    window.workspace.show_page(window.workspace.inside.panel)
    wait(1500)
    take(window, folder, name, theme)
    closed(window)


def opened(theme: str, size: tuple[int, int] | None) -> MainWindow:
    """A window with its start page."""
    window = MainWindow(Preferences(Settings(theme=theme)))
    if size is not None:
        window.resize(*size)
    window.show()
    window.show_start_page()
    until(lambda: not window.device_guide.looking._timer.isActive())
    return window


def closed(window: MainWindow) -> None:
    """Close a window without a question."""
    window._closing = True
    window.close()


def add_skip(window: MainWindow) -> None:
    """Turn the second convolution into a small residual block."""
    project = window.document.project
    network = project.network.with_layer("conv2d_2", Conv2D(16, kernel_size=3, padding="same"))
    (edge,) = network.outgoing("conv2d_2")
    edges = tuple(e for e in network.edges if e != edge)
    network = type(network)(network.nodes, edges).add(Add(), after=["conv2d_2", "max_pool2d_1"])
    network = network.connect("add_1", edge.target)
    window.document.edit("Skip", project.with_network(network))
    window.workspace.canvas.canvas_actions.arrange.trigger()


def smaller(window: MainWindow) -> Network:
    """The network with fewer filters and one layer more."""
    network = window.document.project.network
    network = edits.change(network, ["conv2d_1"], filters=12)
    (edge,) = network.outgoing("dense_1")
    return edits.insert_on(network, edge, Dropout(0.3))[0]


def shown(kind: type[D]) -> D:
    """The visible dialog of a kind."""
    until(lambda: any(isinstance(w, kind) and w.isVisible() for w in QApplication.topLevelWidgets()))
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def without_flatten(window: MainWindow) -> Network:
    """The network with its Flatten taken out."""
    return edits.delete(window.document.project.network, ["flatten_1"])


def main() -> None:
    """Make the pictures of both themes."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    folder.mkdir(parents=True, exist_ok=True)
    size = (int(sys.argv[2]), int(sys.argv[3])) if len(sys.argv) > 3 else None
    sys.setswitchinterval(SWITCH_SECONDS)
    QApplication(sys.argv[:1])
    # The screen of the offscreen platform is smaller than the dialogs are drawn.
    with patch.object(dialog_size, "screen_room", lambda _: QSize(1440, 900)):
        for theme in ("light", "dark"):
            pictures(theme, folder, size)
            training(theme, folder, size)
            playground(theme, folder, size)
            outputs(theme, folder, size)
            lesson(theme, folder, size)
            recordings(theme, folder, size)
            sounds(theme, folder, size)


if __name__ == "__main__":
    main()
