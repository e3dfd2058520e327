"""What counts as missing is said by a click beside its warning, or in the settings of a column."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.app.widgets.fix_button import FixButton
from tests.app.hands import Key, click, type_into
from tests.app.window.test_data_wizard import Control, click_row, kinds_told, opened, settled, take

__all__ = ["opened"]


@pytest.fixture
def weather(tmp_path: Path) -> Path:
    """Wind and rain with −999 in some cells, a class with 9 for unknown."""
    rows = [
        f"{-999 if i % 9 == 4 else i % 17 / 3},{-999 if i % 11 == 5 else i * i % 23 / 7},{9 if i % 13 == 6 else i % 2 + 1}"
        for i in range(120)
    ]
    (tmp_path / "weather.csv").write_text("\n".join(["wind,rain,storm", *rows]), encoding="utf-8")
    return tmp_path / "weather.csv"


def clear(editor: QWidget) -> None:
    """Empty a field by the keyboard."""
    field = editor.findChild(QLineEdit) or editor
    click(field)
    QTest.keyClick(field, Key.Key_A, Control)
    QTest.keyClick(field, Key.Key_Backspace)
    QTest.keyClick(field, Key.Key_Return)


def missing(dialog: DataDialog, name: str) -> int:
    assert dialog.dataset is not None
    return int(dialog.dataset.column(name).missing.sum())


def test_a_click_beside_the_warning_and_the_field_of_the_column(
    window: MainWindow, opened: Callable[[Path], DataDialog], weather: Path
) -> None:
    dialog = opened(weather)
    assert kinds_told(dialog).count("stand_in") == 2
    button = dialog._parts.warnings.findChild(FixButton)
    assert button.text() == "Count \N{MINUS SIGN}999 as missing in 2 columns"
    click(button)
    settled(dialog)
    assert kinds_told(dialog).count("stand_in") == 0
    assert (missing(dialog, "wind"), missing(dialog, "rain")) == (13, 11)
    form = dialog._parts.column_form
    click_row(dialog, "wind")
    assert form.counting is not None
    assert form.counting.isVisible()
    field = form.counting.editor("numbers")
    assert field.value() == "\N{MINUS SIGN}999"
    click_row(dialog, "rain", modifier=Control)
    type_into(field, "-999; -9999")
    settled(dialog)
    assert dialog.config.source is not None
    wanted = tuple((name, number) for name in ("wind", "rain") for number in (-999.0, -9999.0))
    assert getattr(dialog.config.source, "stand_ins", ()) == wanted
    take(window, dialog)
    assert window.document.project.data.source == dialog.config.source


def test_what_is_no_number_is_refused_under_the_field(
    window: MainWindow, opened: Callable[[Path], DataDialog], weather: Path
) -> None:
    dialog = opened(weather)
    click_row(dialog, "wind")
    counting = dialog._parts.column_form.counting
    assert counting is not None
    type_into(counting.editor("numbers"), "none")
    assert "must be numbers, such as -999; -9999" in counting.problems()["numbers"]
    clear(counting.editor("numbers"))
    settled(dialog)
    assert counting.problems() == {}
    assert missing(dialog, "wind") == 0


def test_classes_that_are_predicted_and_columns_of_nothing_else_too(
    window: MainWindow, opened: Callable[[Path], DataDialog], weather: Path
) -> None:
    dialog = opened(weather)
    click_row(dialog, "storm")
    counting = dialog._parts.column_form.counting
    assert counting is not None
    assert dialog.dataset is not None
    rows = len(dialog.dataset)
    type_into(counting.editor("numbers"), "9")
    settled(dialog)
    assert dialog.dataset.classes == ("1", "2")
    assert len(dialog.dataset) == rows - 9
    type_into(counting.editor("numbers"), "9; 2")  # one class is left: said, and taken back as easily
    settled(dialog)
    clear(counting.editor("numbers"))
    settled(dialog)
    assert dialog.dataset is not None
    assert len(dialog.dataset) == rows


def test_a_long_name_stays_within_the_column(
    window: MainWindow, opened: Callable[[Path], DataDialog], tmp_path: Path
) -> None:
    """The bar that comes up with the settings took the end of the name."""
    question = "How satisfied are you with everything: 1 not at all to 5 very much so"
    table = f"{question},age\n" + "\n".join(f"{i % 5 + 1},{i * 7 % 50}" for i in range(60))
    (tmp_path / "survey.csv").write_text(table, encoding="utf-8")
    dialog = opened(tmp_path / "survey.csv")
    click_row(dialog, question)
    form = dialog._parts.column_form
    heading = form._heading
    for width in (form.width() + 40, form.width() - 40):
        form.resize(width, form.height())
        assert heading.fontMetrics().horizontalAdvance(heading.text()) <= form.width()
        assert heading.text().endswith("much so")
