"""Numbers: a spin box that lets anything be typed, and a slider beside it for shares and rates."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QEvent, QLocale, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent, QValidator
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QLabel,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QWidget,
)

from nnstudio.app.forms import field_scale
from nnstudio.app.look import theme
from nnstudio.app.widgets.boxes import h_box
from nnstudio.app.widgets.undo_keys import left_to_window
from nnstudio.app.widgets.wheel import LeavesWheel
from nnstudio.app.words import field_text
from nnstudio.app.words.field_text import DIFFERS
from nnstudio.app.words.texts import differing_word, empty_word, field_label, field_unit
from nnstudio.nn.fields import FieldInfo

_GRAIN = 100
"""Positions of the slider from one stop to the next: values between two stops stand between them."""
_AROUND = 21
"""Pixels around the text of a field and before its unit; where there are fewer, the unit is left out."""


class NumberEdit(LeavesWheel, QAbstractSpinBox):
    """Edits a whole number, a number or a pair; any text may be typed, steps stay inside the limits."""

    typed = Signal()
    committed = Signal()

    def __init__(self, info: FieldInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._info = info
        self._shown: Any = None
        self._touched = False  # Qt's own flag is lost when a spin box interprets its text
        self.setLocale(QLocale.c())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccelerated(True)
        self.setMinimumWidth(72)
        line = self.lineEdit()
        self._unit = QLabel(field_unit(info), line)
        self._unit.setProperty("role", "small")
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        line.installEventFilter(self)
        line.textEdited.connect(self._touch)
        self.editingFinished.connect(self._finish)
        theme.current().resized.connect(self._place_unit)

    def show_value(self, value: Any) -> None:
        """Show a value, forgetting what was typed; the cursor stays where it was."""
        self._shown = value
        self._touched = False
        line, text = self.lineEdit(), field_text.show(self._info, value)
        line.setPlaceholderText(differing_word() if value is DIFFERS else empty_word(self._info))
        if line.text() != text:
            cursor = line.cursorPosition()
            line.setText(text)
            line.setCursorPosition(min(cursor, len(text)))
        self._place_unit()

    def value(self) -> Any:
        """Return the value that stands in the field, or its text where that means nothing."""
        text = self.lineEdit().text()
        if text == field_text.show(self._info, self._shown):
            return self._shown  # all its digits, not only those shown
        return field_text.read(self._info, text)

    def stepBy(self, steps: int) -> None:
        """Step from what is typed, or from the last good value where that means nothing."""
        value = self.value()
        if isinstance(value, str) or (isinstance(value, float) and not math.isfinite(value)):
            value = self._shown
        if value is DIFFERS:
            value = None
        self.lineEdit().setText(field_text.show(self._info, field_text.stepped(self._info, value, steps)))
        self.lineEdit().selectAll()
        self.typed.emit()
        self.committed.emit()

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Steps are always allowed: at a limit they change nothing."""
        flags = QAbstractSpinBox.StepEnabledFlag
        return flags.StepNone if self.isReadOnly() else flags.StepUpEnabled | flags.StepDownEnabled

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Let everything be typed; a refusal without words helps nobody."""
        return QValidator.State.Acceptable, text, position

    def fixup(self, text: str) -> str:
        """Leave the text as it is."""
        return text

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window once what was typed is taken."""
        return not left_to_window(event, typed=self._is_typed()) and super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and undo take back what was typed."""
        back = event.key() == Qt.Key.Key_Escape or event.matches(QKeySequence.StandardKey.Undo)
        if back and self._is_typed():
            self.show_value(self._shown)
            self.typed.emit()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the unit at the right end of the text."""
        if event.type() == QEvent.Type.Resize:
            self._place_unit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the unit at the right end of the text."""
        super().resizeEvent(event)
        self._place_unit()

    def _place_unit(self) -> None:
        line, unit = self.lineEdit(), self._unit
        unit.adjustSize()
        told = "" if self._shown is DIFFERS else field_text.show(self._info, self._shown)
        words = f"{told}00" if told else line.placeholderText()
        text = line.fontMetrics().horizontalAdvance(words)
        fits = bool(unit.text()) and unit.width() + text + _AROUND <= line.width()
        unit.setVisible(fits)
        unit.move(line.width() - unit.width(), (line.height() - unit.height()) // 2)
        line.setTextMargins(5, 0, unit.width() + 4 if fits else 0, 0)

    def _is_typed(self) -> bool:
        return self.lineEdit().text() != field_text.show(self._info, self._shown)

    def _touch(self) -> None:
        self._touched = True
        self.typed.emit()

    def _finish(self) -> None:
        if self._touched:
            self._touched = False
            self.committed.emit()


class ScaleSlider(LeavesWheel, QSlider):
    """A slider that stops at round values.

    Parameters
    ----------
    info : FieldInfo
        Of a setting that has stops.

    Signals
    -------
    chosen(float)
        The user moved it to another stop.
    """

    chosen = Signal(float)

    def __init__(self, info: FieldInfo, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._stops = field_scale.stops(info)
        last = len(self._stops) - 1
        self.setRange(0, last * _GRAIN)
        self.setSingleStep(_GRAIN)
        self.setPageStep(max(1, last // 5) * _GRAIN)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(56)
        self.actionTriggered.connect(self._stop)
        self.valueChanged.connect(self._moved)

    def show_value(self, value: float) -> None:
        """Move to a value, without telling anybody."""
        with QSignalBlocker(self):
            self.setValue(round(field_scale.place(self._stops, value) * _GRAIN))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let the handle come to the mouse; from there it can be dragged."""
        if event.button() == Qt.MouseButton.LeftButton:
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            part = QStyle.SubControl.SC_SliderHandle
            handle = self.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part, self)
            if not handle.contains(event.position().toPoint()):
                left, room = handle.width() / 2, self.width() - handle.width()
                share = (event.position().x() - left) / max(1, room)
                stop = round(min(1.0, max(0.0, share)) * (len(self._stops) - 1))
                self.setValue(stop * _GRAIN)
        super().mousePressEvent(event)

    def _stop(self, action: int) -> None:
        """Let every move end at a stop: from between two stops, a step leads to the next one."""
        here, wanted = self.value() / _GRAIN, self.sliderPosition() / _GRAIN
        stop = round(wanted)
        if action in _UP:
            stop = math.floor(here + 1e-6) + max(1, round(wanted - here))
        elif action in _DOWN:
            stop = math.ceil(here - 1e-6) - max(1, round(here - wanted))
        self.setSliderPosition(min(max(stop, 0), len(self._stops) - 1) * _GRAIN)

    def _moved(self, position: int) -> None:
        self.chosen.emit(self._stops[round(position / _GRAIN)])


