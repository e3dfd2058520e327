"""Comparing the document with projects and models: chosen, drawn, listed and told with mouse and keys."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnstudio.app.comparing import dialog as module
from nnstudio.app.comparing.dialog import CompareDialog
from nnstudio.app.comparing.wording import TOKENS, value_words
from nnstudio.app.look.theme import DARK, LIGHT, contrast
from nnstudio.app.main_window import MainWindow
from nnstudio.data.augmentation import Flip
from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.export import FORMATS
from nnstudio.export.of_project import artifact_of
from nnstudio.graph import edits
from nnstudio.nn.layers import Dropout
from nnstudio.project import file
from nnstudio.project.comparing.compare import SIGNS, Side
from tests.app.hands import Key, Left, button, choose_file, click, press, until
from tests.app.window.conftest import open_ready, saved, train
from tests.app.window.looking import clipped, nameless

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def other(sample: MainWindow, tmp_path: Path) -> Path:
    """The trained document, saved, and a file in which a layer is wider, one is new and one is gone."""
    train(sample)
    saved(sample, tmp_path / "mine.nnstudio")
    project = sample.document.project
    network = edits.change(project.network, ["dense_1"], units=11)
    network = edits.insert_on(network, network.edges[0], Dropout(0.25))[0]
    network = edits.delete(network, ["dense_2"])
    training = project.training.replace(batch_size=8)
    file.save(tmp_path / "other.nnstudio", project.replace(training=training).with_network(network))
    return tmp_path / "other.nnstudio"


def shown(window: MainWindow) -> CompareDialog:
    """Open the dialog with its key."""
    press(window, Key.Key_K, CONTROL_SHIFT)
    until(lambda: [d for d in window.findChildren(CompareDialog) if d.isVisible()], "the dialog")
    (dialog,) = (d for d in window.findChildren(CompareDialog) if d.isVisible())
    dialog.activateWindow()
    return dialog


def compared(dialog: CompareDialog, path: Path) -> None:
    """Choose a file with the button and wait."""
    done = choose_file(path)
    click(button(dialog, "Choose a file…"))
    until(lambda: done() and not dialog._comparing.busy, "the comparison")


def sentence(dialog: CompareDialog) -> str:
    """What is said over the drawing."""
    return "\n".join(filter(None, (dialog._headline.text(), dialog._outputs.text())))


def rows(dialog: CompareDialog) -> list[list[str]]:
    model = dialog.layers.model()
    return [[model.index(r, c).data() or "" for c in range(4)] for r in range(model.rowCount())]


def figures(dialog: CompareDialog) -> dict[str, tuple[str, str]]:
    model = dialog.figures.model()
    return {
        model.index(r, 0).data().strip(): (model.index(r, 1).data(), model.index(r, 2).data())
        for r in range(model.rowCount())
        if model.index(r, 1).data()
    }


def test_what_differs_is_said_listed_and_drawn(sample: MainWindow, other: Path) -> None:
    before = sample.document.project, sample.document.trained
    dialog = shown(sample)
    assert "What shall it be compared with?" in sentence(dialog)
    compared(dialog, other)
    lines = sentence(dialog).splitlines()
    assert lines[0] == "1 layer changed, 1 layer only left, 1 layer only right."
    assert lines[1].startswith("Outputs are not compared: ")
    by_sign = {row[0].strip(): row for row in rows(dialog) if row[0].strip() != "same"}
    assert set(by_sign) == {"~  changed", "+  only right", "−  only left"}
    assert by_sign["~  changed"][3] == "units: 25 → 11"
    assert by_sign["+  only right"][2].startswith("Dropout 1")
    assert by_sign["−  only left"][1].startswith("Dense 2")
    numbers = figures(dialog)
    assert numbers["Batch size"] == (str(before[0].training.batch_size), "8")
    assert numbers["Depth"] == ("3", "2")
    assert numbers["Epoch"][1] == "–"
    words = dialog.diagram.accessibleDescription()
    assert all(word in words for word in ("changed", "only right", "only left"))
    assert nameless(dialog) == []
    click(button(dialog, "Close"))
    assert (sample.document.project, sample.document.trained) == before


def test_names_of_both_sides_are_whole_where_there_is_room(sample: MainWindow, other: Path) -> None:
    dialog = shown(sample)
    compared(dialog, other)
    header = dialog.figures.header()
    for column in (0, 1, 2):
        assert header.sectionSize(column) >= header.sectionSizeFromContents(column).width()


def test_drawing_and_list_point_at_the_same_layer(sample: MainWindow, other: Path) -> None:
    dialog = shown(sample)
    compared(dialog, other)
    assert dialog.layers.currentIndex().row() == next(
        i for i, r in enumerate(rows(dialog)) if r[0].strip() != "same"
    )
    diagram = dialog.diagram
    for number, card in enumerate(diagram._cards):
        QTest.mouseClick(diagram.viewport(), Left, pos=diagram.mapFromScene(card.rect.center()))
        assert dialog.layers.currentIndex().row() == number
    count = len(rows(dialog))
    dialog.diagram.setFocus()
    for _ in range(count):
        QTest.keyClick(dialog.diagram, Key.Key_Left)
    assert dialog.layers.currentIndex().row() == 0
    QTest.keyClick(dialog.layers, Key.Key_Down)
    assert dialog.diagram._current == 1
    zoom = dialog.diagram.transform().m11()
    QTest.keyClick(dialog.diagram, Key.Key_Plus)
    assert dialog.diagram.transform().m11() > zoom
    QTest.keyClick(dialog.diagram, Key.Key_0)
    assert dialog.diagram.transform().m11() == pytest.approx(zoom)
    dialog.reject()


def test_left_and_right_can_be_exchanged(sample: MainWindow, other: Path) -> None:
    dialog = shown(sample)
    compared(dialog, other)
    first = rows(dialog)
    click(button(dialog, "Exchange left and right"))
    assert dialog._comparing.busy
    assert not dialog._offers.isVisible(), "what is compared was chosen already"
    until(lambda: not dialog._comparing.busy, "the comparison")
    signs = [row[0].strip() for row in rows(dialog)]
    assert signs.count("+  only right") == signs.count("−  only left") == 1
    assert "units: 11 → 25" in [row[3] for row in rows(dialog)]
    click(button(dialog, "Exchange left and right"))
    until(lambda: not dialog._comparing.busy, "the comparison")
    assert rows(dialog) == first
    dialog.reject()


def test_a_model_of_another_program_answers_the_same(sample: MainWindow, tmp_path: Path) -> None:
    train(sample)
    trained = sample.document.trained
    assert trained is not None
    (tmp_path / "net.onnx").write_bytes(FORMATS["Onnx"]().encode(artifact_of(trained)))
    dialog = shown(sample)
    compared(dialog, tmp_path / "net.onnx")
    headline, outputs = sentence(dialog).splitlines()
    assert headline == "Both are the same."
    assert "Their outputs are equal on " in outputs
    dialog.reject()


def test_last_and_best_epoch_are_two_sides(sample: MainWindow) -> None:
    train(sample)
    dialog = shown(sample)
    until(dialog.right.hasFocus, "the right side to have the keyboard")
    for side in ("Untitled (this project)", "Untitled, last epoch"):
        dialog.right.setFocus()
        press(dialog, Key.Key_Down)
        assert dialog.right.currentText() == side
        until(lambda: rows(dialog) and not dialog._comparing.busy, "the comparison")
    checkpoint = sample.document.trained.checkpoint
    assert dialog._side(dialog.left.key).weights is checkpoint.best_weights
    assert dialog._side(dialog.right.key).weights is checkpoint.weights
    assert {row[0].strip() for row in rows(dialog)} == {"same"}
    dialog.reject()


def test_what_cannot_be_read_is_one_line(sample: MainWindow, other: Path, tmp_path: Path) -> None:
    (tmp_path / "odd.onnx").write_bytes(b"\x08\x07nothing")
    before = sample.document.project
    dialog = shown(sample)
    for name in ("odd.onnx", "gone.nnstudio"):
        dialog.compare_with(tmp_path / name)
        until(lambda: not dialog._comparing.busy, "the end")
        assert name in sentence(dialog)
        assert "\n" not in sentence(dialog)
        assert rows(dialog) == []
    compared(dialog, other)
    assert rows(dialog)
    dialog.reject()
    assert sample.document.project is before


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Holds the reading of a side until it opens, or until Cancel."""
    opened = threading.Event()
    real: Callable[..., Side] = module.load_side

    def slow(path: str, *, cancelled: Callable[[], bool]) -> Side:
        while not opened.wait(0.02):
            if cancelled():
                break
        return real(path, cancelled=cancelled)

    monkeypatch.setattr(module, "load_side", slow)
    yield opened
    opened.set()


