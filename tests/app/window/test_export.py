"""The export dialog: from the purpose to a proven file, with mouse and keys."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QMessageBox,
    QProgressBar,
    QRadioButton,
    QWidget,
)

from nnstudio.app.diagram.wording import Subject, drawn
from nnstudio.app.dialogs.export import ExportDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.export import FORMATS, PURPOSES, Disagreement, Onnx, suggested
from nnstudio.export.diagram import Svg, svg
from nnstudio.export.writing import SIDECAR
from nnstudio.project.file import save
from nnstudio.system.messages import msg
from tests.app.hands import Key, Left, button, choose_file, click, in_dialog, until
from tests.app.window.conftest import train
from tests.app.window.looking import clipped
from tests.app.window.silent_disk import SilentDisk
from tests.project.several_outputs import cars


@pytest.fixture
def dialog(sample: MainWindow) -> Iterator[ExportDialog]:
    """The dialog of a trained network."""
    found = opened(sample)
    yield found
    found.reject()


def opened(sample: MainWindow) -> ExportDialog:
    """Train, and open the dialog."""
    train(sample)
    sample.do("export")
    (found,) = sample.findChildren(ExportDialog)
    until(found.isVisible, "the dialog")
    found.activateWindow()
    return found


def offered(dialog: ExportDialog) -> list[str]:
    """Titles of the formats that can be seen."""
    group = dialog._choices._formats
    return [b.text().rpartition(" (")[0] for b in group.buttons() if b.isVisible()]


def radio(dialog: ExportDialog, word: str) -> QRadioButton:
    """A visible radio button."""
    return next(b for b in dialog.findChildren(QRadioButton) if b.isVisible() and word in b.text())


def point(widget: QWidget) -> QPoint:
    """Where the text of a radio button begins."""
    return QPoint(12, widget.height() // 2)


def export(dialog: ExportDialog, path: Path) -> None:
    """Press Export, name a file and wait."""
    done = choose_file(path)
    click(button(dialog, "Export…"))
    until(lambda: done() and not dialog._writing.busy, "the export")


# Choosing ---------------------------------------------------------------------------------------------------


def test_every_purpose_proposes_its_format(dialog: ExportDialog) -> None:
    purposes = dialog._purposes
    assert purposes.hasFocus()
    seen: set[str] = set()
    for key in [key for key in PURPOSES if suggested(key)]:
        assert purposes._keys[purposes.currentRow()] == key
        fitting = suggested(key)
        assert dialog.chosen.key == fitting[0].key
        assert set(offered(dialog)) == {cls.title for cls in fitting}
        seen |= set(offered(dialog))
        QTest.keyClick(purposes, Key.Key_Down)
    assert purposes.currentItem().text() == "All formats"
    assert set(offered(dialog)) == {cls.title for cls in FORMATS} >= seen


def test_a_click_on_a_purpose_and_a_format(dialog: ExportDialog) -> None:
    purposes = dialog._purposes
    place = purposes.visualItemRect(purposes.item(purposes._keys.index("web"))).center()
    QTest.mouseClick(purposes.viewport(), Left, pos=place)
    assert dialog.chosen.key == "onnx"
    purposes.choose("python")
    archive = radio(dialog, "NumPy archive")
    click(archive, point(archive))
    assert dialog.chosen.key == "npz"


def test_tab_goes_through_everything(dialog: ExportDialog) -> None:
    dialog._purposes.choose("web")
    dialog._purposes.setFocus()
    passed: list[QWidget] = []
    for _ in range(40):
        focus = dialog.focusWidget()
        assert focus is not None
        if focus in passed:
            break
        passed.append(focus)
        QTest.keyClick(focus, Key.Key_Tab)
    assert radio(dialog, "ONNX") in passed
    assert any(w in passed for w in dialog._choices._weights.buttons())
    assert {button(dialog, "Export…"), button(dialog, "Close")} <= set(passed)


def test_settings_of_a_format_reach_the_file(dialog: ExportDialog, tmp_path: Path) -> None:
    dialog._purposes.choose("paper")
    drawing = radio(dialog, ".svg")
    click(drawing, point(drawing))
    export(dialog, tmp_path / "colour.svg")
    combo = next(c for c in dialog.findChildren(QComboBox) if c.isVisible() and c.findData("grey") >= 0)
    combo.setFocus()
    QTest.keyClick(combo, Key.Key_Down)
    assert dialog.chosen.colours == "grey"  # type: ignore[attr-defined]
    assert dialog._result.isHidden()  # it spoke of another choice
    export(dialog, tmp_path / "grey.svg")
    assert (tmp_path / "colour.svg").read_bytes() != (tmp_path / "grey.svg").read_bytes()
    assert not dialog._choices._of_weights.isVisible()  # a drawing has none
    dialog._purposes.choose("web")
    assert dialog._choices._of_weights.isVisible()
    dialog._purposes.choose("paper")
    click(radio(dialog, ".svg"), point(drawing))
    assert dialog.chosen.colours == "grey"  # type: ignore[attr-defined]


@pytest.mark.usefixtures("german")
def test_a_drawing_speaks_the_language_of_the_window(sample: MainWindow, tmp_path: Path) -> None:
    dialog = opened(sample)
    dialog._purposes.choose("paper")
    drawing = radio(dialog, ".svg")
    click(drawing, point(drawing))
    done = choose_file(tmp_path / "netz.svg")
    click(button(dialog, "Exportieren…"))
    until(lambda: done() and not dialog._writing.busy, "the export")
    there = (tmp_path / "netz.svg").read_bytes()
    assert there == svg(drawn(Subject(sample.document.project, "netz"), Svg()))
    assert "wahre Werte" in there.decode()
    dialog.reject()


def test_best_or_last(sample: MainWindow, dialog: ExportDialog, tmp_path: Path) -> None:
    trained = sample.document.trained
    assert trained is not None
    dialog._purposes.choose("all")
    archive = radio(dialog, "NumPy archive")
    click(archive, point(archive))
    assert radio(dialog, "Best epoch").isChecked()
    for word, which in (("Best epoch", "best"), ("Last epoch", "last")):
        choice = radio(dialog, word)
        dialog.findChild(QWidget).ensurePolished()
        choice.setFocus()
        QTest.keyClick(choice, Key.Key_Space)
        export(dialog, tmp_path / f"{which}.npz")
        with np.load(tmp_path / f"{which}.npz", allow_pickle=False) as arrays:
            for key, array in trained.weights(which).items():
                np.testing.assert_array_equal(arrays[key], array)


def test_what_has_no_place_is_said_before_anybody_asks_where(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Onnx, "refusals", lambda self, artifact: (msg("Dense 1: not here"),))
    train(sample)
    sample.do("export")
    (dialog,) = sample.findChildren(ExportDialog)
    purposes = dialog._purposes
    purposes.choose("web")
    assert dialog._result.text.startswith("ONNX: Dense 1: not here. Formats that can: ")
    assert not button(dialog, "Export…").isEnabled()
    QTest.keyClick(purposes, Key.Key_Up)
    assert dialog._result.isHidden()
    assert button(dialog, "Export…").isEnabled()
    dialog.reject()


# What came of it --------------------------------------------------------------------------------------------


def test_the_proof_is_told_in_words(
    dialog: ExportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog._purposes.choose("web")
    export(dialog, tmp_path / "net.onnx")
    result = dialog._result
    assert result.isVisible()
    lines = result.text.splitlines()
    assert lines[0] == "Written: net.onnx"
    assert lines[1] == f"Beside it: net.onnx{SIDECAR}"
    record = json.loads((tmp_path / f"net.onnx{SIDECAR}").read_text(encoding="utf-8"))
    assert lines[2] == f"Proven: {record['proof']['words']}."
    assert lines[3] == "It was asked about 64 samples of the test part."
    click(button(dialog, "Copy"))
    assert QGuiApplication.clipboard().text() == f"{result.text}\n{tmp_path}"
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    click(button(dialog, "Show in folder"))
    assert [Path(url.toLocalFile()) for url in opened] == [tmp_path]


def test_several_outputs_leave_under_the_names_of_their_targets(window: MainWindow, tmp_path: Path) -> None:
    project, trained, _ = cars(tmp_path)
    save(tmp_path / "cars.nnstudio", project, trained)
    window.files.open(tmp_path / "cars.nnstudio")
    until(lambda: window.document.project.network == project.network, "the project")
    window.do("export")
    (dialog,) = window.findChildren(ExportDialog)
    dialog._purposes.choose("web")
    export(dialog, tmp_path / "net.onnx")
    assert "Proven: onnx" in dialog._result.text.replace("ONNX Runtime", "onnx")
    model = onnx.load(tmp_path / "net.onnx")
    assert [each.name for each in model.graph.output] == ["kind", "price", "sold"]
    dialog.reject()


def test_the_next_proposal_stands_beside_the_last_file(dialog: ExportDialog, tmp_path: Path) -> None:
    dialog._purposes.choose("web")
    export(dialog, tmp_path / "mine.onnx")
    assert dialog._suggestion == tmp_path / "mine.onnx"


def test_a_file_that_disagrees_is_an_error(
    dialog: ExportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*_args: Any) -> None:
        raise Disagreement("The exported file does not agree")

    monkeypatch.setattr(Onnx, "prove", wrong)
    dialog._purposes.choose("web")
    export(dialog, tmp_path / "net.onnx")
    assert dialog._result.text == "The exported file does not agree"
    assert list(tmp_path.glob("*.onnx*")) == []
    assert not any(b.isVisible() for b in (dialog._result._folder, dialog._result._copy))
    assert button(dialog, "Export…").isEnabled()


def answer(reply: QMessageBox.StandardButton, words: str = "net.onnx.proof.json") -> Callable[[], bool]:
    """Answer the next question."""

    def do(question: QMessageBox) -> None:
        assert words in question.text()
        click(question.button(reply))

    return in_dialog(QMessageBox, do)


def test_a_file_from_elsewhere_is_replaced_only_after_yes(dialog: ExportDialog, tmp_path: Path) -> None:
    foreign = tmp_path / f"net.onnx{SIDECAR}"
    foreign.write_text("mine", encoding="utf-8")
    dialog._purposes.choose("web")
    for reply in (QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes):
        answered, done = answer(reply), choose_file(tmp_path / "net.onnx")
        click(button(dialog, "Export…"))
        until(lambda: answered() and done() and not dialog._writing.busy, "the answer")  # noqa: B023
        assert (foreign.read_text(encoding="utf-8") == "mine") is (reply == QMessageBox.StandardButton.No)
    assert (tmp_path / "net.onnx").exists()


def test_weights_that_a_script_needs_are_replaced_only_after_yes(
    dialog: ExportDialog, tmp_path: Path
) -> None:
    weights = tmp_path / "net.npz"
    weights.write_bytes(b"weights of the script")
    (tmp_path / "net.py").write_text("", encoding="utf-8")
    record = {"producer": "NN Studio", "files": {"net.py": "", "net.npz": ""}}
    (tmp_path / f"net.py{SIDECAR}").write_text(json.dumps(record), encoding="utf-8")
    dialog._purposes.choose("python")
    archive = radio(dialog, "NumPy archive")
    click(archive, point(archive))
    for reply in (QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes):
        answered: list[Callable[[], bool]] = []

        def exists(question: QMessageBox, reply: QMessageBox.StandardButton = reply) -> None:
            assert "net.npz exists already" in question.text()
            answered.append(answer(reply, "net.npz belongs to net.py, an earlier export that needs it."))  # noqa: B023
            click(question.button(QMessageBox.StandardButton.Yes))

        done, asked = choose_file(tmp_path / "net"), in_dialog(QMessageBox, exists)
        click(button(dialog, "Export…"))
        until(lambda: done() and asked() and answered[0](), "the answer")  # noqa: B023
        until(lambda: not dialog._writing.busy, "the export")
        kept = weights.read_bytes() == b"weights of the script"
        assert kept is (reply == QMessageBox.StandardButton.No)


# Cancel -----------------------------------------------------------------------------------------------------


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Holds the translation of a model until it opens."""
    opened = threading.Event()
    real = Onnx.encode

    def slow(self: Onnx, artifact: Any) -> bytes:
        assert opened.wait(60)
        return real(self, artifact)

    monkeypatch.setattr(Onnx, "encode", slow)
    yield opened
    opened.set()


