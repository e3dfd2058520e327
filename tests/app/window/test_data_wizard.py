"""The way from a file of one's own to data that a network can be trained on: columns, warnings, parts, paste."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QTableView

from nnstudio.app.data.column_menu import ColumnMenu
from nnstudio.app.data.column_model import EXAMPLES, KIND, MISSING, NAME, VALUES
from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.data.division import DivisionChoice
from nnstudio.app.data.progress import ReadingProgress
from nnstudio.app.data.split_bar import SplitBar
from nnstudio.app.main_window import MainWindow
from nnstudio.app.widgets.fix_button import FixButton
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import Bundled, CsvFile
from nnstudio.data.warnings import balanced
from nnstudio.system.folders import pasted_dir
from tests.app.hands import Key, button, by_letters, choose_file, click, press, type_into, until
from tests.app.window.conftest import texts
from tests.app.window.test_data import ok, take
from tests.app.window.test_data import words as said
from tests.app.window.test_data_kinds import pick
from tests.data.spellings import spellings_table

Left, No, Control = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def rows_of(count: int = 240) -> list[str]:
    """A table with a leak, an identifier and rare classes."""
    draw = np.random.default_rng(0)
    lines = ["customer_id,age,city,paid,plan,churn"]
    for i in range(count):
        gone = i % 20 == 0
        age = "" if i % 9 == 0 else draw.integers(18, 90)
        paid = 3 * gone + draw.random()
        lines.append(
            f"{1000 + 7 * i},{age},{'xyz'[draw.integers(3)]},{paid:.3f},basic,{'yes' if gone else 'no'}"
        )
    return lines


@pytest.fixture
def churn(tmp_path: Path) -> Path:
    path = tmp_path / "churn.csv"
    path.write_text("\n".join(rows_of()) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    draw = np.random.default_rng(1)
    lines = [f"{draw.normal():.3f},{draw.normal():.3f},{'ab'[draw.integers(2)]}" for _ in range(120)]
    path = tmp_path / "clean.csv"
    path.write_text("\n".join(["u,v,kind", *lines]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def opened(window: MainWindow) -> Callable[[Path], DataDialog]:
    def open_(path: Path) -> DataDialog:
        window.data_choosing.choose(str(path))
        dialog = shown(window)
        settled(dialog)
        return dialog

    return open_


def shown(window: MainWindow) -> DataDialog:
    until(lambda: any(d.isVisible() for d in window.findChildren(DataDialog)), "the dialog")
    return next(d for d in window.findChildren(DataDialog) if d.isVisible())


def settled(dialog: DataDialog) -> None:
    """Wait until everything is read and looked at."""
    until(
        lambda: not dialog.reading.busy and not dialog.looking.busy and not dialog._parts.source_form.waiting,
        "the data to be read",
    )


def row_of(dialog: DataDialog, name: str) -> int:
    model = dialog._parts.look.columns.view.model()
    found = [row for row in range(model.rowCount()) if model.index(row, NAME).data().split(" (")[0] == name]
    assert found, f"no row {name}"
    return found[0]


def point(dialog: DataDialog, name: str, *, tick: bool = False) -> QPoint:
    """Where a column's row is seen, or its tick."""
    view = dialog._parts.look.columns.view
    rect = view.visualRect(view.model().index(row_of(dialog, name), NAME))
    return QPoint(rect.left() + 12, rect.center().y()) if tick else rect.center()


def click_row(
    dialog: DataDialog, name: str, *, tick: bool = False, modifier: Qt.KeyboardModifier = No
) -> None:
    view = dialog._parts.look.columns.view
    QTest.mouseClick(view.viewport(), Left, modifier, point(dialog, name, tick=tick))
    settled(dialog)


def names(dialog: DataDialog) -> list[str]:
    assert dialog.dataset is not None, dialog._parts.facts.text()
    return [column.name for column in dialog.dataset.inputs]


def kinds_told(dialog: DataDialog) -> list[str]:
    return [warning.kind for warning in dialog._parts.warnings.warnings]


def remedies(dialog: DataDialog) -> list[FixButton]:
    """What is offered beside the warnings."""
    return [button for row in dialog._parts.warnings.rows() for button in row.findChildren(FixButton)]


# The shortest way -----------------------------------------------------------------------------------------------


class Clicks:
    """Counts what a person presses."""

    def __init__(self) -> None:
        self.count = 0

    def on(self, widget: object) -> None:
        self.count += 1
        click(widget)


def test_three_clicks_from_the_start_page_to_data_for_training(window: MainWindow, clean: Path) -> None:
    """Use my data, Open file and its dialog, Use this data."""
    hand = Clicks()
    hand.on(window.start_page._data_card)
    dialog = shown(window)
    done = choose_file(clean)
    hand.on(button(dialog, "Open file…"))
    until(done, "the file dialog")
    settled(dialog)
    assert kinds_told(dialog) == [], "nothing asks for a decision"
    assert dialog.focusWidget() is ok(dialog), "Enter would do as well"
    hand.on(ok(dialog))
    until(lambda: window.data.prepared is not None, "the data")
    assert hand.count == 3
    assert window.in_workspace
    assert window.controls.obstacle() == "", "Train is the next click"


