"""Numbers that stand for no value leave the program with the network: its exports take them for empty cells."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.prepare import prepare
from nnstudio.data.sources import CsvFile
from nnstudio.export import Artifact, CardMarkdown, Format, NumpyScript, Onnx, samples_for
from nnstudio.export.samples import drawn_samples
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.losses import BinaryCrossentropy, MeanSquaredError
from nnstudio.project.judging.given import rows_of
from nnstudio.training.config import TrainingConfig
from tests.contracts.alone import run_source
from tests.data.stand_in_table import TREATED, source, written
from tests.export.artifacts import artifact
from tests.export.written import SOURCES, every_source, require_clean, write

every_target = pytest.mark.parametrize("target", ["y", "class"])


def trained(folder: Path, target: str, *, empty: bool, earlier: int = 0) -> Artifact:
    table = source(written(folder, f"{empty}.csv", empty=empty), target, empty=empty)
    table = table.replace(earlier=earlier, earlier_of=("load", "code") if earlier else ())
    config = DataConfig(table, columns=TREATED)
    (width,) = prepare(table.read(), config, 0).sample_shape
    if target == "y":
        return artifact(sequential((width,), [Dense(1)]), config, TrainingConfig(MeanSquaredError()))
    network = sequential((width,), [Dense(1, activation="sigmoid")])
    return artifact(network, config, TrainingConfig(BinaryCrossentropy()))


def new_rows(folder: Path, *, empty: bool) -> Path:
    return written(folder, f"new {empty}.csv", empty=empty, rows=50, seed=8)


@every_target
def test_the_networks_are_the_same(tmp_path: Path, target: str) -> None:
    one, two = (trained(tmp_path, target, empty=empty) for empty in (False, True))
    assert one.fingerprint == two.fingerprint
    assert one.preprocessor is not None
    assert two.preprocessor is not None
    columns = tuple(msgspec.structs.replace(column, stand_ins=()) for column in one.preprocessor.columns)
    bare = msgspec.structs.replace(one.preprocessor, columns=columns, target_stand_ins=())
    assert bare == two.preprocessor


@every_target
@pytest.mark.parametrize("earlier", [0, 2])
def test_program_and_script_read_them_as_empty_cells(tmp_path: Path, target: str, earlier: int) -> None:
    one, two = (trained(tmp_path, target, empty=empty, earlier=earlier) for empty in (False, True))
    assert one.preprocessor is not None
    assert two.preprocessor is not None
    full, bare = (new_rows(tmp_path, empty=empty) for empty in (False, True))
    wanted = rows_of(str(bare), two.preprocessor).x
    np.testing.assert_array_equal(rows_of(str(full), one.preprocessor).x, wanted)
    mine, theirs = (run_source(NumpyScript().encode(each)) for each in (one, two))
    np.testing.assert_allclose(theirs["prepare"](*theirs["read"](bare)), wanted, rtol=1e-5, atol=1e-6)
    for path in (full, bare):
        np.testing.assert_array_equal(
            mine["prepare"](*mine["read"](path)), theirs["prepare"](*theirs["read"](bare))
        )


def test_rows_that_were_not_read_by_the_script_are_prepared_alike(tmp_path: Path) -> None:
    script = run_source(NumpyScript().encode(trained(tmp_path, "y", empty=False)))
    rows: list[list[dict[str, str]]] = []
    for empty in (False, True):
        with new_rows(tmp_path, empty=empty).open(newline="", encoding="utf-8") as file:
            rows.append(list(csv.DictReader(file)))
    np.testing.assert_array_equal(script["prepare"](rows[0]), script["prepare"](rows[1]))


@every_target
@pytest.mark.parametrize("chosen", [NumpyScript(), Onnx(preprocessing=True)], ids=["script", "onnx"])
def test_drawn_rows_hold_them_and_give_the_same_answers(tmp_path: Path, target: str, chosen: Any) -> None:
    whole = trained(tmp_path, target, empty=False)
    samples = drawn_samples(whole)
    raw = {column.name: column for column in samples.raw_columns()}
    assert np.isin(raw["load"].values, (-999.0, -9999.0)).any()
    assert {"9", "9.0"} <= set(raw["code"].categories)
    for each in (samples, samples_for(whole)):
        proof = chosen.prove(chosen.files(whole, "network"), whole, each, lambda: False)
        assert proof.preprocessing
        assert proof.largest_difference <= proof.tolerance


def test_without_them_the_code_is_as_it_was(tmp_path: Path) -> None:
    for cls in SOURCES:
        code = write(cls, trained(tmp_path, "y", empty=True), tmp_path).read_text(encoding="utf-8")
        assert "STAND_INS" not in code
        assert "EMPTIED" not in code
        assert "emptied" not in code


@every_source
def test_code_is_clean(tmp_path: Path, cls: type[Format]) -> None:
    require_clean(write(cls, trained(tmp_path, "y", empty=False), tmp_path))


def test_the_card_says_it(tmp_path: Path) -> None:
    text = bytes(next(iter(CardMarkdown().files(trained(tmp_path, "y", empty=False), "network").values())))
    assert ", also for \N{MINUS SIGN}999, \N{MINUS SIGN}9999 |" in text.decode()


def test_rows_in_an_order_of_dressed_numbers_are_alone_where_theirs_counts_as_missing(tmp_path: Path) -> None:
    lines = [f'"{1000 + 7.5 * i:,.2f}",{i % 7},{(3 * i) % 11}.5' for i in range(60)]
    for i in (20, 41, 42):
        lines[i] = '"-9,999.00"' + lines[i][lines[i].index('",') + 1 :]
    path = tmp_path / "log.csv"
    path.write_text("\n".join(["mile,x,y", *lines, ""]), encoding="utf-8")
    table = CsvFile(str(path), target="y", task="regression", earlier=2, earlier_of=("x",), order_by="mile")
    table = table.with_stand_ins((-9999.0,), "mile").ignoring("mile")
    network = sequential((3,), [Dense(1)])
    whole = artifact(network, DataConfig(table), TrainingConfig(MeanSquaredError()))
    assert whole.preprocessor is not None
    script = run_source(NumpyScript().encode(whole))
    wanted = rows_of(str(path), whole.preprocessor).x
    np.testing.assert_allclose(script["prepare"](*script["read"](path)), wanted, rtol=1e-5, atol=1e-6)
