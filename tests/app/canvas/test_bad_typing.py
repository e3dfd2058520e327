"""Whatever is typed into a field of any layer: a value, or a calm line under the field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from nnstudio.app.canvas.selection import Selection
from nnstudio.app.document import Document
from nnstudio.app.forms.editors import focus_target
from nnstudio.app.inspector import Inspector
from nnstudio.graph.network import Network
from nnstudio.nn.fields import fields_of
from nnstudio.nn.layer import LAYERS, Layer
from nnstudio.nn.layers import Input
from nnstudio.project.project import Project
from tests.app.canvas.scene_check import caught  # noqa: F401

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier

LONG = "12 " * 20_000
TYPED = ("0", "-1", "1e400", "1" + "0" * 30, "abc", "", "3×", "٣", LONG)
MORE = (
    "-1e400",
    "²",
    "nan",
    "½",
    "1,5",
    "--",
    " 7 ",
    "0x10",
    "1;DROP",
    "{0}%1",
    "1e3",
    "−2",
    "\u202e7",
    "9" * 300,
)


@pytest.fixture
def inspect(qtbot: Any) -> Callable[[Layer], tuple[Inspector, Document]]:
    """Open the inspector at a layer behind an Input."""

    def open_at(layer: Layer) -> tuple[Inspector, Document]:
        network = Network().add(layer) if isinstance(layer, Input) else Network().add(Input((8, 8, 2))).add(layer, after="input")  # fmt: skip
        document = Document(Project().with_network(network))
        selection = Selection(document, document)
        inspector = Inspector(document, selection)
        document.setParent(inspector)
        document.undo_stack.cleanChanged.disconnect()
        qtbot.addWidget(inspector)
        inspector.resize(340, 900)
        inspector.show()
        inspector.activateWindow()
        QTest.qWaitForWindowActive(inspector)
        selection.select([network.nodes[-1].id])
        more = getattr(inspector.layer_page.form, "more", None)
        if isinstance(more, QPushButton) and more.isVisible() and not more.isChecked():
            QTest.mouseClick(more, Qt.MouseButton.LeftButton)
        return inspector, document

    return open_at


@pytest.mark.parametrize("texts", [TYPED, pytest.param(MORE, marks=pytest.mark.full)], ids=["usual", "more"])
@pytest.mark.parametrize("kind", list(LAYERS), ids=lambda kind: kind.__name__)
def test_whatever_is_typed_into_a_field_is_a_value_or_a_calm_line_under_it(
    inspect: Callable[[Layer], tuple[Inspector, Document]],
    caught: list[str],  # noqa: F811
    kind: type[Layer],
    texts: tuple[str, ...],
) -> None:
    inspector, document = inspect(kind())
    form = inspector.layer_page.form
    for info in fields_of(kind):
        row = form._rows[info.name]
        if not row.visible or info.kind in ("bool", "choice"):
            continue
        field = focus_target(row.editor)
        for text in texts:
            before = document.project
            value = getattr(_layer(document), info.name)
            form.focus_field(info.name)
            _type(field, text)
            QTest.keyClick(field, Key.Key_Return)
            told = form.problems().get(info.name, "")
            where = f"{info.name}: {text[:40]!r}"
            assert not caught, where
            if text is LONG:
                assert not inspector.grab().isNull()
            if row.pending:
                assert told, where
                assert document.project is before, where
                assert "\n" not in told, where
                assert len(told) < 200, where
                assert row.note.isVisible(), where
                assert row.note.text(), where
                QTest.keyClick(field, Key.Key_Escape)  # takes back what was typed
                assert not form.problems(), where
                assert row.editor.value() == value, where
            else:  # what is told then is what the network makes of the value
                assert getattr(_layer(document), info.name) == row.editor.value(), where
                assert len(told) < 200, where
            _empty_the_stack(document)
    assert _layer(document) == kind()


@pytest.mark.parametrize("kind", list(LAYERS), ids=lambda kind: kind.__name__)
def test_any_key_in_a_choice_or_on_a_switch_leaves_a_choice(
    inspect: Callable[[Layer], tuple[Inspector, Document]],
    caught: list[str],  # noqa: F811
    kind: type[Layer],
) -> None:
    inspector, document = inspect(kind())
    form = inspector.layer_page.form
    for info in fields_of(kind):
        row = form._rows[info.name]
        if row.visible and info.kind in ("bool", "choice"):
            form.focus_field(info.name)
            field = focus_target(row.editor)
            for text in ("0", "abc", "zzz", "3×"):
                QTest.keyClicks(field, text)
            for key in (Key.Key_Space, Key.Key_Down, Key.Key_Up, Key.Key_End, Key.Key_Home, Key.Key_PageDown):
                popup = QApplication.activePopupWidget()
                QTest.keyClick(field if popup is None else popup, key)
            while (popup := QApplication.activePopupWidget()) is not None:
                QTest.keyClick(popup, Key.Key_Escape)
            value = getattr(_layer(document), info.name)
            assert row.editor.value() == value
            assert value in (True, False) if info.kind == "bool" else value in (*info.field.choices, None)
    assert not caught
    _empty_the_stack(document)
    assert _layer(document) == kind()


def _layer(document: Document) -> Layer:
    return document.project.network.nodes[-1].layer


def _type(field: Any, text: str) -> None:
    """Replace what stands in a field; long text is pasted, as nobody types it."""
    QTest.keyClick(field, Key.Key_A, CTRL)
    QTest.keyClick(field, Key.Key_Delete)
    if len(text) > 500:
        QApplication.clipboard().setText(text)
        QTest.keyClick(field, Key.Key_V, CTRL)
        QApplication.clipboard().clear()
    else:
        for character in text:  # QTest.keyClicks knows the letters of Latin 1 alone
            QTest.sendKeyEvent(
                QTest.KeyAction.Click, field, Key.Key_unknown, character, Qt.KeyboardModifier.NoModifier
            )


def _empty_the_stack(document: Document) -> None:
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    document.undo_stack.clear()
