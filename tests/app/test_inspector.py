"""The inspector: what it shows for one layer, for several, for none, and what it edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLabel, QMenu, QPushButton, QWidget

from nnstudio.app.canvas.selection import Selection
from nnstudio.app.document import Document
from nnstudio.app.forms.choice_edit import ChoiceEdit
from nnstudio.app.forms.number_edit import SliderEdit
from nnstudio.app.inspector import Inspector
from nnstudio.app.inspector.network_page import NetworkPage
from nnstudio.app.inspector.network_table import LAYER, OUTPUT, SHARE, heading
from nnstudio.app.look import theme
from nnstudio.app.training.settings_form import TrainingSettings
from nnstudio.graph import edits
from nnstudio.graph.inference import Problem
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.fields import Field
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import BatchNorm, Conv2D, Dense, Flatten, MaxPool2D
from nnstudio.nn.losses import LOSSES
from nnstudio.project.project import Project
from nnstudio.system.messages import Message, msg
from nnstudio.training.config import TrainingConfig
from tests.app.hands import until

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
    assert "30·25 + 25 = 775" in seen
    assert "750" in seen.split("\n")
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
    assert "Dense works on a row of numbers, but receives 8×8×1" in texts(inspector)
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


def cells(page: NetworkPage) -> list[list[str]]:
    """What can be read in the table."""
    shown = [c for c in range(4) if not page.table.isColumnHidden(c)]
    return [[page.model.index(r, c).data() for c in shown] for r in range(page.model.rowCount())]


def totals(page: NetworkPage) -> dict[str, str]:
    """What stands below the table."""
    return {key: figure.text() for key, (_, figure) in page._totals.items()}


def test_nothing_selected_shows_the_network(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, _, selection = opened(textbook())
    page = inspector.network_page
    assert cells(page) == [["Input", "30", ""], ["Dense 1", "25", "775"], ["Dense 2", "1", "26"]]
    figures = {"depth": "2", "width": "25", "parameters": "801", "multiply_adds": "775"}
    assert figures.items() <= totals(page).items()
    rect = page.table.visualRect(page.model.index(1, 0))
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert selection.ids == ("dense_1",)
    QTest.mouseClick(inspector.layer_page._back, Qt.MouseButton.LeftButton)
    assert selection.ids == ()


def test_the_training_settings_are_made_when_somebody_comes_to_them(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, document, selection = opened(textbook())
    told: list[TrainingSettings] = []
    inspector.training.when_made(told.append)
    problem = Problem("loss", "loss", msg("the loss takes several numbers"), field="loss")
    inspector.training.set_task("regression")
    inspector.training.set_problems([problem])
    document.edit("Epochs", document.project.replace(training=TrainingConfig(epochs=7)))
    assert (told, inspector.training.findChildren(QWidget)) == ([], [])
    selection.select(["dense_1"])
    inspector.show_training()
    assert selection.ids == ()
    (settings,) = told
    assert settings.loss.isVisible()
    assert settings.run.spec == document.project.training
    assert settings.loss.choice.itemData(0) in {loss.__name__ for loss in LOSSES if loss.task == "regression"}
    assert "the loss takes several numbers" in texts(inspector)
    inspector.training.set_task("classes")
    inspector.training.set_problems([])
    assert settings.loss.choice.itemData(0) == "CategoricalCrossentropy"
    assert "the loss takes several numbers" not in texts(inspector)
    inspector.training.when_made(told.append)
    assert told == [settings, settings]
    inspector.tabs.setCurrentWidget(inspector.network_page)
    assert inspector.network_page.isVisible()
    inspector.show_training()
    inspector.focus_settings()
    assert inspector.focusWidget() is inspector.training.column
    assert inspector.training.settings is settings


def test_several_layers_of_a_type_are_changed_together(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, document, selection = opened(textbook())
    selection.select(["dense_1", "dense_2"])
    assert "2 layers" in texts(inspector)
    editor = inspector.several_page.form.editor("units")
    assert isinstance(editor, QAbstractSpinBox)
    assert editor.lineEdit().placeholderText() == "differs"
    assert editor.lineEdit().text() == ""
    editor.setFocus()
    QTest.keyClick(editor, Key.Key_Up)  # from nowhere to the default, and on from there
    QTest.keyClick(editor, Key.Key_Up)
    units = [document.project.network[n].layer.units for n in ("dense_1", "dense_2")]
    assert units == [26, 26]
    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText() == "Change units of 2 layers"
    selection.select(["input", "dense_1"])
    assert not inspector.several_page.form.isVisible()
    QTest.mouseClick(
        next(b for b in inspector.several_page.findChildren(QPushButton) if b.text() == "Delete"),
        Qt.MouseButton.LeftButton,
    )
    assert [n.id for n in document.project.network.nodes] == ["dense_2"]


def kinds() -> Network:
    """Layers of different kinds with settings in common."""
    return sequential(
        (8, 8, 1), [Conv2D(4, activation="relu", l2=0.1), Flatten(), Dense(3, activation="tanh", l2=0.1)]
    )


def test_layers_of_different_kinds_share_settings(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, document, selection = opened(kinds())
    selection.select(["conv2d_1", "dense_1"])
    form = inspector.several_page.form
    assert "Settings they share" in texts(inspector)
    QTest.mouseClick(form.more, Qt.MouseButton.LeftButton)
    assert {n for n, row in form._rows.items() if row.visible} == {
        "activation",
        "bias",
        "initializer",
        "l1",
        "l2",
    }
    choice = form.editor("activation")
    assert isinstance(choice, ChoiceEdit)
    assert (choice.currentIndex(), choice.placeholderText()) == (-1, "differs")
    assert "Differs." in choice.accessibleDescription()
    assert all(row.reset.isHidden() for n, row in form._rows.items() if n != "l2")  # l2 is 0.1 in both
    choice.setFocus()
    QTest.keyClicks(choice, "relu")  # what one of them has already is an edit for the other
    after = document.project.network
    assert [after[n].layer.activation for n in ("conv2d_1", "dense_1")] == ["relu", "relu"]
    assert document.undo_stack.undoText() == "Change activation of 2 layers"
    document.undo_stack.undo()
    assert document.project.network == kinds()
    assert choice.currentIndex() == -1
    selection.select(["conv2d_1", "flatten_1", "dense_1"])
    assert not form.isVisible()
    assert "These layers have no setting in common." in texts(inspector)


def test_nothing_changes_for_several_until_something_is_entered(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, document, selection = opened(kinds())
    selection.select(["conv2d_1", "dense_1"])
    form = inspector.several_page.form
    form.focus_field("activation")
    form.focus_field("bias")
    assert form.commit()
    assert document.undo_stack.count() == 0


class Narrow(Layer, frozen=True):
    """A layer that allows less than its neighbours."""

    title: ClassVar[str] = "Narrow"
    category: ClassVar[str] = "dense"
    summary: ClassVar[str] = "Few"
    units: Annotated[int, Field("How many.", minimum=1, maximum=8, unit="neurons")] = 4


def test_a_value_that_one_layer_refuses_changes_none(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, document, selection = opened(sequential((4,), [Dense(3), Narrow()]))
    before = document.project.network
    ids = [n.id for n in before.nodes[1:]]
    selection.select(ids)
    form = inspector.several_page.form
    form.focus_field("units")
    QTest.keyClicks(form.editor("units"), "9")
    QTest.keyClick(form.editor("units"), Key.Key_Return)
    assert document.project.network == before
    assert form.problems() == {"units": f"{before[ids[1]].title}: Units must be at most 8, not 9"}
    form.focus_field("units")
    QTest.keyClicks(form.editor("units"), "8")
    QTest.keyClick(form.editor("units"), Key.Key_Return)
    assert [document.project.network[n].layer.units for n in ids] == [8, 8]
    assert not form.problems()


def test_the_summary_is_sorted_compared_and_copied(opened, qapp) -> None:  # type: ignore[no-untyped-def]
    inspector, _, _ = opened(sequential((8, 8, 1), [Conv2D(4), Flatten(), Dense(3)]))
    page = inspector.network_page
    assert [row[0] for row in cells(page)] == ["Input", "Conv2D 1", "Flatten 1", "Dense 1"]
    header = page.table.header()
    spot = QPoint(header.sectionViewportPosition(2) + 20, header.height() // 2)
    names = []
    for _ in range(3):  # up, down, and as the network has it
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        names.append([row[0] for row in cells(page)])
    assert names[0][-2:] == ["Conv2D 1", "Dense 1"]
    assert names[1][:2] == ["Dense 1", "Conv2D 1"]
    assert names[2] == ["Input", "Conv2D 1", "Flatten 1", "Dense 1"]
    button = next(b for b in page.findChildren(QPushButton) if b.text() == "Multiply-adds")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    work = 6 * 6 * 9 * 4
    assert cells(page)[1] == ["Conv2D 1", "6×6×4", f"{work:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")]
    assert page.model.index(1, 3).data(SHARE) == pytest.approx(work / (work + 144 * 3))
    page.table.setFocus()
    QTest.keyClick(page.table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in qapp.clipboard().text().splitlines()]
    assert lines[0] == ["Layer", "Output", "Parameters", "Multiply-adds"]
    assert lines[2] == ["Conv2D 1", "6×6×4", "40", str(work)]
    assert lines[-1] == ["Sum", "", str(40 + 144 * 3 + 3), str(work + 144 * 3)]
    page.table.copy(markdown=True)
    assert qapp.clipboard().text().splitlines()[1] == "| --- | ---: | ---: | ---: |"
    qapp.clipboard().clear()


def test_the_summary_works_with_keys_and_speaks(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, _, selection = opened(textbook())
    page = inspector.network_page
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(0, 0))
    QTest.keyClick(page.table, Key.Key_Down)
    spoken = page.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Dense 1, dense, 25 units sigmoid, input from Input")
    words = page.model.index(1, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "775 parameters, 96.8\N{NARROW NO-BREAK SPACE}% of the network"
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), page.table.mapToGlobal(QPoint(5, 5))
    )
    QApplication.sendEvent(page.table.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(a for a in menu.actions() if a.text() == "Sort by parameters").trigger()
    menu.close()
    assert [row[0] for row in cells(page)] == ["Dense 1", "Dense 2", "Input"]
    assert page.table.currentIndex().data() == "Dense 1"  # the row goes with its layer
    QTest.keyClick(page.table, Key.Key_Return)
    assert selection.ids == ("dense_1",)


def test_both_columns_of_numbers_stand_where_it_is_wide(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, _, _ = opened(textbook())
    assert len(cells(inspector.network_page)[0]) == 3
    inspector.resize(520, 700)
    until(lambda: len(cells(inspector.network_page)[0]) == 4, "the other column")
    assert cells(inspector.network_page)[1] == ["Dense 1", "25", "775", "750"]


def test_names_come_before_shapes_where_letters_are_large(larger: None, opened) -> None:  # type: ignore[no-untyped-def]
    inspector, _, _ = opened(textbook())
    table = inspector.network_page.table

    def names_have_room() -> bool:
        wanted = max(table.fontMetrics().horizontalAdvance(text) for text in (heading(LAYER), "Dense 1"))
        return table.columnWidth(LAYER) >= wanted + table.iconSize().width() + 8

    inspector.resize(300, 700)
    until(lambda: table.isColumnHidden(OUTPUT), "that the shapes go")
    assert names_have_room()
    inspector.resize(450, 700)
    until(lambda: not table.isColumnHidden(OUTPUT), "that they come back")
    assert names_have_room()


def test_names_that_end_in_another_number_can_be_told_apart(opened) -> None:  # type: ignore[no-untyped-def]
    layers = [Conv2D(8, 3), MaxPool2D(2), Conv2D(8, 3), MaxPool2D(2)]
    inspector, _, _ = opened(sequential((56, 64, 3), layers))
    inspector.resize(300, 700)
    table = inspector.network_page.table
    until(lambda: table.columnWidth(LAYER) < 115, "names without their room", 5)
    rows = [table.visualRect(table.model().index(row, LAYER)) for row in (2, 4)]
    one, other = (table.viewport().grab(rect).toImage() for rect in rows)
    assert one != other


def test_a_low_panel_keeps_rows_and_leaves_totals_out(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, _, _ = opened(textbook())
    page = inspector.network_page
    labels = {key: figure for key, (_, figure) in page._totals.items()}
    assert all(label.isVisible() for label in labels.values())
    inspector.resize(inspector.width(), inspector.minimumSizeHint().height())
    until(lambda: not labels["width"].isVisible(), "that a total goes")
    assert not labels["memory"].isVisible(), "it stands in the status line as well"
    two = 2 * page.table.rowHeight(page.model.index(0, 0))
    until(lambda: page.table.viewport().height() >= two, "room for two layers", 5)
    inspector.resize(inspector.width(), inspector.minimumSizeHint().height() + 80)
    until(labels["memory"].isVisible, "the most important total", 5)
    assert not labels["width"].isVisible()


def test_the_size_of_the_output_is_reckoned(opened) -> None:  # type: ignore[no-untyped-def]
    inspector, _, selection = opened(sequential((28, 28, 1), [Conv2D(16, (5, 3)), Conv2D(8, 3)]))
    selection.select(["conv2d_1"])
    seen = texts(inspector).split("\n")
    assert "(28 − 5 + 2·0)/1 + 1 = 24" in seen
    assert "(28 − 3 + 2·0)/1 + 1 = 26" in seen
    assert "5·3·1·16 + 16 = 256" in seen
    selection.select(["conv2d_2"])
    assert "Height, width" not in texts(inspector)  # 24 × 26
    inspector.set_figures("1.2 MiB", "7×5 of 28×28")
    assert "7×5 of 28×28" in texts(inspector)
    assert totals(inspector.network_page)["memory"] == "1.2 MiB"


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
    assert isinstance(editor, SliderEdit)
    editor.setFocus()
    QTest.keyClick(editor.number, Key.Key_Up)
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
