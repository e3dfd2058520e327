"""Every language that the window offers is whole: its catalogue, its lessons and its glossary."""

from __future__ import annotations

import ast
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from string import Formatter

import pytest
from PySide6.QtCore import QCollator, QCoreApplication, QLocale
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from nnstudio.app.settings import Settings
from nnstudio.app.words import catalogue
from nnstudio.app.words import texts as texts_of
from nnstudio.app.words.catalogue import CONTEXT, LANGUAGES, Catalogue, language_of
from nnstudio.app.words.texts import formula_text, in_words, value_text
from nnstudio.nn.activations import ACTIVATIONS
from nnstudio.nn.fields import fields_of
from nnstudio.nn.layers import Dense
from nnstudio.nn.optimizers import Adam
from nnstudio.project.glossary import glossary
from nnstudio.project.lessons import Lesson, lessons
from nnstudio.system import folders
from nnstudio.system.messages import StudioError
from tests.packaging.test_packaging import ROOT, load

I18N = folders.resources() / "i18n"
OTHERS = [language for language in LANGUAGES if language != "en"]
every_other = pytest.mark.parametrize("language", OTHERS)


def written(language: str) -> dict[str, str]:
    """What the translators wrote: the German, or whatever it is, for each English text; empty where it is not finished."""
    found = {}
    for message in ET.parse(I18N / f"nnstudio_{language}.ts").iter("message"):
        translation = message.find("translation")
        assert translation is not None
        finished = translation.get("type") is None
        found[message.findtext("source") or ""] = (translation.text or "") if finished else ""
    return found


def holes(text: str) -> Counter[tuple[str, str | None, str | None]]:
    return Counter((name, how, shown) for _, name, how, shown in Formatter().parse(text) if name is not None)


def linked(text: str) -> set[str]:
    """Keys of the terms that a text leads to."""
    return set(re.findall(r"\]\(glossary:([^)]*)\)", text))


