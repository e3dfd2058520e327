"""How a network was trained, in the parts of a card: settings, and what the curves or a few epochs show."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from nnstudio.export.artifact import Artifact
from nnstudio.export.card.blocks import Block, Figure, Heading, Table
from nnstudio.export.card.outputs import metric_title, output_titles
from nnstudio.nn.fields import FieldInfo, Spec, fields_of
from nnstudio.nn.metric_order import metric_text
from nnstudio.project.heads import objectives
from nnstudio.system.messages import small
from nnstudio.system.numbers import figure_text
from nnstudio.training.config import TrainingConfig
from nnstudio.training.history import Epoch, History

EPOCHS = 10
"""Epochs in the table that stands where there are no curves."""


def training_blocks(artifact: Artifact, *, names: bool) -> list[Block]:
    """Settings and curves; nothing where nobody knows.

    Parameters
    ----------
    artifact : Artifact
    names : bool
        Whether several outputs may be told by what they answer.
    """
    training, history = artifact.training, artifact.history
    if training is None:
        return []
    titles = output_titles(artifact, names=names)
    rows = [
        *_losses(artifact, training, titles),
        ("Optimizer", _spelled(training.optimizer)),
        ("Schedule", _spelled(training.schedule)),
        *(_setting(info, getattr(training, info.name)) for info in _told(training)),
    ]
    if artifact.data is not None and artifact.data.augmentation:
        changed = artifact.data.augmented != "training"
        which = (
            "Changed, validation and test part only" if changed else "Augmentation, of the training part only"
        )
        rows.append((which, ", ".join(map(_spelled, artifact.data.augmentation))))
    if artifact.began_with:
        rows.append(("Began with weights of SHA-256", artifact.began_with))
    if artifact.epoch:
        rows.append(("Weights of epoch", str(artifact.epoch)))
    blocks: list[Block] = [Heading("Training"), Table(("", ""), tuple(rows))]
    if history is not None and history.epochs:
        blocks += [Figure("curves", _as_table(history, titles), names)]
    return blocks


def _losses(artifact: Artifact, training: TrainingConfig, titles: Mapping[str, str]) -> list[tuple[str, str]]:
    """By what each output learned, and how much that counted where not all count the same."""
    if not titles:
        return [("Loss", _spelled(training.loss))]
    known = objectives(artifact.network, training)
    alike = len({each.weight for each in known.values()}) == 1
    counts = {node: "" if alike else f", counted {known[node].weight:g} times" for node in titles}
    return [
        (f"Loss of “{title}”", _spelled(known[node].loss) + counts[node]) for node, title in titles.items()
    ]


def _told(training: TrainingConfig) -> Iterator[FieldInfo]:
    """The plain settings of a run; what is off needs no word, such as early stopping without patience."""
    off = () if training.patience else ("patience", "min_change")
    plain = (info for info in fields_of(type(training)) if info.name not in off)
    return (info for info in plain if getattr(training, info.name) is not False)


def _setting(info: FieldInfo, value: Any) -> tuple[str, str]:
    return info.label, "on" if value is True else str(value)


def _spelled(spec: Spec) -> str:
    """A record in words: its title and its settings."""
    title = getattr(spec, "title", type(spec).__name__)
    values = [(info.label.lower(), getattr(spec, info.name)) for info in fields_of(type(spec))]
    settings = [f"{label} {_value(value)}" for label, value in values if value not in (None, (), "", 0)]
    return f"{title} ({', '.join(settings)})" if settings else title


def _value(value: Any) -> str:
    return figure_text(value, 6) if isinstance(value, float) else str(msgspec.to_builtins(value))


def _as_table(history: History, titles: Mapping[str, str]) -> Table:
    """A few epochs, evenly spread, the first, the best and the last among them."""
    count = len(history.epochs)
    wanted = {round(i * (count - 1) / (EPOCHS - 1)) for i in range(EPOCHS)} | {max(history.best, 1) - 1}
    epochs = [history.epochs[i] for i in sorted(wanted)]
    metrics = list(history.epochs[0].metrics)
    validated = any(e.val_loss is not None for e in epochs)
    headings = ["Epoch", "Training loss", *(_heading("Training", m, titles) for m in metrics)]
    if validated:
        headings += ["Validation loss", *(_heading("Validation", m, titles) for m in metrics)]

    def row(epoch: Epoch) -> tuple[str, ...]:
        cells = [
            f"{epoch.epoch}" + (" (best)" if epoch.epoch == history.best else ""),
            figure_text(epoch.loss),
        ]
        cells += [metric_text(m, epoch.metrics.get(m, math.nan)) for m in metrics]
        if validated:
            cells.append("" if epoch.val_loss is None else figure_text(epoch.val_loss))
            cells += [metric_text(m, epoch.val_metrics[m]) if m in epoch.val_metrics else "" for m in metrics]
        return tuple(cells)

    return Table(tuple(headings), tuple(map(row, epochs)), frozenset(range(len(headings))))


def _heading(part: str, key: str, titles: Mapping[str, str]) -> str:
    title = metric_title(key, titles)
    return f"{part}, {title}" if titles else f"{part} {small(title)}"
