"""Pictures that are in a folder twice: in two classes, or in the training part and held out."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnstudio.data import cache
from nnstudio.data.beside import RowNames
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.preparing.prepare import prepare
from nnstudio.data.sources import ImageFolder, PictureTable
from nnstudio.data.sources import image_folder as image_folder_module
from nnstudio.data.target_group import TargetGroup
from nnstudio.data.warnings import DataWarning, warnings_about
from nnstudio.system.cancel import Cancelled

pytestmark = pytest.mark.usefixtures("inline")

Folder = Callable[..., ImageFolder]


def picture(number: int, kind: str = "PNG") -> bytes:
    """Another picture for every number, the same under both lossless kinds."""
    pixels = np.random.default_rng(number).integers(0, 256, (6, 6, 3), np.uint8)
    data = BytesIO()
    Image.fromarray(pixels).save(data, kind)
    return data.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Twenty different pictures in two classes, and those that are given besides."""

    def make(**more: bytes) -> ImageFolder:
        given = {name.replace("__", "/").replace("_", "."): data for name, data in more.items()}
        usual = {
            f"{kind}/{i:02}.png": picture(i + 100 * (kind == "dog"))
            for kind in ("cat", "dog")
            for i in range(10)
        }
        for name, data in (usual | given).items():
            path = tmp_path / "pets" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return ImageFolder(str(tmp_path / "pets"))

    return make


def told(config: DataConfig, seed: int = 0) -> dict[str, DataWarning]:
    assert config.source is not None
    return {warning.kind: warning for warning in warnings_about(config.source.read(), config, seed)}


def test_different_pictures_are_not_told(folder: Folder) -> None:
    assert told(DataConfig(folder())) == {}


@pytest.mark.parametrize("kind", ["PNG", "BMP"])
def test_the_same_picture_in_two_classes_is_told_with_both_names(folder: Folder, kind: str) -> None:
    """Byte for byte, or pixel for pixel in another kind of file."""
    found = told(DataConfig(folder(dog__x_png=picture(3, kind))))
    assert str(found["two_classes"].text) == (
        "The same sample lies in two classes: cat/03.png = dog/x.png; remove it from the one it does not belong to"
    )
    assert set(found) == {"two_classes"}


def test_many_are_counted_and_some_named(folder: Folder) -> None:
    found = told(DataConfig(folder(**{f"dog__x{i}_png": picture(i) for i in range(5)})))
    text = str(found["two_classes"].text)
    assert text.startswith("5 samples lie in two classes each: cat/00.png = dog/x0.png, ")
    assert "dog/x2.png …;" in text


def test_pictures_of_one_colour_mean_nothing(folder: Folder) -> None:
    data = BytesIO()
    Image.new("RGB", (6, 6), (9, 9, 9)).save(data, "PNG")
    assert told(DataConfig(folder(cat__empty_png=data.getvalue(), dog__empty_png=data.getvalue()))) == {}


def test_a_picture_to_learn_from_and_held_out_is_told_and_one_click_mends_it(folder: Folder) -> None:
    source = folder(
        **{
            f"{part}__{kind}__{i}_png": picture(i + 50 * (kind == "cat"))
            for part in ("train", "test")
            for kind in ("cat", "dog")
            for i in range(12 if part == "train" else 1)
        }
    )
    for plain in ("cat", "dog"):
        for file in (Path(source.path) / plain).iterdir():
            file.unlink()
        (Path(source.path) / plain).rmdir()
    config = DataConfig(source)
    found = told(config)["repeated_pictures"]
    assert "2 held-out samples are in the training part as well (train/cat/0.png = test/cat/0.png, " in str(
        found.text
    )
    assert found.remedy is not None
    assert found.remedy.config is not None
    assert found.remedy.option == ("--distinct",)
    dataset = source.read()
    assert not {"repeated_pictures", "twins"} & set(told(found.remedy.config.replace(test=0.1)))
    rows = prepare(dataset, DataConfig(source, distinct=True), 0).train.rows
    assert set(dataset.names[0].texts[rows]) <= {
        name for name in dataset.names[0].texts if name.startswith("train/")
    }


def test_drawn_by_lot_both_may_be_learned_from(folder: Folder) -> None:
    """Told only where the division makes it one of each."""
    config = DataConfig(folder(cat__again_png=picture(0)))
    dataset = config.source.read()
    row = {str(name): i for i, name in enumerate(dataset.names[0].texts)}
    sides = set()
    for seed in range(8):
        parts = prepare(dataset, config, seed)
        train = [row["cat/00.png"] in parts.train.rows, row["cat/again.png"] in parts.train.rows]
        sides.add(sum(train))
        assert ("repeated_pictures" in told(config, seed)) == (sum(train) == 1)
    assert sides >= {1, 2}


def test_names_go_along_with_answers_and_through_the_cache(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(image_folder_module, "_WORTH_KEEPING", 10)
    source = folder(cat__odd_png=b"no picture")
    read = source.read()
    again = source.read()
    assert cache.size() > 0
    for dataset in (read, again):
        assert dataset.names[0].texts.tolist() == [
            f"{k}/{i:02}.png" for k in ("cat", "dog") for i in range(10)
        ]
    prepared = prepare(again, DataConfig(source), 0)
    assert prepared.beside.headings == ["file"]
    assert prepared.preprocessor.identifiers == (), "new pictures need no such column"


def test_looking_can_be_cancelled(folder: Folder) -> None:
    config = DataConfig(folder())
    with pytest.raises(Cancelled):
        warnings_about(config.source.read(), config, cancelled=lambda: True)


def test_pictures_that_a_table_names_are_told_by_class_only(tmp_path: Path) -> None:
    """A quantity of the same picture may be measured twice."""
    shade = iter(range(10, 200, 10))
    for i in range(8):
        Image.new("RGB", (8, 8), (next(shade), 40, 90)).save(tmp_path / f"{i}.png")
    (tmp_path / "again.png").write_bytes((tmp_path / "0.png").read_bytes())
    lines = [f"{i}.png,{'ab'[i % 2]},{i}.5" for i in range(8)]
    (tmp_path / "t.csv").write_text(
        "\n".join(["file,kind,weight", *lines, "again.png,b,7.25"]) + "\n", encoding="utf-8"
    )
    for target, told in (("kind", ["0.png = again.png"]), ("weight", [])):
        source = PictureTable(str(tmp_path / "t.csv"), target=target)
        found = warnings_about(source.read(), DataConfig(source))
        assert [each.text.args["pairs"] for each in found if each.kind == "two_classes"] == told


@pytest.mark.parametrize("alike", [True, False])
def test_a_repeat_has_the_same_answers_to_all_that_is_asked(alike: bool) -> None:
    """Only such can be left out."""
    rows = np.arange(80) // 2  # every picture twice
    pictures = np.random.default_rng(0).normal(size=(40, 4, 4, 1)).astype(np.float32)[rows]
    kind = Column("kind", "category", rows % 2, ("a", "b"))
    price = Column.number("price", rows + np.arange(80) % 2 * (not alike))
    names = RowNames("file", np.array([f"{i}.png" for i in range(80)]))
    dataset = Dataset("p", pictures, kind, names=(names,), further=(TargetGroup(price),))
    for config in (DataConfig(), DataConfig(distinct=True)):
        found = {each.kind for each in warnings_about(dataset, config)}
        assert ("repeated_pictures" in found) == (alike and not config.distinct)
