"""Pixels in another order, the same for every picture: what a network loses that looks at what lies next to what."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.system.messages import StudioError
from nnstudio.system.seeds import stream

Order = tuple[int, ...]
"""For each place of a picture, row by row, from which place its pixel comes; empty where all stay."""

MOST_PLACES = 1 << 16
"""The order is kept with the weights, place by place: enough for pictures of 256 × 256."""


def is_picture(sample_shape: tuple[int, ...]) -> bool:
    """Whether samples are (H, W, C) with more than one row and column of pixels."""
    return len(sample_shape) == 3 and min(sample_shape[:2]) > 1


def drawn_order(name: str, sample_shape: tuple[int, ...], seed: int) -> Order:
    """Draw an order of the pixels.

    Parameters
    ----------
    name : str
        Of the data, for messages.
    sample_shape : tuple of int
    seed : int

    Raises
    ------
    StudioError
        When the samples are no pictures, or too large ones.
    """
    if not is_picture(sample_shape):
        raise StudioError(
            "{name}: only the pixels of pictures can be shuffled, and these samples are rows of numbers; "
            "untick “Shuffle pixels” in the data",
            name=name,
        )
    places = sample_shape[0] * sample_shape[1]
    if places > MOST_PLACES:
        raise StudioError(
            "{name}: pixels are shuffled in pictures of up to {most:,} pixels, and these have {places:,}; choose a "
            "smaller size, or untick “Shuffle pixels” in the data",
            name=name,
            most=MOST_PLACES,
            places=places,
        )
    return tuple(stream(seed, "pixels").permutation(places).tolist())


def check_order(order: Order, sample_shape: tuple[int, ...]) -> None:
    """Refuse what is no order of the pixels of such pictures; nothing is asked of an empty one."""
    if not order:
        return
    places = sample_shape[0] * sample_shape[1] if is_picture(sample_shape) else 0
    if len(order) != places or places > MOST_PLACES or set(order) != set(range(places)):
        raise StudioError(
            "Preprocessing is damaged: its order of pixels does not fit samples of {shape}",
            shape=str(sample_shape),
        )


def reordered(pictures: NDArray[Any], order: Order) -> NDArray[Any]:
    """Pictures with their pixels in this order.

    Parameters
    ----------
    pictures : ndarray, shape (N, H, W, C)
    order : tuple of int
        The pictures come back as they are where it is empty.
    """
    if not order:
        return pictures
    rows = pictures.reshape(len(pictures), len(order), pictures.shape[-1])  # (N, H·W, C)
    return rows[:, np.array(order)].reshape(pictures.shape)


def in_place(pictures: NDArray[Any], order: Order) -> NDArray[Any]:
    """The inverse of :func:`reordered`."""
    return reordered(pictures, tuple(np.argsort(order).tolist()))
