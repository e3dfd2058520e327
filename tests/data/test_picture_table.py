"""Pictures that a table names: what is read and proposed, where they may lie, and pictures that cannot be used."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnstudio.data import cache
from nnstudio.data.dataset import Dataset
from nnstudio.data.listed.file_names import ListedFolder, apart, joined
from nnstudio.data.pictures.picture_names import PICTURES
from nnstudio.data.sources import CsvFile, PictureTable, file_table, source_for
from nnstudio.system.cancel import Cancelled
from nnstudio.system.messages import StudioError, msg
from tests.data.refusal import refusal

Rows = Iterable[tuple[object, ...]]
Make = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("inline")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "home"))


def png(shade: int = 0, size: tuple[int, int] = (6, 4)) -> bytes:
    """A plain coloured picture; different shades are different pictures."""
    file = io.BytesIO()
    Image.new("RGB", size, (shade, 200, 30)).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write a table of rows, and a picture for every path that its first column names."""

    def written(header: str, rows: Rows, *, separator: str = ",", but: Iterable[str] = ()) -> Path:
        folder = tmp_path / "pets"
        folder.mkdir(exist_ok=True)
        lines = [header] if header else []
        for shade, row in enumerate(rows):
            lines.append(separator.join(map(str, row)))
            name = str(row[0])
            if name and name not in but:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(png(shade))
        (folder / "labels.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return folder / "labels.csv"

    return written


def rows(count: int = 8) -> list[tuple[object, ...]]:
    return [(f"img/{i:02}.png", ("cat", "dog")[i % 2], i * 0.75) for i in range(count)]


def notes(dataset: Dataset) -> list[str]:
    return [str(note) for note in dataset.notes]


def test_classes_and_quantities(make: Make) -> None:
    source = PictureTable(str(make("file,species,weight", rows())), target="species")
    dataset = source.read()
    assert (dataset.name, dataset.task, dataset.classes) == ("labels.csv", "binary", ("cat", "dog"))
    assert (len(dataset), dataset.sample_shape, dataset.target_name) == (8, (4, 6, 3), "species")
    assert [int(sample[0, 0, 0]) for sample in dataset.inputs] == list(range(8))
    assert dataset.target.values.tolist() == [0, 1] * 4
    assert notes(dataset) == ["Only the pictures are learned from; left out: 'weight'"]
    assert [column.name for column in dataset.aside] == ["weight"], "the rows may be divided by it"
    weights = source.replace(target="weight").read()
    assert weights.task == "regression"
    assert weights.target.values.tolist() == [i * 0.75 for i in range(8)]
    assert weights.fingerprint != dataset.fingerprint


def test_several_targets_at_once(make: Make) -> None:
    path = make("file,x,y", [(f"{i}.png", i / 2, i * i / 4) for i in range(6)])
    dataset = PictureTable(str(path)).predicting("x", "y").read()
    assert [column.name for column in dataset.targets] == ["x", "y"]
    assert dataset.more_targets[0].values.tolist() == [i * i / 4 for i in range(6)]
    with pytest.raises(StudioError, match="further targets"):
        PictureTable("a.csv", more_targets=("y",))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_without_a_header(make: Make, separator: str) -> None:
    dataset = PictureTable(str(make("", [row[:2] for row in rows()], separator=separator))).read()
    assert (len(dataset), dataset.target_name) == (8, "column 2")


def test_the_pictures_may_stand_in_any_column(make: Make, tmp_path: Path) -> None:
    make("file,kind", rows(4))
    table = tmp_path / "pets" / "other.csv"
    table.write_text(
        "kind,file,mask\n" + "".join(f"{'uv'[i % 2]},img/{i:02}.png,none/{i}.png\n" for i in range(4)),
        encoding="utf-8",
    )
    dataset = PictureTable(str(table)).read()
    assert dataset.classes == ("u", "v")
    told = "The files of 'file' are read; further columns that name files: 'mask'"
    assert str(dataset.notes[0]) == told
    assert told not in map(str, PictureTable(str(table), pictures="file").read().notes)
    assert "none of its 4 files" in refusal(PictureTable(str(table), pictures="mask"), "other.csv")


def test_sounds_beside_the_pictures_are_said(make: Make) -> None:
    sounding = [
        (name, kind, f"s{i}.{('wav', 'mp3')[i % 2]}", f"{i}.txt") for i, (name, kind, *_) in enumerate(rows())
    ]
    dataset = PictureTable(str(make("file,species,song,report", sounding))).read()
    assert dataset.target_name == "species"
    assert "The files of 'file' are read; further columns that name files: 'song'" in map(str, dataset.notes)


def test_the_part_of_a_row_is_no_class(make: Make) -> None:
    some = [(*row[:2], ("train", "train", "test")[i % 3]) for i, row in enumerate(rows())]
    source = PictureTable(str(make("file,species,split", some)))
    assert source.read().target_name == "species"
    assert source.predicting("split").read().classes == ("test", "train")


def test_whole_numbers_may_be_quantities(make: Make) -> None:
    source = PictureTable(str(make("file,n", [(f"{i}.png", i % 3) for i in range(12)])))
    assert source.read().task == "classes"
    assert source.replace(task="regression").read().task == "regression"


def test_paths_of_windows_and_whole_paths(make: Make, tmp_path: Path) -> None:
    make("file,kind", rows(4))
    folder = tmp_path / "pets"
    table = folder / "other.csv"
    names = ["img\\00.png", str(folder / "img" / "01.png"), "./img/02.png", "img/../img/03.png"]
    table.write_text(
        "file,kind\n" + "".join(f"{name},{'uv'[i % 2]}\n" for i, name in enumerate(names)), encoding="utf-8"
    )
    assert len(PictureTable(str(table)).read()) == 4


def test_pictures_in_another_folder(make: Make, tmp_path: Path) -> None:
    """A table that lies elsewhere: its pictures are found where they are said to be, and are no less confined."""
    make("file,kind", rows(4))
    table = tmp_path / "lists" / "labels.csv"
    table.parent.mkdir()
    table.write_text(
        "".join(f"{i:02}.png,{'uv'[i % 2]}\n" for i in range(4)) + "../labels.csv.png,u\n", encoding="utf-8"
    )
    assert "choose their folder" in refusal(PictureTable(str(table)), "labels.csv")
    dataset = PictureTable(str(table), folder=str(tmp_path / "pets" / "img")).read()
    assert len(dataset) == 4
    assert notes(dataset) == [
        "An image is left out; line 5, ../labels.csv.png: it is not in the folder of the files"
    ]


def test_size_colour_and_proportions(make: Make) -> None:
    source = PictureTable(str(make("file,kind", [row[:2] for row in rows()])))
    assert source.replace(size=8, colour="grey").read().sample_shape == (8, 8, 1)
    seen = {how: source.replace(size=8, how=how).read().inputs[0, 0, 0, 1] for how in ("crop", "pad")}
    assert seen == {"crop": 200, "pad": 0}


UNUSABLE = {
    "missing": ("gone.png", "there is no such file"),
    "outside": ("../secret.png", "it is not in the folder of the files"),
    "the root": ("/secret.png", "it is not in the folder of the files"),
    "another computer": ("//host/share/a.png", "it is not in the folder of the files"),
    "another computer, as Windows has it": (
        "\\\\host\\share\\a.png",
        "it is not in the folder of the files",
    ),
    "the folder": (".", "it is not in the folder of the files"),
    "a folder": ("folder.png", "it is not a file"),
    "a link": ("link.png", "links are not followed"),
    "behind a link": ("linked/00.png", "links are not followed"),
    "nothing": ("", "no file is named"),
    "no picture": ("text.png", "it is damaged or no image"),
}
"""What a cell names, and why it cannot be used."""


@pytest.mark.parametrize("case", UNUSABLE)
def test_a_picture_that_cannot_be_used_is_left_out_and_named(make: Make, tmp_path: Path, case: str) -> None:
    cell, cause = UNUSABLE[case]
    make("file,kind", [*(row[:2] for row in rows(4))])
    folder = tmp_path / "pets"
    (tmp_path / "secret.png").write_bytes(png())
    (folder / "folder.png").mkdir()
    (folder / "text.png").write_text("hello", encoding="utf-8")
    try:
        (folder / "link.png").symlink_to(tmp_path / "secret.png")
        (folder / "linked").symlink_to(folder / "img", target_is_directory=True)
    except OSError:
        pytest.skip("links cannot be made here")
    text = (folder / "labels.csv").read_text(encoding="utf-8")
    (folder / "labels.csv").write_text(f"{text}{cell},cat\n", encoding="utf-8")
    dataset = PictureTable(str(folder / "labels.csv")).read()
    assert len(dataset) == 4
    (note,) = notes(dataset)
    name = f"line 6, {cell}" if cell else "line 6"
    assert note == f"An image is left out; {name}: {cause}"


def test_several_that_cannot_be_used_are_counted_from_the_first(make: Make) -> None:
    dataset = PictureTable(
        str(make("file,kind", [row[:2] for row in rows()], but=["img/05.png", "img/02.png"]))
    ).read()
    assert notes(dataset) == ["2 images are left out; the first is line 4, img/02.png: there is no such file"]
    assert dataset.target.values.tolist() == [0, 1, 1, 0, 0, 1]


def test_rows_without_a_target_are_left_out(make: Make) -> None:
    some = [(name, "" if i == 3 else kind) for i, (name, kind, _) in enumerate(rows())]
    dataset = PictureTable(str(make("file,kind", some))).read()
    assert len(dataset) == 7
    assert [int(sample[0, 0, 0]) for sample in dataset.inputs] == [0, 1, 2, 4, 5, 6, 7]
    assert notes(dataset) == ["1 row without 'kind' is left out"]
    (files,) = dataset.names
    assert files.column == "file"
    assert files.texts.tolist() == [f"img/{i:02}.png" for i in range(8) if i != 3]


# Which files are such tables --------------------------------------------------------------------------------


def test_a_list_of_pictures_is_proposed_as_one(make: Make, tmp_path: Path) -> None:
    path = make("file,species,weight", rows())
    assert source_for(path) == PictureTable(str(path.resolve()))
    text = path.read_text(encoding="utf-8")
    for coding in ("utf-8-sig", "utf-16"):
        path.write_text(text, encoding=coding)
        assert type(source_for(path)) is PictureTable
        assert len(PictureTable(str(path)).read()) == 8
    elsewhere = tmp_path / "labels.csv"
    elsewhere.write_text(text, encoding="utf-8")
    assert type(source_for(elsewhere)) is CsvFile, "nothing is there, and there are numbers to learn from"
    elsewhere.write_text(
        "file,kind\n" + "".join(f"{i}.png,{'uv'[i % 2]}\n" for i in range(9)), encoding="utf-8"
    )
    assert type(source_for(elsewhere)) is PictureTable, "there is nothing else to learn from"


@pytest.mark.parametrize("header", ["file,kind\n", ""])
def test_names_without_endings(make: Make, header: str) -> None:
    folder = make("file,kind", rows(6)).parent / "img"
    (folder / "03.png").rename(folder / "03.JPEG")  # the ending is not looked at
    (folder / "labels.csv").write_text(
        header + "".join(f"{i:02},{'uv'[i % 2]}\n" for i in range(6)), encoding="utf-8"
    )
    source = source_for(folder / "labels.csv")
    assert type(source) is PictureTable
    dataset = source.read()
    assert (len(dataset), dataset.classes) == (6, ("u", "v"))
    assert not notes(dataset)
    whole = "file,kind\n" + "".join(f"{i:02}.{'JPEG' if i == 3 else 'png'},{'uv'[i % 2]}\n" for i in range(6))
    (folder / "whole.csv").write_text(whole, encoding="utf-8")
    np.testing.assert_array_equal(PictureTable(str(folder / "whole.csv")).read().inputs, dataset.inputs)


@pytest.mark.parametrize("header", ["", "file;light"])
@pytest.mark.parametrize("ending", [".png", ""])
def test_one_number_with_a_comma_beside_each_picture(make: Make, header: str, ending: str) -> None:
    """The comma is in the line as often as what parts its cells."""
    path = make(header, [(f"p{i}.png", f"{i},5") for i in range(12)], separator=";")
    path.write_text(path.read_text(encoding="utf-8").replace(".png", ending), encoding="utf-8")
    source = source_for(path)
    assert type(source) is PictureTable
    dataset = source.read()
    assert dataset.target.values.tolist() == [i + 0.5 for i in range(12)]


def test_numbers_beside_pictures_are_numbers(make: Make) -> None:
    folder = make("file,kind", rows(6)).parent / "img"
    for i in range(6):
        (folder / f"{i}.png").write_bytes(png(i))
    for text in (
        "a,b,kind\n" + "".join(f"{i},{i / 2},u\n" for i in range(6)),  # there is something else to learn from
        "a,kind\n" + "".join(f"{i % 4},{'uv'[i % 2]}\n" for i in range(6)),  # counts
        "a,kind\n" + "".join(f"{i + 1},{'uv'[i % 2]}\n" for i in range(6)),  # one has no picture
        "a,kind\n1,u\n2,v\n",
    ):
        (folder / "counts.csv").write_text(text, encoding="utf-8")
        assert type(source_for(folder / "counts.csv")) is not PictureTable, text


def test_plain_numbers_may_be_names(make: Make) -> None:
    folder = make("file,kind", rows(6)).parent / "img"
    for i in range(6):
        (folder / f"{i}.png").write_bytes(png(i))
    (folder / "labels.csv").write_text(
        "id,kind\n" + "".join(f"{i},{'uv'[i % 2]}\n" for i in range(6)), encoding="utf-8"
    )
    source = source_for(folder / "labels.csv")
    assert type(source) is PictureTable
    dataset = source.read()
    assert (len(dataset), dataset.classes) == (6, ("u", "v"))
    assert not notes(dataset)


def test_a_name_that_two_pictures_have(make: Make) -> None:
    folder = make("file,kind", rows(4)).parent / "img"
    (folder / "02.jpg").write_bytes(png(9))
    (folder / "labels.csv").write_text("file,kind\n00,u\n01,v\n02,u\n03,v\n../labels,u\n", encoding="utf-8")
    dataset = PictureTable(str(folder / "labels.csv")).read()
    assert len(dataset) == 3
    assert notes(dataset) == [
        "2 images are left out; the first is line 4, 02: it may be 02.jpg or 02.png: write the ending, too"
    ]
    assert not ListedFolder(str(folder), PICTURES).has("../img/../../pets/img/nothing")
    assert not ListedFolder(str(folder), PICTURES).has("a\0b")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "file,kind\n",
        "a,b,y\n" + "1,2,u\n" * 9,
        "name,icon,y\n" + "ann,,1\n" * 9 + "bob,img/00.png,2\n",
        "\0\0\0",
    ],
)
def test_other_tables_stay_tables(make: Make, text: str) -> None:
    path = make("file,species,weight", rows())
    path.write_text(text, encoding="utf-8")
    assert type(source_for(path)) is CsvFile


