"""The row above what is inside: which sample, which points, and whose weights they are."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSignalBlocker, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QToolButton, QWidget

from nnstudio.app.inside.seeing import Kind, Part
from nnstudio.app.inside.tiles import ScaleStrip
from nnstudio.app.inside.work import Whose
from nnstudio.app.widgets.boxes import h_box
from nnstudio.app.widgets.buttons import icon_button
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import tooltip
from nnstudio.app.words.weights_choice import offer_weights, weights_of
from nnstudio.project.trained import Trained, Which
from nnstudio.system.numbers import whole_text


def whose_words(whose: Whose, offered: Trained | None, which: Which) -> str:
    """Whose weights are looked into, in words; of a run that has ended, the epoch they are of.

    Parameters
    ----------
    whose : {"run", "trained", "imported", "first"}
    offered : Trained, optional
        The run that has ended.
    which : {"last", "best"}
        Of its weights.
    """
    words = {
        "run": QCoreApplication.translate("InsideHead", "Weights as they are now"),
        "imported": QCoreApplication.translate("InsideHead", "Imported weights"),
        "first": QCoreApplication.translate("InsideHead", "Weights before any training"),
    }
    found = [] if offered is None else [each.title for each in weights_of(offered) if each.which == which]
    return found[0] if found else words.get(whose, "")


class InsideHead(QWidget):
    """Chooses.

    Signals
    -------
    sample_chosen(part, number)
        Counted from 0.
    random_wanted()
    points_chosen()
    weights_chosen(which)
        Of the run that has ended: the last ones, or the best.
    """

    sample_chosen = Signal(str, int)
    random_wanted = Signal()
    points_chosen = Signal()
    weights_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.part = QComboBox()
        self.part.addItem(self.tr("Training samples"), "train")
        self.part.addItem(self.tr("Validation samples"), "validation")
        self.part.setAccessibleName(self.tr("Samples to choose from"))
        self.number = QSpinBox()
        self.number.setRange(1, 1)
        self.number.setAccessibleName(self.tr("Sample"))
        self.number.setToolTip(
            tooltip(self.tr("Number of the sample that is looked at; the arrows step through"))
        )
        self.before = icon_button("chevron-left", self.tr("Sample before"), lambda: self._go(-1))
        self.after = icon_button("chevron-right", self.tr("Next sample"), lambda: self._go(1))
        self.random = QToolButton()
        self.random.setText(self.tr("Random"))
        self.random.setToolTip(tooltip(self.tr("Look at any other sample")))
        self.of = label("", "small")
        self.training, self.validation = (
            QCheckBox(self.tr("Training points (filled)")), QCheckBox(self.tr("Validation points (open)")),
        )  # fmt: skip
        for box in (self.training, self.validation):
            box.setChecked(True)
            box.toggled.connect(lambda _: self.points_chosen.emit())
        self.words, self.which = label("", "small"), QComboBox()
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.which.setAccessibleName(self.tr("Whose weights"))
        self.which.setToolTip(tooltip(self.tr("Whose weights are looked into; the results show the same")))
        self.which.activated.connect(lambda _: self.weights_chosen.emit(self.which.currentData()))
        self._offered: Trained | None = None
        self.strip = ScaleStrip()
        row = h_box(self, margins=(14, 6, 14, 4), spacing=6)
        self._sample = (self.part, self.before, self.number, self.after, self.of, self.random)
        for widget in (*self._sample, self.training, self.validation):
            row.addWidget(widget)
        row.addSpacing(10)
        row.addWidget(self.words)
        row.addWidget(self.which)
        row.addStretch(1)
        row.addWidget(self.strip)
        self.part.activated.connect(lambda _: self._chosen(0))
        self.number.valueChanged.connect(lambda value: self._chosen(value - 1))
        self.random.clicked.connect(self.random_wanted)
        self.show_mode("sample")

    def show_mode(self, kind: Kind | None) -> None:
        """Offer a sample, or the points of the plane; neither where there is no data."""
        for widget in self._sample:
            widget.setVisible(kind == "sample")
        for box in (self.training, self.validation):
            box.setVisible(kind in ("plane", "line"))
        self._make_room()

    def show_sample(self, part: Part, number: int, count: int, *, validation: bool) -> None:
        """Show which sample is looked at."""
        with QSignalBlocker(self.number):
            if self.number.maximum() != max(1, count):
                self.number.setRange(1, max(1, count))
            self.number.setValue(number + 1)
        self.part.setCurrentIndex(self.part.findData(part))
        self.part.setEnabled(validation)
        self.of.setText(self.tr("of {0}").format(whole_text(count)))
        self.before.setEnabled(number > 0)
        self.after.setEnabled(number + 1 < count)
        self.validation.setEnabled(validation)

    def show_weights(self, whose: Whose, offered: Trained | None, which: Which) -> None:
        """Say whose weights they are, and offer those of a run that has ended."""
        self.words.setText(whose_words(whose, offered, which))
        if offered is not self._offered:
            self._offered = offered
            offer_weights(self.which, offered)
        self.which.setCurrentIndex(self.which.findData(which))
        self._make_room()

    def minimumSizeHint(self) -> QSize:
        """Nothing wide: words give way."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        needed = [w for w in (*self._sample, self.training, self.validation) if not w.isHidden()]
        used = 40 + sum(w.sizeHint().width() + 6 for w in needed)
        told: QWidget = self.words if self._offered is None else self.which
        (self.which if told is self.words else self.words).hide()
        for widget, width in ((told, told.sizeHint().width()), (self.strip, self.strip.width())):
            widget.setVisible(used + width + 8 <= self.width())
            used += width + 8

    def _chosen(self, number: int) -> None:
        self.sample_chosen.emit(self.part.currentData(), number)

    def _go(self, by: int) -> None:
        self.number.setValue(self.number.value() + by)
