"""Folders of images taken apart in the child process: one sub-folder for each class."""

from __future__ import annotations

import io
import math
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray
from PIL import ExifTags, Image, ImageOps

from nnstudio.data.beside import packed_lines
from nnstudio.data.class_folders import (
    MOST_CLASSES,
    ClassFiles,
    Refused,
    deeper_told,
    files_of_classes,
    inner_name,
    links_told,
    parts_told,
)
from nnstudio.data.dividing.part_folders import part_folders
from nnstudio.data.pictures.deep_pictures import fine, first_page, is_deep, pages_of, plain
from nnstudio.data.pictures.picture_names import ENDINGS
from nnstudio.data.pictures.shades import Pixels, finer
from nnstudio.data.pictures.unread_pictures import is_unread, unread_left_out, unread_only
from nnstudio.data.recordings.signal_names import is_sound_or_array
from nnstudio.system.file_errors import FileError, shown
from nnstudio.system.files import read_limited
from nnstudio.system.messages import Message, StudioError, counted, msg
from nnstudio.system.process import Reporter

FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF")
FILE_LIMIT = 256 << 20
MOST_PIXELS = 64_000_000
"""Of one image, by what its header says."""
MOST_IMAGES = 1_000_000
MOST_BYTES = 1 << 30
"""Of all images after resizing; as the numbers of a network they take four times as much, twice where they have 16 bits."""
PROPOSED = 64
"""Larger images are proposed to be made this large on their longer side: a first network learns from that in seconds."""

_LOOKED_AT = 200
"""Images that decide on the size and on the colour."""
_GREY_SHARE = 8
"""Two channels that differ by less everywhere are the same but for the losses of JPEG."""


