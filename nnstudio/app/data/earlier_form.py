"""What the network sees of the rows before each one, where rows follow one another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from nnstudio.app.boxes import v_box
from nnstudio.app.buttons import push_button
from nnstudio.app.data.column_ticks import ColumnTicks
from nnstudio.app.forms import Form
from nnstudio.app.forms.row import RESET_SIZE
from nnstudio.app.labels import label
from nnstudio.app.texts import tooltip
from nnstudio.data.columns import Profile
from nnstudio.data.source import Source
from nnstudio.data.table_source import TableSource
from nnstudio.data.tables import Table
from nnstudio.nn.fields import Spec


class EarlierForm(QWidget):
    """How many rows before each one are seen and, where that is any, of which columns, in which order, in which series.

    Signals
    -------
    edited(Source)
        The table with another of these settings.
    """

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._source: TableSource | None = None
        self.form = Form(TableSource(path=""), only=("earlier",))
        self.form.edited.connect(self._edit)
        self._of = label(self.tr("What is seen of them"), "small")
        self.columns = push_button("")
        self.ticks = ColumnTicks(self.columns)
        self.ticks.chosen.connect(lambda names: self._set(earlier_of=names))
        self.columns.setMenu(self.ticks)
        self.order = _choice(self.tr("In the order of"))
        self.order.activated.connect(lambda: self._set(order_by=self.order.currentData()))
        self.series = _choice(self.tr("Series told apart by"))
        self.series.activated.connect(lambda: self._set(series=self.series.currentData()))
        self._order_label, self._series_label = _above(self.order), _above(self.series)
        self._of.setBuddy(self.columns)
        self._more: tuple[QWidget, ...] = (
            self._of, self.columns, self._order_label, self.order, self._series_label, self.series,
        )  # fmt: skip
        column = v_box(self, margins=0, spacing=4)
        column.addWidget(self.form)
        # Up to where the fields of forms end, behind which there is room for their buttons.
        more = v_box(margins=(0, 0, RESET_SIZE + 4, 0), spacing=4)
        for widget in self._more:
            more.addWidget(widget)
        column.addLayout(more)
        self.show_table(None, None, ())

    def show_table(self, source: Source | None, table: Table | None, facts: Sequence[Profile]) -> None:
        """Show the settings of a table that was read; hidden for anything else.

        Parameters
        ----------
        source : Source, optional
        table : Table, optional
        facts : sequence of Profile
            Of its columns.
        """
        self._source = source if isinstance(source, TableSource) and table is not None else None
        self.setVisible(self._source is not None)
        if self._source is None or table is None:
            return
        self.form.set_spec(self._source)
        for widget in self._more:
            widget.setVisible(self._source.earlier > 0)
        seen = self._source.seen_earlier(table)
        useful = [each for each in facts if each.name not in table.skipped]
        able = {each.name: True for each in useful if each.kind != "date"}
        self.ticks.show_columns(able, seen)
        words = seen[0] if len(seen) == 1 else self.tr("{0} columns").format(len(seen))
        self.columns.setText(words.replace("&", "&&"))
        self.columns.setAccessibleName(self.tr("What is seen of earlier rows: {0}").format(words))
        self.columns.setToolTip(tooltip(", ".join(seen[:40])))
        order, _ = self._source.replace(order_by=None).sequence(table)
        _, series = self._source.replace(series=None).sequence(table)
        orders = [each.name for each in useful if each.kind in ("date", "number", "identifier")]
        _offer(self.order, self._found(order, self.tr("as in the file")), orders, self._source.order_by)
        names = [each.name for each in useful if each.kind != "date"]
        _offer(self.series, self._found(series, self.tr("a single one")), names, self._source.series)

    def _found(self, column: str, otherwise: str) -> str:
        """What is taken where nobody chooses."""
        return self.tr("automatic: {0}").format(column or otherwise)

    def _edit(self, spec: Spec, name: str) -> None:
        self._set(**{name: getattr(spec, name)})

    def _set(self, **settings: object) -> None:
        if self._source is not None:
            self.edited.emit(self._source.replace(**settings))


def _choice(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def _above(box: QComboBox) -> QLabel:
    words = label(box.accessibleName(), "small")
    words.setBuddy(box)
    return words


def _offer(box: QComboBox, usual: str, names: Sequence[str], chosen: str | None) -> None:
    box.clear()
    box.addItem(usual, None)
    for name in names if chosen is None or chosen in names else (*names, chosen):
        box.addItem(name, name)
    box.setCurrentIndex(max(0, box.findData(chosen)) if chosen is not None else 0)
