"""Cells with several choices on the command line: found, said, learned from, predicted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Inside
from tests.data.asked import survey

UNKNOWN = "Column 'ways': 'Pigeon' did not occur in training; in 1 row only the known choices count"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    survey(tmp_path)
    rows = "age,ways,city,bought\n30,Email;Pigeon,Bern,yes\n40,Phone;Email,Kiel,no\n50,,Graz,no\n"
    (tmp_path / "new.csv").write_text(rows, encoding="utf-8")
    return tmp_path


def test_what_a_column_holds_is_told_and_can_be_said(run: Inside) -> None:
    told = run("data", "describe", "survey.csv")
    assert "choices: Email, Letter, Phone, Text message" in told.out
    (column,) = [
        each for each in run("data", "describe", "survey.csv", "--json").events if each.get("name") == "ways"
    ]
    assert (column["kind"], column["holds"], column["separator"]) == ("choices", "choices", ";")
    assert len(column["counts"]) == 4
    plain = run("data", "describe", "survey.csv", "--kind", "ways=category").out
    assert "choices" not in plain
    assert "Email;Letter" in plain


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("ways", "--kind ways must be COLUMN=KIND, the kind one of number, category, choices, date"),
        ("ways=list", "--kind ways=list must be COLUMN=KIND"),
        ("no=choices", "survey.csv: there is no column 'no'"),
        ("city=choices", "Column 'city' holds no cell with several choices"),
    ],
)
def test_a_refusal_is_one_line(run: Inside, kind: str, said: str) -> None:
    for command in ("data describe survey.csv", "new textbook --data survey.csv -o p.nnstudio"):
        assert said in run(*command.split(), "--kind", kind).complaint
    assert (
        "--kind is for tables: iris is none"
        in run("data", "describe", "iris", "--kind", kind.split("=")[0] + "=date").complaint
    )


def test_learned_from_and_answered(run: Inside) -> None:
    assert run(*["new", "textbook", "--data", "survey.csv", "-o", "p.nnstudio"]).code == 0
    assert run("train", "p.nnstudio", "--epochs", "3").code == 0
    predicted = run("predict", "p.nnstudio", "--data", "new.csv")
    assert UNKNOWN in predicted.err
    assert UNKNOWN in run("evaluate", "p.nnstudio", "--data", "new.csv").out
    importance = run("evaluate", "p.nnstudio", "--importance").out
    assert importance.count("\nways") == 1
    assert run(*["export", "p.nnstudio", "--to", "numpy-script", "-o", "p.py"]).code == 0
    told = subprocess.run(
        [sys.executable, "p.py", "new.csv"], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert told.stdout == predicted.out
    assert "'Pigeon' did not occur in training; in 1 row only the known choices count" in told.stderr


def test_predicted_as_questions(run: Inside, here: Path) -> None:
    assert run(*["new", "textbook", "--data", "survey.csv", "--target", "ways", "-o", "p.nnstudio"]).code == 0
    assert run("train", "p.nnstudio", "--epochs", "2").code == 0
    told = run("predict", "p.nnstudio", "--data", "new.csv").out
    assert told.startswith("ways: Email,P(ways: Email = yes),ways: Letter,")
    evaluated = run("evaluate", "p.nnstudio", "--data", "new.csv").out
    assert "1 row without 'ways' is left out" in evaluated
    assert "1 of 2 samples left out: the network does not know 'Pigeon'" in evaluated
    (here / "none.csv").write_text(
        "age,ways,city,bought\n30,Pigeon,Bern,yes\n31,Owl;Pigeon,Bern,yes\n", encoding="utf-8"
    )
    refused = run("evaluate", "p.nnstudio", "--data", "none.csv").complaint
    assert "column 'ways' holds 'Owl', 'Pigeon'; the network knows 'Email', 'Letter'" in refused


@pytest.mark.parametrize("task", [(), ("--task", "classes")])
def test_a_target_with_spellings_and_numbers_that_count_as_missing(
    run: Inside, here: Path, task: tuple[str, ...]
) -> None:
    head, *lines = (here / "survey.csv").read_text(encoding="utf-8").splitlines()
    lines = [line.replace("Email", "email") if i % 9 == 0 else line for i, line in enumerate(lines)]
    lines += [f"{age},99,Bern,yes" for age in range(20, 40)]
    (here / "told.csv").write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    settings = [
        "--target",
        "ways",
        "--alike",
        "ways",
        "--missing",
        "ways=99",
        "--kind",
        "ways=choices",
        *task,
    ]
    assert run("new", "textbook", "--data", "told.csv", *settings, "-o", "p.nnstudio").code == 0
    assert run("train", "p.nnstudio", "--epochs", "2").code == 0
    rows = "30,email;Phone\n31,Email;Pigeon\n32,99\n33,\n"
    (here / "new.csv").write_text(
        "age,ways,city,bought\n" + rows.replace("\n", ",Bern,yes\n"), encoding="utf-8"
    )
    evaluated = run("evaluate", "p.nnstudio", "--data", "new.csv").out
    assert "2 rows without 'ways' are left out" in evaluated
    strange = "Email;Pigeon" if task else "Pigeon"
    assert f"1 of 2 samples left out: the network does not know '{strange}'" in evaluated
    if task:
        assert "'Email; Phone' / 'email;Phone' count as one" in evaluated
        trailing = "30,email;Phone;,Bern,yes\n31,EMAIL; phone,Bern,yes\n"
        (here / "new.csv").write_text("age,ways,city,bought\n" + trailing, encoding="utf-8")
        assert "new.csv: 2 samples" in run("evaluate", "p.nnstudio", "--data", "new.csv").out
