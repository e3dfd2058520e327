"""Every place of the program that people see, and how each is reached: pages, panels, lists that open, dialogs."""

from __future__ import annotations

import gc
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import numpy as np
from PIL import Image
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget

import nnstudio.app
from nnstudio.app.canvas.layer_popup import LayerPopup
from nnstudio.app.commands.search import CommandSearch
from nnstudio.app.comparing.dialog import CompareDialog
from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.data.look import DataLook
from nnstudio.app.diagram.dialog import DiagramDialog
from nnstudio.app.dialogs.about import AboutDialog
from nnstudio.app.dialogs.devices import DevicesDialog
from nnstudio.app.dialogs.export import ExportDialog
from nnstudio.app.dialogs.preferences import PreferencesDialog
from nnstudio.app.documents.left_beside import look_beside
from nnstudio.app.glossary.dialog import GlossaryDialog
from nnstudio.app.importing.weights_dialog import WeightsDialog
from nnstudio.app.lessons.dialog import LessonsDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.app.manual.dialog import ManualDialog
from nnstudio.app.series.dialog import SeriesDialog
from nnstudio.app.training.rate_finder import RateDialog
from nnstudio.app.what_if.dialog import WhatIfDialog
from nnstudio.app.widgets.banner import Action, Notice
from nnstudio.backend import probe
from nnstudio.backend.gpu_system import Card
from nnstudio.data.augmentation import CutOut, Rotate
from nnstudio.data.columns.facts import read_proposed
from nnstudio.data.source import Source
from nnstudio.data.sources import CsvFile, RecordingFolder
from nnstudio.export import FORMATS
from nnstudio.export.of_project import artifact_of
from nnstudio.graph import edits
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layers import Conv2D, Dense, Dropout, GlobalAvgPool, MaxPool2D
from nnstudio.project import file
from nnstudio.project.project import Project
from nnstudio.project.samples import open_sample
from nnstudio.project.start import from_template
from nnstudio.project.templates import template
from nnstudio.system.messages import msg
from tests.app.hands import until
from tests.app.window.conftest import train
from tests.data.logs import sites_log
from tests.data.targets import LABELS, NUMBERS, labels_table, numbers_table
from tests.data.waves import wave
from tests.second_device import looked_for

Show = Callable[[MainWindow, Path], object]


class Surface(NamedTuple):
    """One place.

    Parameters
    ----------
    show : callable
        Gets the window, and a folder for files that it needs.
    kind : type, optional
        The dialog, or the list that opens; without one it is a part of the window.
    leave : callable
        Puts back what showing it has changed.
    """

    show: Show
    kind: type[QWidget] | None = None
    leave: Callable[[MainWindow], object] = lambda window: None


# Parts of the window ------------------------------------------------------------------------------------------


def _workspace(window: MainWindow, key: str = "textbook") -> None:
    """A sample that has been trained; one that is open already is not trained again."""
    if window.property("sample") != key or window.document.trained is None or window.document.stale:
        project = open_sample(key)
        project = project.replace(training=project.training.replace(epochs=2, device="cpu"))
        window.files.show_new(project)  # without a question about the sample before it
        until(lambda: window.data.prepared is not None, "the data")
        train(window)
        window.setProperty("sample", key)
    window.workspace.selection.clear()
    window.workspace.inspector.tabs.setCurrentWidget(window.workspace.inspector.network_page)
    window.workspace.show_training()
    window.workspace.side.show_page("palette")
    window.show_workspace()


def _results(key: str) -> Show:
    def show(window: MainWindow, _folder: Path) -> None:
        _workspace(window, key)
        window.workspace.open_results()
        window.workspace.show_results()
        panel = window.workspace.results
        until(
            lambda: panel.is_open and not panel._measuring.busy,
            "the results, measured anew where they were open",
        )

    return show


def _results_of(window: MainWindow, source: Source, key: str = "textbook") -> None:
    project, _ = from_template(template(key), source)
    project = project.replace(training=project.training.replace(epochs=2, device="cpu"))
    window.files.show_new(project)
    until(lambda: window.data.prepared is not None, "the data")
    train(window)
    window.setProperty("sample", None)
    window.show_workspace()
    window.workspace.open_results()
    window.workspace.show_results()
    until(lambda: window.workspace.results.is_open, "the results")


