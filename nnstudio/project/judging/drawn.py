"""A drawing made into a picture like those a network has learned from.

The digits of MNIST were scaled into a box of 20 × 20 pixels with their proportions kept, and moved so that their
centre of mass lies in the middle of 28 × 28 (LeCun, Cortes & Burges, "The MNIST database of handwritten digits").
Other data has other boxes and pens: size, place and thickness are measured on its training pictures, which for MNIST
gives just these.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.project.judging.listing import raw
from nnstudio.system.arrays import Host

MOST_DRAWN = 64
"""Pictures with more pixels on a side are taken to be photographs."""
LOOKED_AT = 500
"""Training pictures that tell how they are drawn."""
_FINE = 8
"""Parts of a pixel in which the drawing is moved."""
_FAINT = 0.15
"""Less ink than this is no part of the drawing."""
_EVEN = 0.5
"""Share of the pixels at the edges of drawings that are without ink, at least."""


class Hand(NamedTuple):
    """How the pictures of a data set are drawn.

    Parameters
    ----------
    height, width : int
        Of a picture.
    box : float
        Longer side of what is drawn, as a share of the picture.
    middle : tuple of float
        Centre of mass of the ink, down and across, as shares of the picture.
    stroke : float
        Thickness of a stroke, in pixels.
    ground, ink : float
        Value of a pixel without and with ink, in the unit of the data.
    """

    height: int
    width: int
    box: float
    middle: tuple[float, float]
    stroke: float
    ground: float
    ink: float


def can_draw(prepared: Prepared) -> bool:
    """Whether the samples are pictures in shades of grey."""
    known = prepared.preprocessor
    return len(known.array_shape) == 3 and known.array_shape[2] == 1 and known.spectrogram is None


def hand_of(prepared: Prepared) -> Hand:
    """Measure how the training pictures are drawn."""
    pictures = raw(prepared.preprocessor, prepared.train.x[:LOOKED_AT])[..., 0]
    height, width = pictures.shape[1:]
    ground, ink = _ground_and_ink(pictures)
    boxes, downs, acrosses, strokes = [], [], [], []
    for picture in (pictures - ground) / ((ink - ground) or 1.0):
        rows, columns = _extent(picture)
        if rows is None or columns is None:
            continue
        boxes.append(max((rows[1] - rows[0]) / height, (columns[1] - columns[0]) / width))
        down, across = _mass(picture)
        downs.append(down / height)
        acrosses.append(across / width)
        strokes.append(_thickness(picture))
    if not boxes:
        return Hand(height, width, 20 / 28, (0.5, 0.5), 0.1 * height, ground, ink)
    middle = float(np.mean(downs)), float(np.mean(acrosses))
    return Hand(height, width, float(np.median(boxes)), middle, float(np.median(strokes)), ground, ink)


def are_photographs(prepared: Prepared) -> bool:
    """Whether pictures in shades of grey are no drawings: they are large, or lie on no even ground."""
    if max(prepared.preprocessor.array_shape) > MOST_DRAWN:
        return True
    pictures = raw(prepared.preprocessor, prepared.train.x[:LOOKED_AT])[..., 0]
    ground, ink = _ground_and_ink(pictures)
    return bool(np.mean(np.abs(_border(pictures) - ground) <= _FAINT * abs(ink - ground)) < _EVEN)


def _border(pictures: Host) -> Host:
    """The pixels at the edges of all pictures."""
    edges = (pictures[:, 0], pictures[:, -1], pictures[:, :, 0], pictures[:, :, -1])
    return np.concatenate([edge.reshape(-1) for edge in edges])


def _ground_and_ink(pictures: Host) -> tuple[float, float]:
    """Values of a pixel without and with ink: at the edges there is mostly none."""
    low, high = float(pictures.min()), float(pictures.max())
    border = float(np.median(_border(pictures)))
    return (low, high) if border - low <= high - border else (high, low)


def as_sample(drawing: Host, hand: Hand) -> Host | None:
    """Scale and move a drawing as the data's pictures are.

    Parameters
    ----------
    drawing : array, shape (H, W)
        Ink from 0 to 1 on a sheet of any size.
    hand : Hand

    Returns
    -------
    array of float32, shape (height, width, 1)
        In the unit of the data; None where nothing is drawn.
    """
    rows, columns = _extent(drawing)
    if rows is None or columns is None:
        return None
    cut = drawing[rows[0] : rows[1], columns[0] : columns[1]].astype(np.float32)
    best, nearest = None, math.inf
    for grown in range(0, _FINE * 2, 2):
        picture = _placed(cut, hand, grown)
        off = abs(_thickness(picture) - hand.stroke)
        if off >= nearest:  # strokes get thicker from one to the next: what follows is further off
            break
        best, nearest = picture, off
    assert best is not None
    found: Host = (hand.ground + best * (hand.ink - hand.ground)).astype(np.float32)[..., None]
    return found


def _placed(cut: Host, hand: Hand, grown: int) -> Host:
    """Ink of a drawing without its margins as a picture of the data's size, its strokes grown on every side.

    Parameters
    ----------
    cut : array of float32
    hand : Hand
    grown : int
        In parts of a pixel, see ``_FINE``.
    """
    from PIL import Image, ImageFilter, ImageOps  # here: the window opens without it

    fine_height, fine_width = hand.height * _FINE, hand.width * _FINE
    room_down, room_across = (max(hand.box * side - 2 * grown, _FINE) for side in (fine_height, fine_width))
    scale = min(room_down / cut.shape[0], room_across / cut.shape[1])
    size = max(1, round(cut.shape[1] * scale)), max(1, round(cut.shape[0] * scale))
    image = Image.fromarray((cut * 255).round().astype(np.uint8)).resize(size, Image.Resampling.BOX)
    if grown:
        image = ImageOps.expand(image, grown).filter(ImageFilter.MaxFilter(2 * grown + 1))
    scaled = np.asarray(image, np.float64) / 255
    down, across = _mass(scaled)
    sheet = np.zeros((fine_height, fine_width))
    _lay(
        sheet, scaled, round(hand.middle[0] * fine_height - down), round(hand.middle[1] * fine_width - across)
    )
    ink: Host = sheet.reshape(hand.height, _FINE, hand.width, _FINE).mean(axis=(1, 3))
    return ink


def _thickness(picture: Host) -> float:
    """Thickness of strokes in pixels: a long one has twice its ink for each pixel along its two edges."""
    ink = np.pad(np.clip(picture, 0, 1), 1)
    edge = float(np.abs(np.diff(ink, axis=0)).sum() + np.abs(np.diff(ink, axis=1)).sum())
    return 2 * float(ink.sum()) / edge if edge else 0.0


def _extent(picture: Host) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """First and last row, first and last column with ink; the last ones are not part of it."""
    inked = picture > _FAINT
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    if not len(rows):
        return None, None
    return (int(rows[0]), int(rows[-1]) + 1), (int(columns[0]), int(columns[-1]) + 1)


def _mass(picture: Host) -> tuple[float, float]:
    """Centre of mass of the ink, down and across, in pixels from the corner."""
    ink = np.clip(picture, 0, None)
    total = float(ink.sum())
    if not total or not math.isfinite(total):
        return picture.shape[0] / 2, picture.shape[1] / 2
    down = float((ink.sum(axis=1) * (np.arange(ink.shape[0]) + 0.5)).sum()) / total
    across = float((ink.sum(axis=0) * (np.arange(ink.shape[1]) + 0.5)).sum()) / total
    return down, across


def _lay(sheet: Host, part: Host, top: int, left: int) -> None:
    """Lay a part on a sheet; what reaches over its edges is cut off."""
    first_row, first_column = max(0, -top), max(0, -left)
    last_row = min(part.shape[0], sheet.shape[0] - top)
    last_column = min(part.shape[1], sheet.shape[1] - left)
    if last_row > first_row and last_column > first_column:
        sheet[top + first_row : top + last_row, left + first_column : left + last_column] = part[
            first_row:last_row, first_column:last_column
        ]
