"""Finding a command from a few letters of it."""

from __future__ import annotations


def score(query: str, text: str) -> float | None:
    """Rate how well a text answers a query.

    Every word of the query must occur, whole or as letters in order. Beginnings of words count more than their
    middles, neighbouring letters more than scattered ones, short texts more than long ones.

    Returns
    -------
    float or None
        Higher is better; None where a word does not occur.
    """
    lowered = text.casefold()
    total = 0.0
    for word in query.casefold().split():
        best = _score_word(word, lowered)
        if best is None:
            return None
        total += best
    return total - len(text) / 200


def _score_word(word: str, text: str) -> float | None:
    at = _find_at_word_start(word, text)
    if at >= 0:
        return 10.0 + len(word) - at / 100
    if word in text:
        return 6.0 + len(word) - text.index(word) / 100
    return _score_letters(word, text)


def _find_at_word_start(word: str, text: str) -> int:
    at = text.find(word)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(word, at + 1)
    return at


def _score_letters(word: str, text: str) -> float | None:
    """Letters in order; each gets a point at the beginning of a word or right after the one before."""
    points, at, previous = 0.0, 0, -2
    for letter in word:
        at = text.find(letter, at)
        if at < 0:
            return None
        begins = at == 0 or not text[at - 1].isalnum()
        points += 1.0 if begins or at == previous + 1 else 0.0
        previous, at = at, at + 1
    # Letters strewn anywhere match almost everything: most of them must hit a beginning or a neighbour.
    return points if points >= 0.6 * len(word) else None
