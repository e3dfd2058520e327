"""The network for a screen reader."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnstudio.app.canvas.outline import Outline
from nnstudio.app.canvas.selection import Selection
from nnstudio.app.document import Document
from nnstudio.app.look import theme
from nnstudio.graph import edits
from nnstudio.project.project import Project
from tests.app.canvas.conftest import chain


@pytest.fixture
def outline(qtbot) -> Outline:  # type: ignore[no-untyped-def]
    document = Document(Project().with_network(chain()))
    selection = Selection(document, document)
    outline = Outline(document, selection)
    document.setParent(outline)
    document.undo_stack.cleanChanged.disconnect()
    qtbot.addWidget(outline)
    outline.resize(300, 400)
    outline.show()
    return outline


def said(outline: Outline) -> list[str]:
    """What a screen reader says of the layers, from top to bottom."""
    return [row.data(0, Qt.ItemDataRole.AccessibleTextRole) for row in outline.layers().values()]


def test_each_layer_is_a_sentence(outline: Outline) -> None:
    assert said(outline)[:3] == [
        "Input, input, 30 features, output 30",
        "Dense 1, dense, 25 units sigmoid, input from Input, output 25, 775 parameters",
        "Dense 2, dense, 15 units sigmoid, input from Dense 1, output 15, 390 parameters",
    ]
    assert said(outline)[-1].startswith("Loss: binary cross-entropy")


def test_the_selection_is_shared(outline: Outline) -> None:
    selection = outline._selection
    selection.select(["dense_2"])
    assert [item.text(0) for item in outline.selectedItems()] == ["Dense 2"]
    rect = outline.visualItemRect(outline.topLevelItem(1))
    QTest.mouseClick(outline.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert selection.ids == ("dense_1",)
    QTest.keyClick(outline, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert selection.ids == ("dense_1", "dense_2")


def test_it_follows_edits_and_problems(outline: Outline) -> None:
    document = outline._document
    network = document.project.network
    document.edit("cut", document.project.with_network(edits.unwire(network, network.edges[0])))
    assert any("not finished: Dense 1 has no input: draw a wire to it" in text for text in said(outline))
    document.edit(
        "none",
        document.project.with_network(edits.delete(network, ["input", "dense_1", "dense_2", "dense_3"])),
    )
    assert said(outline) == []
    theme.current().set_preference("dark")
    theme.current().set_preference("light")


def test_enter_on_the_loss_opens_its_settings(outline: Outline, qtbot) -> None:  # type: ignore[no-untyped-def]
    outline.setCurrentItem(outline.topLevelItem(outline.topLevelItemCount() - 1))
    with qtbot.waitSignal(outline.loss_activated):
        QTest.keyClick(outline, Qt.Key.Key_Return)
    assert outline._selection.ids == ()
