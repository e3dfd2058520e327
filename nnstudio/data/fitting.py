"""Learning the preprocessing from the training rows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.array_scaling import fit_array
from nnstudio.data.column_scaling import check_logarithm
from nnstudio.data.column_settings import ColumnSettings
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.fit_column import fit_column, fit_numbers
from nnstudio.data.pixel_order import Order
from nnstudio.data.preprocessing import Answer, ColumnScaling, Preprocessor, ScaledTarget, Scaling
from nnstudio.nn.unit import Unit
from nnstudio.system.messages import StudioError, msg

BOTH_GIVEN_BACK = msg("An autoencoder gives back pictures or rows, not both: learn from the pictures alone")
"""Why samples of two sorts are not learned to be given back."""


def fit(
    dataset: Dataset,
    rows: NDArray[Any] | None = None,
    scaling: Scaling = "standard",
    answer: Answer = "target",
    settings: Sequence[ColumnSettings] = (),
    order: Order = (),
    *,
    by_channel: bool = False,
) -> Preprocessor:
    """Learn the preprocessing from the training rows alone.

    From the other rows only the names of categories and classes are taken, because the shape of the network
    may not depend on the split.

    Parameters
    ----------
    dataset : Dataset
    rows : ndarray, optional
        Indices of the training rows; all otherwise.
    scaling : {"standard", "minmax", "none", "robust"}
        For inputs, and for each target of a regression.
    answer : {"target", "input"}
        What the network is to give.
    settings : sequence of ColumnSettings
        Of columns with a preprocessing of their own.
    order : tuple of int
        In which order the pixels of pictures are to enter.
    by_channel : bool
        Whether each channel of sequences is scaled by itself.

    Raises
    ------
    StudioError
        When there is no such column.
    """
    target = dataset.target if rows is None else dataset.target.take(rows)
    own = {each.name: each for each in settings}
    columns: tuple[ColumnScaling, ...] = ()
    offset, scale = np.zeros(1), np.ones(1)
    if isinstance(dataset.inputs, np.ndarray):
        every = np.arange(len(dataset)) if rows is None else rows
        offset, scale = fit_array(dataset.inputs, every, scaling, by_channel=by_channel)
    if dataset.input_columns:
        for name in own:
            if name not in dataset.target_columns:
                dataset.column(name)
        columns = tuple(
            fit_column(
                column if rows is None else column.take(rows), target, scaling,
                own.get(dataset.taken_from(column.name), ColumnSettings(column.name)),
            )
            for column in dataset.input_columns
        )  # fmt: skip
    picture = dataset.array_shape if columns else ()
    features = sum(len(column.features) for column in columns)
    unit = Unit()
    more: tuple[ScaledTarget, ...] = ()
    task, classes = dataset.task, dataset.classes
    if answer == "input":
        if picture:
            raise StudioError(BOTH_GIVEN_BACK)
        task, classes = "regression", ()
        if not columns and len(scale) == 1:  # pictures have one unit; features and channels have one each
            unit = Unit(float(offset[0]), float(scale[0]))
    elif task == "labels":
        more = tuple(
            ScaledTarget(each.name, spellings=each.spellings, stand_ins=each.stand_ins)
            for each in dataset.more_targets
        )
    elif task == "regression":
        units = [
            _fit_target(each, rows, scaling, logarithm=each.name in own and own[each.name].logarithm)
            for each in dataset.targets
        ]
        unit = units[0]
        more = tuple(
            ScaledTarget(
                each.name,
                its.offset,
                its.scale,
                each.dress,
                logarithm=its.logarithm,
                stand_ins=each.stand_ins,
            )
            for each, its in zip(dataset.more_targets, units[1:], strict=True)
        )
    return Preprocessor(
        scaling=scaling,
        sample_shape=(math.prod(picture or (0,)) + features,) if columns else dataset.sample_shape,
        task=task,
        target_name=dataset.target_name,
        classes=classes,
        columns=columns,
        offset=tuple(offset.tolist()),
        scale=tuple(scale.tolist()),
        target_offset=unit.offset,
        target_scale=unit.scale,
        target_logarithm=unit.logarithm,
        answer=answer,
        more_targets=more,
        labels=tuple(each.categories for each in dataset.targets) if task == "labels" else (),
        order=order,
        identifiers=() if dataset.array_shape else tuple(each.column for each in dataset.names),
        target_dress=target.dress if task == "regression" and answer == "target" else "",
        target_spellings=target.spellings if answer == "target" else (),
        earlier=dataset.earlier,
        choices=dataset.choices if answer == "target" else None,
        target_stand_ins=target.stand_ins if answer == "target" else (),
        rate=dataset.rate,
        along=dataset.along,
        picture=picture,
    )


def _fit_target(column: Column, rows: NDArray[Any] | None, scaling: Scaling, *, logarithm: bool) -> Unit:
    """How a number is learned: as it is scaled, or first its logarithm."""
    if logarithm:
        check_logarithm(column, rows)
    values = Unit(logarithm=logarithm).learned(column.values if rows is None else column.values[rows])
    return Unit(*fit_numbers(values, scaling), logarithm)
