"""Rows for validation or for the test that stand in files of their own."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from nnstudio.app.forms import Form
from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.buttons import FoldButton
from nnstudio.data.source import Source
from nnstudio.data.sources import TableSource
from nnstudio.nn.fields import Spec

PATHS = {"validation": "validation_path", "test": "test_path"}
"""By the share of a part: the setting with the file that takes its place."""


class SeparateFiles(QWidget):
    """Two files behind a button, open where one is chosen; hidden where the data is no table.

    Signals
    -------
    edited(Source)
        The table with another file beside it.
    """

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._source: TableSource | None = None
        self._own: tuple[str, ...] = ()
        self.form: Form | None = None
        """The two fields, of a table."""
        self.fold = FoldButton(self.tr("Rows in files of their o&wn"), self._fold)
        self._column = v_box(self, margins=0, spacing=6)
        self._column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_source(None)

    def show_source(self, source: Source | None) -> None:
        """Show the files beside a table."""
        self._own = source.own_parts if source is not None else ()
        table = source if isinstance(source, TableSource) else None
        if type(table) is not type(self._source):
            if self.form is not None:
                self.form.hide()
                self._column.removeWidget(self.form)
                self.form.deleteLater()
            self.form = Form(table, only=PATHS.values()) if table is not None else None
            if self.form is not None:
                self._column.addWidget(self.form)
                self.form.edited.connect(self._edit)
        elif self.form is not None:
            self.form.set_spec(table)
        chosen = table is not None and any(getattr(table, name) for name in PATHS.values())
        if self._source is None or table is None or self._source.path != table.path:
            self.fold.setChecked(chosen)
        elif chosen:
            self.fold.setChecked(True)
        self._source = table
        self.setVisible(table is not None)
        self._fold(self.fold.isChecked())

    def settle(self, shares: Form, *lots: QWidget) -> None:
        """Shares of parts that have a file count for nothing, and where both have one nothing else divides the rows."""
        apart = {
            part: bool(getattr(self._source, name, None)) or part in self._own for part, name in PATHS.items()
        }
        for part, there in apart.items():
            shares.editor(part).setEnabled(not there)
        for widget in lots:
            widget.setEnabled(not all(apart.values()))

    def _fold(self, open_: bool) -> None:
        if self.form is not None:
            self.form.setVisible(open_)

    def _edit(self, spec: Spec, name: str) -> None:
        if self._source is None:
            return
        path = getattr(spec, name)
        if path:  # what is typed without its folder lies beside the table
            path = os.path.realpath(Path(self._source.path).parent / path)
        self.edited.emit(self._source.replace(**{name: path or None}))
