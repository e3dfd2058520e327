"""The results on a card: the figures beside guessing, and how well each class or target does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from nnstudio.data.baseline import MEASURED_BY
from nnstudio.data.preparing.deciding import Chosen
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.export.artifact import Artifact, Scores
from nnstudio.export.card.blocks import Block, Heading, Paragraph, Table
from nnstudio.export.card.outputs import output_titles
from nnstudio.nn.figures import ClassFigures, class_figures, frequent_confusions, mean_figures
from nnstudio.nn.metric_order import metric_text
from nnstudio.nn.metrics import kind_of, title_of
from nnstudio.project.decisions import in_words
from nnstudio.system.arrays import Host
from nnstudio.system.file_errors import shown
from nnstudio.system.numbers import count_text, figure_text, percent_text, whole_text

MATRIX = 16
"""Most classes of which the whole confusion matrix is shown; of more, the most frequent confusions."""
CONFUSIONS = 20
"""How many of those."""
EACH = 200
"""Classes and targets that are told one by one; of more, the worst classes, and the first targets."""

_NAMES = 80
"""Characters of all names together that fit over a matrix; longer ones are numbered."""


def result_blocks(artifact: Artifact, *, names: bool) -> list[Block]:
    """What the network reached, or why nobody knows.

    Parameters
    ----------
    artifact : Artifact
    names : bool
        Whether classes and targets may be told by their names.
    """
    titles = output_titles(artifact, names=names)
    views = artifact.views or {"": artifact}
    blocks: list[Block] = [Heading("Results"), Paragraph(_measured(artifact))]
    for node, view in views.items():
        preprocessor = view.preprocessor
        found: list[Block] = []
        if preprocessor is not None:
            found += decided_blocks("The", view.chosen, preprocessor, names=names)
        found += [block for scores in view.scores for block in _of_output(view, scores, names=names)]
        blocks += below(titles[node], found) if titles and found else found
    return blocks


def below(title: str, blocks: list[Block]) -> list[Block]:
    """What is told of one of several outputs, under a heading of its own."""
    deeper = (
        block._replace(level=block.level + 1) if isinstance(block, Heading) else block for block in blocks
    )
    return [Heading(f"Output “{title}”", 3), *deeper]


def _measured(artifact: Artifact) -> str:
    """On what it was, or why it was not."""
    if not artifact.scores:
        reason = f": {artifact.unscored}" if artifact.unscored else ""
        return f"The network was not measured{reason}."
    scores = artifact.scores[0]
    return (
        f"Measured on the {count_text(scores.rows, 'sample')} of the {scores.part} part, from which the network never learned."
        if scores.part == "test"
        else f"Measured on the {count_text(scores.rows, 'sample')} of the validation part; they chose the best epoch, "
        "so the figures are a little too good."
    )


def _of_output(artifact: Artifact, scores: Scores, *, names: bool) -> list[Block]:
    """The figures of an artifact with one output."""
    preprocessor = artifact.preprocessor
    blocks: list[Block] = [_overall(artifact, scores)]
    if preprocessor is None:
        return blocks
    if scores.last_value is not None:
        reached = metric_text(MEASURED_BY[True], scores.last_value)
        told = f"Always answering the newest earlier value that is seen would reach a mean absolute error of {reached}."
        blocks.append(Paragraph(told))
    if scores.confusion:
        blocks += class_blocks(scores.confusion, called(preprocessor.classes, "Class", names))
    elif preprocessor.labels:
        blocks += _labels(scores, called(preprocessor.target_names, "Target", names))
    elif len(scores.numbers) == 1 and names and preprocessor.target_name:
        blocks.append(Paragraph(f"Errors are in the unit of {shown(preprocessor.target_name)}."))
    elif len(scores.numbers) == 1:
        blocks.append(Paragraph("Errors are in the unit of the target."))
    elif scores.numbers:
        blocks += _numbers(scores, called(preprocessor.target_names, "Target", names))
    return blocks


_WHERE = {"validation": "validation part", "train": "training part", "test": "test part itself, so that the figures on it are too good"}  # fmt: skip


def decided_blocks(begin: str, chosen: Chosen, preprocessor: Preprocessor, *, names: bool) -> list[Paragraph]:
    """From which probability on questions are answered, and on what that was chosen: a sentence for each part of the data.

    Parameters
    ----------
    begin : str
        Word or words before "answer".
    chosen : tuple of Decision or None
    preprocessor : Preprocessor
    names : bool
        Whether classes and targets may be told by their names.
    """
    asked: Sequence[Sequence[str]] = [called(preprocessor.classes, "Class", names)]
    if preprocessor.labels:
        pairs = preprocessor.labels if names else (("no", "yes"),) * len(preprocessor.labels)
        targets = zip(called(preprocessor.target_names, "Target", names), pairs, strict=True)
        asked = [[f"{target} = {shown(answer)}" for answer in pair] for target, pair in targets]
    told = []
    for part, where in _WHERE.items():
        on_it = tuple(each if each is not None and each.part == part else None for each in chosen)
        if any(on_it):
            words = in_words(on_it, asked, most=len(on_it))
            told.append(Paragraph(f"{begin} answer is {words}, chosen on the {where}."))
    return told


def called(names: Sequence[str], word: str, told: bool) -> list[str]:
    """Names of classes or targets, or numbers in their place where the names are nobody's business."""
    return [shown(name) if told else f"{word} {i + 1}" for i, name in enumerate(names)]


# All together -----------------------------------------------------------------------------------------------


