"""Each output of a trained network, looked at by itself, is what it is in the whole network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.graph.network import Network
from nnstudio.nn.layers import Concatenate, Dense, Input
from nnstudio.nn.losses import Hinge
from nnstudio.project.answers import all_answers
from nnstudio.project.file import decode, encode
from nnstudio.project.heads import examples, names, objectives, with_loss
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained, load_data, new_run, result
from nnstudio.project.views import views_of
from nnstudio.system.messages import StudioError
from nnstudio.training.config import TrainingConfig
from nnstudio.training.output_training import OutputTraining
from tests.project.several_outputs import ANSWERS, cars, cars_project, one_of
from tests.project.zips import changed_json, unzipped

Case = tuple[Project, Trained, Prepared]


def _trained(project: Project) -> Case:
    prepared = load_data(project)
    run = new_run(project, prepared)
    for _ in run.events():
        pass
    return project, result(run, project, prepared), prepared


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The outputs share all that is before them."""
    return cars(tmp_path_factory.mktemp("cars"))


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """An Input that only some outputs read, and losses that do not count alike."""
    project = cars_project(tmp_path_factory.mktemp("cars"))
    drawn = Network().add(Input((2,))).add(Input((3,)))
    drawn = drawn.add(Dense(6), after="input").add(Dense(4), after="input_1")
    drawn = drawn.add(Dense(1, "linear"), after="dense_1")  # of size and age alone
    drawn = drawn.add(Concatenate(), after=("dense_1", "dense_2"))
    drawn = drawn.add(Dense(3, "softmax"), after="concatenate_1").add(Dense(1, "sigmoid"), after="dense_2")
    training = TrainingConfig(epochs=2, device="cpu", outputs=(OutputTraining("dense_3", weight=0.5),))
    return _trained(project.replace(training=training).with_network(drawn))


@pytest.fixture(params=["plain", "parted"])
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.getfixturevalue(request.param)
    return found


def test_it_answers_what_it_answers_in_the_whole_network(case: Case) -> None:
    _, trained, prepared = case
    whole = trained.model().predict(trained.feed(prepared.test.x))
    for view in views_of(trained):
        alone = view.trained.model().predict(view.trained.feed(prepared.test.x))
        np.testing.assert_array_equal(alone, whole[view.node])


def test_each_output_answers_yes_from_where_its_own_loss_has_it(tmp_path: Path) -> None:
    """A margin is one from 0 on, a probability from one half on, whatever the loss of the settings is."""
    project = cars_project(tmp_path)
    network = project.network.with_layer(project.network.output_ids[2], Dense(1, "linear"))
    training = with_loss(network, project.training, network.output_ids[2], Hinge())
    _, trained, prepared = _trained(project.replace(training=training).with_network(network))
    model = trained.model()
    given = model.predict(trained.feed(prepared.train.x))[network.output_ids[2]].reshape(-1)
    assert ((given > 0) & (given < 0.5)).any(), "else both rules say the same"
    sold = all_answers(trained, model, prepared.train.x)[2]
    classes = prepared.views[2].classes
    assert sold.labels == [classes[int(margin >= 0)] for margin in given]


def test_the_loss_of_the_whole_is_the_sum_of_theirs_as_much_as_each_counts(case: Case) -> None:
    _, trained, prepared = case
    split = prepared.test
    whole = trained.model().evaluate(*examples(trained.network, trained.training, prepared, split))
    total, known = 0.0, objectives(trained.network, trained.training)
    for number, view in enumerate(views_of(trained)):
        alone, data = one_of(trained, prepared, number)
        measured = alone.model().evaluate(alone.feed(data.test.x), data.test.y)
        total += known[view.node].weight * measured.pop("loss")
        for key, value in measured.items():
            assert value == pytest.approx(whole[f"{view.node}/{key}"], rel=1e-5)
    assert total == pytest.approx(whole["loss"], rel=1e-5)


def test_what_it_is(case: Case) -> None:
    _, trained, prepared = case
    views = views_of(trained)
    assert tuple(view.name for view in views) == ANSWERS
    assert {view.node: view.name for view in views} == names(
        trained.network, trained.training, trained.preprocessor
    )
    for number, view in enumerate(views):
        alone, data = one_of(trained, prepared, number)
        assert alone == view.trained
        assert alone.network.output_ids == (view.node,)
        assert alone.whole == trained.network
        assert alone.training.outputs == ()
        assert alone.preprocessor == data.preprocessor == trained.preprocessor.views[number]
        assert set(alone.weights()) < set(trained.weights())
        assert views_of(alone)[0].trained is alone, "one output is itself"
        assert alone.checkpoint.history is trained.checkpoint.history


