"""Rows that are nothing but earlier ones become the sequence that they are."""

from __future__ import annotations

from pathlib import Path

from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.prepare import prepare
from nnstudio.data.sources import CsvFile
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Conv1D, Dense, GlobalMaxPool, Reshape
from nnstudio.project.problems import fixes_for, problems
from nnstudio.project.project import Project
from tests.data.logs import sites_log


def test_the_repair_arranges_earlier_rows_one_behind_the_other(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(sites_log(60), encoding="utf-8")
    source = CsvFile(str(path), target="load", earlier=12, earlier_of=("load", "temperature"))
    config = DataConfig(source=source.ignoring("time", "site", "temperature"))
    prepared = prepare(config.source.read(), config, 0)
    network = sequential(prepared.sample_shape, [Conv1D(8), GlobalMaxPool(), Dense(1, activation="linear")])
    project = Project(network=network, data=config)
    offered = [fix for problem in problems(project) for fix in fixes_for(project, problem, prepared)]
    fix = next(each for each in offered if str(each.label) == "Insert Reshape to 12×2")
    (added,) = (n.layer for n in fix.apply(project).network.nodes if isinstance(n.layer, Reshape))
    assert added.shape == (12, 2)
