"""A trained project is measured on another file, and on its own data wherever that is now."""

from __future__ import annotations

import csv
import itertools
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.cli.conftest import Inside
from tests.data.targets import LABELS, NUMBERS, labels_table, numbers_table

TARGETS = {"numbers": NUMBERS, "labels": LABELS, "classes": ("grade",)}


def grades(folder: Path) -> Path:
    """Three grades, written as numbers, by a number, a colour and a day; the day comes first."""
    draw = np.random.default_rng(3)
    rows = [
        (
            f"{x:.4f}",
            ["red", "green", "blue"][i % 3],
            f"{i % 28 + 1}/{i % 12 + 1}/2024",
            1 + int(x > 0) + int(x > 1),
        )
        for i, x in enumerate(draw.normal(size=120).tolist())
    ]
    text = "\n".join([",".join(map(str, row)) for row in [("x", "colour", "when", "grade"), *rows]]) + "\n"
    (folder / "classes.csv").write_text(text, encoding="utf-8")
    return folder / "classes.csv"


TABLES = {"numbers": numbers_table, "labels": labels_table, "classes": grades}


@pytest.fixture(params=TABLES)
def table(request: pytest.FixtureRequest, run: Inside, tmp_path: Path) -> Path:
    """The table of a project, ``p.nnstudio``, that was trained for a moment."""
    path = TABLES[request.param](tmp_path)
    named = [word for name in TARGETS[request.param] for word in ("--target", name)]
    made = run("new", "textbook", "--data", path.name, *named, "-o", "p.nnstudio")
    assert made.code == 0, made.err
    assert run("train", "p.nnstudio", "--epochs", "2", "--device", "cpu").code == 0
    return path


def rewritten(table: Path, name: str, keep: slice, drop: str = "", first: str = "") -> list[list[str]]:
    """Write some of the rows again, with the columns in another order."""
    with table.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    order = [i for i in reversed(range(len(header))) if header[i] != drop]
    chosen = [[row[i] for i in order] for row in rows[keep]]
    if first:
        chosen[0][0] = first
    with (table.parent / name).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([[header[i] for i in order], *chosen])
    return chosen


def test_other_rows_are_measured_all_of_them(run: Inside, table: Path) -> None:
    rewritten(table, "other.csv", slice(0, 40))
    kept = run("evaluate", "p.nnstudio", "--data", "other.csv", "--json")
    assert kept.code == 0, kept.err
    told = kept.event("evaluation")
    assert (told["split"], told["samples"]) == ("all", 40)
    assert set(told["targets"]) == (set() if table.stem == "classes" else set(TARGETS[table.stem]))
    # The same rows by another way: the answers themselves, against what stands in the table.
    given = [
        json.loads(line)["answer"]
        for line in run("predict", "p.nnstudio", "--data", "other.csv", "--json").out.splitlines()
    ]
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[:40]
    if table.stem == "classes":
        right = np.mean([answer == row["grade"] for answer, row in zip(given, rows, strict=True)])
        assert told["metrics"]["accuracy"] == pytest.approx(right)
        assert told["guessing"] == max(np.bincount([int(row["grade"]) for row in rows])) / 40
        assert list(told["classes"]) == ["1", "2", "3"]
    elif table.stem == "labels":
        for name in LABELS:
            right = np.mean([answer[name] == row[name] for answer, row in zip(given, rows, strict=True)])
            assert told["targets"][name]["accuracy"] == pytest.approx(right)
    else:
        for i, name in enumerate(NUMBERS):
            off = np.mean(
                [abs(answer[i] - float(row[name])) for answer, row in zip(given, rows, strict=True)]
            )
            assert told["targets"][name]["mae"] == pytest.approx(off, rel=1e-4)
    words = run("evaluate", "p.nnstudio", "--data", "other.csv").out
    assert words.startswith("other.csv: 40 samples, loss ")


