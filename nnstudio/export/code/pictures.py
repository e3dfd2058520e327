"""The part of written Python code that takes picture files, for networks that were trained on such.

It reads and resizes with Pillow exactly as :func:`nnstudio.data.pictures.image_reader.pixels` does, and looks through folders as
``nnstudio predict`` does.
"""

from __future__ import annotations

from nnstudio.data.pictures.picture_names import ENDINGS, PICTURES
from nnstudio.data.source import Source
from nnstudio.data.sources import ImageFiles
from nnstudio.export.artifact import Artifact
from nnstudio.export.code import named_files
from nnstudio.export.code.picture_table import LISTED

_PICTURE = '''\
def picture(path):
    """A picture file as those of the training were prepared: (height, width, channels), values from 0 to 255."""
    from PIL import Image, ImageOps

    height, width, channels = SAMPLE_SHAPE
    mode = "L" if channels == 1 else "RGB"
    with Image.open(path, formats=FORMATS) as image:
        if image.width * image.height > MOST_PIXELS:
            raise ValueError(f"it has more than {MOST_PIXELS // 10**6} megapixels")
        image.draft(mode, (2 * width, 2 * height))  # a JPEG can leave out what a smaller picture does not need
        image = ImageOps.exif_transpose(image)  # a camera that was held upright
        deep = image.mode == "I" or image.mode.startswith("I;16")  # 65536 shades, or 256
        if deep:
            values = np.asarray(image)
            if values.min() < 0 or values.max() > 65535:
                raise ValueError("its shades have 32 bits; save it with 8 or 16")
            image = Image.fromarray(values.astype(np.float32))
        elif image.mode == "F":
            raise ValueError("its shades are fractions; save it with 8 or 16 bits")
        elif "A" in image.getbands() or "transparency" in image.info:  # becomes white, as on paper
            image = image.convert("RGBA")
            image = Image.alpha_composite(Image.new("RGBA", image.size, (255, 255, 255, 255)), image)
        if not deep and image.mode != mode:
            image = image.convert("RGB").convert(mode)
        if image.size != (width, height):
            image = RESIZED
        if deep:
            shades = np.rint(np.asarray(image)) / np.float32(257)
            return np.repeat(shades.reshape(height, width, 1), channels, axis=2)
        return np.asarray(image, dtype=np.uint8).reshape(height, width, channels)
'''

_RESIZED = {
    "crop": "ImageOps.fit(image, (width, height), Image.Resampling.BILINEAR)",
    "pad": "ImageOps.pad(image, (width, height), Image.Resampling.BILINEAR)",
    "stretch": "image.resize((width, height), Image.Resampling.BILINEAR)",
}

_OPENED = '''\
def opened(names, place):
    """Which of some pictures can be read, and what they show; place(i) gives the file of each."""
    good, samples = [], []
    for i, name in enumerate(names):
        try:
            samples.append(picture(place(i)))
        except ImportError:
            raise SystemExit("pictures are read with Pillow: pip install Pillow") from None
        except Exception as error:  # noqa: BLE001  Pillow raises what it likes
            why = getattr(error, "strerror", None) or str(error)
            print(f"{name[:150]} is left out: {why[:200]}", file=sys.stderr)
        else:
            good.append(i)
    if not samples:
        raise ValueError("there is no picture that can be read")
    return good, np.stack(samples)
'''

_PICTURES = '''\
def are_pictures(paths):
    """Whether this names pictures, perhaps by a table, and no rows of numbers."""
    return len(paths) > 1 or os.path.isdir(paths[0]) or paths[0].lower().endswith(ENDINGS) or is_list(paths)


def pictures(paths):
    """A heading, what pictures are called, and the samples that predict takes; damaged ones are left out."""
    heading, names, place = found(paths)
    good, samples = opened(names, place)
    return [heading], [names[i] for i in good], scaled(samples)
'''

MODULES = named_files.MODULES
"""What this imports beside what reads tables."""

ABOUT = "the pictures, or the rows of the file, named on the command line"
USAGE = ("len(sys.argv) < 2", "list.csv | picture.png folder ...")
READ = """\
if are_pictures(sys.argv[1:]):
            heading, names, x = pictures(sys.argv[1:])
        else:
            heading, names, x = [], [], prepare(*read(sys.argv[1]))"""
BESIDE = """\
    if names:
        headings, table = [*heading, *headings], [[name, *row] for name, row in zip(names, table)]
"""


def takes_pictures(artifact: Artifact) -> bool:
    """Whether the network was trained on picture files, so that a script can take such."""
    preprocessor = artifact.preprocessor
    if preprocessor is None or len(preprocessor.array_shape) != 3:
        return False
    return bool(preprocessor.picture) or isinstance(_source(artifact), ImageFiles)


def picture_code(artifact: Artifact) -> list[str]:
    """The functions from picture files, or from a table that names them where columns belong to them, to prepared samples."""
    assert artifact.preprocessor is not None
    source = _source(artifact)
    how = source.how if isinstance(source, ImageFiles) else "crop"
    from nnstudio.data.pictures.image_reader import (  # with Pillow, which nothing else here needs
        FORMATS,
        MOST_PIXELS,
    )

    known: dict[str, object] = {"FORMATS": FORMATS, "ENDINGS": ENDINGS, "MOST_PIXELS": MOST_PIXELS}
    known |= {} if artifact.preprocessor.picture else {"NO_LIST": ENDINGS}
    signs = "".join(f"{name} = {value!a}\n" for name, value in known.items())
    whence = [*named_files.found_files(source, PICTURES), _PICTURES]
    if artifact.preprocessor.picture:
        whence = [LISTED, *named_files.named_in_table(source, PICTURES)]
    return [signs, _PICTURE.replace("RESIZED", _RESIZED[how]), _OPENED, *whence]


def _source(artifact: Artifact) -> Source | None:
    return None if artifact.data is None else artifact.data.source
