"""Pictures with 16 bits that use few of them, as microscopes and cameras write them: what is left of them is said."""

from __future__ import annotations

import numpy as np
from PIL import Image

from nnstudio.system.messages import Message, msg

_ENOUGH = 64
"""Shades of 256 with which a picture is not called dark."""


def brightest(image: Image.Image) -> int:
    """The largest value of a picture with 16 bits; 0 of all others."""
    deep = image.mode.startswith("I;16") or image.mode == "I"
    return int(np.asarray(image).max()) if deep else 0


def few_shades(value: int) -> Message | None:
    """What is said of pictures of 16 bits with this largest value, where less than a quarter of the shades is left."""
    shades = (value >> 8) + 1
    if not value or shades >= _ENOUGH:
        return None
    return msg(
        "The images with 16 bits go up to {value} of {most}, which leaves {shades} of 256 shades; "
        "stretch their brightness in the program they come from",
        value=value, most=65535, shades=shades,
    )  # fmt: skip
