"""Samples and their answers in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from nnstudio.app.texts import percent
from nnstudio.project.judging.judgement import Judgement
from nnstudio.project.judging.listing import values_of
from nnstudio.system.numbers import figure_text

_MOST_VALUES = 6
"""Columns of a row that are read beside its answer."""


def is_pictures(judged: Judgement) -> bool:
    """Whether the samples can be shown as pictures."""
    shape = judged.prepared.sample_shape
    return len(shape) == 3 and shape[2] in (1, 3)


def number(value: float) -> str:
    """A measured number, short."""
    return figure_text(value)


def answer_words(judged: Judgement, position: int, *, short: bool = False) -> str:
    """Truth and answer of a sample: ``4 → 9, 87 %``."""
    if not judged.classes:
        true, given = float(judged.true[position, 0]), float(judged.given[position, 0])
        return f"{number(true)} → {number(given)}"
    true_name = judged.classes[int(judged.true[position])]
    said_name = judged.classes[int(judged.said[position])]
    share = percent(float(judged.confidence[position]), 0 if short else 1)
    if short and judged.true[position] == judged.said[position]:
        return f"{said_name}  {share}"
    return f"{true_name} → {said_name}  {share}"


def sample_words(judged: Judgement, position: int) -> str:
    """A sample in one line: its row, truth and answer, and the first values of a table's row."""
    row = int(judged.split.rows[position]) + 1
    text = QCoreApplication.translate("Results", "Row {0}: {1}").format(row, answer_words(judged, position))
    if is_pictures(judged) or len(judged.prepared.sample_shape) != 1:
        return text
    values = values_of(judged.prepared.preprocessor, judged.split.x[position])
    listed = ", ".join(f"{name} {value}" for name, value in values[:_MOST_VALUES])
    return f"{text} · {listed}" + (" …" if len(values) > _MOST_VALUES else "")


def truth_words(judged: Judgement, position: int) -> str:
    """What a sample is and what was answered, as a sentence."""
    row = int(judged.split.rows[position]) + 1
    if not judged.classes:
        true, given = float(judged.true[position, 0]), float(judged.given[position, 0])
        return QCoreApplication.translate("Results", "Row {0}: {1} is true, {2} was predicted").format(
            row, number(true), number(given)
        )
    true_name = judged.classes[int(judged.true[position])]
    said_name = judged.classes[int(judged.said[position])]
    if judged.true[position] == judged.said[position]:
        return QCoreApplication.translate("Results", "Row {0}: {1}, answered rightly").format(row, true_name)
    return QCoreApplication.translate("Results", "Row {0}: {1}, answered as {2}").format(
        row, true_name, said_name
    )
