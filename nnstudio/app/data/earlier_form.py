"""What the network sees of the rows before each one, where rows follow one another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from nnstudio.app.data.column_ticks import ColumnTicks
from nnstudio.app.forms import Form
from nnstudio.app.forms.row import RESET_SIZE
from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.name_choice import NameChoice
from nnstudio.app.words.texts import tooltip
from nnstudio.data.columns.facts import Profile
from nnstudio.data.dataset import Dataset
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
        self.ahead = Form(TableSource(path=""), only=("ahead",))
        self.ahead.edited.connect(self._edit)
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
        below: tuple[QWidget, ...] = (
            self._of, self.columns, self._order_label, self.order, self._series_label, self.series,
        )  # fmt: skip
        self._more = (self.ahead, *below)
        column = v_box(self, margins=0, spacing=4)
        column.addWidget(self.form)
        # Up to where the fields of forms end, behind which there is room for their buttons.
        more = v_box(margins=(0, 0, RESET_SIZE + 4, 0), spacing=4)
        for widget in below:
            more.addWidget(widget)
        column.addWidget(self.ahead)
        column.addLayout(more)
        self.show_table(None, None, ())

    def show_table(
        self,
        source: Source | None,
        table: Table | None,
        facts: Sequence[Profile],
        dataset: Dataset | None = None,
    ) -> None:
        """Show the settings of a table that was read; hidden for anything else.

        Parameters
        ----------
        source : Source, optional
        table : Table, optional
        facts : sequence of Profile
            Of its columns.
        dataset : Dataset, optional
            Tells what was taken where nobody has chosen; None where the data could not be read so.
        """
        self._source = source if isinstance(source, TableSource) and table is not None else None
        self.setVisible(self._source is not None)
        if self._source is None or table is None:
            return
        self.form.set_spec(self._source)
        for widget in self._more:
            widget.setVisible(self._source.earlier > 0)
        if not self._source.earlier:
            return
        self.ahead.set_spec(self._source)
        found = None if dataset is None else dataset.earlier
        useful = [each for each in facts if each.name not in table.skipped]
        seen = self._source.earlier_of if found is None else found.columns
        self.ticks.show_columns({each.name: True for each in useful if each.kind != "date"}, seen)
        words = seen[0] if len(seen) == 1 else self.tr("{0} columns").format(len(seen))
        words = words if seen else self.tr("automatic")
        self.columns.setText(words.replace("&", "&&"))
        self.columns.setAccessibleName(self.tr("What is seen of earlier rows: {0}").format(words))
        self.columns.setToolTip(tooltip(", ".join(seen[:40])))
        orders = [each.name for each in useful if each.kind in ("date", "number", "identifier")]
        names = [each.name for each in useful if each.kind != "date"]
        order, series = self._source.order_by, self._source.series
        usual = self._usual(None if found is None else found.order, order, self.tr("as in the file"))
        _offer(self.order, usual, orders, order)
        usual = self._usual(None if found is None else found.series, series, self.tr("a single one"))
        _offer(self.series, usual, names, series)

    def _usual(self, found: str | None, chosen: str | None, otherwise: str) -> str:
        """What is taken where nobody chooses, as far as that is known."""
        if found is None or chosen is not None:
            return self.tr("automatic")
        return self.tr("automatic: {0}").format(found or otherwise)

    def _edit(self, spec: Spec, name: str) -> None:
        self._set(**{name: getattr(spec, name)})

    def _set(self, **settings: object) -> None:
        if self._source is not None:
            self.edited.emit(self._source.replace(**settings))


def _choice(name: str) -> QComboBox:
    box = NameChoice()
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
