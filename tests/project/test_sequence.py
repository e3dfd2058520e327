"""Rows that are nothing but earlier ones become the sequence that they are, and so do the moments of a sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.prepare import prepare
from nnstudio.data.sources import CsvFile
from nnstudio.graph.inference import infer
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Conv1D, Conv2D, Dense, GlobalMaxPool, MaxPool1D, Reshape
from nnstudio.project.problems import fixes_for, problems
from nnstudio.project.project import Project
from nnstudio.project.templates import Goal, build, template, usual_template
from tests.data.logs import sites_log


@pytest.mark.parametrize("moments", [1, 2, 25, 400])
def test_filters_slide_along_the_time_of_a_spectrogram(moments: int) -> None:
    """Its rows are frequencies: what follows what stands beside each other."""
    assert usual_template((40, moments, 2), heard=True) == "sequence", "and they begin with it"
    network = build(template("sequence"), Goal((40, moments, 2), "classes", 3, heard=True)).network
    first, second = (node for node in network.nodes if isinstance(node.layer, Conv2D | Reshape))
    assert first.layer.kernel_size == (40, min(3, moments))
    shapes = infer(network).facts
    assert shapes[second.id].output == (max(1, moments - 2), 32)
    assert not infer(network).problems
    later = [shapes[node.id].inputs[0][0] for node in network.nodes if isinstance(node.layer, MaxPool1D)]
    assert max(later) <= 64


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
