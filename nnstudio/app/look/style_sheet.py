"""The one style sheet of the window, written from the colour tokens.

It sits on the Fusion style. Widgets ask for a variant with a dynamic property instead of a sheet of their own:

- ``QLabel``: ``role`` = ``muted``, ``small``, ``strong``, ``heading``, ``title``, ``error``, ``advice``
- ``QLineEdit``: ``role`` = ``heading`` looks like one, until one points at it or types in it
- ``QPushButton``: ``role`` = ``primary``, ``danger``, ``link``, ``fix`` (a small one), ``flat``
- ``QWidget``: ``role`` = ``panel`` (a surface), ``card`` (a surface with a border)
- outlined ``QToolButton``: ``worded`` = true has words beside its icon, behind which Qt keeps room of its own;
  ``folds`` = true stands among the buttons of a page and is no heavier than they are
- fields: ``problem`` = true paints their border in the colour of an error, ``advice`` = true in that of a warning;
  with the keyboard they have the border of the focus, and words below them still say what is wrong
- ``QComboBox``: ``differs`` = true mutes its text: no choice is shown, but that several things differ;
  ``below`` = true opens its list below it, with all rows in sight, instead of over it
- ``QTabBar``: ``fields`` = true makes room for fields in the corner beside it

A focused control gets a 2 px border; its padding shrinks by 1 px, so that nothing moves.
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt

from nnstudio.system import folders

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from nnstudio.app.look.theme import Tokens


def fill(widget: QWidget, role: str) -> None:
    """Let a plain widget have the surface of a role, such as ``panel``; Qt would leave it to what is behind."""
    widget.setProperty("role", role)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


def dress(widget: QWidget, variant: str, value: str | bool) -> None:
    """Let a widget that is shown already change to another variant, such as ``role`` = ``error``."""
    if (widget.property(variant) or "") != (value or ""):
        widget.setProperty(variant, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


_ICONS = (16, 20, 24, 32)
"""Sizes in which icons are drawn, and so never resampled."""


def style_sheet(tokens: Tokens, small: int) -> str:
    """Return the Qt style sheet for a theme.

    Parameters
    ----------
    tokens : Tokens
    small : int
        Pixel size of small text; the other sizes keep their distance to it.
    """
    values = {k: v for k, v in msgspec.structs.asdict(tokens).items() if isinstance(v, str)}
    # Style sheets take images from files only, and cannot tint them.
    icons = (folders.resources() / "icons").as_posix()
    rest = tokens.color("field_border", 0.45)
    field = round((small + 1) * 1.55)
    values.update(
        icons=icons,
        scroll=f"rgba({rest.red()}, {rest.green()}, {rest.blue()}, {rest.alpha()})",
        check=f"{icons}/control-check-{tokens.name}.svg",
        dash=f"{icons}/control-dash-{tokens.name}.svg",
        down_primary=f"{icons}/control-down-primary-{tokens.name}.svg",
        small=f"{small}px",
        heading=f"{round((small + 1) * 1.2)}px",
        title=f"{(small + 1) * 2}px",
        field=f"{field}px",
        beside_field=f"{field - 2}px",
        icon=f"{max(size for size in _ICONS if size <= small + 5)}px",
    )
    return Template(_SHEET).substitute(values)


_SHEET = """
QAbstractButton, QComboBox, QTabBar, QSlider, QAbstractItemView { outline: none; }
QMainWindow, QDialog { background: $window; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QDialog#command-search { border: 1px solid $field_border; }
QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover, QSplitter::handle:pressed { background: $accent; }
QWidget[role="panel"] { background: $surface; }
QWidget[role="card"] { background: $surface; border: 1px solid $border; border-radius: 10px; }

QLabel { background: transparent; }
QLabel[role="muted"] { color: $text_muted; }
QLabel[role="small"] { color: $text_muted; font-size: $small; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="heading"] { font-size: $heading; font-weight: 600; }
QLabel[role="title"] { font-size: $title; font-weight: 700; }
QLabel[role="error"] { color: $danger; font-size: $small; }
QLabel[role="advice"] { color: $warning; font-size: $small; }

QPushButton {
    background: $surface; color: $text; border: 1px solid $field_border; border-radius: 7px;
    padding: 5px 14px; min-height: 20px; icon-size: $icon;
}
QPushButton:hover { background: $surface_hover; }
QPushButton:pressed, QPushButton:checked { background: $surface_pressed; }
QPushButton:focus { border: 2px solid $focus; padding: 4px 13px; }
QPushButton:disabled { color: $text_disabled; border-color: $border; background: $surface; }
QPushButton:default { border-color: $accent; }
QPushButton::menu-indicator { image: url("$icons/control-down.svg"); width: 14px; height: 14px;
    subcontrol-position: right center; right: 8px; }
QPushButton[role="primary"] { background: $accent; color: $accent_text; border-color: $accent; font-weight: 600; }
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $surface_pressed; color: $text_muted; border-color: $border; }
QPushButton[role="danger"] { color: $danger; border-color: $danger; }
QPushButton[role="link"] { background: transparent; border: 1px solid transparent; color: $accent;
    padding: 3px 5px 3px 1px; min-height: 18px; font-weight: 600; }  /* its words begin where other words do */
