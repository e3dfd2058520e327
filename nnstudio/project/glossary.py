"""The glossary: the words and letters of the textbook, each in a few plain sentences.

It is one text file for each language. A term begins with a line ``# key``; after it come lines ``title:``, ``symbol:``,
``also:``, ``forms:`` and ``formula:``, an empty line, and the words in Markdown, in which other terms are linked as
``[the words](glossary:key)``.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from nnstudio.project.text_lines import decoded, lines_of, wrong
from nnstudio.system import folders
from nnstudio.system.file_errors import shown
from nnstudio.system.files import read_limited
from nnstudio.system.messages import StudioError

ENGLISH = "en"
MOST_BYTES = 256 << 10
MOST_TERMS = 500
_KEYS = ("title", "symbol", "also", "forms", "formula")
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LINK = re.compile(r"\[([^\[\]]*)\]\(glossary:([^()\s]*)\)")


class Term(NamedTuple):
    """What the glossary says about one word.

    Parameters
    ----------
    key : str
        What a link names.
    title : str
    text : str
        In Markdown.
    symbols : tuple of str
        Letters of the textbook.
    also : tuple of str
        Other words for it.
    formula : str
        Empty where there is none.
    forms : tuple of str
        Other forms of these words, by which texts name it; they are not shown.
    """

    key: str
    title: str
    text: str
    symbols: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    formula: str = ""
    forms: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All by which it is found, its title first."""
        return self.title, *self.also, *self.forms

    @property
    def plain(self) -> str:
        """The text without its links."""
        return _LINK.sub(r"\1", self.text)


class Mention(NamedTuple):
    """Where a text names a term."""

    start: int
    end: int
    key: str


class Glossary:
    """Terms in the order of their titles.

    Parameters
    ----------
    terms : iterable of Term
    """

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self.terms = tuple(sorted(terms, key=lambda term: (_letters(term.title), term.key)))
        self._by_key = {term.key: term for term in self.terms}

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def __getitem__(self, key: str) -> Term:
        return self._by_key[key]

    @property
    def keys(self) -> frozenset[str]:
        """What links may name."""
        return frozenset(self._by_key)

    def search(self, words: str) -> tuple[Term, ...]:
        """Find terms, the nearest first: letters as they are, then titles and other words, then texts."""
        asked = words.strip()
        if not asked:
            return self.terms
        low = asked.casefold()

        def rank(term: Term) -> int:
            names = [name.casefold() for name in term.names]
            # A letter is asked for as it is written: W are the weights of a layer, w is one of them.
            if asked in term.symbols:
                return 0
            if any(name.startswith(low) for name in names):
                return 1 if names[0].startswith(low) else 2
            if len(low) > 1 and any(low in name for name in names):
                return 3
            return 4 if len(low) > 2 and low in term.plain.casefold() else 5

        ranked = sorted(((rank(term), number) for number, term in enumerate(self.terms)))
        return tuple(self.terms[number] for place, number in ranked if place < 5)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Find where a text names terms: whole words, the longest name at a place, each term once."""
        found: dict[str, Mention] = {}
        for match in self._pattern.finditer(text):
            key = self._names[match.group().casefold()]
            found.setdefault(key, Mention(match.start(), match.end(), key))
        return tuple(found.values())

    @cached_property
    def _names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for term in self.terms:
            for name in term.names:
                names.setdefault(name.casefold(), term.key)
        return names

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # As they are written as well: ß is ss when its case is folded.
        names = {*self._names, *(name for term in self.terms for name in term.names)}
        longest = sorted(names, key=lambda name: (-len(name), name))
        # Without any name it is a pattern that nothing matches.
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest)) or '(?!)'})(?!\w)", re.IGNORECASE)


def glossary(language: str = ENGLISH) -> Glossary:
    """The glossary that comes with the program; terms that are not there in a language are in English.

    Parameters
    ----------
    language : str
        As a desktop names it, ``"de_AT"`` or ``"de"``.

    Raises
    ------
    StudioError
        When a file that came with the program is damaged.
    """
    terms = {term.key: term for term in read_glossary(_path(ENGLISH)).terms}
    if all(part.isalnum() for part in language.split("_")):
        for spelled in (language.partition("_")[0], language):
            if spelled != ENGLISH and _path(spelled).is_file():
                terms |= {term.key: term for term in read_glossary(_path(spelled)).terms}
    return Glossary(terms.values())


def _path(language: str) -> Path:
    return folders.resources() / "glossary" / f"{language}.md"


def read_glossary(path: Path) -> Glossary:
    """Read a file of terms.

    Raises
    ------
    StudioError
        In one line with the file and, where there is one, the line that is wrong.
    """
    return parse_glossary(decoded(read_limited(path, MOST_BYTES), path.name), path.name)


def parse_glossary(text: str, name: str) -> Glossary:
    """Read terms from a text; see :func:`read_glossary`."""
    lines = lines_of(text, name)
    terms: dict[str, Term] = {}
    begins: list[int] = []
    for number, line in enumerate(lines, 1):
        if line.startswith("# "):
            begins.append(number)
        elif line.strip() and not begins:
            raise wrong(name, number, StudioError("a term begins with a line such as # learning-rate"))
    if len(begins) > MOST_TERMS:
        raise wrong(name, begins[MOST_TERMS], StudioError("there are at most {n} terms", n=MOST_TERMS))
    for begin, end in itertools.pairwise([*begins, len(lines) + 1]):
        term = _term(lines[begin - 1 : end - 1], begin, name)
        if term.key in terms:
            raise wrong(
                name, begin, StudioError("the term {key} is there a second time", key=shown(term.key))
            )
        terms[term.key] = term
    return Glossary(terms.values())


def _term(lines: list[str], begin: int, name: str) -> Term:
    key = lines[0][2:].strip()
    if not _KEY.fullmatch(key):
        raise wrong(
            name,
            begin,
            StudioError("a key is of small letters, digits and hyphens, not {key}", key=shown(key)),
        )
    said: dict[str, str] = {}
    after = len(lines)
    for number, line in enumerate(lines[1:], 1):
        if not line.strip():
            after = number
            break
        word, colon, value = line.partition(":")
        word = word.strip()
        if not colon or word not in _KEYS or word in said:
            keys = ", ".join(_KEYS)
            raise wrong(
                name,
                begin + number,
                StudioError("expected one of {keys}, each once, and a colon", keys=keys),
            )
        said[word] = value.strip()
    words = "\n".join(lines[after:]).strip()
    if not said.get("title") or not words:
        raise wrong(name, begin, StudioError("the term {key} needs a title and a text", key=shown(key)))
    return Term(
        key,
        said["title"],
        words,
        _parts(said.get("symbol", "")),
        _parts(said.get("also", "")),
        said.get("formula", ""),
        _parts(said.get("forms", "")),
    )


def _letters(title: str) -> str:
    """What terms are ordered by: Ü stands beside U."""
    return "".join(c for c in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(c))


def _parts(value: str) -> tuple[str, ...]:
    return tuple(part for part in (part.strip() for part in value.split(",")) if part)
