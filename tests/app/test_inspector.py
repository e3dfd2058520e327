"""The inspector: what it shows for one layer, for several, for none, and what it edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QLabel, QPushButton

from nnstudio.app import theme
from nnstudio.app.canvas.selection import Selection
from nnstudio.app.document import Document
from nnstudio.app.inspector import Inspector
from nnstudio.graph import edits
from nnstudio.graph.inference import Problem
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layers import BatchNorm, Conv2D, Dense, Flatten
from nnstudio.project.project import Project
from nnstudio.system.messages import Message, msg

Key = Qt.Key


@dataclass
class InsertFlatten:
    """A fix, as another floor makes it."""

    label: Message

    def apply(self, project: Project) -> Project:
        network, _ = edits.insert_on(project.network, project.network.edges[-1], Flatten())
        return project.with_network(network)


def fixes(_project: Project, problem: Problem) -> Sequence[InsertFlatten]:
    return [InsertFlatten(msg("Insert Flatten"))] if "insert_flatten" in problem.remedies else []


@pytest.fixture
def opened(qtbot):  # type: ignore[no-untyped-def]
    def open_one(network: Network) -> tuple[Inspector, Document, Selection]:
        document = Document(Project().with_network(network))
        selection = Selection(document, document)
        inspector = Inspector(document, selection, fixes)
        document.setParent(inspector)
        document.undo_stack.cleanChanged.disconnect()
        qtbot.addWidget(inspector)
        inspector.resize(inspector.sizeHint().width(), 900)
        inspector.show()
        inspector.activateWindow()
        QTest.qWaitForWindowActive(inspector)
        return inspector, document, selection

    return open_one


def textbook() -> Network:
    return sequential((30,), [Dense(25, activation="sigmoid"), Dense(1, activation="sigmoid")])


def texts(inspector: Inspector) -> str:
    return "\n".join(label.text() for label in inspector.findChildren(QLabel) if label.isVisible())


def test_one_layer_shows_its_figures(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, _, selection = opened(textbook())
    selection.select(["dense_1"])
    seen = texts(inspector)
    assert inspector.layer_page.name_field.text() == "Dense 1"
    assert "30 → 25" in seen
    assert "775 parameters · 750 multiply-adds" in seen
    assert "Z = X·W + b,  A = σ(Z)" in seen
    assert inspector.layer_page.plot.isVisible()


def test_an_edit_is_named_and_typing_becomes_one_step(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, document, selection = opened(textbook())
    selection.select(["dense_1"])
    editor = inspector.layer_page.form.editor("units")
    assert isinstance(editor, QAbstractSpinBox)
    editor.setFocus()
    QTest.keyClick(editor, Key.Key_Up)
    QTest.keyClick(editor, Key.Key_Up)
    assert document.project.network["dense_1"].layer.units > 25
    assert document.undo_stack.undoText() == "Change units of Dense 1"
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.project.network["dense_1"].layer.units == 25
    assert editor.lineEdit().text() == "25"


def test_renaming_and_the_automatic_name(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, document, selection = opened(textbook())
    selection.select(["dense_1"])
    field = inspector.layer_page.name_field
    field.selectAll()
    QTest.keyClicks(field, "Hidden")
    QTest.keyClick(field, Key.Key_Return)
    assert document.project.network["dense_1"].title == "Hidden"
    assert document.undo_stack.undoText() == "Rename Dense 1"
    field.selectAll()
    QTest.keyClick(field, Key.Key_Backspace)
    QTest.keyClick(field, Key.Key_Return)
    assert document.project.network["dense_1"].name == ""
    assert field.text() == "Dense 1"
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Key.Key_Escape)
    assert field.text() == "Dense 1"


def test_a_problem_stands_there_with_its_fix(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, document, selection = opened(sequential((8, 8, 1), [Dense(3)]))
    selection.select(["dense_1"])
    box = inspector.layer_page.problem_box
    assert box.isVisible()
    assert "Dense works on a row of numbers, but receives 8 × 8 × 1" in texts(inspector)
    button = next(b for b in box.findChildren(QPushButton) if b.text() == "Insert Flatten")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "flatten_1" in document.project.network
    assert document.undo_stack.undoText() == "Insert Flatten"
    assert not box.isVisible()


def test_problems_from_elsewhere_are_shown(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, _, selection = opened(textbook())
    selection.select(["dense_2"])
    inspector.set_problems(
        [Problem("data", "classes", msg("The data has 3 classes"), "dense_2", field="units")]
    )
    assert "The data has 3 classes" in texts(inspector)
    assert inspector.layer_page.form.problems() == {"units": "classes"}
    inspector.set_problems(None)
    assert not inspector.layer_page.problem_box.isVisible()


def test_nothing_selected_shows_the_network(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, _, selection = opened(textbook())
    table = inspector.network_page.table
    rows = [[table.topLevelItem(r).text(c) for c in range(3)] for r in range(table.topLevelItemCount())]
    assert rows == [["Input", "30", ""], ["Dense 1", "25", "775"], ["Dense 2", "1", "26"]]
    figures = {k: label.text() for k, label in inspector.network_page._totals.items()}
    assert figures == {"depth": "2", "width": "25", "parameters": "801", "multiply_adds": "775"}
    rect = table.visualItemRect(table.topLevelItem(1))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert selection.ids == ("dense_1",)
    QTest.mouseClick(inspector.layer_page._back, Qt.MouseButton.LeftButton)
    assert selection.ids == ()


def test_the_training_tab_takes_a_widget(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, _, selection = opened(textbook())
    for text in ("one", "another"):
        inspector.set_training_widget(QLabel(text))
    selection.select(["dense_1"])
    inspector.show_training()
    assert selection.ids == ()
    assert "another" in texts(inspector)
    inspector.show_network()
    assert inspector.network_page.isVisible()


def test_several_layers_of_a_type_are_changed_together(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, document, selection = opened(textbook())
    selection.select(["dense_1", "dense_2"])
    assert "2 layers" in texts(inspector)
    editor = inspector.several_page.form.editor("units")
    editor.setFocus()
    QTest.keyClick(editor, Key.Key_Up)
    units = [document.project.network[n].layer.units for n in ("dense_1", "dense_2")]
    assert units[0] == units[1] > 25
    assert document.undo_stack.undoText() == "Change units of 2 layers"
    selection.select(["input", "dense_1"])
    assert not inspector.several_page.form.isVisible()
    QTest.mouseClick(
        next(b for b in inspector.several_page.findChildren(QPushButton) if b.text() == "Delete"),
        Qt.MouseButton.LeftButton,
    )
    assert [n.id for n in document.project.network.nodes] == ["dense_2"]


def test_focus_goes_to_the_first_setting(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, _, selection = opened(sequential((8, 8, 1), [Flatten()]))
    selection.select(["input"])
    inspector.focus_settings()
    assert inspector.layer_page.form.isAncestorOf(inspector.focusWidget())
    selection.select(["flatten_1"])
    inspector.focus_settings()
    assert inspector.layer_page.name_field.hasFocus()
    selection.clear()
    inspector.focus_settings()


def test_it_fits_its_place_and_both_themes(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, _, selection = opened(sequential((28, 28, 1), [Conv2D(16)]))
    selection.select(["conv2d_1"])
    assert inspector.layer_page.width() <= inspector.width()
    assert inspector.layer_page.minimumSizeHint().width() <= inspector.width() - 14
    for preference in ("dark", "light"):
        theme.current().set_preference(preference)
        assert not inspector.grab().isNull()


@pytest.mark.parametrize("name", ["linear", "relu", "tanh", "softmax", "softplus"])
def test_activations_are_plotted(opened, name: str) -> None:  # type: ignore[no-untyped-def]
    inspector, _, selection = opened(sequential((4,), [Dense(3, activation=name)]))
    selection.select(["dense_1"])
    assert name in inspector.layer_page.plot.accessibleName()
    assert not inspector.layer_page.plot.grab().isNull()


def seen(inspector: Inspector) -> list[str]:
    """The settings that are to be seen, from top to bottom."""
    QTest.qWait(20)
    form = inspector.layer_page.form
    rows = [(row.editor.y(), name) for name, row in form._rows.items() if row.editor.isVisible()]
    return [name for _, name in sorted(rows)]


def test_important_settings_stand_first_and_rare_ones_behind_a_button(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, document, selection = opened(sequential((8, 8, 1), [Conv2D(16)]))
    selection.select(["conv2d_1"])
    usual = ["filters", "kernel_size", "stride", "padding", "activation"]
    assert seen(inspector) == usual
    more = inspector.layer_page.form.more
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    assert seen(inspector) == [*usual, "dilation", "groups", "bias", "initializer", "l1", "l2"]
    editor = inspector.layer_page.form.editor("l2")
    editor.setFocus()
    QTest.keyClick(editor, Key.Key_Up)
    assert document.project.network["conv2d_1"].layer.l2 > 0
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    assert more.text() == "More settings · 1 changed"


def test_zeros_are_asked_for_where_padding_is_explicit(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, document, selection = opened(sequential((8, 8, 1), [Conv2D(16)]))
    selection.select(["conv2d_1"])
    padding = inspector.layer_page.form.editor("padding")
    padding.setFocus()
    QTest.keyClick(padding, Key.Key_End)
    assert document.project.network["conv2d_1"].layer.padding == "explicit"
    assert seen(inspector) == ["filters", "kernel_size", "stride", "padding", "zeros", "activation"]
    document.undo_stack.undo()
    assert "zeros" not in seen(inspector)


def test_focus_goes_to_a_setting_that_can_be_seen(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, _, selection = opened(sequential((4,), [Dense(3), BatchNorm()]))
    selection.select(["batch_norm_1"])
    inspector.focus_settings()
    assert inspector.layer_page.form.editor("activation").hasFocus()
    assert seen(inspector) == ["activation"]


def test_tab_finds_the_fields_of_every_layer_in_their_place(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, _, selection = opened(sequential((8, 8, 1), [Conv2D(16), Flatten(), Dense(3)]))
    page = inspector.layer_page
    for node, first in (("conv2d_1", "filters"), ("dense_1", "units"), ("conv2d_1", "filters")):
        selection.select([node])
        page.name_field.setFocus()
        QTest.keyClick(page.name_field, Key.Key_Tab)
        assert page.form.editor(first).hasFocus()