QPushButton[role="link"]:hover { color: $accent_hover; text-decoration: underline; }
QPushButton[role="link"]:focus { border: 2px solid $focus; padding: 2px 4px 2px 0; }
QPushButton[role="link"]:disabled { color: $text_disabled; }
QPushButton[wraps="true"] { text-align: left; }
QPushButton[wraps="true"][role="link"] { padding: 3px 9px; }
QPushButton[wraps="true"][role="link"]:focus { padding: 2px 8px; }
QPushButton[role="fix"] { padding: 3px 9px; min-height: 18px; font-weight: 600; }
QPushButton[role="fix"]:focus { border: 2px solid $focus; padding: 2px 8px; }
QPushButton[role="flat"] { background: transparent; border: 1px solid transparent; padding: 5px 8px; }
QPushButton[role="flat"]:hover { background: $surface_pressed; }
QPushButton[role="flat"]:checked { background: $accent_soft; border-color: $accent; }
QPushButton[role="flat"]:focus { border: 2px solid $focus; padding: 4px 7px; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px;
    min-width: 16px; min-height: 16px; }
QToolButton:hover { background: $surface_pressed; }
QToolButton:pressed, QToolButton:checked { background: $accent_soft; }
QToolButton:checked { border-color: $accent; }
QToolButton:focus { border: 2px solid $focus; padding: 3px; }
QToolButton::menu-indicator { image: none; }
QToolButton[popupMode="1"] { padding-right: 18px; }
QToolButton::menu-button { border: none; width: 16px; }
QToolButton::menu-arrow { image: url("$icons/control-down.svg"); width: 12px; height: 12px; }
QToolButton[role="primary"], QToolButton[role="outlined"] { padding: 5px 12px; font-weight: 600; min-height: 20px; }
QToolButton[role="primary"] { background: $accent; color: $accent_text; border-color: $accent; padding-right: 30px; }
QToolButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QToolButton[role="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QToolButton[role="primary"]:disabled { background: $surface_pressed; color: $text_muted; border-color: $border; }
QToolButton[role="primary"]:focus { border: 2px solid $text; padding: 4px 29px 4px 11px; }
QToolButton[role="primary"]::menu-button { border-left: 1px solid $accent_hover; width: 22px; }
QToolButton[role="primary"]::menu-arrow { image: url("$down_primary"); }
QToolButton[role="outlined"] { background: $surface; border-color: $field_border; }
QToolButton[role="outlined"]:hover { background: $surface_hover; }
QToolButton[folds="true"] { font-weight: 400; }
QToolButton[role="outlined"][worded="true"] { padding-right: 4px; }
QToolButton[role="outlined"]:focus { border: 2px solid $focus; padding: 4px 11px; }
QToolButton[role="outlined"][worded="true"]:focus { padding-right: 3px; }
QToolButton[role="outlined"]:checked { background: $accent_soft; border-color: $accent; }
QToolButton[role="outlined"]:disabled { color: $text_disabled; border-color: $border; }

QLineEdit, QAbstractSpinBox, QComboBox, QPlainTextEdit, QTextEdit {
    background: $surface; color: $text; border: 1px solid $field_border; border-radius: 6px;
    selection-background-color: $selection; selection-color: $text;
}
QLineEdit, QAbstractSpinBox, QComboBox { padding: 3px 6px; min-height: $field; max-height: $field; }
QLineEdit { padding: 3px 4px; }
QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QAbstractSpinBox QLineEdit {
    placeholder-text-color: $text_muted; }
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover { border-color: $text_muted; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus { border: 2px solid $focus; padding: 2px 5px; }
QLineEdit:focus { padding: 2px 3px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $focus; }
QTextEdit[role="reading"] { background: transparent; border: 2px solid transparent; }
QTextEdit[role="reading"]:focus { border: 2px solid $focus; }
QLabel[role="reading"] { border: 2px solid transparent; }
QLabel[role="reading"]:focus { border: 2px solid $focus; border-radius: 6px; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { background: $window; color: $text_disabled;
    border-color: $border; }
QLineEdit:read-only { background: $window; }
QLineEdit[role="heading"] { font-size: $heading; font-weight: 600; }
QLineEdit[role="heading"]:!focus:!hover { border-color: transparent; background: transparent; }
QLineEdit[problem="true"], QAbstractSpinBox[problem="true"], QComboBox[problem="true"] {
    border: 2px solid $danger; padding: 2px 5px; }
QLineEdit[advice="true"], QAbstractSpinBox[advice="true"], QComboBox[advice="true"] {
    border: 2px solid $warning; padding: 2px 5px; }
QLineEdit[problem="true"], QLineEdit[advice="true"] { padding: 2px 3px; }
QLineEdit[problem="true"]:focus, QAbstractSpinBox[problem="true"]:focus, QComboBox[problem="true"]:focus,
QLineEdit[advice="true"]:focus, QAbstractSpinBox[advice="true"]:focus, QComboBox[advice="true"]:focus {
    border: 2px solid $focus; }
QAbstractSpinBox QLineEdit { border: none; padding: 0; background: transparent; min-height: 0; max-height: 999px; }

QAbstractSpinBox { padding-right: 26px; }
QAbstractSpinBox:focus, QAbstractSpinBox[problem="true"], QAbstractSpinBox[advice="true"] { padding-right: 25px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { subcontrol-origin: border; width: 24px; border: none;
    background: transparent; }
QAbstractSpinBox::up-button { subcontrol-position: top right; margin: 2px 2px 0 0; border-top-right-radius: 4px; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; margin: 0 2px 2px 0;
    border-bottom-right-radius: 4px; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $surface_pressed; }
QAbstractSpinBox::up-arrow { image: url("$icons/control-up.svg"); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url("$icons/control-down.svg"); width: 10px; height: 10px; }

QComboBox { padding-right: 26px; }
QComboBox:focus, QComboBox[problem="true"], QComboBox[advice="true"] { padding-right: 25px; }
QComboBox[differs="true"] { color: $text_muted; }
QComboBox::drop-down { subcontrol-origin: border; subcontrol-position: center right; width: 24px; border: none;
    background: transparent; }
QComboBox::down-arrow { image: url("$icons/control-down.svg"); width: 12px; height: 12px; }
QComboBox[below="true"] { combobox-popup: 0; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $field_border; padding: 4px;
    selection-background-color: $accent_soft; selection-color: $text; }
QComboBox QAbstractItemView:focus { border: 2px solid $focus; padding: 3px; }
QComboBox QAbstractItemView::item { min-height: 26px; padding: 0 8px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected { background: $selection; color: $text; }

QCheckBox, QRadioButton { background: transparent; spacing: 8px; min-height: 24px; padding: 0 3px 0 1px;
    border: 2px solid transparent; border-radius: 6px; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $focus; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {
    width: 16px; height: 16px; border: 1px solid $field_border; background: $surface; }
QCheckBox::indicator, QAbstractItemView::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $text; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
    background: $accent; border-color: $accent; image: url("$check"); }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
    background: $accent; border-color: $accent; image: url("$dash"); }
QRadioButton::indicator:checked { background: $surface; border: 5px solid $accent; width: 8px; height: 8px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $window; border-color: $border; }
QCheckBox::indicator:checked:disabled { background: $text_disabled; border-color: $text_disabled; }

QMenuBar { background: $surface; border-bottom: 1px solid $border; padding: 2px 4px; }
QMenuBar::item { background: transparent; padding: 5px 10px; border-radius: 5px; }
QMenuBar::item:selected { background: $surface_pressed; }
QMenu { background: $surface; border: 1px solid $field_border; padding: 5px; }
QMenu::item { padding: 5px 26px 5px 10px; min-height: 18px; border-radius: 5px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $text_disabled; background: transparent; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }
QMenu::right-arrow { image: url("$icons/control-right.svg"); width: 12px; height: 12px; right: 8px; }
QMenu::indicator { width: 16px; height: 16px; left: 6px; }
QMenu::indicator:non-exclusive:checked, QMenu::indicator:exclusive:checked {
    image: url("$icons/control-mark.svg"); }

QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $text_muted; border: none; border-bottom: 2px solid transparent;
    padding: 6px 10px 5px 10px; margin-right: 4px; min-height: 18px; }
QTabBar[fields="true"]::tab { min-height: $beside_field; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { border: 2px solid $focus; border-radius: 5px; padding: 4px 8px 5px 8px; }
QTabBar::tab:disabled { color: $text_disabled; }

QScrollArea { background: transparent; border: 2px solid transparent; }
QScrollArea:focus { border: 2px solid $focus; border-radius: 6px; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 10px; margin: 0; }
QScrollBar:horizontal { height: 10px; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: 4px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $field_border; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; background: none; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QAbstractScrollArea::corner { background: transparent; }

QTreeView, QListView, QTableView { background: $surface; alternate-background-color: $surface_hover;
    border: 1px solid $border; border-radius: 6px; padding: 1px; selection-background-color: $selection; selection-color: $text;
    gridline-color: $border; }
QListView[role="field"] { border: 1px solid $field_border; }
QTreeView:focus, QListView:focus, QTableView:focus { border: 2px solid $focus; padding: 0; }
QListView[role="plain"], QTableView[role="plain"] { border: 2px solid transparent; border-radius: 0; padding: 0; }
QListView[role="plain"]:focus, QTableView[role="plain"]:focus { border: 2px solid $focus; }
QTreeView::item, QListView::item { min-height: 26px; padding: 0 4px; }
QTreeView::item:hover, QListView::item:hover { background: $surface_hover; }
QTreeView::item:selected, QListView::item:selected { background: $selection; color: $text; }
QTableView[role="list"]::item { padding: 0 5px; }
QHeaderView { background: $surface; }
QHeaderView::section { background: $surface; color: $text_muted; border: none; border-bottom: 1px solid $border;
    padding: 4px 8px; min-height: 20px; }
QHeaderView::up-arrow { image: url("$icons/control-up.svg"); }
QHeaderView::down-arrow { image: url("$icons/control-down.svg"); }
QHeaderView::up-arrow, QHeaderView::down-arrow { width: 12px; height: 12px; top: -3px;
    subcontrol-origin: border; subcontrol-position: top center; }  /* over the words, which need their width */
QTableCornerButton::section { background: $surface; border: none; border-bottom: 1px solid $border; }

QProgressBar { background: $surface_pressed; border: none; border-radius: 3px; max-height: 6px; min-height: 6px;
    color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSlider { min-height: 24px; }
QSlider::groove:horizontal { height: 4px; background: $field_border; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { background: $surface; border: 2px solid $accent; width: 14px; height: 14px;
    margin: -7px 0; border-radius: 9px; }
QSlider::handle:horizontal:focus { background: $accent; }
QSlider::sub-page:horizontal:disabled { background: $field_border; }
QSlider::handle:horizontal:disabled { border-color: $field_border; }
QStatusBar { background: $surface; color: $text_muted; border-top: 1px solid $border; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $text_muted; padding: 0 6px; }
QToolTip { background: $tooltip; color: $tooltip_text; border: none; padding: 5px 8px; font-size: $small; }
"""
