"""What a kind of augmentation is: a frozen record of settings that changes samples while a network learns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.augmentation.draws import Draws, Floats
from nnstudio.nn.fields import Field, Registry, Spec

Border = Annotated[
    str,
    Field(
        "What comes into sight beside the picture.",
        choices=("repeat", "black"),
        choice_help=("The pixels of its border go on.", "Black, the least value of the data."),
    ),
]


@dataclass(frozen=True, eq=False)
class Range:
    """What the numbers of the training part are like, as the network sees them.

    Parameters
    ----------
    low, high : float
        The least and the greatest value; pictures stay between them.
    middle : float
        The mean.
    unit : float or ndarray of float32, shape (features,)
        The deviation; for a table that of every feature, 0 for those that stand for a category.
    clipped : bool
        Whether values must stay between ``low`` and ``high``.
    first : int
        Where these features begin in a sample; not 0 where several Inputs share one.
    """

    low: float
    high: float
    middle: float
    unit: float | Floats
    clipped: bool = True
    first: int = 0


class Augmentation(Spec, frozen=True):
    """Base of all kinds; one file for each.

    What a sample becomes depends on the seed, the epoch and the sample alone. With its strength at zero, a kind gives
    back the very same numbers.
    """

    title: ClassVar[str]
    summary: ClassVar[str]
    """One line for the form."""
    for_rows: ClassVar[bool] = False
    """Whether it makes sense for rows of features, and not only for pictures."""
    for_spectrograms: ClassVar[bool] = True
    """Whether it makes sense for pictures whose sides are frequency and time."""


class Pixels(Augmentation, frozen=True):
    """A kind that changes values where they are."""

    def apply(self, x: Floats, draws: Draws, range_: Range) -> None:
        """Change samples in place.

        Parameters
        ----------
        x : ndarray of float32, shape (B, *sample_shape)
        draws : Draws
        range_ : Range
        """
        raise NotImplementedError


class Places(Augmentation, frozen=True):
    """A kind that takes each pixel from another place: an affine map. Neighbours of a list are done as one."""

    @property
    def outside(self) -> str | None:
        """What is seen beside the picture, as :data:`Border`; None for a kind that never looks there."""
        return None

    def maps(self, draws: Draws, size: tuple[int, int]) -> NDArray[np.float32]:
        """From where each pixel is taken.

        Parameters
        ----------
        draws : Draws
        size : tuple of int
            Height H and width W.

        Returns
        -------
        ndarray, shape (B, 2, 3)
            ``(y, x) = A·(y', x') + t`` in pixels from the middle, ``[A | t]``.
        """
        raise NotImplementedError


AUGMENTATIONS: Registry[Any] = Registry("augmentation")


def straight(count: int) -> NDArray[np.float32]:
    """Maps that leave every pixel where it is, shape (count, 2, 3)."""
    maps = np.zeros((count, 2, 3), np.float32)
    maps[:, 0, 0] = maps[:, 1, 1] = 1
    return maps
