"""A file of another kind than the command wants: what it is, and which command does something with it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.cli.conftest import Inside


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    rows = "\n".join(f"{i * 0.37 % 1:.3f},{i * 0.71 % 1:.3f},{'ab'[i % 2]}" for i in range(60))
    Path("my rows.csv").write_text(f"u,v,kind\n{rows}\n", encoding="utf-8")
    np.savez("arrays.npz", x=np.zeros((4, 2)), y=[0, 1, 0, 1])
    for name in ("net.onnx", "net.keras", "weights.safetensors", "weights.pt"):
        Path(name).write_bytes(b"\0" * 40)
    return tmp_path


@pytest.mark.parametrize(
    "command", ["train", "evaluate", "export -o out.npz", "summary", "runs", "predict --data x"]
)
def test_data_in_place_of_a_project(run: Inside, command: str) -> None:
    name, *more = command.split()
    told = run(name, "my rows.csv", *more)
    assert told.code == 1
    assert "not an NN Studio project" in told.complaint
    assert "`nnstudio data 'my rows.csv'` describes data" in told.complaint
    assert "`nnstudio new mlp --data 'my rows.csv' -o NAME.nnstudio`" in told.complaint
    assert "\n" not in told.complaint.strip()


def test_the_command_that_is_told_works(run: Inside) -> None:
    assert run("data", "my rows.csv").code == 0
    assert run("new", "mlp", "--data", "my rows.csv", "-o", "NAME.nnstudio").code == 0
    assert run("train", "NAME.nnstudio", "--epochs", "1").code == 0


def test_a_model_in_place_of_a_project(run: Inside) -> None:
    assert "`nnstudio import net.onnx -o NAME.nnstudio` makes a project" in run("train", "net.onnx").complaint


def test_what_is_not_there_is_only_said_to_be_missing(run: Inside) -> None:
    assert run("train", "none.csv").complaint.strip().endswith("there is no such file")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("net.onnx", "this is a network, not data"),
        ("net.keras", "this is a network, not data"),
        ("weights.safetensors", "these are weights, not data"),
        ("weights.pt", "these are weights, not data"),
        ("p.nnstudio", "this is a project of NN Studio, not data"),
    ],
)
def test_what_is_no_data_is_called_what_it_is(run: Inside, name: str, told: str) -> None:
    assert run("new", "mlp", "--data", "my rows.csv", "-o", "p.nnstudio").code == 0
    for command in (["data", name], ["new", "mlp", "--data", name, "-o", "q"]):
        assert f"{name}: {told}" in run(*command).complaint


@pytest.mark.parametrize("name", ["arrays.npz", "folder"])
def test_rows_to_predict_are_those_of_a_table(run: Inside, name: str) -> None:
    Path("folder").mkdir()
    assert run("new", "mlp", "--data", "my rows.csv", "-o", "p.nnstudio").code == 0
    assert run("train", "p.nnstudio", "--epochs", "1").code == 0
    told = f"{name}: rows are read from a table: CSV, Excel, OpenDocument, Parquet, SQLite or JSON"
    assert told in run("predict", "p.nnstudio", "--data", name).complaint
    assert told in run("evaluate", "p.nnstudio", "--data", name).complaint


def test_a_number_that_is_infinite(run: Inside) -> None:
    Path("inf.csv").write_text(
        Path("my rows.csv").read_text(encoding="utf-8") + "inf,1,a\n", encoding="utf-8"
    )
    assert (
        "line 62, column 'u': 'inf' is no finite number; leave the cell empty"
        in run("data", "inf.csv").complaint
    )


def test_an_empty_name(run: Inside) -> None:
    assert "'' is neither a file" in run("data", "").complaint
    assert ".: networks are read from" in run("import", ".", "-o", "x").complaint