# The cache, and what is under way ---------------------------------------------------------------------------


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch, inline: None) -> list[str]:
    """Names of the children that were asked."""
    asked: list[str] = []
    call = file_table.call

    def counted(name: str, *args: object, **options: object) -> object:
        asked.append(name)
        return call(name, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(file_table, "call", counted)
    monkeypatch.setattr(file_table, "_MANY", 5)
    return asked


@pytest.mark.parametrize("targets", [("species",), ("weight", "age")])
def test_pictures_are_decoded_once(make: Make, reads: list[str], targets: tuple[str, ...]) -> None:
    some = [(*row, i * 1.5) for i, row in enumerate(rows())]
    source = PictureTable(str(make("file,species,weight,age", some, but=["img/03.png"]))).predicting(*targets)
    first, second = source.read(), source.read()
    assert reads == ["read-listed-images"]
    np.testing.assert_array_equal(first.inputs, second.inputs)
    columns = [[(c.name, c.kind, c.categories, c.values.tolist()) for c in (*each.targets, *each.aside)]
               for each in (first, second)]  # fmt: skip
    assert columns[0] == columns[1]
    assert first.notes == second.notes != ()
    called = [(names.column, names.texts.tolist()) for each in (first, second) for names in each.names]
    assert called[0] == called[1] == ("file", [f"img/{i:02}.png" for i in range(8) if i != 3])
    fresh = Dataset(
        second.name,
        np.array(second.inputs),
        second.target,
        (),
        second.aside,
        more_targets=second.more_targets,
    )
    assert first.fingerprint == second.fingerprint == fresh.fingerprint


def test_what_is_learned_from_is_no_reason_to_decode(
    make: Make, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = PictureTable(str(make("file,species,weight", rows())), target="species")
    together = alone.using("weight")
    datasets = [alone.read(), together.read()]
    assert reads == ["read-listed-images"]
    assert [[column.name for column in each.columns] for each in datasets] == [[], ["weight"]]
    assert datasets[0].fingerprint != datasets[1].fingerprint
    monkeypatch.setattr("nnstudio.data.dataset.fingerprint_of", lambda _: pytest.fail("it was known"))
    again = [alone.read(), together.read()]
    assert [each.fingerprint for each in again] == [each.fingerprint for each in datasets]


@pytest.mark.parametrize("change", ["picture", "time", "gone", "comes back", "table", "link", "target"])
def test_a_change_is_seen(make: Make, reads: list[str], change: str) -> None:
    path = make("file,species,weight", rows(), but=["img/07.png"])
    source = PictureTable(str(path), target="species")
    first = source.read()
    picture = path.parent / "img" / "00.png"
    if change == "picture":
        picture.write_bytes(png(99, (7, 7)))
    elif change == "time":
        os.utime(picture, ns=(1, 1))
    elif change == "gone":
        picture.unlink()
    elif change == "comes back":
        (picture.parent / "07.png").write_bytes(png(7))
    elif change == "table":
        path.write_text(path.read_text(encoding="utf-8").replace("dog", "hound"), encoding="utf-8")
    elif change == "link":
        picture.rename(picture.with_name("real.png"))
        try:
            picture.symlink_to("real.png")
        except OSError:
            pytest.skip("links cannot be made here")
    else:
        source = source.replace(target="weight")
    second = source.read()
    assert len(reads) == (1 if change == "target" else 2), (
        "what is asked of pictures is no reason to decode them"
    )
    assert (second.fingerprint == first.fingerprint) == (change == "time")


def test_a_damaged_entry_is_as_if_it_was_not(make: Make, reads: list[str], tmp_path: Path) -> None:
    source = PictureTable(str(make("file,species,weight", rows())), target="species")
    first = source.read()
    (entry,) = (tmp_path / "home" / "cache" / "data").glob("read-listed-images-*")
    np.save(entry / "names.npy", np.full(5, 255, np.uint8))
    assert source.read().fingerprint == first.fingerprint
    assert len(reads) == 2
    assert cache.size() > 0


def test_cancel(make: Make, apart: None) -> None:
    told: list[float] = []
    source = PictureTable(str(make("file,kind", [row[:2] for row in rows(60)])))
    assert len(source.read(progress=lambda facts: told.append(facts["done"]))) == 60
    assert told == sorted(told)
    assert told[-1] > 0.05
    with pytest.raises(Cancelled):
        source.read(cancelled=lambda: True)


def test_names_come_back_as_they_were() -> None:
    names = ["a/b.png", "", "Ä ü.png", "\udcff.png"]
    assert apart(joined(names)) == names
    assert apart(joined([None])) == [""]


def test_a_nul_in_a_path_is_no_file(tmp_path: Path) -> None:
    assert ListedFolder(str(tmp_path), PICTURES).find("a\0b.png").cause == msg("there is no such file")


# Refused ----------------------------------------------------------------------------------------------------

TABLES: dict[str, tuple[dict[str, bytes], str, str]] = {
    "nothing there": ({}, "file,kind\na.png,u\nb.png,v\n", "first is line 2, a.png: there is no such file"),
    "outside": (
        {"../pets.png": png()}, "file,kind\n../pets.png,u\n../pets.png,v\n",
        "line 2, ../pets.png: it is not in the folder of the files",
    ),
    "unreadable": (
        {"a.png": b"x", "b.png": b"y"}, "file,kind\na.png,u\nb.png,v\n", "line 2, a.png: it is damaged or no image",
    ),
    "header only": ({}, "file,kind\n", "there is a header, but no rows"),
    "empty": ({}, "", "the file is empty"),
    "no pictures": ({}, "a,kind\nx,u\ny,v\n", "no column names files; in one of 'a', 'kind'"),
    "empty target": (
        {"a.png": png(), "b.png": png()}, "file,kind\na.png,\nb.png,\n", "column 'kind' is of no use: it is empty",
    ),
    "no target": (
        {"a.png": png(), "b.png": png()}, "file\na.png\nb.png\n", "besides the files in 'file' there is no column",
    ),
    "one class": (
        {"a.png": png(), "b.png": png()}, "file,kind\na.png,u\nb.png,u\n", "every value is the same",
    ),
    "ragged": ({"a.png": png()}, "file,kind\na.png,u\nb.png\n", "line 3: 1 cell where line 1 has 2"),
}  # fmt: skip
"""Files of a folder, its table, and the cause that the refusal must name."""


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"target": "no"}, "there is no column 'no'; there are 'species', 'weight'"),
        ({"pictures": "no"}, "there is no column 'no'; there are 'file', 'species', 'weight'"),
        ({"target": "file"}, "there is no column 'file'"),
        ({"target": "species", "task": "regression"}, "a regression needs numbers"),
        ({"size": 1024}, "are more than fit here; choose a smaller size"),
    ],
)
def test_what_cannot_be_done(
    make: Make, monkeypatch: pytest.MonkeyPatch, settings: dict[str, object], told: str
) -> None:
    monkeypatch.setattr("nnstudio.data.pictures.image_reader.MOST_BYTES", 1 << 20)
    assert told in refusal(PictureTable(str(make("file,species,weight", rows())), **settings), "labels.csv")


