"""The row under the curves: what they are drawn over, how smooth, which metric, and how to take them away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QMenu, QSizePolicy, QSlider, QToolButton, QWidget

from nnstudio.app.look import icons
from nnstudio.app.training.along import UNITS, Unit
from nnstudio.app.widgets.boxes import h_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import tooltip

SCALES = (1, 2, 4)
_LOSS = "loss"
"""Among the keys of metrics, none of which has this name."""


class CurveTools(QWidget):
    """Controls of both plots.

    Signals
    -------
    changed()
        Another unit, or another scale.
    smoothing_chosen(float)
    metric_chosen(str)
    plots_changed()
        Another choice of the plots that are shown; see :attr:`shows_loss`.
    fit_wanted()
    save_wanted(kind, scale)
        "png", "svg", "csv" or "copy".
    """

    changed = Signal()
    smoothing_chosen = Signal(float)
    metric_chosen = Signal(str)
    plots_changed = Signal()
    fit_wanted = Signal()
    save_wanted = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self._unit = QComboBox()
        self._unit.addItems([self.tr("Epochs"), self.tr("Steps"), self.tr("Seconds")])
        self._unit.setAccessibleName(self.tr("Horizontal axis"))
        self._unit.setToolTip(tooltip(self.tr("Draw the curves over epochs, steps or seconds of training")))
        self._log = QCheckBox(self.tr("Log"))
        self._log.setAccessibleName(self.tr("Logarithmic losses"))
        self._log.setToolTip(
            tooltip(self.tr("Draw losses logarithmically: each step up is ten times as much"))
        )
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, 99)
        self._slider.setMinimumSize(60, 24)
        self._slider.setMaximumWidth(110)
        self._slider.setPageStep(10)
        self._slider.setAccessibleName(self.tr("Smoothing of the curves"))
        self._words = label("", "small")
        self.second = QComboBox()
        self.second.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.second.setMinimumContentsLength(9)
        self.second.hide()
        self._narrow, self._shows_loss = False, True
        self._metrics: tuple[Sequence[tuple[str, str]], str] = ((), "")
        self._name_second()
        self._fit = QToolButton()
        icons.set_icon(self._fit, "zoom-fit")
        self._fit.setAccessibleName(self.tr("Show all of the curves"))
        self._fit.setToolTip(
            tooltip(
                self.tr(
                    "Show all of the curves (double click, or 0). The wheel zooms, dragging moves, dragging with Shift "
                    "zooms into a box; in a plot the arrows move the cross"
                )
            )
        )
        self._save = self._saving()
        self._lay_out()
        self._unit.currentIndexChanged.connect(lambda _: self.changed.emit())
        self._log.toggled.connect(lambda _: self.changed.emit())
        self._slider.valueChanged.connect(self._smooth)
        self.second.activated.connect(lambda _: self._choose(str(self.second.currentData())))
        self._fit.clicked.connect(self.fit_wanted)
        self._name_strength()

    def _lay_out(self) -> None:
        self._before = label(self.tr("Smoothing"), "small")
        self._before.setBuddy(self._slider)
        row = h_box(self, margins=0, spacing=8)
        left: Sequence[QWidget] = (self._unit, self._log, self._before, self._slider, self._words)
        for widget in left:
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.second, self._fit, self._save):
            row.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def _saving(self) -> QToolButton:
        button = QToolButton()
        button.setText(self.tr("Save curves"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip(tooltip(self.tr("Save the curves as a picture or a table, or copy them")))
        menu = QMenu(button)
        for scale in SCALES:
            title = self.tr("Picture (PNG), {0}×…").format(scale)
            menu.addAction(title).triggered.connect(lambda _=False, s=scale: self.save_wanted.emit("png", s))
        for title, kind in (
            (self.tr("Drawing (SVG)…"), "svg"),
            (self.tr("Table (CSV)…"), "csv"),
            (self.tr("Copy picture and table"), "copy"),
        ):
            menu.addAction(title).triggered.connect(lambda _=False, k=kind: self.save_wanted.emit(k, 2))
        button.setMenu(menu)
        return button

    # Choices ------------------------------------------------------------------------------------------------

    @property
    def unit(self) -> Unit:
        """What the curves are drawn over."""
        return UNITS[self._unit.currentIndex()]

    @property
    def log(self) -> bool:
        """Whether losses are drawn logarithmically."""
        return self._log.isChecked()

    @property
    def choice(self) -> str:
        """How the row was left, for the settings."""
        return f"{self.unit} {'log' if self.log else 'linear'}"

    def restore(self, choice: str) -> None:
        """Put the row as it was left; nonsense changes nothing."""
        unit, _, scale = choice.partition(" ")
        if unit in UNITS and scale in ("log", "linear"):
            self._unit.setCurrentIndex(UNITS.index(unit))
            self._log.setChecked(scale == "log")

    def set_smoothing(self, strength: float) -> None:
        """Show how much curves are smoothed."""
        with QSignalBlocker(self._slider):
            self._slider.setValue(round(100 * strength))
        self._name_strength()

    @property
    def shows_loss(self) -> bool:
        """Whether the plot of the losses is shown; always so where there is room for both."""
        return self._shows_loss or not self._narrow

    @property
    def shows_metric(self) -> bool:
        """Whether the plot of a metric is shown; always so where there is room for both."""
        return not self._shows_loss or not self._narrow

    def set_narrow(self, narrow: bool) -> None:
        """Let one plot be chosen, as there is no room for two; or a metric for the second one."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._name_second()
            self.set_metrics(*self._metrics)
            self.plots_changed.emit()

    def set_metrics(self, metrics: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer what the second plot can show, by title and key; where there is one plot only, the loss too."""
        self._metrics = metrics, chosen
        offered = [(self.tr("Loss"), _LOSS)] if self._narrow else []
        offered += metrics
        if offered != [
            (self.second.itemText(i), self.second.itemData(i)) for i in range(self.second.count())
        ]:
            self.second.clear()
            for title, key in offered:
                self.second.addItem(title, key)
        shown = _LOSS if self._narrow and self._shows_loss else chosen
        self.second.setCurrentIndex(max(0, self.second.findData(shown)))
        self._make_room()

    def _choose(self, key: str) -> None:
        if self._narrow and self._shows_loss != (key == _LOSS):
            self._shows_loss = key == _LOSS
            self.plots_changed.emit()
        if key != _LOSS:
            self.metric_chosen.emit(key)

    def _name_second(self) -> None:
        narrow = self._narrow
        self.second.setAccessibleName(self.tr("Curves") if narrow else self.tr("Metric"))
        self.second.setToolTip(
            tooltip(
                self.tr("Show the curves of the loss, or of a metric")
                if narrow
                else self.tr("What the second plot shows")
            )
        )

    def _smooth(self, value: int) -> None:
        self._name_strength()
        self.smoothing_chosen.emit(value / 100)

    def _name_strength(self) -> None:
        value = self._slider.value()
        words = (
            self.tr("off") if value == 0 else self.tr("light") if value < 60
            else self.tr("medium") if value < 90 else self.tr("strong")
        )  # fmt: skip
        self._words.setText(words)
        self._slider.setToolTip(
            tooltip(
                self.tr(
                    "Exponential moving average: a point is {0}\N{NARROW NO-BREAK SPACE}% of what went before. The raw curve stays, faint"
                ).format(value)
            )
        )
        self._slider.setAccessibleDescription(words)

    # Room ---------------------------------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        """Nothing wide: words give way."""
        return QSize(0, max(28, self.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for, the least needed first."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        used, gap = 0, 8
        always = [self._unit, self._fit, self._save, self._log, self._slider]
        # Where one plot is shown only, nothing matters more than which.
        always.insert(0 if self._narrow else len(always), self.second)
        for widget in (*always, self._before, self._words):
            slider = widget is self._slider
            needed = gap + (widget.minimumWidth() if slider else widget.sizeHint().width())
            wanted = widget is not self.second or self.second.count() > 1
            fits = wanted and used + needed - gap <= self.width()
            if widget in (self._before, self._words):  # they tell what the slider is
                fits = fits and not self._slider.isHidden()
            widget.setVisible(fits)
            used += needed if fits else 0
        self._widen_second(self.width() - used)

    def _widen_second(self, left: int) -> None:
        """Let the names of metrics be read to their ends where there is room for more than their beginnings."""
        box = self.second
        letters = box.fontMetrics()
        names = max((letters.horizontalAdvance(box.itemText(i)) for i in range(box.count())), default=0)
        least = box.sizeHint().width()
        around = least - box.minimumContentsLength() * letters.horizontalAdvance("X")
        box.setMinimumWidth(max(least, min(names + around + letters.horizontalAdvance("X"), least + left)))
