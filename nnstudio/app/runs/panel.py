"""The Runs tab: the table, a search field, what can be done with the chosen runs, and the notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QMenu,
    QSplitter,
    QStackedLayout,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from nnstudio.app.document import Document
from nnstudio.app.look import icons, theme
from nnstudio.app.look.style_sheet import fill
from nnstudio.app.runs.cells import SETTINGS
from nnstudio.app.runs.detail import RunDetail
from nnstudio.app.runs.model import RunsModel
from nnstudio.app.runs.not_found import NotFound
from nnstudio.app.runs.table import RunsTable
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.folding_buttons import FoldingButtons
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.late_page import LatePage
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.app.words.texts import tooltip
from nnstudio.project.runs.record import RunRecord


class RunsPanel(LatePage):
    """Every run of the document.

    Parameters
    ----------
    document : Document
    has_weights : callable
        Whether the weights of a run are at hand.

    Signals
    -------
    chosen_changed()
        Other runs are chosen.
    delete_requested()
    """

    chosen_changed = Signal()
    delete_requested = Signal()

    def __init__(
        self,
        document: Document,
        has_weights: Callable[[RunRecord], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        fill(self, "panel")
        self._document = document
        self.model = RunsModel(document, has_weights)
        self._widths = ""
        self._to_choose = ""  # when the table is made
        self._shown: Sequence[QAction] = ()
        self._more: Sequence[QAction] = ()

    def build(self) -> None:
        self._table = RunsTable(self.model)
        self._table.restore_widths(self._widths)
        self.detail = RunDetail()
        self.detail.notes_changed.connect(lambda run, notes: self.model.change(run, notes=notes))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search runs"))
        self.search.setAccessibleName(self.tr("Search runs"))
        self.search.setToolTip(
            tooltip(self.tr("Words from any column, the notes or the verdict; Escape clears"))
        )
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._table.look_for)
        self.search.textChanged.connect(self._show_count)
        self._count = label("", "small")
        self._buttons = FoldingButtons()
        self.not_found = NotFound()
        self.not_found.all_wanted.connect(self._show_every)
        self._menu = QMenu(self)
        self._lay_out()
        self._add_actions()
        self._table.menu_requested.connect(self._menu.popup)
        self._table.chosen_changed.connect(self._show_chosen)
        self._table.chosen_changed.connect(self.chosen_changed)
        self._table.delete_requested.connect(self.delete_requested)
        self._document.runs_changed.connect(self._show_all)
        theme.current().changed.connect(self._size)
        self._size()
        self._show_all()
        if self._to_choose:
            self._table.choose([self._to_choose])

    @property
    def table(self) -> RunsTable:
        """The table; to ask for it makes it."""
        self.ready()
        return self._table

    @property
    def chosen(self) -> list[RunRecord]:
        """The chosen runs, the oldest first."""
        if self.built:
            return self._table.chosen
        return [run for run in self.model.runs if run.id == self._to_choose]

    def choose(self, run: str) -> None:
        """Choose a run by its id; a run that ends while nobody looks at the page does not make it."""
        if self.built:
            self._table.choose([run])
        else:
            self._to_choose = run
            self.chosen_changed.emit()

    def widths(self) -> str:
        """How the columns of the table were left, for the settings."""
        return self._table.widths() if self.built else self._widths

    def restore_widths(self, state: str) -> None:
        """Put the columns where they were left; what fits no more is left alone."""
        self._widths = state
        if self.built:
            self._table.restore_widths(state)

    def _size(self) -> None:
        room = theme.current().room
        self.search.setMinimumWidth(room(140))
        self.search.setMaximumWidth(room(220))

    def _lay_out(self) -> None:
        # Parents find their place before what they hold, which is then given its style once.
        filled = QWidget(self)
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(0, 0, 0, 0)
        self._across = QSplitter(Qt.Orientation.Horizontal, filled)
        self._across.setChildrenCollapsible(False)
        whole = v_box(filled, margins=(14, 8, 10, 8))
        whole.addWidget(self._across)
        left = QWidget(self._across)
        column = v_box(left, margins=0, spacing=6)
        head = h_box(spacing=10)
        column.addLayout(head)
        head.addWidget(self.search, 1)
        head.addWidget(self._count)
        head.addWidget(self._buttons, 2)
        self._found = QStackedWidget(left)
        column.addWidget(self._found, 1)
        self._found.addWidget(self._table)
        self._found.addWidget(self.not_found)
        around = self._around = ScrollColumn(self.detail, self.tr("The chosen run"))
        around.setMinimumWidth(200)
        self._across.addWidget(around)
        self._across.setStretchFactor(0, 1)
        self._across.setSizes([1000, 250])
        self.empty = label(
            self.tr(
                "Every run will be remembered here: with its network, settings, data and curves.\n"
                "Train the network, and the first one is here."
            ),
            "muted",
            wrap=True,
        )
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setMargin(24)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(filled)

    def use_actions(self, shown: Sequence[QAction], more: Sequence[QAction]) -> None:
        """Offer actions: some as buttons, the others behind "More", all of them in the menu of a row."""
        self._shown, self._more = shown, more

    def _add_actions(self) -> None:
        for action in self._shown:
            self._buttons.add().setDefaultAction(action)
        rest = self._buttons.add()
        rest.setText(self.tr("More"))
        rest.setToolTip(tooltip(self.tr("More that can be done with the chosen runs")))
        icons.set_icon(rest, "more")
        rest.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(rest)
        menu.addActions(list(self._more))
        rest.setMenu(menu)
        self._menu.addActions([*self._shown, *self._more])

    def _show_all(self) -> None:
        self._pages.setCurrentIndex(1 if self.model.runs else 0)
        self._show_count()
        self._show_chosen()

    def _show_count(self) -> None:
        shown, every = self._table.sorted.rowCount(), len(self.model.runs)
        none = bool(every) and not shown
        self.not_found.show_words(self.search.text().strip())
        self._found.setCurrentWidget(self.not_found if none else self._table)
        self._around.setVisible(not none)
        if shown == every:
            self._count.setText(self.tr("1 run") if every == 1 else self.tr("{0} runs").format(every))
        else:
            self._count.setText(self.tr("{0} of {1} runs").format(shown, every))

    def _show_every(self) -> None:
        self.search.clear()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_chosen(self) -> None:
        chosen, model = self._table.chosen, self.model
        differs = model.text(chosen[0], SETTINGS) if chosen and model.differ else ""
        self.detail.show_runs(chosen, model.runs, differs)

    def focus_first(self) -> None:
        """Give the keyboard to the table."""
        if self.model.runs:
            self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears the search."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        else:
            super().keyPressEvent(event)