def test_cancel_ends_it_and_leaves_nothing(
    dialog: ExportDialog, tmp_path: Path, gate: threading.Event
) -> None:
    dialog._purposes.choose("web")
    done = choose_file(tmp_path / "net.onnx")
    click(button(dialog, "Export…"))
    until(lambda: done() and dialog._writing.busy, "the export to begin")
    until(lambda: dialog._step.text() == "Translating the network", "a word about it")
    assert dialog.findChild(QProgressBar).isVisible()
    assert not dialog._choices.isEnabled()
    click(button(dialog, "Cancel"))
    until(lambda: not dialog._writing.busy, "the end")
    assert not gate.is_set()  # nobody waited for the library
    assert dialog._result.text == "Cancelled. No file was written."
    assert list(tmp_path.glob("*.onnx*")) == []
    gate.set()
    export(dialog, tmp_path / "net.onnx")
    assert "Proven" in dialog._result.text


def test_closing_the_dialog_cancels(
    sample: MainWindow, dialog: ExportDialog, tmp_path: Path, gate: threading.Event
) -> None:
    dialog._purposes.choose("web")
    dialog.write(tmp_path / "net.onnx")
    click(button(dialog, "Close"))
    QApplication.processEvents()
    assert not [d for d in sample.findChildren(QDialog) if d.isVisible()]
    assert list(tmp_path.glob("*.onnx*")) == []


