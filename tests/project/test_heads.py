"""Which output of a network answers which targets, and by which loss it learns that."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.preparing.prepare import Prepared, prepare
from nnstudio.data.target_group import MOST_GROUPS, TargetGroup
from nnstudio.graph import edits
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.losses import (
    LOSSES,
    BinaryCrossentropy,
    CategoricalCrossentropy,
    Hinge,
    Huber,
    Loss,
    MeanAbsoluteError,
    MeanSquaredError,
)
from nnstudio.project.asked import columns_of
from nnstudio.project.file import decode, encode
from nnstudio.project.guessing import constant_loss, first_loss, over_outputs
from nnstudio.project.heads import (
    answer_for,
    answerable,
    answering,
    answers_fit,
    asked_of,
    examples,
    heads,
    judged_by,
    keeping_losses,
    learned_losses,
    loss_at,
    loss_weights,
    losses_of,
    main_output,
    metrics_of_outputs,
    names,
    objectives,
    uncounted,
    untaught,
    with_loss,
)
from nnstudio.project.project import Project
from nnstudio.system.messages import StudioError
from nnstudio.training.config import TrainingConfig
from nnstudio.training.output_training import OutputTraining
from tests.project.broken import data

SOFTMAX, SIGMOID, LINEAR = Dense(3, "softmax"), Dense(1, "sigmoid"), Dense(1, "linear")
KINDS = {
    "kind": (SOFTMAX, CategoricalCrossentropy()),
    "price": (LINEAR, MeanSquaredError()),
    "sold": (SIGMOID, BinaryCrossentropy()),
}
"""What the targets of the data need, in their order."""


def network(*answers: Dense) -> Network:
    """A row of two numbers, a layer, and these outputs beside each other."""
    drawn = sequential((2,), [Dense(8)])
    for answer in answers:
        drawn = drawn.add(answer, after="dense_1")
    return drawn


def prepared() -> Prepared:
    """A class, a number and a question."""
    return data("sorts")


@pytest.mark.parametrize("order", list(itertools.permutations(KINDS)))
def test_targets_go_to_the_outputs_that_can_answer_them(order: tuple[str, ...]) -> None:
    """In whatever order they were drawn."""
    drawn = network(*(KINDS[name][0] for name in order))
    by_target = dict(zip(order, drawn.output_ids, strict=True))
    for training in (
        TrainingConfig(),
        TrainingConfig(CategoricalCrossentropy()),
        TrainingConfig(MeanSquaredError()),
    ):
        found = answering(drawn, training, prepared().preprocessor.views)
        assert found == tuple(by_target[name] for name in KINDS)
        assert heads(drawn, training, prepared().preprocessor) == found
        assert answers_fit(drawn, training, prepared().preprocessor)
        assert names(drawn, training, prepared().preprocessor) == {
            node: name for name, node in by_target.items()
        }
        assert list(names(drawn, training, prepared().preprocessor).values()) == list(KINDS), (
            "as people look at them"
        )
        learned = {name: objectives(drawn, training)[by_target[name]].loss for name in KINDS}
        assert learned == {name: loss for name, (_, loss) in KINDS.items()}


def test_the_loss_of_the_settings_is_that_of_the_first_output_it_reads() -> None:
    drawn = network(SOFTMAX, LINEAR, LINEAR, SIGMOID)
    kind, first, second, sold = drawn.output_ids
    training = TrainingConfig(Huber(delta=2.0))
    assert main_output(drawn, training) == first
    losses = losses_of(drawn, training)
    assert losses == {
        kind: CategoricalCrossentropy(), first: Huber(delta=2.0), second: MeanSquaredError(), sold: BinaryCrossentropy(),
    }  # fmt: skip
    chosen = training.with_output(OutputTraining(first, MeanAbsoluteError(), 0.5))
    assert main_output(drawn, chosen) == second, "the next one that has none of its own"
    assert loss_at(drawn, chosen, first) == MeanAbsoluteError()
    assert loss_at(drawn, chosen, second) == Huber(delta=2.0)
    assert loss_weights(drawn, chosen) == {kind: 1, first: 0.5, second: 1, sold: 1}
    both = chosen.with_output(OutputTraining(second, MeanSquaredError()))
    assert main_output(drawn, both) == "", "what is left does not give what it reads"
    assert loss_at(drawn, both, sold) == BinaryCrossentropy()
    hinge = TrainingConfig(Hinge())
    assert loss_at(drawn, hinge, first) == Hinge(), "a margin is read from a linear output"


@given(st.sampled_from([cls() for cls in LOSSES]), st.data())
def test_of_one_output_the_loss_is_that_of_the_settings(loss: Loss, draw: st.DataObject) -> None:
    drawn = network(draw.draw(st.sampled_from([SOFTMAX, LINEAR, SIGMOID])))
    training = TrainingConfig(loss)
    (node,) = drawn.output_ids
    assert (
        losses_of(drawn, training) == loss == loss_at(drawn, training, node) == loss_at(drawn, training, None)
    )
    assert loss_weights(drawn, training) is None
    assert names(drawn, training, None) == {}
    assert with_loss(drawn, training, node, Huber()) == training.replace(loss=Huber())
    assert judged_by(drawn, training) == training.judged_by


@given(
    st.lists(st.sampled_from([SOFTMAX, LINEAR, SIGMOID]), min_size=2, max_size=5),
    st.sampled_from([cls() for cls in LOSSES]),
    st.sampled_from([cls() for cls in LOSSES]),
    st.integers(0, 4),
)
def test_another_loss_for_one_output_leaves_those_of_the_others(
    answers: list[Dense], own: Loss, other: Loss, place: int
) -> None:
    drawn = network(*answers)
    node = drawn.output_ids[place % len(answers)]
    training = TrainingConfig(own).with_output(OutputTraining(drawn.output_ids[-1], weight=0.25))
    before, after = objectives(drawn, training), objectives(drawn, with_loss(drawn, training, node, other))
    assert after[node].loss == other
    assert {n: o.loss for n, o in before.items() if n != node} == {
        n: o.loss for n, o in after.items() if n != node
    }
    assert {n: o.weight for n, o in before.items()} == {n: o.weight for n, o in after.items()}


def test_another_loss_is_written_down_once() -> None:
    """The settings still have a loss that is learned by, and a further output takes none that it cannot read."""
    drawn = network(SOFTMAX, LINEAR, SIGMOID)
    kind, price, sold = drawn.output_ids
    training = with_loss(drawn, TrainingConfig(CategoricalCrossentropy()), price, Huber())
    assert training.loss == CategoricalCrossentropy()
    assert [each.node for each in training.outputs] == [price, sold]
    numbers = with_loss(drawn, TrainingConfig(MeanSquaredError()), kind, WEIGHED)
    assert numbers.loss == MeanSquaredError()
    assert [each.node for each in numbers.outputs] == [kind, sold]
    more = drawn.add(LINEAR, after="dense_1")
    assert losses_of(more, training) == {
        kind: CategoricalCrossentropy(), price: Huber(), sold: BinaryCrossentropy(), more.output_ids[-1]: MeanSquaredError(),
    }  # fmt: skip


WEIGHED = CategoricalCrossentropy(class_weights=(1.0, 2.0, 3.0))


def test_the_outputs_that_stay_keep_their_losses() -> None:
    drawn = network(SOFTMAX, SOFTMAX, LINEAR)
    first, second, number = drawn.output_ids
    training = with_loss(drawn, TrainingConfig(WEIGHED), number, Huber())
    fewer = edits.delete(drawn, [first])
    kept = keeping_losses(drawn, fewer, training)
    assert losses_of(fewer, kept) == {second: CategoricalCrossentropy(), number: Huber()}, (
        "nobody gave it weights"
    )
    alone = edits.delete(fewer, [second])
    kept = keeping_losses(fewer, alone, kept)
    assert losses_of(alone, kept) == Huber()
    assert kept.outputs == ()
    again = alone.add(SOFTMAX, after="dense_1")
    assert losses_of(again, keeping_losses(alone, again, kept)) == {
        number: Huber(), again.output_ids[-1]: CategoricalCrossentropy(),
    }  # fmt: skip


def test_an_output_that_answers_otherwise_has_the_loss_that_reads_it() -> None:
    drawn = network(SOFTMAX, SOFTMAX, LINEAR)
    first, second, number = drawn.output_ids
    changed = drawn.with_layer(number, SIGMOID)
    training = TrainingConfig(WEIGHED)
    assert keeping_losses(drawn, changed, training) == training
    assert losses_of(changed, training)[number] == BinaryCrossentropy()  # type: ignore[index]
    other = drawn.with_layer(first, LINEAR)
    kept = losses_of(other, keeping_losses(drawn, other, training))
    assert kept == {first: WEIGHED, second: CategoricalCrossentropy(), number: MeanSquaredError()}, (
        "it keeps what it learns by, as the only output would, and is told that this does not fit"
    )


def test_what_was_chosen_for_a_layer_goes_with_it() -> None:
    """A new one may have its id."""
    drawn = network(SOFTMAX, LINEAR, LINEAR)
    *_, last = drawn.output_ids
    training = TrainingConfig(CategoricalCrossentropy()).with_output(
        OutputTraining(last, Huber(), 0.25, "price")
    )
    fewer = edits.delete(drawn, [last])
    kept = keeping_losses(drawn, fewer, training)
    assert fewer.add(LINEAR, after="dense_1").output_ids[-1] == last
    assert kept == TrainingConfig(CategoricalCrossentropy())


def test_a_layer_that_is_drawn_loose_and_wired_then_learns_by_the_loss_that_was_there() -> None:
    drawn = network(Dense(8, "relu"))
    (last,) = drawn.output_ids
    training = TrainingConfig(CategoricalCrossentropy())
    loose = drawn.add(LINEAR)
    beside = keeping_losses(drawn, loose, training)
    answer = loose.nodes[-1].id
    wired = keeping_losses(loose, loose.connect(last, answer), beside)
    assert wired == training


@given(
    st.lists(st.sampled_from([SOFTMAX, LINEAR, SIGMOID]), min_size=1, max_size=4),
    st.lists(st.sampled_from([None, Huber(), WEIGHED, BinaryCrossentropy()]), min_size=4, max_size=4),
    st.sampled_from([cls() for cls in LOSSES]),
    st.integers(0, 3),
    st.booleans(),
)
def test_no_edit_gives_the_loss_of_one_output_to_another(
    answers: list[Dense], own: list[Loss | None], loss: Loss, place: int, adds: bool
) -> None:
    drawn = network(*answers)
    chosen = zip(drawn.output_ids, own, strict=False)
    training = TrainingConfig(loss, outputs=tuple(OutputTraining(*each) for each in chosen if each[1]))
    node = drawn.output_ids[place % len(answers)]
    after = drawn.add(answers[0], after="dense_1") if adds else edits.delete(drawn, [node])
    kept = keeping_losses(drawn, after, training)
    before, now = (objectives(*each) for each in ((drawn, training), (after, kept)))
    if set(after.output_ids) & set(before):
        assert {n: now[n] for n in now if n in before} == {n: before[n] for n in before if n in now}


def test_what_an_output_answers_may_be_chosen() -> None:
    drawn = network(LINEAR, LINEAR)
    first, second = drawn.output_ids
    draw = np.random.default_rng(0)
    asked_both = Dataset(
        "two", (Column.number("a", draw.normal(size=40)), Column.number("b", draw.normal(size=40))),
        Column.number("u", draw.normal(size=40)), further=(TargetGroup(Column.number("v", draw.normal(size=40))),),
    )  # fmt: skip
    views = prepare(asked_both, DataConfig(), 0).preprocessor.views
    assert answering(drawn, TrainingConfig(MeanSquaredError()), views) == (first, second)
    chosen = TrainingConfig(MeanSquaredError(), outputs=(OutputTraining(first, target="v"),))
    assert answering(drawn, chosen, views) == (second, first)
    gone = TrainingConfig(MeanSquaredError(), outputs=(OutputTraining(first, target="no such column"),))
    assert answering(drawn, gone, views) == (first, second)


@pytest.mark.parametrize(
    ("numbers", "together"),
    [("a", "a"), ("ab", "a, b"), ("abc", "a, b, c"), ("abcd", "a, b, … (4)"), ("abcde", "a, b, … (5)")],
)
def test_an_output_is_called_by_all_its_targets_and_found_by_each(numbers: str, together: str) -> None:
    draw = np.random.default_rng(0)
    first, *more = (Column.number(name, draw.normal(size=40)) for name in numbers)
    alone = Column("kind", "category", np.arange(40) % 3, ("large", "middle", "small"))
    known = prepare(
        Dataset("two", (Column.number("x", draw.normal(size=40)),), first, more_targets=tuple(more), further=(TargetGroup(alone),)),
        DataConfig(), 0,
    ).preprocessor  # fmt: skip
    drawn = network(Dense(len(numbers), "linear"), SOFTMAX, Dense(len(numbers), "linear"))
    one, kind, other = drawn.output_ids
    training = TrainingConfig(MeanSquaredError())
    assert names(drawn, training, known) == {one: together, kind: "kind", other: drawn[other].title}
    assert answerable(drawn, training, known.views) == {
        one: {"a": together}, kind: {"kind": "kind"}, other: {"a": together},
    }  # fmt: skip
    for name in numbers:
        asked_for = training.with_output(OutputTraining(other, target=name))
        assert answering(drawn, asked_for, known.views) == (other, kind)


@pytest.mark.parametrize(("answers", "loss", "found"), [
    ((SOFTMAX,), CategoricalCrossentropy(), ("kind",)),
    ((LINEAR,), MeanSquaredError(), ("price",)),
    ((SIGMOID, SOFTMAX), CategoricalCrossentropy(), ("sold", "kind")),
    ((Dense(7, "softmax"),), CategoricalCrossentropy(), ("kind",)),
])  # fmt: skip
def test_of_fewer_outputs_each_answers_what_it_can(
    answers: tuple[Dense, ...], loss: Loss, found: tuple[str, ...]
) -> None:
    drawn, known = network(*answers), prepared().preprocessor
    given = answering(drawn, TrainingConfig(loss), known.views)
    called = {node: name for node, name in zip(given, KINDS, strict=True) if node is not None}
    assert tuple(called[node] for node in drawn.output_ids) == found
    assert not answers_fit(drawn, TrainingConfig(), known)
    with pytest.raises(StudioError, match=f"asks for 3 outputs, and the network has {len(answers)}"):
        heads(drawn, TrainingConfig(), known)


def test_an_output_too_many_answers_nothing() -> None:
    drawn, known = network(SOFTMAX, Dense(5), LINEAR, SIGMOID), prepared().preprocessor
    odd = drawn.output_ids[1]
    assert odd not in answering(drawn, TrainingConfig(), known.views)
    assert names(drawn, TrainingConfig(), known)[odd] == drawn[odd].title
    assert not answers_fit(drawn, TrainingConfig(), known)
    assert asked_of(drawn, TrainingConfig(), prepared(), odd) is prepared().views[0]
    with pytest.raises(StudioError, match="asks for 3 outputs, and the network has 4"):
        heads(drawn, TrainingConfig(), known)


def test_an_output_of_another_size_still_answers_but_does_not_fit() -> None:
    drawn, known = network(Dense(4, "softmax"), LINEAR, SIGMOID), prepared().preprocessor
    assert heads(drawn, TrainingConfig(), known) == drawn.output_ids
    assert not answers_fit(drawn, TrainingConfig(), known)


def test_two_classes_may_be_told_apart_by_two_units() -> None:
    drawn = network(SOFTMAX, LINEAR, Dense(2, "softmax"))
    assert heads(drawn, TrainingConfig(), prepared().preprocessor) == drawn.output_ids
    assert answers_fit(drawn, TrainingConfig(), prepared().preprocessor)


def test_each_output_is_asked_its_own_question() -> None:
    drawn, training = network(SIGMOID, SOFTMAX, LINEAR), TrainingConfig()
    sold, kind, price = drawn.output_ids
    views = prepared().views
    assert [asked_of(drawn, training, prepared(), node) for node in (kind, price, sold)] == list(views)
    assert asked_of(drawn, training, None, kind) is None
    _, told = examples(drawn, training, prepared(), prepared().train)
    assert isinstance(told, dict)
    for node, view in zip((kind, price, sold), views, strict=True):
        np.testing.assert_array_equal(told[node], view.train.y)
    measured = metrics_of_outputs(drawn, training, prepared().preprocessor)
    assert isinstance(measured, dict)
    assert {node: [metric.key for metric in each] for node, each in measured.items()} == {
        kind: ["accuracy"], price: ["mae"], sold: ["accuracy"],
    }  # fmt: skip
    assert [columns_of(view.preprocessor) for view in views] == [("kind",), ("price",), ("sold",)]


def test_what_is_looked_at_first_is_the_metric_of_the_first_target() -> None:
    drawn = network(SIGMOID, LINEAR, SOFTMAX)
    assert judged_by(drawn, TrainingConfig(), prepared().preprocessor) == f"{drawn.output_ids[2]}/accuracy"
    assert judged_by(drawn, TrainingConfig()) == f"{drawn.output_ids[0]}/accuracy", (
        "while nobody knows the data"
    )
    weighs = TrainingConfig(CategoricalCrossentropy(class_weights=(1.0, 2.0, 3.0)), more_metrics=True)
    assert judged_by(drawn, weighs, prepared().preprocessor) == f"{drawn.output_ids[2]}/auc"


def test_guessing_pays_the_loss_of_every_output_as_much_as_it_counts() -> None:
    drawn = network(SOFTMAX, LINEAR, SIGMOID)
    training = TrainingConfig(outputs=(OutputTraining(drawn.output_ids[1], weight=0.5),))
    for of_one in (constant_loss, first_loss):
        parts = [of_one(loss, view) for (_, loss), view in zip(KINDS.values(), prepared().views, strict=True)]
        expected = parts[0] + 0.5 * parts[1] + parts[2]
        assert over_outputs(of_one, drawn, training, prepared()) == pytest.approx(expected)
    assert over_outputs(constant_loss, network(SOFTMAX, LINEAR), training, prepared()) is None
    wrong = with_loss(drawn, training, drawn.output_ids[0], Huber())
    assert over_outputs(constant_loss, drawn, wrong, prepared()) is None


def test_layers_that_lead_to_no_loss_that_counts_are_told() -> None:
    drawn = network(SOFTMAX).add(Dense(4), after="dense_1").add(LINEAR, after="dense_3")
    first, second = drawn.output_ids
    training = TrainingConfig(CategoricalCrossentropy())
    assert uncounted(drawn, training) == ()
    assert untaught(drawn, training) == frozenset()
    without = training.with_output(OutputTraining(second, weight=0.0))
    assert uncounted(drawn, without) == (second,)
    assert untaught(drawn, without) == {second, "dense_3"}
    neither = without.with_output(OutputTraining(first, weight=0.0))
    assert untaught(drawn, neither) == set(drawn.by_id)


def test_what_is_looked_at_first_is_the_metric_of_the_first_target_by_its_own_loss() -> None:
    known = prepared().preprocessor
    drawn = network(LINEAR, SOFTMAX, SIGMOID)
    price, kind, _ = drawn.output_ids
    training = TrainingConfig(MeanSquaredError(), more_metrics=True)
    assert judged_by(drawn, training, known) == f"{kind}/accuracy", "whatever the loss of the settings is for"
    weighed = with_loss(drawn, training, kind, WEIGHED)
    assert weighed.loss == MeanSquaredError()
    assert judged_by(drawn, weighed, known) == f"{kind}/auc", "rare classes count more in its own loss"
    assert judged_by(drawn, training) == f"{price}/mae", "nobody knows the data"


def test_where_no_output_is_left_for_the_first_target_another_is_looked_at() -> None:
    drawn, known = network(LINEAR, SIGMOID), prepared().preprocessor
    price, _ = drawn.output_ids
    assert answering(drawn, TrainingConfig(), known.views)[0] is None
    assert judged_by(drawn, TrainingConfig(), known) == f"{price}/mae"


@pytest.mark.parametrize("more", [False, True])
def test_more_is_measured_of_every_output(more: bool) -> None:
    drawn, known = network(LINEAR, SOFTMAX, SIGMOID), prepared().preprocessor
    found = metrics_of_outputs(drawn, TrainingConfig(more_metrics=more), known)
    assert isinstance(found, dict)
    assert list(found) == list(drawn.output_ids)
    assert [len(each) > 1 for each in found.values()] == [more] * 3


def test_a_target_that_is_given_to_another_output_leaves_the_first() -> None:
    drawn = network(LINEAR, LINEAR)
    first, second = drawn.output_ids
    training = answer_for(answer_for(TrainingConfig(), first, "price"), second, "price")
    assert [(each.node, each.target) for each in training.outputs] == [(second, "price")]


def test_an_output_could_answer_what_its_units_and_its_loss_are_for() -> None:
    drawn, known = network(SOFTMAX, Dense(4, "softmax"), LINEAR, SIGMOID), prepared().preprocessor
    kind, odd, price, sold = drawn.output_ids
    assert answerable(drawn, TrainingConfig(), known.views) == {
        kind: {"kind": "kind"}, odd: {}, price: {"price": "price"}, sold: {"sold": "sold"},
    }  # fmt: skip


def test_without_data_only_chosen_losses_tell_that_several_outputs_are_meant() -> None:
    drawn = network(SOFTMAX, LINEAR)
    assert learned_losses(drawn, TrainingConfig(CategoricalCrossentropy()), None) == {}
    kind, price = drawn.output_ids
    chosen = with_loss(drawn, TrainingConfig(CategoricalCrossentropy()), price, Huber())
    assert learned_losses(drawn, chosen, None) == {
        kind: (drawn[kind].title, CategoricalCrossentropy()), price: (drawn[price].title, Huber()),
    }  # fmt: skip


def test_what_was_chosen_for_an_output_goes_with_it() -> None:
    drawn = network(SOFTMAX, LINEAR)
    kind, price = drawn.output_ids
    training = with_loss(drawn, TrainingConfig(CategoricalCrossentropy()), price, MeanAbsoluteError())
    project = Project(training=training).with_network(drawn)
    assert project.training == training
    gone = project.with_network(edits.delete(drawn, [price]))
    assert gone.training == TrainingConfig(CategoricalCrossentropy()), (
        "and of one output it is that of the settings"
    )
    again = gone.with_network(gone.network.add(SIGMOID, after="dense_1"))
    assert again.network.output_ids == (kind, price), "it is called like the one before"
    assert loss_at(again.network, again.training, price) == BinaryCrossentropy()


def test_a_network_with_more_outputs_than_any_data_asks_for_comes_back_from_a_file() -> None:
    drawn = network(*[Dense(3, "softmax")] * (MOST_GROUPS + 10))
    weighed = CategoricalCrossentropy(class_weights=(1.0, 2.0, 3.0))
    project = Project(training=TrainingConfig(weighed)).with_network(drawn)
    first, *others = drawn.output_ids
    rest = project.with_network(edits.delete(drawn, [first]))
    assert len(rest.training.outputs) == len(others) - 1, "those that have not the loss of the settings"
    assert decode(encode(rest, None))[0].training == rest.training
