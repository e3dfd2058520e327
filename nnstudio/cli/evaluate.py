"""nnstudio evaluate: loss and metrics on a part of the data."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal

import numpy as np

from nnstudio.backend.probe import choose
from nnstudio.cli.output import Output
from nnstudio.cli.piped import as_file, called, require_no_pipe
from nnstudio.cli.progress import share_bar
from nnstudio.cli.trained_file import (
    Unread,
    decided,
    decided_words,
    decision_facts,
    load_trained,
    own_data,
    weights_facts,
    weights_words,
)
from nnstudio.cli.words import LINES, figures, heading, tell_more
from nnstudio.data.baseline import MEASURED_BY
from nnstudio.data.cells.cells import brief
from nnstudio.data.preparing.prepare import Prepared, prepare
from nnstudio.data.sources import ImageFiles, RecordingTable
from nnstudio.nn.calibration import Calibration, calibration
from nnstudio.nn.figures import balanced_accuracy, class_figures, number_figures, yes_no_figures
from nnstudio.nn.metrics import METRICS
from nnstudio.nn.uncertainty import of_share
from nnstudio.project.judging.answered import Answered, answered
from nnstudio.project.judging.importance import DEALS, Importance, importances
from nnstudio.project.judging.judgement import Judgement, Part, judge_all
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained, load_data
from nnstudio.project.views import View, views_of
from nnstudio.system.arrays import Host
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError, joined
from nnstudio.system.numbers import (
    count_text,
    figure_text,
    formatted,
    loss_text,
    percent_text,
    points_text,
    whole_text,
)


def run(options: argparse.Namespace, output: Output) -> int:
    """Measure rows that training never saw: the held-out part, or those of another file."""
    project, trained = load_trained(Path(options.file))
    which = options.weights or trained.proposed
    chosen = decided(project, trained, which, options.threshold)
    if options.data is not None and isinstance(trained.data.source, ImageFiles | RecordingTable):
        require_no_pipe(options.data)
    with contextlib.nullcontext() if options.data is None else as_file(options.data) as path:
        rows, split = _rows(trained, path, options.split)
    prepared = rows.prepared
    part: Part = "test" if split == "all" else split
    device = choose(options.device)
    views, weights = views_of(trained), weights_facts(trained, which)
    several = len(views) > 1
    loss, every = judge_all(trained, prepared, part, which, device).decided(chosen)
    worth: list[tuple[Importance, ...]] = []
    if options.importance:
        with share_bar("what each column is worth", output) as show:
            for view, asked, own in zip(views, prepared.views, chosen, strict=True):
                told = partial(_of_all, show, len(worth), len(views))
                worth.append(importances(view.trained, asked, part, which, device, own, progress=told))
    output.event(
        "evaluation", split=split, samples=every[0].samples, **{**_all_facts(views, every), "loss": loss}, **weights,
        decisions=decision_facts(chosen, trained), unknown={"samples": rows.strange, "classes": list(rows.classes)},
    )  # fmt: skip
    for note in prepared.notes if split == "all" else ():
        output.text(str(note))
    if rows.strange:
        output.text(_strange(rows, every))
    of = "these samples" if split == "all" else "the training part"
    output.text(
        f"{called(options.data) if split == 'all' else split}: {count_text(every[0].samples, 'sample')}, loss {loss_text(loss)}"
        + (" of all outputs together" if several else f", {', '.join(figures(every[0].metrics))}")
        + f", {weights_words(weights)}"
        + decided_words(chosen, trained)
    )
    for i, (view, judged) in enumerate(zip(views, every, strict=True)):
        if several:
            output.text()
            output.text(f"{view.name}: loss {loss_text(judged.loss)}, {', '.join(figures(judged.metrics))}")
        _tell(judged, of, output)
        if worth:
            _tell_importance(worth[i], judged.prepared, {"output": view.name} if several else {}, output)
    return 0


def _of_all(show: Callable[[float], None], before: int, count: int, done: float) -> None:
    show((before + done) / count)


def _all_facts(views: Sequence[View], every: Sequence[Judgement]) -> dict[str, Any]:
    """The stable JSON form of how well a network answers: of several outputs all of it by target."""
    if len(every) == 1:
        return _judged_facts(every[0])
    pairs = list(zip(views, every, strict=True))
    return {
        "metrics": {f"{view.node}/{key}": value for view, own in pairs for key, value in own.metrics.items()},
        "outputs": {view.name: _judged_facts(own) for view, own in pairs},
    }


def _judged_facts(judged: Judgement) -> dict[str, Any]:
    """The stable JSON form of how well one output answers."""
    classes, confusion = {}, []
    if judged.confusion is not None:
        found = zip(judged.classes, class_figures(judged.confusion), strict=True)
        classes, confusion = {name: each._asdict() for name, each in found}, judged.confusion.tolist()
    return {
        "loss": judged.loss,
        "metrics": judged.metrics,
        "guessing": judged.guessing,
        "last_value": judged.last_value,
        "classes": classes,
        "confusion": confusion,
        "targets": {name: _figures(judged.of_target(i)) for i, name in enumerate(_targets(judged))},
        "calibration": _facts(_believed(judged)),
        "uncertainty": _uncertainty(judged),
    }


def _tell(judged: Judgement, of: str, output: Output) -> None:
    """What else is to be said of how well one output answers."""
    believed, alone = _believed(judged), [judged.of_target(i) for i in range(len(_targets(judged)))]
    output.text(f"Guessing would reach {_guessing(judged, of)}")
    if judged.last_value is not None:
        (figure,) = figures({MEASURED_BY[True]: judged.last_value})
        output.text(
            f"The last value would reach {figure}, always answering the newest earlier value that is seen"
        )
    if (uncertain := _uncertainty(judged)) is not None:
        output.text(
            f"The accuracy is certain to about ±{points_text(uncertain)} percentage points: 95\N{NARROW NO-BREAK SPACE}% interval with "
            f"{_counted(judged)}"
        )
    if believed is not None:
        output.text(
            f"{percent_text(believed.mean)} certain on average, {percent_text(believed.share)} right: "
            f"calibration error {_error(believed)}"
        )
    if judged.classes and judged.confusion is not None:
        _tell_classes(judged.classes, judged.confusion, output)
    if len(alone) > 1:
        _tell_targets(alone, output)


def _tell_classes(classes: Sequence[str], confusion: Host, output: Output) -> None:
    """How well each class is found, where some are rare: the accuracy says nothing of these."""
    balanced = balanced_accuracy(confusion)
    if balanced is None:
        return
    rows = [
        (name, *map(percent_text, (each.precision, each.recall, each.f1)), whole_text(each.support))
        for name, each in zip(classes, class_figures(confusion), strict=True)
    ]
    output.text(
        f"Balanced accuracy {percent_text(balanced)}: the mean recall of the classes, of which some are rare"
    )
    output.text()
    output.table(("Class", "Precision", "Recall", "F1", "Samples"), rows, right=(1, 2, 3, 4))


def _strange(rows: Answered, every: Sequence[Judgement]) -> str:
    """That samples of other classes have no loss, and how good the answers are with each of them a wrong one."""
    judged = every[0]
    whole, named = judged.samples + rows.strange, joined([brief(name) for name in rows.classes], 5)
    told = f"{rows.strange} of {count_text(whole, 'sample')} left out: the network does not know {named}"
    if judged.confusion is None or len(every) > 1:  # with several, nobody knows whose answers are wrong there
        return told
    share = percent_text(int((judged.said == judged.true).sum()) / whole)
    return f"{told}; with wrong answers there the accuracy is {share}"


def _guessing(judged: Judgement, of: str) -> str:
    """What a prediction without any network would reach, and by which answer."""
    task, given_again = judged.prepared.task, judged.prepared.preprocessor.answer == "input"
    (figure,) = figures({MEASURED_BY[task == "regression"]: judged.guessing})
    if task == "regression":
        usual = f"the mean {'sample ' if given_again else ''}of {of}"
    else:
        usual = (
            f"the most frequent class of {of}"
            if judged.classes
            else f"what is most frequent for each label in {of}"
        )
    return f"{figure}, always answering {usual}"


def _tell_targets(alone: Sequence[Judgement], output: Output) -> None:
    """How well each of several targets is answered, and of labels how far that may be believed."""
    rows = []
    for each in alone:
        found, believed = _figures(each), _believed(each)
        del found["calibration"]
        if found["last_value"] is None:
            del found["last_value"]
        cells = {heading(key): "–" if value is None else figure_text(value) for key, value in found.items()}
        if each.confusion is not None:
            cells["Calibration error"] = "–" if believed is None else _error(believed)
        rows.append((each.target_names[0], *cells.values()))
    output.text()
    output.table(("Target", *cells), rows, right=tuple(range(1, 1 + len(cells))))
    if alone[0].confusion is None:
        output.text(
            "Errors are in the unit of each target; those above are over all targets, as they are scaled"
        )


def _uncertainty(judged: Judgement) -> float | None:
    """Half the width of the 95 % interval of the accuracy; None for numbers, and for labels together."""
    return None if judged.confusion is None else of_share(judged.said == judged.true, judged.groups)


def _counted(judged: Judgement) -> str:
    """How many samples an interval is of."""
    groups = judged.groups
    kept = "" if groups is None else f" in {count_text(len(np.unique(groups)), 'group')} that stay together"
    return f"{count_text(judged.samples, 'sample')}{kept}"


def _believed(judged: Judgement) -> Calibration | None:
    """Whether answers are right as often as the network is sure; None for numbers, and for labels together."""
    if judged.confusion is None:
        return None
    return calibration(judged.confidence, judged.said == judged.true, judged.groups)


def _error(believed: Calibration) -> str:
    """The calibration error, and the verdict where it is more than chance."""
    return percent_text(believed.error) + ("" if believed.verdict == "fitting" else f", {believed.verdict}")


def _facts(believed: Calibration | None) -> dict[str, Any] | None:
    """The stable JSON form of how far answers may be believed."""
    return (
        None
        if believed is None
        else {**believed._asdict(), "groups": [each._asdict() for each in believed.groups]}
    )


def _tell_importance(
    worth: Sequence[Importance], prepared: Prepared, named: dict[str, str], output: Output
) -> None:
    """Say what each column is worth; of several outputs ``named`` has the one that is meant."""
    shares = {metric.key for metric in METRICS if metric.share}
    keys = list(worth[0].metrics)
    rows = []
    for each in worth:
        output.event("importance", **named, **each._asdict())
        changes = (
            f"{formatted(100 * each.metrics[key], '+.1f')} points"
            if key in shares
            else ("−" if each.metrics[key] < 0 else "+") + figure_text(abs(each.metrics[key]))
            for key in keys
        )
        rows.append((each.column, f"{formatted(each.loss, '+.4f')} ± {each.spread:.4f}", *changes))
    output.text()
    along = "" if prepared.preprocessor.earlier is None else ", and what stood there in the rows before,"
    if prepared.preprocessor.picture:
        along = ", or the pictures,"
    output.text(f"With the values of one column{along} dealt out among the rows, {DEALS} times:")
    output.table(("Column", "Loss", *map(heading, keys)), rows[:LINES], right=tuple(range(1, 2 + len(keys))))
    tell_more(output, len(rows) - LINES)


def _rows(trained: Trained, data: str | None, wanted: Part | None) -> tuple[Answered, Part | Literal["all"]]:
    """What is measured: a part of the project's own data, wherever it is now, or all rows of another file."""
    if data is None:
        prepared = load_data(Project(trained.network, data=trained.data, training=trained.training))
        if prepared.fingerprint != trained.fingerprint:
            raise StudioError("The data has changed since training: train again, or bring the old data back")
        return Answered(prepared), wanted or "test"
    try:
        dataset = own_data(trained.data.source, data, trained.fingerprint)
    except Unread:
        if wanted is not None:
            raise
        dataset = None  # other rows may be readable where these are not, as with fewer columns
    if dataset is not None:
        return Answered(prepare(dataset, trained.data, trained.training.seed)), wanted or "test"
    if wanted is not None:
        raise StudioError(
            "{file} is not the data that was trained on, which alone has a {split} part: leave out --split",
            file=shown(Path(data).name), split=wanted,
        )  # fmt: skip
    return answered(trained, data), "all"


def _targets(judged: Judgement) -> tuple[str, ...]:
    """The numbers or labels that are judged one by one; none where classes are told apart or samples given again."""
    if judged.classes or judged.prepared.preprocessor.answer == "input":
        return ()
    return judged.target_names


def _figures(alone: Judgement) -> dict[str, Any]:
    """The stable JSON form of how well one target is answered; null where there is no such figure."""
    if alone.confusion is None:
        found: dict[str, Any] = number_figures(alone.true[:, 0], alone.given[:, 0])._asdict()
    else:
        found = yes_no_figures(alone.scores[:, 1], alone.true == 1, alone.said)._asdict()
        del found["support"]
    return {
        **found,
        "guessing": alone.guessing,
        "last_value": alone.last_value,
        "calibration": _facts(_believed(alone)),
    }
