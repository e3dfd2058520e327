"""Which class is answered: as usual the more probable one, or one of two from a threshold on."""

from __future__ import annotations

import math

import numpy as np
import pytest

from nnstudio.data.deciding import Decision, said_classes, said_labels

GIVEN = np.array([[0.9, 0.1], [0.77, 0.23], [0.5, 0.5], [0.2, 0.8]])


def test_as_usual_it_is_the_more_probable_class() -> None:
    assert said_classes(GIVEN).tolist() == [0, 0, 1, 1]
    assert said_classes(np.array([[0.2, 0.3, 0.5], [0.4, 0.4, 0.2]])).tolist() == [2, 0]
    assert said_labels(np.array([[0.5, 0.4], [0.1, 0.6]])).tolist() == [[1, 0], [0, 1]]


def test_a_threshold_begins_with_itself_and_belongs_to_either_class() -> None:
    assert said_classes(GIVEN, Decision(0.23)).tolist() == [0, 1, 1, 1]
    assert said_classes(GIVEN, Decision(0.24)).tolist() == [0, 0, 1, 1]
    assert said_classes(GIVEN, Decision(0.77, 0)).tolist() == [0, 0, 1, 1]
    assert said_classes(GIVEN, Decision(0.2, 0)).tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("threshold", [0.0, 1.0, -0.1, 7.0, math.nan, math.inf])
def test_what_is_no_threshold_is_refused(threshold: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Decision(threshold)
