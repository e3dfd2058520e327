"""The manual that is shipped: a few pages of Markdown, the same that stand beside the source, and what is in them.

The glossary is one more page of it, so that who looks for a word of the textbook in the manual finds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from nnstudio.project.glossary import Glossary, Term
from nnstudio.system import folders
from nnstudio.system.files import read_limited

PAGES = ("manual", "catalogue", "python", "gpu")
"""Names of the pages, in reading order; a link to one ends with ``.md``."""
MOST_BYTES = 1 << 20
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

    def place(self, words: Sequence[str]) -> int:
        """How near what has these words is to being called so: 0 by just these, 1 beside other words, 2 not at all."""
        if " ".join(words) in (name.casefold() for name in (self.title, *self.also)):
            return 0
        named = re.findall(r"\w+", self.title.casefold())
        return 1 if all(any(name.startswith(word) for name in named) for word in words) else 2

    def has(self, words: Iterable[str]) -> bool:
        """Whether all of these words, in small letters, are in it."""
        seen = _LINK.sub(lambda link: link[1], self.text)  # nobody asks for where a link leads
        all_of_it = f"{self.title}\n{seen}".casefold()
        return all(word in all_of_it for word in words)


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
