"""The diagram dialog and Copy diagram, with mouse and keys, before anything was trained."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QFileDialog, QMenu

from nnstudio.app.diagram import painting
from nnstudio.app.diagram.dialog import DiagramDialog
from nnstudio.app.diagram.files import image
from nnstudio.app.look.theme import LIGHT, category_token
from nnstudio.app.main_window import MainWindow
from nnstudio.export.diagram import Pdf, Png, Svg, draw
from nnstudio.export.diagram.cards import COLOURS, MUTED, TEXT
from nnstudio.export.diagram.metrics import text_width
from nnstudio.project.project import Project
from tests.app.canvas.conftest import chain, skip
from tests.app.hands import click, press, type_into, until
from tests.app.window.conftest import texts

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def drawing(window: MainWindow) -> MainWindow:
    """The window with a network that was never trained."""
    window.files.show_new(Project().with_network(chain()))
    window.show_workspace()
    return window


def files_in(folder: Path) -> list[str]:
    """What was written there; the program's own folder stands beside it."""
    return [found.name for found in folder.iterdir() if found.is_file()]


def opened(window: MainWindow) -> DiagramDialog:
    """The dialog, opened from the keyboard."""
    press(window, Qt.Key.Key_G, CTRL | SHIFT)
    dialog = next(d for d in window.findChildren(DiagramDialog) if d.isVisible())
    dialog.activateWindow()
    QTest.qWait(20)
    return dialog


def choose(dialog: DiagramDialog, kind: int) -> None:
    """Choose a format with the keyboard."""
    box = dialog._kind
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(kind):
        QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Return)
    until(lambda: box.currentIndex() == kind, "the format", 5)


def ink(picture: QImage, place: QRectF) -> int:
    """How many pixels of a place are not white."""
    grey = picture.copy(place.toRect()).convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return int((rows[:, : grey.width()] < 240).sum())


def tick(dialog: DiagramDialog, text: str) -> None:
    """Click the box of a switch."""
    box = next(box for box in dialog.form.findChildren(QCheckBox) if box.text() == text)
    click(box, QPoint(12, box.height() // 2))


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], list[str]]:
    """Let the file dialog be answered with a path; what was proposed is noted."""

    def answer_with(path: Path) -> list[str]:
        proposals: list[str] = []

        def ask(parent: object, title: str, proposed: str, kinds: str) -> tuple[str, str]:
            proposals.append(proposed)
            return str(path), kinds

        monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
        return proposals

    return answer_with


def test_the_preview_shows_the_network_and_follows_the_choices(drawing: MainWindow) -> None:
    dialog = opened(drawing)
    assert dialog.options == Svg()
    before = ink(dialog.preview.grab().toImage(), dialog.preview.place())
    assert before > 2000
    tick(dialog, "Icons")
    tick(dialog, "Loss")
    assert dialog.options == Svg(icons=False, loss=False)
    picture = dialog.preview._picture
    assert picture is not None
    assert not [g for g in picture.groups if g.name.startswith("loss")]
    assert ink(dialog.preview.grab().toImage(), dialog.preview.place()) != before


def test_no_row_of_pixels_is_lost_on_the_way_to_the_screen(drawing: MainWindow) -> None:
    preview = opened(drawing).preview
    for height in range(preview.height() - 4, preview.height()):  # the picture's place is not of whole pixels
        preview.resize(preview.width(), height)
        seen = preview.grab().toImage()
        painted = preview._painted
        assert seen.devicePixelRatio() == painted.devicePixelRatio() == 1
        place = preview.place()
        part = seen.copy(round(place.left()), round(place.top()), painted.width(), painted.height())
        assert part.convertToFormat(painted.format()) == painted


def test_typing_a_size_is_seen_at_once_and_nonsense_keeps_the_file_away(
    drawing: MainWindow, answer: Callable[[Path], list[str]], tmp_path: Path
) -> None:
    dialog = opened(drawing)
    small = dialog._size.text()
    field = dialog.form.editor("text_size")
    assert isinstance(field, QAbstractSpinBox)
    type_into(field, "20")
    assert dialog.options.text_size == 20
    assert dialog._size.text() != small
    proposals = answer(tmp_path / "net.svg")
    type_into(field, "500")
    click(dialog.save_button)
    assert proposals == []
    assert dialog.form.problems()
    assert not files_in(tmp_path)


@pytest.mark.parametrize(("kind", "start"), [(0, b"<?xml"), (1, b"%PDF-1"), (2, b"\x89PNG")])
def test_saving(
    drawing: MainWindow, answer: Callable[[Path], list[str]], tmp_path: Path, kind: int, start: bytes
) -> None:
    dialog = opened(drawing)
    choose(dialog, kind)
    suffix = dialog.options.suffix
    proposals = answer(tmp_path / "figure 1")  # without its ending
    click(dialog.save_button)
    until(lambda: dialog.saved, "the file")
    assert dialog.saved == tmp_path / f"figure 1{suffix}"
    assert Path(proposals[0]).suffix == suffix
    data = dialog.saved.read_bytes()
    assert data.startswith(start)
    assert f"figure 1{suffix}" in dialog._said.text()
    assert dialog.save_button.isEnabled()
    if kind == 2:
        picture = dialog.preview._picture
        assert picture is not None
        assert struct.unpack(">II", data[16:24]) == picture.pixels(300)
    proposals = answer(dialog.saved)
    click(dialog.save_button)
    assert proposals == [str(dialog.saved)]
    until(lambda: not dialog._writing.busy, "the second file")
    dialog.reject()
    assert drawing.preferences.settings.last_folder == str(tmp_path)


