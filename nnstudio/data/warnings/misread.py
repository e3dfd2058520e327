"""What may have been taken for something else when a file was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nnstudio.data.cells.dress import DOUBT
from nnstudio.data.readers.table_head import NAMES_IN_DOUBT
from nnstudio.data.sources import CsvFile, ExcelFile
from nnstudio.data.warnings.looking import DataWarning, Looked, Remedy, rule
from nnstudio.system.messages import Message, msg


def unwarned(notes: Iterable[Message]) -> list[Message]:
    """The notes of a data set that no warning repeats word by word."""
    return [note for note in notes if note.text != NAMES_IN_DOUBT]


@rule("names_unread")
def names_unread(look: Looked) -> Iterator[DataWarning]:
    """A first row that holds numbers, and is read as data, though nothing below it is like it."""
    source = look.config.source
    for note in look.dataset.notes:
        if note.text == NAMES_IN_DOUBT and isinstance(source, CsvFile | ExcelFile):
            config = look.config.replace(
                source=source.afresh().replace(header=True), columns=(), divided="random", divided_by=None
            )
            yield DataWarning(
                "names_unread", note, (), Remedy(msg("Take it as names"), config, option=("--header", "yes"))
            )


@rule("decimals_unread")
def decimals_unread(look: Looked) -> Iterator[DataWarning]:
    """Numbers that are texts, as nothing tells whether 1,234 has decimals; mostly it is a thousand."""
    source = look.config.source
    doubts = [note.args for note in look.dataset.notes if note.text == DOUBT]
    if not doubts:
        return
    cell, others = doubts[0]["cell"], len(doubts) - 1
    remedy = None
    if isinstance(source, CsvFile | ExcelFile) and source.decimal is None:
        chosen = source.replace(decimal="." if "," in cell else ",")
        remedy = Remedy(msg("Read as thousands"), look.config.replace(source=chosen))
    text = "{columns}: is {cell} a thousand, or does it have decimals? It is no number until that is known"
    names = ", ".join(doubt["column"] for doubt in doubts[:6]) + (" …" if others > 5 else "")
    yield DataWarning("decimals_unread", msg(text, columns=names, cell=cell), (), remedy)
