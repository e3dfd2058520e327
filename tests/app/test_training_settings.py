"""The training settings: what is offered, what is folded away, and the course of the learning rate."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.app.document import Document
from nnstudio.app.forms.editors import SliderEdit, focus_target
from nnstudio.app.look.theme import Theme
from nnstudio.app.training.schedule_plot import SchedulePlot
from nnstudio.app.training.settings_form import TrainingSettings
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.graph.inference import Problem
from nnstudio.nn.losses import LOSSES, CategoricalCrossentropy, MeanSquaredError
from nnstudio.nn.optimizers import OPTIMIZERS, SGD, Adam
from nnstudio.nn.schedules import SCHEDULES, Constant, CosineDecay, StepDecay
from nnstudio.project.project import Project
from nnstudio.system.messages import msg
from nnstudio.training.config import TrainingConfig
from tests.app.hands import until

Key = Qt.Key


@pytest.fixture
def settings(qtbot, look: Theme) -> TrainingSettings:  # type: ignore[no-untyped-def]
    document = Document(Project(training=TrainingConfig(CategoricalCrossentropy(), Adam())))
    document.undo_stack.cleanChanged.disconnect()
    panel = TrainingSettings(document)
    document.setParent(panel)
    qtbot.addWidget(panel)
    panel.resize(304, 1300)
    panel.show()
    panel.activateWindow()
    QTest.qWaitForWindowActive(panel)
    return panel


def test_labels_of_another_form_leave_a_field_its_room(
    qtbot: QtBot, larger: None, settings: TrainingSettings
) -> None:
    """Forms one below the other share the width of their labels; where that is too much, all labels stand above."""
    rate = settings.optimizer.form.editor("learning_rate")
    assert isinstance(rate, SliderEdit)
    around = ScrollColumn(settings)
    qtbot.addWidget(around)
    around.show()
    for width in range(180, 460, 2):
        around.resize(width, 900)
        until(lambda: rate.number.geometry().right() < rate.slider.geometry().left(), f"room at {width}", 2)
    around.takeWidget()  # the fixture closes it


def training(settings: TrainingSettings) -> TrainingConfig:
    return settings._document.project.training


def choose(box: QComboBox, name: str) -> None:
    """Choose from a list with the keys."""
    box.setFocus()
    while box.currentData() != name:
        before = box.currentIndex()
        QTest.keyClick(box, Key.Key_Down if before < box.findData(name) else Key.Key_Up)
        assert box.currentIndex() != before


def type_text(settings: TrainingSettings, form: QWidget, name: str, text: str) -> None:
    form.focus_field(name)  # type: ignore[attr-defined]
    QTest.keyClicks(focus_target(form.editor(name)), text)  # type: ignore[attr-defined]


def enter(form: QWidget, name: str) -> None:
    QTest.keyClick(focus_target(form.editor(name)), Key.Key_Return)  # type: ignore[attr-defined]


def seen(form: QWidget) -> list[str]:
    """Names of the settings that are to be seen, from top to bottom."""
    rows = [(row.editor.mapTo(form, QPoint()).y(), name) for name, row in form._rows.items() if row.visible]  # type: ignore[attr-defined]
    return [name for _, name in sorted(rows)]


# What is offered --------------------------------------------------------------------------------------------


def test_every_member_of_every_family_can_be_chosen(settings: TrainingSettings) -> None:
    for part, family in (
        (settings.loss, LOSSES),
        (settings.optimizer, OPTIMIZERS),
        (settings.schedule, SCHEDULES),
    ):
        for kind in family:
            choose(part.choice, kind.__name__)
    now = training(settings)
    assert [type(x) for x in (now.loss, now.optimizer, now.schedule)] == [
        list(family)[-1] for family in (LOSSES, OPTIMIZERS, SCHEDULES)
    ]
    assert settings._document.undo_stack.undoText() == "Use One cycle"


def test_losses_that_fit_the_data_come_first(settings: TrainingSettings) -> None:
    box = settings.loss.choice
    settings.set_task("regression")
    fitting = [cls.__name__ for cls in LOSSES if cls.task == "regression"]
    assert [box.itemData(i) for i in range(len(fitting))] == fitting
    assert box.itemData(len(fitting)) is None  # a line
    assert box.count() == len(list(LOSSES)) + 1
    assert "Does not fit this data" in box.itemData(box.count() - 1, Qt.ItemDataRole.ToolTipRole)
    assert box.currentData() == "CategoricalCrossentropy"
    settings.set_task(None)
    assert box.count() == len(list(LOSSES))
    assert box.currentData() == "CategoricalCrossentropy"


def test_clipping_and_warm_up_outlive_another_choice(settings: TrainingSettings) -> None:
    start = training(settings).replace(optimizer=SGD(clip_norm=2.0), schedule=CosineDecay(warmup=3))
    settings._edit("start", start)
    choose(settings.optimizer.choice, "Adam")
    choose(settings.schedule.choice, "StepDecay")
    assert training(settings).optimizer == Adam(clip_norm=2.0)
    assert training(settings).schedule == StepDecay(warmup=3)


# What is folded away ----------------------------------------------------------------------------------------


def test_rare_settings_wait_behind_a_button(settings: TrainingSettings) -> None:
    form = settings.optimizer.form
    assert seen(form) == ["learning_rate"]
    QTest.mouseClick(form.more, Qt.MouseButton.LeftButton)
    assert form.more.text() == "Fewer settings"
    assert seen(form) == ["learning_rate", "beta_1", "beta_2", "epsilon", "clip_value", "clip_norm"]
    type_text(settings, form, "epsilon", "1e-6")
    enter(form, "epsilon")
    form.more.setFocus()
    QTest.keyClick(form.more, Key.Key_Space)
    assert form.more.text() == "More settings · 1 changed"
    assert seen(form) == ["learning_rate"]


def test_tab_goes_through_the_fields_to_the_button(settings: TrainingSettings) -> None:
    choose(settings.optimizer.choice, "SGD")  # its fields are younger than all other controls
    order = []
    for _ in range(5):
        QTest.keyClick(settings.focusWidget(), Key.Key_Tab)
        order.append(settings.focusWidget())
    form = settings.optimizer.form
    rate = form.editor("learning_rate")
    assert isinstance(rate, SliderEdit)
    assert order == [rate.number, rate.slider, form.more, settings.find_rate, settings.run.editor("epochs")]


def test_an_empty_clip_is_off(settings: TrainingSettings) -> None:
    form = settings.optimizer.form
    form.more.click()
    editor = form.editor("clip_norm")
    assert editor.lineEdit().placeholderText() == "off"
    editor.setFocus()
    QTest.keyClick(editor, Key.Key_Up)
    assert training(settings).optimizer.clip_norm == 1.0
    form.focus_field("clip_norm")
    QTest.keyClick(editor, Key.Key_Delete)
    enter(form, "clip_norm")
    assert training(settings).optimizer.clip_norm is None


@pytest.mark.parametrize("text", ["1, 2 0.5", "1,2,0.5", "(1; 2; .5)"])
def test_class_weights_are_numbers_in_a_row(settings: TrainingSettings, text: str) -> None:
    form = settings.loss.form
    form.more.click()
    assert form.editor("class_weights").placeholderText() == "all alike"
    type_text(settings, form, "class_weights", text)
    enter(form, "class_weights")
    assert training(settings).loss.class_weights == (1.0, 2.0, 0.5)
    assert form.editor("class_weights").text() == "1, 2, 0.5"
    form.focus_field("class_weights")
    QTest.keyClick(form.editor("class_weights"), Key.Key_Delete)
    enter(form, "class_weights")
    assert training(settings).loss.class_weights == ()


def test_what_is_no_row_of_numbers_is_refused_in_one_line(settings: TrainingSettings) -> None:
    form = settings.loss.form
    form.more.click()
    for text, why in (
        ("1, a", "Class weights must be a list of numbers, not '1, a'"),
        ("1, -2", "Class weights must be at least 0, not -2.0"),
    ):
        type_text(settings, form, "class_weights", text)
        enter(form, "class_weights")
        assert form.problems() == {"class_weights": why}
        assert training(settings).loss.class_weights == ()


def test_a_problem_of_loss_or_run_stands_under_its_field(settings: TrainingSettings) -> None:
    problem = Problem("class_weights", "loss", msg("There are 2, but 3 classes"), field="class_weights")
    settings.set_problems([problem])
    form = settings.loss.form
    assert form.problems() == {"class_weights": "There are 2, but 3 classes"}
    assert "class_weights" in seen(form)  # also where it was folded away
    settings._edit("something else", training(settings).replace(epochs=7))
    assert form.problems()
    settings.set_problems([])
    assert not form.problems()


# The course of the learning rate ----------------------------------------------------------------------------


def test_a_course_is_plotted_where_there_is_one(settings: TrainingSettings) -> None:
    assert not settings.plot.isVisible()
    choose(settings.schedule.choice, "CosineDecay")
    assert settings.plot.isVisible()
    choose(settings.schedule.choice, "Constant")
    assert not settings.plot.isVisible()
    type_text(settings, settings.schedule.form, "warmup", "2")
    assert settings.plot.isVisible()  # before it is confirmed


def test_the_plot_follows_what_is_typed(settings: TrainingSettings) -> None:
    choose(settings.schedule.choice, "CosineDecay")
    said = settings.plot.accessibleDescription
    assert said() == "Starts at 0.001, is highest with 0.001 at epoch 0, ends at 1·10⁻¹²"
    type_text(settings, settings.schedule.form, "end", "0.1")
    assert said().endswith("ends at 0.0001")
    type_text(settings, settings.optimizer.form, "learning_rate", "0.5")
    type_text(settings, settings.run, "epochs", "4")
    assert "0.5" in said()
    assert settings.plot._epochs == 4
    type_text(settings, settings.schedule.form, "warmup", "-1")
    assert settings.plot.isVisible()  # what means nothing changes nothing


def test_keys_and_mouse_read_the_plot(settings: TrainingSettings) -> None:
    settings._edit("start", training(settings).replace(schedule=StepDecay(every=10, ratio=0.5)))
    plot = settings.plot
    assert plot.accessibleName() == "Learning rate over the epochs"
    plot.setFocus()
    assert plot.hasFocus()
    for key, reading in (
        (Key.Key_Right, "Epoch 0: 0.001"),
        (Key.Key_Right, "Epoch 1: 0.001"),
        (Key.Key_End, "Epoch 20: 0.0005"),
        (Key.Key_Right, "Epoch 20: 0.0005"),
        (Key.Key_Left, "Epoch 19: 0.0005"),
        (Key.Key_Home, "Epoch 0: 0.001"),
        (Key.Key_Escape, "Learning rate"),
    ):
        QTest.keyClick(plot, key)
        assert plot.reading() == reading
    QTest.mouseMove(plot, plot.rect().center())
    QTest.qWait(20)
    assert plot.reading().startswith("Epoch ")
    assert plot.reading() in plot.accessibleDescription()
    settings.loss.choice.setFocus()
    assert plot.reading() == "Learning rate"


@pytest.mark.parametrize("kind", list(SCHEDULES), ids=lambda k: k.__name__)
@pytest.mark.parametrize("epochs", [1, 20, 1_000_000])
def test_every_schedule_can_be_painted(qtbot, look: Theme, kind, epochs: int) -> None:  # type: ignore[no-untyped-def]
    plot = SchedulePlot()
    qtbot.addWidget(plot)
    plot.show_schedule(kind(warmup=0.5), 1e-3, epochs)
    plot._move_to(epochs / 2)
    for preference in ("dark", "light"):
        look.set_preference(preference)
        assert not plot.grab().isNull()
    assert plot.changes


def test_a_constant_rate_does_not_change(qtbot) -> None:  # type: ignore[no-untyped-def]
    plot = SchedulePlot()
    qtbot.addWidget(plot)
    plot.show_schedule(Constant(), 0.1, 5)
    assert not plot.changes


def test_a_loss_without_settings_shows_none(settings: TrainingSettings) -> None:
    choose(settings.loss.choice, MeanSquaredError.__name__)
    assert not settings.loss.form.isVisible()
    choose(settings.loss.choice, "Huber")
    assert seen(settings.loss.form) == ["delta"]
    assert not settings.loss.form.more.isVisible()
