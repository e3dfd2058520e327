"""Cells with several choices leave the program with the network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.columns.facts import read_proposed
from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.prepare import prepare
from nnstudio.export import Artifact, CardMarkdown, Format, NumpyScript, Onnx
from nnstudio.export.samples import drawn_samples
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.losses import BinaryCrossentropy
from nnstudio.system.messages import StudioError
from nnstudio.training.config import TrainingConfig
from tests.data.asked import survey
from tests.export.artifacts import artifact
from tests.export.written import every_source, require_clean, write


def trained(
    folder: Path,
    separator: str = ";",
    *,
    target: str = "bought",
    earlier: int = 0,
    stand_ins: tuple[float, ...] = (),
    **own: Any,
) -> Artifact:
    file = survey(folder, separator).predicting(target).with_stand_ins(stand_ins, "ways")
    source, table = read_proposed(file.replace(earlier=earlier))
    config = DataConfig(source, columns=(ColumnSettings("ways", **own),))
    prepared = prepare(source.dataset(table), config, 0)
    network = sequential(prepared.sample_shape, [Dense(prepared.outputs, activation="sigmoid")])
    return artifact(network, config, TrainingConfig(BinaryCrossentropy()))


@pytest.mark.parametrize("separator", [";", ", ", "|"])
@pytest.mark.parametrize(
    "own",
    [
        {},
        {"encoding": "common", "most": 2, "indicator": True},
        {"missing": "most_frequent", "indicator": True},
    ],
    ids=["plain", "common", "filled"],
)
@pytest.mark.parametrize(
    "chosen", [NumpyScript(), Onnx(preprocessing=True, opset=20)], ids=["script", "onnx"]
)
def test_cells_are_taken_apart_alike(
    tmp_path: Path, chosen: Any, own: dict[str, Any], separator: str
) -> None:
    whole = trained(tmp_path, separator, **own)
    samples = drawn_samples(whole)
    drawn = samples.raw_columns()[1]
    assert drawn.missing.any(), "rows that test nothing"
    assert any(separator.strip() in cell for cell in drawn.categories), "rows that test nothing"
    proof = chosen.prove(chosen.files(whole, "network"), whole, samples, lambda: False)
    assert proof.preprocessing
    assert proof.largest_difference <= proof.tolerance


@pytest.mark.parametrize(
    "chosen", [NumpyScript(), Onnx(preprocessing=True, opset=20)], ids=["script", "onnx"]
)
def test_numbers_that_count_as_missing_are_no_choices(tmp_path: Path, chosen: Any) -> None:
    whole = trained(tmp_path, stand_ins=(99.0,), encoding="common", most=2, indicator=True)
    samples = drawn_samples(whole)
    assert {"99", "99.0"} <= set(samples.raw_columns()[1].categories), "rows that test nothing"
    proof = chosen.prove(chosen.files(whole, "network"), whole, samples, lambda: False)
    assert proof.largest_difference <= proof.tolerance


def test_older_operations_are_refused_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match=r"cells of 'ways' hold several choices, .* from opset 20 on"):
        Onnx(preprocessing=True).files(trained(tmp_path), "network")
    assert Onnx().files(trained(tmp_path), "network")


@every_source
@pytest.mark.parametrize("more", [{}, {"target": "ways"}, {"earlier": 1}], ids=["input", "target", "earlier"])
def test_code_is_clean(tmp_path: Path, cls: type[Format], more: dict[str, Any]) -> None:
    require_clean(write(cls, trained(tmp_path, **more), tmp_path))


def test_the_card_says_it(tmp_path: Path) -> None:
    text = next(iter(CardMarkdown().files(trained(tmp_path), "network").values())).decode()
    assert (
        "one input for each choice of a cell, parted by ;: Email, Letter, Phone, Text message | no choice"
        in text
    )
