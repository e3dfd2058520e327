"""Several outputs where there is little room for tabs, names and figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt

from nnstudio.app.main_window import MainWindow
from nnstudio.app.results.panel import ResultsPanel
from nnstudio.data.sources import CsvFile
from nnstudio.nn.losses import MeanAbsoluteError
from nnstudio.project import file
from nnstudio.project.heads import with_loss
from nnstudio.project.project import Project
from nnstudio.project.start import from_template
from nnstudio.project.templates import TEMPLATES
from tests.app.hands import Key, button, choose_file, click, press, until
from tests.app.window.conftest import results_of, train
from tests.app.window.test_compare import figures, shown
from tests.app.window.test_results_of_outputs import go_to_tab, look_at, several
from tests.project.several_outputs import ANSWERS, cars_table

__all__ = ["several"]

Control = Qt.KeyboardModifier.ControlModifier


def unseen_tabs(panel: ResultsPanel) -> list[str]:
    """Tabs that are not whole beside what stands in the corner."""
    pages, bar = panel.pages, panel.pages.tabBar()
    room = QRect(0, 0, bar.width(), bar.height())
    seen = [i for i in range(pages.count()) if pages.isTabVisible(i)]
    return [pages.tabText(i) for i in seen if not room.contains(bar.tabRect(i))]


def project_of(table: Path, *targets: str) -> Project:
    """A project about a table that predicts some of its columns."""
    source = CsvFile(str(table)).predicting(*targets).ignoring(*set(ANSWERS).difference(targets))
    project, _ = from_template(TEMPLATES["mlp"], source)
    return project.replace(training=project.training.replace(epochs=2, device="cpu"))


@pytest.mark.usefixtures("german")
def test_every_view_of_an_output_is_in_sight_in_a_narrow_window(several: MainWindow) -> None:
    panel = results_of_german(several)
    choices = panel.choices
    for width in (1100, 1280):
        several.resize(width, 800)
        for name in ANSWERS:
            look_at(several, panel, name)
            until(lambda: not unseen_tabs(panel), f"all tabs of {name} at {width}", 10)
            assert choices.target_box.shown_text() == name
            weights = (
                choices.which_box.shown_text()
            )  # whole, or without its middle: cut it would miss the bracket
            assert weights.endswith(")")
            assert choices.which_box.width() >= choices.which_box.minimumSizeHint().width()
    assert choices.output_word.isVisible()


def results_of_german(window: MainWindow) -> ResultsPanel:
    """Train, and open the results with the button that says so in German."""
    train(window)
    window.do("results")
    panel = window.workspace.results
    click(panel.overview.open)
    until(lambda: panel.is_open, "the results")
    return panel


def test_a_long_name_of_a_target_is_whole_where_there_is_room(window: MainWindow, tmp_path: Path) -> None:
    name = "systolic blood pressure at rest in mmHg"
    table = cars_table(tmp_path)
    table.write_text(table.read_text(encoding="utf-8").replace("price", name, 1), encoding="utf-8")
    window.files.show_new(project_of(table, "kind", name))
    until(lambda: window.data.prepared is not None, "the data")
    window.resize(1400, 900)
    panel = results_of(window)
    box = panel.choices.target_box
    box.setFocus()
    press(window, Key.Key_End)
    assert box.shown_text() == name
    assert panel.choices.output_word.isVisible()
    window.resize(1000, 900)
    until(lambda: "…" in box.shown_text(), "a name without its middle", 10)
    assert not panel.choices.output_word.isVisible()
    assert not unseen_tabs(panel)
    press(window, Key.Key_Home)
    assert box.shown_text() == "kind"


def test_the_losses_of_a_step_are_told_apart_in_a_narrow_list(window: MainWindow, tmp_path: Path) -> None:
    table = cars_table(tmp_path)
    words = table.read_text(encoding="utf-8").replace("kind", "species", 1).replace("price", "sale price", 1)
    table.write_text(words, encoding="utf-8")
    source = CsvFile(str(table)).predicting("species", "sale price", "sold")
    window.files.show_new(from_template(TEMPLATES["mlp"], source)[0])
    until(lambda: window.data.prepared is not None, "the data")
    window.resize(1100, 800)
    panel = window.workspace.one_step.panel
    go_to_tab(window, panel)
    until(lambda: panel.step is not None, "the step")
    click(panel.head.button("loss"))
    layers = panel.layers
    items = [layers.item(row) for row in range(layers.count())][-3:]
    assert [item.text() for item in items] == ["species", "sale price", "sold"]
    icon = layers.iconSize().width()
    for item in items:
        text = layers.fontMetrics().horizontalAdvance(item.text())
        assert text + 2 * icon < layers.viewport().width(), "no letter is cut"
        spoken = item.data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken == f"Loss of “{item.text()}”"
        assert spoken in item.toolTip()


@pytest.mark.usefixtures("german")
def test_figures_of_a_comparison_are_whole_beside_long_names(several: MainWindow, tmp_path: Path) -> None:
    train(several)
    trained, project = several.document.trained, several.document.project
    file.save(tmp_path / "other.nnstudio", project, trained)
    price = project.network.output_ids[1]
    training = with_loss(project.network, project.training, price, MeanAbsoluteError())
    several.document.edit("loss", project.replace(training=training))
    dialog = shown(several)
    done = choose_file(tmp_path / "other.nnstudio")
    click(button(dialog, "Datei wählen…"))
    until(lambda: done() and not dialog._comparing.busy, "the comparison")
    view, model = dialog.figures, dialog.figures.model()
    told = figures(dialog)
    assert told["price: Verlust"] == ("Mittlerer absoluter Fehler", "Mittlerer quadratischer Fehler")
    for row in range(model.rowCount()):
        for column in (1, 2):
            index = model.index(row, column)
            if str(index.data() or "").removesuffix("\N{NARROW NO-BREAK SPACE}%").replace(".", "").isdigit():
                assert view.sizeHintForIndex(index).width() <= view.columnWidth(column), index.data()
    assert view.header().length() == view.viewport().width()
    cut = view.fontMetrics()
    shown_values = {
        cut.elidedText(text, view.textElideMode(), view.columnWidth(1) - 8) for text in told["price: Verlust"]
    }
    assert len(shown_values) == 2, "what is cut still tells the losses apart"
