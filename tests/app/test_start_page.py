"""The start page: real buttons, no cut text, files from anywhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from nnstudio.app.look.theme import Theme
from nnstudio.app.start.cards import Sample, Template
from nnstudio.app.start.page import StartPage
from nnstudio.app.start.thumbnails import KINDS, Thumbnail
from nnstudio.app.widgets.cards import Card
from tests.app.hands import drag_point

SAMPLES = [
    Sample(
        kind, f"A sample about {kind}", "some rows · a network that is explained in many words", "12 s", kind
    )
    for kind in [*KINDS, "a kind of a later version"]
]

TEMPLATES = [
    Template("one", "A template", "what it is for, in a sentence that needs two lines"),
    Template("two", "Another template with a long name", ""),
]


@pytest.fixture
def page(qtbot: QtBot, look: Theme) -> StartPage:
    result = StartPage(SAMPLES, TEMPLATES)
    qtbot.addWidget(result)
    result.set_recent(
        ["/home/ada/" + "long_folder/" * 8 + "a_file_with_a_very_long_name_" * 3 + ".nnstudio", "/b.nnstudio"]
    )
    result.set_device_text("CPU · 2 threads")
    result.resize(1200, 800)
    result.show()
    return result


def _card(page: StartPage, text: str) -> Card:
    return next(c for c in page.findChildren(Card) if text in c.accessibleName())


def test_the_buttons(qtbot: QtBot, page: StartPage) -> None:
    for text, signal in (
        ("Use my data", page.open_data),
        ("New network", page.new_network),
        ("Open project", page.open_project),
    ):
        with qtbot.waitSignal(signal):
            qtbot.mouseClick(_card(page, text), Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_samples_templates_and_recent_files_by_keyboard(qtbot: QtBot, page: StartPage, key: Qt.Key) -> None:
    with qtbot.waitSignal(page.sample_chosen) as chosen:
        qtbot.keyClick(_card(page, "about moons"), key)
    assert chosen.args == ["moons"]
    with qtbot.waitSignal(page.template_chosen) as chosen:
        qtbot.keyClick(_card(page, "Another template"), key)
    assert chosen.args == ["two"]
    with qtbot.waitSignal(page.recent_chosen) as chosen:
        qtbot.keyClick(_card(page, "b.nnstudio"), key)
    assert chosen.args == ["/b.nnstudio"]


@pytest.mark.parametrize("width", [420, 640, 800, 1024, 1600])
def test_reflows_without_cutting(qtbot: QtBot, page: StartPage, width: int) -> None:
    page.resize(width, 700)
    qtbot.waitUntil(lambda: page.width() == width)
    for _ in range(3):
        QApplication.processEvents()
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.text():
            needs = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            assert label.height() >= needs, label.text()
            assert label.wordWrap() or label.width() >= label.sizeHint().width(), label.text()
    right = max(c.mapTo(page, QPoint(c.width(), 0)).x() for c in page.findChildren(Card))
    assert right <= page.width()


def test_more_columns_where_there_is_room(qtbot: QtBot, page: StartPage) -> None:
    def columns() -> int:
        QApplication.processEvents()
        cards = [c for c in page.findChildren(Card) if c.isVisible() and "A sample" in c.accessibleName()]
        return len({c.x() for c in cards})

    page.set_samples(SAMPLES[:8])
    assert columns() == 4
    page.resize(600, 700)
    assert columns() == 2
    page.resize(360, 700)
    assert columns() == 1


def test_nothing_recent(page: StartPage) -> None:
    page.set_recent([])
    page.set_samples([])
    page.set_templates([])
    page.set_device_text("")
    assert {c.accessibleName().split()[0] for c in page.findChildren(Card) if c.isVisible()} == {
        "Use",
        "New",
        "Open",
        "Lessons.",
        "Take",
    }


def _mime(*urls: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(u) for u in urls])
    return data


def _enter(page: StartPage, data: QMimeData) -> bool:
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(drag_point(QPoint(200, 200)), copy, data, left, none)
    event.ignore()
    QApplication.sendEvent(page, event)
    return event.isAccepted()


def test_takes_dropped_files(qtbot: QtBot, page: StartPage) -> None:
    data = _mime("file:///data/a%20b.csv", "https://example.org/c.csv")
    assert _enter(page, data)
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    with qtbot.waitSignal(page.files_dropped) as dropped:
        QApplication.sendEvent(page, QDropEvent(QPointF(200, 200), copy, data, left, none))
    assert dropped.args == [["/data/a b.csv"]]


def test_refuses_what_is_no_local_file(page: StartPage) -> None:
    assert not _enter(page, _mime("https://example.org/c.csv"))
    text = QMimeData()
    text.setText("hello")
    assert not _enter(page, text)


@pytest.mark.parametrize("kind", KINDS)
def test_thumbnails_differ_and_follow_the_theme(qtbot: QtBot, look: Theme, kind: str) -> None:
    picture, other = Thumbnail(kind), Thumbnail("scatter" if kind != "scatter" else "moons")
    for widget in (picture, other):
        qtbot.addWidget(widget)
        widget.resize(200, 104)
    light = picture.grab().toImage()
    assert light != other.grab().toImage()
    assert light == picture.grab().toImage()
    look.set_preference("dark")
    assert light != picture.grab().toImage()
