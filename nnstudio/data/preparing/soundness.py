"""Whether a preprocessing can be one at all: it is read from files that anybody may have written."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from nnstudio.data.cells.dress import named
from nnstudio.data.preparing.array_scaling import fits
from nnstudio.data.preparing.column_scaling import check_scaling, spellings_fit
from nnstudio.data.preparing.pixel_order import check_order
from nnstudio.data.target_group import MOST_GROUPS
from nnstudio.system.messages import StudioError, msg

if TYPE_CHECKING:
    from nnstudio.data.preparing.preprocessing import Preprocessor


def check(it: Preprocessor) -> None:
    """Refuse what contradicts itself.

    Raises
    ------
    StudioError
        Which says what does not fit.
    """
    check_scaling(msg("the input"), it.offset, it.scale)
    targets = it.scaled_targets
    check_scaling(
        msg("the target"), tuple(each.offset for each in targets), tuple(each.scale for each in targets)
    )
    _check_samples(it)
    count = len(it.classes)
    right = {"regression": count == 0, "binary": count == 2, "classes": count > 2, "labels": count == 0}[
        it.task
    ]
    right &= it.answer != "input" or (it.task == "regression" and not it.more_targets and not it.picture)
    right &= it.choices is None or (it.task == "labels" and it.choices.fits([each.name for each in targets]))
    right &= not it.more_targets or it.task in ("regression", "labels")
    right &= not any(len(set(pair)) != 2 or len(pair) != 2 for pair in it.labels)
    right &= len(it.labels) == (len(targets) if it.task == "labels" else 0)
    if any(each.logarithm for each in targets) and (it.task, it.answer) != ("regression", "target"):
        right = False
    right &= not any(each.dress and named(each.dress) is None for each in targets)
    right &= it.rate >= 0 and it.along.fits(it.array_shape)
    names = it.labels or (it.classes,) * len(targets)
    right = right and all(
        spellings_fit(each.spellings, known) for each, known in zip(targets, names, strict=True)
    )
    if len({each.name for each in targets}) < len(targets):
        raise StudioError("Preprocessing is damaged: two targets have the same name")
    if not right or len(set(it.classes)) != count:
        raise StudioError("Preprocessing is damaged: {count} classes for {task}", count=count, task=it.task)
    if len(it.further) >= MOST_GROUPS:
        raise StudioError("Preprocessing is damaged: {count} outputs, and there may be {most}",
                          count=1 + len(it.further), most=MOST_GROUPS)  # fmt: skip
    if it.further:
        every = [each.name for view in it.views for each in view.scaled_targets]
        if it.answer == "input" or len(set(every)) < len(every):
            raise StudioError("Preprocessing is damaged: two targets have the same name")


def _check_samples(it: Preprocessor) -> None:
    shape = it.sample_shape
    size = math.prod(shape)
    if (
        not shape
        or min(shape) < 1
        or size > 2**31
        or (it.picture and (len(it.picture) != 3 or min(it.picture) < 1))
    ):
        raise StudioError("Preprocessing is damaged: no sample has shape {shape}", shape=shape)
    called = [column.name for column in it.columns]
    right = len(set(called)) == len(called)
    if it.columns:
        right &= shape == (it.first_feature + len(it.features),)
    right &= bool(it.columns) or not it.picture
    right &= not it.array_shape or fits(len(it.offset), it.array_shape)
    if not right:
        raise StudioError("Preprocessing is damaged: its columns do not fit {size} features", size=size)
    if it.spectrogram is not None and not it.spectrogram.fits(it.array_shape, it.rate):
        raise StudioError(
            "Preprocessing is damaged: its spectrograms do not fit samples of {shape}",
            shape=str(it.array_shape),
        )
    check_order(it.order, it.array_shape)
