"""Pictures as microscopes and cameras write them: of 16 bits, with several pages, of any mode."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PIL import Image

from nnstudio.system.messages import Message, StudioError, msg

_MOST = 65535


def is_deep(image: Image.Image) -> bool:
    """Whether a picture may have more than 256 shades of grey."""
    return image.mode.startswith("I;16") or image.mode == "I"


def fine(image: Image.Image) -> Image.Image:
    """Turn a picture of 16 bits into one that is resized without losing them; its shades stay from 0 to 65535.

    Raises
    ------
    StudioError
        When the shades are not whole numbers of 16 bits: nothing says which of them is white.
    """
    values = np.asarray(image)
    if values.min() < 0 or values.max() > _MOST:
        raise StudioError("its shades have 32 bits; save it with 8 or 16")
    return Image.fromarray(values.astype(np.float32))


def plain(image: Image.Image, mode: str) -> Image.Image:
    """Turn any mode with 256 shades into grey or RGB; what is transparent becomes white, as on paper.

    Raises
    ------
    StudioError
        When the shades are fractions: nothing says which of them is white.
    """
    if image.mode == "F":
        raise StudioError("its shades are fractions; save it with 8 or 16 bits")
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, (255, 255, 255, 255))
        image = Image.alpha_composite(paper, image)
    return image if image.mode == mode else image.convert("RGB").convert(mode)


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
