"""Models and weights of other programs come in through menus, drops and the command line, and nothing else is touched."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QProgressDialog, QPushButton, QWidget

from nnstudio.app.dialogs.export import ExportDialog
from nnstudio.app.importing import models as opening
from nnstudio.app.importing.weights_dialog import WeightsDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.export import FORMATS
from nnstudio.export.of_project import artifact_of
from nnstudio.export.onnx import Onnx
from nnstudio.export.reading import Imported
from nnstudio.graph import edits
from nnstudio.project import file
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained
from nnstudio.system.cancel import Cancelled
from tests.app.hands import Key, Left, button, choose_file, click, drag_point, in_dialog, press, until
from tests.app.window.conftest import open_ready, saved, texts, train, trained_sample
from tests.app.window.looking import clipped, nameless

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def digits() -> tuple[Project, Trained]:
    """A convolution network on pictures, trained a little."""
    return trained_sample("digits", 1)


@pytest.fixture(scope="module")
def folder(digits: tuple[Project, Trained], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same network in files of other programs."""
    where = tmp_path_factory.mktemp("models")
    artifact = artifact_of(digits[1])
    (where / "net.onnx").write_bytes(FORMATS["Onnx"]().encode(artifact))
    (where / "first.onnx").write_bytes(Onnx(channels="first").encode(artifact))
    (where / "net.keras").write_bytes(FORMATS["KerasArchive"]().encode(artifact))
    (where / "net.npz").write_bytes(FORMATS["Npz"]().encode(artifact))
    for name, data in FORMATS["PyTorch"]().files(artifact, "torch.py").items():
        (where / name).write_bytes(data)
    (where / "odd.onnx").write_bytes((where / "net.onnx").read_bytes().replace(b"Softmax", b"Softmix"))
    (where / "broken.keras").write_bytes(b"PK\x03\x04 nothing")
    (where / "broken.npz").write_bytes(b"\x80\x04cos\nsystem\n")
    return where


def opened(window: MainWindow) -> bool:
    return bool(window.document.project.network.nodes) and not window.files.models.reading._reading.busy


def menu_action(window: MainWindow, menu: str, text: str) -> None:
    """Choose an entry of the menu bar with the keyboard alone."""
    action = next(a for a in window.menuBar().actions() if a.text().replace("&", "") == menu)
    shown = action.menu()
    assert shown is not None
    entry = next(a for a in shown.actions() if a.text().replace("&", "") == text)
    assert entry.isEnabled()
    entry.trigger()


