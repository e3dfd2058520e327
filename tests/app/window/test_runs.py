"""Every run is in the Runs tab, and can be compared, restored, repeated, written down and removed there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QMessageBox, QToolButton

from nnstudio.app.comparing.dialog import CompareDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.app.runs.cells import (
    COLUMNS,
    CURVE,
    DATA,
    ENDING,
    METRIC,
    NAME,
    NETWORK,
    SETTINGS,
    STAR,
    TEST,
    TIME,
    WEIGHTS,
)  # fmt: skip
from nnstudio.app.training.earlier import Overlay
from nnstudio.graph import edits
from nnstudio.nn.optimizers import Adam
from nnstudio.project import file
from nnstudio.project.runs import kept_weights
from nnstudio.project.runs.record import RunRecord
from nnstudio.project.samples import open_sample
from nnstudio.system import folders
from nnstudio.system.numbers import percent_text
from tests.app.hands import button, choose_file, click, in_dialog, press, type_into, until
from tests.app.window.conftest import open_ready, saved, texts, train
from tests.app.window.test_compare import sentence

Key, Ctrl, No = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
Left = Qt.MouseButton.LeftButton


def _runs(window: MainWindow) -> tuple[RunRecord, ...]:
    return window.document.project.runs


def _settings(window: MainWindow, **changes: object) -> None:
    project = window.document.project
    training = project.training.replace(**changes)
    window.document.edit("settings", project.replace(training=training))
    until(lambda: window.data.prepared is not None and not window.data.loading, "the data")


def _start_over(window: MainWindow) -> None:
    window.controls.over.trigger()
    assert window.trainer.active, window.controls.obstacle()
    until(lambda: not window.trainer.active, "the end of the run")


def _put_aside(window: MainWindow, run: RunRecord) -> None:
    until(lambda: kept_weights.has_weights(run), "the weights to be put aside")


@pytest.fixture
def two(sample: MainWindow) -> MainWindow:
    """The window with two runs, in its Runs tab; the second with another rate and four epochs."""
    train(sample)
    optimizer = sample.document.project.training.optimizer.replace(learning_rate=0.02)
    _settings(sample, optimizer=optimizer, epochs=4)
    _start_over(sample)
    _put_aside(sample, _runs(sample)[0])
    QTest.keyClick(sample, Key.Key_U, Ctrl | Qt.KeyboardModifier.ShiftModifier)
    table = sample.workspace.runs.table
    until(lambda: table.isVisible() and table.hasFocus(), "the table of runs")
    return sample


def test_all_columns_are_in_sight_in_a_small_window(two: MainWindow) -> None:
    two.resize(1366, 768)
    table = two.workspace.runs.table
    until(lambda: table.horizontalScrollBar().maximum() == 0, "all columns to be in sight", 10)
    for section in set(range(len(COLUMNS))) - {NAME, NETWORK, DATA, SETTINGS}:
        assert table.columnWidth(section) >= table.sizeHintForColumn(section), COLUMNS[section].title.text
    table.setColumnWidth(NETWORK, 200)
    two.resize(1600, 768)
    until(
        lambda: table.viewport().width() - table.horizontalHeader().length() in range(4),
        "the room to be shared",
        10,
    )
    assert table.columnWidth(NETWORK) > table.columnWidth(DATA) > 64, "as somebody has made them"
    two.resize(1240, 768)
    until(
        lambda: table.columnWidth(DATA) >= 64 and table.horizontalScrollBar().maximum() > 0,
        "some room for words",
        10,
    )


def _cell(window: MainWindow, run: RunRecord, column: int) -> QPoint:
    """The middle of a cell, in sight."""
    table = window.workspace.runs.table
    row = next(i for i, known in enumerate(window.workspace.runs.model.runs) if known.id == run.id)
    index = table.sorted.mapFromSource(table.runs.index(row, column))
    assert index.isValid(), "the run is filtered out"
    table.scrollTo(index)
    return table.visualRect(index).center()


def _choose(window: MainWindow, *runs: RunRecord) -> None:
    """Click one run, and more with Ctrl."""
    viewport = window.workspace.runs.table.viewport()
    for i, run in enumerate(runs):
        QTest.mouseClick(viewport, Left, Ctrl if i else No, _cell(window, run, NAME))
    assert {run.id for run in window.workspace.runs.table.chosen} == {run.id for run in runs}


def _more(window: MainWindow, action: QAction) -> None:
    """Press "More" and choose an entry with the mouse."""
    rest = button(window.workspace.runs, "More")
    assert isinstance(rest, QToolButton)
    menu = rest.menu()
    done: list[bool] = []

    def pick() -> None:
        QTest.mouseClick(menu, Left, No, menu.actionGeometry(action).center())
        done.append(True)

    QTimer.singleShot(0, pick)  # the click may return only when the menu closes
    click(rest)
    until(lambda: done, "the choice")


def _told(window: MainWindow, column: int) -> dict[str, str]:
    """What stands in a column, by the names of the runs."""
    table = window.workspace.runs.table
    rows = range(table.sorted.rowCount())
    return {table.sorted.index(row, NAME).data(): table.sorted.index(row, column).data() for row in rows}


# The list ----------------------------------------------------------------------------------------------------


def test_before_the_first_run_the_tab_says_what_it_is_for(window: MainWindow) -> None:
    open_ready(window)
    window.runs.open()
    panel = window.workspace.runs
    assert panel.empty.isVisible()
    assert not panel.table.isVisible()
    assert not any(action.isEnabled() for action in window.runs.actions[1:])
    train(window)
    window.runs.open()
    assert panel.table.isVisible()


def test_two_trainings_are_two_rows_with_all_their_figures(two: MainWindow) -> None:
    first, second = _runs(two)
    trained = two.document.trained
    assert trained is not None
    assert second.history == trained.checkpoint.history
    assert (first.epochs, second.epochs, first.ending, second.ending) == (3, 4, "done", "done")
    for run in (first, second):
        assert run.history.epochs
        assert run.best is not None
        assert run.fingerprint == trained.fingerprint
        assert run.device == "cpu"
        assert run.threads > 0
        assert run.versions["numpy"] == np.__version__
        assert run.verdict
        assert run.when
    table = two.workspace.runs.table
    assert table.sorted.rowCount() == 2
    shown = {
        name: [table.sorted.index(row, c).data() for c in range(len(COLUMNS))]
        for row, name in enumerate(_told(two, NAME))
    }
    assert list(shown) == ["Run 2", "Run 1"], "the newest first"
    for row in shown.values():
        assert all(cell for column, cell in enumerate(row) if column != CURVE)
    assert shown["Run 1"][WEIGHTS] == shown["Run 2"][WEIGHTS] == "kept"


def test_runs_tell_in_which_settings_they_differ(two: MainWindow) -> None:
    panel = two.workspace.runs
    assert not panel.table.isColumnHidden(SETTINGS)
    assert sorted(_told(two, SETTINGS).values()) == ["learning rate 0.02", "learning rate 0.1"]
    _choose(two, _runs(two)[1])
    assert "learning rate 0.02" in [label.text() for label in panel.detail.findChildren(QLabel)]
    project = two.document.project
    layer = project.network["dense_1"].layer.replace(activation="tanh")
    two.document.edit("layer", project.replace(network=project.network.with_layer("dense_1", layer)))
    _settings(two, optimizer=Adam(0.02), batch_size=20)
    _start_over(two)
    told = panel.model.text(_runs(two)[2], SETTINGS)
    assert told == "optimizer Adam · learning rate 0.02 · batch size 20 · Dense 1 activation tanh"
    assert panel.model.text(_runs(two)[0], SETTINGS) == (
        "optimizer SGD · learning rate 0.1 · batch size 16 · Dense 1 activation sigmoid"
    )
    panel.table.look_for("tanh")
    assert panel.table.sorted.rowCount() == 1


def test_settings_that_all_runs_share_take_no_room(sample: MainWindow) -> None:
    train(sample)
    table = sample.workspace.runs.table
    assert table.isColumnHidden(SETTINGS)
    _settings(sample, seed=5)
    _start_over(sample)
    assert not table.isColumnHidden(SETTINGS)
    assert sorted(_told(sample, SETTINGS).values()) == ["seed 0", "seed 5"]


def test_a_run_that_takes_no_step_leaves_no_row(sample: MainWindow) -> None:
    sample.controls.main.trigger()
    sample.trainer.stop()
    until(lambda: not sample.trainer.active, "the end of the run")
    trained = sample.document.trained
    assert len(_runs(sample)) == (0 if trained is None else 1)


def test_a_run_that_goes_on_stays_one_row(sample: MainWindow) -> None:
    train(sample)
    sample.workspace.runs.model.change(_runs(sample)[0], name="Mine")
    sample.controls.longer.trigger()
    until(lambda: not sample.trainer.active, "the end of the run")
    (run,) = _runs(sample)
    assert run.name == "Mine"
    assert run.epochs > 3
    assert sample.document.trained is not None
    assert run.history == sample.document.trained.checkpoint.history


def test_a_run_is_chosen_when_it_ends_though_nobody_has_come_to_the_tab(sample: MainWindow) -> None:
    runs = sample.workspace.runs
    train(sample)
    assert not runs.built
    (run,) = _runs(sample)
    assert runs.chosen == [run]
    assert sample.runs.card.isEnabled()
    assert runs.table.chosen == [run], "also when the table is made"
    sample.runs.open()
    assert runs.table.chosen == [run]
    assert runs.detail.isVisible()


def test_undo_leaves_the_list_alone(two: MainWindow) -> None:
    runs = _runs(two)
    for _ in range(3):
        two.document.undo_stack.undo()
    assert _runs(two) == runs
    two.document.undo_stack.redo()
    assert _runs(two) == runs


def test_the_list_is_saved_and_comes_back(two: MainWindow, tmp_path: Path) -> None:
    assert two.document.modified
    path = saved(two, tmp_path / "a.nnstudio")
    assert not two.document.modified
    runs = _runs(two)
    assert file.load(path)[0].runs == runs
    two.workspace.runs.model.change(runs[0], notes="later")
    assert two.document.modified
    saved(two, path)
    two.files.show_new(two.document.project.replace(runs=()))
    assert _runs(two) == ()
    two.files.open(path)
    until(lambda: len(_runs(two)) == 2, "the file")
    assert _runs(two)[0].notes == "later"
    assert not two.document.modified


def test_a_file_from_another_computer_shows_its_runs_without_their_weights(
    two: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(two, tmp_path / "mailed.nnstudio")
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "elsewhere"))
    two.files.open(path)
    until(lambda: _told(two, WEIGHTS) == {"Run 2": "kept", "Run 1": "–"}, "the file")
    two.runs.open()
    first = _runs(two)[0]
    _choose(two, first)
    assert not two.runs.results.isEnabled()
    click(button(two.workspace.runs, "Restore"))
    assert two.document.project.training == first.training
    assert "without weights" in texts(two)[-1]


# Names, stars, notes, search ---------------------------------------------------------------------------------


def test_a_run_is_named_starred_and_described_with_keys_and_mouse(two: MainWindow) -> None:
    first, second = _runs(two)
    table, viewport = two.workspace.runs.table, two.workspace.runs.table.viewport()
    _choose(two, first)
    press(two, Key.Key_F2)
    editor = two.focusWidget()
    assert editor is not None
    assert editor is not table
    QTest.keyClick(editor, Key.Key_A, Ctrl)
    QTest.keyClicks(editor, "Slow  start")
    QTest.keyClick(editor, Key.Key_Return)
    until(lambda: _runs(two)[0].name == "Slow start", "the name")
    QTest.mouseClick(viewport, Left, No, _cell(two, second, STAR))
    assert [run.starred for run in _runs(two)] == [False, True]
    table.setFocus()
    press(two, Key.Key_Asterisk)
    assert [run.starred for run in _runs(two)] == [False, False]
    _choose(two, first)
    notes = two.workspace.runs.detail.notes
    QTest.mouseClick(notes.viewport(), Left)
    QTest.keyClicks(notes, "Too slow")
    assert _runs(two)[0].notes == "Too slow"
    assert notes.toPlainText() == "Too slow"
    _choose(two, second)
    assert notes.toPlainText() == ""
    assert _runs(two)[0].notes == "Too slow"


def test_search_finds_words_of_columns_and_notes(two: MainWindow) -> None:
    first, _ = _runs(two)
    two.workspace.runs.model.change(first, notes="A peculiar one")
    search = two.workspace.runs.search
    type_into(search, "peculiar run")
    assert list(_told(two, NAME)) == ["Run 1"]
    QTest.keyClick(search, Key.Key_Escape)
    assert len(_told(two, NAME)) == 2
    type_into(search, "no such thing")
    assert not _told(two, NAME)
    assert not two.runs.restore.isEnabled(), "what cannot be seen is not chosen"
    panel = two.workspace.runs
    assert "No run has “no such thing”" in panel.not_found.findChild(QLabel).text()
    assert not panel.table.isVisible()
    QTest.keyClick(search, Key.Key_Escape)
    assert len(_told(two, NAME)) == 2
    type_into(search, "no such thing")
    click(button(panel, "Show all runs"))
    assert len(_told(two, NAME)) == 2
    assert search.text() == ""
    assert panel.table.hasFocus()


def test_buttons_are_whole_or_icons(two: MainWindow) -> None:
    panel = two.workspace.runs
    for width, words in ((900, False), (1400, True)):
        two.resize(width, 700)
        style = (
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon if words else Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        for text in ("Compare runs", "Restore", "Run again", "More"):
            found = button(panel, text)
            until(lambda found=found, style=style: found.toolButtonStyle() == style, f"{text} at {width}", 10)
            until(lambda found=found: found.width() >= found.sizeHint().width(), f"room for {text}", 10)


def test_no_figure_is_cut(two: MainWindow) -> None:
    """What is left of 12:30 or of 1.056·10⁻⁶ where the column ends would say something else."""
    table, first = two.workspace.runs.table, _runs(two)[0]
    two.resize(1280, 800)
    two.document.set_runs((first.replace(seconds=750, ending="early"), *_runs(two)[1:]))
    assert "12:30 min" in [table.sorted.index(row, TIME).data() for row in range(2)]
    for column in range(table.sorted.columnCount()):
        if COLUMNS[column].number or column == ENDING:
            for row in range(2):
                need = table.sizeHintForIndex(table.sorted.index(row, column)).width()
                assert table.columnWidth(column) >= need, COLUMNS[column].title


def test_no_figure_is_cut_of_runs_from_before_the_tab_was_opened(sample: MainWindow) -> None:
    train(sample)
    (run,) = _runs(sample)
    sample.document.set_runs((run.replace(seconds=750, ending="early"),))
    sample.runs.open()
    table = sample.workspace.runs.table
    assert table.sorted.index(0, TIME).data() == "12:30 min"
    for column in range(table.sorted.columnCount()):
        if COLUMNS[column].number or column == ENDING:
            need = table.sizeHintForIndex(table.sorted.index(0, column)).width()
            assert table.columnWidth(column) >= need, COLUMNS[column].title


def test_every_column_sorts_by_its_value(two: MainWindow) -> None:
    table = two.workspace.runs.table
    model = two.workspace.runs.model
    model.change(_runs(two)[0], starred=True)
    header = table.horizontalHeader()
    for column in range(len(COLUMNS)):
        orders = []
        for _ in range(2):
            at = QPoint(header.sectionViewportPosition(column) + 8, header.height() // 2)
            table.scrollTo(table.sorted.index(0, column))
            at = QPoint(header.sectionViewportPosition(column) + 8, header.height() // 2)
            QTest.mouseClick(header.viewport(), Left, No, at)
            assert header.sortIndicatorSection() == column
            orders.append(list(_told(two, NAME)))
        assert orders[0] == orders[1][::-1], column


def test_the_widths_of_columns_are_remembered(two: MainWindow) -> None:
    table = two.workspace.runs.table
    table.setColumnWidth(NAME, 222)
    state = two.workspace.sizes()
    table.fit_columns()
    assert table.columnWidth(NAME) != 222
    two.workspace.restore(state)
    assert table.columnWidth(NAME) == 222
    two.workspace.restore({"runs": "nonsense"})
    assert table.columnWidth(NAME) == 222


def test_widths_outlast_a_window_in_which_nobody_came_to_the_tab(make_window, two: MainWindow) -> None:
    two.workspace.runs.table.setColumnWidth(NAME, 222)
    window = make_window(splitters=two.workspace.sizes())
    assert not window.workspace.runs.built
    again = make_window(splitters=window.workspace.sizes())
    assert again.workspace.runs.table.columnWidth(NAME) == 222


# Curves and comparing ----------------------------------------------------------------------------------------


def test_a_tick_or_space_shows_the_curves_of_a_run(two: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[list[Overlay]] = []
    monkeypatch.setattr(two.workspace.dock, "set_overlays", told.append)
    first, second = _runs(two)
    table = two.workspace.runs.table
    drawn = Overlay("Run 1", first.history, first.step / first.epochs, {"": "diagnosis"})
    row = table.visualRect(table.sorted.index(1, CURVE))
    box = QPoint(row.left() + 18, row.center().y())
    QTest.mouseClick(table.viewport(), Left, No, box)
    assert told[-1] == [drawn]
    QTest.mouseClick(table.viewport(), Left, No, box)
    assert told[-1] == []
    _choose(two, first, second)
    table.setFocus()
    press(two, Key.Key_Space)
    assert told[-1] == [drawn], "the present run is drawn already"
    assert {run.id for run in two.workspace.runs.model.overlaid} == {first.id, second.id}
    press(two, Key.Key_Space)
    assert told[-1] == []


def test_two_runs_are_compared_with_their_settings_and_answers(two: MainWindow) -> None:
    first, second = _runs(two)
    _choose(two, first)
    assert not two.runs.compare.isEnabled()
    _choose(two, first, second)
    click(button(two.workspace.runs, "Compare runs"))
    (dialog,) = two.findChildren(CompareDialog)
    until(lambda: not dialog._comparing.busy, "the comparison")
    assert "training settings" in sentence(dialog)
    assert "outputs differ" in sentence(dialog)
    assert [choice.currentText() for choice in (dialog.left, dialog.right)] == ["Run 1", "Run 2"]
    assert {run.id for run in two.workspace.runs.model.overlaid} == {first.id, second.id}
    dialog.reject()


# Restoring and repeating -------------------------------------------------------------------------------------


def test_restoring_brings_back_drawing_settings_and_weights_and_can_be_undone(two: MainWindow) -> None:
    first, second = _runs(two)
    document = two.document
    latest = document.trained
    assert latest is not None
    network = edits.change(document.project.network, ["dense_1"], units=7)
    document.edit("draw", document.project.with_network(network))
    edited = document.project
    _choose(two, first)
    click(button(two.workspace.runs, "Restore"))
    until(lambda: document.trained is not latest, "the weights")
    assert (document.project.network, document.project.training, document.project.data) == (
        first.network, first.training, first.data,
    )  # fmt: skip
    assert document.trained is not None
    assert document.trained.checkpoint.history == first.history
    assert not document.stale
    assert two.workspace.recorder.present == first
    assert len(_runs(two)) == 2
    _put_aside(two, second)
    until(lambda: any("is restored" in text for text in texts(two)), "the sentence")
    click(button(two.banner, "Undo"))
    assert document.project.network == edited.network
    assert document.trained is latest


def test_running_again_gives_the_identical_curve_and_says_so(two: MainWindow) -> None:
    first, _ = _runs(two)
    _choose(two, first)
    click(button(two.workspace.runs, "Run again"))
    assert two.trainer.active
    assert not two.runs.again.isEnabled()
    until(lambda: not two.trainer.active, "the end of the run")
    again = _runs(two)[-1]
    assert again.again == first.id
    assert [msgspec.structs.replace(e, seconds=0.0) for e in again.history.epochs] == [
        msgspec.structs.replace(e, seconds=0.0) for e in first.history.epochs
    ]
    assert any("identical to that of Run 1: every number of all 3 epochs" in text for text in texts(two))
    two.runs.open()
    assert [run.id for run in two.workspace.runs.table.chosen] == [again.id]
    assert "✓" in two.workspace.runs.detail._repeat.text()


def test_running_again_after_the_seed_has_changed_reads_the_data_as_it_was(two: MainWindow) -> None:
    first, _ = _runs(two)
    _settings(two, seed=77)
    _choose(two, first)
    click(button(two.workspace.runs, "Run again"))
    until(lambda: len(_runs(two)) == 3, "the run")
    assert _runs(two)[-1].training.seed == first.training.seed
    assert any("identical" in text for text in texts(two))


def test_a_file_of_before_runs_were_remembered_loses_no_weights(sample: MainWindow) -> None:
    train(sample)
    trained = sample.document.trained
    sample.document.set_runs(())
    sample.document.trained = trained
    _start_over(sample)
    old, new = _runs(sample)
    assert (old.name, old.when, new.name) == ("Run 1", "", "Run 2")
    _put_aside(sample, old)


def test_without_room_only_figures_are_kept(make_window: Callable[..., MainWindow]) -> None:
    window = make_window(run_weights_mb=0)
    open_ready(window)
    train(window)
    _start_over(window)
    until(lambda: window.workspace.recorder._queue._job is None, "the weights to be left")
    assert _told(window, WEIGHTS) == {"Run 1": "–", "Run 2": "kept"}
    assert not list(folders.runs_dir().iterdir())


# Results, cards, deleting ------------------------------------------------------------------------------------


def test_the_test_part_is_remembered_once_it_is_opened(two: MainWindow) -> None:
    first, second = _runs(two)
    two.workspace.open_results()
    until(lambda: two.workspace.results.is_open, "the results")
    assert _runs(two)[1].test is not None
    assert _runs(two)[0].test is None
    assert _told(two, TEST)["Run 2"] != "–"
    shown = _runs(two)[1]
    assert shown.guessing is not None
    assert shown.test is not None
    assert shown.test.guessing is not None
    assert sum(map(sum, shown.test.confusion)) == len(two.data.prepared.test)  # type: ignore[union-attr]
    panel = two.workspace.runs
    row = next(i for i in range(2) if panel.table.sorted.index(i, NAME).data() == "Run 2")
    for column, guess in ((METRIC, shown.guessing), (TEST, shown.test.guessing)):
        tip = panel.table.sorted.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
        assert f"guessing would reach {percent_text(guess)}" in tip
    said = [label.text() for label in panel.detail.findChildren(QLabel)]
    assert any(f"guessing would reach {percent_text(shown.guessing)}" in text for text in said)
    two.runs.open()
    _choose(two, first)
    _more(two, two.runs.results)
    tabs = two.workspace.tabs
    until(lambda: tabs.currentWidget() is two.workspace.results_page, "the results of the earlier run")
    assert not two.workspace.results.is_open, "its test part is sealed"
    click(button(two.workspace.results, "Open the test part"))
    until(lambda: two.workspace.results.is_open, "the results")
    figures = [run.test for run in _runs(two)]
    assert None not in figures
    assert figures[0] != figures[1]
    assert two.document.trained is not None
    assert two.document.trained.checkpoint.history == second.history, "the project keeps its own weights"


def test_results_of_an_earlier_run_stay_while_another_one_goes_on(two: MainWindow) -> None:
    _settings(two, epochs=1_000_000)
    two.controls.over.trigger()
    began = two.document.trained
    until(lambda: two.document.trained is not began, "its first weights")
    two.runs.open()
    _choose(two, _runs(two)[0])
    _more(two, two.runs.results)
    tabs, results = two.workspace.tabs, two.workspace.results
    until(lambda: tabs.currentWidget() is two.workspace.results_page, "the results of the earlier run")
    judged, seen = results.trained, []
    assert judged is not two.document.trained
    two.document.trained_changed.connect(lambda: seen.append(results.trained))
    until(lambda: len(seen) > 1, "more weights")
    assert all(each is judged for each in seen)
    two.controls.stop.trigger()
    until(lambda: not two.trainer.active, "the end")
    assert results.trained is two.document.trained


def test_a_long_name_of_a_metric_takes_its_width_along(window: MainWindow) -> None:
    window.resize(1366, 768)
    widths = []
    for key in ("textbook", "diabetes", "textbook"):
        project = open_sample(key)
        window.files.show_new(project.replace(training=project.training.replace(epochs=1, device="cpu")))
        until(lambda: window.data.prepared is not None, "the data")
        train(window)
        window.runs.open()
        table = window.workspace.runs.table
        until(lambda t=table: t.viewport().width() >= t.horizontalHeader().length() - 4, "the widths", 10)
        widths.append(table.columnWidth(METRIC))
    assert widths[0] == widths[2] < widths[1]


@pytest.mark.parametrize("suffix", [".html", ".md"])
def test_a_card_of_a_run_can_be_saved(two: MainWindow, tmp_path: Path, suffix: str) -> None:
    first, _ = _runs(two)
    two.workspace.runs.model.change(first, notes="<script>alert(1)</script> & *more*")
    _choose(two, first)
    path = tmp_path / f"card{suffix}"
    chosen = choose_file(path)
    _more(two, two.runs.card)
    until(chosen, "the file dialog")
    until(path.exists, "the card")
    text = path.read_text("utf-8")
    for part in ("Run 1", first.fingerprint, "0.1.0", "Seed", first.id, "more", "Always the most frequent"):
        assert part in text
    assert "<script>" not in text
    if suffix == ".html":
        assert text.count("<svg") == 2, "the diagram and the curves"


def test_a_card_replaces_nothing_of_which_the_file_dialog_did_not_ask(
    two: MainWindow, tmp_path: Path
) -> None:
    _choose(two, _runs(two)[0])
    other = tmp_path / "card.html"
    other.write_bytes(b"precious")
    chosen = choose_file(tmp_path / "card")
    asked = in_dialog(QMessageBox, lambda box: click(box.button(QMessageBox.StandardButton.No)))
    _more(two, two.runs.card)
    until(lambda: chosen() and asked(), "the question")
    assert other.read_bytes() == b"precious"


def test_runs_are_deleted_after_a_question_with_their_weights(two: MainWindow) -> None:
    first, second = _runs(two)
    _choose(two, first)
    two.workspace.runs.table.setFocus()
    asked = in_dialog(QMessageBox, lambda box: click(button(box, "Cancel")))
    press(two, Key.Key_Delete)
    until(asked, "the question")
    assert len(_runs(two)) == 2
    asked = in_dialog(QMessageBox, lambda box: click(button(box, "Delete")))
    press(two, Key.Key_Delete)
    until(asked, "the question")
    until(lambda: len(_runs(two)) == 1, "the run to go")
    assert _runs(two) == (second,)
    assert not kept_weights.has_weights(first)


def test_everything_is_in_the_menu_of_a_row_and_in_the_menu_bar(two: MainWindow) -> None:
    (first, _), table = _runs(two), two.workspace.runs.table
    shown: list[list[QAction]] = []
    two.workspace.runs._menu.aboutToShow.connect(lambda: shown.append(two.workspace.runs._menu.actions()))
    at = _cell(two, first, NAME)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.RightButton, No, at)
    table.contextMenuEvent(_menu_event(table.viewport().mapToGlobal(at), at))
    assert shown
    assert set(shown[0]) == set(two.runs.actions[1:])
    two.workspace.runs._menu.close()
    in_bar = {action for menu in two.menuBar().findChildren(QMenu) for action in menu.actions()}
    in_bar |= {action for menu in two.findChildren(QMenu) for action in menu.actions()}
    assert set(two.runs.actions) <= in_bar


def _menu_event(at: QPoint, pos: QPoint) -> object:
    from PySide6.QtGui import QContextMenuEvent

    return QContextMenuEvent(QContextMenuEvent.Reason.Mouse, pos, at)
