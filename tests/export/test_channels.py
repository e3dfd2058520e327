"""Channels that are scaled each by itself leave the program with the network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.sources import NumpyFile
from nnstudio.export import Artifact, CardMarkdown, NumpyScript, Onnx, samples_for
from nnstudio.export.samples import drawn_samples
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Conv1D, Dense, Flatten, Reshape
from nnstudio.nn.losses import BinaryCrossentropy, MeanSquaredError
from nnstudio.training.config import TrainingConfig
from tests.export.artifacts import artifact


def trained(folder: Path, answer: str = "target", last: tuple[float, float] = (-30, 200)) -> Artifact:
    """A network of sequences of three channels, the last with its mean and spread in another unit; or an autoencoder of them."""
    draw = np.random.default_rng(0)
    x = draw.normal(size=(60, 8, 3)) * (0.5, 0.7, last[1]) + (0, 1, last[0])
    np.savez(folder / "sensor.npz", x=x.astype(np.float32), y=np.arange(60) % 2)
    config = DataConfig(
        NumpyFile(str(folder / "sensor.npz"), axes="sequence"), by_channel=True, answer=answer
    )
    ends = [Dense(1, activation="sigmoid")] if answer == "target" else [Dense(24), Reshape((8, 3))]
    loss = BinaryCrossentropy() if answer == "target" else MeanSquaredError()
    network = sequential((8, 3), [Conv1D(4, kernel_size=3, padding="same"), Flatten(), *ends])
    return artifact(network, config, TrainingConfig(loss))


@pytest.mark.parametrize(
    "chosen",
    [NumpyScript(), Onnx(preprocessing=True), Onnx(preprocessing=True, channels="first")],
    ids=["script", "onnx", "onnx first"],
)
@pytest.mark.parametrize("answer", ["target", "input"])
def test_raw_sequences_get_the_same_answers(chosen: Any, answer: str, tmp_path: Path) -> None:
    whole = trained(tmp_path, answer)
    assert whole.preprocessor is not None
    assert len(whole.preprocessor.scale) == 3
    for samples in (samples_for(whole), drawn_samples(whole, count=8)):
        proof = chosen.prove(chosen.files(whole, "network"), whole, samples, lambda: False)
        assert proof.preprocessing
        assert proof.largest_difference <= proof.tolerance


@pytest.mark.parametrize("last", [(20000.3, 0.1), (101325.7, 5)], ids=str)
@pytest.mark.parametrize("answer", ["target", "input"])
def test_a_channel_that_is_large_and_hardly_changes(
    last: tuple[float, float], answer: str, tmp_path: Path
) -> None:
    """Such as a pressure in pascals: the single precision of ONNX must not lose what there is to see."""
    whole, chosen = trained(tmp_path, answer, last), Onnx(preprocessing=True)
    files = chosen.files(whole, "network")
    proof = chosen.prove(files, whole, samples_for(whole), lambda: False)
    assert proof.preprocessing
    assert proof.largest_difference <= proof.tolerance


def test_an_autoencoder_answers_each_channel_in_its_unit(tmp_path: Path) -> None:
    preprocessor = trained(tmp_path, "input").preprocessor
    assert preprocessor is not None
    x = np.random.default_rng(1).normal(size=(5, 8, 3)).astype(np.float32)
    restored = preprocessor.restore_targets(x)
    np.testing.assert_allclose(preprocessor.transform(restored.astype(np.float32)), x, atol=1e-5)


def test_the_card_tells_each_channel(tmp_path: Path) -> None:
    (card,) = CardMarkdown().files(trained(tmp_path), "network").values()
    assert "| Channel | A value x becomes |" in card.decode()
