"""What data asks of an output of a network: known of data that is prepared, and of data that was only read."""

from __future__ import annotations

from typing import NamedTuple, Self

from nnstudio.data.dataset import Dataset
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.nn.shape import Shape


class Asked(NamedTuple):
    """One group of targets, as an output sees it.

    Parameters
    ----------
    columns : tuple of str
        Of the file.
    task : str
    target_shape : tuple of int
        Of what is given for one sample.
    """

    columns: tuple[str, ...]
    task: str
    target_shape: Shape

    @classmethod
    def prepared(cls, view: Preprocessor) -> Self:
        """What :attr:`Preprocessor.views` ask."""
        return cls(columns_of(view), view.task, view.target_shape)

    @classmethod
    def read(cls, view: Dataset) -> Self:
        """What the views of :func:`nnstudio.data.target_group.views_of` ask."""
        return cls(view.target_columns, view.task, (view.outputs,))


def columns_of(preprocessor: Preprocessor) -> tuple[str, ...]:
    """The columns of the file that one output answers."""
    if preprocessor.choices is not None:
        return (preprocessor.choices.column,)
    return tuple(each.name for each in preprocessor.scaled_targets)
