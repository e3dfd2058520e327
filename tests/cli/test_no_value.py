"""--missing: numbers that stand for no value are empty cells to every command."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnstudio.project import file
from tests.cli.conftest import Inside


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    generator = np.random.default_rng(1)
    rows = generator.normal(size=(120, 3)).round(3)
    holes = generator.random((120, 3)) < 0.1
    holes[:3] = False
    for name, stand_in in (("full", "-999"), ("empty", "")):
        lines = [
            ",".join(stand_in if hole else str(value) for value, hole in zip(row, hole_row, strict=True))
            for row, hole_row in zip(rows, holes, strict=True)
        ]
        (tmp_path / f"{name}.csv").write_text("\n".join(["a,b,y", *lines]), encoding="utf-8")
    return tmp_path


def test_new_train_evaluate_predict_and_export_follow_it(run: Inside) -> None:
    assert run("new", "textbook", "--data", "full.csv", "--missing", "-999", "-o", "one").code == 0
    assert run("new", "textbook", "--data", "empty.csv", "-o", "two").code == 0
    weights = []
    for name in ("one", "two"):
        assert run("train", f"{name}.nnstudio", "--epochs", "3", "--device", "cpu").code == 0
        trained = file.load(Path(f"{name}.nnstudio"))[1]
        assert trained is not None
        weights.append(trained.checkpoint.weights)
    for key, array in weights[0].items():
        np.testing.assert_array_equal(array, weights[1][key])
    answers = {
        (project, data): run("predict", f"{project}.nnstudio", "--data", f"{data}.csv").out
        for project, data in (("one", "full"), ("one", "empty"), ("two", "empty"))
    }
    assert len(answers["one", "full"].splitlines()) == 121
    assert len(set(answers.values())) == 1
    figures = [
        run("evaluate", f"{project}.nnstudio", "--data", f"{data}.csv").out.replace("full", "empty")
        for project, data in (("one", "full"), ("one", "empty"), ("two", "empty"))
    ]
    assert "samples" in figures[0]
    assert figures[1] == figures[2]
    assert figures[0].splitlines()[-1] == figures[2].splitlines()[-1]
    assert run("export", "one.nnstudio", "-o", "one.onnx").code == 0


def test_one_column_or_all(run: Inside) -> None:
    assert (
        run(
            "new", "textbook", "--data", "full.csv", "--missing", "a=-999", "--missing", "a=99", "-o", "p"
        ).code
        == 0
    )
    source = file.load(Path("p.nnstudio"))[0].data.source
    assert getattr(source, "stand_ins", ()) == (("a", -999.0), ("a", 99.0))
    told = run("data", "describe", "full.csv", "--missing", "-999").out
    assert "-999" not in told.replace("\N{MINUS SIGN}", "-")
    assert "--missing a=-999 --missing b=-999 --missing y=-999" in run("data", "describe", "full.csv").out


@pytest.mark.parametrize("command", ["data describe full.csv", "new textbook -o p --force --data full.csv"])
def test_a_number_that_no_cell_holds_is_told(command: str, run: Inside) -> None:
    lines = Path("full.csv").read_text(encoding="utf-8").splitlines()
    words = ["kind", *("new" if i % 3 else "old" for i in range(len(lines) - 2)), "-9"]
    beside = (f"{line},{word}" for line, word in zip(lines, words, strict=True))
    Path("full.csv").write_text("\n".join(beside), encoding="utf-8")

    def told(*given: str) -> list[str]:
        done = run(*command.split(), *(word for each in given for word in ("--missing", each)))
        assert done.code == 0, done.err
        return [line for line in done.out.splitlines() if "no cell" in line]

    assert told("-999", "a=-999", "kind=-9", "-9") == []
    assert told("kind=-999", "a=99", "-9999", "b=-999") == [
        f"note: --missing {each}: no cell holds this number, so it changes nothing"
        for each in ("kind=-999", "a=99", "-9999")
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("full.csv --missing no=-999", "there is no column 'no'; there are 'a', 'b', 'y'"),
        ("full.csv --missing none", "name a number, as in --missing -999 or --missing load=-999"),
        ("full.csv --missing a=", "name a number"),
        ("iris --missing -999", "--missing is for tables: iris is none"),
    ],
)
def test_a_refusal_is_one_line(run: Inside, line: str, why: str) -> None:
    assert why in run("data", "describe", *line.split()).complaint


def test_it_needs_a_table(run: Inside) -> None:
    assert (
        "--missing needs a table: --data FILE"
        in run("new", "textbook", "--missing", "-9", "-o", "p").complaint
    )


def test_a_number_without_which_a_date_is_read_is_none_too_many(run: Inside) -> None:
    rows = (
        f"{'-999' if i % 10 == 0 else f'2024-01-{i % 28 + 1:02}'},{i / 2},{i * i % 17}.5" for i in range(60)
    )
    Path("days.csv").write_text("\n".join(["day,x,y", *rows]), encoding="utf-8")
    told = run("data", "describe", "days.csv", "--kind", "day=date", "--missing", "day=-999")
    assert told.code == 0, told.err
    assert "6 missing cells in 'day'" in told.out
    assert "no cell" not in told.out
