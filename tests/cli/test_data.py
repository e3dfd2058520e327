"""nnstudio data describe, and projects made for every kind of data."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnstudio.data.sources import ExcelFile, Generated, ImageFolder, NumpyFile, SqliteFile
from nnstudio.data.sources.generated import SHAPES
from nnstudio.project import file
from tests.cli.conftest import Inside
from tests.data.test_sqlite import NAME, database
from tests.data.workbooks import xlsx
from tests.project.test_data_files import ROWS

TABLE = "id,size,colour,kind\n" + "".join(
    f"{i},{'' if i == 3 else i / 4},{('red', 'green')[i % 2]},{'abc'[i % 3]}\n" for i in range(30)
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one file of each kind, in which the commands run."""
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text(TABLE, encoding="utf-8")
    rows = [
        [float(c) if c.replace(".", "").isdigit() else c or None for c in line.split(",")]
        for line in TABLE.split()
    ]
    Path("t.xlsx").write_bytes(xlsx({"Sheet": rows}))
    np.savez("a.npz", x=np.random.default_rng(0).normal(size=(40, 12, 12)), y=np.arange(40) % 2)
    for name, shade in (("day", 200), ("night", 20)):
        Path("img", name).mkdir(parents=True)
        for i in range(10):
            Image.new("L", (16, 12), shade + i).save(Path("img", name, f"{i}.png"))
    return tmp_path


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])
def test_a_table(run: Inside, here: Path, name: str) -> None:
    told = run("data", "describe", name, "--json")
    assert told.code == 0
    columns = {e["name"]: e for e in told.events if e["event"] == "column"}
    assert list(columns) == ["size", "colour", "kind"]
    size = columns["size"]
    assert (size["kind"], size["missing"], size["min"], size["max"], size["target"]) == (
        "number",
        1,
        0,
        7.25,
        False,
    )
    assert size["mean"] == pytest.approx(sum(i / 4 for i in range(30) if i != 3) / 29)
    assert columns["colour"]["categories"] == ["green", "red"]
    assert columns["colour"]["counts"] == [15, 15]
    assert columns["kind"]["target"] is True
    assert [(e["name"], e["reason"]) for e in told.events if e["event"] == "left_out"] == [
        ("id", "it numbers the rows")
    ]
    whole = told.event("data")
    assert (whole["rows"], whole["shape"], whole["task"], whole["target"]) == (30, [3], "classes", "kind")
    assert whole["classes"] == ["a", "b", "c"]


def test_another_target_is_another_task(run: Inside, here: Path) -> None:
    whole = run("data", "describe", "t.csv", "--target", "size", "--json").event("data")
    assert (whole["task"], whole["target"], whole["samples"], whole["rows"]) == ("regression", "size", 29, 30)


@pytest.mark.parametrize(
    ("name", "shape"), [("img", [12, 16, 1]), ("a.npz", [12, 12, 1]), ("moons", [2]), ("digits", [8, 8, 1])]
)
def test_other_kinds_of_data(run: Inside, here: Path, name: str, shape: list[int]) -> None:
    told = run("data", "describe", name, "--json")
    whole = told.event("data")
    assert whole["shape"] == shape
    target = next(e for e in told.events if e["event"] == "column" and e["target"])
    assert sum(target["counts"]) == whole["samples"]
    text = run("data", "describe", name)
    assert text.code == 0
    assert whole["target"] in text.out


def test_words_for_people(run: Inside, here: Path) -> None:
    out = run("data", "describe", "t.csv").out
    assert "30 rows, inputs of 3 values; proposed is to tell 3 classes apart: kind" in out
    assert "left out: it numbers the rows" in out
    assert all(line == line.rstrip() for line in out.splitlines())


def test_of_thousands_of_columns_the_first_are_told(run: Inside, here: Path) -> None:
    genes = [f"ENSG{i:011d}.7" for i in range(300)]
    rows = (
        ",".join([*(str(7 if g % 60 == 1 else (i * 7 + g) % 13) for g in range(300)), "ab"[i % 2]])
        for i in range(40)
    )
    (here / "genes.csv").write_text("\n".join([",".join([*genes, "type"]), *rows]) + "\n", encoding="utf-8")
    told = run("data", "genes.csv").out
    assert genes[0] in told
    assert "\ntype " in told
    assert genes[200] not in told
    assert "more columns, of which --json tells as well" in told
    (note,) = (line for line in told.splitlines() if "every value is the same" in line)
    alike = ", ".join(repr(genes[i]) for i in range(1, 300, 60))
    assert note == f"note: Each of the columns {alike} is left out: every value is the same"
    columns = [e for e in run("data", "genes.csv", "--json").events if e["event"] == "column"]
    assert len(columns) == 296


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "nowhere",
            "nowhere is neither a file or folder nor a data set of the program; bundled are breast-cancer",
        ),
        ("empty.csv", "empty.csv: the file is empty"),
        ("bad.xlsx", "bad.xlsx: it is no workbook of Excel or OpenDocument"),
        ("bad.parquet", "bad.parquet: it is no Parquet and no Arrow file"),
        ("bad.npz", "bad.npz: it is damaged or not a NumPy archive"),
        (".", ": "),
        ("t.csv --target no", "t.csv: there is no column 'no'"),
        ("iris --target kind", "--target is for tables: iris has its own"),
        ("a.npz --target y", "--target is for tables: a.npz has its own"),
    ],
)
def test_a_refusal_is_one_line(run: Inside, here: Path, line: str, told: str) -> None:
    Path("empty.csv").write_text("", encoding="utf-8")
    for ending in ("xlsx", "parquet", "npz"):
        Path(f"bad.{ending}").write_text("hello", encoding="utf-8")
    result = run("data", "describe", *line.split())
    assert result.code == 1
    assert told in result.complaint
    assert result.out == ""


