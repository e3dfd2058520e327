"""Rows of a log see what stood before them, from the command line to a script that answers new rows."""

from __future__ import annotations

import csv
import datetime
import io
import itertools
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from nnstudio.project import file
from tests.cli.conftest import Inside
from tests.data.logs import START, sites_log


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the log of eight days and with one of the following hours, in which the commands run."""
    monkeypatch.chdir(tmp_path)
    Path("log.csv").write_text(sites_log(200), encoding="utf-8")
    head, *rows = sites_log(230).splitlines(keepends=True)
    new = [row for row in rows if row >= "2024-03-09"]
    Path("new.csv").write_text("".join([head, *new]), encoding="utf-8")
    Path("reversed.csv").write_text("".join([head, *new[::-1]]), encoding="utf-8")
    return tmp_path


NEW = ["new", "linear", "--data", "log.csv", "--target", "load", "--split-by", "time"]


def test_a_linear_network_finds_what_follows_from_the_rows_before(run: Inside, here: Path) -> None:
    told = run(*NEW, "--earlier", "2", "-o", "p.nnstudio")
    assert told.code == 0
    assert "of the 2 rows before, in the order of 'time', for each value of 'site' on its own" in told.out
    assert run("train", "p.nnstudio", "--device", "cpu", "--epochs", "200").code == 0
    judged = run("evaluate", "p.nnstudio", "--json").event("evaluation")
    assert judged["metrics"]["mae"] < 0.1, "without the rows before it is above one"
    other = run("evaluate", "p.nnstudio", "--data", "new.csv", "--json").event("evaluation")
    assert other["samples"] == 2 * (38 - 2), "the first two hours of each site have too few before them"
    answered = run("predict", "p.nnstudio", "--data", "new.csv")
    assert "4 rows have fewer than 2 before them: what is not known counts as missing" in answered.err
    answers = list(csv.reader(io.StringIO(answered.out)))
    assert answers[0] == ["time", "site", "load"]
    turned = run("predict", "p.nnstudio", "--data", "reversed.csv")
    assert list(csv.reader(io.StringIO(turned.out)))[:0:-1] == answers[1:]

    assert run("export", "p.nnstudio", "--to", "numpy-script", "-o", "script.py").code == 0
    for name in ("new.csv", "reversed.csv"):
        written = subprocess.run(
            [sys.executable, "script.py", name], capture_output=True, check=True, text=True, encoding="utf-8"
        )
        assert "4 rows have too few rows before" in written.stderr
        rows = list(csv.reader(io.StringIO(written.stdout)))
        expected = answers if name == "new.csv" else [answers[0], *answers[:0:-1]]
        assert rows == expected
    Path("few.csv").write_text("time,temperature\n2024-03-09 00:00,1\n", encoding="utf-8")
    for refused in (
        run("predict", "p.nnstudio", "--data", "few.csv").err,
        subprocess.run(
            [sys.executable, "script.py", "few.csv"],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        ).stderr,
    ):
        assert "few.csv: there is no column 'load'" in refused
        assert "Traceback" not in refused
    assert run("export", "p.nnstudio", "-o", "card.md").code == 0
    assert "of the 2 rows before" in Path("card.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "how", ["%Y-%m-%d %H:%M:%S+02:00", "%d.%m.%Y %H:%M", "%Y-%m-%dT%H:%M:%S.250Z", "%d/%m/%y"]
)
def test_a_script_tells_moments_as_the_program_does(run: Inside, here: Path, how: str) -> None:
    """It told them as they stand in the file, and the program in UTC, and written one way."""
    head, *rows = Path("log.csv").read_text(encoding="utf-8").splitlines()
    days = itertools.count()
    for i, row in enumerate(rows):
        moment, site, *rest = row.split(",")
        when = datetime.datetime.fromisoformat(moment)
        if "%H" not in how:  # a row a day
            when = START + datetime.timedelta(days=next(days) % 200)
        rows[i] = ",".join([when.strftime(how), site, *rest])
    Path("log.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    assert run(*NEW, "--earlier", "2", "-o", "p.nnstudio").code == 0
    assert run("train", "p.nnstudio", "--device", "cpu", "--epochs", "1").code == 0
    answered = list(csv.reader(io.StringIO(run("predict", "p.nnstudio", "--data", "log.csv").out)))
    told = {
        "+02": "2024-02-29 22:00",
        "%d.": "2024-03-01 00:00",
        "50Z": "2024-03-01 00:00:00.250",
        "%y": "2024-03-01",
    }
    assert answered[0][0] == "time"
    assert answered[1][0] == next(moment for part, moment in told.items() if part in how)
    assert run("export", "p.nnstudio", "--to", "numpy-script", "-o", "script.py", "--no-proof").code == 0
    done = subprocess.run(
        [sys.executable, "script.py", "log.csv"], capture_output=True, check=True, text=True, encoding="utf-8"
    )
    written = list(csv.reader(io.StringIO(done.stdout)))
    assert [row[:2] for row in written] == [row[:2] for row in answered]


def test_a_forecast_is_made_several_rows_ahead(run: Inside, here: Path) -> None:
    told = run(*NEW, "--earlier", "2", "--ahead", "24", "--ignore", "temperature", "-o", "p.nnstudio")
    assert told.code == 0
    assert "of 2 rows, the newest 24 before it, in the order of 'time'" in told.out
    assert run("train", "p.nnstudio", "--device", "cpu", "--epochs", "20").code == 0
    judged = run("evaluate", "p.nnstudio", "--json").event("evaluation")
    log = np.array([float(row.rsplit(",")[-1]) for row in sites_log(200).splitlines()[1:]]).reshape(2, 200)
    held_out = judged["samples"] // 2
    expected = np.abs(log[:, -held_out:] - log[:, -held_out - 24 : -24]).mean()
    assert judged["last_value"] == pytest.approx(expected, rel=1e-5)
    assert "The last value would reach" in run("evaluate", "p.nnstudio").out
    Path("few.csv").write_text(sites_log(20), encoding="utf-8")
    refused = run("evaluate", "p.nnstudio", "--data", "few.csv").complaint
    assert "few.csv: no row has 25 rows before it in its series, as the network needs them" in refused
    head, *rows = sites_log(230).splitlines(keepends=True)
    known = [row if row < "2024-03-09" else ",".join(row.split(",")[:3]) + ",\n" for row in rows]
    Path("tomorrow.csv").write_text("".join([head, *known]), encoding="utf-8")
    answered = run("predict", "p.nnstudio", "--data", "tomorrow.csv")
    answers = list(csv.reader(io.StringIO(answered.out)))
    assert len(answers) == 1 + 460
    assert run("export", "p.nnstudio", "--to", "numpy-script", "-o", "script.py").code == 0
    written = subprocess.run(
        [sys.executable, "script.py", "tomorrow.csv"],
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    assert list(csv.reader(io.StringIO(written.stdout))) == answers
    assert run("export", "p.nnstudio", "-o", "card.md").code == 0
    card = Path("card.md").read_text(encoding="utf-8")
    assert "the newest 24 before it" in card
    assert "Always answering the newest earlier value that is seen would reach" in card


def test_by_time_is_the_order_that_is_known_already(run: Inside, here: Path) -> None:
    by_time = ["new", "linear", "--data", "log.csv", "--target", "load", "--split", "time", "-o"]
    for options, column in (
        (["--earlier", "2"], "time"),
        (["--earlier", "2", "--order-by", "temperature"], "temperature"),
        ([], "time"),
    ):
        told = run(*by_time, "p.nnstudio", "--force", *options)
        assert told.code == 0, told.err
        data = file.load(Path("p.nnstudio"))[0].data
        assert (data.divided, data.divided_by) == ("time", column)
        assert column in data.source.ignored
        told = run(*by_time, "q.nnstudio", "--force", *options, "--split-by", column)
        assert file.load(Path("q.nnstudio"))[0].data == data


def test_columns_order_and_series_are_chosen(run: Inside, here: Path) -> None:
    more = ["--earlier-of", "load", "--order-by", "temperature", "--series", "site"]
    assert run(*NEW, "--earlier", "3", *more, "-o", "p.nnstudio").code == 0
    source = file.load(Path("p.nnstudio"))[0].data.source
    assert (source.earlier, source.earlier_of, source.order_by, source.series) == (
        3,
        ("load",),
        "temperature",
        "site",
    )
    told = run(*NEW, "--series", "site", "-o", "q.nnstudio")
    assert told.code == 1
    assert "--series is for earlier rows: say how many with --earlier N" in told.err
    told = run(*NEW, "--ahead", "2", "-o", "q.nnstudio")
    assert "--ahead is for earlier rows: say how many with --earlier N" in told.err
    told = run(*NEW, "--earlier", "2", "--ahead", "0", "-o", "q.nnstudio")
    assert "at least 1" in told.err
    for option in ("--ahead", "--earlier-of", "--order-by", "--series"):
        told = run("new", "mlp", option, "3", "-o", "q.nnstudio")
        assert f"{option} needs a table: --data FILE" in told.err
    told = run("new", "mlp", "--earlier", "3", "-o", "q.nnstudio")
    assert "--earlier needs a table: --data FILE" in told.err
    told = run("new", "mlp", "--data", "moons", "--earlier", "3", "-o", "q.nnstudio")
    assert "--earlier is for tables: moons is none" in told.err
    told = run(*NEW, "--earlier", "-1", "-o", "q.nnstudio")
    assert "at least 0" in told.err


def test_what_is_seen_of_a_row_before_can_be_left_out(run: Inside, here: Path) -> None:
    told = run(*NEW, "--earlier", "2", "--ignore", "load (t-1)", "-o", "p.nnstudio")
    assert told.code == 0, told.err
    source = file.load(Path("p.nnstudio"))[0].data.source
    names = [column.name for column in source.read().inputs]
    assert "load (t-2)" in names
    assert "load (t-1)" not in names
    told = run(*NEW, "--earlier", "2", "--ignore", "load (t-3)", "-o", "q.nnstudio")
    assert "there is no column 'load (t-3)'" in told.err


def test_convolutions_slide_along_the_rows_before(run: Inside, here: Path) -> None:
    own = ["--ignore", "temperature", "--ignore", "time", "--ignore", "site"]
    of = ["--earlier-of", "load", "--earlier-of", "temperature"]
    data = ["--data", "log.csv", "--target", "load", "--split-by", "time", "--earlier", "12", *of, *own]
    assert run("new", "sequence", *data, "-o", "p.nnstudio").code == 0
    told = run("summary", "p.nnstudio").out
    assert "12×2" in told
    assert "12×32" in told
    assert run("train", "p.nnstudio", "--device", "cpu", "--epochs", "15").code == 0
    judged = run("evaluate", "p.nnstudio", "--json").event("evaluation")
    assert judged["metrics"]["mae"] < 0.7 * judged["last_value"]


def test_a_script_names_moments_before_series_as_the_program_does(run: Inside, here: Path) -> None:
    head, *rows = sites_log(60).splitlines()
    counted = [",".join([str(i // 2), *row.split(",")[1:]]) for i, row in enumerate(rows)]
    Path("counted.csv").write_text("\n".join([head, *counted, ""]), encoding="utf-8")
    settings = ["--target", "load", "--earlier", "1", "--order-by", "time", "--series", "site"]
    assert run("new", "linear", "--data", "counted.csv", *settings, "-o", "p.nnstudio").code == 0
    assert run("train", "p.nnstudio", "--device", "cpu", "--epochs", "1").code == 0
    assert run("export", "p.nnstudio", "--to", "numpy-script", "-o", "script.py").code == 0
    told = run("predict", "p.nnstudio", "--data", "counted.csv").out
    assert told.startswith("time,site,load\n")
    done = subprocess.run(
        [sys.executable, "script.py", "counted.csv"], capture_output=True, check=True, text=True
    )
    assert done.stdout == told


def test_series_that_are_spelled_alike_are_one_in_new_rows_as_well(run: Inside, here: Path) -> None:
    head, *rows = sites_log(60).splitlines()
    other = [row.replace("north", "North") if i % 7 == 0 else row for i, row in enumerate(rows)]
    Path("plain.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    Path("other.csv").write_text("\n".join([head, *other, ""]), encoding="utf-8")
    settings = [
        "--target",
        "load",
        "--earlier",
        "2",
        "--order-by",
        "time",
        "--series",
        "site",
        "--alike",
        "site",
    ]
    assert run("new", "linear", "--data", "other.csv", *settings, "--ignore", "site", "-o", "p").code == 0
    assert run("train", "p.nnstudio", "--device", "cpu", "--epochs", "1").code == 0
    assert run("export", "p.nnstudio", "--to", "numpy-script", "-o", "script.py").code == 0
    answers = []
    for name in ("plain.csv", "other.csv"):
        told = run("predict", "p.nnstudio", "--data", name)
        assert "4 rows have fewer than 2 before them" in told.err
        done = subprocess.run([sys.executable, "script.py", name], capture_output=True, check=True, text=True)
        assert done.stdout == told.out
        answers.append([row.rsplit(",", 1)[1] for row in told.out.splitlines()])
    assert answers[0] == answers[1]


@pytest.fixture
def levels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a log of whole numbers, in which the commands run."""
    monkeypatch.chdir(tmp_path)
    lines = [f"{i}.5,{i % 28 + 1}/3/2021,{i * 7 % 4}" for i in range(90)]
    Path("levels.csv").write_text("\n".join(["x,made,level", *lines, ""]), encoding="utf-8")
    return tmp_path


