"""The same figure of two runs is found by what is answered, whichever layer does."""

from __future__ import annotations

import pytest

from nnstudio.nn.metric_order import beside, elsewhere

ALONE, BOTH = {"": "kind"}, {"dense_2": "kind", "dense_3": "price"}


@pytest.mark.parametrize(
    ("key", "answers", "others", "found"),
    [
        ("accuracy", ALONE, BOTH, "dense_2/accuracy"),
        ("dense_2/accuracy", BOTH, ALONE, "accuracy"),
        ("dense_2/mae", BOTH, {"dense_2": "price", "dense_4": "kind"}, "dense_4/mae"),
        ("dense_3/mae", BOTH, {"dense_2": "kind", "dense_3": "weight"}, ""),
        ("dense_3/mae", BOTH, {}, "dense_3/mae"),
        ("accuracy", ALONE, {"": "colour"}, "accuracy"),
        ("accuracy", {}, ALONE, "accuracy"),
    ],
)
def test_a_figure_is_that_of_the_output_that_answers_the_same(
    key: str, answers: dict[str, str], others: dict[str, str], found: str
) -> None:
    assert elsewhere(key, answers, others) == found


def test_what_a_single_output_answers_is_told_only_beside_several() -> None:
    assert beside([ALONE, BOTH]) == [ALONE, BOTH]
    assert beside([ALONE, {"": "price"}]) == [{}, {}]
