"""The list of problems: what its rows say, where they lead, and that every repair is one edit that can be undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnstudio.app.document import Document
from nnstudio.app.look.theme import Theme
from nnstudio.app.problems.look import place_text
from nnstudio.app.problems.panel import ProblemsPanel
from nnstudio.app.problems.row import ProblemRow
from nnstudio.app.words.texts import translate
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Add, Conv2D, Dense, MaxPool2D
from nnstudio.project.problems import fixes_for, problems, training
from nnstudio.project.project import Project
from tests.app.hands import click, until
from tests.project.broken import ADVICE, BROKEN, FREE_MEMORY

Key = Qt.Key


@pytest.fixture(autouse=True)
def _memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "available_bytes", lambda: FREE_MEMORY)


@pytest.fixture
def panel(qtbot, look: Theme) -> ProblemsPanel:  # type: ignore[no-untyped-def]
    """A list that is seen."""
    found = ProblemsPanel(fixes_for)
    qtbot.addWidget(found)
    found.resize(1200, 320)
    found.show()
    found.activateWindow()
    QTest.qWaitForWindowActive(found)
    return found


def several() -> Project:
    """A kernel that is too large, a pooling, and an Add that waits for wires."""
    network = sequential((8, 8, 1), [Conv2D(4, 9), MaxPool2D(), Dense(1, activation="sigmoid")])
    return Project().with_network(network.add(Add()).add(Dense(2)))


def show(panel: ProblemsPanel, project: Project) -> None:
    """Show a project's problems, with their repairs."""
    panel.show_problems(project, problems(project))
    until(lambda: not panel._waiting, "the repairs", 10)


def words(row: ProblemRow) -> list[str]:
    return [button.words for button in row.bar.buttons()]


@pytest.mark.parametrize("name", BROKEN)
def test_a_row_says_what_is_wrong_and_offers_what_helps(panel: ProblemsPanel, name: str) -> None:
    project, problem, prepared = BROKEN[name].problem()
    panel._find = lambda project, problem: fixes_for(project, problem, prepared)
    panel.show_problems(project, problems(project, prepared))
    until(lambda: not panel._waiting, "the repairs", 10)
    row = next(r for r in panel.rows if r.problem == problem)
    expected = [translate(f.label) for f in fixes_for(project, problem, prepared)]
    assert words(row) == expected
    assert translate(problem.message) in row.accessibleName()
    assert place_text(problem, project.network) in row.accessibleName()
    kind = {"obstacle": "Problem: ", "unfinished": "Not finished: ", "advice": "Advice: "}[problem.severity]
    assert row.accessibleName().startswith(kind)
    assert problem.is_advice == (name in ADVICE)
    for button in row.bar.buttons():
        assert button.height() >= 24
        assert max(map(button.fontMetrics().horizontalAdvance, button.text().split("\n"))) < button.width()
        assert panel.rect().right() >= button.mapTo(panel, button.rect().topRight()).x()


@pytest.mark.parametrize("name", BROKEN)
def test_every_repair_is_one_edit_that_can_be_undone(name: str) -> None:
    project, problem, prepared = BROKEN[name].problem()
    for fix in fixes_for(project, problem, prepared):
        document = Document(project)
        stack = document.undo_stack
        document.edit(translate(fix.label), fix.apply(project))
        assert stack.count() == 1
        assert stack.undoText() == translate(fix.label)
        mended = document.project
        stack.undo()
        assert document.project == project
        stack.redo()
        assert document.project == mended
        stack.blockSignals(True)  # a stack that is destroyed tells of its end


def test_nothing_wrong_is_said_as_well(panel: ProblemsPanel) -> None:
    show(panel, Project().with_network(sequential((4,), [Dense(1, activation="sigmoid")])))
    assert panel.rows == []
    assert panel.title == "Problems"
    assert panel._caption.text() == "Nothing stands in the way of training."
    assert panel._caption.isVisible()


def test_advice_does_not_look_like_an_obstacle(panel: ProblemsPanel) -> None:
    network = sequential((4,), [Dense(8, activation="linear"), Dense(1, activation="sigmoid")])
    show(panel, Project().with_network(network))
    assert panel.title == "Problems (1)"
    assert panel._caption.text().startswith("Nothing stands in the way of training, but")
    calm = panel.rows[0]._icon.grab().toImage()
    show(panel, several())
    assert not panel._caption.isVisible()
    assert panel.rows[0]._icon.grab().toImage() != calm


