"""The part of Fashion-MNIST that comes with the program, and the whole set where a computer has it."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.prepare import split_rows
from nnstudio.data.sources import Bundled, IdxFiles, idx_files, source_for
from nnstudio.system.folders import resources
from nnstudio.system.messages import StudioError
from tests.data.test_idx import DIGITS, FASHION, PIXELS, Write, idx


def four_files(write: Write, more: np.ndarray = PIXELS[:3]) -> IdxFiles:
    """A set with a test part, as the relatives of MNIST come."""
    for part, pixels in (("train", PIXELS), ("t10k", more)):
        write(gzip.compress(idx(pixels)), f"{part}-images-idx3-ubyte.gz")
        path = write(gzip.compress(idx(DIGITS[: len(pixels)])), f"{part}-labels-idx1-ubyte.gz")
    return IdxFiles(
        str(path.with_name("train-images-idx3-ubyte.gz")),
        test=str(path.with_name("t10k-images-idx3-ubyte.gz")),
    )


def test_the_test_of_such_a_set_is_found_beside_it(write: Write) -> None:
    both = four_files(write)
    assert source_for(both.path) == both
    assert source_for(str(both.test)) == IdxFiles(str(both.test)), "who opens the test alone wants it alone"
    Path(str(both.test)).unlink()
    assert source_for(both.path) == both.replace(test=None)


def test_each_class_has_as_many_images_and_the_test_is_the_authors() -> None:
    source = Bundled("fashion")
    dataset = source.read()
    assert dataset.parts is not None
    for part, each in ((0, 1000), (2, 200)):
        counts = np.bincount(dataset.target.values[dataset.parts == part])
        assert counts.tolist() == [each] * 10
    _, _, test = split_rows(dataset, DataConfig(source, test=0.4), 3)
    assert test.tolist() == list(range(10_000, 12_000))
    assert source.own_parts == ("test",)
    assert {"Trouser", "Ankle boot"} < set(dataset.classes)
    assert all(type(name) is str for name in dataset.classes)


def test_its_file_is_small_and_has_its_licence_beside_it() -> None:
    folder = resources() / "datasets"
    assert (folder / "fashion.npz").stat().st_size < 8_000_000
    assert "Zalando" in (folder / "fashion-LICENSE.txt").read_text(encoding="utf-8")


@pytest.mark.skipif(not FASHION.is_dir(), reason="this computer has no Fashion-MNIST")
def test_every_image_is_one_of_the_original() -> None:
    dataset = Bundled("fashion").read()
    original = IdxFiles(str(FASHION / "t10k-images-idx3-ubyte.gz")).read()
    known = {
        image.tobytes(): code for image, code in zip(original.inputs, original.target.values, strict=True)
    }
    names = dict(enumerate(dataset.classes))
    told = {int(known[image.tobytes()]): names[int(code)]
            for image, code in zip(dataset.inputs[10_000:], dataset.target.values[10_000:], strict=True)}  # fmt: skip
    assert len(told) == 10
    assert told[0] == "T-shirt/top"
    assert told[9] == "Ankle boot"


def test_a_test_in_files_of_its_own(write: Write, inline: None) -> None:
    source = four_files(write)
    dataset = source.read()
    assert len(dataset) == 9
    assert dataset.parts is not None
    assert dataset.parts.tolist() == [0] * 6 + [2] * 3
    assert source.own_parts == ("test",)
    assert len(source.paths) == 4


def test_other_sizes_in_the_test_are_one_line(write: Write, inline: None) -> None:
    with pytest.raises(StudioError, match="4×2 pixels") as caught:
        four_files(write, PIXELS[:3, :, :2].copy()).read()
    assert "\n" not in str(caught.value)


def test_the_whole_set_is_found_only_with_all_its_files(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = four_files(write)
    folder = Path(source.path).parent
    monkeypatch.setattr(idx_files, "FASHION_FOLDERS", (folder / "none", folder))
    assert idx_files.whole_fashion() == source
    (folder / "t10k-labels-idx1-ubyte.gz").unlink()
    assert idx_files.whole_fashion() is None
