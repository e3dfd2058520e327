"""An ill network in the window: the word on its card, the sentence in the tab, the button that mends it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from nnstudio.app.health.panel import LayersPanel
from nnstudio.app.health.row import FIGURES, LayerRow
from nnstudio.app.health.watch import FAR, NEAR
from nnstudio.app.look import theme
from nnstudio.app.main_window import MainWindow
from nnstudio.app.problems.row import ProblemRow
from nnstudio.app.series.wording import sentence
from nnstudio.app.training import looking
from nnstudio.app.widgets.fix_button import FixButton
from nnstudio.graph import edits
from nnstudio.graph.network import sequential
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import Dense
from nnstudio.nn.optimizers import SGD, Adam, Optimizer
from nnstudio.project.series.plan import Plan
from nnstudio.project.series.running import Series
from nnstudio.project.trained import new_run, read_data
from nnstudio.training.events import EpochDone, Finished
from nnstudio.training.history import Epoch, History
from tests.app.canvas.test_outline import said
from tests.app.hands import button, click, press, until
from tests.app.window.conftest import open_ready, train
from tests.app.window.looking import clipped, faint, lost_to_the_keyboard, nameless, small

Key = Qt.Key
CHAIN = tuple(Dense(12, "sigmoid") for _ in range(8))
ENDLESS = 1_000_000


def draw(
    window: MainWindow,
    hidden: Sequence[Layer] = CHAIN,
    *,
    epochs: int = 3,
    optimizer: Optimizer | None = None,
) -> None:
    """Draw a network on the data that is open."""
    project = window.document.project
    training = project.training.replace(epochs=epochs, optimizer=optimizer or SGD(0.05), device="cpu")
    network = sequential((30,), [*hidden, Dense(1, "sigmoid")])
    window.document.edit("Draw", project.replace(training=training).with_network(network))


def open_layers(window: MainWindow) -> LayersPanel:
    """Click the tab."""
    bar, panel = window.workspace.tabs.tabBar(), window.workspace.health.panel
    place = window.workspace.tabs.indexOf(panel)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(place).center())
    assert panel.isVisible()
    return panel


def word(window: MainWindow, node: str) -> str:
    face = window.workspace.canvas.canvas_scene.cards[node].face
    assert face is not None
    return face.word


def row_of(panel: LayersPanel, node: str) -> LayerRow:
    return next(row for row in panel.rows if row.node == node)


def above(panel: LayersPanel) -> list[ProblemRow]:
    """What is said about the run as a whole, over the rows."""
    return [row for row in panel._above if not row.isHidden()]


def test_what_helps_stands_beside_the_curves(sample: MainWindow) -> None:
    """The verdict, its repair and what to do next are in sight in a small window; the repair is for what was run."""
    sample.resize(1366, 768)
    draw(sample, [Dense(12, "relu")], epochs=12, optimizer=SGD(1e-6))
    train(sample)
    dock = sample.workspace.dock
    mend = button(dock, "Set the learning rate to 0.01")
    for seen in (mend, button(dock, "Open results"), dock._status._sentence):
        until(lambda seen=seen: seen.visibleRegion().boundingRect() == seen.rect(), "it to be in sight", 10)
    assert "too low" in dock._status._sentence.text()
    click(mend)
    assert sample.document.project.training.optimizer.learning_rate == 0.01
    assert sample.document.undo_stack.undoText() == "Set the learning rate to 0.01"
    assert not dock.remedy.isVisible(), "what is to be trained next is another thing"
    sample.document.undo_stack.undo()
    assert dock.remedy.isVisible()
    sample.document.undo_stack.redo()
    train(sample)
    assert not dock.remedy.isVisible()
    assert "Best epoch " in dock._status._sentence.text()


def test_beside_curves_at_rest_stands_what_helps_the_layer_to_blame(sample: MainWindow) -> None:
    draw(sample, epochs=12)
    train(sample)
    assert sample.workspace.dock._status._verdict.kind == "guessing"
    assert "look at the data: are the targets right?" in sample.workspace.dock._status._sentence.text()
    click(button(sample.workspace.dock, "Set activation to relu in 8 layers"))
    assert sample.document.project.network["dense_8"].layer.activation_name() == "relu"


def test_steps_that_were_too_large_are_mended_before_the_layers_they_have_spoilt(sample: MainWindow) -> None:
    draw(sample, epochs=12, optimizer=Adam(0.3))
    train(sample)
    assert sample.workspace.dock._status._verdict.kind == "guessing"
    assert any(finding.node for finding in sample.workspace.health.watch.findings), "layers are ill as well"
    assert sample.workspace.dock.remedy.buttons()[0].words == "Set the learning rate to 0.001"


def test_the_best_of_a_number_says_what_it_is(window: MainWindow) -> None:
    open_ready(window, "diabetes", epochs=8)
    train(window)
    told = window.workspace.dock._status._sentence.text()
    assert re.search(r"Best epoch \d: mean absolute error ", told), told


def test_what_follows_a_colon_is_small_in_german(german: None, window: MainWindow) -> None:
    open_ready(window, "diabetes", epochs=8)
    press(window, Key.Key_O, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert said(window.workspace.outline)[-1].startswith("Verlust: mittlerer quadratischer Fehler")
    train(window)
    told = window.workspace.dock._status._sentence.text()
    assert re.search(r"Beste Epoche \d: mittlerer absoluter Fehler ", told), told
    project = window.document.project
    series = Series(project, read_data(project), Plan("seeds", 2))
    for _ in series.events():
        pass
    told = sentence(series.record, "mae")
    assert told.startswith("2 Läufe mit anderen Seeds: mittlerer absoluter Fehler "), told


# An ill network -------------------------------------------------------------------------------------------


def test_an_ill_layer_says_so_and_its_button_is_one_undo_step(sample: MainWindow) -> None:
    draw(sample)
    panel = open_layers(sample)
    assert panel.rows == []
    train(sample)
    sample.workspace.tabs.setCurrentWidget(panel)
    assert word(sample, "dense_1") == "vanishing"
    row = row_of(panel, "dense_1")
    assert "of the signal: vanishing" in row.remark.text
    assert "vanishing" in row.accessibleName()
    place = sample.workspace.tabs.indexOf(panel)
    assert sample.workspace.tabs.tabText(place).startswith("Layers (")
    assert not sample.workspace.tabs.tabIcon(place).isNull()
    before, count = sample.document.project, sample.document.undo_stack.count()
    fix = row.remark.bar.buttons()[0]
    assert fix.words == "Set activation to relu in 8 layers"
    click(fix)
    assert sample.document.undo_stack.count() == count + 1
    assert {n.layer.activation for n in sample.document.project.network.nodes[1:-1]} == {"relu"}  # type: ignore[attr-defined]
    # What was found is of another network now: the cards do not speak of it any more.
    assert word(sample, "dense_1") == ""
    assert sample.workspace.tabs.tabText(place) == "Layers"
    assert "changed since" in panel._caption.text()
    sample.document.undo_stack.undo()
    assert sample.document.project == before
    assert word(sample, "dense_1") == "vanishing"
    sample.document.undo_stack.redo()
    train(sample)
    assert word(sample, "dense_1") == ""
    sample.workspace.tabs.setCurrentWidget(panel)
    assert all(not row.remark.isVisible() for row in panel.rows)
    assert "The layers are well" in panel._caption.text()


def test_signal_and_step_are_shown_over_time(sample: MainWindow) -> None:
    draw(sample, [Dense(8, "relu")], epochs=ENDLESS)
    panel = open_layers(sample)
    sample.controls.main.trigger()
    watch = sample.workspace.health.watch
    until(lambda: len(watch.courses.get("dense_1", ())) > 2, "three looks")
    click(button(sample, "Stop"))
    until(lambda: not sample.trainer.active, "the end")
    course = row_of(panel, "dense_1")._course
    assert course == tuple(watch.courses["dense_1"])
    assert watch.health is not None
    last = watch.health.layers[0]
    assert course[-1] == (last.signal, last.update)
    assert len({point.step for point in course}) > 1


def test_the_word_appears_while_the_run_goes_on(sample: MainWindow) -> None:
    draw(sample, epochs=ENDLESS)
    sample.controls.main.trigger()
    until(lambda: sample.trainer.state == "running", "the run")
    open_layers(sample)
    until(lambda: word(sample, "dense_1") == "vanishing", "the word")
    assert sample.trainer.state == "running"
    panel = sample.workspace.health.panel
    assert row_of(panel, "dense_1").remark.isVisible()
    click(button(sample, "Stop"))
    until(lambda: not sample.trainer.active, "the end")
    assert word(sample, "dense_1") == "vanishing"


def test_the_inspector_shows_the_finding_with_its_buttons(sample: MainWindow) -> None:
    draw(sample)
    train(sample)
    panel = open_layers(sample)
    row = row_of(panel, "dense_2")
    click(row, QPoint(60, FIGURES // 2))
    assert sample.workspace.selection.only == "dense_2"
    box = sample.workspace.inspector.layer_page.problem_box
    assert box.isVisible()
    count = sample.document.undo_stack.count()
    offered = [fix.words for fix in box.findChildren(FixButton) if fix.isVisible()]
    assert offered == [  # nothing for this link of the chain alone, which would change nothing
        "Set activation to relu in 8 layers",
        "Insert BatchNorm before the activations of 8 layers",
    ]
    click(button(box, "Set activation to relu in 8 layers"))
    assert sample.document.undo_stack.count() == count + 1
    assert sample.document.project.network["dense_2"].layer.activation_name() == "relu"


def test_steps_that_are_too_large_are_told_over_the_list_and_mended(sample: MainWindow) -> None:
    draw(sample, [Dense(16, "tanh")], epochs=12, optimizer=SGD(100.0))
    train(sample)
    panel = open_layers(sample)
    assert "large steps" in {word(sample, n.id) for n in sample.document.project.network.nodes}
    (row,) = above(panel)
    assert "One step changes the weights" in row.accessibleName()
    row.setFocus()
    QTest.keyClick(row, Key.Key_Down)
    assert panel.rows[0].hasFocus()
    QTest.keyClick(panel.rows[0], Key.Key_Up)
    assert row.hasFocus()
    count = sample.document.undo_stack.count()
    click(button(row, "Set the learning rate to 0.01"))
    assert sample.document.project.training.optimizer.learning_rate == 0.01
    assert sample.document.undo_stack.count() == count + 1
    train(sample)
    sample.workspace.tabs.setCurrentWidget(panel)
    assert not above(panel)


def test_a_layer_that_breaks_is_named_on_its_card(sample: MainWindow) -> None:
    draw(sample, [Dense(16, "relu"), Dense(16, "relu")], epochs=50, optimizer=SGD(1000.0))
    train(sample)
    panel = open_layers(sample)
    words = {n.id: word(sample, n.id) for n in sample.document.project.network.nodes}
    assert {"not finite", "large steps", "dead"} & set(words.values()), words
    assert above(panel) or any(row.remark.isVisible() for row in panel.rows)


def test_the_curves_are_judged_in_a_sentence(sample: MainWindow) -> None:
    draw(sample, epochs=12, optimizer=SGD(0.05))
    train(sample)
    sentence = sample.workspace.dock._status._sentence.text()
    assert sentence.startswith("No better than guessing"), sentence
    panel = open_layers(sample)
    assert above(panel)[0].accessibleName().startswith("Advice: Training. No better than guessing")
    draw(sample, [Dense(16, "relu", initializer="he_uniform")], epochs=12, optimizer=Adam(0.003))
    train(sample)
    sentence = sample.workspace.dock._status._sentence.text()
    assert sentence.split(":")[0] in ("Still learning", "Finished learning"), sentence
    assert not above(open_layers(sample))


# Healthy networks and other states ------------------------------------------------------------------------


def test_a_template_stays_silent_and_all_its_layers_are_listed(sample: MainWindow) -> None:
    train(sample)
    panel = open_layers(sample)
    assert [row.node for row in panel.rows] == ["dense_1", "dense_2", "dense_3"]
    assert {word(sample, n.id) for n in sample.document.project.network.nodes} == {""}
    assert not above(panel)
    for row in panel.rows:
        assert "Signal" in row.accessibleName()
    assert sample.workspace.tabs.tabText(sample.workspace.tabs.indexOf(panel)) == "Layers"


def test_before_the_first_run_it_says_what_will_be_shown(sample: MainWindow) -> None:
    panel = open_layers(sample)
    assert panel._empty.isVisible()
    assert "how each layer is doing" in panel._empty.text()
    train(sample)
    sample.workspace.tabs.setCurrentWidget(panel)
    assert not panel._empty.isVisible()
    open_ready(sample)  # another document
    sample.workspace.tabs.setCurrentWidget(panel)
    assert panel._empty.isVisible()
    assert panel.rows == []


def test_keys_go_from_layer_to_layer_and_select(sample: MainWindow) -> None:
    train(sample)
    panel = open_layers(sample)
    panel.rows[0].setFocus()
    press(sample, Key.Key_Down)
    assert panel.rows[1].hasFocus()
    press(sample, Key.Key_Return)
    assert sample.workspace.selection.only == "dense_2"
    press(sample, Key.Key_Up)
    assert panel.rows[0].hasFocus()
    press(sample, Key.Key_Up)
    assert panel.rows[0].hasFocus()


def test_a_new_name_is_used_and_hides_nothing(sample: MainWindow) -> None:
    draw(sample)
    train(sample)
    panel = open_layers(sample)
    project = sample.document.project
    sample.document.edit("Rename", project.with_network(edits.rename(project.network, "dense_1", "Eyes")))
    assert row_of(panel, "dense_1").accessibleName().startswith("Eyes: ")
    assert word(sample, "dense_1") == "vanishing"


def test_a_network_that_is_too_large_is_not_looked_into(sample: MainWindow, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(looking, "samples_for", lambda network, available: 0)
    draw(sample)
    train(sample)
    panel = open_layers(sample)
    assert panel.rows == []
    assert "too large to look into" in panel._empty.text()


def test_a_look_that_fails_does_not_end_the_run(sample: MainWindow, monkeypatch, expected_log) -> None:  # type: ignore[no-untyped-def]
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(looking, "examine", broken)
    train(sample)
    assert sample.document.trained is not None
    assert sample.document.trained.finished
    assert [r.message for r in expected_log.get_records("call")] == ["The layers could not be looked at"]


# What it costs --------------------------------------------------------------------------------------------


def test_nobody_looks_while_nobody_can_see(sample: MainWindow) -> None:
    assert sample.trainer.look_every == FAR
    panel = open_layers(sample)
    assert sample.trainer.look_every == NEAR
    sample.workspace.tabs.setCurrentWidget(sample.workspace.dock)
    assert sample.trainer.look_every == FAR
    sample.show_start_page()
    assert sample.trainer.look_every is None
    sample.show_workspace()
    assert sample.trainer.look_every == FAR
    assert not panel.isVisible()


class Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def perf_counter(self) -> float:
        return self.now


def watched(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch, cost: float
) -> tuple[Clock, list[float], looking.Watcher]:
    """A watcher of a run whose looks take so many seconds of a clock, and the times at which it looked."""
    clock = Clock()
    looks: list[float] = []

    def slow(*_: object) -> object:
        looks.append(clock.now)
        clock.now += cost
        return None

    monkeypatch.setattr(looking, "time", clock)
    monkeypatch.setattr(looking, "examine", slow)
    monkeypatch.setattr(looking, "findings", lambda *_: ())
    prepared = sample.data.prepared
    assert prepared is not None
    run = new_run(sample.document.project, prepared)
    run.model.step[0] = 1
    return clock, looks, looking.Watcher(run, sample.document.project, prepared)


@pytest.mark.parametrize("cost", [0.001, 0.04, 0.2, 1.5])
def test_looks_take_no_more_than_their_share(sample: MainWindow, monkeypatch, cost: float) -> None:  # type: ignore[no-untyped-def]
    """However long one takes; the first is for free, as nobody knows before what it costs."""
    clock, looks, watcher = watched(sample, monkeypatch, cost)
    for n in range(10_000):
        clock.now += 0.01
        watcher.look(EpochDone(Epoch(n + 1, 1.0, {}), True), NEAR)
    assert len(looks) >= 3
    assert (len(looks) - 1) * cost <= looking.SHARE * clock.now
    assert min(b - a for a, b in itertools.pairwise(looks)) >= NEAR


@pytest.mark.parametrize(("cost", "looked"), [(0.001, True), (0.04, True), (0.2, False), (1.5, False)])
def test_only_a_look_known_to_be_short_holds_up_a_stop(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch, cost: float, looked: bool
) -> None:
    clock, looks, watcher = watched(sample, monkeypatch, cost)
    stopped = Finished("stopped", History(), 0.0)
    watcher.look(stopped, NEAR)
    assert looks == [], "nobody knows yet what it costs"
    clock.now = 1.0
    watcher.look(EpochDone(Epoch(1, 1.0, {}), True), NEAR)
    assert len(looks) == 1
    watcher.look(stopped, NEAR)
    assert len(looks) == 1 + looked
    watcher.look(Finished("done", History(), 0.0), NEAR)
    assert len(looks) == 2 + looked, "nobody waits for the end of a run that is done"


# For everybody --------------------------------------------------------------------------------------------


def ill_layers(make_window) -> MainWindow:  # type: ignore[no-untyped-def]
    window: MainWindow = make_window()
    window.resize(1280, 800)
    open_ready(window)
    draw(window, epochs=12)
    train(window)
    open_layers(window)
    QTest.qWait(50)  # the layout
    return window


def test_the_layers_are_there_for_everybody(make_window) -> None:  # type: ignore[no-untyped-def]
    window = ill_layers(make_window)
    panel = window.workspace.health.panel
    assert any(row.remark.isVisible() for row in panel.rows)
    for check in (nameless, small, faint, clipped, lost_to_the_keyboard):
        assert check(panel) == [], check.__name__
    theme.current().set_preference("dark")
    QTest.qWait(20)
    assert faint(panel) == []


def test_longer_texts_have_room(longer: None, make_window) -> None:  # type: ignore[no-untyped-def]
    window = ill_layers(make_window)
    assert clipped(window.workspace.health.panel) == []
    window.workspace.show_training()
    QTest.qWait(50)
    assert clipped(window.workspace.dock) == []
    open_ready(window)
    open_layers(window)
    QTest.qWait(50)
    assert clipped(window.workspace.health.panel) == []
    assert (window.width(), window.height()) == (1280, 800)


def test_larger_letters_have_room(larger: None, make_window) -> None:  # type: ignore[no-untyped-def]
    window = ill_layers(make_window)
    assert clipped(window.workspace.health.panel) == []
    assert small(window.workspace.health.panel) == []
