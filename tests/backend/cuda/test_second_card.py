"""A card that is not the first: CUDA computes on the first one in every thread that says nothing else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from nnstudio import CategoricalCrossentropy, Conv2D, Dense, Flatten, Model, sequential
from nnstudio.backend.cuda import libraries
from nnstudio.nn.metrics import Accuracy
from nnstudio.training.events import Event, OneStep, Paused, SetLearningRate
from nnstudio.training.finder import range_test
from nnstudio.training.health import examine
from nnstudio.training.inspect import probe
from nnstudio.training.run import Run
from nnstudio.training.worked.step import state_of, take_step
from tests.backend.cuda.device import FakeDevice
from tests.backend.cuda.test_metrics import Largest
from tests.backend.cuda.test_runs import data_for, louder

NETWORK = sequential((5, 4, 3), [Conv2D(32, 3), Conv2D(32, 2), Flatten(), Dense(3, activation="softmax")])


@pytest.mark.parametrize("making", [None, louder])
def test_a_model_is_there_with_all_it_does(making: Any, device: FakeDevice) -> None:
    """Made in one thread, trained in another, cut, gone on with, asked and looked into."""
    loss = CategoricalCrossentropy()
    x, y = data_for(NETWORK, loss)

    def model() -> Model:
        metrics = [Accuracy(), Largest()]
        return Model(NETWORK, loss, batch_size=8, device="cuda:1", metrics=metrics, tf32=True)

    def trained(run: Run) -> list[Event]:
        run.send(OneStep())
        run.send(SetLearningRate(0.002))
        seen = []
        for event in run.events():
            seen.append(event)
            if isinstance(event, Paused):
                return seen
        return seen

    first = model()
    run = Run(first, (x, y), (x, y), epochs=2, making=making)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(trained, run).result()
    second = model()
    second.set_weights(first.get_weights())
    for _ in Run(second, (x, y), (x, y), epochs=2, making=making, checkpoint=run.checkpoint()).events():
        pass
    second.predict(x)
    second.evaluate(x, y)
    second.loss_and_gradients(x, y)
    probe(second, x, y)
    examine(second, x, y)
    take_step(second, state_of(second), x[:8], y[:8])
    assert len(range_test(model(), second.load(x, y)).losses) > 10
    assert device.dnn.calls


def test_the_emulated_device_knows_what_belongs_to_which_card(device: FakeDevice) -> None:
    """CUDA refuses a mark, a stream and a graph of another card than the one in use."""
    with device.cuda.Device(1):
        mark, stream = device.cuda.Event(), device.cuda.Stream(non_blocking=True)
        with libraries.undisturbed, stream:
            stream.begin_capture()
            graph = stream.end_capture()
    for wrong in (mark.record, stream.__enter__, graph.launch):
        with pytest.raises(AssertionError, match="of another device"):
            wrong()
