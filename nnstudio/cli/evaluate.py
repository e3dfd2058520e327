"""nnstudio evaluate: loss and metrics on a part of the data."""

from __future__ import annotations

import argparse
import math
from pathlib import Path

from nnstudio.backend.probe import choose
from nnstudio.cli.output import Output
from nnstudio.cli.trained_file import load_trained
from nnstudio.cli.words import figures
from nnstudio.project.judging.figures import class_figures, number_figures, roc_curve
from nnstudio.project.judging.judgement import Judgement, judge, split_of
from nnstudio.project.project import Project
from nnstudio.project.trained import load_data
from nnstudio.system.messages import StudioError


def run(options: argparse.Namespace, output: Output) -> int:
    """Measure the held-out part; the same rows that training never saw."""
    trained = load_trained(Path(options.file))
    prepared = load_data(Project(trained.network, data=trained.data, training=trained.training))
    if prepared.fingerprint != trained.fingerprint:
        raise StudioError("The data has changed since training: train again, or bring the old data back")
    if not len(split_of(prepared, options.split)):
        raise StudioError("The {split} part is empty", split=options.split)
    judged = judge(trained, prepared, options.split, options.weights, choose(options.device))
    classes, confusion = {}, []
    if judged.confusion is not None:
        found = zip(judged.classes, class_figures(judged.confusion), strict=True)
        classes, confusion = {name: each._asdict() for name, each in found}, judged.confusion.tolist()
    targets = {name: _figures(judged, i) for i, name in enumerate(_targets(judged))}
    output.event(
        "evaluation", split=options.split, samples=judged.samples, loss=judged.loss, metrics=judged.metrics,
        guessing=judged.guessing, classes=classes, confusion=confusion, targets=targets,
    )  # fmt: skip
    output.text(
        f"{options.split}: {judged.samples} samples, loss {judged.loss:.4f}, "
        + ", ".join(figures(judged.metrics))
    )
    if len(targets) > 1:
        keys = list(next(iter(targets.values())))
        rows = [
            (name, *("–" if value is None else f"{value:.4g}" for value in found.values()))
            for name, found in targets.items()
        ]
        output.text()
        output.table(("Target", *keys), rows, right=tuple(range(1, 1 + len(keys))))
    return 0


def _targets(judged: Judgement) -> tuple[str, ...]:
    """The numbers or labels that are judged one by one; none where classes are told apart or samples given again."""
    if judged.classes or judged.prepared.preprocessor.answer == "input":
        return ()
    return judged.target_names


def _figures(judged: Judgement, target: int) -> dict[str, float | None]:
    """The stable JSON form of how well one target is answered; null where there is no such figure."""
    alone = judged.of_target(target)
    if alone.confusion is None:
        found: dict[str, float | None] = number_figures(alone.true[:, 0], alone.given[:, 0])._asdict()
    else:
        yes = class_figures(alone.confusion)[1]
        area = roc_curve(alone.given[:, 1], alone.true == 1).area
        found = {
            "accuracy": float(alone.confusion.trace() / alone.samples),
            **{key: value for key, value in yes._asdict().items() if key != "support"},
            "auc": None if math.isnan(area) else area,
        }
    return {**found, "guessing": alone.guessing}
