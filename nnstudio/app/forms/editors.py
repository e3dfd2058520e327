"""The controls a :class:`~nnstudio.app.forms.Form` is made of, one for each kind of setting.

Each shows a value (``show_value``), says what stands in it (``value``: a value, or the typed text where it means
nothing) and emits ``typed`` while the user works and ``committed`` once an edit is complete: Enter, leaving the field,
a step, a choice. None of them checks limits; the record does. None reacts to the wheel unless it has the focus, so
that scrolling a panel changes nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QMenu, QToolButton, QWidget

from nnstudio.app.files.asked_file import begin_at
from nnstudio.app.forms import field_scale
from nnstudio.app.forms.choice_edit import ChoiceEdit, large
from nnstudio.app.forms.number_edit import NumberEdit, SliderEdit
from nnstudio.app.look import icons
from nnstudio.app.widgets.boxes import h_box
from nnstudio.app.widgets.undo_keys import left_to_window
from nnstudio.app.words import field_text
from nnstudio.app.words.field_text import DIFFERS
from nnstudio.app.words.texts import differing_word, empty_word, field_label
from nnstudio.nn.fields import FieldInfo
from nnstudio.system.briefly import briefly


class TextEdit(QLineEdit):
    """Edits text, or a list of numbers as text."""

    typed = Signal()
    committed = Signal()

    def __init__(self, info: FieldInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._info = info
        self._shown: Any = None
        self.setMinimumWidth(72)
        self.textEdited.connect(self.typed)
        self.editingFinished.connect(self._finish)

    def show_value(self, value: Any) -> None:
        """Show a value, forgetting what was typed; the cursor stays where it was."""
        self._shown = value
        self.setModified(False)
        self.setPlaceholderText(differing_word() if value is DIFFERS else empty_word(self._info))
        text = field_text.show(self._info, value)
        if self.text() != text:
            cursor = self.cursorPosition()
            self.setText(text)
            self.setCursorPosition(min(cursor, len(text)))

    def value(self) -> Any:
        """Return the value that stands in the field, or its text where that means nothing."""
        if self._shown is DIFFERS and not self.text():
            return DIFFERS
        return field_text.read(self._info, self.text())

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window once what was typed is taken."""
        return not left_to_window(event, typed=self.isModified()) and super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes back what was typed."""
        if event.key() == Qt.Key.Key_Escape and self.text() != field_text.show(self._info, self._shown):
            self.show_value(self._shown)
            self.typed.emit()
            return
        super().keyPressEvent(event)

    def _finish(self) -> None:
        if self.isModified():
            self.setModified(False)
            self.committed.emit()


class SwitchEdit(QCheckBox):
    """Edits a setting that is on or off; its own text is the label."""

    typed = Signal()
    committed = Signal()

    def __init__(self, info: FieldInfo, parent: QWidget | None = None) -> None:
        super().__init__(field_label(info).replace("&", "&&"), parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.committed)

    def show_value(self, value: Any) -> None:
        """Show a value; a dash where several things differ."""
        state = Qt.CheckState.Checked if value is True else Qt.CheckState.Unchecked
        self.setCheckState(Qt.CheckState.PartiallyChecked if value is DIFFERS else state)

    def value(self) -> Any:
        """Return whether it is on."""
        differs = self.checkState() == Qt.CheckState.PartiallyChecked
        return DIFFERS if differs else self.isChecked()

    def nextCheckState(self) -> None:
        """A click answers on or off, never in between."""
        self.setCheckState(
            Qt.CheckState.Unchecked if self.checkState() == Qt.CheckState.Checked else Qt.CheckState.Checked
        )


class AnswerEdit(ChoiceEdit):
    """Edits a setting that is on or off, or left to the program."""

    def __init__(self, info: FieldInfo, parent: QWidget | None = None) -> None:
        super().__init__(info, parent)
        self.setItemText(0, large(empty_word(info)))
        self.addItem(large(self.tr("yes")), True)
        self.addItem(large(self.tr("no")), False)


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
        row = h_box(self, margins=0, spacing=4)
        row.addWidget(self.text, 1)
        row.addWidget(self.browse)

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
        return begin_at(here if briefly(here.is_dir, False) else here.parent) if self.text.text() else ""

    def _take(self, path: str) -> None:
        if path:
            self.text.setText(path)
            self.committed.emit()


Editor = NumberEdit | SliderEdit | TextEdit | ChoiceEdit | SwitchEdit | PathEdit


def make_editor(info: FieldInfo, parent: QWidget) -> Editor:
    """Return the control for a setting."""
    if field_scale.stops(info):
        return SliderEdit(info, parent)
    if info.kind in ("int", "float", "pair"):
        return NumberEdit(info, parent)
    if info.kind == "choice":
        return ChoiceEdit(info, parent)
    if info.kind == "bool" and info.optional:
        return AnswerEdit(info, parent)
    if info.kind == "bool":
        return SwitchEdit(info, parent)
    if info.kind == "path":
        return PathEdit(info, parent)
    return TextEdit(info, parent)


def focus_target(editor: Editor) -> QWidget:
    """Return the widget of an editor that takes the keyboard focus and speaks to a screen reader."""
    return tab_stops(editor)[0]


def tab_stops(editor: Editor) -> tuple[QWidget, ...]:
    """Return the widgets of an editor that Tab visits, in order."""
    if isinstance(editor, PathEdit):
        return (editor.text, editor.browse)
    return (editor.number, editor.slider) if isinstance(editor, SliderEdit) else (editor,)
