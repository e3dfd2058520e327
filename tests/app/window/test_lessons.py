"""Lessons in the window: each is opened from the list, its one thing is done with mouse and keys, and that is seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QTextTable
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from nnstudio.app.canvas.layer_popup import LayerPopup
from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.data.look import DataLook
from nnstudio.app.glossary.dialog import GlossaryDialog
from nnstudio.app.lessons import opening
from nnstudio.app.lessons.dialog import LessonsDialog
from nnstudio.app.lessons.guide import LOCKED
from nnstudio.app.lessons.panel import LessonPanel
from nnstudio.app.lessons.surface import RINGS, rings_of
from nnstudio.app.main_window import MainWindow
from nnstudio.app.settings import load
from nnstudio.app.start.cards import LowCard
from nnstudio.app.what_if.dialog import WhatIfDialog
from nnstudio.app.widgets.lesson_text import LessonText
from nnstudio.data.augmentation import Shift
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import CsvFile
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Conv2D, Dense, GlobalMaxPool
from nnstudio.project import file
from nnstudio.project.lessons import lessons
from nnstudio.project.lessons.descent import CELLS, Descent
from nnstudio.project.lessons.measures import Answer
from nnstudio.project.project import Project
from nnstudio.project.samples import open_sample
from nnstudio.system.messages import StudioError, msg
from nnstudio.system.numbers import size_text
from tests.app.canvas.conftest import Hands
from tests.app.hands import (
    Key,
    button,
    by_letters,
    choose_file,
    click,
    double_click,
    in_dialog,
    press,
    type_into,
    until,
)
from tests.app.window.conftest import saved, texts

KEYS = [lesson.key for lesson in lessons()]
CTRL = Qt.KeyboardModifier.ControlModifier


class Student:
    """Somebody who does what the lesson says, with the words that stand in it."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self.panel = window, window.lessons.panel

    def opens(self, key: str) -> None:
        """Choose a lesson in the list."""
        press(self.window, Key.Key_F1)
        (dialog,) = (d for d in self.window.findChildren(LessonsDialog) if d.isVisible())
        until(lambda: dialog.isActiveWindow() or dialog.activateWindow(), "the list", 10)
        click(dialog.cards[key])
        self.arrives(key)

    def arrives(self, key: str) -> None:
        window = self.window
        until(lambda: window.lessons.lesson is not None and window.lessons.lesson.key == key, key)
        until(lambda: window.data.prepared is not None, "the data")
        assert self.panel.isVisible()

    def trains(self) -> None:
        click(button(self.window.workspace.step_bar, "Train"))
        until(lambda: not self.window.trainer.active, "the end of the run")

    def clicks_card(self, node: str) -> None:
        hands = Hands(self.window.workspace.canvas)
        hands.click(hands.middle(node))
        assert self.window.workspace.selection.only == node

    def double_clicks(self, kind: str) -> None:
        """Double-click a layer in the palette."""
        bar = self.window.workspace.side.tabBar()
        click(bar, bar.tabRect(0).center())
        layers = self.window.workspace.palette_panel.layers
        layers.verticalScrollBar().setValue(
            layers.verticalScrollBar().value() + layers.rect_of(kind).top() - 40
        )
        at = layers.rect_of(kind).center()
        double_click(layers.viewport(), at)

    def sets(self, name: str, value: str) -> None:
        """Set a number of the layer."""
        type_into(self.window.workspace.inspector.layer_page.form.editor(name), value)

    def chooses(self, name: str, value: str) -> None:
        """Choose a word of the layer."""
        by_letters(self.window.workspace.inspector.layer_page.form.editor(name), value)

    def sets_training(self, name: str, value: str) -> None:
        tabs = self.window.workspace.inspector.tabs
        self.window.workspace.selection.clear()
        click(tabs.tabBar(), tabs.tabBar().tabRect(1).center())
        settings = self.window.workspace.training_settings
        form = settings.optimizer.form if name == "learning_rate" else settings.run
        type_into(form.editor(name), value)

    def looks_at_data(self) -> DataDialog:
        """Open what the project's data is, and wait until it is read."""
        click(self.window.workspace.step_bar.step("data"))
        (dialog,) = (d for d in self.window.findChildren(DataDialog) if d.isVisible())
        until(lambda: dialog.dataset is not None and not dialog.reading.busy, "the data")
        return dialog

    def uses(self, dialog: DataDialog) -> None:
        """Take what is chosen there."""
        click(button(dialog, "Use this data"))
        until(lambda: not dialog.isVisible(), "the end of the dialog")
        until(lambda: self.window.data.prepared is not None, "the data")

    def one_step(self) -> None:
        panel = self.window.workspace.one_step.panel
        assert panel.isVisible()
        until(lambda: panel.step is not None, "the step to be worked out")


