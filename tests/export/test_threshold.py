"""What an export says of a class follows the threshold that was chosen, and its proof covers that."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.deciding import Decision
from nnstudio.data.sources import Bundled
from nnstudio.export import FORMATS, Artifact, Disagreement, Onnx, apart, samples_for, write
from nnstudio.export.numpy_script import NumpyScript
from nnstudio.export.scores import measured
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.losses import BinaryCrossentropy, CategoricalCrossentropy, Hinge
from nnstudio.training.config import TrainingConfig
from tests.export.artifacts import artifact
from tests.export.written import every_source, require_clean
from tests.export.written import write as written


def never() -> bool:
    """Nobody cancels."""
    return False


LOSSES = {
    "sigmoid": (Dense(units=1, activation="sigmoid"), BinaryCrossentropy()),
    "softmax": (Dense(units=2, activation="softmax"), CategoricalCrossentropy()),
    "margin": (Dense(units=1, activation="linear"), Hinge()),
}


@pytest.fixture(params=list(LOSSES))
def whole(request: pytest.FixtureRequest) -> Artifact:
    """A network that tells two classes apart, in each of the ways in which that is done."""
    layer, loss = LOSSES[request.param]
    return artifact(
        sequential((30,), [Dense(4, activation="tanh"), layer]),
        DataConfig(Bundled("breast-cancer"), test=0.4),
        TrainingConfig(loss=loss),
    )


def decided(whole: Artifact, yes: int) -> Artifact:
    """It with a threshold between the probabilities of its samples, so that answers change."""
    (outputs,) = samples_for(whole).outputs.values()
    usual = whole.said(outputs)
    for threshold in (0.2, 0.1, 0.05, 0.3, 0.8, 0.9, 0.95):
        other = msgspec.structs.replace(whole, decision=Decision(threshold, yes))
        if (other.said(outputs) != usual).sum() > 0:
            return other
    raise AssertionError("no threshold makes a difference")


@pytest.mark.parametrize("yes", [0, 1])
def test_a_script_decides_as_the_program_does(whole: Artifact, yes: int) -> None:
    whole = decided(whole, yes)
    samples = samples_for(whole)
    files = {"network.py": NumpyScript().encode(whole)}
    proof = NumpyScript().prove(files, whole, samples, never)
    assert proof.class_agreement == 1
    name = whole.preprocessor.classes[yes]
    assert f"for 64 of 64 rows, {name} from {whole.decision.threshold:g} on;" in str(proof.sentence)


@pytest.mark.parametrize("wrong", ["half", "other class", "usual"])
def test_a_script_that_decides_otherwise_is_not_written(whole: Artifact, wrong: str) -> None:
    chosen = decided(whole, 1)
    samples = samples_for(chosen)
    source = NumpyScript().encode(chosen).decode()
    changed = {
        "half": source.replace(">= FROM", ">= 0.5"),
        "other class": source.replace("FROM, YES, 1 - YES", "FROM, 1 - YES, YES"),
        "usual": NumpyScript().encode(whole).decode(),
    }[wrong]
    assert changed != source
    with pytest.raises(Disagreement, match=r"it answers \d+ of 64 rows otherwise"):
        NumpyScript().prove({"network.py": changed.encode()}, chosen, samples, never)


@every_source
def test_its_code_is_clean(cls: type, whole: Artifact, tmp_path: Path) -> None:
    require_clean(written(cls, decided(whole, 0), tmp_path))


def test_two_outputs_that_are_equal_are_answered_as_in_the_program(whole: Artifact) -> None:
    """Weights of nought make every probability one half: yes, as in the accuracy."""
    flat = msgspec.structs.replace(whole, weights={k: 0 * w for k, w in whole.weights.items()})
    samples = samples_for(flat, count=4)
    (outputs,) = samples.outputs.values()
    assert flat.said(outputs).tolist() == [1] * 4
    assert (
        NumpyScript().prove({"n.py": NumpyScript().encode(flat)}, flat, samples, never).class_agreement == 1
    )


def test_what_goes_along_with_weights_says_it(whole: Artifact, tmp_path: Path) -> None:
    assert "decision" not in whole.metadata()
    chosen = decided(whole, 1)
    expected = {"class": "malignant", "threshold": chosen.decision.threshold, "chosen_on": "validation"}
    assert json.loads(chosen.metadata()["decision"]) == expected
    for artifact_, told in ((whole, None), (chosen, expected)):
        found = write(artifact_, Onnx(), tmp_path / "n.onnx", prove=False, replace=True)
        assert json.loads(found.files[-1].read_text()).get("decision") == told


@pytest.mark.parametrize("key", ["card-html", "card"])
def test_a_card_says_it_and_its_figures_follow(key: str) -> None:
    layer, loss = LOSSES["sigmoid"]
    whole = artifact(
        sequential((30,), [layer]), DataConfig(Bundled("breast-cancer")), TrainingConfig(loss=loss)
    )
    usual = measured(whole)
    found = measured(msgspec.structs.replace(whole, decision=Decision(0.0001)))
    assert usual.scores is not None
    assert found.scores is not None
    (_, benign), (missed, malignant) = found.scores.confusion
    assert (missed, benign + malignant) == (
        0,
        found.scores.rows,
    ) or found.scores.confusion != usual.scores.confusion
    right = sum(found.scores.confusion[i][i] for i in (0, 1))
    assert found.scores.metrics["accuracy"] == right / found.scores.rows
    assert found.scores.yes_no[0].recall == found.scores.confusion[1][1] / sum(found.scores.confusion[1])
    assert found.scores.yes_no[0].auc == usual.scores.yes_no[0].auc
    (cls,) = [cls for cls in FORMATS if cls.key == key]
    text = cls().encode(found).decode()
    assert "The answer is malignant from 0.0001 on, chosen on the validation part." in text
    assert "The answer is" not in cls().encode(usual).decode()
    unknown = msgspec.structs.replace(found, scores=None, decision=Decision(0.3, 0, "test"))
    assert (
        "chosen on the test part itself, so that the figures on it are too good"
        in cls().encode(unknown).decode()
    )


def test_its_proof_comes_whole_from_another_process(whole: Artifact) -> None:
    chosen = decided(whole, 0)
    proof = NumpyScript().prove({"n.py": NumpyScript().encode(chosen)}, chosen, samples_for(chosen), never)
    again = apart._proof(msgspec.json.decode(msgspec.json.encode(proof)))
    assert str(again.sentence) == str(proof.sentence)
    assert again == proof