@pytest.mark.parametrize("table", ["classes"], indirect=True)
def test_what_does_not_fit_ends_in_one_line(run: Inside, table: Path) -> None:
    goal, feature = TARGETS[table.stem][0], {"classes": "colour"}.get(table.stem, "b")
    for name in (goal, feature):
        rewritten(table, "less.csv", slice(0, 10), drop=name)
        told = run("evaluate", "p.nnstudio", "--data", "less.csv")
        assert told.code == 1
        assert told.complaint.startswith(f"less.csv: there is no column {name!r}; the network needs ")
    rewritten(table, "odd.csv", slice(0, 1), first="zebra")  # the last target comes first
    told = run("evaluate", "p.nnstudio", "--data", "odd.csv")
    assert told.code == 1
    assert "'zebra'" in told.complaint
    assert told.complaint.startswith("odd.csv")
    assert "no such file" in run("evaluate", "p.nnstudio", "--data", "nowhere.csv").complaint
    rewritten(table, "other.csv", slice(0, 10))
    told = run("evaluate", "p.nnstudio", "--data", "other.csv", "--split", "train")
    assert "other.csv is not the data that was trained on" in told.complaint
    told = run("export", "p.nnstudio", "--to", "npz", "-o", "o.npz", "--data", "other.csv")
    assert told.code == 1
    assert "not the data that the network was trained on" in told.complaint
    assert not (table.parent / "o.npz").exists()


@pytest.mark.parametrize("table", ["classes", "labels"], indirect=True)
def test_classes_that_the_network_does_not_know_are_told_and_the_rest_is_measured(
    run: Inside, table: Path
) -> None:
    rewritten(table, "known.csv", slice(1, 40))
    known = run("evaluate", "p.nnstudio", "--data", "known.csv", "--json").event("evaluation")
    assert known["unknown"] == {"samples": 0, "classes": []}
    rewritten(table, "odd.csv", slice(0, 40), first="zebra")
    told = run("evaluate", "p.nnstudio", "--data", "odd.csv", "--json").event("evaluation")
    assert told == {**known, "unknown": {"samples": 1, "classes": ["zebra"]}}
    first, second, *_ = run("evaluate", "p.nnstudio", "--data", "odd.csv").out.splitlines()
    share = f"{100 * known['metrics']['accuracy'] * 39 / 40:.1f}\N{NARROW NO-BREAK SPACE}%"
    wrong = f"; with wrong answers there the accuracy is {share}" if table.stem == "classes" else ""
    assert first == f"1 of 40 samples left out: the network does not know 'zebra'{wrong}"
    assert second.startswith("odd.csv: 39 samples, ")


def test_pictures_of_classes_that_the_network_does_not_know_are_told(run: Inside, tmp_path: Path) -> None:
    draw = np.random.default_rng(3)
    for folder, names in (("train", "ab"), ("other", "abc")):
        for name, i in itertools.product(names, range(8)):
            path = tmp_path / folder / name / f"{i}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.fromarray(draw.integers(0, 255, (8, 8), np.uint8)).save(path)
    made = run("new", "textbook", "--data", "train", "-o", "p.nnstudio")
    assert made.code == 0, made.err
    assert run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu").code == 0
    told = run("evaluate", "p.nnstudio", "--data", "other")
    assert told.code == 0, told.err
    assert "8 of 24 samples left out: the network does not know 'c'; with wrong answers there" in told.out
    assert "other: 16 samples, " in told.out


