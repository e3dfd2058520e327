"""IDX files, the format of MNIST: read right, or refused in one line."""

from __future__ import annotations

import gzip
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.readers import idx_reader
from nnstudio.data.sources import IdxFiles, ImageFolder, source_for
from nnstudio.system.messages import StudioError
from tests.data.refusal import refusal

IMAGES, LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"
FASHION = Path("/usr/share/datasets/fashion-mnist")
PIXELS = np.arange(6 * 4 * 3, dtype=np.uint8).reshape(6, 4, 3)
DIGITS = np.array([0, 1, 2, 0, 1, 2], np.uint8)


def idx(
    array: np.ndarray, *, kind: int = 8, axes: int | None = None, sizes: tuple[int, ...] | None = None
) -> bytes:
    """A file in the format, whose header may lie."""
    sizes = array.shape if sizes is None else sizes
    head = bytes((0, 0, kind, len(sizes) if axes is None else axes))
    return head + struct.pack(f">{len(sizes)}I", *sizes) + array.tobytes()


Write = Callable[..., Path]


@pytest.fixture
def pair(write: Write, inline: None) -> Callable[..., IdxFiles]:
    """Write images and labels; what is not given is right."""

    def make(images: bytes | None = None, labels: bytes | None = None, ending: str = "") -> IdxFiles:
        path = write(idx(PIXELS) if images is None else images, IMAGES + ending)
        write(idx(DIGITS) if labels is None else labels, LABELS + ending)
        return IdxFiles(str(path))

    return make


def test_plain_and_packed_are_the_same(pair: Callable[..., IdxFiles]) -> None:
    plain = pair().read()
    packed = pair(gzip.compress(idx(PIXELS)), gzip.compress(idx(DIGITS)), ".gz").read()
    assert plain.fingerprint == packed.fingerprint
    assert plain.sample_shape == (4, 3, 1)
    assert (plain.inputs[..., 0] == PIXELS).all()
    assert plain.classes == ("0", "1", "2")
    assert (plain.target.values == DIGITS).all()


def test_labels_elsewhere(write: Write, inline: None) -> None:
    images, labels = write(idx(PIXELS), "a.idx"), write(idx(DIGITS), "b.idx")
    assert len(IdxFiles(str(images), labels=str(labels)).read()) == 6
    with pytest.raises(StudioError, match=r"a\.idx: where are its labels\? Name the file"):
        IdxFiles(str(images)).read()


