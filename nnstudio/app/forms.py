"""One form for everything that is described with fields: layers, optimizers, data sources, exports, preferences."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QAbstractSpinBox, QGridLayout, QLabel, QLineEdit, QMenu, QToolButton, QWidget

from nnstudio.app import field_text, icons
from nnstudio.app.editors import SwitchEdit, focus_target, make_editor, tab_stops
from nnstudio.app.texts import field_error_text, field_help, field_label, field_unit, tooltip
from nnstudio.nn.fields import FieldInfo, Spec, fields_of
from nnstudio.system.messages import StudioError

_FIELD_WIDTH = 140
"""Labels stand beside their fields while this much is left for the fields, else above them."""
_RESET_SIZE = 24


class Form(QWidget):
    """Edits a :class:`~nnstudio.nn.fields.Spec`.

    An edit makes a new record; the form never changes the one it was given. Text that breaks a limit stays in
    its field with the reason under it, and nothing is emitted.

    Parameters
    ----------
    spec : Spec, optional
        The record to edit; without one the form is empty.
    only : collection of str, optional
        Names of the settings to show; all where it is missing. Order is always that of the record.
    advanced : collection of str, optional
        Names of settings to leave out unless :meth:`show_advanced` asks for them.
    parent : QWidget, optional

    Signals
    -------
    edited(spec, name)
        The new record, and the name of the setting that differs.
    """

    edited = Signal(object, str)

    def __init__(
        self,
        spec: Spec | None = None,
        *,
        only: Collection[str] | None = None,
        advanced: Collection[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._only = only
        self._advanced = advanced
        self._with_advanced = False
        self._spec: Spec | None = None
        self._rows: dict[str, _Row] = {}
        self._stacked = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self.set_spec(spec)

    @property
    def spec(self) -> Spec | None:
        """The record as it stands, without text that was refused."""
        return self._spec

    def set_spec(self, spec: Spec | None, *, fresh: bool = False) -> None:
        """Show a record. Nothing is emitted; focus, cursor and selection stay where they are.

        Parameters
        ----------
        spec : Spec or None
        fresh : bool
            Whether this is another object than before (another layer): text that was refused is then forgotten.
            Otherwise it stays in the fields that the new record does not change.
        """
        old, self._spec = self._spec, spec
        if type(spec) is not type(old) or (spec is not None and not self._rows):
            self._build()
            return
        for name, row in self._rows.items():
            value = getattr(spec, name)
            if fresh or not row.pending or value != getattr(old, name):
                row.show_value(value)

    def commit(self) -> bool:
        """Take over text that was typed but not yet confirmed; say whether every field is in order.

        To be called before the record is used: a shortcut or a click on a button does not move the focus.
        """
        for row in self._rows.values():
            if row.editor.value() != getattr(self._spec, row.info.name):
                self._take(row)
        return not self.problems()

    def problems(self) -> Mapping[str, str]:
        """Return the messages under the fields, by setting."""
        return {name: row.error for name, row in self._rows.items() if row.error}

    def mark(self, name: str, text: str) -> None:
        """Show a problem that somebody else found under a field, until the next edit; empty text takes it back."""
        if name in self._rows:
            self._rows[name].set_error(text)

    def editor(self, name: str) -> QWidget:
        """Return the control of a setting."""
        return self._rows[name].editor

    def focus_field(self, name: str) -> None:
        """Move the keyboard focus into a field and select what is in it."""
        target = focus_target(self._rows[name].editor)
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(target, QLineEdit | QAbstractSpinBox):
            target.selectAll()

    def show_advanced(self, shown: bool) -> None:
        """Show or hide the settings that were named as advanced."""
        self._with_advanced = shown
        for name in self._advanced:
            if name in self._rows:
                self._rows[name].set_visible(shown)
        self._arrange(self._stacked)

    def advanced_rows(self) -> tuple[int, int]:
        """How many settings of this record are advanced, and how many of them differ from their default."""
        rows = [self._rows[name] for name in self._advanced if name in self._rows]
        return len(rows), sum(row.has_default and row.editor.value() != row.default for row in rows)

    def minimumSizeHint(self) -> QSize:
        """As narrow as with the labels above their fields: only then can it become so narrow."""
        fields = (row.editor.minimumSizeHint().width() for row in self._rows.values())
        narrow = max(fields, default=0) + self._grid.horizontalSpacing() + _RESET_SIZE
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), narrow), hint.height())

    def label_width(self) -> int:
        """Width of the longest label, for forms that stand one below the other."""
        labels = [row.label for row in self._rows.values() if row.label is not None]
        return max((label.sizeHint().width() for label in labels), default=0)

    def set_label_width(self, width: int) -> None:
        """Let the fields begin behind a label of this width."""
        self._grid.setColumnMinimumWidth(0, 0 if self._stacked else width)

    def reset(self, name: str) -> None:
        """Give a setting its default, as an edit."""
        row = self._rows[name]
        if row.has_default:
            row.editor.show_value(row.default)
            self._take(row)

    def _build(self) -> None:
        for row in self._rows.values():
            row.discard()
        self._rows = {}
        if self._spec is None:
            return
        previous: QWidget | None = None
        for info in fields_of(type(self._spec)):
            if self._only is not None and info.name not in self._only:
                continue
            row = _Row(info, type(self._spec).__name__, self)
            row.committed.connect(self._take)
            row.typed.connect(self._recheck)
            row.reset_wanted.connect(self.reset)
            row.show_value(getattr(self._spec, info.name))
            row.set_visible(self._with_advanced or info.name not in self._advanced)
            self._rows[info.name] = row
            for stop in tab_stops(row.editor):
                if previous is not None:
                    QWidget.setTabOrder(previous, stop)
                previous = stop
        self._arrange(self._wants_stacking())

    def _take(self, row: _Row) -> None:
        """Make the edit of one field, or say why not."""
        assert self._spec is not None
        name = row.info.name
        try:
            spec = self._spec.replace(**{name: row.editor.value()})
        except StudioError as error:
            row.set_error(field_error_text(error))
            return
        changed = spec != self._spec
        self._spec = spec
        row.show_value(getattr(spec, name))
        if changed:
            self.edited.emit(spec, name)

    def _recheck(self, row: _Row) -> None:
        """Take back a message as soon as what is typed is right; new messages wait until the edit is complete."""
        if not row.error or self._spec is None:
            return
        try:
            self._spec.replace(**{row.info.name: row.editor.value()})
        except StudioError as error:
            row.set_error(field_error_text(error))
        else:
            row.set_error("")

    def _wants_stacking(self) -> bool:
        beside = 2 * self._grid.horizontalSpacing() + _FIELD_WIDTH + _RESET_SIZE
        return self.label_width() + beside > self.width()

    def _arrange(self, stacked: bool) -> None:
        self._stacked = stacked
        for number, row in enumerate(self._rows.values()):
            row.place(self._grid, 4 * number, stacked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the labels above their fields where there is no room beside them."""
        super().resizeEvent(event)
        stacked = self._wants_stacking()
        if stacked != self._stacked:
            self._arrange(stacked)


