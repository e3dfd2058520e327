"""What is seen of a run while its kernels are compiled."""

from __future__ import annotations

import pytest

from nnstudio.cli import progress
from nnstudio.cli.output import Output
from nnstudio.cli.progress import Patience, bar
from nnstudio.training.events import Event, Preparing, Progress, Started
from nnstudio.training.model import Model
from tests.cli.conftest import Inside

STARTED = Started(5, 0, 4, 128, "cpu")


def test_programs_are_told_of_every_kernel(run: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Model, "prepare", lambda *_: iter([(0, 2), (1, 2), (2, 2)]))
    run("new", "textbook", "-o", "a")
    done = run("train", "a.nnstudio", "--epochs", "1", "--device", "cpu", "--json")
    assert [e["event"] for e in done.events] == [
        "start", "preparing", "preparing", "preparing", "epoch", "finished", "saved",
    ]  # fmt: skip
    assert done.events[2] == {"event": "preparing", "done": 1, "total": 2}
    plain = run("train", "a.nnstudio", "--epochs", "1", "--device", "cpu")
    assert "preparing" not in plain.out + plain.err


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([STARTED], "preparing"),
        ([STARTED, Preparing(1, 3)], "preparing kernels"),
        ([STARTED, Preparing(1, 3)], "1 of 3"),
        ([STARTED, Preparing(2, 3), Preparing(3, 3)], "training"),
        ([STARTED, Preparing(3, 3), Progress(2, 5, None, 1.0, 61.0, 0.1)], "epoch 2 of 5"),
        ([STARTED, Preparing(3, 3), Progress(2, 5, None, 1.0, 61.0, 0.1)], "1:01 left"),
    ],
)
def test_the_bar_shows_it(capsys: pytest.CaptureFixture[str], events: list[Event], words: str) -> None:
    with bar() as show:
        for event in events:
            show(event)
    assert words in capsys.readouterr().out


def test_a_person_who_sees_nothing_else_is_told_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    show = Patience(Output(json=False))
    show(STARTED)
    show(Preparing(0, 9))
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    for done in range(1, 10):
        show(Preparing(done, 9))
    assert capsys.readouterr() == ("", "nnstudio: preparing kernels, once on this computer\n")
