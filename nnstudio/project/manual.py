"""The manual that is shipped: a few pages of Markdown, the same that stand beside the source, and what is in them.

The glossary is one more page of it, so that who looks for a word of the textbook in the manual finds it.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from nnstudio.project.glossary import Glossary, Term
from nnstudio.system import folders
from nnstudio.system.files import read_limited

PAGES = ("manual", "catalogue", "python", "cpu", "gpu")
"""Names of the pages, in reading order; a link to one ends with ``.md``."""
MOST_BYTES = 1 << 20
ENGLISH = "en"
_ENGLISH = """a an and are as at be by can do does for from has have how i if in is it my of on or the to versus vs what when
where which why with"""
_GERMAN = """als am an auf aus bei beim bin das dem den der des die ein eine einem einen einer eines es für hat ich im ist
kann kein keine man mein meine meinem meinen meiner mich mir mit oder sich sie sind und von vom wann warum was welche welcher
welches wenn werden wie wird wo womit zu zum zur"""
_SMALL = frozenset(f"{_ENGLISH} {_GERMAN}".split())
"""Words that are everywhere, of all languages: pages that nobody has translated stand among those of the reader."""
_OFTEN = 2
"""Times from which on it does not matter how often a word occurs."""
_SHORT = 3
"""Letters of a word whose last s may be part of it: "gas", "SGD"."""
_ENDINGS = {
    ENGLISH: re.compile("(?<=ch|sh|ss)es$|(?<!s)s$"),
    "de": re.compile("(?<=.{4})(?:e[ns]?|(?<!s)s)$"),
}
"""What several of a thing end in."""
_CHANGING = str.maketrans({letter: f"[{pair}]" for pair in ("aä", "oö", "uü") for letter in pair})
"""Letters that German changes for several of a thing: "Lauf", "Läufe"."""
_HEADING = re.compile(r"(#{1,6}) +(.+?) *")
_LINK = re.compile(r"(?<![!\\])\[([^\[\]]*)\]\(([^()\s]*)\)")


class Question(NamedTuple):
    """What is looked for.

    Parameters
    ----------
    words : tuple of str
        In small letters.
    patterns : tuple of re.Pattern
        What finds each of them.
    name : re.Pattern
        What is called so, be it one or several.
    """

    words: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    name: re.Pattern[str]


class Section(NamedTuple):
    """What stands below one heading, up to the next.

    Parameters
    ----------
    level : int
        1 for the title of the page.
    title : str
    text : str
        In Markdown, without the heading.
    term : str
        Key of what it explains, where it is of the glossary.
    also : tuple of str
        Other words for it.
    """

    level: int
    title: str
    text: str
    term: str = ""
    also: tuple[str, ...] = ()

    def rank(self, question: Question) -> float:
        """How well it answers a question; 0 where one of the words is not in it.

        To be called so counts most, then words in its name, then words that stand together, at its beginning before all,
        then how often they occur.
        """
        names = [name.lower() for name in (self.title, *self.also)]
        text = _LINK.sub(lambda link: link[1], self.text).lower()  # nobody asks for where a link leads
        words, wanted, name = question
        named = [any(map(each.search, names)) for each in wanted]
        times = [len(each.findall(text)) for each in wanted]
        if not all(map(operator.or_, named, times)):
            return 0.0
        phrase = " ".join(words)
        parts = text.split("\n\n")
        together = [i for i, part in enumerate(parts) if all(each.search(part) for each in wanted)]
        nearness = 10 + 10 / (4 + together[0]) if together else 0.0
        often = sum(min(n, _OFTEN) for n in times)
        said = 10 * (phrase in text) + nearness + often - self.level
        called = 1000 * (phrase in names) or 500 * any(map(name.fullmatch, names))
        return max(1.0, called + 20 * sum(named) + said)


def asked(text: str, language: str = ENGLISH) -> Question:
    """What a question asks for, without the words that are everywhere."""
    words = tuple(filter(None, (word.strip(".,:;?!„“”") for word in text.lower().split())))
    words = tuple(word for word in words if word not in _SMALL) or words
    patterns = tuple(_beginning(word, language) for word in words)
    return Question(words, patterns, re.compile(" ".join(rf"{each.pattern}\w{{,2}}" for each in patterns)))


def _beginning(word: str, language: str) -> re.Pattern[str]:
    """What finds a word, longer forms of it, and one thing where several are asked for; signs are found anywhere."""
    stem = _ENDINGS.get(language, _ENDINGS[ENGLISH]).sub("", word) if len(word) > _SHORT else word
    before, behind = r"\b" if stem[:1].isalnum() else "", r"\b" if len(stem) == 1 and stem.isalnum() else ""
    ending = word[len(stem) :]
    letters = re.escape(stem) + (f"(?:{ending})?" if ending else "")
    if language == "de":
        letters = letters.translate(_CHANGING)
    return re.compile(before + letters + behind)


def files() -> tuple[Path, ...]:
    """Every page in every language: ``NAME.md``, and ``NAME.LANGUAGE.md`` where it is translated."""
    folder = folders.manual()
    return tuple(
        path for name in PAGES for path in sorted((*folder.glob(f"{name}.md"), *folder.glob(f"{name}.*.md")))
    )


def read_page(name: str, language: str = ENGLISH) -> str:
    """Read a page in a language, in English where it is not translated; links that lead to no page become words.

    Raises
    ------
    StudioError
        When it cannot be read.
    """
    translated, page = (folders.manual() / f"{name}{ending}" for ending in (f".{language}.md", ".md"))
    text = read_limited(translated if translated.is_file() else page, MOST_BYTES).decode("utf-8")
    return "\n".join(line if code else _LINK.sub(_led_on, line) for line, code in _lines(text))


def sections(page: str) -> tuple[Section, ...]:
    """Take a page apart; what looks like a heading inside a block of code is none."""
    found: list[tuple[int, str, list[str]]] = []
    for line, code in _lines(page):
        heading = None if code else _HEADING.fullmatch(line)
        if heading is not None:
            found.append((len(heading[1]), heading[2], []))
        elif found:
            found[-1][2].append(line)
    return tuple(Section(level, title, "\n".join(lines).strip()) for level, title, lines in found)


def glossary_page(title: str, glossary: Glossary) -> tuple[Section, ...]:
    """The glossary as a page: a section for each term."""
    return Section(1, title, ""), *(_explained(term) for term in glossary.terms)


def _explained(term: Term) -> Section:
    names = ", ".join((*term.symbols, *term.also))
    above = (f"*{names}*" if names else "", f"`{term.formula}`" if term.formula else "")
    text = "\n\n".join(part for part in (*above, term.text) if part)
    return Section(2, term.title, text, term.key, term.also)


def _lines(page: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is code."""
    code = False
    for line in page.splitlines():
        fence = line.lstrip().startswith("```")
        code ^= fence
        yield line, code or fence


def _led_on(link: re.Match[str]) -> str:
    """A link to a page by its name, whatever language it is in."""
    page = link[2].removesuffix(".md").partition(".")[0]
    return f"[{link[1]}]({page}.md)" if page in PAGES else link[1]