def click_box(box: QWidget) -> None:
    """Click a check box at its mark."""
    click(box, QPoint(10, box.height() // 2))


def neuron(student: Student) -> None:
    student.one_step()
    panel = student.window.workspace.one_step.panel
    click(panel.head.forth)
    assert "0 of 3" in student.panel.status.text(), "at the input nothing is computed"
    student.clicks_card("dense_1")
    click(panel.head.forth)
    assert "2 of 3" in student.panel.status.text()
    click(panel.head.forth)


def activations(student: Student) -> None:
    student.trains()
    assert "linear" in student.panel.status.text()
    for node in ("dense_1", "dense_2"):
        student.clicks_card(node)
        student.chooses("activation", "tanh")
    assert "Train" in student.panel.status.text()
    student.trains()


def depth_and_width(student: Student) -> None:
    student.clicks_card("dense_1")
    student.sets("units", "16")
    assert student.window.workspace.selection.only == "dense_1"
    student.double_clicks("Dense")
    student.trains()


def inputs_and_outputs(student: Student) -> None:
    student.clicks_card("dense_2")
    student.sets("units", "3")
    student.chooses("activation", "softmax")
    assert student.panel.status.text() == "Not yet: press Train"
    click(button(student.window.workspace.step_bar, "Train"))
    assert student.panel.status.text() == "Not yet: the training is under way"
    until(lambda: not student.window.trainer.active, "the end of the run")


def loss_and_cost(student: Student) -> None:
    student.one_step()
    head = student.window.workspace.one_step.panel.head
    click(head.button("loss"))
    click(head.forth)
    click(head.forth)


def gradient_descent(student: Student) -> None:
    descent = student.window.lessons.descent
    assert descent.isVisible()
    until(lambda: descent.descent is not None and not descent.busy, "the way")
    full, mini, one = descent.sizes.buttons()
    assert full.isChecked()
    for button_, batch in ((mini, 16), (one, 1), (full, 130)):
        click(button_)
        until(lambda batch=batch: not descent.busy and descent.descent.batch == batch, "the way")  # type: ignore[misc,union-attr]
        assert button_.isChecked()
    assert "Train" in student.panel.status.text()
    student.sets_training("learning_rate", "0.5")
    until(lambda: not descent.busy and descent.descent.ends[1] < 0.05, "the way")  # type: ignore[union-attr]
    student.trains()
    assert descent.isVisible(), "a run leaves the path in front"


def learning_rate(student: Student) -> None:
    student.trains()
    assert "%" in student.panel.status.text()
    student.sets_training("learning_rate", "1")
    student.trains()


def backpropagation(student: Student) -> None:
    student.one_step()
    panel = student.window.workspace.one_step.panel
    click(panel.head.button("backward"))
    for _ in range(12):
        last = panel.head.next.text() == "Take the step"
        click(panel.head.next)
        if last:
            break
    until(lambda: not panel._work.busy, "the step")


def convolution(student: Student) -> None:
    student.trains()
    student.clicks_card("dense_1")
    click(student.window.workspace.inspector.layer_page.what_if)
    (dialog,) = (d for d in student.window.findChildren(WhatIfDialog) if d.isVisible())
    by_letters(dialog.kinds, "Conv2D")
    until(lambda: isinstance(dialog.layer, Conv2D) and not dialog._weigher.busy, "the comparison")
    click(dialog.use)
    student.trains()


def shuffled_pixels(student: Student) -> None:
    student.trains()
    assert "not shuffled" in student.panel.status.text()
    dialog = student.looks_at_data()
    click_box(dialog._parts.shuffling.editor("shuffled"))
    student.uses(dialog)
    assert student.window.document.project.data.shuffled
    student.trains()


def shifted_pictures(student: Student) -> None:
    dialog = student.looks_at_data()
    look = dialog.findChild(DataLook)
    names = [look.tabs.tabText(i) for i in range(look.tabs.count())]
    click(look.tabs, look.tabs.tabRect(names.index("Augmentation")).center())
    by_letters(look.augmentation.which.editor("augmented"), "held")
    click_box(look.augmentation.choices[Shift].box)
    student.uses(dialog)
    student.trains()
    assert "Flatten" in student.panel.status.text()
    student.clicks_card("flatten_1")
    click(student.window.workspace.inspector.layer_page.what_if)
    (swap,) = (d for d in student.window.findChildren(WhatIfDialog) if d.isVisible())
    by_letters(swap.kinds, "GlobalMaxPool")
    until(lambda: isinstance(swap.layer, GlobalMaxPool) and not swap._weigher.busy, "the comparison")
    click(swap.use)
    student.trains()


def unheard_voices(student: Student) -> None:
    student.trains()
    assert "of one speaker do not stay together" in student.panel.status.text()
    dialog = student.looks_at_data()
    by_letters(dialog._parts.division.way, "g")
    assert dialog._parts.division.column.currentText() == "speaker"
    student.uses(dialog)
    student.trains()


def overfitting(student: Student) -> None:
    student.trains()
    student.sets_training("patience", "15")
    student.trains()


def reading_curves(student: Student) -> None:
    student.trains()
    for _ in range(6):
        if student.panel.done:
            break
        assert "Still learning" in student.panel.status.text()
        click(button(student.window.workspace.dock, "Train longer"))
        until(lambda: not student.window.trainer.active, "the end of the run")


WAYS: dict[str, Callable[[Student], None]] = {
    way.__name__.replace("_", "-"): way
    for way in (
        neuron, activations, depth_and_width, inputs_and_outputs, loss_and_cost, gradient_descent, learning_rate, backpropagation,
        convolution, shuffled_pixels, shifted_pictures, overfitting, reading_curves, unheard_voices,
    )
}  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_every_lesson_is_finished_as_it_says(window: MainWindow, key: str) -> None:
    student = Student(window)
    student.opens(key)
    assert not student.panel.done
    assert student.panel.status.text().startswith("Not yet: ")
    assert window.preferences.settings.lessons_done == ()
    WAYS[key](student)
    assert student.panel.done, student.panel.status.text()
    assert student.panel.status.text() == "Done"
    assert load()[0].lessons_done == (key,)


def test_what_is_done_is_seen_from_the_palette(window: MainWindow) -> None:
    student, side = Student(window), window.workspace.side
    student.opens("depth-and-width")
    assert side.tabIcon(2).isNull()
    depth_and_width(student)
    assert side.page == "palette", "nobody is taken away from where he works"
    assert not student.panel.next.isVisible()
    assert not side.tabIcon(2).isNull()
    assert side.tabToolTip(2).endswith("done")
    click(side.tabBar(), side.tabBar().tabRect(2).center())
    click(student.panel.next)
    student.arrives(KEYS[KEYS.index("depth-and-width") + 1])
    assert side.tabIcon(2).isNull()


def test_from_the_start_page_through_two_lessons(window: MainWindow) -> None:
    student = Student(window)
    card = window.start_page.findChild(LowCard, "lesson")
    click(card)
    (dialog,) = (d for d in window.findChildren(LessonsDialog) if d.isVisible())
    assert dialog.cards[KEYS[0]].hasFocus() or dialog.focusWidget() is dialog.cards[KEYS[0]]
    QTest.keyClick(dialog.cards[KEYS[0]], Key.Key_Return)
    student.arrives(KEYS[0])
    assert not student.panel.back.isEnabled()
    assert not student.panel.next.isVisible()
    neuron(student)
    click(student.panel.next)  # only now it is there
    student.arrives(KEYS[1])
    assert not student.panel.done
    student.trains()
    status, trained = student.panel.status.text(), window.document.trained
    click(student.panel.back)  # nothing is asked, as nothing is lost
    student.arrives(KEYS[0])
    assert student.panel.status.text() == "Done"
    assert not window.document.modified
    assert window.document.trained is None
    click(student.panel.forth)
    student.arrives(KEYS[1])
    assert window.document.trained is trained
    assert window.document.modified, "what is kept is in no file yet"
    assert student.panel.status.text() == status
    click(student.panel.all)
    (dialog,) = (d for d in window.findChildren(LessonsDialog) if d.isVisible())
    assert [k for k, c in dialog.cards.items() if c.accessibleName().endswith("Done")] == [KEYS[0]]
    dialog.reject()


def test_beginning_again_asks_first_and_really_begins(window: MainWindow) -> None:
    student = Student(window)
    student.opens("activations")
    begun = window.document.project
    student.trains()
    answered = in_dialog(QMessageBox, lambda box: click(box.button(QMessageBox.StandardButton.Discard)))
    click(student.panel.again)
    until(answered, "the question about what was trained")
    until(lambda: window.document.trained is None, "the beginning")
    assert window.document.project == begun
    student.arrives("activations")


def test_a_lesson_that_has_a_file_is_asked_about_like_any_project(window: MainWindow, tmp_path: Path) -> None:
    student = Student(window)
    student.opens("activations")
    saved(window, tmp_path / "mine.nnstudio")
    student.clicks_card("dense_1")
    student.sets("units", "8")
    answered = in_dialog(QMessageBox, lambda box: click(box.button(QMessageBox.StandardButton.Cancel)))
    click(student.panel.back)
    until(answered, "the question about what was changed")
    assert window.lessons.lesson is not None
    assert window.lessons.lesson.key == "activations"


def test_a_network_that_cannot_be_trained_is_named_in_the_answer(window: MainWindow) -> None:
    student = Student(window)
    student.opens("depth-and-width")
    window.workspace.selection.clear()
    student.double_clicks("Dense")  # behind the layer that answers
    why = window.controls.obstacle()
    assert why
    assert student.panel.status.text() == f"Not yet: this network cannot be trained. {why}"
    press(window, Key.Key_Z, CTRL)
    assert student.panel.status.text() == "Not yet: the depth is 2; it should be at least 3"


def test_behind_the_last_lesson_is_the_list(look, qtbot) -> None:
    panel, shelf = LessonPanel(), lessons()
    qtbot.addWidget(panel)
    panel.resize(300, 600)
    panel.show()
    count = len(shelf)
    panel.show_lesson(shelf[0], 1, count, done=True)
    with qtbot.waitSignal(panel.next_wanted):
        click(panel.next)
    assert panel.next.text() == "Next lesson"
    panel.show_lesson(shelf[-1], count, count, done=True)
    assert panel.next.text() == "All lessons"
    with qtbot.waitSignal(panel.list_wanted):
        click(panel.next)
    panel.show_lesson(shelf[-1], count, count)
    assert not panel.next.isVisible()
    panel.show_lesson(shelf[0], 0, 0, done=True)
    assert not panel.next.isVisible(), "a lesson of somebody's own stands alone"


def test_task_and_status_stay_in_sight_where_there_is_little_room(look, qtbot) -> None:
    def whole(widget: QWidget) -> bool:
        QApplication.processEvents()
        return widget.isVisible() and widget.visibleRegion().boundingRect().height() == widget.height()

    panel, (lesson, *_) = LessonPanel(), lessons()
    qtbot.addWidget(panel)
    panel.resize(300, 260)
    panel.show()
    panel.show_lesson(lesson, 1, 13)
    panel.show_answers([Answer(False, msg("press Train"))])
    assert whole(panel._task)
    long = Answer(False, msg("a sentence about what is in the way and how it is mended " * 3))
    panel.show_answers([long])
    assert whole(panel._task), "what somebody does must not hide what there is to do"
    assert whole(panel.status)
    panel.resize(300, 235)
    assert not whole(panel._task)
    assert whole(panel.status), "how far it is done is in sight also where the task is not"
    panel._scroll.ensureWidgetVisible(panel._task, 0, 0)
    assert whole(panel._task), "it is behind the text"
    panel.resize(300, 600)
    assert whole(panel._task)
    panel.resize(300, 260)
    panel.show_lesson(lesson, 1, 13)
    panel.show_answers([long])
    assert not whole(panel._task), "of a text that has just been opened more is seen"


def test_a_lesson_ends_with_its_document_or_with_its_button(window: MainWindow) -> None:
    student, side = Student(window), window.workspace.side
    assert side.page == "palette"
    student.opens("neuron")
    assert side.isTabVisible(2)
    assert side.page == "lesson"
    click(student.panel.close_lesson)
    assert not side.isTabVisible(2)
    assert side.page == "palette", "as before, not the tab beside that of the lesson"
    assert window.document.project.data.source is not None, "the project stays"
    student.opens("neuron")
    window.beginning.sample("wine")
    assert window.lessons.lesson is None
    assert window.document.guard is None
    assert not side.isTabVisible(2)


def test_curves_are_judged_as_beside_the_lesson(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "circles.md"
    path.write_text(
        "title: Circles\ndata: circles\nlayers: Dense units=1 activation=sigmoid\ntraining: SGD learning_rate=0.1 epochs=60\n"
        "do: Train.\ncheck: curve finished\n\nWords.\n",
        encoding="utf-8",
    )
    student = Student(window)
    window.lessons.opening.open_file(path)
    student.arrives("circles")
    student.trains()
    assert student.panel.status.text().startswith("Not yet: the curves say: No better than guessing")


def test_nothing_of_the_lesson_before_is_selected(window: MainWindow) -> None:
    student = Student(window)
    student.opens("activations")
    student.clicks_card("dense_1")
    click(student.panel.forth)
    student.arrives("depth-and-width")
    assert "dense_1" in window.document.project.network
    assert window.workspace.selection.ids == ()


def test_what_is_locked_stays_and_a_calm_sentence_says_so(window: MainWindow) -> None:
    student = Student(window)
    student.opens("learning-rate")
    project = window.document.project
    student.clicks_card("dense_1")
    student.sets("units", "99")
    assert window.document.project is project
    assert window.document.undo_stack.isClean()
    assert "99" not in window.workspace.inspector.layer_page.form.editor("units").text()
    assert [n.severity for n in window.banner.notices] == ["info"]
    canvas = window.workspace.canvas
    canvas.setFocus()
    for key in (Key.Key_Delete, Key.Key_D, Key.Key_R):
        press(window, key, CTRL if key == Key.Key_D else Qt.KeyboardModifier.NoModifier)
        for popup in canvas.findChildren(QWidget, "layer-popup"):
            popup.close()
    student.double_clicks("Dense")
    hands = Hands(canvas)
    hands.drop("Dense", hands.blank())
    assert window.document.project.network is project.network
    hands.drag(hands.middle("dense_1"), hands.middle("dense_1") + QPoint(0, 80))
    moved = window.document.project
    assert moved.layout != project.layout, "cards may be moved"
    student.sets_training("epochs", "50")
    assert window.document.project is moved
    student.sets_training("learning_rate", "0.5")
    assert window.document.project.training.optimizer.learning_rate == 0.5
    window.workspace.side.show_page("lesson")
    click(student.panel.close_lesson)
    student.clicks_card("dense_1")
    student.sets("units", "99")
    assert window.document.project.network["dense_1"].layer == Dense(99, activation="tanh")


def test_a_layer_chosen_for_a_locked_network_changes_nothing(window: MainWindow) -> None:
    student = Student(window)
    student.opens("learning-rate")
    network, canvas = window.document.project.network, window.workspace.canvas
    student.clicks_card("dense_1")
    canvas.setFocus()
    for key in (Key.Key_A, Key.Key_R):  # add one behind it, replace it
        assert window.workspace.selection.only == "dense_1"
        press(window, key)
        (popup,) = (p for p in canvas.findChildren(LayerPopup) if p.isVisible())
        QTest.keyClicks(popup.search_field, "dropout")
        QTest.keyClick(popup.search_field, Key.Key_Return)
        assert not popup.isVisible()
        assert window.document.project.network is network
        assert any("The network stays as it is" in text for text in texts(window))
        window.banner.dismiss(LOCKED)


def test_a_teachers_lesson_is_opened_from_its_file(window: MainWindow, tmp_path: Path) -> None:
    file.save(tmp_path / "flowers.nnstudio", open_sample("flowers"))
    path = tmp_path / "homework.md"
    path.write_text(
        "title: Homework\nfile: flowers.nnstudio\nlocked: data, network\n"
        "do: Set the learning rate to 0.5.\ncheck: learning-rate = 0.5\n\nSee [cost](glossary:cost) and [nothing](glossary:no-such-word).\n",
        encoding="utf-8",
    )
    student = Student(window)
    chosen = choose_file(path)
    window.lessons.open_action.trigger()
    until(chosen, "the file dialog")
    student.arrives("homework")
    assert not student.panel.forth.isVisible()
    student.sets_training("learning_rate", "0.5")
    assert student.panel.done
    assert window.preferences.settings.lessons_done == (), (
        "a file of that name may be another lesson tomorrow"
    )
    text = student.panel.text
    assert text.toPlainText() == "See cost and nothing."
    assert "no-such-word" not in text.toHtml(), "a link to nowhere is only a word"
    cursor = text.document().find("cost")
    cursor.setPosition(cursor.selectionStart() + 2)
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=text.cursorRect(cursor).center())
    (glossary,) = (d for d in window.findChildren(GlossaryDialog) if d.isVisible())
    assert glossary.isVisible()
    glossary.reject()


def test_a_teacher_hands_out_a_lesson_and_a_pupil_finishes_it(window: MainWindow, tmp_path: Path) -> None:
    student, hand_out = Student(window), window.lessons.handing_out.action
    assert not hand_out.isEnabled(), "no lesson is open"
    rows = tmp_path / "rows.csv"
    rows.write_text("a,b\n" + "".join(f"{i},{2 * i}\n" for i in range(40)), encoding="utf-8")
    project = open_sample("flowers").replace(data=DataConfig(CsvFile(str(rows))))
    file.save(tmp_path / "own.nnstudio", project.with_network(sequential((1,), [Dense(1)])))
    path = tmp_path / "homework.md"
    path.write_text(
        "title: Homework\nfile: own.nnstudio\ndo: Set the learning rate to 0.5.\ncheck: learning-rate = 0.5\n\nWords.\n",
        encoding="utf-8",
    )
    window.lessons.opening.open_file(path)
    student.arrives("homework")
    assert hand_out.isEnabled()
    packed = tmp_path / "handed out.zip"
    chosen = choose_file(packed)
    click(button(student.panel, "Hand out…"))
    until(chosen, "the file dialog")
    until(lambda: bool(window.banner.notices), "what became of it")
    (notice,) = window.banner.notices
    assert notice.severity == "success"
    size = size_text(packed.stat().st_size)
    assert notice.text.startswith(f"handed out.zip is ready to be handed out: {size}. ")
    for each in (rows, path, tmp_path / "own.nnstudio"):
        each.unlink()
    window.lessons.opening.open_file(packed)
    until(lambda: window.lessons.lesson is not None and bool(window.lessons.lesson.packed), "the zip")
    student.arrives("homework")
    assert not hand_out.isEnabled(), "it is in one file already"
    assert not student.panel.hand_out.isVisible()
    student.sets_training("learning_rate", "0.5")
    assert student.panel.done


def test_a_pupil_goes_on_on_another_day(window: MainWindow, tmp_path: Path) -> None:
    """The project was saved and is opened again, and then its lesson."""
    path = tmp_path / "homework.md"
    path.write_text(
        "title: Homework\nsample: flowers\nlocked: data\ndo: Train twice, the second time with a rate of 0.5.\n"
        "check: runs >= 2\ncheck: learning-rate = 0.5\n\nWords.\n",
        encoding="utf-8",
    )
    student, ways = Student(window), window.lessons.opening
    ways.open_file(path)
    student.arrives("homework")
    project = window.document.project
    window.document.edit("few", project.replace(training=project.training.replace(epochs=2, device="cpu")))
    student.trains()
    saved(window, tmp_path / "anna.nnstudio")
    window.files.show_new(Project())
    assert window.lessons.lesson is None
    window.files.open(tmp_path / "anna.nnstudio")
    until(lambda: window.data.prepared is not None, "the data")

    def answer(text: str) -> Callable[[], bool]:
        return in_dialog(QMessageBox, lambda box: click(button(box, text)))

    done = answer("Cancel")
    ways.open_file(path)
    until(done, "the question")
    assert window.lessons.lesson is None
    done = answer("Go on with it")
    ways.open_file(path)
    until(done, "the question")
    student.arrives("homework")
    assert window.document.path == tmp_path / "anna.nnstudio"
    assert window.document.trained is not None
    assert not student.panel.done
    student.sets_training("learning_rate", "0.5")
    student.trains()
    assert student.panel.done, "the run of the other day counts"

    window.lessons.leave()
    saved(window, tmp_path / "anna.nnstudio")
    done = answer("Begin the lesson anew")
    ways.open_file(path)
    until(done, "the question")
    student.arrives("homework")
    assert window.document.path is None
    assert window.document.trained is None


def test_a_saved_project_of_something_else_is_left_without_a_question(
    window: MainWindow, tmp_path: Path
) -> None:
    window.beginning.sample("wine")
    until(lambda: window.data.prepared is not None, "the data")
    saved(window, tmp_path / "wine.nnstudio")
    Student(window).opens("convolution")
    assert window.document.path is None


def test_the_work_of_another_lesson_on_the_same_data_is_left_without_a_question(
    window: MainWindow, tmp_path: Path
) -> None:
    student = Student(window)
    for name in ("first", "second"):
        path = tmp_path / f"{name}.md"
        path.write_text(
            f"title: {name}\nsample: flowers\nlocked: data\ndo: Train.\ncheck: trained\n\nWords.\n",
            encoding="utf-8",
        )
        window.lessons.opening.open_file(path)
        student.arrives(name)
        if name == "first":
            saved(window, tmp_path / "anna.nnstudio")
            window.lessons.leave()
    assert window.document.path is None
    assert window.document.project.lesson == "second"


def test_what_cannot_be_handed_out_is_one_line(window: MainWindow, tmp_path: Path) -> None:
    student = Student(window)
    path = tmp_path / "homework.md"
    path.write_text(
        "title: Homework\nsample: flowers\ndo: Train.\ncheck: trained\n\nWords.\n", encoding="utf-8"
    )
    window.lessons.opening.open_file(path)
    student.arrives("homework")
    path.write_text("no lesson", encoding="utf-8")
    chosen = choose_file(tmp_path / "out.zip")
    window.lessons.handing_out.action.trigger()
    until(chosen, "the file dialog")
    until(lambda: bool(window.banner.notices), "the reason")
    (notice,) = window.banner.notices
    assert notice.severity == "error"
    assert notice.text.startswith("homework.md")
    assert "\n" not in notice.text
    assert not (tmp_path / "out.zip").exists()


def test_train_longer_leaves_a_locked_number_of_epochs_alone(window: MainWindow) -> None:
    student = Student(window)
    student.opens("learning-rate")
    student.trains()
    before = window.document.project
    click(button(window.workspace.dock, "Train longer"))
    until(lambda: not window.trainer.active, "the end of the run")
    assert window.document.project.training == before.training
    assert any("epochs stays" in notice.text for notice in window.banner.notices)
    assert not [n for n in window.banner.notices if n.severity == "error"]
    student.sets_training("learning_rate", "0.01")
    assert texts(window) == [], "who goes on in another way has read it"
    click(button(window.workspace.dock, "Train longer"))
    assert len(texts(window)) == 1
    student.trains()
    assert texts(window) == []


@pytest.mark.parametrize("written", ["no lesson", "title: x\ndo: y\nfile: gone.nnstudio\ncheck: trained\n"])
def test_what_is_no_lesson_leaves_the_work_alone(window: MainWindow, tmp_path: Path, written: str) -> None:
    path = tmp_path / "broken.md"
    path.write_text(written, encoding="utf-8")
    window.show_workspace()
    project = window.document.project
    window.lessons.opening.open_file(path)
    until(lambda: bool(window.banner.notices), "the reason")
    (notice,) = window.banner.notices
    assert notice.severity == "error"
    assert "\n" not in notice.text
    assert window.document.project is project
    assert window.lessons.lesson is None


def test_a_text_brings_in_nothing_from_elsewhere(look, qtbot) -> None:
    picture = Path(lessons()[0].path).parents[2] / "icons" / "app.svg"
    text = LessonText()
    qtbot.addWidget(text)
    text.show_markdown(f"A ![picture]({picture.as_uri()}) and <img src='{picture}'> and <script>x</script>")
    found = text.document().resource(2, QUrl.fromLocalFile(str(picture)))
    assert (found.width(), found.height()) == (1, 1)
    assert "<script>" in text.toPlainText(), "HTML is text"


@pytest.mark.parametrize(
    "words",
    [
        "![z](//host/share/c.png)",
        "![z][far]\n\n[far]: //host/share/c.png",
        "![far]\n\n[far]: //host/share/c.png",
        "![](glossary:none)[b](//host/share/c.png)",
        "!![z](//host/share/c.png) and [![z](c.png)](https://host)",
        "a <img src='//host/share/c.png'>",
        "<img src='//host/share/c.png'>",
        "<p style='background-image: url(//host/c.png)'><img src='c.png'></p>",
    ],
)
def test_no_text_holds_a_picture(look, words: str) -> None:
    text = LessonText()
    text.show_markdown(words)
    assert not [f for f in text.document().allFormats() if f.isImageFormat()]
    assert "\N{OBJECT REPLACEMENT CHARACTER}" not in text.document().toRawText()
    text.deleteLater()


def test_a_table_in_a_text_is_one(look) -> None:
    text = LessonText()
    text.show_markdown("Count:\n\n| layer | parameters |\n|---|---|\n| Dense 1 | 13·4 + 4 |\n\nThat is all.")
    (table,) = (f for f in text.document().rootFrame().childFrames() if isinstance(f, QTextTable))
    assert (table.rows(), table.columns()) == (2, 2)
    assert "|" not in text.toPlainText()
    text.deleteLater()


def test_an_error_of_the_descent_is_plain_words(window: MainWindow) -> None:
    panel = window.lessons.descent
    panel._fail(StudioError("{name} is no layer", name="<img src=c.png>"))
    assert panel._title.text() == "<img src=c.png> is no layer"
    assert panel._title.textFormat() == Qt.TextFormat.PlainText


def test_a_damaged_lesson_that_came_along_is_one_line(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_language: str) -> object:
        raise StudioError("{file}, line {line}: it is damaged", file="02.md", line=3)

    monkeypatch.setattr(opening, "lessons", damaged)
    monkeypatch.setattr(window.lessons.opening, "_lessons", None)
    press(window, Key.Key_F1)
    assert texts(window) == ["02.md, line 3: it is damaged"]
    assert window.lessons.place == -1
    assert not window.findChildren(LessonsDialog)


@pytest.mark.parametrize("odd", [np.inf, np.nan])
def test_costs_that_are_no_numbers_are_the_highest_ring(odd: float) -> None:
    costs = np.add.outer(np.arange(CELLS) ** 2.0, np.arange(CELLS) ** 2.0)
    whole = Descent(("w", "b"), 3.0, costs, np.zeros((2, 2)), (2.0, 1.0), (0.0, 0.0), 4, True, False)
    broken = costs.copy()
    broken[-3:] = odd
    rings = rings_of(whole._replace(costs=broken))
    assert rings.min() == 0
    assert (rings[-1] == RINGS).all()
    assert rings_of(whole._replace(costs=np.full_like(costs, odd))).max() == 0
    assert rings_of(whole).max() == RINGS