def _several(make: Callable[[Path], Path], names: tuple[str, ...]) -> Show:
    """Results of several targets."""
    return lambda window, folder: _results_of(window, CsvFile(str(make(folder))).predicting(*names))


def _over_time(window: MainWindow, folder: Path) -> None:
    """What was answered along a log, with the cross on a moment."""
    path = folder / "log.csv"
    path.write_text(sites_log(60), encoding="utf-8")
    _results_of(window, read_proposed(CsvFile(str(path), target="load", earlier=2))[0])
    panel = window.workspace.results
    panel.pages.setCurrentWidget(panel.over_time)
    panel.over_time.sight.move(5)


def _sealed(window: MainWindow, _folder: Path) -> None:
    _workspace(window, "wine")
    window.workspace.show_results()


def _results_page(key: str, name: str) -> Show:
    """A page of the results, filled, with what is found out beside the window."""

    def show(window: MainWindow, folder: Path) -> None:
        _results(key)(window, folder)
        panel = window.workspace.results
        page = getattr(panel, name)
        panel.pages.setCurrentWidget(page)
        if name in ("mistakes", "samples"):
            until(lambda: page.detail._told.isVisible(), "why")
        elif name == "trial" and key == "digits":
            page.another.click()
        if name == "trial":
            until(lambda: page.answer.bars.isVisible(), "an answer")

    return show


def _cell(window: MainWindow, folder: Path) -> None:
    _results("flowers")(window, folder)
    window.workspace.results.overview.show_cell(0, 0)


def _threshold(window: MainWindow, folder: Path) -> None:
    """A threshold that is tried on the test part, with the warning."""
    _results_page("textbook", "curves")(window, folder)
    window.workspace.results.curves.box.go_to(0.2)


def _importance(window: MainWindow, folder: Path) -> None:
    """A bar for each column."""
    _results_page("textbook", "importance")(window, folder)
    page = window.workspace.results.importance
    page.measure.click()
    until(lambda: page.found, "what the columns are worth")


def _overview(window: MainWindow) -> None:
    """The next place of a sample begins where results begin."""
    panel = window.workspace.results
    panel.pages.setCurrentWidget(panel.overview)


def _drawn(window: MainWindow, network: Network) -> None:
    window.setProperty("sample", "")
    window.files.show_new(Project().with_network(network))
    window.show_workspace()


def _selected(*nodes: str) -> Show:
    def show(window: MainWindow, _folder: Path) -> None:
        _workspace(window)
        window.workspace.selection.select(nodes)

    return show


_PICTURES = sequential(
    (224, 224, 3),
    [Conv2D(16, 3, padding="same"), MaxPool2D(2), Conv2D(128, 3), GlobalAvgPool(), Dense(10, "softmax")],
)


def _problems(window: MainWindow, _folder: Path) -> None:
    network = Network().add(Dense(8)).add(Dense(3), after="dense_1")
    _drawn(window, network)
    window.workspace.show_problems()


def _problem(window: MainWindow, folder: Path) -> None:
    _drawn(window, sequential((8, 8, 1), [Dense(3)]))
    window.workspace.selection.select(["dense_1"])


def _outline(window: MainWindow, _folder: Path) -> None:
    _workspace(window)
    window.workspace.side.open_outline()


def _training(window: MainWindow, _folder: Path) -> None:
    _workspace(window)
    window.workspace.show_training_settings()


def _training_with_gpus(window: MainWindow, _folder: Path) -> None:
    """A card that has TF32, and one that cannot be used, whose reason stands below."""
    _workspace(window)
    told = msg(
        "the card is too old for CUDA {major} (compute capability {has}, {least} is needed)",
        major=13, has="6.1", least="7.5",
    )  # fmt: skip
    old = Card(1, "NVIDIA GeForce GTX 1060", (6, 1), 6 << 30, 0, told)
    found = looked_for(Card(0, "NVIDIA GeForce RTX 4070 Laptop GPU", (8, 9), 8 << 30, 6 << 30), old)
    with patch.object(probe, "probe", lambda **_: found):
        window.device_guide.take(found.devices)
    settings = window.workspace.training_settings
    window.workspace.show_training_settings()
    window.document.edit(
        "GPU", window.document.project.replace(training=settings.run.spec.replace(device="cuda"))
    )
    settings.run.focus_field("tf32")  # the words about it as well


