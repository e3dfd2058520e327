"""A class, a number and a yes or no at once: chosen, drawn, set, trained and compared in the window, with mouse and keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from nnstudio.app.comparing.wording import figures
from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.forms.editors import focus_target
from nnstudio.app.look import theme
from nnstudio.app.main_window import MainWindow
from nnstudio.app.runs.cells import METRIC, SETTINGS
from nnstudio.app.runs.wording import best_metrics
from nnstudio.app.training.output_sections import OutputSection
from nnstudio.app.training.saving import table
from nnstudio.data.sources import CsvFile
from nnstudio.data.target_group import views_of
from nnstudio.data.warnings.looking import balanced
from nnstudio.graph import edits
from nnstudio.nn.losses import CategoricalCrossentropy, MeanAbsoluteError
from nnstudio.project.comparing.compare import compare
from nnstudio.project.heads import losses_of, names, objectives
from nnstudio.project.runs.side import side_of_run
from nnstudio.project.start import from_template
from nnstudio.project.templates import TEMPLATES
from tests.app.canvas.test_outline import said
from tests.app.hands import Key, Left, button, click, press, type_into, until
from tests.app.window.conftest import train
from tests.app.window.test_data_wizard import remedies
from tests.app.window.test_problems import settled as repairs
from tests.app.window.test_several_targets import None_, opened, settled, taken, tick
from tests.data.targets import mixed_table

__all__ = ["opened"]

TARGETS = ("kind", "price", "sold")


def begun(window: MainWindow, path: Path, *targets: str, epochs: int = 3) -> None:
    """A project of the table that predicts some columns and learns from numbers, with a network for all of them."""
    others = [name for name in ("kind", "colour", "price", "sold") if name not in targets]
    source = CsvFile(str(path)).predicting(*targets).ignoring(*others)
    project, _ = from_template(TEMPLATES["textbook"], source)
    window.files.show_new(project.replace(training=project.training.replace(epochs=epochs, device="cpu")))
    until(lambda: window.data.prepared is not None and not window.data.loading, "the data")


def sections(window: MainWindow) -> list[OutputSection]:
    window.workspace.show_training_settings()
    return list(window.workspace.training_settings.outputs.sections.values())


def heading(section: OutputSection) -> str:
    return section.loss._heading.text()


def choose(box: object, words: str) -> None:
    """Choose from a list with the keys."""
    box.setFocus()  # type: ignore[attr-defined]
    wanted = box.findText(words)  # type: ignore[attr-defined]
    assert wanted >= 0
    while (at := box.currentIndex()) != wanted:  # type: ignore[attr-defined]
        QTest.keyClick(box, Key.Key_Down if at < wanted else Key.Key_Up)  # type: ignore[attr-defined]
        assert box.currentIndex() != at  # type: ignore[attr-defined]


def test_three_targets_are_chosen_drawn_trained_and_seen_by_name(
    window: MainWindow, opened: Callable[[Path], DataDialog], tmp_path: Path
) -> None:
    dialog = opened(mixed_table(tmp_path))
    parts = dialog._parts
    assert dialog.dataset.target_name == "sold"
    tick(dialog, "price", "kind")
    assert [each.name for each in dialog.dataset.targets] == list(TARGETS)
    assert parts.outputs.text() == "3 outputs: “kind” (3 classes), “price” (a number), “sold” (yes or no)"
    assert parts.facts.text().startswith("240 rows · 6 features · 3 outputs")
    tabs = parts.look.tabs
    place = next(i for i in range(tabs.count()) if tabs.tabText(i) == "Classes")
    QTest.mouseClick(tabs, Left, None_, tabs.tabRect(place).center())
    classes = parts.look.classes.model()
    listed = {classes.index(i, 0).data(): classes.index(i, 1).data() for i in range(classes.rowCount())}
    assert list(listed) == ["kind = large", "kind = middle", "kind = small", "sold = no", "sold = yes"]
    assert sum(int(n) for name, n in listed.items() if name.startswith("kind")) == 240
    taken(window, dialog)

    project, workspace = window.document.project, window.workspace
    network = project.network
    assert [network[n].layer.activation_name() for n in network.output_ids] == [
        "softmax",
        "linear",
        "sigmoid",
    ]
    scene = workspace.canvas.canvas_scene
    assert scene.loss.title == "Sum of 3 losses"
    labels = [scene.wiring.labels[node] for node in network.output_ids]
    assert [label.text for label in labels] == [
        "kind: categorical cross-entropy",
        "price: mean squared error",
        "sold: binary cross-entropy",
    ]
    cards = [*(card.rect for card in scene.cards.values()), scene.loss.rect]
    for label in labels:
        assert label.isVisible()
        assert not any(label.sceneBoundingRect().intersects(card) for card in cards)

    window.document.edit("few", project.replace(training=project.training.replace(epochs=4, device="cpu")))
    click(window.findChild(QToolButton, "train-button"))
    until(lambda: not window.trainer.active and window.document.trained is not None, "the end of the run")
    dock = workspace.dock
    second = dock.tools.second
    until(lambda: second.count() == 3, "the curves to be drawn")
    assert [second.itemText(i) for i in range(second.count())] == [
        "kind: accuracy",
        "price: mean absolute error",
        "sold: accuracy",
    ]
    assert "kind: accuracy" in dock._status._sentence.text()
    assert dock._metric_plot._level_value is not None
    choose(second, "price: mean absolute error")
    assert dock._metric_plot._heading.text() == "price: mean absolute error"
    assert dock._metric_plot._level_value is None, "guessing is known of the output that is judged"
    assert len(dock.figures.train(f"{network.output_ids[1]}/mae")) == 4


def test_each_output_has_its_loss_and_its_weight(window: MainWindow, tmp_path: Path) -> None:
    begun(window, mixed_table(tmp_path), *TARGETS)
    assert [heading(each) for each in sections(window)] == [f"Loss of “{name}”" for name in TARGETS]
    assert not window.workspace.training_settings.loss.isVisible()
    before = window.document.project
    kind, price, sold = before.network.output_ids
    section = sections(window)[1]
    assert section.loss.choice.accessibleName() == "Loss of “price”"
    assert section.loss.choice.itemText(0) == "Mean squared error", "what fits the target comes first"
    assert not section.target.isVisible(), "nothing else could answer it"
    choose(section.loss.choice, "Mean absolute error")
    assert window.document.undo_stack.undoText() == "Change the loss of “price”"
    section.counts.focus_field("weight")
    QTest.keyClicks(focus_target(section.counts.editor("weight")), "0.5")
    QTest.keyClick(focus_target(section.counts.editor("weight")), Key.Key_Return)
    was, now = (objectives(each.network, each.training) for each in (before, window.document.project))
    assert (now[kind], now[sold]) == (was[kind], was[sold])
    assert now[price] == (MeanAbsoluteError(), 0.5)
    scene = window.workspace.canvas.canvas_scene
    assert scene.wiring.labels[price].text == "price: mean absolute error"
    window.document.undo_stack.undo()
    window.document.undo_stack.undo()
    assert objectives(window.document.project.network, window.document.project.training) == was


def test_a_loss_that_does_not_fit_is_marked_in_its_section(window: MainWindow, tmp_path: Path) -> None:
    begun(window, mixed_table(tmp_path), *TARGETS)
    kind, price, _ = sections(window)
    begins = window.document.undo_stack.index()
    choose(kind.loss.choice, "Mean squared error")
    assert kind.loss.choice.property("problem") is True
    assert "does not fit this data" in kind.loss.choice.accessibleDescription()
    assert not price.loss.choice.property("problem")
    window.document.undo_stack.setIndex(begins)  # the keys have passed other losses
    assert not kind.loss.choice.property("problem")


def test_many_columns_to_predict_are_counted_where_their_names_have_no_room(
    window: MainWindow, opened: Callable[[Path], DataDialog], tmp_path: Path
) -> None:
    dialog = opened(mixed_table(tmp_path))
    tick(dialog, "kind", "price")
    box = dialog._parts.target
    assert box.placeholderText() == "kind, price, sold"
    assert box.shown_text() == "kind, price, sold"
    tick(dialog, "colour", "a", "b")
    assert box.shown_text() == "6 columns"
    assert "colour" in box.toolTip()


def test_an_output_that_was_deleted_comes_back_whole_or_is_no_longer_asked_for(
    window: MainWindow, tmp_path: Path
) -> None:
    begun(window, mixed_table(tmp_path), *TARGETS)
    canvas, panel, tabs = window.workspace.canvas, window.workspace.problems, window.workspace.tabs
    choose(sections(window)[1].loss.choice, "Mean absolute error")
    sold = sections(window)[2].node
    card = canvas.canvas_scene.cards[sold]
    QTest.mouseClick(canvas.viewport(), Left, pos=canvas.mapFromScene(card.sceneBoundingRect().center()))
    press(window, Key.Key_Delete)
    assert sold not in window.document.project.network
    chosen = [each.node for each in window.document.project.training.outputs]
    assert chosen == [sections(window)[1].node], "what was chosen for it goes with it"
    QTest.mouseClick(tabs.tabBar(), Left, pos=tabs.tabBar().tabRect(tabs.indexOf(panel)).center())
    repairs(window)
    click(button(panel, "Add an output for 'sold'"))
    assert not window.controls.obstacle()
    project = window.document.project
    learned = objectives(project.network, project.training)
    assert [type(each.loss).__name__ for each in learned.values()] == [
        "CategoricalCrossentropy", "MeanAbsoluteError", "BinaryCrossentropy",
    ]  # fmt: skip
    window.document.undo_stack.undo()
    repairs(window)
    click(button(panel, "Do not predict 'sold'"))
    until(lambda: window.data.prepared is not None and len(window.data.prepared.views) == 2, "the data")
    assert not window.controls.obstacle()
    source = window.document.project.data.source
    assert isinstance(source, CsvFile)
    assert source.targets == ("kind", "price")
    assert "sold" in source.ignored


def test_an_output_whose_loss_counts_nothing_is_told_and_mended(window: MainWindow, tmp_path: Path) -> None:
    begun(window, mixed_table(tmp_path), *TARGETS)
    kind, price, sold = sections(window)
    type_into(price.counts.editor("weight"), "0")
    node, panel = price.node, window.workspace.problems
    until(lambda: window.workspace.canvas.canvas_scene.cards[node].mark is not None, "a mark at the card")
    marked = price.counts.findChildren(QLabel)
    assert any("Nothing is learned about 'price'" in each.text() and each.isVisible() for each in marked)
    assert not any("Nothing is learned" in each.text() for each in kind.counts.findChildren(QLabel))
    tabs = window.workspace.tabs
    QTest.mouseClick(tabs.tabBar(), Left, pos=tabs.tabBar().tabRect(tabs.indexOf(panel)).center())
    repairs(window)
    click(button(panel, "Let its loss count 1"))
    assert window.document.undo_stack.undoText() == "Let its loss count 1"
    project = window.document.project
    assert all(each.weight == 1 for each in objectives(project.network, project.training).values())
    assert not any("Nothing is learned" in each.text() for each in marked)
    for section in (kind, price, sold):
        type_into(section.counts.editor("weight"), "0")
    assert "losses of all outputs count 0" in window.controls.obstacle()
    repairs(window)
    click(button(panel, "Let all losses count 1"))
    assert not window.controls.obstacle()


def test_a_layer_that_no_loss_reaches_is_not_called_ill(window: MainWindow, tmp_path: Path) -> None:
    begun(window, mixed_table(tmp_path), *TARGETS)
    type_into(sections(window)[1].counts.editor("weight"), "0")
    train(window)
    looked = window.workspace.health.watch
    until(lambda: looked.health is not None, "a look at the layers")
    silent = next(each for each in looked.health.layers if each.node == sections(window)[1].node)
    assert silent.signal == 0
    assert not looked.findings


def test_figures_of_curves_are_whole_beside_a_long_name(window: MainWindow, tmp_path: Path) -> None:
    name = "systolic blood pressure at rest"
    table = mixed_table(tmp_path)
    table.write_text(table.read_text(encoding="utf-8").replace("price", name, 1), encoding="utf-8")
    begun(window, table, name, "kind")
    plot = window.workspace.dock._metric_plot
    legend = plot._legend
    window.resize(1000, 900)
    remark = QFontMetricsF(theme.current().font("small")).horizontalAdvance(legend._remark)
    until(lambda: legend.width() >= remark > 0, "room for what stands there before the first run")
    train(window)
    assert plot._heading.text() == f"{name}: mean absolute error"
    for width in (1400, 1000):
        window.resize(width, 900)
        until(lambda: legend.width() >= legend.minimumSizeHint().width(), "the layout")
        for switch in legend._switches:
            assert legend.rect().contains(switch.geometry()), "no figure is cut"
            assert switch.width() >= switch.room(named=False) - 1
    assert "…" in plot._heading.shown_text()
    assert name in plot._heading.toolTip()


def test_which_of_two_like_targets_an_output_answers_is_chosen(window: MainWindow, tmp_path: Path) -> None:
    begun(window, mixed_table(tmp_path), "kind", "colour", "price")
    first, second, price = window.document.project.network.output_ids

    def told() -> dict[str, str]:
        project, prepared = window.document.project, window.data.prepared
        return names(project.network, project.training, prepared.preprocessor)

    assert told() == {first: "kind", second: "colour", price: "price"}
    box = window.workspace.training_settings.outputs.sections[first].target
    window.workspace.show_training_settings()
    assert box.isVisible()
    assert [box.itemText(i) for i in range(box.count())] == ["kind", "colour"]
    choose(box, "colour")
    assert told() == {first: "colour", second: "kind", price: "price"}
    by = window.workspace.training_settings.outputs.sections
    assert [heading(by[node]) for node in (first, second)] == ["Loss of “colour”", "Loss of “kind”"]
    assert window.workspace.canvas.canvas_scene.wiring.labels[first].text.startswith("colour: ")
    choose(by[second].target, "colour")
    assert told() == {first: "kind", second: "colour", price: "price"}


def test_an_output_of_two_numbers_is_called_by_both(window: MainWindow, tmp_path: Path) -> None:
    begun(window, mixed_table(tmp_path), "price", "kind", "c")
    network, both = window.document.project.network, "price, c"
    numbers = next(node for node in network.output_ids if network[node].layer.activation_name() == "linear")
    section = next(each for each in sections(window) if each.node == numbers)
    assert heading(section) == f"Loss of “{both}”"
    assert window.workspace.canvas.canvas_scene.wiring.labels[numbers].text == f"{both}: mean squared error"
    train(window)
    assert window.workspace.dock._metric_plot._heading.text() == f"{both}: mean absolute error"
    (run,) = window.document.project.runs
    assert {each.title for each in best_metrics(run)} == {f"{both}: mean absolute error", "kind: accuracy"}


def test_a_network_with_one_output_gets_the_others_by_one_click(
    window: MainWindow, opened: Callable[[Path], DataDialog], tmp_path: Path
) -> None:
    path = mixed_table(tmp_path)
    begun(window, path, "sold")
    workspace = window.workspace
    assert workspace.training_settings.loss.isVisibleTo(workspace.training_settings)
    assert sections(window) == []
    network = window.document.project.network
    window.data_choosing.choose()
    (dialog,) = window.findChildren(DataDialog)
    settled(dialog)
    tick(dialog, "price", "kind")
    click(dialog._parts.ok)
    until(lambda: window.data.prepared is not None and len(window.data.prepared.views) == 3, "the data")
    assert window.document.project.network == network
    assert window.document.project.training.loss.task == "binary", "it has the loss for one of them"
    workspace.show_problems()
    repairs(window)
    click(button(workspace.problems, "Add 2 outputs for 'kind', 'price'"))
    project = window.document.project
    assert len(project.network.output_ids) == 3
    assert set(names(project.network, project.training, window.data.prepared.preprocessor).values()) == {
        *TARGETS
    }
    assert window.controls.obstacle() == ""
    assert len(sections(window)) == 3


@pytest.mark.parametrize("rare", ["yes", "three", "both"])
def test_rare_classes_count_more_in_the_output_that_tells_them_apart(
    window: MainWindow, opened: Callable[[Path], DataDialog], tmp_path: Path, rare: str
) -> None:
    """A question of yes and no beside a number, or one or both of two columns with as many classes."""
    draw = np.random.default_rng(3)
    path, names_of = tmp_path / "rare.csv", ["no", "yes"] if rare == "yes" else ["a", "b", "c"]
    beside = {"yes": "mass", "three": "even", "both": "scarce"}[rare]
    lines = [f"u,v,other,{beside}"]
    for i in range(300):
        scarce = names_of[-1] if i % 25 == 0 else names_of[i % (len(names_of) - 1)]
        cell = {"mass": draw.normal(), "even": "xyz"[i % 3], "scarce": "z" if i % 25 == 1 else "xy"[i % 2]}[
            beside
        ]
        lines.append(f"{draw.normal():.3f},{draw.normal():.3f},{scarce},{cell}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    dialog = opened(path)
    tick(dialog, "other")
    dataset = dialog.dataset
    assert next(iter(views_of(dataset))).target_name == "other"
    for left in (2, 1) if rare == "both" else (1,):
        offered = [each for each in remedies(dialog) if "rare classes" in each.text()]
        assert len(offered) == left
        click(offered[0])
        settled(dialog)
    taken(window, dialog)

    def weights() -> dict[str, tuple[float, ...]]:
        project, prepared = window.document.project, window.data.prepared
        known = names(project.network, project.training, prepared.preprocessor)
        learned = objectives(project.network, project.training)
        return {name: getattr(learned[node].loss, "class_weights", ()) for node, name in known.items()}

    views = {view.target_name: view for view in views_of(dataset)}
    wanted = {"other": balanced(views["other"].target), beside: ()}
    if rare == "both":
        wanted[beside] = balanced(views[beside].target)
    assert weights() == wanted
    window.data_choosing.choose()
    (again,) = (each for each in window.findChildren(DataDialog) if each.isVisible())
    settled(again)
    assert again.class_weights["other"] == wanted["other"]
    assert remedies(again) == [], "what was mended is not told again"
    taken(window, again)
    assert weights() == wanted


def test_an_output_that_is_deleted_leaves_its_loss_to_nobody(window: MainWindow, tmp_path: Path) -> None:
    begun(window, mixed_table(tmp_path), "kind", "colour", "price")
    kind, colour, price = window.document.project.network.output_ids
    by = dict(zip((kind, colour, price), sections(window), strict=True))
    choose(by[price].loss.choice, "Mean absolute error")
    weighed = CategoricalCrossentropy(class_weights=(1.0, 2.0, 3.0))
    project = window.document.project
    assert project.training.loss == CategoricalCrossentropy(), "that of the first one"
    window.document.edit("weights", project.replace(training=project.training.replace(loss=weighed)))
    before = window.document.project
    window.workspace.show_layer(kind)
    canvas = window.workspace.canvas
    canvas.setFocus()
    QTest.keyClick(canvas, Key.Key_Delete)
    after = window.document.project
    assert losses_of(after.network, after.training) == {
        colour: CategoricalCrossentropy(), price: MeanAbsoluteError(),
    }  # fmt: skip
    window.document.undo_stack.undo()
    assert window.document.project.training == before.training
    window.document.undo_stack.redo()
    window.workspace.show_layer(colour)
    canvas.setFocus()
    QTest.keyClick(canvas, Key.Key_Delete)
    assert window.document.project.training.loss == MeanAbsoluteError()


def test_runs_are_told_apart_by_what_each_output_learned(window: MainWindow, tmp_path: Path) -> None:
    begun(window, mixed_table(tmp_path), *TARGETS)
    train(window)
    choose(sections(window)[1].loss.choice, "Mean absolute error")
    train(window)
    first, second = window.document.project.runs
    model = window.workspace.runs.model
    assert model.text(first, SETTINGS) == "price: loss Mean squared error"
    assert model.text(second, SETTINGS) == "price: loss Mean absolute error"
    assert model.headerData(METRIC, Qt.Orientation.Horizontal) == "kind: accuracy"
    tip = model.data(model.index(0, METRIC), Qt.ItemDataRole.ToolTipRole)
    for words in ("kind: accuracy", "price: mean absolute error", "sold: accuracy"):
        assert words in tip
    trained = window.document.trained
    found = figures(compare(side_of_run(first, None), side_of_run(second, trained)))
    lines = {line.name: (line.left, line.right) for _, group in found for line in group}
    assert lines["price: loss"] == ("Mean squared error", "Mean absolute error")
    assert {"kind: accuracy", "price: mean absolute error", "sold: accuracy"} <= lines.keys()
    model.overlay({first.id})
    heads = table(window.workspace.dock._runs()).splitlines()[0]
    assert heads.endswith(
        "kind/accuracy,price/mae,sold/accuracy,val_kind/accuracy,val_price/mae,val_sold/accuracy"
    )


def test_a_run_with_one_output_is_laid_over_the_output_that_answers_the_same(
    window: MainWindow, tmp_path: Path
) -> None:
    begun(window, mixed_table(tmp_path), "price")
    train(window)
    (alone,) = window.document.project.runs
    begun(window, mixed_table(tmp_path), *TARGETS)
    window.document.set_runs((alone,))
    train(window)
    several = window.document.project.runs[-1]
    window.workspace.runs.model.overlay({alone.id})
    dock = window.workspace.dock
    choose(dock.tools.second, "price: mean absolute error")
    (drawn,) = dock._metric_plot._earlier.runs
    assert list(drawn.values) == [epoch.val_metrics["mae"] for epoch in alone.history.epochs]
    choose(dock.tools.second, "kind: accuracy")
    (drawn,) = dock._metric_plot._earlier.runs
    assert np.isnan(drawn.values).all(), "it answers nothing of that kind"
    heads = table(dock._runs()).splitlines()[0]
    assert heads.endswith(",val_kind/accuracy,val_price/mae,val_sold/accuracy"), "one column for both runs"
    found = figures(compare(side_of_run(alone, None), side_of_run(several, window.document.trained)))
    lines = {line.name: (line.left, line.right) for _, group in found for line in group}
    assert "–" not in lines["price: mean absolute error"]
    assert lines["kind: accuracy"][0] == "–"
    assert "price: loss" not in lines, "both learn it by the same"


@pytest.mark.parametrize("targets", [("kind",), TARGETS])
def test_curves_of_a_run_stay_while_another_layer_is_to_answer(
    window: MainWindow, tmp_path: Path, targets: tuple[str, ...]
) -> None:
    begun(window, mixed_table(tmp_path), *targets)
    train(window)
    dock, network = window.workspace.dock, window.document.project.network
    plot, output = dock._metric_plot, network.output_ids[0]
    measured = [epoch.metrics for epoch in dock.figures.epochs]
    until(lambda: len(plot._train_values) == len(measured), "the curve")
    title = plot._heading.text()
    # One more first, so that the id is another one, and then in place of the one that answered.
    more = network.add(network[output].layer, after=network.incoming(output)[0].source)
    for drawn in (more, edits.delete(more, [output])):
        window.document.edit("another output", window.document.project.with_network(drawn))
        assert plot._heading.text() == title
        assert list(plot._train_values) == [each[dock._metrics.key] for each in measured]
    train(window)
    (new,) = set(window.document.trained.network.output_ids) - set(network.output_ids)
    assert dock._metrics.key == ("accuracy" if len(targets) == 1 else f"{new}/accuracy")
    assert plot._heading.text() == title


@pytest.mark.parametrize("page", ["Layers", "Runs", "Problems"])
def test_a_run_is_watched_from_every_page(window: MainWindow, tmp_path: Path, page: str) -> None:
    begun(window, mixed_table(tmp_path), *TARGETS, epochs=30)
    tabs = window.workspace.tabs
    tabs.setCurrentIndex(next(i for i in range(tabs.count()) if tabs.tabText(i) == page))
    train(window)
    assert window.document.project.runs[-1].ending == "done"
    if page == "Layers":
        watch = window.workspace.health.watch
        until(lambda: watch.health is not None, "a look at the layers", 20)
        assert {layer.node for layer in watch.health.layers} >= set(
            window.document.project.network.output_ids
        )


def test_the_outline_says_what_each_output_learns(window: MainWindow, tmp_path: Path) -> None:
    begun(window, mixed_table(tmp_path), *TARGETS)
    press(window, Key.Key_O, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    outline = window.workspace.outline
    assert outline.hasFocus()
    assert said(outline)[-1] == (
        "Loss: Sum of 3 losses, kind: categorical cross-entropy, price: mean squared error, "
        "sold: binary cross-entropy, press Enter for the training settings"
    )


def test_a_layer_that_answers_leads_to_its_loss(window: MainWindow, tmp_path: Path) -> None:
    window.resize(1400, 900)
    begun(window, mixed_table(tmp_path), *TARGETS)
    canvas, page = window.workspace.canvas, window.workspace.inspector.layer_page

    def at(node: str) -> None:
        card = canvas.canvas_scene.cards[node]
        QTest.mouseClick(canvas.viewport(), Left, pos=canvas.mapFromScene(card.sceneBoundingRect().center()))

    at("dense_1")
    assert not page.loss_link.isVisible(), "a hidden layer learns by no loss of its own"
    sold = window.document.project.network.output_ids[-1]
    at(sold)
    assert page._learned.text() == "sold: binary cross-entropy"
    click(page.loss_link)
    choice = window.workspace.training_settings.outputs.sections[sold].loss.choice
    assert window.focusWidget() is choice
    until(lambda: not choice.visibleRegion().isEmpty(), "its section to be in sight")
