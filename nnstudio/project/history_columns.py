"""The curves of a run as columns: a million epochs are 40 MB, and every number is exact. NaN means none."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from nnstudio.nn.metric_order import in_order
from nnstudio.nn.metrics import kind_of
from nnstudio.system.messages import StudioError
from nnstudio.training.checkpoint import Arrays
from nnstudio.training.events import SetLearningRate
from nnstudio.training.history import MOST_CHANGES, Epoch, History, RateChange


def to_columns(history: History) -> Arrays:
    """One array for each figure."""
    epochs, none = history.epochs, math.nan
    columns = {
        "loss": [e.loss for e in epochs],
        "val_loss": [none if e.val_loss is None else e.val_loss for e in epochs],
        "seconds": [e.seconds for e in epochs],
    }
    for key in sorted({key for e in epochs for key in e.metrics}):
        columns[f"metrics/{key}"] = [e.metrics.get(key, none) for e in epochs]
    for key in sorted({key for e in epochs for key in e.val_metrics}):
        columns[f"val_metrics/{key}"] = [e.val_metrics.get(key, none) for e in epochs]
    return {name: np.array(values, np.float64) for name, values in columns.items()}


def from_columns(columns: Arrays, best: int, name: str) -> History:
    """The curves in a member of that name; raises StudioError where they do not add up."""
    damaged = StudioError("its member {name} is damaged", name=name)
    known = {"loss", "val_loss", "seconds"}
    if not known <= columns.keys() or any(
        name not in known and not name.startswith(("metrics/", "val_metrics/")) for name in columns
    ):
        raise damaged
    if np.isnan(columns["loss"]).any() or np.isnan(columns["seconds"]).any():
        raise damaged
    if not 0 <= best <= len(columns["loss"]) or (best == 0) != (len(columns["loss"]) == 0):
        raise damaged
    plain = {name: column.tolist() for name, column in columns.items()}
    train, val = (
        [(key, plain[group + key]) for key in _in_order(plain, group)]
        for group in ("metrics/", "val_metrics/")
    )

    def metrics(group: list[tuple[str, list[float]]], row: int) -> dict[str, float]:
        return {key: column[row] for key, column in group if not math.isnan(column[row])}

    epochs = []
    for i, (loss, val_loss, seconds) in enumerate(
        zip(plain["loss"], plain["val_loss"], plain["seconds"], strict=True)
    ):
        judged = None if math.isnan(val_loss) else val_loss
        epochs.append(Epoch(i + 1, loss, metrics(train, i), judged, metrics(val, i), seconds))
    return History(tuple(epochs), best)


def _in_order(names: Iterable[str], group: str) -> list[str]:
    """The metrics of a group as they are usually told; the file's library gives them in another order each time."""
    keys = sorted(name.removeprefix(group) for name in names if name.startswith(group))
    return [*in_order(keys), *(key for key in keys if kind_of(key) is None)]


def checked_changes(
    changes: tuple[RateChange, ...], epochs: int, step: int, name: str
) -> tuple[RateChange, ...]:
    """Changes of the learning rate, in order and inside the run they belong to; raises StudioError otherwise."""
    steps = [change.step for change in changes]
    ordered = all(a < b for a, b in pairwise(steps)) and all(0 <= s <= step for s in steps)
    inside = all(0 <= c.epoch <= epochs + 1 for c in changes)
    if not ordered or not inside or len(changes) > MOST_CHANGES:
        raise StudioError("{name} is damaged: its learning rates do not add up", name=name)
    for change in changes:
        SetLearningRate(change.rate)  # refuses what no optimizer takes
    return changes
