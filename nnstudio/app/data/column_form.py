"""What happens to the selected columns before the network sees them, and what counts as missing in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.app.forms import Form
from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import tooltip
from nnstudio.data.cells.no_value import CountsAsMissing, numbers_in, plain
from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.columns.column_source import ColumnSource
from nnstudio.data.config import DataConfig
from nnstudio.data.source import Source
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
        A tuple of :class:`~nnstudio.data.columns.column_settings.ColumnSettings`: the new settings of every column.
    counted(names, numbers)
        Columns of a file in which these numbers, and no others, are to count as missing.
    """

    edited = Signal(object)
    counted = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._settings: tuple[ColumnSettings, ...] = ()
        self._words = ""
        self._heading = label("", "strong")
        self._heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._forms: dict[tuple[tuple[str, ...], bool], Form] = {}
        self._shown: Form | None = None
        self._counted: tuple[str, ...] = ()
        self._counting = Form(CountsAsMissing())
        self._counting.edited.connect(self._count)
        self._column = v_box(self, margins=(0, 8, 0, 0), spacing=6)
        self._column.addWidget(self._heading)
        self._column.addWidget(self._counting)
        self.hide()

    @property
    def form(self) -> Form | None:
        """The form of what is selected."""
        return self._shown

    @property
    def counting(self) -> Form | None:
        """The form of what counts as missing; None where it is not shown."""
        return self._counting if self._counted else None

    def show_columns(
        self, names: Sequence[str], kinds: Collection[str], config: DataConfig, chosen: Sequence[str] = ()
    ) -> None:
        """Show the settings of some columns.

        Parameters
        ----------
        names : sequence of str
            Inputs and targets that are selected.
        kinds : collection of str
            What they hold; "target" of a number that is predicted.
        config : DataConfig
        chosen : sequence of str
            All that are selected: what is only left out, or classes that are predicted, may have cells that count as
            missing, too.
        """
        fields = [_FIELDS.get(kind, _EVERYWHERE) for kind in kinds]
        shared = tuple(name for name in fields[0] if all(name in other for other in fields)) if fields else ()
        self._settings = tuple(config.for_column(name) for name in names)
        if self._shown is not None:
            self._shown.hide()
        self._shown = None
        self._show_counting(names or chosen, config.source)
        self.setVisible(bool(names and shared) or bool(self._counted))
        self._show_heading(names or self._counted)
        if not names or not shared:
            return
        first = self._settings[0]
        differing = [n for n in shared if any(getattr(s, n) != getattr(first, n) for s in self._settings)]
        several = "choices" in kinds
        if several and first.encoding not in _OF_CHOICES["encoding"]:
            first = msgspec.structs.replace(first, encoding="one_hot")
        form = self._shown = self._form(shared, several)
        form.set_spec(first, differing=differing)
        form.show()

    def _show_counting(self, names: Sequence[str], source: Source | None) -> None:
        """Show what counts as missing in columns of a file."""
        self._counted = tuple(names) if isinstance(source, ColumnSource) else ()
        self._counting.setVisible(bool(self._counted))
        if isinstance(source, ColumnSource) and names:
            each = [plain(source.stand_ins, name) for name in names]
            differing = ("numbers",) if len(set(each)) > 1 else ()
            self._counting.set_spec(CountsAsMissing.of(each[0]), differing=differing)

    def _show_heading(self, names: Sequence[str]) -> None:
        if not names:
            return
        self._words = names[0] if len(names) == 1 else self.tr("{0} columns").format(len(names))
        self._heading.setToolTip(tooltip(", ".join(names[:40])))
        self._fit_heading()

    def _fit_heading(self) -> None:
        metrics = self._heading.fontMetrics()
        shown = metrics.elidedText(self._words, Qt.TextElideMode.ElideMiddle, self.width())
        self._heading.setText(shown.replace("&", "&&"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the heading the room that there is, such as beside a bar that came up."""
        super().resizeEvent(event)
        self._fit_heading()

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

    def _count(self, spec: Spec, _name: str) -> None:
        assert isinstance(spec, CountsAsMissing)
        self.counted.emit(self._counted, numbers_in(spec.numbers or ""))
