"""A person's own tables one after the other: the dialog is ready for the next one, and a handful of rows trains."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from nnstudio.app.data.column_model import FACTS, NAME, VALUES
from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.main_window import MainWindow
from tests.app.hands import Key, choose_file, press, until
from tests.app.window.test_data import ok, take
from tests.app.window.test_data_wizard import settled, shown

LONG = "Average concentration of substance {} in the blood plasma (mg per litre)"


def written(path: Path, header: str, rows: list[str]) -> Path:
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Twelve people and their sports."""
    rows = [f"{150 + 3 * i},{50 + i % 5},{('judo', 'golf')[i % 2]}" for i in range(12)]
    return written(tmp_path / "small.csv", "height,weight,sport", rows)


@pytest.fixture
def lone(tmp_path: Path) -> Path:
    """A table with nothing to learn from."""
    return written(tmp_path / "lone.csv", "height", [str(150 + i) for i in range(30)])


@pytest.fixture
def gaps(tmp_path: Path) -> Path:
    """A table with names, long ones of columns, and one warning that has a button."""
    draw = np.random.default_rng(0)
    rows = [
        ",".join(
            [
                f"person{i}",
                "" if i % 4 else f"{i % 7}",
                *(f"{value:.3f}" for value in draw.normal(size=12)),
                "ab"[draw.integers(2)],
            ]
        )
        for i in range(120)
    ]
    header = ",".join(["name", "rarely", *(LONG.format(i) for i in range(12)), "label"])
    return written(tmp_path / "gaps.csv", header, rows)


def test_a_table_that_is_opened_as_if_it_were_a_project_is_taken_for_data(
    window: MainWindow, small: Path
) -> None:
    done = choose_file(small)
    press(window, Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    until(done, "the file dialog")
    dialog = shown(window)
    settled(dialog)
    assert dialog.dataset is not None
    assert dialog.dataset.classes == ("golf", "judo")
    dialog.reject()


@pytest.fixture
def dialog(window: MainWindow) -> DataDialog:
    window.data_choosing.choose()
    return shown(window)


@pytest.fixture
def open_(dialog: DataDialog) -> Callable[[Path], None]:
    def read(path: Path) -> None:
        dialog.open_file(str(path))
        settled(dialog)

    return read


def test_what_is_odd_is_seen_after_a_table_that_failed(
    dialog: DataDialog, open_: Callable[[Path], None], lone: Path, gaps: Path
) -> None:
    open_(lone)
    assert not ok(dialog).isEnabled()
    open_(gaps)
    warnings = dialog._parts.warnings
    assert [warning.kind for warning in warnings.warnings] == ["gaps"]
    (row,) = warnings.rows()
    until(lambda: row.visibleRegion().boundingRect() == row.rect(), "the sentence and its button to be seen")


def test_how_a_file_is_read_stays_open_for_the_file_that_failed_alone(
    dialog: DataDialog, open_: Callable[[Path], None], lone: Path, small: Path
) -> None:
    open_(lone)
    assert dialog._parts.source_form.fold.isChecked()
    open_(small)
    assert not dialog._parts.source_form.fold.isChecked()


def test_enter_takes_the_second_table_as_it_takes_the_first(
    window: MainWindow, dialog: DataDialog, open_: Callable[[Path], None], small: Path, gaps: Path
) -> None:
    for path in (gaps, small):
        open_(path)
        assert dialog.focusWidget() is ok(dialog)
    press(dialog, Key.Key_Return)
    until(lambda: window.data.prepared is not None, "the data")
    assert Path(window.document.project.data.source.path) == small.resolve()


def test_a_handful_of_rows_trains_at_once(
    window: MainWindow, dialog: DataDialog, open_: Callable[[Path], None], small: Path
) -> None:
    open_(small)
    take(window, dialog)
    prepared = window.data.prepared
    assert prepared is not None
    assert window.document.project.training.batch_size == len(prepared.train) < 12
    assert window.controls.obstacle() == ""


def test_long_names_leave_room_for_the_other_facts(
    dialog: DataDialog, open_: Callable[[Path], None], gaps: Path
) -> None:
    open_(gaps)
    view = dialog._parts.look.columns.view
    narrow = view.columnWidth(NAME)
    assert view.horizontalScrollBar().maximum() == 0
    dialog.resize(dialog.width() + 400, dialog.height())
    until(lambda: view.columnWidth(NAME) > narrow, "the names to take what there is")
    assert view.horizontalScrollBar().maximum() == 0


def test_why_a_column_is_of_no_use_begins_where_its_picture_would(
    dialog: DataDialog, open_: Callable[[Path], None], gaps: Path
) -> None:
    open_(gaps)
    view = dialog._parts.look.columns.view
    view.clearSelection()
    left_out = view.model().index(0, VALUES)
    assert left_out.siblingAtColumn(NAME).data() == "name"
    assert left_out.data(FACTS)[1] == "useless"
    picture = view.viewport().grab(view.visualRect(left_out)).toImage()
    seen = {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}
    assert len(seen) > 1, "nothing is painted there"
