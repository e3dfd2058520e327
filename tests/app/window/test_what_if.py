"""What if: a layer beside another kind of it, before anything is decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel

from nnstudio.app.look import theme
from nnstudio.app.main_window import MainWindow
from nnstudio.app.what_if.comparison import ratio_words
from nnstudio.app.what_if.dialog import WhatIfDialog
from nnstudio.app.what_if.table import Bar
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.graph.inference import infer
from nnstudio.graph.network import Network, sequential
from nnstudio.graph.receptive import receptive_field
from nnstudio.nn.layers import Conv2D, Dense, Dropout, Flatten, MaxPool2D, Reshape
from nnstudio.system.numbers import number_text
from nnstudio.training.memory import plan_text, required_bytes
from tests.app.hands import button, by_letters, click, press, type_into, until
from tests.app.window.conftest import open_ready, train
from tests.app.window.looking import clipped, nameless

Key = Qt.Key


class Line(NamedTuple):
    """What one line of the table says."""

    before: str
    after: str
    words: str


def lenet() -> Network:
    return sequential(
        (8, 8, 1),
        [Conv2D(16, padding="same"), MaxPool2D(), Conv2D(32, padding="same"), MaxPool2D(), Flatten(),
         Dense(128), Dense(10, "softmax")],
    )  # fmt: skip


def ask(window: MainWindow, node: str) -> WhatIfDialog:
    """Select a layer and press W on the canvas."""
    canvas = window.workspace.canvas
    window.workspace.selection.select([node])
    canvas.setFocus()
    press(window, Key.Key_W)
    return shown(window)


def shown(window: MainWindow) -> WhatIfDialog:
    (dialog,) = (d for d in window.findChildren(WhatIfDialog) if d.isVisible())
    until(lambda: not dialog._weigher.busy, "the memory")
    return dialog


def choose(dialog: WhatIfDialog, title: str) -> None:
    """Choose another kind with the keyboard."""
    box = dialog.kinds
    by_letters(box, title)
    QTest.keyClick(box, Key.Key_Return)
    if box.view().isVisible():  # some platforms open the list
        QTest.keyClick(box.view(), Key.Key_Return)
    until(lambda: not dialog._weigher.busy, "the memory")


def lines(dialog: WhatIfDialog) -> dict[tuple[str, str], Line]:
    return {
        (line.name.text(), line.about.text()): Line(*(f.text() for f in line.figures), line.words.text())
        for line in dialog.table._lines
        if line.name.isVisible()
    }


def texts(dialog: WhatIfDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def images(window: MainWindow) -> MainWindow:
    """The window with a network that reads pictures."""
    window.beginning.empty()
    document = window.document
    document.edit("Draw", document.project.with_network(lenet()))
    return window


def expected(window: MainWindow, network: Network, node: str) -> dict[tuple[str, str], str]:
    """The figures of a layer as the rest of the program knows them."""
    found, training = infer(network), window.document.project.training
    facts, field = found.facts[node], receptive_field(network, node)
    memory = required_bytes(network, training.batch_size, training.optimizer, loss=training.loss)
    assert field is not None
    assert facts.output is not None
    seen = "the whole input" if field.everything else "{}×{} of {}×{}".format(*field.size, *field.whole)
    return {
        ("Output", "this layer"): "×".join(map(str, facts.output)),
        ("Parameters", "this layer"): number_text(facts.parameters),
        ("Parameters", "whole network"): number_text(found.parameters),
        ("Multiply-adds", "this layer"): number_text(facts.multiply_adds),
        ("Multiply-adds", "whole network"): number_text(found.multiply_adds),
        ("Training memory", f"batch size {training.batch_size}"): plan_text(memory),
        ("Receptive field", "of one value"): seen,
    }


# The figures ------------------------------------------------------------------------------------------------


def test_what_is_shown_is_what_use_it_makes_and_undo_takes_back(images: MainWindow) -> None:
    project = images.document.project
    dialog = ask(images, "conv2d_1")
    assert dialog.layer == Dense(8 * 8 * 16)  # as many outputs, so that the comparison is fair
    table = lines(dialog)
    assert images.document.project is project  # nothing is touched yet
    click(dialog.use)
    assert not dialog.isVisible()
    document = images.document
    assert document.undo_stack.undoText() == "Replace Conv2D 1 by Dense"
    network = document.project.network
    assert network["reshape_1"].layer == Reshape((8, 8, 16))
    assert not infer(network).problems
    assert images.workspace.selection.only == "dense_3"
    assert {key: line.before for key, line in table.items()} == expected(images, lenet(), "conv2d_1")
    assert {key: line.after for key, line in table.items()} == expected(images, network, "dense_3")
    document.undo_stack.undo()
    assert document.project == project


def test_the_difference_is_said_in_words_and_in_the_textbooks(images: MainWindow) -> None:
    dialog = ask(images, "conv2d_1")
    table = lines(dialog)
    assert table["Parameters", "this layer"] == Line("160", number_text(66_560), "416× more")
    assert table["Output", "this layer"].words == "the same"
    told = texts(dialog)
    assert "416× more parameters in this layer" in told
    assert "Conv2D shares the same weights at all 8·8 positions: 3·3·1·16 + 16 = 160." in told
    assert f"Dense connects every input with every neuron: 64·1024 + 1024 = {number_text(66_560)}." in told
    assert "A Flatten is put before it: it needs a row of numbers." in told
    dialog.reject()


def test_bars_of_a_line_have_one_scale(images: MainWindow) -> None:
    dialog = ask(images, "conv2d_1")
    by_name = {line.about.text() + line.name.text(): line for line in dialog.table._lines}
    bars = by_name["this layerParameters"].bars
    lengths = [_length(bar) for bar in bars]
    assert bars[0].width() == bars[1].width()
    assert lengths[1] == pytest.approx(bars[1].width(), abs=1.5)
    assert 1 <= lengths[0] <= 3  # a 416th, but not nothing
    click(button(dialog, "16 units"))
    until(lambda: not dialog._weigher.busy, "the memory")
    lengths = [_length(bar) for bar in bars]
    assert lengths[0] / lengths[1] == pytest.approx(160 / 1040, abs=0.02)
    dialog.reject()


def _length(bar: Bar) -> int:
    """Pixels of a bar that have a colour of their own, counted on its picture."""
    image = bar.grab().toImage()
    ratio, row = image.devicePixelRatio(), image.height() // 2
    track = theme.current().color("surface_pressed").rgb()
    colored = sum(image.pixel(x, row) != track for x in range(image.width()))
    return round(colored / ratio)


def test_figures_follow_what_is_typed(images: MainWindow) -> None:
    dialog = ask(images, "conv2d_1")
    type_into(dialog.form.editor("units"), "10")
    assert dialog.isVisible()  # Enter confirms the field, not the dialog
    assert dialog.layer == Dense(10)
    assert lines(dialog)["Parameters", "this layer"].after == "650"
    assert images.document.undo_stack.count() == 1
    type_into(dialog.form.editor("units"), "0")
    assert dialog.layer == Dense(10)
    click(dialog.use)
    assert dialog.isVisible()  # what is refused is not used
    assert "at least 1" in texts(dialog)
    dialog.reject()


def test_settings_are_not_cut_off_by_longer_words(german: None, images: MainWindow) -> None:
    dialog = ask(images, "conv2d_1")
    (column,) = (c for c in dialog.findChildren(ScrollColumn) if c.isAncestorOf(dialog.form))
    for row in range(dialog.kinds.count()):
        if dialog.kinds.itemData(row):
            dialog.kinds.activated.emit(row)
            until(lambda: column.widget().width() <= column.viewport().width(), "room for the settings", 5)


def test_two_readings_of_a_fair_width(images: MainWindow) -> None:
    dialog = ask(images, "conv2d_1")
    equal, alike = button(dialog, number_text(1024) + " units"), button(dialog, "16 units")
    assert (equal.isChecked(), alike.isChecked()) == (True, False)
    click(alike)
    assert dialog.layer == Dense(16)
    assert (equal.isChecked(), alike.isChecked()) == (False, True)
    type_into(dialog.form.editor("units"), "20")
    assert (equal.isChecked(), alike.isChecked()) == (False, False)
    click(equal)
    assert dialog.layer == Dense(1024)
    assert not dialog.form.problems()
    dialog.reject()


def test_the_reverse_is_as_sensible(images: MainWindow) -> None:
    dialog = ask(images, "dense_1")
    layer = dialog.layer
    assert isinstance(layer, Conv2D)
    assert (layer.filters, layer.padding) == (32, "same")  # 2·2·32 = 128, on a picture of 2×2
    assert "It takes the place before Flatten 1: it needs the image." in texts(dialog)
    click(dialog.use)
    network = images.document.project.network
    assert [network[n].title for n in infer(network).order][-3:] == ["Conv2D 3", "Flatten 1", "Dense 2"]
    assert not infer(network).problems


# Choosing ---------------------------------------------------------------------------------------------------


def test_kinds_that_fit_come_first_and_others_say_why_not(images: MainWindow) -> None:
    dialog = ask(images, "conv2d_1")
    box: QComboBox = dialog.kinds
    names = [box.itemText(i) for i in range(box.count())]
    assert names[0] == "Dense"
    assert names.index("Conv2D, other settings") < names.index("Dropout") < names.index("Add")
    assert "Input" not in names
    tip = box.itemData(names.index("Add"), Qt.ItemDataRole.ToolTipRole)
    assert "at least 2 inputs" in tip
    dialog.reject()


def test_another_kind_by_the_keyboard(images: MainWindow) -> None:
    dialog = ask(images, "conv2d_1")
    choose(dialog, "Dropout")
    assert dialog.layer == Dropout()
    line = lines(dialog)["Parameters", "this layer"]
    assert line == Line("160", "0", "none any more")
    assert "Nothing to learn instead of 160 parameters" in texts(dialog)
    dialog.reject()


def test_problems_that_would_come_are_listed(images: MainWindow) -> None:
    dialog = ask(images, "conv2d_1")
    assert not dialog.problem_box.isVisible()
    click(dialog.keep_shape)
    assert dialog.problem_box.isVisible()
    assert "MaxPool2D works on an image" in texts(dialog)
    table = lines(dialog)
    assert table["Parameters", "whole network"].after == "–"  # half a sum would be a lie
    assert table["Training memory", "batch size 32"].after == "–"
    click(dialog.use)
    assert [p.node for p in infer(images.document.project.network).problems] == ["max_pool2d_1"]


def test_a_layer_without_a_relative_is_compared_with_itself(images: MainWindow) -> None:
    dialog = ask(images, "dense_2")
    assert dialog.layer == Dense(10, "softmax")
    assert not dialog.use.isEnabled()
    type_into(dialog.form.editor("units"), "40")
    assert lines(dialog)["Parameters", "this layer"].words == "4× more"
    click(dialog.use)
    assert images.document.undo_stack.undoText() == "Change settings of Dense 2"
    assert images.document.project.network["dense_2"].layer == Dense(40, "softmax")


def test_a_layer_without_settings_is_not_compared_with_itself(images: MainWindow) -> None:
    dialog = ask(images, "flatten_1")
    names = [dialog.kinds.itemText(i) for i in range(dialog.kinds.count())]
    assert not any(name.startswith("Flatten") for name in names)
    assert dialog.layer is not None
    assert dialog.use.isEnabled()
    dialog.reject()


# Opening and closing ----------------------------------------------------------------------------------------


def test_keep_as_it_is_and_esc_change_nothing(images: MainWindow) -> None:
    project = images.document.project
    dialog = ask(images, "conv2d_1")
    click(dialog.keep)
    assert not dialog.isVisible()
    dialog = ask(images, "conv2d_1")
    QTest.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()
    assert images.document.project is project


def test_the_button_of_the_inspector_and_the_menu_open_it(images: MainWindow) -> None:
    page = images.workspace.inspector.layer_page
    images.workspace.selection.select(["conv2d_1"])
    click(page.what_if)
    dialog = shown(images)
    images.workspace.selection.select(["dense_1"])
    images.workspace.canvas.canvas_actions.what_if.trigger()
    assert shown(images) is dialog  # there is one comparison at a time
    assert "Dense 1" in texts(dialog)
    dialog.reject()
    images.workspace.selection.select(["input"])
    assert not page.what_if.isVisible()


def test_it_follows_the_network(images: MainWindow) -> None:
    dialog = ask(images, "conv2d_1")
    drawing = images.workspace.canvas.drawing
    drawing.change("conv2d_1", Conv2D(4, padding="same"), "filters")
    until(lambda: not dialog._weigher.busy, "the memory")
    assert lines(dialog)["Parameters", "this layer"].before == "40"
    project = images.document.project
    images.document.edit("Batch", project.replace(training=project.training.replace(batch_size=7)))
    until(lambda: not dialog._weigher.busy, "the memory")
    network = images.document.project.network
    memory = lines(dialog)["Training memory", "batch size 7"].before
    assert memory == expected(images, network, "conv2d_1")["Training memory", "batch size 7"]
    images.workspace.selection.select(["conv2d_1"])
    drawing.delete()
    assert not dialog.isVisible()


def test_closing_the_window_closes_it(images: MainWindow) -> None:
    dialog = ask(images, "conv2d_1")
    choose(dialog, "ConvTranspose2D")
    images._closing = True
    images.close()
    assert not dialog.isVisible()


# Words ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (160, 66_560, "416× more"), (66_560, 160, "416× less"), (10, 25, "2.5× more"), (10, 20, "2× more"),
        (100, 112, "12\u202f% more"), (100, 60, "40\u202f% less"), (1000, 1001, "<1\u202f% more"), (7, 7, "the same"),
        (0, 0, "the same"), (0, 5, "none before"), (5, 0, "none any more"), (None, 3, ""), (3, None, ""),
    ],
)  # fmt: skip
def test_ratios_in_words(qapp, before: float | None, after: float | None, words: str) -> None:  # type: ignore[no-untyped-def]
    assert ratio_words(before, after) == words


# Everyone ---------------------------------------------------------------------------------------------------


def test_every_control_has_a_name_and_the_table_is_told(images: MainWindow) -> None:
    dialog = ask(images, "conv2d_1")
    assert nameless(dialog) == []
    assert "Parameters, this layer: now 160, then" in dialog._comparison.accessibleDescription()
    dialog.reject()


def test_longer_texts_have_room(longer: None, make_window: Callable[..., MainWindow]) -> None:
    window = make_window()
    window.beginning.empty()
    window.document.edit("Draw", window.document.project.with_network(lenet()))
    dialog = ask(window, "conv2d_1")
    for size in ((980, 640), (820, 520)):
        dialog.resize(*size)
        QTest.qWait(30)
        assert clipped(dialog) == []
        click(dialog.keep_shape)
        QTest.qWait(30)
        assert clipped(dialog) == []
    assert (dialog.width(), dialog.height()) == (820, 520)
    dialog.reject()


def test_what_was_said_about_the_exchange_does_not_lie_over_a_run(window: MainWindow) -> None:
    open_ready(window, "digits-dense")
    dialog = ask(window, "dense_1")
    choose(dialog, "Conv2D")
    click(dialog.use)
    hint = window.workspace.canvas.hint
    until(lambda: hint.isVisible(), "the words beside the exchange", 10)
    assert "before Flatten 1" in hint.text()
    train(window)
    assert not hint.isVisible()