def drop(target: QWidget, path: Path) -> None:
    """Drop a file as a window system would."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    at, copy, none = QPoint(target.width() // 2, target.height() // 2), Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier  # fmt: skip
    enter = QDragEnterEvent(drag_point(at), copy, mime, Left, none)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target, QDropEvent(at.toPointF(), copy, mime, Left, none))


# Models -----------------------------------------------------------------------------------------------------


def test_filters_of_a_model_are_seen_without_data(window: MainWindow, folder: Path, digits: Any) -> None:
    done = choose_file(folder / "net.onnx")
    press(window, Key.Key_O, CONTROL)
    until(lambda: done() and opened(window), "the model")
    workspace, start = window.workspace, window.document.project.start
    work, panel = workspace.inside.work, workspace.inside.panel
    workspace.tabs.setCurrentWidget(panel)
    until(lambda: work.alone is not None and not work.busy, "a look at the weights")
    assert start is not None
    (first,) = work.alone.weights
    assert [panel.layers.item(i).text() for i in range(panel.layers.count())] == [
        f"Filters of {window.document.project.network[first.node].title}"
    ]
    np.testing.assert_allclose(panel.layer.tiles.values[3], start.weights[f"{first.node}/W"][:, :, 0, 3])
    assert panel.head.words.text() == "Imported weights"
    assert panel.head.words.isVisible()
    assert not panel.head.number.isVisible()
    assert not panel.sample.isVisible()
    workspace.selection.select([first.node])
    work.refresh()
    assert not work.busy, "nothing has changed"
    window.document.edit("Data", window.document.project.replace(data=digits[0].data))
    until(lambda: work.seen is not None and not work.busy, "a look at a sample")
    assert work.alone is None
    assert panel.sample.isVisible()
    assert panel.layers.count() > 1
    window.document.edit("Data", window.document.project.replace(data=digits[0].data.replace(source=None)))
    until(lambda: work.alone is not None and not work.busy, "the weights once more")
    assert panel.layers.count() == 1
    without = edits.delete(window.document.project.network, [first.node])
    window.document.edit("Delete", window.document.project.replace(network=without))
    until(lambda: work.alone is None and not work.busy, "nothing to look at")
    assert not panel.layers.isVisible()


@pytest.mark.usefixtures("apart")
@pytest.mark.parametrize("name", ["net.onnx", "net.keras"])
def test_a_model_opens_as_a_new_document(window: MainWindow, folder: Path, digits: Any, name: str) -> None:
    project, trained = digits
    done = choose_file(folder / name)
    press(window, Key.Key_O, CONTROL)
    until(lambda: done() and opened(window), "the model")
    document = window.document
    assert document.path is None
    assert window.in_workspace
    network = document.project.network
    assert [type(n.layer) for n in network.nodes] == [type(n.layer) for n in project.network.nodes]
    assert set(document.project.layout.positions) == {n.id for n in network.nodes}
    until(lambda: window.workspace.canvas.camera.zoom < 1.01, "the drawing to be fitted")
    (text,) = texts(window)
    assert text.startswith(f"Read from {name}: {len(network.nodes)} layers, ")
    start = document.project.start
    assert start is not None
    for key, array in trained.weights().items():
        np.testing.assert_allclose(start.weights[key], array, atol=1e-6)
    assert window.preferences.settings.recent_files[0] == str(folder / name)
    strip = window.workspace.dock.start_strip
    assert strip.isVisible()
    assert name in strip.findChildren(QWidget)[1].text()
    window.beginning.empty()
    assert texts(window) == []
    assert not strip.isVisible()


def test_the_next_run_begins_where_the_model_stands(window: MainWindow, folder: Path, digits: Any) -> None:
    project, _ = digits
    window.files.open(folder / "net.onnx")
    until(lambda: opened(window), "the model")
    mine = window.document.project
    training = mine.training.replace(
        epochs=1, device="cpu", optimizer=mine.training.optimizer.replace(learning_rate=1e-6)
    )
    window.document.edit("data", mine.replace(data=project.data, training=training))
    until(lambda: window.data.prepared is not None, "the data")
    begun = window.document.project.start
    train(window)
    trained = window.document.trained
    assert trained is not None
    assert begun is not None
    assert trained.began_with == begun.digest
    for key, array in trained.weights().items():
        np.testing.assert_allclose(array, begun.weights[key], atol=1e-3)
    # Begin anew with random weights, and take that back
    click(button(window.workspace.dock, "Start from new weights"))
    assert window.document.project.start is None
    assert window.controls.resumable() is None
    window.document.undo_stack.undo()
    assert window.document.project.start == begun


def test_imported_weights_can_be_used_untrained(window: MainWindow, folder: Path, digits: Any) -> None:
    project, trained = digits
    window.files.open(folder / "net.keras")
    until(lambda: opened(window), "the model")
    take = button(window.workspace.dock, "Use them untrained")
    assert not take.isEnabled()  # nobody knows how the data is scaled
    window.document.edit(
        "data", window.document.project.replace(data=project.data, training=project.training)
    )
    until(lambda: window.data.prepared is not None and take.isEnabled(), "the data")
    click(take)
    until(lambda: window.document.trained is not None, "the result")
    assert not take.isEnabled()
    assert "imported" in window.workspace.step_bar.step("train").accessibleName()
    window.workspace.show_results()
    window.workspace.open_results()
    until(lambda: window.workspace.results.is_open, "the results")
    x = window.data.prepared.test.x
    np.testing.assert_allclose(
        window.document.trained.model().predict(x), trained.model().predict(x), atol=1e-5
    )


@pytest.mark.parametrize(("name", "channels"), [("net.onnx", "last"), ("first.onnx", "first")])
def test_what_was_imported_is_saved_and_exported(
    window: MainWindow, folder: Path, tmp_path: Path, name: str, channels: str
) -> None:
    window.files.open(folder / name)
    until(lambda: opened(window), "the model")
    project = window.document.project
    path = saved(window, tmp_path / "a.nnstudio")
    assert file.load(path) == (project, None)
    window.export()
    (dialog,) = window.findChildren(ExportDialog)
    dialog._choices.choose_format("onnx")
    assert dialog.chosen == Onnx(channels=channels), "as it came"
    dialog._choices.choose_format("npz")
    done = choose_file(tmp_path / "again.npz")
    click(button(dialog, "Export…"))
    until(lambda: done() and not dialog._writing.busy, "the export")
    with np.load(tmp_path / "again.npz", allow_pickle=False) as arrays:
        assert project.start is not None
        for key, array in project.start.weights.items():
            np.testing.assert_array_equal(arrays[key], array)
    dialog.reject()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("odd.onnx", "no layer like the operation 'Softmix'"),
        ("broken.keras", "broken.keras: "),
        ("gone.onnx", "gone.onnx"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_the_document_stays(
    sample: MainWindow, folder: Path, tmp_path: Path, name: str, words: str
) -> None:
    path = saved(sample, tmp_path / "mine.nnstudio")
    before = sample.document.project
    drop(sample, folder / name)
    until(lambda: texts(sample), "the message")
    (text,) = texts(sample)
    assert words in text
    assert "\n" not in text
    assert sample.document.project is before
    assert sample.document.path == path


def test_dropping_asks_before_anything_is_lost(sample: MainWindow, folder: Path) -> None:
    sample.workspace.canvas.drawing.append("Dense")
    before = sample.document.project
    asked = in_dialog(QMessageBox, lambda box: click(box.button(QMessageBox.StandardButton.Cancel)))
    drop(sample, folder / "net.onnx")
    until(asked, "the question")
    assert sample.document.project is before
    asked = in_dialog(QMessageBox, lambda box: click(box.button(QMessageBox.StandardButton.Discard)))
    canvas = sample.workspace.canvas.viewport()  # it wants layers only, so the window takes the file
    drop(canvas, folder / "net.onnx")
    until(lambda: asked() and sample.document.project.start is not None, "the model")


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Holds the reading of a model until it opens, or until Cancel."""
    opened = threading.Event()
    real: Callable[..., Imported] = opening.read_model

    def slow(path: Path, *, cancelled: Callable[[], bool], progress: Any) -> Imported:
        progress({"done": 0.4})
        while not opened.wait(0.02):
            if cancelled():
                raise Cancelled
        return real(path, cancelled=cancelled, progress=progress)

    monkeypatch.setattr(opening, "read_model", slow)
    yield opened
    opened.set()


