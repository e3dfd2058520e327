"""A network with several outputs: each is judged and asked as though the network had that one alone."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from nnstudio.data.beside import Beside
from nnstudio.data.deciding import Decision
from nnstudio.data.prepare import Prepared
from nnstudio.project.answers import all_answers, all_chosen, csv_of
from nnstudio.project.decisions import with_chosen
from nnstudio.project.judging.judgement import judge
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained
from nnstudio.project.views import view_of, views_of
from tests.project.several_outputs import ANSWERS, cars


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
        judged = judge(*view_of(trained, prepared, number))
        np.testing.assert_allclose(answers.numbers, judged.given, rtol=1e-5, atol=1e-5)
    table = list(csv.reader(io.StringIO(csv_of(found, Beside()))))
    assert table[0] == [
        "kind", "P(kind = large)", "P(kind = middle)", "P(kind = small)", "price", "sold", "P(sold = no)", "P(sold = yes)",
    ]  # fmt: skip
    assert len(table) == len(x) + 1
    assert [row[0] for row in table[1:]] == found[0].labels
    assert [row[5] for row in table[1:]] == found[2].labels


def test_a_threshold_is_kept_for_one_output(case: tuple[Project, Trained, Prepared]) -> None:
    """What is chosen for the weights of one output changes its answers and no others."""
    project, trained, prepared = case
    sold = views_of(trained)[2].trained
    always = (Decision(0.0001),)
    chosen = all_chosen(with_chosen(project, sold.weights(), always).decisions, trained, "last")
    assert chosen == ((), (), always)
    model = trained.model()
    usual = all_answers(trained, model, prepared.test.x)
    found = all_answers(trained, model, prepared.test.x, chosen)
    assert set(found[2].labels or ()) == {"yes"} != set(usual[2].labels or ())
    assert found[0].labels == usual[0].labels
