"""A network with several outputs: each is judged and asked as though the network had that one alone."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.beside import Beside
from nnstudio.data.preparing.deciding import Decision
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.data.sources import CsvFile
from nnstudio.graph.network import Network
from nnstudio.nn.layers import Concatenate, Dense, Input
from nnstudio.project.answers import all_answers, all_chosen, csv_of
from nnstudio.project.comparing.compare import compare, side_of
from nnstudio.project.decisions import with_chosen
from nnstudio.project.file import load, save
from nnstudio.project.judging.answerer import Answerer
from nnstudio.project.judging.importance import importances
from nnstudio.project.judging.judgement import judge, judge_all
from nnstudio.project.judging.tryout import Tryout
from nnstudio.project.project import Project
from nnstudio.project.start import from_template
from nnstudio.project.starting_weights import StartingWeights, digest_of
from nnstudio.project.templates import TEMPLATES
from nnstudio.project.trained import Trained, load_data, new_run, result
from nnstudio.project.views import views_of
from tests.project.several_outputs import ANSWERS, cars, one_of


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Trained, Prepared]:
    return cars(tmp_path_factory.mktemp("cars"))


def test_all_outputs_answer_in_the_order_of_the_targets(case: tuple[Project, Trained, Prepared]) -> None:
    """One call gives for each what it is judged by, and one table holds all of them."""
    _, trained, prepared = case
    x = prepared.test.x
    found = all_answers(trained, trained.model(), x)
    assert [each.headings[0] for each in found] == list(ANSWERS)
    for number, answers in enumerate(found):
        judged = judge(*one_of(trained, prepared, number))
        np.testing.assert_allclose(answers.numbers, judged.given, rtol=1e-5, atol=1e-5)
    table = list(csv.reader(io.StringIO(csv_of(found, Beside()))))
    assert table[0] == [
        "kind", "P(kind = large)", "P(kind = middle)", "P(kind = small)", "price", "sold", "P(sold = no)", "P(sold = yes)",
    ]  # fmt: skip
    assert len(table) == len(x) + 1
    assert [row[0] for row in table[1:]] == found[0].labels
    assert [row[5] for row in table[1:]] == found[2].labels


def test_a_threshold_is_kept_for_one_output(case: tuple[Project, Trained, Prepared], tmp_path: Path) -> None:
    """What is chosen for the weights of one output changes its answers and no others, in a file that is opened, too."""
    project, trained, prepared = case
    sold = views_of(trained)[2].trained
    always = (Decision(0.0001),)
    save(tmp_path / "cars.nnstudio", with_chosen(project, sold.weights(), always), trained)
    project, trained = load(tmp_path / "cars.nnstudio")
    assert trained is not None
    chosen = all_chosen(project.decisions, trained, "last")
    assert chosen == ((), (), always)
    model = trained.model()
    usual = all_answers(trained, model, prepared.test.x)
    found = all_answers(trained, model, prepared.test.x, chosen)
    assert set(found[2].labels or ()) == {"yes"} != set(usual[2].labels or ())
    assert found[0].labels == usual[0].labels


def test_an_output_is_judged_as_a_network_with_that_one_alone(
    case: tuple[Project, Trained, Prepared],
) -> None:
    """The same weights in a network that was made for one target reach the same, and depend on the same columns."""
    project, trained, prepared = case
    for number, view in enumerate(views_of(trained)):
        data = prepared.views[number]
        single = Project(view.trained.network, data=project.data, training=view.trained.training)
        run = new_run(single, data)
        run.model.set_weights(view.trained.weights())
        alone = result(run, single, data)
        found, expected = judge(view.trained, data), judge(alone, data)
        assert (found.loss, found.metrics, found.guessing) == (
            expected.loss,
            expected.metrics,
            expected.guessing,
        )
        np.testing.assert_array_equal(found.given, expected.given)
        np.testing.assert_array_equal(found.true, expected.true)
        worth = zip(importances(view.trained, data), importances(alone, data), strict=True)
        assert all((a.column, a.loss, a.metrics) == (b.column, b.loss, b.metrics) for a, b in worth)
        x = prepared.test.x[0]
        answered = None if found.classes == () else int(found.said[0])
        one, other = (Answerer(each).why(x, answered or 0) for each in (view.trained, alone))
        assert one.parts == other.parts


def test_all_are_judged_at_once(case: tuple[Project, Trained, Prepared]) -> None:
    """With the loss of the whole network, in which each output counts as much as was chosen."""
    _, trained, prepared = case
    found = judge_all(trained, prepared)
    assert found.outputs[1].loss == judge(*one_of(trained, prepared, 1)).loss
    assert found.loss == pytest.approx(sum(each.loss for each in found.outputs), rel=1e-5)


def test_a_sample_that_is_tried_has_three_answers_and_truths(case: tuple[Project, Trained, Prepared]) -> None:
    _, trained, prepared = case
    tried = Tryout(Answerer(trained), lambda cancelled: prepared).sample(lambda: False)
    assert len(tried.answers) == 3
    views, y = prepared.views, [part[0] for part in prepared.validation.answers]
    assert tried.true[0] == views[0].classes[int(y[0])]
    price = float(views[1].preprocessor.restore_targets(y[1][None])[0, 0])
    assert float(tried.true[1]) == pytest.approx(price, rel=1e-3), "with four digits"
    assert tried.true[2] == views[2].classes[int(y[2])]


def test_two_networks_are_compared_with_the_thresholds_of_each_output(
    case: tuple[Project, Trained, Prepared],
) -> None:
    project, trained, prepared = case
    sold = views_of(trained)[2].trained
    always = with_chosen(project, sold.weights(trained.proposed), (Decision(0.0001),))
    usual, low = side_of(project, trained, "usual"), side_of(always, trained, "low")
    found = compare(usual, low).outputs
    assert found is not None
    assert found.largest == 0
    said = all_answers(trained, trained.model(which=trained.proposed), prepared.test.x)[2].labels
    others = sum(each == "no" for each in said)
    assert others, "they would be answered alike"
    # Of three answers to each sample two ask for a class.
    assert found.agreement == pytest.approx(1 - others / len(said) / 2)
    assert compare(low, low).outputs.agreement == 1


def test_weights_for_a_network_drawn_anew_have_no_thresholds_of_earlier_questions(
    case: tuple[Project, Trained, Prepared],
) -> None:
    project, earlier, _ = case
    assert isinstance(project.data.source, CsvFile)
    source = project.data.source.predicting("kind").ignoring("price", "sold")
    drawn, _ = from_template(TEMPLATES["mlp"], source)
    drawn = drawn.replace(training=drawn.training.replace(epochs=1, device="cpu"))
    prepared = load_data(drawn)
    run = new_run(drawn, prepared)
    for _ in run.events():
        pass
    trained = result(run, drawn, prepared)
    weights = trained.weights(trained.proposed)
    imported = drawn.replace(start=StartingWeights("x", drawn.network, weights, digest_of(weights)))
    found = compare(side_of(drawn, trained, "a"), side_of(imported, earlier, "b"))
    assert found.outputs is not None
    assert (found.outputs.largest, found.outputs.agreement) == (0, 1)


def test_what_only_other_outputs_read_counts_nothing(case: tuple[Project, Trained, Prepared]) -> None:
    """Two Inputs, of which the price is answered by the second alone: size and age mean nothing to it."""
    project, _, prepared = case
    network = Network().add(Input((2,))).add(Input((3,)))
    first, second = network.input_ids
    network = network.add(Dense(6, activation="relu"), after=first).add(
        Concatenate(), after=("dense_1", second)
    )
    network = network.add(Dense(3, activation="softmax"), after="concatenate_1")
    network = network.add(Dense(1), after=second).add(Dense(1, activation="sigmoid"), after="concatenate_1")
    own = project.replace(network=network)
    run = new_run(own, prepared)
    for _ in run.events():
        pass
    trained = result(run, own, prepared)
    told = all_answers(trained, trained.model(), prepared.test.x)
    for number, view in enumerate(views_of(trained)):
        data = prepared.views[number]
        np.testing.assert_allclose(
            told[number].numbers, judge(view.trained, data).given, rtol=1e-5, atol=1e-5
        )
        parts = dict(Answerer(view.trained).why(prepared.test.x[0], 0).parts)
        worth = {each.column: each.loss for each in importances(view.trained, data)}
        read = {name for name in parts if parts[name] or worth[name]}
        assert read == ({"colour"} if view.name == "price" else {"size", "age", "colour"})
