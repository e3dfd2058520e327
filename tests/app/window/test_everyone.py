"""For screen readers every control has a name; for longer languages every text has room."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QSize, Qt, QTranslator
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QGraphicsView,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollBar,
    QSplitter,
    QStyle,
    QStyleOptionButton,
    QToolButton,
    QWidget,
)

from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.dialogs.about import AboutDialog
from nnstudio.app.dialogs.export import ExportDialog
from nnstudio.app.dialogs.preferences import PreferencesDialog
from nnstudio.app.main_window import MainWindow
from tests.app.hands import until
from tests.app.window.conftest import open_ready, train

DIALOGS = ("data", "export", "preferences", "about")


def opened(window: MainWindow, name: str) -> QDialog:
    """A dialog of the window, with everything in it."""
    kind = {
        "data": DataDialog,
        "export": ExportDialog,
        "preferences": PreferencesDialog,
        "about": AboutDialog,
    }
    open_it: dict[str, Callable[[], None]] = {
        "data": window.choose_data,
        "export": window.export,
        "preferences": window.show_preferences,
        "about": window.show_about,
    }
    open_it[name]()
    dialog = next(d for d in window.findChildren(kind[name]) if d.isVisible())
    if isinstance(dialog, DataDialog):
        until(lambda: dialog.dataset is not None, "the data")
    QTest.qWait(20)
    return dialog


def spoken(widget: QWidget) -> str:
    """What a screen reader says when a control gets the focus."""
    named = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
    if named:
        return named
    for label in widget.window().findChildren(QLabel):
        if label.buddy() is widget:
            return label.text()
    return ""


def nameless(root: QWidget) -> list[str]:
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        inner = isinstance(widget, QScrollBar | QSplitter) or widget.objectName().startswith("qt_")
        inside = isinstance(widget.parent(), QAbstractScrollArea | QComboBox) and not isinstance(
            widget, QAbstractScrollArea
        )
        if not widget.isVisible() or inner or inside or widget.isWindow():
            continue
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not spoken(widget):
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def test_every_control_of_the_window_has_a_name(sample: MainWindow) -> None:
    sample.show_start_page()
    assert nameless(sample) == []
    sample.show_workspace()
    train(sample)
    sample.workspace.selection.select(["dense_1"])
    sample.workspace.open_results()
    sample.workspace.show_results()
    until(lambda: sample.workspace.results.is_open, "the results")
    assert nameless(sample) == []
    sample.workspace.selection.clear()
    sample.workspace.show_training_settings()
    sample.workspace.show_training()
    assert nameless(sample) == []
    sample.show_start_page()


def test_every_control_of_a_dialog_has_a_name(sample: MainWindow) -> None:
    train(sample)
    for name in DIALOGS:
        dialog = opened(sample, name)
        found = nameless(dialog)
        dialog.reject()
        assert found == [], name


# Longer languages -------------------------------------------------------------------------------------------


class Longer(QTranslator):
    """Makes every text 40 % longer and leaves its holes alone, as a language with long words would."""

    def translate(self, _context, text, _comment=None, _number=-1):  # type: ignore[no-untyped-def, override]
        if not text:
            return ""
        extra = max(1, round(len(text) * 0.4))
        return text + ("ßüéå" * (extra // 4 + 1))[:extra]

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def longer(qapp: QApplication) -> Iterator[None]:
    translator = Longer()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)
    QApplication.processEvents()


def clipped(root: QWidget) -> list[str]:
    """Labels and buttons that have less room than their text needs."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget.parentWidget(), QGraphicsView):
            continue
        if isinstance(widget, QLabel) and widget.text():
            if widget.wordWrap():
                need = QSize(0, widget.heightForWidth(widget.width()))
            else:
                metrics = QFontMetrics(widget.font())
                flags = Qt.TextFlag.TextSingleLine if "\n" not in widget.text() else Qt.TextFlag.TextDontClip
                text = widget.text().replace("&", "") if widget.buddy() else widget.text()
                need = metrics.size(flags, text)
        elif isinstance(widget, QPushButton | QToolButton | QRadioButton | QCheckBox) and widget.text():
            if (
                isinstance(widget, QToolButton)
                and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
            ):
                continue
            need = QSize(QFontMetrics(widget.font()).horizontalAdvance(widget.text().replace("&", "")), 0)
            if isinstance(widget, QRadioButton | QCheckBox):
                option = QStyleOptionButton()
                widget.initStyleOption(option)
                part = (
                    QStyle.SubElement.SE_RadioButtonContents
                    if isinstance(widget, QRadioButton)
                    else QStyle.SubElement.SE_CheckBoxContents
                )
                room = widget.style().subElementRect(part, option, widget).width()
                if need.width() > room + 1:
                    found.append(f"{type(widget).__name__} {widget.text()!r}: {need.width()} > {room}")
                continue
        else:
            continue
        if need.width() > widget.width() + 1 or need.height() > widget.height() + 1:
            place = type(widget.parentWidget()).__name__
            have = (widget.width(), widget.height())
            found.append(
                f"{type(widget).__name__} in {place} {widget.text()[:40]!r}: {need.toTuple()} > {have}"
            )
    return found


@pytest.fixture
def long_window(longer: None, make_window) -> MainWindow:
    window = make_window()
    window.resize(1280, 800)
    open_ready(window)
    return window


def test_longer_texts_have_room_in_the_window(long_window: MainWindow) -> None:
    window = long_window

    def results() -> None:
        window.workspace.open_results()
        window.workspace.show_results()
        until(lambda: window.workspace.results.is_open, "the results")

    parts: dict[str, Callable[[], object]] = {
        "start page": window.show_start_page,
        "workspace": window.show_workspace,
        "trained": lambda: train(window),
        "results": results,
        "layer": lambda: window.workspace.selection.select(["dense_1"]),
        "training settings": window.workspace.show_training_settings,
    }
    for part, show in parts.items():
        show()
        QTest.qWait(50)
        assert (window.width(), window.height()) == (1280, 800)
        found = clipped(window.centralWidget())
        assert found == [], part + "\n" + "\n".join(found)


def test_longer_texts_have_room_in_a_dialog(long_window: MainWindow) -> None:
    train(long_window)
    for name in DIALOGS:
        dialog = opened(long_window, name)
        found = clipped(dialog)
        size = dialog.size()
        dialog.reject()
        assert found == [], name
        assert size.width() <= 1280
        assert size.height() <= 800
