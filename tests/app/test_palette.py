"""The palette: search, keys, drag and double click."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnstudio.app.look import theme
from nnstudio.app.palette.layer_drag import LAYER_MIME, drag_pixmap, dragged_layer, layer_mime
from nnstudio.app.palette.layer_search import find_layers
from nnstudio.app.palette.palette import Palette
from nnstudio.nn.layer import CATEGORIES, LAYERS
from nnstudio.nn.layers import Conv2D, Dense
from tests.app.hands import double_click

Key = Qt.Key


@pytest.fixture
def palette(qtbot) -> Palette:  # type: ignore[no-untyped-def]
    panel = Palette()
    qtbot.addWidget(panel)
    panel.resize(panel.sizeHint().width(), 900)
    panel.show()
    panel.activateWindow()
    QTest.qWaitForWindowActive(panel)
    return panel


def test_all_layers_are_listed_in_the_order_of_building(palette: Palette) -> None:
    kinds = palette.layers.kinds()
    assert sorted(kinds) == sorted(k.__name__ for k in LAYERS)
    ranks = [CATEGORIES.index(LAYERS[k].category) for k in kinds]
    assert ranks == sorted(ranks)


def test_search_looks_at_titles_first_then_at_keywords() -> None:
    assert find_layers("dense")[0].__name__ == "Dense"
    assert "Add" in [k.__name__ for k in find_layers("residual")]
    assert "Dense" in [k.__name__ for k in find_layers("fully conn")]
    assert find_layers("no such layer") == []
    assert len(find_layers("  ")) == len(list(LAYERS))


def test_enter_in_the_search_appends_the_best_match(palette: Palette, qtbot) -> None:  # type: ignore[no-untyped-def]
    palette.focus_search()
    QTest.keyClicks(palette.search_field, "conv2d")
    with qtbot.waitSignal(palette.append_requested) as asked:
        QTest.keyClick(palette.search_field, Key.Key_Return)
    assert asked.args == [Conv2D()]
    QTest.keyClick(palette.search_field, Key.Key_Escape)
    assert palette.search_field.text() == ""
    with qtbot.waitSignal(palette.left):
        QTest.keyClick(palette.search_field, Key.Key_Escape)


def test_rows_are_high_enough_when_the_scroll_bar_comes_back(palette: Palette) -> None:
    palette.resize(palette.width(), 500)
    bar = palette.layers.verticalScrollBar()
    palette.focus_search()
    QTest.keyClicks(palette.search_field, "norm")
    QTest.qWait(50)
    assert not bar.isVisible()
    palette.search_field.clear()
    QTest.qWait(50)
    assert bar.isVisible()
    titles, small = (QFontMetrics(theme.current().font(role)) for role in ("strong", "small"))
    for layer in LAYERS:
        row = palette.layers.rect_of(layer.__name__)
        text = small.boundingRect(0, 0, row.width() - 54, 999, Qt.TextFlag.TextWordWrap, layer.summary)
        assert row.height() >= titles.height() + text.height(), layer.__name__


def test_arrows_in_the_search_choose_in_the_list(palette: Palette) -> None:
    palette.focus_search()
    kinds = palette.layers.kinds()
    QTest.keyClick(palette.search_field, Key.Key_Down)
    assert palette.layers.current == kinds[0]
    QTest.keyClick(palette.search_field, Key.Key_Down)
    assert palette.layers.current == kinds[1]
    QTest.keyClick(palette.search_field, Key.Key_Up)
    assert palette.layers.current == kinds[0]


def test_a_double_click_appends_and_a_heading_does_not(palette: Palette) -> None:
    asked: list[object] = []
    palette.append_requested.connect(asked.append)
    viewport = palette.layers.viewport()
    for at in (palette.layers.rect_of("Dense").center(), QPoint(20, 8)):
        double_click(viewport, at)
    assert asked == [Dense()]


def test_rows_say_what_they_are(palette: Palette) -> None:
    model = palette.layers.model()
    said = [model.index(r, 0).data(Qt.ItemDataRole.AccessibleTextRole) for r in range(model.rowCount())]
    assert "Dense: Every input to every neuron" in said


def test_it_can_be_painted_in_both_themes(palette: Palette) -> None:
    palette.layers.step(1)
    for preference in ("dark", "light"):
        theme.current().set_preference(preference)
        assert not palette.grab().isNull()


def test_what_is_dragged() -> None:
    mime = layer_mime("Dense")
    assert mime.hasFormat(LAYER_MIME)
    assert dragged_layer(mime) == "Dense"
    assert dragged_layer(layer_mime("NoSuchLayer")) is None
    foreign = QMimeData()
    foreign.setText("Dense")
    assert dragged_layer(foreign) is None


def test_the_picture_of_a_drag(qapp: QApplication) -> None:
    picture = drag_pixmap(LAYERS["Dense"], 2.0)
    assert picture.devicePixelRatio() == 2.0
    assert picture.height() == 80


@pytest.mark.parametrize("layer", list(LAYERS), ids=lambda layer: layer.__name__)
def test_every_layer_is_found_by_its_name_and_keywords(layer) -> None:  # type: ignore[no-untyped-def]
    assert find_layers(layer.title)[0] is layer
    for word in layer.keywords.split():
        assert layer in find_layers(word)
