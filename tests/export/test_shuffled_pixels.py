"""Shuffled pixels leave the program with the network: raw pictures get the same answers elsewhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.sources import Bundled
from nnstudio.export import FORMATS, Artifact, CardMarkdown, NumpyScript, Onnx, samples_for
from nnstudio.export.code.table import constants, table_code
from nnstudio.export.samples import drawn_samples
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Conv2D, Dense, Flatten
from nnstudio.nn.losses import CategoricalCrossentropy
from nnstudio.training.config import TrainingConfig
from tests.export.artifacts import artifact


def trained(*, shuffled: bool) -> Artifact:
    config = DataConfig(Bundled("digits"), shuffled=shuffled)
    network = sequential((8, 8, 1), [Conv2D(2), Flatten(), Dense(10, activation="softmax")])
    return artifact(network, config, TrainingConfig(CategoricalCrossentropy()))


CHOICES = {
    "script": NumpyScript(),
    "onnx": Onnx(preprocessing=True),
    "onnx first": Onnx(preprocessing=True, channels="first"),
}


@pytest.mark.parametrize("chosen", CHOICES.values(), ids=CHOICES.keys())
def test_raw_pictures_give_the_same_answers(chosen: Any) -> None:
    whole = trained(shuffled=True)
    for samples in (samples_for(whole), drawn_samples(whole, count=8)):
        proof = chosen.prove(chosen.files(whole, "network"), whole, samples, lambda: False)
        assert proof.preprocessing
        assert proof.largest_difference <= proof.tolerance
    # The order counts: who leaves it out is found out.
    assert whole.preprocessor is not None
    plain = trained(shuffled=False).preprocessor
    assert plain is not None
    assert not np.allclose(plain.transform(samples.raw), samples.x)


@pytest.mark.parametrize("shuffled", [False, True])
def test_a_script_takes_pictures_as_they_are(tmp_path: Path, shuffled: bool) -> None:
    """As a program that has read a file gives them: ``predict(scaled(pictures))``, as its first lines say."""
    whole = trained(shuffled=shuffled)
    samples = samples_for(whole, count=6)
    (tmp_path / "net.py").write_bytes(NumpyScript().files(whole, "net.py")["net.py"])
    np.save(tmp_path / "raw.npy", samples.raw)
    ask = "import net, numpy as np; np.save('y.npy', net.predict(net.scaled(np.load('raw.npy')))); print(net.__doc__)"
    told = subprocess.run(
        [sys.executable, "-c", ask], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    np.testing.assert_allclose(np.load(tmp_path / "y.npy"), samples.outputs["dense_1"], atol=1e-5)
    assert "predict(scaled(x)) takes an array of m samples of 8×8×1 in the unit of the data" in told.stdout


def test_the_order_is_written_only_where_there_is_one() -> None:
    with_it, without = trained(shuffled=True), trained(shuffled=False)
    assert "ORDER = (" in constants(with_it)
    assert "ORDER" not in constants(without)
    for whole, there in ((with_it, True), (without, False)):
        code = "\n".join(table_code(whole))
        assert ("ORDER" in code) is there
        assert "SHUFFLE" not in code
        (card,) = CardMarkdown().files(whole, "network").values()
        assert ("drawn by lot" in card.decode()) is there
        assert {cls.key for cls in FORMATS if cls().refusals(whole)} == {
            cls.key for cls in FORMATS if cls().refusals(without)
        }
