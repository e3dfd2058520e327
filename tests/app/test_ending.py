"""What lies below a window ends together: told first, then waited for, each within its own patience."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from nnstudio.app.background.ending import Ending, end_all, is_over, window_of


class Part(QObject, Ending):
    """Writes down what happens to it."""

    def __init__(
        self, name: str, parent: QObject, happened: list[str], patience: float | None = None
    ) -> None:
        super().__init__(parent)
        self.name, self.happened, self.patience = name, happened, patience
        self.seconds: list[float | None] = []

    def end(self) -> None:
        self.happened.append(f"{self.name} is told")

    def settle(self, seconds: float | None) -> None:
        self.seconds.append(seconds)
        self.happened.append(f"{self.name} settles")


@pytest.fixture
def root(qapp: object) -> QWidget:
    """What stands for a window."""
    return QWidget()


def test_all_are_told_before_one_settles_and_owners_after_what_they_own(root: QWidget) -> None:
    happened: list[str] = []
    owner = Part("owner", root, happened)
    Part("owned", QObject(owner), happened)
    Part("later", root, happened)
    end_all(root)
    assert happened == [
        *("owned is told", "owner is told", "later is told"),
        *("owned settles", "owner settles", "later settles"),
    ]


def test_patience_is_counted_from_when_all_were_told(root: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("nnstudio.app.background.ending.time.monotonic", lambda: now[0])

    class Slow(Part):
        def settle(self, seconds: float | None) -> None:
            super().settle(seconds)
            now[0] += 2.0 if seconds is None else min(2.0, seconds)

    parts = [Slow("", root, [], patience) for patience in (3.0, 3.0, None, 3.0, 0.5)]
    end_all(root)
    assert [part.seconds for part in parts] == [[3.0], [1.0], [None], [0.0], [0.0]]
    assert now == [105.0]


def test_dialogs_and_timers_end_too_and_it_is_known(root: QWidget) -> None:
    dialog, timer = QDialog(root), QTimer(root, interval=0)
    rejected: list[bool] = []
    dialog.rejected.connect(lambda: rejected.append(True))
    timer.start()
    inner = QObject(dialog)
    assert not is_over(inner)
    assert window_of(inner) is root
    end_all(root)
    assert rejected == [True]
    assert not timer.isActive()
    assert is_over(inner)


def test_a_dialog_ends_alone(root: QWidget) -> None:
    happened: list[str] = []
    dialog = QDialog(root)
    Part("its own", dialog, happened)
    Part("of the window", root, happened)
    end_all(dialog)
    assert happened == ["its own is told", "its own settles"]
    assert not is_over(root)
