"""Two compared networks: their drawing alone, and what is said of their answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnstudio.app.canvas import look
from nnstudio.app.comparing import diagram
from nnstudio.app.comparing.wording import outputs_text
from nnstudio.graph import edits
from nnstudio.project.comparing.compare import compare, side_of
from nnstudio.project.comparing.merged import merged
from nnstudio.project.samples import open_sample
from nnstudio.system.numbers import figure_text
from tests.project.several_outputs import cars
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


def test_answers_of_several_outputs_are_told_apart_each_in_its_own_unit(
    qapp: QApplication, tmp_path: Path
) -> None:
    project, trained, _ = cars(tmp_path)
    a = side_of(project, trained, "a")
    price = project.network.output_ids[1]
    b = a._replace(weights={**a.weights, f"{price}/b": a.weights[f"{price}/b"] + 1})
    found = compare(a, b)
    assert found.outputs is not None
    kind, much, sold = found.outputs.each
    assert not kind.largest
    assert not sold.largest
    assert outputs_text(found) == (
        f"Their outputs on {found.outputs.origin}: kind: equal; price: at most {figure_text(much.largest, 2)} apart; "
        "sold: equal."
    )
    turned = a._replace(weights={key: -array for key, array in a.weights.items()})
    assert re.search(
        r"kind: at most [\d.]+ apart, and the same answer for [\d.]+\s%", outputs_text(compare(a, turned))
    )