# Columns --------------------------------------------------------------------------------------------------------


def test_the_columns_tell_what_they_hold(opened: Callable[[Path], DataDialog], churn: Path) -> None:
    dialog = opened(churn)
    model = dialog._parts.look.columns.view.model()
    told = {
        model.index(row, NAME).data(): tuple(model.index(row, s).data() for s in (KIND, MISSING, EXAMPLES))
        for row in range(model.rowCount())
    }
    assert list(told) == ["customer_id", "age", "city", "paid", "plan", "churn (target)"]
    assert told["age"][0] == "number"
    assert told["age"][1].startswith("11")
    assert told["city"][0] == "category"
    assert set(told["city"][2].split(", ")) == {"x", "y", "z"}
    assert told["plan"][2] == "every value is the same"
    assert told["churn (target)"][2] == "no, yes"


def test_a_tick_takes_a_column_out_and_back(opened: Callable[[Path], DataDialog], churn: Path) -> None:
    dialog = opened(churn)
    assert names(dialog) == ["age", "city", "paid"], "what only numbers the rows is proposed to be left out"
    click_row(dialog, "paid", tick=True)
    assert names(dialog) == ["age", "city"]
    assert dialog.config.source.ignored == ("customer_id", "paid")
    click_row(dialog, "paid", tick=True)
    click_row(dialog, "customer_id", tick=True)
    assert names(dialog) == ["customer_id", "age", "city", "paid"]
    assert "identifier" in kinds_told(dialog)
    click_row(dialog, "plan", tick=True)
    assert names(dialog) == ["customer_id", "age", "city", "paid"], "what is of no use has no tick"


def test_keys_use_several_columns_alike(
    window: MainWindow, opened: Callable[[Path], DataDialog], churn: Path
) -> None:
    dialog = opened(churn)
    view = dialog._parts.look.columns.view
    click_row(dialog, "age")
    click_row(dialog, "paid", modifier=Control)
    QTest.keyClick(view, Key.Key_X)
    settled(dialog)
    assert names(dialog) == ["city"]
    assert dialog._parts.look.columns.chosen() == ("age", "paid"), "they stay selected"
    QTest.keyClick(view, Key.Key_Space)
    settled(dialog)
    assert names(dialog) == ["age", "city", "paid"]
    click_row(dialog, "city")
    QTest.keyClick(view, Key.Key_T)
    settled(dialog)
    assert dialog.dataset.target_name == "city"
    assert dialog._parts.target.currentText() == "city"
    take(window, dialog)
    assert window.document.project.data.source.target == "city"


def test_the_choices_below_say_and_change_what_a_column_is(
    opened: Callable[[Path], DataDialog], churn: Path
) -> None:
    dialog = opened(churn)
    choices = dialog._parts.look.columns.choices
    assert not choices.use.isEnabled()
    click_row(dialog, "age")
    assert (choices.use.currentText(), choices.kind.currentText()) == ("Learn from it", "As detected")
    by_letters(choices.kind, "c")
    settled(dialog)
    assert dialog.config.source.categories == ("age",)
    assert dialog.dataset.inputs[0].kind == "category"
    assert dialog._parts.look.columns.chosen() == ("age",), "the selection survives the reading"
    assert choices.kind.currentText() == "Category"
    by_letters(choices.kind, "a")
    settled(dialog)
    assert dialog.dataset.inputs[0].kind == "number"
    click_row(dialog, "city")
    by_letters(choices.kind, "n")
    settled(dialog)
    assert dialog.dataset is None
    assert "is not a number" in dialog._parts.facts.text()
    assert not ok(dialog).isEnabled()


def test_what_is_left_out_by_itself_may_be_wanted(opened: Callable[[Path], DataDialog], churn: Path) -> None:
    dialog = opened(churn)
    click_row(dialog, "plan")
    by_letters(dialog._parts.look.columns.choices.kind, "c")
    settled(dialog)
    assert "plan" in names(dialog)
    assert "constant" in kinds_told(dialog)