def around(text: str) -> tuple[str, str, int]:
    """The blanks at both ends, and how many lines there are."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :], text.count("\n")


@pytest.fixture(scope="module")
def texts() -> set[str]:
    """All that the window may ask for."""
    with pytest.MonkeyPatch.context() as patch:
        found: set[str] = load(ROOT / "packaging" / "translations.py", patch).texts()
    return found


def test_what_is_offered_is_there() -> None:
    assert {path.stem for path in I18N.glob("*.qm")} == {f"nnstudio_{language}" for language in OTHERS}
    (offered,) = (info.field.choices for info in fields_of(Settings) if info.name == "language")
    assert offered == ("", *LANGUAGES)


def test_sizes_are_told_in_units_of_1024_by_their_own_names(texts: set[str]) -> None:
    """A file manager that counts in thousands shows another number beside MB."""
    assert not [text for text in texts if re.search(r"\b[kKMG]B\b", text)]


def test_a_number_with_its_noun_stands_in_german_where_the_noun_keeps_its_form() -> None:
    """What an export was asked about comes as "64 Beispiele": "bei 64 Beispiele" is no German."""
    bent = re.compile(r"\b(an|aus|bei|mit|nach|seit|von|zu) \{rows\}(?! \w*[eE]n\b)")
    about = {source: text for source, text in written("de").items() if "{runtime}" in source}
    assert any("{rows}" in text for text in about.values())
    assert {source: text for source, text in about.items() if bent.search(text)} == {}


@every_other
def test_a_catalogue_has_every_text_and_keeps_its_holes_and_marks(language: str, texts: set[str]) -> None:
    """`python packaging/translations.py` renews it; what is then empty has to be translated."""
    known = written(language)
    assert texts == set(known), "run packaging/translations.py"
    assert [text for text, other in known.items() if not other.strip()] == []
    for text, other in known.items():
        assert holes(other) == holes(text), (text, other)
        assert around(other) == around(text), (text, other)
        for mark in ("&", "**", "`", "](glossary:"):
            assert other.count(mark) == text.count(mark), (text, other)
        assert Counter(re.findall("</?[a-z]+", other)) == Counter(re.findall("</?[a-z]+", text)), (
            text,
            other,
        )
        assert text.endswith("…") == other.endswith("…"), (text, other)


def test_what_follows_a_name_begins_small_in_german_as_in_english() -> None:
    """Causes that stand behind a name do so, and one list of messages should not look like two."""
    after = re.compile(r"\{\w+\}(?:, \w+ \{\w+\})?: (\w+)")
    large = {
        other
        for text, other in written("de").items()
        if (english := after.match(text)) and english[1].islower()
        if (german := after.match(other)) and NO_NOUNS.fullmatch(german[1])
    }
    assert large == set()


NO_NOUNS = re.compile(
    "Alle|Außer|Außerhalb|Das|Der|Die|Diese[rs]?|Eine?|Er|Es|Ihre?|Im|In|Jede[rs]?|Keine?|Keine[rs]|Mehr|Mehrere|Nur|Sie|Wo|Zum"
)


def test_no_hole_of_a_message_is_filled_with_english_words() -> None:
    """They would stay English in every language; a message in the hole is translated as well."""
    found = []
    for path in sorted((ROOT / "nnstudio").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and re.fullmatch(
                "msg|counted|Message|.*Error", ast.unparse(call.func).rpartition(".")[2]
            ):
                found += [
                    f"{path.name}:{call.lineno}: {given.arg}={text!r}"
                    for given in call.keywords
                    if given.arg not in NO_HOLES
                    for text in words_in(given.value)
                ]
    assert found == []


NO_HOLES = {"kind", "word", "field", "severity"}
"""What an error tells besides its message: keys, and the word on the card, which is translated by itself."""


def words_in(value: ast.expr) -> Iterator[str]:
    """Words written out in what fills a hole; names of files and of settings have a point or a line in them."""
    parts = {
        ast.JoinedStr: lambda: value.values,  # type: ignore[attr-defined]
        ast.IfExp: lambda: [value.body, value.orelse],  # type: ignore[attr-defined]
        ast.BoolOp: lambda: value.values,  # type: ignore[attr-defined]
    }
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield from re.findall(r"(?<![\w.])[A-Za-z]{2,}(?![\w.])", value.value)
    for part in parts.get(type(value), list)():
        yield from words_in(part)


@every_other
def test_what_the_window_reads_is_what_was_written(language: str) -> None:
    read = Catalogue()
    assert read.load(f"nnstudio_{language}", str(I18N))
    assert {text: read.translate(CONTEXT, text) for text in written(language)} == written(language)


def for_the_machine(lesson: Lesson) -> dict[str, object]:
    told = {name: getattr(lesson, name) for name in lesson.__struct_fields__ if name not in WORDS_OF_A_LESSON}
    return told | {"checks": [check.text for check in lesson.checks]}


@every_other
def test_names_that_qt_writes_are_in_the_language_and_english_comes_back(
    language: str, qapp: QApplication
) -> None:
    english = QCoreApplication.translate("QPlatformTheme", "Cancel")
    catalogue.use(language)
    try:
        assert catalogue.language() == language
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") != english
    finally:
        catalogue.use("en")
    assert catalogue.language() == "en"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == english


def test_names_within_a_sentence_are_small_in_english_and_as_they_are_in_german(qapp: QApplication) -> None:
    with pytest.raises(StudioError) as refused:
        Dense(0)
    assert texts_of.error_text(refused.value) == "Dense: units must be at least 1, not 0"
    catalogue.use("de")
    try:
        assert texts_of.error_text(refused.value) == "Dense, Neuronen: erlaubt ist mindestens 1, nicht 0"
        assert texts_of.in_sentence("Batchgröße") == "Batchgröße"
        behind = [texts_of.behind_colon(each) for each in ("Mittlerer absoluter Fehler", "Genauigkeit")]
        assert behind == ["mittlerer absoluter Fehler", "Genauigkeit"]
    finally:
        catalogue.use("en")
    assert (texts_of.in_sentence("Batch size"), texts_of.in_sentence("AUC")) == ("batch size", "AUC")


WORDS_OF_A_LESSON = ("path", "title", "summary", "task", "body")


@every_other
def test_the_lessons_are_the_same_in_other_words(language: str) -> None:
    for ours, theirs in zip(lessons(), lessons(language), strict=True):
        assert for_the_machine(theirs) == for_the_machine(ours), ours.key
        for words in WORDS_OF_A_LESSON[1:]:
            assert getattr(theirs, words) != getattr(ours, words), (ours.key, words)


@every_other
def test_what_a_lesson_calls_by_name_is_called_so_in_the_window(language: str) -> None:
    window = {plain(text): plain(other) for text, other in written(language).items()}
    for ours, theirs in zip(lessons(), lessons(language), strict=True):
        names = [window.get(name, name) for name in emphasised(ours)]
        assert sorted(emphasised(theirs)) == sorted(names), ours.key


def plain(text: str) -> str:
    """A text of the window as people call it."""
    return text.replace("&", "").rstrip("…")


def emphasised(lesson: Lesson) -> list[str]:
    """What stands in bold letters: cards, buttons, fields and tabs."""
    return [plain(name) for name in re.findall(r"\*\*([^*]+)\*\*", f"{lesson.task} {lesson.body}")]


@every_other
def test_the_glossary_is_the_same_in_other_words(language: str) -> None:
    ours, theirs = glossary(), glossary(language)
    assert theirs.keys == ours.keys
    titles = [term.title for term in theirs.terms]
    assert titles == sorted(titles, key=QCollator(QLocale(language)).sortKey), "as a dictionary has them"
    for term in theirs.terms:
        assert linked(term.text) <= theirs.keys - {term.key}, term.key
        assert len(term.plain) <= 400, term.key
        assert "](" not in term.plain, term.key
        for name in term.names:
            assert term in theirs.search(name), (term.key, name)
            for spelled in (name, name.upper()):
                assert term.key in {m.key for m in theirs.mentions(f"x {spelled}, y.")}, (term.key, name)
    assert {term.key: term.symbols for term in theirs.terms} == {
        term.key: term.symbols for term in ours.terms
    }


@every_other
def test_words_that_lead_to_the_glossary_lead_to_the_same_terms(language: str) -> None:
    for ours, theirs in zip(lessons(), lessons(language), strict=True):
        assert linked(theirs.body) == linked(ours.body), ours.key


@pytest.mark.parametrize(
    ("desktop", "language"),
    [
        (["de-AT", "de", "en-US"], "de"),
        (["en-GB", "en", "de-DE"], "en"),
        (["fr-CH", "fr", "de-CH", "de"], "de"),
        (["ja-JP", "ja"], "en"),
        (["C"], "en"),
        ([], "en"),
    ],
)
def test_the_first_language_of_the_desktop_that_there_is(
    desktop: list[str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Desktop(QLocale):
        @staticmethod
        def system() -> Desktop:
            return Desktop()

        def uiLanguages(self, *_separator: object) -> list[str]:
            return desktop

    monkeypatch.setattr(catalogue, "QLocale", Desktop)
    assert language_of("") == language
    assert {language_of(chosen) for chosen in LANGUAGES} == set(LANGUAGES), "a choice goes before the desktop"


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    catalogue.use("de")
    yield
    catalogue.use("en")


def test_keys_keep_the_names_that_qt_gives_them(german: None) -> None:
    """A picture may be shifted as well, and its word is another."""
    shown = QKeySequence("Ctrl+Shift+T").toString(QKeySequence.SequenceFormat.NativeText)
    assert shown == "Strg+Umschalt+T"
    assert QCoreApplication.translate("Field", "Shift") == "Verschieben"


def test_a_value_stands_in_a_sentence_as_in_its_field(german: None) -> None:
    fields = {info.name: info for info in fields_of(Settings)}
    assert value_text(fields["language"], "") == "System"
    assert value_text(fields["theme"], "dark") == "dunkel"
    assert value_text(fields["show_start_page"], True) == "ein"


def test_words_of_a_formula_are_in_the_language_and_signs_stay(german: None) -> None:
    assert formula_text(ACTIVATIONS["relu"].derivative) == "1 für z > 0, sonst 0"
    assert formula_text(ACTIVATIONS["relu"].formula) == "max(0, z)"
    assert formula_text(Adam().formula) == Adam().formula


@every_other
def test_all_words_of_the_catalogue_are_translated(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = load(ROOT / "docs" / "catalogue.py", monkeypatch)
    said: list[str] = []
    page.page(lambda text: said.append(text) or text)
    assert {text for text in said if in_words(text)} <= page.translations(language).keys()
    own = json.loads((ROOT / "docs" / f"catalogue.{language}.json").read_text(encoding="utf-8"))
    assert own.keys() <= set(said), "what the page says no more"
    assert not own.keys() & written(language).keys(), "what the window says already"
