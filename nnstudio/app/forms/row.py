"""One setting in a form: its label, its control, the button for its default and the line below them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractSpinBox, QGridLayout, QLabel, QLineEdit, QMenu, QToolButton, QWidget

from nnstudio.app.forms.choice_edit import ChoiceEdit
from nnstudio.app.forms.editors import SwitchEdit, focus_target, make_editor, tab_stops
from nnstudio.app.glossary.guide import show_term
from nnstudio.app.glossary.words import linked, terms_in
from nnstudio.app.look import icons
from nnstudio.app.look.style_sheet import dress
from nnstudio.app.words import field_text
from nnstudio.app.words.field_text import DIFFERS
from nnstudio.app.words.texts import (
    differing_word,
    field_help,
    field_label,
    field_limits,
    field_unit,
    tooltip,
    value_text,
)
from nnstudio.nn.fields import FieldInfo

RESET_SIZE = 26
_LONG_LABEL = 100
"""Labels that are wider than this stand on two lines, so that the fields keep their room."""


class Row(QObject):
    """Label, control, reset button and the line under them.

    Signals
    -------
    committed(row), typed(row)
        As those of the control.
    reset_wanted(name)
    """

    committed = Signal(object)
    typed = Signal(object)
    reset_wanted = Signal(str)

    def __init__(self, info: FieldInfo, owner: str, form: QWidget) -> None:
        super().__init__(form)
        self.info = info
        self.error = ""
        self.advice = ""
        self.has_default, self.default = field_text.default(info, owner)
        self._value: Any = None
        self._external = False
        self.visible = True
        self.editor = make_editor(info, form)
        self.editor.committed.connect(self._commit)
        self.editor.typed.connect(self._type)
        self._target = focus_target(self.editor)
        self._target.setAccessibleName(", ".join(t for t in (field_label(info), field_unit(info)) if t))
        about = " ".join(t for t in (field_help(info), _sentence(field_limits(info))) if t)
        for stop in tab_stops(self.editor):
            stop.setToolTip(stop.toolTip() or tooltip(about))
            stop.installEventFilter(self)

        self.label: QLabel | None = None
        if not isinstance(self.editor, SwitchEdit):
            self.label = QLabel(form)
            self._words = field_label(info).replace("&", "&&")
            self._lines = _two_lines(self._words, self.label)
            self.label.setText(self._lines)
            self.label.setBuddy(self._target)
            self.label.setToolTip(self._target.toolTip())
            self.label.installEventFilter(self)

        self.note = QLabel(form)
        self.note.setWordWrap(True)
        self.note.setContentsMargins(0, 3, 0, 0)
        # The keyboard has the context menu: no extra Tab stops.
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.note.linkActivated.connect(lambda address: show_term(self.note, address.partition(":")[2]))
        self.note.hide()

        self.reset = QToolButton(form)
        self.reset.setFocusPolicy(
            Qt.FocusPolicy.NoFocus
        )  # the keyboard has the context menu: no extra Tab stops
        self.reset.setAccessibleName(
            QCoreApplication.translate("Field", "Reset {0}").format(field_label(info))
        )
        icons.set_icon(self.reset, "reset", "text_muted")
        self.reset.clicked.connect(self._reset)
        self.reset.setFixedSize(RESET_SIZE, RESET_SIZE)
        if self.has_default:
            words = QCoreApplication.translate("Field", "Reset to {0}").format(value_text(info, self.default))
            self.reset.setToolTip(words)

        # A click moves the focus on press. If the help under the old field vanished at once, the control under
        # the mouse would jump away before the release.
        self._settle = QTimer(self, singleShot=True, interval=30)
        self._settle.timeout.connect(self._update_note)
        self._update_note()

    @property
    def pending(self) -> bool:
        """Whether text stands in the field that the record refused."""
        return bool(self.error) and not self._external

    @property
    def changed(self) -> bool:
        """Whether the setting is known to have another value than its default."""
        value = self.editor.value()
        return self.has_default and value is not DIFFERS and bool(value != self.default)

    @property
    def label_width(self) -> int:
        """Width of the label beside the field; 0 where there is none to be seen."""
        if self.label is None or not self.visible:
            return 0
        metrics = self.label.fontMetrics()
        return max(metrics.horizontalAdvance(line.replace("&&", "&")) for line in self._lines.split("\n")) + 7

    def place(self, grid: QGridLayout, line: int, stacked: bool) -> None:
        """Lay the row out from a line of the grid on; it takes four lines."""
        for widget in (self.label, self.editor, self.note, self.reset):
            if widget is not None:
                grid.removeWidget(widget)
        middle = Qt.AlignmentFlag.AlignVCenter
        first = 0 if stacked or self.label is None else 1
        if self.label is not None and stacked:
            self.label.setText(self._words)
            self.label.setContentsMargins(0, 0, 0, 3)
            grid.addWidget(self.label, line, 0, 1, 3)
        elif self.label is not None:
            self.label.setText(self._lines)
            self.label.setContentsMargins(0, 0, 6, 0)
            grid.addWidget(self.label, line + 1, 0, middle)
        grid.addWidget(self.editor, line + 1, first, 1, 2 - first)
        grid.addWidget(self.reset, line + 1, 2, middle)
        grid.addWidget(self.note, line + 2, first, 1, 3 - first)
        grid.setRowMinimumHeight(line + 3, 8 if self.visible else 0)

    def shows(self, value: Any) -> bool:
        """Whether this value stands there already, and nothing else is said."""
        return not self.error and self._value is not None and self._value == value == self.editor.value()

    def show_value(self, value: Any) -> None:
        """Show a value; what was typed and refused is gone."""
        self._value = value
        self.editor.show_value(value)
        self.reset.setVisible(self.visible and self.changed)
        self.set_advice("")
        self.set_error("", external=False)

    def set_error(self, text: str, *, external: bool | None = None) -> None:
        """Show a message under the field, or take it back."""
        self.error = text
        self._external = bool(text) and (external if external is not None else not self._differs())
        dress(self._target, "problem", bool(text))
        self._update_note()

    def set_advice(self, text: str) -> None:
        """Say under the field what might be better; nothing is refused."""
        self.advice = text
        dress(self._target, "advice", bool(text))
        self._update_note()

    def set_visible(self, visible: bool) -> None:
        """Show or hide the whole row."""
        self.visible = visible
        for widget in (self.label, self.editor):
            if widget is not None:
                widget.setVisible(visible)
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(visible)
        self.reset.setSizePolicy(policy)
        self.reset.setVisible(visible and self.changed)
        self._update_note()

    def discard(self, grid: QGridLayout, line: int) -> None:
        """Remove the row; its widgets die when no signal of theirs is on the way any more."""
        self.blockSignals(True)  # a field that loses the focus with this would speak of the record before
        for stop in tab_stops(self.editor):
            stop.removeEventFilter(self)
        for widget in (self.label, self.editor, self.note, self.reset):
            if widget is not None:
                widget.hide()
                grid.removeWidget(widget)  # until it dies it takes no room
                widget.deleteLater()
        grid.setRowMinimumHeight(line + 3, 0)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the help while the field has the focus, and offer the default in the context menu."""
        if isinstance(event, QFocusEvent):
            self._settle.start()
        elif isinstance(event, QContextMenuEvent):
            self._menu(event)
            return True
        return super().eventFilter(watched, event)

    def _differs(self) -> bool:
        return bool(self.editor.value() != self._value)

    def _commit(self) -> None:
        self.committed.emit(self)

    def _type(self) -> None:
        self.typed.emit(self)

    def _reset(self) -> None:
        self.reset_wanted.emit(self.info.name)

    def _update_note(self) -> None:
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._settle.start()
            return
        focused = any(stop.hasFocus() for stop in tab_stops(self.editor))
        text = self.error or self.advice or (self._help() if focused else "")
        role = "error" if self.error else "advice" if self.advice else "small"
        dress(self.note, "role", role)
        helping = text and not self.error and not self.advice
        # What is wrong may quote what a file says.
        self.note.setTextFormat(Qt.TextFormat.RichText if helping else Qt.TextFormat.PlainText)
        self.note.setText(linked(text, field_label(self.info)) if helping else text)
        self.note.setVisible(self.visible and bool(text))
        differs = _sentence(differing_word()) if self.editor.value() is DIFFERS else ""
        description = " ".join(t for t in (self.error, self.advice, differs, self._help()) if t)
        if self._target.accessibleDescription() != description:
            self._target.setAccessibleDescription(description)

    def _help(self) -> str:
        """What the setting is for, and what it may be or what the present choice does."""
        info = self.info
        chosen = self.editor.chosen() if isinstance(self.editor, ChoiceEdit) else ""
        about = _sentence(chosen or field_limits(info))
        return " ".join(t for t in (field_help(info), about) if t)

    def _menu(self, event: QContextMenuEvent) -> None:
        line = self._target.lineEdit() if isinstance(self._target, QAbstractSpinBox) else self._target
        menu = (isinstance(line, QLineEdit) and line.createStandardContextMenu()) or QMenu(self._target)
        if menu.actions():
            menu.addSeparator()
        reset = menu.addAction(
            self.reset.toolTip() or QCoreApplication.translate("Field", "Reset"), self._reset
        )
        reset.setEnabled(self.changed or (self.has_default and self.editor.value() is DIFFERS))
        for term in terms_in(field_label(self.info), self._help()):
            text = QCoreApplication.translate("Field", "Glossary: {0}").format(term.title)
            menu.addAction(text).triggered.connect(lambda _=False, key=term.key: show_term(self._target, key))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


def _sentence(text: str) -> str:
    """Text with a capital and a full stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".") if text else ""


def _two_lines(words: str, label: QLabel) -> str:
    """Break a long label in its middle, where there is a space."""
    if label.fontMetrics().horizontalAdvance(words) <= _LONG_LABEL or " " not in words:
        return words
    spaces = [i for i, letter in enumerate(words) if letter == " "]
    middle = min(spaces, key=lambda i: abs(2 * i - len(words)))
    return f"{words[:middle]}\n{words[middle + 1 :]}"
