"""Folders of images: what is read, what is proposed, and bad images that never stop the others."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Dataset
from nnstudio.data.pictures import image_reader
from nnstudio.data.sources import ImageFolder, image_folder
from nnstudio.data.warnings import warnings_about
from nnstudio.system.cancel import Cancelled
from nnstudio.system.messages import StudioError
from tests.data.refusal import refusal
from tests.windows_rules import names_of_others

Write = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("inline")

RED, GREY = (200, 30, 30), (90, 90, 90)


def image(
    size: tuple[int, int] = (6, 4), color: Any = RED, mode: str = "RGB", kind: str = "PNG", **how: Any
) -> bytes:
    """A plain picture of a width and height."""
    file = io.BytesIO()
    Image.new(mode, size, color).save(file, kind, **how)
    return file.getvalue()


UPRIGHT = Image.Exif()
"""Of a camera that was held so."""
UPRIGHT[0x0112] = 6


@pytest.fixture
def folder(write: Write, tmp_path: Path) -> Callable[..., Path]:
    """Make a folder of images from their names and contents; two good ones are there already."""

    def make(files: dict[str, bytes] | None = None, *, bare: bool = False) -> Path:
        good = {} if bare else {"cats/a.png": image(), "dogs/b.png": image(color=(10, 160, 40))}
        for name, data in {**good, **(files or {})}.items():
            write(data, f"pets/{name}")
        return tmp_path / "pets"

    return make


def notes(dataset: Dataset) -> list[str]:
    return [str(note) for note in dataset.notes]


def test_classes_are_the_names_of_the_folders(folder: Callable[..., Path]) -> None:
    path = folder({"birds/x.PNG": image(), "birds/y.png": image(), ".hidden/z.png": image(), "dogs/.z.png": image(),
                   "dogs/read me.txt": b"hello"})  # fmt: skip
    dataset = ImageFolder(str(path)).read()
    assert dataset.classes == ("birds", "cats", "dogs")
    assert dataset.target.values.tolist() == [0, 0, 1, 2]
    assert dataset.sample_shape == (4, 6, 3)
    assert dataset.inputs[0, 0, 0].tolist() == list(RED)
    assert dataset.inputs[3, 0, 0].tolist() == [10, 160, 40]
    assert (dataset.name, dataset.target_name, notes(dataset)) == ("pets", "class", [])


@pytest.mark.parametrize(
    ("kind", "ending"),
    [
        ("PNG", ".png"),
        ("JPEG", ".jpg"),
        ("JPEG", ".jpeg"),
        ("JPEG", ".JFIF"),
        ("BMP", ".bmp"),
        ("GIF", ".gif"),
        ("WEBP", ".webp"),
    ],
)
def test_kinds_of_images(folder: Callable[..., Path], kind: str, ending: str) -> None:
    path = folder({"birds/x" + ending: image(kind=kind)})
    seen = ImageFolder(str(path)).read().inputs[0, 1, 1]
    assert np.abs(seen - RED).max() < 12


def test_what_is_proposed(folder: Callable[..., Path]) -> None:
    def proposed(**files: bytes) -> tuple[int, ...]:
        named = {f"{'ab'[i % 2]}/{name}.png": data for i, (name, data) in enumerate(files.items())}
        path = folder(named, bare=True)
        shape = ImageFolder(str(path)).read().sample_shape
        for name in named:
            (path / name).unlink()
        return shape

    assert proposed(one=image((28, 28), GREY), two=image((28, 28), 7, "L")) == (28, 28, 1)
    assert proposed(one=image((20, 10)), two=image((20, 10), GREY)) == (10, 20, 3)
    assert proposed(one=image((640, 480)), two=image((640, 480))) == (48, 64, 3)
    assert proposed(one=image((30, 40)), two=image((50, 40)), three=image((40, 40))) == (40, 40, 3)
    upright = image((40, 20), exif=UPRIGHT)
    assert proposed(one=upright, two=upright) == (40, 20, 3)
    assert proposed(one=image((3000, 2), 7, "L"), two=image((3000, 2), 7, "L")) == (1, 64, 1)


def test_size_and_colour_may_be_chosen(folder: Callable[..., Path]) -> None:
    path = str(folder())
    assert ImageFolder(path, size=8).read().sample_shape == (8, 8, 3)
    grey = ImageFolder(path, size=(3, 5), colour="grey").read()
    assert grey.sample_shape == (3, 5, 1)
    assert abs(grey.inputs[0, 0, 0, 0] - (0.299 * 200 + 0.587 * 30 + 0.114 * 30)) < 1.5


def test_other_proportions() -> None:
    """A picture twice as wide as high, its left half white and its right half black, in a square."""
    wide = Image.new("L", (40, 20), 0)
    wide.paste(255, (0, 0, 20, 20))

    def seen(how: str) -> np.ndarray:
        return image_reader.pixels(wide.copy(), (10, 10), 1, how)[..., 0]

    crop, pad, stretch = seen("crop"), seen("pad"), seen("stretch")
    assert (crop[:, 0].min(), crop[:, -1].max()) == (255, 0)
    assert stretch.shape == pad.shape == (10, 10)
    assert pad[0].max() == pad[-1].max() == 0, "bars above and below"
    assert pad[5, 1] == 255
    assert stretch[0, 1] == 255


@pytest.mark.parametrize(
    ("mode", "color", "expected"),
    [
        ("L", 77, (77, 77, 77)), ("1", 1, (255, 255, 255)), ("LA", (50, 0), (255, 255, 255)),
        ("RGBA", (9, 8, 7, 255), (9, 8, 7)), ("RGBA", (9, 8, 7, 0), (255, 255, 255)), ("P", 3, None),
        ("I;16", 77 * 257, (77, 77, 77)),
    ],
)  # fmt: skip
def test_modes(folder: Callable[..., Path], mode: str, color: Any, expected: tuple[int, ...] | None) -> None:
    path = folder({"a/x.png": image(mode=mode, color=color)})
    seen = ImageFolder(str(path), colour="rgb").read().inputs[0, 0, 0]
    if expected is not None:
        assert np.abs(seen - expected).max() <= 1


@pytest.mark.parametrize(
    "how", [{}, {"compression": "tiff_lzw"}, {"compression": "tiff_deflate"}, {"compression": "jpeg"}]
)
def test_tiff(folder: Callable[..., Path], how: dict[str, str]) -> None:
    """As microscopes and scanners write it."""
    path = folder(
        {"a/x.tif": image((16, 16), kind="TIFF", **how), "b/y.TIFF": image((16, 16), kind="TIFF")}, bare=True
    )
    dataset = ImageFolder(str(path)).read()
    assert dataset.classes == ("a", "b")
    assert np.abs(dataset.inputs - RED).max() <= 4
    assert notes(dataset) == []


@pytest.mark.parametrize("mode", ["I;16", "I;16B"])
def test_tiff_of_sixteen_bits(folder: Callable[..., Path], mode: str) -> None:
    path = folder({"a/x.tif": image(mode=mode, color=77 * 257, kind="TIFF")})
    assert ImageFolder(str(path), colour="grey").read().inputs[0].tolist() == [[[77]] * 6] * 4


def test_of_several_pages_the_first_is_used_and_that_is_told(folder: Callable[..., Path]) -> None:
    pages = [Image.new("RGB", (6, 4), color) for color in (RED, GREY, GREY)]
    file = io.BytesIO()
    pages[0].save(file, "TIFF", save_all=True, append_images=pages[1:])
    dataset = ImageFolder(str(folder({"a/stack.tif": file.getvalue()}))).read()
    assert (dataset.inputs[0] == RED).all()
    assert notes(dataset) == [
        f"Of a file with several pages the first is used; {Path('a', 'stack.tif')} has 3"
    ]


@pytest.mark.parametrize("colour", ["grey", "rgb"])
def test_shades_of_sixteen_bits_stay_apart(folder: Callable[..., Path], colour: str) -> None:
    """Pictures of twelve bits in sixteen would become nearly black, of sixteen shades."""
    path = folder(
        {f"{kind}/{i}.png": image(mode="I;16", color=200 * i + 295) for kind in "ab" for i in range(20)},
        bare=True,
    )
    dataset = ImageFolder(str(path), colour=colour).read()
    shades = np.unique(dataset.inputs[:, 0, 0])
    assert shades.tolist() == [np.float32(200 * i + 295) / np.float32(257) for i in range(20)]
    assert not [note for note in notes(dataset) if "16" in note]


@pytest.mark.parametrize("how", ["crop", "pad", "stretch"])
def test_shades_of_sixteen_bits_are_resized_as_such(folder: Callable[..., Path], how: str) -> None:
    ramp = np.linspace(1000, 1300, 40 * 20).astype(np.uint16).reshape(40, 20)
    file = io.BytesIO()
    Image.fromarray(ramp).save(file, "PNG")
    path = folder({"a/x.png": file.getvalue()})
    seen = ImageFolder(str(path), size=(8, 8), colour="grey", how=how).read().inputs[0, ..., 0] * 257
    middle = seen[2:6, 3:5]
    assert len(np.unique(middle)) > 4, "of eight bits there are two"
    assert 1000 <= middle.min() <= middle.max() <= 1300


def test_eight_bits_among_sixteen_keep_their_values(folder: Callable[..., Path]) -> None:
    few = {f"{i:03}.png": image(mode="L", color=i) for i in range(256)}
    deep = {"a/100b.png": image(mode="I;16", color=1234)}
    path = folder(
        {f"a/{name}": data for name, data in few.items()} | deep | {"b/x.png": image(mode="L", color=9)},
        bare=True,
    )
    dataset = ImageFolder(str(path), colour="grey").read()
    assert dataset.inputs[:257, 0, 0, 0].tolist() == [
        *range(101), np.float32(1234) / np.float32(257), *range(101, 256),
    ]  # fmt: skip


def test_sixteen_bits_have_half_the_room(
    folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(image_reader, "MOST_BYTES", 3 * 6 * 4)
    shallow = {"a/x.png": image(mode="L", color=9), "b/y.png": image(mode="L", color=9)}
    path = folder(shallow, bare=True)
    assert len(ImageFolder(str(path), colour="grey").read()) == 2
    path = folder({"a/x.png": image(mode="I;16", color=9)}, bare=True)
    with pytest.raises(StudioError, match="2 images of 4×6 pixels are more than fit here"):
        ImageFolder(str(path), colour="grey").read()


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_an_image_that_lies_on_its_side_is_turned(folder: Callable[..., Path], kind: str) -> None:
    side = Image.new("RGB", (8, 4), (0, 0, 0))
    side.paste((255, 255, 255), (0, 0, 4, 4))
    file = io.BytesIO()
    side.save(file, kind, exif=UPRIGHT, quality=95)
    seen = ImageFolder(str(folder({"a/x.jpg": file.getvalue()})), size=(8, 4)).read().inputs[0]
    assert seen[1].mean() > 200, "what was on the left is above"
    assert seen[6].mean() < 50


def claim(width: int, height: int) -> bytes:
    """A PNG whose header says more than there is."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(99)))
        + chunk(b"IEND", b"")
    )