def test_what_formats_have_in_common_stays_when_the_format_changes(drawing: MainWindow) -> None:
    dialog = opened(drawing)
    type_into(dialog.form.editor("text_size"), "8")
    choose(dialog, 2)
    assert dialog.options == Png(text_size=8)
    assert "pixels" in dialog._size.text()
    type_into(dialog.form.editor("dpi"), "600")
    choose(dialog, 1)
    assert dialog.options == Pdf(text_size=8)
    dialog.reject()
    until(lambda: not drawing.findChildren(DiagramDialog), "the dialog to be gone", 5)
    assert opened(drawing).options == Pdf(text_size=8)  # and when it is opened again


def test_a_disk_that_refuses_is_told_in_one_line(
    drawing: MainWindow, answer: Callable[[Path], list[str]], tmp_path: Path
) -> None:
    dialog = opened(drawing)
    answer(tmp_path / "missing" / "net.svg")
    click(dialog.save_button)
    until(lambda: "folder does not exist" in dialog._said.text(), "the reason", 10)
    assert "\n" not in dialog._said.text()
    assert dialog.saved is None
    assert dialog.save_button.isEnabled()


def test_a_picture_that_is_too_large_is_told_in_one_line(
    drawing: MainWindow, answer: Callable[[Path], list[str]], tmp_path: Path
) -> None:
    dialog = opened(drawing)
    choose(dialog, 2)
    type_into(dialog.form.editor("text_size"), "48")
    type_into(dialog.form.editor("dpi"), "2400")
    answer(tmp_path / "net.png")
    click(dialog.save_button)
    until(lambda: "dpi" in dialog._said.text(), "the reason", 10)
    click(dialog.copy_button)
    assert "dpi" in dialog._said.text()
    assert not files_in(tmp_path)


def test_copy_gives_a_drawing_and_pixels(drawing: MainWindow) -> None:
    dialog = opened(drawing)
    click(dialog.copy_button)
    mime = QGuiApplication.clipboard().mimeData()
    assert bytes(mime.data("image/svg+xml").data()).startswith(b"<?xml")
    picture = dialog.preview._picture
    assert picture is not None
    assert mime.hasImage()
    pasted = QGuiApplication.clipboard().image()
    assert (pasted.width(), pasted.height()) == picture.pixels(300)
    assert ink(pasted, QRectF(0, 0, pasted.width(), 120)) > 500
    assert "Copied" in dialog._said.text()
    QGuiApplication.clipboard().clear()


def test_copy_diagram_in_the_menu_uses_the_choices_of_the_dialog(drawing: MainWindow) -> None:
    dialog = opened(drawing)
    tick(dialog, "Loss")
    dialog.reject()
    action = next(
        a
        for menu in drawing.menuBar().findChildren(QMenu)
        for a in menu.actions()
        if a.text() == "Copy dia&gram"
    )
    action.trigger()
    copied = bytes(QGuiApplication.clipboard().mimeData().data("image/svg+xml").data()).decode()
    assert "Dense 2" in copied
    assert "cross-entropy" not in copied
    assert "clipboard" in " ".join(texts(drawing))
    QGuiApplication.clipboard().clear()


def test_an_empty_canvas_is_no_picture(window: MainWindow) -> None:
    window.beginning.empty()
    press(window, Qt.Key.Key_G, CTRL | SHIFT)
    assert not window.findChildren(DiagramDialog)
    assert "nothing to draw" in " ".join(texts(window))


def test_closing_while_a_file_is_written_waits_for_it(
    drawing: MainWindow, answer: Callable[[Path], list[str]], tmp_path: Path
) -> None:
    dialog = opened(drawing)
    choose(dialog, 1)
    answer(tmp_path / "net.pdf")
    click(dialog.save_button)
    dialog.reject()
    assert files_in(tmp_path) == ["net.pdf"]  # whole, and nothing beside it
    assert (tmp_path / "net.pdf").read_bytes().rstrip().endswith(b"%%EOF")


def test_the_colours_are_those_of_the_light_theme() -> None:
    assert {name: getattr(LIGHT, category_token(name)) for name in COLOURS} == COLOURS
    assert (LIGHT.text, LIGHT.text_muted) == (TEXT, MUTED)


@pytest.mark.parametrize("bold", [False, True])
def test_texts_are_as_wide_as_they_were_measured(look: object, bold: bool) -> None:
    painting.register_fonts()
    metrics = QFontMetricsF(painting._font(bold))
    for text in ("Conv2D 1", "32 filters · 3×3 · relu", "4 640 parameters", "Größe Ψ → ∑ é", "AVAToYe"):
        assert metrics.horizontalAdvance(text) == pytest.approx(
            text_width(text, painting._DESIGNED, bold=bold), abs=0.6
        )


def test_painting_puts_no_ink_outside_the_cards_room(look: object) -> None:
    picture = draw(skip(), None, Svg(), "Mean squared error")
    painted = image(picture, 96)
    scale = picture.points * 96 / 72
    width, height = picture.width * scale, picture.height * scale
    for border in (
        QRectF(0, 0, width, 6 * scale),
        QRectF(0, 0, 6 * scale, height),
        QRectF(0, height - 6 * scale, width, 6 * scale),
    ):
        assert ink(painted, border) == 0
