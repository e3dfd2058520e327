"""Rows from a pipe, answers into one, and cells that cannot be read."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from nnstudio.project.file import load
from tests.cli.conftest import Inside, Result, environment
from tests.data.workbooks import xlsx

TOWNS = ("Rome", "Bern")
ROWS = "name,age,town,day\na,30,Rome,2024-03-01\nb,60,Oslo,2024-03-02\nc,old,Bern,2024-02-31\nd,,,\n"


@pytest.fixture
def trained(run: Inside, tmp_path: Path) -> Path:
    """A network for numbers, categories and dates; and four rows of which two are odd."""
    rows = [
        f"n{i},{20 + i},{TOWNS[i % 2]},2024-03-{1 + i % 28:02},{('no', 'yes')[i > 30]}" for i in range(60)
    ]
    (tmp_path / "people.csv").write_text("\n".join(["name,age,town,day,buys", *rows]), encoding="utf-8")
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    assert run("new", "textbook", "--data", "people.csv", "--target", "buys", "-o", "p").code == 0
    assert run("train", "p.nnstudio", "--epochs", "2").code == 0
    return tmp_path


@pytest.fixture
def piped(run: Inside, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command on what a pipe would bring."""

    def command(*arguments: str, given: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
        return run(*arguments)

    return command


def _piped_alone(folder: Path, *arguments: str, given: bytes = b"") -> Result:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "nnstudio", *arguments],
        cwd=folder, env=environment(folder / "home"), input=given, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_cells_that_cannot_be_read_are_refused_or_count_as_missing(run: Inside, trained: Path) -> None:
    refused = run("predict", "p.nnstudio", "--data", "rows.csv")
    assert (refused.code, refused.out) == (1, "")
    assert "rows.csv, line 4, column 'age': 'old' is not a number" in refused.complaint
    told = run("predict", "p.nnstudio", "--data", "rows.csv", "--unreadable", "missing")
    assert told.code == 0
    assert [line.split(",")[0] for line in told.out.splitlines()] == ["name", "a", "b", "c", "d"]
    assert told.err.splitlines() == [
        "nnstudio: note: Column 'age': a cell that is no number counts as missing, 'old' on line 4",
        "nnstudio: note: Column 'day': a cell that is no date counts as missing, '2024-02-31' on line 4",
        "nnstudio: note: Column 'town': 'Oslo' did not occur in training; 1 row counts as none of the known categories",
    ]


def test_an_odd_cell_is_answered_as_an_empty_one_is(run: Inside, trained: Path) -> None:
    (trained / "empty.csv").write_text("name,age,town,day\nc,,Bern,\n", encoding="utf-8")
    (trained / "odd.csv").write_text("name,age,town,day\nc,old,Bern,31.2.\n", encoding="utf-8")
    odd = run("predict", "p.nnstudio", "--data", "odd.csv", "--unreadable", "missing")
    assert odd.out == run("predict", "p.nnstudio", "--data", "empty.csv").out


def test_numbers_in_dress_likewise(run: Inside, tmp_path: Path) -> None:
    rows = [f"{i}.{100 + i},5 EUR;{'ab'[i % 2]}" for i in range(1, 60)]
    (tmp_path / "prices.csv").write_text("\n".join(["price;kind", *rows]), encoding="utf-8")
    (tmp_path / "rows.csv").write_text("price;note\n1.200,5 EUR;\nfree;\n", encoding="utf-8")
    assert run("new", "textbook", "--data", "prices.csv", "-o", "p").code == 0
    assert run("train", "p.nnstudio", "--epochs", "1").code == 0
    assert (
        "'free' is not a number written like" in run("predict", "p.nnstudio", "--data", "rows.csv").complaint
    )
    told = run("predict", "p.nnstudio", "--data", "rows.csv", "--unreadable", "missing", "--json")
    assert [e.get("missing") for e in told.events if e["event"] == "prediction"] == [None, ["price"]]


@pytest.mark.parametrize("kind", ["xlsx", "parquet"])
def test_other_tables_likewise(kind: str, run: Inside, piped: Callable[..., Result], trained: Path) -> None:
    frame = pl.read_csv(io.StringIO(ROWS), infer_schema=False)
    if kind == "parquet":
        frame.write_parquet(trained / "rows.parquet")
    else:
        (trained / "rows.xlsx").write_bytes(xlsx({"rows": [frame.columns, *frame.rows()]}))
    name = f"rows.{kind}"
    assert run("predict", "p.nnstudio", "--data", name).code == 1
    told = run("predict", "p.nnstudio", "--data", name, "--unreadable", "missing")
    assert len(told.out.splitlines()) == 5
    rows = (trained / name).read_bytes()
    found = piped("predict", "p.nnstudio", "--data", "-", "--unreadable", "missing", given=rows)
    assert found.out == told.out


def test_programs_read_which_rows_are_doubtful(run: Inside, trained: Path) -> None:
    told = run("predict", "p.nnstudio", "--data", "rows.csv", "--unreadable", "missing", "--json")
    rows = [event for event in told.events if event["event"] == "prediction"]
    assert [row.get("missing") for row in rows] == [None, None, ["age", "day"], ["age", "day", "town"]]
    assert [row.get("unknown") for row in rows] == [None, {"town": "Oslo"}, None, None]
    assert sum(event["event"] == "note" for event in told.events) == 3


