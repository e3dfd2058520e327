"""What was answered along a log: read with mouse and keys, series by series."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from nnstudio.app.main_window import MainWindow
from nnstudio.app.results import over_time
from nnstudio.app.results.over_time import OverTimePage
from nnstudio.app.results.panel import ResultsPanel
from nnstudio.data.cells.dates import spelled
from nnstudio.data.columns.facts import read_proposed
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import CsvFile
from nnstudio.project.start import from_template
from nnstudio.project.templates import template
from nnstudio.system.numbers import figure_text
from tests.app.hands import Key, Left, click, press, until
from tests.app.window.conftest import results_of
from tests.app.window.test_results import page, results_shown
from tests.data.logs import sites_log

None_ = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def panel(window: MainWindow, tmp_path: Path) -> ResultsPanel:
    return shown_of(sites_log(100), window, tmp_path)


def shown_of(log: str, window: MainWindow, folder: Path) -> ResultsPanel:
    path = folder / "log.csv"
    path.write_text(log, encoding="utf-8")
    source = read_proposed(CsvFile(str(path), target="load", earlier=2))[0]
    project, _ = from_template(template("linear"), source, DataConfig(divided="time", divided_by="time"))
    window.resize(1400, 900)
    window.files.show_new(project.replace(training=project.training.replace(epochs=3, device="cpu")))
    until(lambda: window.data.prepared is not None, "the data")
    found = results_of(window)
    page(found, found.over_time)
    return found


def drawn(shown: OverTimePage) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    (x, true), (_, given) = (shown._lines[key].getOriginalDataset() for key in ("true", "answer"))
    return x, true, given


def test_each_series_is_two_lines_in_the_order_of_time(panel: ResultsPanel) -> None:
    shown, judged = panel.over_time, panel._judged
    assert judged is not None
    assert [shown.series.itemText(i) for i in range(shown.series.count())] == ["north", "south"]
    x, true, _ = drawn(shown)
    assert len(x) == judged.samples // 2
    assert (np.diff(x) == 3600).all()
    assert np.isin(true, judged.true).all()
    press(shown.series, Key.Key_Down)
    assert shown.series.currentText() == "south"
    assert not np.array_equal(drawn(shown)[1], true)
    order = judged.prepared.order
    assert order is not None
    assert order.series is not None
    south = order.series.texts[judged.split.rows] == "south"
    np.testing.assert_array_equal(drawn(shown)[2], judged.given[south, 0])
    assert shown.figures() == (shown.graph,)
    assert "load" in shown.graph.plot.getAxis("left").labelText


def test_only_series_with_rows_in_the_part_can_be_chosen(window: MainWindow, tmp_path: Path) -> None:
    head, *rows = sites_log(100).splitlines(keepends=True)
    early = [row.replace("north", "early") for row in rows[:20]]
    panel = shown_of("".join([head, *early, *rows]), window, tmp_path)
    shown = panel.over_time

    def names() -> list[str]:
        return [shown.series.itemText(i) for i in range(shown.series.count())]

    assert names() == ["north", "south"]
    assert len(drawn(shown)[0])
    press(shown.series, Key.Key_Down)
    press(panel.choices.part_box, Key.Key_End)
    until(lambda: names() == ["early", "north", "south"], "the part with all rows of it")
    assert shown.series.currentText() == "south"
    assert len(drawn(shown)[0])


def test_the_cross_reads_moments_and_enter_looks_at_the_sample(panel: ResultsPanel) -> None:
    shown = panel.over_time
    plot, (x, true, given) = shown.graph.plot, drawn(shown)
    box = plot.getViewBox()
    where = plot.mapFromScene(box.mapViewToScene(QPointF(float(x[7]), float(true[7]))))
    QTest.mouseMove(plot.viewport(), where + QPoint(1, 0))
    QTest.mouseMove(plot.viewport(), where)
    until(lambda: shown.sight.at == 8, "the cross")
    told = [entry.value for entry in shown.legend.entries]
    assert told == [figure_text(true[7], 4), figure_text(given[7], 4)]
    press(plot, Key.Key_End)
    assert shown.sight.at == len(x)
    assert spelled(float(x[-1])) in plot.accessibleDescription()
    press(plot, Key.Key_Return)
    assert panel.pages.currentWidget() is panel.mistakes
    until(lambda: panel.mistakes.detail._told.isVisible(), "the sample")
    assert spelled(float(x[-1])) in panel.mistakes.detail._sentence.text()


def test_the_name_of_a_series_stands_as_it_is(window: MainWindow, tmp_path: Path) -> None:
    log = sites_log(100).replace("site", "<b>R&D</b>")
    shown = shown_of(log, window, tmp_path).over_time
    above = shown._series_label
    assert above.text() == "<b>R&&D</b>"
    assert above.buddy() is shown.series, "so that an & marks a key"
    assert above.textFormat() is Qt.TextFormat.PlainText
    assert shown.series.accessibleName() == "<b>R&D</b>"


def test_keys_zoom_around_the_cross_and_follow_it(panel: ResultsPanel) -> None:
    shown = panel.over_time
    plot, (x, _, _) = shown.graph.plot, drawn(shown)
    box = plot.getViewBox()
    whole, up = box.viewRange()
    press(plot, Key.Key_Home)
    for _ in range(6):
        QTest.keyClick(plot, Key.Key_Plus)
    (low, high), now_up = box.viewRange()
    assert high - low < 0.3 * (whole[1] - whole[0])
    assert low <= x[0] <= high
    assert now_up == pytest.approx(up), "along the rows only"
    QTest.keyClick(plot, Key.Key_End)
    low, high = box.viewRange()[0]
    assert low <= x[-1] <= high
    for _ in range(40):
        QTest.keyClick(plot, Key.Key_Plus)
    low, high = box.viewRange()[0]
    assert high - low == pytest.approx(4 * 3600), "not a minute between two rows"
    assert low <= x[-1] <= high
    click(shown.whole)
    assert box.viewRange()[0] == pytest.approx(whole)


def test_lines_end_where_the_log_has_a_gap(window: MainWindow, tmp_path: Path) -> None:
    head, *rows = sites_log(100).splitlines(keepends=True)
    kept = [row for row in rows if not "2024-03-04 20" < row[:13] < "2024-03-05 02" or "south" in row]
    shown = shown_of("".join([head, *kept]), window, tmp_path).over_time
    x = drawn(shown)[0]

    def joined(key: str) -> np.ndarray:
        found: np.ndarray = shown._lines[key].curve.opts["connect"]
        assert len(found) == len(shown._lines[key].getData()[0])
        return found

    (gap,) = np.flatnonzero(~joined("true"))
    np.testing.assert_array_equal(joined("answer"), joined("true"))
    assert [spelled(float(place)) for place in x[[gap, gap + 1]]] == ["2024-03-04 20:00", "2024-03-05 02:00"]
    for line in shown._lines.values():  # as of very many rows
        line.setDownsampling(3, auto=False)
        assert np.isfinite(line.getData()[1]).all(), "those beside the gap are drawn"
    assert list(np.flatnonzero(~joined("true"))) == [2 * (gap // 3) + 1]
    press(shown.graph.plot, Key.Key_Home)
    for _ in range(gap + 1):
        QTest.keyClick(shown.graph.plot, Key.Key_Right)
    assert shown._place_words(shown.sight.at) == "2024-03-05 02:00", "the cross stands at rows only"
    press(shown.series, Key.Key_Down)
    assert joined("true").all()


def test_a_day_without_midnight_is_named_below(panel: ResultsPanel) -> None:
    shown = panel.over_time
    plot, name = shown.graph.plot, shown.graph.plot.getAxis("bottom").label
    assert name.toPlainText().strip() == "time"
    press(plot, Key.Key_Home)
    for _ in range(40):
        QTest.keyClick(plot, Key.Key_Plus)
    QTest.keyClick(plot, Key.Key_Right)
    for _ in range(8):
        QTest.keyClick(plot, Key.Key_Right)
    day = spelled(plot.getViewBox().viewRange()[0][0])[:10]
    assert name.toPlainText().strip() == f"time, {day}"
    click(shown.whole)
    assert name.toPlainText().strip() == "time"


def test_samples_tell_their_moments_whole_in_a_narrow_window(panel: ResultsPanel) -> None:
    panel.window().resize(853, 480)
    page(panel, panel.samples)
    table = panel.samples.table
    assert table.model().headerData(1, Qt.Orientation.Horizontal) == "time"
    assert table.columnWidth(1) >= table.sizeHintForColumn(1)
    assert table.columnWidth(2) >= 76


def test_figures_of_samples_share_the_width_that_there_is(panel: ResultsPanel) -> None:
    page(panel, panel.samples)
    table = panel.samples.table
    header = table.horizontalHeader()

    def shared() -> bool:
        least = (
            header.sectionSize(i) if 0 < i < 3 else header.sectionSizeHint(i) for i in range(header.count())
        )
        return header.length() == max(table.viewport().width(), sum(least))

    for width in (1400, 853, 1300, 853):
        panel.window().resize(width, 700)
        until(shared, "the columns to have room", 10)


def test_rows_have_dots_where_few_are_in_sight(panel: ResultsPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of rows drawn by lot a line alone does not tell which there are."""
    shown = panel.over_time
    symbols = [line.opts["symbol"] for line in shown._lines.values()]
    assert symbols == ["o", "o"]
    monkeypatch.setattr(over_time, "_DOTS", 10)
    press(shown.series, Key.Key_Down)
    assert [line.opts["symbol"] for line in shown._lines.values()] == [None, None]
    for _ in range(8):
        QTest.keyClick(shown.graph.plot, Key.Key_Plus)
    assert [line.opts["symbol"] for line in shown._lines.values()] == ["o", "o"]
    assert all(line.scatter.isVisible() for line in shown._lines.values())
    click(shown.whole)
    assert [line.opts["symbol"] for line in shown._lines.values()] == [None, None]


