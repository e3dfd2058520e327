"""The threshold of a class: drawn, typed or found, and for two classes kept in the project."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import (
    QBoxLayout,
    QDoubleSpinBox,
    QLabel,
    QLayout,
    QMenu,
    QSlider,
    QToolButton,
    QWidget,
)

from nnstudio.app.look import icons
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.wheel import LeavesWheel
from nnstudio.app.words.texts import tooltip, translate
from nnstudio.data.preparing.deciding import Decision
from nnstudio.nn.figures import GRAIN
from nnstudio.project.decisions import one_in_words

HALF = 0.5
"""Where the more probable of two classes is answered."""


class ThresholdBox(QWidget):
    """Number and slider, two ways to find a good one, and what becomes of it.

    Parameters
    ----------
    head : QBoxLayout
        The line above it, at whose end stands what finds a threshold.
    figures : QLayout
        What is reached at the threshold; it stands below the slider.

    Signals
    -------
    moved()
        The threshold is another.
    wanted(str)
        The one with the highest "f1" or "youden" is to be found.
    kept(object)
        This :class:`Decision` is to be kept, or None: the answers are to be as usual.
    elsewhere_requested()
        The validation part is to be looked at.
    """

    moved = Signal()
    wanted = Signal(str)
    kept = Signal(object)
    elsewhere_requested = Signal()

    def __init__(self, head: QBoxLayout, figures: QLayout) -> None:
        super().__init__()
        self._now = Decision(HALF)
        self._kept: Decision | None = None
        self.number = _Number()
        self.number.setAccessibleName(self.tr("Threshold"))
        self.number.setToolTip(tooltip(self.tr("From which probability on the answer is yes")))
        self.number.valueChanged.connect(self.go_to)
        name = QLabel(self.tr("Threshold"))
        name.setBuddy(self.number)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(1, GRAIN - 1)
        self.slider.setSingleStep(GRAIN // 100)
        self.slider.setPageStep(GRAIN // 10)
        self.slider.setAccessibleName(self.tr("Threshold, slider"))
        self.slider.setToolTip(self.number.toolTip())
        self.slider.valueChanged.connect(self._slide)
        self.finder = self._finder()
        self.use = push_button(
            self.tr("Use this threshold"),
            lambda: self.kept.emit(None if self._now.threshold == HALF else self._now),
            tip=self.tr(
                "Every answer of these weights follows it from now on: results, Try it, exports, the command line. It is kept in the project"
            ),
        )
        self.reset = push_button(
            self.tr("Back to 0.5"),
            self._back,
            role="link",
            tip=self.tr("Answer the more probable class, as usual"),
        )
        self.warning, self.note = label("", "advice", wrap=True), label("", "small", wrap=True)
        self.elsewhere = push_button(
            self.tr("Look at the validation part"), self.elsewhere_requested, role="link"
        )
        first, last, column = h_box(), h_box(), v_box(self, margins=0, spacing=4)
        first.addWidget(name)
        first.addWidget(self.number)
        first.addWidget(self.slider, 1)
        last.addWidget(self.use)
        last.addWidget(self.reset)
        last.addStretch(1)
        head.addWidget(self.finder)
        column.addLayout(head)
        column.addLayout(first)
        column.addLayout(last)
        column.addWidget(self.warning)
        column.addWidget(self.elsewhere, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(figures)
        column.addWidget(self.note)

    @property
    def threshold(self) -> float:
        """From which probability on the answer is yes."""
        return self._now.threshold

    @property
    def decision(self) -> Decision | None:
        """What is answered at this threshold; None where that is as usual."""
        return None if self._now.threshold == HALF else self._now

    def begin(self, now: Decision) -> None:
        """Show a threshold, and tell nobody."""
        self._now = now
        with QSignalBlocker(self.number), QSignalBlocker(self.slider):
            self.number.setValue(now.threshold)
            self.slider.setValue(round(now.threshold * GRAIN))

    def go_to(self, threshold: float) -> None:
        """Come to another threshold."""
        threshold = round(threshold * GRAIN) / GRAIN
        if threshold != self._now.threshold:
            self.begin(Decision(threshold, self._now.yes, self._now.part))
            self.moved.emit()

    def offer(
        self, answers: tuple[str, ...], kept: Decision | None, other: Decision | None, validation: bool
    ) -> None:
        """Offer to keep what is shown, and say what is kept.

        Parameters
        ----------
        answers : tuple of str
            What no and yes are called; nothing where nothing can be kept.
        kept : Decision, optional
            What is kept for these weights.
        other : Decision, optional
            The newest that is kept for other weights.
        validation : bool
            Whether there is a validation part to choose on.
        """
        self._kept = kept
        now, part = self.decision, self._now.part
        same = (now is None and kept is None) or (
            now is not None and kept is not None and (now.threshold, now.yes) == (kept.threshold, kept.yes)
        )
        warns = not same and part != "validation"
        for widget, shown in (
            (self.use, True),
            (self.reset, True),
            (self.warning, warns),
            (self.note, not warns),
        ):
            widget.setVisible(bool(answers) and shown)
        self.use.setEnabled(not same)
        self.reset.setEnabled(kept is not None or now is not None)
        self.elsewhere.setVisible(bool(answers) and warns and validation)
        if answers:
            (self.warning if warns else self.note).setText(self._words(answers, other, same))

    def _words(self, answers: tuple[str, ...], other: Decision | None, same: bool) -> str:
        kept, part = self._kept, self._now.part
        parts = {
            "validation": self.tr("the validation part"),
            "test": self.tr("the test part, whose figures are too good by that"),
            "train": self.tr("the training part, which was learned from"),
        }
        if same and kept is not None:
            return self.tr("Kept for these weights: {0}, chosen on {1}.").format(
                translate(one_in_words(kept, answers)), parts[kept.part]
            )
        if same and other is not None:
            return self.tr(
                "Other weights of this project answer {0}. For these nothing is chosen yet."
            ).format(translate(one_in_words(other, answers)))
        if same:
            return self.tr("As usual: the more probable class is answered.")
        if part == "validation":
            return self.tr("Only tried so far, and kept nowhere.")
        if part == "test":
            return self.tr(
                "Chosen on the test part, it would make the figures of the test too good. Choose it on the validation part."
            )
        return self.tr(
            "The network has learned from these samples, and is surer of them than of others. Choose it on the validation part."
        )

    def _slide(self, place: int) -> None:
        self.go_to(place / GRAIN)

    def _back(self) -> None:
        """Answer as usual."""
        if self._kept is not None:
            self.kept.emit(None)
        self.go_to(HALF)

    def _finder(self) -> QToolButton:
        button = QToolButton()
        button.setText(self.tr("Find"))
        icons.set_icon(button, "chevron-down")
        button.setIconSize(QSize(14, 14))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow behind the word
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip(tooltip(self.tr("Find the best threshold on the part that is shown")))
        button.setAccessibleName(self.tr("Find a threshold"))
        menu = QMenu(button)
        for title, goal in (
            (self.tr("Highest F1"), "f1"),
            (self.tr("Highest Youden index (recall − false positive rate)"), "youden"),
        ):
            menu.addAction(title).triggered.connect(self._asks(goal))
        button.setMenu(menu)
        return button

    def _asks(self, goal: str) -> Callable[[], None]:
        return lambda: self.wanted.emit(goal)


class _Number(LeavesWheel, QDoubleSpinBox):
    """Four decimals at most, and no more than it needs; the wheel scrolls the column unless it has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setLocale(QLocale.c())
        self.setDecimals(4)
        self.setRange(1 / GRAIN, 1 - 1 / GRAIN)
        self.setSingleStep(0.01)
        self.lineEdit().setTextMargins(5, 0, 0, 0)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """A comma is a point: the text is as long with either."""
        return super().validate(text.replace(",", "."), position)

    def textFromValue(self, value: float) -> str:
        """Without zeros at its end."""
        return f"{value:.4f}".rstrip("0")
