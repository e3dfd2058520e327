"""Thousands of random gestures: the scene always equals the document, and all of it can be undone."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from nnstudio.app.main_window import MainWindow
from nnstudio.graph.network import Network
from nnstudio.nn.layer import UnknownLayer
from nnstudio.nn.layers import Dense
from nnstudio.project.file import decode, encode
from tests.app.canvas.conftest import chain, skip
from tests.app.canvas.random_hands import CTRL, SHIFT, Player
from tests.app.canvas.scene_check import caught, scene_equals_document  # noqa: F401
from tests.app.window.conftest import _no_probing, make_window, window  # noqa: F401

Key = Qt.Key


def strange() -> Network:
    """A skip connection with a layer of a newer version in it."""
    network = skip().add(
        UnknownLayer({"type": "Attention", "heads": 4, "inner": {"a": [1, None]}}), after="add_1"
    )
    return network.add(Dense(3), after="attention_1")


STARTS = {"nothing": Network, "chain": chain, "skip": skip, "strange": strange}


@pytest.mark.parametrize("start", ["chain", "strange"])
def test_random_gestures_can_all_be_undone(window: MainWindow, caught: list[str], start: str) -> None:  # noqa: F811
    play(window, caught, start, seed=7, turns=150)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("start", STARTS)
def test_thousands_of_random_gestures_can_all_be_undone(
    window: MainWindow,  # noqa: F811
    caught: list[str],  # noqa: F811
    start: str,
    seed: int,
) -> None:
    play(window, caught, start, seed=100 + seed, turns=500)


def play(window: MainWindow, caught: list[str], start: str, seed: int, turns: int) -> None:  # noqa: F811
    document = window.document
    window.files.show_new(document.project.with_network(STARTS[start]()))
    QApplication.processEvents()
    first = document.project
    player = Player(window, seed)
    player.back_to_canvas()
    try:
        for turn in range(turns):
            player.play()
            assert not caught
            scene_equals_document(player, anew=turn % 10 == 0)
            if turn % 50 == 0:
                gc.collect()
                assert decode(encode(document.project))[0] == document.project
        last = document.project
        back_and_forth(player, caught, first, last)
    except Exception as error:
        trace = "\n".join(player.done[-12:])
        raise AssertionError(
            f"{start}, seed {seed}, after {len(player.done)}:\n{trace}\n{caught}\n{error}"
        ) from error
    finally:
        QApplication.clipboard().clear()
        document.undo_stack.setClean()


def back_and_forth(player: Player, caught: list[str], first: object, last: object) -> None:  # noqa: F811
    stack = player.window.document.undo_stack
    player.note("undo all")
    while stack.canUndo():
        index = stack.index()
        player.on_keys(Key.Key_Z, CTRL)
        assert stack.index() == index - 1
        if index % 10 == 0:
            scene_equals_document(player, anew=True)
    assert player.window.document.project == first
    scene_equals_document(player, anew=True)
    player.note("redo all")
    while stack.canRedo():
        index = stack.index()
        player.on_keys(Key.Key_Z, CTRL | SHIFT)
        assert stack.index() == index + 1
    # What had been undone before the end comes again as well: the end is on the way.
    assert not caught
    scene_equals_document(player, anew=True)
    while player.window.document.project != last and stack.canUndo():
        player.on_keys(Key.Key_Z, CTRL)
    assert player.window.document.project == last
