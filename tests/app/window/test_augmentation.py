"""Augmentation in the data dialog: chosen with the mouse and the keyboard, seen at once, taken into the project."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QListWidget, QSlider, QWidget

from nnstudio.app.data.augmentation_page import AugmentationPage, KindChoice
from nnstudio.app.data.augmentation_preview import DRAWS
from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.data.look import DataLook
from nnstudio.app.main_window import MainWindow
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.app.words.texts import plain
from nnstudio.data import cache
from nnstudio.data.augmentation import AUGMENTATIONS, CutOut, Flip, MixUp, Noise, Rotate
from tests.app.hands import by_letters, click, until


def choose(dialog: DataDialog, title: str) -> None:
    """Choose a bundled set, and look at its augmentation."""
    (listed,) = (each for each in dialog.findChildren(QListWidget) if each.objectName() == "included")
    item = next(listed.item(i) for i in range(listed.count()) if title in listed.item(i).text().lower())
    listed.scrollToItem(item)
    place = listed.visualItemRect(item).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    until(lambda: not dialog.reading.busy and dialog.dataset is not None, "the data")
    tabs = dialog.findChild(DataLook).tabs
    at = next(i for i in range(tabs.count()) if tabs.tabText(i) == "Augmentation")
    QTest.mouseClick(
        tabs, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, tabs.tabRect(at).center()
    )


@pytest.fixture
def dialog(window: MainWindow) -> DataDialog:
    window.beginning.empty()
    click(window.workspace.step_bar.step("data"))
    (opened,) = window.findChildren(DataDialog)
    until(opened.isVisible, "the dialog")
    return opened


def page_of(dialog: DataDialog) -> AugmentationPage:
    page = dialog.findChild(AugmentationPage)
    until(page.isVisible, "the page")
    return page


def tick(choice: KindChoice) -> None:
    box = choice.box
    QTest.mouseClick(
        box, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(10, box.height() // 2)
    )


def images(page: AugmentationPage) -> list[QImage]:
    return [pixmap.toImage() for pixmap in page.grid.pixmaps]


def test_what_is_ticked_is_seen_and_taken(window: MainWindow, dialog: DataDialog) -> None:
    choose(dialog, "digits")
    page = page_of(dialog)
    until(lambda: len(page.grid.pixmaps) == DRAWS, "the pictures")
    still = images(page)
    assert all(image == still[0] for image in still)  # nothing is chosen yet
    assert page.choices[Rotate].form.spec is None, "what nobody uses is made for nothing"
    tick(page.choices[Rotate])
    until(lambda: images(page) != still, "turned pictures")
    turned = images(page)
    assert any(image != turned[0] for image in turned)
    assert page.choices[Rotate].form.isVisible()
    assert dialog.config.augmentation == (Rotate(),)

    slider = page.choices[Rotate].form.findChild(QSlider)
    slider.setFocus()
    for _ in range(3):
        QTest.keyClick(slider, Qt.Key.Key_Right)
    until(lambda: images(page) != turned, "pictures that are turned farther")
    (step,) = dialog.config.augmentation
    assert step.angle == 25.0

    before = images(page)
    click(page.another)
    assert images(page) != before
    click(dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok))
    until(lambda: window.data.prepared is not None, "the data")
    assert window.document.project.data.augmentation == (Rotate(25.0),)


def test_a_dialog_on_a_small_screen_shows_everything_by_scrolling(dialog: DataDialog) -> None:
    choose(dialog, "digits")
    dialog.resize(910, 512)
    page = page_of(dialog)
    until(lambda: page.choices[Rotate].box.isVisible() and page.another.isVisible(), "the page", 10)
    assert (dialog.width(), dialog.height()) == (910, 512)
    whole, kinds = page.findChildren(ScrollColumn)
    for choice in page.choices.values():
        choice.box.setFocus()
        until(lambda choice=choice: whole_in_sight(choice.box), f"{choice.box.text()} in sight", 10)
        QTest.keyClick(choice.box, Qt.Key.Key_Space)
        until(lambda choice=choice: choice.form.isVisible(), "its settings", 10)
    until(lambda: kinds.verticalScrollBar().maximum() == 0, "one scroll bar only", 10)
    assert whole.horizontalScrollBar().maximum() == 0
    whole.verticalScrollBar().setValue(0)
    assert whole_in_sight(page.another)
    assert page.another.width() >= page.another.sizeHint().width()
    dialog.resize(1280, 730)
    until(
        lambda: page.choices[CutOut].box.mapTo(page, QPoint()).x() < page.grid.mapTo(page, QPoint()).x(), "it"
    )
    assert whole.verticalScrollBar().maximum() == 0


def whole_in_sight(widget: QWidget) -> bool:
    """Whether nothing of a widget is hidden."""
    return widget.visibleRegion().boundingRect() == widget.rect()


def test_the_keyboard_reaches_every_kind(dialog: DataDialog) -> None:
    choose(dialog, "digits")
    page = page_of(dialog)
    assert list(page.choices) != []
    assert set(page.choices) == set(AUGMENTATIONS)
    first, *_, last = page.choices.values()
    first.box.setFocus()
    for _ in range(len(page.choices) - 1):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.focusWidget() is last.box
    QTest.keyClick(last.box, Qt.Key.Key_Space)
    assert [type(step) for step in dialog.config.augmentation] == [last.kind]
    QTest.keyClick(last.box, Qt.Key.Key_Space)
    assert dialog.config.augmentation == ()


def test_settings_are_shown_again_and_kept_while_a_kind_is_off(
    window: MainWindow, dialog: DataDialog
) -> None:
    choose(dialog, "digits")
    page = page_of(dialog)
    page.show_steps((Flip(0.25), CutOut(0.5)))
    assert page.choices[Flip].spec == Flip(0.25)
    tick(page.choices[Flip])
    assert dialog.config.augmentation == (CutOut(0.5),)
    tick(page.choices[Flip])
    assert dialog.config.augmentation == (Flip(0.25), CutOut(0.5))


def test_rows_of_a_table_are_offered_noise_alone(dialog: DataDialog) -> None:
    choose(dialog, "digits")
    page = page_of(dialog)
    tick(page.choices[Flip])
    tick(page.choices[Noise])
    assert len(dialog.config.augmentation) == 2
    choose(dialog, "iris")
    assert dialog.config.augmentation == (Noise(),)
    assert [kind for kind, choice in page.choices.items() if choice.isVisible()] == [Noise]
    assert not page.grid.isVisible()


def test_cached_data_is_cleared_from_the_menu(window: MainWindow) -> None:
    cache.keep("things", {"x": np.zeros((1000, 1000))}, {})
    action = next(a for a in window.findChildren(QAction) if plain(a.text()) == "Clear cached data")
    for said in ("7.6 MiB removed", "no cached data"):
        action.trigger()
        assert any(said in label.text() for label in window.banner.findChildren(QLabel))
        assert cache.size() == 0


def shuffle(dialog: DataDialog) -> None:
    box = dialog._parts.shuffling.editor("shuffled")
    QTest.mouseClick(
        box, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(10, box.height() // 2)
    )


def test_shuffled_pixels_are_seen_and_what_needs_their_places_goes(
    window: MainWindow, dialog: DataDialog
) -> None:
    choose(dialog, "digits")
    page = page_of(dialog)
    for kind in (Rotate, Noise):
        tick(page.choices[kind])
    sheet = dialog._parts.look.preview._sheet
    first, decoration = sheet.index(0), Qt.ItemDataRole.DecorationRole
    before = first.data(decoration).toImage()
    shuffle(dialog)
    assert dialog.config.shuffled
    assert [type(step) for step in dialog.config.augmentation] == [Noise]
    assert not page.choices[Rotate].isVisible()
    assert page.choices[Noise].isVisible()
    assert first.data(decoration).toImage() != before
    shuffle(dialog)
    assert first.data(decoration).toImage() == before
    assert page.choices[Rotate].isVisible()
    shuffle(dialog)
    click(dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok))
    until(lambda: window.data.prepared is not None, "the data")
    assert window.document.project.data.shuffled
    assert window.data.prepared.preprocessor.order


def test_rows_have_no_pixels_to_shuffle(dialog: DataDialog) -> None:
    choose(dialog, "digits")
    shuffle(dialog)
    choose(dialog, "wine")
    assert not dialog._parts.shuffling.isVisible()
    assert not dialog.config.shuffled


def test_held_out_samples_are_chosen_with_the_keyboard(window: MainWindow, dialog: DataDialog) -> None:
    choose(dialog, "digits")
    page = page_of(dialog)
    for kind in (Flip, MixUp):
        tick(page.choices[kind])
    box = page.which.editor("augmented")
    by_letters(box, "held")
    assert dialog.config.augmented == "held-out"
    assert [type(step) for step in dialog.config.augmentation] == [Flip], "mixed answers cannot be judged"
    assert not page.choices[MixUp].isVisible()
    assert "learns from samples as they are" in page._about.text()
    click(dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok))
    until(lambda: window.data.prepared is not None, "the data")
    assert window.document.project.data.augmented == "held-out"