def test_the_keys_walk_through_the_rows_and_their_buttons(panel: ProblemsPanel) -> None:
    show(panel, several())
    first, second, *_ = panel.rows
    chosen: list[object] = []
    panel.problem_chosen.connect(chosen.append)
    panel.focus_first()
    assert first.hasFocus()
    QTest.keyClick(first, Key.Key_Down)
    assert second.hasFocus()
    QTest.keyClick(second, Key.Key_Return)
    QTest.keyClick(second, Key.Key_Up)
    QTest.keyClick(first, Key.Key_Space)
    assert chosen == [second.problem, first.problem]
    QTest.keyClick(first, Key.Key_Tab)
    assert QApplication.focusWidget() is first.bar.buttons()[0]


def test_a_click_on_a_row_leads_to_its_place(panel: ProblemsPanel) -> None:
    show(panel, several())
    chosen: list[object] = []
    panel.problem_chosen.connect(chosen.append)
    click(panel.rows[1], QPoint(30, 12))
    assert chosen == [panel.rows[1].problem]


def test_the_keyboard_stays_in_the_list_while_problems_go(panel: ProblemsPanel) -> None:
    project = several()
    show(panel, project)
    done: list[Project] = []

    def apply(fix: object) -> None:
        done.append(fix.apply(done[-1] if done else project))  # type: ignore[attr-defined]
        show(panel, done[-1])

    panel.fix_chosen.connect(apply)
    panel.focus_first()
    while panel.rows:
        row = next(r for r in panel.rows if r.bar.buttons())
        row.bar.buttons()[0].setFocus()
        QTest.keyClick(row.bar.buttons()[0], Key.Key_Space)
        assert panel.isAncestorOf(QApplication.focusWidget())
        assert len(done) < 12


def test_a_button_that_stays_keeps_the_keyboard(panel: ProblemsPanel) -> None:
    project = several()
    show(panel, project)
    button = panel.rows[0].bar.buttons()[0]
    button.setFocus()
    show(panel, project.replace(training=project.training.replace(epochs=3)))
    assert panel.rows[0].bar.buttons()[0] is button
    assert button.hasFocus()


def test_a_repair_that_an_edit_made_old_is_found_anew(panel: ProblemsPanel) -> None:
    project = several()
    show(panel, project)
    later = project.replace(training=project.training.replace(epochs=3))
    fixes: list[object] = []
    panel.fix_chosen.connect(fixes.append)
    panel.show_problems(later, problems(later))  # its repairs are looked for in a moment
    click(panel.rows[0].bar.buttons()[0])
    assert fixes[0].apply(later).training.epochs == 3  # type: ignore[attr-defined]


def test_repairs_are_looked_for_only_where_they_are_seen(qtbot, look: Theme) -> None:  # type: ignore[no-untyped-def]
    asked: list[object] = []
    hidden = ProblemsPanel(lambda project, problem: asked.append(problem) or ())
    qtbot.addWidget(hidden)
    hidden.show_problems(several(), problems(several()))
    QTest.qWait(30)
    assert asked == []
    assert hidden.title == "Problems (3)"
    hidden.show()
    until(lambda: len(asked) == 3, "the repairs", 10)


def test_very_many_problems_are_cut_short(panel: ProblemsPanel) -> None:
    network = sequential((4,), [Dense(1, activation="sigmoid")])
    for _ in range(60):
        network = network.add(Dense(3))
    project = Project().with_network(network)
    panel.show_problems(project, problems(project))
    assert len(panel.rows) == 40
    assert panel._more.text() == "and 20 more"
    assert panel._more.isVisible() or panel._more.isVisibleTo(panel)
    assert panel.title == "Problems (60)"


def test_buttons_stand_below_each_other_where_there_is_no_room(panel: ProblemsPanel) -> None:
    project, problem, _ = BROKEN["a square of numbers into a Conv2D"].problem()
    show(panel, project)
    row = next(r for r in panel.rows if r.problem == problem)
    assert len({b.y() for b in row.bar.buttons()}) == 1
    panel.resize(380, 320)
    until(lambda: len({b.y() for b in row.bar.buttons()}) == 3, "the buttons to move", 10)
    for button in row.bar.buttons():
        if button.isVisible():
            assert button.mapTo(panel, button.rect().topRight()).x() <= panel.width()
