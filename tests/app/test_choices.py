"""Choices say what each of their names means: with a sentence, and where there is one with a picture."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from nnstudio.app.forms import Form, field_scale
from nnstudio.app.forms.choice_edit import ChoiceEdit
from nnstudio.app.look import activation_picture
from nnstudio.app.look.theme import Theme
from nnstudio.app.words.texts import field_limits
from nnstudio.data.config import DataConfig
from nnstudio.nn.activations import ACTIVATIONS
from nnstudio.nn.fields import FieldInfo, fields_of
from nnstudio.nn.layer import LAYERS
from nnstudio.nn.layers import Conv2D
from nnstudio.nn.losses import LOSSES
from nnstudio.nn.optimizers import OPTIMIZERS
from nnstudio.nn.schedules import SCHEDULES
from nnstudio.training.config import TrainingConfig

EVERY = {
    f"{kind.__name__}.{info.name}": info
    for kind in (*LAYERS, *LOSSES, *OPTIMIZERS, *SCHEDULES, TrainingConfig, DataConfig)
    for info in fields_of(kind)
}
_every = pytest.mark.parametrize("info", EVERY.values(), ids=EVERY)


@_every
def test_every_setting_says_its_limits_and_every_choice_what_it_does(info: FieldInfo, qapp: object) -> None:
    assert info.field.help.endswith(".")
    if info.kind == "choice":
        assert len(info.field.choice_help) == len(info.field.choices)
        assert all(words.endswith(".") for words in info.field.choice_help)
    elif info.kind in ("int", "float", "pair"):
        limits = field_limits(info)
        assert any(word in limits for word in (" to ", "or more", "above"))
        assert info.optional or "default" in limits


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("DataConfig.scaling", ("Standard", "Minmax", "None", "Robust")),
        ("DataConfig.augmented", ("Training", "Held-out")),
        ("Conv2D.activation", tuple(name.replace("_", " ") for name in ACTIVATIONS)),
    ],
)
def test_words_begin_large_in_their_field_and_names_stay_names(
    name: str, words: tuple[str, ...], qtbot: QtBot
) -> None:
    box = ChoiceEdit(EVERY[name])
    qtbot.addWidget(box)
    assert tuple(box.itemText(i) for i in range(box.count())) == words
    assert tuple(box.itemData(i) for i in range(box.count())) == EVERY[name].field.choices


@_every
def test_shares_and_rates_have_a_slider_with_a_place_for_their_default(info: FieldInfo) -> None:
    values = field_scale.stops(info)
    share = info.kind == "float" and not info.optional and not info.field.logarithmic
    low = info.field.minimum if info.field.minimum is not None else info.field.above
    if share and low is not None and low >= 0 and (info.field.maximum or 2) <= 1:
        assert values
    if not values:
        return
    assert list(values) == sorted(set(values))
    assert 8 <= len(values) <= 60
    for value in values:
        assert info.check("", value) == value
    places = [field_scale.place(values, value) for value in values]
    assert places == list(range(len(values)))
    assert values[0] <= info.default <= values[-1]


def test_every_activation_has_a_picture_of_its_own_in_both_themes(look: Theme) -> None:
    pictures = {}
    for theme in ("light", "dark"):
        look.set_preference(theme)  # type: ignore[arg-type]
        for name in ACTIVATIONS:
            image = activation_picture.pixmap(name, 2.0).toImage()
            assert image.size() == activation_picture.SIZE * 2
            pictures[theme, name] = image.copy()
    # The two forms of GELU are 0.0005 apart, and a softmax of two classes is a sigmoid.
    alike = ({"gelu", "gelu_tanh"}, {"sigmoid", "softmax"})
    pairs = [(a, b) for a, b in itertools.combinations(pictures, 2) if {a[1], b[1]} not in alike]
    assert [(a, b) for a, b in pairs if pictures[a] == pictures[b]] == []


def test_pictures_are_drawn_once(look: Theme) -> None:
    first = [activation_picture.pixmap(name).cacheKey() for name in ACTIVATIONS]
    assert [activation_picture.pixmap(name).cacheKey() for name in ACTIVATIONS] == first


@pytest.fixture
def form(qtbot: QtBot, look: Theme) -> Form:
    result = Form(Conv2D(4))
    qtbot.addWidget(result)
    result.resize(330, 600)
    with qtbot.waitActive(result):
        result.show()
        result.activateWindow()
    return result


def _choice(form: Form, name: str) -> ChoiceEdit:
    choice = form.editor(name)
    assert isinstance(choice, ChoiceEdit)
    return choice


def _row_shown(choice: QComboBox, row: int) -> bytes:
    rect = choice.view().visualRect(choice.model().index(row, 0))
    image = choice.view().viewport().grab(rect).toImage()
    return bytes(image.constBits())


@pytest.mark.parametrize("name", ["activation", "padding", "initializer"])
def test_a_list_shows_what_its_names_mean(form: Form, name: str) -> None:
    choice = _choice(form, name)
    info = EVERY[f"Conv2D.{name}"]
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_F4)
    assert choice.view().isVisible()
    for row, words in enumerate(info.field.choice_help):
        index = choice.model().index(row, 0)
        assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == words
        assert index.data(Qt.ItemDataRole.ToolTipRole)
        choice.view().scrollTo(index)  # a long list has no room on a small screen
        rect = choice.view().visualRect(index)
        assert rect.height() >= 24
        before = _row_shown(choice, row)
        choice.setItemData(row, "", Qt.ItemDataRole.AccessibleDescriptionRole)
        assert rect.isEmpty() or before != _row_shown(choice, row)  # the sentence can be read
        choice.setItemData(row, words, Qt.ItemDataRole.AccessibleDescriptionRole)
    QTest.keyClick(choice.view(), Qt.Key.Key_Escape)


def test_typing_finds_a_name(form: Form) -> None:
    edits: list[str] = []
    form.edited.connect(lambda spec, _name: edits.append(spec.activation))
    choice = _choice(form, "activation")
    choice.setFocus()
    QTest.keyClicks(choice, "hard")
    assert edits[-1] == "hard_swish"


def test_a_row_of_the_list_can_be_clicked(form: Form) -> None:
    edits: list[str] = []
    form.edited.connect(lambda spec, _name: edits.append(spec.activation))
    choice = _choice(form, "activation")
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_F4)
    view = choice.view()
    spot = view.visualRect(choice.model().index(choice.findData("elu"), 0)).center()
    QTest.mouseMove(view.viewport(), spot)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert edits == ["elu"]


def test_the_closed_field_has_the_picture_of_its_choice_in_the_colours_of_the_theme(
    form: Form, look: Theme
) -> None:
    choice = _choice(form, "activation")
    size = QSize(30, 18)
    first = choice.itemIcon(choice.currentIndex()).pixmap(size).toImage()
    form.set_spec(Conv2D(4, activation="tanh"))
    second = choice.itemIcon(choice.currentIndex()).pixmap(size).toImage()
    look.set_preference("dark")
    third = choice.itemIcon(choice.currentIndex()).pixmap(size).toImage()
    assert first != second != third


def test_the_help_below_says_what_the_present_choice_does(form: Form) -> None:
    choice = _choice(form, "padding")
    info = EVERY["Conv2D.padding"]
    assert choice.accessibleDescription().endswith("Valid: " + info.field.choice_help[0])
    form.set_spec(Conv2D(4, padding="same"))
    assert choice.accessibleDescription().endswith("Same: " + info.field.choice_help[1])