BAD: dict[str, tuple[bytes, str]] = {
    "empty.png": (b"", "it is damaged or no image"),
    "text.png": (b"hello", "it is damaged or no image"),
    "cut.png": (image((90, 90))[:60], "it is damaged"),
    "cut.jpg": (image((90, 90), kind="JPEG")[:200], "it is damaged"),
    "signature.png": (b"\x89PNG\r\n\x1a\n", "it is damaged or no image"),
    "claims.png": (claim(40_000, 40_000), "it has more pixels than 64 megapixels"),
    "lies.png": (claim(5000, 5000), "it is damaged"),
    "zero.png": (claim(0, 5), "it is damaged"),
    "huge.png": (claim(2**31 - 1, 2**31 - 1), "it "),
    "svg.png": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "it is damaged or no image"),
    "postscript.png": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "it is damaged or no image"),
    "cut.tif": (image((90, 90), kind="TIFF")[:200], "it is damaged"),
    "deep.tif": (image(mode="I", color=70_000, kind="TIFF"), "its shades have 32 bits"),
    "fractions.tif": (image(mode="F", color=0.5, kind="TIFF"), "its shades are fractions"),
    "icon.jpg": (image((16, 16), kind="ICO"), "it is damaged or no image"),
    "zeros.gif": (b"GIF89a" + bytes(40), "it is damaged"),
    "riff.webp": (b"RIFF\xff\xff\xff\xffWEBPVP8 " + bytes(40), "it is damaged"),
    "head.bmp": (b"BM" + b"\xff" * 60, "it is damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_image_is_left_out_and_named(folder: Callable[..., Path], name: str) -> None:
    data, cause = BAD[name]
    dataset = ImageFolder(str(folder({f"cats/{name}": data}))).read()
    assert dataset.target.values.tolist() == [0, 1]
    (note,) = [note for note in notes(dataset) if "left out" in note]
    assert note.startswith(f"An image is left out; {Path('cats', name)}: {cause}")


def test_an_image_that_cannot_be_read_is_named_once(
    folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(image_reader, "FILE_LIMIT", 5000)
    dataset = ImageFolder(str(folder({"cats/large.png": bytes(5001)}))).read()
    (note,) = [note for note in notes(dataset) if "left out" in note]
    assert note.startswith(
        f"An image is left out; {Path('cats', 'large.png')}: it has 5\u202f001 bytes, and "
    )
    assert "\n" not in note


def test_many_bad_images_are_one_note(folder: Callable[..., Path]) -> None:
    dataset = ImageFolder(str(folder({f"cats/{name}": data for name, (data, _) in BAD.items()}))).read()
    (note,) = [note for note in notes(dataset) if "left out" in note]
    assert note.startswith(f"{len(BAD)} images are left out; the first is {Path('cats', 'claims.png')}: ")


def test_links_are_not_followed(folder: Callable[..., Path], tmp_path: Path) -> None:
    path = folder()
    secret = tmp_path / "elsewhere"
    secret.mkdir()
    (secret / "s.png").write_bytes(image())
    try:
        (path / "linked").symlink_to(secret, target_is_directory=True)
        (path / "cats" / "link.png").symlink_to(secret / "s.png")
    except OSError:
        pytest.skip("this system lets nobody make links")
    dataset = ImageFolder(str(path)).read()
    assert dataset.classes == ("cats", "dogs")
    assert len(dataset) == 2
    assert notes(dataset) == ["Links are not followed; there are 2"]


def test_pictures_of_other_kinds_and_deeper_folders_are_told(folder: Callable[..., Path]) -> None:
    path = folder({"cats/a.HEIC": b"x", "dogs/b.jp2": b"x", "dogs/old/c.png": image(), "dogs/._d.jp2": b"x"})
    assert notes(ImageFolder(str(path)).read()) == [
        "Pictures of kinds that are not read are left out: 2 (.heic, .jp2); save them as JPEG or PNG",
        "Folders within the sub-folders are left out: 1",
    ]


def test_folders_that_differ_in_spelling_are_one_class_when_told(folder: Callable[..., Path]) -> None:
    path = folder({"Cats/c.png": image(), "cats/d.png": image(), "cats/e.png": image()})
    config = DataConfig(ImageFolder(str(path)))
    dataset = ImageFolder(str(path)).read()
    assert dataset.classes == ("Cats", "cats", "dogs")
    (warning,) = [each for each in warnings_about(dataset, config) if each.kind == "spelled_alike"]
    assert warning.remedy is not None
    assert warning.remedy.config is not None
    assert warning.remedy.option == ("--alike", "class")
    mended = warning.remedy.config
    assert mended.source == ImageFolder(str(path), alike=True)
    assert DataConfig.from_plain(mended.to_plain()) == (mended, {})
    one = ImageFolder(str(path), alike=True).read()
    assert one.classes == ("cats", "dogs")
    assert notes(one) == ["Column 'class': 'cats' / 'Cats' count as one"]
    assert not [each for each in warnings_about(one, mended) if each.kind == "spelled_alike"]
    assert one.fingerprint != dataset.fingerprint
    (path / "dogs" / "b.png").rename(path / "cats" / "b.png")
    with pytest.raises(StudioError, match="as one class there is nothing to tell apart"):
        ImageFolder(str(path), alike=True).read()


def test_one_class_of_two_folders_is_found_in_the_cache(
    folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(image_folder, "_WORTH_KEEPING", 1)
    path = folder({"Cats/c.png": image(), "cats/d.png": image()})
    first = ImageFolder(str(path), alike=True).read()
    monkeypatch.setattr(image_folder, "call", None)  # which would be needed to read them
    again = ImageFolder(str(path), alike=True).read()
    assert (again.classes, again.notes, again.fingerprint) == (first.classes, first.notes, first.fingerprint)
    assert again.targets[0].spellings == first.targets[0].spellings == (("Cats", "cats"),)


def test_images_beside_the_folders_are_told(folder: Callable[..., Path]) -> None:
    dataset = ImageFolder(str(folder({"loose.png": image(), "notes.txt": b"x"}))).read()
    assert notes(dataset) == ["Images outside of the sub-folders have no class and are left out: 1"]


FOLDERS: dict[str, tuple[dict[str, bytes], str]] = {
    "nothing": ({"a.txt": b"x"}, "pets: there are no images in its sub-folders"),
    "no sub-folders": ({"a.png": image()}, "pets: its images are in no sub-folders; put those of each class"),
    "too high": (
        {"ours/cats/a.png": image(), "theirs/dogs/b.png": image()},
        "pets: its sub-folders hold folders",
    ),
    "one class": (
        {"cats/a.png": image(), "cats/b.png": image()},
        "pets: only the sub-folder 'cats' holds images",
    ),
    "one good class": (
        {"cats/a.png": image(), "dogs/b.png": b"x"},
        "pets: only the sub-folder 'cats' holds images",
    ),
    "all bad": (
        {"cats/a.png": b"x", "dogs/b.png": b"y"},
        "pets: none of its 2 images can be read; the first is",
    ),
}


@pytest.mark.parametrize("case", FOLDERS)
def test_folders_that_cannot_be_used(folder: Callable[..., Path], case: str) -> None:
    files, told = FOLDERS[case]
    assert refusal(ImageFolder(str(folder(files, bare=True))), "pets").startswith(told)


def test_more_than_fits(folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(folder())
    monkeypatch.setattr(image_reader, "MOST_BYTES", 1000)
    assert "2 images of 99×99 pixels are more than fit here" in refusal(ImageFolder(path, size=99), "pets")
    monkeypatch.setattr(image_reader, "MOST_CLASSES", 1)
    assert "1 sub-folders are more than fit here" in refusal(ImageFolder(path), "pets")


def test_no_folder(tmp_path: Path, write: Write) -> None:
    assert "there is no such file" in refusal(ImageFolder(str(tmp_path / "none")), "none")
    assert "a file, not a folder" in refusal(ImageFolder(str(write(b"x", "file.txt"))), "file.txt")


def test_folders_are_watched(folder: Callable[..., Path]) -> None:
    path = folder()
    assert ImageFolder(str(path)).paths == (str(path), str(path / "cats"), str(path / "dogs"))
    assert ImageFolder(str(path / "none")).paths == (str(path / "none"),)


def test_in_a_child_process_with_progress_and_cancel(folder: Callable[..., Path], apart: None) -> None:
    path = folder({f"cats/{i}.png": image((64, 64)) for i in range(120)})
    told: list[float] = []
    assert len(ImageFolder(str(path)).read(progress=lambda facts: told.append(facts["done"]))) == 122
    assert told == sorted(told)
    assert len(told) > 2
    with pytest.raises(Cancelled):
        ImageFolder(str(path)).read(cancelled=lambda: True)


@names_of_others
def test_a_class_whose_name_cannot_be_printed(folder: Callable[..., Path]) -> None:
    dataset = ImageFolder(str(folder({"a\nb/x.png": image(), "a\rb/x.png": image()}))).read()
    assert dataset.classes[:2] == ("a\N{REPLACEMENT CHARACTER}b", "a\N{REPLACEMENT CHARACTER}b (2)")


def test_a_note_says_how_large_the_images_are(folder: Callable[..., Path]) -> None:
    """Only where they are brought to another size, and nobody has chosen one."""
    path = str(folder({"cats/large.png": image(size=(400, 200)), "cats/small.png": image(size=(8, 4))}))
    (note,) = notes(ImageFolder(path).read())
    assert note.startswith("Images of 4×6 to 200×400 pixels are brought to ")
    assert notes(ImageFolder(path, size=(16, 16), colour="grey").read()) == []
