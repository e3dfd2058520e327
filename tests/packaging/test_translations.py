"""A translation from its beginning to the window."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget

from nnstudio.app.words import catalogue, texts
from nnstudio.nn.fields import fields_of
from nnstudio.nn.layers import Dense
from nnstudio.nn.metrics import METRICS
from nnstudio.system import folders
from nnstudio.system.messages import msg
from tests.packaging.test_packaging import ROOT, load

GERMAN = {
    "{layer} connects every input with every neuron: {sum}": "{layer} verbindet alle: {sum}",
    "Accuracy": "Trefferquote",
    "Units": "Neuronen",
    "none": "nichts",
}
pytestmark = pytest.mark.skipif(
    not Path(sys.executable).with_name("pyside6-lupdate").exists(),
    reason="PySide6's tools are not beside Python",
)


def fill(catalogue: Path) -> None:
    """Translate a few texts, as a translator does."""
    tree = ET.parse(catalogue)
    for message in tree.iter("message"):
        given = message.find("translation")
        assert given is not None
        if (text := message.findtext("source") or "") in GERMAN:
            given.text = GERMAN[text]
            given.attrib.pop("type")
    tree.write(catalogue, encoding="utf-8", xml_declaration=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Resources with a catalogue that is made once, as that takes seconds."""
    resources = tmp_path_factory.mktemp("resources")
    with pytest.MonkeyPatch.context() as patch:
        tool = load(ROOT / "packaging" / "translations.py", patch)
        patch.setattr(tool, "FOLDER", resources / "i18n")
        patch.setattr(folders, "resources", lambda: resources)
        assert tool.main(["de"]) == 0
        fill(tool.FOLDER / "nnstudio_de.ts")
        assert tool.main([]) == 0, "which keeps what was translated"
    return resources


@pytest.fixture
def german(made: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(folders, "resources", lambda: made)
    catalogue.use("de")
    yield
    catalogue.use("en")
    QApplication.processEvents()


def test_texts_of_every_kind_arrive(german: None) -> None:
    assert texts.translate(Dense(3).account(((2,),))) == "Dense verbindet alle: 2·3 + 3 = 9"
    assert texts.metric_title(METRICS["Accuracy"]) == "Trefferquote"
    assert texts.field_label(next(info for info in fields_of(Dense) if info.name == "units")) == "Neuronen"
    assert QWidget().tr("none") == "nichts"
    assert texts.translate(msg("The network is empty: add an Input and a layer")).startswith("The network")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Abbrechen", "Qt's own words"


def test_a_language_without_a_catalogue_stays_english(german: None) -> None:
    catalogue.use("fr")
    assert catalogue.language() == "en"
