"""The glossary in the language of the window, and links to it in a line of help."""

from __future__ import annotations

import html
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from nnstudio.app.words.catalogue import language
from nnstudio.project.glossary import Glossary, Term, glossary
from nnstudio.system.messages import StudioError

SCHEME = "glossary"


def read() -> Glossary:
    """The glossary.

    Raises
    ------
    StudioError
        When the file that came with the program is missing or damaged.
    """
    return _read(language())


@lru_cache(maxsize=4)
def _read(language: str) -> Glossary:
    return glossary(language)


@lru_cache(maxsize=1)
def _none() -> Glossary:
    """In place of a glossary that cannot be read: the help of a field is then without links."""
    return Glossary()


def known() -> Glossary:
    """The glossary, or an empty one where it cannot be read: who opens it is told why."""
    try:
        return read()
    except StudioError:
        return _none()


def linked(text: str, title: str = "") -> str:
    """Return a line of help as rich text in which the words of the glossary are links.

    Parameters
    ----------
    text : str
    title : str
        What the help is about. Terms that only this names follow behind the help.
    """
    mentions = known().mentions(text)
    said = {mention.key for mention in mentions}
    more = [term for term in terms_in(title) if term.key not in said]
    if not mentions and not more:
        return _rich(text)
    parts, end = [], 0
    for mention in mentions:
        parts.append(_rich(text[end : mention.start]))
        parts.append(_link(mention.key, text[mention.start : mention.end]))
        end = mention.end
    parts.append(_rich(text[end:]))
    if more:
        links = ", ".join(_link(term.key, term.title) for term in more)
        parts.append(" " + QCoreApplication.translate("Glossary", "Glossary: {0}").format(links))
    return f"<qt>{''.join(parts)}</qt>"


def _rich(text: str) -> str:
    """Text as rich text, which would break a number at the narrow space in it."""
    return html.escape(text).replace("\N{NARROW NO-BREAK SPACE}", "&nbsp;")


def _link(key: str, word: str) -> str:
    return f'<a href="{SCHEME}:{key}">{html.escape(word)}</a>'


def terms_in(*texts: str) -> tuple[Term, ...]:
    """The terms that are named in any of these texts, each once."""
    found = known()
    keys = dict.fromkeys(mention.key for text in texts for mention in found.mentions(text))
    return tuple(found[key] for key in keys)
