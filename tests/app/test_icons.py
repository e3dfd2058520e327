"""Every icon can be drawn, is sharp, and follows the theme."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QAction, QIcon, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from nnstudio.app.look import icons
from nnstudio.app.look.theme import DARK, LIGHT, Theme
from nnstudio.nn import layers
from nnstudio.nn.layer import LAYERS
from nnstudio.system import folders

FILES = sorted((folders.resources() / "icons").glob("*.svg"))
WANTED = [
    "app",
    "logo",
    "input",
    "dense",
    "conv2d",
    "maxpool2d",
    "flatten",
    "dropout",
    "activation",
    "add",
    "unknown",
    "loss",
    "new",
    "open",
    "save",
    "undo",
    "redo",
    "cut",
    "copy",
    "paste",
    "delete",
    "train",
    "pause",
    "stop",
    "step",
    "restart",
    "zoom-in",
    "zoom-out",
    "zoom-fit",
    "arrange",
    "search",
    "export",
    "import",
    "data",
    "results",
    "settings",
    "help",
    "warning",
    "info",
    "error",
    "close",
    "check",
    "reset",
]


@pytest.mark.parametrize("name", WANTED)
def test_exists(name: str) -> None:
    assert name in {path.stem for path in FILES}


@pytest.mark.parametrize("layer", [t.__name__ for t in LAYERS if layers])
def test_every_layer_has_an_icon(layer: str) -> None:
    assert layer.lower() in {path.stem for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_file_is_one_picture_on_the_grid(qapp: object, path: object) -> None:
    source = path.read_text("utf-8")  # type: ignore[attr-defined]
    renderer = QSvgRenderer(QByteArray(source.encode()))
    assert renderer.isValid()
    assert renderer.viewBox().size() == QSize(64, 64) if "app.svg" in str(path) else QSize(20, 20)
    assert "<script" not in source
    assert "href" not in source


def test_paints_in_the_colour_of_its_role(look: Theme) -> None:
    assert _color_of(icons.pixmap("stop", 20, "danger")) == LIGHT.danger.lower()
    look.set_preference("dark")
    assert _color_of(icons.pixmap("stop", 20, "danger")) == DARK.danger.lower()


@pytest.mark.parametrize("scale", [1, 1.25, 1.5, 2])
def test_is_never_resampled(look: Theme, scale: float) -> None:
    assert icons.icon("save").pixmap(QSize(20, 20), scale).width() == round(20 * scale)
    assert icons.pixmap("save", 20, ratio=scale).width() == round(20 * scale)


def test_unknown_name_gives_the_question_mark(look: Theme) -> None:
    assert icons.pixmap("no such icon", 20).toImage() == icons.pixmap("unknown", 20).toImage()


def test_cached(look: Theme) -> None:
    assert icons.icon("save").cacheKey() == icons.icon("save").cacheKey()
    assert icons.icon("Dense").cacheKey() == icons.icon("dense").cacheKey()


def test_set_icon_follows_the_theme_and_can_change(qtbot: QtBot, look: Theme) -> None:
    button, action = QPushButton(), QAction()
    qtbot.addWidget(button)
    icons.set_icon(button, "stop", "danger")
    icons.set_icon(action, "stop", "danger")
    look.set_preference("dark")
    assert (
        _color_of(button.icon().pixmap(20, 20))
        == _color_of(action.icon().pixmap(20, 20))
        == DARK.danger.lower()
    )
    icons.set_icon(button, "stop", "success")
    look.set_preference("light")
    assert _color_of(button.icon().pixmap(20, 20)) == LIGHT.success.lower()


def test_disabled_is_grey(look: Theme) -> None:
    pixmap = icons.icon("stop", "danger").pixmap(QSize(20, 20), 1, QIcon.Mode.Disabled)
    assert _color_of(pixmap) == LIGHT.text_disabled.lower()


def _color_of(pixmap: QPixmap) -> str:
    middle = pixmap.width() // 2
    return pixmap.toImage().pixelColor(middle, middle).name()


def _gap(button: QPushButton) -> int:
    """Columns without ink between the icon of a button and its text."""
    picture = button.grab().toImage()
    middle = range(8, picture.height() - 8)
    inked = [
        x for x in range(4, picture.width() - 4)
        if len({picture.pixel(x, y) for y in middle}) > 1
    ]  # fmt: skip
    return max(b - a - 1 for a, b in itertools.pairwise(inked[: len(inked) // 2]))


def test_an_icon_on_a_button_grows_with_the_letters_and_so_does_its_distance(
    qtbot: QtBot, larger: None
) -> None:
    button, plain = QPushButton("Copy"), QPushButton("Copy")
    for each in (button, plain):
        qtbot.addWidget(each)
    icons.set_icon(button, "copy")
    for each in (button, plain):
        each.show()
    assert button.iconSize() == QSize(28, 24)
    assert button.height() == plain.height(), "the row stays as high"
    assert _gap(button) >= 8
