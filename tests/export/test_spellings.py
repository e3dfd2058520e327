"""Spellings that count as one leave the program with the network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.prepare import prepare
from nnstudio.export import Artifact, CardMarkdown, Format, NumpyScript, Onnx
from nnstudio.export.samples import drawn_samples
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.losses import BinaryCrossentropy
from nnstudio.training.config import TrainingConfig
from tests.data.spellings import spellings_table
from tests.export.artifacts import artifact
from tests.export.written import every_source, require_clean, write


def trained(folder: Path, encoding: str = "one_hot") -> Artifact:
    source = spellings_table(folder).with_spellings(True, "site", "sev")
    config = DataConfig(source, columns=(ColumnSettings("site", encoding=encoding, most=1),))
    (width,) = prepare(source.read(), config, 0).sample_shape
    network = sequential((width,), [Dense(1, activation="sigmoid")])
    return artifact(network, config, TrainingConfig(BinaryCrossentropy()))


@pytest.mark.parametrize("encoding", ["one_hot", "common", "ordinal", "target"])
@pytest.mark.parametrize("chosen", [NumpyScript(), Onnx(preprocessing=True)], ids=["script", "onnx"])
def test_other_spellings_give_the_same_answers(tmp_path: Path, chosen: Any, encoding: str) -> None:
    whole = trained(tmp_path, encoding)
    samples = drawn_samples(whole)
    drawn = {column.name: np.array(column.categories)[column.values] for column in samples.raw_columns()[1:2]}
    assert "North bay" in drawn["site"], "rows that test nothing"
    proof = chosen.prove(chosen.files(whole, "network"), whole, samples, lambda: False)
    assert proof.preprocessing
    assert proof.largest_difference <= proof.tolerance


@every_source
def test_code_is_clean(tmp_path: Path, cls: type[Format]) -> None:
    require_clean(write(cls, trained(tmp_path), tmp_path))


def test_the_card_says_it(tmp_path: Path) -> None:
    files = CardMarkdown().files(trained(tmp_path), "network")
    assert "North bay is North Bay" in next(iter(files.values())).decode()