def test_a_long_reading_shows_its_progress_and_can_be_cancelled(
    sample: MainWindow, folder: Path, gate: threading.Event
) -> None:
    before = sample.document.project
    sample.files.open(folder / "net.onnx")
    until(lambda: [d for d in sample.findChildren(QProgressDialog) if d.isVisible()], "the progress")
    (dialog,) = (d for d in sample.findChildren(QProgressDialog) if d.isVisible())
    assert dialog.value() == 400
    assert dialog.labelText() == "Reading net.onnx…"
    cancel = dialog.findChild(QPushButton)
    assert cancel is not None
    click(cancel)
    until(lambda: not sample.files.models.reading._reading.busy, "the end")
    assert sample.document.project is before
    assert texts(sample) == []


# Weights ----------------------------------------------------------------------------------------------------


@pytest.fixture
def fresh(window: MainWindow) -> MainWindow:
    """The network of the files, as it is before any training."""
    open_ready(window, "digits")
    return window


def dialog_of(window: MainWindow) -> WeightsDialog:
    until(lambda: [d for d in window.findChildren(WeightsDialog) if d.isVisible()], "the dialog")
    (dialog,) = (d for d in window.findChildren(WeightsDialog) if d.isVisible())
    dialog.activateWindow()
    return dialog


def test_weights_are_shown_before_they_are_taken(fresh: MainWindow, folder: Path, digits: Any) -> None:
    done = choose_file(folder / "torch.safetensors")
    press(fresh, Key.Key_I, CONTROL | SHIFT)
    until(done, "the file dialog")
    dialog = dialog_of(fresh)
    assert all(row.array is not None for row in dialog.rows)
    count = len(dialog.rows)
    assert f"{count} of {count} arrays found." in [label.text() for label in dialog.findChildren(QWidget) if hasattr(label, "text")]  # fmt: skip
    assert dialog.channels_first.isVisible()
    model = dialog.table.model()
    assert model.rowCount() == count
    assert model.index(0, 3).data() == "conv2d_1.weight"
    assert nameless(dialog) == []
    QTest.keyClick(dialog.table, Key.Key_Return)
    until(lambda: fresh.document.project.start is not None, "the weights")
    assert fresh.document.undo_stack.undoText() == "Import weights from torch.safetensors"
    start = fresh.document.project.start
    assert start is not None
    for key, array in digits[1].weights().items():
        np.testing.assert_allclose(start.weights[key], array, atol=1e-6)
    press(fresh, Key.Key_Z, CONTROL)
    assert fresh.document.project.start is None


