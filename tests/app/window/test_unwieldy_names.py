"""Names that are long, or stand on several lines in their file, leave every page as it is with others."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.app.results.bars import BarLine, Bars
from nnstudio.app.results.matrix import ConfusionMatrix
from tests.app.hands import until
from tests.app.window.conftest import results_of
from tests.app.window.test_data import take

CLASSES = ("on\ntwo lines", "x" * 300, "a/" * 80, "plain")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table whose classes are called like that."""
    path = tmp_path / "names.csv"
    rows = [f'{i * 0.37 % 1:.3f},{i % 7},"{CLASSES[i % 4]}"' for i in range(120)]
    path.write_text("\n".join(["size,parts,kind", *rows]), encoding="utf-8")
    return path


def test_classes_keep_their_line_and_push_nothing_away(window: MainWindow, table: Path) -> None:
    window.data_choosing.choose(str(table))
    (dialog,) = (d for d in window.findChildren(DataDialog) if d.isVisible())
    until(lambda: dialog.dataset is not None and not dialog.looking.busy, "the table")
    facts = dialog._parts.facts
    assert facts.minimumSizeHint().width() < facts.width(), "so that the columns beside it are in sight"
    assert "on two lines" in facts.text()
    take(window, dialog)
    training = window.document.project.training.replace(epochs=1, device="cpu")
    window.document.edit("One epoch", window.document.project.replace(training=training))
    panel = results_of(window)
    view = panel.overview.findChild(ConfusionMatrix)
    names = [view._table.verticalHeaderItem(i).text() for i in range(4)]
    assert not any("\n" in name for name in names)
    assert any("on two lines" in name for name in names)
    panel.pages.setCurrentWidget(panel.mistakes)
    listed = panel.mistakes.gallery.list
    told = [listed.item(i).text() for i in range(listed.count())]
    assert told
    assert all("→" in words and "\n" not in words for words in told)


def test_a_bar_has_one_line(look: object) -> None:
    bars, other = Bars(), Bars()
    for each, name in ((bars, CLASSES[0]), (other, "on two lines")):
        each.resize(300, 60)
        each.show_lines([BarLine(name, 0.5, "50")])
    assert bars.grab().toImage() == other.grab().toImage()


def test_a_run_with_a_long_name_leaves_the_words_about_it_in_sight(sample: MainWindow) -> None:
    results_of(sample)
    sample.runs.open()
    runs = sample.workspace.runs
    (run,) = sample.document.project.runs
    before = runs.detail.minimumSizeHint().width()
    runs.model.change(run, name="y" * 200)
    runs.table.choose([run.id])
    assert runs.detail.minimumSizeHint().width() <= max(before, 260)
