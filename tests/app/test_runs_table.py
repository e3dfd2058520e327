"""The table of runs works out what a cell shows once, however many runs there are."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from nnstudio.app.document import Document
from nnstudio.app.runs import cells
from nnstudio.app.runs.cells import METRIC, NAME, TEST
from nnstudio.app.runs.model import VALUE, RunsModel
from nnstudio.project.runs import record
from nnstudio.project.runs.recording import record_of
from tests.project.several_outputs import cars

RUNS = 20


@pytest.fixture
def model(qapp: object, tmp_path: Path) -> RunsModel:
    """Runs that answer a class, a number and a yes/no question."""
    project, trained, _ = cars(tmp_path)
    run = record_of(trained, project, reason="done", device="cpu")
    document = Document()
    found = RunsModel(document, lambda _run: False)
    found.setParent(document)
    document.set_runs(tuple(run.replace(id=f"{number:032x}") for number in range(RUNS)))
    return found


def test_a_cell_asks_only_its_own_run_and_other_columns_nothing(
    model: RunsModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[record.RunRecord] = []
    for name in ("best_metric", "test_metric"):
        of = getattr(cells, name)
        monkeypatch.setattr(cells, name, lambda run, of=of: asked.append(run) or of(run))
    monkeypatch.setattr("nnstudio.app.runs.model.best_metric", lambda run: asked.append(run))
    for column in range(model.columnCount()):
        for role in (Qt.ItemDataRole.DisplayRole, VALUE):
            asked.clear()
            model.data(model.index(3, column), role)
            assert asked == ([model.runs[3]] if column in (METRIC, TEST) else [])
    assert model.data(model.index(3, NAME), Qt.ItemDataRole.DisplayRole) == model.runs[3].name


def test_which_output_answers_what_is_found_once_for_a_run(
    model: RunsModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [model.data(model.index(row, METRIC), Qt.ItemDataRole.DisplayRole) for row in range(RUNS)]
    for name in ("names", "judged_by"):
        monkeypatch.setattr(record, name, None)
    assert found == [model.data(model.index(row, METRIC), Qt.ItemDataRole.DisplayRole) for row in range(RUNS)]
    assert len(set(found)) == 1
    assert found[0] != "–"
