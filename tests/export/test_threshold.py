"""What an export says of a class follows the threshold that was chosen, and its proof covers that."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import numpy as np
import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.deciding import Decision, said_labels
from nnstudio.data.preparing.outputs import read_outputs
from nnstudio.data.sources import Bundled, CsvFile
from nnstudio.export import FORMATS, Artifact, Disagreement, Onnx, Proof, samples_for, write
from nnstudio.export.numpy_script import NumpyScript
from nnstudio.export.scores import measured
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.losses import BinaryCrossentropy, CategoricalCrossentropy, Hinge
from nnstudio.training.config import TrainingConfig
from tests.data.targets import LABELS, labels_table
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
        other = msgspec.structs.replace(whole, chosen=(Decision(threshold, yes),))
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
    assert f"for 64 of 64 samples, {name} from {whole.chosen[0].threshold:g} on;" in str(proof.sentence)


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
    with pytest.raises(Disagreement, match=r"it answers \d+ of 64 samples otherwise"):
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
    assert "decisions" not in whole.metadata()
    chosen = decided(whole, 1)
    about = {"class": "malignant", "threshold": chosen.chosen[0].threshold, "chosen_on": "validation"}
    expected = {"diagnosis": about}
    assert json.loads(chosen.metadata()["decisions"]) == expected
    for artifact_, told in ((whole, None), (chosen, expected)):
        found = write(artifact_, Onnx(), tmp_path / "n.onnx", prove=False, replace=True)
        assert json.loads(found.files[-1].read_text(encoding="utf-8")).get("decisions") == told


@pytest.mark.parametrize("key", ["card-html", "card"])
def test_a_card_says_it_and_its_figures_follow(key: str) -> None:
    layer, loss = LOSSES["sigmoid"]
    whole = artifact(
        sequential((30,), [layer]), DataConfig(Bundled("breast-cancer")), TrainingConfig(loss=loss)
    )
    usual = measured(whole)
    found = measured(msgspec.structs.replace(whole, chosen=(Decision(0.0001),)))
    ((before,), (after,)) = usual.scores, found.scores
    (_, benign), (missed, malignant) = after.confusion
    assert (missed, benign + malignant) == (
        0,
        after.rows,
    ) or after.confusion != before.confusion
    right = sum(after.confusion[i][i] for i in (0, 1))
    assert after.metrics["accuracy"] == right / after.rows
    assert after.yes_no[0].recall == after.confusion[1][1] / sum(after.confusion[1])
    assert after.yes_no[0].auc == before.yes_no[0].auc
    (cls,) = [cls for cls in FORMATS if cls.key == key]
    text = cls().encode(found).decode()
    assert "The answer is malignant from 0.0001 on, chosen on the validation part." in text
    assert "The answer is" not in cls().encode(usual).decode()
    unknown = msgspec.structs.replace(found, scores=(), chosen=(Decision(0.3, 0, "test"),))
    assert (
        "chosen on the test part itself, so that the figures on it are too good"
        in cls().encode(unknown).decode()
    )


def test_its_proof_comes_whole_from_another_process(whole: Artifact) -> None:
    chosen = decided(whole, 0)
    proof = NumpyScript().prove({"n.py": NumpyScript().encode(chosen)}, chosen, samples_for(chosen), never)
    again = msgspec.json.decode(msgspec.json.encode(proof), type=Proof)
    assert str(again.sentence) == str(proof.sentence)
    assert again == proof


# Labels -----------------------------------------------------------------------------------------------------


@pytest.fixture(params=[BinaryCrossentropy(), Hinge()], ids=lambda loss: type(loss).__name__)
def labels(request: pytest.FixtureRequest, tmp_path: Path) -> Artifact:
    """A network that answers three labels, two of them from thresholds that change answers."""
    source = CsvFile(str(labels_table(tmp_path))).predicting(*LABELS)
    activation = "sigmoid" if request.param.threshold else "linear"
    whole = artifact(
        sequential((3,), [Dense(4, activation="tanh"), Dense(3, activation=activation)]),
        DataConfig(source, test=0.4),
        TrainingConfig(loss=request.param),
    )
    (outputs,) = samples_for(whole).outputs.values()
    given = read_outputs(whole.preprocessor, outputs, whole.threshold)

    def changing(p: np.ndarray, yes: int) -> Decision:
        """With a threshold that changes answers."""
        usual = said_labels(p)
        tries = (Decision(at, yes, "test") for at in (0.2, 0.1, 0.3, 0.8, 0.7, 0.9))
        return next(each for each in tries if (said_labels(p, (each,)) != usual).any())

    chosen = (
        msgspec.structs.replace(changing(given[:, :1], 1), part="validation"),
        None,
        changing(given[:, 2:], 0),
    )
    return msgspec.structs.replace(whole, chosen=chosen)


def test_a_script_decides_each_label_as_the_program_does(labels: Artifact) -> None:
    files = {"network.py": NumpyScript().encode(labels)}
    proof = NumpyScript().prove(files, labels, samples_for(labels), never)
    assert proof.class_agreement == 1
    words = (
        f"warm = yes from {labels.chosen[0].threshold:g} on, loud = 0 from {labels.chosen[2].threshold:g} on;"
    )
    assert words in str(proof.sentence)
    assert msgspec.json.decode(msgspec.json.encode(proof), type=Proof) == proof


@pytest.mark.parametrize("wrong", ["half", "other answer", "usual", "another label"])
def test_a_script_that_decides_a_label_otherwise_is_not_written(labels: Artifact, wrong: str) -> None:
    source = NumpyScript().encode(labels).decode()
    first, middle, last = (0.5 if each is None else each.threshold for each in labels.chosen)
    changed = {
        "half": source.replace(">= np.array(FROM)", ">= 0.5"),
        "other answer": source.replace("YES = (1, 1, 0)", "YES = (1, 1, 1)"),
        "usual": NumpyScript().encode(msgspec.structs.replace(labels, chosen=())).decode(),
        "another label": source.replace(str((first, middle, last)), str((last, middle, first))),
    }[wrong]
    assert changed != source
    with pytest.raises(Disagreement, match=r"it answers \d+ of \d+ samples otherwise"):
        NumpyScript().prove({"network.py": changed.encode()}, labels, samples_for(labels), never)


@every_source
def test_its_code_of_labels_is_clean(cls: type, labels: Artifact, tmp_path: Path) -> None:
    require_clean(written(cls, labels, tmp_path))


def test_what_goes_along_names_each_label(labels: Artifact, tmp_path: Path) -> None:
    first, _, last = labels.chosen
    expected = {
        "warm": {"class": "yes", "threshold": first.threshold, "chosen_on": "validation"},
        "loud": {"class": "0", "threshold": last.threshold, "chosen_on": "test"},
    }
    assert json.loads(labels.metadata()["decisions"]) == expected
    found = write(labels, Onnx(), tmp_path / "n.onnx", prove=False, replace=True)
    assert json.loads(found.files[-1].read_text(encoding="utf-8"))["decisions"] == expected


@pytest.mark.parametrize("key", ["card-html", "card"])
def test_a_card_tells_each_label_and_its_figures_follow(key: str, labels: Artifact) -> None:
    usual, found = measured(msgspec.structs.replace(labels, chosen=())), measured(labels)
    ((before,), (after,)) = usual.scores, found.scores
    each = list(zip(before.yes_no, after.yes_no, strict=True))
    assert [before[:4] != after[:4] for before, after in each] == [True, False, True]
    assert [before.auc == after.auc for before, after in each] == [True] * 3
    accuracies = [after.accuracy for _, after in each]
    assert after.metrics["accuracy"] == pytest.approx(sum(accuracies) / 3)
    (cls,) = [cls for cls in FORMATS if cls.key == key]
    text, hidden = (cls(**more).encode(found).decode() for more in ({}, {"data": False}))
    first, _, last = labels.chosen
    for told in (
        f"The answer is warm = yes from {first.threshold:g} on, chosen on the validation part.",
        f"The answer is loud = 0 from {last.threshold:g} on, chosen on the test part itself",
    ):
        assert told in text
    assert f"The answer is Target 1 = yes from {first.threshold:g} on" in hidden
    assert "warm" not in hidden