BROKEN: dict[str, tuple[bytes | None, bytes | None, str]] = {
    "empty": (b"", None, f"{IMAGES}: it is no IDX file"),
    "short": (b"\0\0", None, f"{IMAGES}: it is no IDX file"),
    "another magic": (b"\1\2\3\4" + bytes(60), None, f"{IMAGES}: it is no IDX file"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(60), None, f"{IMAGES}: it is no IDX file"),
    "floats": (idx(PIXELS, kind=0x0D), None, f"{IMAGES}: its values are of the type 13"),
    "labels as images": (idx(DIGITS), None, f"{IMAGES}: it has 1 axes, not 3; is it the file with the images?"),
    "images as labels": (None, idx(PIXELS), f"{LABELS}: it has 3 axes, not 1; is it the file with the labels?"),
    "255 axes": (idx(PIXELS, axes=255), None, f"{IMAGES}: it has 255 axes"),
    "header cut off": (idx(PIXELS)[:9], None, f"{IMAGES}: it is cut off"),
    "cut off": (idx(PIXELS)[:-1], None, f"{IMAGES}: it is cut off"),
    "labels cut off": (None, idx(DIGITS)[:-2], f"{LABELS}: it is cut off"),
    "too long": (idx(PIXELS) + b"x", None, f"{IMAGES}: it holds more than it says"),
    "claims one more": (idx(PIXELS, sizes=(7, 4, 3)), None, f"{IMAGES}: it is cut off"),
    "claims one less": (idx(PIXELS, sizes=(5, 4, 3)), None, f"{IMAGES}: it holds more than it says"),
    "claims everything": (idx(PIXELS, sizes=(2**32 - 1,) * 3), None, f"{IMAGES}: it claims"),
    "claims a gigabyte": (idx(PIXELS, sizes=(2**30, 1, 1)), None, f"{IMAGES}: it is cut off"),
    "claims nothing": (idx(PIXELS, sizes=(6, 0, 3)), None, f"{IMAGES}: it is empty"),
    "no images": (idx(PIXELS[:0]), idx(DIGITS[:0]), f"{IMAGES}: it is empty"),
    "fewer labels": (None, idx(DIGITS[:5]), f"{IMAGES}: 6 images, but {LABELS} has 5 labels"),
    "one class": (None, idx(DIGITS * 0), f"{IMAGES}: column 'label' cannot be the target: it holds only '0'"),
    "gzip cut off": (gzip.compress(idx(PIXELS))[:-9], None, f"{IMAGES}: it is damaged or cut off"),
    "gzip damaged": (gzip.compress(idx(PIXELS))[:20] + bytes(40), None, f"{IMAGES}: it is damaged or cut off"),
    "gzip of nothing": (gzip.compress(b""), None, f"{IMAGES}: it is no IDX file"),
    "gzip bomb": (gzip.compress(bytes((0, 0, 8, 3)) + struct.pack(">3I", 1, 1, 1) + bytes(1 << 24)), None,
                  f"{IMAGES}: it holds more than it says"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_one_line(case: str, pair: Callable[..., IdxFiles]) -> None:
    images, labels, told = BROKEN[case]
    assert told in refusal(pair(images, labels), "ubyte")


def test_no_labels_and_no_images(write: Write, inline: None, tmp_path: Path) -> None:
    path = write(idx(PIXELS), IMAGES)
    assert "there is no such file" in refusal(IdxFiles(str(path)), LABELS)
    assert "there is no such file" in refusal(
        IdxFiles(str(tmp_path / "other-images-idx3")), "other-images-idx3"
    )
    assert "it is not a file" in refusal(IdxFiles(str(tmp_path), labels=str(path)), tmp_path.name)


def test_a_file_larger_than_allowed(pair: Callable[..., IdxFiles], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idx_reader, "FILE_LIMIT", 50)
    assert "50 are the most that is allowed" in refusal(pair(), IMAGES)


def test_in_a_child_process(write: Write) -> None:
    path = write(idx(PIXELS), IMAGES)
    write(idx(DIGITS), LABELS)
    told: list[float] = []
    assert len(IdxFiles(str(path)).read(progress=lambda facts: told.append(facts["done"]))) == 6
    assert told
    write(b"broken", IMAGES)
    assert "it is no IDX file" in refusal(IdxFiles(str(path)), IMAGES)


def test_a_refusal_of_the_child_process_is_words(write: Write) -> None:
    """Counts are messages of their own, within the message."""
    path = write(idx(PIXELS), IMAGES)
    write(idx(DIGITS[:5]), LABELS)
    with pytest.raises(StudioError, match=f"{IMAGES}: 6 images, but {LABELS} has 5 labels"):
        IdxFiles(str(path)).read()


def test_a_folder_with_the_files_of_a_set_is_that_set(write: Write, inline: None, tmp_path: Path) -> None:
    for part in ("train", "t10k"):
        write(idx(PIXELS), IMAGES.replace("train", part))
        write(idx(DIGITS), LABELS.replace("train", part))
    source = source_for(tmp_path)
    assert isinstance(source, IdxFiles)
    assert Path(source.path).name == IMAGES
    assert len(source.read()) == 12


def test_a_folder_of_pictures_is_none(write: Write, tmp_path: Path) -> None:
    (tmp_path / "cats").mkdir()
    write(b"", "my images.png")
    assert isinstance(source_for(tmp_path), ImageFolder)


@pytest.mark.skipif(not FASHION.is_dir(), reason="the Debian package dataset-fashion-mnist is not installed")
def test_fashion_mnist() -> None:
    dataset = IdxFiles(str(FASHION / "t10k-images-idx3-ubyte.gz")).read()
    assert (len(dataset), dataset.sample_shape, dataset.task) == (10_000, (28, 28, 1), "classes")
    assert (np.bincount(dataset.target.values) == 1000).all()
    assert (dataset.inputs.min(), dataset.inputs.max()) == (0, 255)
