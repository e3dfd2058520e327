"""The Descent tab: gradient descent over a network of two weights, for as long as a lesson shows it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from nnstudio.app.background.newest import Newest
from nnstudio.app.data.state import DataState
from nnstudio.app.document import Document
from nnstudio.app.lessons.surface import SurfaceMap
from nnstudio.app.look.style_sheet import fill
from nnstudio.app.widgets.boxes import h_box, run_down, v_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.app.words.texts import error_text
from nnstudio.project.lessons.descent import Descent, descend
from nnstudio.system.numbers import figure_text

MINI = 16
"""Samples of a mini-batch."""
_BESIDE = 0.37
"""Part of the width for what stands beside the map, without the edges."""


class DescentPanel(QWidget):
    """Shows the path for the settings as they are, and sets how many samples share a step.

    Signals
    -------
    found(object)
        Another :class:`Descent` is shown.
    """

    found = Signal(object)

    def __init__(self, document: Document, data: DataState) -> None:
        super().__init__()
        self._document, self._data = document, data
        self._finding = Newest("descent", self)
        self._known: tuple[object, ...] = ()
        self.descent: Descent | None = None
        """What is shown."""
        fill(self, "panel")
        self.setProperty("stays", True)  # in front when a run begins: it shows where that will lead
        self.map = SurfaceMap()
        self._title = label("", "strong", wrap=True)
        self._about = label("", "muted", wrap=True)
        inside = QWidget(self)
        words = v_box(inside, margins=(0, 0, 6, 0), spacing=6)
        self._row = self._make_sizes()
        words.addLayout(self._row)
        words.addSpacing(6)
        words.addWidget(self._title)
        words.addWidget(self._about)
        words.addStretch(1)
        beside = ScrollColumn(inside, self.tr("The path in words"))
        row = h_box(self, margins=(8, 8, 8, 6), spacing=14)
        row.addWidget(self.map, 3)
        row.addWidget(beside, 2)
        document.changed.connect(lambda _old, _new: self._follow())
        data.changed.connect(self._follow)

    def _make_sizes(self) -> QHBoxLayout:
        row = h_box(spacing=4)
        self.sizes = QButtonGroup(self)
        for text, tip in (
            (self.tr("Full batch"), self.tr("All samples of the training part share every step")),
            (self.tr("Mini-batch"), self.tr("{0} samples share a step").format(MINI)),
            (self.tr("One sample"), self.tr("Every sample makes a step of its own")),
        ):
            button = QToolButton()
            button.setText(text)
            button.setToolTip(tip)
            button.setCheckable(True)
            self.sizes.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self.sizes.buttonClicked.connect(self._choose)
        return row

    @property
    def busy(self) -> bool:
        """Whether a path is being worked out."""
        return self._finding.busy

    def _choose(self, button: QToolButton) -> None:
        prepared, project = self._data.prepared, self._document.project
        if prepared is None:
            return
        size = (len(prepared.train), MINI, 1)[self.sizes.buttons().index(button)]
        training = project.training.replace(batch_size=min(size, len(prepared.train)))
        self._document.edit(self.tr("Change batch size"), project.replace(training=training))
        self._show_size()

    def _show_size(self) -> None:
        prepared, size = self._data.prepared, self._document.project.training.batch_size
        whole = 0 if prepared is None else len(prepared.train)
        chosen = {whole: 0, MINI: 1, 1: 2}.get(size)
        self.sizes.setExclusive(False)
        for number, button in enumerate(self.sizes.buttons()):
            button.setChecked(number == chosen)
        self.sizes.setExclusive(True)

    def _follow(self) -> None:
        """Work the way out for what has changed, if anybody looks."""
        project, prepared = self._document.project, self._data.prepared
        known = (project.network, project.data, project.training, prepared)
        if not self.isVisible() or known == self._known:
            return
        self._known = known
        self._finding.forget()
        self._show_size()
        if prepared is None:
            return
        if self.descent is None:
            self._title.setText(self.tr("Working out the path…"))
        self._finding.ask(lambda cancelled, _: descend(project, prepared, cancelled), self._take, self._fail)

    def _take(self, descent: Descent) -> None:
        self.descent = descent
        self.map.show_descent(descent)
        self._title.setText(title_of(self, descent))
        self._about.setText(
            self.tr(
                "Rings join places of the same cost J, as on a map; the cross is the lowest place. The path begins at "
                "the empty dot, one step after the other. Change Learning rate and Epochs at the right, in Training."
            )
        )
        self.found.emit(descent)

    def _fail(self, error: BaseException) -> None:
        self.descent = None
        self.map.show_descent(None)
        self._title.setText(error_text(error))
        self._about.setText("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below each other where they have no room side by side."""
        super().resizeEvent(event)
        buttons = self.sizes.buttons()
        needed = sum(button.sizeHint().width() + self._row.spacing() for button in buttons)
        run_down(self._row, needed > _BESIDE * self.width())

    def showEvent(self, event: QShowEvent) -> None:
        """Work it out, now that somebody looks."""
        super().showEvent(event)
        self._follow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest; what was being worked out is begun again when somebody looks."""
        super().hideEvent(event)
        if self.busy:
            self._known = ()
            self._finding.forget()


def title_of(panel: QWidget, descent: Descent) -> str:
    """The path in one sentence."""
    steps, (begin, end) = len(descent.way) - 1, descent.ends
    if steps == 1:
        return panel.tr("J = {0} → {1} in the first step").format(figure_text(begin), figure_text(end))
    text = (
        panel.tr("J = {0} → {1} in the first {2} steps")
        if descent.more
        else panel.tr("J = {0} → {1} in {2} steps")
    )
    return text.format(figure_text(begin), figure_text(end), steps)
