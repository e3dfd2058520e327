"""What is to be run: seeds or folds, how many; how long that takes, and how far it is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QProgressBar, QRadioButton, QSpinBox, QWidget

from nnstudio.app.widgets.boxes import h_box, run_down, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.labels import label
from nnstudio.project.series.plan import LEAST, MOST, Plan
from nnstudio.project.series.record import Kind


class PlanForm(QWidget):
    """Two kinds of a series, the number of runs, and the button that begins and ends it.

    Signals
    -------
    changed()
        Something else was chosen.
    started(object)
        A :class:`Plan` is to be carried out.
    stopped()
        What goes on is to end.
    """

    changed = Signal()
    started = Signal(object)
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[Kind, int] = {"seeds": 5, "folds": 5}
        self._kind: Kind = "seeds"
        self.seeds = QRadioButton(self.tr("&Other seeds"), self)
        self.folds = QRadioButton(self.tr("&Folds (cross-validation)"), self)
        self.seeds.setChecked(True)
        group = QButtonGroup(self)
        for choice in (self.seeds, self.folds):
            group.addButton(choice)
        group.buttonToggled.connect(self._choose)
        self._name = label(self.tr("&Runs"))
        self._name.setTextFormat(Qt.TextFormat.AutoText)  # for its mnemonic
        self.count = QSpinBox(self)
        self.count.lineEdit().setTextMargins(5, 0, 0, 0)
        self._name.setBuddy(self.count)
        self.count.setAccessibleName(self.tr("Runs"))
        self.count.valueChanged.connect(self._changed)
        self.start = push_button(self.tr("&Start"), self._start, role="primary", parent=self)
        self.stop = push_button(self.tr("S&top"), self.stopped, parent=self)
        self.stop.setToolTip(self.tr("The run under way ends; those that have ended stay"))
        for button in (self.start, self.stop):
            button.setAutoDefault(False)
        self.about = label("", "small", wrap=True)
        self.cost = label("", "small", wrap=True)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(self.tr("Progress of the series"))
        self.words = label(wrap=True)
        self._lay_out()
        self._show_kind()
        self.end("")

    def _lay_out(self) -> None:
        self._row, self._choosing, counting = h_box(spacing=20), h_box(spacing=10), h_box(spacing=10)
        for widget in (self.seeds, self.folds):
            self._choosing.addWidget(widget)
        self._choosing.addStretch(0)
        counting.addWidget(self._name)
        counting.addWidget(self.count)
        counting.addStretch(1)
        counting.addWidget(self.start)
        counting.addWidget(self.stop)
        self._counting = counting
        self._row.addLayout(self._choosing)
        self._row.addLayout(counting, 1)
        column = v_box(self, margins=0, spacing=6)
        column.addLayout(self._row)
        for part in (self.about, self.cost, self.bar, self.words):
            column.addWidget(part)

    def minimumSizeHint(self) -> QSize:
        """As wide as its kinds, or as what stands below them where both have no room in one line."""
        wide = max(part.minimumSize().width() for part in (self._choosing, self._counting))
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use two lines where one is too short."""
        super().resizeEvent(event)
        both = sum(part.minimumSize().width() for part in (self._choosing, self._counting))
        run_down(self._row, both + self._row.spacing() > self.width())

    def take_keys(self) -> None:
        """Give the keyboard to what comes first."""
        chosen = self.folds if self._kind == "folds" else self.seeds
        (self.stop if self.start.isHidden() else chosen).setFocus()

    @property
    def plan(self) -> Plan:
        """What is chosen."""
        return Plan(self._kind, self.count.value())

    def _choose(self, button: QWidget, chosen: bool) -> None:
        if chosen:
            self._kind = "folds" if button is self.folds else "seeds"
            self._show_kind()
            self.changed.emit()

    def _changed(self, count: int) -> None:
        self._counts[self._kind] = count
        self.changed.emit()

    def _show_kind(self) -> None:
        count = self._counts[self._kind]
        self.count.blockSignals(True)
        self.count.setRange(LEAST, MOST[self._kind])
        self.count.setValue(count)
        self.count.blockSignals(False)
        self.about.setText(
            self.tr(
                "Each part of the data outside the test part validates one run that learns from all others. Classes keep their "
                "share, groups stay together, and in the order of time nothing is learned from what came later."
            )
            if self._kind == "folds"
            else self.tr(
                "All runs learn from the same samples and are judged by the same ones; weights to begin with, order of the samples "
                "and dropout differ. The first of them is the run of the project itself."
            )
        )

    def _start(self) -> None:
        self.count.interpretText()
        self.started.emit(self.plan)

    def allow(self, obstacle: str, cost: str) -> None:
        """Say why it cannot begin, or what it will cost."""
        self.start.setEnabled(not obstacle)
        self.cost.setText(obstacle or cost)
        self.cost.setVisible(bool(obstacle or cost) and self.stop.isHidden())

    def begin(self) -> None:
        """A series goes on."""
        self._set_running(True)
        self.bar.setRange(0, 0)
        self.words.setText(self.tr("Preparing…"))
        self.words.show()

    def tell(self, done: float, words: str) -> None:
        """Say how far it is, from 0 to 1."""
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(1000 * done))
        self.words.setText(words)

    def end(self, words: str) -> None:
        """None goes on; why it has ended, where there is something to say."""
        self._set_running(False)
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def stopping(self) -> None:
        """Stop was pressed, and the step under way ends first."""
        self.stop.setEnabled(False)
        self.words.setText(self.tr("Stopping…"))

    def _set_running(self, running: bool) -> None:
        had = self.focusWidget() is not None and self.focusWidget() in (self.start, self.stop)
        for widget in (self.seeds, self.folds, self.count):
            widget.setEnabled(not running)
        self.start.setVisible(not running)
        self.stop.setVisible(running)
        self.stop.setEnabled(True)
        self.bar.setVisible(running)
        self.cost.setVisible(bool(self.cost.text()) and not running)
        if had:
            (self.stop if running else self.start).setFocus()
