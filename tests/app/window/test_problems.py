"""Problems in the whole window: found while one edits, listed, led to, mended; advice that stands in no way."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnstudio.app.forms.editors import focus_target
from nnstudio.app.main_window import MainWindow
from nnstudio.data.sources import Bundled
from nnstudio.graph import edits
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layers import Conv2D, Dense, Flatten, Input, SpatialDropout
from nnstudio.nn.optimizers import Adam
from tests.app.hands import button, click, press, type_into, until
from tests.app.window.conftest import open_ready, texts, train
from tests.app.window.looking import clipped, nameless

Key = Qt.Key


def edit(window: MainWindow, network: Network) -> None:
    """Draw something else."""
    window.document.edit("Draw", window.document.project.with_network(network))


def rows(window: MainWindow) -> list[str]:
    return [row.accessibleName() for row in window.workspace.problems.rows]


def settled(window: MainWindow) -> None:
    until(lambda: not window.workspace.problems._waiting, "the repairs", 20)


def broken(window: MainWindow) -> None:
    """The textbook's network with two layers that lack something."""
    network = window.document.project.network
    edit(window, network.add(Dense(3)).add(Conv2D(4), after="dense_2"))


def test_the_tab_counts_and_the_step_leads_there(sample: MainWindow) -> None:
    bar = sample.workspace.tabs
    place = bar.indexOf(sample.workspace.problems)
    assert bar.tabText(place) == "Problems"
    assert bar.tabIcon(place).isNull()
    broken(sample)
    assert bar.tabText(place) == "Problems (2)"
    assert not bar.tabIcon(place).isNull()
    click(sample.workspace.step_bar.step("network"))
    assert bar.currentWidget() is sample.workspace.problems
    assert sample.workspace.problems.rows[0].hasFocus()
    sample.document.undo_stack.undo()
    assert bar.tabText(place) == "Problems"
    click(sample.workspace.step_bar.step("train"))
    click(sample.workspace.step_bar.step("network"))
    assert bar.currentWidget() is sample.workspace.dock


def test_a_row_selects_its_layer_and_brings_it_into_sight(sample: MainWindow) -> None:
    broken(sample)
    workspace = sample.workspace
    workspace.show_problems()
    workspace.canvas.camera.zoom_to(1.5)
    workspace.canvas.camera.pan(4000, 0)
    row = next(r for r in workspace.problems.rows if r.problem is not None and r.problem.node == "dense_4")
    click(row, QPoint(40, 14))
    assert workspace.selection.only == "dense_4"
    card = workspace.canvas.canvas_scene.cards["dense_4"]
    assert workspace.canvas.camera.visible().intersects(card.rect)
    assert workspace.inspector.layer_page.problem_box.isVisible()


def test_pressing_the_buttons_mends_the_network_and_undo_breaks_it_again(sample: MainWindow) -> None:
    before = sample.document.project
    broken(sample)
    sample.workspace.show_problems()
    wrong, pressed = sample.document.project, 0
    while sample.controls.obstacles():
        settled(sample)
        row = sample.workspace.problems.rows[0]
        words = [b.words for b in row.bar.buttons()]
        click(next((b for b in row.bar.buttons() if b.words.startswith("Remove")), row.bar.buttons()[0]))
        pressed += 1
        assert sample.document.undo_stack.undoText() in words
        assert pressed < 8
    assert sample.document.project.network == before.network
    assert rows(sample) == []
    for _ in range(pressed):
        sample.document.undo_stack.undo()
    assert sample.document.project == wrong
    assert len(rows(sample)) == 2


def other_data(window: MainWindow, name: str) -> None:
    """Give the network other data, and wait until it is read and its problems are listed."""
    project = window.document.project
    window.document.edit("Choose data", project.replace(data=project.data.replace(source=Bundled(name))))
    until(lambda: window.data.prepared is not None and window.data.prepared.task == "classes", "the data")
    window.workspace.show_problems()
    settled(window)


def test_all_problems_are_mended_with_one_button_and_undone_in_one_step(sample: MainWindow) -> None:
    other_data(sample, "digits")
    wrong, panel, stack = sample.document.project, sample.workspace.problems, sample.document.undo_stack
    until(panel.all_bar.isVisible, "the button")
    assert panel.all_bar.repairs.text() == (
        "Set the Input to 8×8×1 · Insert Flatten · Set units to 10 and activation to softmax · "
        "Use Categorical cross-entropy"
    )
    before = stack.count()
    click(button(panel, "Mend all problems"))
    assert sample.controls.obstacles() == ()
    assert stack.count() == before + 1
    assert stack.undoText() == "Mend all problems"
    assert not panel.all_bar.isVisible()
    train(sample)
    assert sample.document.trained is not None
    stack.undo()
    assert sample.document.project.replace(runs=()) == wrong
    sample.workspace.show_problems()
    until(panel.all_bar.isVisible, "the button")


