"""Pictures together with columns on the command line: trained, measured and asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Inside
from tests.data.pictured import COLUMNS, pictured_table


@pytest.fixture
def table(run: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The list of pictures; a network that was trained on it is in p.nnstudio."""
    monkeypatch.chdir(tmp_path)
    table = pictured_table(tmp_path / "pictures", 80)
    named = [option for name in COLUMNS for option in ("--with", name)]
    made = run("new", "lenet", "--data", "pictures/list.csv", "--target", "kind", *named, "-o", "p")
    assert made.code == 0, made.err
    assert run("train", "p.nnstudio", "--epochs", "2", "--device", "cpu").code == 0
    return table


def test_the_pictures_are_told_beside_each_column(run: Inside, table: Path) -> None:
    told = run("evaluate", "p.nnstudio", "--importance", "--json")
    found = [event for event in told.events if event["event"] == "importance"]
    assert sorted(event["column"] for event in found) == sorted(("Picture", *COLUMNS))
    assert [event["column"] for event in found if event["picture"]] == ["Picture"]
    text = run("evaluate", "p.nnstudio", "--importance").out
    assert "With the values of one column, or the pictures, dealt out among the rows, 5 times:" in text


def test_pictures_of_a_list_are_answered_and_measured(run: Inside, table: Path) -> None:
    lines = table.read_text(encoding="utf-8").splitlines()
    cells = lines[2].split(",")
    cells[2] = "robot"
    new = table.parent / "new.csv"
    new.write_text("\n".join([lines[0], lines[1], ",".join(cells), lines[3]]) + "\n", encoding="utf-8")
    told = run("predict", "p.nnstudio", "--data", "pictures/new.csv", "--json")
    first, second, third = [event for event in told.events if event["event"] == "prediction"]
    assert first["identifiers"] == {"file": "p0.png"}
    assert (first["missing"], second["unknown"]) == (["sex"], {"sex": "robot"})
    assert not {"missing", "unknown"} & set(third)
    assert (
        run("predict", "p.nnstudio", "--data", "pictures/new.csv", "-o", "a.csv").out == "a.csv: 3 pictures\n"
    )
    measured = run("evaluate", "p.nnstudio", "--data", "pictures/new.csv", "--json")
    assert [event["samples"] for event in measured.events if event["event"] == "evaluation"] == [3]


@pytest.mark.parametrize("command", ["predict", "evaluate"])
@pytest.mark.parametrize("data", ["pictures", "pictures/p1.png"])
def test_pictures_without_their_columns_are_refused_in_one_line(
    run: Inside, table: Path, command: str, data: str
) -> None:
    told = run(command, "p.nnstudio", "--data", data)
    assert told.code == 1
    assert "give a table that names the pictures and has the columns 'age', 'sex', 'weight'" in told.complaint
