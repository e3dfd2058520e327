"""The colours keep the contrasts that people need, and the window follows the choice of theme."""

from __future__ import annotations

import itertools
import re

import msgspec
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QProxyStyle,
    QPushButton,
    QStyle,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnstudio.app.look import style_sheet, theme
from nnstudio.app.look.theme import DARK, LIGHT, Theme, Tokens, category_token, contrast
from nnstudio.nn.layer import CATEGORIES

BACKGROUNDS = ("window", "surface", "surface_hover", "canvas")
TEXTS = {
    "text": (
        *BACKGROUNDS,
        "surface_pressed",
        "accent_soft",
        "selection",
        "danger_soft",
        "warning_soft",
        "success_soft",
    ),
    "text_muted": (
        *BACKGROUNDS,
        "accent_soft",
        "surface_pressed",
        "danger_soft",
        "warning_soft",
        "success_soft",
    ),
    "accent": ("window", "surface", "canvas", "accent_soft", "danger_soft", "warning_soft", "success_soft"),
    "danger": ("window", "surface", "canvas", "danger_soft"),
    "warning": ("window", "surface", "surface_hover", "canvas", "warning_soft"),
    "success": ("window", "surface", "canvas", "success_soft"),
    "accent_text": ("accent", "accent_hover", "accent_pressed"),
    "tooltip_text": ("tooltip",),
}
SHAPES = {
    "field_border": ("window", "surface", "canvas"),
    "focus": (*BACKGROUNDS, "accent_soft", "danger_soft"),
    "wire": ("canvas",),
    "port": ("canvas", "surface"),
    **{n: ("surface", "canvas") for n in Tokens.__struct_fields__ if n.startswith(("category_", "curve_"))},
}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda t: t.name)
class TestContrast:
    @pytest.mark.parametrize(("name", "backgrounds"), TEXTS.items(), ids=TEXTS)
    def test_text_is_readable(self, tokens: Tokens, name: str, backgrounds: tuple[str, ...]) -> None:
        for background in backgrounds:
            assert contrast(getattr(tokens, name), getattr(tokens, background)) >= 4.5, background

    @pytest.mark.parametrize(("name", "backgrounds"), SHAPES.items(), ids=SHAPES)
    def test_shapes_are_visible(self, tokens: Tokens, name: str, backgrounds: tuple[str, ...]) -> None:
        for background in backgrounds:
            assert contrast(getattr(tokens, name), getattr(tokens, background)) >= 3, background

    def test_curves_are_visible_and_differ(self, tokens: Tokens) -> None:
        assert tokens.curves[:2] == (tokens.curve_train, tokens.curve_validation)
        for color in tokens.curves:
            assert contrast(color, tokens.surface) >= 3
        assert len(set(tokens.curves)) == len(tokens.curves) >= 8

    def test_train_and_validation_differ_for_the_colour_blind(self, tokens: Tokens) -> None:
        for simulate in (_protanopia, _deuteranopia):
            train, validation = simulate(tokens.curve_train), simulate(tokens.curve_validation)
            assert sum(abs(a - b) for a, b in zip(train, validation, strict=True)) > 120

    def test_every_category_has_a_colour_of_its_own(self, tokens: Tokens) -> None:
        colors = {getattr(tokens, category_token(c)) for c in CATEGORIES}
        assert len(colors) == len(CATEGORIES)
        assert category_token("of a later version") == "category_shape"

    def test_every_token_is_a_colour(self, tokens: Tokens) -> None:
        values = msgspec.structs.asdict(tokens)
        del values["name"]
        for value in itertools.chain.from_iterable([v] if isinstance(v, str) else v for v in values.values()):
            assert len(value) == 7
            assert QColor(value).isValid()


def test_contrast_of_known_pairs() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_translucent_colour(look: Theme) -> None:
    assert look.color("accent", 0.5).alphaF() == pytest.approx(0.5, abs=0.01)
    with pytest.raises(AttributeError):
        look.color("no such token")


def test_choice_of_theme(qtbot: QtBot, look: Theme) -> None:
    assert look is theme.current()
    with qtbot.waitSignal(look.changed):
        look.set_preference("dark")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    assert look.tokens is DARK
    assert look.tokens.dark
    assert app.palette().color(QPalette.ColorRole.Window).name() == DARK.window.lower()
    with qtbot.assertNotEmitted(look.changed):
        look.set_preference("dark")
    look.set_preference("system")
    assert look.tokens in (LIGHT, DARK)


class Dressed(QLabel):
    """Counts how often it is given a style."""

    count = 0

    def changeEvent(self, event: QEvent) -> None:
        self.count += event.type() == QEvent.Type.StyleChange
        super().changeEvent(event)


def test_another_theme_dresses_each_widget_once(qtbot: QtBot, look: Theme) -> None:
    """However deep it stands: otherwise a click on "dark" takes a second and more."""
    outer = inner = QWidget()
    qtbot.addWidget(outer)
    for _ in range(10):
        inner = QWidget(inner)
    text = Dressed("text", inner)
    text.setProperty("role", "muted")
    outer.show()
    text.count = 0
    look.set_preference("dark")
    assert text.count == 1
    assert text.palette().color(QPalette.ColorRole.WindowText) == QColor(DARK.text_muted)