def read_images(
    request: dict[str, Any], reporter: Reporter
) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Read a folder for :class:`nnstudio.data.sources.image_folder.ImageFolder`.

    The request holds ``path``, ``size`` (height and width, or None), ``colour``, ``how``, and ``classes`` that count as
    further ones, whether or not there are images of them. The header of the answer holds ``classes`` and ``notes``; its arrays are ``images``, shape (N, H, W, C), ``labels``, ``names`` of the files
    below the folder and, where folders divide the images, ``parts``.
    """
    path = request["path"]
    folder = shown(Path(path).name) or shown(path)
    notes: list[Message] = []
    files, labels, folders, parts, *_ = _found(path, folder, notes)
    reporter.progress(done=0.02)
    images, causes = decoded(files, folder, request, notes, reporter)
    if causes:
        refused = [Refused(inner_name(files[i]), cause) for i, cause in causes.items()]
        notes.append(left_out(refused))
        good = np.ones(len(files), bool)
        good[list(causes)] = False
        images, labels, parts = images[good], labels[good], parts[good]
        files = [file for i, file in enumerate(files) if i not in causes]
    used = np.unique(labels)
    if len(used) == 0:
        raise StudioError(
            "{folder}: none of its {count} images can be read; the first is {file}: {cause}",
            folder=folder,
            count=len(causes),
            file=refused[0].name,
            cause=refused[0].cause,
        )
    there = [folders[i] for i in used]
    classes = [*there, *(name for name in request["classes"] if name not in there)]
    if len(classes) < 2:
        raise StudioError(
            "{folder}: only the sub-folder {name} holds images; there must be one for each of two or more classes",
            folder=folder,
            name=repr(there[0]),
        )
    header = {"classes": classes, "notes": notes}
    arrays: dict[str, NDArray[Any]] = {
        "images": images,
        "labels": np.searchsorted(used, labels).astype(np.int32),
        "names": packed_lines(shown(os.path.relpath(file, path)) for file in files),
    }
    if not part_folders(path):
        return header, arrays
    notes.append(msg("The folders divide the images: {parts}", parts=parts_told(parts)))
    return header, {**arrays, "parts": parts}


def decoded(
    files: Sequence[str], folder: str, request: Mapping[str, Any], notes: list[Message], reporter: Reporter
) -> tuple[Pixels, dict[int, Message]]:
    """Read images one after the other.

    Parameters
    ----------
    files : sequence of str
    folder : str
        What messages call all of them.
    request : mapping
        With ``size``, ``colour`` and ``how``; what is None of the first two is proposed.
    notes : list of Message
        Receives what was proposed.
    reporter : Reporter

    Returns
    -------
    images : ndarray, shape (N, H, W, C)
    causes : dict of int to Message
        Which of them cannot be used, and why.

    Raises
    ------
    StudioError
        When they are too many for their size.
    """
    size, colour = request["size"], request["colour"]
    if size is None or colour is None:
        proposed = _proposal([files[i] for i in _spread(len(files))], notes if size is None else [])
        size, colour = size or proposed[0], colour or proposed[1]
    height, width = size
    channels = 1 if colour == "grey" else 3
    shape = len(files), height, width, channels
    _check_room(folder, shape, np.uint8)
    images: Pixels = np.empty(shape, np.uint8)
    causes: dict[int, Message] = {}
    for i, got in enumerate(_each(files, (height, width), channels, request["how"])):
        if isinstance(got, Message):
            causes[i] = got
        else:
            if got.dtype == np.uint16 and images.dtype == np.uint8:
                _check_room(folder, shape, np.uint16)
                images = finer(images)
            images[i] = got if got.dtype == images.dtype else finer(got)
        if i % 50 == 0:
            reporter.progress(done=0.05 + 0.9 * (i + 1) / len(files))
    return images, causes


def _check_room(folder: str, shape: tuple[int, ...], kind: DTypeLike) -> None:
    if math.prod(shape) * np.dtype(kind).itemsize > MOST_BYTES:
        raise StudioError(
            "{folder}: {count:,} images of {height}×{width} pixels are more than fit here; choose a smaller size",
            folder=folder,
            count=shape[0],
            height=shape[1],
            width=shape[2],
        )


def left_out(refused: Sequence[Refused]) -> Message:
    """What is said of images that cannot be used, where others can."""
    first = {"file": refused[0].name, "cause": refused[0].cause}
    return counted(
        len(refused), "An image is left out; {file}: {cause}",
        "{n} images are left out; the first is {file}: {cause}", **first,
    )  # fmt: skip


def _found(path: str, folder: str, notes: list[Message]) -> ClassFiles:
    """All images with their classes; what is left out is told."""

    def beside(entry: os.DirEntry[str]) -> bool:
        return is_unread(entry) or is_sound_or_array(entry.name)

    found = files_of_classes(path, is_image, beside, MOST_IMAGES, MOST_CLASSES)
    recordings = [name for name in found.others if is_sound_or_array(name)]
    unread = [name for name in found.others if not is_sound_or_array(name)]
    if found.too_many:
        raise StudioError(
            "{folder}: more than {images:,} images or {classes:,} sub-folders are more than fit here",
            folder=folder,
            images=MOST_IMAGES,
            classes=MOST_CLASSES,
        )
    if not found.files:
        raise unread_only(folder, unread) if unread else _nothing(folder, found.loose, found.deeper)
    if found.links:
        notes.append(links_told(found.links))
    if found.loose:
        notes.append(
            msg(
                "Images outside of the sub-folders have no class and are left out: {count}", count=found.loose
            )
        )
    if unread:
        notes.append(unread_left_out(unread))
    if recordings:
        notes.append(msg("Recordings beside the images are left out: {count}", count=len(recordings)))
    if found.deeper:
        notes.append(deeper_told(found.deeper))
    return found


def is_image(entry: os.DirEntry[str]) -> bool:
    """Whether a file is an image, by its name."""
    return entry.name.lower().endswith(ENDINGS)


def _nothing(folder: str, loose: int, deeper: int) -> StudioError:
    """Why there are no images, and what to do."""
    text = "{folder}: there are no images in its sub-folders (PNG, JPEG, TIFF, BMP, GIF or WebP)"
    if deeper:
        text = (
            "{folder}: its sub-folders hold folders, and no images; choose the folder right above the classes, or the one "
            "above train and test"
        )
    elif loose:
        text = "{folder}: its images are in no sub-folders; put those of each class into a folder of its name"
    return StudioError(text, folder=folder)


def _spread(count: int) -> list[int]:
    """Positions of the images that are looked at first, over all classes."""
    places = np.unique(np.linspace(0, count - 1, min(count, _LOOKED_AT)).astype(int))
    return [int(place) for place in places]


def _proposal(files: list[str], notes: list[Message]) -> tuple[tuple[int, int], str]:
    """Size and colour that suit these images; a note says how large they are where that is something else."""
    sizes: list[tuple[int, int]] = []
    grey, stacks = True, dict[str, int]()
    for path in files:
        try:
            with opened(path) as image:
                sizes.append(_size_seen(image))
                if (pages := pages_of(image)) > 1:
                    stacks[inner_name(path)] = pages
                if grey and image.mode not in ("1", "L", "LA", "I", "I;16", "F"):
                    image.draft("RGB", (64, 64))
                    # Not averaged, as smaller sizes usually are: thin coloured lines would turn grey.
                    small = image.convert("RGB").resize((64, 64), Image.Resampling.NEAREST)
                    spread = np.ptp(np.asarray(small, np.int16), axis=2)
                    grey = bool((spread <= _GREY_SHARE).all())
        except StudioError:
            continue  # said when it is read
        except Exception:  # noqa: S112  as above; Pillow's plug-ins raise what they like
            continue
    if not sizes:
        return (PROPOSED, PROPOSED), "rgb"
    height, width = (int(np.median(side)) for side in zip(*sizes, strict=True))
    scale = min(1.0, PROPOSED / max(height, width))
    size = max(1, round(height * scale)), max(1, round(width * scale))
    if set(sizes) != {size}:
        least, greatest = min(sizes, key=math.prod), max(sizes, key=math.prod)
        text = "Images of {least} to {greatest} pixels are brought to {size}"
        if least == greatest:
            text = "Images of {least} pixels are brought to {size}"
        sides = {"least": least, "greatest": greatest, "size": size}
        notes.append(msg(text, **{name: f"{side[0]}×{side[1]}" for name, side in sides.items()}))
    if (told := first_page(stacks)) is not None:
        notes.append(told)
    return size, "grey" if grey else "rgb"


def _size_seen(image: Image.Image) -> tuple[int, int]:
    """Height and width as an image is shown: a camera that was held upright says so beside the pixels."""
    lies = image.getexif().get(ExifTags.Base.Orientation, 1) in (5, 6, 7, 8)
    return (image.width, image.height) if lies else (image.height, image.width)


def _each(files: Sequence[str], size: tuple[int, int], channels: int, how: str) -> Iterator[Pixels | Message]:
    """All images in their order, or why one cannot be used; decoding leaves Python, so threads help."""

    def one(path: str) -> Pixels | Message:
        try:
            with opened(path) as image:
                return pixels(image, size, channels, how)
        except FileError as error:
            return error.cause
        except StudioError as error:
            return error.message
        except MemoryError:
            return msg("the memory is not enough for it")
        except Exception:  # Pillow's plug-ins raise what they like
            return msg("it is damaged")

    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as threads:
        for at in range(0, len(files), 256):  # a part at a time, so that finished ones do not pile up
            yield from threads.map(one, files[at : at + 256])


def opened(path: str) -> Image.Image:
    """Open an image of a known format and of a reasonable size, both by its header.

    Raises
    ------
    StudioError
        When it is no such image; the text does not name the file.
    """
    raw = read_limited(path, FILE_LIMIT)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about its size, which is looked at below
        try:
            image = Image.open(io.BytesIO(raw), formats=FORMATS)
        except Image.DecompressionBombError:
            raise StudioError(
                "it has more pixels than {limit} megapixels", limit=MOST_PIXELS // 10**6
            ) from None
        except Exception:
            raise StudioError("it is damaged or no image") from None
    if image.width * image.height > MOST_PIXELS:
        raise StudioError("it has more pixels than {limit} megapixels", limit=MOST_PIXELS // 10**6)
    return image


def pixels(image: Image.Image, size: tuple[int, int], channels: int, how: str) -> Pixels:
    """Bring an image to a size, shape (H, W, C).

    Parameters
    ----------
    image : Image
    size : tuple of int
        Height and width.
    channels : {1, 3}
    how : {"stretch", "crop", "pad"}
    """
    height, width = size
    # JPEG can leave out what a smaller picture does not need; twice the size keeps resampling smooth.
    image.draft("L" if channels == 1 else "RGB", (2 * width, 2 * height))
    image = ImageOps.exif_transpose(image)
    deep = is_deep(image)
    image = fine(image) if deep else plain(image, "L" if channels == 1 else "RGB")
    smooth = Image.Resampling.BILINEAR
    if image.size != (width, height):
        if how == "crop":
            image = ImageOps.fit(image, (width, height), smooth)
        elif how == "pad":
            image = ImageOps.pad(image, (width, height), smooth)
        else:
            image = image.resize((width, height), smooth)
    if deep:
        grey = np.rint(np.asarray(image)).astype(np.uint16).reshape(height, width, 1)
        return np.repeat(grey, channels, axis=2)
    return np.asarray(image, np.uint8).reshape(height, width, channels)
