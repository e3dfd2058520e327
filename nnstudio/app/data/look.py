"""The middle of the data dialog: the data from several sides, one at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QStackedWidget, QTabBar, QWidget

from nnstudio.app.data.augmentation_page import AugmentationPage
from nnstudio.app.data.class_list import ClassList
from nnstudio.app.data.column_table import ColumnTable
from nnstudio.app.data.preview import Preview
from nnstudio.app.look.sample_picture import is_recording
from nnstudio.app.widgets.boxes import v_box
from nnstudio.data.dataset import Dataset
from nnstudio.data.target_group import views_of


class DataLook(QWidget):
    """Columns, first rows or pictures, and classes; where there is only one of them, without tabs."""

    def __init__(self) -> None:
        super().__init__()
        self.tabs = QTabBar(self)
        # Sides are made in their place: whatever moves to another parent gets its style anew, with all that it holds.
        self._stack = QStackedWidget(self)
        self.columns = ColumnTable(self._stack)
        self.preview = Preview(self._stack)
        self.classes = ClassList(self._stack)
        self.augmentation = AugmentationPage(self._stack)
        self.remarks = QPlainTextEdit(self._stack)
        self.remarks.setReadOnly(True)
        self.remarks.setTabChangesFocus(True)
        self.remarks.setAccessibleName(self.tr("Remarks"))
        self._sides: tuple[QWidget, ...] = (
            self.columns, self.preview, self.classes, self.augmentation, self.remarks,
        )  # fmt: skip
        self._shown: tuple[QWidget, ...] = ()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(self.tr("What is shown of the data"))
        for side in self._sides:
            self._stack.addWidget(side)
        # A side that is not seen must not make the dialog larger than a small screen.
        self._stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.tabs.currentChanged.connect(self._turn)
        column = v_box(self, margins=0, spacing=6)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self.show_sides(table=False, dataset=None)

    def show_sides(
        self,
        *,
        table: bool,
        dataset: Dataset | None,
        plane: bool = False,
        remarks: Sequence[str] = (),
        choice: bool = True,
    ) -> None:
        """Offer the sides that the data has; the one that is seen stays where it can.

        Parameters
        ----------
        table : bool
        dataset : Dataset or None
        plane : bool
            Whether the samples are points of a plane.
        remarks : sequence of str
            All that is to be said about the data, where there is no room for it elsewhere.
        choice : bool
            Whether there are several columns to choose from: a lone one beside pictures comes after them.
        """
        pictures = dataset is not None and not isinstance(dataset.inputs, tuple)
        drawn = self.tr("Pictures")
        if dataset is not None and is_recording(dataset):
            drawn = self.tr("Recordings")
        rows = drawn if pictures else self.tr("Points") if plane else self.tr("Rows")
        offered: list[tuple[QWidget, str]] = []
        if table:
            offered.append((self.columns, self.tr("Columns")))
        if dataset is not None or not table:
            offered.append((self.preview, rows))
        if pictures and not choice:
            offered.reverse()
        tasks = () if dataset is None else tuple(view.task for view in views_of(dataset))
        if set(tasks) - {"regression"} and not plane:
            labels = not {"binary", "classes"} & set(tasks)
            offered.append((self.classes, self.tr("Labels") if labels else self.tr("Classes")))
        self.classes.show_dataset(dataset)
        if dataset is not None:
            offered.append((self.augmentation, self.tr("Augmentation")))
            self.augmentation.show_dataset(dataset)
        self.remarks.setPlainText("\n\n".join(remarks))
        if remarks:
            offered.append((self.remarks, self.tr("Remarks ({0})").format(len(remarks))))
        seen = self._stack.currentWidget()
        before, self._shown = self._shown, tuple(side for side, _ in offered)
        self.tabs.blockSignals(True)
        while self.tabs.count() > len(offered):
            self.tabs.removeTab(self.tabs.count() - 1)
        for place, (_, words) in enumerate(offered):
            if place < self.tabs.count():
                self.tabs.setTabText(place, words)
            else:
                self.tabs.addTab(words)
        keep = seen in self._shown and (self.columns in before) == (self.columns in self._shown)
        self.tabs.setCurrentIndex(self._shown.index(seen) if keep else 0)
        self.tabs.blockSignals(False)
        self.tabs.setVisible(len(offered) > 1)
        self._turn(self.tabs.currentIndex())

    def _turn(self, place: int) -> None:
        if 0 <= place < len(self._shown):
            self._stack.setCurrentWidget(self._shown[place])
