"""The manual that is shipped: a few pages of Markdown, the same that stand beside the source, and what is in them.

The glossary is one more page of it, so that who looks for a word of the textbook in the manual finds it.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nnstudio.project.glossary import Glossary, Term
from nnstudio.system import folders
from nnstudio.system.files import read_limited

PAGES = ("manual", "catalogue", "python", "cpu", "gpu")
"""Names of the pages, in reading order; a link to one ends with ``.md``."""
MOST_BYTES = 1 << 20
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "can",
        "do",
        "does",
        "for",
        "from",
        "has",
        "have",
        "how",
        "i",
        "if",
        "in",
        "is",
        "it",
        "my",
        "of",
        "on",
        "or",
        "the",
        "to",
        "versus",
        "vs",
        "what",
        "when",
        "where",
        "which",
        "why",
        "with",
    ]
)
_OFTEN = 2
"""Times from which on it does not matter how often a word occurs."""
_SHORT = 3
"""Letters of a word whose last s may be part of it: "gas", "SGD"."""
_PLURAL = re.compile("(?<=ch|sh|ss)es$|(?<!s)s$")
_HEADING = re.compile(r"(#{1,6}) +(.+?) *")
_LINK = re.compile(r"(?<![!\\])\[([^\[\]]*)\]\(([^()\s]*)\)")


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

    def rank(self, words: Sequence[str]) -> float:
        """How well it answers what :func:`asked` made of a question; 0 where one of the words is not in it.

        To be called so counts most, then words in its name, then words that stand together, at its beginning before all,
        then how often they occur.
        """
        names = [name.casefold() for name in (self.title, *self.also)]
        text = _LINK.sub(lambda link: link[1], self.text).casefold()  # nobody asks for where a link leads
        wanted = [beginning(word) for word in words]
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
        return max(1.0, 1000 * (phrase in names) + 20 * sum(named) + said)


def asked(text: str) -> tuple[str, ...]:
    """The words of a question in small letters, without those that are everywhere."""
    words = tuple(filter(None, (word.strip(".,:;?!") for word in text.casefold().split())))
    return tuple(word for word in words if word not in _SMALL) or words


def beginning(word: str) -> re.Pattern[str]:
    """What finds a word, longer forms of it, and one thing where several are asked for; signs are found anywhere."""
    stem = _PLURAL.sub("", word) if len(word) > _SHORT else word
    before, behind = r"\b" if stem[:1].isalnum() else "", r"\b" if len(stem) == 1 and stem.isalnum() else ""
    return re.compile(before + re.escape(stem) + behind)


def read_page(name: str) -> str:
    """Read a page; links that lead to no page become words.

    Raises
    ------
    StudioError
        When it cannot be read.
    """
    text = read_limited(folders.manual() / f"{name}.md", MOST_BYTES).decode("utf-8")
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
    return link[0] if link[2].removesuffix(".md") in PAGES else link[1]
