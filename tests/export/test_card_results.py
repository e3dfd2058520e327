"""What a card tells of each class and target: the figures that the results show, with any names and any number."""

from __future__ import annotations

import csv
import math
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import numpy as np
import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.prepare import Prepared, prepare
from nnstudio.data.sources import CsvFile
from nnstudio.export import Artifact, CardHtml, CardMarkdown, Scores
from nnstudio.export.card.results import CONFUSIONS, EACH, MATRIX
from nnstudio.export.scores import measured
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.losses import BinaryCrossentropy, CategoricalCrossentropy, Loss, MeanSquaredError
from nnstudio.project.judging.judgement import Judgement, judge
from nnstudio.project.trained import Trained
from nnstudio.system.numbers import figure_text, percent_text
from nnstudio.training.checkpoint import Checkpoint, Position
from nnstudio.training.config import TrainingConfig
from tests.data.targets import LABELS, NUMBERS, labels_table, numbers_table
from tests.export.artifacts import (
    HOSTILE,
    artifact,
    called,
    history,
    of_pictures,
    of_regression,
    of_two_inputs,
)

Table = list[list[str]]


def tables(artifact: Artifact, **settings: Any) -> dict[str, Table]:
    """The tables below each heading of the results, as a reader of the page sees them; the first is called ''."""
    page = CardHtml(**settings).encode(artifact).decode().replace("<!DOCTYPE html>", "", 1)
    found: dict[str, Table] = {}
    heading, here = "", False
    body = ElementTree.fromstring(page).find("body")
    assert body is not None
    for element in body.iter():
        if element.tag == "h2":
            here, heading = element.text == "Results", ""
        elif element.tag == "h3":
            heading = element.text or ""
        elif element.tag == "table" and here:
            rows = (["".join(cell.itertext()) for cell in row] for row in element.iter("tr"))
            found[heading] = list(rows)
    return found


def judged(artifact: Artifact) -> Judgement:
    """What the results in the window say of the same weights."""
    assert artifact.data is not None
    assert artifact.data.source is not None
    assert artifact.training is not None
    prepared: Prepared = prepare(artifact.data.source.read(), artifact.data, artifact.training.seed)
    checkpoint = Checkpoint(artifact.weights, {}, {}, history(), Position(5, 0))
    trained = Trained(
        artifact.network, artifact.data, artifact.training, checkpoint, prepared.preprocessor, prepared.fingerprint
    )  # fmt: skip
    return judge(trained, prepared)


def of_targets(folder: Path, loss: Loss) -> Artifact:
    """Three numbers, or three questions of yes and no."""
    labels = loss.task == "binary"
    path = labels_table(folder) if labels else numbers_table(folder)
    source = CsvFile(str(path)).predicting(*(LABELS if labels else NUMBERS))
    last = Dense(3, activation="sigmoid" if labels else "linear")
    return artifact(sequential((3,), [Dense(4), last]), DataConfig(source), TrainingConfig(loss))


def of_classes(folder: Path, names: list[str], rows: int = 10) -> Artifact:
    """So many classes of two numbers, all as frequent."""
    draw = np.random.default_rng(2)
    path = folder / "classes.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("a", "b", "kind"))
        writer.writerows((*draw.normal(size=2), name) for name in names for _ in range(rows))
    layers = [Dense(5), Dense(len(names), activation="softmax")]
    training = TrainingConfig(CategoricalCrossentropy())
    return artifact(sequential((2,), layers), DataConfig(CsvFile(str(path))), training)


def percent(share: float) -> str:
    return percent_text(share)


