"""Which arrays of a file go into which layers, before they do."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTreeView,
    QWidget,
)

from nnstudio.app.look import icons, theme
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.dialog_size import open_at
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.rows import EvenRows
from nnstudio.app.words.layer_words import shape_text
from nnstudio.app.words.texts import tooltip, translate
from nnstudio.export.reading.matching import Row, match, unused
from nnstudio.project.importing import came_from_here
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained, present_weights
from nnstudio.system.arrays import Host

_LAYER, _ARRAY, _SHAPE, _FOUND, _NOTE = range(5)


class WeightsDialog(QDialog):
    """Shows what was found in a file of weights for each layer.

    Parameters
    ----------
    project : Project
    trained : Trained, optional
        For the weights that are kept where the file has none.
    arrays : mapping of str to array
        As :func:`nnstudio.export.reading.read_weights` gives them.
    source : str
        Name of the file.
    """

    def __init__(
        self,
        project: Project,
        trained: Trained | None,
        arrays: Mapping[str, Host],
        source: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import weights"))
        self.source = source
        self._project, self._arrays = project, arrays
        self._kept = set(present_weights(project, trained))
        self.rows: tuple[Row, ...] = ()
        title = label(self.tr("Weights of {0}").format(source), "heading", wrap=True)
        self._summary = label(wrap=True)
        self._rest, self._unused = (label("", "muted", wrap=True) for _ in range(2))
        self.channels_first = QCheckBox(self.tr("Trained with channels first (usual for PyTorch)"))
        self.channels_first.setToolTip(
            tooltip(
                self.tr(
                    "In front of a Flatten, PyTorch lists all values of one channel after the other; here the channels "
                    "of one pixel stand together. The rows of the layer behind it are sorted accordingly."
                )
            )
        )
        self.table = self._make_table()
        layout = v_box(self, margins=(20, 18, 20, 16), spacing=8)
        layout.addWidget(title)
        layout.addWidget(self._summary)
        layout.addWidget(self._rest)
        layout.addSpacing(4)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._unused)
        layout.addWidget(self.channels_first)
        layout.addLayout(self._make_buttons())
        first = match(project.network, arrays)
        matters = any(row.array is not None and row.why is not None for row in first)
        self.channels_first.setVisible(matters)
        self.channels_first.setChecked(not came_from_here(first))
        self.channels_first.toggled.connect(self._match)
        theme.current().changed.connect(self._fill)
        self._match()
        open_at(self, QSize(900, 520))
        self.table.setFocus()

    def _make_table(self) -> QTreeView:
        table = QTreeView()
        table.setAccessibleName(self.tr("Arrays of the network and what was found for them"))
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setItemDelegate(EvenRows(table))
        table.setModel(QStandardItemModel(0, 5, table))
        header = table.header()
        header.setStretchLastSection(True)
        header.setSectionsMovable(False)
        return table

    def _make_buttons(self) -> QHBoxLayout:
        self.accept_button = push_button(self.tr("Import"), self.accept, role="primary")
        self.accept_button.setDefault(True)
        cancel = push_button(self.tr("Cancel"), self.reject)
        cancel.setAutoDefault(False)
        row = h_box(spacing=8)
        row.addStretch(1)
        row.addWidget(self.accept_button)
        row.addWidget(cancel)
        return row

    def _match(self) -> None:
        self.rows = match(self._project.network, self._arrays, channels_first=self.channels_first.isChecked())
        self._fill()
        self._say()

    def _say(self) -> None:
        """Sum up in sentences, and let nothing be imported where nothing fits."""
        found = [row for row in self.rows if row.array is not None]
        rest = [row for row in self.rows if row.array is None]
        self._summary.setText(self.tr("{0} of {1} arrays found.").format(len(found), len(self.rows)))
        kept = sum(row.key in self._kept for row in rest)
        if not found:
            text = self.tr(
                "No array in the file has the shape that a layer wants: it belongs to another network."
            )
        elif not rest:
            text = ""
        elif kept == len(rest):
            text = self.tr("The others keep their present values.")
        else:
            text = self.tr("The others start from random values, as usual.")
        self._rest.setText(text)
        self._rest.setVisible(bool(text))
        left = unused(self.rows, self._arrays)
        names = ", ".join(left[:3]) + (", …" if len(left) > 3 else "")
        self._unused.setText(
            self.tr("{0} arrays of the file are not used: {1}").format(len(left), names)
            if len(left) != 1
            else self.tr("One array of the file is not used: {0}").format(names)
        )
        self._unused.setVisible(bool(left))
        self.accept_button.setEnabled(bool(found))

    def _fill(self) -> None:
        model = self.table.model()
        assert isinstance(model, QStandardItemModel)
        model.removeRows(0, model.rowCount())
        model.setHorizontalHeaderLabels(
            [
                self.tr("Layer"),
                self.tr("Array"),
                self.tr("Shape"),
                self.tr("Found in the file"),
                self.tr("Note"),
            ]
        )
        before = ""
        for row in self.rows:
            node, _, name = row.key.partition("/")
            title = self._project.network[node].title
            there = row.array is not None
            found = row.source if there else self.tr("not found")
            note = "" if row.why is None else translate(row.why)
            cells = [title if node != before else "", name, shape_text(row.shape), found, note]
            before = node
            items = [QStandardItem(text) for text in cells]
            spoken = self.tr("{0}, array {1}, shape {2}: {3}").format(
                title, name, shape_text(row.shape), found
            )
            items[_LAYER].setData(", ".join(filter(None, (spoken, note))), Qt.ItemDataRole.AccessibleTextRole)
            items[_FOUND].setIcon(
                icons.icon("check" if there else "minus", "success" if there else "text_muted")
            )
            if not there:
                items[_FOUND].setForeground(theme.current().color("text_muted"))
            for item, text in zip(items, cells, strict=True):
                item.setToolTip(tooltip(text))
            model.appendRow(items)
        self.table.setCurrentIndex(model.index(0, 0))
        header = self.table.header()
        for column, most in ((_LAYER, 180), (_ARRAY, 90), (_SHAPE, 110), (_FOUND, 260)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.table.resizeColumnToContents(column)
            header.resizeSection(column, min(most, header.sectionSize(column) + 12))
