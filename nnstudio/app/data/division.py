"""How it is decided which rows are held out: by lot, or by a column."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from nnstudio.app.data.reading import left_out
from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import choice_help, tooltip
from nnstudio.data.columns.identifiers import called_a_thing, called_an_identifier
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Dataset
from nnstudio.data.sources import FileTable, TableSource
from nnstudio.data.tables import Table
from nnstudio.nn.fields import fields_of
from nnstudio.system.messages import StudioError

_WAYS = ("random", "group", "time", "part")


class DivisionChoice(QWidget):
    """A way to divide the rows and, where it needs one, the column that decides.

    Signals
    -------
    chosen(divided, divided_by)
        As the settings of the data have them.
    """

    chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        info = next(info for info in fields_of(DataConfig) if info.name == "divided")
        self.way = QComboBox()
        self.way.setAccessibleName(self.tr("How the data is divided"))
        for way, words in zip(
            _WAYS,
            (
                self.tr("Drawn by lot"),
                self.tr("Groups stay together"),
                self.tr("In the order of time"),
                self.tr("A column names the part"),
            ),
            strict=True,
        ):
            self.way.addItem(words, way)
            self.way.setItemData(
                self.way.count() - 1, tooltip(choice_help(info, way)), Qt.ItemDataRole.ToolTipRole
            )
        self._by = label(self.tr("By colum&n"), "small")
        self.column = QComboBox()
        self.column.setAccessibleName(self.tr("By column"))
        self._by.setBuddy(self.column)
        for box in (self.way, self.column):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.activated.connect(self._tell)
        self._taken: str | None = None
        self._other = False
        """Whether the data is not that for which the column was chosen."""
        self._way = "random"
        column = v_box(self, margins=0, spacing=4)
        column.addWidget(self.way)
        column.addWidget(self._by)
        column.addWidget(self.column)

    def show_config(self, config: DataConfig, columns: Sequence[str]) -> None:
        """Show what was chosen.

        Parameters
        ----------
        config : DataConfig
        columns : sequence of str
            Those that may decide; without any only the lot can.
        """
        names = list(columns)
        if config.divided_by is not None and config.divided_by not in names:
            names.append(config.divided_by)
        if [self.column.itemText(i) for i in range(self.column.count())] != names:
            self.column.clear()
            self.column.addItems(names)
        self.column.setCurrentIndex(self.column.findText(config.divided_by or ""))
        self._way = config.divided
        self.way.setCurrentIndex(_WAYS.index(config.divided))
        self.way.setToolTip(str(self.way.currentData(Qt.ItemDataRole.ToolTipRole) or ""))
        asked = config.divided != "random"
        self._by.setVisible(asked)
        self.column.setVisible(asked)
        self.setVisible(bool(columns) or asked)

    def forget(self) -> None:
        """Other data is to be divided."""
        self._taken, self._other = None, True

    def still(self, config: DataConfig, dataset: Dataset) -> DataConfig:
        """The settings as they hold for data that was read: by lot where other data lacks the column that decided.

        Of the same data, from which a column has vanished, that stays to be told: there it is news.
        """
        if self._other and config.divided_by is not None:
            try:
                dataset.column(config.divided_by)
            except StudioError:
                config = config.replace(divided="random", divided_by=None)
        self._other = False
        return config

    def divided(self, config: DataConfig, table: Table | None, way: str, by: str | None) -> DataConfig:
        """The settings with the rows divided another way; a column that divides them is not learned from.

        One that was an input before is one again when another column divides them, or the lot.

        Parameters
        ----------
        config : DataConfig
        table : Table, optional
            With that column.
        way : str
        by : str, optional
        """
        source = config.source
        if by != config.divided_by and table is not None and isinstance(source, TableSource | FileTable):
            if self._taken is not None and self._taken == config.divided_by:
                source = source.using(self._taken)
            inputs = set(table.names).difference(left_out(source, table), source.goals(table))
            alone = len(inputs) == 1 and isinstance(source, TableSource)
            self._taken = by if by in inputs and not alone else None  # something must be left to learn from
            if self._taken is not None:
                source = source.ignoring(self._taken)
        return config.replace(source=source, divided=way, divided_by=by)

    def _tell(self) -> None:
        before, self._way = self._way, str(self.way.currentData())
        if self._way == "random":
            self.chosen.emit(self._way, None)
        elif self.column.count():  # what keeps rows together tells nothing of their time
            by = self.column.currentText() if self._way == before else self._likely(self._way)
            self.chosen.emit(self._way, by)

    def _likely(self, way: str) -> str:
        """The column that most likely decides, by its name; a person can choose another one."""
        hints = {
            "group": ("group", "patient", "subject", "person", "user", "customer"),
            "time": ("time", "date", "year", "day"),
            "part": ("split", "part", "set", "fold"),
        }[way]
        names = [self.column.itemText(i) for i in range(self.column.count())]
        if way == "group":
            names.sort(key=lambda name: (not called_a_thing(name), not called_an_identifier(name)))
        return next((name for hint in hints for name in names if hint in name.casefold()), names[0])
