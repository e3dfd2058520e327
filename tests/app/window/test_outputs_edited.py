"""Several outputs while the network, its losses or its data are changed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.dialogs.export import ExportDialog
from nnstudio.app.forms.editors import focus_target
from nnstudio.app.main_window import MainWindow
from nnstudio.app.runs.cells import SETTINGS
from nnstudio.data.sources import CsvFile
from nnstudio.graph import edits
from nnstudio.nn.layers import Dropout
from nnstudio.nn.losses import MeanAbsoluteError
from nnstudio.project import file
from nnstudio.project.heads import names, with_loss
from nnstudio.project.start import from_template
from nnstudio.project.templates import TEMPLATES
from tests.app.hands import Key, Left, button, by_letters, choose_file, click, press, until
from tests.app.window.conftest import train
from tests.app.window.test_compare import compared, figures, shown
from tests.app.window.test_data_wizard import settled
from tests.app.window.test_problems import settled as repairs
from tests.app.window.test_results_of_outputs import go_to_tab, several
from tests.app.window.test_several_outputs import choose
from tests.app.window.test_several_targets import taken, tick

__all__ = ["several"]

Control = Qt.KeyboardModifier.ControlModifier


def test_an_output_that_answers_is_not_led_on_to_one_that_is_pasted(several: MainWindow) -> None:
    canvas, panel, tabs = several.workspace.canvas, several.workspace.problems, several.workspace.tabs
    project = several.document.project
    before = names(project.network, project.training, several.data.prepared.preprocessor)
    _, sold = project.network.output_ids[-2:]
    feeding = project.network[project.network.incoming(sold)[0].source].title
    card = canvas.canvas_scene.cards[sold]
    QTest.mouseClick(canvas.viewport(), Left, pos=canvas.mapFromScene(card.sceneBoundingRect().center()))
    press(several, Key.Key_C, Control)
    press(several, Key.Key_V, Control)
    QTest.mouseClick(tabs.tabBar(), Left, pos=tabs.tabBar().tabRect(tabs.indexOf(panel)).center())
    repairs(several)
    assert button(panel, f"Connect {feeding} to it"), "also where there is an output for every question"
    several.document.undo_stack.undo()
    QTest.mouseClick(canvas.viewport(), Left, pos=canvas.mapFromScene(card.sceneBoundingRect().center()))
    press(several, Key.Key_X, Control)
    press(several, Key.Key_V, Control)
    repairs(several)
    click(button(panel, f"Connect {feeding} to it"))
    assert not several.controls.obstacle()
    project = several.document.project
    assert names(project.network, project.training, several.data.prepared.preprocessor) == before


def test_curves_are_called_as_what_their_run_was_asked(several: MainWindow) -> None:
    second = several.workspace.dock.tools.second
    asked = ["kind: accuracy", "price: mean absolute error", "sold: accuracy"]
    project = several.document.project
    several.document.edit("long", project.replace(training=project.training.replace(epochs=100_000)))
    click(several.findChild(QAbstractButton, "train-button"))
    until(lambda: second.count() == 3 and several.trainer.state == "running", "curves")
    click(several.findChild(QAbstractButton, "train-button"))
    until(lambda: several.trainer.state == "paused", "the pause")
    several.data_choosing.choose()
    (dialog,) = several.findChildren(DataDialog)
    settled(dialog)
    tick(dialog, "colour", "kind")
    taken(several, dialog)
    until(lambda: several.data.prepared.preprocessor.target_name == "colour", "the other data")
    assert [second.itemText(i) for i in range(second.count())] == asked
    click(button(several, "Stop"))
    until(lambda: not several.trainer.active, "the end of the run")
    assert [second.itemText(i) for i in range(second.count())] == asked
    labels = several.workspace.canvas.canvas_scene.wiring.labels
    assert any(label.text.startswith("colour: ") for label in labels.values()), (
        "the drawing is of what is asked now"
    )


def test_outputs_of_a_side_without_weights_are_compared_by_what_they_answer(
    several: MainWindow, tmp_path: Path
) -> None:
    project = several.document.project
    kind, price, _ = project.network.output_ids
    wider = edits.change(project.network, [project.network.incoming(kind)[0].source], units=5)
    training = with_loss(wider, project.training, price, MeanAbsoluteError())
    file.save(tmp_path / "other.nnstudio", project.replace(training=training).with_network(wider))
    train(several)
    dialog = shown(several)
    compared(dialog, tmp_path / "other.nnstudio")
    told = figures(dialog)
    assert told["price: loss"] == ("Mean squared error", "Mean absolute error")
    assert not any(name.startswith(("kind: loss", "sold: loss", "Dense")) for name in told)


def test_a_diagram_that_is_exported_has_the_losses_that_are_drawn(
    several: MainWindow, tmp_path: Path
) -> None:
    train(several)
    several.do("export")
    (dialog,) = several.findChildren(ExportDialog)
    purposes = dialog._purposes
    place = next(row for row in range(purposes.count()) if purposes.item(row).text() == "In a paper")
    QTest.mouseClick(purposes.viewport(), Left, pos=purposes.visualItemRect(purposes.item(place)).center())
    click(button(dialog, "Diagram, SVG (.svg)"))
    done = choose_file(tmp_path / "drawn.svg")
    click(button(dialog, "Export…"))
    until(lambda: done() and not dialog._writing.busy and (tmp_path / "drawn.svg").exists(), "the file")
    drawn = (tmp_path / "drawn.svg").read_text(encoding="utf-8")
    scene = several.workspace.canvas.canvas_scene
    for told in (
        scene.loss.title,
        *(label.text for label in scene.wiring.labels.values() if ": " in label.text),
    ):
        assert told in drawn


def test_an_activation_that_a_loss_cannot_read_is_refused_with_the_name_of_the_target(
    several: MainWindow,
) -> None:
    canvas, page = several.workspace.canvas, several.workspace.inspector.layer_page
    sold = several.document.project.network.output_ids[-1]
    card = canvas.canvas_scene.cards[sold]
    several.workspace.show_training_settings()
    section = several.workspace.training_settings.outputs.sections[sold]
    choose(section.loss.choice, "Mean squared error")
    choose(section.loss.choice, "Binary cross-entropy")
    QTest.mouseClick(canvas.viewport(), Left, pos=canvas.mapFromScene(card.sceneBoundingRect().center()))
    by_letters(focus_target(page.form.editor("activation")), "tanh")
    assert several.controls.obstacle().startswith("'sold': Binary cross-entropy reads the output")


@pytest.mark.usefixtures("german")
def test_losses_by_which_runs_differ_are_told_in_the_language_of_the_window(several: MainWindow) -> None:
    train(several)
    price = several.document.project.network.output_ids[1]
    several.workspace.show_training_settings()
    section = several.workspace.training_settings.outputs.sections[price]
    choose(section.loss.choice, "Mittlerer absoluter Fehler")
    train(several)
    model = several.workspace.runs.model
    assert [model.text(run, SETTINGS) for run in several.document.project.runs] == [
        "price: Verlust Mittlerer quadratischer Fehler",
        "price: Verlust Mittlerer absoluter Fehler",
    ]


def test_dropout_against_learning_by_heart_stands_before_all_outputs(
    window: MainWindow, tmp_path: Path
) -> None:
    draw, path = np.random.default_rng(0), tmp_path / "noise.csv"
    rows = [f"{draw.normal():.3f},{draw.normal():.3f},{'abc'[i % 3]},{draw.normal():.3f}" for i in range(60)]
    path.write_text("\n".join(["u,v,kind,price", *rows]), encoding="utf-8")
    project, _ = from_template(TEMPLATES["mlp"], CsvFile(str(path)).predicting("kind", "price"))
    window.files.show_new(project.replace(training=project.training.replace(epochs=300, device="cpu")))
    until(lambda: window.data.prepared is not None, "the data")
    window.resize(1400, 900)
    panel, network = window.workspace.health.panel, project.network
    trunk = network.incoming(network.output_ids[0])[0].source
    go_to_tab(window, panel)
    train(window)
    offered = f"Insert Dropout behind {network[trunk].title}"
    until(
        lambda: any(b.text() == offered and b.isVisible() for b in panel.findChildren(QAbstractButton)),
        "the repair",
    )
    click(button(panel, offered))
    network = window.document.project.network
    ((dropped,),) = {tuple(e.source for e in network.incoming(node)) for node in network.output_ids}
    assert isinstance(network[dropped].layer, Dropout)
    assert [e.source for e in network.incoming(dropped)] == [trunk]
    assert not window.controls.obstacle()