def test_the_keyboard_reaches_the_button_for_all_and_stays_in_the_list(sample: MainWindow) -> None:
    other_data(sample, "digits")
    panel = sample.workspace.problems
    until(panel.all_bar.isVisible, "the button")
    panel.rows[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
    press(sample, Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert panel.all_bar.button.hasFocus()
    press(sample, Key.Key_Space)
    assert sample.controls.obstacles() == ()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert panel.isAncestorOf(focused)


def test_a_single_problem_has_its_buttons_in_its_row_only(sample: MainWindow) -> None:
    project = sample.document.project
    sample.document.edit("Change", project.replace(training=project.training.replace(batch_size=9999)))
    panel = sample.workspace.problems
    sample.workspace.show_problems()
    until(lambda: not panel._idle.isActive(), "the repairs")
    told = [button.words for button in panel.rows[0].bar.buttons()]
    assert told == ["Set the batch size to 256", "Take all 370 samples in each step"]
    assert not panel.all_bar.isVisible()


def test_what_stays_is_said_beside_the_button_for_all(sample: MainWindow) -> None:
    network = sample.document.project.network.add(Conv2D(7), after="dense_1").add(
        SpatialDropout(0.2), after="dense_2"
    )
    edit(sample, network)
    panel = sample.workspace.problems
    sample.workspace.show_problems()
    until(panel.all_bar.isVisible, "the button")
    assert panel.all_bar.repairs.text().endswith(". One problem stays.")
    words = panel.all_bar.button.words
    assert words == f"Make {panel.all_bar.repairs.text().count(' · ') + 1} repairs"
    click(panel.all_bar.button)
    assert sample.document.undo_stack.undoText() == words
    assert len(sample.controls.obstacles()) == 1


def test_advice_is_shown_and_stands_in_no_way(sample: MainWindow) -> None:
    network = edits.change(sample.document.project.network, ["dense_1", "dense_2"], activation="linear")
    edit(sample, network)
    assert sample.controls.obstacle() == ""
    assert sample.controls.main.isEnabled()
    assert (
        sample.workspace.tabs.tabText(sample.workspace.tabs.indexOf(sample.workspace.problems))
        == "Problems (2)"
    )
    step = sample.workspace.step_bar.step("network")
    assert "problem" not in step.accessibleName().lower()
    assert "nothing between them that bends" in step.toolTip()
    cards = sample.workspace.canvas.canvas_scene.cards
    assert cards["dense_1"].face is not None
    assert cards["dense_1"].face.severity == "advice"
    assert cards["dense_1"]._border()[0] != "danger"
    wires = sample.workspace.canvas.canvas_scene.wires
    assert all(wire._state[0] != "danger" for wire in wires.values())
    train(sample)
    assert sample.document.trained is not None
    assert texts(sample) == []


def test_an_obstacle_stops_training_and_says_which(sample: MainWindow) -> None:
    broken(sample)
    press(sample, Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert not sample.trainer.active
    assert any("has no input" in text or "works on" in text for text in texts(sample))


def test_an_input_of_several_may_lose_its_shape(window: MainWindow) -> None:
    open_ready(window, "two-inputs")
    window.workspace.selection.select(["input"])
    shape = window.workspace.inspector.layer_page.form.editor("shape")
    type_into(shape, "\b")
    assert window.document.project.network["input"].layer == Input(())
    assert "Input needs at least one number in its shape" in window.controls.main.toolTip()
    settled(window)
    window.document.undo_stack.undo()
    assert not window.controls.obstacle()


def test_a_setting_of_training_is_marked_and_led_to(sample: MainWindow) -> None:
    project = sample.document.project
    training = project.training.replace(optimizer=Adam(2.0))
    sample.document.edit("Change", project.replace(training=training))
    settings = sample.workspace.training_settings
    sample.workspace.show_problems()
    settled(sample)
    (row,) = sample.workspace.problems.rows
    QTest.keyClick(row, Key.Key_Return)
    field = focus_target(settings.optimizer.form.editor("learning_rate"))
    assert field.property("advice") is True
    assert not field.property("problem")
    assert settings.optimizer.form.commit()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused is field or field.isAncestorOf(focused) or focused.isAncestorOf(field)
    click(row.bar.buttons()[0])
    assert sample.document.project.training.optimizer == Adam(0.001)
    assert not field.property("advice")


def test_a_batch_that_is_too_large_is_marked_as_an_obstacle(sample: MainWindow) -> None:
    project = sample.document.project
    sample.document.edit("Change", project.replace(training=project.training.replace(batch_size=9999)))
    settings = sample.workspace.training_settings
    field = focus_target(settings.run.editor("batch_size"))
    assert field.property("problem") is True
    sample.workspace.show_problems()
    settled(sample)
    assert rows(sample)[0].startswith("Problem: Training. A batch of 9\u202f999 samples")
    click(button(sample.workspace.problems, "Set the batch size to 256"))
    assert not field.property("problem")


def test_a_loss_that_does_not_fit_is_marked_at_its_choice(sample: MainWindow) -> None:
    from nnstudio.nn.losses import MeanSquaredError

    project = sample.document.project
    sample.document.edit(
        "Change", project.replace(training=project.training.replace(loss=MeanSquaredError()))
    )
    loss = sample.workspace.training_settings.loss
    assert loss.choice.property("problem") is True
    assert "does not fit this data" in loss.choice.accessibleDescription()
    sample.document.undo_stack.undo()
    assert not loss.choice.property("problem")


def test_every_row_and_button_has_a_name(sample: MainWindow) -> None:
    broken(sample)
    sample.workspace.show_problems()
    settled(sample)
    assert nameless(sample) == []


def test_longer_texts_have_room(longer: None, make_window) -> None:  # type: ignore[no-untyped-def]
    window = make_window()
    window.resize(1000, 720)
    open_ready(window, "digits")
    for network in (
        sequential((64,), [Conv2D(8, 3), Flatten(), Dense(10, activation="softmax")]),
        sequential((8, 8, 1), [Conv2D(8, 3), Flatten(), *[Dense(9, activation="linear")] * 3,
                               Dense(10, activation="softmax")]),
    ):  # fmt: skip
        edit(window, network)
        window.workspace.show_problems()
        settled(window)
        QTest.qWait(50)
        assert clipped(window.workspace.problems) == []