def _without_gpus(window: MainWindow) -> None:
    window.document.undo_stack.undo()
    window.device_guide.take(probe.devices())


def _nothing_found(window: MainWindow, _folder: Path) -> None:
    _workspace(window)
    window.workspace.palette_panel.search_field.setText("no such layer")


def _find(window: MainWindow, _folder: Path) -> None:
    _workspace(window)
    window.workspace.canvas.canvas_actions.find.trigger()
    window.workspace.canvas.find_bar.field.setText("dense")


def _banner(window: MainWindow, _folder: Path) -> None:
    _workspace(window)
    text = QCoreApplication.translate("Test", "One line that says what, where and what to do about it")
    mend = Action(QCoreApplication.translate("Test", "Mend it"), lambda: None)
    window.banner.post(Notice(text, "error", [mend], "Details"))
    window.banner.show_message(text, key="another that waits")


def _no_banner(window: MainWindow) -> None:
    while window.banner.notices:
        window.banner.dismiss()


def _interrupted(window: MainWindow, folder: Path) -> None:
    _workspace(window)
    document = folder / "a long name of a project.nnstudio"
    left = document.with_name(f".{document.stem}.run-99999.nnstudio")
    file.save(left, window.document.project, window.document.trained)
    window.files.runs.offer_for(look_beside(document))
    left.unlink()


def _edited(window: MainWindow, _folder: Path) -> None:
    """The strip over the curves that says how many weights still fit."""
    _workspace(window)
    project = window.document.project
    (first, *_) = [n.id for n in project.network.nodes if isinstance(n.layer, Dense)]
    window.document.edit("Change", project.with_network(edits.change(project.network, [first], units=9)))
    assert window.workspace.dock.start_strip.isVisible()


def _one_step(window: MainWindow, _folder: Path) -> None:
    _workspace(window)
    window.workspace.show_page(window.workspace.one_step.panel)
    panel = window.workspace.one_step.panel
    until(lambda: panel.step is not None, "the step to be worked out")
    panel.show_stage("forward")


def _one_step_loss(window: MainWindow, folder: Path) -> None:
    _one_step(window, folder)
    window.workspace.one_step.panel.show_stage("loss")


def _one_step_update(window: MainWindow, folder: Path) -> None:
    _one_step(window, folder)
    window.workspace.one_step.panel.show_stage("update")


def _health(window: MainWindow, _folder: Path) -> None:
    """What is known of the layers once they have learned."""
    _workspace(window)
    panel = window.workspace.health.panel
    window.workspace.tabs.setCurrentWidget(panel)
    until(lambda: bool(panel.rows), "the layers")


def _runs(window: MainWindow, _folder: Path) -> None:
    """Two runs in the list, one of them chosen."""
    _workspace(window)
    if len(window.document.project.runs) < 2:
        window.controls.start_over()
        until(lambda: not window.trainer.active, "the end of the run")
    window.runs.open()
    window.workspace.runs.table.choose([window.document.project.runs[0].id])


def _no_runs(window: MainWindow, _folder: Path) -> None:
    _drawn(window, Network())
    window.runs.open()


def _inside(key: str) -> Show:
    """What is inside, worked out."""

    def show(window: MainWindow, _folder: Path) -> None:
        _workspace(window, key)
        inside = window.workspace.inside
        window.workspace.tabs.setCurrentWidget(inside.panel)
        until(lambda: inside.work.seen is not None and not inside.work.busy, "a look inside")

    return show


# Dialogs --------------------------------------------------------------------------------------------------------


def _then(act: Callable[[MainWindow], object], *nodes: str) -> Show:
    def show(window: MainWindow, _folder: Path) -> None:
        _workspace(window)
        if nodes:
            window.workspace.selection.select(nodes)
        act(window)

    return show


def _data(window: MainWindow, _folder: Path) -> None:
    _workspace(window)
    window.data_choosing.choose()
    (dialog,) = (d for d in window.findChildren(DataDialog) if d.isVisible())
    until(lambda: dialog.dataset is not None, "the data")


def _augmentation(window: MainWindow, _folder: Path) -> None:
    """Pictures that are turned and partly hidden."""
    _workspace(window, "digits")
    window.data_choosing.choose()
    (dialog,) = (d for d in window.findChildren(DataDialog) if d.isVisible())
    until(lambda: dialog.dataset is not None, "the data")
    look = dialog.findChild(DataLook)
    look.tabs.setCurrentIndex(look.tabs.count() - 1)
    look.augmentation.show_steps((Rotate(), CutOut()))
    until(lambda: look.augmentation.grid.pixmaps, "the pictures")