def test_too_many(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnstudio.data.listed.listed_reader.MOST_FILES", 7)
    assert "more than 7 files" in refusal(PictureTable(str(make("file,kind,n", rows()))), "labels.csv")


def test_several_labels_of_a_picture_are_questions(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_table, "_MANY", 5)
    draw = np.random.default_rng(0)
    ticked = ["|".join(name for name, t in zip(("cat", "dog", "owl"), row, strict=True) if t) for row in draw.random((60, 3)) < 0.5]  # fmt: skip
    table = make("file,holds,size", [(f"{i}.png", cell, i) for i, cell in enumerate(ticked)])
    source = PictureTable(str(table), target="holds")
    dataset = source.read()
    assert dataset.task == "labels"
    assert dataset.target_columns == ("holds",)
    assert [each.name for each in dataset.targets] == ["holds: cat", "holds: dog", "holds: owl"]
    assert len(dataset) == sum(map(bool, ticked))
    there = [cell for cell in ticked if cell]
    assert dataset.targets[1].values.tolist() == [int("dog" in cell) for cell in there]
    assert source.replace(task="classes").read().task == "classes"
    kept = source.read()  # from the cache
    assert (kept.choices, kept.fingerprint) == (dataset.choices, dataset.fingerprint)
    assert kept.unanswered == dataset.unanswered == 60 - len(there)


def test_many_combinations_of_labels_are_no_prose(make: Make) -> None:
    draw = np.random.default_rng(0)
    cells = ["|".join(f"l{i}" for i in np.flatnonzero(row)) or "l0" for row in draw.random((120, 9)) < 0.5]
    assert len(set(cells)) > 60
    table = make("file,holds", [(f"{i}.png", cell) for i, cell in enumerate(cells)])
    assert PictureTable(str(table)).read().outputs == 9


def test_labels_that_are_spelled_alike_count_as_one(make: Make) -> None:
    draw = np.random.default_rng(0)
    rows_of = [[name for name, t in zip(("cat", "dog", "owl"), row, strict=True) if t] for row in draw.random((60, 3)) < 0.5]  # fmt: skip
    cells = [
        "|".join(names).replace("dog", "Dog" if i % 5 == 0 else "dog") for i, names in enumerate(rows_of)
    ]
    table = make("file,holds", [(f"{i}.png", cell) for i, cell in enumerate(cells)])
    dataset = PictureTable(str(table), target="holds", alike=("holds",)).read()
    assert [each.name for each in dataset.targets] == ["holds: cat", "holds: dog", "holds: owl"]
    assert dataset.choices is not None
    assert dict(dataset.choices.spellings) == {"Dog": "dog"}
