"""Pictures as microscopes and cameras write them: of 16 bits, with several pages, of any mode."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PIL import Image

from nnstudio.system.messages import Message, StudioError, msg

_ENOUGH = 64
"""Shades of 256 with which a picture is not called dark."""
_MOST = 65535


def plain(image: Image.Image, mode: str) -> Image.Image:
    """Turn any mode into grey or RGB; what is transparent becomes white, as on paper.

    Raises
    ------
    StudioError
        When the shades are not whole numbers of 16 bits: nothing says which of them is white.
    """
    if _is_deep(image):
        values = np.asarray(image)
        if values.min() < 0 or values.max() > _MOST:
            raise StudioError("its shades have 32 bits; save it with 8 or 16")
        image = Image.fromarray((values >> 8).astype(np.uint8))  # Pillow would cut everything above 255 off
    elif image.mode == "F":
        raise StudioError("its shades are fractions; save it with 8 or 16 bits")
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, (255, 255, 255, 255))
        image = Image.alpha_composite(paper, image)
    return image if image.mode == mode else image.convert("RGB").convert(mode)


def brightest(image: Image.Image) -> int:
    """The largest value of a picture with 16 bits; 0 of all others."""
    return int(np.asarray(image).max()) if _is_deep(image) else 0


def few_shades(value: int) -> Message | None:
    """What is said of pictures of 16 bits with this largest value, where less than a quarter of the shades is left."""
    shades = (value >> 8) + 1
    if not value or shades >= _ENOUGH:
        return None
    return msg(
        "The images with 16 bits go up to {value} of {most}, which leaves {shades} of 256 shades; "
        "stretch their brightness in the program they come from",
        value=value, most=_MOST, shades=shades,
    )  # fmt: skip


def pages_of(image: Image.Image) -> int:
    """How many pages a TIFF file has, as a stack of a microscope or a scan; 1 of other kinds, of which some move."""
    return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1


def first_page(stacks: Mapping[str, int]) -> Message | None:
    """What is said of files with several pages, by their names."""
    for name, pages in stacks.items():
        return msg(
            "Of a file with several pages the first is used; {file} has {count}", file=name, count=pages
        )
    return None


def _is_deep(image: Image.Image) -> bool:
    return image.mode.startswith("I;16") or image.mode == "I"