class _Row(QObject):
    """Label, control, reset button and the line under them, for one setting."""

    committed = Signal(object)
    typed = Signal(object)
    reset_wanted = Signal(str)

    def __init__(self, info: FieldInfo, owner: str, form: QWidget) -> None:
        super().__init__(form)
        self.info = info
        self.error = ""
        self.has_default, self.default = field_text.default(info, owner)
        self._external = False
        self._visible = True
        self.editor = make_editor(info, form)
        self.editor.committed.connect(self._commit)
        self.editor.typed.connect(self._type)
        self._target = focus_target(self.editor)
        self._target.setAccessibleName(", ".join(t for t in (field_label(info), field_unit(info)) if t))
        self._target.setToolTip(tooltip(field_help(info)))
        self._target.installEventFilter(self)

        self.label: QLabel | None = None
        if not isinstance(self.editor, SwitchEdit):
            self.label = QLabel(field_label(info).replace("&", "&&"), form)
            self.label.setBuddy(self._target)
            self.label.setToolTip(self._target.toolTip())
            self.label.installEventFilter(self)

        self.note = QLabel(form)
        self.note.setWordWrap(True)
        self.note.setContentsMargins(0, 3, 0, 0)
        self.note.hide()

        self.reset = QToolButton(form)
        self.reset.setFocusPolicy(
            Qt.FocusPolicy.NoFocus
        )  # the keyboard has the context menu: no extra Tab stops
        self.reset.setAccessibleName(
            QCoreApplication.translate("Form", "Reset {0}").format(field_label(info))
        )
        icons.set_icon(self.reset, "reset", "text_muted")
        self.reset.clicked.connect(self._reset)
        self.reset.setFixedSize(_RESET_SIZE, _RESET_SIZE)
        if self.has_default:
            default = field_text.show(info, self.default) or QCoreApplication.translate("Form", "automatic")
            self.reset.setToolTip(QCoreApplication.translate("Form", "Reset to {0}").format(default))

        # A click moves the focus on press. If the help under the old field vanished at once, the control under
        # the mouse would jump away before the release.
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(30)
        self._settle.timeout.connect(self._update_note)
        self._update_note()

    @property
    def pending(self) -> bool:
        """Whether text stands in the field that the record refused."""
        return bool(self.error) and not self._external

    def place(self, grid: QGridLayout, line: int, stacked: bool) -> None:
        """Lay the row out from a line of the grid on; it takes four lines."""
        for widget in (self.label, self.editor, self.note, self.reset):
            if widget is not None:
                grid.removeWidget(widget)
        middle = Qt.AlignmentFlag.AlignVCenter
        first = 0 if stacked or self.label is None else 1
        if self.label is not None and stacked:
            self.label.setContentsMargins(0, 0, 0, 3)
            grid.addWidget(self.label, line, 0, 1, 3)
        elif self.label is not None:
            self.label.setContentsMargins(0, 0, 6, 0)
            grid.addWidget(self.label, line + 1, 0, middle)
        grid.addWidget(self.editor, line + 1, first, 1, 2 - first)
        grid.addWidget(self.reset, line + 1, 2, middle)
        grid.addWidget(self.note, line + 2, first, 1, 3 - first)
        grid.setRowMinimumHeight(line + 3, 8 if self._visible else 0)

    def show_value(self, value: Any) -> None:
        """Show a value; what was typed and refused is gone."""
        self.editor.show_value(value)
        self.reset.setVisible(self._visible and self.has_default and value != self.default)
        self.set_error("", external=False)

    def set_error(self, text: str, *, external: bool | None = None) -> None:
        """Show a message under the field, or take it back."""
        self.error = text
        self._external = bool(text) and (external if external is not None else not self._differs())
        if self._target.property("problem") != bool(text):
            self._target.setProperty("problem", bool(text))
            self._target.style().unpolish(self._target)
            self._target.style().polish(self._target)
        self._update_note()

    def set_visible(self, visible: bool) -> None:
        """Show or hide the whole row."""
        self._visible = visible
        for widget in (self.label, self.editor):
            if widget is not None:
                widget.setVisible(visible)
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(visible)
        self.reset.setSizePolicy(policy)
        self.reset.setVisible(visible and self.has_default and self.editor.value() != self.default)
        self._update_note()

    def discard(self) -> None:
        """Remove the row; its widgets die when no signal of theirs is on the way any more."""
        self._target.removeEventFilter(self)
        for widget in (self.label, self.editor, self.note, self.reset):
            if widget is not None:
                widget.hide()
                widget.deleteLater()
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
        form = self.parent()
        assert isinstance(form, Form)
        return form.spec is not None and self.editor.value() != getattr(form.spec, self.info.name)

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
        text = self.error or (field_help(self.info) if self._target.hasFocus() else "")
        role = "error" if self.error else "small"
        if self.note.property("role") != role:
            self.note.setProperty("role", role)
            self.note.style().unpolish(self.note)
            self.note.style().polish(self.note)
        self.note.setText(text)
        self.note.setVisible(self._visible and bool(text))
        description = " ".join(t for t in (self.error, field_help(self.info)) if t)
        if self._target.accessibleDescription() != description:
            self._target.setAccessibleDescription(description)

    def _menu(self, event: QContextMenuEvent) -> None:
        line = self._target.lineEdit() if isinstance(self._target, QAbstractSpinBox) else self._target
        menu = (isinstance(line, QLineEdit) and line.createStandardContextMenu()) or QMenu(self._target)
        if menu.actions():
            menu.addSeparator()
        reset = menu.addAction(
            self.reset.toolTip() or QCoreApplication.translate("Form", "Reset"), self._reset
        )
        reset.setEnabled(not self.reset.isHidden())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


def commit_forms(window: QWidget) -> None:
    """Take over what is typed but not confirmed yet in the forms of a window, before it is saved or trained."""
    for form in window.findChildren(Form):
        form.commit()
