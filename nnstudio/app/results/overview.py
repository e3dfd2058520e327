"""The first page of results: the figures beside baselines, the confusion matrix, the figures of each class."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from nnstudio.app.look import theme
from nnstudio.app.look.style_sheet import fill
from nnstudio.app.results.class_table import ClassTable
from nnstudio.app.results.figure_table import FigureTable
from nnstudio.app.results.gallery import Gallery
from nnstudio.app.results.matrix import ConfusionMatrix
from nnstudio.app.results.pairs import PicturePairs
from nnstudio.app.results.sentence_row import SentenceRow
from nnstudio.app.results.target_table import TargetTable
from nnstudio.app.results.wording import decided_words, first_figure, interval_words
from nnstudio.app.widgets.boxes import grid_box, h_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.app.words.texts import metric_summary, metric_title, tooltip
from nnstudio.data.preparing.deciding import Decision
from nnstudio.nn.figures import balanced_accuracy, class_figures, number_figures
from nnstudio.nn.metrics import METRICS
from nnstudio.project.judging.judgement import Judgement, Part
from nnstudio.system.arrays import Host
from nnstudio.system.numbers import figure_text, percent_text, whole_text

_ANY = 16_777_215
"""The width of a widget that may be as wide as there is room."""
Tile = tuple[str, str, str]
"""Name, figure and help of a tile."""

_TILE, _MATRIX = 105, 360
"""Widths of a tile and the matrix below which the figures of each class do not stand beside, but in place of the matrix."""

_EASY, _NAMED, _WIDEST = 120, 140, 210
"""Of a tile: its width where class table and matrix leave it, from which one on its name has room in two lines in any language,
and how wide it becomes."""
_AROUND, _BETWEEN = 14, 18


class Overview(QWidget):
    """Figures on the left, the matrix in the middle, classes or the samples of a cell on the right.

    Signals
    -------
    sample_activated(positions, title, position)
        A sample of a cell was chosen for a closer look.
    target_chosen(int)
        Another of several targets is to be looked at.
    usual_requested()
        The more probable of two classes is to be answered again.
    """

    sample_activated = Signal(object, str, int)
    target_chosen = Signal(int)
    usual_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._judged: Judgement | None = None
        self._linear, self._about_linear, self._linear_balanced = "", "", ""
        self._measured, self._linear_better = "", ""
        self.sentence, self.every = label(wrap=True), label("", "small", wrap=True)
        self.open = push_button(self.tr("Open the test part"), role="primary")
        self.elsewhere = push_button(self.tr("Look at the validation part"), role="link")
        self.cancel = QPushButton(self.tr("Cancel"))
        self.usual = push_button(self.tr("Back to 0.5"), self.usual_requested, role="link")
        self.swap = push_button("", self._swap, role="link")
        self._swapped = self._several_outputs = False
        self._tiles = grid_box(spacing=8)
        self._across = 2
        self._shown: list[QWidget] = []
        self.matrix = ConfusionMatrix()
        self.matrix.cell_chosen.connect(self.show_cell)
        self.classes = ClassTable()
        self.cell = Gallery(self.tr("Back to the classes"))
        self.cell.back_requested.connect(self._show_classes)
        self.cell.activated.connect(self._look_closer)
        self.pairs = PicturePairs()
        self._right = QStackedWidget()
        self._right.setMinimumHeight(1)  # what it holds scrolls, also where the window is low
        self.targets = TargetTable()
        self.targets.target_chosen.connect(self.target_chosen)
        # Parents find their place before what they hold, which is then given its style once.
        inside = QWidget(self)
        around = self._left = ScrollColumn(inside)
        row = h_box(self, margins=(_AROUND, 8, _AROUND, 8), spacing=_BETWEEN)
        row.addWidget(around, 4)
        left = v_box(inside, margins=(0, 0, 4, 0), spacing=10)
        left.addWidget(SentenceRow(self.sentence, self.usual, self.swap))
        left.addLayout(self._tiles)
        left.addWidget(self.every)
        left.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(self.elsewhere, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        row.addWidget(self.matrix, 9)
        row.addWidget(self._right, 2)
        for page in (self.classes, self.targets, self.cell):
            self._right.addWidget(page)
        row.addWidget(self.pairs, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        row.addStretch()  # what none of them needs
        self.cancel.hide()
        self.clear()

    def clear(self) -> None:
        """Show no figures."""
        self._judged, self._linear_better = None, ""
        self._linear, self._about_linear, self._linear_balanced = "", "", ""
        self._show_tiles(())
        for widget in (self.matrix, self._right, self.pairs, self.swap, self.usual, self.every):
            widget.hide()
        self.cell.clear()
        self._fit()

    def say_closed(self, part: Part, *, ready: bool, validation: bool) -> None:
        """Say what is to be done to see figures.

        Parameters
        ----------
        part : {"train", "validation", "test"}
            What is to be judged.
        ready : bool
            Whether there are weights.
        validation : bool
            Whether there is a validation part.
        """
        self.open.setVisible(ready)
        self.elsewhere.setVisible(ready and validation and part == "test")
        if not ready:
            self.sentence.setText(
                self.tr("Train the network first. Its results on the sealed test part will stand here.")
            )
        elif part == "test":
            self.open.setText(self.tr("Open the test part"))
            self.sentence.setText(
                self.tr(
                    "The test part has been kept aside: neither training nor validation has seen it. Open it once, at the end."
                )
            )
        else:
            self.open.setText(self.tr("Measure it"))
            self.sentence.setText(self.tr("The network has been trained further: measure this part anew."))

    def _say_measured(self, judged: Judgement, kept: Decision | None) -> None:
        """Say what was measured, and from where on is answered."""
        names = {
            "test": self.tr("{0} samples of the test part, never seen before:"),
            "validation": self.tr("{0} samples of the validation part, which chose the best epoch:"),
            "train": self.tr("{0} samples of the training part, learned from:"),
        }
        text, words = names[judged.part].format(whole_text(judged.samples)), decided_words(judged, kept)
        if judged.decision != kept and words:
            words = self.tr("{0}, only tried so far").format(words)
        elif kept is not None and kept.part == judged.part == "test":
            words = self.tr("{0}, chosen on these very samples").format(words)
        self._measured = f"{text}\n{words}" if words else text
        self._show_sentence()
        self.usual.setVisible(bool(words))

    def show_judgement(
        self,
        judged: Judgement,
        kept: Decision | None = None,
        whole: Judgement | None = None,
        *,
        outputs: Sequence[Judgement] = (),
    ) -> None:
        """Show what was measured, and from which probability on a class is answered where that is not as usual.

        Parameters
        ----------
        judged : Judgement
        kept : Decision, optional
            What is kept of this question for the weights that were judged.
        whole : Judgement, optional
            With all targets, where the other is of one of several.
        outputs : sequence of Judgement
            What was measured of all outputs, where there are several.
        """
        self._several_outputs = bool(outputs)
        self.every.setText(self.tr("All outputs: {0}").format(" · ".join(map(first_figure, outputs))))
        self.every.setVisible(bool(outputs))
        again = self._judged is not None and self._judged.prepared is judged.prepared
        if whole is not None and judged.target is not None:
            self.targets.show_targets(whole, judged.target)
        if judged.target is not None and not judged.classes:
            self._right.setCurrentWidget(self.targets)
            self._right.show()
        self._judged = judged
        self._show_figures()
        if judged.confusion is not None:
            self.matrix.show_confusion(judged.confusion, judged.classes)
            self.classes.show_figures(class_figures(judged.confusion), judged.classes)
            self.matrix.show()
            if not again or self._right.currentWidget() is self.cell:
                self._show_classes()
            self._fit()
        if judged.pairs is not None:
            self.pairs.show_pairs(*judged.pairs, judged.prepared.preprocessor)
            self.pairs.fit(self.width() // 2)
            self.pairs.show()
        self._say_measured(judged, kept)

    def figures(self) -> tuple[QWidget, ...]:
        """What can be saved as a picture."""
        return self.matrix, self.pairs

    def show_linear(self, text: str, about: str = "", balanced: str = "", better: str = "") -> None:
        """Show what a linear model reaches and how it was trained, or why there is none.

        Parameters
        ----------
        text, about : str
        balanced : str
            The balanced accuracy, where that is another figure.
        better : str
            What is said where it is better than the network.
        """
        self._linear, self._about_linear, self._linear_balanced = text, about, balanced
        self._linear_better = better
        self._show_sentence()
        self._show_figures()

    def _show_sentence(self) -> None:
        if self._judged is None:
            return
        said, judged = self._measured, self._judged
        last = judged.last_value
        if last is not None and last < number_figures(judged.true[:, 0], judged.given[:, 0]).mae:
            said += "\n" + self.tr(
                "The last value known is a better answer: the network is not worth its size yet."
            )
        elif self._linear_better and judged.decision is None:
            said += "\n" + self._linear_better
        self.sentence.setText(said)

    def show_cell(self, true: int, said: int) -> None:
        """Show the samples behind a cell of the matrix."""
        judged = self._judged
        if judged is None:
            return
        positions = judged.behind(true, said)
        self.cell.show_samples(judged, positions, self._cell_title(true, said, len(positions)), back=True)
        self._right.setCurrentWidget(self.cell)
        self._right.show()
        self._fit()

    def _cell_title(self, true: int, said: int, count: int) -> str:
        assert self._judged is not None
        classes = self._judged.classes
        if true == said:
            if not count:
                return self.tr("No sample of class {0} was answered rightly").format(classes[true])
            return self.tr("{0}, answered rightly ({1})").format(classes[true], whole_text(count))
        if not count:
            return self.tr("No sample of class {0} was answered as {1}").format(classes[true], classes[said])
        return self.tr("Truth {0}, answer {1} ({2})").format(classes[true], classes[said], whole_text(count))

    def _show_classes(self) -> None:
        several = self._judged is not None and self._judged.target is not None
        self._right.setCurrentWidget(self.targets if several else self.classes)
        self._fit()

    def _look_closer(self, position: int) -> None:
        self.sample_activated.emit(self.cell.positions, self.cell.list.accessibleName(), position)

    def _show_figures(self) -> None:
        if self._judged is not None:
            self._show_tiles(self._figures(self._judged))
            self._fit()

    def _figures(self, judged: Judgement) -> list[Tile]:
        tiles: list[Tile] = []
        if judged.confusion is not None:
            right, accuracy = judged.said == judged.true, METRICS["Accuracy"]
            about = f"{metric_summary(accuracy)}\n{interval_words(right, judged.groups)}"
            tiles.append((metric_title(accuracy), percent_text(float(right.mean())), about))
            tiles += self._balanced(judged.confusion)
        elif len(judged.true[0]) == 1:
            found = number_figures(judged.true[:, 0], judged.given[:, 0])
            unit = judged.target_names[0]
            for metric, value in zip(
                ("MeanAbsoluteError", "RootMeanSquaredError", "R2"), found, strict=False
            ):
                about = metric_summary(METRICS[metric])
                words = f"{about} ({unit})" if metric != "R2" else about
                tiles.append((metric_title(METRICS[metric]), figure_text(value), words))
        else:
            error = METRICS["MeanAbsoluteError"]
            tiles.append((metric_title(error), figure_text(judged.metrics["mae"]), metric_summary(error)))
        guess = percent_text(judged.guessing) if judged.classes else figure_text(judged.guessing)
        guess_help = (
            self.tr("Always answering the most frequent class of the training part")
            if judged.classes
            else self.tr("Mean absolute error of always answering the mean of the training part")
        )
        tiles.append((self.tr("Guessing would reach"), guess, guess_help))
        if judged.last_value is not None:
            about = self.tr("Mean absolute error of always answering the newest earlier value that is seen")
            tiles.append((self.tr("The last value reaches"), figure_text(judged.last_value), about))
        if self._linear:
            tiles.append((self.tr("A linear model reaches"), self._linear, self._about_linear))
        if self._linear_balanced:
            tiles.append((self.tr("Linear model, balanced"), self._linear_balanced, self._about_linear))
        about_loss = self.tr("What training makes small")
        if self._several_outputs:
            about_loss = self.tr("The loss of this output alone: training makes the sum of all outputs small")
        elif judged.target is not None:
            about_loss = self.tr("What training makes small: of all targets together")
        tiles.append((self.tr("Loss"), figure_text(judged.loss), about_loss))
        return tiles

    def _balanced(self, confusion: Host) -> list[Tile]:
        """Where classes are uneven, a figure to which each counts the same."""
        mean = balanced_accuracy(confusion)
        if mean is None:
            return []
        about = self.tr(
            "The mean of the recalls: each class counts the same, however rare it is. Guessing would reach {0}"
        ).format(percent_text(1 / int(confusion.any(axis=1).sum())))
        return [(self.tr("Balanced accuracy"), percent_text(mean), about)]

    def _show_tiles(self, tiles: Sequence[Tile]) -> None:
        for tile in self._shown:
            self._tiles.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._shown = [_tile(*tile) for tile in tiles]
        self._lay()

    def _lay(self) -> None:
        """Put the tiles into rows; in a low window there is room for two, and for one number, with nothing beside, for one."""
        judged, tiles, room = self._judged, self._shown, theme.current().room
        alone = judged is not None and not judged.classes and judged.target is None
        self._across = 3 if alone or len(tiles) > 4 else 2
        one_number = judged is not None and alone and judged.true.shape[1] == 1
        if one_number and self.width() >= room(_NAMED) * len(tiles) + 2 * _AROUND + _BETWEEN:
            self._across = len(tiles)
        for i, tile in enumerate(tiles):
            self._tiles.addWidget(tile, i // self._across, i % self._across)
        for column in range(self._tiles.columnCount()):  # all alike, whatever their names
            self._tiles.setColumnStretch(column, int(column < self._across))

    def _fit(self) -> None:
        """Show the matrix beside classes or samples, or one of them where there is no room for both."""
        room, seen = theme.current().room, self._right.currentWidget()
        self._lay()
        self._left.setMaximumWidth(room(_WIDEST) * self._across if self._judged is not None else _ANY)
        self._right.setMaximumWidth(seen.widest if isinstance(seen, FigureTable) else _ANY)
        if self._judged is None or not self._judged.classes:
            return
        figures = room(_TILE) * self._across
        beside = room(_MATRIX) + self.classes.minimumWidth() + 2 * (_AROUND + _BETWEEN)
        spare = self.width() - figures - beside
        wide = spare >= 0
        easy = (room(_EASY) - room(_TILE)) * self._across
        self._left.setMinimumWidth(figures + max(0, min(spare, easy)))
        samples = seen is self.cell
        alone = not wide and not samples
        self.swap.setVisible(alone)
        self.swap.setText(self.tr("Confusion matrix") if self._swapped else self.tr("Figures of each class"))
        self._right.setVisible(wide or samples or self._swapped)
        self.matrix.setVisible(wide or (alone and not self._swapped))

    def _swap(self) -> None:
        self._swapped = not self._swapped
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.pairs.fit(self.width() // 2)


def _tile(name: str, value: str, about: str) -> QWidget:
    """A figure with its name over it."""
    tile = QWidget()
    fill(tile, "card")
    tile.setToolTip(tooltip(about))
    column = v_box(tile, margins=(10, 5, 10, 5), spacing=0)
    column.addWidget(label(name, "small", wrap=True))
    column.addStretch(1)
    column.addWidget(label(value, "heading"))
    return tile
