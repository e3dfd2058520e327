"""Data of every kind in the window: shapes with sliders, arrays, folders of images, workbooks, and what is dropped."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pyqtgraph import PlotWidget
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QWidget,
)

from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.look import theme
from nnstudio.app.main_window import MainWindow
from nnstudio.data.sources import Bundled, CsvFile, ExcelFile, Generated, ImageFolder, NumpyFile, SqliteFile
from nnstudio.data.sources.generated import SHAPES, TITLES
from tests.app.hands import button, by_letters, choose_file, click, drag_point, in_dialog, type_into, until
from tests.app.window.conftest import train
from tests.app.window.test_data import ok, read, take
from tests.data.test_sqlite import NAME, database
from tests.data.workbooks import xlsx

Left, No = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def said_by(window: QWidget) -> list[str]:
    """All that is to be seen, or read aloud, in a window."""
    words = []
    for each in filter(QWidget.isVisible, window.findChildren(QWidget)):
        words += [each.accessibleName(), each.accessibleDescription(), each.toolTip()]
        words += [each.text()] if isinstance(each, QLabel | QAbstractButton) else []
    return words


@pytest.fixture
def pets(tmp_path: Path) -> Path:
    """A folder of images in two classes; one of them is broken."""
    for name, shade in (("cats", (220, 40, 40)), ("dogs", (40, 40, 220))):
        (tmp_path / "pets" / name).mkdir(parents=True)
        for i in range(12):
            Image.new("RGB", (20, 16), tuple(c + i for c in shade)).save(
                tmp_path / "pets" / name / f"{i}.png"
            )
    (tmp_path / "pets" / "dogs" / "broken.png").write_bytes(b"no image")
    return tmp_path / "pets"


@pytest.fixture
def arrays(tmp_path: Path) -> Path:
    """Pictures and labels in one archive."""
    values = np.random.default_rng(0).normal(size=(60, 8, 8)).astype(np.float32)
    np.savez(tmp_path / "a.npz", x=values, y=np.arange(60) % 3, other=np.arange(60) % 2)
    return tmp_path / "a.npz"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook with two tables."""
    first = [("a", "b", "kind"), *((i / 4, i % 5, "uv"[i % 2]) for i in range(40))]
    second = [("c", "d", "price"), *((i, i % 7, i * 1.5 + 0.25) for i in range(40))]
    (tmp_path / "book.xlsx").write_bytes(xlsx({"Plants": first, "Prices": second}))
    return tmp_path / "book.xlsx"


def pick(dialog: DataDialog, words: str) -> None:
    """Click a set of the list."""
    listed = dialog.findChild(QListWidget, "included")
    item = next(listed.item(i) for i in range(listed.count()) if listed.item(i).text().startswith(words))
    listed.scrollToItem(item)
    QTest.mouseClick(listed.viewport(), Left, No, listed.visualItemRect(item).center())
    settled(dialog)


def settled(dialog: DataDialog) -> None:
    """Wait until nothing is read, and nothing is about to be."""
    until(lambda: not dialog.reading.busy and not dialog._parts.source_form.waiting, "the data to be read")


