"""Colours and fonts of the window, in light and dark.

Every colour that is painted anywhere comes from a :class:`Tokens` record, so a theme can be checked by
arithmetic: the tests compute the WCAG contrast of each pair that meets on the screen.
"""

from __future__ import annotations

import sys
from typing import Literal

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from nnstudio.app.look.style_sheet import style_sheet

Preference = Literal["system", "light", "dark"]
FontRole = Literal["body", "small", "strong", "heading", "title", "mono"]


class Tokens(msgspec.Struct, frozen=True, kw_only=True):
    """The colours of one theme as ``"#rrggbb"``, named after what they are for.

    ``window`` lies at the back, ``surface`` are panels, fields and cards on it, ``canvas`` is the drawing area.
    ``*_soft`` are quiet fills behind normal text. ``border`` only separates; ``field_border`` is what shows
    where a control is and keeps a contrast of 3.
    """

    name: Literal["light", "dark"]

    window: str
    surface: str
    surface_hover: str
    surface_pressed: str
    canvas: str
    canvas_grid: str
    border: str
    field_border: str

    text: str
    text_muted: str
    text_disabled: str

    accent: str
    accent_hover: str
    accent_pressed: str
    accent_text: str
    accent_soft: str
    focus: str
    selection: str

    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    success: str
    success_soft: str

    tooltip: str
    tooltip_text: str

    wire: str
    port: str

    category_input: str
    category_dense: str
    category_convolution: str
    category_pooling: str
    category_shape: str
    category_regularise: str
    category_normalise: str
    category_activation: str
    category_merge: str
    category_output: str

    curve_train: str
    curve_validation: str
    curve_test: str
    curve_best: str
    curves: tuple[str, ...]

    @property
    def dark(self) -> bool:
        """Whether text is lighter than what it stands on."""
        return self.name == "dark"

    def color(self, name: str, alpha: float = 1.0) -> QColor:
        """Return a colour by token name, optionally translucent.

        Raises
        ------
        AttributeError
            For a name that is no token.
        """
        color = QColor(getattr(self, name))
        color.setAlphaF(alpha)
        return color


def category_token(category: str) -> str:
    """Name of the colour of a category of layers; those that have none of their own share one."""
    token = f"category_{category}"
    return token if token in Tokens.__struct_fields__ else "category_shape"


# Curves are the Okabe-Ito hues, darkened or lightened until they reach a contrast of 3 on surface and canvas.
LIGHT = Tokens(
    name="light",
    window="#F3F5F8",
    surface="#FFFFFF",
    surface_hover="#F1F4F9",
    surface_pressed="#E4E9F1",
    canvas="#F8F9FB",
    canvas_grid="#D9DEE6",
    border="#DCE1E8",
    field_border="#788397",
    text="#1A2130",
    text_muted="#566072",
    text_disabled="#8B95A5",
    accent="#2563EB",
    accent_hover="#1D55D0",
    accent_pressed="#1946AE",
    accent_text="#FFFFFF",
    accent_soft="#EDF3FF",
    focus="#2563EB",
    selection="#CFE0FF",
    danger="#C2262E",
    danger_soft="#FDEEEE",
    warning="#955500",
    warning_soft="#FFF5E2",
    success="#157A3C",
    success_soft="#EAF7EE",
    tooltip="#1F2736",
    tooltip_text="#F4F6FA",
    wire="#788397",
    port="#64708A",
    category_input="#5B6880",
    category_dense="#2563EB",
    category_convolution="#7C3AED",
    category_pooling="#0B8076",
    category_shape="#64748B",
    category_regularise="#B4530A",
    category_normalise="#A21C86",
    category_activation="#157A3C",
    category_merge="#4A6B14",
    category_output="#3E4A60",
    curve_train="#0072B2",
    curve_validation="#C8500A",
    curve_test="#9B4F96",
    curve_best="#007A5A",
    curves=("#0072B2", "#C8500A", "#007A5A", "#9B4F96", "#8A6D00", "#1B8FC4", "#B3315B", "#4F5B70"),
)