def _table(window: MainWindow, folder: Path) -> None:
    """A table in which something is odd, and a column of it."""
    _workspace(window)
    path = folder / "orders.csv"
    lines = [f"{i},{i % 7 or ''},{'abc'[i % 3]},{'yes' if i % 20 == 0 else 'no'}" for i in range(120)]
    path.write_text("\n".join(["size,parts,shop,late", *lines]), encoding="utf-8")
    window.data_choosing.choose(str(path))
    (dialog,) = (d for d in window.findChildren(DataDialog) if d.isVisible())
    until(lambda: dialog.dataset is not None and not dialog.looking.busy, "the table")
    dialog._parts.look.columns.view.selectRow(1)


def _whole_numbers(window: MainWindow, folder: Path) -> None:
    """A table whose target is a few whole numbers, which may be classes or quantities."""
    _workspace(window)
    path = folder / "wine.csv"
    path.write_text(
        "\n".join(["acid,quality", *(f"{i * 0.37 % 1:.3f},{i % 5}" for i in range(60))]), encoding="utf-8"
    )
    window.data_choosing.choose(str(path))
    (dialog,) = (d for d in window.findChildren(DataDialog) if d.isVisible())
    until(lambda: dialog.dataset is not None and not dialog.looking.busy, "the table")


def _listed(window: MainWindow, folder: Path) -> None:
    """Pictures that a table names; one of them is not there."""
    _workspace(window)
    for i in range(12):
        Image.new("L", (8, 6), 20 * i).save(folder / f"{i}.png")
    path = folder / "shades.csv"
    rows = [f"{i}.png,{'night' if i < 6 else 'day'},{i / 4}" for i in range(13)]
    path.write_text("\n".join(["file,kind,light", *rows]), encoding="utf-8")
    window.data_choosing.choose(str(path))
    (dialog,) = (d for d in window.findChildren(DataDialog) if d.isVisible())
    until(lambda: dialog.dataset is not None and not dialog.looking.busy, "the pictures")


def _gestures(folder: Path) -> Path:
    """Recordings of three channels over a time, of two lengths."""
    place = folder / "gestures"
    for i in range(24):
        time = np.arange(80 + 5 * (i % 2)) / 50
        values = [time, np.sin(time * (4, 9)[i % 2]), np.cos(time * 5), time % 0.4]
        (place / ("circle", "shake")[i % 2]).mkdir(parents=True, exist_ok=True)
        np.savetxt(place / ("circle", "shake")[i % 2] / f"{i}.csv", np.stack(values, 1), delimiter=",")
    return place


def _recordings(window: MainWindow, folder: Path) -> None:
    """A folder of recordings, one of which is seen in large."""
    _workspace(window)
    window.data_choosing.choose(str(_gestures(folder)))
    (dialog,) = (d for d in window.findChildren(DataDialog) if d.isVisible())
    until(lambda: dialog.dataset is not None and not dialog.looking.busy, "the recordings")


def _sounds(window: MainWindow, folder: Path) -> None:
    """A folder of sounds in stereo, one of which is seen in large as a spectrogram."""
    _workspace(window)
    for i in range(24):
        tones = [np.sin(np.arange(2400) * pitch) for pitch in (0.2 + 0.4 * (i % 2), 0.9)]
        place = folder / "sounds" / ("low", "high")[i % 2]
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{i}.wav").write_bytes(wave(0.5 * np.stack(tones, axis=1)))
    window.data_choosing.choose(str(folder / "sounds"))
    (dialog,) = (d for d in window.findChildren(DataDialog) if d.isVisible())
    until(lambda: dialog.dataset is not None and not dialog.looking.busy, "the sounds")


def _tried_recording(window: MainWindow, folder: Path) -> None:
    """The answer to a recording."""
    source = RecordingFolder(str(_gestures(folder)))
    _results_of(window, source, "sequence")
    panel = window.workspace.results
    panel.pages.setCurrentWidget(panel.trial)
    until(lambda: panel.trial.answer.bars.isVisible(), "an answer")


