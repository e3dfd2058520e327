"""The list of data sets that need no file: included ones, and shapes that are drawn by a formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from nnstudio.app.data.plane import ground, small_picture
from nnstudio.app.look import icons, theme
from nnstudio.app.words.texts import tooltip, translate
from nnstudio.data.dataset import Column, Dataset, Task
from nnstudio.data.source import Source
from nnstudio.data.sources import Bundled, Generated, IdxFiles, bundled_sets
from nnstudio.data.sources.generated import SHAPES, SUMMARIES, TITLES
from nnstudio.data.sources.idx_files import whole_fashion
from nnstudio.nn.shape import show
from nnstudio.system.numbers import whole_text

_PICTURE = QSize(34, 34)
_ICON = 20
_SOURCE = Qt.ItemDataRole.UserRole
_DRAWN = 90
"""Points of a small picture."""


def size_words(
    rows: int,
    shape: Sequence[int],
    task: Task,
    answers: int = 0,
    *,
    columns: Sequence[Column] = (),
    outputs: int = 1,
    heard: bool = False,
) -> str:
    """How large a data set is and what it asks: ``150 rows · 4 features · 3 classes``.

    Parameters
    ----------
    rows : int
    shape : sequence of int
        Of a sample, as the network receives it; of a picture, where columns belong to it.
    task : Task
    answers : int
        How many classes there are, or how many numbers or labels are predicted at once, where that is known.
    columns : sequence of Column
        What is learned from together with pictures.
    outputs : int
        How many sorts of targets there are.
    heard : bool
        Whether the samples are spectrograms.
    """
    many = QCoreApplication.translate("DataDialog", "{0} classes").format(answers)
    numbers = QCoreApplication.translate("DataDialog", "{0} numbers").format(answers)
    asked = {
        "binary": QCoreApplication.translate("DataDialog", "{0} classes").format(2),
        "classes": many if answers else QCoreApplication.translate("DataDialog", "classes"),
        "regression": numbers if answers > 1 else QCoreApplication.translate("DataDialog", "a number"),
        "labels": QCoreApplication.translate("DataDialog", "{0} yes/no answers").format(answers),
    }[task]
    if outputs > 1:
        asked = QCoreApplication.translate("DataDialog", "{0} outputs").format(outputs)
    if columns:
        asked = f"{_beside(columns)} · {asked}"
    number = whole_text(rows)
    if heard:
        sides = show(shape if shape[2] > 1 else shape[:2])
        words = QCoreApplication.translate("DataDialog", "{0} spectrograms · {1} · {2}")
        return words.format(number, sides, asked)
    if len(shape) == 3 and shape[2] in (1, 3):
        words = QCoreApplication.translate("DataDialog", "{0} pictures · {1} · {2}")
        if shape[2] == 3:
            words = QCoreApplication.translate("DataDialog", "{0} pictures · {1} in colour · {2}")
        return words.format(number, show(shape[:2]), asked)
    if len(shape) > 1:
        return QCoreApplication.translate("DataDialog", "{0} samples of {1} · {2}").format(
            number, show(shape), asked
        )
    if shape[0] == 1:
        return QCoreApplication.translate("DataDialog", "{0} rows · 1 feature · {1}").format(number, asked)
    words = QCoreApplication.translate("DataDialog", "{0} rows · {1} features · {2}")
    return words.format(number, shape[0], asked)


def size_of(dataset: Dataset) -> str:
    """How large a data set that was read is, and what it asks."""
    return size_words(
        len(dataset),
        dataset.array_shape or dataset.sample_shape,
        dataset.task,
        len(dataset.classes) or dataset.outputs,  # to choose from, or to give at once
        columns=dataset.columns,
        outputs=1 + len(dataset.further),
        heard=dataset.spectrogram is not None,
    )


def _beside(columns: Sequence[Column]) -> str:
    """What belongs to each picture: ``4 features from 3 columns``."""
    features = sum(column.width for column in columns)
    if features == 1:
        return QCoreApplication.translate("DataDialog", "1 feature from a column")
    if len(columns) == 1:
        return QCoreApplication.translate("DataDialog", "{0} features from a column").format(features)
    words = QCoreApplication.translate("DataDialog", "{0} features from {1} columns")
    return words.format(features, len(columns))


def _tile(name: str, ratio: float) -> QPixmap:
    """An icon on the ground that the small pictures have."""
    tile = ground(_PICTURE, ratio)
    painter = QPainter(tile)
    at = (_PICTURE.width() - _ICON) // 2
    painter.drawPixmap(at, at, icons.pixmap(name, _ICON, "text_muted", ratio))
    painter.end()
    return tile


class SetList(QListWidget):
    """Included data sets and generated shapes, under a heading each.

    Signals
    -------
    chosen(Source)
        The user picked one.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("included")
        self.setAccessibleName(self.tr("Data sets"))
        self.setSpacing(1)
        self.setIconSize(_PICTURE)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QListView::item { padding: 4px 6px; border-radius: 6px; }")
        self._head(self.tr("Included"))
        for facts in bundled_sets():
            outputs = max(1, len(facts.targets))
            heard = facts.spectrogram is not None
            words = size_words(facts.rows, facts.sample_shape, facts.task, outputs=outputs, heard=heard)
            self._add(
                Bundled(facts.name),
                f"{QCoreApplication.translate('Data', facts.title)}\n{words}",
                self.tr(facts.summary),
            )
        if (whole := whole_fashion()) is not None:
            words = size_words(70_000, (28, 28, 1), "classes")
            about = self.tr(
                "All of Fashion-MNIST, as this computer has it; 10 000 of its images are the test."
            )
            self._add(whole, f"{self.tr('Fashion-MNIST, whole')}\n{words}", about)
        self._head(self.tr("Generated"))
        for shape in SHAPES:
            about = QCoreApplication.translate("Field", SUMMARIES[shape])
            self._add(Generated(shape), translate(TITLES[shape]), about)
        self._paint()
        theme.current().changed.connect(self._paint)
        # The selection, not the current item: Qt makes the first item current when the list gets the focus.
        self.itemSelectionChanged.connect(self._choose)

    def select(self, source: Source | None) -> None:
        """Mark the set that is shown; nothing for a file. Nothing is emitted."""
        self.blockSignals(True)
        self.clearSelection()
        for item in self._sets():
            offered = item.data(_SOURCE)
            same = (
                isinstance(source, Generated)
                and isinstance(offered, Generated)
                and source.shape == offered.shape
            )
            if offered == source or same:
                self.setCurrentItem(item)
                item.setSelected(True)
        self.blockSignals(False)

    def _head(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(theme.current().font("strong"))
        self.addItem(item)

    def _add(self, source: Source, text: str, about: str) -> None:
        item = QListWidgetItem(text)
        item.setData(_SOURCE, source)
        item.setToolTip(tooltip(about))
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, about)
        self.addItem(item)

    def _sets(self) -> Iterator[QListWidgetItem]:
        for row in range(self.count()):
            item = self.item(row)
            if item.data(_SOURCE) is not None:
                yield item

    def _choose(self) -> None:
        for item in self.selectedItems():
            self.chosen.emit(item.data(_SOURCE))

    def _paint(self) -> None:
        """Draw the small pictures, and write the headings, in the colours of the theme."""
        colors, ratio = theme.current(), self.devicePixelRatioF()
        for row in range(self.count()):
            item = self.item(row)
            source = item.data(_SOURCE)
            if isinstance(source, Generated):
                drawn = source.replace(points=_DRAWN, noise=0.05).read()
                item.setIcon(icons.of_picture(small_picture(drawn, _PICTURE, ratio)))
            elif isinstance(source, Bundled):
                sheets = "recording" if source.facts.rate else "image"
                name = sheets if len(source.facts.sample_shape) > 1 else "table"
                item.setIcon(icons.of_picture(_tile(name, ratio)))
            elif isinstance(source, IdxFiles):
                item.setIcon(icons.of_picture(_tile("image", ratio)))
            else:
                item.setForeground(colors.color("text_muted"))
