"""Odd wishes and odd data for several outputs on the command line: each is understood or refused in one line that names it."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nnstudio.nn.losses import BinaryCrossentropy, CategoricalCrossentropy, MeanSquaredError
from nnstudio.project import file
from nnstudio.project.heads import names, objectives
from nnstudio.project.trained import load_data
from tests.cli.conftest import Inside
from tests.data.pictured import pictured_table
from tests.project.several_outputs import ANSWERS, cars_table

TRAIN = ("train", "p.nnstudio", "--epochs", "1", "--device", "cpu")


def new(run: Inside, *targets: str) -> None:
    """A new project beside its table."""
    told = run(
        "new", "textbook", "--data", "cars.csv", *(w for name in targets for w in ("--target", name)),
        "-o", "p.nnstudio", "--force",
    )  # fmt: skip
    assert told.code == 0, told.err


def rewritten(folder: Path, **columns: list[str]) -> list[dict[str, str]]:
    """The table with other or further columns, as long as their lists reach; empty cells below."""
    path = folder / "cars.csv"
    with path.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    for i, row in enumerate(rows):
        row.update({name: cells[i] if i < len(cells) else "" for name, cells in columns.items()})
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return rows


def test_outputs_are_found_whatever_their_targets_are_called(run: Inside, tmp_path: Path) -> None:
    cars_table(tmp_path)
    rows = rewritten(tmp_path)
    odd = {"a=b": "kind", "c@d": "price", "so ld": "sold"}
    rewritten(tmp_path, **{name: [row[column] for row in rows] for name, column in odd.items()})
    new(run, *odd)
    wishes = ("weight@a=b=0.5", "weight@c@d=0.25", " weight @ so ld = 2")
    told = run(*TRAIN, *(word for each in wishes for word in ("--set", each)))
    assert told.code == 0, told.err
    project, _ = file.load(tmp_path / "p.nnstudio")
    known = names(project.network, project.training, load_data(project).preprocessor)
    learned = objectives(project.network, project.training)
    assert {name: learned[node].weight for node, name in known.items()} == {
        "a=b": 0.5,
        "c@d": 0.25,
        "so ld": 2,
    }


@pytest.mark.parametrize("output", ["price", "age", "price, age"])
def test_an_output_of_several_targets_is_found_by_each_and_called_by_all(
    output: str, run: Inside, tmp_path: Path
) -> None:
    cars_table(tmp_path)
    new(run, "kind", "price", "age")
    told = run(*TRAIN, "--set", f"weight@{output}=0.5", "--set", f"target@{output}=age")
    assert told.code == 0, told.err
    project, _ = file.load(tmp_path / "p.nnstudio")
    known = names(project.network, project.training, load_data(project).preprocessor)
    learned = objectives(project.network, project.training)
    assert {name: learned[node].weight for node, name in known.items()} == {"kind": 1, "price, age": 0.5}
    wrong = run(*TRAIN, "--set", "weight@weight=1").complaint
    assert wrong == "--set weight@weight: there is no such output; there are 'kind', 'price, age'"


def test_a_target_that_is_called_as_a_heading_of_another_has_a_column_of_its_own(
    run: Inside, tmp_path: Path
) -> None:
    cars_table(tmp_path)
    odd = "P(kind = small)"
    rewritten(tmp_path, **{odd: [row["price"] for row in rewritten(tmp_path)]})
    new(run, "kind", odd)
    assert run(*TRAIN).code == 0
    told = run("predict", "p.nnstudio", "--data", "cars.csv").out.splitlines()
    first, *others = next(csv.reader(told))
    assert first == "kind"
    assert others == ["P(kind = large)", "P(kind = middle)", odd, f"{odd} (2)"]
    assert all(float(row[f"{odd} (2)"]) > 1 >= float(row[odd]) for row in csv.DictReader(told))
    assert run("export", "p.nnstudio", "--to", "numpy-script", "-o", "network.py").code == 0
    script = subprocess.run(
        [sys.executable, "network.py", "cars.csv"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert script.stdout.splitlines()[0] == told[0], "a script writes the same"


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (
            "target@kind=knd",
            "--set target@kind: nothing that is predicted is called 'knd'; there are 'kind', 'price', 'sold'",
        ),
        (
            "class_weights@kind=1,2",
            "'kind': There are 2 class weights, but 3 classes: give one for each, or none",
        ),
        ("weight@price=1=2", "--set weight@price must be a number, not '1=2'"),
    ],
)
def test_a_wish_that_cannot_be_names_the_output(wish: str, told: str, run: Inside, tmp_path: Path) -> None:
    cars_table(tmp_path)
    new(run, *ANSWERS)
    assert run(*TRAIN, "--set", wish).complaint == told


def test_class_weights_of_all_outputs_end_as_they_began(run: Inside, tmp_path: Path) -> None:
    cars_table(tmp_path)
    new(run, *ANSWERS)
    assert run(*TRAIN, "--class-weights", "balanced").code == 0
    assert run(*TRAIN, "--class-weights", "none").code == 0
    project, _ = file.load(tmp_path / "p.nnstudio")
    assert [each.loss for each in objectives(project.network, project.training).values()] == [
        CategoricalCrossentropy(), MeanSquaredError(), BinaryCrossentropy(),
    ]  # fmt: skip
    assert run(*TRAIN, "--loss", "CategoricalCrossentropy").code == 0, (
        "the output that it fits learns by it still"
    )


def test_targets_without_common_rows_are_refused_by_their_names(run: Inside, tmp_path: Path) -> None:
    cars_table(tmp_path)
    half, few = ["", "1.5", "", "2.5"] * 60, ["p", "", "q", ""] * 60
    rewritten(
        tmp_path, half=half, few=few, late=["x"] * 100 + ["y"] * 140, early=[f"{i}.5" for i in range(90)]
    )
    targets = ("--target", "half", "--target", "few")
    assert run("data", "cars.csv", *targets).complaint == (
        "cars.csv: no row has a value in each of 'half', 'few'; choose targets that are known of the same rows"
    )
    targets = ("--target", "late", "--target", "early", "--target", "sold")
    assert run("data", "cars.csv", *targets).complaint == (
        "cars.csv: every row with a value in 'early' has the same in 'late'; choose fewer targets"
    )


def test_pictures_without_all_answers_are_refused_by_what_is_missing(run: Inside, tmp_path: Path) -> None:
    listed = pictured_table(tmp_path, rows=60)
    targets = ("--target", "kind", "--target", "price")
    assert run("new", "lenet", "--data", "list.csv", *targets, "-o", "p.nnstudio").code == 0
    assert run(*TRAIN).code == 0
    for kind in ("old", "side", "young"):
        (tmp_path / "folder" / kind).mkdir(parents=True)
        shutil.copy(tmp_path / "p1.png", tmp_path / "folder" / kind)
    assert run("evaluate", "p.nnstudio", "--data", "folder").complaint == (
        "folder: the network answers 'kind', 'price', and only a table that names the files has them all: give one"
    )
    (tmp_path / "names.csv").write_text("file\np1.png\np2.png\n", encoding="utf-8")
    assert run("evaluate", "p.nnstudio", "--data", "names.csv").complaint == (
        "names.csv: there is no column 'kind'; there are none"
    )
    rows = list(csv.DictReader(listed.read_text(encoding="utf-8").splitlines()))
    for i, row in enumerate(rows):
        row["kind" if i % 2 else "price"] = ""
    with listed.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert run("data", "list.csv", *targets).complaint == (
        "list.csv: no row has a value in each of 'kind', 'price'; choose targets that are known of the same rows"
    )


def test_a_target_without_a_name_is_refused(run: Inside, tmp_path: Path) -> None:
    cars_table(tmp_path)
    for targets in (("", "kind"), ("kind", "")):
        told = run("data", "cars.csv", *(word for name in targets for word in ("--target", name)))
        assert told.complaint == "--target needs the name of a column each time, and one is empty"