def test_a_disk_that_does_not_answer_keeps_no_dialog_open(sample: MainWindow, disk: SilentDisk) -> None:
    dialog = opened(sample)
    dialog._purposes.choose("web")
    done = choose_file(disk.folder / "net.onnx")
    disk.fall_silent()
    click(button(dialog, "Export…"))
    until(lambda: done() and dialog._writing.busy and disk.asked.is_set(), "the export to begin")
    writing = dialog._writing
    click(button(dialog, "Close"))
    assert not dialog.isVisible()
    assert writing.at_work  # it waits for its disk alone
    (job,) = writing._ending
    disk.released.set()
    until(lambda: not job.alive, "the answer")
    assert list(disk.folder.iterdir()) == []


def test_longer_texts_have_room_whatever_the_result(sample: MainWindow, longer: None, tmp_path: Path) -> None:
    train(sample)
    sample.export()
    (again,) = sample.findChildren(ExportDialog)
    again._purposes.choose("web")
    for name in ("net.onnx", "nowhere/net.onnx"):
        again.write(tmp_path / name)
        until(lambda: not again._writing.busy, "the export")
        until(again._result.isVisible, "the result")
        until(lambda: not clipped(again), "room for every text", 5)
    for key in again._purposes._keys:
        again._purposes.choose(key)
        until(lambda: not clipped(again), f"room for every text of {key}", 5)
    purposes = again._purposes
    room = purposes.viewport().width() - 8
    for i in range(purposes.count()):
        assert purposes.fontMetrics().horizontalAdvance(purposes.item(i).text()) <= room
    again.reject()
