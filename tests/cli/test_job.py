"""The whole job, as somebody does it in a terminal: new, train, evaluate, predict, export."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx.reference import ReferenceEvaluator
from safetensors.numpy import load_file

import nnstudio as nns
from nnstudio.project.file import load
from nnstudio.project.trained import load_data
from nnstudio.system.folders import resources
from tests.cli.conftest import Inside, Result, environment, shell

EPOCH = {"event", "epoch", "loss", "metrics", "val_loss", "val_metrics", "seconds"}
KEYS = {
    "created": {"event", "file", "parameters", "notes"},
    "start": {"event", "epochs", "epoch", "steps_per_epoch", "samples", "device", "outputs"},
    "preparing": {"event", "done", "total"},
    "epoch": EPOCH,
    "finished": {"event", "reason", "epochs", "seconds", "best_epoch"},
    "saved": {"event", "file"},
    "evaluation": {
        "event",
        "split",
        "samples",
        "loss",
        "metrics",
        "calibration",
        "unknown",
        "guessing",
        "last_value",
        "classes",
        "confusion",
        "targets",
        "decisions",
        "uncertainty",
        "weights",
        "epoch",
    },
    "prediction": {"event", "row", "answer", "probabilities"},
    "written": {"event", "file", "rows"},
    "exported": {"event", "format", "file", "files", "proof", "reason", "weights", "epoch"},
    "layer": {"event", "id", "name", "figures", "output", "parameters", "multiply_adds", "frozen"},
    "summary": {
        "event",
        "depth",
        "width",
        "parameters",
        "frozen",
        "multiply_adds",
        "trained",
        "problems",
        "advice",
    },
}
"""What programs rely on: a key may be added here, none may go."""


def _rows(path: Path, count: int) -> Path:
    """The first rows of the breast-cancer data, without their answers."""
    with (resources() / "datasets" / "breast-cancer.csv").open(newline="", encoding="utf-8") as source:
        rows = list(csv.reader(source))[: count + 1]
    with path.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows(row[:-1] for row in rows)
    return path


def test_the_job(tmp_path: Path, run: Inside) -> None:
    _rows(tmp_path / "rows.csv", 4)
    seen: dict[str, dict[str, Any]] = {}

    def step(*arguments: str, inside: bool = False) -> Result:
        """In a process of its own, unless that would only cost time."""
        done = run(*arguments, "--json") if inside else shell(tmp_path, *arguments, "--json")
        assert done.code == 0, done.err
        assert done.err == ""
        for event in done.events:
            assert set(event) == KEYS[event["event"]], event
            seen[event["event"]] = event
        return done

    step("new", "textbook", "-o", "a", inside=True)
    assert seen["created"] == {
        "event": "created", "file": "a.nnstudio", "parameters": 1181, "notes": []
    }  # fmt: skip
    trained = step("train", "a.nnstudio", "--epochs", "30", "--seed", "7", "--device", "cpu")
    names = [event["event"] for event in trained.events if event["event"] != "preparing"]
    assert names == ["start", *["epoch"] * 30, "finished", "saved"]
    step("evaluate", "a.nnstudio", inside=True)
    assert seen["evaluation"]["split"] == "test"
    assert seen["evaluation"]["metrics"]["accuracy"] >= 0.95
    assert len(step("predict", "a.nnstudio", "--data", "rows.csv").events) == 4
    assert seen["prediction"]["answer"] in seen["prediction"]["probabilities"]
    step("predict", "a.nnstudio", "--data", "rows.csv", "-o", "answers.csv", inside=True)
    step("export", "a.nnstudio", "-o", "a.onnx", inside=True)
    step("export", "a.nnstudio", "-o", "weights.bin", "--to", "safetensors", "--weights", "best", inside=True)
    step("summary", "a.nnstudio", inside=True)
    assert seen["summary"]["parameters"] == 1181
    assert seen["summary"]["trained"] is True
    assert set(seen) | {"preparing"} == set(KEYS)  # only the first run on a machine compiles

    with (tmp_path / "answers.csv").open(newline="", encoding="utf-8") as file:
        headings, *rows = csv.reader(file)
    assert headings[0] == "diagnosis"
    assert {headings[1], headings[2]} == {"P(benign)", "P(malignant)"}
    project, kept = load(tmp_path / "a.nnstudio")
    assert kept is not None
    x = kept.preprocessor.transform(project.data.source.read().inputs)[:4]  # type: ignore[union-attr]
    ours = kept.model().predict(x)[:, 0]
    np.testing.assert_allclose([float(row[2]) for row in rows], ours, rtol=1e-6)
    (exported,) = ReferenceEvaluator(onnx.load(tmp_path / "a.onnx")).run(None, {"x": x})
    np.testing.assert_allclose(exported[:, 0], ours, atol=1e-5)
    for key, array in load_file(tmp_path / "weights.bin").items():
        np.testing.assert_array_equal(array, kept.weights("best")[key])


def test_the_job_without_qt(tmp_path: Path) -> None:
    """The engine must work where no window can be opened."""
    code = textwrap.dedent("""
        import sys

        class Blocker:
            def find_spec(self, name, path=None, target=None):
                if name.partition(".")[0] in ("PySide6", "pyqtgraph", "shiboken6"):
                    raise ImportError(f"{name} is blocked")

        sys.meta_path.insert(0, Blocker())
        from nnstudio.__main__ import main

        for line in (
            "new lenet --data digits -o n.nnstudio",
            "train n.nnstudio --epochs 1 --batch-size 256 --test 0.7 --device cpu",
            "evaluate n.nnstudio",
            "export n.nnstudio -o n.onnx",
            "summary n.nnstudio",
            "samples",
        ):
            assert main(line.split()) == 0, line
        assert not [m for m in sys.modules if m.startswith(("PySide6", "pyqtgraph"))]
    """)
    done = shell(tmp_path, code=code)
    assert done.code == 0, done.err
    assert done.err == ""
    assert (tmp_path / "n.onnx").exists()


def _untimed(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{k: v for k, v in e.items() if k not in ("seconds", "file")} for e in events]


def _train(run: Inside, file: str, *more: str) -> list[dict[str, Any]]:
    done = run("train", file, "--json", "--device", "cpu", *more)
    assert done.code == 0, done.err
    return _untimed([e for e in done.events if e["event"] != "preparing"])  # of the first run on a machine


def test_the_same_seed_gives_the_same_run(run: Inside, tmp_path: Path) -> None:
    for name in "ab":
        run("new", "textbook", "--data", "wine", "-o", name)
    options = ("--epochs", "3", "--seed", "5")
    first = _train(run, "a.nnstudio", *options)
    assert first == _train(run, "b.nnstudio", *options)
    assert first == _train(run, "a.nnstudio", *options)  # over the earlier result
    assert first != _train(run, "a.nnstudio", "--epochs", "3", "--seed", "6")


def test_going_on_equals_not_stopping(run: Inside, tmp_path: Path) -> None:
    run("new", "textbook", "--data", "iris", "-o", "a")
    whole = _train(run, "a.nnstudio", "--epochs", "5", "-o", "whole")
    first = _train(run, "a.nnstudio", "--epochs", "2", "-o", "half")
    second = _train(run, "half.nnstudio", "--continue", "--epochs", "5")
    assert whole[1:6] == first[1:3] + second[1:4]
    assert whole[6:] == second[4:]
    weights = [load(tmp_path / f"{name}.nnstudio")[1] for name in ("whole", "half")]
    assert weights[0] is not None
    assert weights[1] is not None
    for key, array in weights[0].checkpoint.weights.items():
        np.testing.assert_array_equal(weights[1].checkpoint.weights[key], array)


def test_python_gives_the_numbers_of_the_command_line(run: Inside, tmp_path: Path) -> None:
    run("new", "textbook", "-o", "a")
    epochs = [e for e in _train(run, "a.nnstudio", "--epochs", "3", "--seed", "7") if e["event"] == "epoch"]
    project, trained = load(tmp_path / "a.nnstudio")
    assert trained is not None
    data = load_data(project)

    net = nns.sequential(
        (30,),
        [
            nns.Dense(25, activation="sigmoid"),
            nns.Dense(15, activation="sigmoid"),
            nns.Dense(1, activation="sigmoid"),
        ],
    )
    model = nns.Model(net, loss=nns.BinaryCrossentropy(), optimizer=nns.SGD(0.1), batch_size=16, seed=7)
    history = model.fit(
        data.train.x, data.train.y, epochs=3, validation_data=(data.validation.x, data.validation.y)
    )
    assert [e.loss for e in history.epochs] == [e["loss"] for e in epochs]
    assert [e.val_loss for e in history.epochs] == [e["val_loss"] for e in epochs]
    assert [e.metrics for e in history.epochs] == [e["metrics"] for e in epochs]
    for key, array in model.get_weights().items():
        np.testing.assert_array_equal(array, trained.weights()[key])
    told = run("evaluate", "a.nnstudio", "--json").event("evaluation")
    assert model.evaluate(data.test.x, data.test.y) == {"loss": told["loss"], **told["metrics"]}


def test_settings_of_the_command_line_are_kept_in_the_file(run: Inside, tmp_path: Path) -> None:
    run("new", "textbook", "--data", "iris", "-o", "a")
    before = (tmp_path / "a.nnstudio").read_bytes()
    _train(run, "a.nnstudio", "--epochs", "1", "--seed", "9", "--batch-size", "8", "--learning-rate", "0.25",
           "--validation", "0.1", "--test", "0.3", "-o", "b")  # fmt: skip
    assert (tmp_path / "a.nnstudio").read_bytes() == before
    project, trained = load(tmp_path / "b.nnstudio")
    training, data = project.training, project.data
    assert (training.epochs, training.seed, training.batch_size, training.device) == (1, 9, 8, "cpu")
    assert training.optimizer == nns.SGD(0.25)
    assert (data.validation, data.test) == (0.1, 0.3)
    assert trained is not None
    assert (trained.training, trained.data) == (training, data)
    # The seed decides the split, and it stands in the file: the rows that were held out are the ones measured.
    assert run("evaluate", "b.nnstudio", "--json").event("evaluation")["samples"] == 45


def test_a_csv_file_of_ones_own(run: Inside, tmp_path: Path) -> None:
    generator = np.random.default_rng(1)
    lines = ["size;colour;price"]
    for number in range(60):
        colour = ("red", "green", "blue")[number % 3]
        size = generator.uniform(1, 9)
        lines.append(f"{size:.3f};{colour};{10 * size + 5 * (colour == 'red'):.3f}")
    (tmp_path / "things.csv").write_text("\n".join(lines), encoding="utf-8")
    created = run("new", "textbook", "--data", "things.csv", "--target", "price", "-o", "t", "--json")
    assert created.code == 0, created.err
    _train(run, "t.nnstudio", "--epochs", "2")
    (tmp_path / "rows.csv").write_text("colour;size\nred;5\ngreen;5\npink;\n", encoding="utf-8")
    told = run("predict", "t.nnstudio", "--data", "rows.csv", "--json").events
    note, *rows = told
    assert note["event"] == "note"
    assert [set(event) for event in rows] == [{"event", "row", "answer"}] * 2 + [
        {"event", "row", "answer", "missing", "unknown"}
    ]
    assert all(0 < event["answer"] < 120 for event in rows)
    assert ", mean absolute error " in run("evaluate", "t.nnstudio", "--split", "train").out


def test_pictures_from_a_table_also_one_alone(run: Inside, tmp_path: Path) -> None:
    run("new", "textbook", "--data", "digits", "-o", "d")
    _train(run, "d.nnstudio", "--epochs", "1", "--batch-size", "128")
    image = np.zeros(64)
    image[10:50] = 16
    for rows in (1, 2):
        table = [",".join(f"p{i}" for i in range(64)), *[",".join(f"{v:g}" for v in image)] * rows]
        (tmp_path / "image.csv").write_text("\n".join(table), encoding="utf-8")
        told = run("predict", "d.nnstudio", "--data", "image.csv", "--json")
        assert told.code == 0, told.err
        assert len(told.events) == rows
        assert sum(told.events[0]["probabilities"].values()) == pytest.approx(1, abs=1e-5)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl+C to a whole console")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_ctrl_c_stops_and_keeps_what_was_learned(name: str, run: Inside, tmp_path: Path) -> None:
    number = signal.Signals[name]
    assert run("new", "textbook", "--data", "iris", "-o", "a").code == 0
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "nnstudio", "train", "a.nnstudio", "--epochs", "1000000", "--json"],
        cwd=tmp_path, env=environment(tmp_path / "home"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        for line in process.stdout:
            if json.loads(line).get("epoch") == 3:
                break
        process.send_signal(number)
        rest = [json.loads(line) for line in process.stdout]
        assert process.stderr.read() == ""
    assert process.returncode == 128 + number
    finished = next(e for e in rest if e["event"] == "finished")
    assert finished["reason"] == "stopped"
    assert rest[-1]["event"] == "saved"
    trained = load(tmp_path / "a.nnstudio")[1]
    assert trained is not None
    done = trained.checkpoint.position.epoch
    assert done == finished["epochs"] >= 3
    on = run("train", "a.nnstudio", "--continue", "--epochs", str(done + 1), "--json")
    assert on.code == 0, on.err
    assert on.event("start")["epoch"] == done
    assert on.event("finished")["epochs"] == done + 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_reader_that_goes_away_costs_nothing(run: Inside, tmp_path: Path) -> None:
    assert run("new", "textbook", "--data", "iris", "-o", "a").code == 0
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "nnstudio", "train", "a.nnstudio", "--epochs", "60"],
        cwd=tmp_path, env=environment(tmp_path / "home"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith("epoch")
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0
    trained = load(tmp_path / "a.nnstudio")[1]
    assert trained is not None
    assert trained.checkpoint.position.epoch == 60
