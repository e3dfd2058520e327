"""What a check answers: the numbers that stand beside the curves, and why nothing can be measured."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.project.lessons import Situation, look
from nnstudio.project.lessons.checks import read_check
from nnstudio.project.lessons.measures import MEASURES, Measure
from nnstudio.project.project import Project
from nnstudio.system.messages import msg
from tests.project.several_outputs import cars

NOTHING = Situation(Project(), None, Project(), {})
SHARES = st.fractions(0, 1, max_denominator=3000).map(float)


def answer(text: str, value: float) -> tuple[bool, float]:
    """Judge a share that is measured, and read the percentage that the answer names."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(MEASURES, "accuracy", Measure(lambda _: value, msg("the accuracy"), share=True))
        found = look(read_check(text), NOTHING)
    words = str(found.words)
    assert words.startswith("the accuracy is ")
    return found.done, float(words.split(" is ")[1].split("\N{NARROW NO-BREAK SPACE}%")[0])


@given(SHARES, st.sampled_from([0.5, 0.9, 0.95, 0.975, 1.0]))
def test_a_share_reads_as_beside_the_curves_but_never_as_the_bound_it_misses(
    value: float, bound: float
) -> None:
    for sign in (">=", "<="):
        done, shown = answer(f"accuracy {sign} {bound}", value)
        assert abs(shown - 100 * value) < 0.1
        assert done is (shown / 100 >= bound if sign == ">=" else shown / 100 <= bound)
        if abs(value - bound) > 0.001:
            assert shown == float(f"{100 * value:.1f}")


def test_a_share_is_rounded() -> None:
    assert answer("accuracy >= 0.98", 127 / 150) == (False, 84.7)


@pytest.mark.parametrize("name", ["accuracy", "final-accuracy", "loss", "overfit", "epochs"])
def test_what_cannot_be_trained_says_so(name: str) -> None:
    why = msg("Dense 1 is too wide")
    found = look(read_check(f"{name} >= 0.5"), NOTHING._replace(obstacle=why))
    assert not found.done
    assert str(found.words) == "this network cannot be trained. Dense 1 is too wide"
    assert str(look(read_check(f"{name} >= 0.5"), NOTHING).words) == "press Train"


def test_of_several_outputs_the_first_that_tells_classes_apart_is_measured(tmp_path: Path) -> None:
    project, trained, _ = cars(tmp_path)
    node = project.network.output_ids[0]
    reached = trained.checkpoint.history.epochs[-1].val_metrics[f"{node}/accuracy"]
    seen = Situation(project, trained, project, {})
    assert MEASURES["final-accuracy"].of(seen) == reached
    assert look(read_check("final-accuracy >= 0"), seen).done
