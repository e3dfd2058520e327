"""A run on the GPU that is steered while it goes on."""

from __future__ import annotations

import pytest

from nnstudio import SGD, BinaryCrossentropy, Model
from nnstudio.nn.schedules import StepDecay
from nnstudio.training.events import OneStep, Paused, Resume, SetLearningRate
from nnstudio.training.run import Run
from tests.backend.cuda.device import FakeDevice
from tests.backend.cuda.test_runs import TEXTBOOK, data_for


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
