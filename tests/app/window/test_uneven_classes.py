"""Where one class is rare, the results say what the network is worth if each class counts the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTabBar, QWidget

from nnstudio.app.main_window import MainWindow
from nnstudio.app.results.overview import Overview
from nnstudio.app.runs.cells import METRIC
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import CsvFile
from nnstudio.nn.uncertainty import of_share
from nnstudio.project.start import from_template
from nnstudio.project.templates import TEMPLATES
from nnstudio.system.numbers import figure_text, percent_text
from tests.app.hands import button, by_letters, click, until
from tests.app.window.conftest import results_of, train
from tests.app.window.test_data import take
from tests.app.window.test_data_wizard import settled, shown
from tests.app.window.test_results import opened


def tiles(overview: Overview) -> dict[str, tuple[str, str]]:
    """Figure and tool tip of each tile by its name."""
    found = {}
    for i in range(overview._tiles.count()):
        tile = overview._tiles.itemAt(i).widget()
        assert isinstance(tile, QWidget)
        name, figure = (label.text() for label in tile.findChildren(QLabel))
        found[name] = figure, tile.toolTip()
    return found


def test_a_rare_class_counts_as_much_as_the_others(window: MainWindow, tmp_path: Path) -> None:
    draw = np.random.default_rng(0)
    lines = [
        f"{draw.normal(i % 8 == 0):.3f},{draw.normal():.3f},p{i % 80},{'ab'[i % 8 == 0]}" for i in range(400)
    ]
    path = tmp_path / "rare.csv"
    path.write_text("\n".join(["u,v,patient,kind", *lines]) + "\n", encoding="utf-8")
    project, _ = from_template(
        TEMPLATES["textbook"], CsvFile(str(path)), DataConfig(divided="group", divided_by="patient")
    )
    window.files.show_new(project.replace(training=project.training.replace(epochs=3, device="cpu")))
    until(lambda: window.data.prepared is not None, "the data")
    panel = results_of(window)
    judged = panel._judged
    assert judged is not None
    recalls = [float((judged.said[judged.true == k] == k).mean()) for k in (0, 1)]
    figure, about = tiles(panel.overview)["Balanced accuracy"]
    assert figure == percent_text(sum(recalls) / 2)
    assert percent_text(0.5) in about
    about = tiles(panel.overview)["Accuracy"][1]
    assert judged.groups is not None
    wide = 100 * of_share(judged.said == judged.true, judged.groups)
    assert (
        f"interval with {judged.samples} samples in {len(set(judged.groups))} groups that stay together: about ±{wide:.1f} "
        in about
    )
    patients = [int(lines[row].split(",")[2][1:]) for row in judged.split.rows]
    assert (
        len(set(zip(patients, judged.groups, strict=True))) == len(set(patients)) == len(set(judged.groups))
    )


def test_even_classes_need_no_other_accuracy(window: MainWindow) -> None:
    panel = opened(window, "flowers")
    shown = tiles(panel.overview)
    assert "Balanced accuracy" not in shown
    until(lambda: "%" in tiles(panel.overview)["A linear model reaches"][0], "the linear model")
    assert "Linear model, balanced" not in tiles(panel.overview)
    assert "95\u202f% interval with 30 samples: about ±" in shown["Accuracy"][1]


def test_the_linear_model_is_trained_as_the_network_was(window: MainWindow, tmp_path: Path) -> None:
    """With a rare class weighed it gives up accuracy as the network does, and its tip says so."""
    draw = np.random.default_rng(0)
    lines = [f"{draw.normal(i % 8 == 0):.3f},{draw.normal():.3f},{'ab'[i % 8 == 0]}" for i in range(400)]
    path = tmp_path / "rare.csv"
    path.write_text("\n".join(["u,v,kind", *lines]) + "\n", encoding="utf-8")
    project, _ = from_template(TEMPLATES["textbook"], CsvFile(str(path)))
    panel, found = window.workspace.results, []
    for weights in ((), (0.2, 1.8)):
        loss = project.training.loss.replace(class_weights=weights)
        training = project.training.replace(epochs=3, device="cpu", loss=loss)
        window.files.show_new(project.replace(training=training))
        until(lambda: window.data.prepared is not None, "the data")
        train(window)
        window.do("results")
        click(button(panel, "Open the test part"))
        until(lambda: panel.is_open, "the results")
        until(lambda: "%" in tiles(panel.overview)["A linear model reaches"][0], "the linear model")
        found.append(tiles(panel.overview)["A linear model reaches"])
        assert "%" in tiles(panel.overview)["Linear model, balanced"][0]
    (plain, told), (weighed, told_of_weights) = found
    assert (
        float(weighed.split("\N{NARROW NO-BREAK SPACE}")[0])
        < float(plain.split("\N{NARROW NO-BREAK SPACE}")[0]) - 5
    )
    assert "binary cross-entropy" in told
    assert "class weights" not in told
    assert "with the same class weights" in told_of_weights


@pytest.fixture
def rare(tmp_path: Path) -> Path:
    """A table in which a class is rare, whose name comes first."""
    draw = np.random.default_rng(0)
    lines = [
        f"{draw.normal(2 * (i % 16 == 0)):.3f},{draw.normal():.3f},{'ba'[i % 16 == 0]}" for i in range(480)
    ]
    path = tmp_path / "rare.csv"
    path.write_text("\n".join(["u,v,kind", *lines]) + "\n", encoding="utf-8")
    return path


def test_where_a_rare_class_counts_more_the_auc_tells_how_good_it_is(window: MainWindow, rare: Path) -> None:
    window.data_choosing.choose(str(rare))
    dialog = shown(window)
    settled(dialog)
    click(button(dialog, "Let rare classes count more"))
    settled(dialog)
    take(window, dialog)
    training = window.document.project.training.replace(epochs=3, device="cpu")
    assert training.more_metrics
    window.document.edit("three epochs", window.document.project.replace(training=training))
    train(window)
    dock = window.workspace.dock
    best = window.document.trained.checkpoint.history.best_epoch
    words = [label.text() for label in dock.findChildren(QLabel) if label.isVisible()]
    assert any(
        f"Best epoch {best.epoch}: AUC {figure_text(best.val_metrics['auc'])};" in text for text in words
    ), words
    assert any("guessing would reach 0.5." in text for text in words)
    box = dock.tools.second
    window.resize(1440, 900)
    until(box.isVisible, "the choice of a metric", 10)
    assert [box.itemText(i) for i in range(box.count())] == ["Accuracy", "AUC"]
    assert box.currentText() == "AUC"
    by_letters(box, "Acc")
    assert any(label.text() == "Accuracy" for label in dock.findChildren(QLabel) if label.isVisible())
    runs = window.workspace.runs.model
    assert runs.metrics == ["AUC"]
    tip = runs.index(0, METRIC).data(Qt.ItemDataRole.ToolTipRole)
    assert "(guessing would reach 0.5)" in tip

    window.do("results")
    panel = window.workspace.results
    click(button(panel, "Open the test part"))
    until(lambda: panel.is_open, "the results")
    tabs = next(bar for bar in panel.findChildren(QTabBar) if bar.isVisible())
    place = next(i for i in range(tabs.count()) if tabs.tabText(i) == "ROC")
    click(tabs, tabs.tabRect(place).center())
    until(lambda: panel.curves.isVisible(), "the curves")
    assert panel.curves.which.currentText() == "a", "the rare class is what people look for"


def test_more_metrics_may_be_left_alone(window: MainWindow, rare: Path) -> None:
    """Where somebody has turned them off, the same weights do not turn them on again."""
    window.data_choosing.choose(str(rare))
    dialog = shown(window)
    settled(dialog)
    click(button(dialog, "Let rare classes count more"))
    settled(dialog)
    take(window, dialog)
    project = window.document.project
    window.document.edit("off", project.replace(training=project.training.replace(more_metrics=False)))
    window.data_choosing.choose()
    again = shown(window)
    settled(again)
    take(window, again)
    assert not window.document.project.training.more_metrics
    assert window.document.project.training.judged_by == "accuracy"
