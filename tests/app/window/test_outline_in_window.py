"""The outline in the window: a network is built, wired and mended with keys alone, without a look at the canvas."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from nnstudio.app.canvas.layer_popup import LayerPopup
from nnstudio.app.canvas.outline import Outline
from nnstudio.app.main_window import MainWindow
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layers import Add, Dense, Input
from nnstudio.project.project import Project
from tests.app.canvas.conftest import skip
from tests.app.canvas.test_outline import said
from tests.app.hands import Key, press, until
from tests.app.window.test_gestures_counted import LENET

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Blind:
    """Somebody who has keys, and hears what the row of the outline says that the keyboard is at."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.outline: Outline = window.workspace.outline

    @property
    def network(self) -> Network:
        return self.window.document.project.network

    def begins(self, network: Network | None = None) -> None:
        self.window.files.show_new(Project().with_network(network or Network()))
        self.presses(Key.Key_O, CTRL | SHIFT)
        assert self.outline.hasFocus()

    def presses(self, *keys: Qt.Key | Qt.KeyboardModifier) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for key in keys:
            if isinstance(key, Qt.KeyboardModifier):
                held = key
        for key in keys:
            if isinstance(key, Qt.Key):
                press(self.window, key, held)

    def types(self, text: str, *, behind: Qt.Key = Key.Key_Return) -> None:
        """Type into whatever has the keyboard, a list that has opened as well."""
        where = next((p for p in self.window.findChildren(LayerPopup) if p.isVisible()), self.window)
        field = where.focusWidget()
        assert field is not None
        QTest.keyClicks(field, text)
        QTest.keyClick(field, behind)

    def looks_for(self, words: str) -> None:
        """/ , the words, Enter: the palette adds a layer, and the outline is there again."""
        self.presses(Key.Key_Slash)
        assert isinstance(self.window.focusWidget(), QLineEdit)
        self.types(words)
        assert self.outline.hasFocus()

    def hears(self) -> str:
        assert self.outline.hasFocus()
        item = self.outline.currentItem()
        return "" if item is None else str(item.data(0, Qt.ItemDataRole.AccessibleTextRole))

    def goes_to(self, title: str) -> None:
        """Walk down from the top until the right row is heard."""
        self.presses(Key.Key_Home)
        for _ in range(60):
            if self.hears().startswith(title):
                break
            self.presses(Key.Key_Down)
        # The row one begins at may be current without being selected.
        if not self.outline.selectedItems():
            self.presses(Key.Key_Space)
        assert self.hears().startswith(title)


@pytest.fixture
def blind(window: MainWindow) -> Blind:
    return Blind(window)


def test_lenet_is_built_with_keys_alone(blind: Blind) -> None:
    blind.begins()
    words = (
        "input 28x28x1", "conv2d 16 3x3 same", "maxpool2d", "conv2d 32 3x3 same", "maxpool2d",
        "flatten", "dense 128", "dense 10 softmax",
    )  # fmt: skip
    for text in words:
        blind.looks_for(text)
    heard = blind.hears()
    assert heard.startswith("Dense 2, dense, 10 units softmax, input from Dense 1, output 10")
    assert "1 290 parameters" in heard.replace("\u202f", " ")
    assert blind.network == LENET
    assert said(blind.outline)[-1].startswith("Loss: ")


def test_a_skip_connection_is_wired_with_keys_alone(blind: Blind) -> None:
    blind.begins()
    for text in ("input 8", "dense 8", "dense 8", "add"):
        blind.looks_for(text)
    blind.goes_to("Dense 1")
    blind.presses(Key.Key_C)
    canvas = blind.window.workspace.canvas
    assert canvas.hasFocus()
    for _ in range(6):
        if "to Add 1" in canvas.hint.text():
            break
        blind.presses(Key.Key_Right)
    blind.presses(Key.Key_Return)
    assert "input from Dense 2 and Dense 1" in blind.hears()
    assert {(e.source, e.target) for e in blind.network.edges} == {(e.source, e.target) for e in skip().edges}


def test_connecting_is_given_up_where_it_began(blind: Blind) -> None:
    blind.begins(skip())
    blind.goes_to("Input")
    blind.presses(Key.Key_C)
    assert not blind.outline.hasFocus()
    blind.presses(Key.Key_Escape)
    assert blind.outline.hasFocus()
    assert blind.network == skip()


def test_a_wire_is_found_under_its_layer_and_cut(blind: Blind) -> None:
    blind.begins(skip())
    blind.goes_to("Add 1")
    blind.presses(Key.Key_Down)
    assert blind.hears() == "Wire from Dense 1 to Add 1"
    assert blind.window.workspace.selection.edge == blind.network.incoming("add_1")[0]
    blind.presses(Key.Key_Delete)
    assert [e.source for e in blind.network.incoming("add_1")] == ["dense_2"]
    assert blind.outline.hasFocus()
    blind.presses(Key.Key_Z, CTRL)
    assert blind.network == skip()


