"""Templates in the window: from the start page, the menu and the empty canvas to results."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLabel, QMenu, QPushButton, QToolButton

from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.app.results.pairs import PicturePairs
from nnstudio.app.widgets.cards import Card
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import Bundled, NumpyFile
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.project.samples import open_sample
from nnstudio.project.templates import TEMPLATES
from tests.app.hands import Key, button, click, until
from tests.app.window.conftest import texts, train

OFFERED = [chosen for chosen in TEMPLATES.values() if chosen.data]


def _ready(window: MainWindow) -> None:
    until(lambda: window.data.prepared is not None, "the data")
    assert window.controls.obstacle() == ""


def _few_epochs(window: MainWindow, epochs: int) -> None:
    until(lambda: window.data.prepared is not None, "the data")
    project = window.document.project
    training = project.training.replace(epochs=epochs, device="cpu")
    window.files.show_new(project.replace(training=training))
    _ready(window)


def _pick(menu: QMenu, text: str) -> None:
    """Open a menu and click an entry."""
    menu.popup(menu.parentWidget().mapToGlobal(menu.parentWidget().rect().center()))
    until(menu.isVisible, "the menu")
    (action,) = (a for a in menu.actions() if a.text() == text)
    QTest.mouseMove(menu, menu.actionGeometry(action).center())
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    until(lambda: not menu.isVisible(), "the menu to close")


def test_every_template_opens_from_the_start_page_ready_to_train(window: MainWindow) -> None:
    for chosen in OFFERED:
        window.show_start_page()
        (card,) = (
            c for c in window.start_page.findChildren(Card)
            if c.accessibleName() == f"{chosen.title}, {chosen.summary}"
        )  # fmt: skip
        card.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(card, Key.Key_Return)
        until(lambda: window.in_workspace, "the drawing")
        _ready(window)
        assert window.document.project.data.source == Bundled(chosen.data)
        assert window.controls.problems() == (), chosen.key


def test_the_file_menu_has_them_all(window: MainWindow) -> None:
    (menu,) = (m for m in window.menuBar().findChildren(QMenu) if m.title() == "New from &template")
    assert [a.text() for a in menu.actions()] == [str(chosen.title) for chosen in OFFERED]
    assert [a.toolTip() for a in menu.actions()] == [str(chosen.summary) for chosen in OFFERED]
    _pick(menu, "Two inputs")
    until(lambda: window.in_workspace, "the drawing")
    _ready(window)
    assert [node.title for node in window.document.project.network.nodes][:1] == ["First features"]
    assert not window.document.modified


def test_an_autoencoder_shows_what_it_made_of_pictures(window: MainWindow) -> None:
    window.beginning.template("autoencoder")
    _ready(window)
    _few_epochs(window, 2)
    train(window)
    window.do("results")
    pairs = window.workspace.results.findChild(PicturePairs)
    assert not pairs.isVisible()
    click(button(window, "Open the test part"))
    until(lambda: window.workspace.results.is_open, "the results")
    assert pairs.isVisible()
    assert pairs.accessibleName().startswith("8 pictures")
    assert "Guessing would reach" in [label.text() for label in window.workspace.results.findChildren(QLabel)]
    window.files.show_new(open_sample("textbook"))
    _few_epochs(window, 2)
    assert not pairs.isVisible()
    train(window)
    window.do("results")
    click(button(window, "Open the test part"))
    until(lambda: window.workspace.results.is_open, "the results")
    assert not pairs.isVisible()


def _with_data(window: MainWindow, config: DataConfig) -> None:
    window.beginning.empty()
    window.document.edit("data", window.document.project.replace(data=config))
    until(lambda: window.data.prepared is not None, "the data")


def _more(window: MainWindow) -> QMenu:
    (tool,) = window.workspace.canvas.empty.findChildren(QToolButton)
    assert tool.isVisible()
    return tool.menu()


def test_a_template_on_the_empty_canvas_fits_the_data_at_hand(window: MainWindow) -> None:
    _with_data(window, DataConfig(Bundled("wine"), validation=0.3))
    _pick(_more(window), "Autoencoder")
    _ready(window)
    project = window.document.project
    assert project.data == DataConfig(Bundled("wine"), validation=0.3, answer="input")
    assert project.network.nodes
    window.document.undo_stack.undo()
    assert window.document.project.data.answer == "target"
    assert not window.document.project.network.nodes
    until(lambda: window.data.prepared is not None, "the data")
    _pick(_more(window), "Two inputs")
    _ready(window)
    assert [n.layer.figures() for n in window.document.project.network.nodes if "features" in n.title] == [
        "4 features", "9 features",
    ]  # fmt: skip


def test_the_empty_canvas_offers_what_suits_the_data(window: MainWindow, tmp_path: Path) -> None:
    samples = tmp_path / "signals.npz"
    draw = np.random.default_rng(0)
    np.savez(samples, x=draw.normal(size=(40, 30, 2)), y=np.arange(40) % 2)
    window.beginning.empty()
    canvas = window.workspace.canvas.empty
    for source, usual in (
        (None, "LeNet for images"),
        (Bundled("wine"), "Deeper, with ReLU"),
        (NumpyFile(str(samples)), "Convolutions along a sequence"),
        (Bundled("digits"), "LeNet for images"),
    ):
        _with_data(window, DataConfig(source)) if source is not None else None
        assert [each.text() for each in canvas.findChildren(QPushButton)] == ["Textbook network", usual]
        others = [action.text() for action in _more(window).actions()]
        assert usual not in others
        assert ("LeNet" in others) == (usual != "LeNet for images")
    window.beginning.empty()
    _with_data(window, DataConfig(Bundled("wine")))
    click(button(canvas, "Deeper, with ReLU"))
    _ready(window)


def test_a_template_that_cannot_read_the_data_says_so_and_changes_nothing(window: MainWindow) -> None:
    _with_data(window, DataConfig(Bundled("wine")))
    before = window.document.project
    _pick(_more(window), "Residual network")
    until(lambda: texts(window), "the banner")
    assert "A residual network looks at images" in " ".join(texts(window))
    assert window.document.project == before


def test_data_may_be_learned_to_be_given_again(sample: MainWindow) -> None:
    click(sample.workspace.step_bar.step("data"))
    (dialog,) = sample.findChildren(DataDialog)
    until(lambda: dialog.dataset is not None, "the data")
    field = next(box for box in dialog.findChildren(QComboBox) if box.accessibleName() == "Problem")
    field.setFocus()
    QTest.keyClick(field, Key.Key_End)
    assert field.currentText() == "Autoencoder: the input"
    click(dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok))
    until(lambda: sample.data.prepared is not None, "the data")
    project = sample.document.project
    assert project.data.answer == "input"
    assert project.training.loss == MeanSquaredError()
    (problem,) = sample.controls.problems()
    assert str(problem.message) == "The network is to give its input again, 30 numbers, but Dense 3 gives 1"
    sample.document.undo_stack.undo()
    until(lambda: sample.data.prepared is not None, "the data")
    assert sample.controls.obstacle() == ""
