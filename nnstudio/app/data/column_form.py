"""What happens to the selected columns before the network sees them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.app.boxes import v_box
from nnstudio.app.forms import Form
from nnstudio.app.labels import label
from nnstudio.app.texts import tooltip
from nnstudio.data.column_settings import ColumnSettings
from nnstudio.data.config import DataConfig
from nnstudio.nn.fields import Spec

_FIELDS = {
    "number": ("missing", "indicator", "logarithm", "scaling"),
    "category": ("missing", "indicator", "encoding", "most"),
    "choices": ("missing", "indicator", "encoding", "most"),
    "date": ("missing", "indicator", "scaling", "season", "weekday", "hour"),
    "target": ("logarithm",),
}
"""What can be set for a column, by what it holds."""
_ONLY_WITH: dict[str, tuple[str, object]] = {"most": ("encoding", "common")}
_OF_CHOICES = {"encoding": ("one_hot", "common")}
"""What can be chosen where a cell holds several of them: they have no order, and no mean of their own."""
_EVERYWHERE = ("missing", "indicator")


class ColumnForm(QWidget):
    """Edits the settings of one column, or what several have in common; hidden without any.

    Signals
    -------
    edited(settings)
        A tuple of :class:`~nnstudio.data.column_settings.ColumnSettings`: the new settings of every column.
    """

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._settings: tuple[ColumnSettings, ...] = ()
        self._heading = label("", "strong")
        self._heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._forms: dict[tuple[tuple[str, ...], bool], Form] = {}
        self._shown: Form | None = None
        self._column = v_box(self, margins=(0, 8, 0, 0), spacing=6)
        self._column.addWidget(self._heading)
        self.hide()

    @property
    def form(self) -> Form | None:
        """The form of what is selected."""
        return self._shown

    def show_columns(self, names: Sequence[str], kinds: Collection[str], config: DataConfig) -> None:
        """Show the settings of some columns.

        Parameters
        ----------
        names : sequence of str
            Inputs and targets that are selected.
        kinds : collection of str
            What they hold; "target" of a number that is predicted.
        config : DataConfig
        """
        fields = [_FIELDS.get(kind, _EVERYWHERE) for kind in kinds]
        shared = tuple(name for name in fields[0] if all(name in other for other in fields)) if fields else ()
        self._settings = tuple(config.for_column(name) for name in names)
        self.setVisible(bool(names and shared))
        if self._shown is not None:
            self._shown.hide()
        if not names or not shared:
            self._shown = None
            return
        words = names[0] if len(names) == 1 else self.tr("{0} columns").format(len(names))
        room = max(self.width(), 260)
        self._heading.setText(
            self._heading.fontMetrics()
            .elidedText(words, Qt.TextElideMode.ElideMiddle, room)
            .replace("&", "&&")
        )
        self._heading.setToolTip(tooltip(", ".join(names[:40])))
        first = self._settings[0]
        differing = [n for n in shared if any(getattr(s, n) != getattr(first, n) for s in self._settings)]
        several = "choices" in kinds
        if several and first.encoding not in _OF_CHOICES["encoding"]:
            first = msgspec.structs.replace(first, encoding="one_hot")
        form = self._shown = self._form(shared, several)
        form.set_spec(first, differing=differing)
        form.show()

    def _form(self, fields: tuple[str, ...], several: bool) -> Form:
        known = fields, several
        if known not in self._forms:
            offered = _OF_CHOICES if several else {}
            form = self._forms[known] = Form(only=fields, only_with=_ONLY_WITH, offered=offered)
            form.edited.connect(self._edit)
            self._column.addWidget(form)
        return self._forms[known]

    def _edit(self, spec: Spec, name: str) -> None:
        value = getattr(spec, name)
        self._settings = tuple(msgspec.structs.replace(each, **{name: value}) for each in self._settings)
        self.edited.emit(self._settings)
