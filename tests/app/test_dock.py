"""The dock draws one plot at a time, and both show every epoch in the end."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from nnstudio.app.training.dock import TrainingDock
from nnstudio.app.training.pace import Pace
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.system.messages import msg
from nnstudio.system.numbers import percent_text
from nnstudio.training.events import EpochDone, Finished, Paused, Preparing, Progress, Remarked, Started
from nnstudio.training.history import Epoch, History
from tests.app.hands import until

pytestmark = pytest.mark.usefixtures("look")


def _epoch(number: int) -> EpochDone:
    record = Epoch(number, 1 / number, {"accuracy": 0.5}, 2 / number, {"accuracy": 0.4})
    return EpochDone(record, True)


def test_epochs_that_end_between_two_plots_are_drawn_in_both(qtbot: QtBot) -> None:
    dock = TrainingDock()
    qtbot.addWidget(dock)
    dock.set_metric("accuracy", 0.1)
    dock.take([Started(9, 0, 4, 128, "cpu"), Progress(1, 4, np.ones(4), 100.0, 1.0, 0.1), _epoch(1)])
    dock._redraw.stop()
    dock._draw_next()  # the loss plot
    assert len(dock._due) == 1
    dock.take([_epoch(2), _epoch(3)])
    while dock._stale or dock._due:
        dock._draw_next()
    dock._redraw.stop()
    for plot in (dock._loss_plot, dock._metric_plot):
        for curve in (plot._train, plot._validation):
            assert len(curve.getData()[0]) == 3


@pytest.fixture
def drawn_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> TrainingDock:
    """The first of three epochs has come, and the next picture is an hour away."""
    monkeypatch.setattr("nnstudio.app.training.dock.REDRAW_SECONDS", (3600.0, 3600.0))
    dock = TrainingDock()
    qtbot.addWidget(dock)
    dock.show()
    dock.set_metric("accuracy", 0.1)
    dock.take([Started(3, 0, 4, 128, "cpu"), Progress(1, 4, np.ones(4), 100.0, 1.0, 0.1), _epoch(1)])
    return dock


def test_the_end_of_a_run_is_drawn_at_once(drawn_once: TrainingDock) -> None:
    dock = drawn_once
    history = History(tuple(event.record for event in map(_epoch, (1, 2, 3))), 3)
    dock.take([_epoch(2), _epoch(3), Finished("done", history, 1.0)])
    until(lambda: not (dock._stale or dock._due), "both plots")
    for plot in (dock._loss_plot, dock._metric_plot):
        assert len(plot._validation.getData()[0]) == 3


def test_a_run_that_waits_is_drawn_at_once(drawn_once: TrainingDock) -> None:
    dock = drawn_once
    dock.take([_epoch(2), Paused()])
    until(lambda: not (dock._stale or dock._due), "both plots")
    for plot in (dock._loss_plot, dock._metric_plot):
        assert len(plot._validation.getData()[0]) == 2


def test_both_plots_are_drawn_together_however_rare_pictures_are(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dock = TrainingDock()
    qtbot.addWidget(dock)
    dock.show()
    dock.set_metric("accuracy", 0.1)
    dock.take([Started(9, 0, 4, 128, "cpu"), Progress(1, 4, np.ones(4), 100.0, 1.0, 0.1), _epoch(1)])
    monkeypatch.setattr(Pace, "seconds", 3600.0)
    until(lambda: not (dock._stale or dock._due), "both plots")
    assert [len(plot._train.getData()[0]) for plot in (dock._loss_plot, dock._metric_plot)] == [1, 1]


def test_nothing_is_drawn_once_the_dock_is_hidden(qtbot: QtBot) -> None:
    dock = TrainingDock()
    qtbot.addWidget(dock)
    dock.show()
    dock.take([Started(9, 0, 4, 128, "cpu"), Progress(1, 4, np.ones(4), 100.0, 1.0, 0.1)])
    dock._redraw.stop()
    dock._draw_next()  # one of the two plots
    dock.take([Progress(2, 4, np.ones(4), 100.0, 1.0, 0.1)])
    dock.hide()
    until(lambda: not dock._redraw.isActive(), "the drawing to end")
    dock.take([_epoch(2)])
    assert not dock._redraw.isActive()
    dock.take([Finished("done", History(), 1.0)])
    until(lambda: not (dock._stale or dock._due), "the last picture, of both plots")


def test_a_run_in_its_first_epoch_has_begun(qtbot: QtBot) -> None:
    dock = TrainingDock()
    qtbot.addWidget(dock)
    dock.set_metric("accuracy", 0.1)
    legends = [plot._legend for plot in (dock._loss_plot, dock._metric_plot)]
    assert {legend._remark for legend in legends} == {"before the first run"}
    dock.take([Started(9, 0, 4, 128, "cpu"), Progress(1, 2, np.ones(2), 100.0, 1.0, 0.1)])
    dock._redraw.stop()
    assert {legend._remark for legend in legends} == {""}
    dock.show_trained(None)
    assert {legend._remark for legend in legends} == {"before the first run"}


def test_a_second_run_of_the_same_length_is_drawn(qtbot: QtBot) -> None:
    dock = TrainingDock()
    qtbot.addWidget(dock)
    dock.set_metric("accuracy", 0.1)
    for factor in (1.0, 3.0):
        record = Epoch(1, factor, {"accuracy": 0.5}, factor, {"accuracy": 0.4})
        dock.take([Started(1, 0, 4, 128, "cpu"), EpochDone(record, True)])
        while dock._stale or dock._due:
            dock._draw_next()
        dock._redraw.stop()
        assert dock._loss_plot._train.getData()[1][0] == factor


def test_behind_the_last_kernel_stands_the_first_epoch(qtbot: QtBot) -> None:
    dock = TrainingDock()
    qtbot.addWidget(dock)
    status = dock._status
    dock.take([Started(9, 2, 4, 128, "cpu"), Preparing(1, 3)])
    assert status._title.text() == "Preparing kernels (first run only)"
    assert (status._bar.value(), status._bar.maximum()) == (1, 3)
    dock.take([Preparing(2, 3), Preparing(3, 3)])
    assert status._title.text() == "Epoch 3 of 9"
    assert (status._bar.value(), status._bar.maximum()) == (8, 36)
    assert status._sentence.text() == ""
    while dock._stale or dock._due:
        dock._draw_next()
    dock._redraw.stop()


def test_what_turns_out_about_the_device_is_said(qtbot: QtBot) -> None:
    dock = TrainingDock()
    qtbot.addWidget(dock)
    status = dock._status
    dock.take([Started(9, 2, 4, 128, "cuda"), Remarked(msg("The <GPU> takes its work piece by piece"))])
    assert status._sentence.text() == "The <GPU> takes its work piece by piece."
    assert "&lt;GPU&gt; takes its work" in status._rows.figures["device"].toolTip()
    dock._redraw.stop()


def test_a_run_that_goes_on_knows_the_best_epoch_before_it(qtbot: QtBot) -> None:
    dock = TrainingDock()
    qtbot.addWidget(dock)
    dock.set_metric("accuracy", 0.1)
    dock.take([Started(9, 0, 4, 128, "cpu"), _epoch(1), _epoch(2)])
    dock.begin()
    assert dock._status._rows.figures["best"].text() == ""
    dock.take([Started(9, 2, 4, 128, "cpu")])
    assert dock._status._rows.figures["best"].text() == f"{percent_text(0.4)} in epoch 2"


def test_the_device_is_told_with_the_memory_that_the_program_takes(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dock = TrainingDock()
    qtbot.addWidget(dock)
    taken = iter([300 * 2**20, 2**31, None])
    monkeypatch.setattr("nnstudio.app.training.status.resident_bytes", lambda: next(taken))
    seen = []
    for _ in range(3):
        dock.take([Started(9, 0, 4, 128, "cpu")])
        seen.append(dock._status._rows.figures["device"].text())
    dock._redraw.stop()
    assert seen == ["CPU · 300.0 MiB in use", "CPU · 2.0 GiB in use", "CPU"]
    assert "window and data included" in dock._status._rows.figures["device"].toolTip()


def test_what_has_no_figure_takes_no_room(qtbot: QtBot) -> None:
    """So that in a low dock the estimate, and behind a run its verdict and buttons, are seen without scrolling."""
    dock = TrainingDock()
    qtbot.addWidget(dock)
    dock.show()
    status = dock._status
    figures = status._rows.figures

    def shown() -> set[str]:
        seen = {key for key, label in figures.items() if label.isVisibleTo(status)}
        return seen | ({"rate"} if status.steering.isVisibleTo(status) else set())

    assert shown() == set()
    dock.take([Started(9, 0, 4, 128, "cpu", 0.1)])
    assert shown() == {"rate", "device"}
    dock.take([Progress(1, 2, np.ones(2), 1000.0, 9.0, 0.1)])
    assert shown() == {"left", "speed", "rate", "device"}
    dock.set_metric("accuracy", 0.1)
    history = History((_epoch(1).record,), 1)
    dock.take([_epoch(1), Finished("done", history, 1.0)])
    assert shown() == {"rate", "device"}  # the best figure stands in the sentence
    dock.show_trained(None)
    assert shown() == set()
    dock._redraw.stop()


@pytest.mark.parametrize(
    ("metric", "guess", "said"),
    [
        ("accuracy", 0.1, "Best epoch 2: 40.0 %; guessing would reach 10.0 %."),
        ("accuracy", None, "Best epoch 2: 40.0 %."),
        ("mae", 3.0, ""),
    ],
)
def test_the_end_tells_the_best_epoch_and_what_is_known_beside_it(
    qtbot: QtBot, metric: str, guess: float | None, said: str
) -> None:
    dock = TrainingDock()
    qtbot.addWidget(dock)
    dock.set_metric(metric, guess)
    history = History((_epoch(1).record, _epoch(2).record), 2)
    dock.take([Started(2, 0, 4, 128, "cpu"), _epoch(1), _epoch(2), Finished("done", history, 1.0)])
    dock._redraw.stop()
    early = "Too early to say: a few epochs show where the curves go."
    assert dock._status._sentence.text().replace("\u202f", " ") == f"{early} {said}".strip()


def test_a_penalty_for_weights_is_not_called_guessing(qtbot: QtBot) -> None:
    dock = TrainingDock()
    qtbot.addWidget(dock)
    dock.set_metric("accuracy", 0.1)
    dock.set_guessing(0.5)
    found: list[object] = []
    dock.judged.connect(found.append)
    losses = [0.5 + 0.4 * 0.3**i for i in range(12)]
    at_rest = [Epoch(i, x, {"accuracy": 0.9}, x, {"accuracy": 0.9}) for i, x in enumerate(losses, 1)]
    for penalty, kind in ((0.0, "guessing"), (0.1, "finished")):
        dock.network = sequential((2,), [Dense(3, "softmax", l2=penalty)])
        dock.take([Started(12, 0, 4, 128, "cpu"), *(EpochDone(epoch, True) for epoch in at_rest)])
        dock.take([Finished("done", History(tuple(at_rest), 1), 1.0)])
        assert found[-1].kind == kind
