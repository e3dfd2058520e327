"""The answers to a table come with what its rows are called."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from tests.cli.conftest import Inside
from tests.data.test_beside import texts, written


def test_answers_begin_with_what_rows_are_called(run: Inside, tmp_path: Path) -> None:
    written(tmp_path / "t.csv", {"Sample ID": texts(1200)}, rows=1200)
    written(tmp_path / "new.csv", {"Sample ID": ["=1+1", "x-2"]}, rows=2, target=False)
    written(tmp_path / "plain.csv", {}, rows=2, target=False)
    made = run("new", "textbook", "--data", "t.csv", "-o", "p.nnstudio")
    assert made.code == 0, made.err
    assert run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu").code == 0
    told = run("predict", "p.nnstudio", "--data", "new.csv", "--device", "cpu")
    rows = list(csv.reader(io.StringIO(told.out)))
    assert [row[0] for row in rows] == ["Sample ID", "'=1+1", "x-2"], "a spreadsheet runs none of them"
    plain = run("predict", "p.nnstudio", "--data", "plain.csv", "--device", "cpu")
    assert list(csv.reader(io.StringIO(plain.out))) == [row[1:] for row in rows]
    events = run("predict", "p.nnstudio", "--data", "new.csv", "--json").events
    assert [event["identifiers"] for event in events] == [{"Sample ID": "=1+1"}, {"Sample ID": "x-2"}]
    events = run("predict", "p.nnstudio", "--data", "plain.csv", "--json").events
    assert not any("identifiers" in event for event in events)


def test_the_column_that_keeps_rows_together_is_told_and_counted_by(run: Inside, tmp_path: Path) -> None:
    customers = [f"K{i // 6}" for i in range(300)]
    path = written(tmp_path / "t.csv", {"customer": customers, "Sample ID": texts(300)}, rows=300)
    project = str(tmp_path / "p.nnstudio")
    made = run(
        "new", "textbook", "--data", str(path), "--split-by", "customer", "--split", "group", "-o", project
    )
    assert made.code == 0, made.err
    assert run("train", project, "--epochs", "1", "--device", "cpu").code == 0
    lines = list(csv.reader(io.StringIO(run("predict", project, "--data", str(path)).out)))
    assert lines[0][:2] == ["Sample ID", "customer"]
    assert [line[1] for line in lines[1:]] == customers
    other = written(tmp_path / "other.csv", {"customer": customers[:240]}, rows=240)
    for more, groups in (((), 10), (("--data", str(other)), 40)):
        told = run("evaluate", project, *more)
        assert f"samples in {groups} groups that stay together\n" in told.out
    alone = written(tmp_path / "alone.csv", {}, rows=300)
    told = run("evaluate", project, "--data", str(alone))
    assert told.code == 0
    assert "groups" not in told.out
