"""Preprocessing that columns have of their own leaves the program with the network, and does the same elsewhere."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnx
import pytest

from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.prepare import prepare
from nnstudio.data.sources import CsvFile
from nnstudio.export import Artifact, CardMarkdown, Format, NumpyScript, Onnx, samples_for
from nnstudio.export.samples import drawn_samples
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense, LayerNorm
from nnstudio.nn.losses import BinaryCrossentropy, CategoricalCrossentropy, MeanSquaredError
from nnstudio.training.config import TrainingConfig
from tests.data.mixed_table import TREATED, mixed_table
from tests.export.artifacts import artifact, of_regression, weights_of
from tests.export.written import ask, every_source, require_clean, write

LOSSES = {
    "price": (1, "linear", MeanSquaredError()),
    "kind": (3, "softmax", CategoricalCrossentropy()),
    "sold": (1, "sigmoid", BinaryCrossentropy()),
}
ONE_BY_ONE = {f"{column.name} alone": (column,) for column in TREATED}


def never() -> bool:
    """Nobody cancels."""
    return False


def trained(folder: Path, target: str, columns: tuple[ColumnSettings, ...]) -> Artifact:
    """A network on the table."""
    config = DataConfig(mixed_table(folder, target=target), test=0.5, columns=columns)
    assert config.source is not None
    (width,) = prepare(config.source.read(), config, 0).sample_shape
    units, activation, loss = LOSSES[target]
    network = sequential((width,), [Dense(units, activation=activation)])
    return artifact(network, config, TrainingConfig(loss))


@pytest.mark.parametrize("chosen", [NumpyScript(), Onnx(preprocessing=True)], ids=["script", "onnx"])
@pytest.mark.parametrize(
    ("target", "columns"),
    [*((target, TREATED) for target in LOSSES), *(("price", columns) for columns in ONE_BY_ONE.values())],
    ids=[*LOSSES, *ONE_BY_ONE],
)
def test_raw_rows_give_the_same_answers(tmp_path: Path, chosen: Any, target: str, columns: Any) -> None:
    whole = trained(tmp_path, target, columns)
    samples = samples_for(whole)
    assert any(column.missing.any() for column in samples.raw_columns())
    proof = chosen.prove(chosen.files(whole, "network"), whole, samples, never)
    assert proof.preprocessing
    assert proof.samples == len(samples)
    assert proof.largest_difference <= proof.tolerance


@pytest.mark.parametrize("opset", [15, 17])
def test_a_column_may_have_any_name_that_the_model_uses_itself(tmp_path: Path, opset: int) -> None:
    """Whatever a file calls its values and constants (``0.5``, ``dense_1/W``), a column may be called so, too."""
    whole = trained(tmp_path, "kind", TREATED)
    assert whole.preprocessor is not None
    (width,) = whole.preprocessor.sample_shape
    network = sequential((width,), [Dense(4, activation="gelu"), LayerNorm(), Dense(3, activation="softmax")])
    whole = msgspec.structs.replace(whole, network=network, weights=weights_of(network))
    chosen = Onnx(opset=opset, preprocessing=True)
    graph = onnx.load_model_from_string(chosen.encode(whole)).graph
    own = sorted({each.name for each in graph.initializer} | {node.output[0] for node in graph.node})
    assert len(own) > 50
    columns = whole.preprocessor.columns
    own += [f"{name}*" for name in own[: -len(own) % len(columns)]]
    for start in range(0, len(own), len(columns)):
        names = own[start : start + len(columns)]
        called = [msgspec.structs.replace(each, name=name) for each, name in zip(columns, names, strict=True)]
        renamed = msgspec.structs.replace(
            whole, preprocessor=msgspec.structs.replace(whole.preprocessor, columns=tuple(called))
        )
        samples = drawn_samples(renamed, count=8)
        chosen.prove(chosen.files(renamed, "network.onnx"), renamed, samples, never)


def test_rows_for_a_proof_are_written_and_read_back(tmp_path: Path) -> None:
    whole = trained(tmp_path, "price", TREATED)
    assert whole.preprocessor is not None
    for samples in (samples_for(whole), drawn_samples(whole)):
        (tmp_path / "raw.csv").write_bytes(samples.csv())
        table = CsvFile(str(tmp_path / "raw.csv")).file_table(whole.preprocessor.kinds)
        np.testing.assert_array_equal(whole.preprocessor.transform(table.columns), samples.x)


@every_source
def test_code_for_all_steps_is_clean(tmp_path: Path, cls: type[Format]) -> None:
    require_clean(write(cls, trained(tmp_path, "kind", TREATED), tmp_path))


def test_code_for_plain_columns_is_as_it_was(tmp_path: Path) -> None:
    source = bytes(next(iter(NumpyScript().files(of_regression(), "network").values()))).decode()
    for word in ("logarithm", "indicator", "date", "unseen"):
        assert word not in source


def test_a_card_says_what_becomes_of_columns(tmp_path: Path) -> None:
    columns = (*TREATED, ColumnSettings("x", missing="drop"))
    whole = trained(tmp_path, "price", columns)
    assert whole.data is not None
    whole = msgspec.structs.replace(whole, data=whole.data.replace(divided="group", divided_by="size"))
    text = bytes(next(iter(CardMarkdown().files(whole, "network").values()))).decode()
    for words in (
        "time of the year (sine and cosine), weekday (seven inputs)",
        "sign · log(1 +",
        "smoothed: city: mean of price",
        "and one for all others",
        "its place in this order, scaled: L, M, S",
        "one more input says where it is missing",
        "rows with the same size stay together",
        "rows without a value in x left out",
    ):
        assert words in text.replace("\\", ""), words


@pytest.mark.parametrize(
    "names",
    [
        ("width\nin mm", "height", "kind"),
        ("width, depth, height", "sum", "kind"),
        ('a "quoted, one"', "b\nc", "kind"),
        ("plain", 'size 5"', "kind"),
    ],
)
@pytest.mark.parametrize("separator", [";", "\t", ","])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_script_finds_the_separator_whatever_the_names_hold(
    tmp_path: Path, names: tuple[str, ...], separator: str, end: str
) -> None:
    rows = [(str(i % 7), str(i * i % 11), "ab"[i % 2]) for i in range(40)]
    table = tmp_path / "table.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=separator, lineterminator=end).writerows([names, *rows])
    config = DataConfig(CsvFile(str(table), target="kind"), test=0.5)
    network = sequential((2,), [Dense(1, activation="sigmoid")])
    whole = artifact(network, config, TrainingConfig(BinaryCrossentropy()))
    (tmp_path / "network.py").write_bytes(next(iter(NumpyScript().files(whole, "network").values())))
    told = ask(tmp_path / "network.py", "table.csv")
    assert told.code == 0, told.err
    assert len(told.out.splitlines()) == 1 + len(rows)
