"""Spellings on the command line: told with the option that mends them, and followed by every command."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.cli.conftest import Inside
from tests.data.spellings import spellings_table


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    spellings_table(tmp_path)
    return tmp_path


def test_the_option_is_told_and_mends_it(run: Inside) -> None:
    told = run("data", "describe", "spellings.csv").out
    assert "'sev': 'warn' / 'Warn' differ only" in told
    assert "`nnstudio new` mends it with --alike sev" in told
    mended = run("data", "describe", "spellings.csv", "--alike", "sev").out
    assert "with --alike sev" not in mended
    assert "tell two classes apart" in mended


def test_new_train_evaluate_predict_follow_it(run: Inside, here: Path) -> None:
    line = "new textbook --data spellings.csv --alike sev --alike site --alike patient -o p.nnstudio"
    assert "warning" not in run(*line.split()).out
    assert run("train", "p.nnstudio", "--epochs", "2").code == 0
    plain = "x,site,patient,sev\n" + "0.5,North Bay,anna,warn\n0.1,Pier,bert,error\n"
    (here / "plain.csv").write_text(plain * 1, encoding="utf-8")
    (here / "other.csv").write_text(
        plain.replace("North Bay", "North bay").replace("anna", "Anna").replace("warn", "Warn"),
        encoding="utf-8",
    )
    answers = [run("predict", "p.nnstudio", "--data", name) for name in ("plain.csv", "other.csv")]
    assert answers[0].code == 0
    assert answers[0].out == answers[1].out
    figures = [run("evaluate", "p.nnstudio", "--data", name) for name in ("plain.csv", "other.csv")]
    assert figures[0].code == 0, figures[0].err
    assert figures[0].out.replace("plain", "other") == figures[1].out


def test_answers_that_nobody_spelled_so_count_as_their_class(run: Inside, here: Path) -> None:
    for spelled in ((), ("--alike", "sev")):
        run("new", "textbook", "--data", "spellings.csv", *spelled, "-o", "p.nnstudio", "--force")
        assert run("train", "p.nnstudio", "--epochs", "1").code == 0
        rows = "0.5,Pier,anna,WARN\n0.1,Pier,bert,Error\n0.2,Reef,bert,error\n0.3,Reef,carl,owl\n"
        (here / "new.csv").write_text("x,site,patient,sev\n" + rows, encoding="utf-8")
        told = run("evaluate", "p.nnstudio", "--data", "new.csv").out
        if spelled:
            assert "Column 'sev': 'error' / 'Error', 'warn' / 'WARN' count as one" in told
            assert "1 of 4 samples left out: the network does not know 'owl'" in told
        else:
            assert "3 of 4 samples left out: the network does not know 'Error', 'WARN', 'owl'" in told


def test_in_a_folder_of_images_a_new_spelling_does_not_hide_a_known_one(run: Inside, here: Path) -> None:
    for name, count in {
        "a/cat": 12, "a/Cat": 4, "a/dog": 12, "b/cat": 3, "b/CAT": 5, "b/dog": 4, "b/owl": 1,
    }.items():  # fmt: skip
        (here / name).mkdir(parents=True)
        for i in range(count):
            grey = np.full((6, 6), 20 * i + len(name), np.uint8)
            Image.fromarray(grey).save(here / name / f"{i}.png")
    assert run("new", "logistic", "--data", "a", "--alike", "class", "-o", "p.nnstudio").code == 0
    assert run("train", "p.nnstudio", "--epochs", "1").code == 0
    told = run("evaluate", "p.nnstudio", "--data", "b").out
    assert "Column 'class': 'cat' / 'CAT' count as one" in told
    assert "1 of 13 samples left out: the network does not know 'owl'" in told


def test_a_refusal_is_one_line(run: Inside) -> None:
    assert "there is no column 'no'" in run("data", "describe", "spellings.csv", "--alike", "no").complaint
    assert (
        "folder of images or recordings: iris is neither"
        in run("data", "describe", "iris", "--alike", "x").complaint
    )
    alone = run("new", "textbook", "--alike", "x", "-o", "p.nnstudio")
    assert "--alike needs a table: --data FILE" in alone.complaint
