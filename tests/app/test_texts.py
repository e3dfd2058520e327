"""Messages become lines for people."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from nnstudio.app.words import texts
from nnstudio.nn.fields import FieldError
from nnstudio.system.messages import Message, StudioError, msg


class _German(QTranslator):
    TEXTS = {
        "Cannot read {path}": "{path} ist nicht lesbar",
        "broken {hole}": "kaputt {loch}",
        "the disk": "die Platte",
    }

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:  # type: ignore[override]
        return self.TEXTS.get(text, "") if context == "Message" else ""

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def german(qapp: QCoreApplication) -> Iterator[None]:
    translator = _German()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def test_untranslated_stays_english() -> None:
    assert texts.translate(msg("Cannot read {path}", path="a.csv")) == "Cannot read a.csv"
    assert texts.translate(msg("50 % {done}")) == "50\u202f% {done}"


def test_translated(german: None) -> None:
    assert texts.translate(msg("Cannot read {path}", path=msg("the disk"))) == "die Platte ist nicht lesbar"


def test_a_bad_translation_falls_back(german: None) -> None:
    assert texts.translate(msg("broken {hole}", hole=1)) == "broken 1"


def test_errors() -> None:
    assert texts.error_text(StudioError("No {x}", x=1)) == "No 1"
    assert texts.error_text(ValueError("bad")) == "ValueError: bad"
    assert texts.error_text(KeyboardInterrupt()) == "KeyboardInterrupt"
    assert "memory" in texts.error_text(MemoryError())


def test_field_error_leaves_out_the_owner() -> None:
    error = FieldError(
        "{owner}: {setting} {rule}, not {value}",
        owner="Dense",
        setting="units",
        rule="must be odd",
        value="2",
    )
    assert texts.field_error_text(error) == "Units must be odd, not 2"
    assert texts.field_error_text(StudioError(Message("two of them differ"))) == "Two of them differ"


def test_plain_and_tooltip() -> None:
    assert texts.plain("&Open && Close…") == "Open & Close…"
    assert texts.tooltip("a < b") == "<qt>a &lt; b</qt>"
    assert texts.tooltip("") == ""
