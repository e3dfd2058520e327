"""The summary tells what stands in the way from what is only worth a word."""

from __future__ import annotations

from pathlib import Path

from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.project import file
from nnstudio.project.project import Project
from tests.cli.conftest import Inside


def test_advice_is_no_problem(run: Inside, tmp_path: Path) -> None:
    layers = [Dense(8, activation="linear"), Dense(1, activation="sigmoid")]
    file.save(tmp_path / "x.nnstudio", Project().with_network(sequential((4,), layers)))
    told = run("summary", "x.nnstudio")
    assert told.code == 0
    lines = told.out.splitlines()
    assert any(line.startswith("advice: Dense 1 and Dense 2 have nothing between them") for line in lines)
    assert not any(line.startswith("problem: ") for line in lines)
    summary = run("summary", "x.nnstudio", "--json").event("summary")
    assert summary["problems"] == []
    assert len(summary["advice"]) == 1
