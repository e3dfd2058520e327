"""The form edits values, keeps what is wrong out of them, and never gets in the way of typing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QTextDocumentFragment, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.app.forms import Form
from nnstudio.app.forms.editors import ChoiceEdit, NumberEdit, PathEdit, SwitchEdit, TextEdit, focus_target
from nnstudio.app.forms.number_edit import ScaleSlider, SliderEdit
from nnstudio.app.look.theme import Theme
from nnstudio.app.words import field_text
from nnstudio.nn.fields import Field, Pair, Spec, fields_of
from nnstudio.system.messages import StudioError
from tests.app.hands import until


class Example(Spec, frozen=True):
    units: Annotated[int, Field("How many neurons.", minimum=1, maximum=1000, unit="neurons")] = 25
    rate: Annotated[float, Field("How far a step goes.", above=0, logarithmic=True)] = 1e-3
    kernel_size: Annotated[Pair, Field("Size of the patch.", minimum=1)] = 3
    shape: Annotated[tuple[int, ...], Field("Shape of a sample.", minimum=1)] = (28, 28, 1)
    activation: Annotated[str, Field("Bends it.", choices=("relu", "sigmoid"))] = "relu"
    bias: Annotated[bool, Field("Adds a number.")] = True
    seed: Annotated[int | None, Field("Where random numbers start.", minimum=0)] = None
    file: Annotated[str, Field("Where the rows are.", kind="path")] = ""
    name: Annotated[str, Field("Its name.", label="Name & title")] = "x"
    steps: int = 0


class Other(Spec, frozen=True):
    filters: Annotated[int, Field("How many patterns.", minimum=1)] = 16


class Two(Spec, frozen=True):
    first: Annotated[int, Field("First.", minimum=1)] = 16
    second: Annotated[int, Field("Second.", minimum=1)] = 16


class Strict(Spec, frozen=True):
    low: Annotated[int, Field("Low.")] = 0
    high: Annotated[int, Field("High.")] = 1

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.low > self.high:
            raise StudioError("low must not be above high")


class Required(Spec, frozen=True):
    columns: Annotated[int, Field("How many.")]


Shown = Callable[..., tuple[Form, list[tuple[Any, str]]]]


@pytest.fixture
def shown(qtbot: QtBot, look: Theme) -> Shown:
    alive = []

    def make(spec: Spec | None = None, **kwargs: Any) -> tuple[Form, list[tuple[Any, str]]]:
        window = QWidget()
        qtbot.addWidget(window)
        alive.append(window)
        form = Form(Example() if spec is None else spec, **kwargs)
        edits: list[tuple[Any, str]] = []
        form.edited.connect(lambda new, name: edits.append((new, name)))
        layout = QVBoxLayout(window)
        layout.addWidget(form)
        window.resize(320, 600)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return form, edits

    return make


def _type(qtbot: QtBot, form: Form, name: str, text: str, key: Qt.Key | None = Qt.Key.Key_Return) -> None:
    form.focus_field(name)
    target = focus_target(form.editor(name))  # type: ignore[arg-type]
    qtbot.keyClicks(target, text)
    if key is not None:
        qtbot.keyClick(target, key)


def _text(form: Form, name: str) -> str:
    editor = form.editor(name)
    if isinstance(editor, QAbstractSpinBox):
        return editor.text()
    assert isinstance(editor, TextEdit)
    return editor.text()


def _notes(form: Form) -> list[str]:
    """What stands under the fields, without the links in it."""
    return [
        QTextDocumentFragment.fromHtml(n.text()).toPlainText()
        if n.textFormat() == Qt.TextFormat.RichText
        else n.text()
        for n in form.findChildren(QLabel)
        if n.isVisible() and n.property("role") in ("small", "error")
    ]


def test_has_a_control_for_every_described_setting(shown: Shown) -> None:
    form, edits = shown()
    kinds = {i.name: type(form.editor(i.name)) for i in fields_of(Example)}
    assert kinds == {
        "units": NumberEdit,
        "rate": NumberEdit,
        "kernel_size": NumberEdit,
        "shape": TextEdit,
        "activation": ChoiceEdit,
        "bias": SwitchEdit,
        "seed": NumberEdit,
        "file": PathEdit,
        "name": TextEdit,
    }
    assert form.spec == Example()
    assert not edits


@pytest.mark.parametrize(
    ("name", "text", "value", "shows"),
    [
        ("units", "64", 64, "64"),
        ("rate", "1e-4", 1e-4, "0.0001"),
        ("rate", ".5", 0.5, "0.5"),
        ("kernel_size", "5", (5, 5), "5×5"),
        ("kernel_size", "3x5", (3, 5), "3×5"),
        ("shape", "8x8", (8, 8), "8, 8"),
        ("seed", "7", 7, "7"),
        ("name", "first layer", "first layer", "first layer"),
    ],
)
def test_typing_edits(qtbot: QtBot, shown: Shown, name: str, text: str, value: Any, shows: str) -> None:
    form, edits = shown()
    _type(qtbot, form, name, text)
    assert edits == [(Example().replace(**{name: value}), name)]
    assert form.spec == edits[0][0]
    assert _text(form, name) == shows


def test_leaving_the_field_edits_once(qtbot: QtBot, shown: Shown) -> None:
    form, edits = shown()
    _type(qtbot, form, "units", "64", Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: not form.editor("units").hasFocus())
    assert [name for _, name in edits] == ["units"]
    form.focus_field("rate")
    form.focus_field("units")
    assert len(edits) == 1


def test_optional_number_is_emptied(qtbot: QtBot, shown: Shown) -> None:
    form, edits = shown(Example(seed=3))
    form.focus_field("seed")
    qtbot.keyClick(form.editor("seed"), Qt.Key.Key_Delete)
    qtbot.keyClick(form.editor("seed"), Qt.Key.Key_Return)
    assert edits[-1][0].seed is None


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("units", "0", "Units must be at least 1, not 0"),
        ("units", "abc", "Units must be a whole number, not 'abc'"),
        ("units", "2.5", "Units must be a whole number, not '2.5'"),
        ("rate", "-1", "Rate must be above 0, not -1.0"),
        ("rate", "nan", "Rate must be a finite number, not nan"),
        ("kernel_size", "1 2 3", "Kernel size must be one or two whole numbers, not (1, 2, 3)"),
        ("kernel_size", "3x0", "Kernel size must be at least 1, not 0"),
        ("shape", "a", "Shape must be a list of whole numbers, not 'a'"),
    ],
)
def test_wrong_text_stays_with_the_reason(
    qtbot: QtBot, shown: Shown, name: str, text: str, message: str
) -> None:
    form, edits = shown()
    _type(qtbot, form, name, text)
    assert not edits
    assert form.spec == Example()
    assert _text(form, name) == text
    assert form.problems() == {name: message}
    assert message in _notes(form)
    target = form.editor(name)
    assert target.property("problem") is True
    assert target.accessibleDescription().startswith(message)


def test_message_goes_as_soon_as_the_text_is_right(qtbot: QtBot, shown: Shown) -> None:
    form, edits = shown()
    _type(qtbot, form, "units", "0")
    qtbot.keyClicks(form.editor("units"), "1")
    assert form.problems() == {"units": "Units must be at least 1, not 0"} or not form.problems()
    _type(qtbot, form, "units", "12", key=None)
    assert not form.problems()
    assert not edits
    qtbot.keyClick(form.editor("units"), Qt.Key.Key_Return)
    assert edits[-1][0].units == 12


def test_no_message_while_still_typing(qtbot: QtBot, shown: Shown) -> None:
    form, _ = shown()
    _type(qtbot, form, "rate", "1e-", key=None)
    assert not form.problems()


@pytest.mark.parametrize("name", ["units", "name"])
def test_escape_takes_back(qtbot: QtBot, shown: Shown, name: str) -> None:
    form, edits = shown()
    before = _text(form, name)
    _type(qtbot, form, name, "77", Qt.Key.Key_Escape)
    assert _text(form, name) == before
    form.focus_field("rate")
    assert not edits
    assert not form.problems()


def test_a_record_may_refuse_a_combination(qtbot: QtBot, shown: Shown) -> None:
    form, edits = shown(Strict())
    _type(qtbot, form, "low", "5")
    assert form.problems() == {"low": "Low must not be above high"}
    assert not edits


def test_steps(qtbot: QtBot, shown: Shown) -> None:
    form, edits = shown()
    form.focus_field("rate")
    qtbot.keyClick(form.editor("rate"), Qt.Key.Key_Up)
    qtbot.keyClick(form.editor("units"), Qt.Key.Key_Down)
    assert [(getattr(s, n), n) for s, n in edits] == [(0.002, "rate"), (24, "units")]


def test_a_step_at_the_limit_changes_nothing(qtbot: QtBot, shown: Shown) -> None:
    form, edits = shown(Example(units=1))
    qtbot.keyClick(form.editor("units"), Qt.Key.Key_Down)
    assert not edits


def test_a_step_from_wrong_text_starts_at_the_last_value(qtbot: QtBot, shown: Shown) -> None:
    form, edits = shown()
    _type(qtbot, form, "units", "abc")
    qtbot.keyClick(form.editor("units"), Qt.Key.Key_Up)
    assert edits[-1][0].units == 26
    for text in ("nan", "inf"):
        _type(qtbot, form, "rate", text)
        qtbot.keyClick(form.editor("rate"), Qt.Key.Key_Up)
    assert edits[-1][0].rate == 0.005
    assert not form.problems()


def test_digits_that_are_not_shown_are_kept(qtbot: QtBot, shown: Shown) -> None:
    value = 0.1234567890123456
    form, edits = shown(Example(rate=value))
    form.focus_field("rate")
    form.focus_field("units")
    assert form.commit()
    assert form.spec == Example(rate=value)
    assert not edits


def test_choice_and_switch(qtbot: QtBot, shown: Shown) -> None:
    form, edits = shown()
    choice, switch = form.editor("activation"), form.editor("bias")
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(12, switch.height() // 2))
    assert edits[0] == (Example(activation="sigmoid"), "activation")
    assert edits[1] == (Example(activation="sigmoid", bias=False), "bias")


def test_path(qtbot: QtBot, shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    form, edits = shown()
    monkeypatch.setattr(
        "nnstudio.app.forms.editors.QFileDialog.getOpenFileName", lambda *a: ("/data/rows.csv", "")
    )
    editor = form.editor("file")
    assert isinstance(editor, PathEdit)
    editor._choose_file()
    assert edits[-1][0].file == "/data/rows.csv"
    monkeypatch.setattr("nnstudio.app.forms.editors.QFileDialog.getExistingDirectory", lambda *a: "")
    editor._choose_folder()
    assert len(edits) == 1


def _scroll(widget: QWidget) -> None:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        widget.mapToGlobal(middle),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize("name", ["units", "activation"])
def test_the_wheel_needs_the_focus(shown: Shown, name: str) -> None:
    form, edits = shown()
    form.focus_field("name")
    _scroll(form.editor(name))
    assert not edits
    form.focus_field(name)
    _scroll(form.editor(name))
    assert [n for _, n in edits] == [name]


def test_set_spec_is_silent_and_keeps_focus_and_cursor(qtbot: QtBot, shown: Shown) -> None:
    form, edits = shown()
    form.focus_field("name")
    editor = form.editor("name")
    assert isinstance(editor, QLineEdit)
    editor.setText("abcdef")
    editor.setCursorPosition(3)
    form.set_spec(Example(name="abcdef", units=7))
    assert not edits
    assert editor.hasFocus()
    assert editor.cursorPosition() == 3
    assert _text(form, "units") == "7"


def test_refused_text_survives_edits_elsewhere_but_not_another_object(qtbot: QtBot, shown: Shown) -> None:
    form, _ = shown()
    _type(qtbot, form, "units", "0")
    form.set_spec(Example(rate=0.5))
    assert _text(form, "units") == "0"
    assert form.problems()
    form.set_spec(Example(rate=0.5, units=8))
    assert _text(form, "units") == "8"
    assert not form.problems()
    _type(qtbot, form, "units", "0")
    form.set_spec(Example(rate=0.5, units=8), fresh=True)
    assert _text(form, "units") == "8"
    assert not form.problems()


def test_another_type_and_none(qtbot: QtBot, shown: Shown) -> None:
    form, edits = shown()
    form.set_spec(Other(filters=4))
    assert _text(form, "filters") == "4"
    _type(qtbot, form, "filters", "5")
    assert edits == [(Other(filters=5), "filters")]
    form.set_spec(None)
    assert form.spec is None
    assert form.commit()
    form.set_spec(Required(2))
    assert _text(form, "columns") == "2"
    form.reset("columns")
    assert form.spec == Required(2)


def test_text_that_waits_in_a_field_is_not_meant_for_another_type(qtbot: QtBot, shown: Shown) -> None:
    form, edits = shown()
    form.window().activateWindow()
    qtbot.waitUntil(form.window().isActiveWindow)
    _type(qtbot, form, "units", "9", key=None)
    assert form.isAncestorOf(QApplication.focusWidget())
    form.set_spec(Other(filters=4))
    QApplication.processEvents()
    assert form.spec == Other(filters=4)
    assert not edits


def test_another_type_leaves_no_gap(qtbot: QtBot, shown: Shown) -> None:
    form, _ = shown()
    form.set_spec(Two())
    form.window().layout().activate()
    fresh = Form(Two())
    qtbot.addWidget(fresh)
    assert form.sizeHint().height() == fresh.sizeHint().height()


def test_replacing_the_form_from_its_own_signal(qtbot: QtBot, shown: Shown) -> None:
    form, _ = shown()
    form.edited.connect(lambda spec, name: form.set_spec(Other()))
    _type(qtbot, form, "units", "9")
    assert form.spec == Other()


def test_commit_takes_what_was_only_typed(qtbot: QtBot, shown: Shown) -> None:
    form, edits = shown()
    _type(qtbot, form, "units", "9", key=None)
    assert not edits
    assert form.commit()
    assert edits[-1][0].units == 9
    _type(qtbot, form, "units", "0", key=None)
    assert not form.commit()


def test_help_shows_under_the_field_with_the_focus(qtbot: QtBot, shown: Shown) -> None:
    form, _ = shown()
    form.focus_field("units")
    units = "How many neurons. 1 to 1 000 neurons, default 25."
    until(lambda: _notes(form) == ["neurons", units], "the help")
    form.focus_field("rate")
    until(lambda: _notes(form) == ["neurons", "How far a step goes. Above 0, default 0.001."], "the help")


def test_reset(qtbot: QtBot, shown: Shown) -> None:
    form, edits = shown(Example(units=99, kernel_size=3))
    buttons = [
        b for b in form.findChildren(QWidget) if b.isVisible() and b.accessibleName().startswith("Reset ")
    ]
    assert [b.accessibleName() for b in buttons] == ["Reset Units"]
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert edits == [(Example(), "units")]
    assert not buttons[0].isVisible()


@pytest.mark.parametrize("name", ["units", "activation", "bias", "name"])
def test_reset_from_the_context_menu(qtbot: QtBot, shown: Shown, name: str) -> None:
    form, edits = shown(Example(units=99, activation="sigmoid", bias=False, name="y"))
    editor = form.editor(name)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), editor.mapToGlobal(QPoint(5, 5))
    )
    QApplication.sendEvent(editor, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text().startswith("Reset to")).trigger()
    menu.close()
    assert getattr(edits[-1][0], name) == getattr(Example(), name)


def test_mark(qtbot: QtBot, shown: Shown) -> None:
    form, edits = shown()
    form.mark("units", "The next layer wants 10")
    assert form.problems() == {"units": "The next layer wants 10"}
    form.set_spec(Example(name="z"))
    assert not form.problems()
    form.mark("units", "again")
    form.mark("units", "")
    form.mark("no such field", "ignored")
    assert not form.problems()
    assert not edits


def test_only_and_advanced(shown: Shown) -> None:
    form, _ = shown(only=("units", "rate", "seed"), advanced=("seed",))
    visible = [n for n in ("units", "rate", "seed") if form.editor(n).isVisible()]
    assert visible == ["units", "rate"]
    form.show_advanced(True)
    assert form.editor("seed").isVisible()
    with pytest.raises(KeyError):
        form.editor("name")


class Sliding(Spec, frozen=True):
    drop: Annotated[float, Field("Share.", minimum=0, maximum=0.95)] = 0.5
    rate: Annotated[float, Field("Rate.", above=0, maximum=1000, logarithmic=True, usual=(1e-5, 1))] = 1e-3
    decay: Annotated[float, Field("Decay.", minimum=0, logarithmic=True, usual=(1e-6, 0.1))] = 0.0
    memory: Annotated[float, Field("Memory.", minimum=0, maximum=0.9999, near_one=True)] = 0.9


def _slider(form: Form, name: str) -> ScaleSlider:
    editor = form.editor(name)
    assert isinstance(editor, SliderEdit)
    return editor.slider


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("drop", Qt.Key.Key_Right, 0.55),
        ("drop", Qt.Key.Key_Left, 0.45),
        ("drop", Qt.Key.Key_End, 0.95),
        ("rate", Qt.Key.Key_Right, 2e-3),
        ("rate", Qt.Key.Key_Left, 5e-4),
        ("rate", Qt.Key.Key_Home, 1e-5),
        ("decay", Qt.Key.Key_Right, 1e-6),
        ("memory", Qt.Key.Key_Right, 0.95),
        ("memory", Qt.Key.Key_Left, 0.8),
    ],
)
def test_a_slider_walks_along_round_values(
    qtbot: QtBot, shown: Shown, name: str, key: Qt.Key, value: float
) -> None:
    form, edits = shown(Sliding())
    slider = _slider(form, name)
    slider.setFocus()
    qtbot.keyClick(slider, key)
    assert edits == [(Sliding().replace(**{name: value}), name)]
    assert form.editor(name).number.lineEdit().text() == field_text.show_float(value)


def test_slider_and_arrow_keys_of_the_number_meet(qtbot: QtBot, shown: Shown) -> None:
    form, edits = shown(Sliding())
    for name in ("drop", "rate", "decay", "memory"):
        form.focus_field(name)
        qtbot.keyClick(focus_target(form.editor(name)), Qt.Key.Key_Up)
        up = getattr(edits[-1][0], name)
        form.reset(name)
        slider = _slider(form, name)
        slider.setFocus()
        qtbot.keyClick(slider, Qt.Key.Key_Right)
        assert getattr(edits[-1][0], name) == up


def test_the_slider_follows_what_is_typed_and_leaves_it_alone(qtbot: QtBot, shown: Shown) -> None:
    form, edits = shown(Sliding())
    slider, places = _slider(form, "rate"), []
    for text in ("0.0000001", "0.003", "0.004", "500"):
        _type(qtbot, form, "rate", text)
        assert edits[-1][0].rate == float(text)
        places.append(slider.value())
    assert places == sorted(places)
    assert (places[0], places[-1]) == (slider.minimum(), slider.maximum())
    assert places[1] < places[2]
    _type(qtbot, form, "rate", "0.003")
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Right)  # from between two stops to the next one
    assert edits[-1][0].rate == 0.005


def test_the_slider_goes_to_the_mouse(qtbot: QtBot, shown: Shown) -> None:
    form, edits = shown(Sliding())
    slider = _slider(form, "drop")
    middle = slider.height() // 2
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 1, middle))
    assert edits[-1][0].drop == 0.95
    qtbot.mouseMove(slider, QPoint(slider.width() // 2, middle))
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 2, middle))
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(1, middle))
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(1, middle))
    assert edits[-1][0].drop == 0.0


def test_a_slider_is_a_stop_of_its_own_with_name_and_help(qtbot: QtBot, shown: Shown) -> None:
    form, _ = shown(Sliding())
    form.focus_field("drop")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    slider = _slider(form, "drop")
    assert QApplication.focusWidget() is slider
    assert slider.accessibleName() == "Drop, slider"
    assert slider.accessibleDescription() == "0.5"
    until(lambda: "Share. 0 to 0.95, default 0.5." in _notes(form), "the help")


def test_settings_in_which_several_differ(qtbot: QtBot, shown: Shown) -> None:
    form, edits = shown()
    differing = ("units", "activation", "bias", "name", "rate")
    form.set_spec(Example(), differing=differing)
    assert form.commit()
    assert not edits
    for name in differing:
        form.focus_field(name)
    assert not edits
    assert not [
        b for b in form.findChildren(QWidget) if b.isVisible() and b.accessibleName().startswith("Reset ")
    ]
    _type(qtbot, form, "units", "25")  # the value of the record, but not of all it stands for
    assert edits[-1][1] == "units"
    choice, switch = form.editor("activation"), form.editor("bias")
    choice.setFocus()
    qtbot.keyClicks(choice, "relu")
    assert edits[-1] == (Example(), "activation")
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(12, switch.height() // 2))
    assert edits[-1] == (Example(), "bias")  # from in between to on
    _type(qtbot, form, "name", "")
    assert len(edits) == 3
    form.reset("rate")
    assert edits[-1] == (Example(), "rate")
    _type(qtbot, form, "units", "0")
    assert form.problems()
    assert edits[-1][1] == "rate"


def test_refused_text_in_a_differing_field_can_be_taken_back(qtbot: QtBot, shown: Shown) -> None:
    form, edits = shown()
    form.set_spec(Example(), differing=("units",))
    _type(qtbot, form, "units", "0")
    assert form.problems()
    qtbot.keyClick(form.editor("units"), Qt.Key.Key_Escape)
    assert not form.problems()
    assert _text(form, "units") == ""
    assert not edits


def test_screen_readers_and_labels(shown: Shown) -> None:
    form, _ = shown()
    assert form.editor("units").accessibleName() == "Units, neurons"
    limits = "1 to 1\N{NARROW NO-BREAK SPACE}000 neurons, default 25."
    assert form.editor("units").accessibleDescription() == f"How many neurons. {limits}"
    assert limits in form.editor("units").toolTip()
    assert "How many neurons." in form.editor("units").toolTip()
    labels = {label.text(): label.buddy() for label in form.findChildren(QLabel) if label.buddy()}
    assert labels["Units"] is form.editor("units")
    assert "Name && title" in labels


def test_labels_move_above_the_fields_when_it_is_narrow(qtbot: QtBot, shown: Shown) -> None:
    form, _ = shown()
    label = next(label for label in form.findChildren(QLabel) if label.text() == "Kernel size")
    editor = form.editor("kernel_size")
    assert label.geometry().right() < editor.geometry().left()
    form.window().resize(200, 800)
    qtbot.waitUntil(lambda: label.geometry().bottom() <= editor.geometry().top())
    assert editor.width() >= 120


def test_tab_walks_through_the_fields_only(qtbot: QtBot, shown: Shown) -> None:
    form, _ = shown()
    form.focus_field("units")
    order = []
    for _ in range(9):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        order.append(QApplication.focusWidget())
    file = form.editor("file")
    assert isinstance(file, PathEdit)
    plain = [form.editor(n) for n in ("rate", "kernel_size", "shape", "activation", "bias", "seed")]
    assert order == [*plain, file.text, file.browse, form.editor("name")]
