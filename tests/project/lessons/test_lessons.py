"""Every lesson that comes with the program: as it begins its one thing is not done, and doing it is seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from nnstudio.data.augmentation import Shift
from nnstudio.graph import edits
from nnstudio.graph.network import Network, sequential
from nnstudio.graph.replacing import proposed, replaced
from nnstudio.nn.layers import Conv2D, Dense, Flatten, GlobalMaxPool
from nnstudio.project.glossary import glossary
from nnstudio.project.lessons import Lesson, Situation, lessons, look, prepare_lesson, refusal
from nnstudio.project.lessons.measures import HAPPENINGS
from nnstudio.project.problems import obstacles
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained, load_data, new_run, result

Act = Callable[[Project], Project]


def _settings(**changes: Any) -> Act:
    return lambda project: project.replace(training=project.training.replace(**changes))


def _layers(node: str, **changes: Any) -> Act:
    return lambda project: project.with_network(edits.change(project.network, [node], **changes))


def _tanh(project: Project) -> Project:
    nodes = ["dense_1", "dense_2"]
    return project.with_network(edits.change(project.network, nodes, activation="tanh"))


def _hidden(*layers: Dense) -> Act:
    return lambda p: p.with_network(sequential((2,), [*layers, Dense(1, activation="sigmoid")]))


_TANH = Dense(16, activation="tanh")


def _convolution(project: Project) -> Project:
    """As What if… proposes it."""
    network: Network = project.network
    layer = proposed(network, "dense_1", Conv2D)
    return project.with_network(replaced(network, "dense_1", layer).network)


def _data(**changes: Any) -> Act:
    return lambda project: project.replace(data=project.data.replace(**changes))


_SHUFFLED = _data(shuffled=True)
_BY_SPEAKER = _data(divided="group", divided_by="speaker")
_SHIFTED = _data(augmented="held-out", augmentation=(Shift(),))


def _pooled(project: Project) -> Project:
    """Moved digits, and the strongest answer instead of all of them; as What if… puts it there."""
    network = project.network
    layer = proposed(network, "flatten_1", GlobalMaxPool)
    return _SHIFTED(project.with_network(replaced(network, "flatten_1", layer).network))


def _rate(rate: float) -> Act:
    return lambda p: _settings(optimizer=p.training.optimizer.replace(learning_rate=rate))(p)


def _as_it_is(project: Project) -> Project:
    return project


WAYS: dict[str, tuple[Act, ...]] = {
    "neuron": (_as_it_is,),
    "activations": (_tanh,),
    "depth-and-width": (_hidden(_TANH, Dense()), _hidden(_TANH, _TANH), _hidden(_TANH, _TANH, Dense())),
    "inputs-and-outputs": (_layers("dense_2", units=3, activation="softmax"),),
    "loss-and-cost": (_as_it_is,),
    "gradient-descent": (_rate(0.3), _rate(0.5), _rate(0.7)),
    "learning-rate": (_rate(0.3), _rate(1.0), _rate(3.0)),
    "backpropagation": (_as_it_is,),
    "convolution": (_convolution,),
    "shuffled-pixels": (_SHUFFLED,),
    "shifted-pictures": (_pooled,),
    "overfitting": (_settings(patience=15), _settings(patience=10), _settings(patience=25)),
    "reading-curves": (_settings(epochs=45), _settings(epochs=67), _settings(epochs=100)),
    "unheard-voices": (_BY_SPEAKER,),
}
"""What the lessons ask for, in the ways it may be done."""

WRONG: dict[str, tuple[Act, ...]] = {
    "activations": (_layers("dense_1", units=64),),
    "depth-and-width": (_layers("dense_1", units=64), _hidden(Dense(4, activation="tanh"), Dense())),
    "gradient-descent": (_rate(0.1), _rate(1.0)),
    "learning-rate": (_rate(0.01), _rate(0.03), _rate(100.0)),
    "reading-curves": (_settings(epochs=30),),
    "shifted-pictures": (_SHIFTED,),
    "unheard-voices": (_data(validation=0.5), _data(shuffled=True)),
}
"""What does not help, as the lessons say."""

SHELF = {lesson.key: lesson for lesson in lessons()}
every_lesson = pytest.mark.parametrize("lesson", SHELF.values(), ids=SHELF.keys())


def trained(project: Project) -> Trained | None:
    """Train to the end; None where the network cannot be trained on its data."""
    project = project.replace(training=project.training.replace(device="cpu"))
    prepared = load_data(project)
    if obstacles(project, prepared):
        return None
    run = new_run(project, prepared)
    for _ in run.events():
        pass
    return result(run, project, prepared)


def done(lesson: Lesson, act: Act, happened: dict[str, int]) -> tuple[bool, list[str]]:
    begun = prepare_lesson(lesson)
    project = act(begun)
    assert refusal(lesson, begun, project) is None, "what is asked for is locked"
    situation = Situation(project, trained(project), begun, happened)
    answers = [look(check, situation) for check in lesson.checks]
    return all(a.done for a in answers), [str(a.words) for a in answers]


def test_every_lesson_has_a_way_and_a_place() -> None:
    assert set(WAYS) == set(SHELF)
    assert [lesson.order for lesson in lessons()] == list(range(1, len(SHELF) + 1))


@every_lesson
def test_a_lesson_is_short_and_whole(lesson: Lesson) -> None:
    assert lesson.summary.endswith((".", "!", "?"))
    assert len(lesson.summary) <= 100
    assert 60 <= len(lesson.body.split()) <= 220
    assert len(lesson.task) <= 240


@every_lesson
def test_as_it_begins_nothing_is_done(lesson: Lesson) -> None:
    begun = prepare_lesson(lesson)
    answers = [look(check, Situation(begun, None, begun, {})) for check in lesson.checks]
    assert not all(a.done for a in answers)
    for act in (_as_it_is, *WRONG.get(lesson.key, ())):
        finished, words = done(lesson, act, {})
        assert not finished, words


@every_lesson
def test_doing_what_it_asks_for_is_seen(lesson: Lesson) -> None:
    happened = dict.fromkeys(HAPPENINGS, 3)
    for act in WAYS[lesson.key]:
        finished, words = done(lesson, act, happened)
        assert finished, words


def test_dense_layers_do_not_care_about_the_order_of_pixels_and_do_about_their_place() -> None:
    """What two lessons say of the network that they do not begin with."""
    dense = sequential((8, 8, 1), [Flatten(), Dense(128, activation="relu"), Dense(10, activation="softmax")])
    best = []
    for change in (_as_it_is, _SHUFFLED, _SHIFTED):
        found = trained(change(prepare_lesson(SHELF["shifted-pictures"]).with_network(dense)))
        assert found is not None
        best.append(found.checkpoint.history.best_epoch.val_metrics["accuracy"])  # type: ignore[union-attr]
    assert abs(best[0] - best[1]) <= 0.015
    assert best[2] < 0.85 < 0.93 < best[0]


def test_without_activations_the_border_is_a_line() -> None:
    """What the second lesson says of its network: a line is all it can draw, so no line is better than it."""
    lesson = SHELF["activations"]
    begun = prepare_lesson(lesson)
    found, one = (
        trained(begun),
        trained(begun.with_network(sequential((2,), [Dense(1, activation="sigmoid")]))),
    )
    assert found is not None
    assert one is not None
    best = [each.checkpoint.history.best_epoch.val_metrics["accuracy"] for each in (found, one)]  # type: ignore[union-attr]
    assert abs(best[0] - best[1]) <= 0.05
    assert max(best) < 0.9


@every_lesson
def test_links_lead_to_the_glossary(lesson: Lesson) -> None:
    wanted = re.findall(r"\]\(([^)]*)\)", lesson.body)
    assert wanted, "a lesson names at least one term"
    known = glossary()
    assert [link for link in wanted if link.partition(":")[0] != "glossary" or link[9:] not in known] == []