DARK = Tokens(
    name="dark",
    window="#14171D",
    surface="#1C212A",
    surface_hover="#252B36",
    surface_pressed="#2E3542",
    canvas="#0F1217",
    canvas_grid="#262C37",
    border="#2D3440",
    field_border="#77839A",
    text="#E8EBF1",
    text_muted="#A5AFBF",
    text_disabled="#727D90",
    accent="#78AAFF",
    accent_hover="#93BBFF",
    accent_pressed="#5C95F5",
    accent_text="#0B1220",
    accent_soft="#22304A",
    focus="#78AAFF",
    selection="#2F4A7A",
    danger="#FF8A85",
    danger_soft="#3A2024",
    warning="#F0B04A",
    warning_soft="#352A17",
    success="#58CB82",
    success_soft="#182E22",
    tooltip="#E8EBF1",
    tooltip_text="#161B24",
    wire="#77839A",
    port="#94A3B8",
    category_input="#A9B5C8",
    category_dense="#6AA1FF",
    category_convolution="#B08CFF",
    category_pooling="#2EC4B6",
    category_shape="#94A3B8",
    category_regularise="#F2A03D",
    category_normalise="#F07CD0",
    category_activation="#58CB82",
    category_merge="#B4D455",
    category_output="#C3CCDA",
    curve_train="#56B4E9",
    curve_validation="#F0883E",
    curve_test="#D69AD2",
    curve_best="#2FBF93",
    curves=("#56B4E9", "#F0883E", "#2FBF93", "#D69AD2", "#E5CF4E", "#3D9BE0", "#F2809E", "#A9B5C8"),
)


_USUAL = 13
"""Pixels of body text, where the desktop asks for no larger one."""