def test_without_a_file_it_is_a_wrong_call(run: Inside, here: Path) -> None:
    assert run("data").code == 2
    assert run("data", "guess", "t.csv").code == 2


@pytest.mark.parametrize(
    ("name", "template", "kind"),
    [
        ("img", "lenet", ImageFolder),
        ("a.npz", "lenet", NumpyFile),
        *((s, "textbook", Generated) for s in SHAPES),
    ],
)
def test_a_project_for_every_kind_of_data(
    run: Inside, here: Path, name: str, template: str, kind: type
) -> None:
    assert run("new", template, "--data", name, "-o", "p").code == 0
    project, trained = file.load(Path("p.nnstudio"))
    assert type(project.data.source) is kind
    assert trained is None
    if kind is not Generated:
        assert Path(project.data.source.path) == (here / name).resolve()


def test_generated_shapes_are_listed(run: Inside) -> None:
    assert [e["name"] for e in run("samples", "--json").events if e["event"] == "generated"] == list(SHAPES)


def test_rows_to_predict_may_be_a_workbook(run: Inside, here: Path) -> None:
    run("new", "textbook", "--data", "t.csv", "-o", "p")
    assert run("train", "p.nnstudio", "--epochs", "2", "--device", "cpu").code == 0
    from_csv, from_xlsx = (run("predict", "p.nnstudio", "--data", name) for name in ("t.csv", "t.xlsx"))
    assert from_csv.code == 0, from_csv.err
    assert from_csv.out == from_xlsx.out


