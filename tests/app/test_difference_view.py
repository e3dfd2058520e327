"""The drawing of two compared networks, alone."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from nnstudio.app.canvas import look
from nnstudio.app.comparing import diagram
from nnstudio.graph import edits
from nnstudio.project.compare import compare
from nnstudio.project.merged import merged
from nnstudio.project.samples import open_sample
from tests.project.test_compare import side


@pytest.mark.parametrize("width", [700, 900, 1400])
def test_no_word_is_cut_where_a_usual_network_fits(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    """The dialog opens with 700 pixels for it, where texts are enlarged to stay readable."""
    written: list[str] = []

    def watched(*arguments: object) -> str:
        written.append(look.elided(*arguments))  # type: ignore[arg-type]
        return written[-1]

    monkeypatch.setattr(diagram, "elided", watched)
    network = open_sample("residual").network
    a, b = side(network, "a"), side(edits.change(network, ["conv2d_1"], filters=12), "b")
    view = diagram.DifferenceView()
    qtbot.addWidget(view)
    view.resize(width, 380)
    view.show()
    view.show_merged(merged(a, b, compare(a, b)))
    view.grab()
    assert len(set(written)) > 8
    assert [text for text in written if "…" in text] == []
