"""What the command line says when something is wrong, and that it says it in one line."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio import __version__
from nnstudio.__main__ import main
from nnstudio.cli import COMMANDS, predict, train
from nnstudio.cli.output import Output
from nnstudio.data import cache
from nnstudio.data.beside import Beside
from nnstudio.graph.network import Network, Node, sequential
from nnstudio.nn.layers import Dense, Input
from nnstudio.project import file
from nnstudio.project.answers import Answers, csv_of
from nnstudio.project.project import Project
from nnstudio.system.file_errors import FileError
from nnstudio.system.messages import StudioError
from tests.cli.conftest import Inside, shell

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def trained(run: Inside) -> str:
    """A project that has been trained for two epochs."""
    assert run("new", "textbook", "--data", "iris", "-o", "iris").code == 0
    assert run("train", "iris.nnstudio", "--epochs", "2", "--device", "cpu").code == 0
    return "iris.nnstudio"


def test_without_a_console_what_is_said_goes_nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert main(["summary", "none.nnstudio"]) == 1
    assert main(["new", "textbook", "--data", "iris", "-o", str(tmp_path / "xor")]) == 0
    sys.stdout.close()
    sys.stderr.close()


# Help and usage ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run: Inside, command: str) -> None:
    told = run(command, "--help")
    assert told.code == 0
    assert told.err == ""
    assert COMMANDS[command][0] in told.out.lower().replace("\n", " ")
    assert "--json" in told.out


def test_help_lists_every_command(run: Inside) -> None:
    told = run("--help")
    assert told.code == 0
    for command, (help_text, _) in COMMANDS.items():
        assert command in told.out
        assert help_text.split()[0] in told.out
    assert run("--version").out == f"NN Studio {__version__}\n"


@pytest.mark.parametrize(
    "line",
    ["train", "new", "new textbook", "train a b", "train a --epochs many", "evaluate a --split all", "export a",
     "predict a", "trian a", "--nonsense", "train a --device tpu", "--child"],
)  # fmt: skip
def test_wrong_usage_ends_with_2(run: Inside, line: str) -> None:
    told = run(*line.split())
    assert told.code == 2
    assert told.out == ""
    assert "usage: nnstudio" in told.err


# One line ---------------------------------------------------------------------------------------------------

REFUSED = {
    "train gone.nnstudio": "Cannot read gone.nnstudio: there is no such file",
    "train .": "Cannot read .: it is not a file",
    "train text.nnstudio": "Cannot open text.nnstudio: it is damaged or not an NN Studio project",
    "summary text.nnstudio": "Cannot open text.nnstudio: it is damaged or not an NN Studio project",
    "new resnet -o x": "Unknown template 'resnet'; known are textbook, perceptron, logistic, linear, mlp, lenet",
    "new lenet --data wine -o x": "LeNet looks at images (height × width × channels), but these samples are 13: use the textbook network",
    "new textbook --data nowhere -o x": "nowhere is neither a file or folder nor a data set of the program; bundled are",
    "new textbook --data iris --target kind -o x": "--target is for tables: iris has its own",
    "new textbook --target kind -o x": "--target needs a table: --data FILE",
    "new textbook --data table.csv --target no -o x": "table.csv: there is no column 'no'; there are 'a', 'b'",
    "new textbook --data . -o x": ".",
    "new textbook -o untrained": "untrained.nnstudio exists already; --force overwrites it",
    "new textbook -o no/x": f"Cannot save {Path('no/x.nnstudio')}: the folder does not exist",
    "evaluate untrained.nnstudio": "untrained.nnstudio has not been trained yet: run `nnstudio train untrained.nnstudio` first",
    "predict untrained.nnstudio --data table.csv": "untrained.nnstudio has not been trained yet",
    "export untrained.nnstudio -o x.onnx": "untrained.nnstudio has not been trained yet",
    "export untrained.nnstudio -o x.bin": "Cannot tell the format from the name x.bin; say which: ",
    "export untrained.nnstudio -o x --to resnet": "Unknown export format 'resnet'; known are ",
    "train untrained.nnstudio --continue": "untrained.nnstudio has not been trained yet: leave out --continue",
    "train untrained.nnstudio --epochs 0": "--epochs must be at least 1, not 0",
    "train untrained.nnstudio --batch-size -5": "--batch-size must be at least 1, not -5",
    "train untrained.nnstudio --learning-rate nan": "--learning-rate must be",
    "train untrained.nnstudio --learning-rate 0": "--learning-rate must be",
    "train untrained.nnstudio --seed -1": "--seed must be at least 0, not -1",
    "train untrained.nnstudio --test 1.5": "--test must be at most 0.9, not 1.5",
    "train untrained.nnstudio --test 0.9 --validation 0.9": "Data: validation (90\u202f%) and test (90\u202f%) leave too little",
    "train untrained.nnstudio --batch-size 5000": "A batch of 5\u202f000 samples is larger than the training part of 98",
    "train untrained.nnstudio -o no/x": f"Cannot save {Path('no/x.nnstudio')}: the folder does not exist",
    "train empty.nnstudio": "The project has no data yet: choose a data set, a file or a folder",
    "train huge.nnstudio": "This network needs about",
}


@pytest.mark.parametrize("line", REFUSED)
def test_a_refusal_is_one_line(run: Inside, tmp_path: Path, line: str) -> None:
    (tmp_path / "text.nnstudio").write_text("no zip", encoding="utf-8")
    (tmp_path / "table.csv").write_text("a,b\n1,x\n2,y\n3,x\n", encoding="utf-8")
    run("new", "textbook", "--data", "iris", "-o", "untrained")
    run("new", "empty", "-o", "empty")
    project, _ = file.load(tmp_path / "untrained.nnstudio")
    units = [*[Dense(40_000)] * 200, Dense(3, activation="softmax")]
    file.save(tmp_path / "huge.nnstudio", project.with_network(sequential((4,), units)))
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()}
    told = run(*line.split())
    assert told.code == 1
    assert told.out == ""
    assert told.complaint.startswith(REFUSED[line]) or REFUSED[line] == "."
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()} == before
    told = run(*line.split(), "--json")
    assert told.code == 1
    assert told.events == [{"event": "error", "message": told.complaint}]


def test_a_text_with_a_newline_stays_one_line(run: Inside, tmp_path: Path) -> None:
    network = Network((Node("input", Input((2,)), "In\nput\x1b[31m"), Node("d", Dense(1), "A\r\nB")))
    file.save(tmp_path / "x.nnstudio", Project(network))
    told = run("summary", "x.nnstudio")
    assert told.code == 0
    assert "\x1b" not in told.out
    assert "problem: A B has no input: draw a wire to it" in told.out.splitlines()
    output = Output(json=False)
    output.error("one\ntwo\x1b]0;title\x07")
    assert (
        run("summary", "gone\x1b.nnstudio").complaint == "Cannot read gone�.nnstudio: there is no such file"
    )


# Predictions ------------------------------------------------------------------------------------------------


def test_missing_columns_are_named(run: Inside, tmp_path: Path, trained: str) -> None:
    (tmp_path / "rows.csv").write_text("sepal length (cm),colour\n5,red\n6,blue\n", encoding="utf-8")
    told = run("predict", trained, "--data", "rows.csv")
    assert told.code == 1
    assert told.out == ""
    assert "rows.csv" in told.complaint
    assert "needs 'sepal width (cm)', 'petal length (cm)', 'petal width (cm)'" in told.complaint


def test_a_file_that_is_no_table_is_refused_in_one_line(run: Inside, tmp_path: Path, trained: str) -> None:
    (tmp_path / "zeros.csv").write_bytes(bytes(3000))
    (tmp_path / "nothing.csv").write_bytes(b"")
    for name in ("zeros.csv", "nothing.csv", "gone.csv", "home"):
        told = run("predict", trained, "--data", name)
        assert told.code == 1
        assert name in told.complaint


def test_answers_go_into_a_file_as_they_go_to_the_terminal(run: Inside, tmp_path: Path, trained: str) -> None:
    project, _ = file.load(tmp_path / trained)
    names = [c.name for c in project.data.source.read().inputs]  # type: ignore[union-attr]
    (tmp_path / "rows.csv").write_text(",".join(names) + "\n5.1,3.5,1.4,0.2\n6,3,5,\n", encoding="utf-8")
    printed = run("predict", trained, "--data", "rows.csv").out
    assert (
        run("predict", trained, "--data", "rows.csv", "--out", "answers.csv").out == "answers.csv: 2 rows\n"
    )
    assert (tmp_path / "answers.csv").read_text(encoding="utf-8") == printed
    assert run("predict", trained, "--data", "rows.csv", "-o", "-").out == printed, "as in a pipe"
    assert not (tmp_path / "-").exists()
    rows = list(csv.DictReader(io.StringIO(printed)))
    assert len(rows) == 2
    for row in rows:
        assert sum(float(v) for k, v in row.items() if k.startswith("P(")) == pytest.approx(1, abs=1e-5)
    told = run("predict", trained, "--data", "rows.csv", "-o", "no/answers.csv")
    assert told.complaint == f"Cannot save {Path('no/answers.csv')}: the folder does not exist"


def test_texts_that_a_spreadsheet_would_run_are_escaped() -> None:
    labels = [
        "=cmd|' /C calc'!A0",
        "+x",
        "-x",
        "@sum",
        "\tx",
        "\rx",
        "\nx",
        "plain",
        "-1",
        "+2.5",
        "a=b",
        'say "hi"',
    ]
    text = csv_of([Answers(("=kind",), labels, np.zeros((len(labels), 1)))], Beside())
    read = [row[0] for row in csv.reader(io.StringIO(text, newline=""))]
    assert read == [
        "'=kind", "'=cmd|' /C calc'!A0", "'+x", "'-x", "'@sum", "'\tx", "'\nx", "'\nx", "plain", "-1", "+2.5", "a=b",
        'say "hi"',
    ]  # fmt: skip


def test_a_class_or_target_of_any_name_has_its_place_in_json() -> None:
    given = Answers(("event", "P(row)", "P(a)b)"), ["row"], np.array([[0.25, 0.75]]))
    (row,) = given.rows()
    assert predict._facts(given, row) == {"answer": "row", "probabilities": {"row": 0.25, "a)b": 0.75}}


# Training ---------------------------------------------------------------------------------------------------


def test_a_finished_run_asks_for_more_epochs(run: Inside, trained: str) -> None:
    told = run("train", trained, "--continue")
    assert told.complaint == (
        "iris.nnstudio has been trained for 2 epochs already: go on with a larger number, as in --continue --epochs 4"
    )


def test_other_settings_cannot_go_on(run: Inside, trained: str) -> None:
    for option in (("--seed", "3"), ("--learning-rate", "0.3"), ("--test", "0.3")):
        told = run("train", trained, "--continue", "--epochs", "9", *option)
        assert "cannot go on: network, data or settings have changed" in told.complaint


def test_people_are_told_where_the_result_is(run: Inside, trained: str) -> None:
    out = run("train", trained, "--epochs", "1", "--device", "cpu").out.splitlines()
    assert out[0].startswith("epoch   1  loss ")
    assert out[1].startswith("Finished after ")
    assert out[2] == "Saved in iris.nnstudio"


def test_a_run_that_diverges_says_so_and_keeps_the_last_finite_weights(run: Inside, tmp_path: Path) -> None:
    run("new", "textbook", "--data", "diabetes", "-o", "d")
    told = run("train", "d.nnstudio", "--learning-rate", "1000", "--device", "cpu", "--json")
    assert told.code == 1
    assert told.complaint.startswith("Stopped at step ")
    assert "Try a smaller learning rate" in told.complaint
    assert {"event", "epoch", "step", "node", "message"} == set(told.event("diverged"))
    assert told.event("finished")["reason"] == "diverged"
    kept = file.load(tmp_path / "d.nnstudio")[1]
    assert kept is not None
    assert all(np.isfinite(w).all() for w in kept.weights().values())


def test_a_folder_that_cannot_be_written_is_found_out_before_training(
    run: Inside, trained: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_args: object) -> None:
        raise AssertionError("trained")

    monkeypatch.setattr(train, "new_run", never)
    for name, cause in (("no/x", "the folder does not exist"), ("home", None)):
        told = run("train", trained, "-o", name) if cause else None
        if told is not None:
            assert told.code == 1
            assert told.complaint == f"Cannot save {Path('no/x.nnstudio')}: {cause}"
    Path("folder.nnstudio").mkdir()
    assert run("train", trained, "-o", "folder").complaint.endswith("there is a folder of that name")


def test_a_disk_that_is_full_at_the_end_costs_no_training(
    run: Inside, tmp_path: Path, trained: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (tmp_path / trained).read_bytes()
    save = file.save

    def full(path: Path, *rest: Any) -> None:
        if path.parent == Path():
            raise FileError("Cannot save {path}: the disk is full", path=str(path))
        save(path, *rest)

    monkeypatch.setattr(file, "save", full)
    told = run("train", trained, "--epochs", "3", "--device", "cpu")
    assert told.code == 1
    assert told.complaint.startswith(
        "Cannot save iris.nnstudio: the disk is full. The result of the training is in "
    )
    (rescued,) = (tmp_path / "home" / "autosave").iterdir()
    assert str(rescued) in told.complaint
    kept = file.load(rescued)[1]
    assert kept is not None
    assert kept.checkpoint.position.epoch == 3
    assert (tmp_path / trained).read_bytes() == before


def test_the_test_part_may_be_empty(run: Inside) -> None:
    run("new", "textbook", "--data", "iris", "-o", "a")
    told = run(
        "train",
        "a.nnstudio",
        "--epochs",
        "1",
        "--test",
        "0",
        "--validation",
        "0",
        "--json",
        "--device",
        "cpu",
    )
    assert told.code == 0
    assert set(told.event("epoch")) == {"event", "epoch", "loss", "metrics", "seconds"}
    assert run("evaluate", "a.nnstudio").complaint == (
        "No samples were kept aside for a test: give the test part a share of the data"
    )


def test_data_that_changed_is_noticed(run: Inside, tmp_path: Path) -> None:
    rows = [f"{i},{i * i % 7},{'ab'[i % 2]}" for i in range(40)]
    (tmp_path / "t.csv").write_text("\n".join(["u,v,w", *rows]), encoding="utf-8")
    run("new", "textbook", "--data", "t.csv", "-o", "t")
    run("train", "t.nnstudio", "--epochs", "1", "--batch-size", "8", "--device", "cpu")
    (tmp_path / "t.csv").write_text("\n".join(["u,v,w", *rows[1:], "99,1,a"]), encoding="utf-8")
    assert "data has changed since training" in run("evaluate", "t.nnstudio").complaint
    assert "cannot go on" in run("train", "t.nnstudio", "--continue", "--epochs", "2").complaint


# The rest ---------------------------------------------------------------------------------------------------


def test_summary_of_a_drawing_with_a_circle(run: Inside, tmp_path: Path) -> None:
    network = sequential((4,), [Dense(3), Dense(2)])
    network = Network((*network.nodes, Node("x", Dense(1)), Node("y", Dense(1))), network.edges)
    network = network.connect("x", "y").connect("y", "x")
    file.save(tmp_path / "x.nnstudio", Project(network))
    told = run("summary", "x.nnstudio", "--json")
    assert [e["id"] for e in told.events if e["event"] == "layer"] == [
        "input",
        "dense_1",
        "dense_2",
        "x",
        "y",
    ]
    assert any("circle" in problem for problem in told.event("summary")["problems"])


def test_samples_and_templates_are_listed(run: Inside) -> None:
    told = run("samples", "--json")
    assert {e["name"] for e in told.events if e["event"] == "data"} >= {"iris", "digits", "breast-cancer"}
    assert {e["name"] for e in told.events if e["event"] == "template"} >= {"textbook", "lenet", "empty"}
    sets = {event["name"]: event for event in told.events if event["event"] == "data"}
    assert (sets["penguins-three"]["outputs"], sets["iris"]["outputs"]) == (3, 1)
    text = run("samples").out
    assert re.search(r"penguins-three .* 3 outputs\n", text)
    assert "breast-cancer" in text
    assert all(line == line.rstrip() for line in text.splitlines())


def test_doctor_tells_what_a_bug_report_needs(run: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    from nnstudio.backend.gpu_system import Step
    from nnstudio.backend.probe import CPU, Probe
    from nnstudio.cli import doctor
    from nnstudio.system.messages import msg

    step = Step("driver", msg("NVIDIA driver"), "failed", msg("there is none"), msg("Install one"))
    monkeypatch.setattr(doctor, "probe", lambda: Probe((CPU,), (step,)))
    told = run("doctor", "--json")
    assert told.code == 0
    kinds = [e["event"] for e in told.events]
    assert kinds == ["system", "packages", "device", "gpu_step", "folders", "cached_data"]
    assert told.event("gpu_step") == {
        "event": "gpu_step", "key": "driver", "state": "failed", "told": "there is none", "remedy": "Install one"
    }  # fmt: skip
    assert told.event("system")["NN Studio"] == __version__
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert {re.split("[^A-Za-z0-9-]", each)[0] for each in needed} < told.event("packages").keys()
    assert told.event("cached_data")["bytes"] == 0
    cache.keep("things", {"x": np.zeros((1024, 1024))}, {})
    kept = run("doctor", "--json").event("cached_data")
    assert 8 << 20 <= kept["bytes"] < 9 << 20 < kept["most"]
    text = run("doctor").out
    assert "numpy" in text
    assert "NVIDIA driver: Install one" in text
    assert "8.0 MiB of at most 16.0 GiB" in text


def test_new_overwrites_only_by_force(run: Inside, tmp_path: Path) -> None:
    assert run("new", "textbook", "-o", "a.NNStudio").code == 0
    before = (tmp_path / "a.NNStudio").read_bytes()
    assert run("new", "lenet", "-o", "a.NNStudio").code == 1
    assert (tmp_path / "a.NNStudio").read_bytes() == before
    assert run("new", "lenet", "-o", "a.NNStudio", "--force").code == 0
    assert (tmp_path / "a.NNStudio").read_bytes() != before
    assert run("new", "textbook", "-o", "").complaint == "A name for the project is missing: -o FILE"
    assert run("new", "textbook", "-o", "x" * 300).complaint.endswith("the name is too long")


def test_json_holds_no_nan_and_only_ascii(capsys: pytest.CaptureFixture[str]) -> None:
    Output(json=True).event("x", a=float("nan"), b=[float("inf"), 1.5], c={"é": (1, None, True)}, d="🙂\n")
    (line,) = capsys.readouterr().out.splitlines()
    assert line.isascii()
    assert json.loads(line) == {
        "event": "x",
        "a": None,
        "b": [None, 1.5],
        "c": {"é": [1, None, True]},
        "d": "🙂\n",
    }


# Defects ----------------------------------------------------------------------------------------------------


def _defect(*_args: object) -> None:
    raise ZeroDivisionError("division\nby zero")


def test_a_defect_is_one_line_and_a_log(
    run: Inside, tmp_path: Path, trained: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "load_data", _defect)
    told = run("train", trained)
    log = tmp_path / "home" / "logs" / "command-line.log"
    assert told.code == 1
    assert told.complaint == (
        "Something unexpected went wrong (ZeroDivisionError: division by zero); "
        f"details with NNSTUDIO_DEBUG=1, or in {log}"
    )
    assert "Traceback" in log.read_text(encoding="utf-8")
    size = log.stat().st_size
    run("train", trained)
    assert log.stat().st_size > size
    log.write_bytes(bytes(2 << 20))
    run("train", trained)
    assert log.stat().st_size < 10_000
    monkeypatch.setenv("NNSTUDIO_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("train", trained)


def test_a_defect_with_nowhere_to_log_is_still_one_line(
    run: Inside, tmp_path: Path, trained: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "load_data", _defect)
    (tmp_path / "occupied").write_text("", encoding="utf-8")
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "occupied"))
    assert run("train", trained).complaint.endswith("details with NNSTUDIO_DEBUG=1")


def test_too_little_memory_is_one_line(run: Inside, trained: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise MemoryError

    monkeypatch.setattr(train, "load_data", full)
    assert run("train", trained).complaint.startswith("There is not enough memory")


def test_ctrl_c_before_the_training_is_one_line(
    run: Inside, trained: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(train, "load_data", interrupt)
    told = run("train", trained)
    assert (told.code, told.complaint) == (130, "Cancelled")


def test_a_console_without_unicode_shows_something(tmp_path: Path) -> None:
    told = shell(tmp_path, "new", "lenet", "--data", "iris", "-o", "x", PYTHONIOENCODING="ascii")
    assert told.code == 1
    assert told.complaint.startswith("LeNet looks at images (height ? width ? channels)")


def test_a_file_that_can_be_neither_saved_nor_rescued_says_so(
    run: Inside, trained: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, *_rest: object) -> None:
        raise FileError("Cannot save {path}: the disk is full", path=str(path))

    monkeypatch.setattr(file, "save", full)
    told = run("train", trained, "--epochs", "1", "--device", "cpu")
    assert told.code == 1
    said = (
        told.err.splitlines()
    )  # of the result, and before it perhaps of the state kept while the run went on
    assert said
    assert all("the disk is full" in line for line in said)


def test_only_what_looks_like_a_file_opens_the_window(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from nnstudio.__main__ import _is_file

    monkeypatch.chdir(tmp_path)
    (tmp_path / "here").write_text("", encoding="utf-8")
    for name in ("a.nnstudio", "table.csv", "here", os.path.join("folder", "x")):  # noqa: PTH118
        assert _is_file(name)
    for name in ("trian", "--json", "-h", "x" * 300):
        assert not _is_file(name)


def test_errors_of_the_studio_are_values() -> None:
    assert str(StudioError("{a} and {b}", a=1, b="{c}")) == "1 and {c}"
