"""The glossary: what comes with the program is whole, and a file of somebody else ends in one clear line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.project import glossary as shelf
from nnstudio.project.glossary import (
    MOST_BYTES,
    Glossary,
    glossary,
    parse_glossary,
    read_glossary,
)
from nnstudio.project.lessons import lessons
from nnstudio.project.text_lines import LONGEST_LINE
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError

WHOLE = glossary()
LETTERS = ("X", "Y", "W", "b", "Z", "A", "a", "L", "l", "n", "m", "σ", "J", "α")
"""Of the textbook."""


def test_every_letter_of_the_textbook_is_explained_and_found_first() -> None:
    for letter in LETTERS:
        assert letter in WHOLE.search(letter)[0].symbols, letter


@pytest.mark.parametrize("term", WHOLE.terms, ids=lambda term: term.key)
def test_a_term_is_short_found_by_all_its_names_and_leads_only_to_terms(term) -> None:
    assert len(term.plain) <= 330
    assert {key for _, key in shelf._LINK.findall(term.text)} <= WHOLE.keys - {term.key}
    assert "](" not in term.plain
    for name in term.names:
        assert term in WHOLE.search(name), name
        assert term.key in {m.key for m in WHOLE.mentions(f"With {name.upper()}, so.")}, name


def test_every_word_that_a_lesson_links_is_a_term() -> None:
    linked = {key for lesson in lessons() for key in re.findall(r"\]\(glossary:([^)]*)\)", lesson.body)}
    assert linked
    assert linked <= WHOLE.keys


def test_only_whole_words_are_mentions_and_the_longest_wins() -> None:
    text = "Learning rates of a gradient descent, not of a supergradient; a gradient"
    found = [(text[m.start : m.end], m.key) for m in WHOLE.mentions(text)]
    assert found == [("gradient descent", "gradient-descent"), ("gradient", "gradient")]
    assert Glossary().mentions(text) == ()


def test_a_language_is_used_where_it_is_there_and_english_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "en.md").write_text(
        "# bias\ntitle: Bias\n\nA.\n\n# loss\ntitle: Loss\n\nB.\n", encoding="utf-8"
    )
    (tmp_path / "glossary" / "de.md").write_text("# loss\ntitle: Verlust\n\nC.\n", encoding="utf-8")
    monkeypatch.setattr(shelf.folders, "resources", lambda: tmp_path)
    assert [t.title for t in glossary("de_AT").terms] == ["Bias", "Verlust"]
    for other in ("fr", "en", "../glossary/de", ""):
        assert [t.title for t in glossary(other).terms] == ["Bias", "Loss"], other


GOOD = "# a-term\ntitle: A term\n\nWords.\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("words\n" + GOOD, 1),
        (GOOD + GOOD, 5),
        ("# A term\ntitle: A\n\nWords\n", 1),
        ("# a\nname: A\n\nWords\n", 2),
        ("# a\ntitle: A\ntitle: B\n\nWords\n", 3),
        ("# a\ntitle: A\n\n", 1),
        ("# a\n\nWords\n", 1),
        (GOOD + "\x1b[2J\n", 5),
        (GOOD + "x" * (LONGEST_LINE + 1), 5),
    ],
)
def test_what_is_wrong_is_told_in_one_line_with_its_place(text: str, line: int) -> None:
    with pytest.raises(StudioError) as error:
        parse_glossary(text, "my\nterms.md")
    assert f", line {line}: " in str(error.value)
    assert shown(str(error.value)) == str(error.value)


def test_a_file_that_is_too_large_or_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "terms.md"
    for data in (b"\xff\xfe\x00", b"x" * (MOST_BYTES + 1)):
        path.write_bytes(data)
        with pytest.raises(StudioError):
            read_glossary(path)


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["# a\n", "title: x\n", "\n", "w", "# b\n"])).map("".join)
)
def test_any_text_is_read_or_refused(text: str) -> None:
    said = ""
    try:
        found = parse_glossary(text, "terms.md")
    except StudioError as error:
        said = str(error)
    else:
        assert all(term.title and term.text for term in found.terms)
    assert said.isprintable()