def test_an_input_that_only_others_read_is_not_asked_for(parted: Case) -> None:
    _, trained, prepared = parted
    price = views_of(trained)[1]
    assert price.trained.network.input_ids == ("input",)
    given = price.trained.feed(prepared.test.x)
    assert list(given) == ["input"]
    np.testing.assert_array_equal(given["input"], trained.feed(prepared.test.x)["input"])


def test_it_comes_back_from_a_file(case: Case) -> None:
    project, trained, prepared = case
    again, found = decode(encode(project, trained))
    assert again == project
    assert found is not None
    assert found.preprocessor == trained.preprocessor
    for view, other in zip(views_of(trained), views_of(found), strict=True):
        assert (other.name, other.node) == (view.name, view.node)
        np.testing.assert_array_equal(
            other.trained.model().predict(other.trained.feed(prepared.test.x)),
            view.trained.model().predict(view.trained.feed(prepared.test.x)),
        )
        mine, theirs = (each.trained.checkpoint.history for each in (view, other))
        assert [each.val_metrics for each in theirs.epochs] == [each.val_metrics for each in mine.epochs]


# What a file says of further outputs --------------------------------------------------------------------------


def _group(**settings: Any) -> dict[str, Any]:
    return {"task": "regression", "target_name": "more"} | settings


@pytest.mark.parametrize(
    "further",
    [
        [],
        [_group()],
        [_group()] * 3,
        [_group(target_name="kind"), _group(task="binary", classes=["a", "b"])],
        [_group(target_scale=0.0), _group(task="binary", classes=["a", "b"])],
        [_group(), _group(task="binary", classes=["a"])],
        [_group(), _group(task="binary", classes=["a", "a"])],
        [_group(), _group(task="labels", target_name="u", labels=[["no", "yes", "both"]])],
        [_group(), _group(target_name="u", further=[_group()], task="classes")],
        [_group(target_name=f"t{i}") for i in range(200)],
        [{"task": "regression"}, {}],
        ["price", "sold"],
        "price",
        {"price": 1},
        None,
        7,
    ],
)
def test_answers_of_outputs_that_are_not_there_are_refused_in_one_line(plain: Case, further: Any) -> None:
    """Neither a file that was damaged, nor one that somebody has made, is opened to be asked for them."""
    project, trained, _ = plain
    data = changed_json(
        unzipped(encode(project, trained)), "training.json",
        lambda told: told["preprocessor"].update(further=further),
    )  # fmt: skip
    with pytest.raises(StudioError) as caught:
        decode(data)
    text = str(caught.value)
    assert "damaged" in text or "impossible" in text
    assert "\n" not in text
    assert len(text) < 300


junk = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["task", "target_name", "classes", "labels", "more_targets", "choices"]), inner
        ),
    ),
    max_leaves=8,
)
groups = st.fixed_dictionaries(
    {"task": st.one_of(st.sampled_from(["regression", "binary", "classes", "labels"]), junk)},
    optional={
        "target_name": st.one_of(st.text(max_size=3), junk),
        "classes": st.one_of(st.lists(st.text(max_size=2), max_size=4), junk),
        "labels": st.one_of(st.just([["no", "yes"]]), junk),
        "more_targets": junk,
        "choices": junk,
        "target_scale": st.one_of(st.floats(), junk),
    },
)


@given(st.one_of(st.lists(st.one_of(groups, junk), max_size=3), junk))
def test_junk_is_a_preprocessing_or_refused_in_one_line(further: Any) -> None:
    told = {
        "scaling": "none", "sample_shape": [2], "task": "binary", "target_name": "y", "classes": ["a", "b"],
        "further": further,
    }  # fmt: skip
    try:
        found = Preprocessor.from_plain(told)
    except StudioError as error:
        text = str(error)
        assert "\n" not in text
        assert len(text) < 300
    else:
        assert len(found.views) == 1 + len(further)
        assert Preprocessor.from_plain(json.loads(json.dumps(found.to_plain()))) == found


def test_a_file_is_not_opened_whose_outputs_answer_something_else(plain: Case, tmp_path: Path) -> None:
    """The same answers in another order do: which output gives which is found by what it gives."""
    project, trained, _ = plain
    members = unzipped(encode(project, trained))

    def swapped(told: dict[str, Any]) -> None:
        told["preprocessor"]["further"] = told["preprocessor"]["further"][::-1]

    _, found = decode(changed_json(members, "training.json", swapped))
    assert found is not None
    assert {view.name: view.node for view in views_of(found)} == {
        view.name: view.node for view in views_of(trained)
    }
