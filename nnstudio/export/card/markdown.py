"""A card as Markdown: CommonMark with the tables of GitHub."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nnstudio.export.card.blocks import Block, Code, Figure, Heading, Items, Paragraph, Table
from nnstudio.system.messages import one_line

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~&$!@]|:(?=//))")
_WWW = re.compile(r"\b(www)\.", re.IGNORECASE)


def text(blocks: Iterable[Block]) -> bytes:
    """Write a card, in UTF-8."""
    return ("\n\n".join(filter(None, map(_written, blocks))) + "\n").encode()


def escaped(plain: str) -> str:
    """Text that Markdown shows as it is: no emphasis, links, tags or formulas, and no new line."""
    return _WWW.sub(r"\1\\.", _SIGNS.sub(r"\\\1", one_line(plain)))


def _written(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {escaped(block.text)}"
    if isinstance(block, Paragraph):
        return escaped(block.text)
    if isinstance(block, Items):
        return "\n".join(f"- {escaped(item)}" for item in block.texts)
    if isinstance(block, Code):
        return f"```{block.language}\n{block.text}\n```"
    if isinstance(block, Figure):
        return _table(block.instead) if block.instead is not None else ""
    return _table(block)


def _table(table: Table) -> str:
    rule = ["---:" if i in table.numbers else "---" for i in range(len(table.headings))]
    rows = [
        [f"**{escaped(cell)}**" if (i, j) in table.strong else escaped(cell) for j, cell in enumerate(row)]
        for i, row in enumerate(table.rows)
    ]
    head = [escaped(cell) for cell in table.headings]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))
