"""One sample: its picture or row, how sure the network was, and what its answer depends on."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from nnstudio.app.background.newest import Newest
from nnstudio.app.look import theme
from nnstudio.app.look.sample_picture import (
    black_and_white,
    drawn_as,
    drawn_size,
    picture,
    sample_picture,
    signal_picture,
)
from nnstudio.app.look.spectrogram_picture import heard_between
from nnstudio.app.results.bars import BarLine, Bars
from nnstudio.app.results.wording import filled_words, truth_words, values_words
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.app.words.texts import breakable, error_text, tooltip
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.preparing.sample_parts import seen_parts
from nnstudio.project.judging.answerer import Answerer
from nnstudio.project.judging.judgement import Judgement
from nnstudio.project.judging.listing import values_of
from nnstudio.project.judging.why import Why
from nnstudio.system.arrays import Host
from nnstudio.system.numbers import percent_text

_PICTURE = 88
_CLASSES = 4
"""Probabilities that are shown, the largest first."""
_PARTS = 6
"""Columns that are shown, those that move the answer most."""


class SampleDetail(QWidget):
    """Shows the sample that somebody looks at."""

    def __init__(self) -> None:
        super().__init__()
        self._answerer: Answerer | None = None
        self._judged: Judgement | None = None
        self.position = -1
        self._questions = Newest("why", self)
        self._sentence = label("", "strong", wrap=True)
        self._picture, self._map = QLabel(), QLabel()
        for shown in (self._picture, self._map):
            shown.setFixedSize(_PICTURE, _PICTURE)
            shown.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._bars = Bars()
        self._bars.setAccessibleName(self.tr("Probabilities"))
        self._ask = QCheckBox(self.tr("Why?"))
        self._ask.setChecked(True)
        self._ask.setToolTip(
            tooltip(
                self.tr(
                    "Show which pixels or columns move the answer most: the gradient of the answer by the input"
                )
            )
        )
        self._ask.toggled.connect(self._question)
        self._told = label("", "small", wrap=True)
        self._parts = Bars()
        self._parts.setAccessibleName(self.tr("What moves the answer"))
        pictures = h_box(spacing=8)
        pictures.addWidget(self._picture)
        pictures.addWidget(self._map)
        pictures.addWidget(self._bars, 1, Qt.AlignmentFlag.AlignTop)
        pictures.addStretch()  # of numbers there are no bars: the pictures stay at the left
        inside = QWidget()
        column = v_box(inside, margins=(0, 0, 6, 0), spacing=6)
        column.addWidget(self._sentence)
        column.addLayout(pictures)
        column.addWidget(self._ask, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._told)
        column.addWidget(self._parts)
        column.addStretch(1)
        around = ScrollColumn(inside)
        outside = v_box(self, margins=0)
        outside.addWidget(around)
        self.setMinimumWidth(theme.current().room(250))
        theme.current().changed.connect(self._question)
        self.clear()

    def use(self, answerer: Answerer | None) -> None:
        """Ask this network why."""
        self._answerer = answerer

    def clear(self) -> None:
        """Show nothing."""
        self._questions.forget()
        self._judged, self.position = None, -1
        for widget in (
            self._sentence,
            self._picture,
            self._map,
            self._bars,
            self._ask,
            self._told,
            self._parts,
        ):
            widget.hide()

    def show_sample(self, judged: Judgement, position: int) -> None:
        """Show a sample of a judgement."""
        self._judged, self.position = judged, position
        self._sentence.setText(breakable(truth_words(judged, position)))
        self._sentence.show()
        known = judged.prepared.preprocessor
        self._picture.setVisible(drawn_as(known) is not None)
        for shown in (self._picture, self._map):
            shown.setFixedSize(drawn_size(known, _PICTURE))
        shares = judged.given[position]
        if judged.classes:
            order = np.argsort(-shares, kind="stable")[:_CLASSES].tolist()
            lines = [
                BarLine(
                    self._class_name(judged, i),
                    float(shares[i]),
                    percent_text(float(shares[i])),
                    i == judged.said[position],
                )
                for i in order
            ]
            self._bars.show_lines(lines)
        self._bars.setVisible(bool(judged.classes))
        self._ask.show()
        self._question()

    def _show_picture(self) -> None:
        """Show the sample without marks."""
        if self._judged is not None and drawn_as(known := self._judged.prepared.preprocessor) is not None:
            array, _ = seen_parts(known, self._judged.split.x[self.position])
            assert array is not None  # it can be drawn
            self._picture.setPixmap(sample_picture(array, _PICTURE, known))

    def _class_name(self, judged: Judgement, number: int) -> str:
        name = judged.classes[number]
        return self.tr("{0} (truth)").format(name) if number == judged.true[self.position] else name

    def _question(self) -> None:
        judged, answerer = self._judged, self._answerer
        self._show_picture()
        for widget in (self._map, self._told, self._parts):
            widget.hide()
        if judged is None or answerer is None or not self._ask.isChecked():
            self._questions.forget()
            if judged is not None and (values := values_words(judged, self.position)):
                self._tell(values)
            return
        x = judged.split.x[self.position]
        said = int(judged.said[self.position]) if judged.classes else 0
        self._questions.ask(
            lambda cancelled, progress: answerer.why(x, said, judged.target),
            lambda found: self._explain(judged, x, found),
            self._fail,
        )

    def _explain(self, judged: Judgement, x: Host, found: Why) -> None:
        number = self.tr("the number") if judged.target is None else judged.target_names[0]
        said = judged.classes[int(judged.said[self.position])] if judged.classes else number
        known = judged.prepared.preprocessor
        array, row = seen_parts(known, x)
        if found.map is not None and array is not None and drawn_as(known) == "signal":
            self._picture.setPixmap(signal_picture(array, _PICTURE, marks=found.map))
            told = self.tr("Coloured places move the answer “{0}” most.")
        elif found.map is not None and array is not None:
            self._map.setPixmap(_overlay(array, found.map, known))
            self._map.setAccessibleName(self.tr("Where the answer comes from"))
            self._map.show()
            told = self.tr("Coloured pixels move the answer “{0}” most.")
            if drawn_as(known) == "spectrogram":
                told = self.tr("Coloured places move the answer “{0}” most.")
            if row is not None:
                told = (
                    self.tr(
                        "Coloured pixels move the answer “{0}” most; columns pull towards it (right) or away from it (left):"
                    )
                    if judged.classes
                    else self.tr("Coloured pixels move {0} most; columns pull it up (right) or down (left):")
                )
        elif judged.classes:
            told = self.tr(
                "Columns that pull the answer towards “{0}” (right) or away from it (left), and their values:"
            )
        else:
            told = self.tr("Columns that pull {0} up (right) or down (left), and their values:")
        told = told.format(said)
        if row is not None and self._show_columns(judged, x, found):
            told = f"{self.tr('What stands in brackets was missing and has been filled in.')} {told}"
        self._tell(told)

    def _show_columns(self, judged: Judgement, x: Host, found: Why) -> bool:
        """Show what columns do to the answer, as bars with their values; whether one of these was missing."""
        values = dict(values_of(judged.prepared.preprocessor, x))
        parts = found.parts[:_PARTS]
        most = max((abs(value) for _, value in parts), default=0.0) or 1.0
        missing = judged.filled_in(self.position)
        filled = {name: filled_words(values[name]) for name in values if name in missing}
        self._parts.show_lines(
            [
                BarLine(name, value / most, values.get(name, ""), filled=filled.get(name, ""))
                for name, value in parts
            ]
        )
        self._parts.show()
        return any(name in filled for name, _ in parts)

    def _fail(self, error: BaseException) -> None:
        self._tell(error_text(error), "error")

    def _tell(self, text: str, role: str = "small") -> None:
        self._told.setProperty("role", role)
        self._told.style().unpolish(self._told)
        self._told.style().polish(self._told)
        self._told.setText(breakable(text))
        self._told.show()


def _overlay(x: Host, found: Host, known: Preprocessor) -> QPixmap:
    """A picture in pale grey with what the answer depends on in colour over it."""
    heard = drawn_as(known) == "spectrogram"
    low, high = heard_between(x) if heard else black_and_white(x, known)
    grey = ((x.mean(axis=-1) - low) / (high - low)).clip(0, 1)
    color = theme.current().color("curve_validation")
    strong = found[..., None]
    tint = np.array([color.redF(), color.greenF(), color.blueF()])
    mixed = (1 - strong) * (0.55 * grey[..., None]) + strong * tint
    return picture(mixed, _PICTURE, (0.0, 1.0), drawn_size(known, _PICTURE) if heard else None)