def test_classes_that_are_numbers_are_seen_and_told_in_other_data(run: Inside, levels: Path) -> None:
    assert run("new", "textbook", "--data", "levels.csv", "--earlier", "2", "-o", "p").code == 0
    assert run("train", "p.nnstudio", "--device", "cpu", "--epochs", "1").code == 0
    text = Path("levels.csv").read_text(encoding="utf-8")
    Path("new.csv").write_text(text + "1.5,2/3/2021,7\n", encoding="utf-8")
    told = run("evaluate", "p.nnstudio", "--data", "new.csv")
    assert told.code == 0, told.err
    assert "1 of 89 samples left out: the network does not know '7'" in told.out


def test_what_is_seen_is_read_alike_where_its_oldest_value_is_left_out(run: Inside, levels: Path) -> None:
    settings = ["--earlier", "2", "--earlier-of", "made", "--kind", "made=date", "--ignore", "made"]
    made = run("new", "textbook", "--data", "levels.csv", *settings, "--ignore", "made (t-2)", "-o", "p")
    assert made.code == 0, made.err
    assert run("train", "p.nnstudio", "--device", "cpu", "--epochs", "1").code == 0
    told = run("predict", "p.nnstudio", "--data", "levels.csv")
    assert told.code == 0, told.err


@pytest.mark.parametrize("more", [(), ("--order-by", "time"), ("--order-by", "time", "--kind", "time=date")])
def test_an_order_that_is_not_learned_from_holds(run: Inside, here: Path, more: tuple[str, ...]) -> None:
    made = run("new", "linear", "--data", "log.csv", "--earlier", "2", "--ignore", "time", *more, "-o", "p")
    assert made.code == 0, made.err
    assert "in the order of 'time', for each value of 'site' on its own" in made.out


@pytest.mark.parametrize("names", [("north", "south"), ("1", "2")])
def test_new_rows_of_one_series_are_answered(run: Inside, here: Path, names: tuple[str, str]) -> None:
    log = sites_log(60).replace(",north,", f",{names[0]},").replace(",south,", f",{names[1]},")
    Path("own.csv").write_text(log, encoding="utf-8")
    head, *rows = log.splitlines()
    one = [row for row in rows if f",{names[0]}," in row]
    Path("one.csv").write_text("\n".join([head, *one, ""]), encoding="utf-8")
    settings = ["--earlier", "2", "--order-by", "time", "--series", "site", "--ignore", "site"]
    assert run("new", "linear", "--data", "own.csv", *settings, "-o", "p.nnstudio").code == 0
    assert run("train", "p.nnstudio", "--device", "cpu", "--epochs", "1").code == 0
    told = run("predict", "p.nnstudio", "--data", "one.csv")
    assert told.code == 0, told.err
    answers = run("predict", "p.nnstudio", "--data", "own.csv").out.splitlines()
    assert told.out.splitlines()[1:] == [row for row in answers if f",{names[0]}," in row]
    assert run("evaluate", "p.nnstudio", "--data", "one.csv").code == 0
