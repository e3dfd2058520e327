"""Accuracies that a lesson tells are those that its pupils come to."""

from __future__ import annotations

import re

import pytest

from nnstudio.data.augmentation import Shift
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Conv2D, Dense, Flatten, GlobalAvgPool, GlobalMaxPool, MaxPool2D
from nnstudio.project.lessons import lessons, prepare_lesson
from nnstudio.project.project import Project
from nnstudio.project.trained import load_data, new_run

LESSONS = {lesson.key: lesson for lesson in lessons()}
ANSWER = Dense(10, activation="softmax")
ROW = (Flatten(), Dense(128, activation="relu"), ANSWER)


def maps(*filters: int) -> tuple[Conv2D, ...]:
    """Convolutions as in these lessons."""
    return tuple(Conv2D(count, padding="same", activation="relu") for count in filters)


NETWORKS = {
    "shifted-pictures": [ROW, (*maps(16, 32), Flatten(), ANSWER), (*maps(16, 32), GlobalMaxPool(), ANSWER)],
    "shuffled-pixels": [(*maps(8, 16, 32), GlobalAvgPool(), ANSWER), ROW],
    "unheard-voices": [
        (*maps(16), MaxPool2D(), *maps(32), MaxPool2D(), Flatten(), ANSWER),
        (Flatten(), ANSWER),
    ],
}
CHANGES = {
    "shifted-pictures": [{}, *({"augmented": "held-out", "augmentation": (Shift(size),)} for size in (0.1, 0.15))],
    "shuffled-pixels": [{}, {"shuffled": True}],
    "unheard-voices": [{}, {"divided": "group", "divided_by": "speaker"}],
}  # fmt: skip
NEAR = 2.5
"""Percentage points: other processors round otherwise, which training makes larger."""


def best_accuracy(project: Project) -> float:
    """Of the validation part in per cent, as the curves tell it."""
    run = new_run(project, load_data(project))
    for _ in run.events():
        pass
    best = run.checkpoint().history.best_epoch
    assert best is not None
    return 100 * best.val_metrics["accuracy"]


@pytest.mark.parametrize(
    ("key", "place"), [(key, place) for key, each in NETWORKS.items() for place in range(len(each))]
)
def test_accuracies_are_those_that_come_out(key: str, place: int) -> None:
    lines = [line for line in LESSONS[key].body.splitlines() if line.startswith("- ")]
    assert len(lines) == len(NETWORKS[key])
    told = [int(figure) for figure in re.findall(r"(\d+)\s%", lines[place])]
    begun = prepare_lesson(LESSONS[key])
    begun = begun.with_network(sequential(load_data(begun).sample_shape, NETWORKS[key][place]))
    found = [best_accuracy(begun.replace(data=begun.data.replace(**each))) for each in CHANGES[key]]
    assert told == pytest.approx(found, abs=NEAR)


def test_other_seeds_hold_out_other_voices() -> None:
    told = re.search(r"\(glossary:seed\) 1 .* (\d+)\s%.* seed 4 .* (\d+)\s%", LESSONS["unheard-voices"].body)
    assert told is not None
    begun = prepare_lesson(LESSONS["unheard-voices"])
    begun = begun.replace(data=begun.data.replace(**CHANGES["unheard-voices"][1]))
    found = [
        best_accuracy(begun.replace(training=begun.training.replace(seed=seed, device="cpu")))
        for seed in (1, 4)
    ]
    assert [int(figure) for figure in told.groups()] == pytest.approx(found, abs=NEAR)
