"""Learning rates on the GPU: one that is steered while a run goes on, and many that are tried in turn."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio import SGD, BinaryCrossentropy, Model, StudioError
from nnstudio.backend import get_backend
from nnstudio.nn.schedules import StepDecay
from nnstudio.training.events import OneStep, Paused, Resume, SetLearningRate
from nnstudio.training.finder import range_test
from nnstudio.training.run import Run
from tests.backend.cuda.device import FakeDevice
from tests.backend.cuda.test_runs import TEXTBOOK, WORKS, data_for


def test_a_learning_rate_that_was_changed_and_changed_back_follows_its_schedule(device: FakeDevice) -> None:
    """In the second epoch the schedule has halved it; a step behind the changes takes half of it as those before."""
    x, y = data_for(TEXTBOOK, BinaryCrossentropy())
    losses = []
    for where in ("cpu", "cuda"):
        model = Model(TEXTBOOK, BinaryCrossentropy(), SGD(0.8), batch_size=8, device=where)
        run = Run(model, (x, y), epochs=3, schedule=StepDecay(every=1, ratio=0.5))
        run.send(OneStep())
        pauses = 0
        for event in run.events():
            if isinstance(event, Paused):
                pauses += 1
                if pauses == 4:  # in the middle of the second epoch
                    run.send(SetLearningRate(0.4))
                    run.send(SetLearningRate(0.8))
                run.send(OneStep() if pauses < 4 else Resume())
        losses.append([epoch.loss for epoch in run.history.epochs])
    assert losses[1] == pytest.approx(losses[0], rel=1e-5)


def check_rates(name: str) -> None:
    """Steps one by one, each of which is judged before the next, find the same losses as on the CPU."""
    network, loss, optimizer = WORKS[name]()
    x, y = data_for(network, loss)
    losses = []
    for where in ("cpu", "cuda"):
        model = Model(network, loss, optimizer, batch_size=8, device=where)
        found = range_test(model, model.load(x, y))
        losses.append(found.losses[:20])
    np.testing.assert_allclose(losses[1], losses[0], rtol=1e-3)


def test_rates_are_tried(device: FakeDevice) -> None:
    check_rates("regression")


@pytest.mark.gpu
@pytest.mark.parametrize("name", ["textbook", "regression"])
def test_rates_are_tried_on_a_card(name: str) -> None:
    try:
        get_backend("cuda")
    except StudioError as error:
        pytest.skip(str(error))
    check_rates(name)