def contrast(first: str, second: str) -> float:
    """Return the WCAG 2 contrast ratio of two ``"#rrggbb"`` colours, between 1 and 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Theme(QObject):
    """The look of the running application.

    Signals
    -------
    changed()
        After palette and style sheet are in place; whoever paints by hand repaints.
    resized()
        After that, where letters have another size; whoever has measured words measures them again.
    """

    changed = Signal()
    resized = Signal()

    def __init__(self, app: QApplication) -> None:
        global _made
        super().__init__(app)
        self._app = app
        self._preference: Preference = "system"
        self._desktop = _desktop_font()
        self._fonts = _fonts(app.font())
        self._tokens = LIGHT
        _made = self  # widgets that are there already ask for it as soon as the font is another
        app.setStyle("Fusion")
        app.setFont(self.font("body"))
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        app.applicationStateChanged.connect(self._letters_of)
        self._tell_desktop()
        self._apply(self._wanted())

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._tokens

    def set_preference(self, preference: Preference) -> None:
        """Choose light, dark or whatever the desktop says."""
        self._preference = preference
        self._tell_desktop()
        if self._wanted() is not self._tokens:
            self._apply(self._wanted())

    def font(self, role: FontRole = "body") -> QFont:
        """Return a copy of the font for a role; no role is smaller than 12 px."""
        return QFont(self._fonts[role])

    def room(self, pixels: float) -> int:
        """Return a length for text that was measured with letters of the usual size, for those in force."""
        return round(pixels * self._fonts["body"].pixelSize() / _USUAL)

    def color(self, name: str, alpha: float = 1.0) -> QColor:
        """Return a colour in force by token name."""
        return self._tokens.color(name, alpha)

    def _wanted(self) -> Tokens:
        if self._preference != "system":
            return DARK if self._preference == "dark" else LIGHT
        return DARK if self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT

    def _tell_desktop(self) -> None:
        # Title bars and native file dialogs are the desktop's: they follow only through the style hints.
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        self._app.styleHints().setColorScheme(schemes.get(self._preference, Qt.ColorScheme.Unknown))

    def _system_changed(self) -> None:
        if self._wanted() is not self._tokens:
            self._apply(self._wanted())

    def _letters_of(self, state: Qt.ApplicationState) -> None:
        """Take the letters of the desktop once more: somebody may come back from its settings."""
        wanted = _desktop_font()
        if state != Qt.ApplicationState.ApplicationActive or wanted == self._desktop:
            return
        self._desktop = wanted
        self._fonts = _fonts(wanted)
        self._app.setFont(self.font("body"))
        self._apply(self._tokens)
        for widget in self._app.allWidgets():  # of which Qt leaves some with the font that their parent had
            if not widget.testAttribute(Qt.WidgetAttribute.WA_SetFont):
                widget.setFont(QFont())
            widget.updateGeometry()
        self.resized.emit()

    def _apply(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._app.setPalette(palette(tokens))
        # Where one sheet takes the place of another, Qt dresses each widget once for each of its parents, which takes a
        # second and more. A style that knows of no widget dresses none.
        self._app.style().unpolish(self._app)
        self._app.setStyleSheet(style_sheet(tokens, self._fonts["small"].pixelSize()))
        for widget in self._app.allWidgets():
            widget.style().polish(widget)
            self._app.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
        self.changed.emit()


_made: Theme | None = None


def current() -> Theme:
    """Return the application's theme; the first call makes it.

    There is one per application, as there is one palette and one font, and it belongs to the application.

    Raises
    ------
    RuntimeError
        Before there is a ``QApplication``.
    """
    app = QApplication.instance()
    if _made is not None and _made._app is app:  # whatever is painted or measured asks, hundreds of times
        return _made
    if not isinstance(app, QApplication):
        raise RuntimeError("The theme needs a QApplication")
    return Theme(app)


def palette(tokens: Tokens) -> QPalette:
    """Return the palette that makes unstyled widgets and Fusion's own drawing follow the tokens."""
    role = QPalette.ColorRole
    result = QPalette()
    for where, name in {
        role.Window: "window",
        role.Base: "surface",
        role.AlternateBase: "surface_hover",
        role.Button: "surface",
        role.ToolTipBase: "tooltip",
        role.ToolTipText: "tooltip_text",
        role.WindowText: "text",
        role.Text: "text",
        role.ButtonText: "text",
        role.BrightText: "accent_text",
        role.PlaceholderText: "text_muted",
        role.Highlight: "selection",
        role.HighlightedText: "text",
        role.Accent: "accent",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.Light: "surface",
        role.Midlight: "border",
        role.Mid: "border",
        role.Dark: "field_border",
        role.Shadow: "border",
    }.items():
        result.setColor(where, tokens.color(name))
    disabled = QPalette.ColorGroup.Disabled
    for where in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        result.setColor(disabled, where, tokens.color("text_disabled"))
    return result


def _desktop_font() -> QFont:
    """The font that the desktop asks for at the moment, whatever the application uses."""
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)


def _fonts(system: QFont) -> dict[FontRole, QFont]:
    """Derive all fonts from the desktop's, never smaller than it: people who enlarged it need that."""
    size = max(_USUAL, QFontInfo(system).pixelSize())
    families = ["Inter", *system.families()] if "Inter" in QFontDatabase.families() else system.families()

    def font(pixels: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        result = QFont(system)
        result.setFamilies(families)
        result.setPixelSize(round(pixels))
        result.setWeight(weight)
        return result

    mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    if sys.platform == "win32":  # where Qt takes Courier New, whose lines are too thin to read
        mono.setFamilies(["Consolas", *mono.families()])
    mono.setPixelSize(size)
    return {
        "body": font(size),
        "small": font(max(12, size - 1)),
        "strong": font(size, QFont.Weight.DemiBold),
        "heading": font(size * 1.2, QFont.Weight.DemiBold),
        "title": font(size * 2, QFont.Weight.Bold),
        "mono": mono,
    }
