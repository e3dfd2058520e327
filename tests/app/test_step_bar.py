"""The steps say where the user stands, at every width."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.app.look.theme import Theme
from nnstudio.app.step_bar import StepBar

KEYS = ("data", "network", "train", "results", "export")


@pytest.fixture
def window(qtbot: QtBot, look: Theme) -> QWidget:
    result = QWidget()
    qtbot.addWidget(result)
    row = QHBoxLayout(result)
    row.setContentsMargins(0, 0, 0, 0)
    bar = StepBar()
    row.addWidget(bar)
    bar.set_step("data", "done", "Fashion-MNIST · 60 000")
    bar.set_step("network", "problem", "Dense 1: wrong shape", "It needs a row of numbers")
    bar.set_step("train", "current", "epoch 14 of 20")
    bar.set_step("results", "todo", "after training")
    for text in ("Pause", "Stop", "Train"):
        bar.add_action_widget(QPushButton(text))
    result.resize(1400, 60)
    with qtbot.waitActive(result):
        result.show()
    return result


@pytest.fixture
def bar(window: QWidget) -> StepBar:
    found = window.findChild(StepBar)
    assert isinstance(found, StepBar)
    return found


def test_click_and_keyboard(qtbot: QtBot, bar: StepBar) -> None:
    for key in KEYS:
        with qtbot.waitSignal(bar.step_chosen) as chosen:
            qtbot.mouseClick(bar.step(key), Qt.MouseButton.LeftButton)
        assert chosen.args == [key]
    bar.step("data").setFocus()
    qtbot.keyClick(bar.step("data"), Qt.Key.Key_Right)
    assert bar.step("network").hasFocus()
    with qtbot.waitSignal(bar.step_chosen) as chosen:
        qtbot.keyClick(bar.step("network"), Qt.Key.Key_Return)
    assert chosen.args == ["network"]
    qtbot.keyClick(bar.step("network"), Qt.Key.Key_Left)
    assert bar.step("data").hasFocus()


def test_screen_reader_hears_state_and_status(bar: StepBar) -> None:
    assert bar.step("data").accessibleName() == "Step 1 of 5: Data, Fashion-MNIST · 60 000, done"
    assert (
        bar.step("network").accessibleName() == "Step 2 of 5: Network, Dense 1: wrong shape, needs attention"
    )
    assert bar.step("export").accessibleName() == "Step 5 of 5: Export, not started"


def test_words_go_one_after_the_other_when_it_gets_narrow(
    qtbot: QtBot, window: QWidget, bar: StepBar
) -> None:
    widths = {}
    for width in (1400, 860, 640):
        window.resize(width, 60)
        QApplication.processEvents()
        widths[width] = [bar.step(k).width() for k in KEYS]
        last = max(w.geometry().right() for w in bar.findChildren(QPushButton))
        assert last <= bar.width()
        assert bar.step("export").geometry().right() < min(w.x() for w in bar.findChildren(QPushButton))
    assert sum(widths[1400]) > sum(widths[860]) > sum(widths[640])
    assert "epoch 14 of 20" in bar.step("train").toolTip()
    assert "Data" in bar.step("data").toolTip()
    assert bar.minimumSizeHint().width() <= 640
    window.resize(1400, 60)
    QApplication.processEvents()
    assert [bar.step(k).width() for k in KEYS] == widths[1400]
    assert "epoch 14 of 20" not in bar.step("train").toolTip()


def test_a_longer_status_is_fitted(window: QWidget, bar: StepBar) -> None:
    before = bar.step("train").width()
    bar.set_step("train", "current", "epoch 14 of 20 · 3 minutes left")
    QApplication.processEvents()
    assert bar.step("train").width() > before
    bar.set_step("train", "current", "w" * 300)
    QApplication.processEvents()
    assert bar.step("train").width() < before


def test_a_count_that_runs_on_moves_nothing(qtbot: QtBot, window: QWidget, bar: StepBar) -> None:
    step = bar.step("train")
    before = step.sizeHint()
    with qtbot.assertNotEmitted(step.changed):
        bar.set_step("train", "current", "epoch 19 of 20")
    assert step.sizeHint() == before
    assert "epoch 19 of 20" in step.accessibleName()
    with qtbot.waitSignal(step.changed):
        bar.set_step("train", "current", "epoch 100 of 200")
    assert step.sizeHint().width() > before.width()


def test_targets(bar: StepBar) -> None:
    for key in KEYS:
        assert min(bar.step(key).width(), bar.step(key).height()) >= 24


def test_unknown_key(bar: StepBar) -> None:
    with pytest.raises(KeyError):
        bar.set_step("b", "done")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paints_every_state(window: QWidget, bar: StepBar, look: Theme, scheme: str) -> None:
    look.set_preference(scheme)  # type: ignore[arg-type]
    bar.step("data").setFocus()
    pictures = {key: bar.step(key).grab().toImage() for key in KEYS}
    assert len({p.bits().tobytes() for p in pictures.values()}) == len(KEYS)
