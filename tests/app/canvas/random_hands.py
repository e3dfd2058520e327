"""Somebody who does anything at all with the mouse and the keys, and what must hold whatever she does.

Every gesture is a function of :class:`Player`, registered in :data:`GESTURES`. It sends events and calls nothing of
the program; where it looks at the program, it looks where a person would: where is a card, is a list open.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QWidget

from nnstudio.app.canvas.connecting import ConnectByKeys
from nnstudio.app.canvas.layer_popup import LayerPopup
from nnstudio.app.canvas.outline import Outline
from nnstudio.app.main_window import MainWindow
from nnstudio.nn.layer import LAYERS
from tests.app.canvas.conftest import LEFT, NONE, Hands
from tests.app.hands import double_click as click_twice

Key = Qt.Key
CTRL, SHIFT, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier  # fmt: skip
ARROWS = (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down)
LARGEST = 18
"""Layers from which on some are deleted: large networks show nothing that middling ones do not."""

Gesture = Callable[["Player"], None]
GESTURES: list[tuple[Gesture, int]] = []
"""Gestures with how often they are wanted."""


def gesture(weight: int) -> Callable[[Gesture], Gesture]:
    """Register a gesture."""

    def register(function: Gesture) -> Gesture:
        GESTURES.append((function, weight))
        return function

    return register


class Player(Hands):
    """Hands at the canvas of a window, and dice that say what they do."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        super().__init__(window.workspace.canvas)
        self.window = window
        self.dice = random.Random(seed)
        self.done: list[str] = []
        self.errors: list[str] = []
        # A second outline, always in sight: the one of the window follows the network only while its tab is open.
        self.outline = Outline(window.document, window.workspace.selection)
        self.outline.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.outline.setParent(window, Qt.WindowType.Tool)
        self.outline.show()
        own = window.workspace.canvas.canvas_actions
        actions = [*own.edit_actions, *own.network_actions, *own.view_actions]
        shortcuts = {s.toString() for a in actions for s in a.shortcuts()}
        self.shortcuts = sorted(
            shortcuts - {"Find", "Cut", "Copy", "Paste", "Zoom In", "Zoom Out"}
        )  # own keys

    # Where things are --------------------------------------------------------------------------------------

    @property
    def nodes(self) -> list[str]:
        return list(self.canvas.canvas_scene.cards)

    def note(self, text: str) -> None:
        self.done.append(text)

    def anywhere(self) -> QPoint:
        rect = self.canvas.viewport().rect()
        return QPoint(self.dice.randrange(5, rect.width() - 5), self.dice.randrange(5, rect.height() - 5))

    def on_card(self) -> QPoint:
        return self._seen(self.middle(self.dice.choice(self.nodes))) if self.nodes else self.anywhere()

    def on_output(self) -> QPoint:
        return self._seen(self.output(self.dice.choice(self.nodes))) if self.nodes else self.anywhere()

    def on_input(self) -> QPoint:
        if not self.nodes:
            return self.anywhere()
        node = self.dice.choice(self.nodes)
        return self._seen(self.input(node, self.dice.randrange(self.canvas.canvas_scene.cards[node].slots)))

    def on_wire(self) -> QPoint:
        wires = list(self.canvas.canvas_scene.wires.values())
        if not wires:
            return self.anywhere()
        return self._seen(self.at(self.dice.choice(wires).path().pointAtPercent(self.dice.uniform(0.2, 0.8))))

    def somewhere(self) -> QPoint:
        places = (self.on_card, self.on_output, self.on_input, self.on_wire, self.anywhere)
        return self.dice.choice(places)()

    def _seen(self, at: QPoint) -> QPoint:
        return at if self.canvas.viewport().rect().contains(at) else self.anywhere()

    # What is done ------------------------------------------------------------------------------------------

    def on_keys(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key; it goes to the widget that has the keyboard."""
        popup = QApplication.activePopupWidget()
        target = popup.focusWidget() or popup if popup is not None else QApplication.focusWidget()
        QTest.keyClick(target or self.canvas, key, modifiers)

    def write(self, text: str) -> None:
        popup = QApplication.activePopupWidget()
        target = popup.focusWidget() or popup if popup is not None else QApplication.focusWidget()
        QTest.keyClicks(target or self.canvas, text)

    def shortcut(self, text: str) -> None:
        combination = QKeySequence(text)[0]
        self.on_keys(combination.key(), combination.keyboardModifiers())

    def back_to_canvas(self) -> None:
        """Close whatever is open and give the canvas the keyboard, as a click beside everything does."""
        for _ in range(5):
            popup = QApplication.activePopupWidget()
            dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
            if popup is not None:
                QTest.keyClick(popup.focusWidget() or popup, Key.Key_Escape)
            elif dialogs:
                QTest.keyClick(dialogs[0], Key.Key_Escape)
            else:
                break
        assert QApplication.activePopupWidget() is None
        if not self.window.isActiveWindow():
            self.window.activateWindow()
        self.canvas.setFocus(Qt.FocusReason.MouseFocusReason)

    def choose_or_leave(self) -> None:
        """Where a list of layers is open: choose one of it, or close it in one of the ways there are."""
        popups = [p for p in self.canvas.findChildren(LayerPopup) if p.isVisible()]
        if not popups:
            return
        how = self.dice.randrange(5)
        if how <= 2:
            self.write(self.dice.choice([k.title for k in LAYERS])[: self.dice.randrange(1, 9)].lower())
            for _ in range(self.dice.randrange(3)):
                self.on_keys(Key.Key_Down)
            self.on_keys(Key.Key_Return)
        elif how == 3:
            QTest.mouseClick(popups[0], LEFT, NONE, QPoint(-200, -200))  # beside it
        self.back_to_canvas()

    def play(self) -> None:
        """Do one thing."""
        functions, weights = zip(*GESTURES, strict=True)
        (chosen,) = self.dice.choices(functions, weights)
        self.note(chosen.__name__)
        chosen(self)
        self.choose_or_leave()
        self.back_to_canvas()
        if isinstance(self.canvas.gesture, ConnectByKeys):  # it waits for a key, as it should
            self.on_keys(self.dice.choice([Key.Key_Return, Key.Key_Escape]))
        if len(self.canvas.document.project.network.nodes) > LARGEST:
            self.note("too many: delete some")
            self.on_keys(Key.Key_A, CTRL)
            for node in self.dice.sample(self.nodes, 5):
                if self.canvas.viewport().rect().contains(self.middle(node)):
                    self.click(self.middle(node), CTRL)
            self.on_keys(Key.Key_Delete)


# Gestures of the mouse ------------------------------------------------------------------------------------


@gesture(4)
def click_something(player: Player) -> None:
    player.click(player.somewhere(), player.dice.choice([NONE, NONE, CTRL, SHIFT]))


@gesture(6)
def drag_a_card(player: Player) -> None:
    start = player.on_card()
    end = start + QPoint(player.dice.randrange(-160, 160), player.dice.randrange(-120, 120))
    player.drag(start, end, player.dice.choice([NONE, NONE, NONE, CTRL, SHIFT, ALT]))


@gesture(8)
def draw_a_wire(player: Player) -> None:
    start = player.dice.choice([player.on_output, player.on_output, player.on_input])()
    end = player.dice.choice([player.on_card, player.on_card, player.on_input, player.on_output, player.on_wire, player.anywhere])()  # fmt: skip
    player.drag(start, end)


@gesture(3)
def select_with_a_band(player: Player) -> None:
    player.drag(player.anywhere(), player.anywhere(), player.dice.choice([NONE, SHIFT]))


@gesture(3)
def drag_anything_anywhere(player: Player) -> None:
    player.drag(player.somewhere(), player.somewhere(), player.dice.choice([NONE, CTRL, SHIFT, ALT]))


@gesture(4)
def drop_a_layer(player: Player) -> None:
    kind = player.dice.choice([k.__name__ for k in LAYERS])
    if player.dice.random() < 0.2:
        player.drag_in(kind, player.somewhere(), player.somewhere())
        player.drag_out()
    else:
        player.drop(kind, player.somewhere())


def _interrupt(player: Player, at: QPoint) -> None:
    """What may come between a press and its release."""
    how = player.dice.randrange(6)
    player.note(f"  interrupted {how}")
    if how == 0:
        player.key(Key.Key_Escape)
    elif how == 1:  # another window comes to the front; the release is seen by nobody, or late
        reason = Qt.FocusReason.ActiveWindowFocusReason
        QApplication.sendEvent(player.canvas, QFocusEvent(QEvent.Type.FocusOut, reason))
        player.move(at, Qt.MouseButton.NoButton)
        assert player.canvas.gesture is None
        QApplication.sendEvent(player.canvas, QFocusEvent(QEvent.Type.FocusIn, reason))
    elif how == 2:
        player.on_keys(player.dice.choice([Key.Key_Delete, Key.Key_A, Key.Key_C, *ARROWS]))
    elif how == 3:
        player.on_keys(player.dice.choice([Key.Key_Z, Key.Key_Y, Key.Key_D, Key.Key_V, Key.Key_X]), CTRL)
    elif how == 4:  # another button goes down and up meanwhile
        player.press(at, button=Qt.MouseButton.RightButton)
        player.move(at + QPoint(9, 9))
        QTest.mouseRelease(player.canvas.viewport(), Qt.MouseButton.RightButton, NONE, at)
    else:
        _turn(player, at)
    player.move(player.somewhere())
    player.release(player.somewhere())


@gesture(6)
def be_interrupted(player: Player) -> None:
    before = player.canvas.document.project
    player.press(player.somewhere())
    at = player.somewhere()
    player.move(at)
    player.move(at + QPoint(12, 7))
    _interrupt(player, at)
    if player.done[-1].endswith("interrupted 0"):
        assert player.canvas.document.project == before, "Esc left something behind"


@gesture(3)
def double_click(player: Player) -> None:
    at = player.somewhere()
    click_twice(player.canvas.viewport(), at)


@gesture(3)
def open_the_context_menu(player: Player) -> None:
    at = player.somewhere()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, at, player.canvas.viewport().mapToGlobal(at), NONE
    )
    QApplication.sendEvent(player.canvas.viewport(), event)
    menus = [m for m in player.canvas.findChildren(QMenu) if m.isVisible()]
    assert len(menus) == 1
    for _ in range(player.dice.randrange(12)):
        QTest.keyClick(menus[0], Key.Key_Down)
    QTest.keyClick(menus[0], player.dice.choice([Key.Key_Escape, Key.Key_Return]))


def _turn(player: Player, at: QPoint) -> None:
    place = QPointF(at)
    turn = QPoint(0, player.dice.choice([-240, -120, 120, 240]))
    event = QWheelEvent(
        place, player.canvas.viewport().mapToGlobal(place), QPoint(), turn, Qt.MouseButton.NoButton,
        player.dice.choice([NONE, CTRL, SHIFT]), Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(player.canvas.viewport(), event)


@gesture(2)
def turn_the_wheel(player: Player) -> None:
    _turn(player, player.anywhere())


@gesture(2)
def pan(player: Player) -> None:
    start, button = player.somewhere(), Qt.MouseButton.MiddleButton
    with_space = player.dice.random() < 0.5
    if with_space:
        button = LEFT
        QTest.keyPress(player.canvas, Key.Key_Space)
    player.press(start, button=button)
    player.move(start + QPoint(player.dice.randrange(-90, 90), player.dice.randrange(-60, 60)), button)
    if with_space and player.dice.random() < 0.5:  # the key is let go first
        QTest.keyRelease(player.canvas, Key.Key_Space)
    player.release(start, button)
    QTest.keyRelease(player.canvas, Key.Key_Space)


# Gestures of the keyboard ---------------------------------------------------------------------------------


@gesture(6)
def append_from_the_palette(player: Player) -> None:
    player.on_keys(Key.Key_Slash)
    kind = player.dice.choice([k.title for k in LAYERS])
    player.note(f"  {kind}")
    player.write(kind.lower())
    player.on_keys(player.dice.choice([Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Escape]))


@gesture(10)
def undo_or_redo(player: Player) -> None:
    for _ in range(player.dice.randrange(1, 4)):
        key, modifiers = player.dice.choice([(Key.Key_Z, CTRL), (Key.Key_Z, CTRL), (Key.Key_Y, CTRL), (Key.Key_Z, CTRL | SHIFT)])  # fmt: skip
        player.on_keys(key, modifiers)


@gesture(6)
def copy_cut_paste_duplicate(player: Player) -> None:
    player.on_keys(player.dice.choice([Key.Key_C, Key.Key_X, Key.Key_V, Key.Key_V, Key.Key_D]), CTRL)


@gesture(4)
def walk_and_nudge(player: Player) -> None:
    for _ in range(player.dice.randrange(1, 5)):
        player.on_keys(player.dice.choice(ARROWS), player.dice.choice([NONE, SHIFT, CTRL, CTRL | SHIFT]))


@gesture(3)
def repeat(player: Player) -> None:
    player.on_keys(Key.Key_D)


@gesture(3)
def delete(player: Player) -> None:
    if not player.canvas.selection.ids:
        player.click(player.dice.choice([player.on_card, player.on_wire])())
    player.on_keys(player.dice.choice([Key.Key_Delete, Key.Key_Backspace]))


@gesture(4)
def connect_with_keys(player: Player) -> None:
    player.click(player.on_card())
    player.on_keys(Key.Key_C)
    for _ in range(player.dice.randrange(4)):
        player.on_keys(player.dice.choice([*ARROWS, Key.Key_Tab]))
    how = player.dice.randrange(4)
    if how < 2:
        player.on_keys((Key.Key_Return, Key.Key_Escape)[how])
    elif how == 2:
        player.click(player.somewhere())
    else:  # the keyboard goes elsewhere
        player.window.workspace.palette_panel.setFocus(Qt.FocusReason.OtherFocusReason)
        player.window.setFocus(Qt.FocusReason.OtherFocusReason)


@gesture(5)
def press_any_shortcut(player: Player) -> None:
    text = player.dice.choice(player.shortcuts)
    player.note(f"  {text}")
    player.shortcut(text)


@gesture(5)
def type_into_the_settings(player: Player) -> None:
    player.click(player.on_card())
    player.on_keys(Key.Key_Return)
    for _ in range(player.dice.randrange(3)):
        player.on_keys(Key.Key_Tab)
    if (
        isinstance(QApplication.focusWidget(), QLineEdit | QWidget)
        and QApplication.focusWidget() is not player.canvas
    ):
        text = player.dice.choice(["7", "0", "-1", "3x3", "same", "abc", "1e400", "relu", " ", "2, 2"])
        player.note(f"  {text!r} into {QApplication.focusWidget()}")
        player.on_keys(Key.Key_A, CTRL)
        player.write(text)
        player.on_keys(player.dice.choice([Key.Key_Return, Key.Key_Tab, Key.Key_Escape]))


@gesture(2)
def rename(player: Player) -> None:
    player.click(player.on_card())
    if (node := player.canvas.selection.only) is None:
        return
    field = player.window.workspace.inspector.layer_page.name_field
    if field.isVisible():
        QTest.mouseClick(field, LEFT)
        player.on_keys(Key.Key_A, CTRL)
        player.write(player.dice.choice(["Eyes", "A & B", "<b>{0}</b>", "x" * 60, "  ", f"{node} %1"]))
        player.on_keys(player.dice.choice([Key.Key_Return, Key.Key_Tab, Key.Key_Escape]))
