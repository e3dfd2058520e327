"""Dividing the rows outside the test part into folds, each of which is the validation part of one run.

What the division of a project respects is respected here as well: classes keep their share, groups stay together, and
where the order of time counts no run learns from what comes after the rows it is judged by. See scikit-learn's
StratifiedKFold, GroupKFold and TimeSeriesSplit, whose rules these are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.dividing.splitting import Parts, Rows, in_time, numbered
from nnstudio.data.dividing.stratifying import dealt
from nnstudio.data.preparing.prepare import split_rows
from nnstudio.data.target_group import told_apart
from nnstudio.system.messages import StudioError, counted
from nnstudio.system.seeds import stream

MOST_FOLDS = 20


def folds(dataset: Dataset, config: DataConfig, seed: int, count: int) -> tuple[Parts, ...]:
    """Divide the rows for a cross-validation.

    Every row outside the test part is in the validation part of exactly one fold, and learned from in all others. In the
    order of time the rows are cut into one block more than there are folds: the first block is only learned from, and
    each further one validates what has learned from all before it (forward chaining).

    Parameters
    ----------
    dataset : Dataset
    config : DataConfig
        Its test part stays what it is; its share for validation counts for nothing.
    seed : int
        Of the project.
    count : int
        Folds, at least 2.

    Returns
    -------
    tuple of Parts
        Rows of the training, validation and test part of each fold, ascending.

    Raises
    ------
    StudioError
        When there are too few rows, groups or rows of a class, or the validation rows are given.
    """
    train, validation, test = split_rows(dataset, config, seed)
    if len(validation) and _validation_is_given(dataset, config):
        raise StudioError(
            "{dataset}: the data says itself which samples validate, so there are no folds to draw; other seeds can be tried",
            dataset=dataset.name,
        )
    pool = np.sort(np.concatenate([train, validation]))
    if len(pool) < count + (config.divided == "time"):
        raise StudioError(
            counted(
                len(pool),
                "{dataset}: {n} sample outside the test part is too few for {folds} folds",
                "{dataset}: {n} samples outside the test part are too few for {folds} folds",
                dataset=dataset.name,
                folds=count,
            )
        )
    if config.divided == "time":
        order = pool[in_time(dataset.name, dataset.column(str(config.divided_by)).take(pool))]
        return _chained(order, test, count)
    if config.divided == "group":
        groups = dataset.column(str(config.divided_by)).take(pool)
        fold_of = _by_group(dataset.name, groups, count, stream(seed, "folds"))
    else:
        fold_of = _by_lot(dataset, config, pool, count, stream(seed, "folds"))
    return tuple((pool[fold_of != fold], pool[fold_of == fold], test) for fold in range(count))


def _validation_is_given(dataset: Dataset, config: DataConfig) -> bool:
    """Whether a file of its own, or a column, says which rows validate."""
    return config.divided == "part" or (dataset.parts is not None and bool((dataset.parts == 1).any()))


def _chained(order: Rows, test: Rows, count: int) -> tuple[Parts, ...]:
    size = len(order) // (count + 1)
    starts = [len(order) - size * (count - fold) for fold in range(count)]
    return tuple((np.sort(order[:at]), np.sort(order[at : at + size]), test) for at in starts)


def _by_group(data: str, groups: Column, count: int, draw: np.random.Generator) -> NDArray[np.int8]:
    """The fold of each row: the largest groups come first, each to the fold that is smallest so far."""
    codes, sizes = numbered(groups)
    if len(sizes) < count:
        raise StudioError(
            counted(
                len(sizes),
                "{dataset}: outside the test part column {column} has {n} value, too few for {folds} folds that share none",
                "{dataset}: outside the test part column {column} has {n} different values, too few for {folds} folds that "
                "share none",
                dataset=data,
                column=repr(groups.name),
                folds=count,
            )
        )
    order = draw.permutation(len(sizes))
    fold_of, filled = np.empty(len(sizes), np.int8), [0] * count
    for group in order[np.argsort(-sizes[order], kind="stable")]:
        fold = filled.index(min(filled))
        fold_of[group] = fold
        filled[fold] += int(sizes[group])
    return fold_of[codes]


def _by_lot(
    dataset: Dataset, config: DataConfig, pool: Rows, count: int, draw: np.random.Generator
) -> NDArray[np.int8]:
    """The fold of each row; stratified, each class is in all folds alike to within one row."""
    rows, dataset = len(pool), told_apart(dataset)
    if config.stratified and dataset.task == "labels":
        answers = np.stack([target.values[pool] == 1 for target in dataset.targets], axis=1)
        sizes = [rows // count + (fold < rows % count) for fold in range(count)]
        return dealt(answers, sizes, draw, learned_first=False)
    stratified = config.stratified and bool(dataset.classes)
    labels = dataset.target.values[pool] if stratified else np.zeros(rows, np.int32)
    if stratified:
        _check_classes(dataset, labels, count)
    order = draw.permutation(rows)
    fold_of = np.empty(rows, np.int8)
    # Class by class, dealt like cards: what one class leaves off with, the next goes on with.
    fold_of[order[np.argsort(labels[order], kind="stable")]] = np.arange(rows) % count
    return fold_of


def _check_classes(dataset: Dataset, labels: NDArray[np.int32], count: int) -> None:
    sizes = np.bincount(labels, minlength=len(dataset.classes))
    there = np.flatnonzero(sizes)
    rarest = int(there[sizes[there].argmin()])
    if sizes[rarest] < count:
        raise StudioError(
            counted(
                int(sizes[rarest]),
                "{dataset}: outside the test part class {name} has {n} sample, too few for {folds} folds that have one each; "
                "“Same share of each class” in the data can be switched off",
                "{dataset}: outside the test part class {name} has {n} samples, too few for {folds} folds that have one each; "
                "take fewer folds",
                dataset=dataset.name,
                name=repr(dataset.classes[rarest]),
                folds=count,
            )
        )
