"""What each column is worth to the network, measured when somebody asks, beside the window."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from nnstudio.app.background.jobs import Tell
from nnstudio.app.background.newest import Newest
from nnstudio.app.files.asked_file import ask_and_write
from nnstudio.app.look import icons, theme
from nnstudio.app.results.importance_bars import ImportanceBars, WorthLine
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.late_page import LatePage
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.app.words.texts import error_text, metric_title, translate
from nnstudio.data.preparing.deciding import questions
from nnstudio.nn.metrics import METRICS
from nnstudio.project.csv_text import csv_file
from nnstudio.project.decisions import in_words
from nnstudio.project.judging.answerer import Answerer
from nnstudio.project.judging.importance import DEALS, Importance, as_csv, importances
from nnstudio.project.judging.judgement import Judgement
from nnstudio.system.cancel import Cancel
from nnstudio.system.numbers import formatted

Found = tuple[Importance, ...]


class ImportancePage(LatePage):
    """First a question with its button, then a bar for each column.

    Signals
    -------
    column_activated(str)
        A column is to be looked at where the data is chosen.
    figures_changed()
        There is something else to be saved as a picture, or nothing.
    """

    column_activated = Signal(str)
    figures_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._judged: Judgement | None = None
        self._answerer: Answerer | None = None
        self.found: Found = ()
        self._measuring = Newest("importance", self)

    def build(self) -> None:
        """Make the question, the progress and the bars."""
        self.sentence = label("", wrap=True)
        self.about = label("", "small", wrap=True)
        self.measure = push_button(self.tr("Measure the columns"), self._measure, role="primary")
        self.cancel = push_button(self.tr("Cancel"), self._give_up)
        self.save = push_button(
            self.tr("Save as CSV…"),
            self._save,
            tip=self.tr("All columns with what the loss and each metric lose"),
        )
        icons.set_icon(self.save, "save")
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress of the measurement"))
        self.progress.setMaximumWidth(theme.current().room(320))
        self.bars = ImportanceBars()
        self.bars.setAccessibleName(self.tr("What each column is worth"))
        self.bars.activated.connect(self.column_activated)
        self.bars.current_changed.connect(self._follow)
        self._around = ScrollColumn(self.bars)
        words = v_box(spacing=8)
        words.addWidget(self.sentence)
        for widget in (self.measure, self.progress, self.cancel, self.save):
            stretched = widget is self.progress
            words.addWidget(widget, 0, Qt.AlignmentFlag(0) if stretched else Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self.about)
        words.addStretch(1)
        side = QWidget()
        side.setLayout(words)
        words.setContentsMargins(0, 0, 6, 0)
        beside = ScrollColumn(side)
        row = h_box(self, margins=(14, 8, 8, 8), spacing=18)
        row.addWidget(beside, 2)
        row.addWidget(self._around, 5)
        self._show()

    def show_judgement(self, judged: Judgement, answerer: Answerer) -> None:
        """Ask about the part, the weights and the answers of a judgement; what was found for it stays."""
        self.ready()
        before = self._judged
        same = before is not None and self._answerer is answerer and before.chosen == judged.chosen
        self._judged, self._answerer = judged, answerer
        if not same:
            self._measuring.forget()
            self.found = ()
        self._show()

    def clear(self) -> None:
        """Show nothing."""
        self._measuring.forget()
        self._judged, self._answerer, self.found = None, None, ()
        if self.built:
            self._show()

    def figures(self) -> tuple[QWidget, ...]:
        """What can be saved as a picture."""
        return (self.bars,) if self.found else ()

    def _measure(self) -> None:
        judged, answerer = self._judged, self._answerer
        if judged is None or answerer is None:
            return

        def work(cancelled: Cancel, progress: Tell) -> Found:
            return importances(
                answerer.trained, judged.prepared, judged.part, answerer.which, chosen=judged.chosen,
                cancelled=cancelled, progress=lambda share: progress({"done": share}),
            )  # fmt: skip

        self.progress.setValue(0)
        self._measuring.ask(work, self._take, self._fail, self._go_on)
        self._show()
        self.cancel.setFocus()

    def _give_up(self) -> None:
        self._measuring.forget()
        self._show()
        self.measure.setFocus()

    def _go_on(self, facts: dict[str, Any]) -> None:
        self.progress.setValue(round(1000 * facts["done"]))

    def _take(self, found: Found) -> None:
        at_hand = self.cancel.hasFocus()
        self.found = found
        self._show()
        if at_hand:
            self.bars.setFocus()

    def _fail(self, error: BaseException) -> None:
        self._show()
        self.sentence.setText(error_text(error))

    def _show(self) -> None:
        """Show the question, how far it is, or what was found."""
        busy, judged = self._measuring.busy, self._judged
        self.measure.setVisible(not busy and not self.found)
        for widget in (self.progress, self.cancel):
            widget.setVisible(busy)
        self.save.setVisible(bool(self.found))
        self._around.setVisible(bool(self.found))
        parts = {
            "test": self.tr("the test part"),
            "validation": self.tr("the validation part"),
            "train": self.tr("the training part"),
        }
        if judged is not None:
            where = parts[judged.part]
            self._say(where, judged, busy=busy)
            self.bars.show_lines(
                *_lines(
                    self.found, self.tr("Column"), self.tr("Loss"), self.tr("{0}, points"), self.tr("Picture")
                )
            )
        self.figures_changed.emit()

    def _say(self, where: str, judged: Judgement, *, busy: bool) -> None:
        if busy:
            self.sentence.setText(self.tr("Measuring on {0}…").format(where))
        elif self.found:
            text = self.tr("By how much the loss on {0} rises where a column says nothing").format(where)
            words = in_words(judged.chosen, questions(judged.prepared.preprocessor))
            self.sentence.setText(text if words is None else f"{text} · {translate(words)}")
        else:
            self.sentence.setText(
                self.tr("What is each column worth to the network? It is measured on {0}.").format(where)
            )
        about = self.tr(
            "Permutation importance: the values of one column are dealt out among the rows, {0} times; bars are means, strokes standard deviations. Of two columns that say the same, both look unimportant."
        ).format(DEALS)
        if judged.prepared.preprocessor.picture:
            about += " " + self.tr("Pictures are dealt out whole.")
        if judged.prepared.preprocessor.earlier is not None:
            about += " " + self.tr("What stood in the rows before goes with its column.")
        self.about.setText(about)

    def _follow(self, rect: object) -> None:
        """Keep the line that is looked at in sight."""
        y = rect.center().y()  # type: ignore[attr-defined]
        self._around.ensureVisible(0, y, 0, rect.height())  # type: ignore[attr-defined]

    def _save(self) -> None:
        found = self.found
        ask_and_write(
            self.window(),
            self.tr("Save what the columns are worth"),
            self.tr("importance"),
            "csv",
            lambda: csv_file(as_csv(found)),
        )


def _lines(
    found: Found, column: str, loss: str, points: str, picture: str
) -> tuple[list[WorthLine], list[str]]:
    """A line for each column, and the headings: beside the loss, how the first metric changes."""
    keys = list(found[0].metrics)[:1] if found else []
    metrics = [next(metric for metric in METRICS if metric.key == key) for key in keys]
    places = _decimals(max((abs(each.loss) for each in found), default=0.0))
    lines = []
    for each in found:
        figures = [f"{_signed(each.loss, places)} ± {each.spread:.{places}f}"]
        for metric in metrics:
            change = each.metrics[metric.key]
            figures.append(
                _signed(100 * change, 1) if metric.share else _signed(change, _decimals(abs(change)))
            )
        name = picture if each.picture else each.column
        lines.append(
            WorthLine(name, each.loss, each.spread, tuple(figures), "" if each.picture else each.column)
        )
    titles = (points.format(metric_title(m)) if m.share else metric_title(m) for m in metrics)
    return lines, [column, loss, *titles]


def _decimals(most: float) -> int:
    """Decimals that show three digits of the largest figure."""
    return min(max(2 - math.floor(math.log10(most)), 0), 8) if most else 0


def _signed(value: float, decimals: int) -> str:
    """A change with its sign; zero has none."""
    if not round(value, decimals):
        return formatted(0.0, f".{decimals}f")
    return formatted(value, f"+{',' if abs(value) >= 10_000 else ''}.{decimals}f")
