"""A card as a web page that needs nothing but itself: no script, no font, no picture from elsewhere."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from nnstudio.export.artifact import Artifact
from nnstudio.export.card.blocks import Block, Code, Figure, Heading, Items, Paragraph, Table
from nnstudio.export.card.curves import curves
from nnstudio.export.card.outputs import output_titles
from nnstudio.export.diagram import Picture, Svg, picture_of, svg
from nnstudio.system.file_errors import shown

_LONG = 48
"""Characters from which on the name of a row may be broken."""
_TALL = 30
"""Rows from which on a table may go on on the next page."""
_LEGIBLE = 0.7
"""How far a picture is made smaller on a screen; a wider one is scrolled, so that its text can be read."""
_PAGE = 1800.0
"""Width of a diagram, in its own units, from which on print would make its text too small to be read."""

_STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 "Helvetica Neue", Helvetica, Arial, sans-serif; color: #1c2430; background: #fff;
  max-width: 60rem; margin: 2.5rem auto; padding: 0 1.25rem; overflow-wrap: anywhere; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; padding-bottom: .25rem; border-bottom: 1px solid #d9dee6; }
h3 { font-size: 1rem; margin: 1.4rem 0 .3rem; }
h4 { font-size: .94rem; margin: 1.2rem 0 .3rem; color: #465264; }
h1 + p { font-size: 1.05rem; color: #465264; }
table { border-collapse: collapse; min-width: 50%; font-size: .94rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .9rem .35rem 0; border-bottom: 1px solid #e6e9ef; }
th { font-weight: 600; color: #465264; }
thead th { overflow-wrap: normal; }
.n { text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: normal; white-space: nowrap; }
tbody th { font-weight: 400; white-space: nowrap; }
tbody th.long { white-space: normal; min-width: 14rem; }
pre { background: #f4f6f9; border-radius: 6px; padding: .8rem 1rem; overflow-x: auto; font-size: .88rem; }
figure { margin: 1rem 0; }
.wide { overflow-x: auto; margin: .8rem 0; }
figure svg { display: block; max-width: 100%; height: auto; }
summary { color: #465264; font-size: .94rem; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } h2, h3, p:has(+ .wide, + pre) { break-after: avoid; }
  table, tr, figure, pre { break-inside: avoid; } table.tall { break-inside: auto; }
  .wide { overflow: visible; } figure svg { min-width: 0 !important; } details { display: none; } }
"""


def page(blocks: Iterable[Block], artifact: Artifact) -> bytes:
    """Write a card, in UTF-8."""
    blocks = list(blocks)
    title = next((block.text for block in blocks if isinstance(block, Heading)), "")
    body = "\n".join(_written(block, artifact) for block in blocks)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8"/>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f"<title>{escaped(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    ).encode()


def escaped(plain: str) -> str:
    """Text that a browser shows as it is; what cannot be printed becomes a sign of its own."""
    return html.escape(shown(plain), quote=True)


def _written(block: Block, artifact: Artifact) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{escaped(block.text)}</h{block.level}>"
    if isinstance(block, Paragraph):
        return f"<p>{escaped(block.text)}</p>"
    if isinstance(block, Items):
        return "<ul>\n" + "".join(f"<li>{escaped(item)}</li>\n" for item in block.texts) + "</ul>"
    if isinstance(block, Code):
        return f"<pre><code>{html.escape(block.text)}</code></pre>"
    if isinstance(block, Figure):
        return _figure(block, artifact)
    return _table(block)


def _figure(figure: Figure, artifact: Artifact) -> str:
    if figure.kind == "diagram":
        return f"<figure>{_picture(svg(_diagram(artifact, names=figure.names)).decode())}</figure>"
    if artifact.history is None:
        return ""
    titles = output_titles(artifact, names=figure.names)
    said = "" if figure.instead is None else _table(figure.instead)
    told = f"\n<details>\n<summary>As a table</summary>\n{said}\n</details>\n" if said else ""
    return f"<figure>{_picture(curves(artifact.history, titles))}{told}</figure>"


def _diagram(artifact: Artifact, *, names: bool) -> Picture:
    """The network as it was drawn, or arranged in lines where it was drawn too wide for a page."""
    drawn, arranged = (
        picture_of(artifact, Svg(arrangement=each), names=names) for each in ("as_drawn", "arranged")
    )
    return arranged if max(_PAGE, arranged.width) < drawn.width else drawn


def _picture(text: str) -> str:
    """A picture that no screen makes too small to be read."""
    plain = text[text.index("<svg") :].strip()
    width, unit = re.findall(r'width="([0-9.]+)(pt|)"', plain)[0]
    least = f'<svg style="min-width: {_LEGIBLE * float(width):.0f}{unit or "px"}"'
    return f'<div class="wide">{plain.replace("<svg", least, 1)}</div>'


def _table(table: Table) -> str:
    def cells(row: tuple[str, ...], tag: str, first: str, strong: frozenset[int] = frozenset()) -> str:
        parts = []
        for i, cell in enumerate(row):
            name = (first if i == 0 else tag) if cell else "td"
            scope = ' scope="row"' if name == "th" and tag == "td" else ""
            kind = ' class="n"' if i in table.numbers else ' class="long"' if len(cell) > _LONG else ""
            text = f"<strong>{escaped(cell)}</strong>" if i in strong else escaped(cell)
            parts.append(f"<{name}{scope}{kind}>{text}</{name}>")
        return f"<tr>{''.join(parts)}</tr>\n"

    head = f"<thead>\n{cells(table.headings, 'th', 'th')}</thead>\n" if any(table.headings) else ""
    rows = (
        cells(row, "td", "th", frozenset(j for i, j in table.strong if i == at))
        for at, row in enumerate(table.rows)
    )
    kind = ' class="tall"' if len(table.rows) > _TALL else ""
    return f'<div class="wide"><table{kind}>\n{head}<tbody>\n{"".join(rows)}</tbody>\n</table></div>'
