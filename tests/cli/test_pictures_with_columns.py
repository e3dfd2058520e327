"""Pictures and columns learned from together, on the command line: described, trained, asked, refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnstudio.data.sources import PictureTable
from nnstudio.project import file
from tests.cli.conftest import Inside
from tests.export.written import ask


def write(folder: Path, count: int, seed: int) -> None:
    """Dark and bright pictures of young and old ones: their kind depends on both."""
    folder.mkdir()
    rows, random = ["file,age,kind"], np.random.default_rng(seed)
    for i in range(count):
        bright, old = i % 2, i // 2 % 2
        level = 20 + 180 * bright
        Image.fromarray(random.integers(level, level + 30, (6, 6), np.uint8)).save(folder / f"{i}.png")
        rows.append(f"{i}.png,{random.integers(20, 30) + 50 * old},{('odd', 'even')[bright == old]}")
    (folder / "list.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "first", 120, 1)
    write(tmp_path / "more", 12, 2)
    return tmp_path


def test_describing(run: Inside, here: Path) -> None:
    told = run("data", "first/list.csv", "--target", "kind", "--with", "age", "--json")
    assert [(e["name"], e["input"], e["target"]) for e in told.events if e["event"] == "column"] == [
        ("age", True, False),
        ("kind", False, True),
    ]
    whole = told.event("data")
    assert (whole["shape"], whole["columns"], whole["samples"]) == ([6, 6, 1], ["age"], 120)
    words = run("data", "first/list.csv", "--target", "kind", "--with", "age").out
    assert "120 pictures, inputs of 6×6×1 values with 1 feature from 1 column" in words


def test_from_the_table_to_the_answer(run: Inside, here: Path) -> None:
    made = run("new", "mlp", "--data", "first/list.csv", "--target", "kind", "--with", "age", "-o", "p")
    assert made.code == 0, made.err
    source = file.load(Path("p.nnstudio"))[0].data.source
    assert isinstance(source, PictureTable)
    assert source.inputs == ("age",)
    trained = run("train", "p.nnstudio", "--epochs", "60", "--learning-rate", "0.01", "--device", "cpu")
    assert trained.code == 0, trained.err
    # The picture alone, or the age alone, says nothing at all.
    measured = run("evaluate", "p.nnstudio", "--data", "more/list.csv", "--json").event("evaluation")
    assert measured["samples"] == 12
    assert measured["metrics"]["accuracy"] == 1.0
    answers = run("predict", "p.nnstudio", "--data", "more/list.csv").out.splitlines()
    assert answers[0] == "file,kind,P(even),P(odd)"
    assert [line.split(",")[1] for line in answers[1:5]] == ["even", "odd", "odd", "even"]


@pytest.fixture
def patients(here: Path) -> None:
    """The same with whose the pictures are, three of each, and the day."""
    head, *rows = Path("first/list.csv").read_text(encoding="utf-8").splitlines()
    more = (f"{row},P{i // 3},2024-0{i % 9 + 1}-1{i % 7}" for i, row in enumerate(rows))
    Path("first/list.csv").write_text("\n".join([f"{head},patient,day", *more]) + "\n", encoding="utf-8")


@pytest.mark.usefixtures("patients")
def test_columns_that_could_be_learned_from_are_described(run: Inside) -> None:
    told = run("data", "first/list.csv", "--target", "kind", "--json")
    assert [
        (e["name"], e["holds"], e["input"], e["target"]) for e in told.events if e["event"] == "column"
    ] == [
        ("age", "number", False, False),
        ("patient", "category", False, False),
        ("day", "date", False, False),
        ("kind", "category", False, True),
    ]
    (line,) = (each for each in run("data", "first/list.csv").out.splitlines() if each.startswith("age "))
    assert line.endswith("left out")


@pytest.mark.usefixtures("patients")
@pytest.mark.parametrize(
    ("options", "way"),
    [
        (("--split-by", "patient", "--split", "group"), ("group", "patient", ("age",))),
        (("--split-by", "patient"), ("group", "patient", ("age",))),
        (("--split-by", "day"), ("time", "day", ("age",))),
        (("--split-by", "patient", "--with", "patient", "--ignore", "age"), ("group", "patient", ())),
    ],
)
def test_a_column_divides_the_pictures(
    run: Inside, options: tuple[str, ...], way: tuple[object, ...]
) -> None:
    """As the warning about them says on the command line."""
    named = ("--data", "first/list.csv", "--target", "kind", "--with", "age")
    made = run("new", "lenet", *named, *options, "-o", "p")
    assert made.code == 0, made.err
    data = file.load(Path("p.nnstudio"))[0].data
    assert isinstance(data.source, PictureTable)
    assert (data.divided, data.divided_by, data.source.inputs) == way
    assert "--split-by" not in made.out


def test_cells_that_are_no_number_count_as_missing_where_that_is_said(run: Inside, here: Path) -> None:
    run("new", "textbook", "--data", "first/list.csv", "--target", "kind", "--with", "age", "-o", "p")
    run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu")
    ask = ("predict", "p.nnstudio", "--data", "more/odd.csv")
    Path("more/odd.csv").write_text("file,age\n0.png,?!\n1.png,30\n", encoding="utf-8")
    assert "odd.csv, line 2, column 'age': '?!' is not a number" in run(*ask).complaint
    found = run(*ask, "--unreadable", "missing")
    assert found.code == 0, found.err
    assert "counts as missing, '?!' on line 2" in found.err
    Path("more/odd.csv").write_text("file,age\n0.png,\n1.png,30\n", encoding="utf-8")
    assert found.out == run(*ask).out


@pytest.mark.parametrize("command", ["predict", "evaluate"])
def test_a_table_through_a_pipe_has_no_pictures_beside_it(run: Inside, here: Path, command: str) -> None:
    run("new", "textbook", "--data", "first/list.csv", "--target", "kind", "--with", "age", "-o", "p")
    run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu")
    told = "--data -: files are looked for beside the table that names them: give the name of its file"
    assert told in run(command, "p.nnstudio", "--data", "-").complaint


@pytest.mark.parametrize("data", ["more/0.png", "more"])
def test_pictures_without_their_columns_are_refused(run: Inside, here: Path, data: str) -> None:
    run("new", "textbook", "--data", "first/list.csv", "--target", "kind", "--with", "age", "-o", "p")
    run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu")
    told = "give a table that names the pictures and has the columns 'age'"
    assert told in run("predict", "p.nnstudio", "--data", data).complaint
    lines = Path("more/list.csv").read_text(encoding="utf-8").replace("age", "years")
    Path("more/list.csv").write_text(lines, encoding="utf-8")
    told = "list.csv: The network needs 'age', and the data has no such column; it has 'years', 'kind'"
    assert told in run("predict", "p.nnstudio", "--data", "more/list.csv").complaint


def test_a_table_without_its_pictures_is_told_so(run: Inside, here: Path) -> None:
    """It was said to be none that names pictures, and one that does was asked for."""
    run("new", "textbook", "--data", "first/list.csv", "--target", "kind", "--with", "age", "-o", "p")
    run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu")
    (here / "list.csv").write_bytes(Path("more/list.csv").read_bytes())
    told = "list.csv: none of its 12 files can be used; the first is line 2, 0.png: there is no such file"
    for words in ("evaluate p.nnstudio", "predict p.nnstudio", "new lenet -o q --with age"):
        assert told in run(*words.split(), "--data", "list.csv").complaint
    (here / "plain.csv").write_text("a,age,kind\n1,2,odd\n3,4,even\n", encoding="utf-8")
    for words in ("evaluate p.nnstudio", "new lenet -o q --with age"):
        assert "plain.csv: no column names files" in run(*words.split(), "--data", "plain.csv").complaint


def test_what_is_measured_is_found_by_its_name(run: Inside, here: Path) -> None:
    """The last column was measured whatever it held: of sizes the years of age, without a word."""

    def written(path: str, *names: str, step: float) -> None:
        rows = [{"file": f"{i}.png", "size": f"{1 + i % 5 * step:g}", "age": f"{20 + i}"} for i in range(12)]
        lines = (",".join(row[name] for name in names) for row in rows)
        Path(path).write_text("\n".join([",".join(names), *lines]) + "\n", encoding="utf-8")

    written("first/sizes.csv", "file", "age", "size", step=0.25)
    run("new", "mlp", "--data", "first/sizes.csv", "-o", "p")
    run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu")
    figures = []
    for order in (("file", "age", "size"), ("file", "size", "age")):
        written("first/more.csv", *order, step=1)  # whole numbers, too
        measured = run("evaluate", "p.nnstudio", "--data", "first/more.csv", "--json")
        assert measured.code == 0, measured.err
        figures.append(measured.event("evaluation")["metrics"])
    assert figures[0] == figures[1]
    written("first/more.csv", "file", "age", step=1)
    told = "more.csv: there is no column 'size'; there are 'age'"
    assert told in run("evaluate", "p.nnstudio", "--data", "first/more.csv").complaint


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            ("--data", "first/list.csv", "--target", "kind", "--with", "kind"),
            "'kind' is predicted or names the",
        ),
        (("--data", "first/list.csv", "--target", "kind", "--with", "no"), "there is no column 'no'"),
        (("--data", "iris", "--with", "age"), "--with is for tables that name pictures: iris is none"),
        (("--with", "age"), "--with needs a table: --data FILE"),
        (("--data", "first/list.csv", "--target", "kind", "--split-by", "no"), "there is no column 'no'"),
        (
            ("--data", "first/list.csv", "--target", "kind", "--split-by", "kind"),
            "'kind' is the one to be pre",
        ),
    ],
)
def test_a_refusal_is_one_line(run: Inside, here: Path, options: tuple[str, ...], told: str) -> None:
    result = run("new", "lenet", *options, "-o", "p")
    assert result.code == 1
    assert told in result.complaint
    assert not Path("p.nnstudio").exists()


def test_warnings_say_which_column_not_to_learn_from(run: Inside, here: Path) -> None:
    head, *rows = Path("first/list.csv").read_text(encoding="utf-8").splitlines()
    place = head.split(",").index("kind")
    more = (f"{row},{'eu'[row.split(',')[place] == 'odd']}" for row in rows)
    Path("first/list.csv").write_text("\n".join([f"{head},twin", *more]) + "\n", encoding="utf-8")
    told = run("data", "first/list.csv", "--target", "kind", "--with", "age", "--with", "twin").out
    (line,) = (line for line in told.splitlines() if line.startswith("warning: 'twin'"))
    assert line.endswith("; leave out --with twin")
    without = run("data", "first/list.csv", "--target", "kind", "--with", "age").out
    assert "warning: 'twin'" not in without


def test_an_autoencoder_is_refused(run: Inside, here: Path) -> None:
    result = run(
        "new", "autoencoder", "--data", "first/list.csv", "--target", "kind", "--with", "age", "-o", "p"
    )
    assert "not both: learn from the pictures alone" in result.complaint


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", "list.csv: the file is empty"),
        (b"file,age,kind\n", "list.csv: there is a header, but no rows below it"),
        (
            b"file,age,kind\nno.png,3,odd\n",
            "list.csv: none of its 1 files can be used; the first is line 2, no.png",
        ),
        (b"file,age,kind\n../first/1.png,3,odd\n", "it is not in the folder of the files"),
        (b"file,age,kind\n0.png,old,odd\n", "list.csv, line 2, column 'age': 'old' is not a number"),
        (
            b"file,age,kind\n0.png,1e308,odd\n1.png,20,even\n",
            "Row 1: 'age' is missing or too large for a network",
        ),
        (b"file,age,kind\n0.png,3\0,odd\n", "list.csv, line 2: a NUL character"),
        (
            b"age,kind\n3,odd\n",
            "list.csv: no column names files; in one of 'age', 'kind' there must be paths",
        ),
    ],
)
def test_what_is_wrong_with_a_table_is_said_wherever_it_is_asked_for(
    run: Inside, here: Path, text: bytes, told: str
) -> None:
    run("new", "textbook", "--data", "first/list.csv", "--target", "kind", "--with", "age", "-o", "p")
    run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu")
    Path("more/list.csv").write_bytes(text)
    for command in ("predict", "evaluate"):
        assert told in run(command, "p.nnstudio", "--data", "more/list.csv").complaint


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-32"])
def test_a_table_of_another_encoding_is_measured_as_it_is_answered(
    run: Inside, here: Path, coding: str
) -> None:
    run("new", "textbook", "--data", "first/list.csv", "--target", "kind", "--with", "age", "-o", "p")
    run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu")
    table = Path("more/list.csv")
    wanted = [
        run(command, "p.nnstudio", "--data", "more/list.csv").out for command in ("predict", "evaluate")
    ]
    table.write_bytes(table.read_text(encoding="utf-8").encode(coding))
    for command, out in zip(("predict", "evaluate"), wanted, strict=True):
        got = run(command, "p.nnstudio", "--data", "more/list.csv")
        assert got.code == 0, got.err
        assert got.out.splitlines()[-3:] == out.splitlines()[-3:]


def test_the_chosen_column_of_pictures_is_asked_for_again(run: Inside, here: Path) -> None:
    """Another one may name masks."""
    for name in ("first", "more"):
        table = Path(name, "list.csv")
        head, *rows = table.read_text(encoding="utf-8").splitlines()
        masked = [f"mask,{head}", *(f"0.png,{row}" for row in rows)]
        table.write_text("\n".join(masked) + "\n", encoding="utf-8")
    run("new", "textbook", "--data", "first/list.csv", "--target", "kind", "--with", "age", "-o", "p")
    project, _ = file.load(Path("p.nnstudio"))
    source = project.data.source
    assert isinstance(source, PictureTable)
    chosen = project.data.replace(source=source.replace(pictures="file"))
    file.save(Path("p.nnstudio"), project.replace(data=chosen))
    run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu")
    answers = run("predict", "p.nnstudio", "--data", "more/list.csv").out.splitlines()
    assert [line.split(",")[0] for line in answers[:3]] == ["file", "0.png", "1.png"]
    assert run("export", "p.nnstudio", "--to", "numpy-script", "-o", "r.py", "--no-proof").code == 0
    said = ask(here / "r.py", "more/list.csv")
    assert [line.split(",")[:2] for line in said.out.splitlines()] == [
        line.split(",")[:2] for line in answers
    ]
    Path("more/list.csv").write_text("mask,age\n0.png,3\n", encoding="utf-8")
    assert ask(here / "r.py", "more/list.csv").err.startswith(
        "more/list.csv: there is no column 'file'; there are"
    )
    told = run("predict", "p.nnstudio", "--data", "more/list.csv").complaint
    assert told == "list.csv: there is no column 'file'; there are 'mask', 'age'"
