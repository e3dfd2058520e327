"""Numbers in dress: what the data dialog says of them, what can be changed, and how they are typed for an answer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from nnstudio.app.data.column_model import KIND, NAME
from nnstudio.app.main_window import MainWindow
from nnstudio.app.results.row_form import RowForm
from nnstudio.data.preparing.column_scaling import ColumnScaling
from tests.app.hands import button, by_letters, click, type_into, until
from tests.app.window.test_data_kinds import field
from tests.app.window.test_data_wizard import settled, shown


def kinds(dialog) -> dict[str, str]:
    """The kinds of the columns as they stand in the table."""
    model = dialog._parts.look.columns.view.model()
    return {model.index(row, NAME).data(): model.index(row, KIND).data() for row in range(model.rowCount())}


def test_what_was_read_is_said_and_can_be_categories(window: MainWindow, tmp_path: Path) -> None:
    rows = [f'"${1000 + 37 * i:,}.50",{i % 9}%,{i / 8}' for i in range(80)]
    (tmp_path / "t.csv").write_text("\n".join(["price,share,y", *rows]) + "\n", encoding="utf-8")
    window.data_choosing.choose(str(tmp_path / "t.csv"))
    dialog = shown(window)
    settled(dialog)
    assert "Read as numbers: 'price', $1,000.50 as 1000.5; 'share', 0% as 0" in dialog._parts.facts.text()
    assert kinds(dialog)["share"] == "number"
    parts = dialog._parts
    model = parts.look.columns.view.model()
    row = next(i for i in range(model.rowCount()) if model.index(i, NAME).data() == "share")
    index = model.index(row, NAME)
    parts.look.columns.view.scrollTo(index)
    place = parts.look.columns.view.visualRect(index).center()
    QTest.mouseClick(
        parts.look.columns.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )
    by_letters(parts.look.columns.choices.kind, "c")
    until(lambda: dialog.config.source.categories == ("share",), "the choice")
    settled(dialog)
    assert dialog.dataset.column("share").categories[:2] == ("0%", "1%")
    assert "'share', " not in parts.facts.text()


def test_a_doubt_is_settled_by_the_mark(window: MainWindow, tmp_path: Path) -> None:
    rows = [f"{1 + i % 7},{100 + i}\t{i % 3}\t{i}" for i in range(60)]
    (tmp_path / "t.tsv").write_text("\n".join(["people\tkind\ty", *rows]) + "\n", encoding="utf-8")
    window.data_choosing.choose(str(tmp_path / "t.tsv"))
    dialog = shown(window)
    settled(dialog)
    assert (
        "nothing tells whether the mark in '1,100' parts thousands or decimals" in dialog._parts.facts.text()
    )
    click(dialog._parts.source_form.fold)
    by_letters(field(dialog, "decimal"), "p")
    until(lambda: dialog.config.source.decimal == ".", "the choice")
    settled(dialog)
    assert dialog.dataset.column("people").values[0] == 1100
    assert "nothing tells" not in dialog._parts.facts.text()


def test_a_click_reads_thousands(window: MainWindow, tmp_path: Path) -> None:
    rows = [f"{1 + i % 7},{100 + i}\t{i % 3}\t{i}" for i in range(60)]
    (tmp_path / "t.tsv").write_text("\n".join(["people\tkind\ty", *rows]) + "\n", encoding="utf-8")
    window.data_choosing.choose(str(tmp_path / "t.tsv"))
    dialog = shown(window)
    settled(dialog)
    click(button(dialog, "Read as thousands"))
    until(lambda: dialog.config.source.decimal == ".", "the choice")
    settled(dialog)
    assert dialog.dataset.column("people").values[0] == 1100


def test_numbers_are_typed_in_their_dress(qtbot) -> None:
    form = RowForm()
    qtbot.addWidget(form)
    form.show_columns(
        (ColumnScaling("price", "number", 0.0, dress="$1,234.5"), ColumnScaling("share", "number", 0.0, dress="1234.5%"))
    )  # fmt: skip
    form.show_row({"price": "$1,234.5", "share": "4.5%"})
    form.show()
    assert form.row() == {"price": "$1,234.5", "share": "4.5%"}
    type_into(form.fields["price"], "2000")
    type_into(form.fields["share"], "7 %")
    assert form.row() == {"price": "2000", "share": "7 %"}
    type_into(form.fields["share"], "0.07")
    assert form.row() == "share"


def test_numbers_beside_those_in_groups_have_the_same_decimal_mark(qtbot) -> None:
    """1.234 beside 1.234,5 would be taken for a thousand."""
    form = RowForm()
    qtbot.addWidget(form)
    form.show_columns(
        (ColumnScaling("price", "number", 0.0, dress="1.234,5"), ColumnScaling("size", "number", 0.0))
    )
    form.show_row({"price": "1.234,5", "size": 1.234})
    form.show()
    size = form.fields["size"]
    assert isinstance(size, QLineEdit)
    assert size.text() == "1,234"
    assert form.row() == {"price": "1.234,5", "size": 1.234}
    for typed in ("-0,5", "-0.5"):
        type_into(size, typed)
        assert size.text() == "-0,5"
        assert form.row() == {"price": "1.234,5", "size": -0.5}