def test_remarks_without_room_stand_on_a_page_of_their_own(
    opened: Callable[[Path], DataDialog], clean: Path
) -> None:
    rows = clean.read_text(encoding="utf-8").splitlines()
    rows[3], rows[5] = rows[3].replace(rows[3].split(",")[0], "lost", 1), f"0.5,<b>,{rows[5][-1]}"
    clean.write_text("\n".join(["Survey 2024", "", *rows]) + "\n", encoding="utf-8")
    dialog = opened(clean)
    look = dialog._parts.look
    told = [look.tabs.tabText(i) for i in range(look.tabs.count())]
    assert told[-1] == "Remarks (4)", "one of the cells that are filled as well"
    assert "… and 3 more under Remarks" in dialog._parts.facts.text()
    QTest.mouseClick(look.tabs, Left, pos=look.tabs.tabRect(len(told) - 1).center())
    until(look.remarks.isVisible, "the remarks")
    shown = look.remarks.toPlainText()
    for word in ("'Survey 2024'", "'lost'", "'<b>'"):
        assert word in shown
    assert not look.remarks.toolTip()
    look.tabs.setFocus()
    press(dialog, Key.Key_Tab)
    assert dialog.focusWidget() is look.remarks, "the keyboard can scroll it"
    press(dialog, Key.Key_Tab)
    assert dialog.focusWidget() is not look.remarks


def test_a_page_of_remarks_goes_with_them(opened: Callable[[Path], DataDialog], clean: Path) -> None:
    tabs = opened(clean)._parts.look.tabs
    assert not [i for i in range(tabs.count()) if "Remarks" in tabs.tabText(i)]


def test_a_thousand_columns_are_searched_and_sorted(
    opened: Callable[[Path], DataDialog], tmp_path: Path
) -> None:
    draw = np.random.default_rng(0)
    path = tmp_path / "wide.csv"
    head = ["label", *(f"gene {i}" for i in range(1000))]
    lines = [",".join(["ab"[i % 2], *(f"{v:.2f}" for v in draw.normal(size=1000))]) for i in range(60)]
    path.write_text("\n".join([",".join(head), *lines]), encoding="utf-8")
    dialog = opened(path)
    assert dialog.dataset.target_name == "label", "what is called so is proposed, also in front"
    table = dialog._parts.look.columns
    model = table.view.model()
    assert model.rowCount() == 1001
    QTest.mouseClick(table.search, Left)
    QTest.keyClicks(table.search, "gene 99")
    assert [model.index(r, NAME).data() for r in range(3)] == ["gene 99", "gene 199", "gene 299"]
    assert model.rowCount() == 19
    table.view.selectAll()
    QTest.keyClick(table.view, Key.Key_X)
    settled(dialog)
    assert len(names(dialog)) == 1000 - 19
    assert model.rowCount() == 19, "the search stays"
    table.search.clear()
    header = table.view.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(NAME) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Left, No, at)
    order = [model.index(r, NAME).data() for r in range(1001)]
    assert order in (sorted(order), sorted(order, reverse=True))


def test_long_names_come_before_examples_where_there_is_no_room_for_both(
    opened: Callable[[Path], DataDialog], tmp_path: Path
) -> None:
    path = tmp_path / "houses.csv"
    names = ("living area in square metres", "number of rooms", "year of construction", "price")
    lines = [f"{30 + 3 * i},{'' if i == 7 else i % 6},{1900 + i},{1000 * i + 7}" for i in range(60)]
    path.write_text("\n".join([",".join(names), *lines]), encoding="utf-8")
    dialog = opened(path)
    view = dialog._parts.look.columns.view
    rest = sum(view.columnWidth(section) for section in (KIND, MISSING, VALUES))
    for free, both in ((200, False), (400, True)):
        view.setFixedWidth(rest + free + view.width() - view.viewport().width())
        until(lambda free=free: view.viewport().width() == rest + free, "the new width")
        assert view.isColumnHidden(EXAMPLES) is not both
        assert view.columnWidth(NAME) >= 190
    assert "living area in square metres" in view.model().index(0, NAME).data(Qt.ItemDataRole.ToolTipRole)


def test_rows_are_as_wide_as_their_words_once_they_are_seen(
    opened: Callable[[Path], DataDialog], tmp_path: Path
) -> None:
    path = tmp_path / "long.csv"
    words = ("a short one", "a description that needs far more room than other cells of its table")
    path.write_text(
        "u,words,y\n" + "".join(f"{i % 7},{words[i % 2]},{'pq'[i % 3 == 0]}\n" for i in range(60)),
        encoding="utf-8",
    )
    dialog = opened(path)
    look = dialog._parts.look
    tabs = [look.tabs.tabText(i) for i in range(look.tabs.count())]
    click(look.tabs, look.tabs.tabRect(tabs.index("Rows")).center())
    view = next(each for each in look.preview.findChildren(QTableView) if each.isVisible())
    model = view.model()
    headers = [model.headerData(i, Qt.Orientation.Horizontal) for i in range(model.columnCount())]
    width = view.columnWidth(headers.index("words"))
    assert width > view.fontMetrics().horizontalAdvance(words[1])
    by_letters(dialog._parts.target, "w")  # other columns while the rows are seen
    settled(dialog)
    assert view.model().headerData(0, Qt.Orientation.Horizontal) == "words (target)"
    assert view.columnWidth(0) > view.fontMetrics().horizontalAdvance(words[1])


