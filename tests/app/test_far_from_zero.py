"""A target whose values lie far from zero and close together, as the days of astronomers do, is told to enough digits."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from nnstudio.app.results.row_form import RowForm
from nnstudio.app.results.sample_model import SampleModel
from nnstudio.app.results.wording import answer_words, truth_words
from nnstudio.cli.data import _rows
from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.prepare import prepare
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.sources import CsvFile
from nnstudio.export import Artifact, CardMarkdown, NumpyScript
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.project.answers import answers
from nnstudio.project.judging.given import typed_row
from nnstudio.project.judging.judgement import Judgement
from nnstudio.project.judging.listing import as_csv, row_values, values_of
from nnstudio.training.config import TrainingConfig
from tests.contracts.alone import run_source
from tests.export.artifacts import artifact

Z = np.array([[0.0], [0.001], [-2.5]], np.float32)


@pytest.fixture
def config(tmp_path: Path) -> DataConfig:
    x = np.random.default_rng(1).normal(size=60)
    lines = ["x,day", *(f"{value:.3f},{2459000.5 + 0.25 * value:.5f}" for value in x)]
    (tmp_path / "t.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return DataConfig(CsvFile(str(tmp_path / "t.csv")), test=0.5)


@pytest.fixture
def network(config: DataConfig) -> Artifact:
    return artifact(sequential((1,), [Dense(1)]), config, TrainingConfig(MeanSquaredError()))


def days(preprocessor: Preprocessor) -> np.ndarray[Any, Any]:
    return preprocessor.target_offset + Z[:, 0].astype(float) * preprocessor.target_scale


def test_predictions_of_the_program_and_of_a_script(network: Artifact) -> None:
    """Seven digits are whole days, and single precision, in which the script reckoned, knows quarters of them."""
    preprocessor = network.preprocessor
    assert preprocessor is not None
    told = [row[0] for row in answers(preprocessor, Z).rows()]
    np.testing.assert_allclose(told, days(preprocessor), rtol=0, atol=1e-6)
    headings, rows = run_source(NumpyScript().encode(network))["answers"](Z)
    assert headings == ["day"]
    assert [float(row[0]) for row in rows] == told


def test_the_card_says_what_an_output_means(network: Artifact) -> None:
    preprocessor = network.preprocessor
    assert preprocessor is not None
    text = CardMarkdown().encode(network).decode()
    means = next(line for line in text.splitlines() if line.startswith("An output z means"))
    offset = means.split(" + ")[1].split(" in ")[0].replace("\u202f", "")
    assert float(offset) == pytest.approx(preprocessor.target_offset, abs=1e-5)


def test_samples_in_words_and_in_a_table(config: DataConfig) -> None:
    assert config.source is not None
    prepared = prepare(config.source.read(), config, 0)
    true = prepared.preprocessor.restore_targets(prepared.test.y).reshape(-1, 1)
    given = true + 0.0625
    said = np.zeros(len(true), np.intp)
    judged = Judgement(
        len(true), 0.0, {}, 0.0, None, None, prepared, "test", "last", true, given, said, given
    )
    first, second = answer_words(judged, 0).split(" → ")
    assert first.startswith("2\u202f45")
    assert [float(t.replace("\u202f", "")) for t in (first, second)] == pytest.approx(
        [true[0, 0], given[0, 0]], abs=1e-3
    )
    assert truth_words(judged, 0).endswith(f"{first} is true, {second} was predicted")
    table = SampleModel()
    table.show_judgement(judged)
    assert [table.index(0, i).data() for i in (1, 2, 3)] == [first, second, "0.0625"]
    line = next(csv.DictReader(io.StringIO(as_csv(judged))))
    assert float(line["true day"]) == pytest.approx(true[0, 0], abs=1e-6)


def test_inputs_are_shown_so_that_the_row_has_the_same_answer_again(config: DataConfig, qtbot: QtBot) -> None:
    """A day read 2.459e+06 in its field, which was taken for the day as soon as another field was edited."""
    assert isinstance(config.source, CsvFile)
    config = config.replace(source=config.source.replace(target="x"))
    assert config.source is not None
    prepared = prepare(config.source.read(), config, 0)
    preprocessor, x = prepared.preprocessor, prepared.test.x
    form = RowForm()
    qtbot.addWidget(form)
    form.show_columns(preprocessor.columns)
    for row in x[:5]:
        form.show_row(row_values(preprocessor, row))
        values = form.row()
        assert isinstance(values, dict)
        np.testing.assert_allclose(typed_row(preprocessor, values)[0], row, atol=1e-4)
    ((name, told),) = values_of(preprocessor, x[0])
    assert name == "day"
    assert told.startswith("2\u202f45")


def test_what_a_file_holds(config: DataConfig) -> None:
    facts = {
        "name": "day", "target": True, "input": False, "holds": "number", "missing": 0, "kind": "number",
        "min": 2458999.96, "max": 2459001.14, "mean": 2459000.512,
    }  # fmt: skip
    (row,) = _rows([facts], {})
    assert row[3:6] == ("2\u202f458\u202f999.96", "2\u202f459\u202f001.14", "2\u202f459\u202f000.512")