def _targets(window: MainWindow, folder: Path) -> None:
    """A table with several targets, and with a file of its own for the test."""
    path = labels_table(folder)
    second = folder / "last.csv"
    second.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    _workspace(window)
    window.data_choosing.choose(str(path))
    (dialog,) = (d for d in window.findChildren(DataDialog) if d.isVisible())
    until(lambda: dialog.dataset is not None, "the table")
    dialog._parts.apart.edited.emit(dialog.config.source.replace(test_path=str(second)).predicting(*LABELS))
    until(lambda: dialog.dataset is not None and not dialog.looking.busy, "the second file")


def _weights(window: MainWindow, folder: Path) -> None:
    _workspace(window)
    trained = window.document.trained
    assert trained is not None
    path = folder / "weights.npz"
    path.write_bytes(FORMATS["Npz"]().encode(artifact_of(trained)))
    window.weights.open(path)
    until(lambda: any(d.isVisible() for d in window.findChildren(WeightsDialog)), "the weights")


def _compare(window: MainWindow, folder: Path) -> None:
    _workspace(window)
    project = window.document.project
    network = edits.change(project.network, ["dense_1"], units=11)
    network = edits.insert_on(network, network.edges[0], Dropout(0.25))[0]
    file.save(folder / "other.nnstudio", project.with_network(network))
    window.comparing.show(folder / "other.nnstudio")
    (dialog,) = (d for d in window.findChildren(CompareDialog) if d.isVisible())
    until(lambda: not dialog._comparing.busy, "the comparison")


def _lesson(window: MainWindow, _folder: Path) -> None:
    """A lesson that is open, with its one thing not done yet."""
    window.setProperty("sample", "")
    window.document.replace(Project(), None)
    window.lessons.opening.open_key("overfitting")
    until(lambda: window.lessons.lesson is not None, "the lesson")
    until(lambda: window.data.prepared is not None, "the data")


def _lesson_of_ones_own(window: MainWindow, folder: Path) -> None:
    """A lesson from a text file, which can be handed out."""
    path = folder / "homework.md"
    path.write_text(
        "title: Homework\nsample: flowers\ndo: Press **Train**.\ncheck: trained\n\nSome words.\n",
        encoding="utf-8",
    )
    window.lessons.opening.open_file(path)
    until(lambda: window.lessons.lesson is not None and window.lessons.lesson.key == path.stem, "the lesson")


def _lesson_done(window: MainWindow, folder: Path) -> None:
    _lesson(window, folder)
    window.lessons.panel.show_answers(())


def _descent(window: MainWindow, _folder: Path) -> None:
    window.setProperty("sample", "")
    window.document.replace(Project(), None)
    window.lessons.opening.open_key("gradient-descent")
    until(lambda: window.workspace.tabs.currentWidget() is window.lessons.descent, "the lesson")
    window.workspace.show_page(window.lessons.descent)  # in a low window it is folded until somebody wants it
    until(lambda: window.lessons.descent.descent is not None and not window.lessons.descent.busy, "the way")


def _layer_list(window: MainWindow, _folder: Path) -> None:
    _workspace(window)
    window.workspace.selection.select(["dense_1"])
    window.workspace.canvas.canvas_actions.add_layer.trigger()


def _found_rate(window: MainWindow, folder: Path) -> None:
    _workspace(window)
    window.rate_finding.action.trigger()
    (dialog,) = (d for d in window.findChildren(RateDialog) if d.isVisible())
    until(lambda: dialog.plot.rate > 0, "the learning rate to be found")


def _series(window: MainWindow, folder: Path) -> None:
    """Two series that can be compared, and a plan with its cost."""
    _workspace(window)
    window.series.show()
    (dialog,) = window.findChildren(SeriesDialog)
    while len(window.document.project.series) < 2:
        until(dialog.plan.start.isEnabled, "that a series can begin")
        dialog.plan.start.click()
        until(lambda: not window.series.active, "the end of a series")
    until(lambda: "About" in dialog.plan.cost.text() or not window.series.busy, "the estimate")


def _steered(window: MainWindow, folder: Path) -> None:
    """A run that waits: its learning rate can be set, and nothing moves meanwhile."""
    _workspace(window)
    window.controls.step.trigger()
    until(lambda: window.trainer.state == "paused", "a step")