def test_a_project_takes_its_data_from_where_it_is_now(run: Inside, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    assert run("new", "textbook", "--data", "rows.csv", "-o", "a.nnstudio").code == 0
    (tmp_path / "rows.csv").rename(there / "rows.csv")
    gone = run("train", "a.nnstudio", "--epochs", "1")
    assert gone.code == 1
    assert str(tmp_path / "rows.csv") in gone.complaint
    assert "--data" in gone.complaint
    assert run("train", "a.nnstudio", "--epochs", "1", "--data", "there/rows.csv").code == 0
    assert run("train", "a.nnstudio", "--epochs", "1").code == 0  # it is remembered
    nowhere = run("train", "a.nnstudio", "--data", "nowhere.csv")
    assert nowhere.code == 1
    assert "nowhere.csv" in nowhere.complaint


def test_data_in_the_project_file_is_enough_for_every_command(run: Inside, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    assert run("new", "textbook", "--data", "rows.csv", "-o", "a.nnstudio").code == 0
    project, _ = file.load(tmp_path / "a.nnstudio")
    file.save(tmp_path / "a.nnstudio", project.replace(keep_data=True))
    (tmp_path / "rows.csv").rename(tmp_path / "new rows.csv")
    assert run("train", "a.nnstudio", "--epochs", "1").code == 0
    assert run("evaluate", "a.nnstudio").code == 0
    assert run("predict", "a.nnstudio", "--data", "new rows.csv").code == 0
    assert file.load(tmp_path / "a.nnstudio")[0].keep_data


def test_a_project_from_elsewhere_reads_nothing_outside_its_folder_unasked(
    run: Inside, tmp_path: Path
) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    assert run("new", "textbook", "--data", "rows.csv", "-o", "project/a.nnstudio").code == 0
    (tmp_path / "home" / "config" / "agreed.json").unlink()  # as on another computer
    refused = run("train", "project/a.nnstudio", "--epochs", "1")
    assert refused.code == 1
    assert str(tmp_path / "rows.csv") in refused.complaint
    assert run("train", "project/a.nnstudio", "--epochs", "1", "--data", "rows.csv").code == 0
    assert run("evaluate", "project/a.nnstudio").code == 0


def test_few_whole_numbers_are_called_classes_in_words(
    run: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = "\n".join(f"{i * 0.37 % 1:.3f},{i % 5}" for i in range(60))
    (tmp_path / "wine.csv").write_text(f"acid,quality\n{rows}\n", encoding="utf-8")
    said = "'quality': 5 whole numbers, taken as classes"
    assert said in run("data", "describe", "wine.csv").out
    for task, words in (("classes", "tell 5 classes apart"), ("regression", "predict a number")):
        told = run("data", "describe", "wine.csv", "--task", task).out
        assert words in told
        assert said not in told
    assert run("new", "mlp", "--data", "wine.csv", "--task", "regression", "-o", "w").code == 0
    assert "--task is for tables" in run("data", "describe", "iris", "--task", "classes").complaint


@pytest.mark.parametrize(
    ("time", "mean"), [("", r"2024-03-\d\d"), (" 08:30:01", r"2024-03-\d\d \d\d:\d\d:\d\d")]
)
def test_the_mean_of_dates_is_no_finer_than_they_are(run: Inside, here: Path, time: str, mean: str) -> None:
    days = [1 + i * i % 29 for i in range(40)]
    rows = "".join(f"2024-03-{day:02}{time},{i % 7 / 4},{'ab'[i % 2]}\n" for i, day in enumerate(days))
    Path("log.csv").write_text("when,x,kind\n" + rows, encoding="utf-8")
    (line,) = (line for line in run("data", "log.csv").out.splitlines() if line.startswith("when "))
    assert re.search(rf" 2024-03-29{time} +{mean}$", line), line


def test_what_is_odd_about_data_is_told_where_a_project_is_made_of_it(run: Inside, here: Path) -> None:
    draw = np.random.default_rng(0)
    rows = "".join(f"{draw.normal():.3f},{draw.normal():.3f},{'ab'[i % 2]}\n" for i in range(100)) * 3
    Path("again.csv").write_text("u,v,kind\n" + rows, encoding="utf-8")
    told = run("new", "mlp", "--data", "again.csv", "-o", "a", "--json")
    assert [event["kind"] for event in told.events if event["event"] == "warning"] == ["twins"]
    assert (
        "% of the held-out rows stand in the training part"
        in run("new", "mlp", "--data", "again.csv", "-o", "b").out
    )
    made = run("new", "mlp", "--data", "again.csv", "-o", "c", "--distinct").out
    assert "warning" not in made
    rows = Path("again.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert f"are the same as an earlier one: {len(rows) - len(set(rows))}\n" in made
    assert file.load(Path("c.nnstudio"))[0].data.distinct


def test_a_rare_class_is_told_with_what_lets_it_count_more(run: Inside, here: Path) -> None:
    draw = np.random.default_rng(0)
    rows = "".join(
        f"{draw.normal():.3f},{draw.normal():.3f},{'no' if i % 20 else 'yes'}\n" for i in range(200)
    )
    Path("rare.csv").write_text("u,v,kind\n" + rows, encoding="utf-8")
    made = run("new", "mlp", "--data", "rare.csv", "-o", "a").out
    assert "never answering 'yes'; `nnstudio train` mends it with --class-weights balanced\n" in made
    assert run("train", "a.nnstudio", "--epochs", "1", "--class-weights", "balanced").code == 0
    assert "never answering" not in run("summary", "a.nnstudio").out


def test_a_sheet_or_a_table_of_a_database_is_chosen(run: Inside, tmp_path: Path) -> None:
    rows = [("x", "y"), *((i, "uv"[i % 2]) for i in range(20))]
    (tmp_path / "book.xlsx").write_bytes(xlsx({"First": (("a", "b"), (1, 2), (3, 4)), "Other": rows}))
    database(tmp_path, name="t.db")
    for name, sheet in (("book.xlsx", "Other"), ("t.db", "other")):
        told = run("data", "describe", name, "--sheet", sheet, "--json")
        assert told.event("data")["target"] == "y", told.err
        assert run("new", "textbook", "--data", name, "--sheet", sheet, "-o", f"{name}.nnstudio").code == 0
        source = file.load(Path(f"{name}.nnstudio"))[0].data.source
        assert isinstance(source, ExcelFile | SqliteFile)
        assert source.sheet == sheet
        assert "'nope'" in run("data", "describe", name, "--sheet", "nope").complaint
    refused = run("data", "describe", "iris", "--sheet", "a").complaint
    assert refused == "--sheet is for workbooks and databases: iris is none"
    assert run("new", "textbook", "--sheet", "a", "-o", "p").complaint == "--sheet needs a table: --data FILE"


def test_rows_of_a_database_are_found_by_their_columns(run: Inside, tmp_path: Path) -> None:
    more = f"CREATE TABLE late AS SELECT size AS s, count AS c, kind AS k FROM `{NAME.replace('`', '``')}`"
    path = database(tmp_path, more)
    assert run("new", "textbook", "--data", path.name, "--sheet", "late", "-o", "p").code == 0
    assert run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu").code == 0
    answers = run("predict", "p.nnstudio", "--data", path.name)
    assert answers.code == 0, answers.err
    assert len(answers.out.splitlines()) == 61
    assert run("evaluate", "p.nnstudio", "--data", path.name).code == 0
