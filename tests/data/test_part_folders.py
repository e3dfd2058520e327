"""Folders called train, validation and test hold the classes, and divide the pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.dividing.part_folders import part_folders
from nnstudio.data.preparing.prepare import prepare
from nnstudio.data.sources import ImageFolder, image_folder, source_for
from nnstudio.data.warnings import warnings_about
from nnstudio.system.messages import StudioError
from tests.data.test_images import image

Write = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("inline")


@pytest.fixture
def folder(write: Write, tmp_path: Path) -> Callable[[dict[str, int]], Path]:
    """Make a folder from how many pictures each sub-folder has; no two pictures have the same shade."""

    def make(counts: dict[str, int]) -> Path:
        shade = 0
        for inner, count in counts.items():
            for i in range(count):
                shade += 1
                write(image(color=(shade, shade, shade)), f"pets/{inner}/{i}.png")
        return tmp_path / "pets"

    return make


WHOLE = {
    "train/cats": 4,
    "train/dogs": 3,
    "validation/cats": 1,
    "validation/dogs": 1,
    "test/dogs": 2,
    "test/cats": 1,
}


def test_the_folders_are_the_parts(folder: Callable[..., Path]) -> None:
    source = source_for(folder(WHOLE))
    assert isinstance(source, ImageFolder)
    assert source.own_parts == ("validation", "test")
    dataset = source.read()
    assert dataset.target.categories == ("cats", "dogs")
    assert [str(note) for note in dataset.notes] == [
        "The folders divide the images: 7 training, 2 validation, 3 test"
    ]
    prepared = prepare(dataset, DataConfig(source, scaling="none"), 0)
    assert [len(part.x) for part in (prepared.train, prepared.validation, prepared.test)] == [7, 2, 3]
    assert sorted(prepared.test.x[:, 0, 0, 0]) == [10, 11, 12]
    # The order on the disk is that of the writing; the class goes with its picture all the same.
    shades = dataset.inputs[:, 0, 0, 0]  # type: ignore[index]
    assert dict(zip(shades.tolist(), dataset.target.values.tolist(), strict=True)) == {
        **dict.fromkeys((1, 2, 3, 4, 8, 12), 0),
        **dict.fromkeys((5, 6, 7, 9, 10, 11), 1),
    }


@pytest.mark.parametrize(
    "names", [("Training", "Testing"), ("train", "val"), ("train", "dev"), ("TRAIN", "eval")]
)
def test_other_names_of_parts(folder: Callable[..., Path], names: tuple[str, str]) -> None:
    dataset = ImageFolder(str(folder({f"{names[0]}/a": 6, f"{names[0]}/b": 6, f"{names[1]}/a": 2}))).read()
    assert dataset.parts is not None
    assert sorted(np.bincount(dataset.parts)) in ([2, 12], [0, 2, 12])
    # What has no folder is taken from the training part.
    prepared = prepare(dataset, DataConfig(ImageFolder("pets"), validation=0.2, test=0.2), 0)
    assert min(len(part.x) for part in (prepared.train, prepared.validation, prepared.test)) >= 2


def test_a_class_that_only_the_test_folder_has_is_told(folder: Callable[..., Path]) -> None:
    source = ImageFolder(str(folder({"train/cat": 6, "train/dog": 6, "test/Cat": 3, "test/dog": 2})))
    told = {warning.kind: str(warning.text) for warning in warnings_about(source.read(), DataConfig(source))}
    assert set(told) == {"spelled_alike", "unseen_class"}
    assert told["unseen_class"].startswith("No picture to learn from is of 'Cat':")


CLASSES = {
    "classes that are called so": {"train": 3, "test": 2},
    "vehicles": {"train": 3, "bus": 3},
    "digits": {"0": 3, "1": 3, "2": 3},
}


@pytest.mark.parametrize("case", CLASSES)
def test_classes_stay_classes(folder: Callable[..., Path], case: str) -> None:
    source = ImageFolder(str(folder(CLASSES[case])))
    dataset = source.read()
    assert dataset.target.categories == tuple(sorted(CLASSES[case]))
    assert dataset.parts is None
    assert source.own_parts == ()


@pytest.mark.parametrize(
    "counts", [{"train/a": 2, "other/a": 2}, {"test/a": 2, "test/b": 2}, {"0/a": 2, "1/b": 2}]
)
def test_what_is_divided_otherwise_is_refused(folder: Callable[..., Path], counts: dict[str, int]) -> None:
    path = folder(counts)
    assert part_folders(str(path)) == []
    with pytest.raises(StudioError, match="or the one above train and test"):
        ImageFolder(str(path)).read()


def test_a_damaged_picture_keeps_the_parts_of_the_others(folder: Callable[..., Path], write: Write) -> None:
    path = folder(WHOLE)
    write(b"no picture", "pets/train/cats/0.png")
    dataset = ImageFolder(str(path)).read()
    assert dataset.parts is not None
    assert np.bincount(dataset.parts).tolist() == [6, 2, 3]


def test_the_parts_are_kept_and_followed(
    folder: Callable[..., Path], write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(image_folder, "_WORTH_KEEPING", 1)
    source = ImageFolder(str(folder(WHOLE)))
    first = source.read()
    with monkeypatch.context() as patch:
        patch.delattr(image_folder, "call")  # whoever decodes again fails
        again = source.read()
    assert again.fingerprint == first.fingerprint
    np.testing.assert_array_equal(again.parts, first.parts)
    assert [str(note) for note in again.notes] == [str(note) for note in first.notes]
    write(image(color=(99, 99, 99)), "pets/test/cats/new.png")
    assert len(source.read()) == len(first) + 1
    assert str(Path(source.path) / "test" / "cats") in source.paths
