"""Samples as pictures or rows with truth and answer, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from nnstudio.app.look import icons, theme
from nnstudio.app.look.sample_picture import drawn_as, drawn_size, sample_picture
from nnstudio.app.results.wording import answer_words, sample_words
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import icon_button, push_button
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import tooltip
from nnstudio.data.preparing.sample_parts import seen_parts
from nnstudio.project.judging.judgement import Judgement
from nnstudio.system.arrays import Host
from nnstudio.system.numbers import whole_text

PAGE = 60
"""Samples shown at once."""
_SIZE = 56
_LINE, _WIDEST = 100, 190
"""Of the words below a picture: what is longer goes into two lines, and is cut at last; the tool tip tells it all."""
_POSITION = Qt.ItemDataRole.UserRole


class Gallery(QWidget):
    """Shows some samples of a judgement.

    Signals
    -------
    chosen(int)
        Position of a sample in the judgement that is looked at.
    activated(int)
        It was double-clicked, or Enter pressed on it.
    back_requested()
    """

    chosen = Signal(int)
    activated = Signal(int)
    back_requested = Signal()

    def __init__(self, back: str) -> None:
        super().__init__()
        self._judged: Judgement | None = None
        self._positions: Host = np.empty(0, np.intp)
        self._page = 0
        self._title = label("", "strong", wrap=True)
        self._back = push_button(back, self.back_requested, role="link")
        self._where = label("", "small")
        self._earlier = icon_button("chevron-left", self.tr("Earlier samples"), lambda: self._turn(-1))
        self._later = icon_button("chevron-right", self.tr("Further samples"), lambda: self._turn(1))
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setStyleSheet("QListView { padding: 6px 2px 2px 6px; }")
        self.list.setMovement(QListWidget.Movement.Static)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentItemChanged.connect(self._choose)
        self.list.itemActivated.connect(lambda item: self.activated.emit(item.data(_POSITION)))
        head = h_box(spacing=6)
        head.addWidget(self._title, 1)
        head.addWidget(self._back)
        head.addWidget(self._earlier)
        head.addWidget(self._where)
        head.addWidget(self._later)
        column = v_box(self, margins=0, spacing=4)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addStretch()  # the title stays above where there is no list

    @property
    def positions(self) -> Host:
        """Positions of all its samples in the judgement, those on other pages as well."""
        return self._positions

    def show_samples(self, judged: Judgement, positions: Host, title: str, *, back: bool) -> None:
        """Show these samples.

        Parameters
        ----------
        judged : Judgement
        positions : array of int
        title : str
            Already translated.
        back : bool
            Whether there is a way back to what was shown before.
        """
        self._judged, self._positions, self._page = judged, positions, 0
        self._title.setText(title)
        self.list.setAccessibleName(title)
        self._back.setVisible(back)
        self._fill()

    def choose(self, position: int) -> None:
        """Look at one of the samples, on whatever page it is."""
        (places,) = np.nonzero(self._positions == position)
        if len(places):
            self._page = int(places[0]) // PAGE
            self._fill(int(places[0]) % PAGE)

    def clear(self) -> None:
        """Show nothing."""
        self._judged, self._positions = None, np.empty(0, np.intp)
        self.list.clear()
        self._title.clear()

    def _turn(self, by: int) -> None:
        self._page += by
        self._fill()

    def _fill(self, current: int = 0) -> None:
        judged, count = self._judged, len(self._positions)
        if judged is None:
            return
        self.list.setVisible(count > 0)
        pages = max(1, -(-count // PAGE))
        self._page = min(max(self._page, 0), pages - 1)
        shown = self._positions[self._page * PAGE : (self._page + 1) * PAGE]
        for widget in (self._earlier, self._where, self._later):
            widget.setVisible(pages > 1)
        self._earlier.setEnabled(self._page > 0)
        self._later.setEnabled(self._page < pages - 1)
        first = self._page * PAGE + 1
        self._where.setText(
            self.tr("{0}–{1} of {2}").format(*map(whole_text, (first, first + len(shown) - 1, count)))
        )
        known = judged.prepared.preprocessor
        pictures = drawn_as(known) is not None
        self.list.blockSignals(True)
        self.list.clear()
        look = theme.current()
        room = look.room
        self.list.setViewMode(QListWidget.ViewMode.IconMode if pictures else QListWidget.ViewMode.ListMode)
        self.list.setMovement(QListWidget.Movement.Static)  # the mode brings its own
        if pictures:
            metrics = QFontMetrics(look.font("body"))
            texts = [answer_words(judged, position, short=True) for position in shown.tolist()]
            widest = _widest(metrics, texts)
            if widest > room(
                _LINE
            ):  # long names of classes: how sure the answer is stands in a line of its own
                texts = ["\n".join(text.rsplit("  ", 1)) for text in texts]
                widest = _widest(metrics, texts)
            lines = max((text.count("\n") for text in texts), default=0) + 1
            icon = drawn_size(known, _SIZE)
            self.list.setIconSize(icon)
            high = _SIZE + room(12) + lines * metrics.lineSpacing()
            self.list.setGridSize(QSize(max(icon.width(), min(widest, room(_WIDEST))) + 22, high))
        else:
            texts = [sample_words(judged, position) for position in shown.tolist()]
            self.list.setGridSize(QSize())
        for position, text in zip(shown.tolist(), texts, strict=True):
            item = QListWidgetItem(text)
            item.setData(_POSITION, position)
            words = sample_words(judged, position) if pictures else text
            item.setToolTip(tooltip(words))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            if pictures:
                array, _ = seen_parts(known, judged.split.x[position])
                assert array is not None  # it can be drawn
                item.setIcon(icons.of_picture(sample_picture(array, _SIZE, known)))
                item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
                item.setSizeHint(self.list.gridSize())  # else the words have less room than their cell
            else:
                item.setSizeHint(QSize(1, room(26)))  # narrow: then the words are cut where the list ends
            self.list.addItem(item)
        self.list.setCurrentRow(current)
        self.list.blockSignals(False)
        self._choose(self.list.currentItem())

    def _choose(self, item: QListWidgetItem | None, _before: object = None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_POSITION))


def _widest(metrics: QFontMetrics, texts: Sequence[str]) -> int:
    """The width of the longest line."""
    return max((metrics.horizontalAdvance(line) for text in texts for line in text.split("\n")), default=0)
