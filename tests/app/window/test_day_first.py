"""Dates that could be read two ways, and a set with gaps: what the data dialog says of them, and what can be changed."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from nnstudio.app.data.column_model import MISSING, NAME
from nnstudio.app.main_window import MainWindow
from nnstudio.data.sources import Bundled
from tests.app.hands import by_letters, click, until
from tests.app.window.test_data_kinds import field, pick
from tests.app.window.test_data_wizard import settled, shown


@pytest.mark.parametrize("name", ["t.csv", "t.json"])
def test_an_open_order_of_dates_is_said_and_set(window: MainWindow, tmp_path: Path, name: str) -> None:
    rows = [(f"{i % 12 + 1}/{i % 5 + 1}/{2000 + i}", round(i % 7 / 3, 3), "ab"[i % 2]) for i in range(60)]
    names = ("when", "x", "kind")
    text = "\n".join(",".join(map(str, row)) for row in (names, *rows))
    if name == "t.json":
        text = json.dumps([dict(zip(names, row, strict=True)) for row in rows])
    (tmp_path / name).write_text(text, encoding="utf-8")
    window.data_choosing.choose(str(tmp_path / name))
    dialog = shown(window)
    settled(dialog)
    assert dialog.config.source.dates == ("when",)
    months = dialog.dataset.column("when").values
    assert "nothing tells whether '3/3/2002' is" not in dialog._parts.facts.text(), "the same day either way"
    assert "nothing tells whether '6/1/2005' is 2005-06-01 or 2005-01-06" in dialog._parts.facts.text()
    click(dialog._parts.source_form.fold)
    choice = field(dialog, "day_first")
    assert choice.isVisible()
    by_letters(choice, "y")
    until(lambda: dialog.config.source.day_first is True, "the choice")
    settled(dialog)
    assert dialog.dataset.column("when").day_first
    assert not np.array_equal(dialog.dataset.column("when").values, months)
    assert "nothing tells" not in dialog._parts.facts.text()


def test_penguins_have_gaps_and_categories(window: MainWindow) -> None:
    window.data_choosing.choose()
    dialog = shown(window)
    pick(dialog, "Palmer penguins")
    settled(dialog)
    assert dialog.config.source == Bundled("penguins")
    assert "19 missing cells" in dialog._parts.facts.text()
    model = dialog._parts.look.columns.view.model()
    told = {
        model.index(row, NAME).data(): model.index(row, MISSING).data() for row in range(model.rowCount())
    }
    assert len(told) == 8
    assert told["sex"].startswith("3.2")
