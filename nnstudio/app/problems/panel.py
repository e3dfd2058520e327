"""The Problems tab: everything that stands in the way of training, and advice, each with its repairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from nnstudio.app.look.style_sheet import fill
from nnstudio.app.problems.all_bar import AllBar
from nnstudio.app.problems.fix_bar import Fix, FixFinder, no_fixes
from nnstudio.app.problems.row import ProblemRow
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.icon_label import IconLabel
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.graph.inference import Problem
from nnstudio.project.problems.mending import Mended
from nnstudio.project.project import Project

_MOST = 40
"""Rows that are shown: nobody reads more before something is mended."""


Mending = Callable[[Project], Mended]
"""Says what becomes of a project where all repairs are made."""


class ProblemsPanel(QWidget):
    """Lists problems. Rows are filled when they are seen; repairs are looked for one row at a time.

    Signals
    -------
    problem_chosen(problem)
        A row was clicked, or Enter pressed on it.
    fix_chosen(fix)
        A repair was chosen.
    all_chosen()
        All of them are to be made.
    """

    problem_chosen = Signal(object)
    fix_chosen = Signal(object)
    all_chosen = Signal()

    def __init__(self, fixes: FixFinder = no_fixes, mend: Mending | None = None) -> None:
        super().__init__()
        self._find, self._mend = fixes, mend
        self._project = Project()
        self._problems: tuple[Problem, ...] = ()
        self._stale = True
        self._rows: list[ProblemRow] = []
        self._waiting: list[ProblemRow] = []
        fill(self, "panel")
        self._caption = label(wrap=True)
        self._more = label("", "muted")
        self._more.setContentsMargins(14, 8, 14, 8)
        self._head = QWidget()
        head = h_box(self._head, margins=(14, 12, 14, 8), spacing=10)
        head.addWidget(IconLabel(18, "check", "success"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._caption, 1)
        content = QWidget()
        fill(content, "panel")
        self._column = v_box(content, margins=0, spacing=0)
        self.all_bar = AllBar()
        self.all_bar.chosen.connect(self.all_chosen)
        self._column.addWidget(self._head)
        self._column.addWidget(self.all_bar)
        self._column.addWidget(self._more)
        self._column.addStretch(1)
        self._area = ScrollColumn(content, self.tr("Problems"))
        self._area.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the rows are the stops of the keyboard
        whole = v_box(self, margins=0)
        whole.addWidget(self._area)
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._look_for_fixes)

    # Showing ----------------------------------------------------------------------------------------------

    def show_problems(self, project: Project, problems: Sequence[Problem]) -> None:
        """Show these problems of a project."""
        if project is self._project and tuple(problems) == self._problems:
            return
        self._project, self._problems, self._stale = project, tuple(problems), True
        if self.isVisible():
            self._fill()

    @property
    def title(self) -> str:
        """What the tab says: how many there are."""
        count = len(self._problems)
        return self.tr("Problems ({0})").format(count) if count else self.tr("Problems")

    @property
    def rows(self) -> list[ProblemRow]:
        """The rows that are shown."""
        return [row for row in self._rows if not row.isHidden()]

    def focus_first(self) -> None:
        """Give the keyboard to the first row."""
        if self.rows:
            self.rows[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Fill what was not seen before."""
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        if not self._stale:
            return
        self._stale = False
        shown, keyboard = self._problems[:_MOST], self._row_with_keyboard()
        while len(self._rows) < len(shown):
            self._add_row()
        for row, problem in zip(self._rows, shown, strict=False):
            row.show_problem(problem, self._project.network)
            row.show()
        for row in self._rows[len(shown) :]:
            row.hide()
        hidden = len(self._problems) - len(shown)
        self._more.setText(self.tr("and {0} more").format(hidden))
        self._more.setVisible(hidden > 0)
        self._show_caption()
        if not shown:
            self._show_all_bar()
        # An edit may have made another repair the right one, even where the sentence is the same.
        self._waiting = self._rows[: len(shown)]
        self._idle.start()
        if keyboard is not None and self._row_with_keyboard() is None:  # what had it is mended and gone
            goal = self._rows[min(keyboard, len(shown) - 1)] if shown else self._area
            goal.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row_with_keyboard(self) -> int | None:
        focused = QApplication.focusWidget()
        rows = (n for n, row in enumerate(self._rows) if row is focused or row.isAncestorOf(focused or self))
        return next(rows, None)

    def _add_row(self) -> None:
        row = ProblemRow()
        row.chosen.connect(lambda: self.problem_chosen.emit(row.problem))
        row.bar.chosen.connect(lambda fix: self._choose(row, fix))
        self._column.insertWidget(self._column.count() - 2, row)
        self._rows.append(row)

    def _look_for_fixes(self) -> None:
        """Try the repairs of one row; the next row has its turn when nothing else is to do, and all of them the last."""
        if not self.isVisible():
            self._idle.stop()
        elif self._waiting:
            self._find_fixes(self._waiting[0])
        else:
            self._idle.stop()
            self._show_all_bar()

    def _show_all_bar(self) -> None:
        """Offer all repairs at once where that is more than one; the keyboard stays in the list."""
        keyboard = self.all_bar.isAncestorOf(QApplication.focusWidget() or self)
        if self._mend is not None:
            self.all_bar.offer(self._mend(self._project))
        if keyboard and self.all_bar.isHidden():
            (self.rows[0] if self.rows else self._area).setFocus(Qt.FocusReason.OtherFocusReason)

    def _find_fixes(self, row: ProblemRow) -> None:
        if row in self._waiting:
            self._waiting.remove(row)
        if row.problem is not None:
            row.bar.offer(self._find(self._project, row.problem))
        self._order_stops(row)

    def _order_stops(self, row: ProblemRow) -> None:
        """Let Tab go from a row to its buttons, which were made last, and on to the next row."""
        after = self._rows[self._rows.index(row) + 1 :][:1]
        stops = [row, *row.bar.buttons(), *after]
        for one, next_one in pairwise(stops):
            QWidget.setTabOrder(one, next_one)

    def _choose(self, row: ProblemRow, fix: Fix) -> None:
        """Choose a repair; one that was found before the last edit is found anew."""
        if row in self._waiting:
            self._find_fixes(row)
        for found in row.bar.fixes:
            if found.label == fix.label:
                self.fix_chosen.emit(found)
                return

    def _show_caption(self) -> None:
        obstacles = any(not p.is_advice for p in self._problems)
        self._head.setVisible(not obstacles)
        self._caption.setText(
            self.tr("Nothing stands in the way of training, but have a look at this:")
            if self._problems
            else self.tr("Nothing stands in the way of training.")
        )
