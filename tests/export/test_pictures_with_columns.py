"""Networks that learned from pictures together with columns leave the program in every format, and answer alike."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnx
import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column
from nnstudio.data.preparing.raw import Mixed
from nnstudio.data.sources import Bundled
from nnstudio.export import FORMATS, Artifact, CardMarkdown, Format, NumpyScript, Onnx, samples_for, write
from nnstudio.export.onnx.preprocessing import array_input
from nnstudio.export.samples import Samples, drawn_samples
from nnstudio.nn.layers import Dense
from nnstudio.nn.losses import CategoricalCrossentropy
from nnstudio.system.messages import msg
from nnstudio.training.config import TrainingConfig
from tests.contracts.alone import run_source
from tests.data.mixed_table import TREATED
from tests.export import test_choices, test_dress, test_no_value, test_own_columns, test_spellings
from tests.export.artifacts import (
    artifact,
    beside_pictures,
    joining,
    of_pictures_with_columns,
    trained_enough,
)
from tests.export.written import require_clean
from tests.export.written import write as write_source

CHOICES: dict[str, Format] = {
    **{cls.key: cls() for cls in FORMATS},
    "onnx first": Onnx(channels="first"),
    "onnx raw": Onnx(preprocessing=True),
    "onnx raw first": Onnx(preprocessing=True, channels="first"),
}
RAW = {"numpy-script", "pytorch", "keras-code", "onnx raw", "onnx raw first"}
"""Those that are given raw pictures and rows."""
LIBRARIES = ("PyTorch is not installed", "Keras is not installed", "neither TensorFlow")
"""Why no proof could run."""
every_choice = pytest.mark.parametrize("key", CHOICES)


def require_proven(key: str, whole: Artifact, place: Path) -> None:
    """Write it, and let the other program agree where it is there."""
    chosen = CHOICES[key]
    told = write(trained_enough(chosen, whole), chosen, place / f"network{chosen.suffix}")
    if told.proof is None:
        assert not chosen.runs or any(each in str(told.reason) for each in LIBRARIES), told.reason
    else:
        assert told.proof.preprocessing is (key in RAW)


@functools.cache
def trained(folder: Path, target: str) -> Artifact:
    """On columns with steps of their own; read once for all formats."""
    place = folder / target
    place.mkdir()
    return of_pictures_with_columns(place, target, columns=TREATED[1:])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


TARGETS = ("kind", "sold", "price", "price x", "sold new")
ASKED = [(key, target) for key in CHOICES for target in TARGETS if CHOICES[key].runs or target == "kind"]


@pytest.mark.parametrize(("key", "target"), ASKED)
def test_every_format_answers_alike(key: str, target: str, folder: Path, tmp_path: Path) -> None:
    require_proven(key, trained(folder, target), tmp_path)


# Every way in which a column is prepared ---------------------------------------------------------------------

WAYS: dict[str, Any] = {
    "own steps": lambda folder: of_pictures_with_columns(folder, columns=TREATED[1:]),
    "dates": lambda folder: beside_pictures(test_own_columns.trained(folder, "price", TREATED)),
    "pixels in another order": lambda folder: of_pictures_with_columns(folder, shuffled=True),
    "numbers in dress": lambda folder: beside_pictures(test_dress.trained(folder)),
    "choices": lambda folder: beside_pictures(test_choices.trained(folder, encoding="common", most=2)),
    "spellings": lambda folder: beside_pictures(test_spellings.trained(folder, "target")),
    "stand-ins": lambda folder: beside_pictures(test_no_value.trained(folder, "y", empty=False)),
    "colours": lambda folder: beside_pictures(
        test_spellings.trained(folder), (3, 2, 3), order=(2, 0, 1, 5, 4, 3)
    ),
}
RAW_CHOICES = [
    NumpyScript(),
    Onnx(preprocessing=True, opset=20),
    Onnx(preprocessing=True, opset=20, channels="first"),
]


@pytest.mark.parametrize("chosen", RAW_CHOICES, ids=["script", "onnx", "onnx first"])
@pytest.mark.parametrize("way", WAYS)
def test_raw_pictures_and_rows_give_the_same_answers(way: str, chosen: Any, tmp_path: Path) -> None:
    whole = WAYS[way](tmp_path)
    for samples in (samples_for(whole), drawn_samples(whole, count=20)):
        proof = chosen.prove(chosen.files(whole, "network"), whole, samples, lambda: False)
        assert proof.preprocessing
        assert proof.largest_difference <= proof.tolerance


@pytest.mark.parametrize("way", WAYS)
def test_code_is_clean(way: str, tmp_path: Path) -> None:
    require_clean(write_source(NumpyScript, WAYS[way](tmp_path), tmp_path))


def of_one_number(folder: Path) -> Artifact:
    """Of pictures with the column ``x`` alone."""
    whole = of_pictures_with_columns(folder)
    assert whole.preprocessor is not None
    columns = tuple(each for each in whole.preprocessor.columns if each.name == "x")
    alone = msgspec.structs.replace(whole.preprocessor, columns=columns, picture=(), sample_shape=(1,))
    return beside_pictures(msgspec.structs.replace(whole, preprocessor=alone))


def test_a_row_may_have_no_value_at_all(tmp_path: Path) -> None:
    """In a file with that column alone it would be an empty line."""
    whole = of_one_number(tmp_path)
    assert whole.preprocessor is not None
    pictures = np.arange(60, dtype=np.float32).reshape(3, 5, 4, 1)
    raw = Mixed(pictures, (Column.number("x", [4, np.nan, 6]),))
    script = run_source(NumpyScript().encode(whole))
    (tmp_path / "rows.csv").write_bytes(Samples(raw, pictures, {}, {}, {}, msg("none")).csv())
    x = script["prepare"](pictures, *script["read"](tmp_path / "rows.csv"))
    np.testing.assert_allclose(x, whole.preprocessor.transform(raw), rtol=1e-6)


def test_a_row_without_a_number_names_a_picture_and_is_no_row_of_units(tmp_path: Path) -> None:
    script = run_source(NumpyScript().encode(of_one_number(tmp_path)))
    path = tmp_path / "new.csv"
    path.write_text("file,x\na.png,n.d.\n" + 20 * "a.png,1\n", encoding="utf-8")
    rows, _ = script["read"](path)
    assert [row["x"] for row in rows[:2]] == ["", "1"]
    path.write_text("file,x\n,mm\n" + 20 * "a.png,1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="leave out a row of units"):
        script["read"](path)


def test_a_column_may_be_called_as_the_input_for_pictures(tmp_path: Path) -> None:
    whole = of_pictures_with_columns(tmp_path)
    assert whole.preprocessor is not None
    assert "x" in whole.preprocessor.kinds
    chosen = Onnx(preprocessing=True)
    graph = onnx.load_model_from_string(chosen.encode(whole)).graph
    names = [each.name for each in graph.input]
    assert names == ["pictures x", *whole.preprocessor.kinds]
    assert names[0] == array_input(whole.preprocessor)


def test_the_card_says_what_enters(tmp_path: Path) -> None:
    text = CardMarkdown().files(of_pictures_with_columns(tmp_path), "card.md")["card.md"].decode()
    for words in (
        "| Input | pictures of 5×4×1, each with ",
        " numbers from 5 columns |",
        "raw pictures and columns go in",
        "--data list.csv",
        "| Column | Becomes | Where it is missing |",
        "Every value x of a picture becomes (x − 1",
    ):
        assert words in text.replace("\\", ""), words


# Inputs of arrays on the rows of a plain table -----------------------------------------------------------------


@every_choice
def test_inputs_of_arrays_may_share_the_rows_of_a_table(key: str, tmp_path: Path) -> None:
    """Thirteen features: the first four as an array, though the Input for rows is the first in the network."""
    network = joining((2, 2, 1), 9, Dense(3, activation="softmax"))
    whole = artifact(network, DataConfig(Bundled("wine")), TrainingConfig(CategoricalCrossentropy()))
    require_proven(key, whole, tmp_path)
