"""A run that goes on is the run that was never interrupted; and nothing begins that cannot end well."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.sources import Bundled
from nnstudio.graph import edits
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Conv2D, Dense, Dropout, Flatten, MaxPool2D
from nnstudio.nn.losses import CategoricalCrossentropy
from nnstudio.nn.optimizers import OPTIMIZERS, SGD, Adam, Optimizer
from nnstudio.nn.schedules import Constant, CosineDecay, Schedule
from nnstudio.project.answers import answers
from nnstudio.project.file import decode, encode
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained, can_continue, load_data, new_run, result
from nnstudio.system.messages import StudioError
from nnstudio.training import memory
from nnstudio.training.config import TrainingConfig
from nnstudio.training.events import OneEpoch, OneStep, Paused, Started, Stop
from nnstudio.training.memory import available_bytes, require_memory, required_bytes
from nnstudio.training.model import Model
from nnstudio.training.run import Run
from tests.gone_on import assert_same
from tests.project.conftest import Iris

# Going on ---------------------------------------------------------------------------------------------------


def _finish(run: Run) -> Run:
    for _ in run.events():
        pass
    return run


def _through_a_file(project: Project, trained: Trained) -> tuple[Project, Trained]:
    project, again = decode(encode(project, trained))
    assert again is not None
    return project, again


def _epochs(project: Project, count: int) -> Project:
    return project.replace(training=project.training.replace(epochs=count))


@pytest.mark.parametrize("optimizer", list(OPTIMIZERS))
def test_a_run_through_a_file_is_the_uninterrupted_one(iris: Iris, optimizer: type[Optimizer]) -> None:
    training = iris.project.training.replace(optimizer=optimizer(learning_rate=0.05))
    project = iris.project.replace(training=training)
    whole = _finish(new_run(_epochs(project, 6), iris.prepared))
    first = _finish(new_run(_epochs(project, 2), iris.prepared))
    half, trained = _through_a_file(_epochs(project, 2), result(first, _epochs(project, 2), iris.prepared))
    second = _finish(new_run(_epochs(half, 6), load_data(half), trained))
    assert_same(whole.checkpoint(), second.checkpoint())


def test_a_run_stopped_inside_an_epoch_goes_on_where_it_stood(iris: Iris) -> None:
    project = _epochs(iris.project, 4)
    whole = _finish(new_run(project, iris.prepared))
    run = new_run(project, iris.prepared)
    commands: list[Any] = [OneStep(), OneStep(), Stop()]
    run.send(OneEpoch())
    for event in run.events():
        if isinstance(event, Paused):
            run.send(commands.pop(0))
    stopped = result(run, project, iris.prepared)
    assert (stopped.checkpoint.position.epoch, stopped.checkpoint.position.batch) == (1, 2)
    assert not stopped.finished
    project, again = _through_a_file(project, stopped)
    assert_same(whole.checkpoint(), _finish(new_run(project, load_data(project), again)).checkpoint())


def _tiny_images() -> Project:
    network = sequential(
        (8, 8, 1), [Conv2D(2, 3), MaxPool2D(2), Flatten(), Dropout(0.3), Dense(10, activation="softmax")]
    )
    training = TrainingConfig(
        CategoricalCrossentropy(), Adam(), epochs=2, batch_size=200, seed=11, device="cpu"
    )
    data = DataConfig(Bundled("digits"), validation=0.05, test=0.5)
    return Project(data=data, training=training).with_network(network)


@pytest.mark.parametrize("schedule", [Constant(warmup=1), CosineDecay(), CosineDecay(warmup=3)])
def test_a_schedule_that_ends_with_the_run_is_told_where_its_end_moves(
    iris: Iris, schedule: Schedule
) -> None:
    """With more epochs the rate jumped up again without a word, and the result was called that of one run."""
    project = iris.project.replace(training=iris.project.training.replace(schedule=schedule))
    first = result(_finish(new_run(_epochs(project, 2), iris.prepared)), project, iris.prepared)
    first = msgspec.structs.replace(first, training=_epochs(project, 2).training)
    rest, whole = (
        new_run(_epochs(project, 4), iris.prepared, first),
        new_run(_epochs(project, 4), iris.prepared),
    )
    told = next(event for event in rest.events() if isinstance(event, Started)).course
    same = all(
        (a == b).all() for a, b in zip(*(_weights(_finish(run)) for run in (rest, whole)), strict=True)
    )
    assert (told is None) is same is not (schedule == CosineDecay())
    if told is not None:
        assert "with 4 epochs instead of 2 the learning rate goes on at" in str(told)
    again = new_run(_epochs(project, 2), iris.prepared, first)
    assert again.course is None


def _weights(run: Run) -> list[np.ndarray[Any, Any]]:
    return list(run.model.get_weights().values())


def test_images_go_on_bit_for_bit_too() -> None:
    project = _tiny_images()
    prepared = load_data(project)
    whole = _finish(new_run(project, prepared))
    first = _finish(new_run(_epochs(project, 1), prepared))
    _, trained = _through_a_file(project, result(first, _epochs(project, 1), prepared))
    assert_same(whole.checkpoint(), _finish(new_run(project, prepared, trained)).checkpoint())


CHANGES: dict[str, tuple[Callable[[Project], Project], bool]] = {
    "nothing": (lambda p: p, True),
    "epochs": (lambda p: _epochs(p, 99), True),
    "device": (lambda p: p.replace(training=p.training.replace(device="auto")), True),
    "a card moved": (lambda p: p.replace(layout=p.layout.place({"input": (500, 500)})), True),
    "something of the future": (lambda p: p.replace(extra={"comment": 1}), True),
    "seed": (lambda p: p.replace(training=p.training.replace(seed=99)), False),
    "batch size": (lambda p: p.replace(training=p.training.replace(batch_size=8)), False),
    "learning rate": (lambda p: p.replace(training=p.training.replace(optimizer=Adam(0.5))), False),
    "optimizer": (lambda p: p.replace(training=p.training.replace(optimizer=SGD(0.01))), False),
    "units": (lambda p: p.with_network(edits.change(p.network, ["dense_1"], units=7)), False),
    "dropout": (lambda p: p.with_network(edits.change(p.network, ["dropout_1"], rate=0.1)), False),
    "scaling": (lambda p: p.replace(data=p.data.replace(scaling="minmax")), False),
    "validation": (lambda p: p.replace(data=p.data.replace(validation=0.3)), False),
}


@pytest.mark.parametrize("name", CHANGES)
def test_only_the_number_of_epochs_and_the_device_may_change(iris: Iris, name: str) -> None:
    change, allowed = CHANGES[name]
    project = change(iris.project)
    assert can_continue(project, iris.trained) == allowed
    if not allowed:
        with pytest.raises(StudioError, match="cannot go on: network, data or settings have changed"):
            new_run(project, load_data(project), iris.trained)


def test_other_rows_under_the_same_name_are_noticed(iris: Iris) -> None:
    other = msgspec.structs.replace(iris.trained, fingerprint="0" * 64)
    with pytest.raises(StudioError, match="cannot go on"):
        new_run(iris.project, iris.prepared, other)


@pytest.mark.parametrize(
    ("field", "value"), [("totals", ()), ("batch", 999), ("step", -1), ("learning_rate", 0.0), ("epoch", 1)]
)
def test_a_position_that_does_not_fit_is_refused(iris: Iris, field: str, value: Any) -> None:
    position = msgspec.structs.replace(iris.trained.checkpoint.position, **{field: value})
    checkpoint = msgspec.structs.replace(iris.trained.checkpoint, position=position)
    with pytest.raises(StudioError):
        new_run(iris.project, iris.prepared, msgspec.structs.replace(iris.trained, checkpoint=checkpoint))


def test_the_seed_decides_which_rows_are_held_out(iris: Iris) -> None:
    other = iris.project.replace(training=iris.project.training.replace(seed=4))
    again = load_data(iris.project)
    np.testing.assert_array_equal(again.test.rows, iris.prepared.test.rows)
    assert again.test.rows.tolist() != load_data(other).test.rows.tolist()


def test_a_project_without_data_says_so() -> None:
    with pytest.raises(StudioError, match="no data yet"):
        load_data(Project())


def test_best_and_last_weights(iris: Iris) -> None:
    checkpoint = iris.trained.checkpoint
    assert iris.trained.weights("last") is checkpoint.weights
    assert iris.trained.weights("best") is checkpoint.best_weights
    for which in ("last", "best"):
        model = iris.trained.model(which=which)
        for key, array in iris.trained.weights(which).items():
            np.testing.assert_array_equal(model.get_weights()[key], array)


def test_the_best_weights_are_proposed_where_other_rows_than_those_learned_from_chose_them(
    iris: Iris,
) -> None:
    assert iris.trained.proposed == "best"
    project = iris.project.replace(data=iris.project.data.replace(validation=0.0))
    prepared = load_data(project)
    run = new_run(project, prepared)
    assert result(run, project, prepared).proposed == "last"  # nothing was measured yet
    trained = result(_finish(run), project, prepared)
    assert trained.checkpoint.best_weights
    assert trained.proposed == "last"


# Answers ----------------------------------------------------------------------------------------------------


def _preprocessor(task: Any, classes: tuple[str, ...] = (), **more: float) -> Preprocessor:
    return Preprocessor("none", (2,), task, "kind", classes, **more)


def test_answers_of_one_sigmoid_agree_with_the_accuracy() -> None:
    given = answers(_preprocessor("binary", ("no", "yes")), np.array([[0.2], [0.5], [0.9]], np.float32))
    assert given.headings == ("kind", "P(no)", "P(yes)")
    assert given.labels == ["no", "yes", "yes"]
    assert list(given.rows())[1] == ["yes", 0.5, 0.5]
    np.testing.assert_allclose(given.numbers.sum(axis=1), 1)


def test_answers_of_a_softmax() -> None:
    for task, classes in (("classes", ("a", "b", "c")), ("binary", ("a", "b"))):
        shares = np.eye(len(classes))[::-1]
        given = answers(_preprocessor(task, classes), shares)
        assert given.labels == list(classes[::-1])
        np.testing.assert_array_equal(given.numbers, shares)


def test_answers_of_a_regression_are_in_the_unit_of_the_target() -> None:
    given = answers(
        _preprocessor("regression", target_offset=10.0, target_scale=5.0), np.array([[0.0], [2.0]])
    )
    assert given.headings == ("kind",)
    assert given.labels is None
    assert list(given.rows()) == [[10.0], [20.0]]


# Memory -----------------------------------------------------------------------------------------------------

NETWORKS = {
    "dense": (sequential((64,), [Dense(900), Dense(900), Dense(10, activation="softmax")]), 64, Adam()),
    "convolutions": (
        sequential((16, 16, 2), [Conv2D(16, 3, padding="same"), MaxPool2D(2), Conv2D(16), Flatten(),
                                 Dense(10, activation="softmax")]), 64, SGD(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NETWORKS)
def test_the_estimate_is_what_a_run_takes(name: str) -> None:
    network, batch, optimizer = NETWORKS[name]
    shape = network.nodes[0].layer.output_shape(())
    x, y = np.zeros((batch + batch // 2, *shape), np.float32), np.zeros(batch + batch // 2, np.int32)

    def trained() -> Run:
        model = Model(network, CategoricalCrossentropy(), optimizer, batch_size=batch)
        return _finish(Run(model, (x, y), (x[:20], y[:20]), epochs=1))

    trained()  # compiles what is not compiled yet, which takes memory of its own
    gc.collect()
    tracemalloc.start()
    try:
        checkpoint = trained().checkpoint()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert checkpoint.weights
    estimate = required_bytes(
        network, batch, optimizer, loss=CategoricalCrossentropy(), samples=len(x), measured=20
    )
    data = 2 * (x.nbytes + y.nbytes)
    assert estimate + data == pytest.approx(peak, rel=0.1)


def test_the_estimate_grows_with_everything_it_counts() -> None:
    network, batch, _ = NETWORKS["dense"]
    least = required_bytes(network, batch, SGD())
    assert least < required_bytes(network, batch, Adam())
    assert least < required_bytes(network, 2 * batch, SGD())
    assert least < required_bytes(network, batch, SGD(), measured=10)
    assert 2 * least == pytest.approx(required_bytes(network, batch, SGD(), "float64"), rel=1e-3)


def test_this_machine_tells_how_much_is_free() -> None:
    free = available_bytes()
    assert free is None or 16 << 20 < free < 1 << 50


def test_a_machine_that_tells_nothing_hinders_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "available_bytes", lambda: None)
    require_memory(sequential((1_000_000,), [Dense(2000)]), 1000)


def test_what_does_not_fit_is_refused_with_numbers_before_anything_is_allocated(
    iris: Iris, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "available_bytes", lambda: 8 << 30)
    # 3 × 10⁹ weights in two layers, each within the limit for one.
    network = sequential((4,), [Dense(40_000), Dense(40_000), Dense(40_000), Dense(3, activation="softmax")])
    project = iris.project.with_network(network)
    tracemalloc.start()
    try:
        with pytest.raises(StudioError) as caught:
            new_run(project, iris.prepared)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1 << 20
    assert str(caught.value) == (
        "This network needs about 59.6 GiB of memory, and 8.0 GiB are free: make its layers smaller"
    )


def test_a_batch_that_fits_is_proposed(iris: Iris, monkeypatch: pytest.MonkeyPatch) -> None:
    network = sequential((4,), [Dense(1000), Dense(3, activation="softmax")])
    project = iris.project.with_network(network).replace(
        training=iris.project.training.replace(batch_size=64), data=iris.project.data.replace(validation=0.0)
    )
    monkeypatch.setattr(memory, "available_bytes", lambda: required_bytes(network, 40, Adam()))
    with pytest.raises(
        StudioError, match=r"with batches of 64 needs about \d+ KiB .* a batch size of 32 fits"
    ):
        new_run(project, load_data(project))
    fits = project.replace(training=project.training.replace(batch_size=32))
    new_run(fits, load_data(fits))


def test_a_prediction_that_does_not_fit_is_refused(iris: Iris, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        memory, "available_bytes", lambda: required_bytes(iris.trained.network, 0, measured=20)
    )
    iris.trained.model(samples=20)
    with pytest.raises(StudioError, match=r"needs about \d+ KiB of memory, and \d+ KiB are free"):
        iris.trained.model(samples=60)
