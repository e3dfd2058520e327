"""Which class is answered: as usual the more probable one, or one of two from a threshold on."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.data.preparing.deciding import Chosen, Decision, questions, said_classes, said_labels, with_one
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.preparing.target_scaling import ScaledTarget

GIVEN = np.array([[0.9, 0.1], [0.77, 0.23], [0.5, 0.5], [0.2, 0.8]])


def test_as_usual_it_is_the_more_probable_class() -> None:
    assert said_classes(GIVEN).tolist() == [0, 0, 1, 1]
    assert said_classes(np.array([[0.2, 0.3, 0.5], [0.4, 0.4, 0.2]])).tolist() == [2, 0]
    assert said_labels(np.array([[0.5, 0.4], [0.1, 0.6]])).tolist() == [[1, 0], [0, 1]]


def test_a_threshold_begins_with_itself_and_belongs_to_either_class() -> None:
    assert said_classes(GIVEN, (Decision(0.23),)).tolist() == [0, 1, 1, 1]
    assert said_classes(GIVEN, (Decision(0.24),)).tolist() == [0, 0, 1, 1]
    assert said_classes(GIVEN, (Decision(0.77, 0),)).tolist() == [0, 0, 1, 1]
    assert said_classes(GIVEN, (Decision(0.2, 0),)).tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("threshold", [0.0, 1.0, -0.1, 7.0, math.nan, math.inf])
def test_what_is_no_threshold_is_refused(threshold: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Decision(threshold)


choices = st.none() | st.builds(Decision, st.floats(0.001, 0.999), st.sampled_from([0, 1]))
shares = st.floats(0, 1) | st.sampled_from([0.25, 0.5, 0.75, 0.3, 0.7])


@given(st.data(), st.integers(1, 6), st.integers(1, 8))
def test_a_label_is_answered_as_two_classes_are(data: st.DataObject, labels: int, rows: int) -> None:
    """What is chosen for one label changes nothing of the others, and a label is a question as two classes are."""
    shape = st.lists(st.lists(shares, min_size=labels, max_size=labels), min_size=rows, max_size=rows)
    p = np.array(data.draw(shape))
    chosen = tuple(data.draw(st.lists(choices, min_size=labels, max_size=labels)))
    alone = [
        said_classes(np.stack([1 - column, column], axis=1), (each,))
        for column, each in zip(p.T, chosen, strict=True)
    ]
    assert said_labels(p, chosen).tolist() == np.array(alone).T.tolist()
    assert said_labels(p[0], chosen).tolist() == said_labels(p, chosen)[0].tolist()
    assert said_labels(p).tolist() == said_labels(p, (None,) * labels).tolist()


@given(st.lists(st.tuples(st.integers(0, 3), choices), max_size=12))
def test_choices_one_by_one_are_kept_until_the_last_is_taken_back(
    steps: list[tuple[int, Decision | None]],
) -> None:
    chosen: Chosen = ()
    for question, decision in steps:
        chosen = with_one(chosen, 4, question, decision)
    last = dict(steps)
    expected = tuple(last.get(i) for i in range(4))
    assert chosen == (expected if any(expected) else ())


def test_what_is_asked_of_a_network() -> None:
    """Two classes are one question, each label is one, and numbers or three classes are none."""
    two = Preprocessor("none", (1,), "binary", "sick", ("no", "yes"))
    labels = Preprocessor(
        "none",
        (1,),
        "labels",
        "rain",
        more_targets=(ScaledTarget("wind"),),
        labels=(("no", "yes"), ("0", "1")),
    )
    assert questions(two) == (("no", "yes"),)
    assert questions(labels) == (("rain = no", "rain = yes"), ("wind = 0", "wind = 1"))
    assert questions(Preprocessor("none", (1,), "classes", "kind", ("a", "b", "c"))) == ()
    assert questions(Preprocessor("none", (1,), "regression", "price")) == ()