def test_columns_of_included_sets_are_shown_without_ticks(
    opened: Callable[[Path], DataDialog], window: MainWindow
) -> None:
    window.beginning.sample("textbook")
    until(lambda: window.data.prepared is not None, "the data")
    window.data_choosing.choose()
    dialog = shown(window)
    settled(dialog)
    view = dialog._parts.look.columns.view
    index = view.model().index(0, NAME)
    assert view.isVisible()
    assert index.data(Qt.ItemDataRole.CheckStateRole) is None
    assert not dialog._parts.look.columns.choices.isVisible()
    view.selectRow(0)
    QTest.keyClick(view, Key.Key_X)
    settled(dialog)
    assert dialog.config == window.document.project.data


def test_settings_of_the_selected_columns(
    window: MainWindow, opened: Callable[[Path], DataDialog], churn: Path
) -> None:
    dialog = opened(churn)
    form = dialog._parts.column_form
    assert not form.isVisible()
    click_row(dialog, "age")
    assert form.isVisible()
    click(form.form.editor("indicator"))
    settled(dialog)
    click_row(dialog, "paid", modifier=Control)
    by_letters(form.form.editor("scaling"), "m")
    settled(dialog)
    config = dialog.config
    assert (config.for_column("age").scaling, config.for_column("age").indicator) == ("minmax", True)
    assert (config.for_column("paid").scaling, config.for_column("paid").indicator) == ("minmax", False)
    click_row(dialog, "city")
    assert form.form.spec.name == "city"
    with pytest.raises(KeyError):
        form.form.editor("scaling")
    click_row(dialog, "churn")
    assert form.form is None, "classes to predict are not treated"
    take(window, dialog)
    assert window.document.project.data == config
    assert window.data.prepared.sample_shape == (2 + 3 + 1,), "age has an input more"


