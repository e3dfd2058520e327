"""The controls a :class:`~nnstudio.app.forms.Form` is made of, one for each kind of setting.

Each shows a value (``show_value``), says what stands in it (``value``: a value, or the typed text where it means
nothing) and emits ``typed`` while the user works and ``committed`` once an edit is complete: Enter, leaving the field,
a step, a choice. None of them checks limits; the record does. None reacts to the wheel unless it has the focus, so
that scrolling a panel changes nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QWidget,
)

from nnstudio.app import field_text, icons
from nnstudio.app.texts import empty_word, field_label, field_unit
from nnstudio.nn.fields import FieldInfo


class NumberEdit(QAbstractSpinBox):
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
        line.setPlaceholderText(empty_word(info))
        self._unit = QLabel(field_unit(info), line)
        self._unit.setProperty("role", "small")
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        line.installEventFilter(self)
        line.textEdited.connect(self._touch)
        self.editingFinished.connect(self._finish)

    def show_value(self, value: Any) -> None:
        """Show a value, forgetting what was typed; the cursor stays where it was."""
        self._shown = value
        self._touched = False
        line, text = self.lineEdit(), field_text.show(self._info, value)
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
        if isinstance(value, str):
            value = self._shown
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes back what was typed."""
        line = self.lineEdit()
        if event.key() == Qt.Key.Key_Escape and line.text() != field_text.show(self._info, self._shown):
            self.show_value(self._shown)
            self.typed.emit()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the panel, not the number, unless the field has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

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
        text = line.fontMetrics().horizontalAdvance(field_text.show(self._info, self._shown) + "00")
        fits = bool(unit.text()) and unit.width() + text + 10 <= line.width()
        unit.setVisible(fits)
        unit.move(line.width() - unit.width(), (line.height() - unit.height()) // 2)
        line.setTextMargins(5, 0, unit.width() + 4 if fits else 0, 0)

    def _touch(self) -> None:
        self._touched = True
        self.typed.emit()

    def _finish(self) -> None:
        if self._touched:
            self._touched = False
            self.committed.emit()


class TextEdit(QLineEdit):
    """Edits text, or a list of numbers as text."""

    typed = Signal()
    committed = Signal()

    def __init__(self, info: FieldInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._info = info
        self._shown: Any = None
        self._touched = False  # Qt's own flag is lost when a spin box interprets its text
        self.setMinimumWidth(72)
        self.setPlaceholderText(empty_word(info))
        self.textEdited.connect(self._touch)
        self.editingFinished.connect(self._finish)

    def show_value(self, value: Any) -> None:
        """Show a value, forgetting what was typed; the cursor stays where it was."""
        self._shown = value
        self._touched = False
        text = field_text.show(self._info, value)
        if self.text() != text:
            cursor = self.cursorPosition()
            self.setText(text)
            self.setCursorPosition(min(cursor, len(text)))

    def value(self) -> Any:
        """Return the value that stands in the field, or its text where that means nothing."""
        return field_text.read(self._info, self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes back what was typed."""
        if event.key() == Qt.Key.Key_Escape and self.text() != field_text.show(self._info, self._shown):
            self.show_value(self._shown)
            self.typed.emit()
            return
        super().keyPressEvent(event)

    def _touch(self) -> None:
        self._touched = True
        self.typed.emit()

    def _finish(self) -> None:
        if self._touched:
            self._touched = False
            self.committed.emit()


class ChoiceEdit(QComboBox):
    """Edits a setting with a fixed set of values."""

    typed = Signal()
    committed = Signal()

    def __init__(self, info: FieldInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        longest = max((len(choice) for choice in info.field.choices), default=0)
        self.setMinimumContentsLength(min(max(6, longest), 14))
        self.setMinimumWidth(96)  # a long choice must not make a panel wider than its place
        self.setMaxVisibleItems(16)
        if info.optional:
            self.addItem(self.tr("none"), None)
        for choice in info.field.choices:
            self.addItem(choice.replace("_", " "), choice)
        self.activated.connect(self.committed)

    def show_value(self, value: Any) -> None:
        """Show a value."""
        self.setCurrentIndex(self.findData(value))

    def value(self) -> Any:
        """Return the chosen value."""
        return self.currentData()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the panel, not the choice, unless the field has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class SwitchEdit(QCheckBox):
    """Edits a setting that is on or off; its own text is the label."""

    typed = Signal()
    committed = Signal()

    def __init__(self, info: FieldInfo, parent: QWidget | None = None) -> None:
        super().__init__(field_label(info).replace("&", "&&"), parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.committed)

    def show_value(self, value: Any) -> None:
        """Show a value."""
        self.setChecked(bool(value))

    def value(self) -> Any:
        """Return whether it is on."""
        return self.isChecked()


class PathEdit(QWidget):
    """Edits the path of a file or folder."""

    typed = Signal()
    committed = Signal()

    def __init__(self, info: FieldInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = TextEdit(info, self)
        self.text.typed.connect(self.typed)
        self.text.committed.connect(self.committed)
        self.browse = QToolButton(self)
        self.browse.setText(self.tr("Browse…"))
        self.browse.setToolTip(self.tr("Choose a file or folder"))
        self.browse.setAccessibleName(self.tr("Browse for {0}").format(field_label(info)))
        self.browse.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.browse.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        icons.set_icon(self.browse, "open", "text_muted")
        menu = QMenu(self)
        menu.addAction(self.tr("Choose file…"), self._choose_file)
        menu.addAction(self.tr("Choose folder…"), self._choose_folder)
        self.browse.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.text, 1)
        row.addWidget(self.browse)
        self.setFocusProxy(self.text)

    def show_value(self, value: Any) -> None:
        """Show a path."""
        self.text.show_value(value)

    def value(self) -> Any:
        """Return the path as text."""
        return self.text.value()

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Choose file"), self._folder())
        self._take(path)

    def _choose_folder(self) -> None:
        self._take(QFileDialog.getExistingDirectory(self, self.tr("Choose folder"), self._folder()))

    def _folder(self) -> str:
        here = Path(self.text.text())
        return str(here if here.is_dir() else here.parent) if self.text.text() else ""

    def _take(self, path: str) -> None:
        if path:
            self.text.setText(path)
            self.committed.emit()


Editor = NumberEdit | TextEdit | ChoiceEdit | SwitchEdit | PathEdit


def make_editor(info: FieldInfo, parent: QWidget | None = None) -> Editor:
    """Return the control for a setting."""
    if info.kind in ("int", "float", "pair"):
        return NumberEdit(info, parent)
    if info.kind == "choice":
        return ChoiceEdit(info, parent)
    if info.kind == "bool":
        return SwitchEdit(info, parent)
    if info.kind == "path":
        return PathEdit(info, parent)
    return TextEdit(info, parent)


def focus_target(editor: Editor) -> QWidget:
    """Return the widget of an editor that takes the keyboard focus and speaks to a screen reader."""
    return editor.text if isinstance(editor, PathEdit) else editor


def tab_stops(editor: Editor) -> tuple[QWidget, ...]:
    """Return the widgets of an editor that Tab visits, in order."""
    return (editor.text, editor.browse) if isinstance(editor, PathEdit) else (editor,)
