"""One form for everything that is described with fields: layers, optimizers, data sources, exports, preferences."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nnstudio.app.forms.grid import FormGrid
from nnstudio.app.forms.row import Row
from nnstudio.app.words.field_text import DIFFERS
from nnstudio.app.words.texts import field_error_text
from nnstudio.nn.fields import FieldInfo, Spec, fields_of
from nnstudio.system.messages import StudioError


class Form(FormGrid):
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
    offered : mapping of str to tuple of str, optional
        Settings of which only some choices suit what the record is about.

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
        offered: Mapping[str, tuple[str, ...]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._only = only
        self._advanced = advanced
        self._only_with = dict(only_with or {})
        self._offered = dict(offered or {})
        self._with_advanced = False
        self._left_out: frozenset[str] = frozenset()
        self._spec: Spec | None = None
        self._differing: frozenset[str] = frozenset()
        if spec is not None:
            self.set_spec(spec)

    @property
    def spec(self) -> Spec | None:
        """The record as it stands, without text that was refused."""
        return self._spec

    def set_spec(self, spec: Spec | None, *, fresh: bool = False, differing: Collection[str] = ()) -> None:
        """Show a record. Nothing is emitted; focus, cursor and selection stay where they are.

        Parameters
        ----------
        spec : Spec or None
        differing : collection of str
            Settings whose value is not that of the record: it stands for several things, and they differ there.
            Their fields say so, until a value is given to all.
        fresh : bool
            Whether this is another object than before (another layer): text that was refused is then forgotten.
            Otherwise it stays in the fields that the new record does not change.
        """
        shown = {name: self._shown(name) for name in self._rows}
        old, self._spec, self._differing = self._spec, spec, frozenset(differing)
        if type(spec) is not type(old) or (spec is not None and not self._rows):
            self._build()
            return
        for name, row in self._rows.items():
            value = self._shown(name)
            if row.shows(value):
                continue  # nine of ten edits are made elsewhere
            if fresh or not row.pending or value != shown[name]:
                row.show_value(value)
        self._choose_rows()

    def _shown(self, name: str) -> Any:
        """What stands in the field of a setting when all is in order."""
        return DIFFERS if name in self._differing else getattr(self._spec, name)

    def commit(self) -> bool:
        """Take over text that was typed but not yet confirmed; say whether every field is in order.

        To be called before the record is used: a shortcut or a click on a button does not move the focus.
        """
        for row in self._rows.values():
            if row.editor.value() != self._shown(row.info.name):
                self._take(row)
        return not self.problems()

    def problems(self) -> Mapping[str, str]:
        """Return the messages under the fields, by setting."""
        return {name: row.error for name, row in self._rows.items() if row.error}

    def mark(self, name: str, text: str, *, advice: bool = False) -> None:
        """Show a problem that somebody else found under a field, until the next edit; empty text takes it back."""
        if name in self._rows:
            self._rows[name].set_advice(text if advice else "")
            self._rows[name].set_error("" if advice else text)

    def show_advanced(self, shown: bool) -> None:
        """Show or hide the settings that were named as advanced."""
        self._with_advanced = shown
        self._choose_rows()

    def advanced_rows(self) -> tuple[int, int]:
        """How many settings of this record are advanced, and how many of them differ from their default."""
        rows = [self._rows[name] for name in self._advanced if name in self._rows]
        return len(rows), sum(row.changed for row in rows)

    def reset(self, name: str) -> None:
        """Give a setting its default, as an edit."""
        row = self._rows[name]
        if row.has_default:
            row.editor.show_value(row.default)
            self._take(row)

    def with_value(self, name: str, value: Any) -> Spec:
        """Return the record with one setting changed.

        Raises
        ------
        StudioError
            When the value is refused; the text stands under the field then.
        """
        assert self._spec is not None
        return self._spec.replace(**{name: value})

    def _build(self) -> None:
        previous = self._stop_before()  # the fields of a new record take the place of the old ones
        for number, row in enumerate(self._rows.values()):
            row.discard(self._grid, 4 * number)
        self._rows = {}
        if self._spec is None:
            return
        for info in self._infos(type(self._spec)):
            row = Row(info, type(self._spec).__name__, self)
            row.committed.connect(self._take)
            row.typed.connect(self._recheck)
            row.reset_wanted.connect(self.reset)
            row.show_value(self._shown(info.name))
            row.set_visible(self._wanted(info.name))
            self._rows[info.name] = row
        for stop in self._stops():
            QWidget.setTabOrder(previous, stop)
            previous = stop
        self._arrange(self._wants_stacking())

    def _infos(self, kind: type[Spec]) -> list[FieldInfo]:
        """The settings in the order in which they are shown."""
        known = [info for info in fields_of(kind) if self._only is None or info.name in self._only]
        known = [info.offering(self._offered.get(info.name, info.field.choices)) for info in known]
        names = [info.name for info in known]

        def place(info: FieldInfo) -> tuple[bool, int, bool]:
            other, _ = self._only_with.get(info.name, (info.name, None))
            beside = other if other in names else info.name
            return info.name in self._advanced, names.index(beside), beside != info.name

        return sorted(known, key=place)

    def _wanted(self, name: str) -> bool:
        """Whether a setting is to be seen now."""
        other, value = self._only_with.get(name, ("", None))
        meant = name not in self._left_out
        meant = meant and (not hasattr(self._spec, other) or getattr(self._spec, other) == value)
        return meant and (self._with_advanced or name not in self._advanced)

    def leave_out(self, names: Collection[str]) -> None:
        """Hide settings that mean nothing as things are, and show all others that are wanted."""
        self._left_out = frozenset(names)
        self._choose_rows()

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
        name, value = row.info.name, row.editor.value()
        if value is DIFFERS:
            row.set_error("")
            return
        try:
            spec = self.with_value(name, value)
        except StudioError as error:
            row.set_error(field_error_text(error))
            return
        changed = spec != self._spec or name in self._differing
        self._spec, self._differing = spec, self._differing - {name}
        row.show_value(getattr(spec, name))
        self._choose_rows()
        if changed:
            self.edited.emit(spec, name)

    def _recheck(self, row: Row) -> None:
        """Take back a message as soon as what is typed is right; new messages wait until the edit is complete."""
        if self._spec is None:
            return
        if (value := row.editor.value()) is DIFFERS:
            row.set_error("")
            return
        try:
            spec = self.with_value(row.info.name, value)
        except StudioError as error:
            if row.error:
                row.set_error(field_error_text(error))
            return
        if row.error:
            row.set_error("")
        self.typed.emit(spec)


def commit_forms(window: QWidget) -> None:
    """Take over what is typed but not confirmed yet in the forms of a window, before it is saved or trained."""
    for form in window.findChildren(Form):
        form.commit()
