"""A sentence has room beside its links, or stands above them."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from nnstudio.app.look import theme
from nnstudio.app.results.sentence_row import SentenceRow
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.labels import label
from tests.app.hands import until


def test_links_go_below_where_they_take_more_than_half_of_the_width(look: theme.Theme, qtbot: QtBot) -> None:
    sentence = label("1200 samples of the test part, never seen before", wrap=True)
    link, other = push_button("Figures of each class", role="link"), QPushButton("Back to 0.5")
    row = SentenceRow(sentence, other, link)
    qtbot.addWidget(row)
    other.hide()
    need = link.sizeHint().width()

    def below() -> bool:
        return link.y() >= sentence.geometry().bottom()

    row.resize(2 * need + 40, 80)
    row.show()
    assert not below()
    assert sentence.width() > need
    row.resize(2 * need - 20, 80)
    until(below, "the link to go below", 10)
    assert sentence.width() == row.width()
    row.resize(2 * need + 40, 80)
    until(lambda: not below(), "the link to come back", 10)
    other.show()
    until(below, "two links to go below", 10)
