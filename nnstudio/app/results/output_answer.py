"""The answer of one output: in large, with probabilities as bars; of several outputs each has a card."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from nnstudio.app.look import theme
from nnstudio.app.look.style_sheet import fill
from nnstudio.app.results.bars import BarLine, Bars
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import breakable, translate
from nnstudio.data.preparing.deciding import questions
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.project.answers import Answers
from nnstudio.project.decisions import in_words
from nnstudio.project.heads import called
from nnstudio.system.messages import shortened
from nnstudio.system.numbers import figure_text, percent_text

_CLASSES = 10
"""Classes that have a bar; of more, the most probable ones."""
LETTERS = 120
"""Of the name of a class."""
_TWO_COLUMNS = 420
"""Width from which on cards stand side by side."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Answer", text)


class AnswerLines:
    """A headline and bars, for whoever lays them out."""

    def __init__(self) -> None:
        self.headline = label("", "heading", wrap=True)
        self.bars = Bars()
        self.bars.setAccessibleName(_tr("Probabilities"))

    def clear(self) -> None:
        """Show nothing."""
        self.headline.clear()
        self.headline.show()
        self.bars.show_lines(())
        self.bars.hide()

    def show_answer(self, answers: Answers, known: Preprocessor, row: int, *, named: bool = True) -> None:
        """Show what is answered for one of the samples.

        Parameters
        ----------
        answers : Answers
        known : Preprocessor
            Of the output.
        row : int
        named : bool
            Whether a single number stands behind its name.
        """
        self.bars.setVisible(answers.labels is not None or bool(answers.pairs))
        if answers.labels is not None:
            self._show_classes(answers, known, row)
        else:
            self._show_targets(answers, known, row, named=named)
        self.headline.setVisible(bool(self.headline.text()))

    def _show_classes(self, answers: Answers, known: Preprocessor, row: int) -> None:
        assert answers.labels is not None
        said, numbers, classes = answers.labels[row], answers.numbers[row], known.classes
        self.headline.setText(breakable(shortened(said, LETTERS)))
        order = range(len(classes))
        if len(classes) > _CLASSES:
            order = np.argsort(-numbers, kind="stable")[:_CLASSES].tolist()
        shares = [(classes[i], float(numbers[i])) for i in order]
        self.bars.show_lines(
            [BarLine(name, share, percent_text(share), name == said) for name, share in shares]
        )

    def _show_targets(self, answers: Answers, known: Preprocessor, row: int, *, named: bool) -> None:
        """A line for each number, or for each label with how probable it is."""
        numbers, names = answers.numbers[row], known.target_names
        values = answers.named(row) or [
            figure_text(float(value), told) for value, told in zip(numbers, known.digits(4), strict=True)
        ]
        lines = [_tr("{0}: {1}").format(name, value) for name, value in zip(names, values, strict=True)]
        if not named and len(lines) == 1:
            lines = list(values)
        more = len(lines) - _CLASSES
        shown = lines[:_CLASSES] if more > 0 else lines
        if answers.pairs:
            said = answers.said[row]
            probable = [
                float(share) if yes else 1 - float(share) for share, yes in zip(numbers, said, strict=True)
            ]
            pieces = zip(shown, probable[: len(shown)], strict=True)
            self.bars.show_lines([BarLine(line, share, percent_text(share)) for line, share in pieces])
            self.headline.setText("")
        else:
            self.headline.setText(breakable("\n".join(shown)))
        if more > 0:
            self.headline.setText(f"{self.headline.text()}\n" + _tr("… and {0} more").format(more))


def told_beside(answers: Answers, known: Preprocessor, true: str) -> list[str]:
    """From where on is answered, where that was chosen, and what the sample is, where that is known."""
    words = in_words(answers.chosen, questions(known))
    told = [] if words is None else [translate(words)]
    return told + [_tr("truth: {0}").format(shortened(true, LETTERS))] * bool(true)


class OutputAnswer(QWidget):
    """What one of several outputs answers, under the name of its target."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        fill(self, "card")
        self.name: QLabel = label("", "small", wrap=True)
        self.lines = AnswerLines()
        self.told: QLabel = label("", "small", wrap=True)
        column = v_box(self, margins=(10, 6, 10, 8), spacing=4)
        for widget in (self.name, self.lines.headline, self.told, self.lines.bars):
            column.addWidget(widget)

    def show_answer(self, answers: Answers, known: Preprocessor, row: int, true: str) -> None:
        """Show what is answered for one of the samples, and what it is."""
        # Where an output answers several numbers or questions, each of their lines begins with its name.
        one = known.choices is not None or not known.more_targets
        self.name.setText(breakable(called(known)))
        self.name.setVisible(one)
        self.lines.bars.setAccessibleName(_tr("Probabilities of “{0}”").format(called(known)))
        self.lines.show_answer(answers, known, row, named=False)
        told = told_beside(answers, known, true)
        self.told.setText(breakable(" · ".join(told)))
        self.told.setVisible(bool(told))


class OutputAnswers(QWidget):
    """A card for each of several outputs: side by side where there is room, as a table of results is low."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[OutputAnswer] = []
        self._across = 1
        row = h_box(self, margins=0, spacing=8)
        self._columns = [v_box(spacing=8) for _ in range(2)]
        for column in self._columns:
            row.addLayout(column, 1)
            column.addStretch(1)

    def show_answers(
        self, answers: Sequence[Answers], views: Sequence[Preprocessor], row: int, true: Sequence[str]
    ) -> None:
        """Show what is answered for one of the samples, in the order of the targets.

        Parameters
        ----------
        answers : sequence of Answers
        views : sequence of Preprocessor
            Of the outputs.
        row : int
        true : sequence of str
            What the sample is; empty where that is not known.
        """
        while len(self.cards) < len(answers):
            self.cards.append(OutputAnswer(self))
        for number, card in enumerate(self.cards):
            card.setVisible(number < len(answers))
            if number < len(answers):
                card.show_answer(answers[number], views[number], row, true[number] if true else "")
        self._lay()

    def _lay(self) -> None:
        """Each card stands in the column that has most room left."""
        self._across = 2 if self.width() >= theme.current().room(_TWO_COLUMNS) else 1
        heights = [0] * self._across
        for card in self.cards:
            for column in self._columns:
                column.removeWidget(card)
            place = heights.index(min(heights))
            self._columns[place].insertWidget(self._columns[place].count() - 1, card)
            heights[place] += card.sizeHint().height() if card.isVisibleTo(self) else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._across != (2 if self.width() >= theme.current().room(_TWO_COLUMNS) else 1):
            self._lay()
