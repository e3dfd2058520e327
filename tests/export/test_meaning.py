"""What an output stands for is said rightly: of two classes the second one is foretold, in whatever order they seem."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.sources import Bundled, CsvFile
from nnstudio.export import Artifact, CardMarkdown, Onnx
from nnstudio.export.meaning import meaning
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.losses import BinaryCrossentropy, CategoricalCrossentropy, Hinge, Loss
from nnstudio.training.config import TrainingConfig
from tests.export.artifacts import artifact

CANCER = DataConfig(Bundled("breast-cancer"))


def trained(last: Dense, loss: Loss, data: DataConfig = CANCER, features: int = 30) -> Artifact:
    return artifact(sequential((features,), [last]), data, TrainingConfig(loss))


@pytest.mark.parametrize(
    ("last", "loss", "named", "nameless"),
    [
        (Dense(1, "sigmoid"), BinaryCrossentropy(), "how probable malignant is, not benign", "how probable the second class is, not the first class"),
        (Dense(1, "linear"), Hinge(), "above 0 for malignant, below for benign", "above 0 for the second class, below for the first class"),
        (Dense(2, "softmax"), CategoricalCrossentropy(), "how probable each class is, in this order: benign, malignant", "how probable each class is, in their order"),
    ],
)  # fmt: skip
def test_two_classes(last: Dense, loss: Loss, named: str, nameless: str) -> None:
    whole = trained(last, loss)
    assert meaning(whole) == named
    assert meaning(whole, names=False) == nameless


def test_labels_and_what_nobody_knows(tmp_path: Path) -> None:
    rows = "".join(f"{i / 7:.3f},{('no', 'yes')[i % 2]},{('dry', 'wet')[i % 3 == 0]}\n" for i in range(60))
    (tmp_path / "t.csv").write_text(f"x,wind,ground\n{rows}", encoding="utf-8")
    data = DataConfig(CsvFile(str(tmp_path / "t.csv")).predicting("wind", "ground"))
    labels = trained(Dense(2, "sigmoid"), BinaryCrossentropy(), data, 1)
    assert meaning(labels) == "how probable each label is, in this order: wind = yes, ground = wet"
    again = trained(
        Dense(30, "linear"), Hinge(), CANCER.replace(answer="input")
    )  # an autoencoder has no classes
    assert meaning(again) == ""


def test_cards_and_models_say_it() -> None:
    import onnx

    whole = trained(Dense(1, "sigmoid"), BinaryCrossentropy())
    (output,) = onnx.load_from_string(Onnx().encode(whole)).graph.output
    assert output.doc_string == "how probable malignant is, not benign"
    card = bytes(next(iter(CardMarkdown().files(whole, "network").values()))).decode().replace("\\", "")
    assert "- outputs[0]: how probable malignant is, not benign\n" in card