def test_a_number_to_predict_is_learned_as_its_logarithm(
    window: MainWindow, opened: Callable[[Path], DataDialog], tmp_path: Path
) -> None:
    draw = np.random.default_rng(4)
    rows = [f"{x:.3f},{np.exp(8 + x + draw.normal() / 2):.2f}" for x in draw.normal(size=120)]
    (tmp_path / "prices.csv").write_text("\n".join(["size,price", *rows]), encoding="utf-8")
    dialog = opened(tmp_path / "prices.csv")
    assert "skewed_target" in kinds_told(dialog)
    click_row(dialog, "price")
    click(dialog._parts.warnings.findChild(FixButton))
    settled(dialog)
    assert "skewed_target" not in kinds_told(dialog)
    box = dialog._parts.column_form.form.editor("logarithm")
    assert box.isChecked(), "what the advice did is seen where it is chosen"
    click(box, QPoint(12, box.height() // 2))
    settled(dialog)
    assert "skewed_target" in kinds_told(dialog)
    click(box, QPoint(12, box.height() // 2))
    settled(dialog)
    take(window, dialog)
    assert window.data.prepared.preprocessor.target_logarithm


# Warnings -------------------------------------------------------------------------------------------------------


def test_remedies_are_one_click_each(
    window: MainWindow, opened: Callable[[Path], DataDialog], churn: Path
) -> None:
    dialog = opened(churn)
    warnings = dialog._parts.warnings
    assert warnings.isVisible()
    click_row(dialog, "customer_id", tick=True)
    assert kinds_told(dialog) == ["leak", "identifier", "imbalance"]
    dataset = dialog.dataset
    for left in (["identifier", "imbalance"], ["imbalance"], []):
        click(remedies(dialog)[0])
        settled(dialog)
        assert kinds_told(dialog) == left
    assert not warnings.isVisible()
    assert names(dialog) == ["age", "city"]
    take(window, dialog)
    project = window.document.project
    assert project.data.source.ignored == ("paid", "customer_id")
    assert project.training.loss.class_weights == balanced(dataset.target)
    window.data_choosing.choose()
    again = shown(window)
    settled(again)
    assert kinds_told(again) == [], "what was mended is not told again"


def test_spellings_count_as_one_and_apart_again(
    window: MainWindow, opened: Callable[[Path], DataDialog], tmp_path: Path
) -> None:
    dialog = opened(Path(spellings_table(tmp_path).path))
    assert kinds_told(dialog) == ["spelled_alike"] * 3
    assert dialog.dataset.classes == ("Warn", "error", "warn")
    click(remedies(dialog)[0])
    settled(dialog)
    assert kinds_told(dialog) == ["spelled_alike"] * 2
    assert dialog.dataset.classes == ("error", "warn")
    columns = dialog._parts.look.columns
    click_row(dialog, "sev")
    QTest.keyClick(columns.view, Qt.Key.Key_Menu)
    menu = columns.findChild(ColumnMenu)
    assert menu.actions()[-1].isChecked()
    QTest.keyClick(menu, Qt.Key.Key_C)
    settled(dialog)
    assert dialog.dataset.classes == ("Warn", "error", "warn")
    for left in (2, 1, 0):
        click(remedies(dialog)[0])
        settled(dialog)
        assert len(kinds_told(dialog)) == left
    before = window.document.project.data
    take(window, dialog)
    assert window.document.project.data.source.alike == ("sev", "site", "patient")
    window.document.undo_stack.undo()
    assert window.document.project.data == before


def test_folders_that_differ_in_spelling_are_one_class_by_a_click_and_two_again(
    opened: Callable[[Path], DataDialog], tmp_path: Path
) -> None:
    for name, count in (("Cat", 2), ("cat ", 1), ("dog", 2)):
        (tmp_path / "pets" / name).mkdir(parents=True)
        for i in range(count):
            Image.new("RGB", (8, 8), (40 * i, len(name), ord(name[0]))).save(
                tmp_path / "pets" / name / f"{i}.png"
            )
    dialog = opened(tmp_path / "pets")
    assert dialog.dataset.classes == ("Cat", "cat ", "dog")
    click(button(dialog, "Count the spellings as one"))
    settled(dialog)
    assert dialog.dataset.classes == ("Cat", "dog")
    assert "spelled_alike" not in kinds_told(dialog)
    tick = next(box for box in dialog.findChildren(QCheckBox) if box.text() == "Count spellings as one")
    assert tick.isChecked()
    tick.setFocus()
    press(dialog, Key.Key_Space)
    until(lambda: dialog.dataset is not None and len(dialog.dataset.classes) == 3, "three classes")
    settled(dialog)


def test_a_first_row_of_numbers_names_the_columns_by_a_click(
    opened: Callable[[Path], DataDialog], tmp_path: Path
) -> None:
    """The columns have other names then, and what was chosen of them is proposed anew."""
    draw = np.random.default_rng(2)
    lines = [
        f"2024-{1 + i % 12:02}-{1 + i % 28:02},{draw.normal():.3f},{draw.normal():.3f},{'ab'[draw.integers(2)]}"
        for i in range(150)
    ]
    path = tmp_path / "numbered.csv"
    path.write_text("\n".join(["9,2,5,1", *lines]), encoding="utf-8")
    dialog = opened(path)
    assert "names_unread" in kinds_told(dialog)
    assert "may name" not in dialog._parts.facts.text(), "once is enough"
    click(remedies(dialog)[0])
    settled(dialog)
    assert kinds_told(dialog) == []
    assert dialog.dataset.classes == ("a", "b")
    assert [(column.name, column.kind) for column in dialog.dataset.inputs] == [
        ("9", "date"), ("2", "number"), ("5", "number"),
    ]  # fmt: skip
    fold = dialog._parts.source_form.fold
    click(fold)
    by_letters(next(b for b in dialog._parts.source_form.findChildren(QComboBox) if b.accessibleName() == "Header row"), "n")  # fmt: skip
    until(lambda: dialog.dataset is not None and len(dialog.dataset) == 151, "the first row as data again")
    settled(dialog)
    assert dialog.dataset.target_name == "column 4"


@pytest.mark.parametrize("data", ["clean.csv", "iris", "digits"])
def test_the_columns_of_the_dialog_begin_at_one_height(window: MainWindow, data: str, clean: Path) -> None:
    window.data_choosing.choose(str(clean) if data == "clean.csv" else "")
    dialog = shown(window)
    if data != "clean.csv":
        dialog._open(Bundled(data))
    settled(dialog)
    parts = dialog._parts
    right = parts._target_label if parts._target_label.isVisible() else parts._problem_label
    places = [each.mapTo(dialog, each.rect().center()).y() for each in (parts.title, right)]
    assert abs(places[0] - places[1]) <= 1
    assert parts.open_file.mapTo(dialog, QPoint()).y() == parts.title.mapTo(dialog, QPoint()).y()


def test_warnings_follow_the_settings(opened: Callable[[Path], DataDialog], churn: Path) -> None:
    dialog = opened(churn)
    click_row(dialog, "customer_id", tick=True)
    by_letters(dialog._parts.scaling.editor("scaling"), "no")
    settled(dialog)
    assert "not_scaled" in kinds_told(dialog)
    found = next(w for w in dialog._parts.warnings.warnings if w.kind == "not_scaled")
    dialog._parts.warnings.remedy_chosen.emit(found)
    settled(dialog)
    assert dialog.config.scaling == "standard"
    assert dialog._parts.scaling.spec.scaling == "standard"
    assert "not_scaled" not in kinds_told(dialog)


def test_a_broken_file_leaves_no_warnings_behind(opened: Callable[[Path], DataDialog], churn: Path) -> None:
    dialog = opened(churn)
    churn.write_text("", encoding="utf-8")
    dialog.open_file(str(churn))
    settled(dialog)
    assert not dialog._parts.warnings.isVisible()
    assert "churn.csv" in dialog._parts.facts.text()


def test_dates_are_read_as_dates(opened: Callable[[Path], DataDialog], tmp_path: Path) -> None:
    draw = np.random.default_rng(0)
    lines = [
        f"2024-{1 + i % 12:02d}-{1 + i % 28:02d},{draw.normal():.3f},{draw.normal():.3f}" for i in range(90)
    ]
    path = tmp_path / "sales.csv"
    path.write_text("\n".join(["when,size,price", *lines]), encoding="utf-8")
    dialog = opened(path)
    assert dialog.dataset.inputs[0].kind == "date"
    model = dialog._parts.look.columns.view.model()
    assert model.index(0, KIND).data() == "date"
    assert model.index(0, EXAMPLES).data().startswith("2024-01-01")
    click_row(dialog, "when")
    box = dialog._parts.column_form.form.editor("weekday")
    click(box, QPoint(12, box.height() // 2))
    settled(dialog)
    assert dialog.config.for_column("when").weekday


# Problem and parts ----------------------------------------------------------------------------------------------


def test_the_problem_is_proposed_in_words_and_may_be_changed(
    window: MainWindow, opened: Callable[[Path], DataDialog], churn: Path
) -> None:
    dialog = opened(churn)
    problem = dialog._parts.problem
    assert problem.currentText() == "Automatic: two classes"
    by_letters(dialog._parts.target, "a")
    settled(dialog)
    assert problem.currentText() == "Automatic: a number"
    by_letters(problem, "t")
    settled(dialog)
    assert dialog.dataset.task == "classes"
    QTest.keyClick(problem, Key.Key_End)
    settled(dialog)
    assert (dialog.config.source.task, dialog.config.answer) == (None, "input")
    take(window, dialog)
    assert window.document.project.data.answer == "input"


def test_few_whole_numbers_are_called_classes_and_become_quantities_by_one_click(
    window: MainWindow, opened: Callable[[Path], DataDialog], tmp_path: Path
) -> None:
    path = tmp_path / "wine.csv"
    rows = "\n".join(f"{i * 0.37 % 1:.3f},{i % 5}" for i in range(60))
    path.write_text(f"acid,quality\n{rows}\n", encoding="utf-8")
    dialog = opened(path)
    numbers = dialog._parts.whole_numbers
    assert numbers._words.text() == "'quality': 5 whole numbers, taken as classes."
    assert dialog.dataset is not None
    assert dialog.dataset.task == "classes"
    assert dialog._parts.stratified.isVisible()
    numbers.button.setFocus()
    QTest.keyClick(numbers.button, Key.Key_Space)
    settled(dialog)
    assert dialog.dataset.task == "regression"
    assert numbers.isHidden()
    assert not dialog._parts.stratified.isVisible(), "numbers have no classes to be shared out"
    assert dialog._parts.problem.currentText() == "Predict a number"
    by_letters(dialog._parts.problem, "t")  # and who calls them classes is not asked again
    settled(dialog)
    assert dialog.dataset.task == "classes"
    assert numbers.isHidden()
    assert dialog._parts.stratified.isVisible()


def test_the_bar_shows_the_parts(opened: Callable[[Path], DataDialog], clean: Path) -> None:
    dialog = opened(clean)
    bar = dialog._parts.split
    assert bar.words() == ["78 training", "18 validation", "24 test"]
    type_into(dialog._parts.form.editor("test"), "0.5")
    settled(dialog)
    assert bar.words() == ["42 training", "18 validation", "60 test"]
    assert dialog.isVisible()


def test_rows_are_divided_by_a_column(
    opened: Callable[[Path], DataDialog], churn: Path, window: MainWindow
) -> None:
    dialog = opened(churn)
    division = dialog._parts.division
    assert not division.column.isVisible()
    by_letters(division.way, "g")
    settled(dialog)
    assert (dialog.config.divided, dialog.config.divided_by) == ("group", "customer_id")
    assert not dialog._parts.stratified.isVisible(), "whole groups keep no shares"
    assert division.column.currentText() == "customer_id"
    before = names(dialog)
    assert "city" in before
    by_letters(division.column, "ci")
    settled(dialog)
    assert dialog.config.divided_by == "city"
    assert set(before) - set(names(dialog)) == {"city"}, (
        "what is held out has other values: nothing to learn from"
    )
    QTest.keyClick(division.way, Key.Key_Home)
    settled(dialog)
    assert (dialog.config.divided, dialog.config.divided_by) == ("random", None)
    assert names(dialog) == before
    assert not division.column.isVisible()


@pytest.mark.parametrize(
    ("columns", "likely"),
    [
        (("humidity", "row_id", "Sample", "load"), "Sample"),
        (("acidity", "plot_id", "load"), "plot_id"),
        (("id", "user group"), "user group"),
        (("humidity", "load"), "humidity"),
    ],
)
def test_a_name_tells_what_keeps_rows_together(qtbot, columns: tuple[str, ...], likely: str) -> None:
    division = DivisionChoice()
    qtbot.addWidget(division)
    division.show_config(DataConfig(), columns)
    with qtbot.waitSignal(division.chosen) as told:
        by_letters(division.way, "g")
    assert told.args == ["group", likely]
    division.show_config(DataConfig(divided="group", divided_by=likely), (*columns, "day"))
    with qtbot.waitSignal(division.chosen) as told:
        QTest.keyClick(division.way, Key.Key_Down)
    assert told.args == ["time", "day"]


def test_the_only_input_stays_one_when_it_divides_the_rows(
    opened: Callable[[Path], DataDialog], tmp_path: Path
) -> None:
    path = tmp_path / "two.csv"
    path.write_text("\n".join(["u,v", *(f"{i % 40},{i * 1.5}" for i in range(120))]) + "\n", encoding="utf-8")
    dialog = opened(path)
    by_letters(dialog._parts.division.way, "g")
    settled(dialog)
    assert dialog.config.divided_by == "u"
    assert names(dialog) == ["u"]


def test_sounds_of_the_program_are_divided_by_their_speakers(window: MainWindow) -> None:
    window.data_choosing.choose()
    dialog = shown(window)
    offered = dialog._parts.sets
    found = next(offered.item(row) for row in range(offered.count()) if "Spoken" in offered.item(row).text())
    offered.scrollToItem(found)
    click(offered.viewport(), offered.visualItemRect(found).center())
    settled(dialog)
    assert dialog.config.source == Bundled("spoken-digits")
    division = dialog._parts.division
    assert division.way.isVisible()
    by_letters(division.way, "g")
    settled(dialog)
    assert (dialog.config.divided, dialog.config.divided_by) == ("group", "speaker")
    assert division.column.currentText() == "speaker"
    assert dialog._parts.split.words() == ["400 training", "100 validation", "100 test"]
    for name, divides in (("digits", False), ("penguins-three", True)):
        dialog._open(Bundled(name))
        settled(dialog)
        assert division.way.isVisible() == divides, "where a column is set aside"


def test_other_data_without_the_column_that_divides_is_divided_by_lot(
    window: MainWindow, tmp_path: Path
) -> None:
    sounds = DataConfig(Bundled("spoken-digits"), divided="group", divided_by="speaker")
    window.document.edit("by speaker", window.document.project.replace(data=sounds))
    until(lambda: window.data.prepared is not None, "the data")
    window.data_choosing.choose()
    dialog = shown(window)
    assert dialog.config == sounds
    pick(dialog, "Italian wines")
    settled(dialog)
    assert (dialog.config.divided, dialog.config.divided_by) == ("random", None)
    assert dialog._parts.division.way.currentData() == "random"
    assert "speaker" not in said(dialog)
    assert "training" in dialog._parts.split.words()[0]
    take(window, dialog)
    assert window.document.project.data.divided == "random"
    window.document.undo_stack.undo()
    assert window.document.project.data == sounds


def test_a_column_that_divides_stays_where_other_data_has_it_too_and_is_missed_where_it_vanished(
    window: MainWindow, tmp_path: Path
) -> None:
    paths = [tmp_path / name for name in ("first.csv", "second.csv")]
    for path in paths:
        path.write_text(
            "patient,a,b\n" + "".join(f"p{i % 9},{i % 11},{i % 7}\n" for i in range(90)), encoding="utf-8"
        )
    source = CsvFile(str(paths[0]), target="b", ignored=("patient",))
    data = DataConfig(source, divided="group", divided_by="patient")
    window.document.edit("by patient", window.document.project.replace(data=data))
    until(lambda: window.data.prepared is not None, "the data")
    window.data_choosing.choose()
    dialog = shown(window)
    dialog.open_file(str(paths[1]))
    settled(dialog)
    assert (dialog.config.divided, dialog.config.divided_by) == ("group", "patient")
    paths[1].write_text("a,b\n" + "".join(f"{i % 11},{i % 7}\n" for i in range(90)), encoding="utf-8")
    dialog.open_file(str(paths[1]))
    settled(dialog)
    assert dialog.config.divided_by == "patient"
    assert "there is no column 'patient'" in said(dialog)


def test_a_bar_without_rows_speaks_of_shares(qtbot) -> None:
    bar = SplitBar()
    qtbot.addWidget(bar)
    bar.show_parts(0.25, 0.25, None)
    assert [word.split("\N{NARROW NO-BREAK SPACE}")[0] for word in bar.words()] == ["50", "25", "25"]
    assert bar.heightForWidth(60) > bar.heightForWidth(600), "the legend goes on in the next line"


# Reading --------------------------------------------------------------------------------------------------------


def test_the_time_that_is_left(qtbot) -> None:
    now = [100.0]
    progress = ReadingProgress(lambda: now[0])
    qtbot.addWidget(progress)
    progress.begin()
    assert not progress.isVisible()
    progress.show_done(0.5)
    assert "left" not in progress.words.text(), "half a moment says nothing"
    for passed, share, words in ((10, 0.25, "30 seconds"), (20, 0.95, "a second"), (60, 0.1, "9 minutes")):
        now[0] = 100.0 + passed
        progress.show_done(share)
        assert words in progress.words.text()
    progress.show_done(1.0)
    assert "left" not in progress.words.text()


def test_how_a_file_is_read_opens_when_it_cannot_be(
    opened: Callable[[Path], DataDialog], clean: Path
) -> None:
    dialog = opened(clean)
    form = dialog._parts.source_form
    assert not form.form.isVisible()
    assert form._summary.text() == "comma · 1.5 · utf-8 · header row"
    click(form.fold)
    assert form.form.isVisible()
    click(form.fold)
    by_letters(form.form.editor("separator"), "s")
    settled(dialog)
    assert dialog.dataset is None
    assert form.form.isVisible()


# Paste ----------------------------------------------------------------------------------------------------------

SHEET = "height\tweight\tkind\n" + "".join(
    f"{150 + 7 * i % 40}\t{50 + i % 9},5\t{'ab'[i % 2]}\n" for i in range(40)
)


@pytest.fixture
def copied() -> None:
    data = QMimeData()
    data.setText(SHEET)
    QGuiApplication.clipboard().setMimeData(data)


def test_a_table_is_pasted_on_the_start_page(window: MainWindow, copied: None) -> None:
    window.start_page.setFocus()
    press(window, Key.Key_V, Control)
    dialog = shown(window)
    settled(dialog)
    assert names(dialog) == ["height", "weight"]
    assert dialog.dataset.inputs[1].values[0] == 50.5
    take(window, dialog)
    source = window.document.project.data.source
    assert isinstance(source, CsvFile)
    assert Path(source.path).parent == pasted_dir()
    assert Path(source.path).is_file()


def test_a_table_is_pasted_on_the_canvas(window: MainWindow, copied: None) -> None:
    window.beginning.empty()
    window.workspace.canvas.setFocus()
    press(window, Key.Key_V, Control)
    dialog = shown(window)
    settled(dialog)
    before = set(pasted_dir().iterdir())
    assert before
    dialog.reject()
    assert set(pasted_dir().iterdir()) < before, "what was not taken does not stay"
    assert window.document.project.data.source is None


def test_a_table_is_pasted_in_the_dialog(
    window: MainWindow, opened: Callable[[Path], DataDialog], clean: Path, copied: None
) -> None:
    dialog = opened(clean)
    ok(dialog).setFocus()
    QTest.keyClick(ok(dialog), Key.Key_V, Control)
    settled(dialog)
    assert names(dialog) == ["height", "weight"]
    click(button(dialog, "Paste a table"))
    settled(dialog)
    assert names(dialog) == ["height", "weight"]
    take(window, dialog)
    assert Path(window.document.project.data.source.path) in set(pasted_dir().iterdir())


@pytest.mark.parametrize("text", ["hello", "", "a\tb\n1\t2\t3"])
def test_what_is_no_table_is_refused_and_nothing_is_lost(
    window: MainWindow, opened: Callable[[Path], DataDialog], clean: Path, text: str
) -> None:
    QGuiApplication.clipboard().setText(text)
    dialog = opened(clean)
    dataset = dialog.dataset
    click(button(dialog, "Paste a table"))
    assert "no table on the clipboard" in dialog._parts.facts.text()
    assert dialog.dataset is dataset
    assert ok(dialog).isEnabled()
    dialog.reject()
    window.data_choosing.paste()
    assert any("no table on the clipboard" in line for line in texts(window))


def test_text_is_pasted_into_fields_as_ever(
    opened: Callable[[Path], DataDialog], clean: Path, copied: None
) -> None:
    dialog = opened(clean)
    field = dialog._parts.form.editor("test").findChild(QLineEdit)
    QGuiApplication.clipboard().setText("0.3")
    QTest.mouseClick(field, Left)
    QTest.keyClick(field, Key.Key_A, Control)
    QTest.keyClick(field, Key.Key_V, Control)
    QTest.keyClick(field, Key.Key_Return)
    settled(dialog)
    assert dialog.config.test == 0.3
    assert Path(dialog.config.source.path) == clean.resolve()


def test_a_template_for_a_handful_of_rows_is_ready_to_train(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "xor.csv"
    path.write_text("a,b,y\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n", encoding="utf-8")
    window.beginning.empty()
    click(window.workspace.step_bar.step("data"))
    dialog = shown(window)
    done = choose_file(path)
    click(button(dialog, "Open file…"))
    until(done, "the file")
    until(lambda: dialog.dataset is not None, "the data")
    settled(dialog)
    take(window, dialog)
    click(button(window, "Textbook network"))
    assert window.document.project.network.nodes
    assert window.document.project.training.batch_size <= len(window.data.prepared.train)
    assert not window.controls.obstacle()