def test_a_layer_is_put_on_a_wire(blind: Blind) -> None:
    blind.begins(sequential((8,), [Dense(8), Dense(1)]))
    blind.goes_to("Dense 2")
    blind.presses(Key.Key_Right, Key.Key_Down)
    assert blind.hears() == "Wire from Dense 1 to Dense 2"
    blind.presses(Key.Key_Return)
    blind.types("dropout")
    assert [type(n.layer).__name__ for n in blind.network.nodes] == ["Input", "Dense", "Dense", "Dropout"]
    assert blind.hears().startswith("Dropout 1, dropout, 50\u202f%, input from Dense 1")


def test_e_walks_the_wires_of_a_layer(blind: Blind) -> None:
    blind.begins(sequential((8,), [Dense(8), Dense(1)]))
    blind.goes_to("Dense 1")
    blind.presses(Key.Key_E)
    assert blind.hears() == "Wire from Dense 1 to Dense 2"
    blind.presses(Key.Key_E)
    assert blind.hears() == "Wire from Input to Dense 1"


def test_a_problem_is_heard_and_mended(blind: Blind) -> None:
    network = Network().add(Input((8, 8, 1))).add(Dense(10), after="input").add(Add())
    blind.begins(network)
    blind.goes_to("Add 1")
    assert "not finished: " in blind.hears()
    blind.presses(Key.Key_Delete)
    assert [n.title for n in blind.network.nodes] == ["Input", "Dense 1"]
    assert blind.hears().startswith("Dense 1"), "the keyboard is at the row that came in its place"
    assert blind.window.workspace.selection.ids == ()


def test_name_and_settings_are_reached(blind: Blind) -> None:
    blind.begins(sequential((8,), [Dense(8), Dense(1)]))
    blind.goes_to("Dense 1")
    blind.presses(Key.Key_F2)
    QTest.keyClicks(blind.window.focusWidget(), "Wide")
    blind.presses(Key.Key_Return)
    blind.presses(Key.Key_O, CTRL | SHIFT)
    assert blind.hears().startswith("Wide, dense")
    blind.presses(Key.Key_Return)
    field = blind.window.focusWidget()
    assert field is not blind.outline
    blind.presses(Key.Key_A, CTRL)
    blind.types("12")
    blind.presses(Key.Key_O, CTRL | SHIFT)
    assert "12 units" in blind.hears()


def test_enter_on_the_loss_goes_to_the_training_settings(blind: Blind) -> None:
    blind.begins(sequential((8,), [Dense(1)]))
    blind.presses(Key.Key_End)
    assert blind.hears().startswith("Loss: ")
    blind.presses(Key.Key_Return)
    inspector = blind.window.workspace.inspector
    assert inspector.tabs.currentIndex() == 1
    assert inspector.isAncestorOf(blind.window.focusWidget())


def test_escape_selects_nothing_and_then_goes_to_the_canvas(blind: Blind) -> None:
    blind.begins(sequential((8,), [Dense(1)]))
    blind.goes_to("Dense 1")
    blind.presses(Key.Key_Escape)
    assert blind.window.workspace.selection.ids == ()
    assert blind.outline.hasFocus()
    blind.presses(Key.Key_Escape)
    assert blind.window.workspace.canvas.hasFocus()


def test_its_menu_is_that_of_the_canvas(blind: Blind) -> None:
    blind.begins(sequential((8,), [Dense(8), Dense(1)]))
    blind.goes_to("Dense 1")
    current = blind.outline.currentItem()
    assert current is not None
    row = blind.outline.visualItemRect(current).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, row, blind.outline.mapToGlobal(row))
    QApplication.sendEvent(blind.outline.viewport(), event)
    (menu,) = (m for m in blind.outline.findChildren(QMenu) if m.isVisible())
    actions = blind.window.workspace.canvas.canvas_actions
    assert [a for a in menu.actions() if not a.isSeparator()][:3] == [
        actions.edit_settings, actions.rename, actions.connect_layer,
    ]  # fmt: skip
    menu.close()


def test_letters_of_the_canvas_act_nowhere_else(blind: Blind) -> None:
    blind.begins(sequential((8,), [Dense(8), Dense(1)]))
    blind.goes_to("Dense 1")
    blind.presses(Key.Key_P, CTRL | SHIFT)
    QTest.keyClicks(blind.window.focusWidget(), "ca")
    assert blind.window.workspace.palette_panel.search_field.text() == "ca"
    assert not any(p.isVisible() for p in blind.window.findChildren(LayerPopup))
    blind.presses(Key.Key_Escape)
    blind.presses(Key.Key_Escape)
    assert blind.outline.hasFocus()


def test_the_side_is_remembered(make_window: Callable[..., MainWindow]) -> None:
    window = make_window()
    blind = Blind(window)
    blind.begins(sequential((8,), [Dense(1)]))
    window._closing = True
    window.close()
    assert window.preferences.settings.side_page == "outline"
    again = make_window(side_page=window.preferences.settings.side_page)
    again.show_workspace()
    until(lambda: again.workspace.outline.isVisible(), "the outline")
    other = make_window(side_page="of a later version")
    assert other.workspace.side.page == "palette"