def test_the_order_of_channels_can_be_chosen(fresh: MainWindow, folder: Path) -> None:
    drop(fresh, folder / "torch.safetensors")
    dialog = dialog_of(fresh)
    assert not dialog.channels_first.isChecked()  # the file is one of this program
    ours = {row.key: row.array for row in dialog.rows}
    dialog.channels_first.setFocus()
    QTest.keyClick(dialog.channels_first, Key.Key_Space)
    other = {row.key: row.array for row in dialog.rows}
    changed = [key for key in ours if not np.array_equal(ours[key], other[key])]
    assert changed == ["dense_1/W"]
    click(button(dialog, "Cancel"))
    assert fresh.document.project.start is None


def test_the_order_of_channels_is_not_asked_where_it_does_not_matter(fresh: MainWindow, folder: Path) -> None:
    fresh.weights.open(folder / "net.npz")
    dialog = dialog_of(fresh)
    assert not dialog.channels_first.isVisible()
    dialog.reject()


def test_where_only_a_part_fits_that_is_said(fresh: MainWindow, folder: Path) -> None:
    network = fresh.document.project.network
    fresh.document.edit(
        "wider", fresh.document.project.with_network(edits.change(network, ["dense_1"], units=50))
    )
    fresh.weights.open(folder / "torch.safetensors")
    dialog = dialog_of(fresh)
    said = "\n".join(w.text() for w in dialog.findChildren(QWidget) if hasattr(w, "text") and w.isVisible())
    assert "4 of 8 arrays found." in said
    assert "The others start from random values, as usual." in said
    click(button(dialog, "Import"))
    start = fresh.document.project.start
    assert start is not None
    assert sorted(start.weights) == ["conv2d_1/W", "conv2d_1/b", "conv2d_2/W", "conv2d_2/b"]
    train(fresh)
    assert fresh.document.trained is not None


def test_where_nothing_fits_nothing_can_be_imported(sample: MainWindow, folder: Path) -> None:
    sample.weights.open(folder / "net.npz")
    dialog = dialog_of(sample)
    if any(row.array is not None for row in dialog.rows):
        pytest.fail("the textbook's network has nothing in common with one for pictures")
    assert not dialog.accept_button.isEnabled()
    QTest.keyClick(dialog.table, Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClick(dialog.table, Key.Key_Escape)
    assert sample.document.project.start is None


def test_weights_that_cannot_be_read_are_one_line(
    sample: MainWindow, window: MainWindow, folder: Path
) -> None:
    before = sample.document.project
    sample.weights.open(folder / "broken.npz")
    until(lambda: texts(sample), "the message")
    (text,) = texts(sample)
    assert text.startswith("broken.npz: ")
    assert "\n" not in text
    assert sample.document.project is before
    sample.banner.dismiss()
    sample.beginning.empty()
    menu_action(sample, "File", "Import weights…")
    assert "There is no network yet" in texts(sample)[0]


def test_long_words_have_room(longer: None, make_window: Any, folder: Path) -> None:
    window = make_window()
    window.resize(1280, 800)
    open_ready(window, "digits")
    window.weights.open(folder / "torch.safetensors")
    dialog = dialog_of(window)
    QTest.qWait(50)
    assert clipped(dialog) == []
    dialog.accept()
    QTest.qWait(50)
    assert window.document.project.start is not None
    assert clipped(window.centralWidget()) == []


def test_closing_the_window_ends_the_reading(sample: MainWindow, folder: Path, gate: threading.Event) -> None:
    sample.files.open(folder / "net.onnx")
    until(lambda: [d for d in sample.findChildren(QProgressDialog) if d.isVisible()], "the progress")
    sample.document.undo_stack.setClean()
    sample.close()
    assert not sample.isVisible()
    assert not sample.files.models.reading._reading.busy
    assert not gate.is_set()