def test_a_long_comparison_can_be_cancelled(sample: MainWindow, other: Path, gate: threading.Event) -> None:
    dialog = shown(sample)
    dialog.compare_with(other)
    assert dialog._comparing.busy
    assert not dialog.right.isEnabled()
    click(button(dialog, "Cancel"))
    assert not dialog._comparing.busy
    assert sentence(dialog) == "Cancelled"
    assert dialog.right.isEnabled()
    dialog.compare_with(other)
    click(button(dialog, "Close"))  # ends it as well
    QApplication.processEvents()
    assert not dialog._comparing.busy


def test_recent_files_are_offered(sample: MainWindow, other: Path) -> None:
    sample.preferences.set(sample.preferences.settings.with_recent(str(other)))
    dialog = shown(sample)
    assert dialog.right.findData(str(other)) >= 0
    assert dialog.right.findData(str(sample.document.path)) < 0  # that is the document itself
    click(button(dialog, other.name))
    until(lambda: not dialog._comparing.busy, "the comparison")
    assert dialog.right.key == str(other)
    assert rows(dialog)
    dialog.reject()


def test_signs_and_colours_tell_the_same() -> None:
    assert set(SIGNS) == set(TOKENS)
    assert len(set(SIGNS.values())) == len(SIGNS)
    for tokens in (LIGHT, DARK):
        for status, (line, fill) in TOKENS.items():
            assert contrast(tokens.text, getattr(tokens, fill)) >= 4.5
            if status != "same":
                assert contrast(tokens.surface, getattr(tokens, line)) >= 4.5


def test_long_words_have_room(longer: None, make_window: Any, tmp_path: Path) -> None:
    window = make_window()
    window.resize(1280, 800)
    open_ready(window)
    saved(window, tmp_path / "a.nnstudio")
    dialog = shown(window)
    assert clipped(dialog) == []
    dialog.compare_with(tmp_path / "a.nnstudio")
    until(lambda: not dialog._comparing.busy, "the comparison")
    QTest.qWait(50)
    assert clipped(dialog) == []
    assert dialog.width() <= 1280
    assert dialog.height() <= 800
    dialog.reject()


def test_settings_of_columns_are_told_in_the_words_of_their_form(german: None) -> None:
    """They were told as the program spells them inside."""
    columns = (ColumnSettings("Preis", logarithm=True), ColumnSettings("Stadt", most=5))
    assert value_words(columns) == "Preis: Logarithmus ein; Stadt: Häufige Kategorien 5"
    assert value_words((Flip(),)).startswith("Spiegeln: ")
    assert value_words(()) == "keine"
    assert value_words(True) == "ein"
