"""One form for everything that is described with fields: layers, optimizers, data sources, exports, preferences."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractSpinBox, QGridLayout, QLineEdit, QWidget

from nnstudio.app.editors import focus_target, tab_stops
from nnstudio.app.form_row import RESET_SIZE, Row
from nnstudio.app.texts import field_error_text
from nnstudio.nn.fields import FieldInfo, Spec, fields_of
from nnstudio.system.messages import StudioError

_FIELD_WIDTH = 140
"""Labels stand beside their fields while this much is left for the fields, else above them."""


class Form(QWidget):
    """Edits a :class:`~nnstudio.nn.fields.Spec`.

    An edit makes a new record; the form never changes the one it was given. Text that breaks a limit stays in
    its field with the reason under it, and nothing is emitted.

    Parameters
    ----------
    spec : Spec, optional
        The record to edit; without one the form is empty.
    only : collection of str, optional
        Names of the settings to show; all where it is missing. Order is that of the record.
    advanced : collection of str, optional
        Names of settings that stand last, and only where :meth:`show_advanced` asks for them.
    only_with : mapping of str to (str, value), optional
        Settings that mean something only while another one has a value; they stand right below that one.
    parent : QWidget, optional

    Signals
    -------
    edited(spec, name)
        The new record, and the name of the setting that differs.
    typed(spec)
        The record that what is being typed would make, where it would make one.
    """

    edited = Signal(object, str)
    typed = Signal(object)

    def __init__(
        self,
        spec: Spec | None = None,
        *,
        only: Collection[str] | None = None,
        advanced: Collection[str] = (),
        only_with: Mapping[str, tuple[str, object]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._only = only
        self._advanced = advanced
        self._only_with = dict(only_with or {})
        self._with_advanced = False
        self._spec: Spec | None = None
        self._rows: dict[str, Row] = {}
        self._stacked = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        if spec is not None:
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
        self._choose_rows()

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
        self._choose_rows()

    def advanced_rows(self) -> tuple[int, int]:
        """How many settings of this record are advanced, and how many of them differ from their default."""
        rows = [self._rows[name] for name in self._advanced if name in self._rows]
        return len(rows), sum(row.has_default and row.editor.value() != row.default for row in rows)

    def first_field(self) -> str:
        """Name of the first setting to be seen; empty where there is none."""
        return next((name for name, row in self._rows.items() if row.visible), "")

    def minimumSizeHint(self) -> QSize:
        """As narrow as with the labels above their fields: only then can it become so narrow."""
        fields = (row.editor.minimumSizeHint().width() for row in self._rows.values())
        narrow = max(fields, default=0) + self._grid.horizontalSpacing() + RESET_SIZE
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), narrow), hint.height())

    def label_width(self) -> int:
        """Width of the longest label, for forms that stand one below the other."""
        return max((row.label_width for row in self._rows.values()), default=0)

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
        previous = self._stop_before()  # the fields of a new record take the place of the old ones
        for row in self._rows.values():
            row.discard()
        self._rows = {}
        if self._spec is None:
            return
        for info in self._infos(type(self._spec)):
            row = Row(info, type(self._spec).__name__, self)
            row.committed.connect(self._take)
            row.typed.connect(self._recheck)
            row.reset_wanted.connect(self.reset)
            row.show_value(getattr(self._spec, info.name))
            row.set_visible(self._wanted(info.name))
            self._rows[info.name] = row
        for stop in self._stops():
            QWidget.setTabOrder(previous, stop)
            previous = stop
        self._arrange(self._wants_stacking())

    def _stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [stop for row in self._rows.values() for stop in tab_stops(row.editor)]

    def _stop_before(self) -> QWidget:
        """What Tab visits before this form."""
        here = next(iter(self._stops()), self)
        widget = here.previousInFocusChain()
        while widget is not here and (
            self.isAncestorOf(widget) or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            widget = widget.previousInFocusChain()
        return widget

    def _infos(self, kind: type[Spec]) -> list[FieldInfo]:
        """The settings in the order in which they are shown."""
        known = [info for info in fields_of(kind) if self._only is None or info.name in self._only]
        names = [info.name for info in known]

        def place(info: FieldInfo) -> tuple[bool, int, bool]:
            other, _ = self._only_with.get(info.name, (info.name, None))
            beside = other if other in names else info.name
            return info.name in self._advanced, names.index(beside), beside != info.name

        return sorted(known, key=place)

    def _wanted(self, name: str) -> bool:
        """Whether a setting is to be seen now."""
        other, value = self._only_with.get(name, ("", None))
        meant = not hasattr(self._spec, other) or getattr(self._spec, other) == value
        return meant and (self._with_advanced or name not in self._advanced)

    def _choose_rows(self) -> None:
        """Show the rows that are wanted, and hide the others."""
        changed = [row for name, row in self._rows.items() if row.visible != self._wanted(name)]
        for row in changed:
            row.set_visible(not row.visible)
        if changed:
            self._arrange(self._wants_stacking())

    def _take(self, row: Row) -> None:
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
        self._choose_rows()
        if changed:
            self.edited.emit(spec, name)

    def _recheck(self, row: Row) -> None:
        """Take back a message as soon as what is typed is right; new messages wait until the edit is complete."""
        if self._spec is None:
            return
        try:
            spec = self._spec.replace(**{row.info.name: row.editor.value()})
        except StudioError as error:
            if row.error:
                row.set_error(field_error_text(error))
            return
        if row.error:
            row.set_error("")
        self.typed.emit(spec)

    def _wants_stacking(self) -> bool:
        beside = 2 * self._grid.horizontalSpacing() + _FIELD_WIDTH + RESET_SIZE
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


def commit_forms(window: QWidget) -> None:
    """Take over what is typed but not confirmed yet in the forms of a window, before it is saved or trained."""
    for form in window.findChildren(Form):
        form.commit()
