"""Learning the preprocessing from the training rows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.preparing.array_scaling import fit_array
from nnstudio.data.preparing.column_scaling import check_logarithm
from nnstudio.data.preparing.fit_column import fit_column, fit_numbers
from nnstudio.data.preparing.pixel_order import Order
from nnstudio.data.preparing.preprocessing import ColumnScaling, Preprocessor, Scaling
from nnstudio.data.preparing.target_scaling import Answer, GroupScaling, ScaledTarget
from nnstudio.data.target_group import views_of
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
    if answer == "input":
        if picture:
            raise StudioError(BOTH_GIVEN_BACK)
        # The target plays no part. Pictures have one unit; features and channels have one each.
        unit = Unit() if columns or len(scale) > 1 else Unit(float(offset[0]), float(scale[0]))
        groups = [GroupScaling("regression", dataset.target_name, (), unit.offset, unit.scale)]
    else:
        groups = [_fit_group(view, rows, scaling, own) for view in views_of(dataset)]
    return Preprocessor(
        scaling=scaling,
        sample_shape=(math.prod(picture or (0,)) + features,) if columns else dataset.sample_shape,
        columns=columns,
        offset=tuple(offset.tolist()),
        scale=tuple(scale.tolist()),
        answer=answer,
        order=order,
        identifiers=() if dataset.array_shape else tuple(each.column for each in dataset.names),
        earlier=dataset.earlier,
        rate=dataset.rate,
        along=dataset.along,
        spectrogram=dataset.spectrogram,
        picture=picture,
        further=tuple(groups[1:]),
        **msgspec.structs.asdict(groups[0]),
    )


def _fit_group(
    dataset: Dataset, rows: NDArray[Any] | None, scaling: Scaling, own: Mapping[str, ColumnSettings]
) -> GroupScaling:
    """How the targets that one output answers are learned."""
    target, task, unit = dataset.target, dataset.task, Unit()
    more: tuple[ScaledTarget, ...] = ()
    columns = (target, *dataset.more_targets)
    if task == "labels":
        more = tuple(
            ScaledTarget(each.name, spellings=each.spellings, stand_ins=each.stand_ins)
            for each in dataset.more_targets
        )
    elif task == "regression":
        unit, *others = (
            _fit_target(each, rows, scaling, logarithm=each.name in own and own[each.name].logarithm)
            for each in columns
        )
        more = tuple(
            ScaledTarget(
                each.name,
                its.offset,
                its.scale,
                each.dress,
                logarithm=its.logarithm,
                stand_ins=each.stand_ins,
            )
            for each, its in zip(dataset.more_targets, others, strict=True)
        )
    return GroupScaling(
        task,
        dataset.target_name,
        dataset.classes,
        target_offset=unit.offset,
        target_scale=unit.scale,
        more_targets=more,
        labels=tuple(each.categories for each in columns) if task == "labels" else (),
        target_dress=target.dress if task == "regression" else "",
        target_spellings=target.spellings,
        target_logarithm=unit.logarithm,
        choices=dataset.choices,
        target_stand_ins=target.stand_ins,
    )


def _fit_target(column: Column, rows: NDArray[Any] | None, scaling: Scaling, *, logarithm: bool) -> Unit:
    """How a number is learned: as it is scaled, or first its logarithm."""
    if logarithm:
        check_logarithm(column, rows)
    values = Unit(logarithm=logarithm).learned(column.values if rows is None else column.values[rows])
    return Unit(*fit_numbers(values, scaling), logarithm)
