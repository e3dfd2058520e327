"""Pictures together with columns of the table that names them: ticked in the data dialog, drawn, mended, kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox

from nnstudio.app.data.column_model import KIND, NAME
from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.app.widgets.fix_button import FixButton
from nnstudio.data.dataset import Dataset
from nnstudio.graph.network import Network
from nnstudio.nn.layers import Input
from nnstudio.project.file import load, save
from tests.app.hands import by_letters, click, double_click, press, type_into, until
from tests.app.window.test_data import ok, take
from tests.app.window.test_data_kinds import field
from tests.app.window.test_data_wizard import point, settled, shown

Key = Qt.Key


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Pictures of two kinds, with age, site (a number that is a name), sex (once missing), the day and a copy of the kind."""
    folder, draw = tmp_path / "pets", np.random.default_rng(0)
    folder.mkdir()
    rows = ["file,age,site,sex,day,copy,kind"]
    for i in range(60):
        pixels = draw.integers(0, 90, (8, 8, 3), np.uint8) + np.uint8(120 * (i % 2))
        Image.fromarray(pixels).save(folder / f"{i}.png")
        age = -999 if i in (7, 20, 33) else 20 + int(draw.integers(0, 50))
        sex = "" if i == 5 else "fm"[int(draw.integers(0, 2))]
        rows.append(
            f"{i}.png,{age},{i % 3 + 1}.0,{sex},2024-0{i % 9 + 1}-1{i % 7},{('no', 'yes')[i % 2]},{('cat', 'dog')[i % 2]}"
        )
    (folder / "list.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder / "list.csv"


@pytest.fixture
def dialog(window: MainWindow, table: Path) -> DataDialog:
    """The data dialog with that table, before any network is there."""
    return opened(window, table)


def opened(window: MainWindow, table: Path) -> DataDialog:
    window.data_choosing.choose(str(table))
    dialog = shown(window)
    settled(dialog)
    assert dialog.dataset is not None, dialog._parts.facts.text()
    return dialog


def tick(dialog: DataDialog, *names: str) -> None:
    """Click the boxes of columns."""
    for name in names:
        click(dialog.columns.view.viewport(), point(dialog, name, tick=True))
        settled(dialog)


def select(dialog: DataDialog, name: str) -> None:
    """Click the name of a column."""
    click(dialog.columns.view.viewport(), point(dialog, name))


def names(dialog: DataDialog) -> list[str]:
    """The columns that are learned from together with the pictures."""
    assert dialog.dataset is not None, dialog._parts.facts.text()
    return [column.name for column in dialog.dataset.columns]


def fix(parent: object, words: str) -> FixButton:
    """A button that mends something, by the beginning of its words."""
    found = [each for each in parent.findChildren(FixButton) if each.isVisible()]
    return next(each for each in found if each.text().replace("\n", " ").startswith(words))


def test_columns_are_shown_and_none_is_learned_from(dialog: DataDialog) -> None:
    tabs, columns = dialog._parts.look.tabs, dialog.columns
    assert [tabs.tabText(i) for i in range(tabs.count())][:3] == ["Columns", "Pictures", "Classes"]
    assert columns.isVisible()
    model = columns.view.model()
    said = [model.index(r, NAME).data(Qt.ItemDataRole.AccessibleTextRole) for r in range(model.rowCount())]
    assert said == [
        "file, names the pictures", "age, left out", "site, left out", "sex, left out", "day, left out",
        "copy, left out", "kind, predicted",
    ]  # fmt: skip
    assert [model.index(r, KIND).data() for r in (0, 1, 3, 4)] == ["pictures", "number", "category", "date"]
    assert "Only the pictures are learned from" in dialog._parts.facts.text()
    select(dialog, "file")
    assert columns.chosen() == (), "there is nothing to choose about it"
    assert not columns.choices.use.isEnabled()


def test_a_tick_lets_a_column_be_learned_from(window: MainWindow, dialog: DataDialog) -> None:
    tick(dialog, "age", "sex")
    assert dialog.config.source.inputs == ("age", "sex")
    told = dialog._parts.facts.text()
    assert told.startswith("60 pictures · 8×8 in colour · 3 features from 2 columns · 2 classes")
    assert "The pictures and 'age', 'sex' are learned from" in told
    tick(dialog, "age")
    assert dialog.config.source.inputs == ("sex",)
    take(window, dialog)
    network, prepared = window.document.project.network, window.data.prepared
    assert [network[node].layer.shape for node in network.input_ids] == [(8, 8, 3), (2,)]
    assert prepared.preprocessor.features == ("sex = f", "sex = m")
    entering = window.workspace.canvas.drawing.entering
    assert [entering(some) for some in (Network(), Network().add(Input((2,))))] == [(8, 8, 3), (8, 8, 3)]


def test_an_input_from_the_palette_takes_what_the_data_leaves_it(
    window: MainWindow, dialog: DataDialog
) -> None:
    take(window, dialog)
    again(window, "age", "sex")
    assert shapes(window) == [(8, 8, 3)]
    for wanted in ([(8, 8, 3), (3,)], [(8, 8, 3), (3,), (2,)]):
        from_palette(window, "Input")
        assert shapes(window) == wanted, "where nothing is left it is an Input as any other"


def test_the_input_for_columns_is_called_in_the_language_of_the_window(
    german: None, window: MainWindow, table: Path
) -> None:
    dialog = opened(window, table)
    take(window, dialog)
    again(window, "age")
    assert offers(window)[0] == "Einen Input für die Spalten hinzufügen"
    click(fix(window.workspace.problems, "Einen Input"))
    network = window.document.project.network
    assert [network[node].title for node in network.input_ids] == ["Input", "Spalten"]
    window.document.undo_stack.undo()
    window.beginning.empty()
    second = opened(window, table)
    tick(second, "sex")
    click(ok(second))
    until(lambda: window.data.prepared is not None, "the data")
    window.beginning.use_template("lenet")
    network = window.document.project.network
    assert [network[node].title for node in network.input_ids] == ["Input", "Spalten"]


def from_palette(window: MainWindow, kind: str) -> None:
    """Double-click a layer in the palette."""
    listed = window.workspace.palette_panel.layers
    double_click(listed.viewport(), listed.rect_of(kind).center())


def test_keys_say_what_columns_are_for(dialog: DataDialog) -> None:
    for name, key, inputs, target in (
        ("age", Key.Key_I, ["age"], "kind"),
        ("sex", Key.Key_Space, ["age", "sex"], "kind"),
        ("age", Key.Key_X, ["sex"], "kind"),
        ("sex", Key.Key_T, [], "sex"),
        ("kind", Key.Key_I, ["kind"], "sex"),
    ):
        select(dialog, name)
        press(dialog, key)
        settled(dialog)
        assert (names(dialog), dialog.dataset.target_name) == (inputs, target), key
    press(dialog, Key.Key_T)
    settled(dialog)
    select(dialog, "copy")
    press(dialog, Key.Key_T, Qt.KeyboardModifier.ShiftModifier)
    settled(dialog)
    assert dialog.dataset.target_columns == ("kind", "copy"), "several targets beside pictures"


def test_what_a_column_holds_and_what_happens_to_it(window: MainWindow, dialog: DataDialog) -> None:
    tick(dialog, "site", "day", "age")
    assert dialog.dataset.sample_shape == (8 * 8 * 3 + 3,), "a date is one"
    select(dialog, "site")
    by_letters(dialog.columns.choices.kind, "c")
    until(lambda: dialog.config.source.categories == ("site",), "the choice")
    settled(dialog)
    assert dialog.dataset.columns[0].categories == ("1.0", "2.0", "3.0")
    select(dialog, "age")
    form = dialog._parts.column_form.form
    scaling = form.editor("scaling")
    by_letters(scaling, "m")
    until(lambda: dialog.config.for_column("age").scaling == "minmax", "the scaling")
    click(fix(dialog, "Count −999 as missing"))
    settled(dialog)
    assert dialog.config.source.stand_ins == (("age", -999.0),)
    take(window, dialog)
    known = {column.name: column for column in window.data.prepared.preprocessor.columns}
    assert known["age"].scale < 60, "of years, without what stands for none"
    assert len(known["site"].features) == 3


def test_below_a_picture_stands_what_is_known_of_it(dialog: DataDialog) -> None:
    tick(dialog, "age", "sex")
    tabs = dialog._parts.look.tabs
    click(tabs, tabs.tabRect(1).center())
    pictures = dialog._parts.look.preview._pictures
    assert pictures.isVisible()
    dataset, row = dialog.dataset, pictures.model().rows[2]
    assert isinstance(dataset, Dataset)
    age = f"{dataset.columns[0].values[row]:.0f}".replace("-", "−")
    sex = dataset.columns[1].categories[dataset.columns[1].values[row]]
    kind = dataset.classes[dataset.target.values[row]]
    index = pictures.model().index(2)
    assert index.data() == f"{kind}\n{age} · {sex}"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == f"{kind}, age: {age}, sex: {sex}"
    assert pictures.gridSize().height() > index.data(Qt.ItemDataRole.DecorationRole).height() + 32


def test_augmentation_and_shuffled_pixels_are_for_the_pictures(dialog: DataDialog) -> None:
    tick(dialog, "age")
    parts = dialog._parts
    assert not parts.shuffling.isHidden()
    tabs = parts.look.tabs
    click(tabs, tabs.tabRect(3).center())
    page = parts.look.augmentation
    assert page.grid.isVisible()
    offered = {kind.__name__ for kind, choice in page.choices.items() if not choice.isHidden()}
    assert {"Rotate", "Noise"} <= offered


def test_an_autoencoder_of_both_is_refused_with_a_way_out(dialog: DataDialog) -> None:
    tick(dialog, "age")
    by_letters(dialog._parts.problem, "autoencoder")
    until(lambda: dialog.config.answer == "input", "the choice")
    until(lambda: not dialog.looking.busy, "what is odd")
    assert not ok(dialog).isEnabled()
    (warning,) = dialog._parts.warnings.warnings
    assert "gives back pictures or rows, not both" in str(warning.text)
    click(fix(dialog, "Learn from the pictures alone"))
    settled(dialog)
    until(lambda: not dialog.looking.busy, "what is odd")
    assert names(dialog) == []
    assert ok(dialog).isEnabled()


def test_a_copy_of_the_target_is_left_out_by_a_click(dialog: DataDialog) -> None:
    tick(dialog, "copy")
    until(lambda: not dialog.looking.busy, "what is odd")
    click(fix(dialog, "Leave 'copy' out"))
    settled(dialog)
    assert names(dialog) == []


def test_what_divides_the_rows_is_not_learned_from(dialog: DataDialog) -> None:
    tick(dialog, "sex")
    division = dialog._parts.division
    by_letters(division.way, "g")
    by_letters(division.column, "sex")
    until(lambda: dialog.config.divided_by == "sex", "the choice")
    settled(dialog)
    assert names(dialog) == []
    by_letters(division.column, "day")
    until(lambda: dialog.config.divided_by == "day", "the choice")
    settled(dialog)
    assert names(dialog) == ["sex"], "it is learned from again"


def again(window: MainWindow, *columns: str) -> None:
    """Open the dialog of the project's data and switch ticks."""
    click(window.workspace.step_bar.step("data"))
    dialog = shown(window)
    settled(dialog)
    tick(dialog, *columns)
    click(ok(dialog))
    until(lambda: window.data.prepared is not None and not window.data.loading, "the data")


def shapes(window: MainWindow) -> list[tuple[int, ...]]:
    network = window.document.project.network
    return [network[node].layer.shape for node in network.input_ids]


def offers(window: MainWindow) -> list[str]:
    """The words of the buttons that mend the one problem there is."""
    window.workspace.show_problems()
    problems = window.workspace.problems
    until(lambda: not problems._waiting and any(row.findChildren(FixButton) for row in problems.rows), "them")
    (row,) = problems.rows
    return [each.text() for each in row.findChildren(FixButton) if each.isVisible()]


def test_a_network_follows_ticks_by_the_fixes_of_its_problems(window: MainWindow, dialog: DataDialog) -> None:
    take(window, dialog)
    assert shapes(window) == [(8, 8, 3)]
    again(window, "age", "sex")
    assert offers(window) == ["Add an Input for the columns", "Learn from the pictures alone"]
    click(fix(window.workspace.problems, "Add an Input for the columns"))
    assert shapes(window) == [(8, 8, 3), (3,)]
    window.workspace.canvas.drawing.selection.select([window.document.project.network.input_ids[1]])
    assert "age, sex = f, sex = m" in " ".join(
        label.text()
        for label in window.workspace.inspector.layer_page.findChildren(type(dialog._parts.title))
    )
    again(window, "sex")
    assert offers(window)[0] == "Let the Inputs take 8×8×3 and 1"
    click(fix(window.workspace.problems, "Let the Inputs take"))
    assert shapes(window) == [(8, 8, 3), (1,)]
    again(window, "age")
    assert offers(window)[0] == "Take the Input for columns away"
    click(fix(window.workspace.problems, "Take the Input for columns away"))
    assert shapes(window) == [(8, 8, 3)]
    titles = [node.layer.title for node in window.document.project.network.nodes]
    assert "Concatenate" not in titles
    again(window, "age")
    assert len(offers(window)) == 2
    click(fix(window.workspace.problems, "Learn from the pictures alone"))
    until(lambda: window.data.prepared is not None, "the data")
    assert window.document.project.data.source.inputs == ()
    assert window.data.prepared.sample_shape == (8, 8, 3)
    window.document.undo_stack.undo()
    until(lambda: window.data.prepared is not None, "the data")
    assert window.document.project.data.source.inputs == ("age",)


def test_cancel_changes_nothing_and_a_project_keeps_it_all(
    window: MainWindow, dialog: DataDialog, tmp_path: Path
) -> None:
    tick(dialog, "sex")
    take(window, dialog)
    before = window.document.project
    click(window.workspace.step_bar.step("data"))
    second = shown(window)
    settled(second)
    tick(second, "age")
    click(second.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Cancel))
    assert window.document.project == before
    save(tmp_path / "p.nnstudio", before)
    assert load(tmp_path / "p.nnstudio")[0] == before
    assert before.data.source.inputs == ("sex",)


def test_walking_through_targets_keeps_the_ticks(dialog: DataDialog) -> None:
    tick(dialog, "age", "sex")
    target = dialog._parts.target
    target.setFocus()
    for _ in range(3):  # copy, day, sex
        press(dialog, Key.Key_Up)
        settled(dialog)
        target.setFocus()
    assert (dialog.dataset.target_name, names(dialog)) == ("sex", ["age"])
    press(dialog, Key.Key_Up)
    settled(dialog)
    assert sorted(names(dialog)) == ["age", "sex"], "what is predicted no more is learned from again"


def test_a_column_that_names_the_pictures_now_is_no_input(window: MainWindow, table: Path) -> None:
    lines = table.read_text(encoding="utf-8").splitlines()
    lines = [line + "," + ("mask" if i == 0 else f"{i - 1}.png") for i, line in enumerate(lines)]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    dialog = opened(window, table)
    dialog._use(("kind",), "target")
    settled(dialog)
    tick(dialog, "age")
    dialog._use(("mask",), "input")
    settled(dialog)
    type_into(field(dialog, "pictures"), "mask")
    settled(dialog)
    assert names(dialog) == ["age"]
    assert [profile.name for profile in dialog._facts if profile.kind == "pictures"] == ["mask"]
