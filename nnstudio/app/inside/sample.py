"""The chosen sample itself, its truth, and what the network answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from nnstudio.app.inside.field import certain, probabilities
from nnstudio.app.inside.seeing import Seen
from nnstudio.app.look import theme
from nnstudio.app.look.sample_picture import drawn_as, sample_picture
from nnstudio.app.results.bars import BarLine, Bars
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import translate
from nnstudio.data.preparing.deciding import questions, said_classes, said_labels
from nnstudio.data.preparing.sample_parts import seen_parts
from nnstudio.project.decisions import in_words
from nnstudio.project.heads import called
from nnstudio.system.arrays import Host
from nnstudio.system.numbers import figure_text, percent_text

_CLASSES, _FEATURES = 12, 16


class SampleView(QWidget):
    """Picture or row, truth, and the answer as bars."""

    def __init__(self) -> None:
        super().__init__()
        self._picture, self.truth = QLabel(), label("", "strong", wrap=True)
        self._pictured: Host = np.empty(0)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.answer, self._row = Bars(), Bars()
        self._row.setAccessibleName(self.tr("Values of the sample"))
        self.answer.setAccessibleName(self.tr("Answer of the network"))
        self.truth.setMaximumWidth(theme.current().room(150))
        self._row_title = label(self.tr("As the network gets it"), "small")
        beside = v_box(spacing=4)
        for widget in (self._picture, self.truth):
            beside.addWidget(widget)
        beside.addStretch(1)
        top = h_box(spacing=12)
        top.addLayout(beside)
        top.addWidget(self.answer, 1, Qt.AlignmentFlag.AlignTop)
        column = v_box(self, margins=(10, 2, 14, 6), spacing=6)
        self._truths = label("", "small", wrap=True)
        column.addLayout(top)
        column.addWidget(self._truths)
        column.addWidget(self._row_title)
        column.addWidget(self._row)
        column.addStretch(1)

    def show_seen(self, seen: Seen) -> None:
        """Show the sample of a look."""
        prepared, sample = seen.prepared, seen.sample
        known = prepared.preprocessor
        array, row = seen_parts(known, sample)
        pictured = array is not None and drawn_as(known) is not None
        self._picture.setVisible(pictured)
        # While a run goes on the same sample comes again and again, and a new picture lays out the whole window anew.
        if pictured and array is not None and not np.array_equal(array, self._pictured):
            self._pictured = array
            self._picture.setPixmap(sample_picture(array, theme.current().room(84), known))
            self._picture.setAccessibleName(self.tr("Picture of the sample"))
        self._row_title.setVisible(row is not None)
        self._row.setVisible(row is not None)
        if row is not None:
            most = float(np.abs(row).max(initial=0.0)) or 1.0
            names = known.features or tuple(f"x{i + 1}" for i in range(len(row)))
            pairs = list(zip(names, row.tolist(), strict=True))[:_FEATURES]
            self._row.show_lines(
                [BarLine(name, value / most, figure_text(value, 3)) for name, value in pairs]
            )
        self.truth.setHidden(bool(seen.outputs))
        self._truths.setVisible(bool(seen.outputs))
        if known.answer == "input":
            self.truth.setText(self.tr("The network is to give the sample again"))
            self.answer.hide()
            return
        self.answer.show()
        if seen.outputs:
            self._show_outputs(seen.outputs)
            return
        if known.more_targets:
            decided = in_words(seen.chosen, questions(known))
            self.truth.setText("" if decided is None else translate(decided))
            beside = self.tr("{0} (true: {1})")
            self.answer.show_lines(
                [
                    answer.line._replace(figure=beside.format(answer.line.figure, answer.true))
                    for answer in self._targets(seen)
                ]
            )
            return
        if prepared.task == "regression":
            true, told = (
                float(known.restore_targets(np.reshape(v, (1, -1))[:, :1])[0, 0])
                for v in (seen.truth, seen.output)
            )
            self.truth.setText(self.tr("True: {0}").format(figure_text(true)))
            most = max(abs(true), abs(told), 1e-12)
            self.answer.show_lines(
                [
                    BarLine(self.tr("true"), true / most, figure_text(true)),
                    BarLine(self.tr("answer"), told / most, figure_text(told), True),
                ]
            )
            return
        shares, best = _classes(seen)
        truth = int(seen.truth)
        true_class = self.tr("True: {0}").format(prepared.classes[truth])
        decided = in_words(seen.chosen, questions(known))
        self.truth.setText(true_class if decided is None else f"{true_class} · {translate(decided)}")
        shown = sorted(np.argsort(-shares, kind="stable")[:_CLASSES].tolist())
        self.answer.show_lines(
            [
                BarLine(prepared.classes[i], float(shares[i]), percent_text(float(shares[i])), i == best)
                for i in shown
            ]
        )

    def _show_outputs(self, outputs: Sequence[Seen]) -> None:
        """A line for what each of several outputs answers, or one for each of its targets, and the truth below."""
        answers = [answer for seen in outputs for answer in self._answers(seen)]
        self.answer.show_lines([answer.line for answer in answers])
        told = (self.tr("{0} = {1}").format(answer.target, answer.true) for answer in answers)
        lines = [self.tr("True: {0}").format(", ".join(told))]
        decided = (in_words(seen.chosen, questions(seen.prepared.preprocessor)) for seen in outputs)
        lines += [translate(words) for words in decided if words is not None]
        self._truths.setText("\n".join(lines))

    def _answers(self, seen: Seen) -> list[_Answer]:
        """What an output answers: a class, or for each of its targets its own."""
        known, classes = seen.prepared.preprocessor, seen.prepared.classes
        if not classes:
            return self._targets(seen)
        shares, best = _classes(seen)
        share, name = float(shares[best]), self.tr("{0} = {1}").format(called(known), classes[best])
        line = BarLine(name, share, percent_text(share), True)
        return [_Answer(called(known), line, classes[int(seen.truth)])]

    def _targets(self, seen: Seen) -> list[_Answer]:
        """For each of several targets its answer and the truth, as long as it is in its own scale."""
        known = seen.prepared.preprocessor
        names = known.target_names[:_CLASSES]
        if known.labels:
            shares, truth = certain(seen.output), np.asarray(seen.truth)
            told = zip(names, known.labels, shares, truth, said_labels(shares, seen.chosen), strict=False)
            return [
                _Answer(
                    name,
                    BarLine(
                        self.tr("{0} = {1}").format(name, pair[1]),
                        float(share),
                        percent_text(float(share)),
                        bool(said),
                    ),
                    pair[int(true)],
                )
                for name, pair, share, true, said in told
            ]
        true, answered = (known.restore_targets(np.reshape(v, (1, -1)))[0] for v in (seen.truth, seen.output))
        most = max(float(np.abs(seen.output).max(initial=0.0)), 1e-12)
        return [
            _Answer(
                name,
                BarLine(name, float(seen.output[i]) / most, figure_text(answered[i])),
                figure_text(true[i]),
            )
            for i, name in enumerate(names)
        ]


class _Answer(NamedTuple):
    """What is answered for a target, and what it is."""

    target: str
    line: BarLine
    true: str


def _classes(seen: Seen) -> tuple[Host, int]:
    """How probable each class is, and which is answered."""
    shares = probabilities(seen.output[None])[0]
    return shares, int(said_classes(shares[None], seen.chosen)[0])