def test_fonts_are_never_small(look: Theme) -> None:
    for role in ("body", "small", "strong", "heading", "title", "mono"):
        assert look.font(role).pixelSize() >= 12
    assert look.font("title").pixelSize() > look.font("heading").pixelSize() > look.font("body").pixelSize()


@pytest.mark.parametrize("kind", [QPushButton, QCheckBox, QComboBox, QLineEdit, QToolButton])
def test_targets_are_large_enough(qtbot: QtBot, look: Theme, kind: type) -> None:
    widget = kind()
    qtbot.addWidget(widget)
    widget.ensurePolished()
    assert widget.sizeHint().height() >= 24
    assert widget.sizeHint().width() >= 24


class WithIcons(QProxyStyle):
    """As desktops have it that put an icon on every button of a dialog."""

    def styleHint(self, hint, *more):  # type: ignore[no-untyped-def]
        return (
            1
            if hint == QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons
            else super().styleHint(hint, *more)
        )


def test_buttons_of_dialogs_keep_to_their_words(qtbot: QtBot, look: Theme) -> None:
    """Icons of a desktop are of another hand, and a red cross beside Cancel says that something is wrong."""
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    style = WithIcons("Fusion")
    style.setParent(box)
    box.setStyle(style)
    box.show()
    assert box.style().styleHint(QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons, None, box) == 0
    assert all(button.icon().isNull() for button in box.buttons())


def test_small_label_stays_readable(qtbot: QtBot, look: Theme) -> None:
    label = QLabel("text")
    qtbot.addWidget(label)
    label.setProperty("role", "small")
    label.ensurePolished()
    assert label.font().pixelSize() >= 12


def _rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _protanopia(color: str) -> tuple[float, float, float]:
    r, g, b = _rgb(color)
    return (
        0.152 * r + 1.053 * g - 0.205 * b,
        0.115 * r + 0.786 * g + 0.099 * b,
        -0.004 * r - 0.048 * g + 1.052 * b,
    )


def _deuteranopia(color: str) -> tuple[float, float, float]:
    r, g, b = _rgb(color)
    return (
        0.367 * r + 0.861 * g - 0.228 * b,
        0.280 * r + 0.673 * g + 0.047 * b,
        -0.012 * r + 0.043 * g + 0.969 * b,
    )


# The style sheet ----------------------------------------------------------------------------------------------

_NOT_TEXT = {
    "border": "it separates and is no sign of anything",
    "canvas_grid": "dots for the eye, which mean nothing",
    "text_disabled": "what cannot be used need not be read",
}
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COLOR = re.compile(r"(?<![\w-])(?:placeholder-text-)?color:\s*\$(\w+)")
_SELECTED = re.compile(r"selection-color:\s*\$(\w+)")
_BEHIND = re.compile(r"(?<![\w-])background(?:-color)?:\s*\$(\w+)")
_BEHIND_SELECTED = re.compile(r"selection-background-color:\s*\$(\w+)")


def _pairs() -> set[tuple[str, str]]:
    """Text and background of every rule of the style sheet; where a rule names none, those it may stand on."""
    found = set()
    backgrounds: dict[str, str] = {}
    for selectors, body in _RULE.findall(style_sheet._SHEET):
        for selector in selectors.split(","):
            name = selector.strip()
            base = name.split(":")[0]
            if behind := _BEHIND.search(body):
                backgrounds[name] = behind[1]
            own = backgrounds.get(name, backgrounds.get(base))
            if ":disabled" in name:
                continue
            for color in _COLOR.findall(body):
                found |= {(color, b) for b in ((own,) if own else ("window", "surface"))}
            for color, behind_it in zip(_SELECTED.findall(body), _BEHIND_SELECTED.findall(body), strict=True):
                found.add((color, behind_it))
            if behind and not _COLOR.search(body) and base in backgrounds:
                found.add(("accent_text" if 'role="primary"' in name else "text", behind[1]))
    return found


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda t: t.name)
def test_every_pair_of_the_style_sheet_can_be_read(tokens: Tokens) -> None:
    pairs = {(text, behind) for text, behind in _pairs() if behind not in _FILLED}
    assert {("text", "selection"), ("accent_text", "accent_hover"), ("tooltip_text", "tooltip")} <= pairs
    for text, behind in sorted(pairs):
        assert contrast(getattr(tokens, text), getattr(tokens, behind)) >= 4.5, (text, behind)


_FILLED = ("accent", "border", "field_border", "text_disabled")
"""Fills of handles, marks and bars without text; text on the accent is told by its own rule."""


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda t: t.name)
def test_what_shows_a_field_or_the_focus_can_be_seen(tokens: Tokens) -> None:
    lines = set(re.findall(r"border(?:-\w+)?:\s*\d+px (?:solid|dashed) \$(\w+)", style_sheet._SHEET))
    assert {"field_border", "focus", "danger", "warning"} <= lines
    for line in lines - set(_NOT_TEXT):
        for behind in ("window", "surface"):
            if line != "accent_hover":  # between the two halves of a filled button
                assert contrast(getattr(tokens, line), getattr(tokens, behind)) >= 3, (line, behind)


def test_every_colour_is_looked_at() -> None:
    known = {*TEXTS, *SHAPES, *itertools.chain.from_iterable([*TEXTS.values(), *SHAPES.values()]), *_NOT_TEXT}
    assert set(Tokens.__struct_fields__) - known == {"name", "curves"}
