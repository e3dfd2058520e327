"""Where runs differ is told in the words of the forms, in the language of the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from nnstudio.app.comparing.wording import plain_name
from nnstudio.app.words.setting_words import settings_in_a_line
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense

NETWORK = sequential((4,), [Dense(3)])
SETTINGS = {
    "training.optimizer": "SGD",
    "training.optimizer.learning_rate": 0.5,
    "training.optimizer.clip_norm": None,
    "training.tf32": True,
    "data.distinct": False,
    "data.augmentation": ("Flip", "Noise"),
    "data.source.seen_as": "mel",
    "data.source.rate": 8000,
    "Dense 1.activation": "tanh",
    "Dense 1.frozen": True,
}


class Capitals(QTranslator):
    """A language in capitals."""

    def translate(self, _context, text, _comment=None, _number=-1):  # type: ignore[no-untyped-def]
        return text.upper()

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def capitals(qapp: QCoreApplication) -> Iterator[None]:
    translator = Capitals()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def test_settings_are_called_as_their_forms_call_them(qapp: QCoreApplication) -> None:
    assert settings_in_a_line(NETWORK, SETTINGS).split(" · ") == [
        "optimizer SGD",
        "learning rate 0.5",
        "clip norm –",
        "matrix products in TF32: on",
        "leave repeats out: off",
        "augmentation Flip, Noise",
        "seen as mel",
        "sampling rate 8000",
        "Dense 1 activation tanh",
        "Dense 1 frozen: on",
    ]


@pytest.mark.usefixtures("capitals")
def test_they_are_told_in_the_language_of_the_window() -> None:
    words = settings_in_a_line(NETWORK, SETTINGS)
    named = words.replace("Dense 1", "").replace("Flip, Noise", "").replace("tanh", "")
    assert named == named.upper(), "but for names"
    assert plain_name("optimizer.learning_rate") == "OPTIMIZER: LEARNING RATE"


def test_differences_of_two_projects_are_named_alike(qapp: QCoreApplication) -> None:
    assert plain_name("optimizer.learning_rate") == "Optimizer: learning rate"
    assert plain_name("tf32") == "Matrix products in TF32"
    assert plain_name("distinct") == "Leave repeats out"
    assert plain_name("augmentation") == "Augmentation"
    assert plain_name("source.seen_as") == "Source: seen as"
    assert plain_name("source.path") == "Source: file or folder"
