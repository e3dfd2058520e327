"""A page in another language says what the English one says: as far as that can be seen without knowing the language."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable

import pytest

from nnstudio.project.manual import Section, sections
from tests.docs.test_claims import MANUAL, ROOT, TEXTS, as_seen
from tests.docs.test_claims import WORDS as NUMBERS

GERMAN = TEXTS["docs/manual.de.md"]
KEYS = {
    "Strg": "Ctrl", "Umschalt": "Shift", "Eingabe": "Enter", "Entf": "Delete", "Pos1": "Home", "Leertaste": "Space",
    "Bild abwärts": "PgDown", "Rad": "wheel", "Ziehen": "drag", "Pfeiltasten": "arrows",
}  # fmt: skip
"""Keys as a German keyboard and the German window call them."""
FIVE_ON = dict(zip(
    ("fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn",
     "siebzehn", "achtzehn"),
    NUMBERS[4:], strict=True,
))  # fmt: skip
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
KEY = r"\b(?:(?:Ctrl|Shift|Alt|Space)\+)+(?:\w+|[.,/])|\bF\d+\b"
ITALICS = re.compile(r"(?<![\w*\\])\*([^*\s][^*]*?)\*(?![\w*])")


def in_english(text: str) -> str:
    """A German text with the keys and the numbers from five on in English."""
    for german, english in KEYS.items():
        text = re.sub(rf"\b{german}\b", english, text)
    return re.sub(rf"\b({'|'.join(FIVE_ON)})(?:mal|ten)?\b", lambda found: FIVE_ON[found[1]], text)


def links(page: str) -> list[str]:
    """Where links lead, a heading of the page by its place, any other page by its English name."""
    places = {
        re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-"): str(place)
        for place, (_, title, *_) in enumerate(sections(page))
    }
    targets = re.findall(r"\]\(([^)]*)\)", FENCED.sub("", page))
    return [
        places[target[1:]] if target.startswith("#") else target.replace(".de.md", ".md")
        for target in targets
    ]


def test_links_lead_to_the_same_places() -> None:
    assert links(GERMAN) == links(MANUAL)
    for target in re.findall(r"\]\(([^)#]+)\)", FENCED.sub("", GERMAN)):
        assert (ROOT / "docs" / target).is_file()
        assert target.endswith(".de.md") or not (ROOT / "docs" / target.replace(".md", ".de.md")).is_file(), (
            "there is a German page"
        )


ALIKE: dict[str, Callable[[str], object]] = {
    "paragraphs": lambda text: text.count("\n\n"),
    "points": lambda text: len(re.findall(r"^(?:-|\d+\.) ", text, re.MULTILINE)),
    "rows": lambda text: [line.count("|") for line in text.splitlines() if line.startswith("|")],
    "blocks of code": FENCED.findall,
    "what is typed": lambda text: Counter(
        " ".join(each.split()) for each in re.findall(r"`([^`]+)`", FENCED.sub("", text))
    ),
    "keys": lambda text: Counter(re.findall(KEY, text)),
    "numbers": lambda text: Counter(
        re.findall(rf"\d[\d.]*\b|(?i:\b(?:{'|'.join(FIVE_ON.values())})\b)", FENCED.sub("", text))
    ),
}


@pytest.mark.parametrize("what", ALIKE)
def test_both_manuals_have_the_same(what: str) -> None:
    pairs = list(zip(sections(MANUAL), sections(GERMAN), strict=True))
    assert all(english.level == german.level for english, german in pairs)
    for english, german in pairs:
        assert ALIKE[what](in_english(german.text)) == ALIKE[what](english.text), german.title


def names(section: Section) -> list[str]:
    """Names of the window in a section."""
    text = re.sub(r"```.*?```|`[^`\n]*`", "", section.text, flags=re.DOTALL)
    return [as_seen(name) for found in ITALICS.findall(text) for name in re.split(r"\s*▸\s*", found)]


def test_what_is_named_in_one_manual_is_named_in_the_other() -> None:
    translated: dict[str, set[str]] = {}
    for message in ET.parse(ROOT / "resources" / "i18n" / "nnstudio_de.ts").iter("message"):
        name, called = (as_seen(message.findtext(tag, "")) for tag in ("source", "translation"))
        translated.setdefault(name.partition(" (")[0], set()).add(called.partition(" (")[0])
    for english, german in zip(sections(MANUAL), sections(GERMAN), strict=True):
        for name in names(english):
            called = translated.get(name)
            assert called is None or called & set(names(german)), f"{german.title}: {name}, {called}"