def _stopped(window: MainWindow) -> None:
    window.controls.stop.trigger()
    until(lambda: not window.trainer.active, "the end of the run")
    window.setProperty("sample", None)  # what comes next wants a whole run


# The places of a sample stand together, so that it is opened and trained once.
SURFACES: dict[str, Surface] = {
    "start page": Surface(lambda window, _: window.show_start_page(), leave=MainWindow.show_workspace),
    "empty canvas": Surface(lambda window, _: _drawn(window, Network())),
    "problems": Surface(_problems),
    "layer with a problem": Surface(_problem),
    "network for pictures": Surface(lambda window, _: _drawn(window, _PICTURES)),
    "no runs yet": Surface(_no_runs),
    "results of several numbers": Surface(_several(numbers_table, NUMBERS)),
    "results of several labels": Surface(_several(labels_table, LABELS)),
    "results of an autoencoder": Surface(_results("autoencoder")),
    "sealed results": Surface(_sealed),
    "results of a regression": Surface(_results("diabetes")),
    "residuals": Surface(_results_page("diabetes", "residuals"), leave=_overview),
    "results over time": Surface(_over_time, leave=_overview),
    "try it with a recording": Surface(_tried_recording, leave=_overview),
    "results of three classes": Surface(_results("flowers")),
    "samples of a cell": Surface(_cell),
    "ROC curves of three classes": Surface(_results_page("flowers", "curves"), leave=_overview),
    "importance before it is measured": Surface(_results_page("flowers", "importance"), leave=_overview),
    "samples": Surface(_results_page("flowers", "samples"), leave=_overview),
    "try it with a row": Surface(_results_page("flowers", "trial"), leave=_overview),
    "inside, the plane": Surface(_inside("moons")),
    "mistakes": Surface(_results_page("digits", "mistakes"), leave=_overview),
    "try it with a drawing": Surface(_results_page("digits", "trial"), leave=_overview),
    "inside, pictures": Surface(_inside("digits")),
    "augmentation": Surface(_augmentation, DataDialog),
    "results of two classes": Surface(_results("textbook")),
    "mistakes of a table": Surface(_results_page("textbook", "mistakes"), leave=_overview),
    "ROC curves": Surface(_results_page("textbook", "curves"), leave=_overview),
    "a threshold on the test part": Surface(_threshold, leave=_overview),
    "importance": Surface(_importance, leave=_overview),
    "calibration": Surface(_results_page("textbook", "calibration"), leave=_overview),
    "runs": Surface(_runs),
    "curves and summary": Surface(lambda window, _: _workspace(window)),
    "health of the layers": Surface(_health),
    "one step": Surface(_one_step),
    "one step, loss": Surface(_one_step_loss),
    "one step, update": Surface(_one_step_update),
    "training settings": Surface(_training),
    "training settings with GPUs": Surface(_training_with_gpus, leave=_without_gpus),
    "input": Surface(_selected("input")),
    "layer": Surface(_selected("dense_1")),
    "several layers": Surface(_selected("dense_1", "dense_2")),
    "outline": Surface(_outline),
    "palette without a match": Surface(
        _nothing_found, leave=lambda window: window.workspace.palette_panel.search_field.clear()
    ),
    "find on the canvas": Surface(_find, leave=lambda window: window.workspace.canvas.find_bar.close_bar()),
    "lesson": Surface(_lesson, leave=lambda window: window.lessons.leave()),
    "lesson of one's own": Surface(_lesson_of_ones_own, leave=lambda window: window.lessons.leave()),
    "lesson that is done": Surface(_lesson_done, leave=lambda window: window.lessons.leave()),
    "descent": Surface(_descent, leave=lambda window: window.lessons.leave()),
    "list of lessons": Surface(_then(lambda window: window.lessons.show_list()), LessonsDialog),
    "manual": Surface(_then(lambda window: window.manual.show()), ManualDialog),
    "glossary": Surface(_then(lambda window: window.glossary.show_term("learning-rate")), GlossaryDialog),
    "tour": Surface(_then(lambda window: window.tour.start()), leave=lambda window: window.tour.leave()),
    "banner": Surface(_banner, leave=_no_banner),
    "interrupted run": Surface(_interrupted, leave=lambda window: window.banner.dismiss()),
    "edited since": Surface(_edited, leave=lambda window: window.document.undo_stack.undo()),
    "list of layers": Surface(_layer_list, LayerPopup),
    "command search": Surface(_then(lambda window: window.search.open_search()), CommandSearch),
    "data": Surface(_data, DataDialog),
    "data of a table": Surface(_table, DataDialog),
    "data with whole numbers": Surface(_whole_numbers, DataDialog),
    "pictures of a table": Surface(_listed, DataDialog),
    "data of recordings": Surface(_recordings, DataDialog),
    "data of sounds": Surface(_sounds, DataDialog),
    "data with several targets": Surface(_targets, DataDialog),
    "export": Surface(_then(MainWindow.export), ExportDialog),
    "diagram": Surface(_then(lambda window: window.diagrams.show()), DiagramDialog),
    "weights": Surface(_weights, WeightsDialog),
    "compare": Surface(_compare, CompareDialog),
    "what if": Surface(
        _then(lambda window: window.workspace.canvas.canvas_actions.what_if.trigger(), "dense_1"),
        WhatIfDialog,
    ),
    "learning-rate finder": Surface(_found_rate, RateDialog),
    "several runs": Surface(_series, SeriesDialog, leave=lambda window: window.document.set_series(())),
    "run that can be steered": Surface(_steered, leave=_stopped),
    "preferences": Surface(_then(MainWindow.show_preferences), PreferencesDialog),
    "about": Surface(_then(MainWindow.show_about), AboutDialog),
    "why no GPU": Surface(_then(lambda window: window.device_guide.explain()), DevicesDialog),
}