# Classes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [of_pictures, of_two_inputs], ids=lambda make: make.__name__)
def test_classes_are_told_as_the_results_show_them(make: Any) -> None:
    whole = make()
    confusion = judged(whole).confusion
    assert confusion is not None
    found = tables(measured(whole))
    names = list(whole.preprocessor.classes)
    assert found["Confusion matrix"][0] == ["", *names]
    assert [row[1:] for row in found["Confusion matrix"][1:]] == [[str(n) for n in row] for row in confusion.tolist()]  # fmt: skip
    each, mean = found["Each class"][1:-1], found["Each class"][-1]
    assert [row[0] for row in each] == names
    for i, row in enumerate(each):
        right, said, true = confusion[i, i], confusion[:, i].sum(), confusion[i].sum()
        assert row[1:3] == [percent(right / said if said else 0), percent(right / true)]
        assert row[3:] == [percent(2 * right / (said + true)), str(true)]
    recalls = np.diagonal(confusion) / confusion.sum(axis=1)
    assert (mean[2], mean[4]) == (percent(recalls.mean()), str(confusion.sum()))


def test_of_two_classes_the_area_is_told() -> None:
    whole = of_two_inputs()
    found = judged(whole)
    yes, no = (found.given[found.true == i, 1] for i in (1, 0))
    area = ((yes[:, None] > no).mean() + (yes[:, None] >= no).mean()) / 2
    assert ["AUC", figure_text(area), ""] in tables(measured(whole))[""]


def test_of_many_classes_the_most_frequent_confusions_are_told(tmp_path: Path) -> None:
    whole = of_classes(tmp_path, [f"species {i}" for i in range(100)])
    confusion = judged(whole).confusion
    assert confusion is not None
    found = tables(measured(whole))
    assert set(found) == {"", "Each class", "Most frequent confusions"}
    assert len(found["Each class"]) == 1 + 100 + 1
    rows = found["Most frequent confusions"][1:]
    assert len(rows) == CONFUSIONS
    classes = whole.preprocessor.classes if whole.preprocessor is not None else ()
    counts = [confusion[classes.index(true), classes.index(said)] for true, said, *_ in rows]
    assert [row[2] for row in rows] == [str(count) for count in counts]
    wrong = confusion - np.diag(np.diagonal(confusion))
    assert counts == sorted(wrong.reshape(-1), reverse=True)[:CONFUSIONS]
    assert all(true != said for true, said, *_ in rows)


def test_of_even_more_classes_the_worst_are_told() -> None:
    count = EACH + 30
    confusion = np.diag(np.full(count, 4))
    confusion[7] = np.eye(count, dtype=int)[8] * 4  # of which every row is answered as the next class
    page = (
        CardMarkdown().encode(_with_confusion(_of_names([f"c{i}" for i in range(count)]), confusion)).decode()
    )
    assert f"The {EACH} of {count} classes with the lowest F1" in page
    rows = re.findall(r"^\| (c\d+) \|(?=.*% \| 4 \|$)", page, re.MULTILINE)
    assert (len(rows), rows[:2]) == (EACH, ["c7", "c8"])


def test_without_a_mistake_there_is_no_confusion() -> None:
    names = [f"c{i}" for i in range(MATRIX + 1)]
    page = CardMarkdown().encode(_with_confusion(_of_names(names), np.diag(np.full(len(names), 3)))).decode()
    assert "None: every row was answered rightly" in page


def test_long_names_stand_beside_the_matrix_not_over_it() -> None:
    names = ["one that is very long " * 4, "another", "and one more"]
    found = tables(_with_confusion(_of_names(names), np.arange(9).reshape(3, 3)))
    assert found["Confusion matrix"][0] == ["", "1", "2", "3"]
    assert [row[0] for row in found["Confusion matrix"][1:]] == [f"{i + 1}. {n}" for i, n in enumerate(names)]


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_of_a_class_leaves_the_card_whole(name: str) -> None:
    whole = _with_confusion(called(name), np.arange(9).reshape(3, 3))
    assert [len(row) for row in tables(whole)["Confusion matrix"]] == [4] * 4
    text = CardMarkdown().encode(whole).decode()
    matrix = text[text.index("### Confusion matrix") : text.index("## Network")]
    lines = [line for line in matrix.splitlines() if line.startswith("|")]
    assert len(lines) == 5
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {5}
    hidden = tables(whole, data=False)["Confusion matrix"]
    assert hidden[0] == ["", "Class 1", "Class 2", "Class 3"]


