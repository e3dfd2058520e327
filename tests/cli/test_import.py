"""nnstudio import: models become projects, weights go where they fit, and every refusal is one line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnstudio.project import file
from tests.cli.conftest import Inside


@pytest.fixture
def iris(run: Inside, tmp_path: Path) -> Path:
    """A trained project in the folder of the commands."""
    assert run("new", "textbook", "--data", "iris", "-o", "a").code == 0
    assert run("train", "a.nnstudio", "--epochs", "1", "--device", "cpu").code == 0
    return tmp_path


def test_a_model_becomes_a_project(run: Inside, iris: Path) -> None:
    assert run("export", "a.nnstudio", "-o", "net.onnx").code == 0
    told = run("import", "net.onnx", "-o", "b")
    assert told.code == 0
    assert "b.nnstudio: Read from net.onnx: " in told.out
    project, trained = file.load(iris / "b.nnstudio")
    assert trained is None
    assert project.start is not None
    assert project.start.complete(project.network)
    assert run("import", "net.onnx", "-o", "b").complaint.startswith("b.nnstudio exists already")
    event = run("import", "net.onnx", "-o", "b", "--force", "--json").event("imported")
    assert event["parameters"] == sum(a.size for a in project.start.weights.values())
    exported = run("export", "b.nnstudio", "-o", "again.npz")
    assert exported.code == 0, exported.err
    assert "imported weights" in exported.out
    line = run("predict", "b.nnstudio", "--data", "x.csv").complaint
    assert "has imported weights, but no data" in line


def test_weights_go_into_a_project(run: Inside, iris: Path) -> None:
    assert run("export", "a.nnstudio", "-o", "w.npz", "--no-proof").code == 0
    assert run("new", "textbook", "--data", "iris", "-o", "fresh").code == 0
    told = run("import", "w.npz", "--into", "fresh.nnstudio", "-o", "c")
    assert told.code == 0
    count = len(np.load(iris / "w.npz", allow_pickle=False).files)
    assert f"{count} of {count} arrays found in w.npz" in told.out
    assert "dense_1/W" in told.out
    events = run("import", "w.npz", "--into", "fresh.nnstudio", "-o", "c", "--force", "--json").events
    assert [e["event"] for e in events] == ["array"] * count + ["imported"]
    assert all(e["found"] for e in events[:-1])
    assert events[-1]["unused"] == []
    more = {"norm.running_var": np.ones(3, "f4"), "norm.num_batches_tracked": np.int64(7)}
    np.savez(iris / "more.npz", **np.load(iris / "w.npz", allow_pickle=False), **more)
    told = run("import", "more.npz", "--into", "fresh.nnstudio", "-o", "more")
    assert "note: 1 array of the file is not used: norm.running_var" in told.out
    # As they are, they are what was trained.
    one, two = (run("evaluate", name, "--json").event("evaluation") for name in ("a.nnstudio", "c.nnstudio"))
    assert {**one, "weights": "imported", "epoch": 0} == two
    begun = run("train", "c.nnstudio", "--epochs", "1", "--device", "cpu", "-o", "d", "--json")
    assert begun.event("begins_with") == {
        "event": "begins_with",
        "source": "w.npz",
        "fitting": count,
        "arrays": count,
    }
    fresh = run(
        "train", "c.nnstudio", "--epochs", "1", "--device", "cpu", "--new-weights", "-o", "e", "--json"
    )
    assert not [e for e in fresh.events if e["event"] == "begins_with"]
    losses = [next(e["loss"] for e in told.events if e["event"] == "epoch") for told in (begun, fresh)]
    assert losses[0] < losses[1]
    assert file.load(iris / "e.nnstudio")[0].start is None


def test_what_cannot_be_imported_is_one_line(run: Inside, iris: Path) -> None:
    (iris / "bad.onnx").write_bytes(b"no model at all")
    (iris / "w.npz").write_bytes(b"no archive")
    for arguments, expected in (
        (("bad.onnx", "-o", "x"), "bad.onnx: "),
        (("gone.keras", "-o", "x"), "gone.keras"),
        (("w.npz", "-o", "x"), "--into PROJECT"),
        (("w.npz", "--into", "a.nnstudio", "-o", "x"), "w.npz: "),
        (("bad.onnx", "--into", "a.nnstudio", "-o", "x"), "without --into"),
        (("table.csv", "-o", "x"), "networks are read from .onnx, .keras files"),
    ):
        told = run("import", *arguments)
        assert told.code == 1
        assert expected in told.complaint
    assert not (iris / "x.nnstudio").exists()
