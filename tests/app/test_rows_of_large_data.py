"""What the window shows of large data asks for no more of it than is shown, and reading ends as soon as it is told to."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.app.data.preview import cell
from nnstudio.data.columns.facts import profiles
from nnstudio.data.dataset import Column
from nnstudio.data.tables import Table, TableFormat
from nnstudio.system.cancel import Cancelled

COLUMNS = (
    (Column.number("x", [1.5, np.nan]), ("1.5", "")),
    (Column.category("kind", ["ab", None]), ("ab", "")),
    (Column("day", "date", np.array([0.0, np.nan])), ("1970-01-01", "")),
)


@pytest.mark.parametrize(("column", "shown"), COLUMNS, ids=lambda each: getattr(each, "name", ""))
def test_a_cell_is_looked_at_alone(
    monkeypatch: pytest.MonkeyPatch, column: Column, shown: tuple[str, str]
) -> None:
    def all_rows(_column: Column) -> None:
        raise AssertionError("every row was looked at for one cell")

    monkeypatch.setattr(Column, "missing", property(all_rows))
    assert tuple(cell(column, row) for row in range(2)) == shown


def test_looking_at_columns_can_be_cancelled_between_them() -> None:
    columns = tuple(column for column, _ in COLUMNS)
    table = Table("t.csv", columns, tuple(column.name for column in columns), {}, TableFormat())
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) == 2

    assert len(profiles(table)) == 3
    with pytest.raises(Cancelled):
        profiles(table, cancelled=cancelled)
    assert len(asked) == 2