def dialogs_of_the_program() -> set[type[QDialog]]:
    """Every dialog that the program opens, whether this list knows it or not."""
    for module in pkgutil.walk_packages(nnstudio.app.__path__, "nnstudio.app."):
        importlib.import_module(module.name)

    def below(kind: type[QDialog]) -> Iterator[type[QDialog]]:
        for child in kind.__subclasses__():
            yield child
            yield from below(child)

    found = {kind for kind in below(QDialog) if kind.__module__.startswith("nnstudio.app.")}
    return {kind for kind in found if not kind.__subclasses__()}


@contextmanager
def shown(window: MainWindow, name: str, folder: Path, *, collected: bool = False) -> Iterator[QWidget]:
    """Show a place; what is inside it is its root. Afterwards it is gone again.

    A dialog stays open until somebody closes it, whatever Python's collection of garbage makes of its references: with
    ``collected`` it is asked for once garbage has been collected.
    """
    surface = SURFACES[name]
    root: QWidget | None
    surface.show(window, folder)
    if surface.kind is None:
        root = window.centralWidget()
        assert root is not None
        window.activateWindow()
        until(window.isActiveWindow, name, 10)
    else:
        until(partial(_open, surface.kind), name)
        if collected:
            gc.collect()
            QApplication.processEvents()
            assert _open(surface.kind), f"{name}: gone with the garbage"
        (root,) = _open(surface.kind)
        root.activateWindow()
    window.workspace.canvas.glide.finish()
    settle(root)
    try:
        yield root
    finally:
        leave(window, surface, root)


def _open(kind: type[QWidget]) -> list[QWidget]:
    """What is open; whoever asks the window for its children holds on to them by that."""
    return [w for w in QApplication.topLevelWidgets() if type(w) is kind and w.isVisible()]


def leave(window: MainWindow, surface: Surface, root: QWidget) -> None:
    """Put back what showing a place has changed."""
    if surface.kind is not None:
        root.reject() if isinstance(root, QDialog) else root.close()
    surface.leave(window)
    settle(window)


def settle(root: QWidget) -> None:
    """Let what is laid out, polished or begun on the next turns of the event loop be done.

    A figure that comes in from elsewhere has its text before it gets its room.
    """
    seen: list[object] = []

    def still() -> bool:
        visible = _in_sight(root)
        words = [w.text() for w in visible if isinstance(w, QLabel | QAbstractButton)]
        seen.append(([widget.geometry().getRect() for widget in visible], words))
        return len(seen) > 4 and all(look == seen[-1] for look in seen[-4:])

    until(still, "that all is laid out", 20)


def _in_sight(root: QWidget) -> list[QWidget]:
    """The visible widgets below one; nothing is asked below those that are not, of which there are most."""
    found = [root]
    for widget in found:
        found += [child for child in widget.children() if isinstance(child, QWidget) and child.isVisible()]
    return found[1:]