def _overall(artifact: Artifact, scores: Scores) -> Table:
    rows = [
        (title_of(key), metric_text(key, value), guess(key, scores.baseline))
        for key, value in scores.metrics.items()
    ]
    rows += [(title_of(key), metric_text(key, value), "") for key, value in _of_one_target(scores)]
    rows.append(("Loss", figure_text(scores.loss), ""))
    if scores.baseline is None:
        return Table(("", "Network"), tuple(row[:2] for row in rows), frozenset({1}))
    return Table(("", "Network", guess_title(artifact)), tuple(rows), frozenset({1, 2}))


def _of_one_target(scores: Scores) -> Iterator[tuple[str, float]]:
    """Figures that need all answers at once, where they can stand beside the metrics."""
    if len(scores.numbers) == 1:
        yield from (("rmse", scores.numbers[0].rmse), ("r2", scores.numbers[0].r2))
    if scores.confusion and scores.yes_no and scores.yes_no[0].auc is not None:
        yield "auc", scores.yes_no[0].auc


def guess_title(artifact: Artifact) -> str:
    """What a prediction without any network answers."""
    preprocessor = artifact.preprocessor
    if preprocessor is not None and preprocessor.task == "regression":
        return "Always the mean"
    labels = preprocessor is not None and bool(preprocessor.labels)
    return "Always the most frequent " + ("answer" if labels else "class")


def guess(key: str, reached: float | None) -> str:
    """What such a prediction reaches, beside the metric it is measured in; empty beside the others."""
    kind = kind_of(key)
    if kind is None or kind.key not in MEASURED_BY:
        reached = None if kind is None else kind.guessing
    return "" if reached is None else metric_text(key, reached)


# One by one -------------------------------------------------------------------------------------------------

_SHARES = ("precision", "recall", "f1")


def class_blocks(counts: Sequence[Sequence[int]], names: list[str]) -> list[Block]:
    """Figures of each class and the confusions, from how many rows of each (first index) were answered as each."""
    confusion = np.array(counts)
    found = class_figures(confusion)
    order = list(range(len(names)))
    blocks: list[Block] = [Heading("Each class", 3)]
    if len(names) > EACH:
        order = sorted(order, key=lambda i: found[i].f1)[:EACH]
        blocks.append(Paragraph(f"The {EACH} of {whole_text(len(names))} classes with the lowest F1."))
    rows = [_class_row(names[i], found[i]) for i in order]
    rows.append(_class_row("Mean, each class counts the same", mean_figures(confusion)))
    headings = ("Class", *map(title_of, _SHARES), "Samples")
    blocks.append(Table(headings, tuple(rows), frozenset(range(1, 5))))
    return blocks + (_matrix(confusion, names) if len(names) <= MATRIX else _confusions(confusion, names))


def _class_row(name: str, found: ClassFigures) -> tuple[str, ...]:
    shares = (metric_text(key, share) for key, share in zip(_SHARES, found[:3], strict=True))
    return (name, *shares, whole_text(found.support))


def _matrix(confusion: Host, names: list[str]) -> list[Block]:
    over = names
    if sum(map(len, names)) > _NAMES:
        over = [str(i + 1) for i in range(len(names))]
        names = [f"{i}. {name}" for i, name in zip(over, names, strict=True)]
    rows = [
        (name, *(whole_text(count) for count in row))
        for name, row in zip(names, confusion.tolist(), strict=True)
    ]
    return [
        Heading("Confusion matrix", 3),
        Paragraph("How many samples of each class (down) were answered as each (across)."),
        Table(
            ("", *over), tuple(rows), frozenset(range(1, len(over) + 1)),
            strong=frozenset((i, i + 1) for i in range(len(over))),
        ),
    ]  # fmt: skip


def _confusions(confusion: Host, names: list[str]) -> list[Block]:
    of = confusion.sum(axis=1)
    rows = tuple(
        (
            names[each.true],
            names[each.said],
            whole_text(each.samples),
            percent_text(each.samples / of[each.true]),
        )
        for each in frequent_confusions(confusion, CONFUSIONS)
    )
    blocks: list[Block] = [Heading("Most frequent confusions", 3)]
    if not rows:
        return [*blocks, Paragraph("None: every row was answered rightly.")]
    return [
        *blocks,
        Table(("Class", "Answered as", "Samples", "Share of the class"), rows, frozenset({2, 3})),
    ]


def _labels(scores: Scores, names: list[str]) -> list[Block]:
    keys = ("accuracy", *_SHARES, "auc")
    rows = []
    for name, found in zip(names[:EACH], scores.yes_no, strict=False):
        values = (getattr(found, key) for key in keys)
        shares = (
            "–" if value is None else metric_text(key, value) for key, value in zip(keys, values, strict=True)
        )
        rows.append((name, *shares, whole_text(found.support)))
    told = "Precision, recall and F1 are those of yes."
    headings = ("Target", *map(title_of, keys), "Samples with yes")
    return [Heading("Each target", 3), Paragraph(told), *_first(headings, rows, len(names))]


def _numbers(scores: Scores, names: list[str]) -> list[Block]:
    keys = ("mae", "rmse", "r2")
    rows = [
        (name, *(metric_text(key, getattr(found, key)) for key in keys))
        for name, found in zip(names[:EACH], scores.numbers, strict=False)
    ]
    told = "Errors are in the unit of each target; the one above is over all targets, as they are scaled."
    return [Heading("Each target", 3), Paragraph(told), *_first(("Target", *map(title_of, keys)), rows, len(names))]  # fmt: skip


def _first(headings: tuple[str, ...], rows: list[tuple[str, ...]], all_of_them: int) -> list[Block]:
    blocks: list[Block] = [Table(headings, tuple(rows), frozenset(range(1, len(headings))))]
    if all_of_them > len(rows):
        blocks.append(Paragraph(f"And {count_text(all_of_them - len(rows), 'target')} more."))
    return blocks
