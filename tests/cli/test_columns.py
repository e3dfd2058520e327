"""Columns on the command line: described, left out, and dividing the rows, from file to predictions."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnstudio.project import file
from tests.cli.conftest import Inside
from tests.data.mixed_table import mixed_table


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a table of all kinds of columns, in which the commands run."""
    monkeypatch.chdir(tmp_path)
    mixed_table(tmp_path)
    rows = Path("mixed.csv").read_text(encoding="utf-8").splitlines()
    Path("parts.csv").write_text(
        "\n".join(
            [f"{row},{('part', 'train', 'train', 'test')[i and i % 3 + 1]}" for i, row in enumerate(rows)]
        ),
        encoding="utf-8",
    )
    return tmp_path


def test_describe_tells_kinds_and_gaps(run: Inside, here: Path) -> None:
    told = run("data", "describe", "mixed.csv", "--target", "price", "--json")
    assert told.code == 0
    columns = {e["name"]: e for e in told.events if e["event"] == "column"}
    assert (columns["when"]["holds"], columns["when"]["kind"], columns["when"]["input"]) == (
        "date",
        "date",
        True,
    )
    assert columns["city"]["missing_share"] == columns["city"]["missing"] / 160 > 0
    assert columns["x"]["distinct"] == 160
    assert all(columns[name]["samples"] for name in columns)
    words = run("data", "describe", "mixed.csv", "--target", "price")
    assert "dates" in words.out
    assert "2021-" in words.out


def test_the_word_describe_may_be_left_out(run: Inside, here: Path) -> None:
    assert run("data", "mixed.csv").out == run("data", "describe", "mixed.csv").out != ""
    assert "neither a file or folder nor a data set" in run("data", "describe").complaint
    assert run("data", "descrieb", "mixed.csv").code == 2


def test_new_train_predict_with_columns_of_all_kinds(run: Inside, here: Path) -> None:
    line = "new textbook --data mixed.csv --target sold --ignore price --ignore kind --split-by shop -o p.nnstudio"
    assert run(*line.split()).code == 0
    project, _ = file.load(Path("p.nnstudio"))
    assert (project.data.divided, project.data.divided_by) == ("group", "shop")
    assert run("train", "p.nnstudio", "--epochs", "2").code == 0
    answered = run("predict", "p.nnstudio", "--data", "mixed.csv")
    assert answered.code == 0
    assert len(answered.out.splitlines()) == 161


@pytest.mark.parametrize(
    ("options", "how"),
    [("--split-by part", "part"), ("--split-by size", "group"), ("--split-by x --split time", "time")],
)
def test_the_rows_are_divided_as_asked(run: Inside, here: Path, options: str, how: str) -> None:
    assert run(*f"new textbook --data parts.csv --target kind {options} -o p.nnstudio".split()).code == 0
    assert file.load(Path("p.nnstudio"))[0].data.divided == how


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("--data mixed.csv --ignore no", "mixed.csv: there is no column 'no'"),
        (
            "--data mixed.csv --split group",
            "--split needs the column that divides the rows: --split-by COLUMN",
        ),
        ("--data iris --split-by kind", "--ignore, --split and --split-by are for tables: iris is none"),
        ("--data iris --split time", "--ignore, --split and --split-by are for tables: iris is none"),
        ("--split time", "--ignore, --split and --split-by need a table: --data FILE"),
        ("--data parts.csv --target kind --split time", "parts.csv: no column tells the order of the rows"),
        ("--data mixed.csv --target sold,no", "there is no column 'sold,no'"),
        ("--data mixed.csv --target sold,no", "each target is named by itself: --target sold --target no"),
        ("--data mixed.csv --target sold --ignore a,b", "there is no column 'a,b'"),
        ("--ignore x", "--ignore, --split and --split-by need a table: --data FILE"),
        (
            "--data mixed.csv --target sold --split-by sold",
            "mixed.csv: column 'sold' is the one to be predicted",
        ),
        ("--data mixed.csv --target kind --split-by size --split part", "column 'size' holds 'L', 'M', 'S'"),
        ("--data mixed.csv --target kind --split-by shop --split time", "rows have no value in 'shop'"),
    ],
)
def test_a_refusal_is_one_line(run: Inside, here: Path, options: str, told: str) -> None:
    result = run("new", "textbook", *options.split(), "-o", "p.nnstudio")
    assert result.code == 1
    assert told in result.complaint
    assert not Path("p.nnstudio").exists()


BIRDS = "species,size,year\n" + "".join(
    f"{'ab'[i % 2]},{i % 7 + i / 100},{2000 + i % 3}\n" for i in range(60)
)


@pytest.mark.parametrize(
    ("options", "target"), [("", "species"), ("--target size", "size"), ("--ignore species", "size")]
)
def test_a_target_is_proposed_as_in_the_window(run: Inside, here: Path, options: str, target: str) -> None:
    Path("birds.csv").write_text(BIRDS, encoding="utf-8")
    assert run(*f"new textbook --data birds.csv {options} -o b.nnstudio".split()).code == 0
    project, _ = file.load(Path("b.nnstudio"))
    assert project.data.source.target == target
    if "ignore" in options:
        return
    told = run(*f"data describe birds.csv {options} --json".split())
    assert told.event("data")["target"] == target


def test_a_target_of_very_many_classes_is_told_how_to_be_read(run: Inside, tmp_path: Path) -> None:
    rows = "".join(f"{i % 7},{i % 5},word {i % 2000}\n" for i in range(8000))
    (tmp_path / "many.csv").write_text(f"a,b,k\n{rows}", encoding="utf-8")
    ask = ("new", "mlp", "--data", "many.csv", "--target", "k", "--task", "classes", "-o", "p")
    told = run(*ask).complaint
    assert told.replace("\u202f", " ") == (
        "many.csv: column 'k' is of no use: 2 000 different texts look like identifiers or prose. If they name classes, "
        "read it as a category: in the data dialog, or with `--kind COLUMN=category`"
    )
    assert run(*ask, "--kind", "k=category").code == 0
