"""Every template on every bundled data set: it learns, or says why it cannot."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.data.sources import Bundled, bundled_sets
from nnstudio.graph.inference import infer
from nnstudio.project.problems import problems
from nnstudio.project.start import from_template
from nnstudio.project.templates import TEMPLATES, Goal, build, template
from nnstudio.project.trained import load_data, new_run, result
from nnstudio.system.messages import StudioError

DATA = [facts.name for facts in bundled_sets()]
REFUSED = {("lenet", name) for name in DATA if name != "digits"}


@pytest.mark.parametrize("name", DATA)
@pytest.mark.parametrize("key", TEMPLATES)
def test_a_template_learns_or_refuses_with_a_sentence(key: str, name: str) -> None:
    if (key, name) in REFUSED:
        with pytest.raises(StudioError, match=r"looks at images .* use the textbook network"):
            from_template(TEMPLATES[key], Bundled(name))
        return
    project, notes = from_template(TEMPLATES[key], Bundled(name))
    assert notes == ()
    if not project.network.nodes:
        with pytest.raises(StudioError, match="network is empty: add an Input"):
            new_run(project, load_data(project))
        return
    project = project.replace(training=project.training.replace(epochs=1, device="cpu"))
    prepared = load_data(project)
    assert problems(project, prepared) == ()
    run = new_run(project, prepared)
    before = run.model.evaluate(prepared.train.x, prepared.train.y)["loss"]
    for _ in run.events():
        pass
    after = run.model.evaluate(prepared.train.x, prepared.train.y)["loss"]
    assert after < before
    trained = result(run, project, prepared)
    assert trained.finished
    np.testing.assert_array_equal(
        trained.model().predict(prepared.test.x), run.model.predict(prepared.test.x)
    )


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_template_without_data_is_sound(key: str) -> None:
    project, notes = from_template(TEMPLATES[key], None)
    assert notes == ()
    assert [p.kind for p in problems(project)] == ([] if project.network.nodes else ["empty"])
    assert TEMPLATES[key].data in ("", *DATA)
    assert str(TEMPLATES[key].title)
    assert set(project.layout.positions) == {n.id for n in project.network.nodes}


@given(
    st.sampled_from(list(TEMPLATES)),
    st.sampled_from(["binary", "classes", "regression"]),
    st.one_of(
        st.tuples(st.integers(1, 500)),
        st.tuples(st.integers(1, 64), st.integers(1, 64)),
        st.tuples(st.integers(1, 64), st.integers(1, 64), st.integers(1, 4)),
    ),
)
def test_a_template_fits_itself_to_any_goal(key: str, task: str, shape: tuple[int, ...]) -> None:
    goal = Goal(shape, task, 7 if task == "classes" else 1)
    if key == "lenet" and len(shape) != 3:
        with pytest.raises(StudioError, match="images"):
            build(TEMPLATES[key], goal)
        return
    project = build(TEMPLATES[key], goal)
    assert [p.kind for p in problems(project)] == ([] if project.network.nodes else ["empty"])
    assert project.training.loss.task == task
    if project.network.nodes:
        facts = infer(project.network).facts
        assert facts[project.network.input_ids[0]].output == shape
        assert facts[project.network.output_ids[0]].output == (goal.outputs,)


def test_the_textbook_is_the_textbook() -> None:
    network = build(template("textbook")).network
    assert [n.layer.figures() for n in network.nodes] == [
        "30 features",
        "25 · sigmoid",
        "15 · sigmoid",
        "1 · sigmoid",
    ]
    assert infer(network).depth == 3
    assert infer(network).width == 25


def test_a_small_data_set_gets_a_batch_that_fits() -> None:
    project, _ = from_template(TEMPLATES["textbook"], Bundled("iris"))
    assert project.training.batch_size <= len(load_data(project).train)


def test_an_unknown_template_lists_the_known() -> None:
    with pytest.raises(StudioError, match="Unknown template 'resnet'; known are textbook, lenet, empty"):
        template("resnet")
