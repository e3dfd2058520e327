"""Choosing one of a family, such as an optimizer, and its settings."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from nnstudio.app.forms.folded import FoldedForm
from nnstudio.app.look.style_sheet import dress
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.wheel import LeavesWheel
from nnstudio.app.words.texts import formula_text, plain, tooltip
from nnstudio.nn.fields import Registry, Spec, fields_of

BESIDE = 30
"""Room at the right of all that is no field: fields have their button for the default there."""


class FamilyForm(QWidget):
    """A choice, one sentence and the formula of what is chosen, and its settings.

    Parameters
    ----------
    family : Registry
        Its members have a title, a summary and a formula.
    title : str
        Already translated, with an ``&`` before the letter of its shortcut.
    rare : collection of str
        Settings that are seldom touched.

    Signals
    -------
    chosen(type)
        Another member of the family.
    edited(spec, name), typed(spec)
        As those of a :class:`Form`.
    """

    chosen = Signal(object)
    edited = Signal(object, str)
    typed = Signal(object)

    def __init__(
        self, family: Registry[Any], title: str, rare: Collection[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._family = family
        self._spec: Spec | None = None
        self.choice = _Choice(self)
        self.choice.setAccessibleName(plain(title))
        self.choice.activated.connect(self._choose)
        self._heading = heading = label(title, "strong")
        heading.setBuddy(self.choice)
        self._about, self._formula = (label("", "small", wrap=True) for _ in range(2))
        self._formula.setContentsMargins(0, 2, 0, 0)
        self.form = FoldedForm(rare, parent=self)
        self.form.edited.connect(self.edited)
        self.form.typed.connect(self.typed)
        self._note = label("", "error", wrap=True)
        self._note.hide()
        column = v_box(self, margins=0, spacing=4)
        for widget in (heading, self.choice, self._note, self._about, self._formula):
            row = h_box(margins=(0, 0, BESIDE, 0))
            row.addWidget(widget)
            column.addLayout(row)
        column.addSpacing(6)
        column.addWidget(self.form)
        self.list_members()

    def set_title(self, title: str) -> None:
        """Call it otherwise; the name of a target has no shortcut."""
        self._heading.setText(title.replace("&", "&&"))
        self.choice.setAccessibleName(title)

    def list_members(self, fitting: Collection[str] | None = None) -> None:
        """Fill the choice.

        Parameters
        ----------
        fitting : collection of str, optional
            Names of the members that fit: they come first, the others behind a line. All if None.
        """
        members = [(cls, fitting is None or cls.__name__ in fitting) for cls in self._family]
        names = [cls.__name__ for cls, fits in sorted(members, key=lambda member: not member[1])]
        count = sum(fits for _, fits in members)
        self.choice.clear()
        for name in names:
            if self.choice.count() == count:
                self.choice.insertSeparator(count)
            tip = self._translated(self._family[name].summary)
            if self.choice.count() > count:
                tip = self.tr("Does not fit this data. {0}").format(tip)
            self.choice.addItem(self._translated(self._family[name].title), name)
            self.choice.setItemData(self.choice.count() - 1, tooltip(tip), Qt.ItemDataRole.ToolTipRole)
        self._show_choice()

    def show_spec(self, spec: Any) -> None:
        """Show a member of the family and its settings."""
        kind: type[Spec] = type(spec)
        self._spec = spec
        self._show_choice()
        self._about.setText(self._translated(spec.summary))
        self._formula.setText(formula_text(spec.formula).replace(",  ", "\n"))  # one equation on a line
        self.form.set_spec(spec)
        self.form.setVisible(bool(fields_of(kind)))

    def mark_choice(self, text: str) -> None:
        """Show what is wrong with the choice itself; empty text takes it back."""
        self._note.setText(text)
        self._note.setVisible(bool(text))
        self.choice.setAccessibleDescription(text)
        dress(self.choice, "problem", bool(text))

    def _translated(self, text: str) -> str:
        return QCoreApplication.translate(self._family.family.capitalize(), text)

    def _show_choice(self) -> None:
        self.choice.setCurrentIndex(self.choice.findData(type(self._spec).__name__))

    def _choose(self) -> None:
        chosen = self._family[self.choice.currentData()]
        if chosen is not type(self._spec):
            self.chosen.emit(chosen)


class _Choice(LeavesWheel, QComboBox):
    """The members of a family."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