def test_rows_from_standard_input(run: Inside, piped: Callable[..., Result], trained: Path) -> None:
    given = ROWS.replace("old", "50").replace("2024-02-31", "2024-02-01").encode()
    (trained / "good.csv").write_bytes(given)
    alone = _piped_alone(trained, "predict", "p.nnstudio", "--data", "-", given=given)
    assert alone.code == 0
    assert alone.out == run("predict", "p.nnstudio", "--data", "good.csv").out
    wrong = piped("predict", "p.nnstudio", "--data", "-", given=ROWS.encode())
    assert wrong.complaint.startswith("standard input, line 4, column 'age': 'old' is not a number")
    assert "standard input: the file is empty" in piped("predict", "p.nnstudio", "--data", "-").complaint
    people = (trained / "people.csv").read_bytes()
    measured = piped("evaluate", "p.nnstudio", "--data", "-", "--json", given=people[: people.rindex(b"\n")])
    assert measured.event("evaluation")["split"] == "all"
    told = piped("evaluate", "p.nnstudio", "--data", "-", given=people[: people.rindex(b"\n")])
    assert told.out.startswith("standard input: 59 samples")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("predict",), "standard input: The network needs 'age', 'town', 'day', and the data has no such"),
        (("evaluate",), "standard input: there is no column 'age', 'town', 'day', 'buys'"),
        (("evaluate", "--split", "test"), "standard input is not the data that was trained on"),
    ],
)
def test_messages_do_not_name_the_copy_of_what_came_through_a_pipe(
    piped: Callable[..., Result], trained: Path, options: tuple[str, ...], told: str
) -> None:
    command, *more = options
    refused = piped(command, "p.nnstudio", "--data", "-", *more, given=b"other\n1\n2\n")
    assert refused.complaint.startswith(told), refused.complaint


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_rows_from_a_named_pipe_and_from_no_device(run: Inside, trained: Path) -> None:
    os.mkfifo(trained / "pipe")
    with subprocess.Popen(["dd", "if=people.csv", "of=pipe", "status=none"], cwd=trained):
        told = run("predict", "p.nnstudio", "--data", "pipe")
    assert told.out == run("predict", "p.nnstudio", "--data", "people.csv").out
    with subprocess.Popen(["dd", "of=pipe", "status=none"], cwd=trained, stdin=subprocess.PIPE) as writer:
        assert writer.stdin is not None
        writer.stdin.write(b"other\n1\n")
        writer.stdin.close()
        assert run("predict", "p.nnstudio", "--data", "pipe").complaint.startswith("pipe pipe: The network")
    assert run("predict", "p.nnstudio", "--data", "/dev/zero").complaint.endswith("it is not a file")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_device_or_a_pipe_is_written_into_and_nothing_takes_its_place(run: Inside, trained: Path) -> None:
    named = trained / "pipe"
    os.mkfifo(named)
    with subprocess.Popen(["cat", str(named)], stdout=subprocess.PIPE, text=True) as reader:
        assert run("predict", "p.nnstudio", "--data", "people.csv", "-o", "pipe").code == 0
        assert reader.stdout is not None
        assert len(reader.stdout.read().splitlines()) == 61
    assert stat.S_ISFIFO(named.stat().st_mode)
    refused = run("export", "p.nnstudio", "--to", "onnx", "-o", "pipe")
    assert refused.complaint == "Cannot save pipe: it is a device or a pipe, and no file"
    assert stat.S_ISFIFO(named.stat().st_mode)
    if Path("/dev/full").is_char_device():
        full = run("predict", "p.nnstudio", "--data", "people.csv", "-o", "/dev/full")
        assert full.complaint.startswith("Cannot write /dev/full: the disk is full")
        assert Path("/dev/full").is_char_device()


@pytest.mark.skipif(sys.platform != "linux", reason="homes are found otherwise there")
def test_a_user_without_a_home_trains_and_asks(run: Inside, trained: Path) -> None:
    (trained / "file").touch()
    (trained / "tmp").mkdir()
    places = dict.fromkeys(
        ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"),
        str(trained / "file"),
    )
    env = environment(trained / "home", **places, NNSTUDIO_HOME="", TMPDIR=str(trained / "tmp"))
    for arguments in (("evaluate", "p.nnstudio"), ("train", "p.nnstudio", "--epochs", "3"), ("doctor",)):
        done = subprocess.run(
            [sys.executable, "-P", "-m", "nnstudio", *arguments],
            cwd=trained, env=env, capture_output=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names of files are text there")
def test_a_project_whose_name_is_no_text_keeps_its_result(trained: Path) -> None:
    name = b"\xff.nnstudio"
    (trained / "p.nnstudio").rename(trained / os.fsdecode(name))
    done = subprocess.run(
        [sys.executable, "-P", "-m", "nnstudio", "train", name, "--epochs", "3"],
        cwd=trained, env=environment(trained / "home"), capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(load(trained / os.fsdecode(name))[0].runs) == 2
