"""Pictures that nobody has sorted are answered by a network that was trained on image files."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.cli.conftest import Inside


def picture(path: Path, level: int, seed: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draw = np.random.default_rng(seed)
    Image.fromarray(draw.integers(level, level + 40, (8, 8), np.uint8)).save(path)


@pytest.fixture
def here(run: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a trained project of dark and bright pictures."""
    monkeypatch.chdir(tmp_path)
    for i in range(40):
        bright = i % 2
        picture(tmp_path / "sky" / ("day" if bright else "night") / f"{i}.png", 40 + 150 * bright, i)
    assert run("new", "lenet", "--data", "sky", "-o", "p.nnstudio").code == 0
    assert run("train", "p.nnstudio", "--epochs", "10").code == 0
    return tmp_path


def answers(text: str) -> dict[str, str]:
    return {row["file"]: row["class"] for row in csv.DictReader(io.StringIO(text))}


def test_a_folder_and_its_sub_folders(run: Inside, here: Path) -> None:
    picture(here / "new" / "a.png", 190, 100)
    picture(here / "new" / "b.png", 40, 101)
    picture(here / "new" / "more" / "c.png", 190, 102)
    picture(here / "new" / ".hidden" / "d.png", 190, 103)
    (here / "new" / "broken.png").write_bytes(b"no picture")
    (here / "new" / "link.png").symlink_to(here / "new" / "a.png")
    (here / "new" / "notes.txt").write_text("x", encoding="utf-8")
    told = run("predict", "p.nnstudio", "--data", "new")
    assert told.code == 0, told.err
    assert answers(told.out) == {"a.png": "day", "b.png": "night", str(Path("more/c.png")): "day"}
    assert "note: An image is left out; broken.png: it is damaged or no image" in told.err
    facts = run("predict", "p.nnstudio", "--data", "new", "--json").events
    assert next(event["identifiers"] for event in facts if event["event"] == "prediction") == {
        "file": "a.png"
    }


def test_a_table_that_names_pictures(run: Inside, here: Path) -> None:
    """As a list of what is to be answered, in its order, whatever else stands in it; one that is missing is told."""
    for name, level in (("b", 40), ("a", 190)):
        picture(here / "new" / "pictures" / f"{name}.png", level, 100)
    lines = ["taken,image_id", "2024,pictures/b.png", "2025,pictures/a.png", "2025,pictures/none.png"]
    (here / "new" / "list.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    told = run("predict", "p.nnstudio", "--data", "new/list.csv")
    assert told.code == 0, told.err
    rows = list(csv.DictReader(io.StringIO(told.out)))
    assert [(row["image_id"], row["class"]) for row in rows] == [
        ("pictures/b.png", "night"),
        ("pictures/a.png", "day"),
    ]
    assert "note: An image is left out; line 4, pictures/none.png: there is no such file" in told.err


def test_the_folder_of_the_training_gives_the_answers_of_the_results(run: Inside, here: Path) -> None:
    told = answers(run("predict", "p.nnstudio", "--data", "sky").out)
    assert len(told) == 40
    right = np.mean([Path(name).parent.name == said for name, said in told.items()])
    measured = run("evaluate", "p.nnstudio", "--data", "sky", "--json").event("evaluation")
    assert measured["metrics"]["accuracy"] == pytest.approx(right)


def test_a_single_picture(run: Inside, here: Path) -> None:
    picture(here / "one.png", 190, 100)
    assert answers(run("predict", "p.nnstudio", "--data", "one.png").out) == {"one.png": "day"}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("empty", "empty: there are no images in it or in its sub-folders"),
        ("broken.png", "broken.png: it is damaged or no image"),
        ("all", "all: none of its 1 images can be read; the first is x.png: it is damaged or no image"),
        ("none.png", "no such file"),
    ],
)
def test_a_refusal_is_one_line(run: Inside, here: Path, name: str, told: str) -> None:
    (here / "empty").mkdir()
    (here / "all").mkdir()
    for broken in ("broken.png", "all/x.png"):
        (here / broken).write_bytes(b"no picture")
    refused = run("predict", "p.nnstudio", "--data", name)
    assert refused.code == 1
    assert told in refused.complaint
    assert refused.out == ""


def test_pictures_of_a_single_class_are_judged(run: Inside, here: Path) -> None:
    """The classes are known from the training; a new project could not learn from them."""
    picture(here / "some" / "day" / "a.png", 190, 100)
    picture(here / "some" / "day" / "b.png", 40, 101)
    told = run("evaluate", "p.nnstudio", "--data", "some")
    assert told.code == 0, told.err
    assert "some: 2 samples" in told.out
    assert "accuracy 50.0" in told.out
    assert (
        "class: all are 'day'; nothing is measured of what the network makes of other classes\n" in told.out
    )
    assert "only the sub-folder 'day'" in run("new", "lenet", "--data", "some", "-o", "q.nnstudio").complaint
    (here / "some" / "day").rename(here / "some" / "noon")
    assert "noon" in run("evaluate", "p.nnstudio", "--data", "some").complaint
    whole = run("evaluate", "p.nnstudio", "--data", "sky")
    assert "nothing is measured" not in whole.out


def test_other_networks_want_rows(run: Inside, here: Path) -> None:
    assert run("new", "textbook", "--data", "iris", "-o", "q.nnstudio").code == 0
    assert run("train", "q.nnstudio", "--epochs", "1").code == 0
    assert "rows are read from a table" in run("predict", "q.nnstudio", "--data", "sky").complaint


def test_other_pictures_are_judged_at_the_size_of_the_training(run: Inside, tmp_path: Path) -> None:
    """What is proposed for other sizes and without colour does not matter."""
    for folder, size, colour in (("pets", (24, 20), (200, 30, 30)), ("others", (30, 31), (90, 90, 90))):
        for kind in ("cat", "dog"):
            (tmp_path / folder / kind).mkdir(parents=True)
            for i in range(10):
                Image.new("RGB", size, tuple(c + i for c in colour)).save(
                    tmp_path / folder / kind / f"{i}.png"
                )
    assert run("new", "lenet", "--data", "pets", "-o", "p.nnstudio").code == 0
    assert run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu").code == 0
    told = run("evaluate", "p.nnstudio", "--data", "others")
    assert told.code == 0, told.err
    assert "others: 20 samples" in told.out
