"""Samples and their answers in words."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication

from nnstudio.app.look.sample_picture import drawn_as, is_recording
from nnstudio.app.words.metric_words import key_title
from nnstudio.app.words.texts import one_line, translate
from nnstudio.data.preparing.deciding import Decision, questions
from nnstudio.nn.figures import number_figures
from nnstudio.nn.metric_order import metric_text
from nnstudio.nn.uncertainty import of_share
from nnstudio.project.decisions import one_in_words
from nnstudio.project.heads import called
from nnstudio.project.judging.judgement import Judgement
from nnstudio.project.judging.listing import columns_of_rows, values_of
from nnstudio.system.arrays import Host
from nnstudio.system.messages import shortened
from nnstudio.system.numbers import figure_text, percent_text, points_text, whole_text

_MOST_VALUES = 6
"""Columns of a row that are read beside its answer."""
_LONGEST_NAME = 40
"""Letters of what a row is called that are shown; a file has them all."""


def is_pictures(judged: Judgement) -> bool:
    """Whether the samples are pictures that can be shown."""
    return drawn_as(judged.prepared.preprocessor) == "picture"


def decided_words(judged: Judgement, kept: Decision | None = None) -> str:
    """From which probability on the question that is looked at is answered; empty where that is as usual, and as it is kept."""
    decision = judged.decision or (None if kept is None else Decision(0.5, kept.yes))
    if decision is None:
        return ""
    return translate(one_in_words(decision, questions(judged.prepared.preprocessor)[judged.question]))


def with_decided(text: str, judged: Judgement) -> str:
    """A line about answers, with what they follow where that is not as usual."""
    words = decided_words(judged)
    return f"{text} · {words}" if words else text


def interval_words(right: Host, groups: Host | None) -> str:
    """How sure an accuracy is: which answers are right, and which samples stay together."""
    points = points_text(of_share(right, groups))
    if groups is None:
        text = QCoreApplication.translate(
            "Overview", "95\N{NARROW NO-BREAK SPACE}% interval with {0} samples: about ±{1} percentage points"
        )
        return text.format(whole_text(len(right)), points)
    text = QCoreApplication.translate(
        "Overview",
        "95\N{NARROW NO-BREAK SPACE}% interval with {0} samples in {1} groups that stay together: about ±{2} percentage points",
    )
    return text.format(whole_text(len(right)), whole_text(len(np.unique(groups))), points)


def answer_words(judged: Judgement, position: int, *, short: bool = False) -> str:
    """Truth and answer of a sample: ``4 → 9, 87 %``."""
    if not judged.classes:
        true, given = _values(judged, position)
        return f"{true} → {given}"
    true_name = one_line(judged.classes[int(judged.true[position])])
    said_name = one_line(judged.classes[int(judged.said[position])])
    share = percent_text(float(judged.confidence[position]), 0 if short else 1)
    if short and judged.true[position] == judged.said[position]:
        return f"{said_name}  {share}"
    return f"{true_name} → {said_name}  {share}"


def _values(judged: Judgement, position: int) -> tuple[str, str]:
    """What is true and what is given for a sample, to as many digits as tell such values apart."""
    digits = judged.digits()[0]
    true, given = (float(values[position, 0]) for values in (judged.true, judged.given))
    return figure_text(true, digits), figure_text(given, digits)


def short_name(name: str) -> str:
    """What a row is called, cut where it is very long."""
    return shortened(name, _LONGEST_NAME)


def filled_words(value: str) -> str:
    """A value that took the place of a missing one."""
    return QCoreApplication.translate("Results", "{0} (filled in)").format(value)


def row_words(judged: Judgement, position: int) -> str:
    """Which row of the data a sample is: by its number, and by what a person calls it."""
    row, name = int(judged.split.rows[position]) + 1, judged.name(position)
    if is_pictures(judged):
        text = QCoreApplication.translate("Results", "Picture {0} ({1})" if name else "Picture {0}")
    elif is_recording(judged.prepared.preprocessor):
        text = QCoreApplication.translate("Results", "Sample {0} ({1})" if name else "Sample {0}")
    else:
        text = QCoreApplication.translate("Results", "Row {0} ({1})" if name else "Row {0}")
    return text.format(row, short_name(name))


def sample_words(judged: Judgement, position: int) -> str:
    """A sample in one line: its row, truth and answer, and the first values of its columns, where it has such."""
    text = f"{row_words(judged, position)}: {answer_words(judged, position)}"
    values = values_words(judged, position)
    return f"{text} · {values}" if values else text


def values_words(judged: Judgement, position: int) -> str:
    """The first values of a sample's columns; empty where it has none."""
    if len(judged.prepared.sample_shape) != 1:
        return ""
    preprocessor = judged.prepared.preprocessor
    values = values_of(preprocessor, judged.split.x[position], _MOST_VALUES)
    filled = judged.filled_in(position)
    listed = ", ".join(f"{name} {filled_words(value) if name in filled else value}" for name, value in values)
    return listed + (" …" if len(columns_of_rows(preprocessor)) > len(values) else "")


def truth_words(judged: Judgement, position: int) -> str:
    """What a sample is and what was answered, as a sentence."""
    row = row_words(judged, position)
    if not judged.classes:
        return QCoreApplication.translate("Results", "{0}: {1} is true, {2} was predicted").format(
            row, *_values(judged, position)
        )
    true_name = judged.classes[int(judged.true[position])]
    said_name = judged.classes[int(judged.said[position])]
    if judged.true[position] == judged.said[position]:
        return QCoreApplication.translate("Results", "{0}: {1}, answered rightly").format(row, true_name)
    return QCoreApplication.translate("Results", "{0}: {1}, answered as {2}").format(
        row, true_name, said_name
    )


def first_figure(judged: Judgement) -> str:
    """What one of several outputs reaches: ``kind: accuracy 95.8 %``; of numbers each in its own unit."""
    preprocessor = judged.prepared.preprocessor
    if preprocessor.task == "regression" and preprocessor.more_targets:
        true, given = judged.true, judged.given
        return " · ".join(
            f"{key_title('mae', {'': name})} {figure_text(number_figures(true[:, i], given[:, i]).mae)}"
            for i, name in enumerate(judged.target_names)
        )
    key, value = next(iter(judged.metrics.items()))
    return f"{key_title(key, {'': called(preprocessor)})} {metric_text(key, value)}"