def test_a_row_between_two_gaps_has_a_dot_however_many_there_are(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It had neither a line nor a dot."""
    monkeypatch.setattr(over_time, "_DOTS", 10)
    head, *rows = sites_log(100).splitlines(keepends=True)
    lost = [f"2024-03-04 {hour:02}" for hour in (14, 15, 16, 18, 19, 20)] + [
        "2024-03-05 00",
        "2024-03-05 01",
        "2024-03-05 02",
    ]
    kept = [row for row in rows if row[:13] not in lost or "south" in row]
    assert kept[-101][:13] == "2024-03-05 03", "the last one is alone, too"
    shown = shown_of("".join([head, *kept]), window, tmp_path).over_time
    assert [line.opts["symbol"] for line in shown._lines.values()] == [None, None]
    x, true, given = drawn(shown)
    for key, values in (("true", true), ("answer", given)):
        dots = shown._alone[key]
        places, up = dots.scatter.getData()
        assert [spelled(float(place)) for place in places] == ["2024-03-04 17:00", "2024-03-05 03:00"]
        np.testing.assert_array_equal(up, values[np.isin(x, places)])
        assert dots.scatter.isVisible()
    QTest.mouseClick(shown.legend._switches[1], Left, None_)
    assert [dots.isVisible() for dots in shown._alone.values()] == [True, False]
    press(shown.series, Key.Key_Down)
    assert not shown._alone["true"].scatter.isVisible(), "this series has no gap"


def test_a_line_is_hidden_by_its_entry(panel: ResultsPanel) -> None:
    shown = panel.over_time
    QTest.mouseClick(shown.legend._switches[0], Left, None_)
    assert [line.isVisible() for line in shown._lines.values()] == [False, True]


def test_numbers_without_an_order_have_no_such_page(window: MainWindow) -> None:
    panel = results_shown(window, "diabetes")
    assert not panel.pages.isTabVisible(panel.pages.indexOf(panel.over_time))
    assert panel.pages.isTabVisible(panel.pages.indexOf(panel.residuals))