def drop(target: QWidget, *paths: Path) -> bool:
    """Drop files from the desktop; say whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    at = target.rect().center()
    enter = QDragEnterEvent(drag_point(at), Qt.DropAction.CopyAction, data, Left, No)
    enter.ignore()
    QApplication.sendEvent(target, enter)
    if enter.isAccepted():
        QApplication.sendEvent(target, QDropEvent(at.toPointF(), Qt.DropAction.CopyAction, data, Left, No))
    return enter.isAccepted()


def field(dialog: DataDialog, name: str) -> QWidget:
    return dialog._parts.source_form.form.editor(name)


# Shapes -----------------------------------------------------------------------------------------------------


def test_a_shape_with_sliders(window: MainWindow, data_dialog: DataDialog) -> None:
    pick(data_dialog, "Two spirals")
    assert data_dialog.config.source == Generated("spirals")
    assert ok(data_dialog).isEnabled()
    assert not data_dialog._parts.target.isVisible()
    first = data_dialog.dataset.fingerprint
    slider = field(data_dialog, "points").slider
    QTest.mouseClick(slider, Left, No, QPoint(slider.width() - 4, slider.height() // 2))
    settled(data_dialog)
    assert len(data_dialog.dataset) == data_dialog.config.source.points > 2000
    noise = field(data_dialog, "noise").slider
    noise.setFocus()
    QTest.keyClick(noise, Qt.Key.Key_Right)
    QTest.keyClick(noise, Qt.Key.Key_Right)
    settled(data_dialog)
    assert data_dialog.config.source.noise == 0.2
    type_into(field(data_dialog, "seed"), "7")
    settled(data_dialog)
    assert data_dialog.isVisible(), "Enter confirms a field, not the dialog"
    assert data_dialog.config.source.seed == 7
    assert data_dialog.dataset.fingerprint != first
    take(window, data_dialog)
    source = window.document.project.data.source
    assert (source.shape, source.noise, source.seed) == ("spirals", 0.2, 7)
    assert window.data.prepared.task == "binary"


def test_a_slider_that_is_dragged_makes_one_reading(
    data_dialog: DataDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    pick(data_dialog, "Circles")
    made: list[Generated] = []
    ask = data_dialog.reading.ask_instead
    monkeypatch.setattr(
        data_dialog.reading, "ask_instead", lambda work, *tell: (made.append(work.args[0]), ask(work, *tell))
    )
    noise = field(data_dialog, "noise").slider
    noise.setFocus()
    for _ in range(6):
        QTest.keyClick(noise, Qt.Key.Key_Right)
    assert data_dialog._parts.source_form.waiting
    click(ok(data_dialog))
    assert data_dialog.isVisible(), "what is shown is not yet what was chosen"
    settled(data_dialog)
    assert [source.noise for source in made] == [0.4]
    click(ok(data_dialog))
    assert not data_dialog.isVisible()


def test_plots_are_made_when_something_is_drawn_in_them(data_dialog: DataDialog) -> None:
    """They took half of the time in which the dialog opened, and a table needs none."""
    preview = data_dialog._parts.look.preview
    pick(data_dialog, "Iris")
    assert preview._stack.currentWidget() is preview._table
    assert preview.findChildren(PlotWidget) == []
    pick(data_dialog, "Circles")
    (plot,) = preview.findChildren(PlotWidget)
    assert plot.isVisible()


def test_every_shape_is_drawn(data_dialog: DataDialog) -> None:
    plane = data_dialog._parts.look.preview._plane
    for preference, shape in itertools.product(("light", "dark"), SHAPES):
        theme.current().set_preference(preference)
        pick(data_dialog, str(TITLES[shape]))
        assert plane.isVisible()
        seen = plane.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        rows = np.frombuffer(seen.constBits(), np.uint32).reshape(seen.height(), -1)
        colors = {f"#{color & 0xFFFFFF:06x}" for color in np.unique(rows[::2, : seen.width() : 2])}
        curves = theme.current().tokens.curves[: max(1, len(data_dialog.dataset.classes))]
        assert {c.lower() for c in curves} <= colors, "each class has its colour"


def test_an_unreasonable_number_is_refused_under_its_field(data_dialog: DataDialog) -> None:
    pick(data_dialog, "Two moons")
    type_into(field(data_dialog, "points"), "5")
    settled(data_dialog)
    assert "must be at least 20" in data_dialog._parts.source_form.form.problems()["points"]
    assert data_dialog.config.source.points == 500


def test_from_shape_to_a_trained_network(window: MainWindow) -> None:
    """On the start page: choose, use, train."""
    click(window.start_page._data_card)
    (dialog,) = window.findChildren(DataDialog)
    pick(dialog, "Three clouds")
    take(window, dialog)
    assert window.in_workspace
    project = window.document.project
    window.document.edit("epochs", project.replace(training=project.training.replace(epochs=3, device="cpu")))
    train(window)
    assert window.document.trained is not None


# Files and folders --------------------------------------------------------------------------------------------


def test_arrays(window: MainWindow, data_dialog: DataDialog, arrays: Path) -> None:
    done = choose_file(arrays)
    click(button(data_dialog, "Open file…"))
    until(done, "the file dialog")
    read(data_dialog)
    assert data_dialog.dataset.sample_shape == (8, 8, 1)
    assert data_dialog._parts.look.preview._pictures.isVisible()
    assert "60 pictures · 8×8 · 3 classes" in data_dialog._parts.facts.text()
    assert [
        words for words in said_by(data_dialog) if re.search(r"\brows?\b(?! or picture)", words, re.I)
    ] == []
    type_into(field(data_dialog, "targets"), "other")
    settled(data_dialog)
    assert data_dialog.dataset.task == "binary"
    type_into(field(data_dialog, "targets"), "nothing")
    settled(data_dialog)
    assert "there is no array 'nothing'; there are 'x', 'y', 'other'" in data_dialog._parts.facts.text()
    assert not ok(data_dialog).isEnabled()
    type_into(field(data_dialog, "targets"), "y")
    settled(data_dialog)
    take(window, data_dialog)
    assert window.document.project.data.source == NumpyFile(str(arrays.resolve()), targets="y")


def test_a_folder_of_images(window: MainWindow, data_dialog: DataDialog, pets: Path) -> None:
    def choose(dialog: QFileDialog) -> None:
        line = dialog.findChild(QLineEdit)
        line.setCompleter(None)
        line.setFocus()
        QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(line, str(pets))
        QTest.keyClick(line, Qt.Key.Key_Return)

    done = in_dialog(QFileDialog, choose)
    click(button(data_dialog, "Open folder…"))
    until(done, "the file dialog")
    read(data_dialog)
    assert data_dialog.dataset.sample_shape == (16, 20, 3)
    assert "Classes: cats, dogs" in data_dialog._parts.facts.text()
    assert "An image is left out" in data_dialog._parts.facts.text()
    pictures = data_dialog._parts.look.preview._pictures
    shown = [pictures.model().index(i, 0).data() for i in range(4)]
    assert shown == ["cats", "dogs", "cats", "dogs"]
    box = field(data_dialog, "colour")
    by_letters(box, "g")
    settled(data_dialog)
    type_into(field(data_dialog, "size"), "8")
    settled(data_dialog)
    assert data_dialog.dataset.sample_shape == (8, 8, 1)
    take(window, data_dialog)
    assert window.document.project.data.source == ImageFolder(str(pets.resolve()), size=8, colour="grey")


def test_sheets_of_a_workbook(window: MainWindow, data_dialog: DataDialog, book: Path) -> None:
    data_dialog.open_file(str(book))
    read(data_dialog)
    sheet, target = data_dialog._parts.source_form.sheet, data_dialog._parts.target
    assert (sheet.isVisible(), sheet.currentText(), target.currentText()) == (True, "Plants", "kind")
    sheet.setFocus()
    QTest.keyClick(sheet, Qt.Key.Key_Down)
    settled(data_dialog)
    assert (sheet.currentText(), target.currentText(), data_dialog.dataset.task) == (
        "Prices",
        "price",
        "regression",
    )
    target.setFocus()
    QTest.keyClick(target, Qt.Key.Key_Up)
    settled(data_dialog)
    assert data_dialog.dataset.target_name == "d"
    take(window, data_dialog)
    source = window.document.project.data.source
    assert isinstance(source, ExcelFile)
    assert (source.path, source.target, source.sheet) == (str(book.resolve()), "d", "Prices")


def test_tables_of_a_database(window: MainWindow, data_dialog: DataDialog, tmp_path: Path) -> None:
    path = database(tmp_path)
    data_dialog.open_file(str(path))
    read(data_dialog)
    form, target = data_dialog._parts.source_form, data_dialog._parts.target
    assert (form.sheet.currentText(), target.currentText()) == (NAME, "kind")
    assert form._sheet_label.text().replace("&", "") == form.sheet.accessibleName() == "Table"
    form.sheet.setFocus()
    QTest.keyClick(form.sheet, Qt.Key.Key_Down)
    settled(data_dialog)
    assert (form.sheet.currentText(), target.currentText()) == ("other", "y")
    take(window, data_dialog)
    assert window.document.project.data.source == SqliteFile(str(path.resolve()), sheet="other")


def test_another_sheet_has_other_columns(data_dialog: DataDialog, book: Path) -> None:
    """A target that was chosen on one sheet is forgotten on the next, where no column has its name."""
    data_dialog.open_file(str(book))
    read(data_dialog)
    target, sheet = data_dialog._parts.target, data_dialog._parts.source_form.sheet
    target.setFocus()
    QTest.keyClick(target, Qt.Key.Key_Home)
    settled(data_dialog)
    assert data_dialog.dataset.target_name == "a"
    sheet.setFocus()
    QTest.keyClick(sheet, Qt.Key.Key_Down)
    settled(data_dialog)
    assert data_dialog.dataset is not None, data_dialog._parts.facts.text()
    assert data_dialog.dataset.target_name == "price"


def test_how_a_table_is_read_may_be_changed(data_dialog: DataDialog, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "a;b;y\n" + "".join(f"{i},5;{i % 3};{'uv'[i % 2]}\n" for i in range(30)), encoding="utf-8"
    )
    data_dialog.open_file(str(path))
    read(data_dialog)
    assert [c.name for c in data_dialog.dataset.inputs] == ["a", "b"]
    box = field(data_dialog, "separator")
    by_letters(box, "c")
    settled(data_dialog)
    assert data_dialog.config.source.separator == ","
    assert not ok(data_dialog).isEnabled()
    assert "t.csv" in data_dialog._parts.facts.text()
    by_letters(box, "a")
    settled(data_dialog)
    assert data_dialog.config.source == CsvFile(str(path.resolve()))
    header = field(data_dialog, "header")
    by_letters(header, "n")
    settled(data_dialog)
    assert data_dialog.config.source.header is False
    assert "column 1" in [c.name for c in data_dialog.dataset.inputs]


# Dropped ------------------------------------------------------------------------------------------------------


@pytest.fixture
def every_kind(pets: Path, arrays: Path, book: Path, tmp_path: Path) -> dict[type, Path]:
    table = tmp_path / "t.csv"
    table.write_text("a,b,y\n" + "".join(f"{i},{i % 3},{'uv'[i % 2]}\n" for i in range(30)), encoding="utf-8")
    return {CsvFile: table, ImageFolder: pets, NumpyFile: arrays, ExcelFile: book}


@pytest.mark.parametrize(
    ("where", "kind"),
    [
        ("start page", ImageFolder),
        ("start page", NumpyFile),
        ("canvas", NumpyFile),
        ("canvas", ExcelFile),
        ("dialog", ImageFolder),
    ],
)
def test_dropping(window: MainWindow, every_kind: dict[type, Path], kind: type, where: str) -> None:
    path = every_kind[kind]
    target: Callable[[], QWidget] = lambda: window.start_page  # noqa: E731
    if where != "start page":
        window.beginning.empty()
        target = lambda: window  # noqa: E731
    if where == "dialog":
        window.data_choosing.choose()
        target = lambda: window.findChildren(DataDialog)[0]  # noqa: E731
    assert drop(target(), path)
    until(lambda: window.findChildren(DataDialog), "the dialog, as an archive may also hold weights")
    (dialog,) = window.findChildren(DataDialog)
    read(dialog)
    assert ok(dialog).isEnabled(), dialog._parts.facts.text()
    take(window, dialog)
    source = window.document.project.data.source
    assert type(source) is kind
    assert Path(source.paths[0]) == path.resolve()


def test_a_program_that_is_dropped_is_called_one(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "network.py"
    path.write_text("import numpy as np\n\nx, y = 1, 2\n", encoding="utf-8")
    assert drop(window.start_page, path)
    (dialog,) = window.findChildren(DataDialog)
    read(dialog)
    assert not ok(dialog).isEnabled()
    for part in (
        "network.py: this is a Python program, not data",
        "a table (CSV, TSV, Excel",
        "folder of images",
    ):
        assert part in dialog._parts.facts.text()
    assert "save it as CSV" not in dialog._parts.facts.text()


def test_of_several_files_it_says_that_one_is_opened(
    window: MainWindow, every_kind: dict[type, Path]
) -> None:
    table, arrays = every_kind[CsvFile], every_kind[NumpyFile]
    said = "One of the 2 files that were dropped"
    assert drop(window.start_page, table, arrays)
    (dialog,) = window.findChildren(DataDialog)
    read(dialog)
    assert said in dialog._parts.facts.text()
    assert drop(dialog, arrays, table)
    read(dialog)
    assert dialog.config.source == NumpyFile(str(arrays.resolve()))
    assert said in dialog._parts.facts.text()
    assert drop(dialog, table)
    read(dialog)
    assert said not in dialog._parts.facts.text()


def test_text_is_not_taken(data_dialog: DataDialog) -> None:
    data = QMimeData()
    data.setText("hello")
    enter = QDragEnterEvent(drag_point(QPoint(9, 9)), Qt.DropAction.CopyAction, data, Left, No)
    enter.ignore()
    QApplication.sendEvent(data_dialog, enter)
    assert not enter.isAccepted()


# One after the other ------------------------------------------------------------------------------------------


def test_one_kind_after_another(data_dialog: DataDialog, every_kind: dict[type, Path]) -> None:
    """What one kind shows does not linger when the next is chosen."""
    seen = []
    for _ in range(2):
        pick(data_dialog, "Two moons")
        for path in every_kind.values():
            data_dialog.open_file(str(path))
            settled(data_dialog)
            assert ok(data_dialog).isEnabled()
            assert not data_dialog._parts.sets.selectedItems()
            target = data_dialog._parts.target
            assert target.isVisible() == (path.suffix in (".csv", ".xlsx"))
            assert data_dialog._parts.source_form.sheet.isVisible() == (path.suffix == ".xlsx")
            seen.append((type(data_dialog.config.source), target.currentText()))
        pick(data_dialog, "Iris")
        assert not data_dialog._parts.source_form.isVisible()
        assert not data_dialog._parts.target.isVisible()
        assert data_dialog.config.source == Bundled("iris")
    assert seen[: len(every_kind)] == seen[len(every_kind) :]


def test_images_that_come_later_are_read_when_the_folder_is_chosen_again(
    window: MainWindow, data_dialog: DataDialog, pets: Path
) -> None:
    data_dialog.open_file(str(pets))
    read(data_dialog)
    take(window, data_dialog)
    assert len(window.data.dataset) == 24
    Image.new("RGB", (20, 16)).save(pets / "cats" / "later.png")
    window.document.edit("seed", window.document.project.replace(
        training=window.document.project.training.replace(seed=5)))  # fmt: skip
    until(
        lambda: window.data.dataset is not None and len(window.data.dataset) == 25,
        "the folder to be read anew",
    )