def _of_names(names: list[str]) -> Artifact:
    """A network that tells classes of these names apart."""
    from nnstudio.data.preparing.preprocessing import Preprocessor

    preprocessor = Preprocessor("none", (2,), "classes", "kind", tuple(names))
    network = sequential((2,), [Dense(len(names), activation="softmax")])
    return Artifact(network, {}, preprocessor, training=TrainingConfig(CategoricalCrossentropy()))


def _with_confusion(artifact: Artifact, confusion: np.ndarray[Any, Any]) -> Artifact:
    counts = tuple(map(tuple, confusion.tolist()))
    return msgspec.structs.replace(artifact, scores=(Scores("test", int(confusion.sum()), 0.5, {}, confusion=counts),))  # fmt: skip


# Targets ----------------------------------------------------------------------------------------------------


def test_a_number_is_told_in_its_own_unit() -> None:
    whole = of_regression()
    found = judged(whole)
    wrong = found.given[:, 0] - found.true[:, 0]
    rows = {row[0]: row[1] for row in tables(measured(whole))[""]}
    assert rows["Mean absolute error"] == figure_text(np.abs(wrong).mean())
    assert rows["Root mean squared error"] == figure_text(math.sqrt(np.square(wrong).mean()))
    assert rows["R²"] == figure_text(
        1 - np.square(wrong).sum() / np.square(found.true - found.true.mean()).sum()
    )
    assert "Errors are in the unit of progression" in CardMarkdown().encode(measured(whole)).decode()
    assert "progression" not in CardMarkdown(data=False, usage=False).encode(measured(whole)).decode()


def test_each_of_several_numbers_is_told_in_its_own_unit(tmp_path: Path) -> None:
    whole = measured(of_targets(tmp_path, MeanSquaredError()))
    found = judged(whole)
    rows = tables(whole)["Each target"][1:]
    assert [row[0] for row in rows] == list(NUMBERS)
    for i, row in enumerate(rows):
        wrong = found.given[:, i] - found.true[:, i]
        assert row[1:3] == [
            figure_text(np.abs(wrong).mean()),
            figure_text(math.sqrt(np.square(wrong).mean())),
        ]
    hidden = CardMarkdown(data=False).encode(whole).decode()
    assert "Target 3" in hidden
    assert not any(name in hidden for name in NUMBERS)


def test_each_question_of_yes_and_no_is_told(tmp_path: Path) -> None:
    whole = measured(of_targets(tmp_path, BinaryCrossentropy()))
    found = judged(whole)
    rows = tables(whole)["Each target"][1:]
    assert [row[0] for row in rows] == list(LABELS)
    for i, row in enumerate(rows):
        yes, said = found.true[:, i] == 1, found.given[:, i] >= 0.5
        assert row[1] == percent((yes == said).mean())
        assert row[3] == percent(said[yes].mean())
        assert row[6] == str(yes.sum())


def test_many_targets_are_counted() -> None:
    from nnstudio.data.preparing.preprocessing import Preprocessor
    from nnstudio.data.preparing.target_scaling import ScaledTarget
    from nnstudio.nn.figures import number_figures

    count = EACH + 5
    more = tuple(ScaledTarget(f"t{i}") for i in range(1, count))
    preprocessor = Preprocessor("none", (2,), "regression", "t0", more_targets=more)
    each = number_figures(np.array([1.0, 2.0]), np.array([1.0, 3.0]))
    scores = Scores("test", 2, 0.5, {"mae": 0.5}, numbers=(each,) * count)
    whole = Artifact(sequential((2,), [Dense(count)]), {}, preprocessor, scores=(scores,))
    text = CardMarkdown().encode(whole).decode()
    assert f"| t{EACH - 1} | 0.5 |" in text
    assert f"| t{EACH} | 0.5 |" not in text
    assert "And 5 targets more" in text