_UP = (
    QAbstractSlider.SliderAction.SliderSingleStepAdd.value,
    QAbstractSlider.SliderAction.SliderPageStepAdd.value,
)
_DOWN = (
    QAbstractSlider.SliderAction.SliderSingleStepSub.value,
    QAbstractSlider.SliderAction.SliderPageStepSub.value,
)


class SliderEdit(QWidget):
    """Edits a share or a rate: a number for what is precise, a slider for what is quick."""

    typed = Signal()
    committed = Signal()

    def __init__(self, info: FieldInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._info = info
        self.number = NumberEdit(info, self)
        self._show_room(differs=False)
        self.number.typed.connect(self._follow)
        self.number.committed.connect(self.committed)
        self.slider = ScaleSlider(info, self)
        self.slider.setAccessibleName(self.tr("{0}, slider").format(field_label(info)))
        self.slider.chosen.connect(self._choose)
        row = h_box(self, margins=0, spacing=8)
        row.addWidget(self.number, 0)
        row.addWidget(self.slider, 1)

    def show_value(self, value: Any) -> None:
        """Show a value in both."""
        self._show_room(differs=value is DIFFERS)
        self.number.show_value(value)
        self._follow_value(value)

    def value(self) -> Any:
        """Return the value that stands in the number, or its text where that means nothing."""
        return self.number.value()

    def _show_room(self, *, differs: bool) -> None:
        """Keep room for a number, and for the word that stands in its place where several differ."""
        word = self.number.fontMetrics().horizontalAdvance(differing_word()) + 44 if differs else 0
        self.number.setMinimumWidth(max(theme.current().room(78), word))

    def _follow(self) -> None:
        self._follow_value(self.number.value())
        self.typed.emit()

    def _follow_value(self, value: Any) -> None:
        """Move the slider to what stands in the number."""
        text = isinstance(value, str)  # what was typed and means nothing
        known = isinstance(value, int | float) and math.isfinite(value)
        self.slider.show_value(value if known else self._info.field.minimum or 0.0)
        self.slider.setAccessibleDescription(value if text else field_text.show(self._info, value))

    def _choose(self, value: float) -> None:
        self.number.lineEdit().setText(field_text.show_float(value))
        self.slider.setAccessibleDescription(field_text.show_float(value))
        self.typed.emit()
        self.committed.emit()