@pytest.mark.parametrize("table", ["classes"], indirect=True)
def test_one_class_alone_and_rows_without_an_answer(run: Inside, table: Path) -> None:
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ones = [{**row, "grade": "1.0"} for row in rows if row["grade"] == "1"][:8]
    ones[3]["grade"] = ""
    with (table.parent / "ones.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(ones)
    told = run("evaluate", "p.nnstudio", "--data", "ones.csv")
    assert told.code == 0, told.err
    notes, figures = told.out.splitlines()[:2], told.out.splitlines()[2]
    assert notes[0] == "1 row without 'grade' is left out"
    assert notes[1].startswith("grade: all are '1'; nothing is measured of what the network makes of other")
    assert figures.startswith("ones.csv: 7 samples")


@pytest.mark.parametrize("table", ["classes"], indirect=True)
def test_its_own_data_elsewhere_is_still_divided(run: Inside, table: Path) -> None:
    before = {
        split: run("evaluate", "p.nnstudio", "--split", split, "--json").out for split in ("test", "train")
    }
    (table.parent / "there").mkdir()
    table.rename(table.parent / "there" / "moved.csv")
    complaint = run("evaluate", "p.nnstudio").complaint
    assert "not where it was" in complaint
    assert "with `--data PATH`" in complaint
    assert "train" not in complaint, "which would begin anew"
    for split, told in before.items():
        assert (
            run("evaluate", "p.nnstudio", "--data", "there/moved.csv", "--split", split, "--json").out == told
        )
    assert run("evaluate", "p.nnstudio", "--data", "there/moved.csv", "--json").out == before["test"]
    drawn = run("export", "p.nnstudio", "-o", "drawn.py", "--to", "numpy-script").out
    proven = run(
        "export", "p.nnstudio", "-o", "proven.py", "--to", "numpy-script", "--data", "there/moved.csv"
    ).out
    assert "samples drawn at random" in drawn
    assert "samples of the test part" in proven
    # The script reads the days of the file in their order, as the program does.
    command = [sys.executable, "proven.py", "there/moved.csv"]
    told = subprocess.run(command, cwd=table.parent, capture_output=True, encoding="utf-8", check=False)
    assert told.returncode == 0, told.stderr
    answers, script = (
        list(csv.reader(text.splitlines()))
        for text in (run("predict", "p.nnstudio", "--data", "there/moved.csv").out, told.stdout)
    )
    assert len(answers) == 121
    assert [row[0] for row in answers] == [row[0] for row in script]
    for ours, theirs in zip(answers[1:], script[1:], strict=True):
        assert [float(cell) for cell in theirs[1:]] == pytest.approx(
            [float(cell) for cell in ours[1:]], abs=1e-5
        )


@pytest.mark.parametrize("table", ["classes"], indirect=True)
def test_what_is_broken_in_its_own_data_is_said(run: Inside, table: Path) -> None:
    lines = table.read_text(encoding="utf-8").splitlines()
    lines[7] += ",one,too,many"
    (table.parent / "broken.csv").write_text("\n".join(lines), encoding="utf-8")
    (table.parent / "other.csv").write_text(
        "\n".join(table.read_text(encoding="utf-8").splitlines()[:50]), encoding="utf-8"
    )
    export = ("export", "p.nnstudio", "-o", "proven.py", "--to", "numpy-script", "--data")
    for command in (
        (*export, "broken.csv"),
        ("evaluate", "p.nnstudio", "--data", "broken.csv", "--split", "test"),
        ("evaluate", "p.nnstudio", "--data", "broken.csv"),
    ):
        assert "broken.csv, line 8: 7 cells where line 1 has 4" in run(*command).complaint, command
    assert not (table.parent / "proven.py").exists()
    assert "this is not the data that the network was trained on" in run(*export, "other.csv").complaint


def test_cells_that_are_no_numbers_are_missing_in_new_rows_as_in_the_training(
    run: Inside, tmp_path: Path
) -> None:
    draw = np.random.default_rng(0)
    odd = {7: "n.d.", 11: "<0.5"}
    rows = [f"{odd.get(i, f'{draw.normal():.3f}')},{draw.normal():.3f},{'ab'[i % 2]}" for i in range(60)]
    (tmp_path / "t.csv").write_text("\n".join(["x,z,kind", *rows]) + "\n", encoding="utf-8")
    assert run("new", "textbook", "--data", "t.csv", "-o", "p.nnstudio").code == 0
    assert run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu").code == 0
    note = "Column 'x': 2 cells that are no number count as missing, the first is 'n.d.' on line 9"
    told = run("predict", "p.nnstudio", "--data", "t.csv")
    assert told.code == 0, told.err
    assert f"note: {note}" in told.err
    assert len(told.out.splitlines()) == 61
    (tmp_path / "more.csv").write_text(
        (tmp_path / "t.csv").read_text(encoding="utf-8") + "0.1,0.2,a\n", encoding="utf-8"
    )
    assert note in run("evaluate", "p.nnstudio", "--data", "more.csv").out
    (tmp_path / "few.csv").write_text("x,z\n<0.5,1\n2,3\n", encoding="utf-8")
    refused = run("predict", "p.nnstudio", "--data", "few.csv").complaint
    assert refused.endswith(
        "line 2, column 'x': '<0.5' is not a number; leave the cell empty if it is unknown"
    )
