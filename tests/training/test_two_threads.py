"""A model that is asked while it trains gives right answers, and the training does not notice."""

from __future__ import annotations

import threading

import numpy as np

from nnstudio import SGD, Dense, MeanSquaredError, Model, sequential


def test_predictions_beside_a_training_are_right_and_change_nothing() -> None:
    net = sequential((20,), [Dense(64), Dense(64), Dense(1, activation="linear")])
    # A learning rate too small to move any weight: every loss and prediction must stay what it is.
    model = Model(net, MeanSquaredError(), SGD(1e-30), batch_size=16, threads=2)
    x = np.random.default_rng(0).normal(size=(512, 20))
    right = model.predict(x[:100])
    wrong: list[int] = []
    ended = threading.Event()

    def ask() -> None:
        while not ended.is_set():
            if not np.array_equal(model.predict(x[:100]), right):
                wrong.append(1)

    askers = [threading.Thread(target=ask) for _ in range(2)]
    for asker in askers:
        asker.start()
    try:
        history = model.fit(x, x[:, :1], epochs=8)
    finally:
        ended.set()
        for asker in askers:
            asker.join()
    assert not wrong
    losses = [epoch.loss for epoch in history.epochs]
    np.testing.assert_allclose(losses, losses[0], rtol=1e-5)
