"""Drawing, settings, runs, lessons and files in any order: a seeded person does what can be done, and what always holds does.

The gestures of the canvas have their own (``tests/app/canvas/random_hands.py``). Here it is the order that matters: what was
drawn, set and trained meets a lesson that holds it fast, a file, an undo in the middle of a drag. Nothing is measured in
time: after each step the window comes to rest before anybody looks.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from nnstudio.app.canvas.layer_popup import LayerPopup
from nnstudio.app.document import Document
from nnstudio.app.main_window import MainWindow
from nnstudio.graph.network import sequential
from nnstudio.nn.layer import LAYERS
from nnstudio.nn.layers import Dense
from nnstudio.project.file import decode, encode
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained
from tests.app.canvas.conftest import Hands
from tests.app.canvas.scene_check import caught  # noqa: F401
from tests.app.hands import Key, click, press, type_into, until
from tests.app.window.conftest import open_ready

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier

SETTINGS = {
    "learning_rate": ("0.01", "0.5", "0", "x"),
    "epochs": ("1", "2", "3", ""),
    "batch_size": ("16", "64", "1000"),
}
SAMPLES = ("flowers", "two-inputs", "moons")
OTHER = sequential((3,), [Dense(2)])
MOST = 9
"""Layers from which on some are deleted."""


class Person:
    """Mouse and keys at a window, and dice that say what they do."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self.window, self.dice = window, random.Random(seed)
        self.hands = Hands(window.workspace.canvas)
        self.done: list[str] = []

    def acts(self) -> None:
        """Do one thing, and wait until all that it began has ended."""
        actions: list[Callable[[], object]] = [
            self.keys, self.keys, self.chooses_a_layer, self.drags, self.draws_a_wire, self.sets_the_layer,
            self.sets_the_training, self.uses_an_optimizer, self.trains, self.trains, self.undoes, self.undoes,
            self.looks, self.opens, self.freezes,
        ]  # fmt: skip
        action = self.dice.choice(actions)
        self.note(action.__name__)
        if not self.window.in_workspace:
            self.window.show_workspace()
        action()
        self.rests()

    def note(self, *words: object) -> None:
        self.done.append(" ".join(map(str, words)))

    def rests(self) -> None:
        window = self.window
        if (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        until(self._is_quiet, "rest")
        window.workspace.canvas.glide.finish()

    def _is_quiet(self) -> bool:
        """Whether nothing is under way; questions that come up meanwhile are answered."""
        for box in self.asked():
            click(box.button(QMessageBox.StandardButton.Discard))
        return not (self.window.data.loading or self.window.trainer.active or self.asked())

    # At the canvas -----------------------------------------------------------------------------------------

    def node(self) -> str | None:
        nodes = [n.id for n in self.window.document.project.network.nodes]
        return self.dice.choice(nodes) if nodes else None

    def selects(self) -> None:
        if (node := self.node()) is not None:
            self.hands.click(self.hands.middle(node))
        self.window.workspace.canvas.setFocus()

    def keys(self) -> None:
        self.selects()
        keys = [(Key.Key_Delete, NONE), (Key.Key_X, CTRL)]
        if len(self.window.document.project.network.nodes) <= MOST:
            keys += [(Key.Key_D, CTRL), (Key.Key_V, CTRL), (Key.Key_C, CTRL), (Key.Key_C, NONE)]
            keys += [(Key.Key_Right, NONE), (Key.Key_Right, SHIFT), (Key.Key_Escape, NONE)]
        key, modifier = self.dice.choice(keys)
        self.note(key.name, modifier.name)
        press(self.window, key, modifier)

    def freezes(self) -> None:
        self.selects()
        press(self.window, Key.Key_L)

    def chooses_a_layer(self) -> None:
        """Replace a layer, or add one behind it."""
        self.selects()
        press(self.window, self.dice.choice([Key.Key_R, Key.Key_A]))
        for popup in self.window.findChildren(LayerPopup):
            if popup.isVisible():
                name = self.dice.choice([layer.__name__ for layer in LAYERS])
                self.note(name)
                QTest.keyClicks(popup.search_field, name)
                QTest.keyClick(popup.search_field, Key.Key_Return)

    def drags(self) -> None:
        """Move a card; sometimes something comes in between."""
        if (node := self.node()) is None:
            return
        start = self.hands.middle(node)
        end = start + QPoint(self.dice.randrange(-150, 150), self.dice.randrange(-90, 90))
        self.hands.press(start)
        self.hands.move(start + (end - start) / 2)
        between = self.dice.choice([None, None, "Esc", "undo", "another document"])
        self.note(node, between)
        if between == "Esc":
            self.hands.key(Key.Key_Escape)
        elif between == "undo":
            press(self.window, Key.Key_Z, CTRL)
        elif between == "another document":
            self.window.files.show_new(Project().with_network(OTHER))
        self.hands.move(end)
        self.hands.release(end)

    def draws_a_wire(self) -> None:
        source, target = self.node(), self.node()
        if source is not None and target is not None:
            self.note(source, target)
            self.hands.drag(self.hands.output(source), self.hands.middle(target))

    # In the forms ------------------------------------------------------------------------------------------

    def sets_the_layer(self) -> None:
        self.selects()
        form = self.window.workspace.inspector.layer_page.form
        for name in ("units", "filters", "rate", "shape"):
            if hasattr(form.spec, name) and form.editor(name).isVisible():
                text = self.dice.choice(["1", "4", "0.3", "\b", "-2", "x"])
                self.note(name, repr(text))
                type_into(form.editor(name), text)

    def sets_the_training(self) -> None:
        settings = self.window.workspace.training_settings
        self.window.workspace.selection.clear()
        self.window.workspace.show_training_settings()
        name = self.dice.choice(sorted(SETTINGS))
        form = settings.optimizer.form if name == "learning_rate" else settings.run
        text = self.dice.choice(SETTINGS[name])
        self.note(name, repr(text))
        type_into(form.editor(name), text)

    def uses_an_optimizer(self) -> None:
        self.window.workspace.selection.clear()
        self.window.workspace.show_training_settings()
        choice = self.window.workspace.training_settings.optimizer.choice
        choice.setFocus()
        QTest.keyClick(choice, self.dice.choice([Key.Key_Up, Key.Key_Down]))
        self.note(choice.currentText())

    # Runs, pages, documents --------------------------------------------------------------------------------

    def trains(self) -> None:
        document, controls = self.window.document, self.window.controls
        if document.project.training.epochs > 5:
            self.sets_the_training()
        actions = (
            controls.main,
            controls.over,
            controls.longer,
            controls.step,
            controls.epoch,
            controls.earlier.action,
        )
        action = self.dice.choice(actions)
        self.note(action.text())
        action.trigger()
        until(lambda: self.window.trainer.state not in ("preparing", "running"), "a pause or the end")
        if self.window.trainer.state == "paused":
            controls.stop.trigger()

    def undoes(self) -> None:
        for _ in range(self.dice.randrange(1, 6)):
            press(self.window, self.dice.choice([Key.Key_Z, Key.Key_Z, Key.Key_Y]), CTRL)

    def looks(self) -> None:
        tabs = self.window.workspace.tabs
        page = self.dice.choice([i for i in range(tabs.count()) if tabs.isTabVisible(i)])
        self.note(tabs.tabText(page))
        click(tabs.tabBar(), tabs.tabBar().tabRect(page).center())

    def opens(self) -> None:
        """Something else than what is open: a sample, or a lesson that holds its network fast."""
        window = self.window
        if self.dice.random() < 0.5:
            key = self.dice.choice(SAMPLES)
            window.beginning.sample(key)
        else:
            known = (each for each in window.lessons.opening.lessons() if "network" in each.locked)
            lesson = self.dice.choice([each for each in known if each != window.lessons.lesson])
            key = lesson.key
            window.lessons.opening.open(lesson)
            until(lambda: self._is_quiet() and window.lessons.lesson == lesson, "the lesson")
        self.note(key)

    def asked(self) -> list[QMessageBox]:
        """The questions that stand before what was to be done."""
        return [box for box in self.window.findChildren(QMessageBox) if box.isVisible()]


def always(window: MainWindow, *, anew: bool) -> None:
    """What holds whatever was done."""
    document, scene = window.document, window.workspace.canvas.canvas_scene
    project, network = document.project, document.project.network
    assert set(scene.cards) == set(network.by_id)
    assert set(scene.wires) == set(network.edges)
    places = {n: card.pos().toTuple() for n, card in scene.cards.items()}
    assert places == {n: project.layout[n] for n in network.by_id}
    assert set(window.workspace.selection.ids) <= set(network.by_id)
    settings, training = window.workspace.training_settings, project.training
    assert (settings.loss.form.spec, settings.optimizer.form.spec) == (training.loss, training.optimizer)
    controls = window.controls
    actions = (controls.main, controls.over, controls.longer, controls.step, controls.earlier.action)
    told = [(a.text(), a.isEnabled(), a.toolTip()) for a in actions]
    controls.refresh()
    assert told == [(a.text(), a.isEnabled(), a.toolTip()) for a in actions], "the buttons were of before"
    if anew:
        survives(project, document.trained)


def survives(project: Project, trained: Trained | None) -> None:
    """What is written can be read."""
    again, kept = decode(encode(project, trained))
    assert again == project
    assert (kept is None) == (trained is None)
    if trained is not None and kept is not None:
        assert kept.network == trained.network
        assert kept.checkpoint.position == trained.checkpoint.position


def walks(window: MainWindow, caught: list[str], seed: int, steps: int) -> None:  # noqa: F811
    open_ready(window, epochs=2)
    person = Person(window, seed)
    try:
        for step in range(steps):
            person.acts()
            assert not caught
            always(window, anew=step % 3 == 0)
        back_and_forth(window.document)
        assert not caught
    except Exception as error:
        trace = "\n".join(person.done[-20:])
        raise AssertionError(f"seed {seed}, after {len(person.done)}:\n{trace}\n{caught}\n{error}") from error
    finally:
        QApplication.clipboard().clear()


def back_and_forth(document: Document) -> None:
    """All that was done since the document was opened can be undone and done again."""
    stack, last, index = document.undo_stack, document.project, document.undo_stack.index()
    stack.setIndex(0)
    stack.setIndex(stack.count())
    stack.setIndex(index)
    assert document.project == last


@pytest.mark.parametrize("seed", [2, 11])
def test_whatever_the_order(window: MainWindow, caught: list[str], seed: int) -> None:  # noqa: F811
    walks(window, caught, seed, 120)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(100, 104))
def test_whatever_the_order_for_long(window: MainWindow, caught: list[str], seed: int) -> None:  # noqa: F811
    walks(window, caught, seed, 300)
